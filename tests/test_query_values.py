"""Queries by the values of fields: conditions, order, groups and counts."""

from datetime import date
from typing import Any

import pytest

import apec_outcomes as apec
from apec_outcomes import Dataset, DateSpan, QueryError, UnknownIdError
from apec_outcomes.model._collections import QUERIED
from apec_outcomes.query.methods import METHODS
from conftest import meeting, outcome


class TestWhere:
    @pytest.mark.parametrize(
        ("collection", "field", "value", "expected"),
        [
            ("meetings", "venue", "Peru", r"expected a Venue or None; use at\("),
            ("meetings", "sessions", "Plenary", "expected a Session; use the query `sessions`"),
            ("meetings", "documents", "Statement", "expected a Document; use the query `documents`"),
            ("meetings", "organisations", "APEC", r"expected an Organisation; use matching\("),
            ("meetings", "status", "hold", "expected one of scheduled, held, postponed, cancelled"),
            ("meetings", "kind", "summit", "expected one of leaders, ministerial, trade-ministerial"),
            ("meetings", "kind", None, "expected one of leaders"),
            ("meetings", "kind", ["workshop", "dialogue"], r"use of_kind\('workshop', 'dialogue'\)"),
            ("meetings", "kind", "workshops", "did you mean 'workshop'"),
            ("actors", "kind", ["economy", "leaders"], "expected one of level.*[a-z]$"),
            ("assessments", "verdict", ["missed", "achieved"], "expected one of achieved.*[a-z]$"),
            ("meetings", "kind", [5], "cannot be \\[5\\]; expected one of leaders.*[a-z]$"),
            ("meetings", "format", "online", "expected one of in-person, virtual, hybrid or None"),
            ("meetings", "title", 5, "'title' of meetings cannot be 5; expected"),
            ("meetings", "title", "", "expected"),
            ("meetings", "ordinal", "3", "'ordinal' of meetings cannot be '3'; expected"),
            ("meetings", "ordinal", 0, "expected a whole number from 1 to 9999"),
            ("meetings", "year", "2024", "'year' of meetings cannot be '2024'; expected"),
            ("meetings", "year", 20240, "expected a whole number from 1 to 9999"),
            ("meetings", "themes", (None,), "'themes' of meetings: got None; expected a theme"),
            (
                "meetings",
                "forum",
                5,
                "'forum' of meetings: got 5; expected a forum, or its id or name, or None",
            ),
            ("meetings", "dates", None, "expected"),
            ("economies", "founding", "yes", "'founding' of economies cannot be 'yes'; expected"),
            ("sources", "url", "apec.org", "expected an address"),
        ],
    )
    def test_an_impossible_value_is_an_error_with_the_expected_values(
        self, small: Dataset, collection: str, field: str, value: Any, expected: str
    ) -> None:
        with pytest.raises(QueryError, match=expected):
            getattr(small, collection).where(**{field: value})

    @pytest.mark.parametrize(
        ("collection", "field", "value", "near"),
        [
            ("meetings", "forum", "CTII", "CTI"),
            ("meetings", "themes", "custom", "customs"),
            ("host_years", "host", "Perru", "Peru"),
            ("outcomes", "meeting", "2024-x", "2024-a"),
            ("outcomes", "builds_on", "2024-a.onne", "2024-a.one"),
            ("meetings", "id", "Meeting 2024 z", "Meeting 2024-a"),
        ],
    )
    def test_an_unknown_name_is_a_miss(
        self, small: Dataset, collection: str, field: str, value: str, near: str
    ) -> None:
        with pytest.raises(UnknownIdError) as caught:
            getattr(small, collection).where(**{field: value})
        assert near in caught.value.near

    @pytest.mark.parametrize(
        ("collection", "field", "value", "found"),
        [
            ("meetings", "forum", "CTI", ("2024-a",)),
            ("meetings", "forum", "Committee on Trade", ("2024-a",)),
            ("meetings", "forum", None, ("2024-b",)),
            ("meetings", "themes", "HEALTH", ("2024-a",)),
            ("meetings", "themes", ("trade", "Health"), ("2024-a",)),
            ("meetings", "themes", ["health", "trade"], ("2024-a",)),
            ("meetings", "themes", ["health"], ("2024-a",)),
            ("meetings", "themes", ("health", "customs"), ()),
            ("meetings", "themes", {"health"}, ("2024-a",)),
            ("meetings", "themes", (), ("2024-b", "2025-a")),
            ("meetings", "themes", None, ("2024-b", "2025-a")),
            ("meetings", "kind", "CONFERENCE", ("2024-b",)),
            ("meetings", "venue.economy", "south korea", ("2025-a",)),
            ("meetings", "venue.city", "Lima", ("2024-a",)),
            ("meetings", "venue.city", None, ("2024-b",)),
            ("meetings", "dates.start", date(2025, 3, 1), ("2025-a",)),
            ("meetings", "dates.year", 2023, ("2024-b",)),
            ("meetings", "dates.is_exact", False, ("2024-b",)),
            ("meetings", "dates.edtf", "2023-12", ("2024-b",)),
            ("meetings", "venue", apec.Venue(city="Lima", economy="PER"), ("2024-a",)),
            ("meetings", "dates", date(2025, 3, 1), ("2025-a",)),
            ("meetings", "id", "2024-a", ("2024-a",)),
            ("meetings", "id", "2030-z", ()),
            ("outcomes", "meeting", "meeting 2025 a", ("2025-a.three", "2025-a.undated")),
            ("outcomes", "session", "2024-a-plenary", ("2024-a.two",)),
            ("outcomes", "target_date", 2030, ("2025-a.three",)),
            ("host_years", "host", "Peru", (2024,)),
            ("economies", "code", "Korea", ("KOR",)),
            ("themes", "broader", "Trade", ("customs",)),
        ],
    )
    def test_where_accepts_names_kinds_and_dates_like_other_methods(
        self, small: Dataset, collection: str, field: str, value: Any, found: tuple[Any, ...]
    ) -> None:
        assert getattr(small, collection).where(**{field: value}).ids() == found

    def test_records_are_accepted_as_ids(self, small: Dataset) -> None:
        assert small.meetings.where(forum=small.fora["cti"]).ids() == ("2024-a",)
        assert small.outcomes.where(meeting=small.meetings["2024-a"]).ids() == ("2024-a.two", "2024-a.one")

    @pytest.mark.parametrize(
        ("path", "said"),
        [
            ("venue.town", "have no field 'town'"),
            (
                "dates.start.year",
                "'dates.start.year' leads to no field: a value of type date has none; expected a f",
            ),
            ("title.upper", "leads to no field: text has none; expected a function of a record"),
            ("x" * 10_000, "have no field"),
            ("", "have no field"),
        ],
        ids=["venue.town", "dates.start.year", "title.upper", "long", "empty"],
    )
    def test_an_unknown_path_is_an_error(self, small: Dataset, path: str, said: str) -> None:
        for ask in (small.meetings.order_by, small.meetings.tally, small.meetings.group_by):
            with pytest.raises(QueryError, match=said):
                ask(path)

    @pytest.mark.parametrize(
        ("collection", "field", "way_out"),
        [
            ("outcomes", "theme", "did you mean 'themes'?"),
            ("outcomes", "verdict", "use assessed(...)"),
            ("outcomes", "city", "use at(...)"),
            ("outcomes", "forum", "use adopted_at(data.meetings.by(...))"),
            ("calendar", "kind", "use of_kind(...)"),
            ("meetings", "city", "did you mean 'venue.city'?"),
            ("meetings", "host", "use hosted_by(...)"),
            ("economies", "host", "sources"),
        ],
    )
    def test_an_unknown_field_suggests_the_method(
        self, small: Dataset, collection: str, field: str, way_out: str
    ) -> None:
        with pytest.raises(QueryError, match=f"have no field {field!r}; expected one of") as caught:
            getattr(small, collection).where(**{field: "x"})
        assert str(caught.value).endswith(way_out)

    def test_the_methods_that_errors_suggest_are_those_of_the_queries(self, small: Dataset) -> None:
        for method in METHODS:
            having = {name for name in QUERIED if hasattr(getattr(small, name), method.name)}
            assert having == set(method.queries)

    def test_a_path_through_several_values_is_an_error_that_suggests_a_function(self, small: Dataset) -> None:
        with pytest.raises(QueryError, match="several values; expected a function"):
            small.meetings.tally("sessions.title")

    def test_fields_of_an_empty_query_are_known(self) -> None:
        with pytest.raises(QueryError, match="meetings have no field 'city'"):
            Dataset().meetings.where(city="Lima")


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (
            lambda data: data.outcomes.of_kind("targets"),
            "got 'targets' for of_kind; .*; did you mean 'target'",
        ),
        (lambda data: data.outcomes.of_kind("target", "x"), "got 'x' for of_kind; expected any of"),
        (lambda data: data.outcomes.of_kind(["a", "b"]), r"; use of_kind\('a', 'b'\)"),
        (lambda data: data.outcomes.assessed("achievd"), "got 'achievd' for assessed; .* mean 'achieved'"),
        (lambda data: data.outcomes.with_evidence("documents"), "for with_evidence; .* mean 'document'"),
        (lambda data: data.meetings.with_status("canceled"), "for with_status; .* mean 'cancelled'"),
        (lambda data: data.meetings.of_kind(), "got nothing for of_kind; expected any of leaders"),
    ],
    ids=["near", "one of two", "list", "verdict", "evidence", "status", "nothing"],
)
def test_an_unknown_kind_is_an_error_with_the_method_and_a_suggestion(
    small: Dataset, ask: Any, said: str
) -> None:
    with pytest.raises(QueryError, match=said):
        ask(small)


def test_kinds_are_accepted_in_any_case(small: Dataset) -> None:
    assert small.meetings.of_kind("Conference") == small.meetings.of_kind("conference")
    assert small.meetings.with_status("CANCELLED").ids() == ("2024-b",)


@pytest.mark.parametrize("given", ["no", "yes", 1, 0, None], ids=repr)
@pytest.mark.parametrize(
    ("ask", "name"),
    [
        (lambda data, flag: data.outcomes.about("Health", narrower=flag), "narrower"),
        (lambda data, flag: data.outcomes.asked_of("Peru", only=flag), "only"),
        (lambda data, flag: data.meetings.by("SOM", subfora=flag), "subfora"),
        (lambda data, flag: data.meetings.order_by("title", reverse=flag), "reverse"),
        (lambda data, flag: data.merge(data, replace=flag), "replace"),
        (lambda data, flag: data.save("data.json", replace=flag), "replace"),
        (lambda data, flag: data.export("data.sqlite", replace=flag), "replace"),
        (lambda data, flag: data.themes.export("themes.csv", replace=flag), "replace"),
        (lambda data, flag: apec.load("data.json", check=flag), "check"),
        (lambda data, flag: apec.load(check=flag), "check"),
    ],
    ids=[
        *("about", "asked_of", "by", "order_by", "merge", "save", "export", "query.export", "load"),
        "load bundled",
    ],
)
def test_a_truth_value_is_only_true_or_false(small: Dataset, ask: Any, name: str, given: Any) -> None:
    with pytest.raises(apec.ArgumentError, match=f"got {given!r} for {name}; expected True or False"):
        ask(small, given)


class TestOrder:
    @pytest.mark.parametrize("reverse", [False, True], ids=["forwards", "backwards"])
    @pytest.mark.parametrize("collection", QUERIED)
    def test_every_field_can_order_records_with_missing_values(
        self, data: Dataset, collection: str, reverse: bool
    ) -> None:
        query = getattr(data, collection)
        for field in ("id", "title", "dates", "date", "venue.city", "forum", "ordinal", "published", "note"):
            try:
                ordered = query.order_by(field, reverse=reverse)
            except QueryError as error:
                assert "have no field" in str(error)
            else:
                assert set(ordered) == set(query)

    @pytest.mark.parametrize(
        ("reverse", "expected"),
        [(False, ("2024-a", "2025-a", "2024-b")), (True, ("2025-a", "2024-a", "2024-b"))],
        ids=["forwards", "backwards"],
    )
    def test_records_can_be_ordered_by_several_fields_with_missing_values(
        self, small: Dataset, reverse: bool, expected: tuple[str, ...]
    ) -> None:
        found = small.meetings.order_by(lambda m: (m.forum, m.venue and m.venue.city), reverse=reverse)
        assert found.ids() == expected

    def test_records_of_the_same_days_are_in_the_order_of_their_years(self) -> None:
        meetings = [meeting(key, "December 2023") for key in ("2024-a", "2023-c", "2023-b")]
        assert Dataset(meetings=meetings).meetings.ids() == ("2023-c", "2023-b", "2024-a")

    def test_outcomes_without_a_date_are_sorted_by_their_meetings(self, small: Dataset) -> None:
        assert small.outcomes.ids() == ("2024-a.two", "2024-a.one", "2025-a.three", "2025-a.undated")
        assert small.outcomes.order_by("date").ids()[-1] == "2025-a.undated"


class TestCounting:
    def test_several_fields_make_a_cross_table(self, small: Dataset) -> None:
        assert small.outcomes.tally("themes", "year") == {
            ("parcels", 2024): 1,
            ("health", 2024): 1,
            ("customs", 2024): 1,
            ("trade", 2025): 1,
        }
        assert small.outcomes.tally("year", "kind", lambda o: o.meeting) == {
            (2024, "commitment", "2024-a"): 2,
            (2025, "commitment", "2025-a"): 2,
        }

    def test_records_that_lack_one_of_the_values_are_not_counted(self, small: Dataset) -> None:
        assert small.outcomes.tally("target_date", "year") == {(DateSpan.of(2030), 2025): 1}

    def test_one_line_converts_a_cross_table_to_a_data_frame(self, data: Dataset) -> None:
        pandas = pytest.importorskip("pandas")
        frame = pandas.Series(data.outcomes.tally("themes", "year")).unstack(fill_value=0)
        assert frame.loc["artificial-intelligence", 2024] == len(
            data.outcomes.of_year(2024).where(themes="artificial-intelligence")
        )

    def test_the_most_common_comes_first(self, data: Dataset) -> None:
        counts = list(data.outcomes.tally("themes", "year").values())
        assert counts == sorted(counts, reverse=True)

    def test_a_tally_needs_a_field(self, small: Dataset) -> None:
        ask: Any = small.outcomes.tally
        with pytest.raises(QueryError, match="got no field"):
            ask()

    def test_values_that_cannot_be_keys_are_an_error(self, small: Dataset) -> None:
        with pytest.raises(QueryError, match="cannot be counted: .*; expected hashable ones"):
            small.outcomes.tally(lambda o: {})
        with pytest.raises(QueryError, match="cannot be counted"):
            small.outcomes.group_by(lambda o: ([],))


class TestEmptyConditions:
    @pytest.mark.parametrize(
        "ask",
        [
            lambda data: data.outcomes.about(),
            lambda data: data.meetings.about(),
            lambda data: data.outcomes.of_kind(),
            lambda data: data.meetings.of_kind(),
            lambda data: data.meetings.by(),
            lambda data: data.meetings.with_status(),
            lambda data: data.outcomes.adopted_at(),
        ],
        ids=[
            "outcomes.about",
            "meetings.about",
            "outcomes.of_kind",
            "of_kind",
            "by",
            "with_status",
            "adopted_at",
        ],
    )
    def test_a_method_without_arguments_is_an_error(self, small: Dataset, ask: Any) -> None:
        with pytest.raises(QueryError, match="got no"):
            ask(small)


class TestOutcomesAndTheirMeetings:
    def test_several_themes_are_a_union(self, small: Dataset) -> None:
        assert small.outcomes.about("health", "parcels").ids() == ("2024-a.two",)
        assert set(small.outcomes.about("customs", small.themes["health"]).ids()) == {
            "2024-a.two",
            "2024-a.one",
        }
        assert small.outcomes.about("trade", "health", narrower=False).ids() == ("2024-a.two", "2025-a.three")

    def test_options_are_keyword_only(self, small: Dataset) -> None:
        outcomes: Any = small.outcomes
        with pytest.raises(apec.ApecOutcomesError):
            outcomes.about("trade", False)
        with pytest.raises(TypeError):
            outcomes.due(2020)

    def test_themes_of_meetings_include_those_of_their_parts(self) -> None:
        session = apec.Session(id="2024-m-s", title="S", kind=apec.MeetingKind.WORKSHOP, themes=("b",))
        topic = apec.Topic(id="2024-m.t", title="T", themes=("c",))
        found = Dataset(
            themes=[apec.Theme(id=name, label=name) for name in "abcd"],
            meetings=[
                meeting("2024-m", themes=("a",), sessions=(session,), topics=(topic,)),
                meeting("2024-n"),
            ],
        )
        for theme in "abc":
            assert found.meetings.about(theme).ids() == found.meetings[:].about(theme).ids() == ("2024-m",)
        assert found.meetings.about("d").ids() == ()
        assert found.sessions.about("b").ids() == ("2024-m-s",)
        assert found.sessions.about("a").ids() == ()

    def test_deadlines_up_to_a_date_and_within_a_period(self) -> None:
        dates = {"a": "2015", "b": "2020", "c": "2018/2020", "d": "2020-06", "e": "2020/2025", "f": None}
        found = Dataset(
            meetings=[meeting("2010-m", "2010")],
            outcomes=[
                outcome(f"2010-m.{name}", target_date=DateSpan.of(when) if when else None)
                for name, when in dates.items()
            ],
        ).outcomes
        assert [key[-1] for key in found.due().ids()] == ["a", "b", "c", "d", "e"]
        assert [key[-1] for key in found.due(by=2020).ids()] == ["a", "b", "c", "d"]
        assert [key[-1] for key in found.due(during=2020).ids()] == ["b", "c", "d", "e"]
        assert [key[-1] for key in found.due(by=2020, during="2018/2020-03").ids()] == ["b", "c"]

    def test_adopted_at_takes_meetings_sessions_and_queries(self, small: Dataset) -> None:
        asked = small.outcomes.adopted_at
        assert asked("2024-a", "2025-a") == small.outcomes
        assert asked(small.meetings.in_year(2025)).ids() == ("2025-a.three", "2025-a.undated")
        assert asked(small.sessions).ids() == ("2024-a.two",)
        assert asked(small.meetings["2024-a"].sessions[0], small.meetings.with_status("cancelled")).ids() == (
            "2024-a.two",
        )
        assert asked(small.meetings.limit(0)).ids() == ()
        wrong: Any = small.outcomes
        with pytest.raises(QueryError, match="expected a query of meetings or sessions"):
            asked(wrong)

    def test_hosts_and_places_of_outcomes_are_those_of_their_meetings(self, small: Dataset) -> None:
        assert small.outcomes.hosted_by("Korea").ids() == ("2025-a.three", "2025-a.undated")
        assert (
            small.outcomes.at("Lima").ids() == small.outcomes.at("Peru").ids() == ("2024-a.two", "2024-a.one")
        )
        with pytest.raises(UnknownIdError, match="no 'Limma' in places; did you mean 'Lima'"):
            small.outcomes.at("Limma")

    def test_a_session_elsewhere_has_the_place_of_its_outcomes(self) -> None:
        away = apec.Session(
            id="2024-m-s", title="S", kind=apec.MeetingKind.WORKSHOP, venue=apec.Venue(city="Cusco")
        )
        found = Dataset(
            meetings=[meeting("2024-m", venue=apec.Venue(city="Lima"), sessions=(away,))],
            outcomes=[outcome("2024-m.a"), outcome("2024-m-s.b", meeting="2024-m", session="2024-m-s")],
        ).outcomes
        assert found.at("Lima").ids() == ("2024-m.a",)
        assert found.at("Cusco").ids() == ("2024-m-s.b",)

    def test_a_place_of_other_records_is_not_a_miss(self, small: Dataset) -> None:
        assert small.meetings.at("Seoul").ids() == ()
        assert small.calendar.at("Seoul").ids() == ("cal-2025-a",)
        assert Dataset(beside=small).meetings.at("Lima").ids() == ()

    def test_outcomes_without_a_date_have_the_dates_of_their_meeting(self, small: Dataset) -> None:
        for asked in (
            small.outcomes.since("2025-03"),
            small.outcomes.in_year(2025),
            small.outcomes.between("2025-03-01", 2026),
            small.outcomes[:].during("1 March 2025"),
        ):
            assert asked.ids() == ("2025-a.three", "2025-a.undated")
        assert small.outcomes["2025-a.undated"].date is None

    def test_outcomes_without_a_date_have_the_dates_of_a_meeting_beside(self, small: Dataset) -> None:
        own = Dataset(outcomes=[outcome("2024-a.mine")], beside=small)
        assert own.outcomes.in_year(2024).ids() == ("2024-a.mine",)
        assert own.outcomes.since(2025).ids() == ()

    def test_outcomes_without_a_date_have_the_dates_of_a_replaced_meeting(self, small: Dataset) -> None:
        assert small.outcomes.during("May 2025").ids() == ()
        moved = Dataset(meetings=[meeting("2025-a", "3 May 2025", forum="mag")], beside=small)
        merged = small.merge(moved, replace=True)
        assert merged.outcomes.during("May 2025").ids() == ("2025-a.undated",)
        assert merged.outcomes.ids()[-1] == "2025-a.undated"
        assert small.outcomes.during("May 2025").ids() == ()

    def test_outcomes_without_a_date_have_the_dates_of_a_merged_meeting(self, small: Dataset) -> None:
        own = Dataset(meetings=[meeting("2026-x", "May 2026")], outcomes=[outcome("2026-x.a")])
        assert small.merge(own).outcomes.in_year(2026).ids() == ("2026-x.a",)


class TestYears:
    def test_of_year_is_the_apec_year_and_in_year_the_calendar_year(self, small: Dataset) -> None:
        assert small.meetings.of_year(2024).ids() == ("2024-b", "2024-a")
        assert small.meetings.in_year(2023).ids() == ("2024-b",)
        assert small.meetings.of_year(2023).ids() == ()
        assert small.outcomes.of_year(2025).ids() == ("2025-a.three", "2025-a.undated")
        assert small.sessions.of_year(2024).ids() == ("2024-a-plenary",)
        assert small.calendar.of_year(2025).ids() == ("cal-2025-a",)
        assert small.documents.of_year(2024).ids() == ("Statement",)
        assert small.documents.of_year(2025).ids() == ()

    @pytest.mark.parametrize("step", ["in_year", "of_year"])
    @pytest.mark.parametrize("year", ["2024-08", "August 2024", date(2024, 1, 1), "2024/2025"], ids=str)
    def test_methods_for_years_reject_other_periods(self, small: Dataset, step: str, year: Any) -> None:
        with pytest.raises(QueryError, match=r"expected a year, such as 2024; during\(\) takes any period"):
            getattr(small.meetings, step)(year)

    @pytest.mark.parametrize("step", ["in_year", "of_year"])
    @pytest.mark.parametrize("year", [2024.0, True, "soon", 20240, None, b"2024"], ids=repr)
    def test_a_year_is_a_number_or_its_text(self, small: Dataset, step: str, year: Any) -> None:
        assert len(getattr(small.meetings, step)("2024")) > 0
        with pytest.raises(apec.DateParseError):
            getattr(small.meetings, step)(year)


class TestUpcoming:
    def entry(self, name: str, dates: str, **fields: Any) -> apec.CalendarEntry:
        return apec.CalendarEntry(id=f"cal-2024-{name}", title=name, dates=DateSpan.of(dates), **fields)

    def test_held_and_cancelled_entries_are_not_upcoming(self) -> None:
        held, off = apec.Status.HELD, apec.Status.CANCELLED
        found = Dataset(
            meetings=[
                meeting("2024-may", "4-6 May 2024"),
                meeting("2024-off", "2024-11", status=off),
                meeting("2024-vague", "2024"),
                meeting("2024-later", "8 December 2024"),
                meeting("2024-planned", "2024", status=apec.Status.SCHEDULED),
            ],
            calendar=[
                self.entry("a-held-in-may", "2024", meeting="2024-may"),
                self.entry("b-cancelled-by-meeting", "2024-11", meeting="2024-off"),
                self.entry("c-cancelled", "2024-11", status=off),
                self.entry("d-held-somewhen", "2024", meeting="2024-vague"),
                self.entry("e-held-unlinked", "2024", status=held),
                self.entry("f-held-later", "2024-12", meeting="2024-later", status=held),
                self.entry("g-planned", "2024", meeting="2024-planned"),
                self.entry("h-postponed", "2024-12", status=apec.Status.POSTPONED),
                self.entry("i-under-way", "19-21 November 2024", status=held),
                self.entry("j-ended", "17-19 November 2024", status=apec.Status.SCHEDULED),
            ],
        ).calendar
        assert [key[9] for key in found.upcoming(on="20 November 2024").ids()] == list("igfh")
        assert [key[9] for key in found.upcoming(on="2023").ids()] == list("jiadegfh")

    def test_upcoming_starts_today_by_default(self, data: Dataset) -> None:
        assert data.calendar.upcoming() == data.calendar.upcoming(on=date.today())
        assert data.calendar.upcoming(within="6 months") == data.calendar.upcoming(
            on=date.today(), within="6 months"
        )

    def test_no_bundled_entry_that_was_held_is_upcoming(self, data: Dataset) -> None:
        for entry in data.calendar.upcoming(on="2026-11-29"):
            assert entry.status not in ("held", "cancelled")
