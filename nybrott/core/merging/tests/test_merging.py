"""Taking in somebody else's changes: by example, and for any documents."""

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nybrott.core.merging import changes, difference, offers, settle, value_at
from nybrott.core.merging.pieces import ORDER, changed
from nybrott.core.merging.settling import agreed

BASE: dict[str, Any] = {
    "names": {"nb": "Program", "nn": "Program"},
    "roles": [
        {"id": "driver", "names": {"nb": "Pådriver"}, "hours": 40},
        {"id": "mentor", "names": {"nb": "Veileder"}, "hours": 30},
        {"id": "leader", "names": {"nb": "Leder"}, "hours": 5},
    ],
}


def edited(*steps: tuple[str, Any], of: Any = BASE) -> Any:
    found = of
    for path, value in steps:
        found = changed(found, tuple(path.split("/")), value, None)
    return found


def test_what_nobody_changed_here_is_offered_without_a_clash() -> None:
    theirs = edited(("roles/driver/hours", 50))
    (offer,) = offers(BASE, BASE, theirs)
    assert (offer.path, offer.base, offer.ours, offer.theirs, offer.clash) == (
        ("roles", "driver", "hours"), 40, 40, 50, False,
    )  # fmt: skip


def test_what_was_changed_on_both_sides_clashes_and_a_third_can_be_written() -> None:
    ours, theirs = edited(("roles/driver/hours", 20)), edited(("roles/driver/hours", 50))
    (offer,) = offers(BASE, ours, theirs)
    assert (offer.ours, offer.theirs, offer.clash) == (20, 50, True)
    base, third = settle(BASE, ours, theirs, offer.path, 35)
    assert value_at(third, offer.path) == 35
    assert offers(base, third, theirs) == ()
    assert offers(base, third, edited(("roles/driver/hours", 60)))[0].base == 50


def test_the_same_change_on_both_sides_needs_no_decision() -> None:
    both = edited(("roles/driver/hours", 50))
    assert offers(BASE, both, both) == ()
    assert agreed(BASE, both, both) == both


def test_a_thing_that_came_stands_where_it_stands_there() -> None:
    theirs = copy.deepcopy(BASE)
    theirs["roles"].insert(1, {"id": "lead", "hours": 100})
    (offer,) = offers(BASE, BASE, theirs)
    assert (offer.path, offer.base, offer.ours) == (("roles", "lead"), None, None)
    _base, ours = settle(BASE, BASE, theirs, offer.path, offer.theirs)
    assert ours == theirs


def test_a_thing_that_went_there_and_was_changed_here_clashes() -> None:
    ours, theirs = edited(("roles/mentor/hours", 10)), edited(("roles/mentor", None))
    (offer,) = offers(BASE, ours, theirs)
    assert (offer.theirs, offer.clash) == (None, True)
    _base, without = settle(BASE, ours, theirs, offer.path, None)
    assert without == theirs


def test_a_change_inside_what_was_removed_here_is_offered_as_the_whole_thing_once() -> None:
    ours = edited(("roles/mentor", None))
    theirs = edited(("roles/mentor/hours", 10), ("roles/mentor/names/nb", "Mentor"))
    (offer,) = offers(BASE, ours, theirs)
    assert (offer.path, offer.ours, offer.clash) == (("roles", "mentor"), None, True)
    base, back = settle(BASE, ours, theirs, offer.path, offer.theirs)
    assert value_at(back, ("roles", "mentor", "hours")) == 10
    assert [one["id"] for one in back["roles"]] == ["driver", "mentor", "leader"]
    assert offers(base, back, theirs) == ()


def test_a_change_inside_a_text_that_was_removed_here_is_offered_as_the_whole_text() -> None:
    ours = edited(("roles/mentor/names", None))
    theirs = edited(("roles/mentor/names/nb", "Mentor"))
    (offer,) = offers(BASE, ours, theirs)
    assert (offer.path, offer.ours, offer.theirs) == (("roles", "mentor", "names"), None, {"nb": "Mentor"})
    base, back = settle(BASE, ours, theirs, offer.path, offer.theirs)
    assert back == theirs == base


def test_another_order_is_one_piece() -> None:
    theirs = {**BASE, "roles": list(reversed(BASE["roles"]))}
    (offer,) = offers(BASE, BASE, theirs)
    assert offer.path == ("roles", ORDER)
    _base, ours = settle(BASE, BASE, theirs, offer.path, offer.theirs)
    assert ours == theirs


def test_a_language_that_came_is_a_piece() -> None:
    theirs = edited(("names/en", "Programme"))
    (offer,) = offers(BASE, BASE, theirs)
    assert (offer.path, offer.ours, offer.theirs) == (("names", "en"), None, "Programme")


def test_a_path_that_leads_nowhere_is_told() -> None:
    for path in (("roles", "nobody", "hours"), ("names", "nb", "x"), ("sizes", ORDER), ("x", "y")):
        with pytest.raises(LookupError):
            settle(BASE, BASE, BASE, path, "x")


def test_words() -> None:
    assert [(one.kind, one.text) for one in changes("førti timer i året", "femti timer i året")] == [
        ("taken", "førti"), ("added", "femti"), ("kept", " timer i året"),
    ]  # fmt: skip


# --- for any documents ---

_IDS = st.sampled_from("abcde")
_THING = st.fixed_dictionaries(
    {"hours": st.integers(0, 2)}, optional={"names": st.dictionaries(st.sampled_from(["nb", "nn"]), st.sampled_from("xyz"), min_size=1)}
)  # fmt: skip


@st.composite
def documents(draw: st.DrawFn) -> Any:
    ids = draw(st.lists(_IDS, unique=True))
    return {
        "names": draw(st.dictionaries(st.sampled_from(["nb", "nn", "en"]), st.sampled_from("xyz"), min_size=1)),
        "people": draw(st.lists(st.integers(1, 3), min_size=2, max_size=2)),
        "roles": [{"id": id, **draw(_THING)} for id in ids],
    }


def settled(base: Any, ours: Any, theirs: Any, choose: Any, chance: Any = None) -> tuple[Any, Any]:
    base = agreed(base, ours, theirs)
    for _round in range(200):
        found = list(offers(base, ours, theirs))
        if not found:
            return base, ours
        if chance is not None:
            chance.shuffle(found)
        base, ours = settle(base, ours, theirs, found[0].path, choose(found[0]))
    raise AssertionError("it never ends")


@given(documents(), documents(), st.randoms())
def test_taking_all_when_nothing_was_changed_here_gives_theirs(base: Any, theirs: Any, chance: Any) -> None:
    new_base, ours = settled(base, base, theirs, lambda offer: offer.theirs, chance)
    assert new_base == theirs
    assert ours == theirs
    assert [one["id"] for one in ours["roles"]] == [one["id"] for one in theirs["roles"]]


@given(documents(), documents(), documents(), st.randoms())
def test_keeping_all_changes_nothing_here_and_is_not_offered_again(
    base: Any, ours: Any, theirs: Any, chance: Any
) -> None:
    new_base, kept = settled(base, ours, theirs, lambda offer: offer.ours, chance)
    assert kept == ours
    assert offers(new_base, kept, theirs) == ()


@given(documents(), documents(), documents(), st.integers(0, 2**30), st.randoms(), st.randoms())
def test_the_order_in_which_pieces_are_settled_does_not_matter(
    base: Any, ours: Any, theirs: Any, seed: int, one: Any, other: Any
) -> None:
    def choose(offer: Any) -> Any:
        return offer.theirs if (hash(offer.path[:2]) ^ seed) % 2 else offer.ours

    a, b = settled(base, ours, theirs, choose, one)[1], settled(base, ours, theirs, choose, other)[1]
    assert sorted_things(a) == sorted_things(b)


def sorted_things(document: Any) -> Any:
    return {**document, "roles": sorted(document["roles"], key=lambda one: one["id"])}


@given(documents(), documents(), documents())
def test_what_they_did_not_touch_stays_as_it_is_here(base: Any, ours: Any, theirs: Any) -> None:
    touched = {piece.path for piece in difference(base, theirs)}
    before = copy.deepcopy((base, ours, theirs))
    _base, after = settled(base, ours, theirs, lambda offer: offer.theirs)
    for piece in difference(ours, after):
        assert piece.path[-1] == ORDER or any(
            piece.path[: len(path)] == path or path[: len(piece.path)] == piece.path for path in touched
        )
    assert (base, ours, theirs) == before, "nothing given is changed"


@given(documents(), documents())
def test_nothing_new_nothing_offered_and_a_difference_leads_from_one_to_the_other(base: Any, other: Any) -> None:
    assert offers(base, other, base) == ()
    assert (difference(base, other) == ()) == (base == other)
    assert difference(base, base) == ()


@given(st.text(max_size=60), st.text(max_size=60))
def test_words_lead_from_one_text_to_the_other(before: str, after: str) -> None:
    found = changes(before, after)
    assert "".join(one.text for one in found if one.kind != "taken") == after
    assert "".join(one.text for one in found if one.kind != "added") == before
