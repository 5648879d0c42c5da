"""Procurements where what came before what is shown and counted: procurements know nothing of runs, and runs nothing of procurements."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, time

from django.db.models import Q
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nybrott.core.contributions import Contribution, Reached, had
from nybrott.core.terms import months_after
from nybrott.effects.queries import Counted, Material, add_counted
from nybrott.effects.states import Level
from nybrott.efforts.queries import add_spending
from nybrott.gatherings.queries import KINDS, add_reached, called, contributions_to, labelled
from nybrott.needs.states import DescriptionState
from nybrott.procurements.models import Procurement
from nybrott.procurements.queries import add_block
from nybrott.procurements.states import Currency, ProcurementState
from nybrott.runs.models import Spending
from nybrott.ui.asking import who
from nybrott.ui.formats import day_short

SHOWN = 6  # contributions that are shown at once


def announced(challenges: Collection[int]) -> Iterator[Reached]:
    """Competitions that were announced to answer these challenges."""
    return _reached("competition", challenges)


def signed(challenges: Collection[int]) -> Iterator[Reached]:
    """Contracts that were signed to answer these challenges."""
    return _reached("signed", challenges)


def _reached(kind: str, challenges: Collection[int]) -> Iterator[Reached]:
    joined = Procurement.challenges.through.objects.filter(challenge__in=challenges).select_related("procurement")
    for link in joined.order_by("procurement", "challenge"):
        one = link.procurement
        at = one.competed_at if kind == "competition" else one.signed_at
        if at is not None:
            url = reverse("procurements:procurement", args=[one.pk])
            yield Reached(kind, str(one.pk), link.challenge_id, at, one.title, url)


def part_of_it(request: HttpRequest, procurement: Procurement) -> str:
    """Which drivers, mentors and sessions were part of a procurement: what they did for the challenges it answers, and when."""
    found = _contributions(procurement)
    if not found:
        return ""
    names = called(who(request), found)
    people: dict[str, set[str]] = {"driver": set(), "mentor": set()}
    for one in found:
        for person in one.people:
            if person.role in people:
                people[person.role].update(called(who(request), [_alone(one, person.user)])[one.key])
    rows = [
        {"kind": str(KINDS[one.kind]), "label": labelled(one) if one.kind not in {"session", "story"} else "", "on": day_short(one.at), "who": ", ".join(names[one.key]), "url": one.url}
        for one in sorted(found, key=lambda one: (one.at, one.key), reverse=True)
    ]  # fmt: skip
    shown = {
        "drivers": sorted(people["driver"]),
        "mentors": sorted(people["mentor"]),
        "first": rows[:SHOWN],
        "more": rows[SHOWN:],
        "count": len(rows),
    }
    return render_to_string("web/part_of_it.html", shown, request)


def _alone(one: Contribution, user: int) -> Contribution:
    return Contribution(
        one.kind, one.ref, one.challenge, one.at, frozenset(p for p in one.people if p.user == user), one.label, one.url
    )


def _contributions(procurement: Procurement) -> list[Contribution]:
    return contributions_to(list(procurement.challenges.values_list("pk", flat=True)))


def _came_to_competition(of: Material) -> list[Procurement]:
    """The organisation's procurements whose competition was announced, or whose contract was signed without one, while the run was on."""
    first = timezone.make_aware(datetime.combine(of.run.begins_on, time.min))
    there = Q(competed_at__gte=first, competed_at__lt=of.until) | Q(
        competed_at=None, signed_at__gte=first, signed_at__lt=of.until
    )
    return list(Procurement.objects.filter(there, organisation=of.run.organisation_id).order_by("pk"))


def _from_needs(of: Material) -> Counted:
    found = _came_to_competition(of)
    rest = (
        Procurement.objects.filter(pk__in=[one.pk for one in found], descriptions__state=DescriptionState.APPROVED)
        .distinct()
        .count()
    )
    if not found:
        return Counted(None, 0, _("No competition was announced."))
    return Counted(100 * rest / len(found), len(found), ngettext("%(rest)s of %(n)s procurement.", "%(rest)s of %(n)s procurements.", len(found)) % {"rest": rest, "n": len(found)})  # fmt: skip


def _with_driver(of: Material) -> Counted:
    found = _came_to_competition(of)
    n = sum(driven(one, one.competed_at or one.signed_at) for one in found)
    return Counted(
        float(n),
        n,
        ngettext("%(n)s of %(all)s procurements.", "%(n)s of %(all)s procurements.", n) % {"n": n, "all": len(found)},
    )


def driven(procurement: Procurement, until: datetime | None = None) -> bool:
    """Whether a driver did something for a challenge the procurement answers, before a time."""
    return had([one for one in _contributions(procurement) if until is None or one.at <= until], "driver")


def planned_spending(units: Collection[int]) -> Mapping[int, tuple[int, int]]:
    """What contracts of the plan cost units in the newest year they run in full, in øre: the value spread evenly over its months, options with it.

    Units whose spending was written in are left out, for that is known better; contracts in other currencies are not counted.
    """
    year = timezone.localdate().year
    found: dict[int, int] = {}
    running = Procurement.objects.filter(
        unit__in=units, currency=Currency.NOK, value__isnull=False, contract_on__isnull=False, ends_on__isnull=False,
    ).exclude(state=ProcurementState.STOPPED).exclude(unit__in=Spending.objects.filter(unit__in=units).values("unit"))  # fmt: skip
    for one in running:
        if one.unit_id and one.contract_on and one.value and (months := _months_in(year, one)) > 0:
            found[one.unit_id] = found.get(one.unit_id, 0) + months
    return {unit: (year, amount) for unit, amount in found.items()}


def _months_in(year: int, one: Procurement) -> int:
    """The part of a contract's value that falls in a year."""
    first, last = one.contract_on, one.ends_latest_on
    assert first is not None  # asked for in the question
    assert last is not None
    length = max((last.year - first.year) * 12 + last.month - first.month, 1)
    begin, end = max(first, date(year, 1, 1)), min(months_after(first, length), date(year + 1, 1, 1))
    inside = max((end.year - begin.year) * 12 + end.month - begin.month, 0)
    return (one.value or 0) * inside // length


def counted_procurements() -> None:
    """Say what challenges can reach, what plans of evaluation can count, who was part of a procurement, and what units spend by the plan."""
    add_block(part_of_it)
    add_spending(planned_spending)
    add_reached("competition", gettext_lazy("Competitions announced"), announced)
    add_reached("signed", gettext_lazy("Contracts signed"), signed)
    add_counted(
        "procurements.from_needs", gettext_lazy("Procurements that rest on an approved need description"), gettext_lazy("per cent"), Level.BEHAVIOUR, _from_needs,
        how=gettext_lazy("Of the organisation's procurements whose competition was announced, or whose contract was signed without one, since the run began: the share that rests on an approved need description."),
    )  # fmt: skip
    add_counted(
        "procurements.with_driver", gettext_lazy("Procurements with a driver involved"), gettext_lazy("procurements"), Level.BEHAVIOUR, _with_driver,
        how=gettext_lazy("How many of those procurements answer a challenge a driver had worked on before the competition was announced. It does not say that the driver caused it."),
    )  # fmt: skip
