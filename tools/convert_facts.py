"""Add the records of fact sheets to the bundled dataset.

    python tools/convert_facts.py FACTS_FOLDER [--to FOLDER] [--sheets NAME[:IDS] ...]

A sheet is a YAML list of records, each with the addresses of the pages that state its facts. New records are
added; existing records are not changed. The command prints every value that it could not place and every
value that differs from an existing record, for a person to judge. `tools/rulings/` has the decisions that
the sheets leave open, such as the publisher of a page.
"""

import argparse
import re
import sys
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from fnmatch import fnmatch
from itertools import chain, count
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

import attrs
import yaml

from apec_outcomes import Dataset, DateSpan, InvalidRecordError, Topic, structure
from apec_outcomes.model import Organisation, Session
from apec_outcomes.model._collections import COLLECTIONS
from apec_outcomes.model._text import fold
from apec_outcomes.serialization.upgrades import SCHEMA_VERSION
from dataset_folder import DATA, Fields, contents_of, write

RULINGS = Path(__file__).parent / "rulings"
SHEETS = (
    "economies",
    "fora",
    "host-years",
    "som3-2024",
    "meetings-leaders",
    "meetings-ministerial",
    "meetings-sectoral-a",
    "meetings-sectoral-b",
    "meetings-som",
    "calendar-2024-2026",
    "outcomes-1989-2012",
    "outcomes-2013-2026",
    "coding/sources-more",
    "fora-more",
    "meetings-more",
    "outcomes-more",
    "coding/assessments",
)

PARTS: Mapping[str, type] = {"sessions": Session, "topics": Topic, "organisations": Organisation}
"""The classes of the parts of a meeting."""
CLASSES: Mapping[str, type] = {**{name: row.cls for name, row in COLLECTIONS.items()}, **PARTS}
RENAMED = {
    "founding_member": "founding",
    "predecessor": "predecessors",
    "related": "see_also",
    "takeaway_heading": "heading",
}
DATES = ("joined", "established", "ended", "date", "target_date")
NOT_FOUND = "No page that judges what came of it was found in November 2026."
KINDS_OF_MEETINGS = ("leaders", "ministerial", "trade-ministerial", "sectoral-ministerial", "high-level")
"""Kinds that are meetings with `part_of` when they are held within a cluster. Other kinds are sessions."""


class Rulings(NamedTuple):
    """Decisions on questions that the sheets leave open.

    Parameters
    ----------
    publishers
        The publisher of each host.
    kinds
        The kind of source for each beginning of an address, without its scheme. The longest match is used.
    moved
        The id in the dataset of each outcome that a sheet has under another id.
    merged
        The name in the dataset of each publisher that a sheet names differently.
    documents
        The full title of each document that a sheet names by a short title.
    elsewhere
        Fields and ids of rows that get no field or record of their own, each with the place in the dataset
        that has their content.
    """

    publishers: Mapping[str, str] = {}
    kinds: Mapping[str, str] = {}
    moved: Mapping[str, str] = {}
    merged: Mapping[str, str] = {}
    documents: Mapping[str, str] = {}
    elsewhere: Mapping[str, str] = {}

    @classmethod
    def read(cls, folder: Path) -> "Rulings":
        """Return the rulings in a folder, which has one file for each of them."""
        texts = {name: (folder / f"{name}.yaml").read_text(encoding="utf-8") for name in cls._fields}
        return cls(**{name: yaml.safe_load(text) for name, text in texts.items()})


class Conversion:
    """The records of the dataset and of the sheets, as builtins, and a list of what could not be placed.

    Parameters
    ----------
    rulings
        Decisions on questions that the sheets leave open.
    existing
        The contents of the files of the dataset. Their records are not changed.
    """

    def __init__(self, rulings: Rulings, existing: Iterable[Fields]) -> None:
        self.rulings = rulings
        self.records: dict[str, dict[Any, Fields]] = {name: {} for name in CLASSES}
        self.meeting_of: dict[tuple[str, str], str] = {}
        """The meeting that a session, topic or organisation belongs to, by its collection and id."""
        self.clusters: set[str] = set()
        """The ids that the sheets give to whole clusters."""
        self.announcers: dict[str, str] = {}
        """The source that announced a meeting, by the id of the meeting."""
        self.unplaced: list[str] = []
        self._pages: dict[str, Fields] = {}
        """The fields of a source from a sheet of sources, by the key of its address."""
        self._known_urls: dict[str, str] = {}
        self._head: Fields = {"version": "0.1.0"}
        for contents in existing:
            self._read_file(contents)
        self._existing = {(name, key) for name, records in self.records.items() for key in records}

    def _read_file(self, contents: Fields) -> None:
        """Add the records of a file of the dataset."""
        self._head |= {name: contents[name] for name in ("version", "as_of") if name in contents}
        for name in COLLECTIONS:
            for record in contents.get(name, ()):
                self.records[name][_key(name, record)] = record
        for meeting in contents.get("meetings", ()):
            for part in PARTS:
                for record in meeting.pop(part, ()):
                    self.records[part][record["id"]] = record
                    self.meeting_of[part, record["id"]] = meeting["id"]
        for source in contents.get("sources", ()):
            self._known_urls[_url_key(source["url"])] = source["url"]

    # Sheets.

    def read(self, sheet: Path, ids: str = "*") -> None:
        """Add the records of a sheet whose ids match a pattern."""
        reported = None
        rows: Any = yaml.safe_load(sheet.read_text(encoding="utf-8")) or ()
        if sheet.stem.startswith("sources"):
            for url, page in rows.items():
                self._keep_page(url, page)
            return
        if sheet.stem.startswith("assessments"):
            for row in rows["assessments"]:
                if fnmatch(row["outcome"], ids):
                    self._assessment(row, f"{sheet.name}: {row['outcome']}")
            for key in rows.get("searched_without_result", ()):
                if fnmatch(key, ids):
                    self._note_unassessed(key, f"{sheet.name}: {key}")
            return
        self.clusters |= {row["id"] for row in rows if str(row.get("id")).endswith("-cluster")}
        for row in rows:
            key = row.get("id", row.get("code", row.get("year")))
            if not fnmatch(str(key), ids):
                continue
            place = f"{sheet.name}: {key}"
            if key in self.rulings.elsewhere:
                self.unplaced.append(f"{place} (already recorded as {self.rulings.elsewhere[key]})")
                continue
            kind = row.pop("record", None) or sheet.stem.split("-")[0]
            match kind:
                case "article":
                    reported = row.pop("meeting", None)
                    self._article(row, place)
                case "meeting" | "session":
                    self._meeting(row, place)
                case "meetings":
                    self._meeting(self._as_part_of_cluster(row), place)
                case "calendar":
                    self._calendar(row, place)
                case "calendar-entry":
                    self._announcement(row, place)
                case "topic":
                    self.meeting_of["topics", key] = row.pop("meeting")
                    self._merge("topics", key, row, place)
                case "organisation":
                    if reported is not None:
                        self.meeting_of["organisations", key] = reported
                    self._merge("organisations", key, row, place)
                case "outcome":
                    self._outcome(row, place)
                case "outcomes":
                    row["meeting"] = self._meeting_id(row["meeting"])
                    row["builds_on"] = [self._outcome_id(key) for key in row.get("builds_on", ())]
                    row["id"] = self._outcome_id(key)
                    if key in self.rulings.moved:
                        row["meeting"] = row["id"].partition(".")[0]
                    self._outcome(row, place)
                case "economies" | "fora" | "themes" | "host":
                    self._vocabulary("host_years" if kind == "host" else kind, key, row, place)
                case _:
                    self.unplaced.append(f"{place}: unknown kind of row {kind!r}")

    def _vocabulary(self, collection: str, key: Any, row: Fields, place: str) -> None:
        if collection == "fora":
            if row.get("status") == "former":
                row["former"] = bool(row.pop("status"))
            if len(row.get("successor", ())) == 1:
                (row["successor"],) = row["successor"]
        self._merge(collection, key, row, place)

    def _article(self, row: Fields, place: str) -> None:
        row["people"] = [f"{name}, contact" for name in row.pop("contacts", ())]
        row["sources"] = [url for url in row["sources"] if url != row["url"]]
        row.pop("id")
        self._merge("sources", row["url"], row | {"id": self._cite(row["url"])}, place)

    def _outcome_id(self, key: str) -> str:
        """Return the id in the dataset of an outcome of a sheet."""
        return self.rulings.moved.get(key, key.replace("-cluster.", "."))

    def _meeting_id(self, key: str) -> str:
        """Return the id in the dataset of a meeting of a sheet.

        Where a sheet has both `<id>` and `<id>-cluster`, `<id>` is the plenary of that cluster.
        """
        return f"{key}-plenary" if f"{key}-cluster" in self.clusters else key.removesuffix("-cluster")

    def _as_part_of_cluster(self, row: Fields) -> Fields:
        """Return the row of a meeting with its id in the dataset and its cluster in `part_of`.

        The documents and the theme of a plenary are moved to its cluster.
        """
        key, part_of = row["id"], row.get("part_of")
        row = row | {"id": self._meeting_id(key)}
        if f"{key}-cluster" in self.clusters:
            whole: Fields = {name: row.pop(name) for name in ("documents", "theme") if name in row}
            if whole:
                self._merge("meetings", key, whole, key)
            row["part_of"] = key
        elif part_of:
            row["part_of"] = part_of.removesuffix("-cluster")
        return row

    def _meeting(self, row: Fields, place: str) -> tuple[str, str]:
        """Add a meeting or session, and return its collection and id."""
        key, part_of = row["id"], row.pop("part_of", None)
        kind = self.records["meetings"].get(key, {}).get("kind", row.get("kind"))
        is_session = key in self.records["sessions"] or (part_of and kind not in KINDS_OF_MEETINGS)
        collection = "sessions" if is_session else "meetings"
        if is_session:
            self.meeting_of.setdefault((collection, key), part_of)
        else:
            row["part_of"] = part_of
        self._merge(collection, key, _with_dates_and_venue(row), place)
        return collection, key

    def _calendar(self, row: Fields, place: str) -> None:
        """Add the calendar entry and the meeting of a row that describes both."""
        entry, key = row.pop("id"), row.pop("meeting")
        announced = dict(row, sources=list(row["sources"]))
        for field in ("kind", "part_of", "note"):  # these fields describe the meeting
            announced.pop(field, None)
        if entry in self.records["calendar"]:  # another sheet has the announcement
            announced = {"status": row["status"]}
        elif key in self.records["meetings"]:
            row.pop("title")
        collection, _ = self._meeting(row | {"id": key}, place)
        announced |= {"id": entry} | self._link(collection, key)
        self._merge("calendar", entry, _with_dates_and_venue(announced), place)

    def _announcement(self, row: Fields, place: str) -> None:
        """Add the calendar entry of an announcement, and the meeting with its actual dates and place.

        The first source of the row is the announcement.
        """
        row.pop("id")
        key, actual = row.pop("meeting"), row.pop("actual", {})
        announced: Fields = {field: row.pop(field) for field in ("title", "forum") if field in row}
        held = actual | {"id": key, "forum": announced.get("forum"), "sources": row["sources"]}
        collection, _ = self._meeting(held | {"note": row.pop("note", None)}, place)
        self.announcers[key] = self._cite(row["sources"][0])
        announced |= row.pop("as_announced") | {"id": f"cal-{key}"} | self._link(collection, key)
        self._merge("calendar", announced["id"], _with_dates_and_venue(row | announced), place)

    def _link(self, collection: str, key: str) -> Fields:
        if collection == "sessions":
            return {"meeting": self.meeting_of[collection, key], "session": key}
        return {"meeting": key}

    def _assessment(self, row: Fields, place: str) -> None:
        """Add an assessment with the next number of its outcome.

        An existing assessment with the same verdict and one of the sources is the same assessment.
        """
        for page in row.pop("source_details", ()):
            self._keep_page(page["url"], {name: value for name, value in page.items() if name != "url"})
        key = row["outcome"] = self._outcome_id(row["outcome"])
        said = {self._cite(url) for url in row["sources"]}
        others = [each for each in self.records["assessments"].values() if each["outcome"] == key]
        numbers = [int(each["id"].rpartition(".")[2]) for each in others]
        same = [
            each["id"] for each in others if each["verdict"] == row["verdict"] and said & set(each["sources"])
        ]
        row["id"] = same[0] if same else f"{key}.{max(numbers, default=0) + 1}"
        self._merge("assessments", row["id"], row, place)

    def _note_unassessed(self, key: str, place: str) -> None:
        """Add to the note of an outcome that no assessment was found, unless the dataset has one."""
        outcome = self.records["outcomes"].get(self._outcome_id(key))
        if outcome is None:
            self.unplaced.append(f"{place}: unknown outcome")
        elif any(each["outcome"] == outcome["id"] for each in self.records["assessments"].values()):
            self.unplaced.append(f"{place}: has an assessment")
        elif NOT_FOUND not in outcome.get("note", ""):
            outcome["note"] = " ".join(filter(None, (outcome.get("note"), NOT_FOUND)))

    def _outcome(self, row: Fields, place: str) -> None:
        if row.get("kind") == "principles":  # a kind of document; the kind of outcome is in the singular
            row["kind"] = "principle"
        if row.get("session") == row["meeting"]:  # the meeting as a whole
            row.pop("session")
        if row.get("document") in self.rulings.documents:
            row["document"] = self.rulings.documents[row["document"]]
        if row["meeting"] in self.records["sessions"]:
            row["meeting"], row["session"] = self.meeting_of["sessions", row["meeting"]], row["meeting"]
        self._merge("outcomes", row["id"], row, place)

    # Records.

    def _merge(self, collection: str, key: Any, row: Fields, place: str) -> None:
        """Merge the fields of a row into a record, and list fields that the record does not have.

        A field of an existing record is only compared.
        """
        exists = (collection, key) in self._existing
        record = self.records[collection].setdefault(key, {})
        allowed = attrs.fields_dict(CLASSES[collection])
        for name, value in self._fields(row).items():
            if value in (None, []):
                continue
            if name not in allowed:
                elsewhere = self.rulings.elsewhere.get(name)
                self.unplaced.append(
                    f"{place}: {name}" + (f" (already recorded as {elsewhere})" if elsewhere else "")
                )
            elif exists:
                self._report_difference(record.get(name), value, f"{place}: {name}")
            elif isinstance(value, list):
                kept = record.get(name, [])
                record[name] = [*kept, *(each for each in value if each not in kept)]
            elif isinstance(value, dict):
                record[name] = dict(record.get(name, {}))
                self._fill(record[name], value, f"{place}: {name}: ")
            else:
                self._fill(record, {name: value}, f"{place}: ")

    def _report_difference(self, recorded: Any, given: Any, place: str) -> None:
        """List the values of a sheet that an existing record does not have."""
        if isinstance(given, list):
            missing = [each for each in given if each not in (recorded or ())]
            self.unplaced += [f"{place}: got {each!r}, which the dataset does not have" for each in missing]
        elif isinstance(given, dict):
            for name, value in given.items():
                self._report_difference((recorded or {}).get(name), value, f"{place}: {name}")
        elif given != recorded:
            self.unplaced.append(f"{place}: got {given!r}; the dataset has {recorded!r}")

    def _fill(self, record: Fields, given: Fields, place: str) -> None:
        """Add the values of fields that a record does not have, and list values that differ.

        Dates are replaced by more precise ones.
        """
        for name, value in given.items():
            if name == "dates" and name in record and _is_more_precise(record[name], value):
                continue
            if name == "dates" and name in record and _is_more_precise(value, record[name]):
                record[name] = value
            elif record.setdefault(name, value) != value:
                self.unplaced.append(f"{place}{name}: got {value!r}; the dataset has {record[name]!r}")

    def _fields(self, row: Fields) -> Fields:
        """Return the fields of a row with the names and value types of records."""
        fields = {}
        for name, value in row.items():
            if name == "sources":
                value = [self._cite(url) for url in value]
            elif name == "url":
                value = self._known_urls.get(_url_key(value), _canonical(value))
            elif name == "documents":
                value = [self._fields(document) for document in value]
            elif name == "ordinal":
                value = int(value)
            elif name in DATES:
                value = _edtf(value)
            elif name == "broader" and isinstance(value, str):
                value = [value]
            fields[RENAMED.get(name, name)] = value
        return fields

    def _cite(self, url: str) -> str:
        """Return the id of the source at an address. The source is added when it is first cited."""
        sources = self.records["sources"]
        url = self._known_urls.setdefault(_url_key(url), _canonical(url))
        if url not in sources:
            taken = {source["id"] for source in sources.values()}
            publisher = self.rulings.publishers.get(_host(url))
            page = self._pages.get(_url_key(url), {})
            source = {
                "id": _source_id(url, taken),
                "url": url,
                "kind": self._kind(url),
                "publisher": publisher,
            }
            sources[url] = _without_blanks(source | page)
        return str(sources[url]["id"])

    def _keep_page(self, url: str, page: Fields) -> None:
        """Keep the fields of a page until it is cited."""
        fields = {name: _edtf(value) if name == "published" else value for name, value in page.items()}
        publisher = str(fields.get("publisher") or _host(url))
        fields["publisher"] = self.rulings.merged.get(publisher, publisher)
        self._pages.setdefault(_url_key(url), _without_blanks(fields))

    def _kind(self, url: str) -> str | None:
        """Return the kind of source for an address, if the rulings have one."""
        place = _url_key(url)
        found = [start for start in self.rulings.kinds if f"{place}/".startswith(start)]
        return self.rulings.kinds[max(found, key=len)] if found else None

    # The dataset.

    def dataset(self) -> Dataset:
        """Return the records as a dataset.

        Raises
        ------
        InvalidRecordError
            If a record is incomplete or a reference does not resolve.
        """
        for url, source in self.records["sources"].items():
            source.setdefault("publisher", _host(url))
        meetings = {key: dict(meeting) for key, meeting in self.records["meetings"].items()}
        for (collection, key), meeting in self.meeting_of.items():
            if meeting in meetings:
                part = _without_blanks(self.records[collection][key])
                meetings[meeting].setdefault(collection, []).append(part)
            else:
                self.unplaced.append(f"{key}: unknown meeting {meeting!r}")
        for key, announcer in self.announcers.items():
            held = meetings.get(key, {})
            exists = ("meetings", key) in self._existing
            if held.get("status") == "held" and not exists:  # an announcement does not prove that it was held
                held["sources"] = [name for name in held["sources"] if name != announcer]
        cited = {
            key for name in CLASSES for each in self.records[name].values() for key in each.get("sources", ())
        }
        sources = {url: source for url, source in self.records["sources"].items() if source["id"] in cited}
        for url, source in sources.items():
            if "kind" not in source:
                source["kind"] = "commentary"
                self.unplaced.append(f"{url}: unknown kind of source, recorded as commentary")
        kept = self.records | {"meetings": meetings, "sources": sources}
        found = {name: [*map(_without_blanks, kept[name].values())] for name in COLLECTIONS}
        for name in ("meetings", "calendar"):
            found[name].sort(key=lambda record: DateSpan.from_edtf(record.get("dates", "9999")))
        return structure({"schema": SCHEMA_VERSION} | self._head | found, Dataset)


def _with_dates_and_venue(row: Fields) -> Fields:
    """Return a row with `dates` from its start and end, and `venue` from its city, economy and venue name."""
    start, end = _edtf(row.get("start")), _edtf(row.get("end"))
    if end and not start:
        start = end[:7]  # some day of the month in which it ended
    place = {"city": row.get("city"), "economy": row.get("economy"), "name": row.get("venue")}
    venue = {part: name for part, name in place.items() if name}
    rest = {name: row[name] for name in row if name not in ("start", "end", "city", "economy", "venue")}
    if start:
        rest["dates"] = start if end in (None, start) else f"{start}/{end}"
    return rest | ({"venue": venue} if venue else {})


def _edtf(value: object) -> str | None:
    return None if value is None else value.isoformat() if isinstance(value, date) else str(value)


def _is_more_precise(dates: str, recorded: str) -> bool:
    """Return whether dates are within the recorded ones and more precise."""
    return len(dates) > len(recorded) and DateSpan.from_edtf(dates) in DateSpan.from_edtf(recorded)


def _without_blanks(record: Fields) -> Fields:
    return {name: value for name, value in record.items() if value not in (None, [])}


def _host(url: str) -> str:
    return urlsplit(url).netloc.lower().removeprefix("www.")


def _canonical(url: str) -> str:
    """Return the canonical address of a page: apec.org accepts several spellings of one address."""
    parts = urlsplit(url)
    if _host(url) == "apec.org":
        return parts._replace(scheme="https", netloc="www.apec.org", path=parts.path.lower()).geturl()
    return url


def _url_key(url: str) -> str:
    """Return a key that is the same for all spellings of one address."""
    return re.sub(r"^https?://(www\.)?", "", _canonical(url)).rstrip("/")


def _source_id(url: str, taken: Collection[str]) -> str:
    """Return an id from the host of an address and as much of the end of its path as makes the id unique."""
    parts = urlsplit(url)
    host = re.findall("[a-z0-9]+", _host(url))
    path = re.sub(r"\.(s?html?|aspx|php|jsp)\b", "", unquote(f"{parts.path}?{parts.query}"))
    words = [re.findall("[a-z0-9]+", fold(part)) for part in re.split("[/?]", path)]
    last = next((len(part) for part in reversed(words) if part), 0)
    flat = [word for part in words for word in part]
    ends = (flat[len(flat) - length :] for length in range(min(last, 6), len(flat) + 1))
    numbers = ([*flat, str(number)] for number in count(2))
    keys = ("-".join([*host, *end]) for end in chain(ends, numbers))
    return next(key for key in keys if key not in taken)


def _key(collection: str, record: Fields) -> Any:
    """Return the key of a record while sheets are read. The key of a source is its address."""
    return record[{"sources": "url", "economies": "code", "host_years": "year"}.get(collection, "id")]


def convert(
    facts: Path, to: Path, sheets: Iterable[str] = SHEETS, rulings: Rulings | None = None
) -> list[str]:
    """Write the dataset with the records of sheets added, and return what could not be placed.

    Parameters
    ----------
    facts
        The folder of the sheets.
    to
        The folder of the dataset. Its records are not changed.
    sheets
        The names of the sheets. If several describe one record, the first has precedence. A pattern after a
        colon selects ids: `calendar-2024:cal-2024-*`.
    rulings
        Decisions on questions that the sheets leave open. By default, those in `tools/rulings/`.

    Raises
    ------
    InvalidRecordError
        If a record is incomplete or a reference does not resolve. Nothing is written then.
    """
    conversion = Conversion(rulings or Rulings.read(RULINGS), contents_of(to))
    for sheet in sheets:
        name, _, ids = sheet.partition(":")
        conversion.read(facts / f"{name}.yaml", ids or "*")
    write(conversion.dataset(), to)
    return conversion.unplaced


def main() -> None:
    """Convert the sheets of a folder, and print what could not be placed."""
    parser = argparse.ArgumentParser(description="Add the records of fact sheets to the bundled dataset.")
    parser.add_argument("facts", type=Path, help="the folder of the sheets")
    parser.add_argument("--to", type=Path, default=DATA, help="the folder of the dataset")
    parser.add_argument(
        "--sheets", nargs="+", default=SHEETS, metavar="NAME[:IDS]", help="sheets, the most important first"
    )
    given = parser.parse_args()
    try:
        unplaced = convert(given.facts, given.to, given.sheets)
    except InvalidRecordError as error:
        sys.exit("\n".join(map(str, error.problems)))
    print(*unplaced, f"{len(unplaced)} not placed", sep="\n")


if __name__ == "__main__":
    main()
