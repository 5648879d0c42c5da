"""Letters about challenges, each in the receiver's language."""

from collections.abc import Callable

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from nybrott.challenges.models import Anchoring, Challenge
from nybrott.journal.actions import NewLetter
from nybrott.journal.states import LetterKind
from nybrott.people.models import User

KINDS = {
    "challenges.team_invitation": LetterKind(gettext_lazy("Questions to join a team")),
    "challenges.anchoring_question": LetterKind(gettext_lazy("Questions to leaders about the time and the goal")),
    "challenges.anchoring_answer": LetterKind(gettext_lazy("Answers from leaders")),
}
DEFAULT = "nb"


def _to(user: User, kind: str, subject: Callable[[], str], **said: object) -> NewLetter:
    """A letter to somebody with an account. `subject` is worded once their language is set."""
    language = user.language or DEFAULT
    with override(language):
        body = render_to_string(f"challenges/letters/{kind}.txt", {"name": user.name, **said})
        return NewLetter(
            kind=f"challenges.{kind}", to_address=user.email, to_name=user.name, to_user_id=user.pk, language=language,
            subject=subject(), body=body,
        )  # fmt: skip


def team_invitation(challenge: Challenge, user: User, by: str, url: str) -> NewLetter:
    """Will you be in the team?"""
    return _to(
        user, "team_invitation", lambda: _("Will you join the team on “%(title)s”?") % {"title": challenge.title},
        challenge=challenge, by=by, url=url,
    )  # fmt: skip


def anchoring_question(anchoring: Anchoring, by: str, url: str) -> NewLetter:
    """Will you say yes to time and goal?"""
    leader = anchoring.leader
    if leader is None:
        raise ValueError("nobody is asked")
    title = anchoring.challenge.title
    return _to(
        leader, "anchoring_question", lambda: _("A yes is needed for “%(title)s”") % {"title": title},
        anchoring=anchoring, challenge=anchoring.challenge, by=by, url=url,
    )  # fmt: skip


def anchoring_answer(anchoring: Anchoring, user: User) -> NewLetter:
    """What the leader answered."""
    title = anchoring.challenge.title
    said = _said_yes if anchoring.agreed else _said_no
    return _to(
        user, "anchoring_answer", lambda: said() % {"title": title}, anchoring=anchoring, challenge=anchoring.challenge
    )


def _said_yes() -> str:
    return _("Yes to “%(title)s”")


def _said_no() -> str:
    return _("No to “%(title)s” for now")
