"""The coding of outcomes and sources: applying coding sheets, and the agreement of two codings."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
import yaml

import apec_outcomes as apec
from conftest import meeting, outcome

TOOLS = Path(__file__).parent.parent / "tools"

SHEETS = {
    "outcomes-more": "[]",
    "coding/actors": "- {id: economies, label: Member economies, kind: economies}",
    "coding/themes": """
- {id: trade, label: Trade, broader: []}
- {id: customs, label: Customs, broader: [trade]}
""",
    "coding/codes-outcomes": """
- {id: 2024-aelm.a, kind: target, actors: [economies, cti], verb: by 2030}
- {id: 2024-aelm.b, kind: recognition, actors: [], verb: noted}
""",
    "coding/themes-outcomes": "{2024-aelm.a: [customs]}",
    "coding/source-kinds": "{page: document}",
    "coding/publishers-to-merge": "- {keep: APEC Secretariat, also: [APEC]}",
}


def tool(name: str) -> ModuleType:
    sys.path[:0] = [] if str(TOOLS) in sys.path else [str(TOOLS)]
    spec = importlib.util.spec_from_file_location(name, TOOLS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    for name, text in SHEETS.items():
        path = tmp_path / "facts" / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path / "facts"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A dataset whose codes differ from those of the sheets."""
    page = apec.Source(
        id="page", url="https://example.org/", kind=apec.SourceKind.COMMENTARY, publisher="APEC"
    )
    data = apec.Dataset(
        economies=[
            apec.Economy(code="PER", name="Peru"),
            apec.Economy(code="IND", name="India", kind=apec.EconomyKind.GUEST),
        ],
        fora=[
            apec.Forum(id="cti", name="Committee on Trade and Investment", kind=apec.ForumKind.COMMITTEE),
            apec.Forum(id="ec", name="Economic Committee", kind=apec.ForumKind.COMMITTEE),
        ],
        meetings=[meeting("2024-aelm", "15 November 2024")],
        outcomes=[
            outcome("2024-aelm.a", sources=("page",)),
            outcome("2024-aelm.b", kind=apec.OutcomeKind.RECOGNITION),
        ],
        sources=[page],
    )
    data.save(tmp_path / "data")
    return tmp_path / "data"


def test_codes_that_differ_are_listed_and_kept(facts: Path, folder: Path) -> None:
    differing = tool("apply_coding").apply(facts, folder)
    data = apec.load(folder)
    assert differing == [
        "2024-aelm.a: kind: got 'target'; the dataset has 'commitment'",
        "page: kind: got 'document'; the dataset has 'commentary'",
    ]
    assert data.outcomes["2024-aelm.a"].kind == "commitment"
    assert (data.outcomes["2024-aelm.a"].actors, data.outcomes["2024-aelm.a"].themes) == (
        ("economies", "cti"),
        ("customs",),
    )


def test_revise_replaces_codes_that_differ(facts: Path, folder: Path) -> None:
    assert tool("apply_coding").apply(facts, folder, revise=True) == []
    data = apec.load(folder)
    assert data.outcomes["2024-aelm.a"].kind == "target"
    assert (data.sources["page"].kind, data.sources["page"].publisher) == ("document", "APEC Secretariat")
    assert data.themes["customs"].broader == ("trade",)


def test_member_economies_and_fora_that_are_asked_to_act_are_actors(facts: Path, folder: Path) -> None:
    tool("apply_coding").apply(facts, folder)
    assert [(a.id, a.kind.value, a.economy, a.forum) for a in apec.load(folder).actors] == [
        ("economies", "economies", None, None),
        ("per", "economy", "PER", None),
        ("cti", "apec-body", None, "cti"),
    ]


def test_applying_the_sheets_again_changes_nothing(facts: Path, folder: Path) -> None:
    coding = tool("apply_coding")
    coding.apply(facts, folder, revise=True)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    coding.apply(facts, folder, revise=True)
    coding.apply(facts, folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


MINE = {
    "a": {"kind": "target", "actors": ["economies"], "themes": ["trade", "customs"]},
    "b": {"kind": "target", "actors": [], "themes": ["health"]},
    "c": {"kind": "recognition", "actors": [], "themes": ["health"]},
    "d": {"kind": "recognition", "actors": ["host"], "themes": ["water"]},
}
OTHER = {
    "a": {"kind": "target", "actors": ["economies"], "themes": ["trade"]},
    "b": {"kind": "recognition", "actors": ["host"], "themes": ["health"]},
    "c": {"kind": "recognition", "actors": [], "themes": ["health"]},
    "d": {"kind": "recognition", "actors": ["host"], "themes": ["water"]},
    "not in mine": {"kind": "target"},
}


class TestAgreement:
    def test_kinds_actors_and_themes_are_compared(self) -> None:
        # Calculated by hand: kinds agree in 3 of 4, by chance in 1/2 · 1/4 + 1/2 · 3/4 = 1/2.
        assert tool("agreement").compare(MINE, OTHER) == [
            "kind: 4 outcomes, 75% agree, kappa 0.50",
            "anybody asked: 75% agree, kappa 0.50",
            "actors: the same in 75%",
            "themes: F1 0.89, the same in 75%",
        ]

    def test_a_sample_is_reproducible_and_has_no_codes(
        self, data: apec.Dataset, capsys: pytest.CaptureFixture[str]
    ) -> None:
        agreement = tool("agreement")
        agreement.main(["draw", "3", "--seed", "7"])
        drawn = yaml.safe_load(capsys.readouterr().out)
        assert drawn == agreement.draw(data, 3, 7)
        assert [set(row) for row in drawn] == [{"id", "title", "summary"}] * 3

    def test_a_sheet_is_compared_with_the_dataset(
        self, data: apec.Dataset, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        rows = [{"id": o.id, "kind": o.kind.value} for o in data.outcomes[:20]]
        (tmp_path / "mine.yaml").write_text(yaml.safe_dump(rows))
        tool("agreement").main(["compare", str(tmp_path / "mine.yaml")])
        assert capsys.readouterr().out == "kind: 20 outcomes, 100% agree, kappa 1.00\n"
