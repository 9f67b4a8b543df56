"""The rules on coding: time limits, actors, assessments, and one spelling."""

import re
from collections.abc import Iterator

from apec_outcomes.checks.rules.breach import Breach, Rule
from apec_outcomes.checks.rules.dates import compared
from apec_outcomes.model import ActorKind, EconomyKind
from apec_outcomes.model._collections import COLLECTIONS
from apec_outcomes.model._dataset import AllRecords
from apec_outcomes.model._fields import SLUG, within

__all__ = ["CODING_RULES"]


_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_TERM = re.compile(
    r"\b(?:by|until|through|no later than|not later than|before)\s+"
    r"(?:the\s+)?(?:(?:end|close|middle|start|beginning)\s+of\s+)?"
    rf"(?:\d{{1,2}}\s+)?(?:(?:{_MONTH})\s+)?(?P<year>(?:19|20)\d\d)\b"
    r"|\bwithin (?:\w+ ){1,2}(?:years?|months?)\b"
)


def _with_their_term(data: AllRecords) -> Iterator[Breach]:
    """A time limit in a summary is the deadline of the outcome, or the note explains it."""
    for outcome in data.outcomes:
        if outcome.target_date or outcome.note:
            continue
        for term in _TERM.finditer(outcome.summary):
            if term["year"] is None or int(term["year"]) >= outcome.year:
                expected = f"the deadline of {term.group()!r}, or a note on it"
                yield Breach("outcomes", outcome.id, "target_date", "missing", expected)
                break


def _as_exact_as_its_meeting(data: AllRecords) -> Iterator[Breach]:
    """The date of an outcome has the precision of its meeting, or the note gives the day."""
    for outcome in data.outcomes:
        meeting = data.meetings.get(outcome.meeting)
        if meeting is None or not meeting.dates.is_exact or outcome.session or outcome.note:
            continue
        if outcome.date is None or (not outcome.date.is_exact and meeting.dates in outcome.date):
            message = compared(outcome.date, meeting)
            yield Breach("outcomes", outcome.id, "date", message, "the days of the meeting, or one of them")


def _actors_of_members(data: AllRecords) -> Iterator[Breach]:
    """Every member economy is an actor, and actors of the kind economy have the code of one."""
    named = {actor.economy for actor in data.actors}
    for economy in data.economies:
        if economy.kind is EconomyKind.MEMBER and economy.code not in named and named:
            yield Breach(
                "economies", economy.code, "code", "no actor is this economy", "an actor for every member"
            )
    for actor in data.actors:
        if (actor.kind is ActorKind.ECONOMY) != (actor.economy is not None):
            expected = "an economy for the kind 'economy' only"
            yield Breach(
                "actors",
                actor.id,
                "economy",
                f"{actor.economy!r}, of the kind {actor.kind.value!r}",
                expected,
            )


def _assessed_in_order(data: AllRecords) -> Iterator[Breach]:
    """An assessment has the id of its outcome, is later than it, and is by an actor or a name."""
    for assessment in data.assessments:
        if assessment.id.rpartition(".")[0] != assessment.outcome:
            message = f"{assessment.id!r} is not an id of {assessment.outcome!r}"
            yield Breach(
                "assessments", assessment.id, "id", message, "the id of the outcome, a dot and a number"
            )
        outcome = data.outcomes.get(assessment.outcome)
        made = outcome.date if outcome else None
        if made and assessment.date and assessment.date.end < made.start:
            message = f"{assessment.date.edtf}, but the date of the outcome is {made}"
            yield Breach("assessments", assessment.id, "date", message, "a judgement after the outcome")
        by = assessment.by
        if by and re.fullmatch(SLUG, by) and data.actors.get(by) is None:
            yield Breach(
                "assessments", assessment.id, "by", f"no {by!r} in actors", "the id of an actor, or a name"
            )


_IZE = (
    r"\b(?!(?:\w*-)?(?:sized?|sizes|prizes?|seized?|seizes|seizing)\b)[a-z][a-z-]*iz(?:e[ds]?|ing|ations?)\b"
)
_SPELLINGS = (
    (re.compile(r"\bpercent\b"), "'per cent'"),
    (re.compile(_IZE), "the spelling with -ise"),
    (re.compile(r"(?<=[^.!?:] )(?:Leaders|Ministers)(?= [a-z])"), "lower case within a sentence"),
)
"""Spellings that the dataset does not use, and what it uses instead."""

_IN_OUR_WORDS = ("summary", "note", "definition")


def _in_one_spelling(data: AllRecords) -> Iterator[Breach]:
    """Texts in our own words have British spelling, 'per cent', and leaders and ministers in lower case."""
    for name in ("fora", "actors", "themes", "host_years", "meetings", "outcomes", "assessments", "calendar"):
        for record in getattr(data, name):
            key: str | int = getattr(record, COLLECTIONS[name].key)
            texts = [
                (f"{path}{field}", getattr(part, field, None) or "")
                for path, part in within(record)
                for field in _IN_OUR_WORDS
            ]
            for field, text in texts:
                for pattern, expected in _SPELLINGS:
                    if found := pattern.search(text):
                        yield Breach(name, key, field, f"{found.group()!r}", expected)


CODING_RULES: tuple[Rule, ...] = (
    _with_their_term,
    _as_exact_as_its_meeting,
    _actors_of_members,
    _assessed_in_order,
    _in_one_spelling,
)
