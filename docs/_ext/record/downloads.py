"""The dataset to take away: as JSON, as tables, and as a calendar to subscribe to."""

import json
import tempfile
from pathlib import Path
from shutil import copy, make_archive

from sphinx.application import Sphinx

import apec_outcomes as apec

__all__ = ["write"]


def write(app: Sphinx, failure: Exception | None) -> None:
    """Write the downloads beside the finished pages."""
    if failure or app.builder.format != "html":
        return
    data = apec.load()
    folder = Path(app.outdir) / "downloads"
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
            copy(Path(app.srcdir).parent / "LICENSE-DATA", tables)
            copy(Path(app.srcdir).parent / "CITATION.cff", tables)
            make_archive(str(folder / f"apec-outcomes-{form}"), "zip", tables)
    data.calendar.export(folder / "apec-calendar.ics", replace=True)
    data.meetings.export(folder / "apec-meetings.ics", replace=True)
    for name in ("LICENSE-DATA", "CITATION.cff"):
        copy(Path(app.srcdir).parent / name, folder)
