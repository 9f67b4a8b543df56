"""Queries of economies, fora and host years."""

from typing import Self

from apec_outcomes.model import Economy, EconomyKind, Forum, ForumKind, HostYear
from apec_outcomes.query.base import Query
from apec_outcomes.query.fields import members_of

__all__ = ["EconomyQuery", "ForumQuery", "HostYearQuery"]


class EconomyQuery(Query[Economy]):
    """A query of economies, observers and guests. They are found by code and by any name.

    >>> import apec_outcomes as apec
    >>> economies = apec.load().economies
    >>> economies["Viet Nam"] == economies["vietnam"] == economies["VNM"]
    True
    """

    __slots__ = ()

    def of_kind(self, *kinds: EconomyKind | str) -> Self:
        """Keep economies of any of these kinds: members, observers or guests.

        Raises
        ------
        QueryError
            If there is no such kind.

        >>> import apec_outcomes as apec
        >>> len(apec.load().economies.of_kind("member"))
        21
        """
        wanted = members_of(EconomyKind, kinds, "of_kind")
        return self.where(lambda economy: economy.kind in wanted)


class ForumQuery(Query[Forum]):
    """A query of fora. They are found by id, acronym and name.

    >>> import apec_outcomes as apec
    >>> apec.load().fora["Economic Committee"].acronym
    'EC'
    """

    __slots__ = ()

    def of_kind(self, *kinds: ForumKind | str) -> Self:
        """Keep fora of any of these kinds.

        Raises
        ------
        QueryError
            If there is no such kind.

        >>> import apec_outcomes as apec
        >>> len(apec.load().fora.of_kind("committee"))
        5
        """
        wanted = members_of(ForumKind, kinds, "of_kind")
        return self.where(lambda forum: forum.kind in wanted)


class HostYearQuery(Query[HostYear]):
    """A query of host years. They are found by year.

    >>> import apec_outcomes as apec
    >>> apec.load().host_years[2024].theme
    'Empower. Include. Grow.'
    """

    __slots__ = ()

    # The one collection whose keys are numbers.
    def ids(self) -> tuple[int, ...]:  # type: ignore[override]  # pyright: ignore[reportIncompatibleMethodOverride]
        """Return the years.

        >>> import apec_outcomes as apec
        >>> apec.load().host_years.ids()[:3]
        (1989, 1990, 1991)
        """
        return tuple(map(self._store.key, self._all()))

    def hosted_by(self, economy: Economy | str) -> Self:
        """Keep the years that an economy hosted.

        Raises
        ------
        UnknownIdError
            If there is no such economy.

        >>> import apec_outcomes as apec
        >>> apec.load().host_years.hosted_by("Peru").ids()[:3]
        (2008, 2016, 2024)
        """
        return self.where(host=self._relations.key_of("economies", economy))
