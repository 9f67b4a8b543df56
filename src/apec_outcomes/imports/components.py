"""The components of iCalendar text, with their properties (RFC 5545, 3.1 to 3.6).

Only needed properties are kept. Other lines are skipped without parsing, as RFC 5545 allows for properties
that an application does not know (3.8.8).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from typing import NamedTuple

from apec_outcomes._extras import library
from apec_outcomes.errors import InvalidRecordError, Problem, quoted

__all__ = ["Component", "Property", "calendars"]

_BOM = b"\xef\xbb\xbf"
_NAME = re.compile(r"\s*([\w-]+)")

# The parts of each component that are kept, and the properties of each that are kept.
_PARTS = {"VCALENDAR": ("VEVENT", "VTIMEZONE"), "VTIMEZONE": ("STANDARD", "DAYLIGHT")}
_DEEPEST = 20
_RULES = ("DTSTART", "RRULE", "RDATE", "TZOFFSETFROM", "TZOFFSETTO")
_READ = {
    "VCALENDAR": ("METHOD", "X-WR-TIMEZONE"),
    "VTIMEZONE": ("TZID",),
    "STANDARD": _RULES,
    "DAYLIGHT": _RULES,
    "VEVENT": (
        *("SUMMARY", "DTSTART", "DTEND", "DURATION", "X-EDTF", "STATUS", "LOCATION", "UID"),
        *("SEQUENCE", "DTSTAMP", "RECURRENCE-ID", "RRULE", "RDATE"),
    ),
}


class Property(NamedTuple):
    """A property: its value without escapes, its parameters, and its line number."""

    value: str
    parameters: Mapping[str, str]
    line: int


class Component:
    """A component, with the lines of its needed properties, and its needed parts.

    Lines are kept as bytes, as a calendar can have very many events.

    Parameters
    ----------
    name
        The name, such as ``VEVENT``.
    line
        The number of the line on which it begins.
    lines
        The name of each property, the number of its line, and the line.
    parts
        The components in it.
    """

    __slots__ = ("_kept", "line", "name", "parts")

    def __init__(
        self, name: str, line: int, lines: Iterable[tuple[str, int, str]], parts: "Iterable[Component]"
    ) -> None:
        self.name = name
        self.line = line
        self._kept = "\n".join(f"{each} {number} {text}" for each, number, text in lines).encode()
        self.parts = tuple(parts)

    def lines(self, beginning: str = "") -> Iterator[tuple[str, int, str]]:
        """Yield the name, line number and line of each property whose name has this beginning."""
        for kept in self._kept.decode().split("\n") if self._kept else ():
            if kept.startswith(beginning):
                name, number, text = kept.split(" ", 2)
                yield name, int(number), text

    def all(self, name: str) -> list[Property]:
        """Return the properties with this name.

        Raises
        ------
        InvalidRecordError
            If one of these lines is not a property.
        """
        return [_property(*line) for line in self.lines(f"{name} ")]

    def one(self, name: str) -> Property | None:
        """Return the property with this name, or None if it is missing or empty.

        Raises
        ------
        InvalidRecordError
            If it is given more than once, or its line is not a property.
        """
        found = self.all(name)
        if len(found) > 1:
            places = ", ".join(str(each.line) for each in found[:5])
            raise _invalid(name, f"given {len(found)} times, on lines {places}", "one line")
        return next((each for each in found if each.value.strip()), None)


class _Open(NamedTuple):
    """A component whose END line has not been read yet."""

    name: str
    line: int
    lines: list[tuple[str, int, str]]
    parts: list[Component]


def calendars(data: bytes) -> list[Component]:
    """Return the calendars in a file, each a VCALENDAR.

    Raises
    ------
    InvalidRecordError
        If the bytes are not UTF-8, or the BEGIN and END lines of components do not match.
    """
    found: list[Component] = []
    inside: list[_Open] = []
    for number, text in _content_lines(data):
        head = text[:6].upper()
        begins = text[6:].strip().upper() if head == "BEGIN:" else None
        ends = text[4:].strip().upper() if head[:4] == "END:" else None
        if begins is not None and (begins == "VCALENDAR") != bool(inside):
            if len(inside) == _DEEPEST:
                raise _broken(number, text, f"components at most {_DEEPEST} deep")
            inside.append(_Open(begins, number, [], []))
        elif begins is None and not inside and text[:2].upper() == "X-":
            continue  # a line outside the calendars
        elif begins is not None or not inside:
            raise _broken(number, text, "END:VCALENDAR before it" if inside else "BEGIN:VCALENDAR")
        elif ends is None:
            _keep(inside[-1], number, text)
        elif ends != inside[-1].name:
            last = inside[-1]
            raise _broken(number, text, f"the end of {quoted(last.name)}, which begins on line {last.line}")
        else:
            done = Component(*inside.pop())
            if not inside:
                found.append(done)
            elif done.name in _PARTS.get(inside[-1].name, ()):
                inside[-1].parts.append(done)
    if inside:
        last = inside[-1]
        message = f"the text ends within the component {quoted(last.name)} of line {last.line}"
        raise InvalidRecordError([Problem("$", message, "an END line for each BEGIN line")])
    if not found:
        raise InvalidRecordError([Problem("$", "no calendar in it", "BEGIN:VCALENDAR (RFC 5545)")])
    return found


def _content_lines(data: bytes) -> Iterator[tuple[int, str]]:
    """Yield each line with its number, unfolded: a line that begins with a space continues the previous one.

    A fold can be within a character, so bytes are joined before they are decoded (3.1).
    """
    folded = bytearray()
    first = 0
    for number, raw in enumerate(BytesIO(data.removeprefix(_BOM)), 1):
        line = raw.rstrip(b"\r\n")
        if folded and line[:1] in (b" ", b"\t"):
            folded += line[1:]
        elif line:
            if folded:
                yield first, _decoded(first, bytes(folded))
            folded, first = bytearray(line), number
    if folded:
        yield first, _decoded(first, bytes(folded))


def _decoded(number: int, line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError as error:
        message = f"line {number} is not UTF-8: {quoted(line[max(0, error.start - 20) :][:40])}"
        raise InvalidRecordError([Problem("$", message, "a calendar in UTF-8")]) from error


def _keep(component: _Open, number: int, text: str) -> None:
    """Keep the line of a needed property; other lines are skipped, valid or not."""
    found = _NAME.match(text[:80])
    if found and (name := found[1].upper()) in _READ.get(component.name, ()):
        component.lines.append((name, number, text))


def _property(name: str, number: int, text: str) -> Property:
    try:
        _, parameters, value = library("icalendar", "icalendar").parser.Contentline(text).parts()
    except ValueError as error:
        raise _invalid(
            name, f"line {number} is not a property: {quoted(text)}", f"{name}:value (RFC 5545)"
        ) from error
    said = {key: ",".join(held) if isinstance(held, list) else str(held) for key, held in parameters.items()}
    return Property(value, said, number)


def _invalid(name: str, message: str, expected: str) -> InvalidRecordError:
    return InvalidRecordError([Problem(f"$.{name.lower()}", message, expected)])


def _broken(number: int, text: str, expected: str) -> InvalidRecordError:
    return InvalidRecordError([Problem("$", f"line {number} is {quoted(text)}", expected)])
