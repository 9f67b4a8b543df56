"""The rule that evidence does not weaken from one version of the dataset to the next."""

from collections.abc import Iterator

from apec_outcomes.checks.rules.breach import Breach
from apec_outcomes.model._dataset import AllRecords
from apec_outcomes.model.source import strongest

__all__ = ["weakened"]


def weakened(before: AllRecords, data: AllRecords) -> Iterator[Breach]:
    """Yield the outcomes whose strongest source is of a weaker kind than before."""
    for outcome in data.outcomes:
        earlier = before.outcomes.get(outcome.id)
        was = before.evidence_of(earlier) if earlier else None
        now = data.evidence_of(outcome)
        if was and was is not now and (now is None or strongest((was, now)) is was):
            message = f"evidence {now.value if now else None!r}, which was {was.value!r}"
            yield Breach("outcomes", outcome.id, "sources", message, f"a source of the kind {was.value!r}")
