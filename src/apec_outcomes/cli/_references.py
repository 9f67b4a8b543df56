"""References on a page: to records by id, to sources by number."""

from collections.abc import Iterable

from rich.text import Text

from apec_outcomes.cli._labels import key_of
from apec_outcomes.cli._page import Page
from apec_outcomes.model import HostYear, Source
from apec_outcomes.model._record import Record, title

__all__ = ["Sources", "named"]


def named(record: Record, key: str = "") -> Text:
    """Return the title of a record, with its id."""
    shown = key or key_of(record)
    if isinstance(record, HostYear):
        return Text.assemble((shown, "cyan"), f" {record.theme}" if record.theme else "")
    return Text.assemble(title(record), " (", (shown, "cyan"), ")")


class Sources:
    """Sources with numbers, for references on a page."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self._sources = tuple(sources)
        self._numbers = {source.id: number for number, source in enumerate(self._sources, 1)}

    def marks(self, keys: Iterable[str]) -> Text:
        """Return the numbers of these sources, to be shown after a text."""
        marks = "".join(
            f"[{number}]" for number in sorted(self._numbers[key] for key in keys if key in self._numbers)
        )
        return Text(f" {marks}" if marks else "", style="dim")

    def add_to(self, page: Page) -> None:
        """Add the list of all sources to a page."""
        if self._sources:
            page.section("Sources")
        for source in self._sources:
            published = f", {source.published}" if source.published else ""
            called = f": {source.title}" if source.title else ""
            mark = f"[{self._numbers[source.id]}]"
            page.item(f"{source.publisher}{called}{published}", mark=mark)
            page.address(source.url, indent=4)
