"""The record as linked data, asked by SPARQL, checked by SHACL and by the rules of SKOS."""

import json
from pathlib import Path
from typing import Any

import pytest
import rdflib
from pyshacl import validate
from rdflib.namespace import RDF, SKOS

import apec_outcomes as apec
from apec_outcomes.export import turtle
from apec_outcomes.export._statements import BASE, statements_of
from apec_outcomes.export.jsonld import to_jsonld
from conftest import meeting, outcome

# rdflib's own parsers, and pyshacl, use names of rdflib that it is about to drop.
pytestmark = pytest.mark.filterwarnings(
    "ignore:.* is deprecated(, use Dataset| and will be removed):DeprecationWarning"
)

SHAPES = Path(turtle.__file__).with_name("shapes.ttl")


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> rdflib.Graph:
    """The whole record, as rdflib reads the Turtle of it."""
    path = tmp_path_factory.mktemp("rdf") / "apec.ttl"
    apec.load().export(path)
    return rdflib.Graph().parse(path, format="turtle")


def test_json_ld_and_turtle_state_the_same(graph: rdflib.Graph, data: apec.Dataset, tmp_path: Path) -> None:
    data.export(tmp_path / "apec.jsonld")
    read = rdflib.Graph().parse(tmp_path / "apec.jsonld", format="json-ld")
    assert len(graph) > 20_000
    assert set(read) == set(graph)  # no node is blank


def test_a_query_states_only_what_it_holds(data: apec.Dataset) -> None:
    nodes = to_jsonld(statements_of(data.themes.where(id="artificial-intelligence")))["@graph"]
    assert {node["@id"] for node in nodes} == {
        f"{BASE}themes/artificial-intelligence",
        f"{BASE}themes/digital-economy",
    }


def test_another_base_names_everything_anew(data: apec.Dataset) -> None:
    told = json.dumps(to_jsonld(statements_of(data.meetings[:20], "https://example.org/apec/")))
    assert "https://example.org/apec/meetings/1989-amm" in told
    assert BASE not in told


def test_the_shapes_hold(graph: rdflib.Graph) -> None:
    result: Any = validate(graph, shacl_graph=str(SHAPES))
    assert result[0], result[2][:2000]


@pytest.fixture
def sound() -> apec.Dataset:
    """A small dataset in which every shape has something to hold for."""
    page = ("page",)
    return apec.Dataset(
        themes=[apec.Theme(id="trade", label="Trade", definition="Trade.")],
        meetings=[meeting("2024-a", sources=page, themes=("trade",))],
        outcomes=[outcome("2024-a.one", sources=page, themes=("trade",))],
        sources=[apec.Source(id="page", url="https://example.org/page", publisher="Example")],
    )


@pytest.mark.parametrize(
    "spoilt",
    [
        f"DELETE WHERE {{ <{BASE}meetings/2024-a> schema:name ?name }}",
        f"DELETE WHERE {{ <{BASE}outcomes/2024-a.one> prov:hadPrimarySource ?source }}",
        f"INSERT DATA {{ <{BASE}themes/trade> skos:prefLabel 'Commerce'@en }}",
        f"INSERT DATA {{ <{BASE}meetings/2024-a> schema:about <{BASE}themes> }}",
        f"DELETE WHERE {{ <{BASE}sources/page> schema:url ?url }}",
    ],
)
def test_the_shapes_find_what_is_wrong(sound: apec.Dataset, spoilt: str) -> None:
    graph = turtle.to_graph(statements_of(sound))
    assert validate(graph, shacl_graph=str(SHAPES))[0]
    graph.update(spoilt)
    assert not validate(graph, shacl_graph=str(SHAPES))[0]


def test_the_themes_keep_the_rules_of_skos(graph: rdflib.Graph) -> None:
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
    """Return the ids of what fits a pattern of SPARQL."""
    rows: Any = graph.query(f"SELECT DISTINCT ?id WHERE {{ ?it schema:identifier ?id . {where} }}")
    return {str(row[0]) for row in rows}


THEMES, MEETINGS = f"{BASE}themes/", f"{BASE}meetings/"


class TestFiveQuestions:
    def test_outcomes_about_a_theme_with_its_narrower_ones(
        self, graph: rdflib.Graph, data: apec.Dataset
    ) -> None:
        pattern = f"?it schema:abstract ?text ; schema:about/skos:broader* <{THEMES}digital-economy>"
        assert asked(graph, pattern) == set(data.outcomes.about("digital-economy").ids())

    def test_meetings_of_the_years_that_an_economy_hosted(
        self, graph: rdflib.Graph, data: apec.Dataset
    ) -> None:
        pattern = f"?it a schema:Event ; schema:superEvent/schema:organizer <{BASE}economies/PER>"
        hosted = set(data.meetings.hosted_by("Peru").ids())
        assert asked(graph, pattern) == hosted

    def test_what_an_outcome_builds_on(self, graph: rdflib.Graph, data: apec.Dataset) -> None:
        vision = "2020-aelm.putrajaya-vision-2040"
        pattern = f"<{BASE}outcomes/{vision}> schema:isBasedOn+ ?it"
        assert asked(graph, pattern) == {outcome.id for outcome in data.lineage(vision).ancestors}

    def test_the_sessions_of_a_meeting(self, graph: rdflib.Graph, data: apec.Dataset) -> None:
        pattern = f"<{MEETINGS}2024-som3> schema:subEvent ?it . FILTER(CONTAINS(STR(?it), '/'))"
        within = {session.id for session in data.meetings["2024-som3"].sessions}
        assert asked(graph, pattern) == within | set(data.meetings.where(part_of="2024-som3").ids())

    def test_what_falls_due_in_a_year(self, graph: rdflib.Graph, data: apec.Dataset) -> None:
        pattern = f"?it <{BASE}vocabulary/dueBy> ?due . FILTER(STRSTARTS(STR(?due), '2020'))"
        due = {o.id for o in data.outcomes if o.target_date and o.target_date.end.year == 2020}
        assert asked(graph, pattern) == due
