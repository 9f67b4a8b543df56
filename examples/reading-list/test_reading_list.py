import json

import pytest
from reading_list import Item, ReadingList, about

import apec_outcomes as apec


def test_plain_classes_are_written_and_read_as_any_record() -> None:
    listed = about("customs", since=2015)
    assert listed.theme.label == "Customs procedures"
    assert len(listed.items) > 1
    assert all(isinstance(item, Item) for item in listed.items)
    text = apec.dumps(listed)
    assert json.loads(text)["theme"]["id"] == "customs"
    assert apec.loads(text, ReadingList) == listed


def test_a_problem_has_its_path() -> None:
    builtins = apec.unstructure(about("customs", since=2015))
    builtins["items"][1]["source"]["url"] = "not an address"
    builtins["items"][1]["by"] = "soon"
    builtins["items"][1]["reason"] = None
    with pytest.raises(apec.InvalidRecordError) as caught:
        apec.structure(builtins, ReadingList)
    assert {problem.path for problem in caught.value.problems} == {
        "$.items[1].source.url",
        "$.items[1].reason",
        "$.items[1].by",
    }
