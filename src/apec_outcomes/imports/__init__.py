"""Import of tables and calendars of other programs as records.

Records are made by `apec_outcomes.structure`; every problem has its path.
"""

from apec_outcomes.imports.calendars import from_icalendar
from apec_outcomes.imports.tables import from_table

__all__ = ["from_icalendar", "from_table"]
