"""How Fjordvik will know whether its autumn worked: the plan, settled before the run begins, with what everything was. All invented."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from nybrott.core.actor import Actor
from nybrott.effects import actions
from nybrott.effects.actions import Compared, Measure, Said
from nybrott.effects.models import Plan
from nybrott.effects.queries import found_by_name, read_source
from nybrott.effects.states import Level, Source
from nybrott.evaluations.models import Series
from nybrott.people.models import Organisation, User
from nybrott.people.queries import actor_of
from nybrott.runs.actions import Aim
from nybrott.runs.models import Run

QUESTIONS = (
    "Blir flere behov forstått hos brukerne før noen skriver krav?",
    "Kan pådriverne mer enn før, og gjør de det?",
    "Er det verdt timene det koster?",
)
# the run's own targets, by how their names begin: on which level they tell
TAKEN_IN = (("Utfordringer der", Level.BEHAVIOUR), ("Enheter der", Level.BEHAVIOUR), ("Planlagte", Level.RESULTS))
NO_DRIVERS = "Det fantes ingen pådrivere før kullet."
SKILL = "skills.interview"
BESIDE = "kommune"  # in whose names the organisations Fjordvik would like to stand beside are found, where the notices know them


def plan_evaluation(fjordvik: Organisation, run: Run, now: datetime) -> Plan:
    """Begun by the programme lead, written by both, settled by the evaluator three days later."""
    lead, evaluator = (actor_of(User.objects.get(name=name), fjordvik) for name in ("Ingvild Moe", "Elin Tangen"))
    plan = actions.begin_plan(actor=lead, run=run, now=now)
    for text in QUESTIONS:
        actions.add_question(actor=lead, plan=plan, text=text, now=now)
    for begins, level in TAKEN_IN:
        target = run.targets.get(name__startswith=begins)
        actions.take_in(actor=lead, plan=plan, target=target, level=level, now=now)
    _useful(evaluator, plan, now)
    _skill(evaluator, plan, now)
    _counted(evaluator, plan, now)
    actions.compare(actor=evaluator, plan=plan, said=Compared(with_units=True, own_years=4), now=now)
    largest = sorted(found_by_name(plan, BESIDE), key=lambda found: (-found[2], found[0]))
    for number, called, _notices in largest[:12]:
        actions.compare_with(actor=evaluator, plan=plan, number=number, name=called, now=now)
    who = Said(
        evaluator=User.objects.get(name="Elin Tangen"), decides=User.objects.get(name="Asta Bruvoll"), decides_on=run.ends_on + timedelta(days=30),
        decides_what="Om programmet skal fortsette som det er, tilpasses eller stoppes, og om det skal få timer neste år.",
    )  # fmt: skip
    actions.say_who(actor=evaluator, plan=plan, said=who, now=now)
    actions.settle_plan(actor=evaluator, plan=plan, now=now + timedelta(days=3))
    plan.refresh_from_db()
    return plan


def _useful(actor: Actor, plan: Plan, now: datetime) -> None:
    aim = Aim(
        "Pådrivere som sier at samlingene var nyttige", "Andel som svarer 5 eller 6 av 6 i pulsen etter samlingene, lest av evaluator.", "prosent",
        no_baseline="Samlingene begynner med kullet.", target=Decimal(75),
    )  # fmt: skip
    actions.set_indicator(actor=actor, plan=plan, aim=aim, measure=Measure(Level.REACTION, theory="stories"), now=now)


def _skill(actor: Actor, plan: Plan, now: datetime) -> None:
    """What drivers say they can, before and after, as the surveys publish it."""
    series = Series.objects.filter(organisation=plan.organisation_id).order_by("pk").first()
    ref = f"{series.pk}:{SKILL}" if series else ""
    found = read_source(plan, Source.WAVE, ref, _day(now))
    aim = Aim(
        "Egenvurdert ferdighet i å intervjue", "Gjennomsnitt av svarene i undersøkelsen til pådriverne, slik den er publisert.", "poeng, fra 1 til 5",
        baseline=found.value, baseline_on=found.on if found.value is not None else None,
        no_baseline="" if found.value is not None else found.sentence, target=Decimal("3.5"),
    )  # fmt: skip
    measure = Measure(Level.LEARNING, Source.WAVE if ref else Source.TYPED, ref, theory="problem-first")
    actions.set_indicator(actor=actor, plan=plan, aim=aim, measure=measure, now=now)


def _counted(actor: Actor, plan: Plan, now: datetime) -> None:
    """What Nybrott counts by itself: of what the run does, and of official notices."""
    for name, unit, level, source, ref, why, target, theory in (
        ("Veiledninger holdt", "veiledninger", Level.REACTION, Source.COUNTED, "sessions", NO_DRIVERS, 90, "own-case"),
        ("Verifiserte behov der en pådriver var med før", "behov", Level.RESULTS, Source.COUNTED, "led_to.need", NO_DRIVERS, 6, "ask-users"),
        ("Andel egne anskaffelser med tegn på innovasjon", "prosent", Level.RESULTS, Source.OFFICIAL, "innovative.share",
         "Kunngjøringene her viser ikke et helt år av våre egne.", 10, "need-based"),
    ):  # fmt: skip
        aim = Aim(name, "Telles av Nybrott.", unit, no_baseline=why, target=Decimal(target))
        actions.set_indicator(
            actor=actor, plan=plan, aim=aim, measure=Measure(level, source, ref, theory=theory), now=now
        )


def _day(now: datetime) -> date:
    return timezone.localdate(now)
