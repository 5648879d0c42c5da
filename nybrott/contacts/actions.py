"""Name contact points, ask for a talk, answer it, agree on a time, write what was learned; remind and close.

What one organisation does is written in its own journal, by its own person; the other's journal tells that the organisation did it, and no more.
"""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from nybrott.challenges.models import Challenge
from nybrott.contacts import letters, queries, rules
from nybrott.contacts.models import ContactPoint, Proposal, Side, Talk
from nybrott.contacts.states import TALK, Kind, TalkState
from nybrott.core.actor import Actor, system
from nybrott.core.verdict import Refused, insist
from nybrott.desk.actions import About, drop_drafts, finish_tasks_about, give_task
from nybrott.journal.actions import NewLetter, record
from nybrott.people.models import Organisation, User

POINT, SIDE = "contacts.contactpoint", "contacts.side"
DRAFT = "contacts.talk:{organisation}"  # key of what somebody has begun to ask an organisation


# --- contact points ---


@transaction.atomic
def name_point(
    *, actor: Actor, user: User, role: str, topic: str, reach: str, now: datetime, shows_name: bool = False
) -> ContactPoint:
    """Name a person of one's own organisation. Nobody else sees it before the person says yes; who names themselves has said it.

    `shows_name` is the person's own choice, and counts only when they name themselves.
    """
    insist(rules.may_name(actor))
    if not queries.colleagues(actor.organisation_id).filter(pk=user.pk).exists():
        raise Refused(_("The person does not belong to your organisation."))
    self_named = user.pk == actor.user_id
    try:
        with transaction.atomic():
            point = ContactPoint.objects.create(
                organisation_id=actor.organisation_id or 0, user=user, role=role.strip(), topic=topic.strip(), reach=reach, named_by_id=actor.user_id, made_at=now,
                agreed_at=now if self_named else None, shows_name=shows_name and self_named,
            )  # fmt: skip
    except IntegrityError:
        raise Refused(_("%(name)s is already a contact point for this.") % {"name": user.name}) from None
    if not self_named:
        with override(user.language or "nb"):
            title, why = _("Will you be a contact point?"), _("Other organisations could ask you about: %(topic)s") % {"topic": point.topic}  # fmt: skip
        about = About(POINT, str(point.pk), point.topic, reverse("contacts:agree", args=[point.pk]))
        give_task(actor=_for(point.organisation), title=title, why=why, about=about, word="agree", now=now, to_user=user.pk, quietly=True)  # fmt: skip
    record(actor=actor, verb="contacts.named", thing=point, at=now, letters=[] if self_named else [letters.named(point)])  # fmt: skip
    return point


@transaction.atomic
def agree_point(*, actor: Actor, point: ContactPoint, shows_name: bool, now: datetime) -> ContactPoint:
    """Say yes to being a contact point, and whether one's name is shown; said again, it changes that."""
    held = _held_point(point)
    insist(rules.may_agree(actor, held))
    held.agreed_at, held.shows_name = held.agreed_at or now, shows_name
    held.save(update_fields=["agreed_at", "shows_name"])
    finish_tasks_about(actor=actor, kind=POINT, ref=str(held.pk), now=now)
    record(actor=actor, verb="contacts.agreed", thing=held, at=now)
    return held


@transaction.atomic
def end_point(*, actor: Actor, point: ContactPoint, now: datetime) -> ContactPoint:
    """End a contact point, or say no to being one. Talks under way go on."""
    held = _held_point(point)
    insist(rules.may_end_point(actor, held))
    refused = held.agreed_at is None and held.user_id == actor.user_id
    held.ended_at = now
    held.save(update_fields=["ended_at"])
    finish_tasks_about(actor=actor, kind=POINT, ref=str(held.pk), now=now)
    record(actor=actor, verb="contacts.refused" if refused else "contacts.ended", thing=held, at=now)
    return held


# --- asking and answering ---


@transaction.atomic
def ask_contact(
    *, actor: Actor, organisation: Organisation, about: About, text: str, now: datetime, point: ContactPoint | None = None, challenge: Challenge | None = None,
    shown: bool = True,
) -> Talk:  # fmt: skip
    """Ask another organisation for a talk. The contact point, or its administrators, get a letter and a task.

    `about`: what it is about; its kind is one of `states.Kind` (anything else counts as "other"), its address is on this site or empty. `point`: whom to
    ask; else the first the asker sees. `challenge`: the asker's own, kept to themselves. `shown`: whether the asker says yes already to name and e-mail
    address being shown, which happens only when the other side says yes too. Raises `Refused` with the reason (`rules.may_ask`, `rules.room_for_more`).
    """
    own = Organisation.objects.all().held(
        actor.organisation_id or 0
    )  # two who ask at once are counted one after the other
    insist(rules.may_ask(actor, organisation, challenge))
    insist(rules.may_ask_about(actor, organisation, about.kind, about.ref))
    insist(rules.room_for_more(own.pk, organisation))
    if not about.label.strip() or not text.strip():
        raise Refused(_("Say what it is about, and what you want to ask."))
    seen = ContactPoint.objects.visible_to(actor).filter(organisation=organisation, ended_at=None).order_by("pk")
    if point is not None and not seen.filter(pk=point.pk).exists():
        raise Refused(_("This contact point has ended."))
    point = point or seen.first()
    talk = Talk.objects.create(
        organisation=own, asked=organisation, point=point, challenge=challenge, kind=about.kind if about.kind in Kind.values else Kind.OTHER, ref=about.ref[:80],
        about=about.label.strip()[:300], about_url=about.url if about.url.startswith("/") and not about.url.startswith("//") else "", text=text.strip()[:2_000], asked_at=now,
    )  # fmt: skip
    ours = Side.objects.create(talk=talk, organisation=own, user_id=actor.user_id, shown_at=now if shown else None)
    theirs = Side.objects.create(talk=talk, organisation=organisation, user=point.user if point else None)
    _give_answer_task(theirs, now)
    drop_drafts(actor=actor, key=DRAFT.format(organisation=organisation.pk))
    record(actor=actor, verb="contacts.asked", thing=ours, at=now, facts={"other": organisation.name})
    _tell(theirs, "contacts.was_asked", [letters.asked(theirs, user) for user in queries.receivers(theirs)], now)
    return talk


@transaction.atomic
def say_yes(*, actor: Actor, talk: Talk, now: datetime) -> Talk:
    """Say yes to a talk; whoever says it takes part, and is shown to the asker from now on if the asker is shown too."""
    own, other = _step(actor, talk, "say_yes", now)
    own.user_id, own.shown_at = actor.user_id, now
    own.save(update_fields=["user", "shown_at"])
    _answered(actor, own, other, "contacts.said_yes", now)
    return own.talk


@transaction.atomic
def decline_talk(*, actor: Actor, talk: Talk, reason: str, now: datetime) -> Talk:
    """Say not now, and why."""
    own, other = _step(actor, talk, "decline", now, reason=_said(reason))
    _answered(actor, own, other, "contacts.said_no", now)
    return own.talk


@transaction.atomic
def pass_on(*, actor: Actor, talk: Talk, to: User, now: datetime) -> Talk:
    """Let a colleague answer instead. The asker is not told who."""
    own, _other = _step(actor, talk, "pass_on", now)
    if to.pk == own.user_id or not queries.colleagues(actor.organisation_id).filter(pk=to.pk).exists():
        raise Refused(_("Choose a colleague of your own organisation."))
    own.user, own.shown_at = to, None
    own.save(update_fields=["user", "shown_at"])
    finish_tasks_about(actor=_for(own.organisation), kind=SIDE, ref=str(own.pk), now=now)
    _give_answer_task(own, now)
    record(actor=actor, verb="contacts.passed_on", thing=own, at=now, letters=[letters.asked(own, to)] if to.is_active else [])  # fmt: skip
    return own.talk


@transaction.atomic
def withdraw_talk(*, actor: Actor, talk: Talk, reason: str, now: datetime) -> Talk:
    """Call a talk off, from either side. Nobody sees the other's name and address any more."""
    own, other = _step(actor, talk, "withdraw", now, reason=reason.strip())
    _end_tasks(own, other, now)
    record(actor=actor, verb="contacts.withdrew", thing=own, at=now, facts={"reason": reason.strip()})
    _tell(other, "contacts.called_off", [letters.answered(other, user) for user in queries.receivers(other)], now)
    return own.talk


# --- being shown ---


@transaction.atomic
def show_side(*, actor: Actor, talk: Talk, now: datetime) -> Side:
    """Say yes to one's name and e-mail address being shown to the other side, while it says yes too. Whoever says yes takes part."""
    own, _other = _both(actor, talk)
    insist(rules.may_show(actor, own))
    own.user_id, own.shown_at = actor.user_id, now
    own.save(update_fields=["user", "shown_at"])
    record(actor=actor, verb="contacts.shown", thing=own, at=now)
    return own


@transaction.atomic
def hide_side(*, actor: Actor, talk: Talk, now: datetime) -> Side:
    """Take one's yes back. From now on neither side sees the other's name and address."""
    own, _other = _both(actor, talk)
    insist(rules.may_hide(actor, own))
    own.shown_at = None
    own.save(update_fields=["shown_at"])
    record(actor=actor, verb="contacts.hidden", thing=own, at=now)
    return own


# --- the time, and after ---


@transaction.atomic
def propose_times(*, actor: Actor, talk: Talk, times: Sequence[datetime], how: str, now: datetime) -> list[Proposal]:
    """Propose times; those one's side proposed before give way. A time that was agreed on is open again."""
    own, other = _both(actor, talk)
    insist(rules.may_propose(actor, own))
    wanted = sorted(set(times))
    if not wanted or len(wanted) > rules.MOST_TIMES:
        raise Refused(_("Propose from one to five times."))
    for one in wanted:
        if fault := rules.time_fault(one, now):
            raise Refused(fault)
    own.proposals.all().delete()
    made = [Proposal.objects.create(side=own, starts_at=one, how=how.strip()[:200], made_at=now) for one in wanted]
    own.talk.meets_at, own.talk.meets_how = None, ""
    own.talk.save(update_fields=["meets_at", "meets_how"])
    record(actor=actor, verb="contacts.proposed", thing=own, at=now)
    _tell(other, "contacts.got_times", [letters.times(other, user) for user in queries.receivers(other)], now)
    return made


@transaction.atomic
def choose_time(*, actor: Actor, proposal: Proposal, now: datetime) -> Talk:
    """Say yes to a time the other side proposed."""
    own, other = _both(actor, proposal.side.talk)
    insist(rules.may_propose(actor, own))
    chosen = other.proposals.filter(pk=proposal.pk).first()
    if chosen is None:
        raise Refused(_("This time is no longer proposed. Choose among those that are."))
    if fault := rules.time_fault(chosen.starts_at, now):
        raise Refused(fault)
    own.talk.meets_at, own.talk.meets_how = chosen.starts_at, chosen.how
    own.talk.save(update_fields=["meets_at", "meets_how"])
    Proposal.objects.filter(side__talk=own.talk).delete()
    record(actor=actor, verb="contacts.chose", thing=own, at=now)
    _tell(other, "contacts.fixed", [letters.times(other, user) for user in queries.receivers(other)], now)
    return own.talk


@transaction.atomic
def hold_talk(*, actor: Actor, talk: Talk, on: date, now: datetime) -> Talk:
    """Write down that it was held, from either side."""
    if on > timezone.localdate(now) or on < timezone.localdate(talk.asked_at):
        raise Refused(_("Choose the day it was held: not before it was asked for, and not still to come."))
    own, other = _step(actor, talk, "hold", now, held_on=on)
    record(actor=actor, verb="contacts.held", thing=own, at=now, facts={"day": on})
    _tell(other, "contacts.held", [], now)
    return own.talk


@transaction.atomic
def write_learned(*, actor: Actor, talk: Talk, text: str, now: datetime) -> Side:
    """Write what one's side learned; both sides read it. Written again, it replaces what stood there."""
    own, _other = _both(actor, talk)
    insist(rules.may_learn(actor, own))
    own.learned, own.learned_by_id, own.learned_at = _said(text), actor.user_id, now
    own.save(update_fields=["learned", "learned_by", "learned_at"])
    record(actor=actor, verb="contacts.learned", thing=own, at=now)
    return own


# --- by itself ---


def remind_and_close(*, now: datetime) -> tuple[int, int]:
    """Remind of requests that have waited a week, once; close those that have waited thirty days. Gives how many of each."""
    reminded = sum(_remind(talk, now) for talk in queries.to_remind(now))
    return reminded, sum(_lapse(talk, now) for talk in queries.to_close(now))


@transaction.atomic
def _remind(talk: Talk, now: datetime) -> int:
    held = _held(talk)
    if held.state != TalkState.ASKED or held.reminded_at is not None:
        return 0
    held.reminded_at = now
    held.save(update_fields=["reminded_at"])
    side = _side(held, held.asked_id)
    letters_to = [letters.asked(side, user, again=True) for user in queries.receivers(side)]
    record(actor=system("Nybrott", side.organisation_id), verb="contacts.reminded", thing=side, at=now, letters=letters_to)  # fmt: skip
    return 1


@transaction.atomic
def _lapse(talk: Talk, now: datetime) -> int:
    held = _held(talk)
    if held.state != TalkState.ASKED:
        return 0
    held.state, held.ended_at = TALK.after("lapse", held.state), now
    held.save(update_fields=["state", "ended_at"])
    asker, asked = _side(held, held.organisation_id), _side(held, held.asked_id)
    _end_tasks(asker, asked, now)
    for side in (asker, asked):
        told = [letters.answered(side, user) for user in queries.receivers(side)] if side is asker else []
        record(actor=system("Nybrott", side.organisation_id), verb="contacts.lapsed", thing=side, at=now, letters=told)
    return 1


def _held_point(point: ContactPoint) -> ContactPoint:
    return ContactPoint.objects.select_for_update(of=("self",), no_key=True).select_related("organisation", "user").get(pk=point.pk)  # fmt: skip


def _held(talk: Talk) -> Talk:
    """The talk as it is now, held until the transaction ends: both sides may press at once."""
    return Talk.objects.select_for_update(of=("self",), no_key=True).select_related("organisation", "asked").get(pk=talk.pk)  # fmt: skip


def _side(held: Talk, organisation_id: int) -> Side:
    side = held.sides.select_related("user", "organisation").get(organisation=organisation_id)
    side.talk = held
    return side


def _both(actor: Actor, talk: Talk) -> tuple[Side, Side]:
    """One's own side and the other's, of the talk as it is now."""
    held = _held(talk)
    if actor.organisation_id not in (held.organisation_id, held.asked_id):
        raise Refused(_("This talk is between two other organisations."))
    other = held.other(actor.organisation_id)
    return _side(held, actor.organisation_id or 0), _side(held, other.pk)


def _step(actor: Actor, talk: Talk, verb: str, now: datetime, **said: object) -> tuple[Side, Side]:
    own, other = _both(actor, talk)
    insist(rules.may_step(actor, own, verb))
    held = own.talk
    held.state = TALK.after(verb, held.state)
    if verb in ("say_yes", "decline"):
        held.answered_at = now
    if verb in ("decline", "withdraw", "hold"):
        held.ended_at = now
    for name, value in said.items():
        setattr(held, name, value)
    held.save()
    return own, other


def _answered(actor: Actor, own: Side, other: Side, verb: str, now: datetime) -> None:
    _end_tasks(own, other, now)
    record(actor=actor, verb=verb, thing=own, at=now, facts={"reason": own.talk.reason})
    _tell(other, "contacts.answered", [letters.answered(other, user) for user in queries.receivers(other)], now)


def _tell(side: Side, verb: str, told: list[NewLetter], now: datetime) -> None:
    """Write in the journal of one side that the other organisation did something; its letters lie in that side's own outbox."""
    other = side.talk.other(side.organisation_id)
    record(actor=system(other.name, side.organisation_id), verb=verb, thing=side, at=now, letters=told)


def _for(organisation: Organisation) -> Actor:
    return system(organisation.name, organisation.pk)


def _give_answer_task(side: Side, now: datetime) -> None:
    talk, to = side.talk, queries.receivers(side)
    user = to[0] if to and to[0].pk == side.user_id else None
    with override((user.language if user else "") or "nb"):
        title = _("Answer %(who)s, who asks for a talk") % {"who": talk.organisation.name}
        why = _("Say yes, say not now and why, or pass it on. It closes automatically after thirty days.")
    give_task(
        actor=system(talk.organisation.name, side.organisation_id), title=title, why=why, about=About(SIDE, str(side.pk), talk.about, reverse("contacts:talk", args=[talk.pk])), word="answer",
        now=now, to_user=user.pk if user else None, to_role="" if user else "admin", due_on=timezone.localdate(talk.asked_at + rules.REMIND_AFTER), quietly=True,
    )  # fmt: skip


def _end_tasks(one: Side, other: Side, now: datetime) -> None:
    for side in (one, other):
        finish_tasks_about(actor=_for(side.organisation), kind=SIDE, ref=str(side.pk), now=now)


def _said(text: str) -> str:
    if not text.strip():
        raise Refused(_("Write a sentence; the other side reads it."))
    return text.strip()
