"""The bodies in which APEC meets."""

from enum import StrEnum
from typing import Annotated

import attrs

from apec_outcomes.dates import DateSpan
from apec_outcomes.model._converters import member, span_or_none, texts
from apec_outcomes.model._fields import Reference, Slug, Url
from apec_outcomes.model._record import Record
from apec_outcomes.model.source import SourceRef

__all__ = ["Forum", "ForumKind", "ForumRef"]

ForumRef = Annotated[str, Reference("fora")]


class ForumKind(StrEnum):
    """The kind of a forum, from the leaders down."""

    LEADERS = "leaders"
    MINISTERIAL = "ministerial"
    SENIOR_OFFICIALS = "senior-officials"
    ADVISORY_COUNCIL = "advisory-council"
    SECRETARIAT = "secretariat"
    POLICY_UNIT = "policy-unit"
    COMMITTEE = "committee"
    SUB_COMMITTEE = "sub-committee"
    STEERING_GROUP = "steering-group"
    WORKING_GROUP = "working-group"
    EXPERT_GROUP = "expert-group"
    TASK_FORCE = "task-force"
    POLICY_PARTNERSHIP = "policy-partnership"
    FRIENDS_OF_THE_CHAIR = "friends-of-the-chair"
    DIALOGUE = "dialogue"
    ALLIANCE = "alliance"
    NETWORK = "network"


def _forum_kind(value: ForumKind | str) -> ForumKind:
    return member(ForumKind, value)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Forum(Record):
    """A body of APEC, past or present.

    Parameters
    ----------
    id
        Its acronym in lower case.
    acronym
        As APEC writes it.
    name
        As APEC writes it.
    kind
        The kind of body, in APEC's words.
    parent
        The id of the forum that it reports to.
    established
        When it took its present form.
    ended
        When it ended.
    former
        Whether it no longer exists, even if the date of its end is unknown.
    predecessors
        The ids of the fora that it replaced.
    successor
        The id of the forum that replaced it.
    summary
        Its work, in our own words.
    url
        The address of its page.
    note
        A remark for readers.
    sources
        The ids of the sources.

    >>> import apec_outcomes as apec
    >>> apec.load().fora["DESG"]
    <Forum desg: Digital Economy Steering Group (DESG)>
    """

    id: Slug
    acronym: str | None = None
    name: str
    kind: ForumKind = attrs.field(converter=_forum_kind)
    parent: ForumRef | None = None
    established: DateSpan | None = attrs.field(default=None, converter=span_or_none)
    ended: DateSpan | None = attrs.field(default=None, converter=span_or_none)
    former: bool = False
    predecessors: tuple[ForumRef, ...] = attrs.field(default=(), converter=texts)
    successor: ForumRef | None = None
    summary: str | None = None
    url: Url | None = None
    note: str | None = None
    sources: tuple[SourceRef, ...] = attrs.field(default=(), converter=texts)

    def _headline(self) -> str:
        acronym = f" ({self.acronym})" if self.acronym else ""
        return f"{self.id}: {self.name}{acronym}"
