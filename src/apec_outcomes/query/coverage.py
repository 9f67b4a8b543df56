"""Counts of the coverage of a dataset."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, get_args

from apec_outcomes.errors import QueryError, quoted
from apec_outcomes.model import Coverage, DocumentKind, Meeting, MeetingKind, Outcome
from apec_outcomes.model.coverage import CoverageBy
from apec_outcomes.query.relations import Relations

__all__ = ["coverage_of"]

_STATEMENTS = (
    DocumentKind.DECLARATION,
    DocumentKind.JOINT_STATEMENT,
    DocumentKind.MINISTERIAL_STATEMENT,
    DocumentKind.CHAIRS_STATEMENT,
    DocumentKind.VISION,
)


def coverage_of(relations: Relations, by: CoverageBy | None) -> tuple[Coverage, ...]:
    """Return the counts of meetings and outcomes; `Dataset.coverage` explains `by`."""
    if by is not None and (not isinstance(by, str) or by not in get_args(CoverageBy)):
        raise QueryError(
            f"got {quoted(by)} for by; expected 'year', 'decade', 'kind' or 'evidence', "
            "or None for year and kind"
        )
    meetings: dict[str, Meeting] = {meeting.id: meeting for meeting in relations.stores["meetings"].records}
    outcomes: tuple[Outcome, ...] = relations.stores["outcomes"].records
    parts = ("year", "kind") if by is None else (by,)
    groups: defaultdict[tuple[Any, ...], tuple[dict[str, Meeting], list[Outcome]]]
    groups = defaultdict(lambda: ({}, []))
    for meeting in meetings.values() if by != "evidence" else ():
        groups[_key(meeting, parts)][0][meeting.id] = meeting
    for outcome in outcomes:
        held = meetings.get(outcome.meeting)
        if by == "evidence":
            key: tuple[Any, ...] = (relations.evidence_of(outcome),)
        else:
            key = _key(held, parts) if held else (None,)
        if key != (None,):
            groups[key][1].append(outcome)
            groups[key][0].update({held.id: held} if held else {})
    return tuple(
        _row(relations, dict(zip(parts, key, strict=True)), list(groups[key][0].values()), groups[key][1])
        for key in sorted(groups, key=_order)
    )


def _key(meeting: Meeting, parts: Sequence[str]) -> tuple[Any, ...]:
    values = {"year": meeting.year, "decade": meeting.year // 10 * 10, "kind": meeting.kind}
    return tuple(values[part] for part in parts)


def _order(key: tuple[Any, ...]) -> list[int]:
    """Return the sort key of a group: years ascend, and kinds are in the order of their enum."""
    return [list(type(part)).index(part) if isinstance(part, StrEnum) else part for part in key]


def _row(
    relations: Relations, named: Mapping[str, Any], met: Sequence[Meeting], found: Sequence[Outcome]
) -> Coverage:
    with_outcomes = {outcome.meeting for outcome in found}
    as_of = relations.dataset.as_of
    today = as_of.end if as_of else date.today()
    passed = [outcome for outcome in found if outcome.target_date and outcome.target_date.end <= today]
    assessed = relations.below("assessments")
    statements = [
        document
        for meeting in met
        if meeting.kind in (MeetingKind.LEADERS, MeetingKind.MINISTERIAL)
        for document in meeting.documents
        if document.kind in _STATEMENTS
    ]
    return Coverage(
        **named,
        meetings=len(met),
        exact_days=sum(meeting.dates.is_exact for meeting in met),
        place=sum(bool(meeting.venue and (meeting.venue.city or meeting.venue.economy)) for meeting in met),
        address=sum(any(document.url for document in meeting.documents) for meeting in met),
        outcomes=sum(meeting.id in with_outcomes for meeting in met),
        all_outcomes=len(found),
        asking=sum(bool(outcome.actors) for outcome in found),
        deadlines=sum(outcome.target_date is not None for outcome in found),
        passed=len(passed),
        assessed=sum(outcome.id in assessed for outcome in passed),
        documents=len(statements),
        complete=sum(document.complete for document in statements),
    )
