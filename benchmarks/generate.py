"""Generate random datasets of a given size: `python benchmarks/generate.py [size ...]`.

Size 1 is what the bundled dataset may grow to: 700 meetings, 1,500 sessions, 5,000 outcomes, 700 assessments,
2,000 calendar entries and 1,500 sources. Vocabularies are the same at every size.
"""

import hashlib
import json
import sys
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

YEARS = range(1989, 2027)
CACHE = Path(__file__).parent / ".cache"
ECONOMIES = [
    "AUS",
    "BRN",
    "CAN",
    "CHL",
    "CHN",
    "HKG",
    "IDN",
    "JPN",
    "KOR",
    "MYS",
    "MEX",
    "NZL",
    "PER",
    "PHL",
    "PNG",
    "RUS",
    "SGP",
    "TWN",
    "THA",
    "USA",
    "VNM",
]

Record = dict[str, Any]


class Files(NamedTuple):
    """One dataset as a folder with a file for each year, and as a single file of compact JSON."""

    folder: Path
    single: Path


class Vocabulary:
    """Words made from syllables, as frequent as in a language: the nth is 1/n as frequent as the first."""

    def __init__(self, random: Random, size: int = 6000) -> None:
        syllables = [
            c + v
            for c in [
                "b",
                "c",
                "d",
                "f",
                "g",
                "h",
                "l",
                "m",
                "n",
                "p",
                "r",
                "s",
                "t",
                "v",
                "st",
                "tr",
                "pl",
                "ch",
                "gr",
            ]
            for v in "aeiou"
        ]
        endings = ["", "", "", "n", "r", "s", "l", "nt", "tion", "ing", "ment", "al"]
        words: dict[str, None] = {}
        while len(words) < size:
            # The most frequent words are short.
            length = (
                1 if len(words) < 40 else random.choice((2, 2, 2, 3, 3, 4) if len(words) > 400 else (1, 2, 2))
            )
            words["".join(random.choices(syllables, k=length)) + random.choice(endings)] = None
        self.words = [
            word.replace("o", "ó", 1) if rank > 1000 and rank % 150 == 0 else word
            for rank, word in enumerate(words)
        ]
        self._random = random
        self._weights = list(accumulate(1 / (rank + 2.7) for rank in range(1, size + 1)))

    def some(self, number: int) -> list[str]:
        return self._random.choices(self.words, cum_weights=self._weights, k=number)

    def rare(self) -> str:
        return self._random.choice([word for word in self.words[400:4000] if word.isascii()])

    def title(self, least: int = 4, most: int = 9) -> str:
        words = self.some(self._random.randint(least, most))
        return " ".join(word.capitalize() if len(word) > 3 else word for word in words).capitalize()

    def text(self, around: int) -> str:
        words = self.some(self._random.randint(around * 3 // 4, around * 5 // 4))
        for position in range(7, len(words) - 3, 9):
            words[position] += self._random.choice((",", ",", ";", ".", ""))
        return " ".join(words).capitalize() + "."


class Maker:
    """Makes the records of one dataset, as builtins that pass the checks of the library."""

    def __init__(self, size: float, seed: int) -> None:
        self.random = Random(seed)
        self.words = Vocabulary(self.random)
        self.size = size
        # Later years have more of everything.
        self.weights = [2 + (year - YEARS[0]) / 8 for year in YEARS]

    def number(self, at_one: int) -> int:
        return max(1, round(at_one * self.size))

    def contents(self) -> Record:
        self.sources = [self.source(n) for n in range(self.number(1500))]
        self.themes = self.theme_tree()
        self.actors = [self.actor(n) for n in range(60)]
        self.fora = self.forum_tree()
        self.meetings = [self.meeting(n) for n in range(self.number(700))]
        for n in range(self.number(1500)):
            self.random.choice(self.meetings).setdefault("sessions", []).append(n)
        for meeting in self.meetings:
            meeting["sessions"] = [self.session(meeting, n) for n in meeting.get("sessions", ())]
        self.outcomes: list[Record] = []
        self.outcomes += (self.outcome(n) for n in range(self.number(5000)))
        return {
            "schema": 2,
            "version": "1.0.0",
            "as_of": "2026-11",
            "economies": [
                {
                    "code": code,
                    "name": f"Economy {code.title()}",
                    "joined": "1989-11",
                    "aliases": [self.words.title(1, 2)],
                }
                for code in ECONOMIES
            ],
            "fora": self.fora,
            "actors": self.actors,
            "themes": self.themes,
            "host_years": [
                {
                    "year": year,
                    "host": self.random.choice(ECONOMIES),
                    "theme": self.words.title(),
                    "priorities": [self.words.title() for _ in range(3)],
                    "sources": self.cited(),
                }
                for year in YEARS
            ],
            "meetings": self.meetings,
            "outcomes": self.outcomes,
            "assessments": [self.assessment(n) for n in range(self.number(700))],
            "calendar": [self.entry(n) for n in range(self.number(2000))],
            "sources": self.sources,
        }

    # Parts of records.

    def maybe(self, chance: float, **fields: Any) -> Record:
        return fields if self.random.random() < chance else {}

    def cited(self, most: int = 2) -> list[str]:
        return [
            s["id"]
            for s in self.random.sample(self.sources, self.random.randint(1, min(most, len(self.sources))))
        ]

    def about(self, most: int = 3) -> list[str]:
        return [theme["id"] for theme in self.random.sample(self.themes, self.random.randint(1, most))]

    def span(self, first: date, last: date) -> str:
        """Return a random span between two days, most known to the day, some to the month or year."""
        precision = self.random.random()
        start = first + timedelta(self.random.randint(0, (last - first).days))
        if precision > 0.98:
            return f"{start.year}"
        if precision > 0.90:
            return f"{start:%Y-%m}"
        end = min(start + timedelta(self.random.choice((0, 0, 0, 1, 1, 2, 4, 12))), last)
        return f"{start}" if start == end else f"{start}/{end}"

    def last_of(self, span: str) -> str:
        """Return the end of a span, with its precision."""
        return span.partition("/")[2] or span

    def venue(self) -> Record:
        return {
            "city": self.words.rare().capitalize(),
            "economy": self.random.choice(ECONOMIES),
        } | self.maybe(0.4, name=self.words.title(2, 3))

    # The records.

    def source(self, n: int) -> Record:
        word = self.words.rare()
        year = self.random.choices(YEARS, self.weights)[0]
        return {
            "id": f"{word}-{n}".replace("_", "-"),
            "url": f"https://www.example.org/{year}/{word}-{n}",
            "kind": "news",
            "publisher": self.words.title(1, 3),
            "title": self.words.title(),
            "published": self.span(date(year, 1, 1), date(year, 12, 31)),
            "accessed": "2026-11-20",
            "language": "en",
        } | self.maybe(0.1, summary=self.words.text(20))

    def actor(self, n: int) -> Record:
        return {"id": f"actor-{n}", "label": f"{self.words.title(1, 3)} {n}", "kind": "apec-body"}

    def theme_tree(self) -> list[Record]:
        themes: list[Record] = []
        for n in range(80):
            above = None if n < 8 else themes[(n - 8) % 8] if n < 32 else themes[8 + (n - 32) % 24]
            themes.append(
                {"id": f"{self.words.rare()}-theme-{n}", "label": f"{self.words.title(1, 2)} theme {n}"}
                | ({"broader": [above["id"]]} if above else {})
                | {"definition": self.words.text(15), "aliases": [f"{self.words.title(1, 2)} {n}"]}
            )
        return themes

    def forum_tree(self) -> list[Record]:
        kinds = (
            "committee",
            "working-group",
            "working-group",
            "sub-committee",
            "expert-group",
            "policy-partnership",
        )
        fora: list[Record] = []
        for n in range(80):
            above = None if n < 6 else self.random.choice(fora[: max(6, n // 4)])
            acronym = "".join(self.random.choices("ABCDEGIMPST", k=3)) + f"{n}"
            fora.append(
                {
                    "id": acronym.lower(),
                    "acronym": acronym,
                    "name": self.words.title(3, 5),
                    "kind": self.random.choice(kinds),
                }
                | ({"parent": above["id"]} if above else {})
                | {
                    "established": f"{self.random.choice(YEARS)}",
                    "summary": self.words.text(20),
                    "sources": self.cited(1),
                }
            )
        return fora

    def meeting(self, n: int) -> Record:
        year = self.random.choices(YEARS, self.weights)[0]
        dates = self.span(date(year, 1, 10), date(year, 12, 20))
        kinds = (
            "ministerial",
            "sectoral-ministerial",
            "senior-officials",
            "high-level",
            "cluster",
            "committee",
        )
        return {
            "id": f"{year}-{self.words.rare()}-{n}",
            "title": self.words.title(),
            "kind": self.random.choice(kinds),
            "forum": self.random.choice(self.fora)["id"],
            "dates": dates,
            "venue": self.venue(),
            "status": "held",
            "themes": self.about(),
            "summary": self.words.text(48),
            "documents": [
                {
                    "title": f"{self.words.title()} {n}-{k}",
                    "kind": "joint-statement",
                    "date": self.last_of(dates),
                }
                | self.maybe(0.7, url=f"https://www.example.org/{year}/document-{n}-{k}")
                for k in range(self.random.choice((1, 1, 2, 2, 3)))
            ],
            "sources": self.cited(),
        }

    def session(self, meeting: Record, n: int) -> Record:
        return (
            {
                "id": f"{meeting['id']}-{self.words.rare()}-{n}",
                "title": self.words.title(),
                "kind": self.random.choice(("workshop", "workshop", "conference", "dialogue", "committee")),
                "forum": self.random.choice(self.fora)["id"],
            }
            | self.maybe(0.8, dates=self.last_of(meeting["dates"]))
            | self.maybe(0.3, venue=self.venue())
            | {"themes": self.about(2)}
            | self.maybe(0.8, summary=self.words.text(30))
            | {"sources": self.cited(1)}
        )

    def outcome(self, n: int) -> Record:
        meeting = self.random.choice(self.meetings)
        session = (
            self.random.choice(meeting["sessions"])
            if meeting["sessions"] and self.random.random() < 0.3
            else None
        )
        place = session or meeting
        year = int(meeting["id"][:4])
        kinds = (
            "commitment",
            "commitment",
            "initiative",
            "recommendation",
            "target",
            "principle",
            "takeaway",
            "action-plan",
        )
        return (
            {"id": f"{place['id']}.{self.words.rare()}-{n}", "meeting": meeting["id"]}
            | ({"session": session["id"]} if session else {})
            | {
                "title": self.words.title(),
                "kind": self.random.choice(kinds),
                "summary": self.words.text(48),
                "themes": self.about(),
                "actors": [a["id"] for a in self.random.sample(self.actors, self.random.choice((1, 1, 2)))],
            }
            | self.maybe(0.97, date=self.last_of(str(place.get("dates", meeting["dates"]))))
            | self.maybe(0.2, target_date=f"{year + self.random.randint(1, 15)}")
            | self.maybe(0.4, document=self.random.choice(meeting["documents"])["title"])
            | (self.maybe(0.15, builds_on=[self.random.choice(self.outcomes)["id"]]) if self.outcomes else {})
            | {"sources": self.cited()}
        )

    def assessment(self, n: int) -> Record:
        outcome = self.random.choice(self.outcomes)
        year = int(outcome["id"][:4]) + self.random.randint(1, 10)
        return {
            "id": f"{outcome['id']}.{n + 1}",
            "outcome": outcome["id"],
            "verdict": self.random.choice(("achieved", "partly-achieved", "missed", "under-way")),
            "date": self.span(date(year, 1, 10), date(year, 12, 20)),
            "summary": self.words.text(30),
            "sources": self.cited(1),
        }

    def entry(self, n: int) -> Record:
        meeting = self.random.choice(self.meetings)
        linked = self.random.random() < 0.6
        year = int(meeting["id"][:4])
        return {
            "id": f"cal-{year}-{self.words.rare()}-{n}",
            "title": self.words.title(),
            "dates": meeting["dates"] if linked else self.span(date(year, 1, 10), date(year, 12, 20)),
            "venue": self.venue(),
            "forum": self.random.choice(self.fora)["id"],
            **({"meeting": meeting["id"], "status": "held"} if linked else {}),
            "announced": f"{year}-01",
            **self.maybe(0.4, note=self.words.text(20)),
            "sources": self.cited(1),
        }


def files(size: float, seed: int = 1989) -> Files:
    """Return the files of a dataset of a size, generated on first use; size 0 is the bundled dataset."""
    if not size:
        return bundled()
    version = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:12]
    base = CACHE / f"{version}-{seed}-{size:g}"
    made = Files(base / "folder", base / "single.json")
    if not made.single.exists():
        from apec_outcomes import Dataset, dumps, structure
        from apec_outcomes.model._collections import COLLECTIONS
        from apec_outcomes.serialization.document import DatasetDocument

        base.mkdir(parents=True, exist_ok=True)
        contents = structure(Maker(size, seed).contents(), DatasetDocument)
        records = {name: getattr(contents, name) for name in COLLECTIONS}
        data = Dataset(**records, version=contents.version, as_of=contents.as_of)
        data.save(made.folder, replace=True)
        made.single.write_text(dumps(data), encoding="utf-8")
    return made


def bundled() -> Files:
    """Return the files of the bundled dataset."""
    from apec_outcomes import dumps, load
    from apec_outcomes.bundled import FOLDER

    made = Files(Path(FOLDER), CACHE / "bundled.json")
    CACHE.mkdir(exist_ok=True)
    made.single.write_text(dumps(load()), encoding="utf-8")
    return made


if __name__ == "__main__":
    for size in map(float, sys.argv[1:] or ["0.1", "1", "10"]):
        made = files(size)
        found = json.loads(made.single.read_text(encoding="utf-8"))
        counts = ", ".join(
            f"{len(records)} {name}" for name, records in found.items() if isinstance(records, list)
        )
        print(f"{size:g}: {made.single.stat().st_size / 1e6:.2f} MB in {made.single.parent}\n  {counts}")
