"""Prepare a peer challenge, invite others, answer, ask for clarity, close, go through the points, tell those who answered.

What one organisation does is written in its own journal; the other's journal tells that the organisation did it, and names nobody.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from nybrott.cases.models import Case
from nybrott.contacts.queries import speakers_of
from nybrott.core.actor import Actor, system
from nybrott.core.reviewing import guides
from nybrott.core.verdict import Refused, insist
from nybrott.desk.actions import About, drop_drafts, finish_tasks_about, give_task
from nybrott.dialogues.models import Dialogue
from nybrott.effects.models import Plan
from nybrott.journal.actions import record
from nybrott.needs.models import ProblemStatement
from nybrott.peerreviews import letters, queries, rules
from nybrott.peerreviews.models import Answer, Clarification, Invitation, PeerReview, Point
from nybrott.peerreviews.rules import Said, Thing
from nybrott.peerreviews.states import REVIEW, Outcome, Reach
from nybrott.people.models import NetworkMember, Organisation, User

THING, INVITED = "peerreviews.peerreview", "peerreviews.invitation"
DRAFT = "peerreviews.answer:{review}"  # key of what somebody has begun to answer


@transaction.atomic
def prepare_review(*, actor: Actor, thing: Thing, said: Said, now: datetime) -> PeerReview:
    """Prepare a peer challenge of something of one's own. Nobody else sees it before it is opened."""
    insist(rules.may_invite(actor, thing))
    review = PeerReview(organisation_id=actor.organisation_id or 0, kind=queries.kind_of(thing), made_by_id=actor.user_id, made_at=now)  # fmt: skip
    review.challenge = thing.challenge if isinstance(thing, ProblemStatement) else None
    review.dialogue = thing if isinstance(thing, Dialogue) else None
    review.plan = thing if isinstance(thing, Plan) else None
    review.case = thing if isinstance(thing, Case) else None
    _word(actor, review, thing, said, now)
    record(actor=actor, verb="peerreviews.prepared", thing=review, at=now)
    return review


@transaction.atomic
def change_review(*, actor: Actor, review: PeerReview, said: Said, now: datetime) -> PeerReview:
    """Say it anew while nobody else sees it; what is shown is read off the thing again."""
    held = _held(review)
    insist(rules.may_step(actor, held, "prepare"))
    thing = queries.thing_of(held)
    if thing is None:
        raise Refused(_("What it was about is no longer there."))
    _word(actor, held, thing, said, now)
    record(actor=actor, verb="peerreviews.changed", thing=held, at=now)
    return held


@transaction.atomic
def open_review(*, actor: Actor, review: PeerReview, now: datetime) -> PeerReview:
    """Invite the others. What is shown, and the guide's questions, stay as they are from now on. Each invited organisation gets letters and a task."""
    held = _held(review)
    insist(rules.may_open(actor, held, timezone.localdate(now)))
    if held.reach == Reach.NETWORK and held.network is not None:
        for member in queries.members_now(held.network, held.organisation_id):
            Invitation.objects.get_or_create(review=held, organisation=member, defaults={"invited_at": now})
    invited = list(held.invitations.select_related("organisation")) if held.reach != Reach.HOST else []
    if held.reach != Reach.HOST and not invited:
        raise Refused(_("There is no one to invite. Name an organisation, or choose a network that has other members."))
    held.questions, held.guide_version = queries.questions_of(held.kind), guides()[held.kind].version
    held.state, held.opened_at = REVIEW.after("open", held.state), now
    held.save()
    record(actor=actor, verb="peerreviews.opened", thing=held, at=now, facts={"deadline": held.deadline, "invited": [one.organisation.name for one in invited]})  # fmt: skip
    for one in invited:
        _invite(held, one, now)
    return held


@transaction.atomic
def send_answer(*, actor: Actor, review: PeerReview, texts: Mapping[str, str], signed: bool, now: datetime) -> Answer:
    """Send an answer in: question id → what one says; at least one. It is not changed after. From now on one sees the others' answers."""
    held = _held(review)
    insist(rules.may_answer(actor, held, timezone.localdate(now)))
    known = {one["id"] for one in held.questions}
    told = {key: text.strip() for key, text in texts.items() if key in known and text.strip()}
    if not told:
        raise Refused(_("Answer at least one of the questions."))
    try:
        with transaction.atomic():
            answer = Answer.objects.create(review=held, organisation_id=actor.organisation_id or 0, user_id=actor.user_id, signed=signed, sent_at=now)  # fmt: skip
    except IntegrityError:
        raise Refused(_("You have answered. What is sent stays as it is.")) from None
    order = [one["id"] for one in held.questions if one["id"] in told]
    Point.objects.bulk_create([Point(answer=answer, question=key, text=told[key][:5_000]) for key in order])
    drop_drafts(actor=actor, key=DRAFT.format(review=held.pk))
    record(actor=actor, verb="peerreviews.sent", thing=answer, at=now)
    if invitation := held.invitations.filter(organisation=answer.organisation_id).first():
        invitation.declined_at, invitation.declined_by, invitation.reason = None, None, ""
        invitation.save(update_fields=["declined_at", "declined_by", "reason"])
        finish_tasks_about(actor=_for(answer.organisation), kind=INVITED, ref=str(invitation.pk), now=now)
    told_to = [letters.answered(held, user, by=answer.organisation.name) for user in _owners(held)]
    record(actor=system(answer.organisation.name, held.organisation_id), verb="peerreviews.received", thing=held, at=now, letters=told_to)  # fmt: skip
    return answer


@transaction.atomic
def decline_invitation(*, actor: Actor, review: PeerReview, reason: str, now: datetime) -> Invitation:
    """Say for one's own organisation that it cannot this time. The owner sees it on the page; nobody there is reminded any more. One can answer all the same."""
    held = _held(review)
    invitation = queries.invitation_of(actor, held)
    insist(rules.may_decline(actor, held, invitation, timezone.localdate(now)))
    assert invitation is not None, "no rule lets somebody decline what they were not asked"
    invitation.declined_at, invitation.declined_by_id, invitation.reason = now, actor.user_id, reason.strip()[:500]
    invitation.save(update_fields=["declined_at", "declined_by", "reason"])
    organisation = Organisation.objects.get(pk=invitation.organisation_id)
    finish_tasks_about(actor=_for(organisation), kind=INVITED, ref=str(invitation.pk), now=now)
    record(actor=actor, verb="peerreviews.declined", thing=invitation, at=now)
    record(actor=system(organisation.name, held.organisation_id), verb="peerreviews.was_declined", thing=held, at=now)
    return invitation


@transaction.atomic
def ask_clarity(*, actor: Actor, review: PeerReview, text: str, now: datetime) -> Clarification:
    """Ask about something one does not understand. Everyone who is invited sees the question with its answer, and which organisation asked."""
    held = _held(review)
    insist(rules.may_ask(actor, held, timezone.localdate(now)))
    asker = Organisation.objects.get(pk=actor.organisation_id or 0)
    made = Clarification.objects.create(review=held, organisation=asker, text=_said(text)[:1_000], asked_by_id=actor.user_id, asked_at=now)  # fmt: skip
    record(actor=actor, verb="peerreviews.asked", thing=made, at=now)
    told = [letters.unclear(made, user) for user in _owners(held)]
    record(actor=system(asker.name, held.organisation_id), verb="peerreviews.was_asked", thing=held, at=now, letters=told)  # fmt: skip
    return made


@transaction.atomic
def answer_clarity(*, actor: Actor, question: Clarification, text: str, now: datetime) -> Clarification:
    """Answer it, once, for everyone. Whoever asked gets a letter."""
    held = _held(question.review)
    question = Clarification.objects.select_related("organisation", "asked_by").get(pk=question.pk)
    question.review = held
    insist(rules.may_clear(actor, question))
    question.answer, question.answered_by_id, question.answered_at = _said(text)[:2_000], actor.user_id, now
    question.save(update_fields=["answer", "answered_by", "answered_at"])
    record(actor=actor, verb="peerreviews.cleared", thing=held, at=now)
    asker = question.asked_by
    told = [letters.unclear(question, asker)] if asker is not None and asker.is_active else []
    record(actor=system(held.organisation.name, question.organisation_id), verb="peerreviews.cleared", thing=question, at=now, letters=told)  # fmt: skip
    return question


@transaction.atomic
def close_review(*, actor: Actor, review: PeerReview, now: datetime) -> PeerReview:
    """Take no more answers. Everyone who is invited sees all of them from now on; the owner gets a letter and a task."""
    held = _held(review)
    insist(rules.may_step(actor, held, "close"))
    held.state, held.closed_at = REVIEW.after("close", held.state), now
    held.save(update_fields=["state", "closed_at"])
    came = queries.came_in(held)
    _end_tasks(held, now)
    owners = _owners(held)
    with override((owners[0].language if owners else "") or "nb"):
        title, why = _("Say what became of what others said"), _("Those who answered should hear what was changed because of them.")  # fmt: skip
        if not came.answers:
            title, why = _("No one answered the peer challenge"), _("End it. You can ask others again.")
    give_task(
        actor=_for(held.organisation), title=title, why=why, about=About(THING, str(held.pk), held.title, reverse("peerreviews:review", args=[held.pk])), word="decide", now=now,
        quietly=True, to_user=owners[0].pk if owners else None, to_role="" if owners else "admin",
    )  # fmt: skip
    told = [letters.answered(held, user, by="", over=came) for user in owners]
    record(actor=actor, verb="peerreviews.closed", thing=held, at=now, facts={"answers": came.answers}, letters=told)
    return held


@transaction.atomic
def decide_point(
    *, actor: Actor, point: Point, outcome: str, said: str, now: datetime, before: str = "", after: str = "", led_to: str = ""
) -> Point:  # fmt: skip
    """Say what became of a point: what was changed, with the words before and after if there are any, or why not. `led_to`: the version the change stands in
    (`queries.versions_of`); those who answered can open it as far as they may read it."""
    held = _held(point.answer.review)
    insist(rules.may_decide(actor, held))
    if outcome not in Outcome.values:
        raise Refused(_("Say whether it was taken, partly taken or not taken."))
    point.outcome, point.said, point.decided_by_id, point.decided_at = outcome, _said(said)[:2_000], actor.user_id, now
    keeps = outcome != Outcome.NOT_TAKEN
    point.before, point.after = (before.strip()[:2_000], after.strip()[:2_000]) if keeps else ("", "")
    versions = dict(queries.versions_of(held)) if led_to and keeps else {}
    if led_to and keeps and led_to not in versions:
        raise Refused(_("Choose a version of what was challenged."))
    point.led_to, point.led_words = (led_to, versions[led_to][:200]) if led_to in versions else ("", "")
    point.save()
    record(actor=actor, verb="peerreviews.decided", thing=held, at=now, facts={"outcome": outcome})
    return point


@transaction.atomic
def finish_review(*, actor: Actor, review: PeerReview, thanks: str, now: datetime) -> PeerReview:
    """Tell those who answered what was changed because of them. After this nothing is changed."""
    held = _held(review)
    insist(rules.may_finish(actor, held))
    held.state, held.done_at, held.thanks = REVIEW.after("finish", held.state), now, thanks.strip()[:2_000]
    held.save(update_fields=["state", "done_at", "thanks"])
    _end_tasks(held, now)
    record(actor=actor, verb="peerreviews.finished", thing=held, at=now)
    for answer in held.answers.select_related("user", "organisation").prefetch_related("points"):
        answer.review = held
        told = [letters.changed(answer, answer.user)] if answer.user is not None and answer.user.is_active else []
        record(actor=system(held.organisation.name, answer.organisation_id), verb="peerreviews.heard", thing=answer, at=now, letters=told)  # fmt: skip
    return held


@transaction.atomic
def withdraw_review(*, actor: Actor, review: PeerReview, now: datetime) -> PeerReview:
    """Take it back. Nobody else sees it any more; what was answered stays with the owner and those who answered lose sight of it."""
    held = _held(review)
    insist(rules.may_step(actor, held, "withdraw"))
    held.state = REVIEW.after("withdraw", held.state)
    held.save(update_fields=["state"])
    _end_tasks(held, now)
    record(actor=actor, verb="peerreviews.withdrawn", thing=held, at=now)
    return held


def close_those_due(*, now: datetime) -> int:
    """Close those whose deadline has passed; gives how many."""
    due = queries.to_close(timezone.localdate(now))
    for review in due:
        close_review(actor=system("Nybrott", review.organisation_id), review=review, now=now)
    return len(due)


def remind_those_due(*, now: datetime) -> int:
    """Remind of invitations whose deadline is near and that nobody has answered or declined, once each; gives how many."""
    return sum(_remind(one, now) for one in queries.to_remind(now))


@transaction.atomic
def _remind(invitation: Invitation, now: datetime) -> int:
    review = _held(invitation.review)
    due = queries.to_remind(now).select_for_update(of=("self",), no_key=True).filter(pk=invitation.pk).first()
    if due is None:  # answered, declined or closed since it was looked for
        return 0
    due.reminded_at = now
    due.save(update_fields=["reminded_at"])
    told = [letters.reminded(review, user) for user in speakers_of(due.organisation_id)]
    record(actor=system("Nybrott", due.organisation_id), verb="peerreviews.reminded", thing=due, at=now, letters=told)
    return 1


def tell_the_host(*, now: datetime) -> int:
    """Write about what everyone here is invited to challenge: to each organisation's contact points, or its administrators where none stands. Nobody gets a task
    for it, and nobody is reminded. Gives how many peer challenges were written about."""
    return sum(_tell_the_host(one, now) for one in queries.to_tell_the_host())


@transaction.atomic
def _tell_the_host(review: PeerReview, now: datetime) -> int:
    held = _held(review)
    if not queries.to_tell_the_host().filter(pk=held.pk).exists():
        return 0
    held.host_told_at = now
    held.save(update_fields=["host_told_at"])
    for one in Organisation.objects.exclude(pk=held.organisation_id).order_by("pk"):
        told = [letters.invited(held, user) for user in speakers_of(one.pk)]
        record(actor=system(held.organisation.name, one.pk), verb="peerreviews.told", thing=held, at=now, letters=told)
    return 1


def leave_with_network(member: NetworkMember, now: datetime) -> None:
    """Whoever left a network is not asked any more what it was asked through it and has not answered: its tasks end, and the owner sees why. In the transaction
    in which it leaves."""
    for one in queries.still_open_in(member.network, member.organisation_id):
        one.gone_at = now
        one.save(update_fields=["gone_at"])
        finish_tasks_about(actor=_for(one.organisation), kind=INVITED, ref=str(one.pk), now=now)
        record(actor=system("Nybrott", one.organisation_id), verb="peerreviews.gone", thing=one, at=now)
        record(actor=system(one.organisation.name, one.review.organisation_id), verb="peerreviews.lost", thing=one.review, at=now)  # fmt: skip


def _held(review: PeerReview) -> PeerReview:
    """The peer challenge as it is now, held until the transaction ends."""
    found = PeerReview.objects.select_for_update(of=("self",), no_key=True)
    return found.select_related("organisation", "network", "challenge", "dialogue", "plan__run", "case").get(
        pk=review.pk
    )


def _word(actor: Actor, review: PeerReview, thing: Thing, said: Said, now: datetime) -> None:
    today = timezone.localdate(now)
    if fault := rules.deadline_fault(said.deadline, today):
        raise Refused(fault)
    shown = [one.kept() for one in queries.sections_of(thing) if one.key in said.sections]
    if not shown or not said.title.strip():
        raise Refused(_("Give it a name, and choose at least one part to show."))
    if said.reach not in Reach.values:
        raise Refused(_("Say who is invited."))
    network = said.network if said.reach == Reach.NETWORK else None
    if said.reach == Reach.NETWORK and (network is None or network.pk not in actor.network_ids):
        raise Refused(_("Choose a network your organisation is in."))
    named = {one.pk: one for one in said.organisations if one.pk != review.organisation_id} if said.reach == Reach.NAMED else {}  # fmt: skip
    if said.reach == Reach.NAMED and not named:
        raise Refused(_("Name at least one organisation besides your own."))
    review.title, review.wish, review.shown = said.title.strip()[:300], said.wish.strip()[:2_000], shown
    review.reach, review.network, review.deadline = said.reach, network, said.deadline
    review.save()
    review.invitations.exclude(organisation__in=named).delete()
    there = set(review.invitations.values_list("organisation_id", flat=True))
    Invitation.objects.bulk_create([Invitation(review=review, organisation=one, invited_at=now) for key, one in named.items() if key not in there])  # fmt: skip


def _invite(review: PeerReview, invitation: Invitation, now: datetime) -> None:
    people = speakers_of(invitation.organisation_id)
    with override((people[0].language if people else "") or "nb"):
        title = _("Challenge “%(title)s”") % {"title": review.title}
        why = _("%(who)s asks for it. Several of you can answer.") % {"who": review.organisation.name}
    give_task(
        actor=system(review.organisation.name, invitation.organisation_id), title=title, why=why, word="answer", now=now, due_on=review.deadline, quietly=True,
        about=About(INVITED, str(invitation.pk), review.title, reverse("peerreviews:review", args=[review.pk])), to_user=people[0].pk if people else None, to_role="" if people else "admin",
    )  # fmt: skip
    told = [letters.invited(review, user) for user in people]
    record(actor=system(review.organisation.name, invitation.organisation_id), verb="peerreviews.invited", thing=invitation, at=now, letters=told)  # fmt: skip


def _owners(review: PeerReview) -> list[User]:
    """Who of the owner is written to: whoever prepared it while they work there, else those who speak for the organisation."""
    from_here = review.made_by
    if from_here is not None and from_here.is_active and from_here.memberships.current().filter(organisation=review.organisation_id).exists():  # fmt: skip
        return [from_here]
    return speakers_of(review.organisation_id)


def _end_tasks(review: PeerReview, now: datetime) -> None:
    finish_tasks_about(actor=_for(review.organisation), kind=THING, ref=str(review.pk), now=now)
    for one in review.invitations.select_related("organisation"):
        finish_tasks_about(actor=_for(one.organisation), kind=INVITED, ref=str(one.pk), now=now)


def _for(organisation: Organisation) -> Actor:
    return system(organisation.name, organisation.pk)


def _said(text: str) -> str:
    if not text.strip():
        raise Refused(_("Write a sentence; others read it."))
    return text.strip()
