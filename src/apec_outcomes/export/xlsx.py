"""Tables as an Excel workbook, with a sheet for each table: XlsxWriter (extra ``xlsx``) writes it."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from apec_outcomes._extras import library
from apec_outcomes.errors import FormatError
from apec_outcomes.export._about import FIRST_DAY, about
from apec_outcomes.export._protocols import Exported, dataset_of
from apec_outcomes.export._tables import Table, tables_of
from apec_outcomes.export.csv import SEPARATOR
from apec_outcomes.model._dataset import AllRecords

__all__ = ["write"]

_WIDEST = 60
# Limits of the format.
_LONGEST_NAME = 31  # of a sheet
_LONGEST_TEXT = 32_767  # of a cell
_LONGEST_LINK = 2_079
_FIRST_DAY = date(1900, 3, 1)  # Excel counts 1900 as a leap year, and has no days before it


def write(exported: Exported, path: str) -> None:
    """Write a query or a dataset to a workbook: a sheet ``about``, then a sheet for each table."""
    xlsxwriter = library("xlsxwriter", "xlsx", "XlsxWriter")
    # Texts are not converted to formulas, numbers or links.
    options = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    data, tables = dataset_of(exported), tables_of(exported)
    with xlsxwriter.Workbook(path, options) as book:
        book.set_properties(_properties(data))
        styles = {
            "title": book.add_format({"bold": True, "font_size": 14}),
            "head": book.add_format({"bold": True, "bottom": 1}),
            "day": book.add_format({"num_format": "yyyy-mm-dd"}),
            "text": book.add_format({"text_wrap": True, "valign": "top"}),
            "link": book.get_default_url_format(),
        }
        _explain(book.add_worksheet("about"), data, tables, styles)
        for name, table in tables.items():
            _fill(book.add_worksheet(name[:_LONGEST_NAME]), table, styles)


def _properties(data: AllRecords) -> dict[str, Any]:
    """Return the properties of the workbook. Its time is that of the dataset, so bytes are reproducible."""
    described = about(data)
    made = data.as_of.end if data.as_of else FIRST_DAY
    return {
        "title": described["title"],
        "subject": described["description"],
        "author": described["authors"],
        "comments": f"{described['citation']} Licence: {described['licence']}.",
        "created": datetime.combine(made, time(), UTC),
    }


def _explain(sheet: Any, data: AllRecords, tables: Mapping[str, Table], styles: Mapping[str, Any]) -> None:
    """Write a description of the workbook, its sheets, and their columns."""
    described = about(data)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 28)
    sheet.set_column(2, 2, 100)
    sheet.write_string(0, 0, described.pop("title"), styles["title"])
    for row, (name, text) in enumerate(described.items(), 1):
        sheet.write_string(row, 0, name.replace("_", " "), styles["head"])
        if name == "licence_url":
            sheet.write_url(row, 1, text)
        else:
            sheet.write_string(row, 1, text)
    row = len(described) + 2
    for place, head in enumerate(("sheet", "column", "meaning")):
        sheet.write_string(row, place, head, styles["head"])
    for table in tables.values():
        row += 1
        sheet.write_url(row, 0, f"internal:'{table.name[:_LONGEST_NAME]}'!A1", string=table.name)
        sheet.write_string(row, 1, f"{len(table.values[0]):,} rows")
        sheet.write_string(row, 2, table.description, styles["text"])
        for column in table.columns:
            row += 1
            sheet.write_string(row, 1, column.name)
            sheet.write_string(row, 2, column.description, styles["text"])
    _print(sheet)


def _fill(sheet: Any, table: Table, styles: Mapping[str, Any]) -> None:
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    _print(sheet)
    if rows := len(table.values[0]):
        sheet.autofilter(0, 0, rows, len(table.columns) - 1)
    for place, (column, values) in enumerate(zip(table.columns, table.values, strict=True)):
        sheet.write_string(0, place, column.name, styles["head"])
        longest = max((len(str(value)) for value in values if value is not None), default=0)
        sheet.set_column(place, place, min(_WIDEST, max(longest, len(column.name)) + 2))
        for number, value in enumerate(values, 1):
            if isinstance(value, tuple):
                sheet.write_string(number, place, SEPARATOR.join(map(str, value)))
            elif isinstance(value, date) and value >= _FIRST_DAY:
                sheet.write_datetime(number, place, value, styles["day"])
            elif isinstance(value, date):
                sheet.write_string(number, place, value.isoformat())
            elif isinstance(value, str) and len(value) > _LONGEST_TEXT:
                raise FormatError(
                    f"{table.name}: a {column.name} of {len(value):,} characters; "
                    f"Excel allows up to {_LONGEST_TEXT:,} in a cell; use another format, such as csv"
                )
            elif column.name == "url" and value is not None and len(value) <= _LONGEST_LINK:
                sheet.write_url(number, place, value, styles["link"], string=value)
            elif value is not None:
                sheet.write(number, place, value)


def _print(sheet: Any) -> None:
    """Set a sheet to print in landscape, with all columns on one page."""
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
