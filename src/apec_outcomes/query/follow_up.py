"""Queries of outcomes by actors, evidence and assessments."""

from datetime import date
from typing import Any, Self

from apec_outcomes.errors import ArgumentError, QueryError, check_flag, quoted
from apec_outcomes.model import Actor, Economy, EconomyKind, Forum, Outcome, SourceKind, Verdict
from apec_outcomes.model._collections import ALL
from apec_outcomes.model.actor import ALL_ECONOMIES
from apec_outcomes.query.base import Query
from apec_outcomes.query.dated import When, last_day_of
from apec_outcomes.query.fields import members_of
from apec_outcomes.query.unknown import unknown

__all__ = ["FollowUpQuery"]

_ASKED = ("actors", "economies", "fora")
"""The collections of those who can be asked to act."""


class FollowUpQuery(Query[Outcome]):
    """A query of outcomes by actors, evidence and assessments."""

    __slots__ = ()

    def asked_of(self, *actors: Actor | Economy | Forum | str, only: bool = False) -> Self:
        """Keep outcomes that ask any of these actors to act.

        Parameters
        ----------
        actors
            One or more actors, economies or fora, or their ids, codes, acronyms or names. A forum includes
            the ministers or officials who meet in it.
        only
            For an economy, leave out outcomes that ask all member economies.

        Raises
        ------
        QueryError
            If no actor is given.
        UnknownIdError
            If there is no such actor, economy or forum.
        ArgumentError
            If a value is none of these, or `only` is neither True nor False.

        >>> import apec_outcomes as apec
        >>> outcomes = apec.load().outcomes
        >>> outcomes.asked_of("finance ministers") == outcomes.asked_of("FMM")
        True
        >>> len(outcomes.asked_of("Peru", only=True)) < len(outcomes.asked_of("Peru"))
        True

        .. versionadded:: 0.3
        """
        if not actors:
            raise QueryError("got no actor; expected one or more, such as asked_of('finance ministers')")
        check_flag(only, "only")
        wanted: set[str] = set()
        for given in actors:
            named = self._asked(given)
            code = named.code if isinstance(named, Economy) else getattr(named, "economy", None)
            forum = named.id if isinstance(named, Forum) else getattr(named, "forum", None)
            for actor in self._relations.all_of("actors"):
                if actor == named or (code and actor.economy == code) or (forum and actor.forum == forum):
                    wanted.add(actor.id)
            economy = self._relations.find("economies", code) if code else None
            if not only and economy and economy.kind is EconomyKind.MEMBER:
                wanted.add(ALL_ECONOMIES)
        return self.where(lambda outcome: not wanted.isdisjoint(outcome.actors))

    def _asked(self, given: Actor | Economy | Forum | str) -> Any:
        """Return the actor, economy or forum that is given by itself, its id or its name."""
        for collection in _ASKED:
            if isinstance(given, ALL[collection].cls):
                return self._relations.one(collection, given)
        if not isinstance(given, str):
            raise ArgumentError(
                f"got {quoted(given)}; expected an actor, an economy or a forum, or its id or name"
            )
        near: list[str] = []
        for collection in _ASKED:
            found = self._relations.answering(collection, given)
            if len(found) == 1:
                return found[0]
            keys = [str(getattr(record, ALL[collection].key)) for record in found]
            near += keys or self._relations.near(collection, given)
        raise unknown(self._relations, given, _ASKED, near, self)

    def with_evidence(self, *kinds: SourceKind | str) -> Self:
        """Keep outcomes whose evidence, the strongest kind among their sources, is any of these.

        Raises
        ------
        QueryError
            If there is no such kind of source, or none is given.

        >>> import apec_outcomes as apec
        >>> outcomes = apec.load().outcomes
        >>> outcomes.adopted_at("2024-som3").with_evidence("document", "official").ids()
        ()

        .. versionadded:: 0.3
        """
        wanted = members_of(SourceKind, kinds, "with_evidence")
        return self.where(lambda outcome: self._relations.evidence_of(outcome) in wanted)

    def assessed(self, *verdicts: Verdict | str) -> Self:
        """Keep outcomes with an assessment.

        An outcome with several assessments matches if any of them has the verdict; `Dataset.verdict_of`
        returns the latest, and ``tally(data.verdict_of)`` counts each outcome once.

        Parameters
        ----------
        verdicts
            Any of these verdicts. Default: any verdict.

        Raises
        ------
        QueryError
            If there is no such verdict.

        >>> import apec_outcomes as apec
        >>> "1994-aelm.bogor-goals" in apec.load().outcomes.assessed("partly-achieved")
        True

        .. versionadded:: 0.3
        """
        wanted = members_of(Verdict, verdicts, "assessed") if verdicts else frozenset(Verdict)
        found = self._relations.below("assessments")
        return self.where(lambda outcome: any(each.verdict in wanted for each in found.get(outcome.id, ())))

    def unassessed(self, *, on: When | None = None) -> Self:
        """Keep outcomes whose deadline has passed and that have no final verdict (`Verdict.is_final`).

        Parameters
        ----------
        on
            The deadlines have passed by the end of this period. Default: `Dataset.as_of`.

        >>> import apec_outcomes as apec
        >>> outcomes = apec.load().outcomes
        >>> promised = outcomes.due(by=2020)
        >>> final = [verdict for verdict in apec.Verdict if verdict.is_final]
        >>> promised.unassessed() == promised - promised.assessed(*final)
        True

        .. versionadded:: 0.3
        """
        as_of = self.dataset.as_of
        last = last_day_of(on) if on is not None else as_of.end if as_of else date.today()
        found = self._relations.below("assessments")
        return self.where(
            lambda outcome: (
                outcome.target_date is not None
                and outcome.target_date.end <= last
                and not any(each.verdict.is_final for each in found.get(outcome.id, ()))
            )
        )
