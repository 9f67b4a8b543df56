"""Fixtures and helpers of several tests."""

import os
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Callable
from contextlib import suppress
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

import apec_outcomes as apec
from apec_outcomes import DateSpan, MeetingKind, OutcomeKind, Status


@pytest.fixture(autouse=True)
def _no_width(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run the command line as in a pipe, not with the width of the terminal of the test run."""
    monkeypatch.delenv("COLUMNS", raising=False)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add an option for the number of random chains of queries."""
    parser.addoption("--chains", type=int, default=300, help="number of random chains of queries")


ROOT = Path(__file__).parent.parent

with suppress(ImportError):  # Spark has an environment without it
    from hypothesis import HealthCheck, settings

    # Tests are never timed, so a slow machine must not fail them.
    settings.register_profile("slow", deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.load_profile("slow")


def pytest_make_parametrize_id(val: object) -> str | None:
    """Name parametrised cases by their values, where pytest would number them."""
    if isinstance(val, str | bytes | int | float | complex | None | Enum) or callable(val):
        return None
    text = ", ".join(sorted(map(str, val))) if isinstance(val, set) else repr(val)
    return None if " at 0x" in text else textwrap.shorten(text, 60, placeholder="…")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built once for all tests from a copy of its sources."""
    folder = tmp_path_factory.mktemp("site")
    made = shutil.ignore_patterns("_build", "pictures", "*.ipynb", "cards.txt", "tables.md", "__pycache__")
    shutil.copytree(ROOT / "docs", folder / "docs", ignore=made)
    for name in ("LICENSE-DATA", "CITATION.cff", "examples", "src", "pyproject.toml", "README.md", "LICENSE"):
        whole = ROOT / name
        (shutil.copytree if whole.is_dir() else shutil.copy)(whole, folder / name)
    options = ("-b", "html", "-n", "-q", "-W", "--keep-going", "-j", "2")
    command = [sys.executable, "-m", "sphinx", *options, str(folder / "docs"), str(folder / "html")]
    ran = subprocess.run(command, capture_output=True, text=True, env=os.environ, check=False)
    assert ran.returncode == 0, ran.stderr[-5000:]
    return folder / "html"


@pytest.fixture
def data() -> apec.Dataset:
    """The bundled dataset."""
    return apec.load()


def problems_in(act: Callable[..., object], *given: Any) -> list[tuple[str, str]]:
    """Return the path and the message of each problem that a call raises."""
    with pytest.raises(apec.InvalidRecordError) as caught:
        act(*given)
    return [(problem.path, problem.message) for problem in caught.value.problems]


def meeting(id: str, dates: str = "2024-08", **fields: Any) -> apec.Meeting:
    """Return a meeting with required fields only."""
    defaults = {"title": f"Meeting {id}", "kind": MeetingKind.WORKSHOP, "status": Status.HELD}
    return apec.Meeting(id=id, dates=DateSpan.parse(dates), **{**defaults, **fields})


def outcome(id: str, **fields: Any) -> apec.Outcome:
    """Return an outcome with required fields only. Its meeting is the part of its id before the dot."""
    defaults = {
        "meeting": id.partition(".")[0],
        "title": f"Outcome {id}",
        "kind": OutcomeKind.COMMITMENT,
        "summary": "Economies will do something.",
    }
    return apec.Outcome(id=id, **{**defaults, **fields})


@pytest.fixture
def small() -> apec.Dataset:
    """A dataset with a few records of each class that refer to each other."""
    return apec.Dataset(
        economies=[
            apec.Economy(code="PER", name="Peru", aliases=("Republic of Peru",)),
            apec.Economy(code="KOR", name="Korea", aliases=("South Korea",)),
        ],
        fora=[
            apec.Forum(
                id="som",
                acronym="SOM",
                name="Senior Officials' Meeting",
                kind=apec.ForumKind.SENIOR_OFFICIALS,
            ),
            apec.Forum(
                id="cti",
                acronym="CTI",
                name="Committee on Trade",
                kind=apec.ForumKind.COMMITTEE,
                parent="som",
            ),
            apec.Forum(
                id="mag", acronym="MAG", name="Market Access", kind=apec.ForumKind.EXPERT_GROUP, parent="cti"
            ),
        ],
        themes=[
            apec.Theme(id="trade", label="Trade"),
            apec.Theme(
                id="customs", label="Customs procedures", broader=("trade",), aliases=("border clearance",)
            ),
            apec.Theme(id="parcels", label="Parcels", broader=("customs",)),
            apec.Theme(id="health", label="Health"),
        ],
        actors=[
            apec.Actor(
                id="economies",
                label="Member economies",
                kind=apec.ActorKind.ECONOMIES,
                aliases=("all economies",),
            ),
            apec.Actor(id="per", label="Peru", kind=apec.ActorKind.ECONOMY, economy="PER"),
            apec.Actor(id="cti", label="Committee on Trade", kind=apec.ActorKind.APEC_BODY, forum="cti"),
            apec.Actor(
                id="customs-administrations", label="Customs administrations", kind=apec.ActorKind.PUBLIC_BODY
            ),
        ],
        host_years=[apec.HostYear(year=2024, host="PER"), apec.HostYear(year=2025, host="KOR")],
        meetings=[
            meeting("2025-a", "1 March 2025", forum="mag", venue=apec.Venue(city="Gyeongju", economy="KOR")),
            meeting(
                "2024-a",
                "10-12 August 2024",
                forum="cti",
                venue=apec.Venue(city="Lima", economy="PER"),
                themes=("trade", "health"),
                sessions=(apec.Session(id="2024-a-plenary", title="Plenary", kind=MeetingKind.COMMITTEE),),
                documents=(apec.Document(title="Statement", kind=apec.DocumentKind.JOINT_STATEMENT),),
            ),
            meeting("2024-b", "December 2023", kind=MeetingKind.CONFERENCE, status=Status.CANCELLED),
        ],
        outcomes=[
            outcome("2024-a.one", date=DateSpan.of("2024-08-12"), themes=("customs",), document="Statement"),
            outcome(
                "2024-a.two",
                date=DateSpan.of("2024-08"),
                themes=("parcels", "health"),
                session="2024-a-plenary",
            ),
            outcome(
                "2025-a.three",
                date=DateSpan.of("2025-03-01"),
                themes=("trade",),
                builds_on=("2024-a.one",),
                target_date=DateSpan.of(2030),
                actors=("customs-administrations", "per"),
            ),
            outcome("2025-a.undated", builds_on=("2025-a.three", "2024-a.two")),
        ],
        assessments=[
            apec.Assessment(
                id="2025-a.three.1",
                outcome="2025-a.three",
                verdict="under-way",
                date="2026",
                summary="Half of it is done.",
            )
        ],
        calendar=[
            apec.CalendarEntry(id="cal-2024-a", title="A", dates=DateSpan.of("2024-08"), meeting="2024-a"),
            apec.CalendarEntry(
                id="cal-2025-a",
                title="B",
                dates=DateSpan.of("2025-03-02"),
                venue=apec.Venue(city="Seoul", economy="KOR"),
                meeting="2025-a",
            ),
        ],
        sources=[
            apec.Source(
                id="page", url="https://example.org/page", kind=apec.SourceKind.NEWS, publisher="Example"
            )
        ],
        version="1",
        as_of=DateSpan.of("2025-03"),
    )
