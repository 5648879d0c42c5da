"""Letters about goals: to whoever answers for one that was decided."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from nybrott.goals.models import Goal
from nybrott.goals.queries import baseline_said, target_said
from nybrott.journal.actions import NewLetter
from nybrott.journal.states import LetterKind

KINDS = {"goals.yours": LetterKind(gettext_lazy("A decided goal you answer for"))}


def to_owner(goal: Goal, *, but: int | None) -> list[NewLetter]:
    """To whoever answers for a goal, that it is decided and theirs; nobody when there is none, or it is `but`, who did it."""
    owner = goal.owner
    if owner is None or not owner.is_active or owner.pk == but:
        return []
    language = owner.language or "nb"
    with override(language):
        said = {
            "goal": goal, "name": owner.name, "baseline": baseline_said(goal), "target": target_said(goal),
            "address": f"{settings.ADDRESS}{reverse('goals:goal', args=[goal.pk])}",
        }  # fmt: skip
        body = str(render_to_string("goals/letters/yours.txt", said)).replace("{", "(").replace("}", ")")
        subject = _("You answer for the goal “%(title)s”") % {"title": goal.title}
    return [
        NewLetter("goals.yours", owner.email, subject, body, to_name=owner.name, to_user_id=owner.pk, language=language)
    ]
