"""The rules that the bundled record keeps, beyond those for every dataset.

Each rule yields the records that break it: their collection, id and field, the value there, and the value
that was expected.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, TypeVar

from apec_outcomes.checks.breach import Breach
from apec_outcomes.checks.collections import AllRecords
from apec_outcomes.checks.rules_coding import CODING_RULES
from apec_outcomes.dates import DateSpan, Precision
from apec_outcomes.model import (
    Meeting,
    MeetingFormat,
    MeetingKind,
    Outcome,
    OutcomeKind,
    Status,
)
from apec_outcomes.model._collections import COLLECTIONS
from apec_outcomes.model._fields import links
from apec_outcomes.model._text import fold

__all__ = ["RULES", "Breach", "breaches"]

LONGEST_SUMMARY = 60
"""The number of words of the longest summary."""

SHARED_RUN = 10
"""The number of words in a row that two summaries must not share."""

ISSUED_WITHIN = timedelta(days=31)
"""How long after a meeting its documents can be dated."""

YEAR_OPENS = (10, 1)
"""The month and the day of the year before from which meetings can belong to a host year."""

T = TypeVar("T")


def breaches(data: AllRecords) -> Iterator[Breach]:
    """Yield the records that break a rule."""
    for rule in RULES:
        yield from rule(data)


def _sourced(data: AllRecords) -> Iterator[Breach]:
    """Every record, and every part of one, has a source."""
    for collection, row in COLLECTIONS.items():
        for record in getattr(data, collection):
            key: str | int = getattr(record, row.key)
            for field in _unsourced(record, "sources"):
                yield Breach(collection, key, field, "no source", "the id of at least one source")


def _unsourced(record: Any, path: str) -> Iterator[str]:
    """Yield the paths of the empty sources of a record and its parts."""
    if getattr(record, "sources", None) == ():
        yield path
    for link in links(record.__class__):
        if link.inside and link.many:
            for index, part in enumerate(getattr(record, link.field)):
                yield from _unsourced(part, path.removesuffix("sources") + f"{link.field}[{index}].sources")


def _in_its_year(data: AllRecords) -> Iterator[Breach]:
    """Dates are in the year of the id, or in the months before it that belong to its host year."""
    for collection in ("meetings", "sessions", "calendar"):
        for record in getattr(data, collection):
            dates: DateSpan | None = record.dates
            if dates is None:
                continue
            opens = date(record.year - 1, *YEAR_OPENS)
            if dates.end < opens or dates.start.year > record.year:
                message = f"{dates.edtf} is not in {record.year}"
                yield Breach(collection, record.id, "dates", message, "dates in the year of the id")


def _numbered_in_order(data: AllRecords) -> Iterator[Breach]:
    """The ordinals of a series rise with its dates: meetings are in the order of these."""
    series = _grouped(data.meetings, lambda meeting: (meeting.forum, meeting.kind))
    for (forum, kind), meetings in series.items():
        if forum is None:
            continue
        numbered = [(m.ordinal, m) for m in meetings if m.ordinal]
        for (before, earlier), (ordinal, meeting) in pairwise(numbered):
            if ordinal <= before:
                message = f"{ordinal}, after {before} in {earlier.id!r}"
                expected = f"ordinals that rise through the {kind.value} meetings of {forum!r}"
                yield Breach("meetings", meeting.id, "ordinal", message, expected)


def _led_by_the_host(data: AllRecords) -> Iterator[Breach]:
    """The leaders meet in the economy that hosts the year, or the note gives the reason."""
    for meeting in _of_kind(data, MeetingKind.LEADERS):
        year = data.host_years.get(meeting.year)
        held_at = meeting.venue.economy if meeting.venue else None
        is_away = held_at != (year and year.host) and meeting.format is not MeetingFormat.VIRTUAL
        if year and is_away and not _mentions(meeting.note, "host"):
            message = f"{held_at!r}, in the year that {year.host!r} hosts"
            expected = "the host of the year, or a note about the host with the reason"
            yield Breach("meetings", meeting.id, "venue", message, expected)


def _within_its_cluster(data: AllRecords) -> Iterator[Breach]:
    """A meeting is held during the cluster that it is part of, and a session during its meeting."""
    for meeting in data.meetings:
        whole = data.meetings.get(meeting.part_of)
        if whole and not _can_be_within(meeting.dates, whole.dates):
            message = f"{meeting.dates.edtf} is not within {whole.dates.edtf}, the dates of {whole.id!r}"
            yield Breach("meetings", meeting.id, "dates", message, "dates within the cluster")
        for session in meeting.sessions:
            if session.dates and not _can_be_within(session.dates, meeting.dates):
                message = (
                    f"{session.dates.edtf} is not within {meeting.dates.edtf}, the dates of {meeting.id!r}"
                )
                yield Breach("sessions", session.id, "dates", message, "dates within the meeting")


def _built_on_the_past(data: AllRecords) -> Iterator[Breach]:
    """An outcome builds on earlier ones."""
    for outcome in data.outcomes:
        when = _when(data, outcome)
        for index, key in enumerate(outcome.builds_on):
            earlier = data.outcomes.get(key)
            if earlier is None or when is None or (then := _when(data, earlier)) is None:
                continue
            if then.start > when.end or key == outcome.id:
                message = f"{key!r} is from {then}, this outcome from {when}"
                yield Breach("outcomes", outcome.id, f"builds_on[{index}]", message, "an earlier outcome")


def _issued_in_time(data: AllRecords) -> Iterator[Breach]:
    """Documents and outcomes are dated on a day of their meeting, or shortly after it."""

    def is_late_or_early(dates: DateSpan | None, meeting: Meeting) -> bool:
        opens, closes = meeting.dates.start, meeting.dates.end + ISSUED_WITHIN
        return dates is not None and (dates.end < opens or dates.start > closes)

    expected = f"a day of the meeting, or one of the {ISSUED_WITHIN.days} days after it"
    for meeting in data.meetings:
        for index, document in enumerate(meeting.documents):
            if is_late_or_early(document.date, meeting):
                field, message = f"documents[{index}].date", _dated(document.date, meeting)
                yield Breach("meetings", meeting.id, field, message, expected)
    for outcome in data.outcomes:
        adopted = data.meetings.get(outcome.meeting)
        if adopted and is_late_or_early(outcome.date, adopted):
            yield Breach("outcomes", outcome.id, "date", _dated(outcome.date, adopted), expected)


def _dated(span: DateSpan | None, meeting: Meeting) -> str:
    return f"{span.edtf if span else None}, but {meeting.id!r} was held {meeting.dates}"


def _recorded_once(data: AllRecords) -> Iterator[Breach]:
    """No two records are about the same event, outcome or page."""
    alike: Iterable[tuple[str, str, str, Iterable[Any], Callable[[Any], Hashable]]] = (
        ("meetings", "dates", "forum, kind, days and city", data.meetings, _event),
        ("meetings", "title", "year and title", data.meetings, lambda m: (m.year, fold(m.title))),
        (
            "outcomes",
            "title",
            "meeting and title",
            data.outcomes,
            lambda o: (o.meeting, o.session, fold(o.title)),
        ),
        (
            "calendar",
            "meeting",
            "meeting, title and sources",
            data.calendar,
            lambda e: e.meeting and (e.meeting, e.session, fold(e.title), e.sources),
        ),
        ("sources", "url", "address", data.sources, lambda s: _address(s.url)),
    )
    for collection, field, same, records, key_of in alike:
        for key, group in _grouped(records, key_of).items():
            for record in group[1:] if key else ():
                message = f"the same {same} as {group[0].id!r}"
                yield Breach(collection, record.id, field, message, "one record for each")


def _in_own_words(data: AllRecords) -> Iterator[Breach]:
    """Summaries are short, and do not share a run of words with each other."""
    first: dict[tuple[str, ...], str] = {}
    for outcome in data.outcomes:
        if (length := len(outcome.summary.split())) > LONGEST_SUMMARY:
            expected = f"at most {LONGEST_SUMMARY} words"
            yield Breach("outcomes", outcome.id, "summary", f"{length} words", expected)
        words = re.findall(r"\w+", fold(outcome.summary))
        for start in range(len(words) - SHARED_RUN + 1):
            run = tuple(words[start : start + SHARED_RUN])
            if (other := first.setdefault(run, outcome.id)) != outcome.id:
                message = f"shares the words {' '.join(run)!r} with {other!r}"
                expected = f"fewer than {SHARED_RUN} words in a row that another summary has"
                yield Breach("outcomes", outcome.id, "summary", message, expected)
                break


def _due_later(data: AllRecords) -> Iterator[Breach]:
    """A target has a deadline, or a note; a deadline is not before its outcome."""
    for outcome in data.outcomes:
        due, when = outcome.target_date, _when(data, outcome)
        if outcome.kind is OutcomeKind.TARGET and due is None and not outcome.note:
            expected = "the deadline of the target, or a note"
            yield Breach("outcomes", outcome.id, "target_date", "no deadline", expected)
        if due and when and due.end < when.start:
            message = f"{due.edtf} is before {when}"
            yield Breach("outcomes", outcome.id, "target_date", message, "a deadline after the meeting")


def _documented(data: AllRecords) -> Iterator[Breach]:
    """Leaders and ministers who met issued a document, or the note says that they did not."""
    for meeting in _of_kind(
        data, MeetingKind.LEADERS, MeetingKind.MINISTERIAL, MeetingKind.TRADE_MINISTERIAL
    ):
        is_silent = meeting.status is Status.HELD and not meeting.documents
        if is_silent and not _mentions(meeting.note, "declaration", "statement"):
            expected = "a declaration or statement, or a note that there was none"
            yield Breach("meetings", meeting.id, "documents", "no document", expected)


RULES: tuple[Callable[[AllRecords], Iterator[Breach]], ...] = (
    _sourced,
    _in_its_year,
    _numbered_in_order,
    _led_by_the_host,
    _within_its_cluster,
    _built_on_the_past,
    _issued_in_time,
    _recorded_once,
    _in_own_words,
    _due_later,
    _documented,
    *CODING_RULES,
)
"""The rules, each a function that yields its breaches; its docstring states it."""


def _of_kind(data: AllRecords, *kinds: MeetingKind) -> Iterator[Meeting]:
    return (meeting for meeting in data.meetings if meeting.kind in kinds)


def _mentions(note: str | None, *words: str) -> bool:
    return any(word in fold(note or "") for word in words)


def _grouped(records: Iterable[T], key: Callable[[T], Any]) -> dict[Any, list[T]]:
    groups: dict[Any, list[T]] = defaultdict(list)
    for record in records:
        groups[key(record)].append(record)
    return groups


def _can_be_within(span: DateSpan, whole: DateSpan) -> bool:
    """Return whether a span can be within another, given the precision of both."""
    if span in whole:
        return True
    starts = span.start_precision is not Precision.DAY or span.start >= whole.start
    ends = span.end_precision is not Precision.DAY or span.end <= whole.end
    return starts and ends and span.overlaps(whole)


def _when(data: AllRecords, outcome: Outcome) -> DateSpan | None:
    meeting = data.meetings.get(outcome.meeting)
    return outcome.date or (meeting.dates if meeting else None)


def _event(meeting: Any) -> Hashable:
    if meeting.forum is None or meeting.dates.end_precision is not Precision.DAY:
        return None
    return (meeting.forum, meeting.kind, meeting.dates.edtf, meeting.venue and meeting.venue.city)


def _address(url: str) -> str:
    return re.sub(r"^https?://(www\.)?", "", url).rstrip("/").casefold()
