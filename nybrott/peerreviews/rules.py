"""Who may prepare, open, answer, ask, decide and finish; every no is a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from nybrott.cases.models import Case
from nybrott.cases.rules import may_write
from nybrott.challenges.rules import may_work_on
from nybrott.contacts.queries import speakers_of
from nybrott.core.actor import Actor
from nybrott.core.verdict import YES, Verdict, no
from nybrott.dialogues.models import Dialogue
from nybrott.dialogues.states import DialogueState
from nybrott.effects.models import Plan
from nybrott.needs.models import ProblemStatement
from nybrott.peerreviews.models import Answer, Clarification, Invitation, PeerReview, Point
from nybrott.peerreviews.states import REVIEW, ReviewState
from nybrott.people.models import Network, Organisation
from nybrott.people.rules import works_here

SPEAK = "exchange.manage"
LONGEST = timedelta(days=180)
REMIND_BEFORE = timedelta(days=3)  # of the deadline
AFTER = timedelta(days=1)  # nobody is reminded of what they were asked yesterday
Thing = ProblemStatement | Dialogue | Plan | Case


@dataclass(frozen=True, slots=True)
class Said:
    """What the owner says of a peer challenge. `sections`: keys of what is shown (`queries.sections_of`). `network` and `organisations` by the reach."""

    title: str
    sections: Sequence[str]
    reach: str
    deadline: date
    wish: str = ""
    network: Network | None = None
    organisations: Sequence[Organisation] = ()


def may_speak(actor: Actor, review: PeerReview) -> Verdict:
    """Do anything with one's own peer challenge: those who speak for the organisation, and whoever works on the challenge or tells the case it is about."""
    if not actor.system and actor.organisation_id != review.organisation_id:
        return no(_("This peer challenge belongs to another organisation."))
    if (
        actor.may(SPEAK)
        or (review.challenge is not None and may_work_on(actor, review.challenge))
        or (review.case is not None and may_write(actor, review.case))
    ):
        return YES
    return no(_("Those who represent the organisation, and those who work on what is challenged, can do this."))


def may_invite(actor: Actor, thing: Thing) -> Verdict:
    """Let others challenge something of one's own."""
    if not works_here(actor):
        return works_here(actor)
    if isinstance(thing, ProblemStatement | Case):
        owner = thing.challenge.organisation_id if isinstance(thing, ProblemStatement) else thing.organisation_id
        works = may_work_on(actor, thing.challenge) if isinstance(thing, ProblemStatement) else may_write(actor, thing)
        return YES if actor.may(SPEAK) and actor.organisation_id == owner else works
    owner = thing.organisation_id if isinstance(thing, Dialogue) else thing.run.organisation_id
    if not actor.system and actor.organisation_id != owner:
        return no(_("This peer challenge belongs to another organisation."))
    if isinstance(thing, Dialogue) and thing.state != DialogueState.DRAFT:
        return no(_("A plan is challenged before it is announced. This one is announced to everyone."))
    wanted = ("dialogues.manage", SPEAK) if isinstance(thing, Dialogue) else ("evaluations.manage", SPEAK)
    if any(actor.may(one) for one in wanted):
        return YES
    return no(_("Those who represent the organisation, and those who work on what is challenged, can do this."))


def may_step(actor: Actor, review: PeerReview, verb: str) -> Verdict:
    """Take a step of `states.REVIEW`."""
    if not (allowed := may_speak(actor, review)):
        return allowed
    if verb not in REVIEW.open_steps(review.state):
        return no(_("This step is not open while it is “%(state)s”.") % {"state": ReviewState(review.state).label.lower()})  # fmt: skip
    return YES


def may_open(actor: Actor, review: PeerReview, today: date) -> Verdict:
    """Invite the others. A plan for a dialogue that has been announced meanwhile is not challenged any more."""
    allowed = may_step(actor, review, "open")
    if allowed and review.deadline <= today:
        return no(_("The deadline has passed. Choose a day that is still to come."))
    if allowed and review.dialogue is not None and review.dialogue.state != DialogueState.DRAFT:
        return no(_("A plan is challenged before it is announced. This one is announced to everyone."))
    return allowed


def may_finish(actor: Actor, review: PeerReview) -> Verdict:
    """Tell those who answered; each point has its answer first."""
    allowed = may_step(actor, review, "finish")
    if allowed and Point.objects.filter(answer__review=review, outcome="").exists():
        return no(_("Say of each point what became of it first."))
    return allowed


def may_answer(actor: Actor, review: PeerReview, today: date) -> Verdict:
    """Answer another organisation's peer challenge, once each, until the deadline."""
    if not works_here(actor):
        return works_here(actor)
    if actor.user_id is None or actor.organisation_id == review.organisation_id:
        return no(_("Others challenge this. You see what they say."))
    if Answer.objects.filter(review=review, user=actor.user_id).exists():
        return no(_("You have answered. What is sent stays as it is."))
    if review.state != ReviewState.OPEN or review.deadline < today:
        return no(_("The deadline has passed. No more answers are taken."))
    return YES


def may_ask(actor: Actor, review: PeerReview, today: date) -> Verdict:
    """Ask for clarity while it is open."""
    if not works_here(actor) or actor.organisation_id == review.organisation_id:
        return no(_("Those who challenge it ask for clarity."))
    if review.state != ReviewState.OPEN or review.deadline < today:
        return no(_("The deadline has passed. No more questions are taken."))
    return YES


def may_decline(actor: Actor, review: PeerReview, invitation: Invitation | None, today: date) -> Verdict:
    """Say for one's own organisation that it cannot this time: those who speak for it, and those who got the letter."""
    if invitation is None or invitation.organisation_id != actor.organisation_id:
        return no(_("Your organisation was not asked by name."))
    if not works_here(actor):
        return works_here(actor)
    why = ""
    if review.state != ReviewState.OPEN or review.deadline < today:
        why = _("The deadline has passed. No more answers are taken.")
    elif invitation.declined_at is not None:
        why = _("Your organisation has said not this time. You can still answer.")
    elif Answer.objects.filter(review=review, organisation=invitation.organisation_id).exists():
        why = _("Your organisation has answered.")
    elif not actor.may(SPEAK) and actor.user_id not in {one.pk for one in speakers_of(invitation.organisation_id)}:
        why = _("Those who represent your organisation to others, and those who got the letter, can say this.")
    return no(why) if why else YES


def may_clear(actor: Actor, question: Clarification) -> Verdict:
    """Answer a question for clarity, once, while it is open."""
    allowed = may_speak(actor, question.review)
    if allowed and (question.answered_at or question.review.state != ReviewState.OPEN):
        return no(_("This question is answered, or the deadline has passed."))
    return allowed


def may_decide(actor: Actor, review: PeerReview) -> Verdict:
    """Say what became of points, once no more answers come and until those who answered are told."""
    allowed = may_speak(actor, review)
    if allowed and review.state != ReviewState.CLOSED:
        return no(_("Points are gone through when no more answers come, and before those who answered are told."))
    return allowed


def deadline_fault(day: date, today: date) -> str:
    """What is wrong with a deadline; "" when nothing is."""
    if day <= today:
        return _("The deadline must be a day that is still to come.")
    return _("Choose a day within half a year.") if day > today + LONGEST else ""
