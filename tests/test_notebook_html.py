"""HTML of records, queries and datasets for notebooks."""

import gc
import re
from html.parser import HTMLParser

import attrs
import pytest

import apec_outcomes as apec
from apec_outcomes import DateSpan, MeetingKind, Status
from apec_outcomes.model import _card, _html
from conftest import meeting, outcome

ATTACK = '<script>alert("x")</script> & "quotes" \'too\''


class Reader(HTMLParser):
    """A strict parser of HTML: tags must be closed in order."""

    VOID = frozenset({"br"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.styles: list[str] = []
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.text = ""
        self.rows = 0
        self.feed(html)
        self.close()
        assert self.open == [], f"not closed: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.rows += tag == "tr"
        for name, value in attrs:
            self.attributes.add(name)
            if name == "style":
                self.styles.append(value or "")
            if name == "href":
                self.links.append(value or "")
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def shown(thing: object) -> Reader:
    return Reader(thing._repr_html_())  # type: ignore[attr-defined]


def everything() -> list[object]:
    data = apec.load()
    queries = [
        getattr(data, name) for name in ("economies", "fora", "themes", "host_years", "meetings", "sessions")
    ]
    queries += [getattr(data, name) for name in ("documents", "outcomes", "calendar", "sources")]
    som3 = data.meetings["2024-som3"]
    parts = [*som3.topics, *som3.sessions, *som3.organisations, som3.venue]
    records = [record for query in queries for record in query.limit(50)]
    return [
        data,
        *queries,
        *records,
        *parts,
        *data.calendar.differences(),
        data.lineage("2024-som3-a2c2.voices"),
    ]


def hostile() -> apec.Meeting:
    return apec.Meeting(
        id="2027-hostile",
        title=ATTACK,
        kind=MeetingKind.WORKSHOP,
        dates=DateSpan.parse("2027"),
        status=Status.HELD,
        theme=ATTACK,
        chairs=(ATTACK, ATTACK),
        venue=apec.Venue(city=ATTACK),
        summary=ATTACK,
        sessions=(apec.Session(id="2027-hostile-session", title=ATTACK, kind=MeetingKind.WORKSHOP),),
        documents=(
            apec.Document(
                title=ATTACK, kind=apec.DocumentKind.REPORT, url='https://example.org/?a=1&b="><script>'
            ),
        ),
        sources=('"><script>',),
    )


def test_html_is_well_formed_with_known_tags() -> None:
    known = {
        "div",
        "strong",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "code",
        "span",
        "ul",
        "li",
        "a",
        "br",
    }
    for thing in everything():
        reader = shown(thing)
        assert reader.tags <= known | {"details", "summary"}
        assert reader.attributes <= {"style", "scope", "href", "rel", "title"}


def test_text_is_escaped_everywhere() -> None:
    own = apec.Dataset(
        meetings=[
            apec.Meeting(
                id="2027-own",
                title=ATTACK,
                kind=MeetingKind.WORKSHOP,
                dates=DateSpan.parse("2027"),
                status=Status.HELD,
            )
        ]
    )
    for html in (
        hostile()._repr_html_(),
        own.meetings._repr_html_(),
        _card.table([hostile()], ATTACK, ("title", "kind")),
        _card.overview(ATTACK, {ATTACK: 1}),
    ):
        assert "<script" not in html
        assert ATTACK in Reader(html).text


def test_colours_follow_the_notebook() -> None:
    for thing in everything():
        for style in shown(thing).styles:
            for value in re.findall(r"background(?:-color)?:\s*([^;]+)", style):
                assert value.strip() in ("none", "transparent")
            for value in re.findall(r"(?<![-\w])color:\s*([^;]+)", style):
                assert value.strip() in ("inherit", "currentColor")
            assert "#" not in style


def test_wide_tables_scroll() -> None:
    assert "overflow-x: auto" in shown(apec.load().outcomes).styles[0]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//example.org", "ftp://example.org/x"]
)
def test_only_web_addresses_are_links(url: str) -> None:
    reader = Reader(f"<div>{_html.link(url, url)} {_html.link(url, 'https://example.org/a?b=1&c=2')}</div>")
    assert reader.links == ["https://example.org/a?b=1&c=2"]
    assert reader.text == f"{url} {url}"


def test_a_link_has_its_whole_address() -> None:
    assert shown(hostile()).links == ['https://example.org/?a=1&b="><script>']


def test_a_card_has_the_title_and_every_field_that_has_a_value() -> None:
    som3 = apec.load().meetings["2024-som3"]
    text = shown(som3).text
    for part in (som3.title, "Meeting", "2024-som3", str(som3.dates), "Lima, Peru", som3.theme, som3.summary):
        assert str(part) in text
    for session in som3.sessions:
        assert session.title in text
        assert f">{session.id}</code>" in som3._repr_html_()
    assert "part of" not in text


def test_an_address_is_a_link_and_an_id_is_code() -> None:
    source = apec.load().sources["accesspartnership-som3-2024"]
    assert source.url in shown(source).links
    own = meeting("2024-m", note="some-id")
    assert "<code" in own._repr_html_().partition("note")[2].partition("some-id")[0]
    assert shown(own).links == []


def test_a_card_has_the_id_once() -> None:
    data = apec.load()
    for record in (data.meetings["2024-som3"], data.outcomes["1994-aelm.bogor-goals"], data.economies["PER"]):
        key = record.code if isinstance(record, apec.Economy) else record.id
        html = record._repr_html_()
        assert html.count(f">{key}</code>") == 1
        assert f"{type(record).__name__} {key}" in Reader(html).text
    assert "code" not in shown(apec.Venue(city="Lima", economy="PER")).tags


def test_a_place_has_its_venue_city_and_economy() -> None:
    venue = apec.Venue(name="Lima Convention Center", city="Lima", economy="PER")
    entry = apec.CalendarEntry(
        id="cal-2027-example", title="Example", dates=DateSpan.parse("2027"), venue=venue
    )
    assert "Lima Convention Center, Lima, PER" in shown(entry).text
    assert (
        "Lima Convention Center, Lima, PER"
        in Reader(_card.table([entry], "1 calendar entry", ("title", "venue"))).text
    )


def test_a_long_table_shows_the_first_and_counts_the_rest() -> None:
    outcomes = apec.load().outcomes
    reader = shown(outcomes)
    assert reader.rows == 21
    assert f"... and {len(outcomes) - 20:,} more" in reader.text
    assert "... and" not in shown(outcomes.limit(20)).text


def test_a_missing_value_is_an_empty_cell(small: apec.Dataset) -> None:
    assert "None" not in shown(small.meetings).text
    table = _card.table([apec.Venue(city="Lima"), apec.Venue(name="Hall")], "2 places", ("city", "name"))
    assert re.findall("<td[^>]*>(.*?)</td>", table) == ["Lima", "", "", "Hall"]


def test_an_empty_query_says_that_it_has_no_records() -> None:
    reader = shown(apec.load().meetings.limit(0))
    assert reader.text == "0 meetings"
    assert "table" not in reader.tags


def test_a_dataset_counts_its_records() -> None:
    data = apec.load()
    text = shown(data).text
    assert f"meetings{len(data.meetings):,}" in text
    assert f"as of {data.as_of}" in text


# Names instead of ids.


def test_a_table_has_the_names_of_records_that_it_refers_to() -> None:
    data = apec.load()
    reader = shown(data.outcomes.where(id="2024-som3-desg-plenary.data-privacy"))
    assert "Third Senior Officials' Meeting and related meetings (SOM3), APEC Peru 2024" in reader.text
    assert "Data privacy" in reader.text
    assert data.sources["accesspartnership-som3-2024"].url in reader.links


def test_a_table_of_assessments_names_the_outcome_and_who_judges() -> None:
    data = apec.load()
    found = data.assessments_of("1994-aelm.bogor-goals").where(by="leaders")
    text = shown(found).text
    assert "Bogor Goals" in text
    assert data.actors["leaders"].label in text


def test_a_table_keeps_the_id_by_which_a_row_is_looked_up() -> None:
    assert "2024-som3-desg-plenary.data-privacy" in shown(apec.load().outcomes.about("data privacy")).text


def test_a_card_names_the_records_that_it_refers_to() -> None:
    data = apec.load()
    bogor = data.outcomes["1994-aelm.bogor-goals"]
    reader = shown(bogor)
    for part in (data.meetings[bogor.meeting].title, *(data.themes[theme].label for theme in bogor.themes)):
        assert part in reader.text
    assert set(reader.links) >= {source.url for source in data.sources_of(bogor)}


def test_a_card_of_an_own_record_has_names_from_the_dataset_beside() -> None:
    mine = apec.Outcome(
        id="2024-som3.note",
        meeting="2024-som3",
        title="Note",
        kind=apec.OutcomeKind.TAKEAWAY,
        summary="A note.",
        themes=("digital-identity",),
    )
    assert "digital-identity" in shown(mine).text
    own = apec.Dataset(outcomes=[mine], beside=apec.load())
    assert "Digital identity" in shown(own.outcomes.one()).text


def test_a_record_of_a_deleted_dataset_shows_ids() -> None:
    theme = apec.Theme(id="orbits", label="Orbits", broader=["space"])
    own = apec.Dataset(themes=[apec.Theme(id="space", label="Outer space"), theme])
    assert "Outer space" in shown(theme).text
    del own
    gc.collect()
    assert "Outer space" not in shown(theme).text


def test_a_lineage_is_a_chain_of_titles_and_years() -> None:
    data = apec.load()
    line = data.lineage("1995-aelm.osaka-action-agenda")
    reader = shown(line)
    for each in (*line.ancestors, line.outcome, *line.descendants):
        assert f"{each.year} {each.title}" in reader.text
    assert "→" not in reader.text
    places = [reader.text.index(f"{each.year} {each.title}") for each in (*line.ancestors, line.outcome)]
    assert places == sorted(places)


def test_a_long_lineage_is_folded_and_shows_each_outcome_once() -> None:
    line = apec.load().lineage("1994-aelm.bogor-goals")
    reader = shown(line)
    assert f"{len(line.descendants)} build on it, directly or through others" in reader.text
    assert "details" in reader.tags
    assert reader.text.count("APEC Putrajaya Vision 2040") == 1


def test_an_outcome_is_in_the_tree_below_the_latest_that_it_builds_on() -> None:
    first, second, third, other = (f"{year}-m.a" for year in (2001, 2002, 2003, 2000))
    own = apec.Dataset(
        meetings=[meeting(f"{year}-m", str(year)) for year in range(2000, 2004)],
        outcomes=[
            outcome(other),
            outcome(first),
            outcome(second, builds_on=(first,)),
            outcome(third, builds_on=(second, first, other)),
        ],
    )
    tree = own.lineage(first)._repr_html_()
    assert tree.count("<ul") == 2
    line = own.lineage(first)
    again = attrs.evolve(line, edges=(*line.edges, (third, other)))  # an edge of another lineage
    assert again._repr_html_() == tree


def test_ids_are_in_a_line_and_sources_with_addresses_are_a_list(small: apec.Dataset) -> None:
    own = small.meetings["2024-a"]
    linked = attrs.evolve(own, sources=("page", "page-2"))
    second = apec.Source(
        id="page-2", url="https://example.org/2", kind=apec.SourceKind.NEWS, publisher="Other"
    )
    beside = apec.Dataset(meetings=[attrs.evolve(linked, id="2024-linked")], sources=[second], beside=small)
    assert "Trade, Health" in shown(own).text
    assert beside.meetings["2024-linked"]._repr_html_().count("<li>") >= 2


def test_a_record_without_a_dataset_shows_codes(data: apec.Dataset) -> None:
    assert data.economies["PER"].name == "Peru"
    venue = shown(apec.Venue(city="Lima", economy="PER"))
    assert "PER" in venue.text
    assert "Peru" not in venue.text


@pytest.mark.parametrize(("length", "items"), [(59, 0), (60, 2)], ids=["short", "long"])
def test_short_names_are_in_a_line_and_longer_ones_are_a_list(length: int, items: int) -> None:
    themes = [apec.Theme(id=name, label=name * length) for name in ("a", "b")]
    own = apec.Dataset(meetings=[meeting("2024-m", themes=("a", "b"))], themes=themes)
    assert own.meetings["2024-m"]._repr_html_().count("<li>") == items
