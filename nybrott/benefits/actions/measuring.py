"""A benefit is measured, a measurement is corrected, and whoever answers for a benefit is reminded when the time has come."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from nybrott.benefits import queries, rules
from nybrott.benefits.actions.benefits import hold, insist_it_can_be, plain
from nybrott.benefits.letters import time_to_measure
from nybrott.benefits.models import Benefit, Measurement, Reminder
from nybrott.benefits.states import BENEFIT, BenefitState, Outcome
from nybrott.core.actor import Actor, system
from nybrott.core.benefits import Spread
from nybrott.core.verdict import Refused, insist
from nybrott.desk.actions import About, finish_tasks_about, give_task
from nybrott.journal.actions import record
from nybrott.people.models import Membership, User

THING, TASK = "benefits.benefit", "measure"


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured; see `models.Measurement`. `outcome`: what the person says of it."""

    value: Spread
    on: date
    how: str
    outcome: str
    explains: str = ""
    unexpected: str = ""


def proposed(benefit: Benefit, value: Spread) -> str:
    """What the numbers say; that it cannot be said where there is no baseline."""
    found = queries.standing(benefit).compared(value)
    return found.outcome if found else Outcome.UNKNOWN


@transaction.atomic
def measure(*, actor: Actor, benefit: Benefit, measured: Measured, now: datetime) -> Measurement:
    """Write down what was measured, and what it says."""
    held = hold(benefit)
    insist(rules.may_measure(actor, held))
    made = _write(actor, held, measured, now)
    held.state = BenefitState(BENEFIT.after("measure", held.state))
    held.save(update_fields=["state"])
    record(actor=actor, verb="benefits.measured", thing=held, at=now, facts=_told(made))
    finish_tasks_about(actor=actor, kind=THING, ref=str(held.pk), word=TASK, now=now)
    return made


@transaction.atomic
def correct(*, actor: Actor, measurement: Measurement, measured: Measured, why: str, now: datetime) -> Measurement:
    """Write a measurement anew. The one before is kept, and is counted no more."""
    held = hold(measurement.benefit)
    replaced = Measurement.objects.filter(replaces=measurement).exists()
    insist(rules.may_correct(actor, measurement, replaced=replaced))
    if not why.strip():
        raise Refused(_("Say why it is written again."))
    made = _write(actor, held, measured, now, replaces=measurement, why=why.strip())
    record(actor=actor, verb="benefits.corrected", thing=held, at=now, facts=_told(made) | {"reason": made.why})
    return made


def _write(
    actor: Actor,
    held: Benefit,
    measured: Measured,
    now: datetime,
    *,
    replaces: Measurement | None = None,
    why: str = "",
) -> Measurement:
    insist_it_can_be(measured.value, measured.on, now)
    baseline = queries.standing(held).baseline
    if baseline is not None and baseline.on is not None and measured.on <= baseline.on:
        raise Refused(_("A measurement must be from a day after the baseline."))
    says = proposed(held, measured.value)
    if measured.outcome not in Outcome.values or (measured.outcome == Outcome.UNKNOWN) != (says == Outcome.UNKNOWN):
        raise Refused(
            _(
                "Say whether it is better, worse, or without an effect that can be seen. It is only without a "
                "baseline that this cannot be said."
            )
        )
    if measured.outcome != says and not measured.explains.strip():
        raise Refused(
            _("The numbers say “%(said)s”. Write what makes you say something else.")
            % {"said": Outcome(says).label.lower()}
        )
    if not measured.how.strip():
        raise Refused(_("Say how it was measured."))
    same_day = Measurement.objects.filter(benefit=held, on=measured.on, replaced_by__isnull=True)
    if same_day.exclude(pk=replaces.pk if replaces else 0).exists():
        raise Refused(_("This has already been measured on that day. Correct that measurement, or give another day."))
    return Measurement.objects.create(
        benefit=held, value=measured.value.value, low=measured.value.low, high=measured.value.high, on=measured.on, how=measured.how.strip(),
        proposed=says, outcome=measured.outcome, explains=measured.explains.strip(), unexpected=measured.unexpected.strip(), replaces=replaces, why=why,
        made_by_id=actor.user_id, made_at=now,
    )  # fmt: skip


def _told(made: Measurement) -> dict[str, str]:
    names = ("value", "low", "high", "on", "outcome")
    return {name: plain(value) for name in names if (value := getattr(made, name)) is not None}


def remind(*, now: datetime) -> int:
    """A task and a letter for each benefit whose time to be measured has come; gives how many. Called again it does nothing more: each moment is
    reminded of once, and moments long past together."""
    today = timezone.localdate(now)
    keys = Benefit.objects.filter(procurement__state__in=rules.FOLLOWED).exclude(state=BenefitState.LET_GO)
    return sum(1 for key in keys.order_by("pk").values_list("pk", flat=True).iterator() if _remind(key, today, now))


@transaction.atomic
def _remind(key: int, today: date, now: datetime) -> bool:
    if not Benefit.objects.filter(pk=key).exists():  # gone with its procurement since the keys were read
        return False
    held = hold(Benefit(pk=key))
    come = [months for months, day in queries.moments(held) if day <= today]
    known = set(held.reminders.values_list("months", flat=True))
    new = [months for months in come if months not in known]
    if not new:
        return False
    Reminder.objects.bulk_create(Reminder(benefit=held, months=months, sent_at=now) for months in new)
    found = queries.due(queries.standing(held), today)
    if found is None or found[0] not in new:
        return False
    owner = _owner(held)
    place = system(held.procurement.organisation.name, held.organisation_id)
    letters = [time_to_measure(owner, queries.standing(held), found[0])] if owner else []
    about = About(THING, str(held.pk), held.title, reverse("benefits:benefit", args=[held.procurement_id, held.pk]))
    with override((owner.language if owner else "") or "nb"):
        title, why = _("Measure “%(title)s”") % {"title": held.title}, _("“No effect” and “worse” are as good answers as “better”.")  # fmt: skip
    give_task(
        actor=place, title=title, why=why, about=about, word=TASK, now=now, due_on=found[1], quietly=True, to_user=owner.pk if owner else None,
        to_role="" if owner else "buyer",
    )  # fmt: skip
    record(actor=place, verb="benefits.reminded", thing=held, at=now, facts={"count": found[0]}, letters=letters)
    return True


def _owner(benefit: Benefit) -> User | None:
    """Who answers for it, while they work here; else who owns the procurement."""
    here = set(
        Membership.objects.current()
        .filter(
            organisation=benefit.organisation_id,
            user__in=[benefit.owner_id, benefit.procurement.owner_id],
            user__is_active=True,
        )
        .values_list("user", flat=True)
    )
    return next((one for one in (benefit.owner, benefit.procurement.owner) if one is not None and one.pk in here), None)
