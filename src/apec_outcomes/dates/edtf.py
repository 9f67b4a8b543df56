"""EDTF level 0 (ISO 8601-2): a day, a month or a year, each with its precision."""

from datetime import date

from apec_outcomes.dates.precision import Precision
from apec_outcomes.errors import DateParseError

__all__ = ["read_end", "written_end"]

_DAY, _MONTH, _YEAR = Precision

_EXPECTED = "expected EDTF, a day, a month or a year or two with a slash, such as '2024-08/2024-08-25'"
_BY_LENGTH = {10: ("", _DAY), 7: ("-01", _MONTH), 4: ("-01-01", _YEAR)}


def written_end(day: date, precision: Precision) -> str:
    """Return the text of one end of a span."""
    text = day.isoformat()
    return text if precision is _DAY else text[:7] if precision is _MONTH else text[:4]


def read_end(part: str, text: str) -> tuple[date, Precision]:
    """Return the first possible day of one end of a span, and its precision.

    Parameters
    ----------
    part, text
        The text of the end, and of the whole span for the message.

    Raises
    ------
    DateParseError
        If the part is something else, or names a day that does not exist.
    """
    try:
        rest, precision = _BY_LENGTH[len(part)]
        day = date.fromisoformat(part + rest)
    except (KeyError, ValueError):
        raise DateParseError(text, _EXPECTED) from None
    # `fromisoformat` also reads weeks: a text is EDTF only if its day has the same text.
    if day.isoformat() != part + rest:
        raise DateParseError(text, _EXPECTED)
    return day, precision
