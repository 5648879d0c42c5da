"""Answers and choices, for tests."""

from django.utils import timezone

from nybrott.core.actor import Actor
from nybrott.people.models import Organisation
from nybrott.procedures import actions
from nybrott.procedures.models import AnswerSheet, ProcedureChoice
from nybrott.procurements.models import Procurement
from nybrott.procurements.tests.factories import a_buyer, a_procurement

DEVELOPS = {
    "solution": "none",
    "development": "research",
    "purchase": "together",
    "object": "services",
    "team": "full",
    "existing": "no",
}
REASON = "Løsningen finnes ikke, og vi vil både utvikle og kjøpe den."


def some_answers(place: Organisation, *, actor: Actor | None = None, procurement: Procurement | None = None, value: int | None = None, **choices: str) -> AnswerSheet:  # fmt: skip
    """A procurement with answers that point at an innovation partnership."""
    buys = actor or a_buyer(place)
    found = procurement or a_procurement(place, actor=buys)
    return actions.answer_questions(actor=buys, procurement=found, choices=DEVELOPS | choices, value=value, now=timezone.now())  # fmt: skip


def a_choice(place: Organisation, *, actor: Actor | None = None, option: str = "partnership", reason: str = REASON, **said: str) -> ProcedureChoice:  # fmt: skip
    """A procedure that was chosen on such answers."""
    buys = actor or a_buyer(place)
    sheet = some_answers(place, actor=buys, **said)
    return actions.choose_procedure(actor=buys, procurement=sheet.procurement, option=option, reason=reason, now=timezone.now())  # fmt: skip
