"""What guidance says on the page of a challenge: what was agreed to be done with it."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from nybrott.challenges.models import Challenge
from nybrott.challenges.queries import Line, Said
from nybrott.core.actor import Actor
from nybrott.guidance.queries.sessions import steps_of_challenge
from nybrott.ui.formats import day

SHOWN = 5


def said_of_challenge(actor: Actor, challenge: Challenge) -> Iterator[Said]:
    """The latest agreed steps, those that are not done first."""
    steps = sorted(steps_of_challenge(actor, challenge), key=lambda step: (step.done_at is not None, -step.pk))[:SHOWN]
    lines = tuple(
        Line(
            step.what, word=pgettext("step", "Done") if step.done_at else pgettext("step", "To do"), kind="success" if step.done_at else "info",
            note=f"{step.who.name if step.who else '–'} · {day(step.due_on)}",
        )
        for step in steps
    )  # fmt: skip
    yield Said(
        _("Agreed in guidance"),
        lines,
        reverse("guidance:of_challenge", args=[challenge.pk]),
        _("All guidance on this challenge"),
    )
