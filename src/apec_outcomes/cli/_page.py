"""A page of text with headings, paragraphs and lists, wrapped to the width of the terminal."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rich.console import Console
from rich.text import Text

from apec_outcomes.cli._console import console, printable, styled

__all__ = ["Page"]

_PROSE = 100
"""The width of a page that is not shown on a terminal."""

_NARROWEST = 20
"""The minimal width of the last column of a list."""

_GAP = "  "


class _Block(NamedTuple):
    """A paragraph, and the beginning of its first line. Addresses are never broken into lines."""

    lead: Text
    body: Text
    is_address: bool = False


class Page:
    """A page of text, built from top to bottom."""

    def __init__(self) -> None:
        self._blocks: list[_Block] = []

    def title(self, text: str) -> None:
        """Add the title of the page."""
        self.line(Text(text, style="bold"))

    def section(self, text: str) -> None:
        """Add the heading of a section, after a blank line."""
        self.gap()
        self.line(Text(text.upper(), style="bold yellow"))

    def gap(self) -> None:
        """Add a blank line."""
        self.line("")

    def line(self, text: str | Text, indent: int = 0) -> None:
        """Add a paragraph, indented by a number of spaces."""
        self._blocks.append(_Block(Text(" " * indent), printable(text)))

    def item(self, text: str | Text, indent: int = 0, mark: str = "-") -> None:
        """Add an item of a list, after its mark."""
        self._blocks.append(_Block(Text(f"{' ' * indent}{mark} "), printable(text)))

    def address(self, url: str, indent: int = 0) -> None:
        """Add an address on a separate line."""
        self._blocks.append(_Block(Text(" " * indent), printable(url), is_address=True))

    def rows(self, rows: Iterable[Sequence[str | Text]]) -> None:
        """Add rows in columns. The last column is wrapped; columns that are empty in all rows are omitted."""
        cells = [[printable(cell) for cell in row] for row in rows]
        *leading, last = zip(*cells, strict=True)
        columns = [column for column in leading if any(cell.plain for cell in column)]
        widths = [max(cell.cell_len for cell in column) for column in columns]
        for index, body in enumerate(last):
            lead = Text()
            for column, width in zip(columns, widths, strict=True):
                cell = column[index]
                lead.append_text(cell).append(" " * (width - cell.cell_len) + _GAP)
            self._blocks.append(_Block(lead, body))

    def __str__(self) -> str:
        drawn = console(_PROSE)
        return styled(self._lines(drawn), drawn)

    def _lines(self, on: Console) -> Iterator[tuple[Text, Text]]:
        """Yield each line as its margin and its text."""
        width = on.width
        for lead, body, is_address in self._blocks:
            room = width - lead.cell_len
            if is_address or ("\n" not in body.plain and body.cell_len <= room):
                yield lead, body
                continue
            if room < _NARROWEST:
                lead.rstrip()
                yield from ((Text(), line) for line in lead.wrap(on, width, overflow="fold"))
                lead, room = Text(_GAP), max(width - len(_GAP), 1)
            margin = Text(" " * lead.cell_len)
            for number, line in enumerate(body.wrap(on, room, overflow="fold")):
                yield margin if number else lead, line
