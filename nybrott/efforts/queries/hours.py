"""Hours by role: set aside and used; and by person."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, IntegerField, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce

from nybrott.core.actor import Actor
from nybrott.runs.models import Hours, Participation, Run
from nybrott.runs.states import PartKind, PartState

SIZE = 25
THERE = (PartState.IN, PartState.DONE)


@dataclass(frozen=True, slots=True)
class Effort:
    """A role's hours, in minutes. `role`: "driver", "mentor" or "lead". `budget` is None when nothing was set aside.

    `without`: how many of them have used none."""

    role: str
    people: int
    budget: int | None
    used: int
    without: int


@dataclass(frozen=True, slots=True)
class PersonHours:
    """A person's part with minutes set aside (None: nothing said) and used."""

    part: Participation
    budget: int | None
    used: int


def _parts(actor: Actor, run: Run) -> QuerySet[Participation]:
    """Those who take part whose hours somebody sees, each with `spent` minutes and `most` hours (0: nothing said)."""
    found = Participation.objects.visible_to(actor).filter(run=run, state__in=THERE)
    return found.annotate(spent=Coalesce(Sum("used__minutes"), Value(0)))


def efforts(actor: Actor, run: Run) -> list[Effort]:
    """By role, in the order driver, mentor, lead. Four queries. The lead's only in the organisation that keeps the run."""
    made = []
    for role in (PartKind.DRIVER, PartKind.MENTOR):
        expected = int(run.hours.get(role) or 0)
        set_aside = Coalesce("hours", Value(expected), output_field=IntegerField())
        parts = Participation.objects.visible_to(actor).filter(run=run, state__in=THERE, kind=role)
        said = parts.aggregate(people=Count("pk"), hours=Sum(set_aside))
        used = Hours.objects.filter(part__in=Participation.objects.visible_to(actor).filter(run=run, kind=role))
        spent = used.aggregate(
            minutes=Sum("minutes"), people=Count("part", distinct=True, filter=Q(part__state__in=THERE))
        )
        budget = (said["hours"] or 0) * 60
        made.append(
            Effort(role, said["people"], budget or None, spent["minutes"] or 0, said["people"] - spent["people"])
        )
    if actor.organisation_id == run.organisation_id or actor.system:
        lead = Hours.objects.visible_to(actor).filter(run=run)
        spent = lead.aggregate(minutes=Sum("minutes"), people=Count("lead", distinct=True))
        expected = int(run.hours.get("lead") or 0) * 60
        made.append(Effort("lead", spent["people"], expected or None, spent["minutes"] or 0, 0))
    return made


def people_hours(actor: Actor, run: Run, page: int = 1) -> tuple[Page[Participation], list[PersonHours]]:
    """Each person, mentors first, those who have used least before the others, a page at a time. Two queries."""
    found = _parts(actor, run).select_related("user", "unit", "organisation")
    cut = Paginator(found.order_by("-kind", F("spent").asc(), "user__sort_name", "pk"), SIZE).get_page(page)
    return cut, [person(run, one) for one in cut.object_list]


def everyone(actor: Actor, run: Run) -> list[PersonHours]:
    """The same, all of them, for a file."""
    found = _parts(actor, run).select_related("user", "unit", "organisation")
    return [person(run, one) for one in found.order_by("-kind", "user__sort_name", "pk")]


def person(run: Run, part: Participation) -> PersonHours:
    """What was set aside for a part and used in it."""
    expected = part.hours if part.hours is not None else run.hours.get(part.kind)
    return PersonHours(part, None if expected is None else int(expected) * 60, int(getattr(part, "spent", 0)))


def hour_kinds(actor: Actor, run: Run) -> list[tuple[str, int]]:
    """What the time went to: kind → minutes, the most first. One query."""
    seen = Hours.objects.visible_to(actor).filter(Q(part__run=run) | Q(run=run))
    rows = seen.values_list("kind").annotate(minutes=Sum("minutes")).order_by(F("minutes").desc(), "kind")
    return [(kind, minutes) for kind, minutes in rows]


def mine(actor: Actor, run: Run) -> tuple[list[Participation], list[Hours]]:
    """One's own parts in a run, and the last hours one wrote or that were noted for one."""
    parts = Participation.objects.filter(
        run=run, user_id=actor.user_id or 0, organisation_id=actor.organisation_id or 0
    )
    own = Q(part__in=parts) | Q(run=run, lead_id=actor.user_id or 0)
    last = Hours.objects.filter(own).select_related("part").order_by("-used_on", "-pk")
    return list(parts.order_by("pk")), list(last[:15])


def minutes_between(organisation: int, first: date, last: date, units: Collection[int] | None = None) -> dict[str, tuple[int, int]]:  # fmt: skip
    """Role ("driver", "mentor", "lead") → minutes used from a day to another, both with, and by how many people. With `units`: only those who take part for one of
    them, and so nothing of leading. Two queries."""
    used = Hours.objects.filter(part__organisation=organisation, used_on__range=(first, last))
    if units is not None:
        used = used.filter(part__unit__in=units)
    rows = (
        used.order_by()
        .values_list("part__kind")
        .annotate(minutes=Sum("minutes"), people=Count("part__user", distinct=True))
    )
    found = {kind: (minutes, people) for kind, minutes, people in rows}
    if units is None:
        lead = Hours.objects.filter(run__organisation=organisation, used_on__range=(first, last))
        spent = lead.aggregate(minutes=Sum("minutes"), people=Count("lead", distinct=True))
        found["lead"] = (spent["minutes"] or 0, spent["people"])
    return {role: found.get(role, (0, 0)) for role in ("driver", "mentor", *(("lead",) if units is None else ()))}
