"""The queries of the library, written as plain loops over the JSON files, without indexes.

Tests compare the two. Only the normalisation of words is taken from the library.
"""

import json
from calendar import monthrange
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from apec_outcomes.model._collections import ALL
from apec_outcomes.model._text import fold
from apec_outcomes.query.spelling import common_form, joined, spellings

__all__ = ["Plain", "days"]

Row = dict[str, Any]
Days = tuple[date, date]


def days(text: str) -> Days:
    """Return the first and the last day of an EDTF text."""
    first, _, last = text.partition("/")
    year, month, day = (int(part) for part in (*first.split("-"), "1", "1")[:3])
    start = date(year, month, day)
    numbers = [int(part) for part in (last or first).split("-")]
    year, month = numbers[0], numbers[1] if len(numbers) > 1 else 12
    return start, date(year, month, numbers[2] if len(numbers) > 2 else monthrange(year, month)[1])


class Plain:
    """All records of a folder, as builtins."""

    def __init__(self, folder: str) -> None:
        self.rows: dict[str, list[Row]] = {name: [] for name in ALL}
        for path in sorted(Path(folder).glob("*.json")):
            for name, found in json.loads(path.read_text(encoding="utf-8")).items():
                if name in self.rows:
                    self.rows[name] += found
        self.meeting = {row["id"]: row for row in self.rows["meetings"]}
        for name in ("meetings", "outcomes", "calendar"):
            self.rows[name] = self.in_order(name, self.rows[name])
        sessions = [row for held in self.rows["meetings"] for row in held.get("sessions", ())]
        self.rows["sessions"] = self.in_order("sessions", sessions)
        self.session = {row["id"]: row for row in sessions}
        self._words: dict[tuple[str, str], list[list[str]]] = {}

    def in_order(self, name: str, rows: list[Row]) -> list[Row]:
        field = "date" if name == "outcomes" else "dates"
        spans = [(self.days_of(name, row), row) for row in rows]
        dated = [(*span, field not in row, year(row), row) for span, row in spans if span]
        dated.sort(key=lambda each: each[:4])
        return [each[4] for each in dated] + [row for span, row in spans if not span]

    def days_of(self, name: str, row: Row) -> Days | None:
        text = (
            row.get("date") or self.meeting[row["meeting"]]["dates"]
            if name == "outcomes"
            else row.get("dates")
        )
        return days(text) if text else None

    # Conditions. Each takes rows and returns those that match.

    def overlapping(self, name: str, rows: list[Row], first: date, last: date) -> list[Row]:
        found = []
        for row in rows:
            span = self.days_of(name, row)
            if span and span[0] <= last and span[1] >= first:
                found.append(row)
        return found

    def of_year(self, rows: list[Row], asked: int) -> list[Row]:
        return [row for row in rows if year(row) == asked]

    def below(self, name: str, field: str, key: str) -> set[str]:
        """Return a theme or forum with all that are below it."""
        family = {key}
        for _ in self.rows[name]:
            more = {row["id"] for row in self.rows[name] if family & set(several(row.get(field)))}
            if more <= family:
                break
            family |= more
        return family

    def about(self, rows: list[Row], themes: list[str], narrower: bool) -> list[Row]:
        wanted = set(themes)
        if narrower:
            wanted = set().union(*(self.below("themes", "broader", theme) for theme in themes))
        found = []
        for row in rows:
            named = set(row.get("themes", ()))
            for part in (*row.get("topics", ()), *row.get("sessions", ())):
                named |= set(part.get("themes", ()))
            if named & wanted:
                found.append(row)
        return found

    def held(self, row: Row) -> Row | None:
        """Return the session or the meeting that a calendar entry or an outcome belongs to."""
        return self.session.get(row.get("session", "")) or self.meeting.get(row.get("meeting", ""))

    def of_kind(self, name: str, rows: list[Row], kinds: list[str]) -> list[Row]:
        if name == "calendar":
            return [row for row in rows if (held := self.held(row)) and held["kind"] in kinds]
        return [row for row in rows if row["kind"] in kinds]

    def by(self, rows: list[Row], fora: list[str], subfora: bool) -> list[Row]:
        wanted = set(fora)
        if subfora:
            wanted = set().union(*(self.below("fora", "parent", forum) for forum in fora))
        return [row for row in rows if row.get("forum") in wanted]

    def hosted_by(self, rows: list[Row], code: str) -> list[Row]:
        years = {row["year"] for row in self.rows["host_years"] if row["host"] == code}
        return [row for row in rows if year(row) in years]

    def at(self, name: str, rows: list[Row], place: str) -> list[Row]:
        codes = {row["code"] for row in self.rows["economies"] if row["code"] == place}
        found = []
        for row in rows:
            venue = row.get("venue", {})
            if name == "outcomes":
                session = self.session.get(row.get("session", ""), {})
                venue = session.get("venue") or self.meeting[row["meeting"]].get("venue", {})
            names = [fold(venue[part]).replace(" ", "") for part in ("city", "name") if part in venue]
            if venue.get("economy") in codes or fold(place).replace(" ", "") in names:
                found.append(row)
        return found

    def adopted_at(self, rows: list[Row], keys: set[str]) -> list[Row]:
        return [row for row in rows if row["meeting"] in keys or row.get("session") in keys]

    def due(self, rows: list[Row], by: date | None, during: Days | None) -> list[Row]:
        found = []
        for row in rows:
            if "target_date" in row:
                first, last = days(row["target_date"])
                if (by is None or last <= by) and (
                    during is None or (first <= during[1] and last >= during[0])
                ):
                    found.append(row)
        return found

    def upcoming(self, rows: list[Row], day: date, ahead: int | None) -> list[Row]:
        found = []
        for row in self.overlapping("calendar", rows, day, day + timedelta(ahead) if ahead else date.max):
            held = self.held(row)
            known = {row.get("status", "scheduled"), held.get("status") if held else None}
            text = (held.get("dates") if held else None) or row["dates"]
            exact = all(len(end) == 10 for end in text.split("/"))
            over = not (days(text)[0] > day or (exact and days(text)[1] >= day))
            if "cancelled" not in known and not ("held" in known and over):
                found.append(row)
        return sorted(
            found, key=lambda row: (begins_by(row["dates"]), days(row["dates"]), precision(row["dates"]))
        )

    # Searches.

    def matching(
        self, name: str, rows: list[Row], alternatives: list[tuple[list[str], list[str]]]
    ) -> list[Row]:
        return [
            row
            for row in rows
            if any(
                all(self.has(name, row, term) for term in wanted)
                and not any(self.has(name, row, term) for term in unwanted)
                for wanted, unwanted in alternatives
            )
        ]

    def has(self, name: str, row: Row, term: str) -> bool:
        fields = self.words(name, row)
        if term.endswith("*"):
            return any(s.startswith(term[:-1]) for words in fields for w in words for s in spellings(w))
        asked = [common_form(word) for word in term.split()]
        for words in fields:
            forms = [common_form(word) for word in words]
            if any(forms[at : at + len(asked)] == asked for at in range(len(forms) - len(asked) + 1)):
                return True
        return False

    def words(self, name: str, row: Row) -> list[list[str]]:
        if (name, row["id"]) not in self._words:
            self._words[name, row["id"]] = [joined(fold(text)).split() for text in texts(name, row)]
        return self._words[name, row["id"]]


def texts(name: str, row: Row) -> list[str]:
    """Return all texts of a row as a list."""
    found = []
    for path in ALL[name].texts:
        value: Any = row
        for part in path.split("."):
            value = value.get(part, {})
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, str):
                found.append(each)
            elif each:
                found += texts(path, each)
    return found


def year(row: Row) -> int:
    return int(row["id"].removeprefix("cal-")[:4])


def several(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value] if value else []


def begins_by(text: str) -> date:
    return min(days(text.partition("/")[0])[1], days(text)[1])


def precision(text: str) -> list[str]:
    # In the order of the names: day, month, year.
    return [{10: "day", 7: "month", 4: "year"}[len(end)] for end in (text.split("/") * 2)[:2]]
