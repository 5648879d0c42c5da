"""Whoever is paired may be; as many as can be are; the same people give the same pairs; every answer says why."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nybrott.core.pairing import Driver, Mentor, PairingError, Roster, propose, read, written
from nybrott.core.pairing.people import managers_above
from nybrott.core.pairing.proposing import Change, Moved, Parted
from nybrott.core.pairing.scoring import barriers, load_costs
from nybrott.core.pairing.tests.factories import a_roster, rosters, shuffled


def pairs(roster: Roster) -> dict[str, str]:
    return {pair.driver: pair.mentor for pair in propose(roster).pairs()}


@given(rosters())
def test_no_hard_rule_is_ever_broken(roster: Roster) -> None:
    found = propose(roster)
    managers = managers_above(roster.drivers)
    mentors = {one.id: one for one in roster.mentors}
    drivers = {one.id: one for one in roster.drivers}
    for pair in found.pairs():
        assert not barriers(drivers[pair.driver], mentors[pair.mentor], managers[pair.driver])
        assert (pair.driver, pair.mentor) not in roster.apart
    assert all(load <= mentors[id].capacity for id, load in found.loads().items())
    assert {pair.driver for pair in found.pairs()} | {one.driver for one in found.left()} == set(drivers)


@given(rosters(), st.integers(0, 99))
def test_the_order_they_are_written_in_changes_nothing(roster: Roster, seed: int) -> None:
    assert written(propose(shuffled(roster, seed))) == written(propose(roster))


@given(rosters(), st.data())
def test_a_change_by_hand_costs_what_is_told(roster: Roster, data: st.DataObject) -> None:
    if not roster.drivers or not roster.mentors:
        return
    found = propose(roster)
    driver = data.draw(st.sampled_from(roster.drivers)).id
    mentor = data.draw(st.sampled_from(roster.mentors)).id
    told = found.change(driver, mentor)
    if told.barred:
        with pytest.raises(PairingError, match=told.barred[0] if told.barred != ("no-room",) else "places"):
            propose(replace(roster, fixed=((driver, mentor),)))
        return
    anew = propose(replace(roster, fixed=((driver, mentor),)))
    assert anew.mentor_of(driver) == mentor
    assert (told.left, told.points) == (
        len(list(anew.left())) - len(list(found.left())), found.points - anew.points,
    )  # fmt: skip


@given(rosters())
def test_whoever_is_left_is_told_the_truth(roster: Roster) -> None:
    found = propose(roster)
    places = {one.id: one.capacity for one in roster.mentors}
    for left in found.left():
        if left.code == "full":
            assert sum(places[id] for id in left.mentors) == left.places < left.drivers
            assert not set(left.barred) & set(left.mentors) or left.drivers > 1
        else:
            assert set(left.barred) == set(places)
            assert (left.code == "no-mentors") == (not places)


A = Driver("anna", "home-care", ("leader",), "Nes", ("nn", "nb"), ("needs", "law"), ("kari", "ola"))
KARI = Mentor("kari", 1, "school", ("nb", "nn"), ("needs", "law"), ("Nes",), ("anna",))
OLA = Mentor("ola", 2, "roads", ("nb",), ("benefits",))


def test_a_pair_says_what_speaks_for_it() -> None:
    (pair,) = propose(Roster((A,), (KARI, OLA))).pairs()
    assert pair.mentor == "kari"
    assert {(one.code, one.points) for one in pair.reasons} == {
        ("wish", 40), ("mentor-wish", 20), ("subject", 30), ("place", 12), ("language", 6),
    }  # fmt: skip
    told = {one.code: one.facts for one in pair.reasons}
    assert (told["wish"], told["subject"], told["place"], told["language"]) == (
        {"wish": 1}, {"subjects": ("needs", "law")}, {"place": "Nes"}, {"language": "nn"},
    )  # fmt: skip
    assert (pair.points, pair.given_up) == (108, ())


def test_what_was_given_up_says_what_it_would_cost_and_who_would_move() -> None:
    per = Driver("per", "library", wishes=("kari",), subjects=("needs",), languages=("nb",))
    found = propose(Roster((A, per), (KARI, OLA)))
    assert {pair.driver: pair.mentor for pair in found.pairs()} == {"anna": "kari", "per": "ola"}
    (_anna, pair) = found.pairs()
    (given_up,) = pair.given_up
    # per gains a wish and a subject and loses nothing he has with ola; anna falls to her second wish
    assert given_up == Change("per", "kari", 108 - 32 - 55, 0, (Moved("anna", "kari", "ola"),))
    assert pair.others == (given_up,)


@pytest.mark.parametrize(
    ("driver", "mentor", "code"),
    [
        (replace(A, unit="school"), KARI, "same-unit"),
        (replace(A, managers=("kari",)), KARI, "line-manager"),
        (replace(A, languages=("se",)), KARI, "no-common-language"),
        (A, replace(KARI, capacity=0), "no-hours"),
        (replace(A, id="kari", wishes=()), replace(KARI, wishes=()), "oneself"),
    ],
)
def test_a_hard_rule_leaves_somebody_without_and_says_which(driver: Driver, mentor: Mentor, code: str) -> None:
    found = propose(
        Roster((replace(driver, wishes=()),), (mentor if code == "oneself" else replace(mentor, wishes=()),))
    )
    (left,) = found.left()
    assert (left.code, left.barred) == ("barred", {"kari": (code,)})
    assert list(found.pairs()) == []
    assert found.change(driver.id, "kari").barred == (code,)
    with pytest.raises(PairingError, match=code):
        propose(Roster((replace(driver, wishes=()),), (replace(mentor, wishes=()),), ((driver.id, "kari"),)))


def test_who_said_no_is_not_proposed_again_and_that_is_read_from_json() -> None:
    said = {
        "drivers": [{"id": "anna", "wishes": ["kari"]}], "mentors": [{"id": "kari", "capacity": 2}, {"id": "ola", "capacity": 2}],
        "apart": [{"driver": "anna", "mentor": "kari"}],
    }  # fmt: skip
    (pair,) = propose(read(said)).pairs()
    assert (pair.mentor, [one.barred for one in pair.given_up]) == ("ola", [("apart",)])


def test_a_manager_of_a_manager_is_a_manager_too() -> None:
    people = (Driver("anna", managers=("per",)), Driver("per", managers=("kari",)))
    assert pairs(Roster(people, (Mentor("kari", 5),))) == {}
    with pytest.raises(PairingError, match=r"circle: anna → per → anna"):
        propose(Roster((people[0], Driver("per", managers=("anna",))), ()))
    with pytest.raises(PairingError, match=r"circle: anna → anna"):
        propose(Roster((Driver("anna", managers=("anna",)),), ()))


def test_unknown_units_and_languages_shut_nobody_out() -> None:
    assert pairs(Roster((Driver("anna"),), (Mentor("kari", 1, "school", ("nb",)),))) == {"anna": "kari"}
    assert pairs(Roster((Driver("anna", "school", languages=("nb",)),), (Mentor("kari", 1),))) == {"anna": "kari"}


def test_everyone_gets_a_mentor_before_anyone_gets_a_better_one() -> None:
    per = Driver("per", rather_not=("kari",), languages=("nn",))
    kari, ola = replace(KARI, rather_not=("per",)), replace(OLA, capacity=1)
    anna = replace(A, managers=())
    # per speaks nynorsk only, so ola is not for him; anna gives up her first wish
    assert pairs(Roster((anna, per), (kari, ola))) == {"anna": "ola", "per": "kari"}


def test_whoever_competes_for_too_few_places_is_told() -> None:
    nynorsk = tuple(Driver(f"d{number}", languages=("nn",)) for number in range(3))
    free = Mentor("ola", 4, languages=("nb",))
    found = propose(Roster(nynorsk, (Mentor("kari", 2, languages=("nn",)), free)))
    (left,) = found.left()
    assert (left.driver, left.code, left.mentors, left.places, left.drivers) == ("d2", "full", ("kari",), 2, 3)
    assert left.barred == {"ola": ("no-common-language",)}


def test_load_is_shared_by_places() -> None:
    drivers = tuple(Driver(f"d{number}") for number in range(6))
    assert propose(Roster(drivers, (Mentor("few", 3), Mentor("many", 6)))).loads() == {"few": 2, "many": 4}
    assert sum(load_costs(6, 8)) == pytest.approx(48, abs=3)
    assert load_costs(0, 8) == []


@given(st.integers(1, 100), st.integers(0, 1000))
def test_a_place_never_costs_less_than_the_one_before(capacity: int, points: int) -> None:
    costs = load_costs(capacity, points)
    assert costs == sorted(costs)
    assert len(costs) == capacity


def test_when_somebody_leaves_the_others_keep_theirs() -> None:
    roster = a_roster(60, 10)
    first = pairs(roster)
    before = tuple(first.items())
    gone_driver = propose(replace(roster, drivers=roster.drivers[1:], mentors=without(roster, "d0000"), before=before))
    assert {pair.driver: pair.mentor for pair in gone_driver.pairs()} == {
        id: at for id, at in first.items() if id != "d0000"
    }
    assert list(gone_driver.parted()) == [Parted("d0000", first["d0000"], "driver-left")]
    gone = roster.mentors[0].id
    left_over = replace(
        roster, mentors=roster.mentors[1:], before=before,
        drivers=tuple(replace(one, wishes=tuple(w for w in one.wishes if w != gone)) for one in roster.drivers),
    )  # fmt: skip
    again = {pair.driver: pair.mentor for pair in propose(left_over).pairs()}
    moved = {id for id, at in first.items() if again.get(id) != at}
    theirs = {id for id, at in first.items() if at == gone}
    assert theirs <= moved
    assert len(moved - theirs) <= len(theirs) // 2


def without(roster: Roster, driver: str) -> tuple[Mentor, ...]:
    return tuple(replace(one, wishes=tuple(w for w in one.wishes if w != driver)) for one in roster.mentors)


def test_a_fixed_pair_stands_and_parts_one_that_stood() -> None:
    found = propose(Roster((A,), (KARI, OLA), (("anna", "ola"),), (("anna", "kari"),)))
    (pair,) = found.pairs()
    assert (pair.mentor, pair.fixed, [one.barred for one in pair.given_up]) == ("ola", True, [("fixed",)])
    assert list(found.parted()) == [Parted("anna", "kari", "better")]
    barred = propose(Roster((replace(A, unit="school"),), (KARI, OLA), before=(("anna", "kari"),)))
    assert list(barred.parted()) == [Parted("anna", "kari", "barred", ("same-unit",))]


def test_nobody_at_all_is_no_trouble() -> None:
    assert written(propose(Roster((), ()))) == {
        "pairs": [], "left": [], "mentors": [], "parted": [], "total": {"paired": 0, "left": 0, "points": 0}, "optimal": True,
        "weights": propose(Roster((), ())).weights.version,
    }  # fmt: skip
    (left,) = propose(Roster((Driver("anna"),), ())).left()
    assert left.code == "no-mentors"


@pytest.mark.parametrize(
    ("roster", "said"),
    [
        (Roster((A, A), (KARI, OLA)), "drivers: anna stands twice"),
        (Roster((A,), (KARI, KARI, OLA)), "mentors: kari stands twice"),
        (Roster((A,), (KARI,)), "drivers, anna, wishes: there is no mentor ola"),
        (Roster((), (KARI,)), "mentors, kari, wishes: there is no driver anna"),
        (
            Roster((replace(A, rather_not=("kari",)),), (KARI, OLA)),
            "anna: kari stands among the wishes and among rather_not",
        ),
        (Roster((A,), (KARI, replace(OLA, capacity=-1))), "mentors, ola: capacity is a whole number from 0 to 100"),
        (Roster((A,), (KARI, OLA), (("anna", "eva"),)), "fixed: there is no mentor eva"),
        (Roster((A,), (KARI, OLA), (("eva", "ola"),)), "fixed: there is no driver eva"),
        (Roster((A,), (KARI, OLA), (("anna", "ola"), ("anna", "kari"))), "fixed: anna stands twice"),
        (Roster((A,), (KARI, OLA), (), (("anna", "ola"), ("anna", "kari"))), "before: anna stands twice"),
        (
            Roster((A, Driver("per")), (KARI, OLA), (("anna", "kari"), ("per", "kari"))),
            "fixed: kari has 1 places and 2 fixed drivers",
        ),
        (Roster(tuple(Driver(str(n)) for n in range(5_000)), ()), "5000 drivers and 0 mentors: at most 2000 and 200"),
    ],
)
def test_what_does_not_hang_together_is_refused_with_the_place(roster: Roster, said: str) -> None:
    with pytest.raises(PairingError) as refused:
        propose(roster)
    assert said in str(refused.value)


def test_two_hundred_to_thirty_is_solved_and_the_prices_prove_it() -> None:
    roster = a_roster(200, 30)
    found = propose(roster)
    assert sum(found.loads().values()) == 200
    prices = found.prices
    for pair in found.pairs():
        for other in pair.others:
            assert other.points >= 0
    assert all(price >= 0 for price in prices.values())
    assert [pair.mentor for pair in found.pairs()] == [pair.mentor for pair in propose(shuffled(roster, 3)).pairs()]
