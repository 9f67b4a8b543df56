"""The rules on dates: of meetings, documents, outcomes and deadlines."""

from collections.abc import Iterator
from datetime import date, timedelta

from apec_outcomes.checks.rules.breach import Breach, Rule
from apec_outcomes.dates import DateSpan, Precision
from apec_outcomes.model import Meeting, Outcome, OutcomeKind
from apec_outcomes.model._collections import EVENTS
from apec_outcomes.model._dataset import AllRecords
from apec_outcomes.model.outcome import outcome_dates

__all__ = ["DATE_RULES", "compared"]

ISSUED_WITHIN = timedelta(days=31)
"""The longest time between a meeting and the date of its documents."""

YEAR_OPENS = (10, 1)
"""The month and day of the year before, from which meetings can belong to a host year."""


def _in_its_year(data: AllRecords) -> Iterator[Breach]:
    """Dates are in the year of the id, or in the months before it that belong to the host year."""
    for collection in EVENTS:
        for record in getattr(data, collection):
            dates: DateSpan | None = record.dates
            year: int = record.year
            if dates and (dates.end < date(year - 1, *YEAR_OPENS) or dates.start.year > year):
                message = f"{dates.edtf} is not in {year}"
                yield Breach(collection, record.id, "dates", message, "dates in the year of the id")


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
    """An outcome builds on earlier outcomes."""
    for outcome in data.outcomes:
        when = _when(data, outcome)
        for index, key in enumerate(outcome.builds_on):
            earlier = data.outcomes.get(key)
            if earlier is None or when is None or (then := _when(data, earlier)) is None:
                continue
            if then.start > when.end:
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
                field, message = f"documents[{index}].date", compared(document.date, meeting)
                yield Breach("meetings", meeting.id, field, message, expected)
    for outcome in data.outcomes:
        adopted = data.meetings.get(outcome.meeting)
        if adopted and is_late_or_early(outcome.date, adopted):
            yield Breach("outcomes", outcome.id, "date", compared(outcome.date, adopted), expected)


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


DATE_RULES: tuple[Rule, ...] = (
    _in_its_year,
    _within_its_cluster,
    _built_on_the_past,
    _issued_in_time,
    _due_later,
)


def compared(span: DateSpan | None, meeting: Meeting) -> str:
    """Return dates and those of a meeting, for a message."""
    return f"{span.edtf if span else None}, but {meeting.id!r} was held {meeting.dates}"


def _can_be_within(span: DateSpan, whole: DateSpan) -> bool:
    """Return whether a span can be within another, given the precision of both."""
    if span in whole:
        return True
    starts = span.start_precision is not Precision.DAY or span.start >= whole.start
    ends = span.end_precision is not Precision.DAY or span.end <= whole.end
    return starts and ends and span.overlaps(whole)


def _when(data: AllRecords, outcome: Outcome) -> DateSpan | None:
    return outcome_dates(outcome, data.meetings.get)
