"""Calendars, graphs, schemas and linked data, read by other programs."""

import ctypes
import ctypes.util
import hashlib
import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema_rs
import pyoxigraph
import pytest

import apec_outcomes as apec
from apec_outcomes.export._statements import statements_of
from outside import node, node_modules, output_of, reads
from surfing import CHROMIUM, chromium

# Calendars.


@pytest.fixture(scope="module")
def calendars(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Calendars of all bundled records, with and without inexact ones."""
    folder = tmp_path_factory.mktemp("calendars")
    data = apec.load()
    for name in ("meetings", "sessions", "calendar"):
        getattr(data, name).export(folder / f"{name}.ics")
        getattr(data, name).export(folder / f"{name}-all.ics", inexact="include")
    return folder


@reads("icalendar", "ical.js", "every event, with its days and status")
@pytest.mark.parametrize("name", ["meetings", "sessions", "calendar"])
def test_ical_js_reads_every_event(calendars: Path, data: apec.Dataset, name: str) -> None:
    read = {event["uid"]: event for event in node("calendar", calendars / f"{name}.ics")}
    records = [record for record in getattr(data, name) if record.dates and record.dates.is_exact]
    assert read.keys() == {f"{record.id}@apec-outcomes" for record in records}
    for record in records:
        event = read[f"{record.id}@apec-outcomes"]
        assert event["summary"] == record.title
        assert event["start"] == record.dates.start.isoformat()
        assert event["end"] == (record.dates.end + timedelta(days=1)).isoformat()


@reads("icalendar", "libical", "every event, by the rules of RFC 5545 and RFC 5546")
@pytest.mark.parametrize("name", ["meetings", "meetings-all", "sessions-all", "calendar", "calendar-all"])
def test_libical_finds_calendars_valid(calendars: Path, name: str) -> None:
    found = ctypes.util.find_library("ical")
    if found is None:
        pytest.skip("needs libical: install libical3")
    libical = ctypes.CDLL(found)
    libical.icalparser_parse_string.restype = ctypes.c_void_p
    text = (calendars / f"{name}.ics").read_text(encoding="utf-8")
    calendar = ctypes.c_void_p(libical.icalparser_parse_string(text.encode()))
    vevent = 4
    assert libical.icalcomponent_count_components(calendar, vevent) == text.count("BEGIN:VEVENT") > 0
    assert libical.icalrestriction_check(calendar) == 1
    assert libical.icalcomponent_count_errors(calendar) == 0
    libical.icalcomponent_free(calendar)


# Graphs.


@reads("dot", "Graphviz", "every label and arrow, as drawn")
def test_graphviz_draws_every_label_and_arrow(data: apec.Dataset, tmp_path: Path) -> None:
    for name in ("fora", "themes"):
        graph = getattr(data, name).graph()
        getattr(data, name).export(tmp_path / f"{name}.dot")
        drawn = json.loads(output_of("dot", "-Tjson0", tmp_path / f"{name}.dot", package="graphviz"))
        names = [each["name"] for each in drawn["objects"]]
        assert names == [each.id for each in graph.nodes]
        edges = [(names[each["tail"]], names[each["head"]], each["label"]) for each in drawn["edges"]]
        assert sorted(edges) == sorted(graph.edges)


ODD = (
    "1. Trade",
    "- dash",
    "A &amp; B",
    'say "yes" #1; [no] <b> {x} |y|',
    "tab\there",
    "back\\slash \\N",
    "`c` *d* _e_",
)


@pytest.fixture
def odd() -> apec.Dataset:
    """Themes whose labels have special characters of graph formats."""
    return apec.Dataset(themes=[apec.Theme(id=f"t{i}", label=label) for i, label in enumerate(ODD)])


def test_graphviz_shows_labels_as_they_are(odd: apec.Dataset, tmp_path: Path) -> None:
    odd.themes.export(tmp_path / "odd.dot")
    picture = ET.fromstring(output_of("dot", "-Tsvg", tmp_path / "odd.dot", package="graphviz"))
    shown = [text.text for text in picture.iter("{http://www.w3.org/2000/svg}text")]
    assert shown == [" ".join(label.split()) for label in ODD]


DRAW = """async text => {
    mermaid.initialize({startOnLoad: false});
    document.body.innerHTML = (await mermaid.render("g", text)).svg;
    const texts = [...document.querySelectorAll(".nodeLabel")].map(each => each.textContent);
    return [texts, document.querySelectorAll("path.flowchart-link").length];
}"""


@reads("mermaid", "Mermaid, in Chromium", "every label and arrow, as drawn")
@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")
@pytest.mark.browser
def test_mermaid_draws_every_label_and_arrow(data: apec.Dataset, odd: apec.Dataset) -> None:
    script = node_modules() / "node_modules" / "mermaid" / "dist" / "mermaid.min.js"
    with chromium() as browser:
        page = browser.new_page()
        page.set_content("<body></body>")
        page.add_script_tag(path=script)
        for graph in (odd.themes.graph(), data.themes.graph()):
            labels, arrows = page.evaluate(DRAW, graph.to_mermaid())
            assert sorted(labels) == sorted(" ".join(each.label.split()) for each in graph.nodes)
            assert arrows == len(graph.edges)


@reads("graphml", "an XML parser", "every node and edge")
def test_graphml_is_xml_with_every_node_and_edge(data: apec.Dataset, tmp_path: Path) -> None:
    data.outcomes.export(tmp_path / "outcomes.graphml")
    graph = ET.parse(tmp_path / "outcomes.graphml").getroot()
    found = "{http://graphml.graphdrawing.org/xmlns}"
    assert [each.get("id") for each in graph.iter(f"{found}node")] == list(data.outcomes.ids())
    assert {(each.get("source"), each.get("target")) for each in graph.iter(f"{found}edge")} == {
        (edge.source, edge.target) for edge in data.outcomes.graph().edges
    }


# JSON Schema.

CLASSES = (
    apec.Dataset,
    apec.Meeting,
    apec.Outcome,
    apec.Source,
    apec.Difference,
    apec.Lineage,
    apec.DateSpan,
)


def examples(data: apec.Dataset) -> dict[str, list[tuple[Any, bool]]]:
    """Return valid and invalid values of some classes."""
    page = {"id": "page", "url": "https://example.org/", "kind": "news", "publisher": "Example"}
    return {
        "Dataset": [(apec.unstructure(data), True), ({"schema": 99}, False)],
        "Difference": [(apec.unstructure(each), True) for each in data.calendar.differences()],
        "Lineage": [(apec.unstructure(data.lineage("1994-aelm.bogor-goals")), True)],
        "Source": [
            (page, True),
            (page | {"title": "Emoji 🌏 and 京都"}, True),
            (page | {"title": "control \x07"}, False),
            (page | {"id": "page\n"}, False),
            (page | {"id": "Page"}, False),
            (page | {"url": "https://example.org/a b"}, False),
            (page | {"url": "https://example.org/a\u3000b"}, False),
            (page | {"url": "https://example.org/ü🌏"}, True),
        ],
        "DateSpan": [
            *((text, True) for text in ("2024", "2024-02-29", "2000-02-29", "0001-01", "2024-08/2024-08-25")),
            *(
                (text, False)
                for text in ("0000", "2023-02-29", "1900-02-29", "2024-13", "2024-04-31", "2024\n")
            ),
        ],
    }


@reads("json_schema", "Ajv, strict, with and without Unicode patterns", "the dataset, and invalid values")
def test_ajv_accepts_the_schemas_and_validates_the_dataset(data: apec.Dataset, tmp_path: Path) -> None:
    given = examples(data)
    schemas = {cls.__name__: apec.json_schema(cls) for cls in CLASSES}
    (tmp_path / "schemas.json").write_text(json.dumps(schemas), encoding="utf-8")
    values = {name: [value for value, _ in pairs] for name, pairs in given.items()}
    (tmp_path / "values.json").write_text(json.dumps(values), encoding="utf-8")
    expected = [[valid for _, valid in given.get(cls.__name__, ())] for cls in CLASSES]
    assert node("schemas", tmp_path / "schemas.json", tmp_path / "values.json") == [expected, expected]


@reads("json_schema", "jsonschema-rs (Rust)", "the dataset, and invalid values")
def test_a_rust_validator_accepts_the_schemas_and_validates_the_dataset(data: apec.Dataset) -> None:
    for cls in CLASSES:
        validator = jsonschema_rs.validator_for(apec.json_schema(cls))
        for value, valid in examples(data).get(cls.__name__, ()):
            assert validator.is_valid(value) == valid, value


@reads("json_schema", "RE2", "every pattern")
def test_re2_reads_every_pattern(data: apec.Dataset) -> None:
    re2: Any = pytest.importorskip("re2")
    found = {pattern for cls in CLASSES for pattern in patterns_in(apec.json_schema(cls))}
    assert len(found) > 5
    for pattern in found:
        assert re2.compile(pattern)
    (span,) = [pattern for pattern in found if "-02-29" in pattern]
    for text, valid in examples(data)["DateSpan"]:
        assert (re2.search(span, text) is not None) == valid


def patterns_in(schema: Any) -> Iterator[str]:
    """Yield the patterns of a schema."""
    if isinstance(schema, dict):
        for name, value in schema.items():
            if name == "pattern" and isinstance(value, str):
                yield value
            else:
                yield from patterns_in(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from patterns_in(value)


# Linked data.


@reads("turtle", "Oxigraph (Rust)", "every statement")
@reads("ntriples", "Oxigraph (Rust)", "every statement")
@reads("jsonld", "Oxigraph (Rust)", "every statement")
def test_oxigraph_reads_the_same_statements_in_every_format(data: apec.Dataset, tmp_path: Path) -> None:
    formats = {
        "ttl": pyoxigraph.RdfFormat.TURTLE,
        "nt": pyoxigraph.RdfFormat.N_TRIPLES,
        "jsonld": pyoxigraph.RdfFormat.JSON_LD,
    }
    read = {}
    for ending, form in formats.items():
        data.calendar.export(tmp_path / f"apec.{ending}")
        read[ending] = set(pyoxigraph.parse(path=tmp_path / f"apec.{ending}", format=form))
    assert len(read["nt"]) == len(set(statements_of(data.calendar)))
    assert read["ttl"] == read["nt"] == read["jsonld"]


@reads("rocrate", "Oxigraph (Rust)", "each file, with its digest; its context comes with rocrate")
def test_oxigraph_reads_the_metadata_of_a_crate(data: apec.Dataset, tmp_path: Path) -> None:
    data.export(tmp_path / "crate", to="rocrate")
    crate = json.loads((tmp_path / "crate" / "ro-crate-metadata.json").read_text(encoding="utf-8"))
    context = files("rocrate") / "data" / "ro-crate.jsonld"
    crate["@context"] = json.loads(context.read_text(encoding="utf-8"))["@context"]
    store = pyoxigraph.Store()
    form = pyoxigraph.RdfFormat.JSON_LD
    store.load(json.dumps(crate), format=form, base_iri="https://example.org/crate/")
    question = """
        PREFIX schema: <http://schema.org/>
        SELECT ?file ?digest WHERE { ?crate schema:hasPart ?file . ?file schema:sha256 ?digest }
    """
    found = {row["file"].value.rpartition("/")[2]: row["digest"].value for row in store.query(question)}  # type: ignore[union-attr]
    tables = (tmp_path / "crate").glob("*.csv")
    assert found == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in tables}
    assert len(found) == len(data.tables())
