"""What people do with letters before they go, and what they choose."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused, insist
from nybrott.journal import rules
from nybrott.journal.actions.entries import post_soon, record, record_each, wake
from nybrott.journal.letters.envelopes import missing, one_line
from nybrott.journal.models import Letter, LetterChoice, LetterState, ReadFirst
from nybrott.journal.queries import gatherable, kind_of_letter, of_chain, paces, read_first
from nybrott.journal.states import LETTER, Pace


def _locked(letter: Letter) -> Letter:
    """The letter as it stands, which nobody posts or changes until the transaction ends."""
    return Letter.objects.select_for_update(of=("self",)).select_related("entry").get(pk=letter.pk)


def _stepped(letter: Letter, verb: str, **changes: object) -> None:
    letter.state = LETTER.after(verb, letter.state)
    for name, value in changes.items():
        setattr(letter, name, value)
    letter.save(update_fields=["state", *changes])


@transaction.atomic
def hold_letter(*, actor: Actor, letter: Letter, now: datetime) -> Letter:
    """Keep a waiting letter back until somebody releases it."""
    letter = _locked(letter)
    insist(rules.may_hold(actor, letter))
    _stepped(letter, "hold")
    record(actor=actor, verb="journal.held", thing=letter, at=now)
    return letter


@transaction.atomic
def release_letter(*, actor: Actor, letter: Letter, now: datetime) -> Letter:
    """Let a held letter go."""
    letter = _locked(letter)
    insist(rules.may_release(actor, letter))
    _stepped(letter, "release")
    record(actor=actor, verb="journal.released", thing=letter, at=now)
    wake(post_soon)
    return letter


@transaction.atomic
def release_own_letters(*, actor: Actor, letters: Collection[int], now: datetime) -> int:
    """Let letters go that a room laid out held, by their keys; gives how many went. The room's own rule has said yes.

    Those of a kind that the organisation reads first stay held, for who manages letters.
    """
    held = list(
        Letter.objects.filter(pk__in=letters, state=LetterState.HELD).select_for_update(of=("self",)).order_by("pk")
    )
    mine = [
        letter
        for letter in held
        if letter.kind not in read_first(letter.organisation_id) or rules.may_release(actor, letter)
    ]
    for letter in mine:
        _stepped(letter, "release")
    # one entry each, as when somebody releases them one by one
    record_each(actor=actor, verb="journal.released", things=[(letter, {}) for letter in mine], at=now)
    if mine:
        wake(post_soon)
    return len(mine)


@transaction.atomic
def forget_receivers(*, letters: Collection[int], now: datetime) -> int:
    """Erase to whom these letters go or went, by their keys; those that have not gone never go. Gives how many had one.

    A receiver has asked for it by a link of their own; the room that wrote the letters records it.
    """
    theirs = Letter.objects.filter(pk__in=letters, blanked_at__isnull=True)
    theirs.filter(state__in=LETTER.steps["withdraw"][0]).update(state=LetterState.WITHDRAWN)
    return theirs.update(to_address="", to_name="", secrets={}, trouble="", blanked_at=now)


@transaction.atomic
def change_letter(*, actor: Actor, letter: Letter, subject: str, body: str, now: datetime) -> Letter:
    """Change subject and text of a held letter. Raises `Refused` when a personal link or code would be lost."""
    letter = _locked(letter)
    insist(rules.may_change(actor, letter))
    if lost := missing(body, letter.secrets):
        raise Refused(
            _("The text must still contain %(names)s, or the recipient gets no link.") % {"names": ", ".join(lost)}
        )
    was = {"subject_before": letter.subject, "body_before": letter.body}
    letter.subject, letter.body = one_line(subject)[:300], body.replace("\r\n", "\n").replace("\x00", "")
    _stepped(letter, "change", subject=letter.subject, body=letter.body)
    record(actor=actor, verb="journal.changed", thing=letter, at=now, facts=was)
    return letter


@transaction.atomic
def withdraw_letter(*, actor: Actor, letter: Letter, now: datetime) -> Letter:
    """Say that a letter shall not go after all; its secrets are forgotten."""
    letter = _locked(letter)
    insist(rules.may_withdraw(actor, letter))
    _stepped(letter, "withdraw", secrets={})
    record(actor=actor, verb="journal.withdrew", thing=letter, at=now)
    return letter


@transaction.atomic
def try_letter_again(*, actor: Actor, letter: Letter, now: datetime) -> Letter:
    """Let a letter be sent that failed, or of which nobody knows whether it went."""
    letter = _locked(letter)
    insist(rules.may_try_again(actor, letter))
    _stepped(letter, "try_again", attempts=0, send_after=None, stranded_at=None)
    record(actor=actor, verb="journal.tried_again", thing=letter, at=now, facts={"trouble": letter.trouble})
    wake(post_soon)
    return letter


@transaction.atomic
def mark_letter_as_sent(*, actor: Actor, letter: Letter, now: datetime) -> Letter:
    """Note that a letter went, of which nobody knew; somebody found out."""
    letter = _locked(letter)
    insist(rules.may_mark_as_sent(actor, letter))
    _stepped(letter, "mark_as_sent", sent_at=now, secrets={}, trouble="", stranded_at=None)
    record(actor=actor, verb="journal.marked_as_sent", thing=letter, at=now)
    return letter


@transaction.atomic
def choose_read_first(*, actor: Actor, kind: str, wanted: bool, now: datetime) -> None:
    """Decide whether an organisation's letters of a kind are read before they go. Those that wait already go as they would."""
    insist(rules.may_choose_what_to_read_first(actor, kind))
    if wanted == (kind in read_first(actor.organisation_id)):
        return
    if wanted:
        choice = ReadFirst.objects.create(organisation_id=actor.organisation_id or 0, kind=kind)
        record(actor=actor, verb="journal.read_first", thing=choice, at=now, facts={"kind": kind_of_letter(kind)})
        return
    choice = ReadFirst.objects.get(of_chain(actor.organisation_id), kind=kind)
    record(actor=actor, verb="journal.not_read_first", thing=choice, at=now, facts={"kind": kind_of_letter(kind)})
    choice.delete()


@transaction.atomic
def choose_paces(*, actor: Actor, chosen: Mapping[str, str], now: datetime) -> None:
    """Choose how often one's own letters of each kind come; kinds that concern the account are left out of it."""
    insist(rules.may_choose_pace(actor))
    user_id = actor.user_id or 0
    was = paces(user_id)
    changed = {
        kind: Pace(pace) for kind, pace in chosen.items() if gatherable(kind) and pace != was.get(kind, Pace.ONCE)
    }
    choice = None
    for kind, pace in changed.items():
        choice, _made = LetterChoice.objects.update_or_create(user_id=user_id, kind=kind, defaults={"pace": pace})
    if choice:
        record(
            actor=actor, verb="journal.chose_pace", thing=choice, at=now,
            facts={kind_of_letter(kind): str(pace.label) for kind, pace in changed.items()},
        )  # fmt: skip
