"""Queries of records with themes."""

from typing import Self, TypeVar

from apec_outcomes.errors import QueryError, check_flag
from apec_outcomes.model import Theme
from apec_outcomes.query.dated import DatedQuery
from apec_outcomes.query.filters import About

__all__ = ["ThemedQuery"]

R_co = TypeVar("R_co", covariant=True)


class ThemedQuery(DatedQuery[R_co]):
    """A query of records with themes."""

    __slots__ = ()

    def about(self, *themes: Theme | str, narrower: bool = True) -> Self:
        """Keep records about any of these themes; for meetings, also by the themes of topics and sessions.

        Parameters
        ----------
        themes
            One or more themes, or their ids, labels or aliases.
        narrower
            Include their narrower themes, directly or through others.

        Raises
        ------
        UnknownIdError
            If there is no such theme, or an alias is ambiguous.
        QueryError
            If no theme is given.
        ArgumentError
            If a value is neither a theme nor a text, or `narrower` is neither True nor False.

        >>> import apec_outcomes as apec
        >>> data = apec.load()
        >>> outcomes = data.outcomes.adopted_at("2024-som3")
        >>> len(outcomes.about("digital-economy")) > len(outcomes.about("digital-economy", narrower=False))
        True
        >>> data.meetings.about("AI", "data privacy").of_kind("cluster").in_year(2024).ids()
        ('2024-som3',)

        .. versionchanged:: 0.3
            Of meetings and sessions, too.
        """
        if not themes:
            raise QueryError("got no theme; expected one or more, such as about('AI', 'data privacy')")
        check_flag(narrower, "narrower")
        wanted = [self._relations.family_ids("themes", theme, below=narrower) for theme in themes]
        return self._with(About(self._store, frozenset().union(*wanted)))
