"""What holds throughout APEC's record, checked against the record itself.

Each rule yields what breaks it: the collection and the id of a record, the field, what stands there, and
what was expected.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple, TypeVar

from apec_outcomes.dataset import Dataset
from apec_outcomes.dates import DateSpan, Precision
from apec_outcomes.model import Meeting, MeetingFormat, MeetingKind, Outcome, OutcomeKind, Status
from apec_outcomes.model._text import fold

__all__ = ["RULES", "Breach", "breaches"]

LONGEST_SUMMARY = 60
SHARED_RUN = 10
ISSUED_WITHIN = timedelta(days=31)
YEAR_OPENS = (10, 1)
"""The month and the day of the year before, from which on meetings open a host year."""

T = TypeVar("T")


class Breach(NamedTuple):
    """Where a record breaks a rule."""

    collection: str
    id: str | int
    field: str
    message: str
    expected: str


def breaches(data: Dataset) -> Iterator[Breach]:
    """Yield where records break the rules of the record."""
    for rule in RULES:
        yield from rule(data)


def _in_its_year(data: Dataset) -> Iterator[Breach]:
    """Dates lie in the year of the id, or in the months before it, in which a host year opens."""
    for collection in ("meetings", "sessions", "calendar"):
        for record in getattr(data, collection):
            dates: DateSpan | None = record.dates
            if dates is None:
                continue
            opens = date(record.year - 1, *YEAR_OPENS)
            if dates.end < opens or dates.start.year > record.year:
                what = f"{dates.edtf} is not in {record.year}"
                yield Breach(
                    collection,
                    record.id,
                    "dates",
                    what,
                    "dates in the year of the id",
                )


def _numbered_in_order(data: Dataset) -> Iterator[Breach]:
    """The ordinals of a series neither repeat nor run backwards."""
    series = _grouped(data.meetings, lambda meeting: (meeting.forum, meeting.kind))
    for (forum, kind), met in series.items():
        if forum is None:
            continue
        last: Meeting | None = None
        for meeting in sorted((m for m in met if m.ordinal), key=lambda m: (m.dates.start, m.dates.end)):
            if last and meeting.ordinal <= last.ordinal:  # type: ignore[operator]
                what = f"{meeting.ordinal}, after {last.ordinal} in {last.id!r}"
                yield Breach(
                    "meetings",
                    meeting.id,
                    "ordinal",
                    what,
                    f"numbers that rise through the {kind.value} meetings of {forum!r}",
                )
            last = meeting


def _led_by_the_host(data: Dataset) -> Iterator[Breach]:
    """The host of the year hosts the leaders' meeting, or the note says why not."""
    for meeting in data.meetings.of_kind(MeetingKind.LEADERS):
        year = data.host_years.get(meeting.year)
        held_at = meeting.venue.economy if meeting.venue else None
        is_away = held_at != (year and year.host) and meeting.format is not MeetingFormat.VIRTUAL
        if year and is_away and not _tells(meeting.note, "host"):
            what = f"{held_at!r}, in the year of {year.host!r}"
            yield Breach(
                "meetings",
                meeting.id,
                "venue",
                what,
                "the host of the year, or a note on the host that says why not",
            )


def _within_its_cluster(data: Dataset) -> Iterator[Breach]:
    """A meeting lies within the cluster that it is part of, and a session within its meeting."""
    for meeting in data.meetings:
        whole = data.meetings.get(meeting.part_of)
        if whole and not _may_lie_in(meeting.dates, whole.dates):
            what = f"{meeting.dates.edtf} is not within {whole.dates.edtf}, when {whole.id!r} met"
            yield Breach("meetings", meeting.id, "dates", what, "dates within the cluster")
        for session in meeting.sessions:
            if session.dates and not _may_lie_in(session.dates, meeting.dates):
                what = f"{session.dates.edtf} is not within {meeting.dates.edtf}, when {meeting.id!r} met"
                yield Breach(
                    "sessions",
                    session.id,
                    "dates",
                    what,
                    "dates within the meeting",
                )


def _built_on_the_past(data: Dataset) -> Iterator[Breach]:
    """What an outcome builds on came before it."""
    for outcome in data.outcomes:
        for index, key in enumerate(outcome.builds_on):
            earlier = data.outcomes[key]
            if _when(data, earlier).start > _when(data, outcome).end or key == outcome.id:
                what = f"{key!r} is of {_when(data, earlier)}, and this of {_when(data, outcome)}"
                yield Breach(
                    "outcomes", outcome.id, f"builds_on[{index}]", what, "an outcome that came before"
                )


def _issued_in_time(data: Dataset) -> Iterator[Breach]:
    """A document is dated in its meeting, or shortly after; and so is an outcome."""
    for meeting in data.meetings:
        opens, closes = meeting.dates.start, meeting.dates.end + ISSUED_WITHIN
        for index, document in enumerate(meeting.documents):
            if document.date and (document.date.end < opens or document.date.start > closes):
                what = f"{document.date.edtf}, when {meeting.id!r} met {meeting.dates}"
                yield Breach(
                    "meetings",
                    meeting.id,
                    f"documents[{index}].date",
                    what,
                    f"a day of the meeting, or of the {ISSUED_WITHIN.days} after it",
                )
    for outcome in data.outcomes:
        meeting = data.meetings[outcome.meeting]
        opens, closes = meeting.dates.start, meeting.dates.end + ISSUED_WITHIN
        if outcome.date and (outcome.date.end < opens or outcome.date.start > closes):
            what = f"{outcome.date.edtf}, when {meeting.id!r} met {meeting.dates}"
            yield Breach(
                "outcomes",
                outcome.id,
                "date",
                what,
                f"a day of the meeting, or of the {ISSUED_WITHIN.days} after it",
            )


def _told_once(data: Dataset) -> Iterator[Breach]:
    """No two records tell the same event."""
    told: Iterable[tuple[str, str, str, Iterable[Any], Callable[[Any], Hashable]]] = (
        ("meetings", "dates", "forum, kind, days and city", data.meetings, _event),
        ("meetings", "title", "title", data.meetings, lambda m: (m.year, fold(m.title))),
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
            "announced meeting, title and source",
            data.calendar,
            lambda e: e.meeting and (e.meeting, e.session, fold(e.title), e.sources),
        ),
        ("sources", "url", "address", data.sources, lambda s: _address(s.url)),
    )
    for collection, field, alike, records, same in told:
        for key, group in _grouped(records, same).items():
            for record in group[1:] if key else ():
                what = f"the {alike} of {group[0].id!r} as well"
                yield Breach(collection, record.id, field, what, "each event in one record")


def _told_in_own_words(data: Dataset) -> Iterator[Breach]:
    """Summaries keep their length, and share no run of words with each other."""
    first: dict[tuple[str, ...], str] = {}
    for outcome in data.outcomes:
        if (length := len(outcome.summary.split())) > LONGEST_SUMMARY:
            yield Breach("outcomes", outcome.id, "summary", f"{length} words", f"at most {LONGEST_SUMMARY}")
        words = re.findall(r"\w+", fold(outcome.summary))
        for start in range(len(words) - SHARED_RUN + 1):
            run = tuple(words[start : start + SHARED_RUN])
            if (other := first.setdefault(run, outcome.id)) != outcome.id:
                what = f"shares {' '.join(run)!r} with {other!r}"
                yield Breach(
                    "outcomes", outcome.id, "summary", what, f"no run of {SHARED_RUN} words that another has"
                )
                break


def _due_by_a_day(data: Dataset) -> Iterator[Breach]:
    """A target has a deadline, or a note; no deadline lies before its outcome."""
    for outcome in data.outcomes:
        due = outcome.target_date
        if outcome.kind is OutcomeKind.TARGET and due is None and not outcome.note:
            yield Breach(
                "outcomes", outcome.id, "target_date", "missing", "the deadline of the target, or a note"
            )
        if due and due.end < _when(data, outcome).start:
            what = f"{due.edtf} is before {_when(data, outcome)}"
            yield Breach("outcomes", outcome.id, "target_date", what, "a deadline after the meeting")


def _declared_or_explained(data: Dataset) -> Iterator[Breach]:
    """Leaders and ministers who met issued something, or the note says that they did not."""
    for meeting in data.meetings.of_kind(
        MeetingKind.LEADERS, MeetingKind.MINISTERIAL, MeetingKind.TRADE_MINISTERIAL
    ):
        silent = meeting.status is Status.HELD and not meeting.documents
        if silent and not _tells(meeting.note, "declaration", "statement"):
            expected = "a declaration or statement, or a note that says that there was none"
            yield Breach("meetings", meeting.id, "documents", "none", expected)


RULES: tuple[Callable[[Dataset], Iterator[Breach]], ...] = (
    _in_its_year,
    _numbered_in_order,
    _led_by_the_host,
    _within_its_cluster,
    _built_on_the_past,
    _issued_in_time,
    _told_once,
    _told_in_own_words,
    _due_by_a_day,
    _declared_or_explained,
)


def _tells(note: str | None, *words: str) -> bool:
    """Return whether a note speaks of what one of these words names."""
    return any(word in fold(note or "") for word in words)


def _grouped(records: Iterable[T], key: Callable[[T], Any]) -> dict[Any, list[T]]:
    groups: dict[Any, list[T]] = defaultdict(list)
    for record in records:
        groups[key(record)].append(record)
    return groups


def _may_lie_in(span: DateSpan, whole: DateSpan) -> bool:
    """Return whether a span, as far as it is known, can lie within another, as far as that is known."""
    if span in whole:
        return True
    starts = span.start_precision is not Precision.DAY or span.start >= whole.start
    ends = span.end_precision is not Precision.DAY or span.end <= whole.end
    return starts and ends and span.overlaps(whole)


def _when(data: Dataset, outcome: Outcome) -> DateSpan:
    return outcome.date or data.meetings[outcome.meeting].dates


def _event(meeting: Any) -> Hashable:
    if meeting.forum is None or meeting.dates.end_precision is not Precision.DAY:
        return None
    return (meeting.forum, meeting.kind, meeting.dates.edtf, meeting.venue and meeting.venue.city)


def _address(url: str) -> str:
    return re.sub(r"^https?://(www\.)?", "", url).rstrip("/").casefold()
