"""The title, licence and citation of the dataset, for every format that describes it."""

from datetime import date

from apec_outcomes.model._dataset import AllRecords

__all__ = [
    "AUTHORS",
    "DESCRIPTION",
    "FIRST_DAY",
    "LICENCE",
    "LICENCE_NAME",
    "NAME",
    "TITLE",
    "about",
    "citation_text",
]

NAME = "apec-outcomes"
TITLE = "apec-outcomes: APEC's record as data"
DESCRIPTION = "APEC's meetings, themes, outcomes and calendar, each fact with its source."
AUTHORS = "The apec-outcomes authors"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
LICENCE_NAME = "Creative Commons Attribution 4.0 International"
FIRST_DAY = date(1989, 11, 6)
"""The day of the first meeting, the date of a dataset without `as_of`."""


def about(data: AllRecords) -> dict[str, str]:
    """Return the title, description, version, licence and citation of a dataset, by name."""
    return {
        "title": TITLE,
        "description": DESCRIPTION,
        **({"version": data.version} if data.version else {}),
        **({"as_of": data.as_of.edtf} if data.as_of else {}),
        "authors": AUTHORS,
        "licence": LICENCE_NAME,
        "licence_url": LICENCE,
        "citation": citation_text(data),
    }


def citation_text(data: AllRecords) -> str:
    """Return the citation of a dataset as a sentence."""
    issued = f" ({data.as_of})" if data.as_of else ""
    version = f", version {data.version}" if data.version else ""
    return f"{AUTHORS}{issued}. {TITLE}{version}."
