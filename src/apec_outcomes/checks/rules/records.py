"""The rules on records: sources, ordinals, hosts, texts and duplicates."""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from itertools import pairwise
from typing import Any, TypeVar

from apec_outcomes.checks.rules.breach import Breach, Rule
from apec_outcomes.dates import Precision
from apec_outcomes.model import Meeting, MeetingFormat, MeetingKind, Status
from apec_outcomes.model._collections import COLLECTIONS
from apec_outcomes.model._dataset import AllRecords
from apec_outcomes.model._fields import within
from apec_outcomes.model._text import fold

__all__ = ["RECORD_RULES"]

LONGEST_SUMMARY = 60
"""The largest number of words of a summary."""

SHARED_RUN = 10
"""The number of words in a row that two summaries must not share."""

T = TypeVar("T")


def _sourced(data: AllRecords) -> Iterator[Breach]:
    """Every record and every part of a record has a source."""
    for collection, row in COLLECTIONS.items():
        for record in getattr(data, collection):
            key: str | int = getattr(record, row.key)
            for path, part in within(record):
                if getattr(part, "sources", None) == ():
                    expected = "the id of at least one source"
                    yield Breach(collection, key, f"{path}sources", "no source", expected)


def _numbered_in_order(data: AllRecords) -> Iterator[Breach]:
    """The ordinals of a series ascend with its dates."""
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
    """Summaries are short, and do not share a sequence of words with each other."""
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


def _documented(data: AllRecords) -> Iterator[Breach]:
    """Meetings of leaders and ministers have a document, or the note says that there was none."""
    for meeting in _of_kind(
        data, MeetingKind.LEADERS, MeetingKind.MINISTERIAL, MeetingKind.TRADE_MINISTERIAL
    ):
        is_silent = meeting.status is Status.HELD and not meeting.documents
        if is_silent and not _mentions(meeting.note, "declaration", "statement"):
            expected = "a declaration or statement, or a note that there was none"
            yield Breach("meetings", meeting.id, "documents", "no document", expected)


RECORD_RULES: tuple[Rule, ...] = (
    _sourced,
    _numbered_in_order,
    _led_by_the_host,
    _recorded_once,
    _in_own_words,
    _documented,
)


def _of_kind(data: AllRecords, *kinds: MeetingKind) -> Iterator[Meeting]:
    return (meeting for meeting in data.meetings if meeting.kind in kinds)


def _mentions(note: str | None, *words: str) -> bool:
    return any(word in fold(note or "") for word in words)


def _grouped(records: Iterable[T], key: Callable[[T], Any]) -> dict[Any, list[T]]:
    groups: dict[Any, list[T]] = defaultdict(list)
    for record in records:
        groups[key(record)].append(record)
    return groups


def _event(meeting: Any) -> Hashable:
    if meeting.forum is None or meeting.dates.end_precision is not Precision.DAY:
        return None
    return (meeting.forum, meeting.kind, meeting.dates.edtf, meeting.venue and meeting.venue.city)


def _address(url: str) -> str:
    return re.sub(r"^https?://(www\.)?", "", url).rstrip("/").casefold()
