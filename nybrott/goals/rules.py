"""Who may propose, decide, measure, review and end a goal, and what a goal must hold together."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.progress import is_worse
from nybrott.core.verdict import YES, Verdict, no
from nybrott.goals.models import Goal, Reading
from nybrott.goals.states import GOAL, OPEN, Better, GoalState, Kind
from nybrott.people.models import Membership, Unit, User

MANAGE = "goals.manage"
MOST = Decimal(10) ** 13  # of anything: a hundred thousand million kroner in øre
HUNDRED = Decimal(100)  # per cent
YEARS = 50  # how far from today a day may lie


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a goal; see `models.Goal`. Money in whole øre."""

    title: str
    kind: str
    better: str
    why: str = ""
    counted_in: str = ""
    how: str = ""
    unit: Unit | None = None
    owner: User | None = None
    baseline: Decimal | None = None
    baseline_on: date | None = None
    no_baseline: str = ""
    target: Decimal | None = None
    target_on: date | None = None
    review_on: date | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decided, when, and where it stands."""

    by: str
    on: date
    case: str = ""
    case_url: str = ""


# --- who ---


def may_propose(actor: Actor) -> Verdict:
    """Leaders, programme leads and administrators."""
    if actor.may(MANAGE) and (actor.organisation_id is not None):
        return YES
    return no(_("Leaders, programme leads and administrators write goals. Ask one of them."))


def may_follow(actor: Actor, goal: Goal) -> Verdict:
    """Who follows it up while it is open: its owner, leaders, programme leads and administrators."""
    if not actor.system and actor.organisation_id != goal.organisation_id:
        return no(_("This goal belongs to another organisation."))
    if not actor.may(MANAGE) and (actor.user_id is None or actor.user_id != goal.owner_id):
        return no(_("The person who answers for the goal, leaders, programme leads and administrators follow it up. Ask one of them."))  # fmt: skip
    if goal.state not in OPEN:
        return no(_("This goal has ended, and stays as it is."))
    return YES


def may_change(actor: Actor, goal: Goal) -> Verdict:
    """Word it anew. What was decided of a decided goal stays: see `FIXED`."""
    return may_follow(actor, goal)


def may_decide(actor: Actor, goal: Goal) -> Verdict:
    """Write down that it was decided; it must be whole then."""
    allowed = _may_step(actor, goal, "decide")
    if allowed and (lacking := missing(goal)):
        return no(_("Before it is decided, say: %(what)s.") % {"what": "; ".join(lacking)})
    return allowed


def may_end(actor: Actor, goal: Goal, verb: str) -> Verdict:
    """End it one of the ways of `ENDINGS`."""
    return _may_step(actor, goal, verb)


def _may_step(actor: Actor, goal: Goal, verb: str) -> Verdict:
    allowed = may_follow(actor, goal)
    if allowed and not actor.may(MANAGE):
        return no(_("Leaders, programme leads and administrators write goals. Ask one of them."))
    if allowed and verb not in GOAL.open_steps(goal.state):
        return no(
            _("This step is not open while the goal is “%(state)s”.") % {"state": GoalState(goal.state).label.lower()}
        )
    return allowed


def may_review(actor: Actor, goal: Goal) -> Verdict:
    """Look at a decided goal again."""
    allowed = may_follow(actor, goal)
    if allowed and goal.state != GoalState.DECIDED:
        return no(_("A goal is looked at again once it is decided."))
    return allowed


def may_correct(actor: Actor, reading: Reading) -> Verdict:
    """Correct a reading nobody has corrected."""
    allowed = may_follow(actor, reading.goal)
    if allowed and Reading.objects.filter(corrects=reading).exists():
        return no(_("This reading has already been corrected. Correct the one that took its place."))
    if allowed and reading.value is None:
        return no(_("This reading was removed. Enter a new one."))
    return allowed


# --- what ---


def missing(goal: Goal) -> list[str]:
    """What a goal lacks before it can be decided, in words."""
    lacks = [
        (not goal.how, _("how it is measured")),
        (goal.baseline is None and not goal.no_baseline, _("what it was before, or why no one knows")),
        (goal.target is None, _("target value")),
        (goal.target_on is None, _("by which day")),
    ]
    return [words for lack, words in lacks if lack]


def value_fault(kind: str, value: Decimal | None) -> str:
    """What is wrong with a value; "" when nothing is."""
    if value is None:
        return ""
    if not value.is_finite() or value < 0:
        return _("A value cannot be less than zero. Measure what you want more or less of.")
    if kind == Kind.SHARE and value > HUNDRED:
        return _("A share is from 0 to 100 per cent. For anything else, choose a number and say of what.")
    if value > MOST:
        return _("That is more than anyone can reach: at most 100 billion kroner, or ten trillion of anything else.")  # fmt: skip
    if value != value.quantize(Decimal("0.01")):
        return _("At most two decimals.")
    return ""


def day_fault(day: date | None, today: date, *, gone: bool) -> str:
    """What is wrong with a day; "" when nothing is. `gone`: it cannot be still to come."""
    if day is None:
        return ""
    if gone and day > today:
        return _("This day is still to come.")
    if abs(day.year - today.year) > YEARS:
        return _("This day is more than fifty years away.")
    return ""


def faults(said: Said, today: date) -> dict[str, str]:
    """Field → what is wrong with what is said of a goal; empty when it holds together."""
    found = {
        "title": "" if said.title.strip() else _("Say what is to be achieved."),
        "counted_in": _("Say what is counted.") if said.kind == Kind.NUMBER and not said.counted_in.strip() else "",
        "baseline": value_fault(said.kind, said.baseline),
        "target": value_fault(said.kind, said.target),
        "baseline_on": day_fault(said.baseline_on, today, gone=True) or _unpaired(said),
        "target_on": day_fault(said.target_on, today, gone=False),
        "review_on": day_fault(said.review_on, today, gone=False),
    }
    if said.baseline is not None and said.no_baseline.strip():
        found["no_baseline"] = _("Say either what it was before, or why no one knows.")
    if said.baseline_on and said.target_on and said.target_on <= said.baseline_on:
        found["target_on"] = _("The day of the target must come after the day of the value before.")
    if not found["target"] and _leads_back(said):
        found["target"] = _("By what you say is better, this is worse than the value before. Change one of them.")
    return {field: reason for field, reason in found.items() if reason}


def _leads_back(said: Said) -> bool:
    if said.baseline is None or said.target is None or not said.better:
        return False
    return is_worse(said.target, said.baseline, up=said.better == Better.UP)


def _unpaired(said: Said) -> str:
    if (said.baseline is None) == (said.baseline_on is None):
        return ""
    return _("A value before and its day belong together: give both, or neither.")


def belongs(goal: Goal, said: Said) -> Verdict:
    """Whether the unit and the owner are the organisation's own."""
    if said.unit is not None and said.unit.organisation_id != goal.organisation_id:
        return no(_("The unit belongs to another organisation."))
    if said.owner is not None and said.owner.pk != goal.owner_id:
        members = Membership.objects.current().filter(organisation=goal.organisation_id, user=said.owner)
        if not members.exists():
            return no(_("The person does not belong to your organisation."))
    return YES


def decision_faults(goal: Goal, said: Decision, today: date) -> dict[str, str]:
    """Field → what is wrong with a decision."""
    found = {
        "by": "" if said.by.strip() else _("Say who decided."),
        "on": day_fault(said.on, today, gone=True),
    }
    if not found["on"] and goal.target_on and said.on > goal.target_on:
        found["on"] = _("The goal’s day had passed by then. A decision comes before the day of the target.")
    return {field: reason for field, reason in found.items() if reason}


def reading_faults(goal: Goal, value: Decimal | None, on: date, today: date) -> dict[str, str]:
    """Field → what is wrong with a reading."""
    found = {"value": value_fault(goal.kind, value), "measured_on": day_fault(on, today, gone=True)}
    return {field: reason for field, reason in found.items() if reason}
