"""Who may lead a round, score in it, see what was scored, and decide; and why not."""

from django.utils.translation import gettext as _

from nybrott.challenges.models import Challenge
from nybrott.challenges.rules import may_work_on
from nybrott.challenges.states import ChallengeState
from nybrott.core.actor import Actor
from nybrott.core.verdict import YES, Verdict, no
from nybrott.people.models import Unit
from nybrott.priorities.models import PASSES, Participant, Priority, Round
from nybrott.priorities.states import ROUND, RoundState

OVER = (ChallengeState.PARKED, ChallengeState.REUSED, ChallengeState.JOINED)


# --- leading ---


def may_begin(actor: Actor, *, challenge: Challenge | None = None, unit: Unit | None = None) -> Verdict:
    """Begin a round: those who work on the challenge; the leader of the unit; for all of it, who leads all challenges."""
    if challenge is not None:
        allowed = may_work_on(actor, challenge)
        if allowed and challenge.state in OVER:
            return no(_("The challenge is no longer being worked on. Take it up again first."))
        return allowed
    return _may_begin_of_unit(actor, unit)


def _may_begin_of_unit(actor: Actor, unit: Unit | None) -> Verdict:
    if unit is not None and actor.organisation_id != unit.organisation_id:
        return no(_("This unit belongs to another organisation."))
    if actor.may("challenges.lead"):
        return YES
    if unit is None:
        return no(_("Only those who lead all challenges can begin a round for the whole organisation."))
    if "leader" in actor.roles and unit.pk in actor.unit_ids:
        return YES
    return no(_("Only a leader of the unit can begin a round for it."))


def may_begin_wide(actor: Actor) -> Verdict:
    """Begin one for some unit or for the whole organisation; which, is asked again when it is chosen."""
    if "leader" in actor.roles and actor.unit_ids:
        return YES
    return may_begin(actor)


def may_lead(actor: Actor, one: Round) -> Verdict:
    """Lead a round: whoever might begin it now, and whoever did."""
    if not actor.system and actor.organisation_id != one.organisation_id:
        return no(_("This round belongs to another organisation."))
    if actor.user_id is not None and actor.user_id == one.made_by_id:
        return YES
    if one.challenge is not None:
        return may_work_on(actor, one.challenge)
    return may_begin(actor, unit=one.unit)


def _may_step(actor: Actor, one: Round, verb: str) -> Verdict:
    allowed = may_lead(actor, one)
    if allowed and verb not in ROUND.open_steps(one.state):
        said = {"state": RoundState(one.state).label.lower()}
        return no(_("This step is not open while the round is “%(state)s”.") % said)
    return allowed


def may_prepare(actor: Actor, one: Round) -> Verdict:
    """Choose needs, criteria and people; only before the first can have scored."""
    allowed = may_lead(actor, one)
    if allowed and one.state != RoundState.DRAFT:
        return no(
            _(
                "The round has begun. What people score by can no longer be changed, or their scores would mean something else."
            )
        )
    return allowed  # fmt: skip


def may_open(actor: Actor, one: Round) -> Verdict:
    """Ask people to score, when there is something to score and somebody to do it."""
    allowed = _may_step(actor, one, "open")
    if not allowed:
        return allowed
    if not one.priorities.exists():
        return no(_("Choose at least one need first."))
    if not one.criteria.exists():
        return no(_("Choose at least one criterion first."))
    if not one.participants.exists():
        return no(_("Choose who takes part first."))
    return YES


def may_close(actor: Actor, one: Round) -> Verdict:
    """Take no more scores; nothing is shown by that."""
    return _may_step(actor, one, "close")


def may_reopen(actor: Actor, one: Round) -> Verdict:
    """Take scores again before they are shown."""
    return _may_step(actor, one, "reopen")


def may_ask_more(actor: Actor, one: Round) -> Verdict:
    """Ask more people, give more time, or remind, while scores are taken."""
    allowed = may_lead(actor, one)
    if allowed and one.state != RoundState.OPEN:
        return no(_("The round is not open for scores."))
    return allowed


def may_remind(actor: Actor, one: Round) -> Verdict:
    """Write to those who have not answered everything; in the second pass nobody has to change anything."""
    allowed = may_ask_more(actor, one)
    if allowed and one.now_pass > 1:
        return no(_("In the second pass no one has to change anything, so no one is reminded."))
    return allowed


def may_show(actor: Actor, one: Round) -> Verdict:
    """Show what this pass came to; in the first one, somebody must have scored."""
    allowed = _may_step(actor, one, "show")
    if allowed and not one.participants.filter(scores__value__isnull=False).exists():
        return no(_("No one has scored yet, so there is nothing to show."))
    return allowed


def may_open_again(actor: Actor, one: Round) -> Verdict:
    """Let people change their scores after the talk, once, and before anything is decided."""
    allowed = _may_step(actor, one, "open_again")
    if allowed and one.now_pass >= PASSES:
        return no(_("People have had their second pass. Decide, or begin a new round."))
    if allowed and one.priorities.exclude(outcome="").exists():
        return no(_("Something is decided already. Begin a new round instead."))
    return allowed


def may_call_off(actor: Actor, one: Round) -> Verdict:
    """End it without a decision, with a reason."""
    return _may_step(actor, one, "call_off")


# --- scoring ---


def may_score(actor: Actor, one: Round, participant: Participant | None) -> Verdict:
    """Those who were asked, each for themselves, while scores are taken. `participant`: the actor's own place in the round."""
    if actor.organisation_id != one.organisation_id or participant is None or participant.user_id != actor.user_id:
        return no(_("Only those who are asked to take part can score."))
    if one.state == RoundState.OPEN:
        return YES
    if one.state == RoundState.DRAFT:
        return no(_("The round is still being prepared."))
    if one.state == RoundState.CLOSED:
        return no(_("Scoring is over. What you had saved is kept."))
    if one.state == RoundState.SHOWN:
        return no(_("The scores are shown now, so no more are taken. What you had saved is kept."))
    return no(_("The round is over."))


def may_look_through(actor: Actor, one: Round, participant: Participant | None) -> Verdict:
    """Say that one has looked through one's scores: in the second pass."""
    allowed = may_score(actor, one, participant)
    if allowed and one.now_pass == 1:
        return no(_("In the first pass you are done when everything is answered."))
    return allowed


# --- what was shown ---


def may_see_result(actor: Actor, one: Round) -> Verdict:
    """What a round came to, once it is shown: those who took part, those who lead it, and those who decide."""
    if not one.shown:
        return no(_("The scores are not shown yet. Until they are, no one can see them, whoever they are."))
    if actor.organisation_id == one.organisation_id and actor.user_id is not None:
        if one.participants.filter(user=actor.user_id).exists() or may_lead(actor, one):
            return YES
        needs = one.priorities.select_related("need__challenge__unit")
        if any(decides(actor, each.need.challenge) for each in needs):
            return YES
    return no(
        _(
            "Only those who took part, lead or decide see how the scores are spread. What was decided is for everyone to see."
        )
    )


# --- deciding ---


def decides(actor: Actor, challenge: Challenge) -> bool:
    """Whether somebody answers for the needs of a challenge: its need owner, or a leader of its unit; without either, who leads
    all challenges."""
    if actor.user_id is None or actor.organisation_id != challenge.organisation_id:
        return False
    if actor.user_id == challenge.owner_id:
        return True
    if challenge.unit_id is not None and "leader" in actor.roles and challenge.unit_id in actor.unit_ids:
        return True
    return challenge.owner_id is None and actor.may("challenges.lead")


def may_decide(actor: Actor, priority: Priority) -> Verdict:
    """Decide about a need, once its scores are shown and before the round ends."""
    one, challenge = priority.round, priority.need.challenge
    if actor.organisation_id != one.organisation_id or not decides(actor, challenge):
        if challenge.owner is not None:
            said = _("Only the need owner, %(name)s, or a leader of the unit can decide about this need.")
            return no(said % {"name": challenge.owner.name})
        return no(_("Only a leader of the unit, or someone who leads all challenges, can decide about this need."))
    if one.state == RoundState.DECIDED:
        return no(_("The round is decided and stays as it is. Start a new one to decide again."))
    if one.state != RoundState.SHOWN:
        return no(_("Decide when the scores are shown, so that the decision can be compared with them."))
    return YES


def may_finish(actor: Actor, one: Round) -> Verdict:
    """End the round with its decisions, when each need has one."""
    needs = list(one.priorities.select_related("need__challenge"))
    if not may_lead(actor, one) and not any(decides(actor, each.need.challenge) for each in needs):
        return may_lead(actor, one)
    if "decide" not in ROUND.open_steps(one.state):
        return no(_("This step is not open while the round is “%(state)s”.") % {"state": RoundState(one.state).label.lower()})  # fmt: skip
    if any(not each.outcome for each in needs):
        return no(_("Some needs have no decision yet."))
    return YES
