"""What the dataset is, as every format that describes it says."""

__all__ = ["AUTHORS", "DESCRIPTION", "LICENCE", "NAME", "TITLE"]

NAME = "apec-outcomes"
TITLE = "apec-outcomes: APEC's record as data"
DESCRIPTION = "APEC's meetings, themes, outcomes and calendar, each fact with its source."
AUTHORS = "The apec-outcomes authors"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
