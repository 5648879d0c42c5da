"""What this room tells of a challenge: counts, stops of its red thread, and the texts it is found by."""

from collections.abc import Collection, Iterator, Mapping

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nybrott.challenges.models import Challenge
from nybrott.challenges.queries import Reached
from nybrott.challenges.states import ChallengeState
from nybrott.core.actor import Actor
from nybrott.needs.models import Need, NeedDescription, ProblemStatement
from nybrott.needs.states import DescriptionState, NeedState

Texts = Iterator[tuple[int, int, str, str]]


def counts() -> dict[str, Count]:
    """What a challenge's page and list count: needs that are not parked, those verified, statements, versions, …"""
    return {
        "learnt": Count("insights", distinct=True),
        "needed": Count("needs", filter=~Q(needs__state=NeedState.PARKED), distinct=True),
        "verified": Count("needs", filter=Q(needs__state=NeedState.VERIFIED), distinct=True),
        "asked": Count("statements", distinct=True),
        "chosen": Count("statements", filter=Q(statements__chosen=True), distinct=True),
        "drafted": Count("descriptions", distinct=True),
        "approved": Count("descriptions", filter=Q(descriptions__state=DescriptionState.APPROVED), distinct=True),
    }


def reached(challenge: Challenge, counts: Mapping[str, int]) -> list[Reached]:
    """How far it is from what was heard to an approved description, as stops of the red thread."""
    learnt, needed, verified = counts["learnt"], counts["needed"], counts["verified"]
    sense = challenge.state == ChallengeState.SENSEMAKING
    return [
        Reached(
            "insight", _("Insight"), bool(learnt), now=sense and bool(counts["shown"]),
            note=ngettext("%(n)s insight", "%(n)s insights", learnt) % {"n": learnt} if learnt else "",
        ),
        Reached(
            "need", _("Need"), bool(verified), assumed=bool(needed) and not verified,
            note=_("%(verified)s of %(total)s verified") % {"verified": verified, "total": needed} if needed else "",
        ),
        Reached("statement", _("Problem"), bool(counts["chosen"]), now=bool(counts["asked"])),
        Reached("description", _("Need description"), bool(counts["approved"]), now=bool(counts["drafted"])),
    ]  # fmt: skip


def texts_of_statements(challenges: Collection[int]) -> Texts:
    """The problem statements of these challenges, as they are compared."""
    for one in ProblemStatement.objects.filter(challenge__in=challenges):
        yield one.challenge_id, one.pk, one.question, f"{one.question}\n{one.problem}"


def texts_of_needs(challenges: Collection[int]) -> Texts:
    """Their needs that are not parked."""
    for need in Need.objects.filter(challenge__in=challenges).exclude(state=NeedState.PARKED):
        whole = "\n".join((need.who, need.situation, need.need, need.because, need.consequence))
        yield need.challenge_id, need.pk, str(need), whole


def texts_of_descriptions(challenges: Collection[int]) -> Texts:
    """Their approved descriptions."""
    for one in NeedDescription.objects.filter(challenge__in=challenges, state=DescriptionState.APPROVED):
        yield one.challenge_id, one.pk, one.title, f"{one.title}\n{one.purpose}\n{one.background}"


def within_descriptions(actor: Actor, keys: Collection[int]) -> Mapping[int, int]:
    """Which challenges these descriptions hang on, as far as the actor may see them."""
    return dict(NeedDescription.objects.visible_to(actor).filter(pk__in=keys).values_list("pk", "challenge"))
