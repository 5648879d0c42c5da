"""Letters to everyone who took part. None of them tells what another supplier said."""

from datetime import datetime

from django.conf import settings
from django.core import signing
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from nybrott.dialogues.models import Representative
from nybrott.feedback.models import Message
from nybrott.feedback.states import Told
from nybrott.journal.actions import NewLetter
from nybrott.journal.states import LetterKind

KINDS = {
    "feedback.summary": LetterKind(gettext_lazy("Summary to suppliers after a market dialogue"), at_once=True),
    "feedback.outcome": LetterKind(gettext_lazy("What came of a market dialogue, to its suppliers"), at_once=True),
}
SALT = "feedback.worth"


def worth_token(representative: Representative) -> str:
    """What opens the three questions to one person; it says nothing but whose answer it is."""
    return signing.dumps(representative.pk, salt=SALT)


def worth_url(representative: Representative) -> str:
    """Where that person answers."""
    return f"{settings.ADDRESS}{reverse('feedback:worth', args=[worth_token(representative)])}"


def to_everyone(message: Message, now: datetime) -> list[NewLetter]:
    """The same words to every person of every supplier that took part, each in their language; each address once."""
    people = Representative.objects.filter(
        supplier__dialogue=message.dialogue, supplier__left_at=None, confirmed_at__isnull=False, keep_until__gte=now.date()
    )  # fmt: skip
    return [_letter(message, one) for one in people.order_by("email", "pk").distinct("email")]


def _letter(message: Message, to: Representative) -> NewLetter:
    dialogue, english = message.dialogue, to.language == "en"
    with override(to.language):
        title = (english and dialogue.title_en) or dialogue.title
        if message.kind == Told.SUMMARY:
            subject = _("Summary of the market dialogue “%(title)s”") % {"title": title}
        else:
            subject = _("What came of the market dialogue “%(title)s”") % {"title": title}
        said = {
            "dialogue": dialogue, "title": title, "message": message, "text": (english and message.text_en) or message.text,
            "after": (english and message.after_en) or message.after, "address": f"{settings.ADDRESS}{reverse('dialogues:public', args=[dialogue.slug])}",
        }  # fmt: skip
        body = str(render_to_string("feedback/letters/told.txt", said)).replace("{", "(").replace("}", ")")
    kind = "feedback.summary" if message.kind == Told.SUMMARY else "feedback.outcome"
    return NewLetter(
        kind, to.email, subject, body.replace("[link]", "{link}"), to_name=to.name, language=to.language, secrets={"link": worth_url(to)}
    )  # fmt: skip
