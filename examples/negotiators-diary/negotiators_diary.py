"""A negotiator's diary: trips to meetings and pledges made there, in YAML files.

`Money` is a type that apec-outcomes does not know; hooks add it to the converter. `Pledge` is an outcome with
an additional field.
"""

from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Self

import attrs
from cattrs import Converter

import apec_outcomes as apec

__all__ = ["Diary", "Money", "Pledge", "Trip", "read", "write"]


@attrs.frozen
class Money:
    """An amount in a currency, written as ``1250.00 PEN``."""

    amount: Decimal
    currency: str

    @classmethod
    def parse(cls, text: object) -> Self:
        """Return the amount in a text, or raise `ValueError`."""
        try:
            amount, currency = str(text).split(" ")
            return cls(Decimal(amount), currency)
        except (ValueError, InvalidOperation):
            raise ValueError(f"got {text!r}; expected an amount, such as '1250.00 PEN'") from None

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"


@attrs.frozen(kw_only=True)
class Trip:
    """A trip to a meeting, which is referred to by id."""

    meeting: str
    dates: apec.DateSpan
    hotel: apec.Venue
    cost: Money | None = None


@attrs.frozen(kw_only=True, repr=False)
class Pledge(apec.Outcome):
    """An outcome, and the desk of the ministry that is responsible for it."""

    desk: str


@attrs.frozen
class Diary:
    """The trips and pledges of a diary."""

    trips: tuple[Trip, ...] = ()
    pledges: tuple[Pledge, ...] = ()


@cache
def _converter() -> Converter:
    converter = apec.make_converter("yaml")
    converter.register_structure_hook(Money, lambda text, _: Money.parse(text))
    converter.register_unstructure_hook(Money, str)
    return converter


def read(text: str) -> Diary:
    """Return the diary in a YAML text, or raise `apec.InvalidRecordError` with all problems."""
    return apec.loads(text, Diary, "yaml", converter=_converter())


def write(diary: Diary) -> str:
    """Return the YAML text of a diary."""
    return apec.dumps(diary, "yaml", converter=_converter())
