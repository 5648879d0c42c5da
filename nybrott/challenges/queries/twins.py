"""The likely twins of a challenge: what was decided about them, and what nobody has judged yet."""

from dataclasses import dataclass

from django.urls import reverse

from nybrott.challenges.models import Challenge, Twin
from nybrott.challenges.queries.likeness import LikelyTwin, likely_twins
from nybrott.challenges.queries.noticed import likely_notices, notice_address
from nybrott.challenges.queries.parts import WITHIN
from nybrott.core.actor import Actor

SHOWN = 5  # likely twins that are shown at once: challenges first, and room for notices among them


def twins_of(actor: Actor, text: str) -> list[LikelyTwin]:
    """Likely twins from our own, from those who share and from official notices, for somebody about to begin."""
    return sorted([*likely_twins(actor, text, limit=SHOWN), *likely_notices(text)], key=lambda twin: -twin.score)


def text_of(challenge: Challenge) -> str:
    """What a challenge is compared by."""
    return f"{challenge.title}\n{challenge.story}\n{challenge.whom}"


def new_twins(
    actor: Actor, challenge: Challenge, settled: "list[SettledTwin]", *, notices: bool = True
) -> list[LikelyTwin]:
    """The likely twins of a challenge that nobody has judged yet."""
    judged = {(one.twin.kind, one.twin.ref) for one in settled}
    but = {int(ref) for kind, ref in judged if kind == "challenge"} | {challenge.pk, challenge.joined_with_id or 0}
    text = text_of(challenge)
    found = likely_twins(actor, text, limit=SHOWN + len(judged), but=but)
    if notices:
        found += likely_notices(text, limit=3 + len(judged))
    return [twin for twin in sorted(found, key=lambda twin: -twin.score) if (twin.kind, twin.ref) not in judged][:8]


@dataclass(frozen=True, slots=True)
class SettledTwin:
    """What was decided about a twin, and where it is read now; `url` is empty when the reader may not see it any more."""

    twin: Twin
    url: str


def settled_twins(actor: Actor, challenge: Challenge) -> list[SettledTwin]:
    """What was decided about a challenge's likely twins so far, the newest first."""
    twins = list(challenge.twins.select_related("decided_by").order_by("-decided_at", "-pk"))
    refs = [int(one.ref) for one in twins if one.kind == "challenge"]
    within = {
        (kind, str(ref)): over
        for kind, look in WITHIN.items()
        for ref, over in look(actor, [int(one.ref) for one in twins if one.kind == kind]).items()
    }
    own = set(Challenge.objects.visible_to(actor).filter(pk__in=refs).values_list("pk", flat=True))
    theirs = set(Challenge.objects.all().shared_with(actor).filter(pk__in=refs).values_list("pk", flat=True))

    def address(one: Twin) -> str:
        if one.kind == "notice":
            return notice_address(one.ref)
        if (one.kind, one.ref) in within:
            return reverse("challenges:challenge", args=[within[one.kind, one.ref]])
        pk = int(one.ref) if one.kind == "challenge" else 0
        if pk in theirs:
            return reverse("challenges:shared", args=[pk])
        return reverse("challenges:challenge", args=[pk]) if pk in own else ""

    return [SettledTwin(one, address(one)) for one in twins]
