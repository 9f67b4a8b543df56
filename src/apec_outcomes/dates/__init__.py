"""`DateSpan`, and the parsing and formatting of dates."""

from apec_outcomes.dates.precision import Precision
from apec_outcomes.dates.span import DateSpan

__all__ = ["DateSpan", "Precision"]
