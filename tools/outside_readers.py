"""Run the tests that read exports with other programs, and write the results into the docs.

python tools/outside_readers.py            # prints the table
python tools/outside_readers.py --write    # writes it into docs/guides/formats.md
"""

import sys
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "guides" / "formats.md"
START, END = "<!-- table: outside readers -->", "<!-- end of the table -->"
sys.path.insert(0, str(ROOT / "tests"))


class Verdicts:
    """A pytest plugin that collects the results of tests."""

    def __init__(self) -> None:
        self.reports: defaultdict[str, list[pytest.TestReport]] = defaultdict(list)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep each report by the name of its test, without parameters."""
        path, _, rest = report.nodeid.partition("::")
        self.reports[f"{Path(path).stem}.{rest.partition('[')[0]}"].append(report)

    def of(self, test: str) -> str:
        """Return the result of a test in words."""
        reports = self.reports[test]
        if any(report.failed for report in reports):
            return "fails"
        skipped = next((report for report in reports if report.skipped), None)
        if skipped:
            reason = skipped.longrepr[2] if isinstance(skipped.longrepr, tuple) else str(skipped.longrepr)
            return reason.removeprefix("Skipped: ")
        return "reads it" if reports else "was not run"


def rows(verdict_of: dict[str, str]) -> list[str]:
    """Return the lines of the table, one for each check, sorted by format and reader."""
    from outside import CHECKS

    head = ["| format | reader | compared | result |", "|---|---|---|---|"]
    return head + [
        f"| `{check.format}` | {check.reader} | {check.compared} | {verdict_of[check.test]} |"
        for check in sorted(set(CHECKS))
    ]


def main() -> int:
    """Run the tests, and print or write the table."""
    verdicts = Verdicts()
    paths = sorted(map(str, (ROOT / "tests").glob("test_export_readers*.py")))
    code = pytest.main(["-q", "--no-header", f"--rootdir={ROOT}", *paths], plugins=[verdicts])
    from outside import CHECKS

    table = "\n".join(rows({check.test: verdicts.of(check.test) for check in CHECKS}))
    if "--write" in sys.argv[1:]:
        page = PAGE.read_text(encoding="utf-8")
        before, after = page.partition(START)[0], page.partition(END)[2]
        PAGE.write_text(f"{before}{START}\n{table}\n{END}{after}", encoding="utf-8")
    else:
        print(table)
    return int(code)


if __name__ == "__main__":
    sys.exit(main())
