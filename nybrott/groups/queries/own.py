"""What of their own the members say that a group answers, and the group as a stop of a red thread."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.core.trail import Key, State, Stop, Trail
from nybrott.groups.models import BuyersGroup, Match, OwnNeed, Party
from nybrott.groups.queries.sameness import met
from nybrott.groups.states import GroupState, PartRole, PartState
from nybrott.needs.models import ProblemStatement

DRAWN: dict[str, State] = {GroupState.DONE: "done", GroupState.DISSOLVED: "stopped"}


def own_needs(actor: Actor, group: BuyersGroup) -> QuerySet[OwnNeed]:
    """What of the reader's own organisation a group answers, in the order it was said."""
    found = OwnNeed.objects.visible_to(actor).standing().filter(group=group)
    return found.select_related("challenge", "statement", "description", "written_by").order_by("written_at", "pk")


def needs_at_yes(party: Party) -> QuerySet[OwnNeed]:
    """What is linked by itself once an organisation that was asked says yes."""
    return party.own_needs.filter(ended_at=None).select_related("challenge").order_by("pk")


def founding_statements(actor: Actor, match: Match, members: Collection[int]) -> dict[int, ProblemStatement]:
    """Organisation → the statement a proposal rests on: ours, the other side's of the match, and those of others asked that both say is the same as ours."""
    chosen = next(iter(met(actor, only=match.pk)), None)
    if chosen is None:
        return {}
    found = {actor.organisation_id or 0: chosen.ours}
    if chosen.place.pk in members:
        found[chosen.place.pk] = chosen.theirs
    for one in met(actor):
        if one.ours == chosen.ours and one.place.pk in members and one.both_say_yes:
            found.setdefault(one.place.pk, one.theirs)
    return found


def bought_together(actor: Actor, challenge: Challenge) -> Trail:
    """The buyers' groups that answer a challenge, as stops of its red thread. One query."""
    return _trail(_standing(actor).filter(challenge=challenge))


def group_trail(actor: Actor, group: BuyersGroup) -> Trail:
    """A group with what of the reader's own it answers; where that is nothing, a hole that a member can fill."""
    found = _trail(_standing(actor).filter(group=group))
    if found.stops:
        return found
    party = Party.objects.filter(group=group, organisation_id=actor.organisation_id or 0).first()
    stop = _stop(group, inside=party is not None and Party.objects.current().filter(pk=party.pk).exists())
    if party is None or party.role != PartRole.MEMBER or party.state != PartState.IN:
        return Trail((stop,))
    url = reverse("groups:do", args=[group.pk, "needs"])
    hole = Stop("challenge", "", _("None of our own challenges is linked"), "missing", url, note=_("Say which of our own the group answers"))  # fmt: skip
    return Trail((hole, stop))


def _standing(actor: Actor) -> QuerySet[Any]:
    """What groups answer, each with whether its organisation is still in the group (`inside`)."""
    inside = Exists(Party.objects.current().filter(pk=OuterRef("party")))
    found = OwnNeed.objects.visible_to(actor).standing().select_related("group").annotate(inside=inside)
    return found.order_by("written_at", "pk")


def _trail(found: Iterable[Any]) -> Trail:
    stops, links = [], set()
    for one in found:
        stop = _stop(one.group, inside=one.inside)
        stops.append(stop)
        links |= {(before, stop.key) for before in _behind(one)}
    return Trail(tuple(stops), frozenset(links))


def _behind(one: OwnNeed) -> list[Key]:
    """What led to the group; of a description that was replaced since, its challenge is still there."""
    found: list[Key] = [("challenge", str(one.challenge_id))]
    found += [("statement", str(one.statement_id))] if one.statement_id else []
    return [*found, ("description", str(one.description_id))] if one.description_id else found


def _stop(group: BuyersGroup, *, inside: bool) -> Stop:
    url, over = reverse("groups:group", args=[group.pk]), group.state in DRAWN
    if not inside and not over:
        return Stop("group", str(group.pk), group.name, "stopped", url, group.made_at, word=_("We have left"))
    return Stop("group", str(group.pk), group.name, DRAWN.get(group.state, "now"), url, group.made_at, word=str(group.get_state_display()))  # fmt: skip
