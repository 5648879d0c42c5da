"""An agenda to begin with: where the driver's challenge stands, what it lacks, which methods fit, and what was agreed last time."""

from collections.abc import Callable

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from nybrott.challenges.models import Challenge
from nybrott.challenges.queries import challenge_page, next_step
from nybrott.core.actor import Actor
from nybrott.guidance.models import Pairing
from nybrott.people.models import User
from nybrott.programmes.queries import proposed
from nybrott.ui.formats import day_year

Standing = Callable[[Challenge], tuple[str, list[str]]]
CARDS, GAPS = 2, 3
_standing: list[Standing] = []


def add_standing(read: Standing) -> None:
    """The room that knows every part of a challenge: how far one has come and what it lacks, in words of core.methods."""
    _standing[:] = [read]


def prefilled(actor: Actor, pairing: Pairing, *, reader: User | None) -> str:
    """The agenda in the reader's language; empty when there is nothing to say. `actor` sees the challenge and the cards."""
    with override((reader.language if reader else "") or "nb"):
        lines = [*_challenge(actor, pairing.driver.challenge), *_agreed(pairing)]
    return "\n".join(lines).strip()[:4_000]


def _challenge(actor: Actor, challenge: Challenge | None) -> list[str]:
    if challenge is None or not Challenge.objects.visible_to(actor).filter(pk=challenge.pk).exists():
        return []
    lines = [
        _("“%(challenge)s” is now: %(state)s.")
        % {"challenge": challenge.title, "state": challenge.get_state_display().lower()}
    ]
    if step := next_step(actor, challenge_page(challenge)):
        lines.append(_("Next there: %(step)s.") % {"step": step.step})
    stage, gaps = _standing[0](challenge) if _standing else (challenge.state, [])
    cards = proposed(actor, stage=stage, gaps=gaps, at_most=CARDS)
    if whys := list(dict.fromkeys(why for card in cards for why in card.why))[:GAPS]:
        lines += ["", _("What is missing:"), *(f"– {why}" for why in whys)]
    if cards:
        named = [card.one.card.text(_language())[1].name for card in cards]
        lines += ["", _("Methods that may help:"), *(f"– {name}" for name in named)]
    return [*lines, ""]


def _language() -> str:
    return (get_language() or "nb")[:2]


def _agreed(pairing: Pairing) -> list[str]:
    steps = pairing.steps.filter(done_at=None, dropped_at=None).select_related("who").order_by("due_on", "pk")[:10]
    said = [
        _("– %(what)s (%(name)s, by %(day)s)")
        % {"what": step.what, "name": step.who.name if step.who else "–", "day": day_year(step.due_on)}
        for step in steps
    ]
    return [_("Since last time:"), *said] if said else []
