"""Announcements of meetings, and their differences from the meetings that were held."""

import re
from typing import Annotated

import attrs

from apec_outcomes.dates import DateSpan
from apec_outcomes.errors import DateParseError, InvalidRecordError, quoted
from apec_outcomes.model._converters import span, span_or_none, texts
from apec_outcomes.model._fields import SLUG, Count, Pattern
from apec_outcomes.model._record import Record
from apec_outcomes.model._text import slug
from apec_outcomes.model.forum import ForumRef
from apec_outcomes.model.meeting import MeetingRef
from apec_outcomes.model.session import SessionRef, Status, as_status
from apec_outcomes.model.source import SourceRef
from apec_outcomes.model.venue import Venue

__all__ = ["CalendarEntry", "Difference"]

EntryId = Annotated[
    str, Pattern(rf"cal-[0-9]{{4}}-{SLUG}", "an id 'cal-<year>-<slug>', such as 'cal-2024-finance'")
]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class CalendarEntry(Record):
    """An announcement of a meeting. The linked meeting has the facts of the event itself.

    Parameters
    ----------
    id
        ``cal-<year>-<slug>``.
    title
        As announced.
    dates
        The dates, as announced.
    venue
        The venue, as announced.
    ordinal
        The number in its series, as announced.
    forum
        The id of the forum that will meet.
    meeting
        The id of the meeting that it announced.
    session
        The id of the session that it announced.
    status
        Its known status.
    announced
        When it was announced.
    note
        A remark for readers.
    sources
        The ids of the sources.

    >>> import apec_outcomes as apec
    >>> apec.load().calendar["cal-2024-finance"]
    <CalendarEntry cal-2024-finance: Finance Ministerial Meeting (18–21 October 2024)>
    """

    id: EntryId
    title: str
    dates: DateSpan = attrs.field(converter=span)
    venue: Venue | None = None
    forum: ForumRef | None = None
    meeting: MeetingRef | None = None
    session: SessionRef | None = None
    status: Status = attrs.field(default=Status.SCHEDULED, converter=as_status)
    ordinal: Count | None = None
    announced: DateSpan | None = attrs.field(default=None, converter=span_or_none)
    note: str | None = None
    sources: tuple[SourceRef, ...] = attrs.field(default=(), converter=texts)

    @property
    def year(self) -> int:
        """The APEC year of the entry, from its id."""
        return int(self.id[4:8])

    @classmethod
    def parse(cls, text: str, *, year: int | None = None) -> "CalendarEntry":
        """Read a line of an announcement: a title, then the dates in brackets, with or without a place.

        Parameters
        ----------
        text
            ``Title (dates)`` or ``Title (dates in Place)``. The place is a city, a member economy, or both:
            ``Lima``, ``Peru``, ``Lima, Peru``. A bullet before the title and ``in person`` are left out.
        year
            The year of dates without a year.

        Raises
        ------
        DateParseError
            If there are no such brackets, the dates in them cannot be read or are ambiguous, or the text
            after ``in`` is not a place.
        InvalidRecordError
            If the title or the place has control characters.

        >>> import apec_outcomes as apec
        >>> line = "- APEC Economic Leaders (heads of state and government) (15-16 November in Lima, Peru)"
        >>> entry = apec.CalendarEntry.parse(line, year=2024)
        >>> entry.title, entry.dates.edtf
        ('APEC Economic Leaders (heads of state and government)', '2024-11-15/2024-11-16')
        >>> entry.venue
        <Venue Lima, PER>
        """
        if not isinstance(text, str):
            raise DateParseError(
                text, "expected a line of text, such as 'Finance Ministerial Meeting (18-21 October)'"
            )
        line = re.fullmatch(_LINE, text.strip())
        if line is None:
            raise DateParseError(
                text, "expected a title and then the dates in brackets, such as '... (18-21 October)'"
            )
        title, inside = line["title"], " ".join(line["inside"].split())
        when, placed, place = re.sub(_IN_PERSON, "", inside).partition(" in ")
        try:
            dates = DateSpan.parse(when.rstrip(" ,"), default_year=year)
        except DateParseError as error:
            raise DateParseError(text, error.reason.replace("default_year", "year")) from error
        try:
            venue = _venue(place) if placed else None
        except InvalidRecordError as error:
            problems = [each._replace(path=f"$.venue{each.path[1:]}") for each in error.problems]
            raise InvalidRecordError(problems) from error
        except ValueError:
            reason = (
                f"expected a city, an economy or both after 'in', such as 'Lima, Peru', got {quoted(place)}"
            )
            raise DateParseError(text, reason) from None
        return cls(id=f"cal-{dates.year:04}-{slug(title)}", title=title, dates=dates, venue=venue)

    def _headline(self) -> str:
        place = f", {self.venue.city}" if self.venue and self.venue.city else ""
        return f"{self.id}: {self.title} ({self.dates}{place})"


_LINE = r"(?:[-*•–]\s+)?(?P<title>\S(?:.*\S)?)\s*\((?P<inside>[^()]+)\)\.?"
_IN_PERSON = r"(?i),? in[ -]person\b"
_CITY = r"(?:[Tt]he )?[^\Wa-z\d_][^\d]*"  # a capital letter, or a letter of a script without capitals
_STATE = r"[A-Z]{2}"


def _venue(place: str) -> Venue:
    """Return the venue that a text such as ``San Francisco, CA, USA`` describes, or raise a `ValueError`."""
    from apec_outcomes.model._places import CITIES, split_economy

    named = [part.strip() for part in place.split(",")]
    parts, economy = split_economy(named)
    if economy and len(parts) > 1 and re.fullmatch(_STATE, parts[-1]):
        parts = parts[:-1]
    if not all(named) or not all(re.fullmatch(_CITY, part) and " in " not in part for part in parts):
        raise ValueError("not a place")
    city = ", ".join(parts) or CITIES.get(economy or "")
    return Venue(city=city, economy=economy)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Difference(Record):
    """A field in which a meeting differs from its announcement.

    Parameters
    ----------
    entry
        The calendar entry that announced it.
    field
        ``dates``, ``city``, ``economy``, ``venue`` or ``status``.
    announced
        The value that was announced.
    took_place
        The value of the meeting that was held.

    >>> import apec_outcomes as apec
    >>> apec.load().calendar.during("September 2024").differences()[0]
    <Difference cal-2024-mining: dates announced as 11 September 2024, took place 10–11 September 2024>
    """

    entry: CalendarEntry
    field: str
    announced: DateSpan | str
    took_place: DateSpan | str

    def _headline(self) -> str:
        return f"{self.entry.id}: {self.field} announced as {self.announced}, took place {self.took_place}"
