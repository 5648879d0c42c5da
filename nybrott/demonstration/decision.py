"""What Fjordvik made of its autumn half-way: what held of the theory, a report, the decision to adapt, and the version that came of it.

All invented.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from nybrott.core.actor import Actor
from nybrott.effects.actions import measure_plan
from nybrott.effects.models import Plan, Report
from nybrott.effects.queries import plan_of
from nybrott.effects.states import Course, Held
from nybrott.people.models import Organisation, User
from nybrott.people.queries import actor_of
from nybrott.programmes.actions import write_thing
from nybrott.programmes.models import Programme
from nybrott.reports import actions
from nybrott.reports.actions import Said
from nybrott.runs.models import Run

# part of the theory → how it held, and why
THEORY = {
    "time": (Held.PARTLY, "Lederne sa ja til timene. Sju pådrivere har likevel byttet bort veiledning mot vakter."),
    "cases": (Held.PARTLY, "Åtte av 24 begynte med en utfordring som sto i Nybrott. De andre lette lenge."),
    "own-case": (Held.YES, "De som har en egen utfordring, har kommet lengst. De som ikke har det, leter ennå."),
    "ask-users": (Held.PARTLY, "Brukere er hørt i tre av fire utfordringer."),
    "talk-market": (Held.UNKNOWN, ""),
    "benefit": (Held.UNKNOWN, ""),
}
PLAIN = (
    "Halvveis ser vi at pådriverne spør brukerne før de beskriver en løsning, og at de kan mer enn i august. Om det gir bedre anskaffelser, "
    "er det for tidlig å si. To ting må endres før våren: de som ikke har en egen utfordring når de begynner, trenger flere veiledninger, og "
    "veilederne bruker mer tid enn de fikk."
)
UNKNOWN = "Enhetene valgte selv å bli med. Vi vet ikke om de ville ha gjort det samme uten programmet."
REASONS = (
    "Programmet virker for dem som kommer med en utfordring, og ikke godt nok for de andre. Derfor fortsetter vi, med flere veiledninger for dem "
    "som begynner uten, og timer til veilederne som svarer til det de bruker."
)
# part of the programme → what was learnt, what was done with it
LESSONS = (
    ("activities/guidance", "Fire veiledninger holdt ikke for dem som begynte uten en egen utfordring.", "Antallet er endret fra fire til seks."),
    ("roles/mentor", "Veiledere brukte mer tid enn avtalt, mest på å avtale møter.", "Timene er endret fra 25 til 32."),
    ("", "Ledere som var med på den første samlingen, ga pådriveren fri oftere enn de andre.", "Ikke endret: vi vil se om det holder i ett kull til."),
)  # fmt: skip
NOTE = "Seks veiledninger i stedet for fire, og flere timer til veilederne."


def fill_decision(fjordvik: Organisation, now: datetime) -> None:
    """Measured, judged, reported, decided and carried out, once."""
    run = Run.objects.filter(organisation=fjordvik).order_by("pk").first()
    if run is None or Report.objects.filter(plan__run=run).exists():
        return
    plan = plan_of(run)
    if plan is None:
        return
    lead, evaluator, decides = (
        actor_of(User.objects.get(name=name), fjordvik) for name in ("Ingvild Moe", "Elin Tangen", "Asta Bruvoll")
    )
    with transaction.atomic():
        measure_plan(actor=evaluator, plan=plan, now=now - timedelta(hours=7))
        actions.note_theory(actor=evaluator, plan=plan, notes=THEORY, now=now - timedelta(hours=6))
        actions.make_report(actor=evaluator, plan=plan, plain=PLAIN, unknown=UNKNOWN, now=now - timedelta(hours=5))
        _adapted(lead, decides, plan, now)


def _adapted(lead: Actor, decides: Actor, plan: Plan, now: datetime) -> None:
    """Asta decides; Ingvild writes the lessons in, changes the programme and releases it."""
    when = now - timedelta(hours=3)  # after midnight that is the day before
    said = Said(course=Course.ADAPT, reasons=REASONS, decided_on=timezone.localdate(when), decided_by="Asta Bruvoll")
    decision = actions.decide(actor=decides, plan=plan, said=said, now=when)
    lessons = [
        actions.write_lesson(actor=lead, decision=decision, place=place, text=text, now=now - timedelta(hours=2))
        for place, text, _done in LESSONS
    ]
    if decision.programme is None:
        raise ValueError("the municipality's run is of its own programme")
    programme = _changed(lead, decision.programme, "activities", "guidance", now, times=6)
    _changed(lead, programme, "roles", "mentor", now, hours=32)
    for lesson, (_place, _text, done) in zip(lessons, LESSONS, strict=True):
        actions.settle_lesson(actor=lead, lesson=lesson, done=done, now=now - timedelta(hours=1))
    actions.carry_out(actor=lead, decision=decision, note=NOTE, now=now - timedelta(minutes=30))


def _changed(lead: Actor, programme: Programme, section: str, id: str, now: datetime, **said: Any) -> Programme:
    held: Mapping[str, Any] = next(one for one in programme.content[section] if one["id"] == id)
    return write_thing(
        actor=lead, programme=programme, section=section, thing={**held, **said}, now=now - timedelta(hours=1)
    )
