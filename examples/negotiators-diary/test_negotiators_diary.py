from decimal import Decimal

import attrs
import pytest
from negotiators_diary import Diary, Money, Pledge, Trip, read, write

import apec_outcomes as apec

DIARY = """\
trips:
- meeting: 2024-som3
  dates: 2024-08-10/2024-08-25
  hotel: {city: Lima, economy: PER}
  cost: 1250.00 PEN
pledges:
- id: 2024-som3.hydrogen-notes
  meeting: 2024-som3
  title: Notes on hydrogen
  kind: commitment
  summary: The desk keeps notes on hydrogen.
  themes: [energy]
  actors: [energy desk]
  date: 2024-08
  sources: [accesspartnership-som3-2024]
  desk: energy
"""


def test_types_of_the_project_and_of_the_library_are_read() -> None:
    diary = read(DIARY)
    assert diary.trips == (
        Trip(
            meeting="2024-som3",
            dates=apec.DateSpan.parse("10–25 August 2024"),
            hotel=apec.Venue(city="Lima", economy="PER"),
            cost=Money(Decimal("1250.00"), "PEN"),
        ),
    )
    [pledge] = diary.pledges
    assert isinstance(pledge, apec.Outcome)
    assert (pledge.desk, pledge.year) == ("energy", 2024)
    assert repr(pledge).startswith("<Pledge 2024-som3.hydrogen-notes")


def test_a_diary_is_the_same_after_writing_and_reading() -> None:
    diary = read(DIARY)
    assert read(write(diary)) == diary
    assert "cost: 1250.00 PEN" in write(diary)
    assert read(write(Diary())) == Diary()


def test_a_problem_in_a_type_of_the_project_has_a_path() -> None:
    invalid = (
        DIARY.replace("1250.00 PEN", "much").replace("city: Lima", "town: Lima").replace("desk:", "table:")
    )
    with pytest.raises(apec.InvalidRecordError) as caught:
        read(invalid)
    assert [(p.path, p.message) for p in caught.value.problems] == [
        ("$.trips[0].hotel.town", "unknown field"),
        ("$.trips[0].cost", "got 'much'; expected an amount, such as '1250.00 PEN'"),
        ("$.pledges[0].desk", "missing"),
        ("$.pledges[0].table", "unknown field"),
    ]


def test_a_pledge_can_be_made_from_a_bundled_outcome() -> None:
    outcome = apec.load().outcomes.adopted_at("2024-som3").first()
    assert outcome is not None
    pledge = Pledge(
        **{field.name: getattr(outcome, field.name) for field in attrs.fields(apec.Outcome)}, desk="trade"
    )
    assert read(write(Diary(pledges=(pledge,)))).pledges == (pledge,)
