"""Who may answer the guide, and choose a procedure."""

from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import YES, Verdict, no
from nybrott.procedures.models import AnswerSheet
from nybrott.procurements import rules as procurements
from nybrott.procurements.models import Procurement
from nybrott.procurements.states import BEFORE_COMPETITION


def may_answer(actor: Actor, procurement: Procurement) -> Verdict:
    """Answer the guide's questions: those who work on the procurement, until the competition is announced or a contract signed."""
    allowed = procurements.may_work(actor, procurement)
    if allowed and procurement.state not in BEFORE_COMPETITION:
        return no(
            _("The procedure is chosen before the competition is announced. The choice can no longer be changed.")
        )
    return allowed


def may_choose(actor: Actor, procurement: Procurement, sheet: AnswerSheet | None) -> Verdict:
    """Choose a procedure, with the reason: once at least one question is answered."""
    allowed = may_answer(actor, procurement)
    if allowed and (sheet is None or not sheet.answered):
        return no(_("Answer some of the questions first. A choice rests on answers."))
    return YES if allowed else allowed
