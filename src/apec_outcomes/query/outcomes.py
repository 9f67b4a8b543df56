"""Queries over outcomes, and over the documents that hold them."""

from datetime import date
from typing import Self

from apec_outcomes.errors import QueryError
from apec_outcomes.model import (
    Document,
    DocumentKind,
    Meeting,
    Outcome,
    OutcomeKind,
    Session,
    Theme,
)
from apec_outcomes.model._text import fold
from apec_outcomes.query.dated import DatedQuery, When, last_day_of
from apec_outcomes.query.filters import About
from apec_outcomes.query.kinds import members_of

__all__ = ["DocumentQuery", "OutcomeQuery"]


class OutcomeQuery(DatedQuery[Outcome]):
    """A query over outcomes.

    >>> import apec_outcomes as apec
    >>> apec.load().outcomes.about("data privacy").in_year(2024).ids()
    ('2024-som3-desg-plenary.data-privacy',)
    """

    __slots__ = ()

    def about(self, theme: Theme | str, narrower: bool = True) -> Self:
        """Keep those on a theme.

        Parameters
        ----------
        theme
            A theme, or its id, label or an alias.
        narrower
            Take in the themes that are part of it, directly or through others.

        Raises
        ------
        UnknownIdError
            Where there is no such theme.

        >>> import apec_outcomes as apec
        >>> outcomes = apec.load().outcomes.adopted_at("2024-som3")
        >>> len(outcomes.about("digital-economy")), len(outcomes.about("digital-economy", narrower=False))
        (22, 5)
        """
        wanted = frozenset(found.id for found in self._relations.family("themes", theme, below=narrower))
        return self._with(About(self._store, wanted))

    def of_kind(self, *kinds: OutcomeKind | str) -> Self:
        """Keep those of any of these kinds.

        Raises
        ------
        QueryError
            Where there is no such kind.

        >>> import apec_outcomes as apec
        >>> apec.load().outcomes.of_kind("vision").in_year(2020).one().title
        'APEC Putrajaya Vision 2040'
        """
        wanted = members_of(OutcomeKind, kinds)
        return self.where(lambda outcome: outcome.kind in wanted)

    def adopted_at(self, meeting: Meeting | Session | str) -> Self:
        """Keep those that came out of a meeting, its sessions included, or out of a session.

        Parameters
        ----------
        meeting
            A meeting or session, or its id.

        Raises
        ------
        UnknownIdError
            Where there is no such meeting or session.

        >>> import apec_outcomes as apec
        >>> len(apec.load().outcomes.adopted_at("2024-som3-digital-week"))
        6
        """
        key = meeting.id if isinstance(meeting, Session) else meeting
        if isinstance(key, str) and self._relations.find("sessions", key):
            return self.where(session=key)
        found = self._relations.one("meetings", key)
        return self.where(lambda outcome: outcome.meeting == found.id)

    def due(self, by: When | None = None) -> Self:
        """Keep those that set a deadline.

        Parameters
        ----------
        by
            Only deadlines that have passed when this time ends.

        >>> import apec_outcomes as apec
        >>> "1994-aelm.bogor-goals" in apec.load().outcomes.due(by=2020)
        True
        """
        last = date.max if by is None else last_day_of(by)
        return self.where(lambda outcome: outcome.target_date is not None and outcome.target_date.end <= last)

    def concerning(self, actor: str) -> Self:
        """Keep those that name an actor who is to act, or is concerned.

        Parameters
        ----------
        actor
            One or more whole words of the actor's name; case and accents do not matter.

        Raises
        ------
        QueryError
            Where the text holds no word.

        >>> import apec_outcomes as apec
        >>> len(apec.load().outcomes.concerning("customs administrations"))
        3
        """
        wanted = fold(actor) if isinstance(actor, str) else ""
        if not wanted:
            raise QueryError("an empty name: expected one or more words of an actor's name")
        return self.where(lambda outcome: any(f" {wanted} " in f" {fold(name)} " for name in outcome.actors))


class DocumentQuery(DatedQuery[Document]):
    """A query over what meetings issued; documents are looked up by their titles.

    >>> import apec_outcomes as apec
    >>> apec.load().documents.of_kind("declaration").in_year(1991).first().title
    'Seoul APEC Declaration'
    """

    __slots__ = ()

    def of_kind(self, *kinds: DocumentKind | str) -> Self:
        """Keep those of any of these kinds.

        Raises
        ------
        QueryError
            Where there is no such kind.

        >>> import apec_outcomes as apec
        >>> apec.load().documents.of_kind("vision").first().title
        "APEC Economic Leaders' Vision Statement"
        """
        wanted = members_of(DocumentKind, kinds)
        return self.where(lambda document: document.kind in wanted)
