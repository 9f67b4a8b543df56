from decimal import Decimal

import attrs
import pytest
from negotiators_diary import Diary, Money, Pledge, Trip, read, written

import apec_outcomes as apec

DIARY = """\
trips:
- meeting: 2024-som3
  dates: 2024-08-10/2024-08-25
  lodged: {city: Lima, economy: PER}
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


def test_types_of_its_own_stand_beside_those_of_the_library() -> None:
    diary = read(DIARY)
    assert diary.trips == (
        Trip(
            meeting="2024-som3",
            dates=apec.DateSpan.parse("10–25 August 2024"),
            lodged=apec.Venue(city="Lima", economy="PER"),
            cost=Money(Decimal("1250.00"), "PEN"),
        ),
    )
    [pledge] = diary.pledges
    assert isinstance(pledge, apec.Outcome)
    assert (pledge.desk, pledge.year) == ("energy", 2024)
    assert repr(pledge).startswith("<Pledge 2024-som3.hydrogen-notes")


def test_what_is_written_reads_back_the_same() -> None:
    diary = read(DIARY)
    assert read(written(diary)) == diary
    assert "cost: 1250.00 PEN" in written(diary)
    assert read(written(Diary())) == Diary()


def test_a_problem_in_its_own_types_has_a_path_as_any_other() -> None:
    spoilt = (
        DIARY.replace("1250.00 PEN", "much").replace("city: Lima", "town: Lima").replace("desk:", "table:")
    )
    with pytest.raises(apec.InvalidRecordError) as caught:
        read(spoilt)
    assert [(p.path, p.message) for p in caught.value.problems] == [
        ("$.trips[0].lodged.town", "unknown field"),
        ("$.trips[0].cost", "got 'much', no amount such as '1250.00 PEN'"),
        ("$.pledges[0].desk", "missing"),
        ("$.pledges[0].table", "unknown field"),
    ]


def test_a_pledge_is_made_of_an_outcome_on_record() -> None:
    outcome = apec.load().outcomes.adopted_at("2024-som3").first()
    assert outcome is not None
    pledge = Pledge(
        **{field.name: getattr(outcome, field.name) for field in attrs.fields(apec.Outcome)}, desk="trade"
    )
    assert read(written(Diary(pledges=(pledge,)))).pledges == (pledge,)
