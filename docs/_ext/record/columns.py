"""The page of tables and columns, from the descriptions in `data.tables()`."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import apec_outcomes as apec
from apec_outcomes.export import Column, Table

__all__ = ["write"]


def write(data: apec.Dataset, path: Path) -> None:
    """Write the page that lists every table and column, if it changed."""
    tables = data.tables()
    links = [table for table in tables.values() if "position" in table.key]
    lines = [
        "# Tables and columns",
        "",
        "The names of tables and columns in `data.tables()`, in all file formats and engines. They stay the "
        "same from release to release. `from_table` reads the same names.",
        "",
    ]
    for table in tables.values():
        if table not in links:
            lines += _section(table, [link for link in links if link.foreign_keys[0].table == table.name])
    text = "\n".join(lines)
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def _section(table: Table, links: list[Table]) -> Iterator[str]:
    yield from (f"## `{table.name}`", "", f"{table.description} Key: {_listed(table.key)}.", "")
    yield from ("| Column | Type | Meaning |", "|---|---|---|")
    refers = {key.columns[-1]: key.table for key in table.foreign_keys}
    for column in table.columns:
        to = f" Refers to `{refers[column.name]}`." if column.name in refers else ""
        yield f"| `{column.name}` | {_type(column)} | {column.description}{to} |"
    yield ""
    if links:
        yield from ("Fields with several values have their own tables:", "")
        yield from (f"- `{link.name}`: {_listed(column.name for column in link.columns)}" for link in links)
        yield ""


def _type(column: Column) -> str:
    kind = _listed(column.categories) if column.categories else column.type
    return kind if column.required else f"{kind}, or null"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
