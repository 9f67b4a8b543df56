"""Citations in Python and on the command line."""

from pathlib import Path

import pytest

import apec_outcomes as apec
from commands import answer, error_of, run

BODY = "Asia-Pacific Economic Cooperation."


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A dataset with a record of each class that can be cited."""
    source = apec.Source(id="page", url="https://example.org/page", kind="news", publisher="Example News")
    paper = apec.Document(title="Vision", kind="vision", url="https://example.org/vision")
    meeting = apec.Meeting(
        id="2027-w",
        title="Own workshop",
        kind="workshop",
        dates="30 March - 2 April 2027",
        venue=apec.Venue(city="Lima", economy="PER"),
        status="scheduled",
        documents=[paper],
        sources=["page"],
    )
    outcomes = [
        apec.Outcome(
            id="2027-w.a", meeting="2027-w", title="Act!", kind="target", summary="S", date="2027-04"
        ),
        apec.Outcome(
            id="2027-w.b", meeting="2027-w", title="Vision", kind="vision", summary="S", document="Vision"
        ),
    ]
    path = tmp_path / "own.json"
    apec.Dataset(meetings=[meeting], outcomes=outcomes, sources=[source], beside=apec.load()).save(path)
    return path


@pytest.mark.parametrize(
    ("key", "style", "expected"),
    [
        (
            "2027-w",
            "apa",
            f"{BODY} (2027, March 30–April 2). Own workshop [Meeting]. Lima, Peru. https://example.org/vision",
        ),
        (
            "2027-w",
            "chicago",
            f"{BODY} 2027. “Own workshop.” Lima, Peru, 30 March – 2 April 2027. https://example.org/vision.",
        ),
        ("2027-w.a", "apa", f"{BODY} (2027, April). Act! In Own workshop, Lima, Peru."),
        ("2027-w.a", "chicago", f"{BODY} 2027. “Act!” In Own workshop, Lima, Peru, April 2027."),
        (
            "2027-w.b",
            "apa",
            f"{BODY} (2027, March 30–April 2). Vision. In Own workshop, Lima, Peru. https://example.org/vision",
        ),
        ("page", "apa", "Example News. (n.d.). https://example.org/page"),
        ("page", "chicago", "Example News. n.d. https://example.org/page."),
    ],
)
def test_a_record_is_cited_in_a_style(own: Path, key: str, style: str, expected: str) -> None:
    assert answer(run("--data", own, "cite", key, "--format", style)) == f"{expected}\n"


def test_a_document_is_cited_with_its_kind(own: Path) -> None:
    data = apec.load().merge(apec.load(own))
    [document] = data.meetings["2027-w"].documents
    assert data.cite(document, format="apa") == (
        f"{BODY} (2027, March 30–April 2). Vision [Vision]. Own workshop, Lima, Peru. "
        "https://example.org/vision"
    )
    assert "“Vision.” Vision. Own workshop, Lima, Peru, " in data.cite(document, format="chicago")


@pytest.mark.parametrize("form", ["csl", "bibtex", "ris"])
def test_the_formats_of_the_command_are_those_of_cite(data: apec.Dataset, form: str) -> None:
    cited: str = data.cite("1994-aelm", format=form)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
    assert answer(run("cite", "1994-aelm", "--format", form)).rstrip() == cited.rstrip()


def test_without_an_id_the_dataset_is_cited_in_apa(data: apec.Dataset) -> None:
    assert answer(run("cite")) == f"{data.cite(format='apa')}\n"
    assert f"(Version {data.version}) [Data set]." in answer(run("cite"))


def test_a_record_that_cannot_be_cited_is_an_error_in_one_line() -> None:
    assert "expected a meeting, session, document, outcome" in error_of(run("cite", "Peru"))
