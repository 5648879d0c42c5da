"""Who may write contracts, try what was delivered, answer the questions, and decide."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from nybrott.contracts.models import Contract, Milestone, Review
from nybrott.contracts.states import MILESTONE, SHORT, UNASKED, Course, MilestoneState
from nybrott.core.actor import Actor
from nybrott.core.verdict import YES, Verdict, no
from nybrott.dialogues.models import Dialogue
from nybrott.dialogues.rules import may_read as may_read_dialogue
from nybrott.people.models import Organisation
from nybrott.procurements.models import Procurement
from nybrott.procurements.rules import MANAGE, may_read, may_work
from nybrott.procurements.states import ProcurementState

MOST_CONTRACTS = 40  # in one procurement
MOST_PARTIES = 30  # in one contract
MOST_MILESTONES = 100
LEAD = "leader"  # the role that leads a unit


def may_write(actor: Actor, procurement: Procurement) -> Verdict:
    """Write contracts, their suppliers and milestones: those who work on the procurement, while it is not over."""
    return may_work(actor, procurement)


def may_remove(actor: Actor, contract: Contract, stands: bool) -> Verdict:
    """Take out a contract that was written in by mistake. `stands`: whether results or answers stand on it."""
    allowed = may_write(actor, contract.procurement)
    return no(_("Results or answers rest on it. It stays.")) if allowed and stands else allowed


def may_follow(actor: Actor, procurement: Procurement) -> Verdict:
    """Try what was delivered and answer the questions: also when the procurement has ended, since a pilot often ends before anybody decides."""
    if not (allowed := may_read(actor, procurement)):
        return allowed
    if not (actor.may(MANAGE) or actor.user_id == procurement.owner_id):
        return no(_("Only those who carry out procurements, and the one who owns this one, can do this."))
    if procurement.state == ProcurementState.STOPPED:
        return no(_("The procurement was stopped, and stays as it is."))
    return YES


def _settled(review: Review) -> str:
    said = {"decision": str(SHORT[Course(review.course)]).lower()}
    return _("This is decided: “%(decision)s”. It must be taken up again before anything is changed.") % said


def may_step(actor: Actor, milestone: Milestone, verb: str) -> Verdict:
    """Say what became of a milestone: its owner too."""
    procurement = milestone.contract.procurement
    allowed = may_write(actor, procurement)
    if (
        not allowed
        and may_read(actor, procurement)
        and actor.user_id is not None
        and actor.user_id == milestone.owner_id
    ):
        allowed = YES
    if allowed and verb not in MILESTONE.open_steps(milestone.state):
        said = {"state": str(MilestoneState(milestone.state).label).lower()}
        return no(_("This cannot be done with a milestone that is “%(state)s”.") % said)
    return allowed


def may_choose_yardstick(actor: Actor, contract: Contract, results: int) -> Verdict:
    """Say which version of the need description it is tried against: until a result (`results`: how many) stands on one."""
    allowed = may_follow(actor, contract.procurement)
    if allowed and results:
        return no(
            _("Results rest on this version of the need description. It stays the one this contract is tried against.")
        )
    return allowed


def may_test(actor: Actor, contract: Contract, review: Review | None) -> Verdict:
    """Write in what a trial showed: until a decision rests on it."""
    allowed = may_follow(actor, contract.procurement)
    if allowed and contract.description is None:
        return no(_("Choose first which need description it is tried against."))
    if allowed and review is not None and review.is_decided:
        return no(_settled(review))
    return allowed


def may_answer(actor: Actor, contract: Contract, review: Review | None) -> Verdict:
    """Answer the questions at the end of development."""
    allowed = may_follow(actor, contract.procurement)
    if allowed and not contract.is_tried:
        return no(
            _("Nothing is developed or tried in this contract. The questions are for contracts where something is.")
        )
    if allowed and review is not None and review.is_decided:
        return no(_settled(review))
    return allowed


def decides(actor: Actor, procurement: Procurement) -> Verdict:
    """Decide about a procurement: its owner, who leads its unit, and administrators."""
    if not (allowed := may_read(actor, procurement)):
        return allowed
    if actor.user_id == procurement.owner_id or actor.may("organisation.manage"):
        return YES
    if LEAD in actor.roles and (procurement.unit_id is None or procurement.unit_id in actor.unit_ids):
        return YES
    if procurement.owner is not None:
        return no(
            _("%(name)s, who owns the procurement, decides, or the person who leads its unit.")
            % {"name": procurement.owner.name}
        )
    return no(_("The person who owns the procurement decides, or the person who leads its unit."))


def may_decide(
    actor: Actor, contract: Contract, review: Review | None, missing: Sequence[str], course: str = ""
) -> Verdict:
    """Decide what becomes of what was developed or tried. `missing`: the questions that are not answered; only to let it lie can be decided without.
    Without a `course`: whether anything can be decided at all."""
    if not (allowed := decides(actor, contract.procurement)):
        return allowed
    if contract.procurement.state == ProcurementState.STOPPED:
        return no(_("The procurement was stopped, and stays as it is."))
    if not contract.is_tried:
        return no(
            _("Nothing is developed or tried in this contract. The questions are for contracts where something is.")
        )
    if review is not None and review.is_decided:
        return no(_settled(review))
    if course and course not in UNASKED and missing:
        return no(
            _(
                "These are not answered yet: %(questions)s. Until they are, the only decision is to take no further action."
            )
            % {"questions": "; ".join(missing)}
        )
    return YES


def may_take_up(actor: Actor, contract: Contract, review: Review | None) -> Verdict:
    """Take up again what was decided; the decision stays in the history."""
    allowed = decides(actor, contract.procurement)
    if allowed and contract.procurement.state == ProcurementState.STOPPED:
        return no(_("The procurement was stopped. Take that up again first."))
    if allowed and (review is None or not review.is_decided):
        return no(_("Nothing is decided yet."))
    return allowed


def may_rest(actor: Actor, dialogue: Dialogue, procurement: Procurement | None, waits: bool) -> Verdict:
    """Let a market dialogue lie, with a reason: those who carry out procurements, who owns the procurement it belongs to, and who leads its unit.
    `waits`: whether nobody has decided what comes of it."""
    if not (allowed := may_read_dialogue(actor, dialogue)):
        return allowed
    mine = procurement is not None and bool(decides(actor, procurement))
    if not (actor.may(MANAGE) or mine or LEAD in actor.roles):
        return no(_("Only those who carry out procurements, who own them or lead a unit can do this."))
    return YES if waits else no(_("This market dialogue does not wait for a decision."))


def may_set_patience(actor: Actor, organisation: Organisation) -> Verdict:
    """Say after how many months something is in the graveyard."""
    if actor.organisation_id != organisation.pk:
        return no(_("This is not the organisation you are working in now."))
    return YES if actor.may(MANAGE) else no(_("Only those who carry out procurements can do this."))
