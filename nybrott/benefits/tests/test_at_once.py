"""Two people measure the same benefit, or say how it was before, in the same moment: with the lock the later one is told, without it both stand."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from django.utils.translation import override

from nybrott.benefits import actions
from nybrott.benefits.actions import benefits, measuring
from nybrott.benefits.models import Baseline, Benefit, Measurement
from nybrott.benefits.tests.factories import (
    a_baseline,
    a_benefit,
    a_measurement,
    ago,
    in_use,
    measured,
    owner_of,
    spread,
)
from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import an_organisation
from nybrott.people.tests.racing import at_once, meet_before
from nybrott.procurements.tests.factories import a_buyer

SAME_DAY = "This has already been measured on that day"
Deed = Callable[[Actor, Benefit], object]


def raced(monkeypatch: pytest.MonkeyPatch, one: Benefit, written: type[Measurement | Baseline], *deeds: Deed, off: bool) -> list[str]:  # fmt: skip
    """What became of the deeds of two people who were both about to write, or had waited a moment for the other to be. `off`: without the lock."""
    actors = (owner_of(one), a_buyer(one.procurement.organisation))

    def said(deed: Deed, actor: Actor) -> Callable[[], None]:
        def do() -> None:
            with override("en"):  # a thread has no language of its own
                deed(actor, one)

        return do

    with monkeypatch.context() as patched:
        meet_before("create", patched, of=written.objects, patience=60 if off else 0.4)
        if off:
            for module in (benefits, measuring):
                patched.setattr(module, "hold", lambda each: Benefit.objects.select_related("procurement__organisation", "owner").get(pk=each.pk))  # fmt: skip
        return at_once(*(said(deed, actor) for deed, actor in zip(deeds, actors, strict=True)))


def a_used(place: Organisation) -> Benefit:
    one = a_benefit(place)
    a_baseline(one)
    return in_use(one)


@pytest.mark.django_db(transaction=True)
def test_two_who_measure_the_same_day_at_once_measure_once_with_the_lock_and_twice_without(monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    place = an_organisation()

    def measures(value: int) -> Deed:
        return lambda actor, one: actions.measure(actor=actor, benefit=one, measured=measured(value, value - 1, value + 1), now=timezone.now())  # fmt: skip

    for off in (False, True):
        one = a_used(place)
        came = raced(monkeypatch, one, Measurement, measures(7), measures(8), off=off)
        assert [said[: len(SAME_DAY)] for said in came] == (["done", "done"] if off else [SAME_DAY, "done"])
        assert one.measurements.count() == (2 if off else 1)


@pytest.mark.django_db(transaction=True)
def test_two_who_correct_at_once_correct_once_with_the_lock_and_one_falls_without(monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    place = an_organisation()

    def corrects(value: int) -> Deed:
        def correct(actor: Actor, one: Benefit) -> Measurement:
            first = Measurement.objects.select_related("benefit__procurement").get(benefit=one, replaces=None)
            return actions.correct(actor=actor, measurement=first, measured=measured(value, value - 1, value + 1), why="Talt feil", now=timezone.now())  # fmt: skip

        return correct

    for off in (False, True):
        one = a_used(place)
        a_measurement(one)
        came = raced(monkeypatch, one, Measurement, corrects(8), corrects(9), off=off)
        assert [said[:31] for said in came] == (["done", "the database broke it off"] if off else ["This measurement has already be", "done"])  # fmt: skip
        assert one.measurements.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_first_baselines_at_once_are_one_with_the_lock_and_two_without_a_reason_without(monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    place = an_organisation()

    def sets(value: int) -> Deed:
        return lambda actor, one: actions.set_baseline(actor=actor, benefit=one, value=spread(value), on=ago(400), how="Talt", now=timezone.now())  # fmt: skip

    for off in (False, True):
        one = a_benefit(place)
        came = raced(monkeypatch, one, Baseline, sets(12), sets(14), off=off)
        assert came == (["done", "done"] if off else ["Say why it is written again.", "done"])
        assert one.baselines.count() == (2 if off else 1)
        assert not one.baselines.exclude(why="").exists()


@pytest.mark.django_db
def test_a_day_is_measured_once_and_corrected_after_that() -> None:
    one = a_used(an_organisation())
    first = a_measurement(one, measured(7, 6, 8, days=20))
    later = a_measurement(one, measured(6, 5, 7, days=10))
    for days in (20, 10):
        with override("en"), pytest.raises(Refused, match=SAME_DAY):
            a_measurement(one, measured(8, 7, 9, days=days))
    with override("en"), pytest.raises(Refused, match=SAME_DAY):
        actions.correct(
            actor=owner_of(one),
            measurement=later,
            measured=measured(6, 5, 7, days=20),
            why="Feil dag",
            now=timezone.now(),
        )
    actions.correct(
        actor=owner_of(one), measurement=first, measured=measured(8, 7, 9, days=20), why="Talt feil", now=timezone.now()
    )
    actions.correct(
        actor=owner_of(one), measurement=later, measured=measured(6, 5, 7, days=5), why="Feil dag", now=timezone.now()
    )
    assert a_measurement(one, measured(6, 5, 7, days=10)).on == ago(10), "that day is free again"
