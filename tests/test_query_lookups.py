"""Look-ups by position, id and name, also in the dataset beside."""

import copy
import random
from typing import Any

import pytest

import apec_outcomes as apec
from apec_outcomes import ArgumentError, Dataset, PositionError, QueryError, UnknownIdError
from conftest import meeting, outcome


class TestPositions:
    def test_a_number_is_a_position(self, small: Dataset) -> None:
        assert small.meetings[0].id == "2024-b"
        assert small.meetings[-1].id == small.meetings[2].id == "2025-a"
        assert small.meetings.in_year(2025)[0].id == "2025-a"
        assert [small.themes[n] for n in range(4)] == list(small.themes)

    @pytest.mark.parametrize("position", [3, -4, 10**30, -(10**30)])
    def test_a_position_that_no_record_has_is_an_index_error(self, small: Dataset, position: int) -> None:
        with pytest.raises(IndexError, match="of 3 meetings; positions begin at 0, or at -1 from the end"):
            small.meetings[position]
        with pytest.raises(PositionError) as caught:
            small.meetings[position]
        assert (caught.value.position, caught.value.count) == (position, "3 meetings")
        assert repr(copy.copy(caught.value)) == repr(caught.value)

    def test_any_whole_number_is_a_position(self, small: Dataset) -> None:
        numpy = pytest.importorskip("numpy")
        assert small.meetings[numpy.int64(1)].id == "2024-a"

    def test_numbers_of_host_years_are_years(self, small: Dataset) -> None:
        assert small.host_years[2024].host == "PER"
        assert small.host_years[:1][2024].host == "PER"
        for number in (0, -1, 2026):
            with pytest.raises(UnknownIdError, match=f"no {number} in host_years"):
                small.host_years[number]

    def test_numbers_are_positions_only_in_brackets(self, small: Dataset) -> None:
        meetings: Any = small.meetings
        assert meetings.get(0) is None
        assert 0 not in meetings
        assert small.host_years.get(2024) is not None
        assert 2024 in small.host_years

    def test_a_query_is_a_sequence(self, small: Dataset) -> None:
        for query in (small.meetings, small.host_years):
            assert [*reversed(query)] == [*query][::-1]
        assert random.choice(small.meetings) in small.meetings

    @pytest.mark.parametrize("given", [slice(None, None, 0), slice("a", None), slice(None, 1.5)], ids=repr)
    def test_a_slice_is_one_of_positions(self, small: Dataset, given: Any) -> None:
        with pytest.raises(QueryError, match="expected a slice of positions"):
            small.meetings[given]

    def test_a_huge_slice_is_all(self, small: Dataset) -> None:
        assert small.meetings[: 10**5000] == small.meetings.limit(10**5000) == small.meetings


class TestLooseTitles:
    @pytest.mark.parametrize(
        ("name", "id"),
        [
            ("SOM3 2024", "2024-som3"),
            ("2024 SOM 3", "2024-som3"),
            ("som3, 2024", "2024-som3"),
            ("AELM 2024", "2024-aelm"),
            ("2024 Leaders' Meeting", "2024-aelm"),
            ("APEC Economic Leaders' Meeting 2024", "2024-aelm"),
            ("2024 apec economic leaders meeting", "2024-aelm"),
            ("Third Senior Officials' Meeting 2024", "2024-som3"),
            ("finance minister meeting 2008", "2008-finance"),
        ],
    )
    def test_words_of_a_title_and_its_year_name_a_meeting(self, data: Dataset, name: str, id: str) -> None:
        assert data.meetings[name].id == id
        assert data.outcomes_of(name) == data.outcomes_of(id)
        assert name in data.meetings
        assert data.meetings.of_year(int(id[:4]))[name].id == id
        with pytest.raises(UnknownIdError):
            data.meetings.of_year(1999)[name]

    def test_words_of_several_titles_are_ambiguous(self, data: Dataset) -> None:
        with pytest.raises(UnknownIdError) as caught:
            data.meetings["leaders 2024"]
        assert caught.value.count > 1
        assert "2024-aelm" in caught.value.near
        assert data.meetings.get("leaders 2024") is None

    def test_a_whole_title_has_precedence_over_words_of_a_title(self) -> None:
        found = Dataset(
            meetings=[
                meeting("2024-a", title="Energy Ministers"),
                meeting("2024-b", title="Energy Ministers' retreat"),
                meeting("2025-a", title="Energy Ministers"),
            ]
        ).meetings
        assert found["energy ministers 2024"].id == "2024-a"
        assert found["retreat energy"].id == "2024-b"
        with pytest.raises(UnknownIdError, match="ambiguous: 2 meetings match 'energy ministers'"):
            found["energy ministers"]
        assert found.of_year(2025)["energy ministers"].id == "2025-a"

    @pytest.mark.parametrize("name", ["2024-som9", "SOM3", "som3-2024", "2024-leaders"])
    def test_one_word_or_an_id_does_not_match_a_title(self, data: Dataset, name: str) -> None:
        with pytest.raises(UnknownIdError) as caught:
            data.meetings[name]
        assert caught.value.count == 0
        assert caught.value.near

    def test_only_meetings_are_found_by_part_of_a_title(self, data: Dataset) -> None:
        for name in ("leaders meeting", "economic"):
            with pytest.raises(UnknownIdError):
                data.fora[name]


@pytest.mark.parametrize(
    ("alpha_2", "code"),
    [("PE", "PER"), ("pe", "PER"), ("US", "USA"), ("TW", "TWN"), ("HK", "HKG"), ("ID", "IDN")],
)
def test_economies_have_their_codes_of_two_letters(data: Dataset, alpha_2: str, code: str) -> None:
    assert data.economies[alpha_2].code == code
    assert data.meetings.hosted_by(alpha_2) == data.meetings.hosted_by(code)


def test_every_member_has_a_code_of_two_letters(data: Dataset) -> None:
    for economy in data.economies.of_kind("member"):
        assert any(len(alias) == 2 and alias.isupper() for alias in economy.aliases), economy


class TestSuggestions:
    @pytest.mark.parametrize(
        ("collection", "name", "near"),
        [
            ("fora", "trade", "cti"),
            ("themes", "procedures", "customs"),
            ("themes", "custom", "customs"),
            ("meetings", "2024", "2024-a"),
            ("meetings", "2025-b", "2025-a"),
            ("economies", "Perruu", "Peru"),
            ("sessions", "a plenary", "2024-a-plenary"),
            ("outcomes", "2025-a undatet", "2025-a.undated"),
            ("outcomes", "undated", "2025-a.undated"),
        ],
    )
    def test_a_miss_suggests_records_with_its_words_or_a_similar_spelling(
        self, small: Dataset, collection: str, name: str, near: str
    ) -> None:
        with pytest.raises(UnknownIdError) as caught:
            getattr(small, collection)[name]
        assert near in caught.value.near

    def test_the_forum_of_the_leaders_is_found_or_suggested(self, data: Dataset) -> None:
        try:
            near = (data.fora["leaders"].id,)
        except UnknownIdError as error:
            near = error.near  # type: ignore[assignment]
        assert "aelm" in near

    @pytest.mark.parametrize(
        ("collection", "name", "expected"),
        [
            ("outcomes", "2024-zzz", "an id or name, such as '1989-amm.no-trading-bloc'"),
            ("themes", "zoology", "an id or name, such as 'trade-and-investment'"),
            ("meetings", "Zanzibar", "an id or name, such as '1989-amm'"),
            ("economies", "Atlantis", "a code or name, such as 'AUS'"),
            ("host_years", 1066, "a year, such as 1989"),
        ],
        ids=["outcomes", "themes", "meetings", "economies", "host years"],
    )
    def test_a_miss_without_similar_names_shows_an_example(
        self, data: Dataset, collection: str, name: object, expected: str
    ) -> None:
        with pytest.raises(UnknownIdError) as caught:
            getattr(data, collection)[name]
        assert str(caught.value) == f"no {name!r} in {collection}; expected {expected}"

    def test_a_collection_without_records_says_so(self) -> None:
        for ask in (Dataset().meetings.by, Dataset().meetings.at):
            with pytest.raises(UnknownIdError, match="^no 'Lima' in (fora|places); there are none$"):
                ask("Lima")

    @pytest.mark.parametrize(
        ("given", "label", "is_near"),
        [
            ("rtade", "trade", True),
            ("abcdefgh", "abcdefxy", True),
            ("abcdefghij", "abcdefgxyz", False),
            ("abcde", "abcx", False),
            ("abcd", "abcxy", True),
            ("kro", "kor", True),
            ("abcd", "abcdxyxyx", False),
        ],
    )
    def test_short_names_may_differ_more(self, given: str, label: str, is_near: bool) -> None:
        own = Dataset(themes=[apec.Theme(id="t", label=label)])
        with pytest.raises(UnknownIdError) as caught:
            own.themes[given]
        assert caught.value.near == ((label,) if is_near else ())

    def test_a_number_suggests_similar_years(self) -> None:
        years = [apec.HostYear(year=year, host="PER") for year in (999, 1000)]
        economy = apec.Economy(code="PER", name="Peru")
        own = Dataset(host_years=years, economies=[economy])
        for number, near in ((9999, ("999",)), (10000, ()), (0, ())):
            with pytest.raises(UnknownIdError) as caught:
                own.host_years[number]
            assert caught.value.near == near

    @pytest.mark.parametrize(("length", "is_near"), [(400, True), (401, False)])
    def test_a_very_long_name_is_not_compared(self, length: int, is_near: bool) -> None:
        label = "a" * 399 + "b"
        own = Dataset(themes=[apec.Theme(id="long", label=label)])
        with pytest.raises(UnknownIdError) as caught:
            own.themes["a" * length]
        assert caught.value.near == ((label,) if is_near else ())

    def test_a_name_of_many_meetings_asks_for_the_year(self, data: Dataset) -> None:
        with pytest.raises(UnknownIdError) as caught:
            data.meetings["APEC CEO Summit"]
        assert caught.value.count == len(caught.value.near) > 20
        message = str(caught.value)
        assert message.startswith(
            f"ambiguous: {caught.value.count} meetings match 'APEC CEO Summit', such as '1"
        )
        assert message.endswith("; add the year")
        assert len(message) < 150

    def test_keys_complete_in_ipython(self, data: Dataset) -> None:
        assert "2024-som3" in data.meetings._ipython_key_completions_()
        assert {"AI", "artificial-intelligence"} <= set(data.themes._ipython_key_completions_())
        assert 2024 in data.host_years._ipython_key_completions_()
        held = data.meetings.of_year(2024)._ipython_key_completions_()
        assert "2024-aelm" in held
        assert "2023-aelm" not in held
        assert len(held) == len(set(held))

    def test_completions_can_be_looked_up(self, data: Dataset) -> None:
        for collection in ("economies", "fora", "themes", "host_years", "outcomes", "calendar", "sessions"):
            query = getattr(data, collection)
            for key in query._ipython_key_completions_():
                assert query[key] in query


class TestTitles:
    """Outcomes, sessions and calendar entries are found by their whole title if it is unique."""

    def test_a_whole_title_is_a_name(self, small: Dataset) -> None:
        assert small.sessions["PLENARY"].id == "2024-a-plenary"
        assert small.calendar["b"].id == "cal-2025-a"
        assert small.outcomes["outcome 2024-A one"].id == "2024-a.one"
        assert small.documents["statement"].kind == "joint-statement"
        assert "Outcome 2024-a.one" in small.outcomes
        assert small.outcomes.get("Outcome 2024") is None

    @pytest.mark.parametrize(
        "ask",
        [
            lambda data, name: data.lineage(name).outcome,
            lambda data, name: data.outcomes.where(id=name).one(),
            lambda data, name: data.outcomes.where(builds_on=name).one(),
        ],
        ids=["lineage", "where id", "where builds_on"],
    )
    def test_a_title_is_accepted_wherever_an_id_is(self, small: Dataset, ask: Any) -> None:
        assert ask(small, "Outcome 2025-a.three") == ask(small, "2025-a.three")

    def test_relations_accept_a_title(self, small: Dataset) -> None:
        name = "Outcome 2025-a.three"
        assert small.assessments_of(name) == small.assessments_of("2025-a.three")
        assert small.meeting_of(name) is small.meetings["2025-a"]
        assert small.meeting_of("Plenary") is small.meetings["2024-a"]
        assert small.outcomes.adopted_at("plenary").ids() == ("2024-a.two",)
        assert small.sources_of(name) == small.sources_of("2025-a.three")

    def test_a_title_of_several_is_ambiguous(self) -> None:
        data = Dataset(
            meetings=[meeting("2024-m")],
            outcomes=[outcome("2024-m.a", title="Data"), outcome("2024-m.b", title="data")],
        )
        with pytest.raises(
            UnknownIdError, match="ambiguous: 2 outcomes match 'Data'; did you mean '2024-m.a' or '2024-m.b'"
        ):
            data.lineage("Data")
        assert data.outcomes._ipython_key_completions_() == ["2024-m.a", "2024-m.b"]

    def test_a_meeting_has_precedence_over_its_announcement(self) -> None:
        data = Dataset(
            meetings=[
                meeting("2024-m", title="Finance Ministers' Meeting"),
                meeting("2024-n", title="Other"),
            ],
            outcomes=[outcome("2024-n.a", title="Finance Ministers")],
            calendar=[
                apec.CalendarEntry(
                    id="cal-2024-m", title="Finance Ministers' Meeting", dates="2024", meeting="2024-m"
                )
            ],
        )
        cited = data.cite("finance ministers meeting"), data.cite("finance ministers")
        assert cited == (data.cite("2024-m"), data.cite("2024-n.a"))
        assert data.meeting_of("Finance Ministers' Meeting") is data.meetings["2024-m"]


class TestOtherCollections:
    """A name of another collection is an error that names the collection and the method."""

    @pytest.mark.parametrize(
        ("ask", "message"),
        [
            (
                lambda data: data.lineage("2024-a"),
                "'2024-a' is a meeting; expected an outcome, such as those of adopted_at('2024-a')",
            ),
            (
                lambda data: data.outcomes["2024-a-plenary"],
                "'2024-a-plenary' is a session; expected an outcome, such as those of "
                "adopted_at('2024-a-plenary')",
            ),
            (
                lambda data: data.outcomes.asked_of("health"),
                "'health' is a theme; expected an actor, an economy or a forum, or use about('health')",
            ),
            (
                lambda data: data.meetings.by("Health"),
                "'Health' is a theme; expected a forum, or use about('Health')",
            ),
            (
                lambda data: data.meetings.about("Peru"),
                "'Peru' is an economy; expected a theme, or use hosted_by('Peru') or at('Peru')",
            ),
            (
                lambda data: data.outcomes.where(themes="Peru"),
                "'Peru' is an economy; expected a theme, or use hosted_by('Peru') or at('Peru')",
            ),
            (
                lambda data: data.meetings.hosted_by("Lima"),
                "'Lima' is a place; expected an economy, or use at('Lima')",
            ),
            (lambda data: data.meetings["lima"], "'lima' is a place; expected a meeting, or use at('lima')"),
            (
                lambda data: data.outcomes.adopted_at("Lima 2024"),
                "no 'Lima 2024' in meetings or sessions; 'Lima' is a place; expected a meeting or a session, "
                "or use at('Lima')",
            ),
            (
                lambda data: data.host_years["Peru"],
                "'Peru' is an economy; expected a host year, or use hosted_by('Peru')",
            ),
            (lambda data: data.economies["Health"], "'Health' is a theme; expected an economy"),
            (
                lambda data: data.outcomes.about("CTI"),
                "'CTI' is a forum; expected a theme, or use meetings.by('CTI') or outcomes.asked_of('CTI')",
            ),
            (lambda data: data.lineage("Statement"), "'Statement' is a document; expected an outcome"),
            (
                lambda data: data.meetings.at("2024-a"),
                "'2024-a' is a meeting; expected a place, or use outcomes.adopted_at('2024-a')",
            ),
            (
                lambda data: data.meetings.at("2024-a-plenary"),
                "'2024-a-plenary' is a session; expected a place, or use "
                "outcomes.adopted_at('2024-a-plenary')",
            ),
            (
                lambda data: data.outcomes["CTI"],
                "'CTI' is a forum; expected an outcome, or use meetings.by('CTI') or "
                "outcomes.asked_of('CTI')",
            ),
            (
                lambda data: data.lineage("cal-2024-a"),
                "'cal-2024-a' is a calendar entry; expected an outcome",
            ),
            (lambda data: data.outcomes["page"], "'page' is a source; expected an outcome"),
            (
                lambda data: data.outcomes.adopted_at("Lima, 2024"),
                "no 'Lima, 2024' in meetings or sessions; 'Lima' is a place; expected a meeting or a "
                "session, or use at('Lima')",
            ),
        ],
        ids=[
            *("lineage", "outcomes", "asked_of", "by", "about", "where", "hosted_by", "meetings"),
            *("adopted_at", "host_years", "economies", "about a forum", "lineage of a document", "at"),
            *("at a session", "outcomes of a forum", "lineage of an entry", "outcomes of a source"),
            "a comma before the year",
        ],
    )
    def test_the_error_says_which_record_has_the_name(self, small: Dataset, ask: Any, message: str) -> None:
        for data in (small, Dataset(beside=small)):
            with pytest.raises(UnknownIdError) as caught:
                ask(data)
            assert str(caught.value) == message
            assert str(copy.copy(caught.value)) == message
            assert (caught.value.count, caught.value.instead[-9:]) == (0, message[-9:])

    def test_the_record_with_the_name_is_in_another_collection(self, small: Dataset) -> None:
        with pytest.raises(UnknownIdError) as caught:
            small.economies["Peru 2024"]
        assert "is an economy" not in str(caught.value)

    def test_a_year_is_not_a_name(self) -> None:
        somewhere = apec.Venue(city="…", economy="PER")
        economy = apec.Economy(code="PER", name="Peru")
        own = Dataset(meetings=[meeting("2024-m", venue=somewhere)], economies=[economy])
        with pytest.raises(UnknownIdError) as caught:
            own.outcomes.about("2025")
        assert caught.value.instead == "there are none"

    @pytest.mark.parametrize(("length", "is_said"), [(200, True), (201, False)])
    def test_a_very_long_name_is_not_searched_in_other_collections(self, length: int, is_said: bool) -> None:
        own = Dataset(themes=[apec.Theme(id="long", label="x" * length)])
        with pytest.raises(UnknownIdError) as caught:
            own.meetings.by("x" * length)
        assert ("is a theme" in caught.value.instead) is is_said

    def test_places_are_found_by_city_economy_and_record(self, small: Dataset) -> None:
        assert small.meetings.at("LIMA").ids() == small.meetings.at("Peru").ids() == ("2024-a",)
        assert small.meetings.at(small.economies["Peru"]).ids() == ("2024-a",)


class TestOwnAndBeside:
    """Own records have precedence; an ambiguous name is an error."""

    @pytest.fixture
    def own(self, small: Dataset) -> Dataset:
        return Dataset(
            themes=[
                apec.Theme(id="robots", label="Robots", aliases=("AI",)),
                apec.Theme(id="chips", label="Chips", aliases=("A.I.", "Health")),
            ],
            outcomes=[
                outcome("2024-a.mine", themes=("robots",)),
                outcome("2024-a.other", themes=("health",)),
            ],
            meetings=[meeting("2024-own", themes=("robots",))],
            beside=small,
        )

    @pytest.mark.parametrize(
        "ask",
        [
            lambda own: own.themes["AI"],
            lambda own: own.outcomes.about("AI"),
            lambda own: own.meetings.about("AI"),
            lambda own: own.outcomes.where(themes="AI"),
            lambda own: own.narrower("AI"),
        ],
        ids=["look-up", "outcomes.about", "meetings.about", "where", "narrower"],
    )
    @pytest.mark.parametrize("with_bundled", [False, True], ids=["alone", "beside a third"])
    def test_a_name_of_two_own_records_is_an_error(self, own: Dataset, ask: Any, with_bundled: bool) -> None:
        if with_bundled:
            own = Dataset(themes=own.themes, beside=apec.load())
        with pytest.raises(UnknownIdError) as caught:
            ask(own)
        assert (caught.value.count, caught.value.near) == (2, ("robots", "chips"))

    def test_an_own_record_has_precedence_over_one_beside(self, own: Dataset) -> None:
        assert own.themes["Health"].id == "chips"
        assert own.outcomes.about("Health").ids() == ()
        assert own.outcomes.about("robots").ids() == ("2024-a.mine",)
        assert own.meetings.about("Robots").ids() == ("2024-own",)

    def test_other_records_are_found_beside(self, own: Dataset) -> None:
        with pytest.raises(UnknownIdError):
            own.themes["Customs procedures"]
        assert own.outcomes.about("Customs procedures").ids() == ()
        assert own.find("themes", "customs").label == "Customs procedures"

    def test_a_miss_suggests_names_of_both(self, own: Dataset) -> None:
        with pytest.raises(UnknownIdError) as caught:
            own.outcomes.about("chipps")
        assert "Chips" in caught.value.near
        with pytest.raises(UnknownIdError) as caught:
            own.outcomes.about("parcel")
        assert "Parcels" in caught.value.near

    def test_a_name_of_both_is_suggested_once(self, small: Dataset) -> None:
        own = Dataset(themes=[apec.Theme(id="post", label="Parcels")], beside=small)
        with pytest.raises(UnknownIdError) as caught:
            own.outcomes.about("parcelss")
        assert caught.value.near.count("Parcels") == 1


def test_several_broader_themes_are_each_above(small: Dataset) -> None:
    if not isinstance(apec.Theme(id="t", label="T").broader, tuple):
        pytest.skip("a theme has one broader theme")
    broader: Any = ("trade", "health")
    own = Dataset(themes=[apec.Theme(id="masks", label="Masks", broader=broader)], beside=small)
    assert "masks" in own.narrower("trade")
    assert "masks" in own.narrower("health")


WRONG = [slice(0, 3), 5, 5.0, None, b"x", ["a"], {"a"}, 10**5000, object()]
DEEP: Any = []
for _ in range(100_000):
    DEEP = [DEEP]


class TestWrongKinds:
    """Every method raises an error of the library for values that are not a record, id or name."""

    @pytest.mark.parametrize("given", [*WRONG, DEEP, "a query"], ids=lambda value: type(value).__name__)
    @pytest.mark.parametrize(
        "ask",
        [
            lambda data, given: data.lineage(given),
            lambda data, given: data.narrower(given),
            lambda data, given: data.subfora(given),
            lambda data, given: data.outcomes_of(given),
            lambda data, given: data.meeting_of(given),
            lambda data, given: data.sources_of(given),
            lambda data, given: data.merge(given),
            lambda data, given: data.find(given, "a"),
            lambda data, given: data.meetings.hosted_by(given),
            lambda data, given: data.host_years.hosted_by(given),
            lambda data, given: data.meetings.by(given),
            lambda data, given: data.meetings.at(given),
            lambda data, given: data.outcomes.about(given),
            lambda data, given: data.outcomes.of_kind(given),
            lambda data, given: data.outcomes.where(kind=given),
            lambda data, given: data.outcomes.where(themes=given if given not in (["a"], None) else DEEP),
            lambda data, given: data.outcomes.where(title=given),
            lambda data, given: data.outcomes.where(given or 5),
            lambda data, given: data.outcomes.matching(given),
            lambda data, given: data.outcomes.order_by(given),
            lambda data, given: data.outcomes.tally(given),
            lambda data, given: data.outcomes.tally("year", given),
            lambda data, given: data.outcomes.group_by(given),
            lambda data, given: data.outcomes.limit(given if given != 5 and given != 10**5000 else -5),
            lambda data, given: data.outcomes | given,
            lambda data, given: data.coverage(by=given or 5),
            lambda data, given: data.calendar.upcoming(on="2024", within=given or 5),
            lambda data, given: Dataset(meetings=given),
            lambda data, given: Dataset(meetings=[given]),
            lambda data, given: apec.diff(data, given),
        ],
        ids=[
            *("lineage", "narrower", "subfora", "outcomes_of", "meeting_of", "sources_of", "merge", "find"),
            *("hosted_by", "host_years.hosted_by", "by", "at", "about", "of_kind", "where kind"),
            *("where themes", "where title", "where", "matching", "order_by", "tally", "cross-table"),
            *("group_by", "limit", "or", "coverage", "within", "Dataset", "Dataset of", "diff"),
        ],
    )
    def test_a_wrong_value_is_an_error_of_the_library(self, small: Dataset, ask: Any, given: Any) -> None:
        with pytest.raises(apec.ApecOutcomesError) as caught:
            ask(small, small.economies if given == "a query" else given)
        assert len(str(caught.value)) < 1000

    @pytest.mark.parametrize(
        "given", [5.0, None, b"x", ["a"], {"a"}, DEEP, object()], ids=lambda v: type(v).__name__
    )
    def test_a_wrong_key_is_a_miss(self, small: Dataset, given: Any) -> None:
        with pytest.raises(UnknownIdError):
            small.meetings[given]
        assert small.meetings.get(given) is None
        assert given not in small.meetings
        assert small.find("meetings", given) is None

    def test_the_message_has_the_given_and_the_expected_value(self, small: Dataset) -> None:
        given: Any = small.meetings.limit(1)
        with pytest.raises(
            ArgumentError, match="got <MeetingQuery: 1 meeting: 2024-b>; expected an outcome, or its id"
        ):
            small.lineage(given)
        with pytest.raises(ArgumentError, match="got 5; expected an actor, an economy or a forum, or its id"):
            small.outcomes.asked_of(5)  # type: ignore[arg-type]
        with pytest.raises(ArgumentError, match="got slice.*; expected an economy, or its code or name"):
            small.meetings.hosted_by(slice(3))  # type: ignore[arg-type]

    def test_at_most_three_are_suggested(self, data: Dataset) -> None:
        for name in ("ministerial", "officials", "meetings"):
            with pytest.raises(UnknownIdError) as caught:
                data.meetings[name]
            assert len(caught.value.near) == 3


class TestHostileTexts:
    """Hostile texts take time and memory in proportion to their length."""

    @pytest.mark.parametrize(
        "text",
        [
            "\u0315\u0300" * 50_000,
            "a" + "\u0315\u0300" * 50_000,
            "\u0f73" * 50_000,
            "x" * 5_000_000,
            "* " * 50_000,
        ],
        ids=["accents", "accents of a letter", "double accents", "one long word", "stars"],
    )
    @pytest.mark.parametrize(
        "ask",
        [
            lambda data, text: len(data.outcomes.matching(text)),
            lambda data, text: data.outcomes[text],
            lambda data, text: data.meetings[text],
            lambda data, text: data.outcomes.about(text),
            lambda data, text: data.meetings.at(text),
            lambda data, text: data.meetings.where(forum=text),
            lambda data, text: apec.CalendarEntry.parse(text),
            lambda data, text: data.outcomes.order_by(text),
        ],
        ids=["matching", "outcomes", "meetings", "about", "at", "where", "parse", "order_by"],
    )
    def test_a_hostile_text_is_read_or_an_error(self, small: Dataset, ask: Any, text: str) -> None:
        try:
            ask(small, text)
        except apec.ApecOutcomesError as error:
            assert len(str(error)) < 1000

    def test_a_title_of_accents_is_searched(self) -> None:
        found = Dataset(meetings=[meeting("2024-m", title="Zebra" + "\u0315\u0300" * 20_000)]).meetings
        assert found.matching("zebra").ids() == ("2024-m",)
        assert found["zebra"].id == "2024-m"

    def test_a_miss_takes_no_memory(self, data: Dataset) -> None:
        import tracemalloc

        text = "x" * 5_000_000
        data.outcomes.get("warm")
        tracemalloc.start()
        try:
            with pytest.raises(UnknownIdError):
                data.outcomes[text]
            assert tracemalloc.get_traced_memory()[1] < 10 * len(text)
        finally:
            tracemalloc.stop()

    @pytest.mark.parametrize("form", ["w{}", "w{} OR", "-w{}", "a{}*", '"w{} w"'])
    def test_a_search_of_many_words_is_answered(self, small: Dataset, form: str) -> None:
        text = " ".join(form.format(n) for n in range(5_000)) + (" x" if "OR" in form else "")
        assert len(small.outcomes.matching(text)) in (0, 4)
