"""Tables as an Excel workbook, a sheet a table: the extra ``xlsx`` brings XlsxWriter."""

from datetime import date
from typing import Any

from apec_outcomes._extras import library
from apec_outcomes.errors import QueryError
from apec_outcomes.export._protocols import Exported
from apec_outcomes.export._tables import Table, tables_of
from apec_outcomes.export.csv import SEPARATOR

__all__ = ["write"]

_WIDEST = 60
_LONGEST_NAME = 31  # of a sheet, by the format
_LONGEST_TEXT = 32_767  # of a cell, by the format
_FIRST_DAY = date(1900, 3, 1)  # Excel takes 1900 for a leap year, and knows no days before it


def write(exported: Exported, path: str) -> None:
    """Write a query or a dataset to a workbook, with headings that filter and stay in sight.

    Raises
    ------
    QueryError
        Where a text is longer than a cell can be.
    MissingExtraError
        Where XlsxWriter is not installed.
    """
    xlsxwriter = library("xlsxwriter", "xlsx", "XlsxWriter")
    # Texts stay texts: nothing is read as a formula, a number or a link.
    options = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(path, options) as book:
        styles = {
            "head": book.add_format({"bold": True, "bottom": 1}),
            "day": book.add_format({"num_format": "yyyy-mm-dd"}),
        }
        for name, table in tables_of(exported).items():
            _fill(book.add_worksheet(name[:_LONGEST_NAME]), table, styles)


def _fill(sheet: Any, table: Table, styles: dict[str, Any]) -> None:
    sheet.freeze_panes(1, 0)
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, column.name, styles["head"])
        values = [row[place] for row in table.rows]
        longest = max((len(str(value)) for value in values if value is not None), default=0)
        sheet.set_column(place, place, min(_WIDEST, max(longest, len(column.name)) + 2))
        for number, value in enumerate(values, 1):
            if isinstance(value, tuple):
                sheet.write_string(number, place, SEPARATOR.join(map(str, value)))
            elif isinstance(value, date) and value >= _FIRST_DAY:
                sheet.write_datetime(number, place, value, styles["day"])
            elif isinstance(value, date):
                sheet.write_string(number, place, value.isoformat())
            elif isinstance(value, bool):
                sheet.write_boolean(number, place, value)
            elif isinstance(value, str) and len(value) > _LONGEST_TEXT:
                raise QueryError(
                    f"{table.name}: a {column.name} of {len(value):,} characters; "
                    f"Excel holds up to {_LONGEST_TEXT:,}"
                )
            elif value is not None:
                sheet.write(number, place, value)
