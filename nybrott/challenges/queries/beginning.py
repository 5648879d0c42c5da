"""Where the red thread begins: the challenge, what was found before, the team, and a leader's yes."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from nybrott.challenges import rules
from nybrott.challenges.models import Anchoring, Challenge, Twin
from nybrott.challenges.queries.twins import settled_twins
from nybrott.challenges.states import ChallengeState
from nybrott.core.actor import Actor
from nybrott.core.trail import State, Stop, Trail

OVER = (ChallengeState.PARKED, ChallengeState.REUSED, ChallengeState.JOINED)


def beginning_of(actor: Actor, challenge: Challenge) -> Trail:
    """The challenge itself, its twins, team and anchoring, as stops. Up to seven queries."""
    works = bool(rules.may_work_on(actor, challenge)) and challenge.state not in OVER
    stops = [*_raised(challenge), *_twins(actor, challenge), *_team(challenge, works), *_anchored(challenge, works)]
    raised = stops[0].key
    return Trail(tuple(stops), frozenset((raised, stop.key) for stop in stops[1:] if stop.state != "missing"))


def _raised(challenge: Challenge) -> Iterator[Stop]:
    url = reverse("challenges:challenge", args=[challenge.pk])
    by = challenge.raised_by.name if challenge.raised_by else ""
    yield Stop("challenge", str(challenge.pk), _("The challenge was raised"), "done", url, challenge.raised_at, who=by)
    if challenge.state in OVER:
        word = str(ChallengeState(challenge.state).label)
        yield Stop("challenge", "over", challenge.reason or word, "stopped", url, challenge.moved_at, word=word)


def _twins(actor: Actor, challenge: Challenge) -> Iterator[Stop]:
    for settled in settled_twins(actor, challenge):
        one = settled.twin
        state: State = "stopped" if one.decision == Twin.Decision.PASSED else "done"
        by = one.decided_by.name if one.decided_by else ""
        word = str(Twin.Decision(one.decision).label)
        yield Stop("twin", str(one.pk), _("Similar: %(twin)s") % {"twin": one.label}, state, settled.url, one.decided_at, word=word, who=by)  # fmt: skip


def _team(challenge: Challenge, works: bool) -> Iterator[Stop]:
    url = reverse("challenges:team", args=[challenge.pk])
    joined = [one for one in challenge.team.select_related("user").order_by("answered_at", "pk") if one.joins]
    for member in joined:
        label = _("%(name)s joined the team") % {"name": member.user.name}
        yield Stop("team", str(member.pk), label, "done", url, member.answered_at, who=member.craft)
    if not joined:
        yield Stop("team", "", _("A cross-disciplinary team"), "missing", url if works else "", note=_("Ask colleagues into the team"))  # fmt: skip


def _anchored(challenge: Challenge, works: bool) -> Iterator[Stop]:
    url = reverse("challenges:anchoring", args=[challenge.pk])
    found = list(challenge.anchorings.select_related("leader").order_by("asked_at", "pk"))
    for one in found:
        yield _asked(one, url)
    if not any(one.agreed or one.answered_at is None for one in found):
        step = _("Ask a leader to say yes to the time and the goal")
        yield Stop("anchoring", "", _("A leader's yes"), "missing", url if works else "", note=step)


def _asked(one: Anchoring, url: str) -> Stop:
    who = one.leader.name if one.leader else ""
    if one.answered_at is None:
        return Stop("anchoring", str(one.pk), _("A leader is asked for a yes"), "now", url, one.asked_at, who=who)
    label = _("A leader said yes: %(goal)s") if one.agreed else _("A leader said no for now: %(goal)s")
    state: State = "done" if one.agreed else "stopped"
    return Stop("anchoring", str(one.pk), label % {"goal": one.goal}, state, url, one.answered_at, who=who)
