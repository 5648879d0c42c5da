"""Letters about workshops, each in the receiver's language."""

from collections.abc import Callable

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from nybrott.journal.actions import NewLetter
from nybrott.journal.states import LetterKind
from nybrott.workshops.models import Seat

KINDS = {
    "workshops.invitation": LetterKind(gettext_lazy("Invitations to workshops")),
    "workshops.seat_free": LetterKind(gettext_lazy("A seat in a workshop has become free")),
    "workshops.moved": LetterKind(gettext_lazy("A workshop has a new time or place")),
    "workshops.called_off": LetterKind(gettext_lazy("A workshop is cancelled")),
}
DEFAULT = "nb"


def _to(seat: Seat, kind: str, subject: Callable[[], str], **said: object) -> NewLetter:
    user = seat.user
    if user is None:
        raise ValueError("somebody without an account cannot get a letter")
    language = user.language or DEFAULT
    with override(language):
        body = render_to_string(f"workshops/letters/{kind}.txt", {"name": user.name, "workshop": seat.workshop, **said})
        return NewLetter(
            kind=f"workshops.{kind}", to_address=user.email, to_name=user.name, to_user_id=user.pk, language=language,
            subject=subject() % {"title": seat.workshop.title}, body=body,
        )  # fmt: skip


def invitation(seat: Seat, by: str, url: str) -> NewLetter:
    """Will you come?"""
    return _to(seat, "invitation", lambda: _("Will you come to the workshop “%(title)s”?"), by=by, url=url)


def seat_free(seat: Seat, url: str) -> NewLetter:
    """You waited; now there is a seat."""
    return _to(seat, "seat_free", lambda: _("There is a seat for you in “%(title)s”"), url=url)


def moved(seat: Seat, url: str) -> NewLetter:
    """Another time or place."""
    return _to(seat, "moved", lambda: _("“%(title)s” has a new time or place"), url=url)


def called_off(seat: Seat) -> NewLetter:
    """It will not be held."""
    return _to(seat, "called_off", lambda: _("“%(title)s” is cancelled"))
