"""Letters about guidance, each in the receiver's language."""

from collections.abc import Callable

from django.template.loader import render_to_string
from django.utils.translation import override

from nybrott.journal.actions import NewLetter
from nybrott.journal.states import LetterKind
from nybrott.people.models import User

DEFAULT = "nb"

KINDS: dict[str, LetterKind] = {}


def to(user: User, kind: str, subject: Callable[[], str], **said: object) -> NewLetter:
    """A letter of `templates/guidance/letters/<kind>.txt`. `subject` is called in the receiver's language."""
    language = user.language or DEFAULT
    with override(language):
        body = render_to_string(f"guidance/letters/{kind}.txt", {"name": user.name, **said})
        return NewLetter(
            kind=f"guidance.{kind}", to_address=user.email, to_name=user.name, to_user_id=user.pk, language=language,
            subject=subject(), body=body,
        )  # fmt: skip
