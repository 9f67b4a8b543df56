"""Shared by the pages of the dataset: the data, the path of each record, and links between pages."""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from sphinx.util.osutil import relative_uri

import apec_outcomes as apec
from apec_outcomes import CalendarEntry, Forum, Meeting, Outcome, Source, Theme, Venue
from apec_outcomes.model.outcome import outcome_dates
from record.glossary import meanings

__all__ = ["Page", "Site", "words"]

SECTIONS = (
    ("outcomes", "record/outcomes/index", "Outcomes"),
    ("meetings", "record/meetings/index", "Meetings"),
    ("promises", "record/promises", "Promises and results"),
    ("calendar", "record/calendar", "Calendar"),
    ("timeline", "record/timeline", "Timeline"),
    ("themes", "record/themes/index", "Themes"),
    ("actors", "record/actors/index", "Who is asked"),
    ("fora", "record/fora/index", "Fora"),
    ("economies", "record/economies/index", "Economies"),
    ("years", "record/years/index", "Host years"),
    ("map", "record/map", "Map"),
    ("glossary", "record/glossary", "Glossary"),
    ("downloads", "record/downloads", "Downloads"),
)
"""The sections of the sidebar: a name, the path of the page, and its label."""

_ACRONYM = re.compile(r"(?<![\w-])([A-Z][A-Za-z&-]*[A-Z&\w])(?![\w-])")


def words(kind: Any) -> str:
    """Return a kind or a status in words."""
    return str(getattr(kind, "value", kind)).replace("chairs-", "chair's ").replace("-", " ")


class Site:
    """The data, and the path of the page of each record.

    Parameters
    ----------
    data
        The dataset.
    base
        The address of the published site.
    """

    def __init__(self, data: apec.Dataset, base: str) -> None:
        self.data = data
        self.base = base
        self.outcomes_at: dict[str, list[Outcome]] = {}
        self.building_on: dict[str, list[Outcome]] = {}
        for outcome in data.outcomes:
            self.outcomes_at.setdefault(outcome.meeting, []).append(outcome)
            for earlier in outcome.builds_on:
                self.building_on.setdefault(earlier, []).append(outcome)
        self.templates = Environment(
            loader=FileSystemLoader(Path(__file__).parent / "templates"),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=StrictUndefined,
        )
        self.templates.globals.update(site=self, data=data, words=words)
        self.templates.filters["words"] = words
        self.templates.filters["theme_label"] = lambda key: data.themes[key].label

    @cached_property
    def today(self) -> date:
        """The day of the build, which decides which meetings and deadlines are in the future."""
        epoch = os.environ.get("SOURCE_DATE_EPOCH")
        return datetime.fromtimestamp(int(epoch), UTC).date() if epoch else datetime.now(UTC).date()

    @cached_property
    def meanings(self) -> dict[str, str]:
        """The meaning of each acronym of the glossary."""
        return meanings(self.data)

    def path(self, record: Any) -> str:
        """Return the path of the page of a record, without `.html`."""
        match record:
            case Outcome():
                return f"record/outcomes/{record.id}"
            case Meeting():
                return f"record/meetings/{record.id}"
            case Theme():
                return f"record/themes/{record.id}"
            case Forum():
                return f"record/fora/{record.id}"
            case apec.Economy():
                return f"record/economies/{record.code.lower()}"
            case apec.HostYear():
                return f"record/years/{record.year}"
            case apec.Actor():
                return f"record/actors/{record.id}"
        raise TypeError(f"no page for {record!r}")

    def outcomes_of(self, meeting: Meeting) -> list[Outcome]:
        """Return the outcomes of a meeting, in the order of the dataset."""
        return self.outcomes_at.get(meeting.id, [])

    def dates_of(self, outcome: Outcome) -> apec.DateSpan:
        """Return the date of an outcome, or the dates of its meeting if it has none."""
        return outcome_dates(outcome, self.data.meetings.get) or apec.DateSpan.of(outcome.year)

    def place(self, venue: Venue | None) -> str:
        """Return the venue, city and economy as text."""
        if venue is None:
            return ""
        economy = self.data.economies[venue.economy].name if venue.economy else None
        return ", ".join(dict.fromkeys(part for part in (venue.name, venue.city, economy) if part))

    def town(self, venue: Venue | None) -> str:
        """Return the city, or the economy if the city is not known."""
        if venue is None:
            return ""
        return venue.city or (self.data.economies[venue.economy].name if venue.economy else "")

    def held_elsewhere(self, meeting: Meeting) -> str:
        """Return the class that makes a meeting look held, scheduled or cancelled."""
        return f"is-{meeting.status.value}"

    def newest(self, number: int) -> list[Outcome]:
        """Return the newest outcomes, the latest first."""
        return sorted(self.data.outcomes, key=lambda each: self.dates_of(each).start, reverse=True)[:number]

    def upcoming(self) -> list[CalendarEntry | Meeting]:
        """Return scheduled meetings and announcements without a meeting that are not over, the next first."""
        entries = [
            entry
            for entry in self.data.calendar
            if not entry.meeting and entry.dates.end >= self.today and words(entry.status) != "cancelled"
        ]
        meetings = [
            meeting
            for meeting in self.data.meetings.with_status("scheduled")
            if meeting.dates.end >= self.today
        ]
        # A meeting known to the month or the year is sorted by its last possible day.
        return sorted(
            [*entries, *meetings],
            key=lambda each: max(each.dates.start, self.today) if each.dates.is_exact else each.dates.end,
        )

    def page(self, path: str, title: str, **fields: Any) -> "Page":
        """Return a new page of the dataset."""
        return Page(self, path, title, **fields)


class Page:
    """One page of the dataset. It collects the sources that its text cites.

    Parameters
    ----------
    site
        The site.
    path
        The path, without `.html`.
    title
        The heading.
    kind
        The kind of page, by which the search filters.
    section
        The section in the sidebar.
    description
        One sentence for previews of links.
    crumbs
        The labels and paths of breadcrumbs below the section.
    place
        The labels and paths of neighbouring pages in the sidebar.
    code
        The line of Python that returns the records of the page.
    when
        The date that the search shows.
    """

    def __init__(
        self,
        site: Site,
        path: str,
        title: str,
        *,
        kind: str = "List",
        section: str = "",
        description: str = "",
        crumbs: Sequence[tuple[str, str]] = (),
        place: Iterable[tuple[str, str]] = (),
        code: str = "",
        when: str = "",
        weight: int = 1,
    ) -> None:
        self.site, self.path, self.title = site, path, title
        self.kind, self.section, self.description = (
            kind,
            section,
            description or f"{title}, in the dataset on APEC.",
        )
        self.crumbs, self.place, self.code, self.when = tuple(crumbs), tuple(place), code, when
        self.weight = weight
        self.root = "../" * path.count("/")
        self.body = ""
        self.wide = False
        self.bare = False
        self._cited: dict[str, int] = {}
        self._explained: set[str] = set()

    def fill(self, template: str, **values: Any) -> "Page":
        """Render the body with a template."""
        body = self.site.templates.get_template(template).render(p=self, **values)
        self.body = re.sub(r"\n\s*\n", "\n", body)
        return self

    # Links.

    def to(self, path: str) -> str:
        """Return the relative address of another page."""
        return relative_uri(f"{self.path}.html", f"{path}.html") or self.path.rpartition("/")[2] + ".html"

    def link(self, record: Any, label: str | None = None) -> Markup:
        """Return a link to the page of a record. The default label is the name of the record."""
        text = label if label is not None else str(_name(record))
        return Markup('<a href="{}">{}</a>').format(self.to(self.site.path(record)), text)

    def links(self, records: Iterable[Any], between: str = ", ") -> Markup:
        """Return links to several records."""
        return Markup(between).join(self.link(record) for record in records)  # noqa: S704, our own text

    def text(self, text: str | None) -> Markup:
        """Return a text with the first mention of each acronym linked to the glossary."""
        if not text:
            return Markup()
        parts = []
        for part in _ACRONYM.split(" ".join(text.split())):
            term = part if part in self.site.meanings else part.removesuffix("s")
            if term in self.site.meanings and term not in self._explained:
                self._explained.add(term)
                parts.append(
                    f'<a class="acronym" href="{self.to("record/glossary")}#term-{term}">{escape(part)}</a>'
                )
            else:
                parts.append(escape(part))
        return Markup("".join(parts))  # noqa: S704, each part is escaped

    # Sources.

    def cite(self, keys: Iterable[str]) -> Markup:
        """Return numbers that link to the sources at the end of the page."""
        numbers = (self._cited.setdefault(key, len(self._cited) + 1) for key in keys)
        marks = " ".join(f'<a href="#source-{number}">{number}</a>' for number in numbers)
        return Markup(f"<sup>{marks}</sup>")  # noqa: S704, numbers alone

    def sources(self) -> Iterator[tuple[int, Source]]:
        """Yield the sources cited so far, with their numbers."""
        for key, number in self._cited.items():
            yield number, self.site.data.sources[key]

    # The table of contents.

    def headings(self) -> list[tuple[str, str]]:
        """Return the ids and the texts of the headings of the second level."""
        found = re.findall(r'<h2 id="([^"]+)">(.*?)</h2>', self.body, re.DOTALL)
        return [(key, " ".join(re.sub(r"<[^>]+>", "", text).split())) for key, text in found]


def _name(record: Any) -> object:
    """Return the title, label, name or year of a record."""
    names = (getattr(record, name, None) for name in ("title", "label", "name"))
    return next((name for name in names if name), None) or record.year
