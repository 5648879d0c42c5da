"""Letters to those who told, each in the language they chose. Nothing of what they told stands in them."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from nybrott.journal.actions import NewLetter
from nybrott.journal.states import LetterKind

KIND = "replies.told"
KINDS = {KIND: LetterKind(gettext_lazy("Word back to those who told"), at_once=True, veiled=True)}


@dataclass(frozen=True, slots=True)
class Wording:
    """What a letter says. `text` is written by staff; the rest is added: that they were answered, and what is asked."""

    organisation: str
    text: str
    language: str
    told_on: date
    answered: bool
    asks_understood: bool
    asks_better: bool


def worded(said: Wording) -> tuple[str, str]:
    """Subject and text of a letter; {link} and {stop} stand where its links come.

    The subject names no challenge: whoever looks over a shoulder learns no more than who wrote.
    """
    with override(said.language):
        # braces would ask for a secret
        text = said.text.strip().replace("{", "(").replace("}", ")")
        body = render_to_string("replies/letters/told.txt", {"said": said, "text": text})
        return _("You asked to hear from %(organisation)s") % {"organisation": said.organisation}, body


def letter(said: Wording, address: str, key: str, *, held: bool, send_after: datetime | None) -> NewLetter:
    """The letter as it is laid out. `key` opens what became of it, and nothing else."""
    subject, body = worded(said)
    link = f"{settings.ADDRESS}{reverse('replies:letter', args=[key])}"
    stop = f"{settings.ADDRESS}{reverse('replies:stop', args=[key])}"
    return NewLetter(
        KIND, address, subject, body, language=said.language, secrets={"link": link, "stop": stop}, held=held,
        send_after=send_after,
    )  # fmt: skip
