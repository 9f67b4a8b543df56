"""Queries: look-ups, conditions, order and sets."""

from datetime import date, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import apec_outcomes as apec
from apec_outcomes import Dataset, DateSpan, NotOneError, OutcomeQuery, QueryError, UnknownIdError
from conftest import meeting, outcome
from strategies import spans


def ids(query: apec.Query[Any]) -> set[str]:
    return set(query.ids())


class TestLookUp:
    def test_a_record_is_found_by_its_id(self, small: Dataset) -> None:
        assert small.meetings["2024-a"].title == "Meeting 2024-a"
        assert small.host_years[2024].host == "PER"

    @pytest.mark.parametrize("name", ["KOR", "Korea", "south korea", "SOUTH  KOREA", "South-Korea"])
    def test_an_economy_is_found_by_all_its_names(self, small: Dataset, name: str) -> None:
        assert small.economies[name].code == "KOR"

    def test_fora_are_found_by_acronym_and_themes_by_label(self, small: Dataset) -> None:
        assert small.fora["CTI"].id == small.fora["committee on trade"].id == "cti"
        assert small.themes["Customs Procedures"].id == small.themes["border clearance"].id == "customs"

    @pytest.mark.parametrize(
        "name",
        [
            "South Korea",
            "Taiwan",
            "Vietnam",
            "Viet Nam",
            "Hong Kong",
            "USA",
            "U.S.",
            "PNG",
            "Brunei",
            "Perú",
            "MÉXICO",
        ],
    )
    def test_the_usual_names_find_the_economies_of_apec(self, data: Dataset, name: str) -> None:
        assert data.economies[name].kind == "member"

    def test_a_miss_suggests_near_ids(self, data: Dataset) -> None:
        with pytest.raises(
            UnknownIdError, match="no '2024-som9' in meetings; did you mean '2024-som"
        ) as caught:
            data.meetings["2024-som9"]
        assert "2024-som3" in caught.value.near
        assert isinstance(caught.value, KeyError)

    def test_a_miss_is_none_or_the_default_for_get(self, small: Dataset) -> None:
        assert small.meetings.get("2024-z") is None
        fallback = small.meetings["2024-a"]
        assert small.meetings.get("2024-z", fallback) is fallback

    @pytest.mark.parametrize("key", [None, True, 2.5, ("a",), (["a"],), {}, "", "!!!"])
    def test_a_key_that_is_not_an_id_is_a_miss(self, small: Dataset, key: Any) -> None:
        with pytest.raises(UnknownIdError):
            small.meetings[key]

    def test_a_huge_number_is_a_miss(self, small: Dataset) -> None:
        huge: Any = 10**5000
        assert small.meetings.get(huge) is None
        assert small.host_years.get((huge,)) is None
        assert huge not in small.meetings
        with pytest.raises(apec.PositionError, match="no record at position a number of more than 70 digits"):
            small.meetings[huge]
        with pytest.raises(UnknownIdError, match="no a number of more than 70 digits in host_years"):
            small.host_years[huge]

    def test_a_query_finds_only_its_own_records(self, small: Dataset) -> None:
        held = small.meetings.with_status("held")
        assert "2024-a" in held
        assert "2024-b" not in held
        assert small.meetings["2024-a"] in held
        assert small.meetings["2024-b"] not in held
        with pytest.raises(UnknownIdError):
            held["2024-b"]

    def test_an_ambiguous_name_is_an_error_that_names_both_records(self) -> None:
        both = Dataset(
            themes=[
                apec.Theme(id="a", label="A", aliases=("AI",)),
                apec.Theme(id="b", label="B", aliases=("ai",)),
            ]
        )
        with pytest.raises(UnknownIdError) as caught:
            both.themes["AI"]
        assert str(caught.value) == "ambiguous: 2 themes match 'AI'; did you mean 'a' or 'b'?"
        assert (caught.value.count, caught.value.near) == (2, ("a", "b"))
        assert both.themes.get("AI") is None
        assert "AI" in both.themes
        assert "AI" in both.themes.where(id="a")
        assert "AI" not in both.themes.limit(0)

    def test_documents_with_one_title_are_all_kept(self) -> None:
        statement = apec.Document(title="Joint Statement", kind=apec.DocumentKind.JOINT_STATEMENT)
        later = attrs.evolve(statement, date=DateSpan.of("2024-05-18"))
        both = Dataset(
            meetings=[meeting("2024-a", documents=(statement,)), meeting("2024-b", documents=(later,))]
        )
        assert len(both.documents) == len(both.documents | both.documents) == 2
        for title in ("Joint Statement", "JOINT STATEMENT"):
            assert title in both.documents
            assert both.documents.get(title) is None
            with pytest.raises(UnknownIdError) as caught:
                both.documents[title]
            way_out = "use where(title='Joint Statement') for all of them"
            assert str(caught.value) == f"{title!r} is the title of 2 documents; {way_out}"
        assert len(both.documents.where(title="Joint Statement")) == 2
        assert both.documents.limit(1)["Joint Statement"] == later


class TestQueries:
    def test_records_are_sorted_by_date_and_undated_ones_are_last(self, small: Dataset) -> None:
        assert small.meetings.ids() == ("2024-b", "2024-a", "2025-a")
        assert small.outcomes.ids()[-1] == "2025-a.undated"

    def test_where_takes_a_function_and_values(self, small: Dataset) -> None:
        assert small.meetings.where(lambda m: m.year == 2025).ids() == ("2025-a",)
        assert small.meetings.where(year=2024, status="held").ids() == ("2024-a",)
        assert small.meetings.where(themes="health").ids() == ("2024-a",)
        assert small.meetings.where(dates="10-12 August 2024").ids() == ("2024-a",)
        assert ids(small.outcomes.where(target_date=None)) == {"2024-a.one", "2024-a.two", "2025-a.undated"}

    def test_an_invalid_query_is_an_error(self, small: Dataset) -> None:
        anything: Any = 5
        for ask in (
            small.meetings.where,
            small.meetings.order_by,
            small.meetings.tally,
        ):
            with pytest.raises(QueryError):
                ask(anything)
        with pytest.raises(QueryError, match="no field 'parse'"):
            small.calendar.tally("parse")
        with pytest.raises(apec.ArgumentError, match="got 5; expected a meeting, or its id or name"):
            small.outcomes.adopted_at(anything)

    def test_a_huge_number_is_shortened_in_messages(self, small: Dataset) -> None:
        huge: Any = 10**5000
        query = small.meetings
        asked = (query.in_year, query.where, query.matching, query.order_by, query.__or__)
        more = (query.at, query.of_kind, lambda number: query.limit(-number))
        errors = (QueryError, UnknownIdError, apec.DateParseError, apec.ArgumentError)
        for ask in (*asked, *more):
            with pytest.raises(errors, match="a number of more than 70 digits"):
                ask(huge)

    def test_a_result_does_not_depend_on_earlier_queries(self, small: Dataset) -> None:
        assert len(small.meetings.in_year(2024)) == 1
        for year in (2024.0, True):
            with pytest.raises(apec.DateParseError):
                small.meetings.in_year(year)  # type: ignore[arg-type]

    def test_an_unknown_field_is_an_error_that_lists_the_fields(self, small: Dataset) -> None:
        for ask in (
            lambda: small.meetings.where(city="Lima"),
            lambda: small.meetings.order_by("city"),
            lambda: small.meetings.tally("city"),
            lambda: small.meetings.group_by("_headline"),
        ):
            with pytest.raises(QueryError, match="meetings have no field .*expected one of id, title"):
                ask()

    @pytest.mark.parametrize(
        ("search", "found"),
        [
            ("PAID", {"2024-m.a"}),
            ("aid", {"2024-m.b"}),
            ("resume", {"2024-m.a"}),
            ('"low value shipments"', {"2024-m.b"}),
            ("low-value", {"2024-m.b"}),
            ('"value low"', set()),
            ("value low", {"2024-m.b"}),
            ('"shipments help"', set()),
            ("“low value” aid", {"2024-m.b"}),
        ],
    )
    def test_matching_finds_words_and_phrases(self, search: str, found: set[str]) -> None:
        texts = Dataset(
            meetings=[meeting("2024-m")],
            outcomes=[
                outcome("2024-m.a", summary="Fees are paid. Résumé of work."),
                outcome("2024-m.b", title="Low-value shipments", summary="Help and AID follow"),
            ],
        )
        assert ids(texts.outcomes.matching(search)) == found
        assert ids(texts.outcomes[:2].matching(search)) == found

    @pytest.mark.parametrize("empty", ["", "   ", "!?", '""'])
    def test_an_empty_search_is_an_error(self, small: Dataset, empty: str) -> None:
        with pytest.raises(QueryError, match="empty search"):
            small.outcomes.matching(empty)

    def test_a_lone_quotation_mark_is_an_error(self, small: Dataset) -> None:
        with pytest.raises(QueryError, match="quotation mark"):
            small.outcomes.matching('"low value')

    def test_order_puts_missing_values_last_either_way(self, small: Dataset) -> None:
        assert small.outcomes.order_by("date").ids()[-1] == "2025-a.undated"
        assert small.outcomes.order_by("date", reverse=True).ids()[-1] == "2025-a.undated"
        assert small.meetings.order_by("venue.city").ids() == ("2025-a", "2024-a", "2024-b")
        assert small.meetings.order_by(lambda m: m.title, reverse=True).ids() == (
            "2025-a",
            "2024-b",
            "2024-a",
        )

    def test_values_without_an_order_are_an_error(self, small: Dataset) -> None:
        with pytest.raises(QueryError, match="no order.*; expected numbers, texts, dates or tuples"):
            small.meetings.order_by("venue")
        with pytest.raises(QueryError, match="^the values of the function <lambda> have no order: "):
            small.meetings.order_by(lambda _: object())

    def test_first_one_and_limit(self, small: Dataset) -> None:
        first = small.meetings.first()
        assert first is not None
        assert first.id == "2024-b"
        assert small.meetings.limit(0).first() is None
        assert small.meetings[1:].ids() == ("2024-a", "2025-a")
        assert small.meetings[::-1].ids() == ("2025-a", "2024-a", "2024-b")
        with pytest.raises(NotOneError, match=r"found 3: .*; narrow the query, or use first\(\)"):
            small.meetings.one()
        with pytest.raises(NotOneError, match=r"found 0: .*; first\(\) returns None for none"):
            small.meetings.limit(0).one()
        with pytest.raises(QueryError, match="-1"):
            small.meetings.limit(-1)

    def test_groups_and_tallies_count_a_record_under_each_value(self, small: Dataset) -> None:
        assert small.outcomes.tally("themes") == {"health": 1, "parcels": 1, "customs": 1, "trade": 1}
        assert small.outcomes.tally("year") == {2024: 2, 2025: 2}
        groups = small.outcomes.group_by("themes")
        assert groups["health"].ids() == ("2024-a.two",)
        assert isinstance(groups["health"], OutcomeQuery)
        assert None not in small.outcomes.tally("target_date")

    def test_queries_combine_as_sets(self, small: Dataset) -> None:
        a, b = small.meetings.in_year(2024), small.meetings.with_status("held")
        assert (a & b).ids() == ("2024-a",)
        assert (a | b).ids() == ("2024-a", "2025-a")
        assert (b - a).ids() == ("2025-a",)
        with pytest.raises(QueryError, match="expected a query of meetings"):
            small.meetings | small.outcomes  # type: ignore[operator]

    def test_methods_do_not_change_a_query(self, small: Dataset) -> None:
        everything = small.outcomes
        everything.about("trade").since(2025).limit(1)
        assert len(everything) == 4


class TestDates:
    def test_a_record_is_in_a_period_if_its_dates_overlap_it(self, small: Dataset) -> None:
        assert small.meetings.in_year(2023).ids() == ("2024-b",)
        assert small.meetings.since(2025).ids() == ("2025-a",)
        assert small.meetings.until("2024-08-10").ids() == ("2024-b", "2024-a")
        assert small.meetings.during("11 August 2024").ids() == ("2024-a",)
        assert small.meetings.between(date(2024, 8, 12), "2025-03-01").ids() == ("2024-a", "2025-a")
        assert small.meetings.between("2024-08-13", "2025-02").ids() == ()

    def test_undated_records_are_in_no_period(self) -> None:
        session = apec.Session(id="2024-m-s", title="S", kind=apec.MeetingKind.WORKSHOP)
        assert "2024-m-s" not in Dataset(meetings=[meeting("2024-m", sessions=(session,))]).sessions.since(
            1000
        )

    @pytest.mark.parametrize("first", ["2019", "2020-06", "2024-08-12", "2025"])
    @pytest.mark.parametrize("last", ["2020", "2022-01", "2024-08", "2030"])
    def test_two_periods_find_long_records_that_overlap_both(self, first: str, last: str) -> None:
        dates = [
            "2018/2026",
            "2019-12/2020-01",
            "2020",
            "2020-06-01/2024-08-12",
            "2024-08-11/2024-08-13",
            "2025",
        ]
        held = Dataset(meetings=[meeting(f"{when[:4]}-m{n}", when) for n, when in enumerate(dates)]).meetings
        one, other = DateSpan.of(first), DateSpan.of(last)
        expected = [m for m in held if m.dates.overlaps(one) and m.dates.overlaps(other)]
        for found in (held.during(first).during(last), held[:].during(first).during(last)):
            assert list(found) == expected
        after = [m for m in held if m.dates.end >= one.start and m.dates.start <= other.end]
        assert list(held.since(first).until(last)) == list(held.until(last).since(first)) == after

    def test_an_invalid_date_is_an_error_that_quotes_it(self, small: Dataset) -> None:
        for ask in (small.meetings.since, small.meetings.during, small.meetings.until):
            with pytest.raises(apec.DateParseError, match="next week"):
                ask("next week")
        with pytest.raises(apec.DateParseError):
            small.meetings.in_year(20240)
        with pytest.raises(QueryError, match="expected the earlier one first"):
            small.meetings.between(2025, 2024)

    @given(st.lists(spans(), max_size=25), spans())
    def test_the_index_finds_exactly_the_overlapping_records(
        self, dates: list[DateSpan], asked: DateSpan
    ) -> None:
        held = Dataset(
            meetings=[
                meeting(f"{d.year}-m{n}", str(d)) for n, d in enumerate(dates) if d.end.year <= d.year + 1
            ]
        )
        found = held.meetings.between(asked.start, asked.end)
        assert list(found) == [m for m in held.meetings if m.dates.overlaps(asked)]
        assert list(held.meetings[:].between(asked.start, asked.end)) == list(found)

    @given(
        st.lists(
            st.tuples(spans(), st.sampled_from(["trade", "customs", "health"]), st.sampled_from("abc")),
            max_size=30,
        ),
        spans(),
        spans(),
    )
    def test_combined_conditions_find_records_that_match_all_of_them(
        self, made: list[tuple[DateSpan, str, str]], one: DateSpan, other: DateSpan
    ) -> None:
        found = Dataset(
            themes=[apec.Theme(id=name, label=name) for name in ("trade", "customs", "health")],
            meetings=[meeting(f"{year}-m", str(year)) for year in {d.year for d, _, _ in made}],
            outcomes=[
                outcome(f"{d.year}-m.o{n}", date=d, themes=(theme,), summary=f"word {letter} end")
                for n, (d, theme, letter) in enumerate(made)
                if d.end.year <= d.year + 1
            ],
        ).outcomes
        start, end = min(one.start, other.start), max(one.end, other.end)
        asked = found.about("trade").since(start).matching('"word a"').until(end).during(one)
        assert list(asked) == [
            o
            for o in found
            if o.date
            and "trade" in o.themes
            and "word a" in o.summary
            and o.date.start <= end
            and o.date.end >= start
            and o.date.overlaps(one)
        ]


@pytest.mark.parametrize(
    "ask",
    [
        lambda data: data.meetings.in_year(24),
        lambda data: data.meetings.of_year(24),
        lambda data: data.documents.of_year(24),
        lambda data: data.meetings.since(24),
        lambda data: data.meetings.until(24),
        lambda data: data.meetings.during(24),
        lambda data: data.meetings.between(20, 2025),
        lambda data: data.meetings.between(2020, 25),
        lambda data: data.outcomes.due(by=24),
        lambda data: data.outcomes.due(during=24),
        lambda data: data.outcomes.unassessed(on=24),
        lambda data: data.calendar.upcoming(on=24),
        lambda data: data.outcomes.where(target_date=24),
        lambda data: data.outcomes.where(year=24),
        lambda data: data.outcomes.where(**{"target_date.year": 999}),
    ],
    ids=[
        *("in_year", "of_year", "documents.of_year", "since", "until", "during", "between", "between end"),
        *("due by", "due during", "unassessed", "upcoming", "where date", "where year", "where date.year"),
    ],
)
def test_a_number_of_fewer_than_four_digits_is_not_a_year(small: Dataset, ask: Any) -> None:
    with pytest.raises(QueryError, match="got [0-9]+; expected a year of four digits, such as 2024"):
        ask(small)


def test_a_year_before_apec_is_one_without_records(small: Dataset) -> None:
    assert small.meetings.of_year(1980).ids() == small.meetings.until(1000).ids() == ()


class TestMeetings:
    def test_by_a_forum_and_those_below_it(self, small: Dataset) -> None:
        assert small.meetings.by("CTI").ids() == ("2024-a",)
        assert small.meetings.by("som", subfora=True).ids() == ("2024-a", "2025-a")
        assert small.meetings.by(small.fora["mag"], "cti").ids() == ("2024-a", "2025-a")
        with pytest.raises(UnknownIdError, match="in fora"):
            small.meetings.by("ctii")

    def test_hosted_by_is_the_host_of_the_year_and_at_is_the_place(self, small: Dataset) -> None:
        assert small.meetings.hosted_by("peru").ids() == ("2024-b", "2024-a")
        assert small.meetings.at("PERU").ids() == small.meetings.at("lima").ids() == ("2024-a",)
        assert small.meetings.at(small.economies["KOR"]).ids() == ("2025-a",)
        with pytest.raises(UnknownIdError, match="did you mean 'Lima'"):
            small.meetings.at("Limaa")

    def test_kinds_and_statuses_are_checked(self, small: Dataset) -> None:
        assert small.meetings.of_kind("conference", apec.MeetingKind.WORKSHOP).ids() == small.meetings.ids()
        assert small.meetings.with_status(apec.Status.CANCELLED).ids() == ("2024-b",)
        with pytest.raises(QueryError, match="got 'seminar' for of_kind; expected any of leaders"):
            small.meetings.of_kind("seminar")


class TestOutcomes:
    def test_about_includes_narrower_themes(self, small: Dataset) -> None:
        assert ids(small.outcomes.about("trade")) == {"2024-a.one", "2024-a.two", "2025-a.three"}
        assert ids(small.outcomes.about("trade", narrower=False)) == {"2025-a.three"}
        assert ids(small.outcomes.about("parcels") | small.outcomes.about("trade", narrower=False)) == {
            "2024-a.two",
            "2025-a.three",
        }
        assert ids(small.outcomes.about(small.themes["customs"]).since(2024)) == {"2024-a.one", "2024-a.two"}
        with pytest.raises(UnknownIdError, match="in themes; did you mean"):
            small.outcomes.about("custom")

    def test_about_works_after_a_slice_or_an_order(self, small: Dataset) -> None:
        for cut in (small.outcomes[::-1], small.outcomes.order_by("title"), small.outcomes | small.outcomes):
            for narrower in (True, False):
                found = cut.about("trade", narrower=narrower)
                assert ids(found) == ids(small.outcomes.about("trade", narrower=narrower))
                assert list(found) == [each for each in cut if each in found]
        assert small.outcomes[:1].about("trade", "health").ids() == ("2024-a.two",)
        assert small.outcomes.limit(0).about("trade").ids() == ()

    def test_adopted_at_a_meeting_or_a_session(self, small: Dataset) -> None:
        assert ids(small.outcomes.adopted_at("2024-a")) == {"2024-a.one", "2024-a.two"}
        assert ids(small.outcomes.adopted_at(small.meetings["2024-b"])) == set()
        assert ids(small.outcomes.adopted_at("2024-a-plenary")) == {"2024-a.two"}
        with pytest.raises(UnknownIdError):
            small.outcomes.adopted_at("2024-c")

    def test_a_deadline_by_a_day_before_the_period_is_an_error(self, small: Dataset) -> None:
        with pytest.raises(QueryError, match="by 2019 ends before during 2020 begins; expected periods that"):
            small.outcomes.due(by=2019, during=2020)
        assert small.outcomes.due(by=2020, during=2020) == small.outcomes.due(during=2020)

    def test_a_message_has_no_address_in_memory(self, small: Dataset) -> None:
        class Weird:
            pass

        asked: Any = Weird()
        for ask in (small.outcomes.where, small.meetings.at, small.outcomes.about, small.outcomes.since):
            with pytest.raises(apec.ApecOutcomesError, match=r"Weird object>") as caught:
                ask(asked)
            assert " at 0x" not in str(caught.value)

    def test_due_by_a_year(self, small: Dataset) -> None:
        assert ids(small.outcomes.due()) == ids(small.outcomes.due(by=2030)) == {"2025-a.three"}
        assert ids(small.outcomes.due(by="2029")) == set()


class TestCalendar:
    def test_upcoming_has_entries_that_have_not_ended_the_next_first(self, small: Dataset) -> None:
        assert small.calendar.upcoming(on="2024-08-12").ids() == ("cal-2024-a", "cal-2025-a")
        assert small.calendar.upcoming(on="2024-08-13").ids() == ("cal-2025-a",)

    @pytest.mark.parametrize("within", ["6 months", "26 weeks", "182 days", "1 year", timedelta(days=182)])
    def test_within_limits_upcoming_entries(self, small: Dataset, within: Any) -> None:
        assert small.calendar.upcoming(on="2024-09-02", within=within).ids() == ("cal-2025-a",)
        assert small.calendar.upcoming(on="2024-02-20", within=within).first().id == "cal-2024-a"  # type: ignore[union-attr]

    @pytest.mark.parametrize(
        "within", ["soon", "six months", "6", "6 fortnights", "-1 day", 6, None, timedelta(days=-1)]
    )
    def test_an_invalid_length_of_time_is_an_error(self, small: Dataset, within: Any) -> None:
        if within is None:
            assert small.calendar.upcoming(on=2024, within=within)
        else:
            with pytest.raises(QueryError, match="expected a length of time"):
                small.calendar.upcoming(on=2024, within=within)

    def test_upcoming_sorts_inexact_entries_by_their_last_possible_first_day(self) -> None:
        entries = [
            apec.CalendarEntry(id=f"cal-2024-{n}", title="E", dates=DateSpan.of(dates))
            for n, dates in enumerate(["2024", "2024-09-20", "2024-09", "2024-09-10/2024-10"])
        ]
        found = Dataset(calendar=entries).calendar.upcoming(on="2024-09-01")
        assert [entry.id[-1] for entry in found] == ["3", "1", "2", "0"]

    def test_a_huge_length_of_time_is_no_limit(self, small: Dataset) -> None:
        assert len(small.calendar.upcoming(on=2024, within="999999 years")) == 2
        assert len(small.calendar.upcoming(on=2024, within=timedelta.max)) == 2

    def test_an_entry_has_the_kind_of_its_meeting(self, small: Dataset) -> None:
        assert small.calendar.of_kind("workshop").ids() == ("cal-2024-a", "cal-2025-a")

    def test_differences_are_contradictions_only(self, small: Dataset) -> None:
        differences = [
            (d.entry.id, d.field, str(d.announced), str(d.took_place)) for d in small.calendar.differences()
        ]
        assert differences == [
            ("cal-2025-a", "dates", "2 March 2025", "1 March 2025"),
            ("cal-2025-a", "city", "Seoul", "Gyeongju"),
        ]

    def test_a_cancelled_meeting_differs_from_its_announcement(self) -> None:
        entry = apec.CalendarEntry(id="cal-2024-m", title="M", dates=DateSpan.of("2024-08"), meeting="2024-m")
        off = Dataset(meetings=[meeting("2024-m", status=apec.Status.CANCELLED)], calendar=[entry])
        (difference,) = off.calendar.differences()
        assert (difference.field, difference.announced, difference.took_place) == (
            "status",
            "scheduled",
            "cancelled",
        )


def test_the_repr_of_a_query_is_one_line(small: Dataset) -> None:
    assert repr(small.meetings.in_year(2025)) == "<MeetingQuery: 1 meeting: 2025-a>"
    assert repr(small.outcomes) == "<OutcomeQuery: 4 outcomes: 2024-a.two, 2024-a.one, 2025-a.three, ...>"
    assert repr(small.calendar.limit(0)) == "<CalendarQuery: 0 calendar entries>"


def test_equal_queries_are_equal_and_hash_alike(small: Dataset) -> None:
    assert small.meetings.in_year(2024) == small.meetings.where(lambda m: m.id == "2024-a")
    assert hash(small.meetings.in_year(2024)) == hash(small.meetings.where(id="2024-a"))
    assert small.meetings != small.meetings.limit(1)
    assert small.meetings != ("2024-a",)


@given(data=st.data())
def test_queries_obey_set_algebra(data: st.DataObject) -> None:
    everything = apec.load().outcomes
    chosen = st.sets(st.sampled_from(everything.ids())).map(
        lambda some: everything.where(lambda o: o.id in some)
    )
    a, b, c = data.draw(chosen), data.draw(chosen), data.draw(chosen)
    assert ids(a & (b | c)) == ids((a & b) | (a & c))
    assert ids(a - (b | c)) == ids((a - b) & (a - c))
    assert ids(a | b) == ids(a) | ids(b)
    assert a - a == everything.limit(0)
    assert (a & everything) == a


@pytest.fixture
def followed() -> Dataset:
    """Outcomes with actors, sources of several kinds and assessments."""
    kinds = apec.SourceKind
    return Dataset(
        economies=[
            apec.Economy(code="PER", name="Peru"),
            apec.Economy(code="CAN", name="Canada"),
            apec.Economy(code="IND", name="India", kind=apec.EconomyKind.GUEST),
        ],
        fora=[
            apec.Forum(
                id="fmm", acronym="FMM", name="Finance Ministers' Meeting", kind=apec.ForumKind.MINISTERIAL
            ),
            apec.Forum(id="ec", acronym="EC", name="Economic Committee", kind=apec.ForumKind.COMMITTEE),
        ],
        actors=[
            apec.Actor(
                id="finance-ministers", label="Finance Ministers", kind=apec.ActorKind.LEVEL, forum="fmm"
            ),
            apec.Actor(id="economies", label="Member economies", kind=apec.ActorKind.ECONOMIES),
            apec.Actor(id="per", label="Peru", kind=apec.ActorKind.ECONOMY, economy="PER"),
        ],
        meetings=[meeting("2020-a", "1 March 2020")],
        outcomes=[
            outcome(
                "2020-a.all", actors=("economies",), target_date=DateSpan.of(2021), sources=("blog", "text")
            ),
            outcome("2020-a.peru", actors=("per",), target_date=DateSpan.of(2022), sources=("blog",)),
            outcome("2020-a.finance", actors=("finance-ministers",), target_date=DateSpan.of(2030)),
            outcome("2020-a.nobody"),
        ],
        assessments=[
            apec.Assessment(
                id=f"2020-a.all.{number}",
                outcome="2020-a.all",
                verdict=verdict,
                date=DateSpan.of(year),
                summary="So far so good.",
            )
            for number, verdict, year in (
                (1, apec.Verdict.UNDER_WAY, 2021),
                (2, apec.Verdict.ACHIEVED, 2020),
            )
        ],
        sources=[
            apec.Source(id="blog", url="https://example.org/blog", kind=kinds.COMMENTARY, publisher="B"),
            apec.Source(id="text", url="https://example.org/text", kind=kinds.DOCUMENT, publisher="T"),
        ],
        as_of=DateSpan.of("2024-06"),
    )


class TestFollowing:
    @pytest.mark.parametrize(
        ("actors", "found"),
        [
            (("finance ministers",), {"finance"}),
            (("FMM",), {"finance"}),
            (("Peru",), {"peru", "all"}),
            (("PER",), {"peru", "all"}),
            (("Canada",), {"all"}),
            (("India",), set()),
            (("Economic Committee",), set()),
            (("economies",), {"all"}),
            (("Peru", "finance-ministers"), {"peru", "all", "finance"}),
        ],
        ids=lambda value: " and ".join(sorted(value)) or "nothing",
    )
    def test_asked_of_takes_a_name_a_forum_or_an_economy(
        self, followed: Dataset, actors: tuple[str, ...], found: set[str]
    ) -> None:
        assert ids(followed.outcomes.asked_of(*actors)) == {f"2020-a.{name}" for name in found}

    def test_records_name_actors_as_well(self, followed: Dataset) -> None:
        outcomes = followed.outcomes
        for peru in (followed.actors["per"], followed.economies["PER"]):
            assert outcomes.asked_of(peru) == outcomes.asked_of("Peru")
        assert outcomes.asked_of(followed.fora["fmm"]) == outcomes.asked_of("FMM")

    def test_only_leaves_out_outcomes_that_ask_all_economies(self, followed: Dataset) -> None:
        assert ids(followed.outcomes.asked_of("Peru", only=True)) == {"2020-a.peru"}

    def test_asked_of_needs_an_actor(self, followed: Dataset) -> None:
        with pytest.raises(UnknownIdError, match="no 'Perú del Norte' in actors, economies or fora"):
            followed.outcomes.asked_of("Perú del Norte")
        with pytest.raises(UnknownIdError, match="did you mean 'finance-ministers'"):
            followed.outcomes.asked_of("finance minister")
        with pytest.raises(QueryError, match="got no actor"):
            followed.outcomes.asked_of()
        with pytest.raises(apec.ArgumentError, match="got 5; expected an actor"):
            followed.outcomes.asked_of(5)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]

    def test_evidence_is_the_strongest_kind_of_the_sources(self, followed: Dataset) -> None:
        assert followed.evidence_of("2020-a.all") is apec.SourceKind.DOCUMENT
        assert followed.evidence_of("2020-a.nobody") is None
        assert ids(followed.outcomes.with_evidence("document")) == {"2020-a.all"}
        assert ids(followed.outcomes.with_evidence("document", "commentary")) == {"2020-a.all", "2020-a.peru"}
        with pytest.raises(QueryError, match="got 'gossip' for with_evidence; expected any of document"):
            followed.outcomes.with_evidence("gossip")

    def test_assessments_are_sorted_by_date(self, followed: Dataset) -> None:
        assert followed.assessments_of("2020-a.all").ids() == ("2020-a.all.2", "2020-a.all.1")
        assert followed.assessments_of(followed.outcomes["2020-a.peru"]).ids() == ()
        with pytest.raises(UnknownIdError):
            followed.assessments_of("2020-a.none")

    def test_outcomes_are_found_by_verdict(self, followed: Dataset) -> None:
        outcomes = followed.outcomes
        assert ids(outcomes.assessed()) == ids(outcomes.assessed("achieved")) == {"2020-a.all"}
        assert ids(outcomes.assessed("missed")) == set()
        with pytest.raises(QueryError, match="got 'failed' for assessed; expected any of achieved"):
            outcomes.assessed("failed")

    def test_a_deadline_that_passed_without_an_assessment_is_unassessed(self, followed: Dataset) -> None:
        assert ids(followed.outcomes.unassessed()) == {"2020-a.peru"}
        assert ids(followed.outcomes.unassessed(on=2021)) == set()
        assert ids(followed.outcomes.unassessed(on=2030)) == {"2020-a.peru", "2020-a.finance"}


class TestVerdicts:
    """Several sources can assess one outcome. Its verdict is that of the latest assessment."""

    @staticmethod
    def judged(*verdicts: tuple[str, str | None], beside: Dataset | None = None) -> Dataset:
        promised = [outcome("2020-a.promise", target_date="2022")] if beside is None else []
        first = 1 if beside is None else 5
        return Dataset(
            meetings=[] if beside else [meeting("2020-a")],
            outcomes=promised,
            assessments=[
                apec.Assessment(
                    id=f"2020-a.promise.{number}",
                    outcome="2020-a.promise",
                    verdict=verdict,
                    date=date,
                    summary="It is said.",
                )
                for number, (verdict, date) in enumerate(verdicts, first)
            ],
            as_of="2026",
            beside=beside,
        )

    @pytest.mark.parametrize(
        ("given", "verdict"),
        [
            ([], None),
            ([("missed", None)], "missed"),
            ([("missed", None), ("achieved", None)], "achieved"),
            ([("achieved", "2023"), ("missed", None)], "achieved"),
            ([("missed", "2024-05"), ("partly-achieved", "2023"), ("achieved", None)], "missed"),
            ([("missed", None), ("under-way", "2021")], "missed"),
            ([("under-way", "2020"), ("under-way", "2021")], "under-way"),
        ],
        ids=["none", "undated", "last undated", "dated first", "latest", "final first", "reports only"],
    )
    def test_the_verdict_is_that_of_the_latest_final_and_dated_assessment(
        self, given: list[tuple[str, str | None]], verdict: str | None
    ) -> None:
        data = self.judged(*given)
        assert data.verdict_of("2020-a.promise") == data.verdict_of(data.outcomes[0]) == verdict
        assert data.outcomes.tally(data.verdict_of) == ({verdict: 1} if verdict else {})
        assert [str(each) for each in data.outcomes.group_by(data.verdict_of)] == [verdict] * bool(verdict)

    def test_each_verdict_but_a_report_on_progress_is_final(self) -> None:
        assert [verdict.value for verdict in apec.Verdict if not verdict.is_final] == ["under-way"]

    def test_assessments_are_in_order_beside_a_dataset_too(self) -> None:
        below = self.judged(("under-way", "2021"), ("missed", None))
        own = self.judged(("replaced", None), ("achieved", "2020"), beside=below)
        verdicts = [each.verdict.value for each in own.assessments_of("2020-a.promise")]
        assert verdicts == ["achieved", "under-way", "replaced", "missed"]
        assert own.verdict_of("2020-a.promise") is apec.Verdict.ACHIEVED

    def test_an_unknown_outcome_has_no_verdict(self) -> None:
        with pytest.raises(UnknownIdError):
            self.judged().verdict_of("2020-a.other")

    @pytest.mark.parametrize(
        ("given", "is_open"),
        [
            ([], True),
            ([("under-way", "2021")], True),
            ([("under-way", "2021"), ("missed", None)], False),
            ([("extended", "2021")], False),
        ],
        ids=["none", "report before the deadline", "final undated", "extended"],
    )
    def test_an_assessment_before_the_deadline_leaves_an_outcome_unassessed(
        self, given: list[tuple[str, str | None]], is_open: bool
    ) -> None:
        data = self.judged(*given)
        assert bool(data.outcomes.unassessed()) is is_open
        assert not data.outcomes.unassessed(on=2021)
