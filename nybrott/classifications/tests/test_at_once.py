"""Two people choose the class in the same moment: with the lock one choice follows the other, without it one of them falls."""

import contextlib
from threading import Barrier, BrokenBarrierError, Thread

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from nybrott.classifications import actions, rules
from nybrott.classifications.actions import deciding
from nybrott.classifications.models import ClassChoice
from nybrott.core.verdict import Verdict
from nybrott.people.tests.factories import an_organisation
from nybrott.procurements.models import Procurement
from nybrott.procurements.tests.factories import a_buyer, a_procurement


def raced(monkeypatch: pytest.MonkeyPatch, bought: Procurement, *, patience: float) -> list[str]:
    """What became of two choices that were both allowed before either was written; each waits so many seconds for the other to be allowed too."""
    together, became, buyer = Barrier(2), [], a_buyer(bought.organisation)
    may_choose = rules.may_choose

    def slow(*given: object) -> Verdict:
        verdict = may_choose(*given)  # type: ignore[arg-type]
        with contextlib.suppress(BrokenBarrierError):
            together.wait(patience)
        return verdict

    def one(klass: str) -> None:
        try:
            actions.choose_class(actor=buyer, procurement=bought, klass=klass, reason=klass, now=timezone.now())
            became.append("chosen")
        except IntegrityError:
            became.append("fell")
        finally:
            connection.close()

    with monkeypatch.context() as patched:
        patched.setattr(rules, "may_choose", slow)
        threads = [Thread(target=one, args=[klass]) for klass in ("none", "innovative-solution")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return sorted(became)


@pytest.mark.django_db(transaction=True)
def test_two_choices_at_once_follow_each_other_with_the_lock_and_one_falls_without(monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    bought = a_procurement(an_organisation())
    assert raced(monkeypatch, bought, patience=0.3) == ["chosen", "chosen"]
    assert sorted(ClassChoice.objects.values_list("current", flat=True)) == [False, True]
    other = a_procurement(bought.organisation)
    with monkeypatch.context() as off:
        off.setattr(deciding, "hold", lambda one: one)
        assert raced(off, other, patience=60) == ["chosen", "fell"]
    assert ClassChoice.objects.filter(procurement=other, current=True).count() == 1, "the database lets no second one be current"  # fmt: skip
