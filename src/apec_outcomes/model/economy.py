"""The economies of APEC, with its observers and guests."""

from enum import StrEnum
from typing import Annotated

import attrs

from apec_outcomes.dates import DateSpan
from apec_outcomes.model._converters import member, span_or_none, texts
from apec_outcomes.model._fields import Acronym, Reference
from apec_outcomes.model._record import Record
from apec_outcomes.model.source import SourceRef

__all__ = ["Economy", "EconomyKind", "EconomyRef"]

EconomyRef = Annotated[str, Reference("economies")]


class EconomyKind(StrEnum):
    """The status of an economy or organisation in APEC."""

    MEMBER = "member"
    OBSERVER = "observer"
    GUEST = "guest"


def _economy_kind(value: EconomyKind | str) -> EconomyKind:
    return member(EconomyKind, value)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Economy(Record):
    """A member economy of APEC, or one of the observers and guests at its meetings.

    Parameters
    ----------
    code
        ISO 3166-1 alpha-3; for an organisation, its acronym.
    name
        As APEC writes it.
    kind
        Member, observer or guest.
    apec_code
        The abbreviation that APEC uses, if it differs.
    joined
        When it became a member.
    founding
        Whether it took part in the first meeting, in Canberra in 1989.
    aliases
        Other names that people use: search terms, not APEC usage.
    note
        A remark for readers.
    sources
        The ids of the sources.

    >>> import apec_outcomes as apec
    >>> apec.load().economies["south korea"]
    <Economy KOR: Korea, member since November 1989>
    """

    code: Acronym
    name: str
    kind: EconomyKind = attrs.field(default=EconomyKind.MEMBER, converter=_economy_kind)
    apec_code: str | None = None
    joined: DateSpan | None = attrs.field(default=None, converter=span_or_none)
    founding: bool = False
    aliases: tuple[str, ...] = attrs.field(default=(), converter=texts)
    note: str | None = None
    sources: tuple[SourceRef, ...] = attrs.field(default=(), converter=texts)

    def _headline(self) -> str:
        since = f" since {self.joined}" if self.joined else ""
        return f"{self.code}: {self.name}, {self.kind.value}{since}"
