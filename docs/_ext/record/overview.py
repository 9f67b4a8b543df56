"""The pages that lead to all others."""

from collections.abc import Iterator

from record.fora import branch
from record.words import Book, sortable

__all__ = ["write"]


def write(book: Book) -> None:
    """Write a page for each collection, with the list of all its pages."""
    data = book.data
    years = [f"- {book.host_year(year)}, {book.economy(year.host)}" for year in data.host_years]
    _save(book, "years", "Host years", "data.host_years", years)
    tree = list(branch(book, None))
    _save(book, "fora", "Fora", "data.fora", [*tree, *_tree()])
    themes: list[str] = []

    def below(broader: str | None, depth: int) -> None:
        for theme in data.themes.where(lambda each: broader in (each.broader or (None,))):
            themes.append(f"{'  ' * depth}- {book.theme(theme.id)}, {len(data.outcomes.about(theme))}")
            below(theme.id, depth + 1)

    below(None, 0)
    _save(
        book,
        "themes",
        "Themes",
        "data.themes",
        ["With how many outcomes each has, narrower themes included.", "", *themes],
    )
    met: list[str] = ["{.sortable}", "| Dates | Meeting | Place | Kind |", "|---|---|---|---|"]
    met += [
        f"| {sortable(m.dates)} | {book.meeting(m.id)} "
        f"| {book.town(m.venue)} | {m.kind.value.replace('-', ' ')} |"
        for m in data.meetings
    ]
    _save(book, "meetings", "Meetings", "data.meetings", met)
    economies = [f"- {book.economy(e.code)}, {e.kind.value}" for e in data.economies]
    _save(book, "economies", "Economies", "data.economies", economies)


def _save(book: Book, folder: str, title: str, code: str, lines: list[str]) -> None:
    book.save(f"{folder}/index", "\n".join([f"# {title}", "", "```python", code, "```", "", *lines, ""]))


def _tree() -> Iterator[str]:
    """Yield the lines that show the tree of fora, in light and in dark."""
    yield ""
    for mode in ("light", "dark"):
        yield f"```{{figure}} ../pictures/fora-{mode}.svg"
        yield ":alt: Who reports to whom, drawn as the tree of the list above"
        yield f":figclass: picture only-{mode}"
        yield ""
        yield "Who reports to whom, drawn from `data.fora.graph()`."
        yield "```"
