"""Lay the coding sheets on the bundled dataset: kinds, actors, themes, kinds of sources, names of publishers.

    python tools/apply_coding.py FACTS_FOLDER [--to FOLDER] [--revise]

The sheets are those of `FACTS_FOLDER/coding`, made by the codebook (`docs/concepts/coding.md`). Vocabularies
are taken as a whole. A code is written where the dataset has none; where it has another one, that is listed,
unless `--revise` has the sheets prevail. What a doubtful code is decided to be is told in `tools/rulings/`.
Laid on twice, the sheets change nothing more.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from apec_outcomes import Dataset, InvalidRecordError, structure
from dataset_folder import DATA, Fields, records_of, write

RULINGS = Path(__file__).parent / "rulings"


class Coding:
    """The records of a dataset, as builtins, and what the coding sheets say of them.

    Parameters
    ----------
    coding
        The folder of the coding sheets.
    records
        The records of each collection.
    revise
        Whether a sheet prevails over what stands in a record.
    """

    def __init__(self, coding: Path, records: dict[str, list[Fields]], *, revise: bool) -> None:
        self.coding = coding
        self.records = records
        self.revise = revise
        self.differing: list[str] = []
        self.rulings = _yaml(RULINGS / "codes.yaml")

    def apply(self) -> None:
        """Lay on all sheets."""
        self.records["actors"] = list(self.actors())
        self.records["themes"] = [_without_blanks(theme) for theme in self.sheet("themes")]
        self.outcomes()
        self.sources()

    def sheet(self, name: str) -> Any:
        """Return what a sheet holds, or nothing where there is none of this name."""
        path = self.coding / f"{name}.yaml"
        return (_yaml(path) if path.exists() else None) or []

    def actors(self) -> Iterator[Fields]:
        """Yield the vocabulary: the sheet's own, each member economy, and each forum that is asked."""
        links = _yaml(RULINGS / "actors.yaml")
        own = {row["id"] for row in self.sheet("actors")}
        for row in self.sheet("actors"):
            yield row | links.get(row["id"], {})
        for economy in self.records["economies"]:
            if economy.get("kind", "member") == "member":
                code = economy["code"]
                yield {"id": code.lower(), "label": economy["name"], "kind": "economy", "economy": code}
        asked = {actor for code in self.codes().values() for actor in code["actors"]}
        asked |= {actor for outcome in self.records["outcomes"] for actor in outcome.get("actors", ())}
        asked |= {
            actor
            for row in _yaml(self.coding.parent / "outcomes-more.yaml")
            for actor in row.get("actors", ())
        }
        asked |= {row.get("by") for row in (self.sheet("assessments") or {"assessments": []})["assessments"]}
        for forum in self.records["fora"]:
            if forum["id"] in asked - own:
                yield {"id": forum["id"], "label": forum["name"], "kind": "apec-body", "forum": forum["id"]}

    def codes(self) -> dict[str, Fields]:
        """Return the code of each outcome, with what was decided where it was doubtful."""
        return {row["id"]: row | self.rulings.get(row["id"], {}) for row in self.sheet("codes-outcomes")}

    def outcomes(self) -> None:
        """Give each outcome its kind, its actors and its themes."""
        codes, themes, actors = self.codes(), self.sheet("themes-outcomes"), self.records["actors"]
        known = {actor["id"] for actor in actors}
        for outcome in self.records["outcomes"]:
            named = outcome.get("actors", [])
            if not known.issuperset(named):  # in the words of a page: no references
                outcome["actors"] = []
            code = codes.get(outcome["id"], {})
            for field in ("kind", "actors"):
                if field in code:
                    self._lay(outcome, field, code[field])
            if outcome["id"] in themes:
                self._lay(outcome, "themes", themes[outcome["id"]])

    def sources(self) -> None:
        """Give each source its kind, and each publisher its one name."""
        kinds = self.sheet("source-kinds")
        names = {also: row["keep"] for row in self.sheet("publishers-to-merge") for also in row["also"]}
        rulings = _yaml(RULINGS / "sources.yaml")
        for source in self.records["sources"]:
            if source["id"] in kinds:
                self._lay(source, "kind", kinds[source["id"]])
            source |= {"publisher": names.get(source["publisher"], source["publisher"])}
            for field, value in rulings.get(source["id"], {}).items():
                self._lay(source, field, value)

    def _lay(self, record: Fields, field: str, value: Any) -> None:
        stands = record.get(field)
        if self.revise or not stands:
            record[field] = value
        elif stands != value:
            self.differing.append(f"{record['id']}: {field} {value!r}, where {stands!r} stands")


def _yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _without_blanks(record: Mapping[str, Any]) -> Fields:
    return {name: value for name, value in record.items() if value not in (None, [])}


def apply(facts: Path, to: Path, *, revise: bool = False) -> list[str]:
    """Write the dataset with what the coding sheets say, and return where it says something else.

    Parameters
    ----------
    facts
        The folder of the sheets, with `coding` in it.
    to
        The folder of the dataset.
    revise
        Have the sheets prevail.

    Raises
    ------
    InvalidRecordError
        Where records are incomplete or do not fit together; nothing is written then.
    """
    head, records = records_of(to)
    coding = Coding(facts / "coding", records, revise=revise)
    coding.apply()
    found = {name: [_without_blanks(record) for record in held] for name, held in records.items()}
    write(structure(head | found, Dataset), to)
    return coding.differing


def main() -> None:
    """Lay the coding sheets of a folder, and print where the dataset says something else."""
    parser = argparse.ArgumentParser(description="Lay the coding sheets on the bundled dataset.")
    parser.add_argument("facts", type=Path, help="the folder of the sheets")
    parser.add_argument("--to", type=Path, default=DATA, help="the folder of the dataset")
    parser.add_argument("--revise", action="store_true", help="have the sheets prevail over the dataset")
    given = parser.parse_args()
    try:
        differing = apply(given.facts, given.to, revise=given.revise)
    except InvalidRecordError as error:
        sys.exit("\n".join(map(str, error.problems)))
    print(*differing, f"{len(differing)} differ", sep="\n")


if __name__ == "__main__":
    main()
