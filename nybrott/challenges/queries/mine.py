"""What comes next in the challenges somebody works on, for the page they come to."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from nybrott.challenges.models import Anchoring, Challenge, TeamMember
from nybrott.challenges.queries.challenges import UNDER_WAY
from nybrott.challenges.queries.parts import STEPS
from nybrott.challenges.states import ChallengeState
from nybrott.core.actor import Actor


@dataclass(frozen=True, slots=True)
class MyStep:
    """The one next step of a challenge, and where it is taken. `answer`: somebody waits for the reader's answer; `theirs`: others must
    take it."""

    challenge: Challenge
    step: str
    url: str
    answer: bool = False
    theirs: bool = False


def my_steps(actor: Actor, *, limit: int) -> list[MyStep]:
    """The next step of each challenge under way that the actor owns, raised, is in the team of, or is asked to say yes to;
    the latest moved first. One query."""
    me = actor.user_id or 0
    open_questions = Anchoring.objects.filter(challenge=OuterRef("pk"), answered_at__isnull=True)
    asks_me = Exists(open_questions.filter(leader=me))
    team = TeamMember.objects.filter(user=me, joins=True).values("challenge")
    mine = Q(owner=me) | Q(raised_by=me) | Q(pk__in=team) | Q(asks_me)
    found = (
        Challenge.objects.visible_to(actor)
        .filter(mine, state__in=UNDER_WAY)
        .annotate(asked=Exists(open_questions), asks_me=asks_me)
        .order_by("-asks_me", "-moved_at", "-pk")
    )
    return [_step(one) for one in found[:limit]]


def _step(one: Challenge) -> MyStep:
    if getattr(one, "asks_me", False):
        return MyStep(
            one,
            _("Say yes or no to the time and the goal"),
            reverse("challenges:anchoring", args=[one.pk]),
            answer=True,
        )
    if one.state == ChallengeState.RAISED and getattr(one, "asked", False):
        return MyStep(
            one, _("Wait for the leader's answer"), reverse("challenges:challenge", args=[one.pk]), theirs=True
        )
    if one.state not in STEPS:
        return MyStep(one, str(ChallengeState(one.state).label), reverse("challenges:challenge", args=[one.pk]))
    label, address = STEPS[one.state]
    return MyStep(one, str(label), reverse(address, args=[one.pk]))
