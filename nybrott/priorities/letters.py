"""Letters about rounds, each in the receiver's language."""

from collections.abc import Callable

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from nybrott.journal.actions import NewLetter
from nybrott.journal.states import LetterKind
from nybrott.people.models import User
from nybrott.priorities.models import Round

KINDS = {
    "priorities.invitation": LetterKind(gettext_lazy("Invitations to score needs")),
    "priorities.reminder": LetterKind(gettext_lazy("Reminders to score needs")),
    "priorities.shown": LetterKind(gettext_lazy("When scores of needs are shown")),
}


def _to(user: User, kind: str, subject: Callable[[], str], **said: object) -> NewLetter:
    language = user.language or "nb"
    with override(language):
        body = render_to_string(f"priorities/letters/{kind}.txt", {"name": user.name, **said})
        return NewLetter(
            kind=f"priorities.{kind}", to_address=user.email, to_name=user.name, to_user_id=user.pk, language=language,
            subject=subject(), body=body,
        )  # fmt: skip


def invitation(one: Round, user: User, by: str, url: str) -> NewLetter:
    """Will you score these needs, alone, before you talk about them?"""
    return _to(
        user, "invitation", lambda: _("What matters most? “%(title)s”") % {"title": one.title}, one=one, by=by, url=url,
        again=one.now_pass > 1,
    )  # fmt: skip


def reminder(one: Round, user: User, url: str) -> NewLetter:
    """You have not scored everything yet."""
    return _to(
        user, "reminder", lambda: _("Your scores are missing: “%(title)s”") % {"title": one.title}, one=one, url=url
    )


def shown(one: Round, user: User, url: str) -> NewLetter:
    """The scores are shown now."""
    return _to(user, "shown", lambda: _("The scores are shown: “%(title)s”") % {"title": one.title}, one=one, url=url)
