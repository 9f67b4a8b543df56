"""The rule that evidence does not weaken from one version of the dataset to the next."""

from collections.abc import Iterator

from apec_outcomes.checks.rules.breach import Breach
from apec_outcomes.model import SourceKind
from apec_outcomes.model._dataset import AllRecords

__all__ = ["weakened"]

_STRENGTH = {kind: len(SourceKind) - place for place, kind in enumerate(SourceKind)}


def weakened(before: AllRecords, data: AllRecords) -> Iterator[Breach]:
    """Yield the outcomes whose strongest source is of a weaker kind than before."""
    for outcome in data.outcomes:
        earlier = before.outcomes.get(outcome.id)
        was = before.evidence_of(earlier) if earlier else None
        now = data.evidence_of(outcome)
        if was and _STRENGTH[was] > (_STRENGTH[now] if now else 0):
            message = f"evidence {now.value if now else None!r}, which was {was.value!r}"
            yield Breach("outcomes", outcome.id, "sources", message, f"a source of the kind {was.value!r}")
