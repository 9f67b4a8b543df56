"""The rules of the bundled dataset, in addition to those of every dataset (`checks.references`).

Each rule is a function that yields the records that break it. Its docstring is the text of the rule. There
are rules on records (`records`), on their dates (`dates`) and on the coding of outcomes (`coding`);
`evidence` compares the dataset with an earlier version.
"""

from collections.abc import Iterator

from apec_outcomes.checks.rules.breach import Breach, Rule
from apec_outcomes.checks.rules.coding import CODING_RULES
from apec_outcomes.checks.rules.dates import DATE_RULES
from apec_outcomes.checks.rules.evidence import weakened
from apec_outcomes.checks.rules.records import RECORD_RULES
from apec_outcomes.model._dataset import AllRecords

__all__ = ["RULES", "Breach", "breaches", "weakened"]

RULES: tuple[Rule, ...] = (*RECORD_RULES, *DATE_RULES, *CODING_RULES)
"""All rules."""


def breaches(data: AllRecords) -> Iterator[Breach]:
    """Yield the records that break a rule."""
    for rule in RULES:
        yield from rule(data)
