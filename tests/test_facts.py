"""The conversion of fact sheets into a dataset."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

import apec_outcomes as apec

TOOL = Path(__file__).parent.parent / "tools" / "convert_facts.py"

SHEETS = {
    "economies": """
- {code: PER, name: Peru, kind: member, joined: 1998-11, sources: [https://example.org/members]}
- {code: AUS, name: Australia, kind: member, joined: 1989-11, founding_member: true,
   sources: [https://example.org/members]}
""",
    "fora": """
- {id: som, name: Senior Officials' Meeting, kind: senior-officials, established: 1989,
   sources: [https://example.org/fora/som.html]}
- {id: ecsg, name: Electronic Commerce Steering Group, kind: steering-group, status: former,
   successor: [desg], sources: [https://example.org/fora/ecsg.html]}
- {id: desg, name: Digital Economy Steering Group, kind: steering-group, predecessor: [ecsg], parent: som,
   note: Its end is not certain., sources: [https://example.org/fora/desg.html]}
""",
    "themes": """
- {id: digital-economy, label: Digital economy}
- {id: artificial-intelligence, label: Artificial intelligence, broader: digital-economy}
""",
    "meetings-som": """
- id: 2024-som3
  title: Third Senior Officials' Meeting and Related Meetings
  kind: cluster
  forum: som
  start: 2024-08
  end: 2024-08-25
  city: Lima
  economy: PER
  status: held
  documents:
    - {title: Lima Statement, kind: joint-statement, date: 2024-08-25, url: https://example.org/lima.pdf}
  sources: [https://example.org/som3]
- id: 2024-energy
  title: Energy Ministerial Meeting
  kind: sectoral-ministerial
  start: 2024-08-16
  end: 2024-08-16
  city: Lima
  economy: PER
  status: held
  part_of: 2024-som3
  delegates: 300
  sources: [https://example.org/energy]
- id: 2024-som3-desg
  title: Digital Economy Steering Group Plenary
  kind: working-group
  forum: desg
  start: 2024-08-14
  part_of: 2024-som3
  status: held
  sources: [https://example.org/som3]
""",
    "outcomes-2024": """
- id: 2024-som3.lima-statement
  meeting: 2024-som3
  session: 2024-som3
  kind: joint-statement
  title: Lima Statement
  summary: Officials welcome the work on digital policy.
  themes: [digital-economy]
  date: 2024-08-25
  target_date: 2030
  document: Lima Statement
  sources: [https://example.org/lima.pdf]
- {id: old, meeting: 2024-som3, title: Already recorded, sources: [https://example.org/som3]}
- id: 2024-energy.ai
  meeting: 2024-energy
  kind: recommendation
  title: AI governance
  summary: The group asks for common principles.
  themes: [artificial-intelligence]
  sources: [https://example.org/som3]
""",
    "som3-news": """
- id: news
  record: article
  url: https://news.example.org/p7
  publisher: The News
  language: en
  meeting: 2024-som3
  contacts: [A. Writer]
  sources: [https://news.example.org/p7]
- id: org-news
  record: organisation
  name: The News
  role: publisher
  sources: [https://news.example.org/p7]
- id: news.cal-finance
  record: calendar-entry
  title: Finance Ministerial Meeting
  meeting: 2024-finance
  as_announced: {start: 2024-10-18, end: 2024-10-21}
  actual: {kind: sectoral-ministerial, start: 2024-10-20, end: 2024-10-21, city: Lima, economy: PER}
  differs: true
  sources: [https://news.example.org/p7, https://example.org/finance]
- {id: odd, record: rumour, sources: [https://news.example.org/p7]}
""",
    "calendar-2024": """
- id: cal-2024-finance
  title: Finance Ministers' Meeting
  start: 2024-10-20
  end: 2024-10-21
  city: Cusco
  economy: PER
  status: held
  meeting: 2024-finance
  note: Opened by the host.
  sources: [https://example.org/finance]
- id: cal-2024-som3-workshop
  title: Workshop on privacy
  start: 2024-08-12
  kind: workshop
  status: scheduled
  meeting: 2024-som3-workshop
  part_of: 2024-som3
  sources: [https://example.org/som3]
- {id: cal-2025-som1, title: First Senior Officials' Meeting, start: 2025-02, status: held,
   meeting: 2025-som1, sources: [https://example.org/2025]}
""",
}
ORDER = (*list(SHEETS)[:-1], "calendar-2024:cal-2024-*")


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("convert_facts", TOOL)
    assert spec is not None
    assert spec.loader is not None
    sys.path[:0] = [] if str(TOOL.parent) in sys.path else [str(TOOL.parent)]
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    folder = tmp_path / "facts"
    folder.mkdir()
    for name, text in SHEETS.items():
        (folder / f"{name}.yaml").write_text(text)
    return folder


def convert(tool: ModuleType, facts: Path, sheets: tuple[str, ...] = ORDER) -> tuple[apec.Dataset, list[str]]:
    to = facts.parent / "data"
    rulings = tool.Rulings(
        publishers={"example.org": "Example Press"},
        kinds={"": "news"},
        moved={"2024-energy.ai": "2024-som3-desg.ai"},
        elsewhere={"differs": "derived differences", "old": "2024-som3"},
    )
    unplaced = tool.convert(facts, to, sheets, rulings)
    return apec.load(to), unplaced


def test_a_meeting_row_becomes_a_meeting(tool: ModuleType, facts: Path) -> None:
    data, _ = convert(tool, facts)
    som3 = data.meetings["2024-som3"]
    assert (som3.kind, som3.forum, som3.status) == ("cluster", "som", "held")
    assert som3.dates.edtf == "2024-08/2024-08-25"
    assert som3.venue == apec.Venue(city="Lima", economy="PER")
    assert [(d.title, d.date and d.date.edtf) for d in som3.documents] == [("Lima Statement", "2024-08-25")]


def test_a_workshop_in_a_cluster_is_a_session_and_a_ministerial_a_meeting(
    tool: ModuleType, facts: Path
) -> None:
    data, _ = convert(tool, facts)
    assert data.meetings["2024-energy"].part_of == "2024-som3"
    assert [s.id for s in data.meetings["2024-som3"].sessions] == ["2024-som3-desg", "2024-som3-workshop"]


def test_an_outcome_of_a_session_names_session_and_meeting(tool: ModuleType, facts: Path) -> None:
    data, _ = convert(tool, facts)
    whole, part = data.outcomes["2024-som3.lima-statement"], data.outcomes["2024-som3-desg.ai"]
    assert (whole.meeting, whole.session) == ("2024-som3", None)
    assert whole.target_date == apec.DateSpan.parse("2030")
    assert (part.meeting, part.session) == ("2024-som3", "2024-som3-desg")


def test_an_announcement_becomes_a_calendar_entry_and_a_meeting(tool: ModuleType, facts: Path) -> None:
    data, _ = convert(tool, facts)
    entry, held = data.calendar["cal-2024-finance"], data.meetings["2024-finance"]
    assert (entry.title, entry.dates.edtf, entry.venue) == (
        "Finance Ministerial Meeting",
        "2024-10-18/2024-10-21",
        None,
    )
    assert entry.sources[0] == "news-example-org-p7"
    assert (held.title, held.dates.edtf, held.note) == (
        "Finance Ministers' Meeting",
        "2024-10-20/2024-10-21",
        "Opened by the host.",
    )
    assert "news-example-org-p7" not in held.sources
    assert [(d.entry.id, d.field) for d in data.calendar.differences()] == [("cal-2024-finance", "dates")]


def test_a_calendar_row_links_to_its_session(tool: ModuleType, facts: Path) -> None:
    data, _ = convert(tool, facts)
    entry = data.calendar["cal-2024-som3-workshop"]
    assert (entry.meeting, entry.session) == ("2024-som3", "2024-som3-workshop")
    assert data.sessions["2024-som3-workshop"].status == "scheduled"


def test_only_ids_that_match_the_pattern_are_added(tool: ModuleType, facts: Path) -> None:
    data, _ = convert(tool, facts)
    assert "cal-2025-som1" not in data.calendar


def test_an_article_adds_fields_to_its_source_and_organisations_to_its_meeting(
    tool: ModuleType, facts: Path
) -> None:
    data, _ = convert(tool, facts)
    source = data.sources["news-example-org-p7"]
    assert (source.publisher, source.language, source.people) == ("The News", "en", ("A. Writer, contact",))
    assert [body.id for body in data.meetings["2024-som3"].organisations] == ["org-news"]


def test_fields_are_renamed_to_those_of_the_library(tool: ModuleType, facts: Path) -> None:
    data, _ = convert(tool, facts)
    assert data.economies["Australia"].founding
    assert data.fora["ecsg"].former
    assert (data.fora["ecsg"].successor, data.fora["desg"].predecessors) == ("desg", ("ecsg",))
    assert data.fora["desg"].note == "Its end is not certain."
    assert data.themes["artificial-intelligence"].broader == ("digital-economy",)


def test_an_address_is_one_source_with_a_publisher(tool: ModuleType, facts: Path) -> None:
    data, _ = convert(tool, facts)
    assert data.meetings["2024-som3"].sources == data.sessions["2024-som3-desg"].sources
    assert data.sources_of("2024-som3").one().publisher == "Example Press"
    assert data.sources["https://example.org/fora/desg.html"].id == "example-org-desg"


def test_values_without_a_place_are_listed(tool: ModuleType, facts: Path) -> None:
    _, unplaced = convert(tool, facts)
    assert unplaced == [
        "meetings-som.yaml: 2024-energy: delegates",
        "outcomes-2024.yaml: old (already recorded as 2024-som3)",
        "som3-news.yaml: news.cal-finance: differs (already recorded as derived differences)",
        "som3-news.yaml: odd: unknown kind of row 'rumour'",
        "calendar-2024.yaml: cal-2024-finance: venue: city: got 'Cusco'; the dataset has 'Lima'",
    ]


def test_existing_records_are_kept_and_differences_are_listed(tool: ModuleType, facts: Path) -> None:
    convert(tool, facts)
    (facts / "themes.yaml").write_text("- {id: digital-economy, label: Digital, aliases: [internet economy]}")
    data, unplaced = convert(tool, facts, ("themes",))
    assert data.themes["digital-economy"].label == "Digital economy"
    assert unplaced == [
        "themes.yaml: digital-economy: label: got 'Digital'; the dataset has 'Digital economy'",
        "themes.yaml: digital-economy: aliases: got 'internet economy', which the dataset does not have",
    ]


def test_a_sheet_adds_records_to_the_existing_ones(tool: ModuleType, facts: Path) -> None:
    before, _ = convert(tool, facts)
    (facts / "themes.yaml").write_text("- {id: health, label: Health}")
    data, unplaced = convert(tool, facts, ("themes",))
    assert [change.id for change in apec.diff(before, data)] == ["health"]
    assert unplaced == []


def test_a_rerun_gives_the_same_bytes_and_keeps_a_readme(tool: ModuleType, facts: Path) -> None:
    convert(tool, facts)
    data = facts.parent / "data"
    (data / "README.md").write_text("notes on the files")
    before = {path.name: path.read_bytes() for path in data.iterdir()}
    convert(tool, facts)
    assert {path.name: path.read_bytes() for path in data.iterdir()} == before


def test_a_broken_sheet_writes_nothing(tool: ModuleType, facts: Path) -> None:
    (facts / "themes.yaml").write_text("- {id: artificial-intelligence, label: AI, broader: nowhere}")
    with pytest.raises(apec.InvalidRecordError, match="nowhere"):
        convert(tool, facts)
    assert not (facts.parent / "data").exists()
