"""Tables and calendars that other programs wrote, read as records.

Records are made through `apec_outcomes.structure`; every problem comes with its place.
"""

from apec_outcomes.imports.calendars import from_icalendar
from apec_outcomes.imports.tables import from_table

__all__ = ["from_icalendar", "from_table"]
