"""Coverage of a dataset."""

import json
from typing import get_args

import pytest
from click.testing import CliRunner

import apec_outcomes as apec
from apec_outcomes import DateSpan, MeetingKind
from apec_outcomes.cli import app
from apec_outcomes.model.coverage import CoverageBy
from conftest import meeting, outcome

LEADERS, CLUSTER = MeetingKind.LEADERS, MeetingKind.CLUSTER


@pytest.fixture
def known() -> apec.Dataset:
    """Meetings with an increasing number of known fields."""
    paper = apec.Document(
        title="Declaration", kind=apec.DocumentKind.DECLARATION, url="https://example.org/d"
    )
    unseen = apec.Document(title="Statement", kind=apec.DocumentKind.JOINT_STATEMENT)
    return apec.Dataset(
        meetings=[
            meeting("2023-som1", "February 2023", kind=CLUSTER),
            meeting("2023-som2", "1-9 May 2023", kind=CLUSTER, venue=apec.Venue(name="A hall")),
            meeting("2023-aelm", "16-17 November 2023", kind=LEADERS, documents=(paper, unseen)),
            meeting("2024-isom", "5 December 2023", kind=LEADERS, documents=(unseen,)),
            meeting("2024-som3", "August 2024", kind=CLUSTER, venue=apec.Venue(city="Lima")),
        ],
        outcomes=[outcome("2023-aelm.a"), outcome("2023-aelm.b"), outcome("2024-som3.c")],
    )


def counts(row: apec.Coverage) -> tuple[int, ...]:
    return (row.meetings, row.exact_days, row.place, row.address, row.outcomes)


def test_coverage_counts_by_the_year_of_the_id_and_by_kind(known: apec.Dataset) -> None:
    assert [(row.year, row.kind, counts(row)) for row in known.coverage()] == [
        (2023, LEADERS, (1, 1, 0, 1, 1)),
        (2023, CLUSTER, (2, 1, 0, 0, 0)),
        (2024, LEADERS, (1, 1, 0, 0, 0)),
        (2024, CLUSTER, (1, 0, 1, 0, 1)),
    ]


def test_coverage_counts_by_kind_or_year(known: apec.Dataset) -> None:
    assert [(row.year, row.kind, counts(row)) for row in known.coverage(by="year")] == [
        (2023, None, (3, 2, 0, 1, 1)),
        (2024, None, (2, 1, 1, 0, 1)),
    ]
    assert [(row.year, row.kind, counts(row)) for row in known.coverage(by="kind")] == [
        (None, LEADERS, (2, 2, 0, 1, 1)),
        (None, CLUSTER, (3, 1, 1, 0, 1)),
    ]


def test_coverage_is_by_year_or_kind_only(known: apec.Dataset) -> None:
    with pytest.raises(
        apec.QueryError, match="got 'forum' for by; expected 'year', 'decade', 'kind' or 'evidence'"
    ):
        known.coverage(by="forum")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]


def test_every_bundled_meeting_is_counted_once(data: apec.Dataset) -> None:
    assert sum(row.meetings for row in data.coverage()) == len(data.meetings)
    assert [row.year for row in data.coverage(by="year")] == sorted({m.year for m in data.meetings})


def test_a_month_is_not_an_exact_day() -> None:
    half = apec.Meeting(
        id="2024-som3",
        title="SOM3",
        kind=CLUSTER,
        status=apec.Status.HELD,
        dates=DateSpan.from_edtf("2024-08/2024-08-25"),
    )
    assert apec.Dataset(meetings=[half]).coverage()[0].exact_days == 0


def test_the_command_line_shows_coverage_with_its_total(data: apec.Dataset) -> None:
    lines = CliRunner().invoke(app, ["coverage", "--by", "year"]).stdout.splitlines()
    assert lines[0].split() == [
        "YEAR",
        "MEETINGS",
        "EXACT",
        "DAYS",
        "PLACE",
        "DOCUMENT",
        "ONLINE",
        "OUTCOMES",
    ]
    assert len(lines) == len(data.coverage(by="year")) + 2
    assert lines[-1].startswith(f"{len(data.meetings)} meetings: ")


@pytest.mark.parametrize("by", [None, *get_args(CoverageBy)])
def test_the_command_has_the_counts_of_coverage(data: apec.Dataset, by: CoverageBy | None) -> None:
    words = ["coverage", *(["--by", by] if by else [])]
    counted = json.loads(CliRunner().invoke(app, [*words, "--json"]).stdout)
    assert counted == apec.unstructure(data.coverage(by=by))


def test_the_command_line_heads_decades_as_decades() -> None:
    lines = CliRunner().invoke(app, ["coverage", "--by", "decade"]).stdout.splitlines()
    assert [line.split()[0] for line in lines[:2]] == ["DECADE", "1980s"]


@pytest.fixture
def followed() -> apec.Dataset:
    """Outcomes of two decades with different evidence and with deadlines, one of them assessed."""
    declaration = apec.Document(title="D", kind="declaration", complete=True)
    statement = apec.Document(title="S", kind="joint-statement")
    return apec.Dataset(
        meetings=[
            meeting("2019-aelm", "16 November 2019", kind=LEADERS, documents=(declaration,)),
            meeting("2020-amm", "15 November 2020", kind=MeetingKind.MINISTERIAL, documents=(statement,)),
        ],
        actors=[apec.Actor(id="economies", label="Member economies", kind="economies")],
        outcomes=[
            outcome("2019-aelm.a", sources=("news", "text"), actors=("economies",), target_date="2020"),
            outcome("2019-aelm.b", sources=("news",), target_date="2030"),
            outcome("2020-amm.c", sources=("text",), target_date="2021"),
            outcome("2020-amm.d"),
        ],
        assessments=[
            apec.Assessment(
                id="2019-aelm.a.1", outcome="2019-aelm.a", verdict="missed", summary="It was missed."
            )
        ],
        sources=[
            apec.Source(id="text", url="https://example.org/text", kind="document", publisher="T"),
            apec.Source(id="news", url="https://example.org/news", kind="news", publisher="N"),
        ],
        as_of="2024",
    )


def test_coverage_by_evidence_counts_each_outcome_under_its_strongest_source(followed: apec.Dataset) -> None:
    rows = followed.coverage(by="evidence")
    assert [(row.evidence, row.all_outcomes, row.meetings) for row in rows] == [
        ("document", 2, 2),
        ("news", 1, 1),
    ]


def test_coverage_by_decade_counts_what_is_asked_due_assessed_and_complete(followed: apec.Dataset) -> None:
    rows = followed.coverage(by="decade")
    fields = ("decade", "all_outcomes", "asking", "deadlines", "passed", "assessed", "documents", "complete")
    assert [tuple(getattr(row, name) for name in fields) for row in rows] == [
        (2010, 2, 1, 2, 1, 1, 1, 1),
        (2020, 2, 0, 1, 1, 0, 1, 0),
    ]
    assert [row.partial for row in rows] == [False, True]


def test_the_command_line_shows_evidence_as_shares_of_the_outcomes(data: apec.Dataset) -> None:
    lines = CliRunner().invoke(app, ["coverage", "--by", "evidence"]).stdout.splitlines()
    assert lines[0].split()[:3] == ["EVIDENCE", "OUTCOMES", "SHARE"]
    assert lines[1].split()[0] == "document"
    assert lines[-1].startswith(f"{sum(row.all_outcomes for row in data.coverage(by='evidence'))} outcomes")
