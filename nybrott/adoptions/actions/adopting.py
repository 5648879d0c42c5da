"""Take a case over, say what is done differently, begin, tell what came of it, stop, follow a new version.

What one organisation does is written in its own journal; the journal of the one that told the case says that the organisation did it, and names nobody.
"""

import logging
from collections.abc import Collection, Sequence
from contextlib import suppress
from datetime import datetime

from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from nybrott.adoptions import letters, queries, rules
from nybrott.adoptions.actions.making import make_piece
from nybrott.adoptions.models import Adoption, Change, Figure, Result
from nybrott.adoptions.rules import Number, Said
from nybrott.adoptions.states import ADOPTION, AdoptionState, Outcome, Piece
from nybrott.cases.models import Case
from nybrott.cases.queries import with_versions
from nybrott.cases.states import PARTS, Level
from nybrott.contacts.queries import speakers_of
from nybrott.core.actor import Actor, system
from nybrott.core.verdict import Refused, insist
from nybrott.desk.actions import About, drop_drafts, finish_tasks_about, give_task
from nybrott.journal.actions import record
from nybrott.people.models import Membership, Organisation, User
from nybrott.people.queries import actor_of

log = logging.getLogger(__name__)
THING = "adoptions.adoption"
# keys of what somebody has begun to write: to take a case over, what is done differently in a part, what came of it
TAKE_DRAFT, PART_DRAFT, RESULT_DRAFT = (
    "adoptions.take:{case}",
    "adoptions.part:{adoption}:{part}",
    "adoptions.result:{adoption}",
)


@transaction.atomic
def adopt_case(*, actor: Actor, case: Case, said: Said, now: datetime, make: Collection[str] = ()) -> Adoption:
    """Take over a case as it is shown now, and `make` of it, as drafts, all that is named there (`states.Piece`) or nothing. Those who told it are told, unless it is shown to nobody else."""
    # two colleagues at once: one of them is told that it is done
    place = Organisation.objects.held(actor.organisation_id or 0)
    found = with_versions(Case.objects.readable_by(actor)).filter(pk=case.pk).first()
    if found is None:
        raise Refused(_("This case is no longer shown."))
    insist(rules.may_take(actor, found))
    made = Adoption(organisation=place, case=found, version=found.newest, made_by_id=actor.user_id, made_at=now, moved_at=now)  # fmt: skip
    made.offered = found.newest.number if found.newest is not None else 0
    _word(actor, made, said, now)
    made.save(force_insert=True)
    made.networks.set(said.networks if said.level == Level.NETWORK else [])
    for piece in Piece:
        if piece in make:
            make_piece(actor, made, piece, now)
    _task(made, now)
    drop_drafts(actor=actor, key=TAKE_DRAFT.format(case=found.pk))
    record(actor=actor, verb="adoptions.adopted", thing=made, at=now, facts={"level": made.level})
    _announce(made, now)
    return made


@transaction.atomic
def make_of_case(*, actor: Actor, adoption: Adoption, piece: str, now: datetime) -> Adoption:
    """Make of the case what was left out, as a draft; once, and only what its own room lets the actor make."""
    held = _held(adoption)
    insist(rules.may_make(actor, held))
    if piece not in Piece.values:
        raise Refused(_("There is no such part."))
    make_piece(actor, held, Piece(piece), now)
    held.moved_at = now
    held.save(update_fields=["moved_at"])
    return held


@transaction.atomic
def change_adoption(*, actor: Actor, adoption: Adoption, said: Said, now: datetime) -> Adoption:
    """Say it anew. When it is shown to more, those who told the case are told of it, and of what came of it so far."""
    held = _held(adoption)
    insist(rules.may_change(actor, held))
    expected, owner = held.report_on, held.owner_id
    _word(actor, held, said, now, before=expected)
    held.save()
    held.networks.set(said.networks if said.level == Level.NETWORK else [])
    if (held.report_on, held.owner_id) != (expected, owner) and held.state in (AdoptionState.PLANNED, AdoptionState.TRYING):  # fmt: skip
        _end_tasks(held, now)
        _task(held, now)
    record(actor=actor, verb="adoptions.changed", thing=held, at=now, facts={"level": held.level})
    _announce(held, now)
    return held


@transaction.atomic
def adapt_part(*, actor: Actor, adoption: Adoption, part: str, ours: str, why: str, now: datetime) -> Adoption:
    """Say what is done differently in one part of the story, and why; with neither, it is done as in the case."""
    held = _held(adoption)
    insist(rules.may_change(actor, held))
    ours, why = ours.strip()[:2_000], why.strip()[:2_000]
    if part not in PARTS:
        raise Refused(_("There is no such part."))
    if bool(ours) != bool(why):
        raise Refused(_("Say both what you do differently and why."))
    if ours:
        Change.objects.update_or_create(adoption=held, part=part, defaults={"ours": ours, "why": why, "by_id": actor.user_id, "at": now})  # fmt: skip
    else:
        held.changes.filter(part=part).delete()
    held.moved_at = now
    held.save(update_fields=["moved_at"])
    drop_drafts(actor=actor, key=PART_DRAFT.format(adoption=held.pk, part=part))
    record(actor=actor, verb="adoptions.adapted", thing=held, at=now, facts={"part": str(PARTS[part][0])})
    return held


@transaction.atomic
def begin_adoption(*, actor: Actor, adoption: Adoption, now: datetime) -> Adoption:
    """It is under way from now on."""
    held = _held(adoption)
    insist(rules.may_step(actor, held, "begin"))
    held.state, held.moved_at = ADOPTION.after("begin", held.state), now
    held.save(update_fields=["state", "moved_at"])
    record(actor=actor, verb="adoptions.begun", thing=held, at=now)
    return held


@transaction.atomic
def report_result(
    *, actor: Actor, adoption: Adoption, outcome: str, text: str, now: datetime, figures: Sequence[Number] = ()
) -> Result:
    """Tell what came of it, with the reasons and what was counted; it stays as it is told. `Outcome.STOPPED` ends the adoption. Those who told the case hear of it."""
    held = _held(adoption)
    if outcome not in Outcome.values:
        raise Refused(_("Say what came of it."))
    verb = "stop" if outcome == Outcome.STOPPED else "report"
    insist(rules.may_step(actor, held, verb))
    if not text.strip():
        raise Refused(_("Say why, in a sentence at least."))
    held.state, held.moved_at = ADOPTION.after(verb, held.state), now
    held.save(update_fields=["state", "moved_at"])
    made = Result.objects.create(adoption=held, outcome=outcome, text=text.strip()[:2_000], by_id=actor.user_id, told_at=now)  # fmt: skip
    Figure.objects.bulk_create([
        Figure(result=made, what=one.what.strip()[:120], before=one.before, after=one.after, unit=one.unit.strip()[:40], measured=one.measured)
        for one in figures[: rules.MOST_FIGURES]
    ])  # fmt: skip
    _end_tasks(held, now)
    drop_drafts(actor=actor, key=RESULT_DRAFT.format(adoption=held.pk))
    record(actor=actor, verb="adoptions.stopped" if verb == "stop" else "adoptions.reported", thing=held, at=now, facts={"outcome": Outcome(outcome).label})  # fmt: skip
    if held.told_at is not None and held.level != Level.PRIVATE:
        _tell_result(held, made, now)
    return made


@transaction.atomic
def follow_version(*, actor: Actor, adoption: Adoption, follow: bool, now: datetime) -> Adoption:
    """Follow the newest version of the case from now on, or keep to the one it was taken over from. What was written stays."""
    held = _held(adoption)
    case = queries.readable(actor, held)
    newest = queries.newer(held, case)
    insist(rules.may_follow(actor, held, newest))
    if newest is None:
        raise Refused(_("There is no newer version of the case."))
    if follow:
        held.version = newest
    held.kept, held.offered, held.moved_at = newest.number, max(held.offered, newest.number), now
    held.save(update_fields=["version", "kept", "offered", "moved_at"])
    record(actor=actor, verb="adoptions.followed" if follow else "adoptions.kept", thing=held, at=now, facts={"number": newest.number})  # fmt: skip
    return held


def offer_versions(*, now: datetime) -> int:
    """Tell those who took cases over of new versions they may read, once each; gives how many. One that fails is logged and told in its history; those after it go on, and
    it is tried again the next night."""
    offered = 0
    for one in queries.to_offer():
        try:
            offered += _offer(one, now)
        except Exception:
            log.exception("The new version of the case behind adoption %s could not be offered.", one.pk)
            with suppress(DatabaseError):  # a database that is gone is told of by the log alone
                record(actor=system("Nybrott", one.organisation_id), verb="adoptions.not_offered", thing=one, at=now)
    return offered


@transaction.atomic
def _offer(adoption: Adoption, now: datetime) -> bool:
    held = _held(adoption)
    reader = _reader(held)
    case = queries.readable(reader, held) if reader is not None else None
    newest = case.newest if case is not None else None
    if newest is None or newest.number <= held.offered:
        return False
    held.offered = newest.number
    held.save(update_fields=["offered"])
    receivers = [held.owner] if held.owner is not None and held.owner.is_active else speakers_of(held.organisation_id)
    told_to = [letters.offered(held, newest, user) for user in receivers]
    record(actor=system("Nybrott", held.organisation_id), verb="adoptions.offered", thing=held, at=now, facts={"number": newest.number}, letters=told_to)  # fmt: skip
    return True


def _reader(adoption: Adoption) -> Actor | None:
    """Somebody of the adopter, to ask what the organisation may read: its owner, else anyone who speaks for it."""
    people = [adoption.owner] if adoption.owner is not None else []
    readers = (actor_of(user, adoption.organisation) for user in (*people, *speakers_of(adoption.organisation_id)))
    return next((one for one in readers if one.works_here), None)


def _held(adoption: Adoption) -> Adoption:
    """The adoption as it is now, held until the transaction ends."""
    found = Adoption.objects.select_for_update(of=("self",), no_key=True)
    return found.select_related("organisation", "case__organisation", "case__author", "version", "owner").get(pk=adoption.pk)  # fmt: skip


def _word(actor: Actor, adoption: Adoption, said: Said, now: datetime, before: object = None) -> None:
    if not said.title.strip() or not said.wish.strip():
        raise Refused(_("Say what you call it and what you want to reach."))
    if said.report_on != before and (fault := rules.day_fault(said.report_on, timezone.localdate(now))):
        raise Refused(fault)
    if said.level not in Level.values:
        raise Refused(_("Say who may see it."))
    if said.level == Level.NETWORK and (not said.networks or any(one.pk not in actor.network_ids for one in said.networks)):  # fmt: skip
        raise Refused(_("Choose networks your organisation is in."))
    works = Membership.objects.current().filter(organisation=adoption.organisation_id, user=said.owner, user__is_active=True)  # fmt: skip
    if said.owner.pk != adoption.owner_id and not (works.exists() and actor_of(said.owner, adoption.organisation).works_here):  # fmt: skip
        raise Refused(_("Whoever looks after it works in your organisation."))
    adoption.title, adoption.wish, adoption.report_on = said.title.strip()[:160], said.wish.strip()[:2_000], said.report_on  # fmt: skip
    adoption.owner, adoption.level, adoption.moved_at = said.owner, said.level, now


def _task(adoption: Adoption, now: datetime) -> None:
    owner = adoption.owner
    with override((owner.language if owner is not None else "") or "nb"):
        title, why = _("Say what came of “%(title)s”") % {"title": adoption.title}, _("Others learn from what came of it for "
                                                                                           "you, even when nothing did.")  # fmt: skip
    give_task(
        actor=system(adoption.organisation.name, adoption.organisation_id), title=title, why=why, word="report", now=now, due_on=adoption.report_on, quietly=True, to_user=owner.pk if owner else None, to_role="" if owner else "admin",
        about=About(THING, str(adoption.pk), adoption.title, reverse("adoptions:adoption", args=[adoption.pk])),
    )  # fmt: skip


def _end_tasks(adoption: Adoption, now: datetime) -> None:
    place = system(adoption.organisation.name, adoption.organisation_id)
    finish_tasks_about(actor=place, kind=THING, ref=str(adoption.pk), now=now)


def _announce(adoption: Adoption, now: datetime) -> None:
    """Tell those who told the case, once, as soon as they may see the adoption; and then of what came of it already."""
    case = adoption.case
    if case is None or adoption.told_at is not None or not _seen_by_teller(adoption, case):
        return
    adoption.told_at = now
    adoption.save(update_fields=["told_at"])
    told_to = [letters.used(adoption, user) for user in _tellers(case)]
    record(actor=system(adoption.organisation.name, case.organisation_id), verb="adoptions.used", thing=case, at=now, letters=told_to)  # fmt: skip
    if (result := adoption.results.first()) is not None:
        _tell_result(adoption, result, now)


def _tell_result(adoption: Adoption, result: Result, now: datetime) -> None:
    case = adoption.case
    if case is None or not _seen_by_teller(adoption, case):
        return
    told_to = [letters.came(adoption, result, user) for user in _tellers(case)]
    facts = {"outcome": Outcome(result.outcome).label}
    record(actor=system(adoption.organisation.name, case.organisation_id), verb="adoptions.came", thing=case, at=now, facts=facts, letters=told_to)  # fmt: skip


def _seen_by_teller(adoption: Adoption, case: Case) -> bool:
    """Whether somebody who is written to may see the adoption: asked of the same rule that guards its page."""
    readers = (actor_of(user, case.organisation) for user in _tellers(case))
    return any(Adoption.objects.visible_to(one).filter(pk=adoption.pk).exists() for one in readers)


def _tellers(case: Case) -> list[User]:
    """Who is written to: whoever told the case while they work there, else those who speak for the organisation."""
    author = case.author
    if author is not None and author.is_active and actor_of(author, case.organisation).works_here:
        return [author]
    return speakers_of(case.organisation_id)
