"""Letters about contact points and talks. No letter holds the name or the address of somebody of the other organisation."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from nybrott.contacts.models import ContactPoint, Side
from nybrott.contacts.states import TalkState
from nybrott.journal.actions import NewLetter
from nybrott.journal.states import LetterKind
from nybrott.people.models import User

KINDS = {
    "contacts.named": LetterKind(gettext_lazy("You are asked to be a contact point")),
    "contacts.asked": LetterKind(gettext_lazy("Another organisation asks for a talk")),
    "contacts.answered": LetterKind(gettext_lazy("Answers to your requests for a talk")),
    "contacts.times": LetterKind(gettext_lazy("Times for talks with other organisations")),
}


def _letter(kind: str, user: User, subject: str, said: dict[str, Any], template: str) -> NewLetter:
    body = str(render_to_string(f"contacts/letters/{template}.txt", {"name": user.name} | said))
    return NewLetter(kind, user.email, subject, body.replace("{", "(").replace("}", ")"), to_name=user.name, to_user_id=user.pk, language=user.language or "nb")  # fmt: skip


def _page(side: Side) -> str:
    return f"{settings.ADDRESS}{reverse('contacts:talk', args=[side.talk_id])}"


def named(point: ContactPoint) -> NewLetter:
    """To somebody who is asked to be a contact point."""
    with override(point.user.language or "nb"):
        address = f"{settings.ADDRESS}{reverse('contacts:agree', args=[point.pk])}"
        return _letter("contacts.named", point.user, _("Will you be a contact point?"), {"point": point, "address": address}, "named")  # fmt: skip


def asked(side: Side, user: User, *, again: bool = False) -> NewLetter:
    """To whoever is asked for a talk; `again`: it has waited a week."""
    talk = side.talk
    with override(user.language or "nb"):
        words = _("%(who)s is waiting for an answer about a talk") if again else _("%(who)s asks for a talk")
        said = {"talk": talk, "again": again, "address": _page(side)}
        return _letter("contacts.asked", user, words % {"who": talk.organisation.name}, said, "asked")


def answered(side: Side, user: User) -> NewLetter:
    """To one side, when the talk took a step on the other: yes, not now, called off, or closed without an answer."""
    talk = side.talk
    with override(user.language or "nb"):
        other = talk.other(side.organisation_id).name
        subject = {
            TalkState.AGREED: _("%(who)s says yes to a talk"),
            TalkState.DECLINED: _("%(who)s says not now"),
            TalkState.WITHDRAWN: _("%(who)s has called the talk off"),
            TalkState.LAPSED: _("No answer from %(who)s"),
        }[TalkState(talk.state)] % {"who": other}
        return _letter("contacts.answered", user, subject, {"talk": talk, "other": other, "address": _page(side)}, "answered")  # fmt: skip


def times(side: Side, user: User) -> NewLetter:
    """To one side, when the other has proposed times or chosen one."""
    talk = side.talk
    with override(user.language or "nb"):
        other = talk.other(side.organisation_id).name
        words = _("The talk with %(who)s has a time") if talk.meets_at else _("%(who)s proposes times for a talk")
        return _letter("contacts.times", user, words % {"who": other}, {"talk": talk, "other": other, "address": _page(side)}, "times")  # fmt: skip
