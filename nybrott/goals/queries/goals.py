"""Goals of an organisation, what stands on a goal's page, and what rooms above hang on it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.desk.models import Task
from nybrott.goals import rules
from nybrott.goals.models import Goal, GoalQuerySet, Reading
from nybrott.goals.states import OPEN, GoalState
from nybrott.people.models import Membership, Unit, User
from nybrott.ui.formats import day_year
from nybrott.ui.frame import Link
from nybrott.ui.thread import NextStep


@dataclass(frozen=True, slots=True)
class Served:
    """Something that works towards a goal: what it is called, where it is, and a few words."""

    label: str
    url: str
    note: str = ""


READERS: list[Callable[[Actor, Goal], Iterable[Served]]] = []
_PLACES: list[Callable[[str], list[Link]]] = []


def add_served(read: Callable[[Actor, Goal], Iterable[Served]]) -> None:
    """A room above: what of its things works towards a goal, as far as the actor may see them."""
    if read not in READERS:
        READERS.append(read)


def served_by(actor: Actor, goal: Goal) -> list[Served]:
    """Everything that works towards a goal."""
    return [one for read in READERS for one in read(actor, goal)]


def add_places(read: Callable[[str], list[Link]]) -> None:
    """The tabs the list of goals stands among, from the address of the one shown; the later one counts."""
    _PLACES[:] = [read]


def places() -> list[Link]:
    """The tabs the list of goals stands among; none when it stands alone."""
    return _PLACES[0]("goals:goals") if _PLACES else []


def current_goals(actor: Actor) -> GoalQuerySet:
    """Goals that are decided and have not ended, by title: what can be worked towards. Each with `now_value` and `now_on`."""
    return (
        Goal.objects.visible_to(actor)
        .filter(state=GoalState.DECIDED)
        .with_now()
        .select_related("unit")
        .order_by("title", "pk")
    )


def may_take_its_place(actor: Actor, goal: Goal) -> GoalQuerySet:
    """Open goals of the same organisation that can replace one, by title."""
    found = Goal.objects.visible_to(actor).filter(organisation=goal.organisation_id, state__in=OPEN)
    return found.exclude(pk=goal.pk).order_by("title", "pk")


def readings_of(goal: Goal) -> QuerySet[Reading]:
    """All readings, the newest day first, with what corrected them and what they correct."""
    return goal.readings.select_related("said_by", "corrected_by", "corrects").order_by("-measured_on", "-pk")


def open_units(actor: Actor) -> "QuerySet[Unit]":
    """The organisation's units that are not closed, by name."""
    return Unit.objects.visible_to(actor).filter(closed_at__isnull=True).order_by("name")


def people_of(actor: Actor) -> "QuerySet[User]":
    """Everyone who belongs to the actor's organisation now, by name."""
    members = Membership.objects.visible_to(actor).filter(ended_at__isnull=True)
    return User.objects.filter(memberships__in=members).order_by("name")


def crumbs(goal: Goal | None = None, *more: str) -> tuple[Link, ...]:
    """The way to a page of a goal."""
    way = [Link(_("Goals"), reverse("goals:goals"))]
    if goal is not None:
        way.append(Link(goal.title, reverse("goals:goal", args=[goal.pk]) if more else ""))
    return (*way, *(Link(one) for one in more))


def next_step(actor: Actor, goal: Goal, now: datetime, *, read: bool) -> NextStep | None:
    """What comes next with a goal, and whose it is. `read`: whether it has a reading."""
    if goal.state not in OPEN:
        return None
    whose = goal.owner.name if goal.owner else _("No one answers for it yet")
    if goal.state == GoalState.PROPOSED:
        may = rules.may_decide(actor, goal)
        if lacking := rules.missing(goal):
            said = _("It is proposed. Still missing: %(what)s.") % {"what": "; ".join(lacking)}
            return NextStep(said, _("Say what is missing"), who=whose, url=reverse("goals:change", args=[goal.pk]) if rules.may_change(actor, goal) else "", reason=rules.may_change(actor, goal).reason)  # fmt: skip
        return NextStep(_("It is proposed, and complete."), _("Enter the decision"), who=whose, url=_step(goal, "decide") if may else "", reason=may.reason)  # fmt: skip
    return _followed(actor, goal, timezone.localdate(now), whose, read=read)


def _followed(actor: Actor, goal: Goal, today: date, whose: str, *, read: bool) -> NextStep | None:
    if goal.target_on and goal.target_on < today:
        may = rules.may_end(actor, goal, "reach")
        said = _("The day of the target has passed.")
        return NextStep(
            said, _("Say how it ended"), who=whose, url=_step(goal, "end") if may else "", reason=may.reason
        )
    follow = rules.may_follow(actor, goal)
    if goal.review_on and goal.review_on <= today:
        said = _("It was to be looked at again on %(day)s.") % {"day": day_year(goal.review_on)}
        return NextStep(said, _("Look at it again"), who=whose, url=_step(goal, "review") if follow else "", reason=follow.reason)  # fmt: skip
    if not read:
        where = f"{reverse('goals:goal', args=[goal.pk])}#measure"
        return NextStep(_("It is decided, and no one has measured since."), _("Enter a reading"), who=whose, url=where if follow else "", reason=follow.reason)  # fmt: skip
    return None


def _step(goal: Goal, step: str) -> str:
    return reverse("goals:step", args=[goal.pk, step])


def to_ask(today: date) -> Iterator[tuple[Goal, str, date]]:
    """Decided goals somebody must do something with, and what: "review" when that day has come, "outcome" when the target's has passed. Each is asked for
    once: a task that was laid aside is not given again before the next such day."""
    decided = Goal.objects.filter(state=GoalState.DECIDED).select_related("organisation", "owner").order_by("pk")
    for word, found, field in (
        ("review", decided.filter(review_on__lte=today), "review_on"),
        ("outcome", decided.filter(target_on__lt=today), "target_on"),
    ):
        for goal in found:
            on: date = getattr(goal, field)
            given = Task.objects.filter(
                word=word, about_kind="goals.goal", about_ref=str(goal.pk), made_at__date__gte=on
            )
            if not given.exists():
                yield goal, word, on
