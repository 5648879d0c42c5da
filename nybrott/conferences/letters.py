"""Letters to those who speak for suppliers about the conference, each in its receiver's language. The key of a supplier's page stands in none."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy, override

from nybrott.conferences.models import Conference, Seat
from nybrott.dialogues.models import Representative
from nybrott.journal.actions import NewLetter
from nybrott.journal.states import LetterKind

KINDS = {
    "conferences.opened": LetterKind(gettext_lazy("Seats at a dialogue conference can be taken")),
    "conferences.seat": LetterKind(gettext_lazy("A seat at a dialogue conference"), at_once=True),
    "conferences.waiting": LetterKind(gettext_lazy("A place on the waiting list of a dialogue conference"), at_once=True),
    "conferences.offered": LetterKind(gettext_lazy("A seat that became free at a dialogue conference"), at_once=True),
    "conferences.changed": LetterKind(gettext_lazy("A dialogue conference is changed"), at_once=True),
    "conferences.called_off": LetterKind(gettext_lazy("A dialogue conference is called off"), at_once=True),
    "conferences.reminder": LetterKind(gettext_lazy("A dialogue conference is tomorrow"), at_once=True),
}  # fmt: skip
SUBJECTS = {
    "opened": gettext_lazy("Take a seat at the dialogue conference: “%(title)s”"),
    "seat": gettext_lazy("You have a seat at the dialogue conference: “%(title)s”"),
    "waiting": gettext_lazy("You are on the waiting list of the dialogue conference: “%(title)s”"),
    "offered": gettext_lazy("A seat is free for you at the dialogue conference: “%(title)s”"),
    "changed": gettext_lazy("The dialogue conference is changed: “%(title)s”"),
    "called_off": gettext_lazy("The dialogue conference is called off: “%(title)s”"),
    "reminder": gettext_lazy("Soon: the dialogue conference “%(title)s”"),
}


def _letter(what: str, conference: Conference, to: Representative, **said: Any) -> NewLetter:
    dialogue = conference.dialogue
    with override(to.language):
        told = {"dialogue": dialogue, "conference": conference, "url": f"{settings.ADDRESS}{reverse('conferences:public', args=[dialogue.slug])}"}  # fmt: skip
        told["page"] = f"{settings.ADDRESS}{reverse('dialogues:public', args=[dialogue.slug])}"
        body = str(render_to_string(f"conferences/letters/{what}.txt", told | said))
        subject = str(SUBJECTS[what]) % {"title": dialogue.title}
    # braces people typed would ask for a secret
    body = body.replace("{", "(").replace("}", ")")
    return NewLetter(f"conferences.{what}", to.email, subject, body, to_name=to.name, language=to.language)


def opened(conference: Conference, people: Iterable[Representative]) -> list[NewLetter]:
    """Everybody who takes part in the dialogue can take a seat from now on."""
    return [_letter("opened", conference, one) for one in people]


def about(what: str, seat: Seat) -> NewLetter:
    """To one person about their seat: "seat", "waiting", "offered", "changed", "called_off" or "reminder"."""
    return _letter(what, seat.conference, seat.representative, seat=seat)
