"""Constructors of records: accepted and rejected values.

Type checkers also check this file. They report comments that ignore no error, so each one proves that
both mypy and pyright report an error in the line.
"""

# pyright: reportUnnecessaryTypeIgnoreComment=true

import inspect
import pydoc
from collections import deque
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Annotated, Any, get_args

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import apec_outcomes as apec
from apec_outcomes import DateSpan, InvalidRecordError
from apec_outcomes.model._collections import COLLECTIONS
from apec_outcomes.model._fields import Pattern, fields_of
from apec_outcomes.model._values import problems_of
from strategies import records

CLASSES = [
    *(row.cls for row in COLLECTIONS.values()),
    *(apec.Session, apec.Topic, apec.Organisation, apec.Document, apec.Venue),
]


def meeting(**fields: Any) -> apec.Meeting:
    given = {"id": "2027-m", "title": "M", "kind": "workshop", "dates": "2027-03", "status": "held", **fields}
    return apec.Meeting(**given)


def problems(make: Callable[[], object]) -> list[tuple[str, str]]:
    with pytest.raises(InvalidRecordError) as caught:
        make()
    assert all(problem.expected for problem in caught.value.problems)
    return [(problem.path, problem.message) for problem in caught.value.problems]


def test_a_constructor_converts_texts() -> None:
    made = apec.Meeting(
        id="2027-m",
        title="Workshop on customs",
        kind="workshop",
        status="scheduled",
        format="hybrid",
        dates="3-4 March 2027",
        venue=apec.Venue(city="Hanoi", economy="VNM"),
        themes=["customs", "trade"],
        chairs=(name for name in ("A. Person, Peru", "B. Person, Viet Nam")),
        sources={"b", "a"},
        documents=[apec.Document(title="Report", kind="report", date=date(2027, 3, 4), url="https://x.org/")],
        sessions=iter([apec.Session(id="2027-m-s", title="S", kind="conference", dates=2027, status=None)]),
    )
    assert made.kind is apec.MeetingKind.WORKSHOP
    assert made.status is apec.Status.SCHEDULED
    assert made.format is apec.MeetingFormat.HYBRID
    assert made.dates == DateSpan.of("2027-03-03/2027-03-04")
    assert made.themes == ("customs", "trade")
    assert made.chairs == ("A. Person, Peru", "B. Person, Viet Nam")
    assert made.sources == ("a", "b")
    assert made.documents[0].date == DateSpan.of("2027-03-04")
    assert made.sessions[0].dates == DateSpan.of(2027)
    assert made == apec.structure(apec.unstructure(made), apec.Meeting)


@pytest.mark.parametrize(
    "given",
    [["a", "b"], ("a", "b"), iter("ab"), {"a": 1, "b": 2}.keys(), {"b", "a"}, frozenset("ba"), deque("ab")],
    ids=lambda given: type(given).__name__,
)
def test_several_values_can_be_any_iterable(given: Any) -> None:
    assert meeting(themes=given).themes == ("a", "b")


@pytest.mark.parametrize(
    "given",
    [date(2027, 3, 3), datetime(2027, 3, 3, 12), "2027-03-03", "3 March 2027", DateSpan.of("3 March 2027")],
    ids=repr,
)
def test_dates_are_given_in_any_form(given: Any) -> None:
    assert meeting(dates=given).dates == DateSpan.of("2027-03-03")
    assert attrs.evolve(meeting(), dates=given).dates == DateSpan.of("2027-03-03")


def test_one_error_lists_all_problems() -> None:
    wrong: dict[str, Any] = {
        "id": "Bad Id",
        "title": "",
        "kind": "nonsense",
        "dates": "31 November 2027",
        "venue": "Lima",
        "ordinal": 0,
        "themes": "energy",
        "chairs": ["A", 5, "\x1b[31m"],
        "sessions": [apec.Venue(city="Lima")],
    }
    expected = [
        ("$.id", "got 'Bad Id'"),
        ("$.title", "got an empty text"),
        ("$.kind", "got 'nonsense'"),
        ("$.dates", "got '31 November 2027': November 2027 has 30 days"),
        ("$.venue", "got 'Lima'"),
        ("$.ordinal", "got 0"),
        ("$.themes", "got 'energy'"),
        ("$.chairs[1]", "got 5"),
        ("$.chairs[2]", "got '\\x1b[31m', with a control character or a lone surrogate"),
        ("$.sessions[0]", "got <Venue Lima>"),
    ]
    assert problems(lambda: meeting(**wrong)) == expected
    assert problems(lambda: attrs.evolve(meeting(), **wrong)) == expected


def test_a_message_has_the_expected_values() -> None:
    with pytest.raises(InvalidRecordError) as caught:
        meeting(kind="Workshops", dates="soon", ordinal=True, themes=5, venue="Lima")
    assert [problem.expected for problem in caught.value.problems] == [
        f"one of {', '.join(kind.value for kind in apec.MeetingKind)}",
        "dates, such as '15-16 November 2024', '2024-08' or a datetime.date",
        "a value of type Venue, such as Venue(city='Lima', economy='PER')",
        "a whole number",
        "several values, such as a list of them",
    ]


@pytest.mark.parametrize(
    "value", [True, 5.0, "5", None, 10**5000], ids=["bool", "float", "text", "none", "huge"]
)
def test_a_number_is_a_whole_number_within_its_bounds(value: Any) -> None:
    [(path, _)] = problems(lambda: apec.HostYear(year=value, host="PER"))
    assert path == "$.year"


def test_a_count_is_not_negative_and_can_be_shown_and_written() -> None:
    counts: dict[str, Any] = {"meetings": -5, "exact_days": 10**5000, "place": 0, "address": 0, "outcomes": 0}
    assert problems(lambda: apec.Coverage(**counts)) == [
        ("$.meetings", "got -5"),
        ("$.exact_days", "got a number of more than 70 digits"),
    ]
    assert problems(lambda: apec.structure(counts, apec.Coverage)) == [
        ("$.meetings", "got -5"),
        ("$.exact_days", "got a number of more than 70 digits"),
    ]


def test_an_announcement_with_a_control_character_is_an_error() -> None:
    with pytest.raises(InvalidRecordError, match=r"\$\.title: got .* with a control character"):
        apec.CalendarEntry.parse("A\x07B (3 March 2027)")


def test_a_tuple_of_fixed_length_is_checked_part_by_part() -> None:
    lineage = apec.load().lineage("1994-aelm.bogor-goals")
    wrong: Any = [("a", 5), ("a",), "ab"]
    assert problems(lambda: attrs.evolve(lineage, edges=wrong)) == [
        ("$.edges[0][1]", "got 5"),
        ("$.edges[1]", "got ('a',)"),
        ("$.edges[2]", "got 'ab'"),
    ]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Pledge(apec.Outcome):
    """An outcome with additional fields of unknown types."""

    amounts: list[float] = attrs.field(factory=list)
    weight: float | None = attrs.field(
        default=None, validator=attrs.validators.optional(attrs.validators.ge(0))
    )
    note_id: Annotated[str, "any note"] = "x"


def test_a_subclass_may_have_fields_of_any_type_and_validators() -> None:
    fields: dict[str, Any] = {
        "id": "2027-m.a", "meeting": "2027-m", "title": "T", "kind": "target", "summary": "S",
    }  # fmt: skip
    made = Pledge(**fields, amounts=[1.5], weight=2.0)
    assert made.kind is apec.OutcomeKind.TARGET
    assert problems(lambda: Pledge(**{**fields, "kind": "x", "note_id": 5})) == [
        ("$.kind", "got 'x'"),
        ("$.note_id", "got 5"),
    ]
    read = apec.structure({**fields, "amounts": [1.5], "weight": 2.0}, Pledge)
    assert read == made
    with pytest.raises(InvalidRecordError, match="weight"):
        apec.structure({**fields, "weight": -1.0}, Pledge)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Hall(apec.Venue):
    """A venue whose annotations are strings, as with ``from __future__ import annotations``."""

    seats: "int"
    doors: "tuple[str, ...] | None" = None
    rooms: "tuple[Annotated[str, Pattern('[A-Z]', 'a letter')], ...]" = ()


def test_a_subclass_may_have_annotations_that_are_texts() -> None:
    assert Hall(city="Lima", seats=5, rooms=("A",)).rooms == ("A",)
    wrong: Any = {"city": 5, "seats": "many", "rooms": ("A", "b")}
    expected = [("$.city", "got 5"), ("$.seats", "got 'many'"), ("$.rooms[1]", "got 'b'")]
    assert problems(lambda: Hall(**wrong)) == expected
    assert sorted(problems(lambda: apec.structure(wrong, Hall))) == sorted(expected)
    for doors, found in ((("A", 5), ("$.doors[1]", "got 5")), ("A", ("$.doors", "got 'A'"))):
        odd: Any = {"seats": 5, "doors": doors}
        assert problems(partial(Hall, **odd)) == [found]


@pytest.mark.parametrize("cls", CLASSES)
def test_constructors_and_field_types_reject_the_same_values(cls: type[Any]) -> None:
    anything = (
        st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.text()) | st.tuples(st.text())
    )

    @given(records(cls), st.sampled_from(fields_of(cls)), anything)
    @settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
    def agrees(record: Any, field: Any, value: Any) -> None:
        try:
            changed = attrs.evolve(record, **{field.name: value})
        except InvalidRecordError as error:
            assert all(problem.path.startswith(f"$.{field.name}") for problem in error.problems)
        else:
            kept = getattr(changed, field.name)
            assert not list(problems_of(kept, field.kind, "$"))
            assert apec.structure(apec.unstructure(changed), cls) == changed

    agrees()


@pytest.mark.parametrize("cls", [*CLASSES, apec.Coverage, apec.Difference, apec.Lineage])
def test_signatures_are_readable(cls: type[Any]) -> None:
    beginning = "\n".join(pydoc.plain(pydoc.render_doc(cls)).splitlines()[:4])
    for text in (str(inspect.signature(cls)), str(inspect.signature(cls.__init__)), beginning):
        for part in ("Annotated", "Pattern", "Reference", "NOTHING"):
            assert part not in text


def test_a_signature_has_the_types_that_a_constructor_accepts() -> None:
    parameters = inspect.signature(apec.Session).parameters
    assert str(parameters["dates"].annotation).endswith("DateSpan | datetime.date | int | str | None")
    assert str(parameters["kind"].annotation) == "apec_outcomes.model.session.MeetingKind | str"
    assert str(parameters["themes"].annotation) == "collections.abc.Iterable[str]"
    announced = inspect.signature(apec.Difference).parameters["announced"].annotation
    assert set(get_args(announced)) == {DateSpan, str}


def test_numbers_of_coverage_default_to_zero_and_are_not_written() -> None:
    given: dict[str, Any] = dict.fromkeys(("meetings", "exact_days", "place", "address", "outcomes"), 5)
    made = apec.Coverage(**given)
    left = ("all_outcomes", "asking", "deadlines", "passed", "assessed", "documents", "complete")
    assert {getattr(made, name) for name in left} == {0}
    assert apec.unstructure(made) == given


def test_type_checkers_reject_what_constructors_reject() -> None:
    venue, document = apec.Venue, apec.Document
    calls: list[Callable[[], object]] = [
        lambda: venue(city=5),  # type: ignore[arg-type]
        lambda: document(title="T", kind=5),  # type: ignore[arg-type]
        lambda: document(title="T", kind="report", date=2.5),  # type: ignore[arg-type]
        lambda: apec.Theme(id="a", label="A", aliases="AI"),  # type: ignore[arg-type]
        lambda: apec.Theme(id="a", label="A", aliases=[5]),  # type: ignore[list-item]
        lambda: apec.Theme(id="a", label="A", aliases=5),  # type: ignore[arg-type]
        lambda: apec.Theme(id="a", label=None),  # type: ignore[arg-type]
        lambda: apec.HostYear(year="2027", host="VNM"),  # type: ignore[arg-type]
        lambda: apec.CalendarEntry(id="cal-2027-a", title="A", dates=None),  # type: ignore[arg-type]
        lambda: apec.Session(id="2027-m-s", title="S", kind=None),  # type: ignore[arg-type]
        lambda: apec.Session(id="2027-s", title="S", kind="dialogue", venue="A"),  # type: ignore[arg-type]
    ]
    for call in calls:
        assert len(problems(call)) == 1


def test_a_missing_or_unknown_field_is_a_type_error_as_in_any_call() -> None:
    with pytest.raises(TypeError, match="title"):
        apec.Document(kind="report")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="town"):
        apec.Venue(town="Lima")  # type: ignore[call-arg]
