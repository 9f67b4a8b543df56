"""The classes of records: immutable, hashable, readable."""

import copy
import pickle
from typing import Any

import attrs
import pytest
from hypothesis import given, settings

import apec_outcomes as apec
from apec_outcomes.model._collections import COLLECTIONS
from strategies import records

CLASSES = [
    *(row.cls for row in COLLECTIONS.values()),
    apec.Session,
    apec.Topic,
    apec.Organisation,
    apec.Document,
    apec.Venue,
]


@pytest.mark.parametrize("cls", CLASSES)
def test_records_are_frozen_slotted_hashable_and_can_be_pickled(cls: type[Any]) -> None:
    @given(records(cls))
    @settings(max_examples=15)
    def is_a_value(record: Any) -> None:
        field = attrs.fields(cls)[0].name
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(record, field, None)
        assert not hasattr(record, "__dict__")
        same = pickle.loads(pickle.dumps(record))
        assert (same, hash(same)) == (record, hash(record))
        assert copy.deepcopy(record) == copy.copy(record) == record == attrs.evolve(record)
        assert repr(record).startswith(f"<{cls.__name__} ")

    is_a_value()


@pytest.mark.parametrize("cls", CLASSES)
def test_fields_are_given_by_name_only(cls: type[Any]) -> None:
    assert all(field.kw_only for field in attrs.fields(cls))


def test_a_number_too_long_to_print_is_shortened_in_messages() -> None:
    huge = 10**5000
    with pytest.raises(apec.InvalidRecordError, match="year: got a number of more than 70 digits"):
        apec.Dataset(host_years=[apec.HostYear(year=huge, host="PER")])
    assert str(apec.UnknownIdError(huge, "meetings")) == "no a number of more than 70 digits in meetings"
    assert (
        str(apec.UnknownIdError((huge,), "meetings")) == "no (a number of more than 70 digits,) in meetings"
    )
    assert len(str(apec.UnknownIdError("a" * 1000, "meetings"))) < 120


@pytest.mark.parametrize(
    "error",
    [
        apec.UnknownIdError("a", "meetings", ("b",)),
        apec.UnknownIdError("a", "documents", count=2),
        apec.DuplicateIdError(["meetings: a"]),
        apec.DateParseError("soon", "why"),
        apec.InvalidRecordError([apec.Problem("$", "m", "e", "f")]),
        apec.InvalidRecordError((apec.Problem(f"$[{n}]", "m", "e") for n in range(2)), count=5),
        apec.SchemaVersionError(2, 1, "file"),
        apec.NotOneError(2, "query"),
        apec.MissingExtraError("PyYAML", "yaml"),
        apec.QueryError("why"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_errors_can_be_pickled(error: apec.ApecOutcomesError) -> None:
    same = pickle.loads(pickle.dumps(error))
    assert (type(same), str(same), vars(same)) == (type(error), str(error), vars(error))
    assert isinstance(error, KeyError | ValueError | LookupError | ImportError)
