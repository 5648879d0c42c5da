"""What was decided, as other rooms' pages show it."""

from collections.abc import Iterator, Mapping

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from nybrott.challenges.models import Challenge
from nybrott.challenges.queries import Line, Reached, Said
from nybrott.core.actor import Actor
from nybrott.needs.models import Need
from nybrott.priorities.models import Priority, Round
from nybrott.priorities.states import Outcome, RoundState
from nybrott.ui.formats import day_year

KINDS = {Outcome.GO: "success", Outcome.WAIT: "warning"}


def decided(actor: Actor, *, challenge: Challenge | None = None, need: Need | None = None) -> list[Priority]:
    """Decisions about the needs of a challenge, or about one need, newest first; of each need the last one. One query."""
    found = Priority.objects.visible_to(actor).exclude(outcome="")
    found = found.filter(need=need) if need is not None else found.filter(need__challenge=challenge)
    latest: dict[int, Priority] = {}
    for one in found.select_related("need", "round", "decided_by").order_by("-decided_at", "-pk"):
        latest.setdefault(one.need_id, one)
    return list(latest.values())


def _line(each: Priority, label: str, url: str) -> Line:
    outcome = Outcome(each.outcome)
    who = each.decided_by.name if each.decided_by else "–"
    note = " · ".join([who, day_year(each.decided_at), *([each.round.title] if label != each.round.title else [])])
    return Line(label, url, str(outcome.label), KINDS.get(outcome, "neutral"), each.reason, note)


def said_of_challenge(actor: Actor, challenge: Challenge) -> Iterator[Said]:
    """Which of its needs are gone on with, and which not."""
    lines = [_line(each, str(each.need), reverse("insights:need", args=[each.need_id])) for each in decided(actor, challenge=challenge)]  # fmt: skip
    here = reverse("priorities:of_challenge", args=[challenge.pk])
    yield Said(_("What was decided about the needs"), tuple(lines), here, _("All rounds"))


def said_of_need(actor: Actor, need: Need) -> Iterator[Said]:
    """What was decided about it last."""
    lines = [_line(each, each.round.title, reverse("priorities:round", args=[each.round_id])) for each in decided(actor, need=need)]  # fmt: skip
    yield Said(_("What was decided"), tuple(lines))


def reached(challenge: Challenge, _counts: Mapping[str, int]) -> list[Reached]:
    """The stop on a challenge's red thread: there when a round has begun, done when something of it is decided. One query."""
    begun = Round.objects.filter(challenge=challenge).exclude(state__in=[RoundState.DRAFT, RoundState.CALLED_OFF])
    found = begun.aggregate(
        rounds=Count("pk", distinct=True), needs=Count("priorities__need", distinct=True),
        decided=Count("priorities__need", filter=~Q(priorities__outcome=""), distinct=True),
    )  # fmt: skip
    if not found["rounds"]:
        return []
    said = _("%(decided)s of %(total)s decided") % {"decided": found["decided"], "total": found["needs"]}
    return [Reached("priority", _("Priorities"), bool(found["decided"]), now=True, note=said)]
