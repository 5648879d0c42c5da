"""Write needs, link them to what they rest on, and take them from assumption to verified."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from nybrott.challenges.actions import index_challenges
from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused, insist
from nybrott.hearings.models import Evidence
from nybrott.insights import rules
from nybrott.insights.actions.insights import of_this_challenge
from nybrott.journal.actions import record
from nybrott.needs.actions import settle_needs
from nybrott.needs.models import Insight, Need, NeedSource
from nybrott.needs.states import NEED, NeedState

CORE = ("who", "situation", "need")  # what the evidence has to show: changed, a verified need is verified anew


@dataclass(frozen=True, slots=True)
class NeedParts:
    """The parts of a need. `how_many`: how many people it concerns, None when not known."""

    who: str
    need: str
    situation: str = ""
    because: str = ""
    consequence: str = ""
    how_often: str = ""
    how_many: int | None = None

    def fill(self, need: Need) -> None:
        """Write them into a need."""
        for name, value in asdict(self).items():
            setattr(need, name, value.strip() if isinstance(value, str) else value)


@transaction.atomic
def write_need(
    *, actor: Actor, challenge: Challenge, parts: NeedParts, evidence: Iterable[Evidence] = (), insights: Iterable[Insight] = (),
    now: datetime,
) -> tuple[Need, bool]:  # fmt: skip
    """Write a need, last in its column: an assumption until something shows it. Gives it, and whether it is new.

    The same who, situation and need twice in a challenge is one need, so that a form sent twice makes one.
    """
    insist(rules.may_make_sense(actor, challenge))
    Challenge.objects.select_for_update(of=("self",)).get(pk=challenge.pk)
    made = Need(
        challenge=challenge, organisation_id=challenge.organisation_id, written_by_id=actor.user_id, written_at=now
    )
    parts.fill(made)
    alike = {name: getattr(made, name) for name in CORE}
    known = Need.objects.filter(challenge=challenge, **alike).exclude(state=NeedState.PARKED).first()
    if known is None:
        made.place = (Need.objects.filter(challenge=challenge).aggregate(last=Max("place"))["last"] or 0) + 1
        made.save(force_insert=True)
        index_challenges(keys=[challenge.pk])
        record(actor=actor, verb="insights.need_written", thing=made, at=now)
    need = known or made
    _link(actor, need, evidence, insights, now)
    return need, known is None


@transaction.atomic
def word_need(*, actor: Actor, need: Need, parts: NeedParts, now: datetime) -> bool:
    """Word a need anew. Gives whether it fell back: who, in which situation and what is what its evidence was held against."""
    need = _locked(need)
    insist(rules.may_word_need(actor, need))
    before = {name: getattr(need, name) for name in asdict(parts)}
    parts.fill(need)
    changed = {name: [was, getattr(need, name)] for name, was in before.items() if was != getattr(need, name)}
    if not changed:
        return False
    fell = need.state == NeedState.VERIFIED and any(name in changed for name in CORE)
    if fell:
        need.state = NEED.after("doubt", need.state)
        need.verified_at, need.by_exception, need.reason = None, False, ""
    need.save()
    index_challenges(keys=[need.challenge_id])
    record(actor=actor, verb="insights.need_worded", thing=need, at=now, facts=changed)
    settle_needs(actor=actor, needs=[need.pk], now=now)
    return fell


@transaction.atomic
def link_to_need(
    *, actor: Actor, need: Need, evidence: Iterable[Evidence] = (), insights: Iterable[Insight] = (), now: datetime
) -> int:
    """Let a need rest on evidence and insights of its challenge; gives how many links are new."""
    insist(rules.may_word_need(actor, need))
    return _link(actor, need, evidence, insights, now)


def _link(actor: Actor, need: Need, evidence: Iterable[Evidence], insights: Iterable[Insight], now: datetime) -> int:
    learnt = list(insights)
    if any(one.challenge_id != need.challenge_id for one in learnt):
        raise ValueError("an insight of another challenge")
    new = 0
    for piece in of_this_challenge(need.challenge, evidence):
        new += NeedSource.objects.get_or_create(need=need, evidence=piece, insight=None)[1]
    for insight in learnt:
        new += NeedSource.objects.get_or_create(need=need, insight=insight, evidence=None)[1]
    if new:
        record(actor=actor, verb="insights.need_linked", thing=need, at=now, facts={"number": new})
        settle_needs(actor=actor, needs=[need.pk], now=now)
    return new


@transaction.atomic
def unlink_from_need(*, actor: Actor, source: NeedSource, now: datetime) -> None:
    """Take away something a need rests on; a verified need that held by it falls back."""
    need = source.need
    insist(rules.may_word_need(actor, need))
    name = str(source)
    source.delete()
    record(actor=actor, verb="insights.need_unlinked", thing=need, at=now, facts={"name": name})
    settle_needs(actor=actor, needs=[need.pk], now=now)


@transaction.atomic
def verify_need(*, actor: Actor, need: Need, now: datetime) -> None:
    """Say that the need is real: independent sources show it, one of them a user."""
    need = _locked(need)
    insist(rules.may_verify(actor, need))
    _step(actor, need, "verify", now, verified_at=now, by_exception=False, reason="")


@transaction.atomic
def verify_by_exception(*, actor: Actor, need: Need, reason: str, now: datetime) -> None:
    """Verify without enough evidence: the need owner's written exception, which stays on the need's page."""
    need = _locked(need)
    insist(rules.may_verify_by_exception(actor, need))
    _step(actor, need, "verify", now, verified_at=now, by_exception=True, reason=_reason(reason))


@transaction.atomic
def park_need(*, actor: Actor, need: Need, reason: str, now: datetime) -> None:
    """Lay a need aside, with a reason that stays on its page."""
    need = _locked(need)
    insist(rules.may_park_need(actor, need))
    _step(actor, need, "park", now, verified_at=None, by_exception=False, reason=_reason(reason))


@transaction.atomic
def take_up_need(*, actor: Actor, need: Need, now: datetime) -> None:
    """Take a parked need up again: expressed when something shows it, otherwise an assumption."""
    need = _locked(need)
    insist(rules.may_take_up_need(actor, need))
    _step(actor, need, "take_up_again", now, reason="")
    settle_needs(actor=actor, needs=[need.pk], now=now)


def _locked(need: Need) -> Need:
    return Need.objects.select_for_update(of=("self",)).select_related("challenge").get(pk=need.pk)


def _reason(said: str) -> str:
    if not said.strip():
        raise Refused(_("Say why in a sentence; others will ask."))
    return said.strip()


def _step(actor: Actor, need: Need, verb: str, now: datetime, **fields: object) -> None:
    before, need.state = need.state, NEED.after(verb, need.state)
    for name, value in fields.items():
        setattr(need, name, value)
    need.save()
    if NeedState.PARKED in (before, need.state):
        index_challenges(keys=[need.challenge_id])  # what is parked is not compared with
    facts = {"from": before, "to": str(need.state), "reason": need.reason}
    record(
        actor=actor,
        verb=f"insights.need_{verb}{'_by_exception' if need.by_exception else ''}",
        thing=need,
        at=now,
        facts=facts,
    )
