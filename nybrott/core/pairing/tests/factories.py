"""Rosters for tests: small ones of any kind, and large ones that look like a programme."""

import random
from dataclasses import replace

from hypothesis import strategies as st

from nybrott.core.pairing import Driver, Mentor, Roster

UNITS = ("home-care", "school", "roads", "")
LANGUAGES = ("nb", "nn", "en", "se")
SUBJECTS = ("needs", "dialogue", "benefits", "law")
PLACES = ("Fjordvik", "Nes", "")


def a_roster(drivers: int, mentors: int, *, seed: int = 1, capacity: int = 8) -> Roster:
    """A programme of this size: units, subjects, places and wishes by chance."""
    chance = random.Random(seed)
    mentor_ids = [f"m{number:03}" for number in range(mentors)]
    driver_ids = [f"d{number:04}" for number in range(drivers)]
    units = [f"unit {number}" for number in range(max(3, mentors * 2))]
    return Roster(
        tuple(
            Driver(
                id, chance.choice(units), (chance.choice(mentor_ids),), f"place {chance.randrange(8)}", ("nb",) if chance.random() < 0.8 else ("nn", "nb"),
                tuple(chance.sample(SUBJECTS, 2)), tuple(chance.sample(mentor_ids, min(3, mentors))),
            )
            for id in driver_ids
        ),
        tuple(
            Mentor(
                id, capacity, chance.choice(units), ("nb", "en"), tuple(chance.sample(SUBJECTS, 2)), (f"place {chance.randrange(8)}",),
                tuple(chance.sample(driver_ids, min(2, drivers))),
            )
            for id in mentor_ids
        ),
    )  # fmt: skip


@st.composite
def rosters(draw: st.DrawFn) -> Roster:
    """Any small roster that hangs together, with fixed pairs that may be and pairs before."""
    mentor_ids = [f"m{number}" for number in range(draw(st.integers(0, 3)))]
    driver_ids = [f"d{number}" for number in range(draw(st.integers(0, 4)))]

    def some(values: list[str] | tuple[str, ...], most: int = 2) -> tuple[str, ...]:
        return tuple(draw(st.lists(st.sampled_from(values), max_size=most, unique=True))) if values else ()

    drivers = []
    for id in driver_ids:
        wishes = some(mentor_ids)
        drivers.append(
            Driver(
                id, draw(st.sampled_from(UNITS)), some(mentor_ids, 1), draw(st.sampled_from(PLACES)), some(LANGUAGES), some(SUBJECTS), wishes,
                tuple(one for one in some(mentor_ids) if one not in wishes),
            )
        )  # fmt: skip
    mentors = []
    for id in mentor_ids:
        wishes = some(driver_ids)
        mentors.append(
            Mentor(
                id, draw(st.integers(0, 3)), draw(st.sampled_from(UNITS)), some(LANGUAGES), some(SUBJECTS), some(PLACES[:2]), wishes,
                tuple(one for one in some(driver_ids) if one not in wishes),
            )
        )  # fmt: skip
    before = tuple((id, draw(st.sampled_from([*mentor_ids, "gone"]))) for id in some((*driver_ids, "gone")))
    apart = tuple((id, draw(st.sampled_from(mentor_ids))) for id in some(driver_ids)) if mentor_ids else ()
    return Roster(tuple(drivers), tuple(mentors), (), before, apart)


def shuffled(roster: Roster, seed: int) -> Roster:
    """The same roster in another order."""
    chance = random.Random(seed)

    def mixed(given: tuple) -> tuple:  # type: ignore[type-arg]
        return tuple(chance.sample(given, len(given)))

    return replace(
        roster, drivers=mixed(roster.drivers), mentors=mixed(roster.mentors), fixed=mixed(roster.fixed), before=mixed(roster.before), apart=mixed(roster.apart),
    )  # fmt: skip
