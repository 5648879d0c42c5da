"""Who may be asked, ask, answer, show themselves and write down; every no is a sentence."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nybrott.cases.models import Case
from nybrott.challenges.models import Challenge
from nybrott.challenges.rules import may_work_on
from nybrott.contacts.models import ContactPoint, Side, Talk
from nybrott.contacts.states import TALK, Kind, TalkState
from nybrott.core.actor import Actor
from nybrott.core.verdict import YES, Verdict, no
from nybrott.people.models import NetworkMember, Organisation
from nybrott.people.rules import works_here

SPEAK = "exchange.manage"
MOST_OPEN = 3  # open requests from one organisation to another: those who are asked have other work too
MOST_TIMES = 5  # proposed by one side at once
REMIND_AFTER, CLOSE_AFTER = timedelta(days=7), timedelta(days=30)
AHEAD = timedelta(days=366)  # how far ahead a time may lie


def may_name(actor: Actor) -> Verdict:
    """Name contact points: those who speak for the organisation."""
    if actor.may(SPEAK) and actor.organisation_id is not None:
        return YES
    return no(_("Programme leads, buyers, network coordinators and administrators name contact points. Ask one of them."))  # fmt: skip


def may_agree(actor: Actor, point: ContactPoint) -> Verdict:
    """Say yes or no to being a contact point: nobody but the person."""
    if actor.user_id is None or actor.user_id != point.user_id or actor.organisation_id != point.organisation_id:
        return no(_("Only the person who is named can say yes."))
    return no(_("This contact point has ended.")) if point.ended_at else YES


def may_end_point(actor: Actor, point: ContactPoint) -> Verdict:
    """End a contact point: the person, or those who speak for the organisation."""
    if not actor.system and actor.organisation_id != point.organisation_id:
        return no(_("This contact point belongs to another organisation."))
    if point.ended_at:
        return no(_("This contact point has ended."))
    if actor.may(SPEAK) or (actor.user_id is not None and actor.user_id == point.user_id):
        return YES
    return no(_("Only the person, or those who speak for the organisation, can end it."))


def may_ask(actor: Actor, organisation: Organisation, challenge: Challenge | None = None) -> Verdict:
    """Ask an organisation for a talk: those who speak for one's own, and whoever works on a challenge, about that challenge.

    It must have a contact point one sees, be in a network with one's own, or tell something one may read. Without a contact point its administrators are asked.
    """
    allowed = works_here(actor) if challenge is None else may_work_on(actor, challenge)
    if not allowed:
        return allowed
    if actor.organisation_id is None or organisation.pk == actor.organisation_id:
        return no(_("One organisation asks another for a talk. Talk to your own colleagues directly."))
    if not actor.may(SPEAK) and challenge is None:
        return no(_("Those who speak for the organisation ask others for a talk. If it is about a challenge you work on, ask from that challenge’s page."))  # fmt: skip
    if knows(actor, organisation) or Case.objects.readable_by(actor).filter(organisation=organisation).exists():
        return YES
    return no(_("%(name)s has named no one your organisation can ask, and you are in no network together.") % {"name": organisation.name})  # fmt: skip


def knows(actor: Actor, organisation: Organisation) -> bool:
    """Whether an organisation can be asked about anything: it has a contact point one sees, or is in a network with one's own."""
    seen = ContactPoint.objects.visible_to(actor).filter(organisation=organisation, ended_at=None)
    near = NetworkMember.objects.current().filter(network__in=actor.network_ids, organisation=organisation)
    return actor.system or seen.exists() or near.exists()


def may_ask_about(actor: Actor, organisation: Organisation, kind: str, ref: str) -> Verdict:
    """Ask about this: anything where one knows each other; else only a case it has told and one may read."""
    told = Case.objects.readable_by(actor).filter(organisation=organisation, pk=int(ref) if _is_key(ref) else 0)
    if kind == Kind.CASE and ref and not told.exists():
        return no(_("This case is not shared with you, or no longer is."))
    if knows(actor, organisation) or (kind == Kind.CASE and told.exists()):
        return YES
    return no(_("%(name)s can be asked about what it has told. Choose one of its cases.") % {"name": organisation.name})


def _is_key(ref: str) -> bool:
    return ref.isascii() and ref.isdigit() and len(ref) < 18


def room_for_more(organisation_id: int, asked: Organisation) -> Verdict:
    """At most so many requests that wait, from one organisation to another."""
    waiting = Talk.objects.filter(organisation=organisation_id, asked=asked, state=TalkState.ASKED).count()
    if waiting < MOST_OPEN:
        return YES
    return no(
        ngettext(
            "Your organisation has %(n)s request waiting with %(name)s. Wait for an answer, or call it off, before you ask again.",
            "Your organisation has %(n)s requests waiting with %(name)s. Wait for an answer, or call one off, before you ask again.", waiting,
        ) % {"n": waiting, "name": asked.name}
    )  # fmt: skip


def may_speak(actor: Actor, side: Side) -> Verdict:
    """Do anything on one's own side: whoever takes part, and those who speak for the organisation."""
    if not actor.system and actor.organisation_id != side.organisation_id:
        return no(_("This is the other organisation’s side of the talk."))
    if actor.may(SPEAK) or (actor.user_id is not None and actor.user_id == side.user_id):
        return YES
    return no(_("Whoever takes part in the talk, and those who speak for the organisation, can do this."))


def may_step(actor: Actor, side: Side, verb: str) -> Verdict:
    """Take a step of `states.TALK` from one's own side."""
    if not (allowed := may_speak(actor, side)):
        return allowed
    talk = side.talk
    if verb not in TALK.open_steps(talk.state):
        return no(
            _("This step is not open while the talk is “%(state)s”.") % {"state": TalkState(talk.state).label.lower()}
        )
    if verb in ("say_yes", "decline", "pass_on") and side.organisation_id != talk.asked_id:
        return no(_("The organisation that was asked answers."))
    return YES


def may_show(actor: Actor, side: Side) -> Verdict:
    """Say yes to being shown to the other side. Whoever says yes is the one who takes part."""
    if not (allowed := may_speak(actor, side)):
        return allowed
    if side.talk.state not in (TalkState.ASKED, TalkState.AGREED, TalkState.HELD):
        return no(_("The talk has ended."))
    if side.says_yes:
        return no(_("Someone on your side has already said yes."))
    if side.organisation_id == side.talk.asked_id and side.talk.state == TalkState.ASKED:
        return no(_("Answer the request first."))
    return YES


def may_hide(actor: Actor, side: Side) -> Verdict:
    """Take one's yes back, at any time: the person, or those who speak for the organisation."""
    if not (allowed := may_speak(actor, side)):
        return allowed
    return YES if side.shown_at else no(_("No one on your side is shown to the other."))


def may_propose(actor: Actor, side: Side) -> Verdict:
    """Propose times, once the answer is yes."""
    if not (allowed := may_speak(actor, side)):
        return allowed
    return YES if side.talk.state == TalkState.AGREED else no(_("Times are proposed once the answer is yes."))


def may_learn(actor: Actor, side: Side) -> Verdict:
    """Write what was learned, once the talk was held."""
    if not (allowed := may_speak(actor, side)):
        return allowed
    return YES if side.talk.state == TalkState.HELD else no(_("What was learned is written once the talk was held."))


def time_fault(starts_at: datetime, now: datetime) -> str:
    """What is wrong with a proposed time; "" when nothing is."""
    if starts_at <= now:
        return _("Choose a time that is still to come.")
    return _("Choose a time within a year.") if starts_at > now + AHEAD else ""
