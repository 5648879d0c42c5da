"""Two people change a goal in the same moment: with the lock the later is told, without it the first one's words are lost."""

import contextlib
from threading import Barrier, BrokenBarrierError, Thread

import pytest
from django.db import connection
from django.utils import timezone

from nybrott.core.verdict import Verdict
from nybrott.goals import actions, rules
from nybrott.goals.actions import Changed
from nybrott.goals.models import Goal
from nybrott.goals.tests.factories import a_goal, some_words
from nybrott.people.tests.factories import an_actor, an_organisation


def raced(monkeypatch: pytest.MonkeyPatch, goal: Goal, *, patience: float) -> list[str]:
    """What each of two got when both had been allowed before either had saved, or had waited so many seconds for the other."""
    together, told = Barrier(2), []
    may_change, leaders = rules.may_change, [an_actor(goal.organisation, "leader") for _ in range(2)]

    def slow(*given: object) -> Verdict:
        verdict = may_change(*given)  # type: ignore[arg-type]
        with contextlib.suppress(BrokenBarrierError):
            together.wait(patience)
        return verdict

    def one(number: int) -> None:
        said = some_words(why=f"Fordi {number}.")
        try:
            actions.change_goal(actor=leaders[number], goal=goal, said=said, version=goal.version, now=timezone.now())
            told.append("saved")
        except Changed:
            told.append("told")
        finally:
            connection.close()

    with monkeypatch.context() as patched:
        patched.setattr(rules, "may_change", slow)
        threads = [Thread(target=one, args=[number]) for number in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    goal.refresh_from_db()
    return sorted(told)


@pytest.mark.django_db(transaction=True)
def test_the_later_of_two_is_told_with_the_lock_and_takes_the_others_words_without(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    goal = a_goal(an_organisation())
    assert raced(monkeypatch, goal, patience=0.4) == ["saved", "told"]
    assert goal.version == 2
    with monkeypatch.context() as off:
        off.setattr(actions, "_held", lambda one: Goal.objects.select_related("owner", "organisation").get(pk=one.pk))
        assert raced(off, goal, patience=60) == ["saved", "saved"]
    assert goal.version == 3, "two changes, and one of them lost"
