"""What waits for a decision from somebody, from every room in which leaders decide."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nybrott.challenges.models import Anchoring
from nybrott.challenges.queries import UNDER_WAY
from nybrott.core.actor import Actor
from nybrott.effects.models import Plan, Report
from nybrott.goals import rules as goals
from nybrott.goals.models import Goal
from nybrott.goals.states import OPEN, GoalState
from nybrott.leaders.queries.scope import Scope, scope_of
from nybrott.leaders.rules import may_see
from nybrott.needs.models import NeedDescription
from nybrott.needs.rules import may_approve
from nybrott.needs.states import DescriptionState
from nybrott.people.models import Organisation
from nybrott.priorities.models import Priority
from nybrott.priorities.rules import may_decide as may_prioritise
from nybrott.priorities.states import RoundState
from nybrott.procurements.queries import decisions
from nybrott.reports.rules import may_decide as may_conclude
from nybrott.runs.models import Yes
from nybrott.ui.formats import day_year

MOST = 200  # of each kind


@dataclass(frozen=True, slots=True)
class Wait:
    """Something that waits: what is to be decided and about what, why it waits, where, and since when."""

    what: str
    about: str
    why: str
    url: str
    since: datetime


def own_waits(actor: Actor, organisation: Organisation, now: datetime) -> list[Wait]:
    """What waits for a leader's decision, for beside other things; nothing for those who lead nothing."""
    return waits_for(actor, scope_of(actor, organisation), now) if may_see(actor) else []


def waits_for(actor: Actor, scope: Scope, now: datetime) -> list[Wait]:
    """What waits for the actor's own decision, the longest first. A fixed number of queries for each kind."""
    found = [
        *_time_for_challenges(actor), *_time_for_people(actor), *_goals(actor, scope, timezone.localdate(now)), *_contracts(actor, now), *_descriptions(actor),
        *_needs(actor), *_programmes(actor),
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.since, one.url))


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _time_for_challenges(actor: Actor) -> Iterator[Wait]:
    asked = Anchoring.objects.visible_to(actor).filter(
        leader=actor.user_id, answered_at=None, challenge__state__in=UNDER_WAY
    )
    for one in asked.select_related("challenge", "asked_by").order_by("asked_at")[:MOST]:
        why = _("%(name)s asks for time, so that the work can begin.") % {"name": one.asked_by.name if one.asked_by else _("Someone")}  # fmt: skip
        yield Wait(_("Say yes or no to the time and the goal"), one.challenge.title, why, reverse("challenges:anchoring", args=[one.challenge_id]), one.asked_at)  # fmt: skip


def _time_for_people(actor: Actor) -> Iterator[Wait]:
    asked = Yes.objects.visible_to(actor).filter(part__leader=actor.user_id, answer=None, put_aside_at=None)
    for one in asked.select_related("part__user", "part__run").order_by("asked_at")[:MOST]:
        said = {"name": one.part.user.name, "run": one.part.run.title}
        why = _("%(name)s has signed up for %(run)s, and has no place until you answer.") % said
        yield Wait(_("Say yes or no to someone’s time"), one.part.user.name, why, reverse("recruiting:answer", args=[one.pk]), one.asked_at)  # fmt: skip


def _goals(actor: Actor, scope: Scope, today: date) -> Iterator[Wait]:
    found = Goal.objects.visible_to(actor).filter(state__in=OPEN).select_related("owner").order_by("pk")
    for one in found[:MOST]:
        if one.owner_id != actor.user_id and not (one.unit_id and scope.holds(one.unit_id)) and scope.units is not None:
            continue  # a goal of the whole organisation is for its owner and those who see the whole
        where = [one.pk]
        if one.state == GoalState.PROPOSED:
            if goals.may_decide(actor, one):
                yield Wait(_("Decide about a goal"), one.title, _("It is proposed, and complete."), reverse("goals:step", args=[*where, "decide"]), one.made_at)  # fmt: skip
        elif one.target_on and one.target_on < today:
            if goals.may_end(actor, one, "reach"):
                why = _("The day of the target was %(day)s.") % {"day": day_year(one.target_on)}
                yield Wait(_("Say how a goal ended"), one.title, why, reverse("goals:step", args=[*where, "end"]), _moment(one.target_on))  # fmt: skip
        elif one.review_on and one.review_on <= today and goals.may_review(actor, one):
            why = _("It was to be looked at again on %(day)s.") % {"day": day_year(one.review_on)}
            yield Wait(_("Look at a goal again"), one.title, why, reverse("goals:step", args=[*where, "review"]), _moment(one.review_on))  # fmt: skip


def _contracts(actor: Actor, now: datetime) -> Iterator[Wait]:
    for one in decisions(actor, now):
        yield Wait(_("Decide what happens to what was tried"), one.procurement.title, one.said, one.url, one.since)


def _descriptions(actor: Actor) -> Iterator[Wait]:
    mine = NeedDescription.objects.filter(challenge__owner=actor.user_id, challenge__organisation=actor.organisation_id)
    found = mine.filter(state=DescriptionState.REVIEW).select_related("challenge__owner").order_by("pk")
    for one in found[:MOST]:
        if may_approve(actor, one):
            yield Wait(
                _("Approve a need description, or send it back"), one.challenge.title, _("You own the need. No one asks the market"
                                                                                         " until you have approved it."),
                reverse("needs:version", args=[one.pk]), one.changed_at,
            )  # fmt: skip


def _needs(actor: Actor) -> Iterator[Wait]:
    found = Priority.objects.filter(
        round__organisation=actor.organisation_id, round__state=RoundState.SHOWN, outcome=""
    )
    mine = Q(need__challenge__owner=actor.user_id) | Q(need__challenge__unit__in=actor.unit_ids)
    for one in found.filter(mine).select_related("round", "need__challenge__owner").order_by("pk")[:MOST]:
        if may_prioritise(actor, one):
            yield Wait(_("Decide about a need"), str(one.need), _("Everyone has scored, and can see how the scores compare."), reverse("priorities:decide", args=[one.pk]), one.round.moved_at)  # fmt: skip


def _programmes(actor: Actor) -> Iterator[Wait]:
    newest = Report.objects.filter(plan=OuterRef("pk")).order_by("-number")
    found = Plan.objects.filter(run__organisation=actor.organisation_id, decision=None).annotate(last=Subquery(newest.values("pk")[:1]))  # fmt: skip
    reports = {one.pk: one for one in Report.objects.filter(pk__in=found.filter(last__isnull=False).values("last")).defer("content")}  # fmt: skip
    for plan in found.filter(last__isnull=False).select_related("run", "decides").order_by("pk")[:MOST]:
        report = reports[int(vars(plan)["last"])]
        if may_conclude(actor, plan, report, None):
            why = _("The evaluation has a report of %(day)s.") % {"day": day_year(report.made_at)}
            yield Wait(_("Decide whether the programme goes on, is adapted or stops"), plan.run.title, why, reverse("reports:decision", args=[plan.run_id]), report.made_at)  # fmt: skip
