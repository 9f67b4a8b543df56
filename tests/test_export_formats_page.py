"""The page that says which program reads which format."""

from pathlib import Path

import test_export_readers
import test_export_readers_citations
import test_export_readers_tables
from apec_outcomes.export import FORMATS
from outside import CHECKS

PAGE = Path(__file__).parent.parent / "docs" / "guides" / "formats.md"
MODULES = (test_export_readers, test_export_readers_citations, test_export_readers_tables)


def test_the_page_has_the_result_of_each_test() -> None:
    rows = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    assert {check.test.partition(".")[0] for check in CHECKS} == {module.__name__ for module in MODULES}
    assert rows == [
        f"| `{check.format}` | {check.reader} | {check.compared} | reads it |"
        for check in sorted(set(CHECKS))
    ], "run tools/outside_readers.py --write"


def test_each_format_has_an_outside_reader() -> None:
    elsewhere = {"datapackage", "croissant"}  # tests/test_packages.py
    assert {check.format for check in CHECKS} | elsewhere >= set(FORMATS)
