"""Spans in words, such as ``15–16 November 2024``."""

from datetime import date

from apec_outcomes.dates.precision import Precision, month_name

__all__ = ["in_words"]


def in_words(start: date, start_precision: Precision, end: date, end_precision: Precision) -> str:
    """Return a span in words, such as ``15–16 November 2024``."""
    first, last = _words(start, start_precision), _words(end, end_precision)
    if first == last:
        return " ".join(last)
    # A year alone cannot share its year with the other end, as in "August 2024 – 2024".
    if len(first) > 1 and len(last) > 1 and first[-1] == last[-1]:
        first.pop()
        if start_precision is end_precision is Precision.DAY and first[-1] == last[-2]:
            first.pop()
    numbers_meet = len(first) == 1 and first[0].isdecimal() and start_precision is end_precision
    dash = "–" if numbers_meet else " – "
    return " ".join(first) + dash + " ".join(last)


def _words(day: date, precision: Precision) -> list[str]:
    """Return the day, month and year, if known."""
    words = [str(day.day), month_name(day.month), f"{day.year:04}"]
    return words[list(Precision).index(precision) :]
