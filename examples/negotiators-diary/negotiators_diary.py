"""A negotiator's diary: trips to meetings, and what is pledged there, in YAML files beside APEC's record.

It extends the converter of apec-outcomes by a type that the library does not know, `Money`, and a class of
the library by a field, `Pledge`.
"""

from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Self

import attrs
from cattrs import Converter

import apec_outcomes as apec

__all__ = ["Diary", "Money", "Pledge", "Trip", "read", "written"]


@attrs.frozen
class Money:
    """An amount in a currency, written as ``1250.00 PEN``."""

    amount: Decimal
    currency: str

    @classmethod
    def parse(cls, text: object) -> Self:
        """Read an amount; `ValueError` where the text is none."""
        try:
            amount, currency = str(text).split(" ")
            return cls(Decimal(amount), currency)
        except (ValueError, InvalidOperation):
            raise ValueError(f"got {text!r}, no amount such as '1250.00 PEN'") from None

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"


@attrs.frozen(kw_only=True)
class Trip:
    """Days spent at a meeting, which is named by its id."""

    meeting: str
    dates: apec.DateSpan
    lodged: apec.Venue
    cost: Money | None = None


@attrs.frozen(kw_only=True, repr=False)
class Pledge(apec.Outcome):
    """An outcome to which somebody in the ministry sees."""

    desk: str


@attrs.frozen
class Diary:
    """All that was noted."""

    trips: tuple[Trip, ...] = ()
    pledges: tuple[Pledge, ...] = ()


@cache
def _converter() -> Converter:
    converter = apec.make_converter("yaml")
    converter.register_structure_hook(Money, lambda text, _: Money.parse(text))
    converter.register_unstructure_hook(Money, str)
    return converter


def read(text: str) -> Diary:
    """Return the diary in a YAML text; `apec.InvalidRecordError` with every problem where it is none."""
    return apec.loads(text, Diary, "yaml", converter=_converter())


def written(diary: Diary) -> str:
    """Return the YAML text of a diary."""
    return apec.dumps(diary, "yaml", converter=_converter())
