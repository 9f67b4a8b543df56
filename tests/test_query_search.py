"""The search language: words, phrases, beginnings of words, exclusions and alternatives."""

from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import apec_outcomes as apec
from apec_outcomes import Dataset, QueryError
from apec_outcomes.model._collections import ALL, BY_CLASS
from apec_outcomes.model._fields import fields_of
from apec_outcomes.query.spelling import common_form, spellings
from conftest import meeting, outcome

TEXTS = {
    "a": "Data privacy and digitalisation of customs.",
    "b": "Governance of data; tariffs on goods.",
    "c": "Labor markets and taxes. A private centre.",
    "d": "Health policies, not a tax.",
}


@pytest.fixture(params=["by the index", "one by one"])
def outcomes(request: Any) -> apec.OutcomeQuery:
    found = Dataset(
        meetings=[meeting("2024-m")],
        outcomes=[outcome(f"2024-m.{name}", title="T", summary=text) for name, text in TEXTS.items()],
    ).outcomes
    return found if request.param == "by the index" else found[:]


class TestLanguage:
    @pytest.mark.parametrize(
        ("search", "found"),
        [
            ("data", "ab"),
            ("data privacy", "a"),
            ("privacy data", "a"),
            ('"data privacy"', "a"),
            ('"privacy data"', ""),
            ("privacy OR governance", "ab"),
            ("data privacy OR health", "ad"),
            ("privacy OR tariff OR health", "abd"),
            ("priva*", "ac"),
            ("PRIVA*", "ac"),
            ("priva* markets", "c"),
            ('priva* "data privacy"', "a"),
            ("priva**", "ac"),
            ("zzz*", ""),
            ("-tax", "ab"),
            ("-tax -tariff", "a"),
            ("data -tariff", "a"),
            ('-"data privacy"', "bcd"),
            ("-priva*", "bd"),
            ("-zzz", "abcd"),
            ("data -data", ""),
            ("privacy OR -tax", "ab"),
            ("data AND privacy", "a"),
            ('"AND"', "ac"),
            ('"or"', ""),
            ("or", ""),
            ("data – privacy", "a"),
            ("\N{MINUS SIGN}tax", "ab"),
            ("data, privacy!", "a"),
            ("(data privacy)", "a"),
            ("data-privacy", "a"),
            ("data-governance", ""),
            ("“data privacy”", "a"),
            ('data"privacy"', "a"),
            ('"data"-privacy', "a"),
            ("data data data", "ab"),
            ("tax*", "cd"),
        ],
    )
    def test_a_search_finds_what_it_asks_for(
        self, outcomes: apec.OutcomeQuery, search: str, found: str
    ) -> None:
        assert "".join(key[-1] for key in outcomes.matching(search).ids()) == found

    @pytest.mark.parametrize(
        ("search", "message"),
        [
            ("", "an empty search"),
            ("!?", "an empty search"),
            ('-""', "a hyphen without a word"),
            ("!? –", "an empty search"),
            ("!? -", "a hyphen without a word"),
            (
                "--data",
                "a hyphen without a word in '--data'; expected one right before a word or phrase, as in",
            ),
            ("privacy - tax", "a hyphen without a word in 'privacy - tax'"),
            ("privacy -!", "a hyphen without a word"),
            ("privacy -(data tax)", "a hyphen before a bracket in .*; expected one before each word"),
            ("data AND", 'AND in .data AND.; expected words on both sides, or "and" for the word'),
            ("AND data", "AND in .*; expected words on both sides"),
            ("data AND AND tax", "AND in .*; expected words on both sides"),
            ("data AND OR tax", "OR in .*; expected words on both sides"),
            ("data OR AND tax", "AND in .*; expected words on both sides"),
            ("data AND !", "AND in .*; expected words on both sides"),
            ("AND", "AND in .*; expected words on both sides"),
            ('data "privacy', "an unpaired quotation mark"),
            ("data OR", "OR in .*; expected words on both sides"),
            ("OR data", "OR in .*; expected words on both sides"),
            ("data OR OR privacy", "OR in .*; expected words on both sides"),
            ("data OR !", "OR in .*; expected words on both sides"),
            ("OR", "OR in 'OR'"),
            ("data NOT tax", "NOT in .*expected a hyphen, as in -tax"),
            ("*", "a star in"),
            ("*tax", "a star in"),
            ("ta*x", "a star in"),
            ('"data priv*"', "a star in"),
            ("low-val*", "a star in"),
            ("(data OR tax) privacy", "brackets and OR"),
        ],
    )
    def test_an_invalid_search_is_an_error_that_explains_the_language(
        self, outcomes: apec.OutcomeQuery, search: str, message: str
    ) -> None:
        with pytest.raises(QueryError, match=message):
            outcomes.matching(search)

    @pytest.mark.parametrize("search", [None, 5, b"data", ["data"], ("a", "b")], ids=repr)
    def test_a_search_is_text(self, outcomes: Any, search: Any) -> None:
        with pytest.raises(apec.ArgumentError, match="expected words"):
            outcomes.matching(search)

    def test_a_phrase_is_within_one_text(self) -> None:
        found = Dataset(
            meetings=[meeting("2024-m")],
            outcomes=[outcome("2024-m.a", title="Low value", summary="shipments", note="Help")],
        ).outcomes
        for query in (found, found[:]):
            assert len(query.matching("low shipments help")) == 1
            assert len(query.matching('"value shipments"')) == 0
            assert len(query.matching('"|"' + " low")) == 1

    @given(
        labels=st.lists(st.lists(st.sampled_from("xyz"), min_size=1, max_size=4), min_size=1, max_size=4),
        phrase=st.lists(st.sampled_from("xyz"), min_size=1, max_size=10),
    )
    @example(labels=[["x", "x", "y"]], phrase=[*"xxxxxxxx", "y"])
    def test_the_index_finds_the_same_phrases_as_the_texts(
        self, labels: list[list[str]], phrase: list[str]
    ) -> None:
        themes = [apec.Theme(id=f"t{n}", label=" ".join(label)) for n, label in enumerate(labels)]
        query = Dataset(themes=themes).themes
        search = f'"{" ".join(phrase)}"'
        assert query.matching(search) == query[:].matching(search)


@dataclass(frozen=True)
class Asked:
    """A search, and the equivalent test of a text."""

    text: str
    wanted: tuple[str, ...]
    unwanted: tuple[str, ...]


WORDS = st.sampled_from(["data", "privacy", "tariff", "tax", "labour", "health", "goods"])
ALTERNATIVES = st.builds(
    lambda wanted, unwanted: Asked(
        " ".join([*wanted, *(f"-{word}" for word in unwanted)]), tuple(wanted), tuple(unwanted)
    ),
    st.lists(WORDS, min_size=1, max_size=3),
    st.lists(WORDS, max_size=2),
)


@given(st.lists(ALTERNATIVES, min_size=1, max_size=3))
def test_alternatives_and_exclusions_are_set_operations(asked: list[Asked]) -> None:
    forms = {
        name: {common_form(w.lower().strip(".;,")) for w in text.split()} for name, text in TEXTS.items()
    }
    found = Dataset(
        meetings=[meeting("2024-m")],
        outcomes=[outcome(f"2024-m.{name}", title="T", summary=text) for name, text in TEXTS.items()],
    ).outcomes
    expected = {
        f"2024-m.{name}"
        for name, words in forms.items()
        for each in asked
        if all(common_form(w) in words for w in each.wanted)
        and not any(common_form(w) in words for w in each.unwanted)
    }
    search = " OR ".join(each.text for each in asked)
    assert set(found.matching(search).ids()) == set(found[:].matching(search).ids()) == expected


@given(st.text())
def test_any_text_is_a_search_or_a_query_error(text: str) -> None:
    try:
        found = apec.load().themes.matching(text)
    except QueryError:
        return
    assert set(found) == set(apec.load().themes[:].matching(text))


class TestSpelling:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            *[
                ("digitalisation", "digitalization"),
                ("organisations", "organization"),
                ("utilise", "utilize"),
            ],
            *[("labour", "labor"), ("labourers", "laborer"), ("behavioural", "behavioral")],
            *[("neighbouring", "neighboring"), ("favourable", "favorable"), ("harbours", "harbor")],
            *[("programme", "programs"), ("centre", "centers"), ("kilometres", "kilometer")],
            *[("dialogue", "dialogs"), ("catalogues", "catalog"), ("analyse", "analyze")],
            *[("defence", "defense"), ("licences", "license"), ("offence", "offenses")],
            *[("travelled", "traveled"), ("modelling", "modeling"), ("counsellor", "counselors")],
            *[("enrolment", "enrollments"), ("fulfil", "fulfill"), ("practise", "practice")],
            *[("ageing", "aging"), ("sceptical", "skeptical"), ("paediatric", "pediatric")],
            *[("tariff", "tariffs"), ("policy", "policies"), ("tax", "taxes"), ("business", "businesses")],
            *[("case", "cases"), ("bus", "buses"), ("virus", "viruses"), ("status", "statuses")],
            *[("approach", "approaches"), ("cache", "caches"), ("hero", "heroes"), ("shoe", "shoes")],
            *[("movie", "movies"), ("tie", "ties"), ("sky", "skies"), ("day", "days"), ("prize", "prizes")],
            *[("woman", "women"), ("child", "children"), ("crisis", "crises"), ("analysis", "analyses")],
            *[("forum", "fora"), ("forum", "forums"), ("criterion", "criteria"), ("index", "indices")],
            *[("index", "indexes"), ("topic", "topics"), ("republic", "republics"), ("sme", "smes")],
        ],
    )
    def test_spellings_find_each_other(self, one: str, other: str) -> None:
        assert common_form(one) == common_form(other)

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            *[("economics", "economic"), ("goods", "good"), ("customs", "custom"), ("news", "new")],
            *[("prise", "prize"), ("price", "prices2"), ("1990s", "1990"), ("us", "u"), ("its", "it")],
            *[("hour", "hor"), ("tour", "tor"), ("four", "for"), ("metre", "metro"), ("species", "specie")],
            *[("business", "busines"), ("basis", "basi"), ("agreed", "agreement"), ("means", "mean")],
        ],
    )
    def test_different_words_do_not_find_each_other(self, one: str, other: str) -> None:
        assert common_form(one) != common_form(other)

    @given(st.text(alphabet="abcdeghilmnoprstuyz", min_size=1, max_size=14))
    def test_all_spellings_of_a_word_have_one_form(self, word: str) -> None:
        assert word in spellings(word)
        assert common_form(word)
        assert {common_form(spelling) for spelling in spellings(word)} == {common_form(word)}

    @pytest.mark.parametrize(
        ("search", "found"),
        [
            ("digitalization", "a"),
            ("labour market", "c"),
            ('"labour markets"', "c"),
            ("tariff", "b"),
            ("policy", "d"),
            ("tax", "cd"),
            ("center", "c"),
            ("digitaliz*", "a"),
            ("labou*", "c"),
            ("cente*", "c"),
            ("polici*", "d"),
            ("good", ""),
            ("custom", ""),
        ],
    )
    def test_a_search_finds_other_spellings_and_plurals(
        self, outcomes: apec.OutcomeQuery, search: str, found: str
    ) -> None:
        assert "".join(key[-1] for key in outcomes.matching(search).ids()) == found

    @pytest.mark.parametrize("word", ["cooperation", "co-operation", "coordination", "Co-Ordination"])
    def test_co_operation_is_written_either_way(self, word: str) -> None:
        other = word.replace("-", "") if "-" in word else word.replace("co", "co-", 1)
        found = Dataset(meetings=[meeting("2024-m", summary=f"Economic and technical {other}.")]).meetings
        for search in (word, f'"technical {word}"', f"{word[:6]}*"):
            assert len(found.matching(search)) == len(found[:].matching(search)) == 1

    def test_a_very_long_word_is_not_changed(self) -> None:
        assert common_form("organisation" * 10) == "organisation" * 10


class TestTexts:
    NOT_SEARCHED = frozenset({("sources", "language")})

    @pytest.mark.parametrize("name", [name for name, row in ALL.items() if row.texts])
    def test_every_text_of_a_record_is_searched(self, name: str) -> None:
        row = ALL[name]
        expected = set()
        for field in fields_of(row.cls):
            if field.kind.record in BY_CLASS:
                expected.add(field.name)
            elif field.kind.record:
                inside = fields_of(field.kind.record)
                expected |= {f"{field.name}.{f.name}" for f in inside if is_text(f.kind)}
            elif is_text(field.kind):
                expected.add(field.name)
        expected -= {field for collection, field in self.NOT_SEARCHED if collection == name}
        assert set(row.texts) == expected

    def test_people_places_notes_and_organisations_are_searched(self) -> None:
        session = apec.Session(
            id="2024-m-s",
            title="Workshop",
            kind=apec.MeetingKind.WORKSHOP,
            chairs=("Ana Quispe, chair",),
            participants=("Ben Tran, Ministry of Trade",),
        )
        found = Dataset(
            meetings=[
                meeting(
                    "2024-m",
                    venue=apec.Venue(city="Arequipa", name="Plaza Hotel"),
                    note="Held after all.",
                    chairs=("Chloe Park, minister",),
                    sessions=(session,),
                    topics=(apec.Topic(id="2024-m.t", title="Blue economy"),),
                    documents=(apec.Document(title="Arequipa Goals", kind=apec.DocumentKind.REPORT),),
                    organisations=(apec.Organisation(id="wwf", name="World Wide Fund"),),
                )
            ],
            sources=[
                apec.Source(
                    id="p",
                    url="https://example.org/",
                    kind="news",
                    publisher="P",
                    people=("Dana Wu, contact",),
                )
            ],
        )
        searches = [
            "Arequipa",
            "plaza",
            '"after all"',
            "quispe",
            '"ben tran"',
            "chloe",
            "blue",
            "goals",
            "wide",
        ]
        for search in searches:
            assert found.meetings.matching(search).ids() == ("2024-m",), search
        assert found.sessions.matching("quispe tran").ids() == ("2024-m-s",)
        assert found.sessions.matching("chloe").ids() == ()
        assert found.sources.matching('"Dana Wu"').ids() == ("p",)

    def test_a_contact_of_the_record_is_found(self, data: Dataset) -> None:
        assert data.sources.matching("Patricia Wu").one().id == "accesspartnership-som3-2024"


def is_text(kind: Any) -> bool:
    return kind.types == (str,) and kind.pattern is None and kind.collection is None
