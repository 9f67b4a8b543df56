"""The downloads: the dataset as JSON, tables, linked data and calendars."""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from shutil import copy, make_archive

import apec_outcomes as apec
from record.site import Page, Site

__all__ = ["pages", "write"]

FILES = (
    ("For spreadsheets", (
        ("apec-outcomes.xlsx", "Excel", "One sheet for each table."),
        ("apec-outcomes-csv.zip", "CSV", "One file for each table."),
    )),
    ("For databases and data frames", (
        ("apec-outcomes-parquet.zip", "Parquet", "One file for each table, with types."),
        ("apec-outcomes.sqlite", "SQLite", "One database, with foreign keys and full-text search."),
    )),
    ("For programs", (
        ("apec-outcomes.json", "JSON", "One file, which apec.load(path) reads."),
        ("apec-outcomes.schema.json", "JSON Schema", "The schema of the JSON and of each class (2020-12)."),
        ("apec-outcomes.jsonld", "JSON-LD", "Linked data."),
        ("apec-outcomes.ttl", "Turtle", "Linked data."),
    )),
    ("For calendars", (
        ("apec-calendar.ics", "Announced dates", "To subscribe to."),
        ("apec-meetings.ics", "All meetings", "To subscribe to."),
    )),
    ("To cite and to reuse", (
        ("CITATION.cff", "CITATION.cff", "How to cite the dataset, for reference managers."),
        ("LICENSE-DATA", "The licence", "CC BY 4.0."),
    )),
)  # fmt: skip


def write(data: apec.Dataset, root: Path, folder: Path) -> None:
    """Write the files.

    Parameters
    ----------
    data
        The dataset.
    root
        The folder with the licence and the citation file.
    folder
        The folder of the downloads.
    """
    folder.mkdir(exist_ok=True)
    data.save(folder / "apec-outcomes.json", replace=True)
    for name in ("apec-outcomes.xlsx", "apec-outcomes.sqlite", "apec-outcomes.jsonld", "apec-outcomes.ttl"):
        data.export(folder / name, replace=True)
    schema = json.dumps(apec.json_schema(apec.Dataset), indent=2)
    (folder / "apec-outcomes.schema.json").write_text(f"{schema}\n", encoding="utf-8")
    with tempfile.TemporaryDirectory() as scratch:
        for form in ("csv", "parquet"):
            tables = Path(scratch) / form
            data.export(tables, to=form)
            copy(root / "LICENSE-DATA", tables)
            copy(root / "CITATION.cff", tables)
            make_archive(str(folder / f"apec-outcomes-{form}"), "zip", tables)
    data.calendar.export(folder / "apec-calendar.ics", replace=True)
    data.meetings.export(folder / "apec-meetings.ics", replace=True)
    for name in ("LICENSE-DATA", "CITATION.cff"):
        copy(root / name, folder)


def pages(site: Site, folder: Path) -> Iterator[Page]:
    """Yield the page that lists the files with their sizes."""
    groups = [
        (title, [(name, label, text, _size((folder / name).stat().st_size)) for name, label, text in files])
        for title, files in FILES
    ]
    yield site.page(
        "record/downloads",
        "Downloads",
        section="downloads",
        description="The dataset as Excel, CSV, Parquet, SQLite, JSON, linked data and calendar (CC BY 4.0).",
        code='data.export("apec.sqlite")',
    ).fill("downloads.html", groups=groups)


def _size(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{max(1, round(size / 1e3))} kB"
