"""The letter to the leader of a silent unit: proposed in the leader's language, read and changed by a person."""

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from nybrott.journal.actions import NewLetter
from nybrott.journal.states import LetterKind
from nybrott.people.models import Unit, User
from nybrott.runs.models import Run

KINDS = {"efforts.nudge": LetterKind(gettext_lazy("Nudges to leaders of silent units"))}
DEFAULT = "nb"


def proposed(leader: User, unit: Unit, run: Run, *, by: str, amount: str, url: str) -> tuple[str, str]:
    """Subject and text to begin with. `amount` is what the unit spends, in words; empty when nobody knows."""
    with override(leader.language or DEFAULT):
        said = {"name": leader.name, "unit": unit.name, "run": run, "by": by, "amount": amount, "url": url}
        subject = _("Is there something hard in %(unit)s that no one has solved?") % {"unit": unit.name}
        return subject, render_to_string("efforts/letters/nudge.txt", said).strip()


def nudge(leader: User, subject: str, body: str) -> NewLetter:
    """The letter as it was read."""
    return NewLetter(
        kind="efforts.nudge", to_address=leader.email, to_name=leader.name, to_user_id=leader.pk,
        language=leader.language or DEFAULT, subject=subject.strip(), body=body,
    )  # fmt: skip
