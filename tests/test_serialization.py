"""Conversion of records to builtins and text, and back."""

import gc
import json
import os
import re
import shutil
import subprocess
import sys
import tracemalloc
from collections import Counter, OrderedDict, abc, defaultdict, deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, IntEnum
from typing import Any, ClassVar, Literal, TypedDict, get_args

import attrs
import cbor2
import msgpack  # type: ignore[import-untyped]
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import apec_outcomes as apec
from apec_outcomes import Dataset, InvalidRecordError, Problem
from apec_outcomes.model._collections import COLLECTIONS
from apec_outcomes.serialization.formats import Format
from apec_outcomes.storage.lazy import trusting_maker
from strategies import records

CLASSES = [
    *(row.cls for row in COLLECTIONS.values()),
    apec.Session,
    apec.Topic,
    apec.Organisation,
    apec.Document,
    apec.Venue,
]
FORMATS = get_args(Format)

MEETING = {"id": "2024-m", "title": "M", "kind": "workshop", "dates": "2024-08", "status": "held"}


def repr_of_case(value: Any) -> str:
    return "huge" if type(value) is int and value > 10**9 else repr(value)[:30]


def problems(data: Any, cls: type[Any]) -> list[tuple[str, str]]:
    with pytest.raises(InvalidRecordError) as caught:
        apec.structure(data, cls)
    return [(problem.path, problem.message) for problem in caught.value.problems]


class TestRoundTrips:
    @pytest.mark.parametrize("cls", CLASSES)
    def test_every_class_survives_a_round_trip_through_every_format(self, cls: type[Any]) -> None:
        @given(records(cls))
        @settings(max_examples=30)
        def comes_back(record: Any) -> None:
            assert apec.structure(apec.unstructure(record), cls) == record
            for form in FORMATS:
                assert apec.loads(apec.dumps(record, form), cls, form) == record

        comes_back()

    @pytest.mark.parametrize("cls", CLASSES)
    def test_unchecked_reading_returns_the_same_records(self, cls: Any) -> None:
        @given(records(cls))
        @settings(max_examples=30)
        def comes_back(record: Any) -> None:
            assert trusting_maker(cls)(apec.unstructure(record)) == record

        comes_back()

    @pytest.mark.parametrize("form", FORMATS)
    def test_a_dataset_survives_a_round_trip(self, small: Dataset, form: Format) -> None:
        text = apec.dumps(small, form)
        again = apec.loads(text, Dataset, form)
        assert again == small
        assert apec.dumps(again, form) == text

    def test_a_query_is_written_as_a_list_and_read_as_a_tuple(self, small: Dataset) -> None:
        text = apec.dumps(small.outcomes.about("trade"))
        assert apec.loads(text, tuple[apec.Outcome, ...]) == tuple(small.outcomes.about("trade"))

    def test_the_bundled_dataset_survives_a_round_trip(self, data: Dataset) -> None:
        assert apec.loads(apec.dumps(data), Dataset) == data

    def test_unstructured_data_are_plain_builtins(self, data: Dataset) -> None:
        def plain(value: Any) -> bool:
            if type(value) is dict:
                return all(type(key) is str and plain(part) for key, part in value.items())
            return all(map(plain, value)) if type(value) is list else type(value) in (str, int, bool)

        assert plain(apec.unstructure(data))
        assert json.loads(apec.dumps(data)) == apec.unstructure(data)

    def test_fields_without_a_value_are_left_out(self) -> None:
        assert apec.unstructure(apec.Venue(city="Lima")) == {"city": "Lima"}
        assert apec.structure({"city": "Lima", "name": None}, apec.Venue) == apec.Venue(city="Lima")

    def test_json_is_readable_and_can_be_indented(self) -> None:
        venue = apec.Venue(city="São Paulo")
        assert apec.dumps(venue) == '{"city":"São Paulo"}'
        assert apec.dumps(venue, indent=2) == '{\n  "city": "São Paulo"\n}'


class TestStrictReading:
    @pytest.mark.parametrize(
        ("field", "value", "message"),
        [
            ("title", None, "got null"),
            ("title", 5, "got 5"),
            ("title", "", "got an empty text"),
            ("title", ["M"], "got a list"),
            ("title", b"M", "got a value of type bytes"),
            ("title", "a\x00b", "got 'a\\x00b', with a control character or a lone surrogate"),
            ("title", "a\ud800b", "got 'a\\ud800b', with a control character or a lone surrogate"),
            ("kind", "seminar", "got 'seminar'"),
            ("kind", 1, "got 1"),
            ("ordinal", True, "got true"),
            ("ordinal", "5", "got '5'"),
            ("ordinal", 5.0, "got 5.0"),
            ("ordinal", 0, "got 0"),
            ("ordinal", 10**5000, "got a number of more than 70 digits"),
            ("themes", "ai", "got 'ai'"),
            ("themes", {"ai": 1}, "got an object"),
            ("id", "2024_m", "got '2024_m'"),
            ("id", "som3-2024", "got 'som3-2024'"),
            ("id", "2024-m\n", "got '2024-m\\n'"),
            ("venue", "Lima", "got 'Lima'"),
            ("venue", [], "got a list"),
        ],
        ids=repr_of_case,
    )
    def test_a_value_of_a_wrong_type_is_a_problem_with_a_path(
        self, field: str, value: Any, message: str
    ) -> None:
        assert problems({**MEETING, field: value}, apec.Meeting) == [(f"$.{field}", message)]

    @pytest.mark.parametrize(
        "dates", ["2024-13", "15 November 2024", "2024-08-25/2024-08-01", "", 2024, "20240825"]
    )
    def test_an_invalid_date_is_a_problem_that_quotes_it(self, dates: Any) -> None:
        ((path, message),) = problems({**MEETING, "dates": dates}, apec.Meeting)
        assert path == "$.dates"
        assert str(dates) in message

    def test_unknown_and_missing_fields_are_problems(self) -> None:
        assert problems(
            {"id": "2024-m", "titel": "M", "kind": "workshop", "status": "held"}, apec.Meeting
        ) == [
            ("$.title", "missing"),
            ("$.dates", "missing"),
            ("$.titel", "unknown field"),
        ]

    def test_a_missing_or_unknown_field_suggests_the_right_one(self) -> None:
        with pytest.raises(InvalidRecordError) as caught:
            apec.structure({"id": "2024-m", "titel": "M", "kind": "workshop"}, apec.Meeting)
        expected = {problem.path: problem.expected for problem in caught.value.problems}
        assert expected["$.title"] == "text"
        assert expected["$.status"] == "one of scheduled, held, postponed, cancelled"
        assert expected["$.dates"].startswith("a date as EDTF text")
        assert expected["$.titel"].endswith("; did you mean 'title'?")

    @pytest.mark.parametrize(
        ("dates", "message"),
        [
            ("2026-02-30", "got '2026-02-30': February 2026 has 28 days; expected a date as EDTF text"),
            ("5 October 2026", "got '5 October 2026'; expected '2026-10-05', the same as EDTF text"),
            ("20240825", "expected '2024-08-25', the same as EDTF text"),
            ("soon", "got 'soon'; expected a date as EDTF text"),
        ],
    )
    def test_a_date_that_is_not_edtf_suggests_the_edtf(self, dates: str, message: str) -> None:
        with pytest.raises(InvalidRecordError, match=message):
            apec.structure({**MEETING, "dates": dates}, apec.Meeting)

    def test_one_error_lists_problems_of_all_depths(self) -> None:
        session = {"id": "2024-m-s", "title": "S", "kind": "workshop", "venue": {"town": "Lima"}}
        data = {**MEETING, "sessions": [session, {**session, "themes": ["a", 5, None]}], "ordinal": "x"}
        assert problems(data, apec.Meeting) == [
            ("$.ordinal", "got 'x'"),
            ("$.sessions[0].venue.town", "unknown field"),
            ("$.sessions[1].venue.town", "unknown field"),
            ("$.sessions[1].themes[1]", "got 5"),
            ("$.sessions[1].themes[2]", "got null"),
        ]

    def test_broken_references_are_listed_with_other_problems(self) -> None:
        data = {
            "schema": 2,
            "meetings": [{**MEETING, "forum": "no-such-forum"}, {**MEETING, "id": "bad id"}],
            "outcomes": [
                {
                    "id": "2024-m.a",
                    "meeting": "2024-m",
                    "title": "A",
                    "kind": "target",
                    "summary": "S",
                    "themes": ["x"],
                },
                {"id": "2024-m.b", "meeting": "2024-x", "title": "B", "kind": "nothing", "summary": "S"},
            ],
        }
        assert sorted(problems(data, Dataset)) == [
            ("$.meetings[0].forum", "no 'no-such-forum' in fora"),
            ("$.meetings[1].id", "got 'bad id'"),
            ("$.outcomes[0].themes[0]", "no 'x' in themes"),
            ("$.outcomes[1].kind", "got 'nothing'"),
            ("$.outcomes[1].meeting", "no '2024-x' in meetings"),
        ]

    def test_an_invalid_record_is_checked_as_far_as_possible_and_can_be_referred_to(self) -> None:
        data = {
            "schema": 2,
            "meetings": [{**MEETING, "title": 5, "sessions": [{"id": 5, "forum": "no-forum"}, 7]}],
            "outcomes": [
                {"id": "2024-m.a", "meeting": "2024-m", "title": "A", "kind": "target", "summary": "S"}
            ],
        }
        assert problems(data, Dataset) == [
            ("$.meetings[0].title", "got 5"),
            ("$.meetings[0].sessions[0].id", "got 5"),
            ("$.meetings[0].sessions[0].title", "missing"),
            ("$.meetings[0].sessions[0].kind", "missing"),
            ("$.meetings[0].sessions[1]", "got 7"),
            ("$.meetings[0].sessions[0].forum", "no 'no-forum' in fora"),
        ]

    def test_a_value_that_is_not_a_record_hides_no_later_record(self) -> None:
        themes = [5, {"id": "b", "label": "B", "broader": ["x"]}, {"id": "c", "label": "C", "broader": ["b"]}]
        assert problems({"schema": 2, "themes": themes}, Dataset) == [
            ("$.themes[0]", "got 5"),
            ("$.themes[1].broader[0]", "no 'x' in themes"),
        ]

    def test_each_problem_has_the_expected_value(self) -> None:
        with pytest.raises(
            InvalidRecordError, match=r"\$\.kind: got 'x'; expected one of leaders, "
        ) as caught:
            apec.structure({**MEETING, "kind": "x"}, apec.Meeting)
        assert all(isinstance(problem, Problem) and problem.expected for problem in caught.value.problems)

    def test_a_newer_schema_is_an_error_that_names_both_versions(self) -> None:
        with pytest.raises(
            apec.SchemaVersionError, match="schema version 7.*version 2 or older; upgrade"
        ) as caught:
            apec.structure({"schema": 7, "something": "new"}, Dataset)
        assert (caught.value.found, caught.value.known) == (7, 2)

    @pytest.mark.parametrize("schema", [0, -1, "1", 1.0, None, True])
    def test_an_invalid_schema_version_is_a_problem(self, schema: Any) -> None:
        assert problems({"schema": schema}, Dataset)[0][0] == "$.schema"

    @pytest.mark.parametrize("cls", CLASSES)
    def test_any_builtins_are_a_record_or_an_error_with_paths(self, cls: type[Any]) -> None:
        scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary()
        nested = st.recursive(
            scalars,
            lambda part: (
                st.lists(part) | st.dictionaries(st.sampled_from([f.name for f in attrs.fields(cls)]), part)
            ),
        )

        @given(nested)
        @settings(max_examples=60)
        def either(data: Any) -> None:
            try:
                assert isinstance(apec.structure(data, cls), cls)
            except InvalidRecordError as error:
                assert all(problem.path.startswith("$") for problem in error.problems)

        either()


class TestHostileText:
    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("", "not well-formed json"),
            ("{", "not well-formed json"),
            ('{"city": "Lima"} x', "not well-formed json"),
            ('{"city": NaN}', "not well-formed json"),
            ('{"city": "a", "city": "b"}', "duplicate key 'city'"),
            ("[" * 200_000, "nested too deeply"),
            ('{"city":' * 50_000, "nested too deeply"),
            ('{"city": ' + "9" * 10_000 + "}", "not well-formed json"),
            ('{"city": 1e999999}', "got inf"),
            ('{"city": "\\u0000"}', "with a control character"),
            ('{"city": "\\ud800"}', "a lone surrogate"),
            ('{"city": "\x00"}', "not well-formed json"),
            (b"\xff\xfe", "not UTF-8"),
            (b'{"city": "\xed\xa0\x80"}', "not UTF-8"),
        ],
        ids=range(14),
    )
    def test_json(self, text: str | bytes, message: str) -> None:
        with pytest.raises(InvalidRecordError, match=message):
            apec.loads(text, apec.Venue)

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("a: &x [1]\nb: *x", "alias"),
            (
                "\n".join(
                    f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" if n else "l0: &l0 [x]"
                    for n in range(30)
                ),
                "alias",
            ),
            ("city: a\ncity: b", "a duplicate key in the object at line 1"),
            ("!!python/object/apply:os.system ['true']", "not well-formed yaml"),
            ("city: !!binary aGk=", "got a value of type bytes"),
            ("[" * 5_000, "nested too deeply"),
            ("city: 'a", "not well-formed yaml at line 1, column 7; expected a quote at the end"),
            ("a:\n- [b\n", "not well-formed yaml at line 2, column 3; expected a comma between values"),
            (
                "name: a: b",
                r"not well-formed yaml at line 1, column 8; .* quotes around a text that has ': '",
            ),
            ("a:\n\tb: c", "not well-formed yaml at line 2, column 1; expected blanks"),
            ("a:\n  b: c\n d: e", "not well-formed yaml at line 3, column 2; expected the fields of one"),
            ("city: @a", "not well-formed yaml at line 1, column 7; expected quotes around"),
            ("city: a\nb\nc: d", "not well-formed yaml at line 3, column 1; expected a field and its value"),
            ("{a: b}}", r"not well-formed yaml at line 1, column 7; expected yaml text \("),
            ("city: " + "9" * 10_000, "at most 100 characters"),
            ("schema: 0x" + "f" * 5_000, "at most 100 characters"),
            ("city: 12:30", "'12:30' at line 1; expected a decimal number"),
            ("city: 1" + ":1" * 1_000_000, "expected a decimal number"),
            ("city: 1" + ":1" * 1_000_000 + ".5", "expected a decimal number"),
            ("city: !!int '1" + ":1" * 1_000_000 + "'", "expected a decimal number"),
            (b"city: \xff", "not UTF-8"),
            ("city: a\x00b", "not well-formed yaml at line 1: a control character"),
            ("name: b\ncity: a\x00b\n", "not well-formed yaml at line 2: a control character"),
            ("? [a, b]\n: c", "not well-formed yaml at line 1, column 3; expected a text as the name"),
            ("a: b\n---\nc: d", "not well-formed yaml at line 2, column 1; expected one document"),
            ("ordinal: 017", "'017' at line 1; expected a decimal number without leading zeros"),
            ("ordinal: -0_7", "'-0_7' at line 1; expected a decimal number"),
            ("ordinal: 0b11", "expected a decimal number"),
            ("ordinal: 1_000", "expected a decimal number"),
        ],
        ids=range(29),
    )
    def test_yaml(self, text: str | bytes, message: str) -> None:
        with pytest.raises(InvalidRecordError, match=message):
            apec.loads(text, apec.Venue, "yaml")

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            (f"{'1' * 18}: a", "unknown field"),
            ("a_name_of_twenty_letters: 1", "unknown field"),
            (f"city: {'9' * 100}", "got a number of more than 70 digits"),
            ("city: true", "got true"),
        ],
        ids=["number of 18 digits", "long name", "number of 100 digits", "truth value"],
    )
    def test_valid_yaml_that_is_not_a_record_is_an_error(self, text: str, message: str) -> None:
        with pytest.raises(InvalidRecordError) as caught:
            apec.loads(text, apec.Venue, "yaml")
        assert message in str(caught.value)
        assert "line 1" not in str(caught.value)

    @pytest.mark.parametrize(
        "text",
        [
            "city = 'a'\ncity = 'b'",
            "city = ",
            "city = 2024-08-26",
            "a = " + "[" * 5_000,
            b"city = '\xff'",
            "a" + ".a" * 100_000 + " = 1",
            "x = {a" + " . a" * 100_000 + " = 1}",
            "[" + '"a b".' * 100_000 + "a]",
            'city = """a""""\n# don\'t\n' + "a." * 100_000 + "a = 1",
            "city = " + "[" * 500_000,
            'city = """' + '\\"""' * 500_000,
        ],
        ids=range(11),
    )
    def test_toml(self, text: str | bytes) -> None:
        with pytest.raises(InvalidRecordError):
            apec.loads(text, apec.Venue, "toml")

    @pytest.mark.parametrize("city", ["a" * 500_000, "a." * 100_000, "a.\n\"'" * 100_000])
    def test_a_long_text_in_toml_is_not_a_long_key(self, city: str) -> None:
        venue = apec.Venue(city=city)
        assert apec.loads(apec.dumps(venue, "toml"), apec.Venue, "toml") == venue

    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"\x91" * 100_000,
            b"\xdf\xff\xff\xff\xff",
            b"\xc6\xff\xff\xff\xffx",
            msgpack.packb({"city": b"Lima"}),
            b"\x81\xa4city\xa4Lim",
            b"\x82\xa4city\xa1a\xa4city\xa1b",
            msgpack.packb({"city": msgpack.Timestamp(1)}),
        ],
        ids=range(8),
    )
    def test_msgpack(self, data: bytes) -> None:
        with pytest.raises(InvalidRecordError):
            apec.loads(data, apec.Venue, "msgpack")

    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"\x81" * 100_000,
            b"\x9b\xff\xff\xff\xff\xff\xff\xff\xff",
            b"\x5b\x7f\xff\xff\xff\xff\xff\xff\xff",
            cbor2.dumps({"city": b"Lima"}),
            cbor2.dumps({"city": 10**5000}),
            cbor2.dumps({"city": "Lima"})[:-1],
            b"\xa2\x64city\x61a\x64city\x61b",
            b"\xd8\x1c\x81\xd8\x1d\x00",
            cbor2.dumps({"city": "Lima"}) + b"\x00",
            b"\xd8\x23\x63a|b",
            cbor2.dumps({1: "Lima"}),
        ],
        ids=range(12),
    )
    def test_cbor(self, data: bytes) -> None:
        with pytest.raises(InvalidRecordError):
            apec.loads(data, apec.Venue, "cbor")

    @pytest.mark.parametrize(
        ("form", "text"),
        [("json", "[" * 10**6), ("msgpack", b"\xdd\xff\xff\xff\xff")],
        ids=["json", "msgpack"],
    )
    def test_rejecting_hostile_text_takes_little_memory(self, form: Format, text: str | bytes) -> None:
        tracemalloc.start()
        try:
            with pytest.raises(InvalidRecordError):
                apec.loads(text, apec.Venue, form)
            assert tracemalloc.get_traced_memory()[1] < 64 * 2**20
        finally:
            tracemalloc.stop()

    def test_rejecting_hostile_yaml_takes_little_memory(self) -> None:
        # In a process of its own: tracemalloc takes half a minute for the millions of numbers of PyYAML.
        script = """
import resource
import apec_outcomes as apec
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
text = "[" * 10**6
for given in (text[:2_000], text):
    start = peak()
    try:
        apec.loads(given, apec.Venue, "yaml")
    except apec.InvalidRecordError:
        print(peak() - start)
"""
        done = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=True
        ).stdout
        assert int(done.split()[1]) < 64 * 2**10  # kilobytes

    def test_a_tagged_value_is_rejected_before_it_is_created(self) -> None:
        known = [*range(300), 1004, 43000]
        for tag in known:
            data = cbor2.dumps({"city": cbor2.CBORTag(tag, "a")})
            try:
                found = cbor2.loads(data)["city"]
            except cbor2.CBORDecodeError:
                found = None
            if not isinstance(found, cbor2.CBORTag):  # a tag that cbor2 knows
                with pytest.raises(InvalidRecordError, match="a tagged value; expected plain data"):
                    apec.loads(data, apec.Venue, "cbor")

    @pytest.mark.parametrize(
        ("form", "text", "said"),
        [
            ("cbor", b"\xc4\x82\x00\xc2\x5a\x00\x01\x00\x00" + b"\xff" * 2**16, "a tagged value"),
            ("toml", f"[{'a.' * 16}x]", "a dotted key of more than 16 parts"),
            ("toml", f"{'a.' * 16}x = 1", "a dotted key of more than 16 parts"),
            ("yaml", f"{2**61 - 1}: 1", "the key '2305843009213693951' at line 1; expected a text"),
        ],
        ids=["a fraction of large numbers", "long TOML headers", "long TOML keys", "YAML keys of one hash"],
    )
    def test_text_that_takes_quadratic_time_is_rejected_before_it_is_read(
        self, form: Format, text: str | bytes, said: str
    ) -> None:
        with pytest.raises(InvalidRecordError, match=said):
            apec.loads(text, apec.Venue, form)

    def test_many_invalid_items_are_counted_in_little_memory(self) -> None:
        text = f'{{"schema": 2, "meetings": [{"1," * 29_999}1]}}'
        tracemalloc.start()
        try:
            with pytest.raises(InvalidRecordError) as caught:
                apec.loads(text, Dataset)
            assert tracemalloc.get_traced_memory()[1] < 8 * 2**20  # a list of all problems takes 50 MB
        finally:
            tracemalloc.stop()
        assert caught.value.count == 30_000
        assert len(caught.value.problems) == 1_000
        assert str(caught.value).startswith("30,000 problems\n$.meetings[0]: got 1; ")
        assert str(caught.value).endswith("\n... and 29,980 more")

    def test_nested_problems_are_counted_one_by_one(self) -> None:
        session = {"id": "2024-m-s", "title": "S", "kind": "workshop", "themes": [1] * 600, "x": 1}
        with pytest.raises(InvalidRecordError) as caught:
            apec.structure({**MEETING, "sessions": [session] * 5, "ordinal": 0}, apec.Meeting)
        assert caught.value.count == 5 * 601 + 1
        assert len(caught.value.problems) == 1_000

    def test_broken_references_are_counted_too(self) -> None:
        themes = [{"id": f"t{number}", "label": "T", "broader": [f"x{number}"]} for number in range(3_000)]
        with pytest.raises(InvalidRecordError) as caught:
            apec.structure({"schema": 2, "themes": themes}, Dataset)
        assert (caught.value.count, len(caught.value.problems)) == (3_000, 1_000)

    def test_shared_values_cannot_expand(self) -> None:
        session = {"id": "2024-m-s", "title": "S", "kind": "workshop"}
        shared = cbor2.CBORTag(28, [session] * 5)
        text = cbor2.dumps({**MEETING, "sessions": shared})
        with pytest.raises(InvalidRecordError, match="a tagged value"):
            apec.loads(text, apec.Meeting, "cbor")

    def test_messages_are_short_and_on_one_line(self) -> None:
        for key in ("\u001b[31mX\nY", "x" * 10**6):
            for text in (json.dumps({key: 1}), f"{{{json.dumps(key)}: 1, {json.dumps(key)}: 2}}"):
                with pytest.raises(InvalidRecordError) as caught:
                    apec.loads(text, apec.Venue)
                (problem,) = caught.value.problems
                assert len(str(problem)) < 400
                assert str(problem).isprintable()

    @pytest.mark.parametrize("huge", [10**4000, 10**5000], ids=["4000", "5000"])
    def test_a_number_too_long_to_print_is_shortened(self, huge: int) -> None:
        for data, cls in (
            ({"schema": huge}, Dataset),
            ({huge: 1}, apec.Venue),
            ({"city": huge}, apec.Venue),
            ({"year": huge, "host": "PER"}, apec.HostYear),
        ):
            with pytest.raises(InvalidRecordError, match="a number of more than 70 digits") as caught:
                apec.structure(data, cls)
            assert len(str(caught.value)) < 250
        with pytest.raises(InvalidRecordError, match="a tagged value; expected plain data"):
            apec.loads(cbor2.dumps({"schema": huge}), Dataset, "cbor")

    def test_checking_an_address_takes_linear_time(self) -> None:
        with pytest.raises(InvalidRecordError):
            apec.structure({"id": "a", "publisher": "P", "url": f"https://{'a' * 10**6} "}, apec.Source)

    @pytest.mark.parametrize("form", FORMATS)
    @given(noise=st.binary(max_size=60))
    def test_noise_is_an_error_in_every_format(self, form: Format, noise: bytes) -> None:
        try:
            apec.loads(noise, apec.Meeting, form)
        except InvalidRecordError as error:
            assert error.problems


class TestFormats:
    def test_yaml_dates_need_no_quotes(self) -> None:
        read = apec.loads("title: T\nkind: report\ndate: 2024-08-26", apec.Document, "yaml")
        assert read.date == apec.DateSpan.of("2024-08-26")

    def test_yaml_is_readable(self) -> None:
        paper = apec.Document(title="São Paulo", kind=apec.DocumentKind.REPORT)
        assert apec.dumps(paper, "yaml") == "title: São Paulo\nkind: report\n"
        lines = str(apec.dumps(apec.Venue(name="word " * 40 + "end"), "yaml")).splitlines()
        assert 100 < max(map(len, lines)) < 120

    def test_toml_cannot_represent_a_list(self, small: Dataset) -> None:
        with pytest.raises(apec.ArgumentError, match="got a list; expected a record or a dataset, as TOML"):
            apec.dumps(small.meetings, "toml")

    @pytest.mark.parametrize("form", ["xml", "JSON", "", None, ["json"]], ids=repr)
    def test_an_unknown_format_is_an_error_that_names_the_known_ones(self, form: Any) -> None:
        uses: list[Callable[[], Any]] = [
            lambda: apec.dumps(apec.Venue(city="Lima"), form),
            lambda: apec.loads("{}", apec.Venue, form),
            *([lambda: apec.make_converter(form)] if form is not None else []),
        ]
        for use in uses:
            with pytest.raises(apec.FormatError, match=r"got the format .*; expected json, jsonl, yaml, "):
                use()
        assert issubclass(apec.FormatError, ValueError)

    def test_json_lines_have_a_record_in_each_line(self, small: Dataset) -> None:
        text = apec.dumps(small.outcomes, "jsonl")
        assert [json.loads(line) for line in text.splitlines()] == apec.unstructure(small.outcomes)
        assert text.endswith("}\n")
        assert apec.loads(text, tuple[apec.Outcome, ...], "jsonl") == tuple(small.outcomes)
        assert apec.loads(text.rstrip(), list[apec.Outcome], "jsonl") == list(small.outcomes)
        assert apec.dumps((), "jsonl") == ""
        assert apec.loads("", tuple[apec.Outcome, ...], "jsonl") == ()

    def test_a_line_ends_at_a_line_feed_only(self) -> None:
        venues = (apec.Venue(city="a\u2028b"), apec.Venue(name="c\td"))
        text = apec.dumps(venues, "jsonl")
        assert apec.loads(text, tuple[apec.Venue, ...], "jsonl") == venues
        assert apec.loads(text.replace("\n", "\r\n").encode(), tuple[apec.Venue, ...], "jsonl") == venues

    def test_one_error_lists_all_invalid_lines(self) -> None:
        text = '{"city": "Lima"}\n{\n\n{"city": 1, "city": 2}\n' + "[" * 100_000
        with pytest.raises(InvalidRecordError) as caught:
            apec.loads(text, tuple[apec.Venue, ...], "jsonl")
        assert [(problem.path, problem.message[:31]) for problem in caught.value.problems] == [
            ("$[1]", "line 2 is not well-formed json:"),
            ("$[2]", "line 3 is not well-formed json:"),
            ("$[3]", "duplicate key 'city' in an obje"),
            ("$[4]", "line 5 is nested too deeply"),
        ]

    def test_one_record_is_read_from_one_line(self) -> None:
        assert apec.loads('{"city": "Lima"}\n', apec.Venue, "jsonl").city == "Lima"
        for text in ("", '{"city": "Lima"}\n{"city": "Cusco"}'):
            with pytest.raises(InvalidRecordError, match=r"expected one line, or .* tuple\[Venue, ...\]"):
                apec.loads(text, apec.Venue, "jsonl")

    @pytest.mark.parametrize("form", ["json", "jsonl", "yaml", "toml"])
    def test_a_byte_order_mark_is_ignored(self, small: Dataset, form: Format) -> None:
        text = "\ufeff" + str(apec.dumps(small, form))
        assert apec.loads(text, Dataset, form) == apec.loads(text.encode(), Dataset, form) == small

    def test_binary_formats_need_bytes(self) -> None:
        anything: Any = bytearray(b'{"city": "Lima"}')
        for text in (bytes(anything), anything):
            assert apec.loads(text, apec.Venue).city == "Lima"
        with pytest.raises(InvalidRecordError, match="msgpack is a binary format"):
            apec.loads("text", apec.Venue, "msgpack")
        with pytest.raises(InvalidRecordError, match="got a value of type int"):
            apec.loads(5, apec.Venue)  # type: ignore[arg-type]

    @pytest.mark.parametrize("form", ["yaml", "toml", "msgpack", "cbor"])
    def test_a_missing_extra_is_an_error_that_names_it(self, form: str) -> None:
        script = f"""
import sys
for library in ("yaml", "tomli_w", "msgpack", "cbor2"):
    sys.modules[library] = None
import apec_outcomes as apec
for use in (lambda: apec.dumps(apec.Venue(city="Lima"), {form!r}), lambda: apec.make_converter({form!r})):
    try:
        use()
    except apec.MissingExtraError as error:
        print(error)
"""
        said = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=True
        ).stdout
        assert said.count(f"with its extra {form!r}: pip install 'apec-outcomes[{form}]', or in a copy") == 2

    def test_repeated_reading_does_not_grow_memory(self) -> None:
        # Each round leaves 100 kB that only the garbage collector frees; without it, they would be 500 MB.
        script = """
import gc, sys, tracemalloc
import apec_outcomes as apec
apec.loads('{"city": "Lima"}', apec.Venue)
tracemalloc.start()
for _ in range(5_000):
    cycle = [bytearray(100_000)]
    cycle.append(cycle)
    for _ in range(10):
        apec.loads('{"city": "Lima"}', apec.Venue)
print(tracemalloc.get_traced_memory()[1] // 2**20)
"""
        said = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=True
        ).stdout
        assert int(said) < 300

    def test_reading_in_many_threads_keeps_the_collector_on(self) -> None:
        def read() -> None:
            for _ in range(200):
                apec.loads('{"city": "Lima"}', apec.Venue)

        with ThreadPoolExecutor(8) as pool:
            for done in [pool.submit(read) for _ in range(8)]:
                done.result()
        assert gc.isenabled()

    def test_reading_does_not_change_the_collector(self) -> None:
        apec.loads('{"city": "Lima"}', apec.Venue)
        assert gc.isenabled()
        gc.disable()
        try:
            apec.loads('{"city": "Lima"}', apec.Venue)
            assert not gc.isenabled()
        finally:
            gc.enable()

    @pytest.mark.parametrize("form", FORMATS)
    @pytest.mark.parametrize("data", [object(), {"a": object()}], ids=["object", "inside"])
    def test_an_object_that_is_not_data_cannot_be_written(self, data: Any, form: Format) -> None:
        said = f"cannot write this as {form}: .*; expected plain data|expected a record or a dataset"
        with pytest.raises((apec.ArgumentError, apec.FormatError), match=said):
            apec.dumps(data, form)

    @pytest.mark.parametrize("form", ["json", "jsonl", "yaml"])
    def test_a_number_of_too_many_digits_cannot_be_written(self, form: Format) -> None:
        with pytest.raises(apec.FormatError, match=f"cannot write this as {form}: "):
            apec.dumps({"a": 10**5000}, form)
        with pytest.raises(apec.FormatError, match="cannot write this as json: "):
            apec.dumps([float("nan")])

    def test_lists_that_are_too_deep_are_an_error(self) -> None:
        def nested(depth: int) -> Any:
            found: Any = []
            for _ in range(depth):
                found = [found]
            return found

        deep = nested(100_000)
        with pytest.raises(apec.ArgumentError, match="nested too deeply"):
            apec.dumps(deep)
        for depth in range(100, 400, 10):  # some writers give up before the records do
            with suppress(apec.ArgumentError):
                try:
                    apec.dumps({"a": nested(depth)}, "toml")
                except apec.FormatError as error:
                    assert str(error).startswith("nested too deeply for toml")
        with pytest.raises(InvalidRecordError, match=r"\$\.city: got a list; expected text"):
            apec.structure({"city": deep}, apec.Venue)
        with pytest.raises(InvalidRecordError, match=r"\$\.city: got \[\[\[\[\.\.\.\]\]\]\]; expected text"):
            apec.Venue(city=deep)

    @pytest.mark.parametrize(
        "cls",
        [
            *("Venue", "x", 5, object(), apec.Query, apec.Venue(city="Lima")),
            *(apec.DateSpan.of(2024), [apec.Venue], {"a"}, 10**5000),
        ],
        ids=[
            *("a name", "a letter", "a number", "an object", "another class", "a record"),
            *("a span", "a list", "a set", "a huge number"),
        ],
    )
    def test_an_argument_that_is_not_a_class_is_an_error(self, cls: Any) -> None:
        reading: list[Callable[[], Any]] = [
            lambda: apec.structure({}, cls),
            lambda: apec.loads("{}", cls),
        ]
        for read in reading:
            with pytest.raises(apec.ArgumentError, match="for cls; expected a class, such as"):
                read()

    def test_a_tuple_of_fixed_length_is_read_strictly(self) -> None:
        line = apec.unstructure(apec.load().lineage("1994-aelm.bogor-goals"))
        for edges, path in (
            (["ab"], "$.edges[0]"),
            ([5], "$.edges[0]"),
            ([["a"]], "$.edges[0]"),
            ([["a", 5]], "$.edges[0][1]"),
        ):
            with pytest.raises(InvalidRecordError) as caught:
                apec.structure({**line, "edges": edges}, apec.Lineage)
            assert [problem.path for problem in caught.value.problems] == [path]


class Colour(Enum):
    RED = "red"
    BLUE = 2


class Size(IntEnum):
    SMALL = 1
    LARGE = 2


class Shade(str, Enum):  # noqa: UP042 - older code has such enums
    DARK = "dark"
    LIGHT = "light"


class Share(float, Enum):
    HALF = 0.5


class Code(str):
    """A text of a user."""

    __slots__ = ()


class Place(TypedDict):
    city: str


@attrs.frozen
class Tour:
    """A user's class, with types that no record has."""

    stops: list[str] = attrs.field(factory=list)
    rooms: dict[str, int] = attrs.field(factory=dict)
    colour: Colour = Colour.RED
    mode: Literal["bus", 2] | None = None
    fare: float = 0.0
    badge: bytes = b""


@dataclass
class Trip:
    tours: list[Tour]


def refusals(data: Any, cls: Any, converter: Any = None) -> list[str]:
    """Return the problems of data that are not of a class, in words."""
    with pytest.raises(InvalidRecordError) as caught:
        apec.structure(data, cls, converter=converter)
    return list(map(str, caught.value.problems))


class TestOwnTypes:
    @pytest.mark.parametrize(
        ("kind", "made"),
        [
            (list, [1, 2]),
            (list[int], [1, 2]),
            (tuple, (1, 2)),
            (set, {1, 2}),
            (set[int], {1, 2}),
            (frozenset[int], frozenset((1, 2))),
            (deque[int], deque((1, 2))),
            (abc.Sequence[int], (1, 2)),
            (abc.MutableSequence[int], [1, 2]),
            (abc.Set[int], frozenset((1, 2))),
            (abc.MutableSet[int], {1, 2}),
        ],
        ids=repr_of_case,
    )
    def test_a_collection_is_read_from_a_list_only(self, kind: Any, made: Any) -> None:
        found = apec.structure([1, 2], kind)
        assert (found, type(found)) == (made, type(made))
        assert apec.structure(apec.unstructure(found), kind) == found
        for data, got in ((5, "5"), (None, "null"), ("ab", "'ab'"), ({"a": 1}, "an object")):
            assert refusals(data, kind) == [f"$: got {got}; expected a list"]

    @pytest.mark.parametrize(
        ("kind", "made"),
        [
            (dict, {"a": 1}),
            (dict[str, int], {"a": 1}),
            (abc.Mapping[str, int], {"a": 1}),
            (OrderedDict[str, int], OrderedDict(a=1)),
            (defaultdict[str, int], defaultdict(int, a=1)),
            (Counter[str], Counter("a")),
        ],
        ids=repr_of_case,
    )
    def test_a_mapping_is_read_from_an_object_only(self, kind: Any, made: Any) -> None:
        found = apec.structure({"a": 1}, kind)
        assert (found, type(found)) == (made, type(made))
        for data, got in ((5, "5"), (None, "null"), ("ab", "'ab'"), ([["a", 1]], "a list")):
            assert refusals(data, kind) == [f"$: got {got}; expected an object"]

    @pytest.mark.parametrize("form", ["json", "yaml", "msgpack", "cbor"])
    def test_a_text_of_another_type_is_a_problem_in_each_format(self, form: Format) -> None:
        for data, kind in ((5, list[apec.Venue]), ({}, list[apec.Venue]), ([], dict[str, apec.Venue])):
            with pytest.raises(InvalidRecordError, match=r"\$: got .*; expected (a list|an object)$"):
                apec.loads(apec.dumps(data, form), kind, form)

    def test_values_of_an_own_class_are_not_coerced(self) -> None:
        data = {"stops": "ab", "rooms": 5, "colour": "green", "mode": True, "fare": "1", "badge": 5}
        expected = [
            "$.stops: got 'ab'; expected a list",
            "$.rooms: got 5; expected an object",
            "$.colour: got 'green'; expected one of red, 2",
            "$.mode: got true; expected one of bus, 2",
            "$.fare: got '1'; expected a number",
            "$.badge: got 5; expected bytes; in JSON and TOML, text in base 85",
        ]
        assert refusals(data, Tour) == expected
        assert refusals({"tours": [5, {"rooms": {"a": "b"}}]}, Trip) == [
            "$.tours[0]: got 5; expected an object with the fields of Tour",
            "$.tours[1].rooms.a: got 'b'; expected a whole number",
        ]
        assert refusals(5, Trip) == ["$: got 5; expected an object with the fields of Trip"]

    @pytest.mark.parametrize("form", FORMATS)
    def test_an_own_class_is_read_as_it_was_written(self, form: Format) -> None:
        tour = Tour(["Lima"], {"a": 1}, Colour.BLUE, 2, 1.5, b"x")
        assert apec.loads(apec.dumps(tour, form), Tour, form) == tour

    @pytest.mark.parametrize(
        ("cls", "data", "wrong", "expected"),
        [
            (Size, 1, True, "one of 1, 2"),
            (Size, 2, "1", "one of 1, 2"),
            (Shade, "dark", "c", "one of dark, light"),
            (Shade, "light", 5, "one of dark, light"),
            (Share, 0.5, 0.6, "one of 0.5"),
            (Code, "x", 5, "text"),
        ],
        ids=repr_of_case,
    )
    def test_an_own_subclass_of_a_plain_type(self, cls: Any, data: Any, wrong: Any, expected: str) -> None:
        found = apec.structure([data], list[cls])
        assert (found, type(found[0])) == ([cls(data)], cls)
        assert refusals([wrong], list[cls])[0].endswith(f"; expected {expected}")

    def test_a_typed_dict_is_read_field_by_field(self) -> None:
        assert apec.structure({"city": "Lima"}, Place) == {"city": "Lima"}
        assert refusals({"city": 5}, Place) == ["$.city: got 5; expected text"]
        assert refusals(5, Place) == ["$: got 5; expected an object with the fields of Place"]

    def test_a_fixed_tuple_names_both_lengths(self) -> None:
        assert refusals([1, 2, 3], tuple[int, int]) == ["$: got a list of 3; expected a list of 2"]
        assert refusals(5, tuple[int, int]) == ["$: got 5; expected a list of 2"]

    @pytest.mark.parametrize("lacking", [int | str, object, timedelta], ids=str)
    def test_a_field_type_without_a_hook_is_named_with_the_way_out(self, lacking: Any) -> None:
        own: Any = attrs.make_class("Own", {"x": attrs.field(type=lacking)})
        name = getattr(lacking, "__name__", str(lacking))
        with pytest.raises(apec.ArgumentError, match=rf"{re.escape(name)} in Own; .*make_converter\(\)"):
            apec.structure({"x": 1}, own)


class TestOwnHooks:
    """Errors of a user's hook are problems with a path, and the cause of the error."""

    @attrs.frozen
    class Edition:
        city: apec.Venue
        data: Dataset

    @staticmethod
    def converter(error: Exception) -> Any:
        def refuse(_value: Any, _cls: Any) -> Any:
            raise type(error)(*error.args)

        made = apec.make_converter()
        made.register_structure_hook(apec.Venue, refuse)
        made.register_structure_hook(apec.Theme, refuse)
        return made

    DATA: ClassVar[dict[str, Any]] = {"schema": 2, "themes": [{"id": "a", "label": "A"}]}

    @pytest.mark.parametrize(
        ("data", "cls", "paths"),
        [
            ({"city": "L"}, apec.Venue, ["$"]),
            ([{"city": "L"}], tuple[apec.Venue, ...], ["$[0]"]),
            (DATA, Dataset, ["$.themes[0]"]),
            ({"city": {}, "data": DATA}, Edition, ["$.city", "$.data.themes[0]"]),
        ],
        ids=["record", "tuple", "dataset", "own class"],
    )
    @pytest.mark.parametrize("error", [ValueError("no"), KeyError("city"), ZeroDivisionError()], ids=repr)
    def test_an_error_of_a_hook(self, error: Exception, data: Any, cls: Any, paths: list[str]) -> None:
        with pytest.raises(InvalidRecordError) as caught:
            apec.structure(data, cls, converter=self.converter(error))
        assert [problem.path for problem in caught.value.problems] == paths
        said = "no" if isinstance(error, ValueError) else repr(error)
        assert {problem.message for problem in caught.value.problems} == {said}
        assert repr(caught.value.__cause__) == repr(error)

    def test_an_error_in_a_dataset_within_an_own_class_is_the_cause(self) -> None:
        @attrs.frozen
        class Copy:
            data: Dataset

        with pytest.raises(InvalidRecordError) as caught:
            apec.structure({"data": self.DATA}, Copy, converter=self.converter(ValueError("no")))
        assert isinstance(caught.value.__cause__, ValueError)

    def test_an_error_has_no_context_of_internal_errors(self) -> None:
        with pytest.raises(InvalidRecordError) as caught:
            apec.structure([{}], tuple[apec.Venue, ...], converter=self.converter(ValueError("no")))
        assert isinstance(caught.value.__cause__, ValueError)
        assert caught.value.__cause__.__context__ is None

    def test_a_missing_field_and_a_key_error_of_a_hook_differ(self) -> None:
        converter = self.converter(KeyError("city"))
        assert refusals({"data": {"schema": 2}}, self.Edition, converter) == [
            "$.city: missing; expected an object with the fields of Venue"
        ]


class TestArguments:
    @pytest.mark.parametrize("form", ["json", "yaml", "msgpack"])
    @pytest.mark.parametrize("key", [(1, 2), apec.Venue(city="Lima")], ids=str)
    def test_a_key_that_is_a_list_or_an_object_is_an_error(self, key: Any, form: Format) -> None:
        with pytest.raises(apec.ArgumentError, match="got a list or a record as a key"):
            apec.dumps({key: 1}, form)

    @pytest.mark.parametrize("indent", ["x", -1, True, 1.5], ids=repr)
    def test_an_indent_that_is_not_a_number_of_spaces_is_an_error(self, indent: Any) -> None:
        with pytest.raises(apec.ArgumentError, match="for indent; expected a whole number from 0"):
            apec.dumps([1], indent=indent)

    @pytest.mark.parametrize(
        ("form", "data", "said"),
        [
            (
                "msgpack",
                b"\xc1",
                "not well-formed msgpack: the byte 0xc1, which MessagePack does not use; "
                "expected msgpack data",
            ),
            ("msgpack", b"\x91" * 5000 + b"\xc0", "nested too deeply; expected data as deep as a record"),
            ("cbor", b"\x81" * 5000 + b"\xf6", "nested too deeply; expected data as deep as a record"),
            ("cbor", b"\xc0\x61a", "a tagged value; expected plain data"),
            ("cbor", b"", "not well-formed cbor: it is empty; expected cbor data"),
        ],
        ids=["byte", "deep msgpack", "deep cbor", "tag", "empty"],
    )
    def test_bytes_that_cannot_be_read(self, form: Format, data: bytes, said: str) -> None:
        with pytest.raises(InvalidRecordError) as caught:
            apec.loads(data, apec.Venue, form)
        assert list(map(str, caught.value.problems)) == [f"$: {said}"]


class TestOwnConverters:
    @attrs.frozen
    class Visit:
        meeting: apec.Meeting
        remarks: tuple[str, ...]

    @pytest.mark.parametrize("form", FORMATS)
    def test_a_converter_supports_own_types(self, form: Format) -> None:
        visit = self.Visit(meeting=apec.structure(MEETING, apec.Meeting), remarks=("good", "long"))
        converter = apec.make_converter(form)
        text = apec.dumps(visit, form, converter=converter)
        assert apec.loads(text, self.Visit, form, converter=converter) == visit
        assert converter.loads(converter.dumps(visit), self.Visit) == visit  # type: ignore[attr-defined]

    def test_problems_in_own_types_have_paths(self) -> None:
        converter = apec.make_converter()
        with pytest.raises(InvalidRecordError) as caught:
            apec.structure({"meeting": {**MEETING, "id": 5}, "remarks": "x"}, self.Visit, converter=converter)
        assert [problem.path for problem in caught.value.problems] == ["$.meeting.id", "$.remarks"]

    def test_the_traceback_of_a_problem_hides_internal_errors(self) -> None:
        with pytest.raises(InvalidRecordError) as caught:
            apec.structure({"id": "Bad id"}, apec.Theme)
        assert caught.value.__cause__ is None
        assert caught.value.__suppress_context__

    def test_an_error_of_an_own_hook_is_the_cause(self) -> None:
        converter = apec.make_converter()
        names = {"one": "trade"}
        converter.register_structure_hook(str, lambda value, _: names[value])

        @attrs.frozen
        class Note:
            texts: list[str]

        with pytest.raises(InvalidRecordError) as caught:
            apec.structure({"texts": ["one", "two"]}, Note, converter=converter)
        [problem] = caught.value.problems
        assert problem[:2] == ("$.texts[1]", "KeyError('two')")
        assert isinstance(caught.value.__cause__, KeyError)

    def test_problems_of_a_dataset_in_an_own_type_have_paths_and_are_counted(self) -> None:
        @attrs.frozen
        class Edition:
            data: Dataset

        themes = [{"id": "a", "label": "A", "broader": ["x"]}, {"id": "b", "label": 5}]
        with pytest.raises(InvalidRecordError) as caught:
            apec.structure({"data": {"schema": 2, "themes": themes}}, Edition)
        paths = [problem.path for problem in caught.value.problems]
        assert sorted(paths) == ["$.data.themes[0].broader[0]", "$.data.themes[1].label"]
        assert caught.value.count == 2

    @attrs.frozen(kw_only=True)
    class Graded(apec.Theme):
        grade: int | str | None = None
        others: tuple[int | str, ...] = ()
        pair: tuple[float | bool, str] = (0.0, "")

    GRADED: ClassVar[dict[str, Any]] = {
        "id": "trade",
        "label": "Trade",
        "grade": "b",
        "others": [5, "b"],
        "pair": [True, "x"],
    }

    @pytest.mark.parametrize("form", [None, *FORMATS])
    def test_a_union_of_plain_types_takes_a_value_of_any_of_them(self, form: Format | None) -> None:
        found = apec.structure(self.GRADED, self.Graded, converter=apec.make_converter(form))
        assert (found.grade, found.others, found.pair) == ("b", (5, "b"), (True, "x"))
        assert apec.structure({**self.GRADED, "grade": None}, self.Graded).grade is None

    def test_a_union_refuses_other_values(self) -> None:
        with pytest.raises(InvalidRecordError) as caught:
            apec.structure(
                {**self.GRADED, "grade": 2.5, "others": [True, ""], "pair": ["a", "x"]}, self.Graded
            )
        assert list(map(str, caught.value.problems)) == [
            "$.grade: got 2.5; expected a whole number or text",
            "$.others[0]: got true; expected a whole number or text",
            "$.others[1]: got an empty text; expected text",
            "$.pair[0]: got 'a'; expected a number or true or false",
        ]

    def test_a_hook_for_a_union_reads_its_values(self) -> None:
        converter = apec.make_converter()
        converter.register_structure_hook(int | str, lambda value, _: str(value))
        found = apec.structure(self.GRADED, self.Graded, converter=converter)
        assert found.others == ("5", "b")

    def test_an_own_type_may_have_the_field_types_of_records(self) -> None:
        fields = attrs.fields(apec.Theme)
        pick: Any = attrs.make_class(
            "Pick", {name: attrs.field(type=getattr(fields, name).type) for name in ("id", "definition")}
        )
        assert apec.structure({"id": "trade", "definition": None}, pick) == pick("trade", None)
        with pytest.raises(InvalidRecordError) as caught:
            apec.structure({"id": "No id", "definition": 5}, pick)
        assert [problem.path for problem in caught.value.problems] == ["$.id", "$.definition"]

    @pytest.mark.parametrize("given", [5, True, "json", [], {}, object(), apec.Venue])
    def test_an_argument_that_is_not_a_converter_is_an_error(self, given: Any) -> None:
        for ask in (
            lambda: apec.unstructure([], converter=given),
            lambda: apec.structure({}, apec.Venue, converter=given),
            lambda: apec.dumps([], converter=given),
            lambda: apec.loads("{}", apec.Venue, converter=given),
        ):
            with pytest.raises(apec.ArgumentError, match=r"expected one from make_converter\(\)"):
                ask()

    def test_a_number_for_the_name_of_a_field_is_a_problem(self) -> None:
        with pytest.raises(InvalidRecordError) as caught:
            apec.loads(b"\x81\x05\xa1x", apec.Venue, "msgpack")  # {5: "x"}
        assert [problem[:2] for problem in caught.value.problems] == [("$[5]", "unknown field")]

    def test_hooks_of_one_converter_are_not_in_the_next(self) -> None:
        apec.make_converter().register_unstructure_hook(apec.Venue, lambda venue: venue.city)
        assert apec.make_converter().unstructure(apec.Venue(city="Lima")) == {"city": "Lima"}


AMBIGUOUS = [
    *("1e3", "1E3", "089", "0o17", "017", "0x1F", "1_000", "12:30", ".5", "5.", "+1", "-1", "1.5e+3", ".inf"),
    *(".NaN", "~", "null", "Null", "y", "N", "yes", "off", "TRUE", "2024-08-26", "=", "<<", "0b11", "[a]"),
]


@pytest.mark.parametrize("text", AMBIGUOUS)
def test_yaml_texts_are_texts_to_readers_of_both_versions(text: str) -> None:
    from ruamel.yaml import YAML

    written = apec.dumps(apec.Venue(city=text), "yaml")
    for version in ("1.1", "1.2"):
        reader = YAML(typ="safe", pure=True)
        reader.version = version
        assert reader.load(written) == {"city": text}
    assert apec.loads(written, apec.Venue, "yaml").city == text


def test_yaml_texts_are_texts_to_a_reader_in_javascript() -> None:
    script = (
        "process.stdout.write(JSON.stringify(require('js-yaml').load(require('fs').readFileSync(0, 'utf8'))))"
    )
    environment = {**os.environ, "NODE_PATH": "/usr/share/nodejs"}
    node = shutil.which("node")
    if (
        node is None
        or subprocess.run([node, "-e", "require('js-yaml')"], env=environment, capture_output=True).returncode
    ):
        pytest.skip("needs node and js-yaml (apt install node-js-yaml)")
    written = apec.dumps([apec.Venue(city=text) for text in AMBIGUOUS], "yaml")
    read = subprocess.run(
        [node, "-e", script], input=written, capture_output=True, text=True, check=True, env=environment
    ).stdout
    assert [venue["city"] for venue in json.loads(read)] == AMBIGUOUS


def test_written_yaml_is_plain_yaml(small: Dataset) -> None:
    assert yaml.safe_load(apec.dumps(small.meetings["2025-a"], "yaml"))["venue"] == {
        "city": "Gyeongju",
        "economy": "KOR",
    }
