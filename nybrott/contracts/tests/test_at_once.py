"""Two people decide about the same pilot in the same moment: with the lock the later one is told, without it the first decision is written over."""

import contextlib
from threading import Barrier, BrokenBarrierError, Thread

import pytest
from django.db import connection
from django.utils import timezone
from django.utils.translation import override

from nybrott.contracts import actions, rules
from nybrott.contracts.actions import deciding
from nybrott.contracts.models import Contract
from nybrott.contracts.tests.factories import ANSWERS, a_contract, owner_of
from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused, Verdict
from nybrott.journal.models import Entry
from nybrott.people.tests.factories import an_actor, an_organisation


def raced(monkeypatch: pytest.MonkeyPatch, one: Contract, people: dict[str, Actor], *, patience: float) -> list[str]:
    """What each got when both had been allowed before either had decided; each waits so many seconds for the other to be allowed too."""
    together, told = Barrier(len(people)), []
    may_decide = rules.may_decide

    def slow(*given: object) -> Verdict:
        verdict = may_decide(*given)  # type: ignore[arg-type]
        with contextlib.suppress(BrokenBarrierError):
            together.wait(patience)
        return verdict

    def act(course: str, actor: Actor) -> None:
        try:
            with override("en"):  # a thread has no language of its own
                told.append(actions.decide(actor=actor, contract=one, course=course, reason="Fordi.", now=timezone.now()).course)  # fmt: skip
        except Refused as trouble:
            told.append(trouble.reason[:15])
        finally:
            connection.close()

    with monkeypatch.context() as patched:
        patched.setattr(rules, "may_decide", slow)
        threads = [Thread(target=act, args=said) for said in people.items()]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return sorted(told)


@pytest.mark.django_db(transaction=True)
def test_two_who_decide_at_once_decide_once_with_the_lock_and_twice_without(monkeypatch: pytest.MonkeyPatch) -> None:
    place = an_organisation()
    one, other = a_contract(place), a_contract(place)
    for each in (one, other):
        actions.answer_questions(actor=owner_of(each.procurement), contract=each, answers=ANSWERS, now=timezone.now())

    def people(contract: Contract) -> dict[str, Actor]:
        return {"hand_over": owner_of(contract.procurement), "rest": an_actor(place, "leader")}

    told = raced(monkeypatch, one, people(one), patience=0.4)
    assert told[0] == "This is decided"
    assert one.reviews.get().course == told[1], "what the first was told stands"
    assert Entry.objects.filter(verb="contracts.decided").count() == 1
    with monkeypatch.context() as off:
        off.setattr(deciding, "held", lambda each: Contract.objects.select_related("procurement__owner", "description").get(pk=each.pk))  # fmt: skip
        assert raced(off, other, people(other), patience=60) == ["hand_over", "rest"], "without the lock both are told that theirs stands"  # fmt: skip
