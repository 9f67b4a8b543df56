"""`DateSpan`: construction, EDTF, parsing, formatting and comparison."""

import copy
import operator
import pickle
import random
import re
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from typing import Any

import attrs
import dateutil.parser  # noqa: F401  (before the properties, whose deadline would count it)
import pytest
from hypothesis import given
from hypothesis import strategies as st

from apec_outcomes import CalendarEntry, Dataset
from apec_outcomes.dates import DateSpan, Precision
from apec_outcomes.errors import ApecOutcomesError, ArgumentError, DateParseError

DAY, MONTH, YEAR = Precision
EN_DASH = "\N{EN DASH}"


def days_in_month(year: int, month: int) -> int:
    """Count with the calendar module, not with the rule of the library."""
    return next(n for n in (31, 30, 29, 28) if is_a_day(year, month, n))


def is_a_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


@st.composite
def spans(draw: st.DrawFn, *, closeness: int = 800) -> DateSpan:
    """Spans with all combinations of precisions, most of them short, in all valid years."""
    first = draw(st.dates())
    last = first + timedelta(draw(st.integers(0, min(closeness, (date.max - first).days))))
    start_precision, end_precision = draw(st.sampled_from(Precision)), draw(st.sampled_from(Precision))
    if start_precision is not DAY:
        first = date(first.year, first.month if start_precision is MONTH else 1, 1)
    if end_precision is not DAY:
        month = last.month if end_precision is MONTH else 12
        last = date(last.year, month, days_in_month(last.year, month))
    return DateSpan(start=first, end=last, start_precision=start_precision, end_precision=end_precision)


# Construction


def test_an_end_before_its_start_is_an_error() -> None:
    with pytest.raises(DateParseError, match=r"2024-11-16/2024-11-15.*ends before it starts"):
        DateSpan(start=date(2024, 11, 16), end=date(2024, 11, 15))


@pytest.mark.parametrize(
    ("start", "end", "start_precision", "end_precision"),
    [
        (date(2024, 8, 2), date(2024, 8, 25), MONTH, DAY),
        (date(2024, 2, 1), date(2024, 8, 25), YEAR, DAY),
        (date(2024, 8, 1), date(2024, 8, 30), DAY, MONTH),
        (date(2024, 8, 1), date(2024, 11, 30), DAY, YEAR),
    ],
)
def test_an_imprecise_end_needs_the_first_or_last_day_of_its_period(
    start: date, end: date, start_precision: Precision, end_precision: Precision
) -> None:
    with pytest.raises(DateParseError, match=f"{start}/{end}.*first.*last day of the month or year"):
        DateSpan(start=start, end=end, start_precision=start_precision, end_precision=end_precision)


@pytest.mark.parametrize("wrong", ["2024-11-15", 2024, None, datetime(2024, 11, 15, tzinfo=UTC)])
@pytest.mark.parametrize("field", ["start", "end"])
def test_only_plain_dates_are_accepted(field: str, wrong: Any) -> None:
    fields = {"start": date(2024, 11, 15), "end": date(2024, 11, 15), field: wrong}
    with pytest.raises(DateParseError, match=r"expected a datetime\.date, not (str|int|NoneType|datetime)"):
        DateSpan(**fields)


@pytest.mark.parametrize("field", ["start_precision", "end_precision"])
def test_only_precisions_are_accepted_as_precision(field: str) -> None:
    day = date(2024, 11, 15)
    precision: Any = {field: "day"}
    with pytest.raises(DateParseError, match=r"'day'.*expected a Precision"):
        DateSpan(start=day, end=day, **precision)


def test_a_span_is_immutable_and_has_no_other_attributes() -> None:
    span = DateSpan.of(2024)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        span.end = date(2025, 12, 31)  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
    assert not hasattr(span, "__dict__")


@given(spans())
def test_copies_are_equal_and_hash_alike(span: DateSpan) -> None:
    for other in (copy.copy(span), copy.deepcopy(span), pickle.loads(pickle.dumps(span)), attrs.evolve(span)):
        assert other == span
        assert hash(other) == hash(span)


def test_an_evolved_span_is_checked_again() -> None:
    with pytest.raises(DateParseError):
        attrs.evolve(DateSpan.parse("15-16 November 2024"), end=date(2024, 11, 14))


# EDTF


@pytest.mark.parametrize(
    ("edtf", "start", "end", "start_precision", "end_precision"),
    [
        ("2024-11-15/2024-11-16", date(2024, 11, 15), date(2024, 11, 16), DAY, DAY),
        ("2024-08-26", date(2024, 8, 26), date(2024, 8, 26), DAY, DAY),
        ("2024-08", date(2024, 8, 1), date(2024, 8, 31), MONTH, MONTH),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), MONTH, MONTH),
        ("2024-08/2024-08-25", date(2024, 8, 1), date(2024, 8, 25), MONTH, DAY),
        ("2024-08-05/2024-08", date(2024, 8, 5), date(2024, 8, 31), DAY, MONTH),
        ("2023/2024-02", date(2023, 1, 1), date(2024, 2, 29), YEAR, MONTH),
        ("2024", date(2024, 1, 1), date(2024, 12, 31), YEAR, YEAR),
        ("0001/9999", date.min, date.max, YEAR, YEAR),
        ("0001-01-01/9999-12", date.min, date.max, DAY, MONTH),
    ],
)
def test_each_end_keeps_its_own_precision(
    edtf: str, start: date, end: date, start_precision: Precision, end_precision: Precision
) -> None:
    span = DateSpan(start=start, end=end, start_precision=start_precision, end_precision=end_precision)
    assert span.edtf == edtf
    assert DateSpan.from_edtf(edtf) == span
    assert repr(span) == f"DateSpan({edtf!r})"


@given(spans())
def test_edtf_is_canonical(span: DateSpan) -> None:
    assert DateSpan.from_edtf(span.edtf) == span
    assert DateSpan.of(span.edtf) == span


@given(spans(closeness=3), spans(closeness=3))
def test_spans_are_equal_exactly_when_their_edtf_is(one: DateSpan, other: DateSpan) -> None:
    assert (one == other) == (one.edtf == other.edtf)


@pytest.mark.parametrize("text", ["2024", "2024-08", "2024-08-25"])
def test_an_interval_from_a_date_to_itself_is_that_date(text: str) -> None:
    assert DateSpan.from_edtf(f"{text}/{text}").edtf == text


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "/",
            "2024/",
            "/2024",
            "2024//2025",
            "2024/2025/2026",
            "20240826",
            "2024-8",
            "2024-08-2",
            "202",
        ),
        *(
            "2024-W35-1",
            "2024-W35",
            "2024-239",
            "2024-08-26T10:00",
            "2024-08-26Z",
            " 2024",
            "2024 ",
            "2024\n",
        ),
        *("2024-13", "2024-00", "2024-02-30", "2023-02-29", "2024-08-00", "0000", "-2024", "+2024", "12024"),
        *("2024-08?", "2024~", "2024-21/..", "../2024", "202X", "2024.08.26", "2024/08/26", "2024-08-25/26"),
        "٢٠٢٤",
        "２０２４-08",
        "2024\u201108",
    ],
)
def test_text_that_is_not_edtf_level_0_is_an_error(text: str) -> None:
    with pytest.raises(DateParseError, match=f"{re.escape(repr(text))}.*expected EDTF"):
        DateSpan.from_edtf(text)


def test_a_reversed_interval_is_an_error() -> None:
    with pytest.raises(DateParseError, match=r"'2024-09/2024-08-25'.*ends before it starts"):
        DateSpan.from_edtf("2024-09/2024-08-25")


EDTF_DATE = r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?"


@given(
    st.from_regex(r"\A[0-9]{3,5}([-/W.][0-9]{1,3}){0,3}\Z")
    | st.text("0123456789-/W ", max_size=12)
    | st.text()
)
def test_from_edtf_reads_only_its_grammar(text: str) -> None:
    try:
        span = DateSpan.from_edtf(text)
    except DateParseError:
        parts = re.fullmatch(EDTF_DATE, text)
        assert not parts or not is_a_day(int(parts[1]), int(parts[2] or 1), int(parts[3] or 1))
    else:
        assert re.fullmatch(f"{EDTF_DATE}(/{EDTF_DATE})?", text)
        assert span.edtf in (text, text.partition("/")[0])


@given(spans())
def test_spaces_around_edtf_are_ignored(span: DateSpan) -> None:
    assert DateSpan.parse(f" {span.edtf.replace('/', ' / ')}\n") == span


# Dates as people write them


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        # a day
        ("26 August 2024", "2024-08-26"),
        ("August 26, 2024", "2024-08-26"),
        ("Aug. 26 2024", "2024-08-26"),
        ("26 AUG 2024", "2024-08-26"),
        ("26aug2024", "2024-08-26"),
        ("2024 August 26", "2024-08-26"),
        ("05 May 2024", "2024-05-05"),
        ("the 16th of August, 2024", "2024-08-16"),
        ("on 16 August 2024", "2024-08-16"),
        ("16 th August 2024", "2024-08-16"),
        ("1st August 2024", "2024-08-01"),
        ("August 2nd, 2024", "2024-08-02"),
        ("23RD August 2024", "2024-08-23"),
        ("11th, August 2024", "2024-08-11"),
        ("29 February 2024", "2024-02-29"),
        ("9 Sept 2024", "2024-09-09"),
        ("Friday, 16 August 2024", "2024-08-16"),
        ("Sunday 25 August 2024", "2024-08-25"),
        ("Sun. 25 August 2024", "2024-08-25"),
        ("Tues 13 August 2024", "2024-08-13"),
        ("Thurs., August 15, 2024", "2024-08-15"),
        ("15-Nov-2024", "2024-11-15"),
        ("5-november-2024", "2024-11-05"),
        ("2024-Nov-15", "2024-11-15"),
        ("15/Nov/2024", "2024-11-15"),
        ("15\N{HYPHEN}Nov\N{HYPHEN}2024", "2024-11-15"),
        ("15-Nov-2024 to 16-Nov-2024", "2024-11-15/2024-11-16"),
        ("15-Nov-2024 - 2-Dec-2024", "2024-11-15/2024-12-02"),
        ("20240815", "2024-08-15"),
        ("20240815/20240816", "2024-08-15/2024-08-16"),
        ("20240815 - 20240816", "2024-08-15/2024-08-16"),
        ("on 20240815", "2024-08-15"),
        ("25/12/2024", "2024-12-25"),
        ("12/25/2024", "2024-12-25"),
        ("13.11.2024", "2024-11-13"),
        ("13-11-2024", "2024-11-13"),
        ("05/05/2024", "2024-05-05"),
        # a month, a year
        ("August 2024", "2024-08"),
        ("Aug. 2024", "2024-08"),
        ("in August of 2024", "2024-08"),
        ("2024", "2024"),
        # two days
        ("18-21 October 2024", "2024-10-18/2024-10-21"),
        ("18 to 21 October 2024", "2024-10-18/2024-10-21"),
        ("18 until 21 October 2024", "2024-10-18/2024-10-21"),
        ("18 through 21 October 2024", "2024-10-18/2024-10-21"),
        ("from 18 to 21 October 2024", "2024-10-18/2024-10-21"),
        ("between 4 and 18 May 2024", "2024-05-04/2024-05-18"),
        ("Nov 15-16, 2024", "2024-11-15/2024-11-16"),
        ("October 18\N{EN DASH}21, 2024", "2024-10-18/2024-10-21"),
        ("October 18 -- 21, 2024", "2024-10-18/2024-10-21"),
        ("15.-16. November 2024", "2024-11-15/2024-11-16"),
        ("15.-16.11.2024", "2024-11-15/2024-11-16"),
        ("15th and 16th of November 2024", "2024-11-15/2024-11-16"),
        ("November 15 and 16, 2024", "2024-11-15/2024-11-16"),
        ("November 15 & 16, 2024", "2024-11-15/2024-11-16"),
        ("30 November and 1 December 2024", "2024-11-30/2024-12-01"),
        ("26 Feb. to 8 March 2024", "2024-02-26/2024-03-08"),
        ("from 24 February to 8 March 2024", "2024-02-24/2024-03-08"),
        ("24 Feb - 8 Mar 2024", "2024-02-24/2024-03-08"),
        ("Friday 15 - Saturday 16 November 2024", "2024-11-15/2024-11-16"),
        ("30 December 2024 - 2 January 2025", "2024-12-30/2025-01-02"),
        ("December 30, 2024 to January 2, 2025", "2024-12-30/2025-01-02"),
        ("2024-08-12 to 2024-08-25", "2024-08-12/2024-08-25"),
        ("15-15 November 2024", "2024-11-15"),
        # months, years, and the two mixed
        ("February\N{EN DASH}March 2024", "2024-02/2024-03"),
        ("July and August 2024", "2024-07/2024-08"),
        ("December 2024 to January 2025", "2024-12/2025-01"),
        ("2023-2024", "2023/2024"),
        ("from 2023 to 2025", "2023/2025"),
        ("August - 25 August 2024", "2024-08/2024-08-25"),
        ("August to 25 August 2024", "2024-08/2024-08-25"),
        ("5 August to September 2024", "2024-08-05/2024-09"),
        ("August 2024 to 2025", "2024-08/2025"),
    ],
)
def test_people_write_dates_in_many_ways(text: str, edtf: str) -> None:
    assert DateSpan.parse(text).edtf == edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("11 September", "2024-09-11"),
        ("16th August", "2024-08-16"),
        ("September", "2024-09"),
        ("30 October \N{EN DASH} 1 November", "2024-10-30/2024-11-01"),
        ("15 and 16 November", "2024-11-15/2024-11-16"),
        ("29 February", "2024-02-29"),
        ("11 September 2023", "2023-09-11"),
        ("2023", "2023"),
    ],
)
def test_the_default_year_replaces_only_a_missing_year(text: str, edtf: str) -> None:
    assert DateSpan.parse(text, default_year=2024).edtf == edtf
    assert DateSpan.of(text, default_year=2024).edtf == edtf


@pytest.mark.parametrize(("year", "edtf"), [(1, "0001-09-11"), (9999, "9999-09-11")])
def test_the_first_and_the_last_year_can_be_the_default(year: int, edtf: str) -> None:
    assert DateSpan.parse("11 September", default_year=year).edtf == edtf


@pytest.mark.parametrize("dash", "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212")
def test_any_dash_separates_a_range(dash: str) -> None:
    assert DateSpan.parse(f"18{dash}21 October 2024").edtf == "2024-10-18/2024-10-21"
    assert DateSpan.parse(f"30 October {dash} 1 November 2024").edtf == "2024-10-30/2024-11-01"


@given(st.lists(st.sampled_from(" \t\n\u00a0\u2009\u202f\u200b"), min_size=1, max_size=9).map("".join))
def test_any_spaces_separate_words(blank: str) -> None:
    text = "from 24th February to 8th of March 2024".replace(" ", blank)
    assert DateSpan.parse(blank + text + blank).edtf == "2024-02-24/2024-03-08"


WORD_CASES = st.sampled_from([str.upper, str.lower, str.title, str.swapcase])
FULL = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
SHORT = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec"]


@given(
    st.dates(min_value=date(1000, 1, 1)),
    st.sampled_from(
        ["{d} {m} {y}", "{m} {d}, {y}", "{m}. {d} {y}", "{w}, {d} {m} {y}", "{w} {m} {d} {y}", "{d}{m}{y}"]
    ),
    st.sampled_from([FULL, SHORT]),
    WORD_CASES,
)
def test_every_day_is_read_in_every_order(day: date, order: str, months: list[str], case: Any) -> None:
    weekday = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"][day.weekday()]
    text = order.format(d=day.day, m=months[day.month - 1], y=day.year, w=weekday)
    assert DateSpan.parse(case(text)) == DateSpan.of(day)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        # nothing, or no date
        ("", "expected a day, a month or a year"),
        (" \n", "expected a day, a month or a year"),
        ("soon", "expected a day, a month or a year"),
        ("tomorrow", "expected a day, a month or a year"),
        ("next week", "expected a day, a month or a year"),
        ("summer 2024", "expected a day, a month or a year"),
        ("Q3 2024", "expected a day, a month or a year"),
        ("2024 Q3", "'q' is not part of a date"),
        ("Friday", "a weekday without a day"),
        ("Friday August 2024", "a weekday without a day"),
        ("15", "the day 15 has no month"),
        ("15-16", "the day 15 has no month"),
        ("5 to August 2024", "the day 5 has no month"),
        # more than a date
        ("15 November 2024 foo", "'foo' is not part of a date"),
        ("15 November 2024 (tbc)", r"'\(' is not part of a date"),
        ("15 November 2024 10:00", "two days"),
        ("10:00", "':' is not part of a date"),
        ("2024-08-25T10:00", "'t' is not part of a date"),
        ("15 16 November 2024", "two days"),
        ("15, 16 and 17 November 2024", "two days"),
        ("15 November December 2024", "two months"),
        ("15 November 2024 2025", "two years"),
        ("15 - 16 - 17 November 2024", "'-' is not part of a date"),
        ("from 15 November 2024", "'from' needs two dates"),
        ("15 November 2024 to", "'to' needs two dates"),
        ("until 15 November 2024", "expected a day, a month or a year"),
        ("1 May 2024 to from 3 May 2024", "'from' is not part of a date"),
        ("from between 1 and 2 May 2024", "'between' is not part of a date|expected a day"),
        ("from 1 from 2 May 2024", "'from' is not part of a date"),
        ("15 November from 2024", "'from' is not part of a date"),
        # a month by its name, between hyphens
        ("15-Nov-24", "a day in one or two digits and a year in four"),
        ("2024-Nov-2024", "a day in one or two digits and a year in four"),
        ("15-Foo-2024", "'foo' is not a month"),
        ("15-Fri-2024", "'fri' is not a month"),
        ("31-Nov-2024", "November 2024 has 30 days"),
        # ISO 8601 without hyphens
        ("20241315", "there is no month 13"),
        ("20240231", "February 2024 has 29 days"),
        ("15082024", "there is no month 20"),
        ("2024081", "'2024081' is not part of a date|expected a day"),
        ("202408151", "expected a day"),
        ("202408", "expected a day"),
        # two meanings
        ("04/05/2024", "it is either 4 May or 5 April; expected the month by its name"),
        ("5.4.2024", "it is either 4 May or 5 April; expected the month by its name"),
        ("12/11/2024", "it is either 11 December or 12 November; expected the month by its name"),
        ("4-5-2024", "it is either 4 May or 5 April; expected the month by its name"),
        ("15 Nov 24", "two days.*four digits"),
        ("15/11/24", "a year in four digits"),
        ("2024/25", "a slash is for dates"),
        ("2010\N{EN DASH}11", "the day 11 has no month"),
        ("15/16 November 2024", "a slash is for dates"),
        ("15 and 17 November 2024", "not adjacent"),
        ("15 and 17 November", "not adjacent"),
        ("August and October 2024", "not adjacent"),
        ("August and 25 August 2024", "not adjacent"),
        # impossible
        ("31 November", "November has at most 30 days"),
        ("31 November 2024", "November 2024 has 30 days"),
        ("30 February", "February has at most 29 days"),
        ("29 Feb 2023", "February 2023 has 28 days"),
        ("2023-02-29", "February 2023 has 28 days"),
        ("32 August 2024", "there is no day 32"),
        ("0 August 2024", "there is no day 0"),
        ("2024-13", "there is no month 13"),
        ("13/13/2024", "there is no month 13"),
        ("00/05/2024", "there is no month 0"),
        ("August 0000", "there is no year 0"),
        ("2th August 2024", "'2th' is misspelt; expected '2nd'"),
        ("11st August 2024", "'11st' is misspelt; expected '11th'"),
        ("111st August 2024", "'111st' is misspelt; expected '111th'"),
        ("22th August 2024", "'22th' is misspelt; expected '22nd'"),
        ("Monday 25 August 2024", "2024-08-25 is a Sunday"),
        ("Sat 15 - Sunday 16 November 2024", "2024-11-15 is a Friday"),
        # reversed
        ("18-15 November 2024", "ends before it starts"),
        ("September - August 2024", "ends before it starts"),
        ("30 December - 2 January 2025", "ends before it starts; .* names both years"),
        ("30 December 2024 - 2 January", "ends before it starts; .* names both years"),
        ("2025-2024", "ends before it starts"),
        ("2024-08-25/2024-08-12", "ends before it starts"),
        # digits that are not 0 to 9
        ("15 November ２０２４", "'２' is not part of a date"),
        ("١٥ November 2024", "expected a day, a month or a year"),
        # no year
        ("11 September", "the year is missing"),
        ("30 October to 1 November", "the year is missing"),
        ("August to 2024", "the year is missing from one of the two dates"),
    ],
)
def test_an_invalid_or_ambiguous_date_is_an_error_with_a_reason(text: str, reason: str) -> None:
    with pytest.raises(DateParseError, match=reason) as caught:
        DateSpan.parse(text)
    assert f"cannot read {text!r} as a date: " in str(caught.value)
    assert caught.value.text == text


@pytest.mark.parametrize(
    "text",
    [
        "Nov-2024",
        "August to 2024",
        "15 November \N{EN DASH} 2024",
        "2010\N{EN DASH}11 November",
        "2024 and January",
    ],
)
@pytest.mark.parametrize("default_year", [None, 2009, 2023, 2024, 2025])
def test_a_year_that_belongs_to_one_end_only_is_missing_from_the_other(
    text: str, default_year: int | None
) -> None:
    with pytest.raises(DateParseError, match="the year is missing from one of the two dates"):
        DateSpan.parse(text, default_year=default_year)


def test_a_range_across_years_needs_both_years() -> None:
    with pytest.raises(DateParseError, match=r"ends before it starts; .* names both years"):
        DateSpan.parse("30 December to 2 January", default_year=2024)


def test_long_texts_are_an_error() -> None:
    assert DateSpan.parse("2024".rjust(200)) == DateSpan.of(2024)
    with pytest.raises(DateParseError, match="201 characters"):
        DateSpan.parse("2024".rjust(201))


def test_a_missing_year_is_an_error_that_names_default_year(small: Dataset) -> None:
    with pytest.raises(DateParseError, match=r"; expected it in the text, or as default_year$"):
        DateSpan.parse("11 September")
    with pytest.raises(DateParseError, match=r"; expected it in the text, or as year$"):
        CalendarEntry.parse("Finance Ministers (18-21 October)")
    with pytest.raises(DateParseError, match=r": year is 0; expected a year from 1 to 9999$"):
        CalendarEntry.parse("Finance Ministers (18-21 October)", year=0)
    for ask in (DateSpan.of, small.meetings.during):
        with pytest.raises(DateParseError, match=r"; expected it in the text$"):
            ask("11 September")


@pytest.mark.parametrize("default_year", [0, 10000, -1, "2024", 2024.0, True])
@pytest.mark.parametrize("text", ["11 September", "2024"])
def test_an_invalid_default_year_is_an_error(text: str, default_year: Any) -> None:
    with pytest.raises(DateParseError, match=rf"{text}.*default_year is {default_year!r}; expected a year"):
        DateSpan.parse(text, default_year=default_year)


def test_a_huge_number_is_shortened_in_messages() -> None:
    huge: Any = 10**5000
    for read in (DateSpan.of, DateSpan.parse, DateSpan.from_edtf):
        with pytest.raises(DateParseError, match="a number of more than 70 digits"):
            read(huge)
    with pytest.raises(DateParseError, match="default_year is a number of more than 70 digits"):
        DateSpan.parse("May", default_year=huge)
    with pytest.raises(TypeError, match="got a number of more than 70 digits; expected a date or"):
        DateSpan.of(2024).__contains__(huge)


@pytest.mark.parametrize("value", [None, 2024, b"2024", ["2024"], date(2024, 1, 1)])
def test_only_text_is_parsed(value: Any) -> None:
    for read in (DateSpan.parse, DateSpan.from_edtf):
        with pytest.raises(
            DateParseError, match=r"expected text, not (NoneType|int|bytes|list|date)"
        ) as caught:
            read(value)
        assert caught.value.text is value


PIECES = st.sampled_from(
    [
        "0",
        "1",
        "2",
        "11",
        "15",
        "16th",
        "2nd",
        "31",
        "32",
        "2023",
        "2024",
        "2024-08",
        "2024-08-25",
        "25/12/2024",
        ".",
        ",",
        "-",
        "/",
        "to",
        "and",
        "from",
        "between",
        "of",
        "the",
        "May",
        "Nov.",
        "February",
        "Friday",
        "–",
        "&",
        "foo",
    ]
)


@given(
    st.text() | st.lists(PIECES).map(" ".join) | st.lists(PIECES).map("".join),
    st.none() | st.integers(1, 9999),
)
def test_any_text_is_read_or_raises_a_documented_error(text: str, default_year: int | None) -> None:
    try:
        span = DateSpan.parse(text, default_year=default_year)
    except DateParseError as error:
        refused: object = error.text
    else:
        refused = text
        assert DateSpan.from_edtf(span.edtf) == span
    assert refused == text


def test_an_unreadable_date_is_a_value_error_of_this_library() -> None:
    for builtin in (ValueError, ApecOutcomesError):
        with pytest.raises(builtin, match="cannot read 'soon' as a date: expected a day, a month or a year"):
            DateSpan.parse("soon")


# Formatting


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2024-08-26", "26 August 2024"),
        ("2024-08", "August 2024"),
        ("2024", "2024"),
        ("0987", "0987"),
        ("2024-11-15/2024-11-16", f"15{EN_DASH}16 November 2024"),
        ("2024-02-24/2024-03-08", f"24 February {EN_DASH} 8 March 2024"),
        ("2024-12-30/2025-01-02", f"30 December 2024 {EN_DASH} 2 January 2025"),
        ("2024-11-15/2025-11-16", f"15 November 2024 {EN_DASH} 16 November 2025"),
        ("2024-02/2024-03", f"February {EN_DASH} March 2024"),
        ("2024-12/2025-01", f"December 2024 {EN_DASH} January 2025"),
        ("2023/2024", f"2023{EN_DASH}2024"),
        ("2024-08/2024-08-25", f"August {EN_DASH} 25 August 2024"),
        ("2024-08-05/2024-08", f"5 August {EN_DASH} August 2024"),
        ("2024/2024-08-25", f"2024 {EN_DASH} 25 August 2024"),
        ("2024-08-05/2024", f"5 August 2024 {EN_DASH} 2024"),
        ("2024-08/2024", f"August 2024 {EN_DASH} 2024"),
    ],
)
def test_a_span_prints_as_people_write_it(edtf: str, words: str) -> None:
    assert str(DateSpan.from_edtf(edtf)) == words


@given(spans() | spans(closeness=40))
def test_the_text_of_a_span_is_read_as_the_same_span(span: DateSpan) -> None:
    assert DateSpan.parse(str(span)) == span
    assert DateSpan.parse(str(span).upper().replace(EN_DASH, " to ")) == span


@pytest.mark.parametrize(
    ("edtf", "codes", "text"),
    [
        ("2024-11-15/2024-11-16", "%d %b", "15 Nov – 16 Nov"),
        ("2024-11-15", "%d %B %Y", "15 November 2024"),
        ("2024-11-15/2024-11-16", "%Y", "2024"),
        ("2024-08", "%Y-%m-%d", "2024-08-01 – 2024-08-31"),
        ("2024-11-15/2024-11-16", "", f"15{EN_DASH}16 November 2024"),
        ("2024", ">6", "  2024"),
    ],
)
def test_a_format_has_the_codes_of_dates_or_those_of_text(edtf: str, codes: str, text: str) -> None:
    assert format(DateSpan.of(edtf), codes) == text


# Coercion


def test_of_takes_spans_dates_years_and_text() -> None:
    span = DateSpan.from_edtf("2024-08-26")
    assert DateSpan.of(span) is span
    assert DateSpan.of(date(2024, 8, 26)) == span
    assert DateSpan.of("2024-08-26") == span
    assert DateSpan.of("26 August 2024") == span
    assert DateSpan.of(2024) == DateSpan.from_edtf("2024")


def test_of_a_datetime_is_its_own_date_in_its_own_zone() -> None:
    span = DateSpan.of(datetime(2024, 8, 26, 23, 59, tzinfo=UTC))
    assert span.edtf == "2024-08-26"
    assert type(span.start) is date


@pytest.mark.parametrize("value", [None, True, 2024.0, b"2024", (2024,), 0, 10000, -2024, "soon"])
def test_of_rejects_everything_else(value: object) -> None:
    with pytest.raises(DateParseError, match=f"cannot read {re.escape(repr(value))} as a date: expected"):
        DateSpan.of(value)


# Comparison


def test_spans_sort_by_start_then_end() -> None:
    ordered = ["2023-12-31/2024-01-01", "2024-01-01", "2024-01", "2024-01-01/2024-02", "2024", "2024-01-02"]
    spans_in_order = list(map(DateSpan.from_edtf, ordered))
    assert [span.edtf for span in sorted(random.sample(spans_in_order, 6))] == ordered


@given(spans(closeness=3), spans(closeness=3))
def test_the_order_is_total_and_agrees_with_equality(one: DateSpan, other: DateSpan) -> None:
    assert [one < other, one == other, one > other].count(True) == 1
    assert (one <= other) == (not one > other)
    if (one.start, one.end) != (other.start, other.end):
        assert (one < other) == ((one.start, one.end) < (other.start, other.end))


def test_spans_of_the_same_days_with_different_precisions_have_a_fixed_order() -> None:
    same_days = [DateSpan.from_edtf(text) for text in ("2024", "2024-01-01/2024-12-31", "2024-01/2024-12")]
    assert len(set(same_days)) == 3
    assert sorted(same_days) == sorted([*same_days[1:], same_days[0]])


def test_a_span_does_not_compare_with_other_things() -> None:
    span: Any = DateSpan.of(2024)
    others: list[Any] = ["2024", 2024, None, (span.start, span.end), datetime(2024, 1, 1)]
    for other in others:
        assert span != other
        for compare in (operator.lt, operator.le, operator.gt, operator.ge):
            with pytest.raises(TypeError):
                compare(span, other)
            with pytest.raises(TypeError):
                compare(other, span)


COMPARISONS = [operator.lt, operator.le, operator.gt, operator.ge, operator.eq, operator.ne]


@given(spans(closeness=3), spans(closeness=3), st.sampled_from(COMPARISONS))
def test_a_day_compares_as_the_span_of_that_day(span: DateSpan, other: DateSpan, compare: Any) -> None:
    for day in (span.start, span.end, other.start):
        assert compare(span, day) == compare(span, DateSpan.of(day))
        assert compare(day, span) == compare(DateSpan.of(day), span)


@given(st.dates())
def test_a_span_of_one_day_is_that_day(day: date) -> None:
    assert DateSpan.of(day) == day
    assert hash(DateSpan.of(day)) == hash(day)
    assert {DateSpan.of(day): "found"}[day] == "found"  # type: ignore[index]


def test_spans_and_days_sort_together() -> None:
    august, first, tenth = DateSpan.of("2024-08"), date(2024, 8, 1), date(2024, 8, 10)
    mixed: list[Any] = [tenth, august, first]
    assert sorted(mixed) == [first, august, tenth]
    assert max(august, tenth) == tenth


@given(spans(), st.integers(-2, 2))
def test_a_day_is_in_a_span_from_its_first_to_its_last(span: DateSpan, beyond: int) -> None:
    for edge in (span.start, span.end):
        if date.min.toordinal() <= edge.toordinal() + beyond <= date.max.toordinal():
            day = edge + timedelta(beyond)
            assert (day in span) == (span.start <= day <= span.end)
            assert (datetime(day.year, day.month, day.day, 23, 59) in span) == (day in span)
            assert (DateSpan.of(day) in span) == (day in span)


def test_a_span_is_in_another_only_if_all_its_days_are() -> None:
    august = DateSpan.of("August 2024")
    assert DateSpan.of("12-25 August 2024") in august
    assert august in august
    assert DateSpan.of("25 August - 1 September 2024") not in august
    assert DateSpan.of(2024) not in august


@pytest.mark.parametrize("item", ["2024-08-12", 2024, None])
def test_only_days_and_spans_can_be_in_a_span(item: Any) -> None:
    with pytest.raises(TypeError, match="expected a date or a DateSpan"):
        assert item in DateSpan.of(2024)


@given(spans(closeness=30), spans(closeness=30))
def test_spans_overlap_when_they_share_a_day(one: DateSpan, other: DateSpan) -> None:
    assert one.overlaps(other) == other.overlaps(one)
    assert one.overlaps(other) == (max(one.start, other.start) <= min(one.end, other.end))


def test_spans_with_a_common_day_overlap_and_adjacent_ones_do_not() -> None:
    span = DateSpan.of("15-16 November 2024")
    assert span.overlaps(DateSpan.of("16-18 November 2024"))
    assert span.overlaps(DateSpan.of("2024"))
    assert not span.overlaps(DateSpan.of("17-18 November 2024"))


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("2024-08/2024-08-25", "2024-08-12/2024-08-25", True),
        ("2024-08", "2024-08-12/2024-08-25", True),
        ("2024", "2024-08", True),
        ("2024/2024-08-25", "2024-08/2024", True),
        ("2024-09-11", "2024-09-11", True),
        ("2024-09-11", "2024-09-10/2024-09-11", False),
        ("2024-08", "2024-08-12/2024-09-01", False),
        ("2024-08/2024-08-25", "2024-08-12/2024-08-24", False),
        ("2024", "2025-08", False),
    ],
)
def test_spans_agree_unless_an_end_contradicts(one: str, other: str, agree: bool) -> None:
    assert DateSpan.of(one).agrees_with(DateSpan.of(other)) is agree
    assert DateSpan.of(other).agrees_with(DateSpan.of(one)) is agree


# Properties


@given(spans())
def test_days_counts_both_ends(span: DateSpan) -> None:
    assert span.days == len(range(span.start.toordinal(), span.end.toordinal() + 1))


def test_a_span_has_a_year_and_is_exact_or_not() -> None:
    assert DateSpan.of("30 December 2024 - 2 January 2025").year == 2024
    assert DateSpan.of("30 December 2024 - 2 January 2025").is_exact
    assert not DateSpan.of("August - 25 August 2024").is_exact
    assert not DateSpan.of("5 August - August 2024").is_exact


@pytest.mark.parametrize("other", ["2024", 2024, None, datetime(2024, 8, 1), ["2024"]])
def test_a_span_is_compared_with_spans_only(other: Any) -> None:
    span = DateSpan.of("2024-08")
    for compare in (span.overlaps, span.agrees_with):
        with pytest.raises(ArgumentError, match="expected a DateSpan"):
            compare(other)


# Imports


def test_edtf_needs_neither_dateutil_nor_cattrs() -> None:
    program = (
        "import sys; from apec_outcomes.dates import DateSpan; str(DateSpan.of('2024-08/2024-08-25'));"
        "sys.exit(bool({'dateutil', 'cattrs', 'calendar', 'locale'} & set(sys.modules)))"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
