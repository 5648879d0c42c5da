"""Letters about guidance, each in the receiver's language."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from nybrott.guidance.models import Session
from nybrott.journal.actions import NewLetter
from nybrott.journal.states import LetterKind
from nybrott.people.models import User

DEFAULT = "nb"

KINDS: dict[str, LetterKind] = {
    "guidance.booked": LetterKind(gettext_lazy("A session of guidance is booked")),
    "guidance.moved": LetterKind(gettext_lazy("A session of guidance has a new time or place")),
    "guidance.called_off": LetterKind(gettext_lazy("A session of guidance is called off")),
    "guidance.reminder": LetterKind(gettext_lazy("The day before a session of guidance")),
    "guidance.missed": LetterKind(gettext_lazy("Someone did not come to a session of guidance")),
}


def to(user: User, kind: str, subject: Callable[[], str], **said: object) -> NewLetter:
    """A letter of `templates/guidance/letters/<kind>.txt`. `subject` is called in the receiver's language."""
    language = user.language or DEFAULT
    with override(language):
        body = render_to_string(f"guidance/letters/{kind}.txt", {"name": user.name, **said})
        return NewLetter(
            kind=f"guidance.{kind}", to_address=user.email, to_name=user.name, to_user_id=user.pk, language=language,
            subject=subject(), body=body.replace("{", "(").replace("}", ")"),  # braces would ask for a secret
        )  # fmt: skip


# --- sessions: a letter to each of the two ---


def _to_both(session: Session, kind: str, subject: Callable[[], str], **said: object) -> list[NewLetter]:
    """The same to the driver and to the mentor, each in their language and with the other's name."""
    driver, mentor, url = session.pairing.driver.user, session.pairing.mentor.user, _at("guidance:session", session)
    more = {"session": session, "url": url, "ics": _at("guidance:event", session), **said}

    def one(user: User, other: User) -> NewLetter:
        return to(user, kind, lambda: subject() % {"name": other.name}, other=other.name, **more)

    return [one(driver, mentor), one(mentor, driver)]


def _at(name: str, session: Session) -> str:
    return f"{settings.ADDRESS}{reverse(name, args=[session.pk])}"


def booked(session: Session, by: str) -> list[NewLetter]:
    """You meet then and there."""
    return _to_both(session, "booked", lambda: _("Guidance with %(name)s is booked"), by=by)


def moved(session: Session, by: str, before: datetime) -> list[NewLetter]:
    """Another time or place."""
    return _to_both(session, "moved", lambda: _("Guidance with %(name)s has a new time or place"), by=by, before=before)


def called_off(session: Session, by: str, *, for_good: bool = False) -> list[NewLetter]:
    """You do not meet; why, and where to book anew. `for_good`: the pair has ended, so nothing is booked anew."""
    again = "" if for_good else f"{settings.ADDRESS}{reverse('guidance:book', args=[session.pairing_id])}"
    return _to_both(session, "called_off", lambda: _("Guidance with %(name)s is called off"), by=by, again=again)


def reminder(session: Session) -> list[NewLetter]:
    """It is soon."""
    return _to_both(session, "reminder", lambda: _("Soon: guidance with %(name)s"))


def missed(session: Session) -> list[NewLetter]:
    """Somebody did not come; book anew."""
    again = f"{settings.ADDRESS}{reverse('guidance:book', args=[session.pairing_id])}"
    return _to_both(session, "missed", lambda: _("You did not meet: book guidance with %(name)s again"), again=again)
