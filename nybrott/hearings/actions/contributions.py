"""Hearing people: contributions come in, are handled, and are answered."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db import IntegrityError, transaction

from nybrott.challenges.models import Challenge
from nybrott.core.actor import VISITOR, Actor
from nybrott.core.verdict import insist
from nybrott.hearings import rules
from nybrott.hearings.actions.forgetting import forget
from nybrott.hearings.actions.resting import resting_on_contribution
from nybrott.hearings.models import Contribution, Evidence, LegalBasis, ReplyWish, Side
from nybrott.hearings.states import CONTRIBUTION
from nybrott.journal.actions import record


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody told. `keep_until`: the day it is deleted by itself."""

    text: str
    keep_until: date
    wish: str = ""
    side: str = Side.OTHER
    language: str = "nb"
    legal_basis: str = LegalBasis.PUBLIC_TASK


def hash_of(token: str) -> str:
    """What is kept of a private link's token."""
    return sha256(token.encode()).hexdigest()


def contribute(
    *, challenge: Challenge, told: Told, sent_key: str, token: str, reply_to: str = "", now: datetime
) -> tuple[Contribution, bool]:
    """A contribution from outside, without account. Gives it, and whether it is new.

    `sent_key` is the form's own: the same form sent twice with the same words is one contribution. `token` opens the contributor's private
    link; only its hash is kept. `reply_to` is an address to hear back at, kept apart. Raises `Refused`.
    """
    return _kept_once(VISITOR, challenge, told, sent_key, now, token=token, reply_to=reply_to)


def enter_contribution(
    *, actor: Actor, challenge: Challenge, told: Told, sent_key: str, now: datetime
) -> tuple[Contribution, bool]:
    """Write down what somebody said, on their behalf."""
    insist(rules.may_enter_contribution(actor, challenge))
    return _kept_once(actor, challenge, told, sent_key, now)


def _kept_once(
    actor: Actor, challenge: Challenge, told: Told, sent_key: str, now: datetime, *, token: str = "", reply_to: str = ""
) -> tuple[Contribution, bool]:
    # who goes back, changes what they wrote and sends it once more has told something else
    said = f"{sent_key}\x1f{told.text.strip()}\x1f{told.wish.strip()}"
    sent_key = sha256(said.encode("utf-8", "replace")).hexdigest()
    try:
        with transaction.atomic():
            return _keep(actor, challenge, told, sent_key=sent_key, now=now, token=token, reply_to=reply_to), True
    except IntegrityError:
        known = Contribution.objects.filter(sent_key=sent_key, challenge=challenge).first()
        if known is None:
            raise
        return known, False


def _keep(
    actor: Actor, challenge: Challenge, told: Told, *, sent_key: str, now: datetime, token: str, reply_to: str
) -> Contribution:
    # held while it is written: a hearing that closes at the same moment waits, or is seen to be closed
    challenge = Challenge.objects.select_for_update(of=("self",)).get(pk=challenge.pk)
    if actor.is_visitor:
        insist(rules.may_contribute(challenge))
    made = Contribution.objects.create(
        challenge=challenge, text=told.text.strip(), wish=told.wish.strip(), side=told.side, language=told.language,
        keep_until=told.keep_until, legal_basis=told.legal_basis, sent_key=sent_key, private_hash=hash_of(token) if token else "",
        entered_by_id=actor.user_id, received_at=now,
    )  # fmt: skip
    if reply_to:
        ReplyWish.objects.create(contribution=made, address=reply_to, language=told.language, asked_at=now)
    # the text itself stays out of the history: it is to be forgotten one day
    verb = "hearings.contribution_received" if actor.is_visitor else "hearings.contribution_entered"
    record(actor=actor, verb=verb, thing=challenge, at=now)
    return made


@transaction.atomic
def take_up(*, actor: Actor, contribution: Contribution, title: str, answer: str, now: datetime) -> Evidence:
    """Take a contribution up as evidence. `title` says it in a few words, `answer` what its writer reads."""
    _handle(actor, contribution, "take_up", answer, now)
    evidence, _made = Evidence.objects.update_or_create(
        contribution=contribution,
        defaults={
            "challenge": contribution.challenge, "kind": Evidence.Kind.CONTRIBUTION, "title": title.strip(),
            "text": contribution.text, "legal_basis": contribution.legal_basis, "keep_until": contribution.keep_until,
            "recorded_by_id": actor.user_id, "recorded_at": now,
        },
    )  # fmt: skip
    return evidence


@transaction.atomic
def set_aside(*, actor: Actor, contribution: Contribution, answer: str, now: datetime) -> None:
    """Say that it will not be used here, and why; the evidence made from it goes."""
    _handle(actor, contribution, "set_aside", answer, now)
    _drop_evidence(actor, contribution, now)


@transaction.atomic
def hide(*, actor: Actor, contribution: Contribution, now: datetime) -> None:
    """Take something that should not stand there (names, abuse) out of sight; it is kept until it runs out."""
    _handle(actor, contribution, "hide", contribution.answer, now)
    _drop_evidence(actor, contribution, now)


@transaction.atomic
def restore(*, actor: Actor, contribution: Contribution, now: datetime) -> None:
    """Take a hidden one back into sight."""
    _handle(actor, contribution, "restore", contribution.answer, now)


def _drop_evidence(actor: Actor, contribution: Contribution, now: datetime) -> None:
    settle = resting_on_contribution(contribution.pk)
    Evidence.objects.filter(contribution=contribution).delete()
    settle(actor, now)


def _handle(actor: Actor, contribution: Contribution, verb: str, answer: str, now: datetime) -> None:
    locked = Contribution.objects.select_for_update(of=("self",)).get(pk=contribution.pk)
    insist(rules.may_handle(actor, locked, verb))
    contribution.state = locked.state = CONTRIBUTION.after(verb, locked.state)
    contribution.answer = locked.answer = answer.strip()
    locked.save(update_fields=["state", "answer"])
    record(actor=actor, verb=f"hearings.contribution_{verb}", thing=contribution.challenge, at=now)


@transaction.atomic
def take_back_reply_wish(*, contribution: Contribution, now: datetime) -> None:
    """Forget how the contributor wanted to hear back; the contribution stays."""
    forget(contribution, now)
    gone, _kinds = ReplyWish.objects.filter(contribution=contribution).delete()
    if gone:
        record(actor=VISITOR, verb="hearings.reply_wish_taken_back", thing=contribution.challenge, at=now)


@transaction.atomic
def take_back_contribution(*, contribution: Contribution, now: datetime) -> None:
    """The contributor deletes what they said, and what was made of it alone."""
    challenge, settle = contribution.challenge, resting_on_contribution(contribution.pk)
    forget(contribution, now)
    contribution.delete()
    record(actor=VISITOR, verb="hearings.contribution_taken_back", thing=challenge, at=now)
    settle(VISITOR, now)
