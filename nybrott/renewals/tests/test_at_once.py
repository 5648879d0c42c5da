"""The radar's button, pressed by several in the same moment: with the lock one challenge is made and all are given it, without it there are more."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.desk.models import Task
from nybrott.journal.models import Entry
from nybrott.people.models import Organisation, Unit
from nybrott.people.tests.factories import a_unit, an_actor
from nybrott.people.tests.racing import at_once, meet_in, without_lock
from nybrott.renewals import actions, queries
from nybrott.renewals.models import Contract, Mark
from nybrott.renewals.queries import Found
from nybrott.renewals.tests.factories import a_buyer_organisation, a_contract, today

PEOPLE = 4


def seen_by(actor: Actor, contract: Contract) -> Found:
    found = queries.contract_at(actor, f"{contract.key}.{contract.ordinal}", today())
    assert found is not None
    return found


def notices_of_one(place: Organisation) -> list[Contract]:
    """The award of a contract, announced once for each who presses: they read different notices of the same one."""
    return [a_contract(place, procedure="p-one", lot="LOT-0001") for _ in range(PEOPLE)]


def pressed(monkeypatch: pytest.MonkeyPatch, unit: Unit, contracts: list[Contract], *, patience: float) -> list[int]:
    """The challenges each was given when all had looked whether there is one, or had waited so many seconds for the others to."""
    given: list[int] = []

    def press(number: int) -> Callable[[], None]:
        actor = an_actor(unit.organisation, "driver")
        found = seen_by(actor, contracts[number])

        def make() -> None:
            made = actions.make_challenge(
                actor=actor, found=found, unit=unit, driver=None, slug=f"t-{unit.pk}-{number}", now=timezone.now()
            )
            given.append(made.pk)

        return make

    with monkeypatch.context() as patched:
        presses = [press(number) for number in range(PEOPLE)]
        meet_in("mark_of", patched, of=queries, people=PEOPLE, patience=patience)
        assert at_once(*presses) == ["done"] * PEOPLE
    return given


@pytest.mark.django_db(transaction=True)
def test_one_click_makes_one_challenge_however_many_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    place = a_buyer_organisation()
    given = pressed(monkeypatch, a_unit(place), notices_of_one(place), patience=0.3)
    assert len(given) == PEOPLE
    assert set(given) == {Challenge.objects.get().pk}
    assert (
        Mark.objects.count()
        == Task.objects.count()
        == Entry.objects.filter(verb="renewals.challenge_made").count()
        == 1
    )


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_each_click_makes_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    place = a_buyer_organisation()
    contracts = notices_of_one(place)
    with monkeypatch.context() as off:
        without_lock(off)
        given = pressed(off, a_unit(place), contracts, patience=60)
    assert len(set(given)) == Challenge.objects.count() == PEOPLE, "this is what the lock is for"


@pytest.mark.django_db(transaction=True)
def test_a_contract_is_made_something_of_or_dismissed_and_never_both(monkeypatch: pytest.MonkeyPatch) -> None:
    place = a_buyer_organisation()
    unit, contract, actor = a_unit(place), a_contract(place), an_actor(place, "buyer")
    found, now = seen_by(actor, contract), timezone.now()
    with monkeypatch.context() as patched:
        meet_in("mark_of", patched, of=queries, patience=0.4)
        came = at_once(
            lambda: actions.make_challenge(actor=actor, found=found, unit=unit, driver=None, slug="t-1", now=now),
            lambda: actions.dismiss_contract(actor=actor, found=found, reason="Avvikles.", now=now),
        )
    mark = Mark.objects.get()
    assert "done" in came
    assert (mark.made == "challenge") == (mark.challenge is not None)
    if mark.made == "dismissed":
        assert not Challenge.objects.exists(), "nobody is given a challenge of what was dismissed"
