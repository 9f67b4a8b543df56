"""How far the record reaches, counted."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Literal

from apec_outcomes.errors import QueryError, quoted
from apec_outcomes.model import Coverage, DocumentKind, Meeting, MeetingKind, Outcome, SourceKind
from apec_outcomes.query.relations import Relations

__all__ = ["By", "coverage_of"]

By = Literal["year", "decade", "kind", "evidence"]

_KINDS = {kind: position for position, kind in enumerate(MeetingKind)}
_EVIDENCE = {kind: position for position, kind in enumerate(SourceKind)}

_PARTS: Mapping[str | None, tuple[str, ...]] = {
    None: ("year", "kind"),
    "year": ("year",),
    "decade": ("decade",),
    "kind": ("kind",),
    "evidence": ("evidence",),
}
"""What is counted apart, for each way of counting."""

_STATEMENTS = (
    DocumentKind.DECLARATION,
    DocumentKind.JOINT_STATEMENT,
    DocumentKind.MINISTERIAL_STATEMENT,
    DocumentKind.CHAIRS_STATEMENT,
    DocumentKind.VISION,
)


def coverage_of(relations: Relations, by: By | None) -> tuple[Coverage, ...]:
    """Return how many meetings and outcomes there are, and how much is known of them.

    Parameters
    ----------
    relations
        The records.
    by
        What is counted apart; year and kind together, if None.

    Raises
    ------
    QueryError
        If `by` is something else.
    """
    if by is not None and (not isinstance(by, str) or by not in _PARTS):
        raise QueryError(
            f"got {quoted(by)} for by; expected 'year', 'decade', 'kind' or 'evidence', "
            "or nothing for year and kind"
        )
    meetings: dict[str, Meeting] = {meeting.id: meeting for meeting in relations.stores["meetings"].records}
    outcomes: tuple[Outcome, ...] = relations.stores["outcomes"].records
    read = {
        "year": lambda meeting: meeting.year,
        "decade": lambda meeting: meeting.year // 10 * 10,
        "kind": lambda meeting: _KINDS[meeting.kind],
    }
    groups: dict[tuple[int, ...], tuple[dict[str, Meeting], list[Outcome]]] = {}
    if by == "evidence":
        for outcome in outcomes:
            kind = relations.evidence_of(outcome)
            if kind:
                held, found = groups.setdefault((_EVIDENCE[kind],), ({}, []))
                found.append(outcome)
                if outcome.meeting in meetings:
                    held[outcome.meeting] = meetings[outcome.meeting]
    else:
        readers = [read[part] for part in _PARTS[by]]
        for meeting in meetings.values():
            groups.setdefault(_key(readers, meeting), ({}, []))[0][meeting.id] = meeting
        for outcome in outcomes:
            if outcome.meeting in meetings:
                groups[_key(readers, meetings[outcome.meeting])][1].append(outcome)
    return tuple(_row(relations, _PARTS[by], key, *groups[key]) for key in sorted(groups))


def _key(readers: Iterable[Callable[[Meeting], int]], meeting: Meeting) -> tuple[int, ...]:
    return tuple(read(meeting) for read in readers)


def _row(
    relations: Relations,
    parts: tuple[str, ...],
    key: tuple[int, ...],
    meetings: Mapping[str, Meeting],
    outcomes: Iterable[Outcome],
) -> Coverage:
    named: dict[str, Any] = dict(zip(parts, key, strict=True))
    if "kind" in named:
        named["kind"] = list(MeetingKind)[named["kind"]]
    if "evidence" in named:
        named["evidence"] = list(SourceKind)[named["evidence"]]
    found, met = list(outcomes), list(meetings.values())
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
