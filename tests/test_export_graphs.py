"""Lineages and trees as graphs, read by graph libraries."""

from pathlib import Path
from typing import Any

import networkx
import pydot
import pytest

import apec_outcomes as apec
from apec_outcomes.export import graph_of


def test_outcomes_are_a_graph_of_what_they_build_on(data: apec.Dataset) -> None:
    graph = data.outcomes.graph().to_networkx()
    assert set(graph.nodes) == set(data.outcomes.ids())
    line = data.lineage("2020-aelm.putrajaya-vision-2040")
    assert networkx.descendants(graph, line.outcome.id) == {outcome.id for outcome in line.ancestors}
    assert networkx.ancestors(graph, line.outcome.id) == {outcome.id for outcome in line.descendants}
    assert networkx.is_directed_acyclic_graph(graph)


def test_fora_are_a_tree(data: apec.Dataset) -> None:
    graph = data.fora.graph()
    parents = {(edge.source, edge.target) for edge in graph.edges if edge.field == "parent"}
    assert parents == {(forum.id, forum.parent) for forum in data.fora if forum.parent}


def test_a_graph_of_a_query_has_only_its_records(data: apec.Dataset) -> None:
    graph = data.themes.where(broader="digital-economy").graph()
    assert graph.edges == ()
    assert len(graph.nodes) == len(data.themes.where(broader="digital-economy"))


def test_a_lineage_is_a_graph(data: apec.Dataset) -> None:
    graph = graph_of(data.lineage("2020-aelm.putrajaya-vision-2040"))
    assert ("2020-aelm.putrajaya-vision-2040", "1994-aelm.bogor-goals") in {
        (edge.source, edge.target) for edge in graph.edges
    }


def test_graphml_is_read_back(data: apec.Dataset, tmp_path: Path) -> None:
    data.outcomes.export(tmp_path / "lineage.graphml")
    read = networkx.read_graphml(tmp_path / "lineage.graphml")
    made = data.outcomes.graph().to_networkx()
    assert list(read.nodes(data=True)) == list(made.nodes(data=True))
    assert sorted(read.edges(data="field")) == sorted(made.edges(data="field"))


# pydot uses deprecated names of its parser.
@pytest.mark.filterwarnings("ignore::pyparsing.warnings.PyparsingDeprecationWarning")
def test_dot_is_read_back(data: apec.Dataset, tmp_path: Path) -> None:
    data.fora.export(tmp_path / "fora.dot")
    read: Any = pydot.graph_from_dot_file(str(tmp_path / "fora.dot"))
    edges = {
        (edge.get_source().strip('"'), edge.get_destination().strip('"')) for edge in read[0].get_edges()
    }
    assert edges == {(edge.source, edge.target) for edge in data.fora.graph().edges}
    labels = {node.get_name().strip('"'): node.get_label() for node in read[0].get_nodes()}
    assert labels["desg"] == '"Digital Economy Steering Group"'


def test_mermaid_names_every_record_and_edge(data: apec.Dataset) -> None:
    graph = data.themes.graph()
    lines = graph.to_mermaid().splitlines()
    assert lines[0] == "flowchart RL"
    assert sum("-->" in line for line in lines) == len(graph.edges)
    assert sum('["' in line for line in lines) == len(graph.nodes)


def test_special_characters_of_mermaid_are_escaped() -> None:
    data = apec.Dataset(themes=[apec.Theme(id="odd", label='Say "yes"; [no] #1 <b>')])
    line = data.themes.graph().to_mermaid().splitlines()[1]
    assert line == '    n0["Say #34;yes#34;#59; #91;no#93; #35;1 #60;b#62;"]'


def test_records_without_references_to_each_other_have_no_graph(data: apec.Dataset) -> None:
    with pytest.raises(
        apec.ArgumentError, match="got meetings; expected a query of outcomes, fora, themes, or a lineage"
    ):
        data.meetings.graph()


def test_two_fields_that_refer_to_one_record_are_both_edges() -> None:
    kind = apec.ForumKind.COMMITTEE
    fora = [
        apec.Forum(id="a", name="A", kind=kind),
        apec.Forum(id="b", name="B", kind=kind, parent="a", successor="a"),
    ]
    made = apec.Dataset(fora=fora).fora.graph().to_networkx()
    assert list(made.edges(data="field")) == [("b", "a", "parent, successor")]


def test_a_flowchart_that_is_too_large_for_mermaid_is_an_error(data: apec.Dataset, tmp_path: Path) -> None:
    message = (
        r"a flowchart of [0-9,]+ outcomes has [0-9,]+ characters .* allows up to 50,000 .* DOT or GraphML"
    )
    with pytest.raises(apec.FormatError, match=message):
        data.outcomes.export(tmp_path / "all.mmd")
    assert list(tmp_path.iterdir()) == []
    kind = apec.ForumKind.WORKING_GROUP
    fora = [apec.Forum(id=f"f{i}", name="F", kind=kind, parent="f0" if i else None) for i in range(502)]
    with pytest.raises(apec.FormatError, match="501 arrows"):
        apec.Dataset(fora=fora).fora.graph().to_mermaid()


def test_arrows_have_the_same_direction_in_every_format(small: apec.Dataset) -> None:
    graph = small.fora.graph()
    assert "n1 --> n0" in graph.to_mermaid()
    assert '"cti" -> "som"' in graph.to_dot()
    assert '<edge source="cti" target="som">' in graph.to_graphml()
