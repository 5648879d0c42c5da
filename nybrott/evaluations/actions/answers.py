"""Answering, by the link one holds.

None of this is written in the journal, and nothing here has a time: that somebody answered at ten past two would tell whose the
answer is to whoever saw them do it. docs/adr has the reasons.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import BinaryField, BooleanField, Case, F, Value, When
from django.utils.translation import gettext as _

from nybrott.core.anonymity import link_of
from nybrott.core.surveys import settle
from nybrott.core.verdict import Refused, insist
from nybrott.evaluations import rules
from nybrott.evaluations.actions.people import locked
from nybrott.evaluations.models import Answer, Recipient, Wave, pepper, seal, unseal


class AnsweredAlready(Exception):
    """Somebody used this link in another window meanwhile."""


def _held(recipient: Recipient, today: date) -> tuple[Wave, Recipient]:
    wave = locked(recipient.wave)
    held = Recipient.objects.select_for_update(of=("self",)).get(pk=recipient.pk)
    held.wave = wave
    if held.answered:
        raise AnsweredAlready
    insist(rules.may_answer(held, today=today))
    return wave, held


@transaction.atomic
def save_page(*, recipient: Recipient, said: Mapping[str, Any], today: date) -> dict[str, Any]:
    """Save what was answered on a page; gives all that is saved. `said` holds each question of the page, None for one left
    empty."""
    wave, held = _held(recipient, today)
    before = unseal(held.draft, held.use) or {}
    now_said = {key: value for key, value in (before | dict(said)).items() if value is not None}
    kept = settle(wave.edition.read, now_said)
    held.draft = seal(kept, held.use)
    held.save(update_fields=["draft"])
    return kept


@transaction.atomic
def empty_draft(*, recipient: Recipient, today: date) -> None:
    """Throw away what was saved and not sent in."""
    _wave, held = _held(recipient, today)
    held.draft = None
    held.save(update_fields=["draft"])


def answer_wave(*, recipient: Recipient, words: str, today: date) -> None:
    """Send in what was saved; `words` are the code words, empty when nothing shall be tied.

    Raises `AnsweredAlready`, and `Refused` when the wave is closed or nothing is answered.
    """
    series = recipient.wave.series
    # reckoned before anything is locked: it takes a tenth of a second
    link = link_of(words, salt=bytes(series.salt), pepper=pepper("links between answers")) if series else ""
    with transaction.atomic():
        wave, held = _held(recipient, today)
        said = unseal(held.draft, held.use) or {}
        if not said:
            raise Refused(_("Nothing is answered yet."))
        Answer.objects.create(
            wave=wave, sealed=seal({"said": said, "link": link}, wave.use), keep_until=wave.keep_until
        )
        mark_answered(wave, {held.pk})


def mark_answered(wave: Wave, keys: set[int]) -> None:
    """Mark people as having answered, and throw their drafts away.

    Every row of the wave is written anew in one statement, so that not even the order in which rows lie in the database, or
    the number of the transaction they carry, tells who answered when.
    """
    wave.recipients.update(
        answered=Case(When(pk__in=keys, then=Value(True)), default=F("answered"), output_field=BooleanField()),
        draft=Case(When(pk__in=keys, then=Value(None)), default=F("draft"), output_field=BinaryField()),
    )
