"""What every page of the record is made of: text, links, tables and sources in MyST Markdown."""

import re
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

import apec_outcomes as apec
from apec_outcomes import DateSpan, HostYear, Meeting, Outcome, Venue

__all__ = ["BLUE", "ORANGE", "Book", "Page", "plain", "slug", "sortable"]

BLUE, ORANGE = "#0072b2", "#e69f00"  # of Okabe and Ito, told apart by every eye

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|$~^@])")


def plain(text: str) -> str:
    """Return a text with nothing in it that Markdown reads as its own."""
    return _SPECIAL.sub(r"\\\1", " ".join(str(text).split()))


def slug(text: object) -> str:
    """Return an id as the name of a page."""
    return re.sub(r"[^a-z0-9-]+", "-", str(text).lower())


class Book:
    """The pages of the record, and how they link to each other."""

    def __init__(self, folder: Path, data: apec.Dataset) -> None:
        self.folder = folder
        self.data = data
        self.written: set[Path] = set()
        self.outcomes: dict[str, list[Outcome]] = {}
        for outcome in data.outcomes:
            self.outcomes.setdefault(outcome.meeting, []).append(outcome)

    def save(self, name: str, text: str) -> None:
        """Write a page, unless it stands there as it is."""
        path = self.folder / f"{name}.md"
        self.written.add(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")

    def remove_stale(self) -> None:
        """Remove the pages of records that are there no longer."""
        for path in self.folder.rglob("*.md"):
            if path not in self.written:
                path.unlink()

    # Links. A page stands one folder below the book, so that another is reached through it.

    def meeting(self, key: str, called: str | None = None) -> str:
        """Return a link to the page of a meeting, by its title where it is called nothing else."""
        return f"[{plain(called or self.data.meetings[key].title)}](../meetings/{slug(key)}.md)"

    def theme(self, key: str) -> str:
        """Return a link to the page of a theme."""
        return f"[{plain(self.data.themes[key].label)}](../themes/{slug(key)}.md)"

    def forum(self, key: str) -> str:
        """Return a link to the page of a forum."""
        forum = self.data.fora[key]
        return f"[{plain(forum.name)}](../fora/{slug(key)}.md)"

    def economy(self, code: str) -> str:
        """Return a link to the page of an economy."""
        return f"[{plain(self.data.economies[code].name)}](../economies/{slug(code)}.md)"

    def year(self, year: int) -> str:
        """Return a link to the page of a host year, where there is one."""
        return f"[{year}](../years/{year}.md)" if year in self.data.host_years else str(year)

    def host_year(self, year: HostYear) -> str:
        """Return a link to the page of a host year, with its theme."""
        return f"{self.year(year.year)}{f': “{plain(year.theme)}”' if year.theme else ''}"

    def outcome(self, key: str) -> str:
        """Return a link to where an outcome stands on the page of its meeting."""
        outcome = self.data.outcomes[key]
        return f"[{plain(outcome.title)}](../meetings/{slug(outcome.meeting)}.md#{slug(key)})"

    def place(self, venue: Venue | None) -> str:
        """Return a place in words."""
        if venue is None:
            return ""
        economy = self.data.economies[venue.economy].name if venue.economy else None
        return ", ".join(dict.fromkeys(plain(part) for part in (venue.name, venue.city, economy) if part))

    def town(self, venue: Venue | None) -> str:
        """Return the city, or the economy where no city is known."""
        if venue is None:
            return ""
        return plain(venue.city or (self.data.economies[venue.economy].name if venue.economy else ""))


class Page:
    """A page that is written from top to bottom, and gathers the sources that it cites."""

    def __init__(self, book: Book, title: str, code: str) -> None:
        self.book = book
        # Hundreds of pages would make the navigation of each slow: lists lead to them.
        self._lines = [
            "---",
            "orphan: true",
            "---",
            "",
            f"# {plain(title)}",
            "",
            "```python",
            code,
            "```",
            "",
        ]
        self._cited: dict[str, int] = {}

    def add(self, *lines: str) -> None:
        """Add lines, and a blank one after them."""
        self._lines += [*lines, ""]

    def cite(self, keys: Iterable[str]) -> str:
        """Return numbers that lead to sources, at the end of the page."""
        numbers = (self._cited.setdefault(key, len(self._cited) + 1) for key in keys)
        return "".join(f'<sup><a href="#source-{number}">[{number}]</a></sup>' for number in numbers)

    def fields(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Add what is known of a record, each under its name; what is not known is left out."""
        known = [(name, value) for name, value in pairs if value]
        if known:
            self.add("{.fields}", *(line for name, value in known for line in (name, f": {value}", "")))

    def items(self, lines: Iterable[str]) -> None:
        """Add a list."""
        self.add(*(f"- {line}" for line in lines))

    def table(self, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """Add a table that sorts and filters in the browser."""
        self.add(
            "{.sortable}",
            f"| {' | '.join(headings)} |",
            f"|{'---|' * len(headings)}",
            *(f"| {' | '.join(row)} |" for row in rows),
        )

    def meetings(self, found: Iterable[Meeting]) -> None:
        """Add a table of meetings."""
        rows = [
            (
                sortable(meeting.dates),
                self.book.meeting(meeting.id),
                self.book.town(meeting.venue),
                meeting.kind.value.replace("-", " "),
                str(len(self.book.outcomes.get(meeting.id, ())) or ""),
            )
            for meeting in found
        ]
        self.table(("Dates", "Meeting", "Place", "Kind", "Outcomes"), rows)

    def outcomes(self, found: Iterable[Outcome]) -> None:
        """Add a table of outcomes with their sources."""
        headings = ["Date", "Outcome", "What", "Kind"]
        rows = []
        for outcome in found:
            meeting = self.book.data.meetings[outcome.meeting]
            due = f" *Due {plain(str(outcome.target_date))}.*" if outcome.target_date else ""
            what = f"{plain(outcome.summary)}{due}{self.cite(outcome.sources)}"
            title = self.book.outcome(outcome.id)
            rows.append(
                (sortable(outcome.date or meeting.dates), title, what, outcome.kind.value.replace("-", " "))
            )
        self.table(headings, rows)

    def end(self) -> str:
        """Return the text of the page with its sources."""
        if self._cited:
            self.add("## Sources")
            for key, number in self._cited.items():
                source = self.book.data.sources[key]
                title = f", “{source.title}”" if source.title else ""
                when = f", {source.published}" if source.published else ""
                told = escape(f"{source.publisher}{title}{when}")
                url = escape(source.url)
                self.add(
                    f'<p class="source"><span id="source-{number}">[{number}]</span> {told}: '
                    f'<a href="{url}">{url}</a></p>'
                )
        return "\n".join(self._lines)


def sortable(span: DateSpan) -> str:
    """Return dates in words, with a hidden text before them by which a table sorts them."""
    return f'<span class="key">{span.edtf} </span>{plain(str(span))}'
