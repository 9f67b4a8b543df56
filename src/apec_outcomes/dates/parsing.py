"""Parsing of dates as in calendars and press releases.

A text is read in three steps: `_PIECE` cuts it into pieces, `_ends` sorts them into the parts of the first
and of the last day, `_lend` copies a month or a year from one to the other.
"""

import re
from datetime import date
from functools import cache

from apec_outcomes.dates.precision import NO_YEAR, REVERSED, Precision, days_in_month, last_day, month_name

__all__ = ["read"]

EXPECTED = "expected a day, a month or a year, such as '15-16 November 2024'"

_LONGEST = 200

# A hyphen can be part of an ISO date, a dash cannot: "2010–11" may be two years.
_PLAIN = (
    dict.fromkeys(map(ord, "\u2010\u2011\ufe63\uff0d"), "-")
    | dict.fromkeys(map(ord, "\u2012\u2014\u2015\u2212\ufe58"), "\N{EN DASH}")
    | dict.fromkeys(map(ord, "\u200b\u2060\ufeff"), " ")
)

_PIECE = r"""\s*(?:
      (?P<opening> from | between ) (?! [a-z] )
    | (?P<joint> [-\u2013]+ | / | & | (?: to | and | until | till | through ) (?! [a-z] ) )
    | (?: (?: on | in | of | the ) \s+ )*
      (?: (?P<iso> [0-9]{4} - [0-9]{2} (?: - [0-9]{2} )? ) (?! [0-9] )
        | (?P<basic> [0-9]{8} ) (?! [0-9] )
        | (?P<spelt> [0-9]+ (?P<mark> [-./] ) [a-z]+ (?P=mark) [0-9]+ ) (?! [a-z0-9] )
        | (?P<numeric> [0-9]+ (?P<sign> [-./] ) [0-9]+ (?P=sign) [0-9]+ )
        | (?P<ordinal> [0-9]+ \s* (?: st | nd | rd | th ) (?! [a-z] ) )
        | (?P<number> [0-9]+ )
        | (?P<name> [a-z]+ )
      ) \s* \.? \s* ,?
    | (?P<other> \S )
)"""

# The parts of one end that a text names: {"day": 16, "month": 8, "weekday": 5}, with Monday as 1.
_Parts = dict[str, int]
_LIMITS = {"day": 31, "month": 12, "year": 9999, "weekday": 7}


def read(text: str, default_year: int | None) -> tuple[date, date, Precision, Precision]:
    """Return the first and last day of a text in words, or raise a `ValueError` with the reason."""
    if len(text) > _LONGEST:
        raise ValueError(f"it has {len(text)} characters; expected at most {_LONGEST}")
    first, last, joint = _ends(text)
    if joint == "/" and not ("year" in first and "year" in last):
        raise ValueError("a slash is for dates that both name their year; expected a dash or 'to'")
    if joint:
        _lend(first, last)
        _lend(last, first)
    start, start_precision = _first(first, default_year)
    last_start, end_precision = _first(last, default_year)
    # "November – 2024" may be one month or two ends, and a default year does not decide which.
    if ("year" in first) != ("year" in last):
        raise ValueError("the year is missing from one of the two dates; expected it in both")
    end = last_day(last_start, end_precision)
    if end < start:
        raise ValueError(REVERSED)
    if joint == "and" and (last_start - last_day(start, start_precision)).days != 1:
        raise ValueError("the two dates are not adjacent; expected one span, or a range with a dash or 'to'")
    if default_year is None and "year" not in first:
        raise ValueError(NO_YEAR)
    return start, end, start_precision, end_precision


def _ends(text: str) -> tuple[_Parts, _Parts, str]:
    """Return the parts of the first and of the last day, and the word or sign between them."""
    ends: list[_Parts] = [{}]
    opening = joint = ""
    for match in re.finditer(_PIECE, text.lower().translate(_PLAIN), re.VERBOSE):
        kind = match.lastgroup or ""
        piece = match[kind]
        if kind == "opening" and not opening and not ends[0]:
            opening = piece
        elif kind == "joint" and not joint and ends[0]:
            joint = "and" if piece == "&" else piece
            ends.append({})
        else:
            for part, value in _parts(kind, piece, begun=any(ends)).items():
                if part in ends[-1]:
                    raise ValueError(f"it names two {part}s; expected 'to' between, and years in four digits")
                if not 1 <= value <= _LIMITS[part]:
                    raise ValueError(f"there is no {part} {value}; expected 1 to {_LIMITS[part]}")
                ends[-1][part] = value
    if not any(ends):
        raise ValueError(EXPECTED)
    if not ends[-1] or (opening and not joint):
        raise ValueError(f"{joint or opening!r} needs two dates")
    # "between 4 and 18 May" is a range, "4 and 18 May" are two days.
    return ends[0], ends[-1], "to" if opening == "between" else joint


def _parts(kind: str, piece: str, *, begun: bool) -> _Parts:
    """Return the parts of a date that one piece names."""
    match kind:
        case "iso":
            return dict(zip(("year", "month", "day"), map(int, piece.split("-")), strict=False))
        case "basic":
            return {"year": int(piece[:4]), "month": int(piece[4:6]), "day": int(piece[6:])}
        case "numeric":
            return _numeric(piece)
        case "spelt":
            return _spelt(piece)
        case "ordinal":
            day = int(piece[:-2])
            expected = "th" if 10 < day % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
            if not piece.endswith(expected):
                raise ValueError(f"{piece!r} is misspelt; expected '{day}{expected}'")
            return {"day": day}
        case "number" if len(piece) in (1, 2, 4):
            return {"year" if len(piece) == 4 else "day": int(piece)}
        case "name" if piece in _names():
            return _names()[piece]
        case _:
            raise ValueError(f"{piece!r} is not part of a date; {EXPECTED}" if begun else EXPECTED)


def _numeric(piece: str) -> _Parts:
    """Return the date of a text such as ``25/12/2024``, if the order of day and month is unambiguous."""
    left, right, year = re.split("[-./]", piece)
    if len(left) == 4 and max(len(right), len(year)) <= 2:
        return {"year": int(left), "month": int(right), "day": int(year)}
    if len(year) != 4:
        raise ValueError("expected a year in four digits, at its end or as in '2024-08-25'")
    month, day = sorted((int(left), int(right)))
    if 0 < month < day <= 12:
        either = f"{month} {month_name(day)} or {day} {month_name(month)}"
        raise ValueError(f"it is either {either}; expected the month by its name")
    return {"day": day, "month": month, "year": int(year)}


def _spelt(piece: str) -> _Parts:
    """Return the date of a text such as ``15-nov-2024``."""
    first, name, last = re.split("[-./]", piece)
    if "month" not in _names().get(name, {}):
        raise ValueError(f"{name!r} is not a month; {EXPECTED}")
    day, year = (last, first) if len(first) == 4 else (first, last)
    if len(year) != 4 or len(day) > 2:
        raise ValueError("expected a day in one or two digits and a year in four, such as '15-Nov-2024'")
    return {"day": int(day), **_names()[name], "year": int(year)}


@cache
def _names() -> dict[str, _Parts]:
    """Return the part of a date for each name of a month or of a weekday."""
    from dateutil.parser import parserinfo

    # Two names are missing in dateutil.
    said: dict[str, _Parts] = {"tues": {"weekday": 2}, "thurs": {"weekday": 4}}
    for part, all_names in (("month", parserinfo.MONTHS), ("weekday", parserinfo.WEEKDAYS)):
        for number, names in enumerate(all_names, 1):
            said.update((name.lower(), {part: number}) for name in names)
    return said


def _lend(end: _Parts, other: _Parts) -> None:
    """Copy the month and the year to one end of a range, if only the other end names them."""
    if "day" in end and "day" in other and "month" in other:
        end.setdefault("month", other["month"])
    # A year alone is a complete end: "August – 2024" does not say which August.
    if "year" in other and ("day" in other or "month" in other):
        end.setdefault("year", other["year"])


def _first(parts: _Parts, default_year: int | None) -> tuple[date, Precision]:
    """Return the first possible day of the parts of an end, and its precision."""
    day, month, weekday = parts.get("day"), parts.get("month"), parts.get("weekday")
    year = parts.get("year", default_year)
    if day and not month:
        raise ValueError(f"the day {day} has no month; expected one, such as '{day} November 2024'")
    if weekday and not day:
        raise ValueError("a weekday without a day; expected the day of the month")
    # Without a year, a leap year is assumed: a day that is not in a leap year is in no year.
    found = date(year or 2000, month or 1, 1)
    if day and day > (longest := days_in_month(found.year, found.month)):
        has = f"{year} has" if year else "has at most"
        raise ValueError(f"{month_name(found.month)} {has} {longest} days")
    found = found.replace(day=day or 1)
    if weekday and year and found.isoweekday() != weekday:
        from dateutil.parser import parserinfo

        raise ValueError(f"{found} is a {parserinfo.WEEKDAYS[found.weekday()][1]}")
    return found, Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
