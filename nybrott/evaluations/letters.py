"""Letters to those a survey asks, each in its receiver's language, with a link that is theirs alone."""

from collections.abc import Iterable

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from nybrott.core.programme import in_language
from nybrott.evaluations.models import Recipient, Wave
from nybrott.journal.actions import NewLetter
from nybrott.journal.states import LetterKind

# veiled: a reminder says that somebody has not answered, and that is for evaluators alone, not for all who read letters
KINDS = {
    "evaluations.invitation": LetterKind(gettext_lazy("Invitations to answer a survey"), at_once=True, veiled=True),
    "evaluations.reminder": LetterKind(gettext_lazy("Reminders to answer a survey"), at_once=True, veiled=True),
}


def invitations(wave: Wave, people: Iterable[Recipient]) -> list[NewLetter]:
    """Will you answer this?"""
    return [_letter(wave, one, "invitation") for one in people]


def reminders(wave: Wave, people: Iterable[Recipient]) -> list[NewLetter]:
    """You have not answered yet."""
    return [_letter(wave, one, "reminder") for one in people]


def _letter(wave: Wave, one: Recipient, kind: str) -> NewLetter:
    with override(one.language):
        instrument = wave.edition.read
        said = {
            "wave": wave, "organisation": wave.organisation.name, "intro": in_language(instrument.content["intro"], one.language),
            "minutes": max(1, round(instrument.seconds(one.language) / 60)), "seconds": instrument.seconds(one.language),
            "link": "{link}",
        }  # fmt: skip
        title = {"title": wave.title}
        subject = _("Will you answer? “%(title)s”") if kind == "invitation" else _("Still time to answer: “%(title)s”")
        return NewLetter(
            kind=f"evaluations.{kind}", to_address=one.address, to_name=one.name, to_user_id=one.user_id, language=one.language,
            subject=subject % title, body=render_to_string(f"evaluations/letters/{kind}.txt", said),
            secrets={"link": f"{settings.ADDRESS}{reverse('evaluations:answer', args=[one.key])}"},
        )  # fmt: skip
