"""The three small things every room leans on."""

import pytest

from nybrott.core.actor import VISITOR, Actor, system
from nybrott.core.lifecycle import Lifecycle, NoSuchStep
from nybrott.core.privacy import Personal
from nybrott.core.verdict import YES, Refused, Verdict, insist, no

DOOR = Lifecycle(
    "shut",
    {
        "open": (("shut",), "ajar"),
        "shut": (("ajar", "wide"), "shut"),
        "push": (("ajar",), "wide"),
        "nail": (("shut",), "nailed"),
    },
)


def test_an_actor_may_what_its_permissions_say_and_the_system_everything() -> None:
    kari = Actor(1, 2, "Kari", permissions=frozenset({"members.manage"}))
    assert [kari.may("members.manage"), kari.may("journal.read")] == [True, False]
    assert [VISITOR.may("journal.read"), system("Retention").may("journal.read")] == [False, True]
    assert [VISITOR.is_visitor, kari.is_visitor, system("Retention", 2).is_visitor] == [True, False, False]


@pytest.mark.parametrize(
    ("actor", "here", "supplier"),
    [
        (VISITOR, False, False),
        (Actor(1, 2, "Nobody here", permissions=frozenset()), False, False),
        (Actor(1, 2, "Observer", roles=frozenset({"observer"}), permissions=frozenset({"members.read"})), True, False),
        (Actor(1, 2, "Supplier", roles=frozenset({"supplier"})), False, True),
        (Actor(1, 2, "Guest", roles=frozenset({"contributor"})), False, False),
        (Actor(1, 2, "Both", roles=frozenset({"supplier", "driver"}), permissions=frozenset({"members.read"})), True, False),
        (Actor(1, None, "Of none", permissions=frozenset({"members.read", "host.manage"})), False, False),
        (Actor(1, None, "Of the host", permissions=frozenset({"host.manage"})), False, False),
        (Actor(None, 2, "Someone named", permissions=frozenset({"members.read"})), False, False),
        (system("Retention"), True, False),
        (system("Retention", 2), True, False),
    ],
    ids=lambda one: one.name or "visitor" if isinstance(one, Actor) else str(one),
)  # fmt: skip
def test_who_works_here_and_who_is_a_supplier_that_was_let_in(actor: Actor, here: bool, supplier: bool) -> None:
    assert (actor.works_here, actor.is_supplier) == (here, supplier)


def test_a_verdict_is_a_yes_or_a_no_with_its_reason() -> None:
    assert YES
    assert not no("Only an administrator may do this.")
    insist(YES)
    with pytest.raises(Refused) as refused:
        insist(no("Only an administrator may do this."))
    assert refused.value.reason == str(refused.value) == "Only an administrator may do this."


@pytest.mark.parametrize(("allowed", "reason"), [(True, "because"), (False, "")])
def test_a_no_without_a_reason_is_no_verdict(allowed: bool, reason: str) -> None:
    with pytest.raises(ValueError, match="a no needs its reason"):
        Verdict(allowed, reason)


def test_every_step_of_every_state() -> None:
    assert DOOR.states == ("shut", "ajar", "wide", "nailed")
    taken = {(verb, state): DOOR.after(verb, state) for state in DOOR.states for verb in DOOR.open_steps(state)}
    assert taken == {
        ("open", "shut"): "ajar", ("nail", "shut"): "nailed", ("shut", "ajar"): "shut", ("push", "ajar"): "wide", ("shut", "wide"): "shut",
    }  # fmt: skip
    for state in DOOR.states:
        for verb in {*DOOR.steps, "fly"} - set(DOOR.open_steps(state)):
            with pytest.raises(NoSuchStep, match=f"{verb} is no step from {state}"):
                DOOR.after(verb, state)


def test_a_lifecycle_draws_itself() -> None:
    drawn = DOOR.diagram().splitlines()
    assert drawn[:2] == ["stateDiagram-v2", "    [*] --> shut"]
    assert "    ajar --> shut: shut" in drawn
    assert drawn[-1] == "    nailed --> [*]"
    assert len(drawn) == 2 + 5 + 1


def test_a_state_no_way_leads_to_is_refused() -> None:
    with pytest.raises(ValueError, match="no way leads from shut to lost"):
        Lifecycle("shut", {"open": (("shut",), "ajar"), "find": (("lost",), "shut")})


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({}, "how many days"),
        ({"keep_days": 3, "kept_because": "x"}, "how many days"),
        ({"keep_days": 3}, "from which date"),
        ({"kept_because": "x"}, "how the person it is about is found"),
        ({"kept_because": "x", "person": "id", "withheld": {"password": "x"}}, "password is withheld"),
        ({"kept_because": "x", "person": "id", "blank": {"email": ""}}, "not among the fields"),
    ],
)
def test_personal_data_is_declared_whole(more: dict[str, object], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        Personal("people.User", {"name": "their name"}, purpose="To know who did what.", basis="public task", **more)  # type: ignore[arg-type]
