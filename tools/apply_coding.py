"""Apply coding sheets to the bundled dataset: kinds, actors, themes, kinds of sources, names of publishers.

    python tools/apply_coding.py FACTS_FOLDER [--to FOLDER] [--revise]

The sheets in `FACTS_FOLDER/coding` follow the codebook (`docs/concepts/coding.md`). They replace the
vocabularies of actors and themes. A code is added to a record that has none. If the record has a different
code, the command prints both and keeps the one of the record; `--revise` writes the one of the sheet.
`tools/rulings/` has the decisions on doubtful codes. Applying the sheets again changes nothing.
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
    """The records of a dataset, as builtins, and the coding sheets to apply to them.

    Parameters
    ----------
    coding
        The folder of the coding sheets.
    records
        The records of each collection.
    revise
        Whether codes of the sheets replace those of the records.
    """

    def __init__(self, coding: Path, records: dict[str, list[Fields]], *, revise: bool) -> None:
        self.coding = coding
        self.records = records
        self.revise = revise
        self.differing: list[str] = []
        self.rulings = _yaml(RULINGS / "codes.yaml")

    def apply(self) -> None:
        """Apply all sheets."""
        self.records["actors"] = list(self.actors())
        self.records["themes"] = [_without_blanks(theme) for theme in self.sheet("themes")]
        self.outcomes()
        self.sources()

    def sheet(self, name: str) -> Any:
        """Return the content of a sheet, or an empty list if there is no such sheet."""
        path = self.coding / f"{name}.yaml"
        return (_yaml(path) if path.exists() else None) or []

    def actors(self) -> Iterator[Fields]:
        """Yield the actors: those of the sheet, each member economy, and each forum that is asked to act."""
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
        """Return the codes of each outcome, with the decisions on doubtful ones."""
        return {row["id"]: row | self.rulings.get(row["id"], {}) for row in self.sheet("codes-outcomes")}

    def outcomes(self) -> None:
        """Apply the kind, actors and themes of each outcome."""
        codes, themes, actors = self.codes(), self.sheet("themes-outcomes"), self.records["actors"]
        known = {actor["id"] for actor in actors}
        for outcome in self.records["outcomes"]:
            named = outcome.get("actors", [])
            if not known.issuperset(named):  # names as a page has them, not ids
                outcome["actors"] = []
            code = codes.get(outcome["id"], {})
            for field in ("kind", "actors"):
                if field in code:
                    self._set(outcome, field, code[field])
            if outcome["id"] in themes:
                self._set(outcome, "themes", themes[outcome["id"]])

    def sources(self) -> None:
        """Apply the kind of each source, and one name for each publisher."""
        kinds = self.sheet("source-kinds")
        names = {also: row["keep"] for row in self.sheet("publishers-to-merge") for also in row["also"]}
        rulings = _yaml(RULINGS / "sources.yaml")
        for source in self.records["sources"]:
            if source["id"] in kinds:
                self._set(source, "kind", kinds[source["id"]])
            source |= {"publisher": names.get(source["publisher"], source["publisher"])}
            for field, value in rulings.get(source["id"], {}).items():
                self._set(source, field, value)

    def _set(self, record: Fields, field: str, value: Any) -> None:
        recorded = record.get(field)
        if self.revise or not recorded:
            record[field] = value
        elif recorded != value:
            self.differing.append(f"{record['id']}: {field}: got {value!r}; the dataset has {recorded!r}")


def _yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _without_blanks(record: Mapping[str, Any]) -> Fields:
    return {name: value for name, value in record.items() if value not in (None, [])}


def apply(facts: Path, to: Path, *, revise: bool = False) -> list[str]:
    """Write the dataset with the codes of the coding sheets, and return where the two differ.

    Parameters
    ----------
    facts
        The folder of the sheets, which contains `coding`.
    to
        The folder of the dataset.
    revise
        Whether codes of the sheets replace those of the dataset.

    Raises
    ------
    InvalidRecordError
        If a record is incomplete or a reference does not resolve. Nothing is written then.
    """
    head, records = records_of(to)
    coding = Coding(facts / "coding", records, revise=revise)
    coding.apply()
    found = {name: [_without_blanks(record) for record in held] for name, held in records.items()}
    write(structure(head | found, Dataset), to)
    return coding.differing


def main() -> None:
    """Apply the coding sheets of a folder, and print where the dataset differs."""
    parser = argparse.ArgumentParser(description="Apply coding sheets to the bundled dataset.")
    parser.add_argument("facts", type=Path, help="the folder of the sheets")
    parser.add_argument("--to", type=Path, default=DATA, help="the folder of the dataset")
    parser.add_argument("--revise", action="store_true", help="replace codes of the dataset that differ")
    given = parser.parse_args()
    try:
        differing = apply(given.facts, given.to, revise=given.revise)
    except InvalidRecordError as error:
        sys.exit("\n".join(map(str, error.problems)))
    print(*differing, f"{len(differing)} differ", sep="\n")


if __name__ == "__main__":
    main()
