"""Letters to suppliers about their meetings, each in its receiver's language. What was said in a meeting stands in none."""

from collections.abc import Iterable
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy, override

from nybrott.dialogues.models import Dialogue, Representative, Supplier
from nybrott.journal.actions import NewLetter
from nybrott.journal.states import LetterKind
from nybrott.meetings.models import Application, Minutes, Slot

KINDS = {
    "meetings.drawn": LetterKind(gettext_lazy("What the lottery of the meetings gave"), at_once=True),
    "meetings.offered": LetterKind(gettext_lazy("Times for meetings that became free"), at_once=True),
    "meetings.minutes": LetterKind(gettext_lazy("Minutes to be approved"), at_once=True),
}
SUBJECTS = {
    "drawn": gettext_lazy("Your one-to-one meeting: “%(title)s”"),
    "offered": gettext_lazy("A time for a meeting is free for you: “%(title)s”"),
    "minutes": gettext_lazy("Minutes to read: “%(title)s”"),
}


def people_of(supplier: Supplier) -> Iterable[Representative]:
    """Those who speak for it and have confirmed their address."""
    return supplier.people.filter(confirmed_at__isnull=False).order_by("pk")


def _letters(what: str, dialogue: Dialogue, supplier: Supplier, **said: Any) -> list[NewLetter]:
    made = []
    for to in people_of(supplier):
        with override(to.language):
            subject = str(SUBJECTS[what]) % {"title": dialogue.title}
            body = render_to_string(f"meetings/letters/{what}.txt", said | {"dialogue": dialogue, "to": to})
        made.append(NewLetter(f"meetings.{what}", to.email, subject, body, to_name=to.name, language=to.language))
    return made


def drawn(application: Application, slots: list[Slot]) -> list[NewLetter]:
    """What one got, or that one is on the waiting list."""
    return _letters("drawn", application.round.dialogue, application.supplier, slots=slots, round=application.round)


def offered(slot: Slot) -> list[NewLetter]:
    """A time is free, and until when it waits."""
    return _letters("offered", slot.round.dialogue, slot.offered_to, slot=slot) if slot.offered_to else []


def minutes(record: Minutes) -> list[NewLetter]:
    """Minutes can be read and approved."""
    return (
        _letters("minutes", record.slot.round.dialogue, record.slot.supplier, slot=record.slot)
        if record.slot.supplier
        else []
    )
