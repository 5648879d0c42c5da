"""Raise a challenge, word it, and take it from step to step."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nybrott.challenges import rules
from nybrott.challenges.actions.likeness import index_challenges
from nybrott.challenges.models import Challenge, Twin
from nybrott.challenges.models.challenges import Sharing
from nybrott.challenges.states import CHALLENGE
from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused, Verdict, insist
from nybrott.journal.actions import record
from nybrott.people.models import Organisation, Unit, User


@dataclass(frozen=True, slots=True)
class ChallengeDetails:
    """What people say of a challenge. `public_text`: language → what contributors read."""

    title: str
    story: str = ""
    why_now: str = ""
    whom: str = ""
    unit: Unit | None = None
    owner: User | None = None
    sharing: str = Sharing.OWN
    public_text: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TwinFound:
    """A likely twin that was shown, and what was decided about it (`Twin.Decision`)."""

    kind: str
    ref: str
    label: str
    why: str
    score: float
    decision: str
    reason: str = ""


@transaction.atomic
def raise_challenge(
    *, actor: Actor, details: ChallengeDetails, slug: str, now: datetime, twins: Iterable[TwinFound] = ()
) -> Challenge:
    """Raise a challenge for the actor's organisation. `slug` is its address in public, not to be guessed.

    `twins` are those shown before, each with its decision; with one that is to be joined, the new challenge is joined
    with it at once, so that what was written is not lost. Raises `Refused`.
    """
    insist(rules.may_raise(actor))
    challenge = Challenge(
        organisation=Organisation.objects.get(pk=actor.organisation_id or 0),
        slug=slug,
        raised_by_id=actor.user_id,
        raised_at=now,
        moved_at=now,
    )
    _word(challenge, details)
    challenge.save(force_insert=True)
    found = list(twins)
    for twin in found:
        _keep_twin(challenge, twin, actor, now)
    index_challenges(keys=[challenge.pk])
    record(actor=actor, verb="challenges.challenge_raised", thing=challenge, at=now)
    for twin in found:
        if twin.decision == Twin.Decision.JOINED:
            join_challenge(actor=actor, challenge=challenge, other=_own(twin, actor), reason=twin.reason, now=now)
    challenge.refresh_from_db()
    return challenge


def _own(twin: TwinFound, actor: Actor) -> Challenge:
    found = Challenge.objects.visible_to(actor).filter(pk=int(twin.ref)) if twin.kind == "challenge" else None
    if found is None or (other := found.first()) is None:
        raise Refused(_("Only challenges of the same organisation can be joined. Link to it instead."))
    return other


@transaction.atomic
def describe_challenge(*, actor: Actor, challenge: Challenge, details: ChallengeDetails, now: datetime) -> None:
    """Word it anew; what it said before stands in the journal."""
    insist(rules.may_work_on(actor, challenge))
    before = {name: getattr(challenge, name) for name in ("title", "story", "why_now", "whom")}
    _word(challenge, details)
    challenge.save()
    index_challenges(keys=[challenge.pk])
    changed = {name: [was, getattr(challenge, name)] for name, was in before.items() if was != getattr(challenge, name)}
    record(actor=actor, verb="challenges.challenge_described", thing=challenge, at=now, facts=changed)


def _word(challenge: Challenge, details: ChallengeDetails) -> None:
    if details.unit is not None and details.unit.organisation_id != challenge.organisation_id:
        raise ValueError("the unit belongs to another organisation")
    challenge.title, challenge.story = details.title.strip(), details.story.strip()
    challenge.why_now, challenge.whom = details.why_now.strip(), details.whom.strip()
    challenge.unit, challenge.owner = details.unit, details.owner
    challenge.sharing, challenge.public_text = details.sharing, dict(details.public_text)


def _reason(said: str) -> str:
    if not said.strip():
        raise Refused(_("Say why in a sentence; others will ask."))
    return said.strip()


def _locked(challenge: Challenge) -> Challenge:
    """The challenge as it is now, held until the transaction ends: two people may press at once."""
    return Challenge.objects.select_for_update(of=("self",)).get(pk=challenge.pk)


def _step(actor: Actor, challenge: Challenge, verb: str, verdict: Verdict, now: datetime, **facts: object) -> None:
    insist(verdict)
    before = challenge.state
    challenge.state = CHALLENGE.after(verb, before)
    challenge.moved_at = now
    challenge.save()
    record(
        actor=actor, verb=f"challenges.challenge_{verb}", thing=challenge, at=now,
        facts={"from": before, "to": challenge.state, **facts},
    )  # fmt: skip


@transaction.atomic
def open_hearing(
    *, actor: Actor, challenge: Challenge, in_public: bool, public_text: dict[str, str], now: datetime
) -> None:
    """Let the users be heard. `in_public`: listed for everyone; otherwise only who has the link finds it."""
    challenge = _locked(challenge)
    challenge.heard_in_public = in_public
    challenge.public_text = {language: text.strip() for language, text in public_text.items() if text.strip()}
    _step(actor, challenge, "open_hearing", rules.may_open_hearing(actor, challenge), now, in_public=in_public)


@transaction.atomic
def close_hearing(*, actor: Actor, challenge: Challenge, now: datetime) -> None:
    """Take no more contributions."""
    challenge = _locked(challenge)
    _step(actor, challenge, "close_hearing", rules.may_close_hearing(actor, challenge), now)


@transaction.atomic
def mark_described(*, actor: Actor, challenge: Challenge, now: datetime) -> None:
    """Its need description was approved; called by that action, in its transaction."""
    challenge = _locked(challenge)
    if "describe" in CHALLENGE.open_steps(challenge.state):
        _step(actor, challenge, "describe", rules.may_work_on(actor, challenge), now)


@transaction.atomic
def park_challenge(*, actor: Actor, challenge: Challenge, reason: str, now: datetime) -> None:
    """Lay it aside for now; the reason stays on its page."""
    challenge = _locked(challenge)
    challenge.reason = _reason(reason)
    _step(actor, challenge, "park", rules.may_park(actor, challenge), now, reason=challenge.reason)


@transaction.atomic
def resume_challenge(*, actor: Actor, challenge: Challenge, now: datetime) -> None:
    """Take it up again, from the beginning: what made it wait may have changed."""
    challenge = _locked(challenge)
    challenge.reason = ""
    _step(actor, challenge, "resume", rules.may_resume(actor, challenge), now)


@transaction.atomic
def reuse_solution(*, actor: Actor, challenge: Challenge, reason: str, now: datetime) -> None:
    """A solution somebody has already will do; `reason` says which and where."""
    challenge = _locked(challenge)
    challenge.reason = _reason(reason)
    _step(actor, challenge, "reuse", rules.may_reuse(actor, challenge), now, reason=challenge.reason)


@transaction.atomic
def join_challenge(*, actor: Actor, challenge: Challenge, other: Challenge, reason: str, now: datetime) -> None:
    """Go on with another challenge for both. What was gathered stays here and is shown there."""
    # always in the same order, so that two joins crossing each other wait instead of locking up
    held = {
        one.pk: one
        for one in Challenge.objects.select_for_update(of=("self",))
        .filter(pk__in=(challenge.pk, other.pk))
        .order_by("pk")
    }
    challenge, other = held[challenge.pk], held[other.pk]
    challenge.reason, challenge.joined_with = _reason(reason), other
    _step(actor, challenge, "join", rules.may_join(actor, challenge, other), now, other=str(other), reason=reason)


@transaction.atomic
def settle_twin(*, actor: Actor, challenge: Challenge, twin: TwinFound, now: datetime) -> Twin:
    """Say what a likely twin is to this challenge: linked, not the same (with a reason), or the one it is joined with.
    Said anew, it replaces."""
    insist(rules.may_work_on(actor, challenge))
    if twin.decision == Twin.Decision.PASSED:
        _reason(twin.reason)
    kept = _keep_twin(challenge, twin, actor, now)
    facts = {"twin": twin.label, "decision": twin.decision, "reason": twin.reason}
    record(actor=actor, verb="challenges.twin_settled", thing=challenge, at=now, facts=facts)
    if twin.decision == Twin.Decision.JOINED:
        join_challenge(actor=actor, challenge=challenge, other=_own(twin, actor), reason=twin.reason, now=now)
    return kept


def _keep_twin(challenge: Challenge, twin: TwinFound, actor: Actor, now: datetime) -> Twin:
    kept, _made = Twin.objects.update_or_create(
        challenge=challenge, kind=twin.kind, ref=twin.ref,
        defaults={
            "label": twin.label[:300], "why": twin.why[:500], "score": twin.score, "decision": twin.decision,
            "reason": twin.reason.strip()[:500], "decided_by_id": actor.user_id, "decided_at": now,
        },
    )  # fmt: skip
    return kept
