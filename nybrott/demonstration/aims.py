"""What Fjordvik has decided to reach, with what it was measured to. All invented."""

from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from nybrott.core.terms import months_after
from nybrott.goals import actions
from nybrott.goals.models import Goal
from nybrott.goals.rules import Decision, Said
from nybrott.people.models import Organisation, Unit, User
from nybrott.people.queries import actor_of

NEEDS, FALLS, NEW = (
    "Hver fjerde anskaffelse begynner med et kartlagt behov",
    "Færre eldre faller hjemme om natten",
    "Fem innovative anskaffelser i året",
)


def fill_goals(fjordvik: Organisation, now: datetime) -> dict[str, Goal]:
    """Three goals: one of the municipal council, one of the director, one that is only proposed; by their titles."""
    lead, today = actor_of(User.objects.get(name="Ingvild Moe"), fjordvik), timezone.localdate(now)

    def day(months: int) -> date:
        return months_after(today, months)

    said = (
        (Said(NEEDS, "share", "up", "Vi kjøper for 900 millioner i året, og sjelden vet vi hva de som skal bruke det, trenger.", "", "Anskaffelser over 500 000 kr som bygger på en godkjent behovsbeskrivelse, av alle over 500 000 kr.",
              None, User.objects.get(name="Kristian Øverås"), Decimal(4), day(-12), "", Decimal(25), day(14), day(3)),
         Decision("Kommunestyret", day(-10), "2026/0114"), ((-8, "5", "Gjennomgang av planen"), (-4, "9", "Gjennomgang av planen"), (-1, "13", "Tellingen her"))),
        (Said(FALLS, "number", "down", "Hvert fall koster trygghet, og mange ganger et sykehusopphold.", "fall i måneden", "Utrykninger for fall mellom 23 og 07, fra Nattpatruljens logg.",
              Unit.objects.get(organisation=fjordvik, name="Hjemmetjenesten"), User.objects.get(name="Berit Solheim"), Decimal(14), day(-3), "", Decimal(7), day(12), day(2)),
         Decision("Kommunedirektøren", day(-2), "2026/0871"), ((-1, "15", "Loggen for oktober"),)),
        (Said(NEW, "number", "up", "Flere løsninger som ikke fantes før.", "anskaffelser", "Anskaffelser klassifisert som innovative etter DFØs tre klasser.",
              None, User.objects.get(name="Ingvild Moe"), None, None, "Ingen har telt dem før.", Decimal(5), day(14)), None, ()),
    )  # fmt: skip
    made = {}
    for goal_said, decision, readings in said:
        goal = actions.propose_goal(actor=lead, said=goal_said, now=now)
        if decision is not None:
            goal = actions.decide_goal(actor=lead, goal=goal, decision=decision, now=now)
        for months, value, how in readings:
            actions.measure_goal(
                actor=lead, goal=goal, value=Decimal(value), on=months_after(today, months), how=how, now=now
            )
        made[goal.title] = goal
    return made
