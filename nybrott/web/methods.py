"""What a challenge lacks, read across the rooms that hang on it, so that the right method card can be proposed."""

from collections.abc import Collection, Mapping

from nybrott.challenges.models import Challenge
from nybrott.challenges.queries import challenge_page
from nybrott.challenges.states import ChallengeState
from nybrott.needs.models import NeedDescription

FEW_VOICES, MANY_NEEDS = 5, 4


def lacking(counts: Mapping[str, int], *, kinds: Collection[str], looked_around: bool, measured: bool) -> list[str]:
    """The gaps of core.methods a challenge has, in the order of the red thread.

    `counts`: as a challenge's page has them; `kinds`: of its evidence; `looked_around`: whether anybody judged who has the
    same trouble; `measured`: whether a description has a goal that can be measured.
    """
    heard = counts["heard"] + counts["shown"]
    found = {
        "reuse": not looked_around,
        "stakeholders": not heard,
        "voices": heard < FEW_VOICES,
        "observation": "observation" not in kinds,
        "figures": not {"statistic", "survey"} & set(kinds),
        "insight": bool(heard) and not counts["learnt"],
        "needs": not counts["needed"],
        "unverified": bool(counts["needed"]) and not counts["verified"],
        "cause": not counts["asked"],
        "question": bool(counts["asked"]) and not counts["chosen"],
        "priority": counts["needed"] >= MANY_NEEDS and not counts["drafted"],
        "goals": bool(counts["chosen"]) and not measured,
        "market": bool(counts["approved"]),
        "requirements": bool(counts["approved"]),
    }
    return [gap for gap, there in found.items() if there]


def standing_of(challenge: Challenge) -> tuple[str, list[str]]:
    """How far a challenge has come, as method cards know it, and what it lacks. One that is heard again counts as described
    once a version is approved. Six queries."""
    counts = challenge_page(challenge).counts
    versions = NeedDescription.objects.filter(challenge=challenge).prefetch_related("goals")
    measured = any(goal.can_be_measured for version in versions for goal in version.goals.all())
    kinds = set(challenge.evidence.values_list("kind", flat=True))
    gaps = lacking(counts, kinds=kinds, looked_around=challenge.twins.exists(), measured=measured)
    heard_again = bool(counts["approved"]) and challenge.state in (ChallengeState.HEARING, ChallengeState.SENSEMAKING)
    return (ChallengeState.DESCRIBED if heard_again else challenge.state), gaps
