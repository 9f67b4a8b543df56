"""A brief of a meeting, or a card of any other record, as a page of text."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from rich.text import Text

from apec_outcomes._cli.brief import announces, key_of, kind_of
from apec_outcomes._cli.tables import Names, Page, aligned, became
from apec_outcomes.dataset import Dataset
from apec_outcomes.model import (
    CalendarEntry,
    Document,
    Meeting,
    Outcome,
    OutcomeKind,
    Session,
    Status,
    Venue,
)
from apec_outcomes.model._card import fields, title
from apec_outcomes.model._fields import links
from apec_outcomes.model._record import Record

__all__ = ["print_brief"]

_MANY = 20

_HEADINGS = {
    "ancestors": "Builds on, directly or through others",
    "descendants": "Built on by, directly or through others",
    "differences": "What took place otherwise",
}


def print_brief(data: Dataset, found: Mapping[str, Any]) -> None:
    """Print what `gather` found: for a meeting a brief of it, for anything else its fields."""
    writer = _Writer(data, found)
    if "meeting" in found:
        writer.meeting(found["meeting"])
    else:
        writer.record(next(iter(found.values())))
    writer.sources()
    writer.page.show()


class _Writer:
    """A page about one record, on which sources are numbered."""

    def __init__(self, data: Dataset, found: Mapping[str, Any]) -> None:
        self.data = data
        self.found = found
        self.names = Names(data)
        self.page = Page()
        self.numbers = {source.id: number for number, source in enumerate(found.get("sources", ()), 1)}

    def marks(self, keys: Iterable[str]) -> Text:
        """Return the numbers of sources, as they stand after what they state."""
        marks = "".join(f"[{self.numbers[key]}]" for key in keys if key in self.numbers)
        return Text(f" {marks}" if marks else "", style="dim")

    # Any record.

    def record(self, record: Record) -> None:
        self.page.title(title(record))
        self.page.line(Text(f"{key_of(record)} · {kind_of(record)}", style="cyan"))
        self.page.gap()
        type_: Any = type(record)
        references = {link.field: link.collection for link in links(type_) if link.collection}
        rows, addresses = [], []
        for label, value in fields(record):
            if label == "sources" and isinstance(value, tuple):
                text = Text(self.marks(value).plain.strip())
            else:
                text = self._value(value, references.get(label.replace(" ", "_")))
            if "://" in text.plain and " " not in text.plain:
                addresses += text.plain.splitlines()
            else:
                rows.append((Text(label.capitalize(), style="dim"), text))
        told = [row for row in rows if row[1].plain.strip()]
        if told:
            self.page.block(aligned(told))
        for url in addresses:
            self.page.address(url, indent=0)
        self._belonging()

    def _value(self, value: object, collection: str | None) -> Text:
        values = value if isinstance(value, tuple) else (value,)
        return Text("\n").join(self._one(each, collection) for each in values)

    def _one(self, value: object, collection: str | None) -> Text:
        if collection:
            found = getattr(self.data, collection).get(value)
            return _named(found) if found else Text(str(value))
        match value:
            case StrEnum():
                return Text(_words(value))
            case bool():
                return Text("yes" if value else "no")
            case Venue():
                return Text(self.names.place(value))
            case _:
                return Text(str(value))

    def _belonging(self) -> None:
        for name, records in list(self.found.items())[1:]:
            if name == "sources" or not records:
                continue
            self.page.section(f"{_HEADINGS.get(name, name)} ({len(records)})")
            if name == "differences":
                for point in records:
                    told = f"announced as {point.announced}, took place {point.took_place}"
                    self.page.line(f"{point.field.capitalize()}: {told}")
                continue
            if name == "outcomes" and "session" in self.found:
                self._outcomes(records)
                continue
            for record in list(records)[:_MANY]:
                self.page.block(aligned([("-", _named(record))], gap=1))
            if len(records) > _MANY:
                self.page.line(Text(f"... and {len(records) - _MANY} more", style="dim"))

    # A meeting.

    def meeting(self, meeting: Meeting) -> None:
        page, names = self.page, self.names
        page.title(meeting.title)
        page.line(Text(f"{meeting.id} · {_words(meeting.kind)}", style="cyan"))
        page.gap()
        above = self.data.meetings.get(meeting.part_of) if meeting.part_of else None
        rows = {
            "Dates": str(meeting.dates),
            "Place": names.place(meeting.venue),
            "Status": meeting.status.value,
            "Format": meeting.format.value if meeting.format else "",
            "Forum": names.forum(meeting.forum),
            "Number": str(meeting.ordinal or ""),
            "Theme": meeting.theme or "",
            "Themes": names.themes(meeting.themes),
            "Chairs": "\n".join(meeting.chairs),
            "Part of": f"{above.title} ({above.id})" if above else "",
            "Sources": self.marks(meeting.sources).plain.strip(),
        }
        page.block(aligned((Text(label, style="dim"), text) for label, text in rows.items() if text))
        if meeting.summary:
            page.gap()
            page.line(Text.assemble(meeting.summary, self.marks(meeting.sources)))
        if meeting.note:
            page.gap()
            page.line(Text.assemble(("Note: ", "dim"), meeting.note))
        self._topics(meeting)
        self._sessions(meeting)
        self._other_outcomes()
        self._by_theme()
        self._documents(meeting.documents)
        self._held_within()
        self._next(meeting)
        self._organisations(meeting)

    def _topics(self, meeting: Meeting) -> None:
        if meeting.topics:
            self.page.section("Topics")
        for topic in meeting.topics:
            self.page.line(Text.assemble((topic.title, "bold"), self.marks(topic.sources)))
            if topic.summary:
                self.page.line(topic.summary, indent=2)

    def _sessions(self, meeting: Meeting) -> None:
        if not meeting.sessions:
            return
        groups: dict[str, list[Session]] = {}
        for session in meeting.sessions:
            groups.setdefault(self.names.forum(session.forum), []).append(session)
        came_out = self.found["outcomes"].group_by("session")
        self.page.section("Sessions by forum, and what came out of each")
        for forum in (*sorted(name for name in groups if name), *([""] if "" in groups else [])):
            self.page.gap()
            self.page.line(Text(forum or "No forum named", style="bold green"))
            for session in groups[forum]:
                self._session(session)
                self._outcomes(came_out.get(session.id, ()))

    def _session(self, session: Session) -> None:
        self.page.gap()
        self.page.line(Text.assemble((session.title, "bold"), self.marks(session.sources)), indent=2)
        told = [_words(session.kind)]
        told += [str(session.dates)] if session.dates else []
        told += [place] if (place := self.names.town(session.venue)) else []
        told += [session.status.value] if session.status and session.status is not Status.HELD else []
        self.page.line(Text.assemble((session.id, "cyan"), (f" · {', '.join(told)}", "dim")), indent=2)
        if session.summary:
            self.page.line(session.summary, indent=2)
        if session.participants:
            present = "; ".join(session.participants)
            self.page.line(Text.assemble(("Present: ", "dim"), present), indent=2)
        if session.note:
            self.page.line(Text.assemble(("Note: ", "dim"), session.note), indent=2)

    def _outcomes(self, outcomes: Iterable[Outcome]) -> None:
        above: tuple[int | None, str | None] = (None, None)
        for outcome in outcomes:
            heading = (outcome.takeaway, outcome.heading)
            if heading != above and any(heading):
                number = f"{outcome.takeaway}. " if outcome.takeaway else ""
                self.page.gap()
                self.page.line(Text(f"{number}{outcome.heading or ''}", style="underline"), indent=4)
            above = heading
            self._outcome(outcome)

    def _outcome(self, outcome: Outcome) -> None:
        due = f" By {outcome.target_date}." if outcome.target_date else ""
        kind = "" if outcome.kind is OutcomeKind.TAKEAWAY else f" ({_words(outcome.kind)})"
        text = Text.assemble((outcome.title, "bold"), kind, f": {outcome.summary}{due}")
        text.append_text(self.marks(outcome.sources))
        if outcome.themes:
            text.append(f"\nThemes: {self.names.themes(outcome.themes)}", style="dim")
        for key in outcome.builds_on:
            earlier = self.data.outcomes.get(key)
            text.append(f"\nBuilds on: {earlier.title if earlier else ''} ({key})", style="dim")
        self.page.block(aligned([("-", text)], gap=1), indent=4)

    def _other_outcomes(self) -> None:
        whole = [outcome for outcome in self.found["outcomes"] if outcome.session is None]
        if whole:
            self.page.section("What came out of the meeting as a whole")
            self._outcomes(whole)

    def _by_theme(self) -> None:
        tally = self.found["outcomes"].tally("themes")
        if tally:
            self.page.section("Outcomes by theme")
            self.page.line(" · ".join(f"{self.names.theme(key)} {count}" for key, count in tally.items()))

    def _documents(self, documents: Iterable[Document]) -> None:
        if documents:
            self.page.section("Documents")
        for document in documents:
            when = f", {document.date}" if document.date else ""
            self.page.line(f"{document.title} ({_words(document.kind)}{when})")
            if document.url:
                self.page.address(document.url, indent=2)

    def _held_within(self) -> None:
        if not self.found["held_within"]:
            return
        self.page.section("Meetings held within it")
        rows = [
            (
                str(m.dates),
                self.names.town(m.venue),
                _named(m).append_text(self.marks(m.sources)),
            )
            for m in self.found["held_within"]
        ]
        self.page.block(aligned(rows))

    def _next(self, meeting: Meeting) -> None:
        entries = self.found["announced_next"]
        for key in meeting.sources:
            source = self.data.sources.get(key)
            announced = [entry for entry in entries if source and announces(source, entry)]
            if source and announced:
                self.page.section(f"Announced next by {source.publisher}{self.marks([key]).plain}")
                self.page.block(
                    aligned((str(e.dates), self.names.town(e.venue), self._entry(e)) for e in announced)
                )

    def _entry(self, entry: CalendarEntry) -> Text:
        points = [point for point in self.found["differences"] if point.entry.id == entry.id]
        if points:
            told = Text(_sentence("; ".join(map(became, points))), style="yellow")
        elif entry.status is Status.HELD:
            told = Text("Held as announced" if entry.meeting else "Held", style="green")
        elif entry.status is Status.SCHEDULED:
            told = Text("No later word of it in the record", style="dim")
        else:
            told = Text(entry.status.value.capitalize(), style="yellow")
        key = entry.session or entry.meeting or entry.id
        return Text.assemble(_named(entry, key), "\n", told, self.marks(entry.sources))

    def _organisations(self, meeting: Meeting) -> None:
        if meeting.organisations:
            self.page.section("Organisations")
        for body in meeting.organisations:
            role = f" ({body.role})" if body.role else ""
            self.page.line(Text.assemble((body.name, "bold"), role, self.marks(body.sources)))
            for text in (body.summary, body.note):
                if text:
                    self.page.line(text, indent=2)

    def sources(self) -> None:
        """Write the list of the sources, each with its number."""
        if self.numbers:
            self.page.section("Sources")
        for source in self.found.get("sources", ()):
            published = f", {source.published}" if source.published else ""
            named = f": {source.title}" if source.title else ""
            self.page.line(f"[{self.numbers[source.id]}] {source.publisher}{named}{published}")
            self.page.address(source.url, indent=4)


def _named(record: Record, key: str = "") -> Text:
    """Return what a record is called, with the id to ask further by."""
    return Text.assemble(title(record), " (", (key or key_of(record), "cyan"), ")")


def _words(value: StrEnum) -> str:
    return str(value.value).replace("-", " ")


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
