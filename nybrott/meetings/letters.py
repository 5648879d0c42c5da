"""Letters to suppliers about their meetings, each in its receiver's language. What was said in a meeting stands in none.

The key of a supplier's own page is known to nobody but its holder, so no letter of this room can link to it: they lead to the public page, where
a new link is asked for.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy, override

from nybrott.dialogues.models import Representative, Supplier
from nybrott.journal.actions import NewLetter
from nybrott.journal.states import LetterKind
from nybrott.meetings.models import Application, Minutes, Round, Slot

KINDS = {
    "meetings.drawn": LetterKind(gettext_lazy("What the lottery of the meetings gave"), at_once=True),
    "meetings.offered": LetterKind(gettext_lazy("Times for meetings that became free"), at_once=True),
    "meetings.tomorrow": LetterKind(gettext_lazy("Reminders of a supplier’s meeting the next day"), at_once=True),
    "meetings.minutes": LetterKind(gettext_lazy("Minutes to be approved"), at_once=True),
    "meetings.minutes_wait": LetterKind(gettext_lazy("Reminders of minutes to be approved"), at_once=True),
}
SUBJECTS = {
    "drawn": gettext_lazy("Your one-to-one meeting: “%(title)s”"),
    "offered": gettext_lazy("A time for a meeting is free for you: “%(title)s”"),
    "tomorrow": gettext_lazy("Tomorrow you have a meeting: “%(title)s”"),
    "minutes": gettext_lazy("Minutes to read: “%(title)s”"),
    "minutes_wait": gettext_lazy("Minutes waiting for your approval: “%(title)s”"),
}


def people_of(supplier: Supplier, now: datetime) -> Iterable[Representative]:
    """Those who speak for it, have confirmed their address and are still kept; nobody when it has left."""
    if supplier.left_at is not None:
        return []
    return supplier.people.filter(confirmed_at__isnull=False, keep_until__gte=now.date()).order_by("pk")


def _letters(what: str, round_: Round, supplier: Supplier | None, now: datetime, **said: Any) -> list[NewLetter]:
    dialogue, made = round_.dialogue, []
    url = f"{settings.ADDRESS}{reverse('dialogues:public', args=[dialogue.slug])}"
    for to in people_of(supplier, now) if supplier else ():
        with override(to.language):
            subject = str(SUBJECTS[what]) % {"title": dialogue.title}
            told = said | {"dialogue": dialogue, "round": round_, "to": to, "url": url}
            body = str(render_to_string(f"meetings/letters/{what}.txt", told)).replace("{", "(").replace("}", ")")
        made.append(NewLetter(f"meetings.{what}", to.email, subject, body, to_name=to.name, language=to.language))
    return made


def drawn(application: Application, slots: list[Slot], now: datetime) -> list[NewLetter]:
    """What one got, or that one is on the waiting list."""
    return _letters("drawn", application.round, application.supplier, now, slots=slots)


def offered(slot: Slot, now: datetime) -> list[NewLetter]:
    """A time is free, and until when it waits."""
    return _letters("offered", slot.round, slot.offered_to, now, slot=slot)


def tomorrow(slot: Slot, now: datetime) -> list[NewLetter]:
    """The meeting is within a day: when, where, how long, and what all are asked."""
    return _letters("tomorrow", slot.round, slot.supplier, now, slot=slot)


def minutes(record: Minutes, now: datetime) -> list[NewLetter]:
    """Minutes can be read and approved."""
    return _letters("minutes", record.slot.round, record.slot.supplier, now, slot=record.slot)


def minutes_wait(record: Minutes, now: datetime) -> list[NewLetter]:
    """They have not been answered for a week."""
    return _letters("minutes_wait", record.slot.round, record.slot.supplier, now, slot=record.slot)
