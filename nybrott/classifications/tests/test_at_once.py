"""Two people choose the class in the same moment: with the lock one choice follows the other, without it one of them falls."""

import pytest
from django.utils import timezone

from nybrott.classifications import actions
from nybrott.classifications.actions import deciding
from nybrott.classifications.models import ClassChoice
from nybrott.people.tests.factories import an_organisation
from nybrott.people.tests.racing import at_once, meet_before
from nybrott.procurements.models import Procurement
from nybrott.procurements.tests.factories import a_buyer, a_procurement


def raced(monkeypatch: pytest.MonkeyPatch, bought: Procurement, *, patience: float) -> list[str]:
    """What became of two choices; each waits so many seconds, with nothing left to do but write, for the other to come as far."""
    buyer = a_buyer(bought.organisation)

    def choose(klass: str) -> ClassChoice:
        return actions.choose_class(actor=buyer, procurement=bought, klass=klass, reason=klass, now=timezone.now())

    with monkeypatch.context() as patched:
        meet_before("create", patched, of=ClassChoice.objects, patience=patience)
        return at_once(lambda: choose("none"), lambda: choose("innovative-solution"))


@pytest.mark.django_db(transaction=True)
def test_two_choices_at_once_follow_each_other_with_the_lock_and_one_falls_without(monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    bought = a_procurement(an_organisation())
    assert raced(monkeypatch, bought, patience=0.3) == ["done", "done"]
    assert sorted(ClassChoice.objects.values_list("current", flat=True)) == [False, True]
    other = a_procurement(bought.organisation)
    with monkeypatch.context() as off:
        off.setattr(deciding, "hold", lambda one: one)
        assert raced(off, other, patience=60) == ["done", "the database broke it off"]
    assert ClassChoice.objects.filter(procurement=other, current=True).count() == 1, "the database lets no second one be current"  # fmt: skip
