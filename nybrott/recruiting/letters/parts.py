"""Letters to those who take part in a run, and to their leaders."""

from collections.abc import Callable

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from nybrott.journal.actions import NewLetter
from nybrott.journal.states import LetterKind
from nybrott.people.models import User
from nybrott.recruiting.queries import token_of
from nybrott.runs.models import Participation, Run, Yes

KINDS = {
    "recruiting.call": LetterKind(gettext_lazy("Calls for drivers and mentors")),
    "recruiting.question": LetterKind(gettext_lazy("Requests to leaders about someone’s time"), at_once=True),
    "recruiting.reminder": LetterKind(gettext_lazy("Reminders to leaders who have not answered"), at_once=True),
    "recruiting.taken_in": LetterKind(gettext_lazy("You take part in a run")),
    "recruiting.waits": LetterKind(gettext_lazy("You are on the waiting list of a run")),
    "recruiting.declined": LetterKind(gettext_lazy("Your leader could not give you time")),
    "recruiting.taken_out": LetterKind(gettext_lazy("You have been taken out of a run")),
    "recruiting.offer": LetterKind(gettext_lazy("Requests to be a mentor")),
    "recruiting.put_up": LetterKind(gettext_lazy("You have been put on the list for a run")),
}
DEFAULT = "nb"
LINK = "\ufffflink\uffff"  # nothing anybody types; the personal link comes here


def address(name: str, *args: object) -> str:
    """A whole address of this site."""
    return f"{settings.ADDRESS}{reverse(name, args=args)}"


def _plain(body: str) -> str:
    """Braces would ask for a secret; people may have typed some."""
    return body.replace("{", "(").replace("}", ")").replace(LINK, "{link}")


def _to(user: User, kind: str, subject: Callable[[], str], run: Run, held: bool = False, **said: object) -> NewLetter:
    """A letter to somebody with an account. `subject` is worded once their language is set."""
    language = user.language or DEFAULT
    with override(language):
        body = _plain(render_to_string(f"recruiting/letters/{kind}.txt", {"name": user.name, "run": run, **said}))
        return NewLetter(
            kind=f"recruiting.{kind}", to_address=user.email, to_name=user.name, to_user_id=user.pk, language=language,
            subject=subject() % {"title": run.title}, body=body, held=held,
        )  # fmt: skip


def _of(part: Participation, kind: str, subject: Callable[[], str], **said: object) -> NewLetter:
    return _to(part.user, kind, subject, part.run, False, part=part, url=address("recruiting:part", part.pk), **said)


def call(run: Run, user: User) -> NewLetter:
    """The call, to somebody it may concern; whoever sends it reads it first."""
    return _to(
        user,
        "call",
        lambda: _("Do you want to take part in “%(title)s”?"),
        run,
        url=address("recruiting:call", run.pk),
        held=True,
    )


def _asking(asked: Yes, part: Participation, kind: str, subject: Callable[[], str]) -> NewLetter:
    leader = part.leader
    language = (leader.language if leader else "") or DEFAULT
    link = address("recruiting:yes", token_of(part.pk, asked.asked_at))
    with override(language):
        said = {"asked": asked, "part": part, "run": part.run, "link": LINK}
        body = _plain(render_to_string(f"recruiting/letters/{kind}.txt", said))
        return NewLetter(
            kind=f"recruiting.{kind}", to_address=asked.to_email, to_name=asked.to_name, to_user_id=leader.pk if leader else None,
            language=language, subject=subject() % {"name": part.user.name}, body=body, secrets={"link": link},
        )  # fmt: skip


def question(asked: Yes, part: Participation) -> NewLetter:
    """May this person use so many hours? Answered in one click, by a link that works once."""
    return _asking(asked, part, "question", lambda: _("Can %(name)s take part? Yes or no is enough"))


def reminder(asked: Yes, part: Participation) -> NewLetter:
    """The same question again."""
    return _asking(asked, part, "reminder", lambda: _("%(name)s is waiting for your yes or no"))


def taken_in(part: Participation) -> NewLetter:
    """You are in."""
    return _of(part, "taken_in", lambda: _("You take part in “%(title)s”"))


def waits(part: Participation) -> NewLetter:
    """Your leader said yes, and all places are taken."""
    return _of(part, "waits", lambda: _("You are on the waiting list for “%(title)s”"))


def declined(part: Participation, asked: Yes) -> NewLetter:
    """Your leader said no, and why."""
    return _of(part, "declined", lambda: _("Your leader said no to “%(title)s” for now"), asked=asked)


def taken_out(part: Participation, by: str) -> NewLetter:
    """Somebody else ended your part, and why."""
    return _of(part, "taken_out", lambda: _("You no longer take part in “%(title)s”"), by=by)


def offer(part: Participation, by: str) -> NewLetter:
    """Will you be a mentor in your own organisation?"""
    return _of(part, "offer", lambda: _("Will you be a mentor in “%(title)s”?"), by=by)


def put_up(part: Participation, by: str) -> NewLetter:
    """Somebody put you on the list."""
    return _of(part, "put_up", lambda: _("You have been put on the list for “%(title)s”"), by=by)
