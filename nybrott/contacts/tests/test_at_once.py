"""Two colleagues ask the same organisation in one moment when one request is left: with the lock one of them may, without it both do."""

import pytest
from django.utils import timezone

from nybrott.contacts import actions, rules
from nybrott.contacts.models import Talk
from nybrott.contacts.tests.factories import ABOUT, a_talk, two_in_a_network
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import an_actor
from nybrott.people.tests.racing import at_once, meet_before, without_lock


def raced(monkeypatch: pytest.MonkeyPatch, asks: Organisation, asked: Organisation, *, patience: float) -> list[str]:
    """What two came to, who had both been allowed before either was written down, or had waited so many seconds for the other."""
    buyers = [an_actor(asks, "buyer") for _ in range(2)]
    with monkeypatch.context() as patched:
        meet_before("create", patched, of=Talk.objects, patience=patience)
        return at_once(*(lambda buyer=buyer: actions.ask_contact(actor=buyer, organisation=asked, about=ABOUT, text="Hei", now=timezone.now()) for buyer in buyers))  # type: ignore[misc]  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_the_last_request_is_taken_by_one_with_the_lock_and_by_both_without(monkeypatch: pytest.MonkeyPatch) -> None:
    asks, asked = two_in_a_network()
    for _ in range(rules.MOST_OPEN - 1):
        a_talk(asks, asked)
    came = raced(monkeypatch, asks, asked, patience=0.3)
    assert came.count("done") == 1
    assert Talk.objects.count() == rules.MOST_OPEN
    Talk.objects.latest("pk").delete()
    with monkeypatch.context() as off:
        without_lock(off)
        assert raced(off, asks, asked, patience=60) == ["done", "done"]
    assert Talk.objects.count() == rules.MOST_OPEN + 1, "one more than anybody may"
