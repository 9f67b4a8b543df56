"""Datasets: references, relations, merging, pickling and loading."""

import copy
import pickle
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from types import SimpleNamespace
from typing import Any

import attrs
import pytest

import apec_outcomes as apec
from apec_outcomes import Dataset, DateSpan, DuplicateIdError, InvalidRecordError, UnknownIdError
from apec_outcomes.model._collections import COLLECTIONS
from apec_outcomes.query.dataset_stores import Makers
from conftest import meeting, outcome


def problems(**records: Any) -> list[tuple[str, str]]:
    with pytest.raises(InvalidRecordError) as caught:
        Dataset(**records)
    return [(problem.path, problem.message) for problem in caught.value.problems]


class TestReferences:
    def test_a_reference_to_an_unknown_id_is_a_problem(self) -> None:
        assert problems(
            meetings=[
                meeting("2024-m", forum="x", themes=("y",), venue=apec.Venue(economy="PER"), sources=("z",))
            ],
            outcomes=[outcome("2024-o.a", builds_on=("2024-m.b",))],
        ) == [
            ("$.meetings[0].forum", "no 'x' in fora"),
            ("$.meetings[0].venue.economy", "no 'PER' in economies"),
            ("$.meetings[0].themes[0]", "no 'y' in themes"),
            ("$.meetings[0].sources[0]", "no 'z' in sources"),
            ("$.outcomes[0].meeting", "no '2024-o' in meetings"),
            ("$.outcomes[0].builds_on[0]", "no '2024-m.b' in outcomes"),
        ]

    def test_references_within_sessions_are_checked(self) -> None:
        session = apec.Session(id="2024-m-s", title="S", kind=apec.MeetingKind.WORKSHOP, themes=("x",))
        assert problems(meetings=[meeting("2024-m", sessions=(session,))]) == [
            ("$.meetings[0].sessions[0].themes[0]", "no 'x' in themes")
        ]

    def test_a_duplicate_id_is_a_problem(self) -> None:
        session = apec.Session(id="2024-s", title="S", kind=apec.MeetingKind.WORKSHOP)
        assert problems(
            meetings=[
                meeting("2024-m", sessions=(session,)),
                meeting("2024-n", sessions=(session,)),
                meeting("2024-m"),
            ]
        ) == [
            ("$.meetings[2].id", "duplicate '2024-m', first used at $.meetings[0]"),
            ("$.meetings[1].sessions[0].id", "duplicate '2024-s', first used at $.meetings[0].sessions[0]"),
        ]

    def test_a_topic_has_an_id_of_its_meeting(self) -> None:
        topics = (apec.Topic(id="2024-m.skills", title="Skills"),)
        assert problems(meetings=[meeting("2024-m", topics=topics), meeting("2024-n", topics=topics)]) == [
            ("$.meetings[1].topics[0].id", "'2024-m.skills' is not an id of '2024-n'")
        ]

    def test_a_cycle_of_broader_themes_is_one_problem(self) -> None:
        circle = [
            apec.Theme(id="a", label="A", broader=("b",)),
            apec.Theme(id="b", label="B", broader=("a",)),
        ]
        assert problems(themes=circle) == [("$.themes[1].broader", "cycle: a → b → a")]
        assert problems(themes=[apec.Theme(id="a", label="A", broader=("a",))])[0][1] == "cycle: a → a"

    def test_outcomes_that_build_on_each_other_are_a_problem(self) -> None:
        held = [meeting("2024-m")]
        one = outcome("2024-m.a", builds_on=("2024-m.a",))
        assert problems(meetings=held, outcomes=[one]) == [
            ("$.outcomes[0].builds_on", "cycle: 2024-m.a → 2024-m.a")
        ]
        two = [outcome("2024-m.a", builds_on=("2024-m.b",)), outcome("2024-m.b", builds_on=("2024-m.a",))]
        assert problems(meetings=held, outcomes=two) == [
            ("$.outcomes[1].builds_on", "cycle: 2024-m.a → 2024-m.b → 2024-m.a")
        ]
        described = {
            **apec.unstructure(Dataset()),
            "meetings": apec.unstructure(held),
            "outcomes": apec.unstructure(two),
        }
        with pytest.raises(
            InvalidRecordError, match=r"\$.outcomes\[1\].builds_on: cycle: .*expected no cycle"
        ):
            apec.structure(described, Dataset)

    def test_a_cycle_through_the_dataset_beside_is_a_problem(self, small: Dataset) -> None:
        circle = [apec.Theme(id="trade", label="Trade", broader=("parcels",))]
        assert problems(themes=circle, beside=small) == [
            ("$.themes[0].broader", "cycle: trade → parcels → customs → trade")
        ]

    def test_a_session_and_a_document_are_of_the_meeting_that_is_named_with_them(self) -> None:
        session = apec.Session(id="2024-m-s", title="S", kind=apec.MeetingKind.WORKSHOP)
        found = problems(
            meetings=[meeting("2024-m", sessions=(session,)), meeting("2024-n")],
            outcomes=[outcome("2024-n.a", session="2024-m-s", document="Statement")],
        )
        assert found == [
            ("$.outcomes[0].session", "'2024-m-s' is not in '2024-n'"),
            ("$.outcomes[0].document", "'Statement' is not in '2024-n'"),
        ]

    def test_a_report_may_be_much_later_than_its_meeting(self) -> None:
        late = apec.Document(title="Late", kind=apec.DocumentKind.REPORT, date=DateSpan.of(2027))
        data = Dataset(
            meetings=[meeting("2024-m", "2024", documents=(late,))],
            outcomes=[outcome("2024-m.a", date=DateSpan.of(2026))],
        )
        assert data.outcomes.in_year(2026).ids() == ("2024-m.a",)
        assert [document.title for document in data.documents.in_year(2027)] == ["Late"]

    def test_the_version_and_the_date_of_a_dataset_are_checked_too(self) -> None:
        assert problems(version=5, as_of="soon") == [("$.version", "got 5"), ("$.as_of", "got 'soon'")]
        assert Dataset(as_of="2024-08").as_of == apec.DateSpan.of("2024-08")

    def test_a_record_of_another_class_is_an_error(self) -> None:
        with pytest.raises(TypeError, match=r"got 5 at meetings\[0\]; expected a Meeting"):
            Dataset(meetings=[5])  # type: ignore[list-item]
        with pytest.raises(TypeError, match="got 'x' for beside; expected a Dataset, such as"):
            Dataset(beside="x")  # type: ignore[arg-type]

    def test_an_unknown_reference_suggests_near_ids_of_the_dataset_beside(self, small: Dataset) -> None:
        with pytest.raises(InvalidRecordError, match="one of the themes, such as 'parcels'$"):
            Dataset(meetings=[meeting("2024-own", themes=("parcel",))], beside=small)
        with pytest.raises(InvalidRecordError, match=r"pass beside=apec_outcomes\.load\(\) to refer to the"):
            Dataset(meetings=[meeting("2024-own", themes=("trade",))])

    def test_own_records_may_refer_to_those_beside_them(self, small: Dataset) -> None:
        own = Dataset(
            meetings=[meeting("2024-own", forum="cti", themes=("parcels",))],
            outcomes=[outcome("2024-a.mine", themes=("parcels",), builds_on=("2024-a.one",))],
            beside=small,
        )
        assert len(own.meetings) == 1
        assert own.meetings.by("som", subfora=True).ids() == ("2024-own",)
        assert own.meetings.hosted_by("Peru").ids() == ("2024-own",)
        assert own.outcomes.about("trade").ids() == ("2024-a.mine",)
        assert own.meeting_of("2024-a.mine") is small.meetings["2024-a"]
        assert [o.id for o in own.lineage("2024-a.mine").ancestors] == ["2024-a.one"]

    def test_a_session_or_document_that_a_bundled_meeting_lacks_is_a_problem(self) -> None:
        given = outcome("2024-som3.mine", document="No such document", session="2001-som1-plenary")
        with pytest.raises(InvalidRecordError) as caught:
            apec.structure({"schema": 2, "outcomes": [apec.unstructure(given)]}, Dataset)
        assert [problem.path for problem in caught.value.problems] == [
            "$.outcomes[0].session",
            "$.outcomes[0].document",
        ]

    def test_parts_of_a_meeting_have_different_ids(self) -> None:
        paper = apec.Document(title="Statement", kind=apec.DocumentKind.REPORT)
        with pytest.raises(
            InvalidRecordError, match=r"documents\[1\]\.title: duplicate 'Statement', first used at"
        ):
            Dataset(meetings=[meeting("2024-m", documents=(paper, paper))])

    def test_a_duplicate_source_is_a_problem(self) -> None:
        page = apec.Source(id="p", url="https://example.org/", kind=apec.SourceKind.NEWS, publisher="P")
        with pytest.raises(
            InvalidRecordError,
            match=r"sources\[1\]: duplicate 'p', first used at .*\.sources\[0\]",
        ):
            Dataset(meetings=[meeting("2024-m", sources=("p", "p"))], sources=[page])

    def test_an_id_is_of_the_year_of_its_meeting(self) -> None:
        with pytest.raises(
            InvalidRecordError, match=r"'2023-x\.y' has the year 2023, its meeting '2024-m' 2024"
        ):
            Dataset(meetings=[meeting("2024-m")], outcomes=[outcome("2023-x.y", meeting="2024-m")])
        early = apec.Session(id="2023-s", title="Session", kind=apec.MeetingKind.WORKSHOP)
        message = "'2023-s' has the year 2023, its meeting '2024-m' 2024"
        assert problems(meetings=[meeting("2024-m", sessions=(early,))]) == [
            ("$.meetings[0].sessions[0].id", message)
        ]


class TestRelations:
    def test_outcomes_and_their_meeting(self, small: Dataset) -> None:
        assert set(small.outcomes_of("2024-a").ids()) == {"2024-a.one", "2024-a.two"}
        found = small.meetings["2024-a"]
        for record in (
            small.outcomes["2024-a.one"],
            "2024-a.one",
            found.sessions[0],
            "2024-a-plenary",
            found.documents[0],
        ):
            assert small.meeting_of(record) is found
        assert small.meeting_of("cal-2024-a") is found

    def test_an_entry_may_belong_to_no_meeting(self) -> None:
        entry = apec.CalendarEntry(id="cal-2024-m", title="A", dates=DateSpan.of(2024))
        assert Dataset(meetings=[meeting("2024-m")], calendar=[entry]).meeting_of("cal-2024-m") is None

    def test_a_document_belongs_to_its_own_meeting_whatever_equals_it(self) -> None:
        first, second, another = (
            apec.Document(title="Statement", kind=apec.DocumentKind.REPORT) for _ in range(3)
        )
        held = [meeting("2024-m", documents=(first,)), meeting("2024-n", documents=(second,))]
        own = Dataset(meetings=held)
        assert [own.meeting_of(each).id for each in (first, second, another)] == [  # type: ignore[union-attr]
            "2024-m",
            "2024-n",
            "2024-m",
        ]

    def test_an_unknown_record_has_no_relations(self, small: Dataset) -> None:
        with pytest.raises(UnknownIdError, match="outcomes, sessions or calendar; did you mean"):
            small.meeting_of("2024-a.onne")
        with pytest.raises(UnknownIdError):
            small.meeting_of(apec.Document(title="Other", kind=apec.DocumentKind.REPORT))

    def test_narrower_and_subfora_include_all_levels(self, small: Dataset) -> None:
        assert small.narrower("trade").ids() == ("customs", "parcels")
        assert small.narrower("health").ids() == ()
        assert small.subfora("SOM").ids() == ("cti", "mag")

    def test_a_lineage_has_direct_and_indirect_links_in_both_directions(self, small: Dataset) -> None:
        line = small.lineage("2025-a.three")
        assert [o.id for o in line.ancestors] == ["2024-a.one"]
        assert [o.id for o in line.descendants] == ["2025-a.undated"]
        assert set(line.edges) == {("2025-a.three", "2024-a.one"), ("2025-a.undated", "2025-a.three")}
        assert [o.id for o in small.lineage("2024-a.one").descendants] == ["2025-a.three", "2025-a.undated"]

    def test_a_lineage_of_unchecked_outcomes_with_a_cycle_ends(self) -> None:
        outcomes = [
            outcome("2024-m.a", builds_on=("2024-m.b",)),
            outcome("2024-m.b", builds_on=("2024-m.a",)),
        ]
        records: Makers = {"meetings": lambda: [meeting("2024-m")], "outcomes": lambda: outcomes}
        line = Dataset._unchecked(records, None, None).lineage("2024-m.a")
        assert [o.id for o in line.ancestors] == [o.id for o in line.descendants] == ["2024-m.b"]
        assert sorted(line.edges) == [("2024-m.a", "2024-m.b"), ("2024-m.b", "2024-m.a")]

    def test_a_lineage_is_in_the_order_of_the_days(self) -> None:
        days = {"2024-m.c": "2024-01", "2024-m.b": "2024-03", "2024-m.d": "2024-03", "2024-m.a": None}
        before = [outcome(id, date=date) for id, date in days.items()]  # noqa: A001
        last = outcome("2024-n.last", builds_on=tuple(sorted(days)))
        held = [meeting("2024-m", "2024-04"), meeting("2024-n", "2024-05")]
        line = Dataset(meetings=held, outcomes=[last, *before]).lineage("2024-n.last")
        assert [o.id for o in line.ancestors] == ["2024-m.c", "2024-m.b", "2024-m.d", "2024-m.a"]

    def test_references_of_unchecked_outcomes_may_be_missing(self) -> None:
        outcomes = [
            outcome("2023-m.a"),
            outcome("2024-m.b", builds_on=("2023-m.a", "2022-m.gone"), sources=("gone",)),
            outcome("2024-m.c", builds_on=("2024-m.b",), date=DateSpan.of("2024-05")),
            outcome("2024-m.d", builds_on=("2024-m.b",)),
        ]
        own = Dataset._unchecked({"outcomes": lambda: outcomes}, None, None)
        line = own.lineage("2024-m.b")
        assert [o.id for o in line.ancestors] == ["2023-m.a"]
        assert [o.id for o in line.descendants] == ["2024-m.d", "2024-m.c"]
        assert own.meeting_of("2024-m.b") is None
        assert own.sources_of("2024-m.b").ids() == ()

    def test_sources_of_a_record_in_its_order(self, data: Dataset) -> None:
        som3 = data.meetings["2024-som3"]
        assert data.sources_of(som3).ids() == data.sources_of("2024-som3").ids() == som3.sources
        with pytest.raises(TypeError, match="has no field for sources"):
            data.sources_of(data.themes["ai"])
        anything: Any = SimpleNamespace(sources=som3.sources)
        with pytest.raises(TypeError, match="has no field for sources"):
            data.sources_of(anything)

    def test_sources_of_an_entry_of_the_calendar_are_found_by_its_id(self, small: Dataset) -> None:
        entry = attrs.evolve(small.calendar["cal-2025-a"], id="cal-2025-b", sources=("page",))
        assert Dataset(calendar=[entry], beside=small).sources_of("cal-2025-b").ids() == ("page",)

    def test_records_beside_are_found_by_name(self, small: Dataset) -> None:
        own = Dataset(
            themes=[apec.Theme(id="parcels-by-air", label="Air parcels", broader=("parcels",))], beside=small
        )
        assert own.narrower("trade")["customs procedures"].id == "customs"
        assert own.narrower("trade").ids() == ("customs", "parcels", "parcels-by-air")
        assert own.subfora("som")["CTI"].id == "cti"

    def test_a_record_of_another_dataset_is_unknown(self, small: Dataset) -> None:
        stranger = apec.Theme(id="stranger", label="Stranger")
        for ask in (small.outcomes.about, small.narrower):
            with pytest.raises(UnknownIdError, match="no 'stranger' in themes"):
                ask(stranger)

    def test_a_long_chain_of_themes_is_fast(self) -> None:
        themes = [
            apec.Theme(id=f"t{n}", label=f"T{n}", broader=(f"t{n + 1}",) if n < 4999 else ())
            for n in range(5000)
        ]
        long = Dataset(themes=themes)
        assert len(long.narrower("t4999")) == 4999

    def test_an_argument_that_is_not_a_record_is_a_type_error(self, small: Dataset) -> None:
        anything: Any = 5
        for ask in (small.meeting_of, small.merge, small.sources_of):
            with pytest.raises(TypeError, match="got 5"):
                ask(anything)

    def test_differences_and_lineages_survive_a_round_trip(self, small: Dataset) -> None:
        for difference in small.calendar.differences():
            assert apec.loads(apec.dumps(difference), apec.Difference) == difference
        line = small.lineage("2025-a.three")
        assert apec.loads(apec.dumps(line), apec.Lineage) == line


def derived(cls: type[Any]) -> Any:
    """Return a subclass with an additional field."""
    names = {"__annotations__": {"mine": str}, "mine": "x", "__module__": __name__}
    return attrs.frozen(kw_only=True, eq=False, repr=False)(type(f"My{cls.__name__}", (cls,), names))


class TestOwnClasses:
    @pytest.fixture
    def own(self, small: Dataset) -> Dataset:
        """A dataset with records of subclasses."""

        def mine(record: Any, **changes: Any) -> Any:
            fields = {field.name: getattr(record, field.name) for field in attrs.fields(type(record))}
            return derived(type(record))(**{**fields, **changes})

        meetings = [mine(each, sessions=tuple(map(mine, each.sessions))) for each in small.meetings]
        rest: dict[str, Any] = {
            name: [*map(mine, getattr(small, name))] for name in COLLECTIONS if name != "meetings"
        }
        return Dataset(meetings=meetings, **rest)

    def test_they_are_queried_like_other_records(self, own: Dataset, small: Dataset) -> None:
        asked: tuple[Callable[[Dataset], Any], ...] = (
            lambda data: data.outcomes.asked_of(data.actors["per"]),
            lambda data: data.outcomes.asked_of(data.economies["PER"]),
            lambda data: data.outcomes.asked_of(data.fora["cti"]),
            lambda data: data.meetings.matching("plenary"),
            lambda data: data.meetings.by(data.fora["som"], subfora=True),
            lambda data: data.outcomes.about(data.themes["trade"]),
            lambda data: data.outcomes_of(data.meetings["2024-a"]),
        )
        for ask in asked:
            assert ask(own).ids() == ask(small).ids()

    @pytest.mark.parametrize("ending", ["jsonld", "ttl", "nt", "xlsx", "sqlite", "json"])
    def test_they_are_exported(self, own: Dataset, tmp_path: Path, ending: str) -> None:
        own.outcomes.export(tmp_path / f"outcomes.{ending}")
        assert (tmp_path / f"outcomes.{ending}").stat().st_size > 500

    def test_a_card_names_the_records_that_they_refer_to(self, own: Dataset) -> None:
        assert "Committee on Trade" in own.meetings["2024-a"]._repr_html_()

    def test_a_table_of_them_may_have_derived_columns(self) -> None:
        row = {"id": "2024-m-s", "title": "S", "kind": "workshop", "meeting": "2024-m", "mine": "y"}
        [made] = apec.from_table([row], derived(apec.Session))
        assert (made.id, made.mine) == ("2024-m-s", "y")


class TestMerging:
    def test_records_beside_a_third_dataset_are_checked_where_meetings_are_replaced(
        self, small: Dataset
    ) -> None:
        third = Dataset(meetings=[meeting("2024-x")])
        other = Dataset(
            meetings=[attrs.evolve(small.meetings["2024-a"], title="New")],
            outcomes=[outcome("2024-x.y")],
            beside=third.merge(small),
        )
        with pytest.raises(InvalidRecordError, match="no '2024-x' in meetings"):
            small.merge(other, replace=True)

    def test_a_merged_dataset_has_the_records_of_both(self, small: Dataset) -> None:
        own = Dataset(meetings=[meeting("2024-own", forum="cti")], beside=small)
        merged = small.merge(own)
        assert len(merged.meetings) == len(small.meetings) + 1
        assert len(small.meetings) == 3
        assert (merged.version, merged.as_of) == (small.version, small.as_of)

    def test_conflicting_ids_are_an_error_that_names_them(self, small: Dataset) -> None:
        own = Dataset(
            meetings=[meeting("2024-b", "December 2023")], themes=[apec.Theme(id="health", label="Healthy")]
        )
        with pytest.raises(DuplicateIdError, match="themes: health, meetings: 2024-b") as caught:
            small.merge(own)
        assert caught.value.ids == ("themes: health", "meetings: 2024-b")
        assert small.merge(own, replace=True).themes["health"].label == "Healthy"

    def test_equal_records_are_merged(self, small: Dataset) -> None:
        assert small.merge(small) == small
        assert small.merge(apec.loads(apec.dumps(small), Dataset)) == small

    def test_a_meeting_is_replaced_with_its_sessions_and_outcomes(self, small: Dataset) -> None:
        own = Dataset(
            meetings=[attrs.evolve(small.meetings["2024-a"], title="Other title")],
            outcomes=[attrs.evolve(small.outcomes["2024-a.two"], title="Other outcome")],
            beside=small,
        )
        merged = small.merge(own, replace=True)
        assert merged.meetings["2024-a"].title == "Other title"
        assert merged.outcomes["2024-a.two"].title == "Other outcome"
        assert merged.outcomes.ids() == small.outcomes.ids()
        assert merged.sessions.ids() == small.sessions.ids()

    def test_outcomes_have_the_dates_of_merged_meetings(self, small: Dataset) -> None:
        early = DateSpan.of("2025-02-25")
        assert "2025-a.undated" not in small.outcomes.until(early)
        changed = attrs.evolve(small.meetings["2025-a"], dates=DateSpan.of("2025-02-20"))
        merged = small.merge(Dataset(meetings=[changed], beside=small), replace=True)
        assert "2025-a.undated" in merged.outcomes.until(early)
        own = Dataset(
            meetings=[changed, meeting("2024-own", "2024-06-01")],
            outcomes=[outcome("2024-own.new")],
            beside=small,
        )
        merged = small.merge(own, replace=True)
        assert "2025-a.undated" in merged.outcomes.until(early)
        assert merged.outcomes.until("2024-06-01").ids() == ("2024-own.new",)

    def test_outcomes_have_the_dates_of_meetings_beside(self, small: Dataset) -> None:
        own = Dataset(outcomes=[outcome("2025-a.new")], beside=small)
        assert own.outcomes.until("2025-03-01").ids() == ("2025-a.new",)
        assert own.outcomes.until("2025-02-28").ids() == ()

    def test_a_session_with_the_id_of_one_of_another_meeting_is_an_error(self, small: Dataset) -> None:
        plenary = small.sessions["2024-a-plenary"]
        sessions = tuple(attrs.evolve(plenary, id=each, title="Ours") for each in ("2024-ours", plenary.id))
        own = Dataset(meetings=[meeting("2024-new"), meeting("2024-own", sessions=sessions)])
        for replace in (False, True):
            with pytest.raises(InvalidRecordError) as caught:
                small.merge(own, replace=replace)
            assert [(problem.path, problem.message) for problem in caught.value.problems] == [
                ("$.meetings[1].sessions[1].id", "duplicate '2024-a-plenary', used in '2024-a'")
            ]

    def test_a_merge_that_breaks_a_reference_is_an_error(self, small: Dataset) -> None:
        entry = attrs.evolve(small.calendar["cal-2024-a"], id="cal-2024-plenary", session="2024-a-plenary")
        larger = small.merge(Dataset(calendar=[entry], beside=small))
        without_session = Dataset(meetings=[meeting("2024-a", "10-12 August 2024")])
        with pytest.raises(InvalidRecordError, match="no '2024-a-plenary' in sessions") as caught:
            larger.merge(without_session, replace=True)
        broken = [problem.path for problem in caught.value.problems if "sessions" in problem.message]
        assert sorted(broken) == [
            f"$.calendar[{larger.calendar.ids().index('cal-2024-plenary')}].session",
            f"$.outcomes[{larger.outcomes.ids().index('2024-a.two')}].session",
        ]


class TestValueSemantics:
    def test_datasets_pickle_copy_and_evolve(self, small: Dataset, data: Dataset) -> None:
        for dataset in (small, data):
            assert pickle.loads(pickle.dumps(dataset)) == dataset
            assert copy.copy(dataset) is dataset
            assert copy.deepcopy(dataset) is dataset
            newer = attrs.evolve(dataset, version="2", as_of=DateSpan.of(2030))
            assert (newer.version, newer.meetings) == ("2", dataset.meetings)
            assert newer != dataset
        assert hash(small) == hash(pickle.loads(pickle.dumps(small)))

    def test_queries_pickle(self, small: Dataset) -> None:
        for query in (small.meetings, small.outcomes.about("trade").since(2025), small.themes.limit(1)):
            again = pickle.loads(pickle.dumps(query))
            assert again == query
            assert type(again) is type(query)

    def test_a_dataset_cannot_be_changed(self, small: Dataset) -> None:
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            small.version = "2"  # type: ignore[misc]
        with pytest.raises(TypeError):
            small.meetings["2024-c"] = small.meetings["2024-a"]  # type: ignore[index]

    def test_the_repr_of_a_dataset_counts_its_records(self, small: Dataset) -> None:
        assert repr(small).startswith(
            "<Dataset 1 as of March 2025: 2 economies, 3 fora, 4 actors, 4 themes, 2 host years, 3 meet"
        )


class TestLoading:
    def test_load_returns_the_same_object_each_time(self) -> None:
        assert apec.load() is apec.load()

    def test_eight_threads_get_one_object_and_the_same_answers(self) -> None:
        from apec_outcomes import dataset

        # Some seconds: all records of the bundled data are made ten times.
        for _ in range(10):
            dataset._BUNDLED.clear()
            start = Barrier(8)

            def ask(_: int, start: Barrier = start) -> tuple[Dataset, list[int], apec.Meeting]:
                start.wait()
                data = apec.load()
                found = [id(record) for name in COLLECTIONS for record in getattr(data, name)]
                return data, found, data.meetings["2024-som3"]

            switch = sys.getswitchinterval()
            sys.setswitchinterval(1e-6)
            try:
                with ThreadPoolExecutor(8) as pool:
                    answers = list(pool.map(ask, range(8)))
            finally:
                sys.setswitchinterval(switch)
            assert len({id(data) for data, _, _ in answers}) == 1
            assert all(found == answers[0][1] for _, found, _ in answers)
            assert len({id(som3) for _, _, som3 in answers}) == 1


def test_a_name_in_place_of_an_id_suggests_the_id(data: apec.Dataset) -> None:
    workshop = attrs.evolve(meeting("2027-w"), forum="DESG", themes=["AI"], venue=apec.Venue(economy="Peru"))
    expected = {
        "$.meetings[0].forum": "'DESG' is a name of 'desg'",
        "$.meetings[0].venue.economy": "'Peru' is a name of 'PER'",
        "$.meetings[0].themes[0]": "'AI' is a name of 'artificial-intelligence'",
    }
    with pytest.raises(apec.InvalidRecordError) as caught:
        apec.Dataset(meetings=[workshop], beside=data)
    assert {problem.path: problem.message for problem in caught.value.problems} == expected
    with pytest.raises(apec.InvalidRecordError) as read:
        apec.structure({"schema": 2, "meetings": [apec.unstructure(workshop)]}, apec.Dataset)
    assert read.value.problems == caught.value.problems
    assert {problem.expected for problem in read.value.problems} == {"the id"}


def test_a_name_of_a_record_of_the_same_dataset_suggests_its_id() -> None:
    broader = apec.Theme(id="space", label="Outer space")
    narrower = apec.Theme(id="moon", label="Moon", broader=["outer space"])
    with pytest.raises(apec.InvalidRecordError, match="'outer space' is a name of 'space'; expected the id"):
        apec.Dataset(themes=[broader, narrower])


def test_a_broken_reference_suggests_near_ids() -> None:
    peru = apec.Economy(code="PER", name="Peru")
    with pytest.raises(
        apec.InvalidRecordError, match="expected the id of one of the economies, such as 'PER'"
    ):
        apec.Dataset(economies=[peru], host_years=[apec.HostYear(year=2024, host="PEU")])


def test_a_cycle_of_part_of_is_a_problem() -> None:
    meetings = [meeting("2024-a", part_of="2024-b"), meeting("2024-b", part_of="2024-a")]
    with pytest.raises(InvalidRecordError, match="cycle: 2024-a → 2024-b → 2024-a"):
        Dataset(meetings=meetings)
