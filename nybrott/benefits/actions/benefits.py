"""A benefit is said, said anew, given a baseline and an estimate, and let go."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nybrott.benefits import queries, rules
from nybrott.benefits.models import MOST, Assumption, Baseline, Benefit, Estimate
from nybrott.benefits.queries import Vouched
from nybrott.benefits.states import BENEFIT, FIXED, NAMED, ONLY, BenefitState, Counted
from nybrott.core.actor import Actor
from nybrott.core.benefits import FORMULAS, Spread, Unfit, reckon
from nybrott.core.verdict import Refused, insist
from nybrott.journal.actions import record
from nybrott.needs.models import OutcomeGoal
from nybrott.people.models import User
from nybrott.procurements.models import Procurement


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a benefit; see `models.Benefit`."""

    kind: str
    title: str
    affected: str
    counted: str
    direction: str
    falls_to: str
    owner: User | None
    unit: str = ""
    currency: str = ""
    target: Decimal | None = None
    target_on: date | None = None
    needed: str = ""
    risk: str = ""
    in_use_on: date | None = None


def hold(benefit: Benefit) -> Benefit:
    """The benefit as it is now, and nobody else changes it until the transaction ends."""
    held = Benefit.objects.select_for_update(of=("self",)).select_related("procurement__organisation", "owner")
    return held.get(pk=benefit.pk)


@transaction.atomic
def add_benefit(
    *, actor: Actor, procurement: Procurement, said: Said, now: datetime, goal: OutcomeGoal | None = None
) -> Benefit:
    """Say something a procurement shall lead to. `goal`: the outcome goal it is taken from, one of the need descriptions the procurement rests on."""
    held = Procurement.objects.select_for_update(of=("self",)).get(pk=procurement.pk)
    insist(rules.may_add(actor, held))
    if Benefit.objects.filter(procurement=held).count() >= rules.MOST_BENEFITS:
        raise Refused(
            _("There are already %(n)s benefits. A few that are followed up are worth more than many that are not.")
            % {"n": rules.MOST_BENEFITS}
        )
    if goal is not None and not held.descriptions.filter(goals=goal).exists():
        raise Refused(_("The goal belongs to none of the need descriptions this procurement rests on."))
    made = Benefit(procurement=held, goal=goal, made_by_id=actor.user_id, made_at=now)
    _write(made, said, None, now)
    made.save(force_insert=True)
    record(actor=actor, verb="benefits.added", thing=made, at=now)
    return made


@transaction.atomic
def change_benefit(*, actor: Actor, benefit: Benefit, said: Said, now: datetime) -> Benefit:
    """Say it anew. What is counted and what was to be reached stay as they were once somebody has measured."""
    held = hold(benefit)
    insist(rules.may_change(actor, held))
    before = {one.name: getattr(held, one.name) for one in fields(said)}
    if queries.is_measured(held) and any(before[name] != getattr(said, name) for name in FIXED):
        raise Refused(_("This has been measured. What is counted and what was to be reached stay as they were."))
    _write(held, said, queries.standing(held).before, now)
    held.save()
    facts = {name: plain(was if was is not None else "") for name, was in before.items() if was != getattr(held, name)}
    record(actor=actor, verb="benefits.changed", thing=held, at=now, facts=facts)
    return held


def _write(benefit: Benefit, said: Said, before: Spread | None, now: datetime) -> None:
    for one in fields(said):
        value = getattr(said, one.name)
        setattr(benefit, one.name, value.strip() if isinstance(value, str) else value)
    benefit.currency = benefit.currency if benefit.counted == Counted.MONEY else ""
    benefit.unit = benefit.unit if benefit.counted in NAMED else ""
    if benefit.counted != ONLY.get(benefit.kind, benefit.counted):
        raise Refused(
            _("“%(kind)s” is counted in “%(unit)s”.")
            % {"kind": benefit.get_kind_display(), "unit": Counted(ONLY[benefit.kind]).label}
        )
    if (benefit.counted == Counted.MONEY) != bool(benefit.currency) or (benefit.counted in NAMED) != bool(benefit.unit):
        raise Refused(_("Say which currency, or what is counted."))
    if said.owner is None:
        raise Refused(_("Say who answers for it."))
    insist(rules.may_own(said.owner, benefit.procurement))
    if benefit.in_use_on and benefit.in_use_on > timezone.localdate(now):
        raise Refused(_("That day has not come yet."))
    _insist_on_target(benefit, before, None)


def _insist_on_target(benefit: Benefit, before: Spread | None, on: date | None) -> None:
    """The target has its day, and lies on the better side of the baseline and after it."""
    if (benefit.target is None) != (benefit.target_on is None):
        raise Refused(_("A target has a level and a day."))
    if benefit.target is None or benefit.target_on is None:
        return
    if abs(benefit.target) > MOST:
        raise Refused(_("Such a large number cannot be right."))
    if before is not None and (benefit.target - before.value) * (1 if benefit.grows else -1) <= 0:
        raise Refused(_("The target is no better than the baseline. Look at both, and at which way is better."))
    if on is None and benefit.pk:
        on = benefit.baselines.values_list("on", flat=True).order_by("-pk").first()
    if on is not None and benefit.target_on <= on:
        raise Refused(_("The target is to be reached after the day of the baseline."))


def insist_it_can_be(amounts: Spread, on: date | None, now: datetime) -> None:
    """Nothing is measured in days to come, or is larger than anything a municipality counts."""
    if max(abs(end) for end in amounts.ends) > MOST:
        raise Refused(_("Such a large number cannot be right."))
    if on is not None and on > timezone.localdate(now):
        raise Refused(_("That day has not come yet."))


@transaction.atomic
def set_baseline(
    *, actor: Actor, benefit: Benefit, now: datetime, value: Spread | None = None, on: date | None = None, how: str = "", none_because: str = "",
    why: str = "",
) -> Baseline:  # fmt: skip
    """Write down how it was before, or why nobody knows. One that stands already is kept beside the new one, which says why. What is entered after the
    competition was announced says so for ever."""
    held = hold(benefit)
    insist(rules.may_set_baseline(actor, held))
    if (
        (value is None) != (on is None)
        or (value is None) == (not none_because.strip())
        or (value is not None and not how.strip())
    ):
        raise Refused(_("A baseline has a value, a day and how it was measured. Where there is none, say why."))
    if held.baselines.exists() and not why.strip():
        raise Refused(_("Say why it is written again."))
    if value is not None:
        insist_it_can_be(value, on, now)
        first = held.measurements.order_by("on").values_list("on", flat=True).first()
        if first is not None and on is not None and on > first:
            raise Refused(_("It has already been measured on an earlier day. A baseline must come before that."))
        _insist_on_target(held, value, on)
    made = Baseline.objects.create(
        benefit=held, value=value.value if value else None, low=value.low if value else None, high=value.high if value else None, on=on, how=how.strip(),
        none_because=none_because.strip(), late=rules.is_late(held.procurement), why=why.strip(), made_by_id=actor.user_id, made_at=now,
    )  # fmt: skip
    record(
        actor=actor,
        verb="benefits.baseline_none" if value is None else "benefits.baseline_set",
        thing=held,
        at=now,
        facts=_told(made),
    )
    return made


def _told(made: Baseline) -> dict[str, str]:
    names = ("value", "low", "high", "on", "how", "none_because", "why")
    return {name: plain(value) for name in names if (value := getattr(made, name)) not in (None, "")} | {
        "late": str(made.late)
    }


def plain(value: object) -> str:
    """A value as the journal keeps it: the same in every language, without noughts that say nothing."""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


@transaction.atomic
def estimate_by_formula(
    *, actor: Actor, benefit: Benefit, formula: str, assumptions: Mapping[str, Vouched], now: datetime
) -> Estimate:
    """Reckon what is expected, and keep what it rests on. Raises `Unfit` for what cannot be right."""
    held = hold(benefit)
    insist(rules.may_estimate(actor, held, measured=queries.is_measured(held)))
    if formula not in queries.formulas_for(held):
        raise Refused(_("This formula does not give what the benefit is counted in."))
    if any(not one.source.strip() or not one.vouches.strip() for one in assumptions.values()):
        raise Refused(_("Each assumption says where it is from and who vouches for it."))
    answer = reckon(FORMULAS[formula], {term: one.given for term, one in assumptions.items()})
    if answer.currency and answer.currency != held.currency:
        raise Unfit("currency")
    made = _estimate(actor, held, answer.spread, now, formula=formula)
    Assumption.objects.bulk_create(
        Assumption(
            estimate=made, term=term.key, value=(one := assumptions[term.key]).given.value, low=one.given.low, high=one.given.high, unit=one.given.unit,
            source=one.source.strip(), vouches=one.vouches.strip(),
        )
        for term in FORMULAS[formula].terms
    )  # fmt: skip
    return made


@transaction.atomic
def estimate_by_hand(*, actor: Actor, benefit: Benefit, gain: Spread, source: str, now: datetime) -> Estimate:
    """Say what is expected, as a gain: better is more. It has an interval and a source."""
    held = hold(benefit)
    insist(rules.may_estimate(actor, held, measured=queries.is_measured(held)))
    if not gain.sure or not source.strip():
        raise Refused(_("An estimate gives the lowest and highest it may be, and where it is from."))
    insist_it_can_be(gain, None, now)
    return _estimate(actor, held, gain, now, source=source.strip())


def _estimate(
    actor: Actor, held: Benefit, gain: Spread, now: datetime, *, formula: str = "", source: str = ""
) -> Estimate:
    late = rules.is_late(held.procurement)
    low, high = gain.ends
    made = Estimate.objects.create(benefit=held, formula=formula, value=gain.value, low=low, high=high, source=source, late=late, made_by_id=actor.user_id, made_at=now)  # fmt: skip
    facts = {"value": plain(gain.value), "low": plain(low), "high": plain(high), "late": str(late)}
    record(actor=actor, verb="benefits.estimated", thing=held, at=now, facts=facts)
    return made


@transaction.atomic
def let_go(*, actor: Actor, benefit: Benefit, reason: str, now: datetime) -> Benefit:
    """Let go of a benefit nobody has measured; it stays to be seen, with the reason."""
    held = hold(benefit)
    insist(rules.may_let_go(actor, held))
    held.state = BenefitState(BENEFIT.after("let_go", held.state))
    held.let_go_reason = reason.strip()
    held.save()
    record(actor=actor, verb="benefits.let_go", thing=held, at=now, facts={"reason": held.let_go_reason})
    return held
