"""Cells in tables of other programs."""

import json
from collections.abc import Callable
from typing import Any

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

import apec_outcomes as apec
from conftest import problems_in
from strategies import texts
from table_records import ROW


def theme_with(aliases: Any) -> apec.Theme:
    [theme] = apec.from_table([{"id": "a", "label": "A", "aliases": aliases}], apec.Theme)
    return theme


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("a | b", ("a", "b")),
        ("a|b |", ("a", "b")),
        ("a", ("a",)),
        (["a | b"], ("a | b",)),
        (("a", "b"), ("a", "b")),
        (numpy.array(["a", "b"]), ("a", "b")),
        ("[]", ()),
        ("['a', 'b']", ("a", "b")),
        (" ['a' ,'b'] ", ("a", "b")),
        ('["a", "it\'s"]', ("a", "it's")),
        ('["\\u00e9\\/\\ud83d\\ude00"]', ("é/😀",)),
        ("a [sic]", ("a [sic]",)),
        ("[a] | [b]", ("[a]", "[b]")),
    ],
)
def test_a_cell_can_have_several_values(cell: Any, values: tuple[str, ...]) -> None:
    assert theme_with(cell).aliases == values


@given(st.lists(texts, max_size=4), st.sampled_from([repr, json.dumps]))
def test_the_text_of_a_list_is_read_as_it_was_written(values: list[str], write: Callable[[Any], str]) -> None:
    assert theme_with(write(values)).aliases == tuple(values)


@pytest.mark.parametrize(
    ("cell", "path"),
    [
        ("['a' 'b']", "aliases"),
        ("['a', 'b'", "aliases"),
        ("['a', 5]", "aliases"),
        ("[1, 2]", "aliases"),
        ("[sic]", "aliases"),
        ("[nan]", "aliases"),
        ("['\\q']", "aliases"),
        ('["a", ' + "[" * 100_000, "aliases"),
        (5, "aliases[0]"),
        (2.5, "aliases[0]"),
        (True, "aliases[0]"),
        (["a", 5], "aliases[1]"),
        (b"a", "aliases[0]"),
        ({"a": 1}, "aliases[0]"),
    ],
    ids=lambda given: given[:20] if isinstance(given, str) else str(given),
)
def test_a_cell_that_is_not_several_texts_is_a_problem(cell: Any, path: str) -> None:
    assert [found for found, _ in problems_in(theme_with, cell)] == [f"$[0].{path}"]


@pytest.mark.parametrize("year", [2026, 2026.0, "2026", "2026.0", " 2026.00 ", numpy.float64(2026)])
def test_a_year_can_be_a_number(year: Any) -> None:
    row = {"id": "cal-2027-a", "title": "A", "dates": "2027-02", "announced": year}
    [entry] = apec.from_table([row], apec.CalendarEntry)
    assert entry.announced == apec.DateSpan.of(2026)


@pytest.mark.parametrize("number", [3, 3.0, "3", "3.0", " 3 ", numpy.int8(3), numpy.float32(3)])
def test_a_whole_number_can_be_a_decimal_or_a_text(number: Any) -> None:
    made: tuple[apec.Meeting, ...] = apec.from_table([ROW | {"ordinal": number}])
    assert [meeting.ordinal for meeting in made] == [3]


@pytest.mark.parametrize("number", [3.5, "3.5", "three", "3,0", True, "-3", float("inf"), [3]])
def test_a_number_that_is_not_whole_is_a_problem(number: Any) -> None:
    assert [path for path, _ in problems_in(apec.from_table, [ROW | {"ordinal": number}])] == ["$[0].ordinal"]


@pytest.mark.parametrize(
    ("cell", "founding"), [(True, True), ("TRUE", True), (" false", False), (None, False)]
)
def test_a_truth_value_can_be_a_text(cell: Any, founding: bool) -> None:
    [economy] = apec.from_table([{"code": "PER", "name": "Peru", "founding": cell}], apec.Economy)
    assert economy.founding is founding


def test_a_kind_can_be_a_member_of_its_enum() -> None:
    made: tuple[apec.Meeting, ...] = apec.from_table([ROW | {"kind": apec.MeetingKind.DIALOGUE}])
    assert [meeting.kind for meeting in made] == ["dialogue"]


@pytest.mark.parametrize("title", ["true", "3.0", "2026", "[]", "['a']", "a | b", "nan"])
def test_a_text_is_not_changed(title: str) -> None:
    made: tuple[apec.Meeting, ...] = apec.from_table([ROW | {"title": title}])
    assert [meeting.title for meeting in made] == [title]
