"""An organisation with something of everything, for tests."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from nybrott.benefits.tests.factories import a_baseline, a_benefit, a_measurement, an_estimate, in_use, measured
from nybrott.challenges.tests.factories import a_challenge
from nybrott.contracts.tests.factories import a_contract, ended
from nybrott.dialogues.models import Dialogue
from nybrott.dialogues.tests.factories import an_open_dialogue
from nybrott.efforts.actions import report_obstacle, write_spending
from nybrott.goals.tests.factories import a_decided_goal, a_reading
from nybrott.people.models import Organisation, Unit, User
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, a_unit, an_actor
from nybrott.procurements.models import Procurement
from nybrott.procurements.tests.factories import a_buyer, a_procurement
from nybrott.runs.actions import write_hours
from nybrott.runs.models import Run
from nybrott.runs.tests.factories import a_part, under_way


@dataclass(frozen=True, slots=True)
class Municipality:
    """An organisation with a tree of units: care with its home and night services, and roads."""

    place: Organisation
    care: Unit
    home: Unit
    nights: Unit
    roads: Unit
    run: Run

    @property
    def units(self) -> tuple[Unit, ...]:
        return (self.care, self.home, self.nights, self.roads)

    def leader(self, *units: Unit) -> User:
        """Somebody who leads units."""
        return a_member(self.place, "leader", units=units)


def a_municipality(place: Organisation) -> Municipality:
    """The tree, with a run under way."""
    care = a_unit(place, "Helse og omsorg")
    home = a_unit(place, "Hjemmetjenesten", care)
    return Municipality(
        place, care, home, a_unit(place, "Nattpatruljen", home), a_unit(place, "Veg og park"), under_way(place)
    )


def full(one: Municipality, rounds: int = 1) -> None:
    """Something of everything in every unit, differing from unit to unit."""
    place, now = one.place, timezone.now()
    buyer, lead = a_buyer(place), an_actor(place, "lead")
    states = ("idea", "needs", "dialogue", "preparing", "competition", "contract", "in_use", "ended", "stopped")
    for turn in range(rounds):
        for n, unit in enumerate((*one.units, None)):
            for k in range(n + 1):
                made = a_procurement(place, actor=buyer)
                Procurement.objects.filter(pk=made.pk).update(
                    unit=unit, state=states[(n + 3 * k + turn) % 9], stopped_reason="Lagt ned"
                )
            challenge = a_challenge(an_actor(place, "owner"))
            type(challenge).objects.filter(pk=challenge.pk).update(
                unit=unit, state=("raised", "hearing", "parked")[n % 3]
            )
            goal = a_decided_goal(place, unit=unit, title=f"Mål {n}.{turn}")
            if n % 2:
                a_reading(goal, 150 - 40 * n)
            lying = a_contract(place, buyer=buyer, **ended(8 + n))
            Procurement.objects.filter(pk=lying.procurement_id).update(unit=unit)
            found = a_benefit(place)
            Procurement.objects.filter(pk=found.procurement_id).update(unit=unit)
            a_baseline(found)
            an_estimate(found, 3, 2, 4)
            if n != 1:
                a_measurement(
                    in_use(found),
                    measured(
                        *((7, 6, 8), (12, 10, 14), (20, 18, 22))[n % 3],
                        outcome=("better", "none", "worse")[n % 3],
                        days=0,
                    ),
                )
            if unit is not None:
                write_spending(actor=lead, unit=unit, year=now.year - 1, amount=(n + 1) * 1_000_000_00, now=now)
                for k in range(n + 3):
                    part = a_part(one.run, "driver" if k % 2 else "mentor", place=place, unit=unit)
                    actor = actor_of(part.user, place)
                    write_hours(
                        actor=actor,
                        run=one.run,
                        part=part,
                        kind="other",
                        minutes=30 * (k + 1),
                        used_on=timezone.localdate(),
                        note="",
                        now=now,
                    )
                    report_obstacle(
                        actor=actor,
                        part=part,
                        kind=("time", "risk")[k % 2],
                        text="Det stopper opp.",
                        unit=unit,
                        now=now,
                    )
    talk = an_open_dialogue(place, actor=buyer)
    long_ago = now - timedelta(days=300)
    Dialogue.objects.filter(pk=talk.pk).update(state="ended", announced_at=long_ago, ended_at=long_ago)
    write_hours(
        actor=lead, run=one.run, part=None, kind="other", minutes=90, used_on=timezone.localdate(), note="", now=now
    )
