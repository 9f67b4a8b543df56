"""Hypothesis strategies for every class of records, made from the types of their fields."""

from datetime import date
from enum import StrEnum
from types import NoneType
from typing import Annotated, Any, get_args, get_origin

import attrs
from hypothesis import strategies as st

from apec_outcomes import DateSpan, Precision
from apec_outcomes.model._fields import Pattern, Range
from apec_outcomes.model._record import Record

_letters = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff")
texts = st.text(_letters, min_size=1, max_size=40)


@st.composite
def spans(draw: st.DrawFn) -> DateSpan:
    """Spans with all combinations of precisions."""
    ends = sorted(draw(st.lists(st.dates(date(1989, 1, 1), date(2040, 12, 31)), min_size=2, max_size=2)))
    start, end = (_cut(day, draw(st.sampled_from(Precision))) for day in ends)
    return DateSpan.from_edtf(start if start == end or _first(end) < start[:10] else f"{start}/{end}")


def _cut(day: date, precision: Precision) -> str:
    return day.isoformat()[: {"day": 10, "month": 7, "year": 4}[precision]]


def _first(end: str) -> str:
    """The approximate last day of an end, for comparisons."""
    return end + "-12-31"[len(end) - 4 :] if len(end) < 10 else end


def values(kind: Any) -> st.SearchStrategy[Any]:
    """Valid values for a field of this type."""
    if get_origin(kind) is Annotated:
        return _annotated(kind)
    if get_origin(kind) is tuple:
        return st.lists(values(get_args(kind)[0]), max_size=3).map(tuple)
    if get_args(kind):
        optional = next(part for part in get_args(kind) if part is not NoneType)
        return st.none() | values(optional)
    if kind is str:
        return texts
    if kind is bool:
        return st.booleans()
    if kind is DateSpan:
        return spans()
    if issubclass(kind, StrEnum):
        return st.sampled_from(list(kind))
    return records(kind)


def _annotated(kind: Any) -> st.SearchStrategy[Any]:
    base, *notes = get_args(kind)
    for note in notes:
        if isinstance(note, Pattern):
            return st.from_regex(note.regex, fullmatch=True, alphabet=_letters)
        if isinstance(note, Range):
            return st.integers(note.least, note.most)
    return values(base)


def records(cls: type[Record]) -> st.SearchStrategy[Any]:
    """Records of a class, with any valid values."""
    fields = {field.name: values(field.type) for field in attrs.fields(cls)}  # type: ignore[arg-type]
    return st.fixed_dictionaries(fields).map(lambda chosen: cls(**chosen))
