"""What an evaluation plan lacks before it can be settled, each in a sentence with the place where it is put in."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from nybrott.effects.models import Indicator, Plan
from nybrott.effects.queries.indicators import by_level
from nybrott.effects.states import Level, Source
from nybrott.people.models import Membership
from nybrott.people.roles import permissions_of


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that is not there. `says` a whole sentence, `url` where it is put in."""

    says: str
    url: str


def missing(plan: Plan) -> list[Lack]:
    """Everything that is not there, in the order of the page."""
    return [*_questions(plan), *_indicators(plan), *_comparison(plan), *_people(plan)]


def leads(plan: Plan, user_id: int | None) -> bool:
    """Whether somebody leads runs in the organisation, or planned this one: whoever does has no distance to it."""
    if user_id is None:
        return False
    held = Membership.objects.filter(organisation=plan.organisation_id, user=user_id).current().first()
    return plan.run.planned_by_id == user_id or (
        held is not None and "runs.manage" in permissions_of(frozenset(held.roles))
    )


def _questions(plan: Plan) -> list[Lack]:
    if plan.questions.exists():
        return []
    return [Lack(_("The evaluation has no question to answer."), reverse("effects:question_new", args=[plan.run_id]))]


def _indicators(plan: Plan) -> list[Lack]:
    found: list[Lack] = []
    for each in by_level(plan):
        if not each.indicators and not each.why:
            says = _("Level “%(level)s”: there is no indicator, and no one has written why.") % {
                "level": each.level.label.lower()
            }
            found.append(Lack(says, f"{reverse('effects:indicator_new', args=[plan.run_id])}?level={each.level}"))
        found += [
            Lack(says, reverse("effects:indicator", args=[one.pk])) for one in each.indicators for says in lacking(one)
        ]
    return found


def lacking(indicator: Indicator) -> list[str]:
    """What one indicator lacks: a value before with its day, or why there is none; and a value to reach."""
    target, found = indicator.target, []
    name = {"name": target.name}
    if target.baseline is None and not target.no_baseline.strip():
        found.append(_("“%(name)s” lacks a value before, or why no one knows it.") % name)
    if target.baseline is not None and target.baseline_on is None:
        found.append(_("“%(name)s” lacks the day its value before is from.") % name)
    if target.target is None:
        found.append(_("“%(name)s” lacks a target value.") % name)
    elif target.target == target.baseline:
        found.append(_("“%(name)s” has the same target as the value before.") % name)
    return found


def _comparison(plan: Plan) -> list[Lack]:
    here = reverse("effects:comparison", args=[plan.run_id])
    if plan.with_units and not plan.run.compared.exists():
        return [Lack(_("It is to be compared with units that do not take part, but the run has not chosen any."), here)]
    if (plan.own_years or plan.others) and not plan.indicators.filter(source=Source.OFFICIAL).exists():
        says = _(
            "Earlier years and other organisations are seen through official notices, and no indicator is counted from those."
        )
        return [Lack(says, f"{reverse('effects:indicator_new', args=[plan.run_id])}?level={Level.RESULTS}")]
    if plan.own_years or plan.with_units or plan.others or plan.not_compared.strip():
        return []
    return [Lack(_("Nothing is compared, and no one has written why."), here)]


def _people(plan: Plan) -> list[Lack]:
    found, here = [], reverse("effects:people", args=[plan.run_id])
    if not _belongs(plan, plan.evaluator_id):
        found.append(Lack(_("No one is named to evaluate."), here))
    elif leads(plan, plan.evaluator_id) and not plan.no_distance.strip():
        found.append(Lack(_("The person who evaluates also leads runs, and no one has written why."), here))
    if not _belongs(plan, plan.decides_id):
        found.append(Lack(_("No one is named to decide on the basis of it."), here))
    if not plan.decides_what.strip():
        found.append(Lack(_("It does not say what is decided on the basis of it."), here))
    if plan.decides_on is None:
        found.append(Lack(_("There is no date for the decision."), here))
    return found


def _belongs(plan: Plan, user_id: int | None) -> bool:
    """Whether somebody is named who still belongs to the organisation."""
    held = Membership.objects.filter(organisation=plan.organisation_id, user=user_id or 0, user__is_active=True)
    return held.current().exists()
