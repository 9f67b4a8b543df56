"""The brief of a meeting: its sessions and outcomes in the order of the source, documents, next events."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from rich.text import Text

from apec_outcomes.cli._labels import Labels, became, words
from apec_outcomes.cli._outcomes import add_outcomes, takeaway_of
from apec_outcomes.cli._page import Page
from apec_outcomes.cli._references import Sources, named
from apec_outcomes.dataset import Dataset
from apec_outcomes.model import CalendarEntry, Meeting, Session, Status
from apec_outcomes.query.calendar import announces

__all__ = ["Brief"]


class Brief(Page):
    """The page of a meeting and its related records, from `related`."""

    def __init__(self, data: Dataset, found: Mapping[str, Any]) -> None:
        super().__init__()
        self._data = data
        self._found = found
        self._labels = Labels(data)
        self._sources = Sources(found["sources"])
        meeting: Meeting = found["meeting"]
        self._head(meeting)
        self._topics(meeting)
        self._sessions(meeting)
        self._outcomes_of_the_whole()
        self._by_theme()
        self._documents(meeting)
        self._held_within()
        self._announced_next(meeting)
        self._organisations(meeting)
        self._sources.add_to(self)

    def _head(self, meeting: Meeting) -> None:
        self.title(meeting.title)
        self.line(Text(f"{meeting.id} · {words(meeting.kind)}", style="cyan"))
        self.gap()
        above = self._data.meetings.get(meeting.part_of) if meeting.part_of else None
        rows = {
            "Dates": str(meeting.dates),
            "Place": self._labels.place(meeting.venue),
            "Status": words(meeting.status),
            "Format": words(meeting.format),
            "Forum": self._labels.forum(meeting.forum),
            "Number": str(meeting.ordinal or ""),
            "Theme": meeting.theme or "",
            "Themes": self._labels.titles("themes", meeting.themes),
            "Chairs": "\n".join(meeting.chairs),
            "Part of": f"{above.title} ({above.id})" if above else "",
            "Sources": self._sources.marks(meeting.sources).plain.strip(),
        }
        self.rows((Text(label, style="dim"), text) for label, text in rows.items() if text)
        if meeting.summary:
            self.gap()
            self.line(Text.assemble(meeting.summary, self._sources.marks(meeting.sources)))
        if meeting.note:
            self.gap()
            self.line(Text.assemble(("Note: ", "dim"), meeting.note))

    def _topics(self, meeting: Meeting) -> None:
        if meeting.topics:
            self.section("Topics")
        for topic in meeting.topics:
            self.line(Text.assemble((topic.title, "bold"), self._sources.marks(topic.sources)))
            if topic.summary:
                self.line(topic.summary, indent=2)

    def _sessions(self, meeting: Meeting) -> None:
        if not meeting.sessions:
            return
        adopted = self._found["outcomes"].group_by("session")

        def forum_of(session: Session) -> str:
            return self._labels.forum(session.forum)

        def position(session: Session) -> tuple[float, bool, str]:
            return takeaway_of(adopted.get(session.id, ())), not session.forum, forum_of(session)

        self.section("Sessions by forum, with their outcomes")
        for forum, sessions in groupby(sorted(meeting.sessions, key=position), forum_of):
            self.gap()
            self.line(Text(forum or "No forum named", style="bold green"))
            for session in sessions:
                self._session(session)
                add_outcomes(self, adopted.get(session.id, ()), self._data, self._sources, indent=4)

    def _session(self, session: Session) -> None:
        self.gap()
        self.line(Text.assemble((session.title, "bold"), self._sources.marks(session.sources)), indent=2)
        status = session.status if session.status is not Status.HELD else None
        about = (
            words(session.kind),
            str(session.dates or ""),
            self._labels.town(session.venue),
            words(status),
        )
        self.line(
            Text.assemble((session.id, "cyan"), (f" · {', '.join(filter(None, about))}", "dim")), indent=2
        )
        if session.summary:
            self.line(session.summary, indent=2)
        if session.participants:
            present = "; ".join(session.participants)
            self.line(Text.assemble(("Present: ", "dim"), present), indent=2)
        if session.note:
            self.line(Text.assemble(("Note: ", "dim"), session.note), indent=2)

    def _outcomes_of_the_whole(self) -> None:
        whole = [outcome for outcome in self._found["outcomes"] if outcome.session is None]
        if whole:
            self.section("Outcomes of the meeting as a whole")
            add_outcomes(self, whole, self._data, self._sources)

    def _by_theme(self) -> None:
        tally = self._found["outcomes"].tally("themes")
        if tally:
            self.section("Outcomes by theme")
            counts = (f"{self._labels.title('themes', key)} {count}" for key, count in tally.items())
            self.line(" · ".join(counts))

    def _documents(self, meeting: Meeting) -> None:
        if meeting.documents:
            self.section("Documents")
        for document in meeting.documents:
            when = f", {document.date}" if document.date else ""
            self.line(f"{document.title} ({words(document.kind)}{when})")
            if document.url:
                self.address(document.url, indent=2)

    def _held_within(self) -> None:
        within: Iterable[Meeting] = self._found["held_within"]
        if within:
            self.section("Meetings held within it")
            self.rows(
                (
                    str(each.dates),
                    self._labels.town(each.venue),
                    named(each) + self._sources.marks(each.sources),
                )
                for each in within
            )

    def _announced_next(self, meeting: Meeting) -> None:
        for source in self._data.sources_of(meeting):
            announced = [entry for entry in self._found["announced_next"] if announces(source, entry)]
            if announced:
                self.section(f"Announced next by {source.publisher}{self._sources.marks([source.id]).plain}")
                self.rows(
                    (str(entry.dates), self._labels.town(entry.venue), self._entry(entry))
                    for entry in announced
                )

    def _entry(self, entry: CalendarEntry) -> Text:
        points = [point for point in self._found["differences"] if point.entry.id == entry.id]
        if points:
            then = "; ".join(map(became, points))
            status = Text(then[:1].upper() + then[1:], style="yellow")
        elif entry.status is Status.HELD:
            status = Text("Held as announced" if entry.meeting else "Held", style="green")
        elif entry.status is Status.SCHEDULED:
            status = Text("Not known whether it was held", style="dim")
        else:
            status = Text(words(entry.status).capitalize(), style="yellow")
        key = entry.session or entry.meeting or entry.id
        return Text.assemble(named(entry, key), "\n", status, self._sources.marks(entry.sources))

    def _organisations(self, meeting: Meeting) -> None:
        if meeting.organisations:
            self.section("Organisations")
        for body in meeting.organisations:
            role = f" ({body.role})" if body.role else ""
            self.line(Text.assemble((body.name, "bold"), role, self._sources.marks(body.sources)))
            for text in (body.summary, body.note):
                if text:
                    self.line(text, indent=2)
