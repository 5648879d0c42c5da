"""Letters to those who follow dialogues, and to those who take part when the brief is given anew."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.core import signing
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from nybrott.dialogues.models import Dialogue, Representative
from nybrott.invitations.models import Follower
from nybrott.journal.actions import NewLetter
from nybrott.journal.states import LetterKind

KINDS = {
    "invitations.confirm": LetterKind(gettext_lazy("Confirm that you follow market dialogues"), at_once=True, veiled=True),
    "invitations.new": LetterKind(gettext_lazy("A new market dialogue, to those who follow them"), at_once=True, veiled=True),
    "invitations.brief": LetterKind(gettext_lazy("A new version of the brief of a market dialogue")),
}  # fmt: skip
SALT = "invitations.stop"


def _safe(text: str) -> str:
    """Braces would ask for a secret."""
    return text.replace("{", "(").replace("}", ")")


def stop_token(follower: Follower) -> str:
    """What stops a follower's letters; it says nothing but whose they are."""
    return signing.dumps(follower.pk, salt=SALT)


def confirm(follower: Follower, key: str) -> NewLetter:
    """The link that confirms an address, once."""
    with override(follower.language):
        link = f"{settings.ADDRESS}{reverse('invitations:confirm', args=[key])}"
        body = render_to_string("invitations/letters/confirm.txt", {"until": follower.confirm_until})
        return NewLetter(
            "invitations.confirm", follower.email, _("Confirm that you follow market dialogues"), body, language=follower.language,
            secrets={"link": link},
        )  # fmt: skip


def new_dialogue(dialogue: Dialogue, followers: Iterable[Follower]) -> list[NewLetter]:
    """A dialogue that was announced, to each of those who follow; worded once in each language."""
    worded: dict[str, tuple[str, str]] = {}
    made = []
    for one in followers:
        if one.language not in worded:
            with override(one.language):
                said = {"dialogue": dialogue, "address": f"{settings.ADDRESS}{reverse('dialogues:public', args=[dialogue.slug])}", "english": one.language == "en"}  # fmt: skip
                subject = _("New market dialogue: %(title)s") % {
                    "title": (one.language == "en" and dialogue.title_en) or dialogue.title
                }
                text = _safe(render_to_string("invitations/letters/new.txt", said))
                worded[one.language] = subject, text.replace("[stop]", "{stop}")
        subject, body = worded[one.language]
        stop = f"{settings.ADDRESS}{reverse('invitations:stop', args=[stop_token(one)])}"
        made.append(NewLetter("invitations.new", one.email, subject, body, language=one.language, secrets={"stop": stop}))  # fmt: skip
    return made


def new_brief(dialogue: Dialogue, version: int, now: datetime) -> list[NewLetter]:
    """The brief was given anew, to every person of every supplier that takes part, each address once."""
    people = Representative.objects.filter(
        supplier__dialogue=dialogue, supplier__left_at=None, confirmed_at__isnull=False, keep_until__gte=now.date()
    )
    made = []
    for one in people.order_by("email", "pk").distinct("email"):
        with override(one.language):
            said = {"dialogue": dialogue, "version": version, "address": f"{settings.ADDRESS}{reverse('dialogues:public', args=[dialogue.slug])}"}  # fmt: skip
            subject = _("The brief is given again in the market dialogue “%(title)s”") % {"title": dialogue.title}
            body = _safe(render_to_string("invitations/letters/brief.txt", said))
        made.append(NewLetter("invitations.brief", one.email, subject, body, to_name=one.name, language=one.language))
    return made
