"""Linked data: queries in SPARQL, checks by SHACL and by the rules of SKOS."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import attrs
import pyoxigraph
import pytest
import rdflib
from pyshacl import validate
from rdflib.namespace import RDF, SKOS

import apec_outcomes as apec
from apec_outcomes.export import turtle
from apec_outcomes.export._rdf import BASE, Statement, prefixes
from apec_outcomes.export._statements import statements_of
from apec_outcomes.export.jsonld import to_jsonld
from apec_outcomes.model._collections import ALL, QUERIED
from apec_outcomes.model._fields import fields_of
from apec_outcomes.model._text import slug
from conftest import meeting, outcome

# The parsers of rdflib and pyshacl use deprecated names of rdflib.
pytestmark = pytest.mark.filterwarnings(
    "ignore:.* is deprecated(, use Dataset| and will be removed):DeprecationWarning"
)

SHAPES = Path(turtle.__file__).with_name("shapes.ttl")


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> rdflib.Graph:
    """The whole dataset. rdflib reads N-Triples five times as fast as Turtle."""
    path = tmp_path_factory.mktemp("rdf") / "apec.nt"
    apec.load().export(path)
    read = rdflib.Graph().parse(path, format="nt")
    for prefix, namespace in prefixes(BASE).items():
        read.bind(prefix, namespace, replace=True)
    return read


def test_json_ld_and_turtle_have_the_same_statements(data: apec.Dataset, tmp_path: Path) -> None:
    data.calendar.export(tmp_path / "apec.jsonld")
    data.calendar.export(tmp_path / "apec.ttl")
    read = rdflib.Graph().parse(tmp_path / "apec.jsonld", format="json-ld")
    assert set(read) == set(rdflib.Graph().parse(tmp_path / "apec.ttl"))  # no node is blank


def test_a_query_has_only_statements_about_its_records(data: apec.Dataset) -> None:
    nodes = to_jsonld(statements_of(data.themes.where(id="artificial-intelligence")))["@graph"]
    assert {node["@id"] for node in nodes} == {
        f"{BASE}themes",
        f"{BASE}themes/artificial-intelligence",
        f"{BASE}themes/digital-economy",
    }


def test_another_base_changes_all_names(data: apec.Dataset) -> None:
    text = json.dumps(
        to_jsonld(statements_of(data.meetings[:20], "https://example.org/apec/"), "https://example.org/apec/")
    )
    assert "https://example.org/apec/meetings/1989-amm" in text
    assert BASE not in text


@pytest.mark.parametrize("ending", ["jsonld", "ttl"])
def test_base_sets_the_addresses_of_a_file(data: apec.Dataset, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"themes.{ending}"
    data.themes.export(path, base="https://example.org/apec/")
    text = path.read_text(encoding="utf-8")
    assert "https://example.org/apec/themes/customs" in text
    assert BASE not in text


@pytest.mark.parametrize(
    ("name", "base", "message"),
    [
        ("themes.ttl", "example", "got base='example'; expected one such as 'https://example.org/apec/'"),
        ("themes.ttl", "https://example.org/a b/", "expected one such as"),
        ("themes.ttl", "https://", "expected one such as"),
        ("themes.ttl", "https:///", "expected one such as"),
        ("themes.ttl", "schema:/", "expected one such as"),
        ("themes.ttl", "https://example.org/\x00/", "expected one such as"),
        ("themes.ttl", 5, "got base=5; expected one such as"),
        ("themes.ttl", "https://example.org/apec", "expected one such as"),
        (
            "themes.csv",
            "https://example.org/",
            "for csv; only jsonld, turtle and ntriples take base",
        ),
    ],
)
def test_an_invalid_base_is_an_error(
    data: apec.Dataset, tmp_path: Path, name: str, base: Any, message: str
) -> None:
    with pytest.raises(apec.FormatError, match=re.escape(message)):
        data.themes.export(tmp_path / name, base=base)
    assert list(tmp_path.iterdir()) == []


def test_documents_can_be_exported_alone(data: apec.Dataset) -> None:
    nodes = to_jsonld(statements_of(data.documents.of_kind("vision")))["@graph"]
    works = [node for node in nodes if node.get("@type") == ["https://schema.org/CreativeWork"]]
    assert len(works) == len(data.documents.of_kind("vision")) > 0


def test_similar_titles_and_places_have_different_names() -> None:
    papers = tuple(apec.Document(title=title, kind=apec.DocumentKind.REPORT) for title in ("宣言", "声明"))
    dataset = apec.Dataset(
        meetings=[
            meeting("2024-a", documents=papers, venue=apec.Venue(city="東京")),
            meeting("2024-b", venue=apec.Venue(city="大阪")),
        ]
    )
    graph = turtle.to_graph(statements_of(dataset))
    names = {str(name) for name in graph.objects(None, rdflib.SDO.name)}
    assert {"宣言", "声明", "東京", "大阪"} <= names
    for kind in (rdflib.SDO.CreativeWork, rdflib.SDO.Place):
        assert len(set(graph.subjects(RDF.type, kind))) == 2


def test_invalid_characters_in_an_address_are_escaped(tmp_path: Path) -> None:
    source = apec.Source(id="a", url="https://example.org/{a}|b<c>", kind=apec.SourceKind.NEWS, publisher="P")
    dataset = apec.Dataset(sources=[source])
    dataset.export(tmp_path / "a.ttl")
    dataset.export(tmp_path / "a.jsonld")
    graphs = [
        rdflib.Graph().parse(tmp_path / "a.ttl"),
        rdflib.Graph().parse(tmp_path / "a.jsonld", format="json-ld"),
    ]
    for graph in graphs:
        assert [str(url) for url in graph.objects(None, rdflib.SDO.url)] == [
            "https://example.org/%7Ba%7D%7Cb%3Cc%3E"
        ]


def test_the_dataset_is_described_in_dcat(graph: rdflib.Graph, data: apec.Dataset) -> None:
    rows: Any = graph.query(
        "SELECT ?title ?about ?publisher ?licence ?first ?last WHERE { ?it a dcat:Dataset ;"
        " dcterms:title ?title ; dcterms:description ?about ;"
        " dcterms:publisher ?publisher ; dcterms:license ?licence ;"
        " dcat:themeTaxonomy/a skos:ConceptScheme ;"
        " dcterms:temporal [ dcat:startDate ?first ; dcat:endDate ?last ] }"
    )
    ((_, about, publisher, licence, first, last),) = rows
    assert "each fact with its source" in about
    assert str(graph.value(publisher, rdflib.FOAF.name)) == "The apec-outcomes authors"
    assert str(licence) == "https://creativecommons.org/licenses/by/4.0/"
    assert (str(first), str(last)) == ("1989", str(data.as_of and data.as_of.edtf))


def test_the_dataset_conforms_to_the_shapes(graph: rdflib.Graph) -> None:
    result: Any = validate(graph, shacl_graph=str(SHAPES))
    assert result[0], result[2][:2000]


@pytest.fixture
def sound() -> apec.Dataset:
    """A small dataset with a target for every shape."""
    page = ("page",)
    paper = apec.Document(title="Paper", kind=apec.DocumentKind.REPORT)
    return apec.Dataset(
        themes=[apec.Theme(id="trade", label="Trade", definition="Trade.")],
        fora=[apec.Forum(id="cti", name="Committee", kind=apec.ForumKind.COMMITTEE, sources=page)],
        meetings=[meeting("2024-a", sources=page, themes=("trade",), documents=(paper,))],
        outcomes=[outcome("2024-a.one", sources=page, themes=("trade",))],
        sources=[
            apec.Source(
                id="page", url="https://example.org/page", kind=apec.SourceKind.NEWS, publisher="Example"
            )
        ],
    )


@pytest.mark.parametrize(
    "update",
    [
        f"DELETE WHERE {{ <{BASE}meetings/2024-a> schema:name ?name }}",
        f"DELETE WHERE {{ <{BASE}outcomes/2024-a.one> prov:hadPrimarySource ?source }}",
        f"INSERT DATA {{ <{BASE}themes/trade> skos:prefLabel 'Commerce'@en }}",
        f"INSERT DATA {{ <{BASE}meetings/2024-a> schema:about <{BASE}themes> }}",
        f"DELETE WHERE {{ <{BASE}sources/page> schema:url ?url }}",
        f"DELETE WHERE {{ <{BASE}documents/2024-a.paper> prov:hadPrimarySource ?source }}",
        f"DELETE WHERE {{ <{BASE}documents/2024-a.paper> schema:identifier ?id }}",
        f"INSERT DATA {{ <{BASE}fora/cti> dcterms:isReplacedBy <{BASE}themes/trade> }}",
    ],
    ids=[
        "meeting-without-name",
        "outcome-without-source",
        "theme-with-two-labels",
        "meeting-about-no-theme",
        "source-without-address",
        "document-without-source",
        "document-without-id",
        "forum-replaced-by-a-theme",
    ],
)
def test_the_shapes_find_errors(sound: apec.Dataset, update: str) -> None:
    graph = turtle.to_graph(statements_of(sound))
    assert validate(graph, shacl_graph=str(SHAPES))[0]
    graph.update(update)
    assert not validate(graph, shacl_graph=str(SHAPES))[0]


def test_themes_conform_to_skos(graph: rdflib.Graph) -> None:
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))
    (scheme,) = graph.subjects(RDF.type, SKOS.ConceptScheme)
    assert scheme not in concepts  # S9
    tops = set(graph.objects(scheme, SKOS.hasTopConcept))
    assert tops == {each for each in concepts if (each, SKOS.topConceptOf, scheme) in graph}  # S8
    for concept in concepts:
        (preferred,) = graph.objects(concept, SKOS.prefLabel)  # S14
        assert preferred not in set(graph.objects(concept, SKOS.altLabel))  # S13
        above = set(graph.transitive_objects(concept, SKOS.broader)) - {concept}
        assert concept not in {each for other in above for each in graph.objects(other, SKOS.broader)}
        assert (concept in tops) == (not above)
        for other in graph.objects(concept, SKOS.broader):
            assert (other, SKOS.narrower, concept) in graph  # S25


def asked(graph: rdflib.Graph, where: str) -> set[str]:
    """Return the ids of the matches of a SPARQL pattern."""
    rows: Any = graph.query(f"SELECT DISTINCT ?id WHERE {{ ?it schema:identifier ?id . {where} }}")
    return {str(row[0]) for row in rows}


THEMES, MEETINGS, FORA = f"{BASE}themes/", f"{BASE}meetings/", f"{BASE}fora/"


class TestQuestions:
    def test_outcomes_about_a_theme_with_its_narrower_ones(
        self, graph: rdflib.Graph, data: apec.Dataset
    ) -> None:
        pattern = f"?it schema:abstract ?text ; schema:about/skos:broader* <{THEMES}digital-economy>"
        assert asked(graph, pattern) == set(data.outcomes.about("digital-economy").ids())

    def test_meetings_of_the_years_that_an_economy_hosted(
        self, graph: rdflib.Graph, data: apec.Dataset
    ) -> None:
        pattern = f"?it a schema:Event ; schema:superEvent/apec:host <{BASE}economies/PER>"
        hosted = set(data.meetings.hosted_by("Peru").ids())
        assert asked(graph, pattern) == hosted

    def test_outcomes_that_an_outcome_builds_on(self, graph: rdflib.Graph, data: apec.Dataset) -> None:
        vision = "2020-aelm.putrajaya-vision-2040"
        pattern = f"<{BASE}outcomes/{vision}> schema:isBasedOn+ ?it"
        assert asked(graph, pattern) == {outcome.id for outcome in data.lineage(vision).ancestors}

    def test_the_sessions_of_a_meeting(self, graph: rdflib.Graph, data: apec.Dataset) -> None:
        pattern = f"<{MEETINGS}2024-som3> schema:subEvent ?it . FILTER(CONTAINS(STR(?it), '/'))"
        within = {session.id for session in data.meetings["2024-som3"].sessions}
        assert asked(graph, pattern) == within | set(data.meetings.where(part_of="2024-som3").ids())

    def test_outcomes_due_in_a_year(self, graph: rdflib.Graph, data: apec.Dataset) -> None:
        pattern = f"?it <{BASE}vocabulary/dueBy> ?due . FILTER(STRSTARTS(STR(?due), '2020'))"
        due = {o.id for o in data.outcomes if o.target_date and o.target_date.end.year == 2020}
        assert asked(graph, pattern) == due

    def test_documents_of_leaders(self, graph: rdflib.Graph, data: apec.Dataset) -> None:
        pattern = "?meeting schema:additionalType 'leaders' ; schema:workFeatured ?it ."
        leaders = data.meetings.of_kind("leaders")
        assert len(asked(graph, pattern)) == sum(len(meeting.documents) for meeting in leaders)
        assert f"2020-aelm.{slug('2020 Kuala Lumpur Declaration')}" in asked(graph, pattern)

    def test_fora_and_their_successors(self, graph: rdflib.Graph, data: apec.Dataset) -> None:
        rows: Any = graph.query("SELECT ?old ?new WHERE { ?old dcterms:isReplacedBy ?new }")
        successors = {(str(old), str(new)) for old, new in rows}
        assert successors == {(f"{FORA}{f.id}", f"{FORA}{f.successor}") for f in data.fora if f.successor}
        assert len(successors) > 10

    def test_outcomes_have_a_type_of_their_own(self, graph: rdflib.Graph, data: apec.Dataset) -> None:
        assert asked(graph, f"?it a <{BASE}vocabulary/Outcome>") == set(data.outcomes.ids())


# Single collections, and all fields of records.


@pytest.mark.parametrize("name", QUERIED)
def test_each_collection_conforms_to_the_shapes(data: apec.Dataset, name: str) -> None:
    query = getattr(data, name)
    part = query[:: max(1, len(query) // 60)]
    result: Any = validate(turtle.to_graph(statements_of(part)), shacl_graph=str(SHAPES))
    assert result[0], result[2][:2000]


def test_an_export_of_themes_has_their_scheme(data: apec.Dataset) -> None:
    graph = turtle.to_graph(statements_of(data.themes))
    (scheme,) = graph.subjects(RDF.type, SKOS.ConceptScheme)
    assert set(graph.objects(None, SKOS.inScheme)) == {scheme}
    assert list(graph.objects(scheme, rdflib.DCTERMS.title))


def test_names_have_a_language_and_publishers_are_agents(graph: rdflib.Graph) -> None:
    foaf = rdflib.FOAF
    for name in graph.objects(None, rdflib.DCTERMS.publisher):
        assert (name, RDF.type, foaf.Agent) in graph
        assert list(graph.objects(name, foaf.name))
    schema = rdflib.SDO
    for kind in (schema.Event, schema.Organization, schema.AdministrativeArea, schema.EventSeries):
        for it in graph.subjects(RDF.type, kind):
            assert {name.language for name in graph.objects(it, rdflib.SDO.name)} == {"en"}  # type: ignore[attr-defined]
    for organiser in graph.objects(None, rdflib.SDO.organizer):
        assert (organiser, RDF.type, rdflib.SDO.Organization) in graph


def test_prefixes_are_the_usual_ones(data: apec.Dataset, tmp_path: Path) -> None:
    data.meetings.where(id="2024-som3").export(tmp_path / "a.ttl")
    text = (tmp_path / "a.ttl").read_text(encoding="utf-8")
    assert "@prefix schema: <https://schema.org/> ." in text
    assert "@prefix apec: <urn:x-apec-outcomes:vocabulary/> ." in text
    assert "ns1:" not in text


def test_terms_of_our_own_are_described(graph: rdflib.Graph) -> None:
    own = f"{BASE}vocabulary/"
    used = {str(name) for name in graph.predicates() if str(name).startswith(own)}
    assert used
    assert used == {str(name) for name in graph.subjects(RDF.type, RDF.Property)}
    for name in used:
        assert list(graph.objects(rdflib.URIRef(name), rdflib.RDFS.comment))


class Given(NamedTuple):
    """Records in the smallest object that an export accepts."""

    collection: str
    dataset: apec.Dataset
    records: tuple[Any, ...]

    def __iter__(self) -> Iterator[Any]:
        return iter(self.records)

    def __len__(self) -> int:
        return len(self.records)


def stated(data: apec.Dataset, name: str, record: Any) -> set[Statement]:
    """Return the statements about a record, those about a part of a meeting with the meeting."""
    if name in ("topics", "documents", "organisations"):
        holding: dict[str, Any] = {name: (record,)}
        name, record = "meetings", attrs.evolve(data.meetings["2024-som3"], **holding)
    return set(statements_of(Given(name, data, (record,))))


@pytest.mark.parametrize("name", ALL)
def test_every_field_of_a_record_is_stated(data: apec.Dataset, name: str) -> None:
    if name in QUERIED:
        records = list(getattr(data, name))
    else:
        records = [part for meeting in data.meetings for part in getattr(meeting, name)]
    for field in fields_of(ALL[name].cls):
        full = next((r for r in records if getattr(r, field.name) != field.default), None)
        if field.required or full is None:
            continue
        bare = attrs.evolve(full, **{field.name: field.default})
        assert stated(data, name, full) != stated(data, name, bare), field.name


def test_dates_of_every_precision_are_found_by_their_text(data: apec.Dataset) -> None:
    """SPARQL compares dates of one type only, so the guide compares texts."""
    store = pyoxigraph.Store()
    store.load(
        turtle.to_graph(statements_of(data.outcomes)).serialize(format="nt"),
        format=pyoxigraph.RdfFormat.N_TRIPLES,
    )

    def found(condition: str) -> int:
        question = (
            "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> "
            f"SELECT ?it WHERE {{ ?it <{BASE}vocabulary/dueBy> ?due . FILTER({condition}) }}"
        )
        return len(list(store.query(question)))  # type: ignore[arg-type]

    due = [o for o in data.outcomes if o.target_date and o.target_date.end.year >= 2020]
    assert found('STR(?due) >= "2020"') == len(due)
    assert found('?due >= "2020-01-01"^^xsd:date') < len(due)
