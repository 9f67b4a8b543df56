"""The bundled dataset: the facts of the article on SOM3 2024, and sources of all records."""

from typing import Any

import pytest

import apec_outcomes as apec
from apec_outcomes import Dataset
from apec_outcomes.bundled import FOLDER
from apec_outcomes.model._collections import COLLECTIONS
from apec_outcomes.storage.writing import texts_of_folder

ARTICLE = "accesspartnership-som3-2024"


class TestTheArticle:
    def test_the_publisher_and_the_people(self, data: Dataset) -> None:
        article = data.sources[ARTICLE]
        assert (article.publisher, article.url, article.language) == (
            "Access Partnership",
            "https://accesspartnership.com/?p=19393",
            "en",
        )
        for person in ("Patricia Wu", "Peter Lovelock", "Olivia Burzynska-Hernandez", "Spencer"):
            assert any(person in named for named in article.people), person

    def test_the_topics(self, data: Dataset) -> None:
        som3 = data.meetings["2024-som3"]
        assert (som3.kind, som3.forum, som3.status, som3.theme) == (
            "cluster",
            "som",
            "held",
            "Empower. Include. Grow.",
        )
        assert (som3.dates.edtf, str(som3.venue)) == ("2024-08/2024-08-25", "Lima, PER")
        assert set(som3.themes) == {"digital-economy", "artificial-intelligence", "future-of-work"}
        assert [topic.id.partition("topic-")[2] for topic in som3.topics] == [
            "digital-policy",
            "ai-integration",
            "future-of-work",
        ]
        assert data.outcomes["2024-som3.collaborative-approaches"].meeting == "2024-som3"

    @pytest.mark.parametrize(
        ("session", "title", "kind", "forum", "ordinal"),
        [
            ("omni-channel-workshop", "Omni-Channel Environment", "workshop", None, None),
            ("low-value-shipments-workshop", "Low-Value Shipments", "workshop", None, None),
            ("desg-plenary", "Digital Economy Steering Group (DESG) Plenary", "working-group", "desg", None),
            ("a2c2", "16th Alliance for Supply Chain Connectivity (A2C2) Meeting", "dialogue", "a2c2", 16),
            ("grp17", "17th Conference on Good Regulatory Practices", "conference", "grp", 17),
            ("digital-week", "APEC Digital Week", "cluster", None, None),
            ("ec-workshop", "Economic Committee", "workshop", "ec", None),
        ],
    )
    def test_the_sessions(
        self, data: Dataset, session: str, title: str, kind: str, forum: str | None, ordinal: int | None
    ) -> None:
        found = data.sessions[f"2024-som3-{session}"]
        assert title in found.title
        assert (found.kind, found.forum, found.ordinal) == (kind, forum, ordinal)
        assert data.meeting_of(found) == data.meetings["2024-som3"]
        assert ARTICLE in found.sources

    def test_the_people_in_the_photograph_and_the_participants(self, data: Dataset) -> None:
        shown = data.sessions["2024-som3-ec-workshop"].participants
        assert len(shown) == 2
        assert all("Tech-Enabled Verticals" in person for person in shown)
        assert any(
            "Access Partnership" in who for who in data.sessions["2024-som3-digital-week"].participants
        )
        roles = {body.name: body.role for body in data.meetings["2024-som3"].organisations}
        assert roles["Access Partnership"] == "publisher"
        assert roles["Organisation for Economic Co-operation and Development"] == "reference"

    @pytest.mark.parametrize(
        ("takeaway", "heading", "session", "themes"),
        [
            (
                1,
                "Empowering MSMEs in the Global Economy",
                "omni-channel-workshop",
                {"omni-channel", "small-business-finance"},
            ),
            (
                2,
                "Trade Facilitation and Low-Value Shipments",
                "low-value-shipments-workshop",
                {"customs", "e-commerce"},
            ),
            (
                3,
                "Digital Economy and Regulatory Frameworks",
                "desg-plenary",
                {"data-privacy", "digital-identity"},
            ),
            (
                4,
                "Transition from Informal to Formal Economies",
                "a2c2",
                {"informal-economy", "digital-identity"},
            ),
            (
                5,
                "Innovation in Good Regulatory Practices",
                "grp17",
                {"good-regulatory-practices", "competition-policy"},
            ),
            (
                6,
                "Artificial Intelligence and the Future of Work",
                "digital-week",
                {"artificial-intelligence", "future-of-work"},
            ),
        ],
    )
    def test_the_six_takeaways(
        self, data: Dataset, takeaway: int, heading: str, session: str, themes: set[str]
    ) -> None:
        found = data.outcomes.adopted_at(f"2024-som3-{session}")
        assert found == data.outcomes.where(takeaway=takeaway)
        assert set(found.tally("heading")) == {heading}
        assert themes <= set(found.tally("themes"))
        assert set(found.tally("sources")) == {ARTICLE}

    @pytest.mark.parametrize(
        ("question", "id"),
        [
            ('"mobile first"', "omni-channel-workshop.mobile-first"),
            ("OECD", "omni-channel-workshop.inclusive-channels"),
            ('"minorities"', "omni-channel-workshop.accessibility"),
            ('"assess and manage risk"', "low-value-shipments-workshop.risk-assessment"),
            ('"trusted businesses"', "desg-plenary.inclusive-tools"),
            ('"unique identifiers"', "a2c2.unique-identifiers"),
            ("grassroots", "a2c2.grassroots"),
            ('"real time"', "grp17.real-time-feedback"),
            ('"human roles"', "digital-week.enhance-not-replace"),
            ('"digital divides"', "digital-week.digital-divides"),
            ("ethical", "digital-week.ethical-ai"),
        ],
    )
    def test_a_finding_is_found_by_its_words(self, data: Dataset, question: str, id: str) -> None:
        assert data.outcomes.where(sources=ARTICLE).matching(question).ids() == (f"2024-som3-{id}",)

    def test_the_four_next_dates(self, data: Dataset) -> None:
        told = data.calendar.where(sources=ARTICLE).upcoming(on="2024-08-26")
        assert [(entry.title, entry.dates.edtf, str(entry.venue or "")) for entry in told] == [
            ("High-Level Dialogue on Mining", "2024-09-11", ""),
            ("Small and Medium Enterprises Ministerial Meeting", "2024-09-13", ""),
            ("Finance Ministerial Meeting", "2024-10-18/2024-10-21", ""),
            ("APEC Economic Leaders (heads of state and government)", "2024-11-15/2024-11-16", "Lima, PER"),
        ]

    def test_differences_between_announcements_and_meetings(self, data: Dataset) -> None:
        told = data.calendar.where(sources=ARTICLE)
        assert [(d.entry.id, d.field) for d in told.differences()] == [
            ("cal-2024-mining", "dates"),
            ("cal-2024-finance", "dates"),
        ]


class TestWholeDataset:
    def test_the_dataset_has_the_vocabularies_and_every_year(self, data: Dataset) -> None:
        assert len(data.economies.of_kind("member")) == 21
        assert len(data.economies.where(founding=True)) == 12
        assert len(data.fora) >= 102
        assert len(data.themes) >= 93
        assert set(range(1989, 2028)) <= set(data.host_years.ids())
        assert set(data.meetings.where(part_of="2024-som3").ids()) == {
            "2024-health",
            "2024-energy",
            "2024-food-security",
        }

    def test_the_files_are_valid_and_in_the_canonical_formatting(self, data: Dataset, tmp_path: Any) -> None:
        assert apec.load(FOLDER) == data
        data.save(tmp_path / "again")
        for file in (tmp_path / "again").iterdir():
            assert file.read_text() == (tmp_path.joinpath(FOLDER) / file.name).read_text()

    def test_every_record_has_a_source(self, data: Dataset) -> None:
        named = [name for name in (*COLLECTIONS, "sessions") if name not in ("actors", "themes", "sources")]
        assert [r for name in named for r in getattr(data, name) if not r.sources] == []
        parts: list[Any] = [
            part for meeting in data.meetings for part in (*meeting.topics, *meeting.organisations)
        ]
        assert [part for part in parts if not part.sources] == []

    def test_sources_are_unique_and_all_are_cited(self, data: Dataset) -> None:
        assert len(set(data.sources.tally("url"))) == len(data.sources)
        assert "sources.json" not in texts_of_folder(data)

    def test_summaries_are_short_and_different(self, data: Dataset) -> None:
        texts = [
            r.summary for name in ("fora", "meetings", "outcomes") for r in getattr(data, name) if r.summary
        ]
        assert max(len(text.split()) for text in texts) <= 60
        runs: dict[tuple[str, ...], str] = {}
        for text in texts:
            words = text.lower().split()
            for run in {tuple(words[i : i + 10]) for i in range(len(words) - 9)}:
                assert runs.setdefault(run, text) is text

    def test_every_alias_is_unique(self, data: Dataset) -> None:
        collections: list[apec.Query[Any]] = [data.economies, data.fora, data.actors, data.themes]
        for collection in collections:
            for record in collection:
                for name in collection._store.names_in(record):
                    assert collection[name] is record


@pytest.mark.parametrize(
    ("name", "theme"),
    [
        ("artificial intelligence", "artificial-intelligence"),
        ("AI", "artificial-intelligence"),
        ("SMEs", "msmes"),
        ("MSMEs", "msmes"),
        ("e-commerce", "e-commerce"),
    ],
)
def test_the_usual_words_find_the_themes(name: str, theme: str) -> None:
    assert apec.load().themes[name].id == theme


def test_the_evidence_is_not_weaker_than_before(data: Dataset) -> None:
    number = len(data.outcomes)
    assert len(data.outcomes.with_evidence("document")) / number >= 0.59
    assert len(data.outcomes.with_evidence("document", "official")) / number >= 0.84
    assert data.outcomes.where(lambda outcome: data.evidence_of(outcome) is None).ids() == ()


def test_every_outcome_with_a_passed_deadline_has_an_assessment_or_a_note(data: Dataset) -> None:
    not_found = "No page that judges what came of it was found"
    open_ones = data.outcomes.unassessed() - data.outcomes.assessed("under-way")
    assert [o.id for o in open_ones if not_found not in (o.note or "")] == []
