"""Lay fact sheets on the bundled dataset.

    python tools/convert_facts.py FACTS_FOLDER [--to FOLDER] [--sheets NAME[:IDS] ...]

A sheet is a YAML list of records, each with the addresses of the pages that state its facts. What stands in
the dataset stays as it is, and a sheet adds records to it. What no record took up, and what a sheet says of a
record that does not stand there, is listed, for a person to judge. Who publishes a page, and where the
dataset holds what a sheet has elsewhere, is told in `tools/rulings/`.
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
from apec_outcomes.serialization.schema import SCHEMA_VERSION
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
"""What stands within a meeting."""
CLASSES: Mapping[str, type] = {**{name: row.cls for name, row in COLLECTIONS.items()}, **PARTS}
RENAMED = {
    "founding_member": "founding",
    "predecessor": "predecessors",
    "related": "see_also",
    "takeaway_heading": "heading",
}
DATES = ("joined", "established", "ended", "date", "target_date")
NOT_FOUND = "No page that judges what came of it was found in November 2026."
MEETINGS_OF_THEIR_OWN = ("leaders", "ministerial", "trade-ministerial", "sectoral-ministerial", "high-level")
"""The kinds that, held within a cluster, are no session of it but a meeting with `part_of`."""


class Rulings(NamedTuple):
    """What the sheets leave open.

    Parameters
    ----------
    publishers
        By the host of an address: who publishes there.
    kinds
        By the beginning of an address, without its scheme: what sort of page is there. The longest holds.
    moved
        By the id that a sheet gives to a record: the id that the dataset gives to it.
    merged
        By a name of a publisher: the name that the dataset gives to it.
    documents
        By the title that a sheet gives to a document: its title in full.
    elsewhere
        Fields, and ids of records, that are not placed as such, and where what they say stands.
    """

    publishers: Mapping[str, str] = {}
    kinds: Mapping[str, str] = {}
    moved: Mapping[str, str] = {}
    merged: Mapping[str, str] = {}
    documents: Mapping[str, str] = {}
    elsewhere: Mapping[str, str] = {}

    @classmethod
    def read(cls, folder: Path) -> "Rulings":
        """Return the rulings in a folder, one file for each of them."""
        texts = {name: (folder / f"{name}.yaml").read_text(encoding="utf-8") for name in cls._fields}
        return cls(**{name: yaml.safe_load(text) for name, text in texts.items()})


class Conversion:
    """The records that sheets make, as builtins, and what could not be placed.

    Parameters
    ----------
    rulings
        What the sheets leave open.
    standing
        What the files of the dataset hold, which stays.
    """

    def __init__(self, rulings: Rulings, standing: Iterable[Fields]) -> None:
        self.rulings = rulings
        self.records: dict[str, dict[Any, Fields]] = {name: {} for name in CLASSES}
        self.within: dict[tuple[str, str], str] = {}
        """The meeting that a session, topic or organisation belongs to, by its collection and id."""
        self.clusters: set[str] = set()
        """The ids under which the sheets hold whole clusters."""
        self.announcers: dict[str, str] = {}
        """The source that announced a meeting, by the id of the meeting."""
        self.unplaced: list[str] = []
        self._pages: dict[str, Fields] = {}
        """What a sheet of sources says of a page, by its address."""
        self._spelt: dict[str, str] = {}
        self._head: Fields = {"version": "0.1.0"}
        for contents in standing:
            self._stand(contents)
        self._standing = {(name, key) for name, records in self.records.items() for key in records}

    def _stand(self, contents: Fields) -> None:
        """Take up what a file of the dataset holds."""
        self._head |= {name: contents[name] for name in ("version", "as_of") if name in contents}
        for name in COLLECTIONS:
            for record in contents.get(name, ()):
                self.records[name][_key(name, record)] = record
        for meeting in contents.get("meetings", ()):
            for part in PARTS:
                for record in meeting.pop(part, ()):
                    self.records[part][record["id"]] = record
                    self.within[part, record["id"]] = meeting["id"]
        for source in contents.get("sources", ()):
            self._spelt[_sameness(source["url"])] = source["url"]

    # Sheets.

    def read(self, sheet: Path, ids: str = "*") -> None:
        """Take up the records of a sheet whose ids fit a pattern."""
        reported = None
        rows: Any = yaml.safe_load(sheet.read_text(encoding="utf-8")) or ()
        if sheet.stem.startswith("sources"):
            for url, page in rows.items():
                self._describe(url, page)
            return
        if sheet.stem.startswith("assessments"):
            for row in rows["assessments"]:
                if fnmatch(row["outcome"], ids):
                    self._assessment(row, f"{sheet.name}: {row['outcome']}")
            for key in rows.get("searched_without_result", ()):
                if fnmatch(key, ids):
                    self._in_vain(key, f"{sheet.name}: {key}")
            return
        self.clusters |= {row["id"] for row in rows if str(row.get("id")).endswith("-cluster")}
        for row in rows:
            key = row.get("id", row.get("code", row.get("year")))
            if not fnmatch(str(key), ids):
                continue
            place = f"{sheet.name}: {key}"
            if key in self.rulings.elsewhere:
                self.unplaced.append(f"{place} (stands as {self.rulings.elsewhere[key]})")
                continue
            kind = row.pop("record", None) or sheet.stem.split("-")[0]
            match kind:
                case "article":
                    reported = row.pop("meeting", None)
                    self._article(row, place)
                case "meeting" | "session":
                    self._meeting(row, place)
                case "meetings":
                    self._meeting(self._within_cluster(row), place)
                case "calendar":
                    self._calendar(row, place)
                case "calendar-entry":
                    self._announcement(row, place)
                case "topic":
                    self.within["topics", key] = row.pop("meeting")
                    self._lay("topics", key, row, place)
                case "organisation":
                    if reported is not None:
                        self.within["organisations", key] = reported
                    self._lay("organisations", key, row, place)
                case "outcome":
                    self._outcome(row, place)
                case "outcomes":
                    row["meeting"] = self._of_cluster(row["meeting"])
                    row["builds_on"] = [self._as_held(key) for key in row.get("builds_on", ())]
                    row["id"] = self._as_held(key)
                    if key in self.rulings.moved:
                        row["meeting"] = row["id"].partition(".")[0]
                    self._outcome(row, place)
                case "economies" | "fora" | "themes" | "host":
                    self._vocabulary("host_years" if kind == "host" else kind, key, row, place)
                case _:
                    self.unplaced.append(f"{place}: a record of the kind {kind!r}")

    def _vocabulary(self, collection: str, key: Any, row: Fields, place: str) -> None:
        if collection == "fora":
            if row.get("status") == "former":
                row["former"] = bool(row.pop("status"))
            if len(row.get("successor", ())) == 1:
                (row["successor"],) = row["successor"]
        self._lay(collection, key, row, place)

    def _article(self, row: Fields, place: str) -> None:
        row["people"] = [f"{name}, contact" for name in row.pop("contacts", ())]
        row["sources"] = [url for url in row["sources"] if url != row["url"]]
        row.pop("id")
        self._lay("sources", row["url"], row | {"id": self._cite(row["url"])}, place)

    def _as_held(self, key: str) -> str:
        """Return the id that the dataset gives to the outcome of a sheet."""
        return self.rulings.moved.get(key, key.replace("-cluster.", "."))

    def _of_cluster(self, key: str) -> str:
        """Return the id of what a sheet names; a plenary stands beside its cluster, `<id>-cluster`."""
        return f"{key}-plenary" if f"{key}-cluster" in self.clusters else key.removesuffix("-cluster")

    def _within_cluster(self, row: Fields) -> Fields:
        """Return the row of a meeting under the id that it has here.

        What the plenary of a cluster issued, and the theme under which it met, stand with the cluster.
        """
        key, part_of = row["id"], row.get("part_of")
        row = row | {"id": self._of_cluster(key)}
        if f"{key}-cluster" in self.clusters:
            whole: Fields = {name: row.pop(name) for name in ("documents", "theme") if name in row}
            if whole:
                self._lay("meetings", key, whole, key)
            row["part_of"] = key
        elif part_of:
            row["part_of"] = part_of.removesuffix("-cluster")
        return row

    def _meeting(self, row: Fields, place: str) -> tuple[str, str]:
        """Take up a meeting or session, and return its collection and id."""
        key, part_of = row["id"], row.pop("part_of", None)
        kind = self.records["meetings"].get(key, {}).get("kind", row.get("kind"))
        is_session = key in self.records["sessions"] or (part_of and kind not in MEETINGS_OF_THEIR_OWN)
        collection = "sessions" if is_session else "meetings"
        if is_session:
            self.within.setdefault((collection, key), part_of)
        else:
            row["part_of"] = part_of
        self._lay(collection, key, _placed_in_time_and_space(row), place)
        return collection, key

    def _calendar(self, row: Fields, place: str) -> None:
        """Take up a row that is an announcement and says what became of it."""
        entry, key = row.pop("id"), row.pop("meeting")
        announced = dict(row, sources=list(row["sources"]))
        for field in ("kind", "part_of", "note"):  # they speak of the meeting
            announced.pop(field, None)
        if entry in self.records["calendar"]:  # another sheet holds the announcement itself
            announced = {"status": row["status"]}
        elif key in self.records["meetings"]:
            row.pop("title")
        collection, _ = self._meeting(row | {"id": key}, place)
        announced |= {"id": entry} | self._link(collection, key)
        self._lay("calendar", entry, _placed_in_time_and_space(announced), place)

    def _announcement(self, row: Fields, place: str) -> None:
        """Take up a row that holds an announcement by its first source, apart from what took place."""
        row.pop("id")
        key, actual = row.pop("meeting"), row.pop("actual", {})
        announced: Fields = {field: row.pop(field) for field in ("title", "forum") if field in row}
        held = actual | {"id": key, "forum": announced.get("forum"), "sources": row["sources"]}
        collection, _ = self._meeting(held | {"note": row.pop("note", None)}, place)
        self.announcers[key] = self._cite(row["sources"][0])
        announced |= row.pop("as_announced") | {"id": f"cal-{key}"} | self._link(collection, key)
        self._lay("calendar", announced["id"], _placed_in_time_and_space(row | announced), place)

    def _link(self, collection: str, key: str) -> Fields:
        if collection == "sessions":
            return {"meeting": self.within[collection, key], "session": key}
        return {"meeting": key}

    def _assessment(self, row: Fields, place: str) -> None:
        """Take up an assessment under the next number of its outcome, unless it stands there."""
        for page in row.pop("source_details", ()):
            self._describe(page["url"], {name: value for name, value in page.items() if name != "url"})
        key = row["outcome"] = self._as_held(row["outcome"])
        said = {self._cite(url) for url in row["sources"]}
        others = [each for each in self.records["assessments"].values() if each["outcome"] == key]
        numbers = [int(each["id"].rpartition(".")[2]) for each in others]
        same = [
            each["id"] for each in others if each["verdict"] == row["verdict"] and said & set(each["sources"])
        ]
        row["id"] = same[0] if same else f"{key}.{max(numbers, default=0) + 1}"
        self._lay("assessments", row["id"], row, place)

    def _in_vain(self, key: str, place: str) -> None:
        """Say in the note of an outcome that no assessment of it was found, unless there is one."""
        outcome = self.records["outcomes"].get(self._as_held(key))
        if outcome is None:
            self.unplaced.append(f"{place}: no such outcome")
        elif any(each["outcome"] == outcome["id"] for each in self.records["assessments"].values()):
            self.unplaced.append(f"{place}: assessed")
        elif NOT_FOUND not in outcome.get("note", ""):
            outcome["note"] = " ".join(filter(None, (outcome.get("note"), NOT_FOUND)))

    def _outcome(self, row: Fields, place: str) -> None:
        if row.get("kind") == "principles":  # of a document; what it does is to set a principle
            row["kind"] = "principle"
        if row.get("session") == row["meeting"]:  # the meeting as a whole
            row.pop("session")
        if row.get("document") in self.rulings.documents:
            row["document"] = self.rulings.documents[row["document"]]
        if row["meeting"] in self.records["sessions"]:
            row["meeting"], row["session"] = self.within["sessions", row["meeting"]], row["meeting"]
        self._lay("outcomes", row["id"], row, place)

    # Records.

    def _lay(self, collection: str, key: Any, row: Fields, place: str) -> None:
        """Lay the fields of a row on a record; what it takes up no field for is left, and listed."""
        stands = (collection, key) in self._standing
        record = self.records[collection].setdefault(key, {})
        allowed = attrs.fields_dict(CLASSES[collection])
        for name, value in self._fields(row).items():
            if value in (None, []):
                continue
            if name not in allowed:
                elsewhere = self.rulings.elsewhere.get(name)
                self.unplaced.append(f"{place}: {name}" + (f" (stands as {elsewhere})" if elsewhere else ""))
            elif stands:
                self._compare(record.get(name), value, f"{place}: {name}")
            elif isinstance(value, list):
                kept = record.get(name, [])
                record[name] = [*kept, *(each for each in value if each not in kept)]
            elif isinstance(value, dict):
                record[name] = dict(record.get(name, {}))
                self._settle(record[name], value, f"{place}: {name}: ")
            else:
                self._settle(record, {name: value}, f"{place}: ")

    def _compare(self, stands: Any, said: Any, place: str) -> None:
        """List what a sheet says and a record that stands does not."""
        if isinstance(said, list):
            missing = [each for each in said if each not in (stands or ())]
            self.unplaced += [f"{place} {each!r}, which does not stand there" for each in missing]
        elif isinstance(said, dict):
            for name, value in said.items():
                self._compare((stands or {}).get(name), value, f"{place}: {name}")
        elif said != stands:
            self.unplaced.append(f"{place} {said!r}, where {stands!r} stands")

    def _settle(self, record: Fields, said: Fields, place: str) -> None:
        """Fill what a record leaves open, and list what it says otherwise."""
        for name, value in said.items():
            if name == "dates" and name in record and _exacter(record[name], value):
                continue
            if name == "dates" and name in record and _exacter(value, record[name]):
                record[name] = value
            elif record.setdefault(name, value) != value:
                self.unplaced.append(f"{place}{name} {value!r}, where {record[name]!r} stands")

    def _fields(self, row: Fields) -> Fields:
        """Return the fields of a row under the names and in the forms that records have them."""
        fields = {}
        for name, value in row.items():
            if name == "sources":
                value = [self._cite(url) for url in value]
            elif name == "url":
                value = self._spelt.get(_sameness(value), _canonical(value))
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
        """Return the id of the source at an address, which is made when it is first cited."""
        sources = self.records["sources"]
        url = self._spelt.setdefault(_sameness(url), _canonical(url))
        if url not in sources:
            taken = {source["id"] for source in sources.values()}
            publisher = self.rulings.publishers.get(_host(url))
            page = self._pages.get(_sameness(url), {})
            source = {
                "id": _source_id(url, taken),
                "url": url,
                "kind": self._kind(url),
                "publisher": publisher,
            }
            sources[url] = _without_blanks(source | page)
        return str(sources[url]["id"])

    def _describe(self, url: str, page: Fields) -> None:
        """Keep what a sheet says of a page for when it is cited."""
        fields = {name: _edtf(value) if name == "published" else value for name, value in page.items()}
        publisher = str(fields.get("publisher") or _host(url))
        fields["publisher"] = self.rulings.merged.get(publisher, publisher)
        self._pages.setdefault(_sameness(url), _without_blanks(fields))

    def _kind(self, url: str) -> str | None:
        """Return the kind of a page by its address, where a ruling tells it."""
        place = _sameness(url)
        found = [start for start in self.rulings.kinds if f"{place}/".startswith(start)]
        return self.rulings.kinds[max(found, key=len)] if found else None

    # The dataset.

    def dataset(self) -> Dataset:
        """Return the records as a dataset, strictly read.

        Raises
        ------
        InvalidRecordError
            Where records are incomplete or do not fit together.
        """
        for url, source in self.records["sources"].items():
            source.setdefault("publisher", _host(url))
        meetings = {key: dict(meeting) for key, meeting in self.records["meetings"].items()}
        for (collection, key), meeting in self.within.items():
            if meeting in meetings:
                part = _without_blanks(self.records[collection][key])
                meetings[meeting].setdefault(collection, []).append(part)
            else:
                self.unplaced.append(f"{key}: part of {meeting!r}, which no sheet holds")
        for key, announcer in self.announcers.items():
            held = meetings.get(key, {})
            stands = ("meetings", key) in self._standing
            if held.get("status") == "held" and not stands:  # an announcement is no source for it
                held["sources"] = [name for name in held["sources"] if name != announcer]
        cited = {
            key for name in CLASSES for each in self.records[name].values() for key in each.get("sources", ())
        }
        sources = {url: source for url, source in self.records["sources"].items() if source["id"] in cited}
        for url, source in sources.items():
            if "kind" not in source:
                source["kind"] = "commentary"
                self.unplaced.append(f"{url}: of an unknown kind, taken for commentary")
        kept = self.records | {"meetings": meetings, "sources": sources}
        found = {name: [*map(_without_blanks, kept[name].values())] for name in COLLECTIONS}
        for name in ("meetings", "calendar"):
            found[name].sort(key=lambda record: DateSpan.from_edtf(record.get("dates", "9999")))
        return structure({"schema": SCHEMA_VERSION} | self._head | found, Dataset)


def _placed_in_time_and_space(row: Fields) -> Fields:
    """Return a row with its start and end as dates, and its city, economy and venue as a venue."""
    start, end = _edtf(row.get("start")), _edtf(row.get("end"))
    if end and not start:
        start = end[:7]  # some day of the month in which it closed
    place = {"city": row.get("city"), "economy": row.get("economy"), "name": row.get("venue")}
    venue = {part: name for part, name in place.items() if name}
    rest = {name: row[name] for name in row if name not in ("start", "end", "city", "economy", "venue")}
    if start:
        rest["dates"] = start if end in (None, start) else f"{start}/{end}"
    return rest | ({"venue": venue} if venue else {})


def _edtf(value: object) -> str | None:
    return None if value is None else value.isoformat() if isinstance(value, date) else str(value)


def _exacter(dates: str, standing: str) -> bool:
    """Return whether dates lie within those that stand, and tell more of when."""
    said, stands = DateSpan.from_edtf(dates), DateSpan.from_edtf(standing)
    return len(dates) > len(standing) and said in stands


def _without_blanks(record: Fields) -> Fields:
    return {name: value for name, value in record.items() if value not in (None, [])}


def _host(url: str) -> str:
    return urlsplit(url).netloc.lower().removeprefix("www.")


def _canonical(url: str) -> str:
    """Return an address as its site spells it: apec.org takes any spelling, and gives one."""
    parts = urlsplit(url)
    if _host(url) == "apec.org":
        return parts._replace(scheme="https", netloc="www.apec.org", path=parts.path.lower()).geturl()
    return url


def _sameness(url: str) -> str:
    """Return what spellings of one address have in common."""
    return re.sub(r"^https?://(www\.)?", "", _canonical(url)).rstrip("/")


def _source_id(url: str, taken: Collection[str]) -> str:
    """Return an id from the host of an address and as much of its end as makes it unique."""
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
    """Return what a record is known by while sheets are read: a source by its address."""
    return record[{"sources": "url", "economies": "code", "host_years": "year"}.get(collection, "id")]


def convert(
    facts: Path, to: Path, sheets: Iterable[str] = SHEETS, rulings: Rulings | None = None
) -> list[str]:
    """Write the dataset with what sheets add to it, and return what could not be placed.

    Parameters
    ----------
    facts
        The folder of the sheets.
    to
        The folder of the dataset; what it holds already stays.
    sheets
        The names of the sheets, the one with the most to say of a record first; after a colon, a pattern of
        the ids that are taken up.
    rulings
        What the sheets leave open.

    Raises
    ------
    InvalidRecordError
        Where records are incomplete or do not fit together; nothing is written then.
    """
    conversion = Conversion(rulings or Rulings.read(RULINGS), contents_of(to))
    for sheet in sheets:
        name, _, ids = sheet.partition(":")
        conversion.read(facts / f"{name}.yaml", ids or "*")
    write(conversion.dataset(), to)
    return conversion.unplaced


def main() -> None:
    """Convert the sheets of a folder, and print what could not be placed."""
    parser = argparse.ArgumentParser(description="Lay fact sheets on the bundled dataset.")
    parser.add_argument("facts", type=Path, help="the folder of the sheets")
    parser.add_argument("--to", type=Path, default=DATA, help="the folder of the dataset")
    parser.add_argument("--sheets", nargs="+", default=SHEETS, metavar="NAME[:IDS]", help="sheets, in order")
    given = parser.parse_args()
    try:
        unplaced = convert(given.facts, given.to, given.sheets)
    except InvalidRecordError as error:
        sys.exit("\n".join(map(str, error.problems)))
    print(*unplaced, f"{len(unplaced)} not placed", sep="\n")


if __name__ == "__main__":
    main()
