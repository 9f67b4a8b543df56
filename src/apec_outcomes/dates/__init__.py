"""DateSpan, and how people write dates."""

from apec_outcomes.dates.precision import Precision
from apec_outcomes.dates.span import DateSpan

__all__ = ["DateSpan", "Precision"]
