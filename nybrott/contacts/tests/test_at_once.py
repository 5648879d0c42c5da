"""Two colleagues ask the same organisation in one moment when one request is left: with the lock one of them may, without it both do."""

import contextlib
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
from django.utils import timezone

from nybrott.contacts import actions, rules
from nybrott.contacts.models import Talk
from nybrott.contacts.tests.factories import ABOUT, a_talk, two_in_a_network
from nybrott.core.verdict import Verdict
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import an_actor
from nybrott.people.tests.racing import at_once, without_lock


def raced(monkeypatch: pytest.MonkeyPatch, asks: Organisation, asked: Organisation) -> list[str]:
    """What two came to, who had both been allowed before either was written down, or had waited for the other."""
    together, room = Barrier(2), rules.room_for_more

    def slow(*given: Any) -> Verdict:
        verdict = room(*given)
        with contextlib.suppress(BrokenBarrierError):
            together.wait(0.7)
        return verdict

    buyers = [an_actor(asks, "buyer") for _ in range(2)]
    with monkeypatch.context() as patched:
        patched.setattr(rules, "room_for_more", slow)
        return at_once(*(lambda buyer=buyer: actions.ask_contact(actor=buyer, organisation=asked, about=ABOUT, text="Hei", now=timezone.now()) for buyer in buyers))  # type: ignore[misc]  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_the_last_request_is_taken_by_one_with_the_lock_and_by_both_without(monkeypatch: pytest.MonkeyPatch) -> None:
    asks, asked = two_in_a_network()
    for _ in range(rules.MOST_OPEN - 1):
        a_talk(asks, asked)
    came = raced(monkeypatch, asks, asked)
    assert came.count("done") == 1
    assert Talk.objects.count() == rules.MOST_OPEN
    Talk.objects.latest("pk").delete()
    with monkeypatch.context() as off:
        without_lock(off)
        assert raced(off, asks, asked) == ["done", "done"]
    assert Talk.objects.count() == rules.MOST_OPEN + 1, "one more than anybody may"
