"""Types: documented calls are correct for type checkers, other calls are errors.

mypy reports a ``type: ignore`` that is not needed, so each one proves that mypy reports an error in the call.
"""

from typing import Any, assert_type, get_args

import pytest

import apec_outcomes as apec
from apec_outcomes import (
    CalendarEntry,
    CalendarQuery,
    Dataset,
    DateSpan,
    DocumentKind,
    EconomyKind,
    ForumKind,
    Meeting,
    MeetingFormat,
    MeetingKind,
    MeetingQuery,
    Outcome,
    OutcomeKind,
    OutcomeQuery,
    Query,
    SessionQuery,
    Source,
    Status,
    Theme,
)
from apec_outcomes.model._collections import ALL
from apec_outcomes.query.fields import kinds_in
from apec_outcomes.query.values import DateField, NumberField, TextField


def test_methods_keep_the_class_of_a_query(small: Dataset) -> None:
    assert_type(small.outcomes.about("trade", "health", narrower=False), OutcomeQuery)
    assert_type(small.outcomes.adopted_at(small.meetings, "2024-a").due(by=2030, during="2030"), OutcomeQuery)
    assert_type(small.outcomes.hosted_by("Peru").at("Lima").of_year(2024).in_year(2024), OutcomeQuery)
    assert_type(small.meetings.about("trade").by("CTI", subfora=True).of_kind("workshop"), MeetingQuery)
    assert_type(small.sessions.about("parcels").since(2024), SessionQuery)
    assert_type(small.calendar.upcoming().upcoming(on=2024, within="6 months"), CalendarQuery)
    assert_type(small.meetings[:2] | small.meetings.limit(1), MeetingQuery)
    assert_type(small.themes.matching("trade").order_by(lambda theme: theme.label), Query[Theme])


def test_queries_return_the_types_of_their_records(small: Dataset) -> None:
    assert_type(small.meetings[0], Meeting)
    assert_type(small.meetings["2024-a"], Meeting)
    assert_type(small.outcomes.get("2024-a.one"), Outcome | None)
    assert_type(small.outcomes.get("2024-a.one", 5), Outcome | int)
    assert_type(small.calendar.first(), CalendarEntry | None)
    assert_type(small.themes.where(id="trade").one(), Theme)
    assert_type(list(small.sources), list[Source])


def test_keys_groups_and_counts_have_exact_types(small: Dataset) -> None:
    assert_type(small.meetings.ids(), tuple[str, ...])
    assert_type(small.host_years.ids(), tuple[int, ...])
    assert_type(small.outcomes.tally("year"), dict[int, int])
    assert_type(small.outcomes.tally("themes"), dict[str, int])
    assert_type(small.outcomes.tally("target_date"), dict[DateSpan, int])
    assert_type(small.outcomes.tally(lambda outcome: outcome.target_date), dict[DateSpan, int])
    assert_type(small.outcomes.tally("themes", "year"), dict[tuple[Any, ...], int])
    assert_type(small.meetings.tally("venue.city"), dict[Any, int])
    assert_type(small.outcomes.tally("kind"), dict[OutcomeKind, int])
    assert_type(small.meetings.tally("kind"), dict[MeetingKind, int])
    assert_type(small.sessions.tally("kind"), dict[MeetingKind, int])
    assert_type(small.documents.tally("kind"), dict[DocumentKind, int])
    assert_type(small.fora.tally("kind"), dict[ForumKind, int])
    assert_type(small.economies.tally("kind"), dict[EconomyKind, int])
    assert_type(small.calendar.tally("status"), dict[Status, int])
    assert_type(small.outcomes.group_by("kind"), dict[Any, OutcomeQuery])
    assert_type(small.meetings.group_by("format"), dict[MeetingFormat, MeetingQuery])
    assert_type(small.outcomes.group_by("year"), dict[int, OutcomeQuery])
    assert_type(small.outcomes.group_by(lambda outcome: outcome.year // 10), dict[int, OutcomeQuery])
    assert_type(small.meetings.group_by("venue.city"), dict[Any, MeetingQuery])


def titles(records: "Query[Meeting | Outcome]") -> list[str]:
    return [record.title for record in records]


def test_a_query_of_one_class_is_a_query_of_wider_ones(small: Dataset) -> None:
    meetings: Query[Meeting | Outcome] = small.meetings
    anything: Query[object] = small.outcomes
    assert titles(meetings) == titles(small.meetings)
    assert len(anything) == len(small.outcomes)
    themes: Query[Meeting] = small.themes  # type: ignore[assignment]
    assert len(themes) == len(small.themes)


def test_other_calls_are_errors_for_type_checkers_and_at_run_time(small: Dataset) -> None:
    with pytest.raises(TypeError):
        small.outcomes.due(2030)  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        small.calendar.upcoming("2024")  # type: ignore[call-arg]
    with pytest.raises(apec.ArgumentError):
        small.outcomes.about("trade", False)  # type: ignore[arg-type]
    with pytest.raises(apec.ArgumentError):
        small.meetings.by(small.meetings["2024-a"])  # type: ignore[arg-type]
    with pytest.raises(apec.QueryError):
        small.outcomes.adopted_at(small.outcomes)  # type: ignore[arg-type]
    with pytest.raises(apec.QueryError):
        small.meetings.where("workshop")  # type: ignore[arg-type]
    with pytest.raises(apec.QueryError):
        small.meetings | small.outcomes  # type: ignore[operator]
    with pytest.raises(AttributeError):
        small.calendar.about("trade")  # type: ignore[attr-defined]
    with pytest.raises(TypeError):
        DateSpan.of(2024) < "2025"  # type: ignore[operator]  # noqa: B015


@pytest.mark.parametrize(
    ("names", "cls"),
    [(TextField, str), (NumberField, int), (DateField, DateSpan)],
    ids=["texts", "numbers", "dates"],
)
def test_groups_have_the_types_of_their_fields(names: Any, cls: type) -> None:
    held: dict[str, set[type]] = {}
    for row in ALL.values():
        for name, kind in kinds_in(row.cls):
            held.setdefault(name, set()).update(kind.types)
    for name in get_args(names):
        assert all(issubclass(each, cls) for each in held.get(name, ())), name
