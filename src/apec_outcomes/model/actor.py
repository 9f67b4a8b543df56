"""Actors: who can be asked to act."""

from enum import StrEnum
from typing import Annotated

import attrs

from apec_outcomes.model._converters import member, texts
from apec_outcomes.model._fields import Reference, Slug
from apec_outcomes.model._record import Record
from apec_outcomes.model.economy import EconomyRef
from apec_outcomes.model.forum import ForumRef

__all__ = ["ALL_ECONOMIES", "Actor", "ActorKind", "ActorRef"]

ActorRef = Annotated[str, Reference("actors")]

ALL_ECONOMIES = "economies"
"""The id of the actor for all member economies. A request to it is a request to each of them."""


class ActorKind(StrEnum):
    """The kind of an actor.

    .. versionadded:: 0.3
    """

    LEVEL = "level"
    """Leaders, ministers by portfolio, and officials."""
    ECONOMIES = "economies"
    """All member economies, or some."""
    ECONOMY = "economy"
    """One member economy."""
    APEC_BODY = "apec-body"
    """A forum of APEC, its Secretariat, or another body of APEC."""
    PUBLIC_BODY = "public-body"
    """Authorities of the economies, such as customs administrations."""
    BUSINESS = "business"
    """Companies and their representatives."""
    SOCIETY = "society"
    """Academia, experts and civil society."""
    ORGANISATION = "organisation"
    """International organisations, and others outside APEC."""


def _actor_kind(value: ActorKind | str) -> ActorKind:
    return member(ActorKind, value)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Actor(Record):
    """A person or body that can be asked to act, from a closed vocabulary.

    Parameters
    ----------
    id
        In kebab case; for a forum or an economy, its id or code in lower case.
    label
        The preferred label.
    kind
        The kind of actor.
    economy
        The code of the economy that it represents.
    forum
        The id of the forum that it represents, or in which it meets.
    aliases
        Other labels that people use.
    definition
        Its definition.

    .. versionadded:: 0.3

    >>> import apec_outcomes as apec
    >>> apec.load().actors["finance ministers"]
    <Actor finance-ministers: Finance Ministers>
    """

    id: Slug
    label: str
    kind: ActorKind = attrs.field(converter=_actor_kind)
    economy: EconomyRef | None = None
    forum: ForumRef | None = None
    aliases: tuple[str, ...] = attrs.field(default=(), converter=texts)
    definition: str | None = None

    def _headline(self) -> str:
        return f"{self.id}: {self.label}"
