"""The table by decade: evidence, actors, deadlines, assessments and completeness."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import apec_outcomes as apec
from apec_outcomes import Coverage, SourceKind

__all__ = ["write"]

_HEADINGS = (
    "Years",
    "Outcomes",
    *(kind.value for kind in SourceKind),
    "ask somebody",
    "deadlines",
    "passed",
    "of these assessed",
    "complete",
)


def write(data: apec.Dataset, path: Path) -> None:
    """Write the table as a file that a page includes."""
    decades = data.coverage(by="decade")
    evidence = {row.decade: Counter[SourceKind | None]() for row in decades}
    for outcome in data.outcomes:
        evidence[outcome.year // 10 * 10][data.evidence_of(outcome)] += 1
    lines = [f"| {' | '.join(_HEADINGS)} |", f"|---|{'--:|' * (len(_HEADINGS) - 1)}"]
    lines += [_line(f"{row.decade}s", [row], evidence[row.decade]) for row in decades]
    lines.append(_line("all", decades, sum(evidence.values(), Counter())))
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")


def _line(name: str, rows: Iterable[Coverage], evidence: Counter[SourceKind | None]) -> str:
    rows = list(rows)
    counts = {
        field: sum(getattr(row, field) for row in rows)
        for field in ("all_outcomes", "asking", "deadlines", "passed", "assessed", "documents", "complete")
    }
    total = counts["all_outcomes"]
    cells = [
        name,
        f"{total:,}",
        *(_share(evidence[kind], total) for kind in SourceKind),
        _share(counts["asking"], total),
        str(counts["deadlines"]),
        str(counts["passed"]),
        _share(counts["assessed"], counts["passed"]),
        f"{counts['complete']} of {counts['documents']}",
    ]
    return f"| {' | '.join(cells)} |"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else ""
