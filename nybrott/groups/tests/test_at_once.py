"""Two at once: a text changes while another approves, the last place goes once, two decisions get two numbers."""

import contextlib
from collections.abc import Callable

import pytest
from django.utils import timezone

from nybrott.challenges.tests.factories import a_challenge
from nybrott.groups import actions, queries
from nybrott.groups.actions import Changed
from nybrott.groups.actions import groups as locking
from nybrott.groups.models import Addition, Approval, BuyersGroup, GroupDecision, OwnNeed, Party
from nybrott.groups.rules import Decided
from nybrott.groups.tests.factories import NOW
from nybrott.groups.tests.test_groups import TEXT, World, a_world
from nybrott.people.tests.racing import at_once, meet_before_each

pytestmark = pytest.mark.django_db(transaction=True)


def raced(monkeypatch: pytest.MonkeyPatch, *acts: Callable[[], object], patience: float, at: tuple[tuple[object, str], ...]) -> list[str]:  # fmt: skip
    """What each got when all had read what they go by before any had saved, or had waited so many seconds for the others. `at`: before whose deed each waits."""
    with monkeypatch.context() as patched:
        meet_before_each(patched, *at, people=len(acts), patience=patience)
        came = at_once(*acts)
    words = {"the database broke it off": "broken", repr(Changed()): "told"}
    return sorted(words.get(one, "told" if one.endswith(".") else one) for one in came)  # a reason is a sentence


@contextlib.contextmanager
def unlocked(monkeypatch: pytest.MonkeyPatch) -> "contextlib.AbstractContextManager[None]":  # type: ignore[misc]
    """The lock off."""
    with monkeypatch.context() as off:
        off.setattr(
            locking,
            "_locked",
            lambda one: BuyersGroup.objects.select_related("lead", "network", "dialogue").get(pk=one.pk),
        )
        yield


def test_an_approval_is_never_of_a_text_that_changed_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    def race(patience: float) -> tuple[list[str], bool]:
        world = a_world()
        actions.write_common_text(actor=world.lead, group=world.group, said=TEXT, revision=0, now=NOW)
        told = raced(
            monkeypatch,
            lambda: actions.add_beside(actor=world.lead, group=world.group, kind="other", text="Nytt", now=NOW),
            lambda: actions.approve_text(actor=world.member, group=world.group, revision=1, now=NOW),
            patience=patience,
            # one has let the approvals of before lapse, the other has seen that the text is what it approves
            at=((Addition.objects, "create"), (Approval.objects, "get_or_create")),
        )
        return told, Approval.objects.filter(group=world.group, lapsed_at=None, revision=1).exists()

    told, holds = race(0.4)
    assert not holds, told
    with unlocked(monkeypatch):
        assert race(60) == (["done", "done"], True), "without the lock an approval holds of a text that changed"


def test_the_last_place_goes_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def race(patience: float) -> tuple[list[str], int]:
        world = a_world(most=3)
        told = raced(
            monkeypatch,
            lambda: actions.answer_group(actor=world.asked, group=world.group, accepts=True, now=NOW),
            lambda: actions.become_member(actor=world.observer, group=world.group, now=NOW),
            patience=patience,
            at=((Party, "save"),),
        )
        return told, queries.members_count(world.group)

    assert race(0.4) == (["done", "told"], 3)
    with unlocked(monkeypatch):
        assert race(60)[1] == 4, "one too many without the lock"


def test_two_decisions_at_once_get_two_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    def race(patience: float) -> tuple[list[str], list[int]]:
        world: World = a_world()
        said = Decided("Noe", "Fordi", timezone.localdate(NOW), "Møtet")
        told = raced(
            monkeypatch,
            lambda: actions.enter_decision(actor=world.lead, group=world.group, said=said, now=NOW),
            lambda: actions.enter_decision(actor=world.member, group=world.group, said=said, now=NOW),
            patience=patience,
            at=((GroupDecision.objects, "create"),),
        )
        return told, list(GroupDecision.objects.filter(group=world.group).values_list("number", flat=True))

    assert race(0.4) == (["done", "done"], [1, 2])
    with unlocked(monkeypatch):
        assert race(60) == (["broken", "done"], [1]), "the database refuses what the lock orders"


def test_two_who_link_the_same_challenge_link_it_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def race(patience: float) -> tuple[list[str], int]:
        world = a_world()
        ours = a_challenge(world.lead)
        told = raced(
            monkeypatch,
            *(
                lambda: actions.say_own_needs(actor=world.lead, group=world.group, challenges=[ours], now=NOW)
                for _ in range(2)
            ),
            patience=patience,
            at=((OwnNeed.objects, "create"),),
        )
        return told, OwnNeed.objects.filter(group=world.group).count()

    assert race(0.4) == (["done", "done"], 1)
    with unlocked(monkeypatch):
        assert race(60) == (["broken", "done"], 1), "the database refuses what the lock orders"
