"""Letters about gatherings, each in the receiver's language."""

from collections.abc import Callable

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from nybrott.gatherings.models import Attendance
from nybrott.journal.actions import NewLetter
from nybrott.journal.states import LetterKind

KINDS = {
    "gatherings.invitation": LetterKind(gettext_lazy("Invitations to experience gatherings")),
    "gatherings.moved": LetterKind(gettext_lazy("A gathering has a new time or place")),
    "gatherings.called_off": LetterKind(gettext_lazy("A gathering is called off")),
}
DEFAULT = "nb"


def _to(one: Attendance, kind: str, subject: Callable[[], str], **said: object) -> NewLetter:
    user, gathering = one.part.user, one.gathering
    language = user.language or DEFAULT
    with override(language):
        body = render_to_string(
            f"gatherings/letters/{kind}.txt", {"name": user.name, "one": gathering, "run": gathering.run, **said}
        )
        return NewLetter(
            kind=f"gatherings.{kind}", to_address=user.email, to_name=user.name, to_user_id=user.pk, language=language,
            subject=subject() % {"title": gathering.title}, body=body,
        )  # fmt: skip


def invitation(one: Attendance, by: str, url: str) -> NewLetter:
    """Will you come, and bring a story? `url`: the gathering's page."""
    return _to(one, "invitation", lambda: _("Will you come to the gathering “%(title)s”?"), by=by, url=url)


def moved(one: Attendance, url: str) -> NewLetter:
    """Another time or place."""
    return _to(one, "moved", lambda: _("“%(title)s” has a new time or place"), url=url)


def called_off(one: Attendance) -> NewLetter:
    """It will not be held."""
    return _to(one, "called_off", lambda: _("“%(title)s” is cancelled"))
