"""YAML that versions 1.1 and 1.2 read in the same way: PyYAML (extra ``yaml``) reads and writes it."""

import re
from functools import cache
from typing import Any

from apec_outcomes.errors import InvalidRecordError, shown
from apec_outcomes.serialization.json import malformed, unreadable

__all__ = ["read", "written"]


def written(data: Any, yaml: Any) -> str:
    """Return data as YAML."""
    return str(yaml.dump(data, Dumper=_dumper(yaml), allow_unicode=True, sort_keys=False, width=110))


def read(text: str, yaml: Any) -> Any:
    """Return the data of a YAML text."""

    class Loader(yaml.SafeLoader):  # type: ignore[misc]
        """A loader without aliases, which can expand to huge data, and duplicate keys. Dates are texts.

        A number that versions 1.1 and 1.2 read differently, such as 017 or 12:30, is an error.
        """

        def compose_node(self, parent: Any, index: Any) -> Any:
            if self.check_event(yaml.AliasEvent):
                raise unreadable(f"an alias{_at(self.peek_event())}", "plain data")
            return super().compose_node(parent, index)

        def construct_mapping(self, node: Any, deep: bool = False) -> Any:
            for key, _ in node.value:
                # Long numbers can be chosen to have the same hash, for which a dict takes quadratic time.
                if key.tag in _NUMBERS and len(key.value) > _LONGEST_NUMERIC_KEY:
                    raise unreadable(f"the key {shown(key.value)}{_at(key)}", "a text")
            found = super().construct_mapping(node, deep=deep)
            if len(found) != len(node.value):
                raise unreadable(f"a duplicate key in the object{_at(node)}", "unique keys")
            return found

        def construct_scalar(self, node: Any) -> Any:
            text = super().construct_scalar(node)
            if node.tag in _NUMBERS and (len(text) > _LONGEST_NUMBER or re.match(_AMBIGUOUS, text)):
                raise unreadable(
                    f"got {shown(text)}{_at(node)}",
                    "a decimal number without leading zeros, "
                    f"of at most {_LONGEST_NUMBER} characters, or a text in quotes",
                )
            return text

    # 2024-08-26, which YAML reads as a date, is an EDTF text here.
    Loader.yaml_implicit_resolvers = {
        first: [(tag, regexp) for tag, regexp in resolvers if tag != "tag:yaml.org,2002:timestamp"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    try:
        return yaml.load(text, Loader)
    except yaml.MarkedYAMLError as error:
        said = ": ".join(filter(None, (error.context, error.problem)))
        marks = (error.problem_mark, error.context_mark)
        # If a quote or bracket is not closed, the place where it was opened is more useful.
        mark = next(
            filter(None, reversed(marks) if re.search("end of stream|stream end", said) else marks), None
        )
        where = f" at line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        raise InvalidRecordError([malformed("yaml", where, _in_words(said))]) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise InvalidRecordError([malformed("yaml", f" at line {line}: a control character")]) from error


_EXPECTED = (
    ("mapping values are not allowed", "one field a line, and quotes around a text that has ': ' in it"),
    (r"'\\t' that cannot start", "blanks at the beginning of a line, not a tab"),
    (r"character '.+' that cannot start", "quotes around a text that begins with a mark such as @, ` or %"),
    ("could not find expected ':'", "a field and its value, as in 'title: Workshop'"),
    ("quoted scalar: .*end of stream", "a quote at the end of the text in quotes"),
    ("expected ',' or '[]}]'", "a comma between values, and a bracket at the end of the list or object"),
    ("expected <block end>", "the fields of one object, or the items of one list, below each other"),
    ("another document", "one document, without a line '---' in it"),
    ("unhashable key", "a text as the name of a field"),
)
"""The messages of PyYAML, and a description of the expected text for each."""


def _in_words(said: str) -> str:
    """Return a description of the expected text for a message of PyYAML."""
    words = next((words for pattern, words in _EXPECTED if re.search(pattern, said)), None)
    return words or f"yaml text ({said})"


def _at(mark: Any) -> str:
    return f" at line {mark.start_mark.line + 1}"


_NUMBERS = ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float")
_LONGEST_NUMBER = 100
_LONGEST_NUMERIC_KEY = 18
_AMBIGUOUS = r"[-+]?(?:0[0-9_b]|.*[:_])"
"""Numbers in base 60, octal, binary, or with underscores, which YAML 1.1 and 1.2 read differently."""


@cache
def _dumper(yaml: Any) -> Any:
    class Dumper(yaml.SafeDumper):  # type: ignore[misc]
        """A dumper that quotes texts which YAML 1.1 or 1.2 would read as another type."""

    # PyYAML supports only the numbers and booleans of version 1.1.
    Dumper.yaml_implicit_resolvers = dict(yaml.SafeDumper.yaml_implicit_resolvers)
    for tag, pattern, first in (
        ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
        ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", "-+.0123456789"),
        ("bool", "[yYnN]", "yYnN"),
    ):
        Dumper.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(rf"(?:{pattern})\Z"), list(first))
    return Dumper
