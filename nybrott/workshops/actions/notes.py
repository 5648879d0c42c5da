"""Notes, groups and votes: what people in the room write, and what they make of it together."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from nybrott.core.actor import VISITOR, Actor
from nybrott.core.verdict import Refused, insist
from nybrott.journal.actions import record
from nybrott.workshops import rules
from nybrott.workshops.models import Group, Note, Seat, Step, Vote, Workshop
from nybrott.workshops.queries import shared_notes

# what single people write and vote leaves no trace in the history: it would tell who was quick and who was silent


def _everyone_looks(workshop: Workshop) -> None:
    Workshop.objects.filter(pk=workshop.pk).update(turn=F("turn") + 1)


def write_note(*, seat: Seat, step: Step, text: str, sent_key: str, now: datetime) -> tuple[Note, bool]:
    """Write a note. Gives it and whether it is new: the same form sent twice, from two tabs or after a lost connection, is one."""
    known = Note.objects.filter(workshop=step.workshop_id, sent_key=sent_key).first()
    if known is None:
        # the seat is held while the note is written, so that nobody gets past the most one may write
        try:
            with transaction.atomic():
                held = Seat.objects.select_for_update(of=("self",)).get(pk=seat.pk)
                insist(rules.may_write(held, step))
                made = Note.objects.create(
                    workshop_id=step.workshop_id, step=step, seat=held, text=text.strip(), sent_key=sent_key, written_at=now
                )  # fmt: skip
                if step.shared_at is not None:
                    _everyone_looks(step.workshop)
                return made, True
        except IntegrityError:
            known = Note.objects.filter(workshop=step.workshop_id, sent_key=sent_key).first()
            if known is None:
                raise
    if known.seat_id != seat.pk:
        raise Refused(_("Only the person who wrote it can change it."))
    return known, False


@transaction.atomic
def change_note(*, seat: Seat, note: Note, text: str) -> None:
    """Word one's own note anew, before it is shared."""
    insist(rules.may_change_note(seat, note))
    note.text = text.strip()
    note.save(update_fields=["text"])


@transaction.atomic
def take_back_note(*, seat: Seat, note: Note) -> None:
    """Take one's own note back, before it is shared."""
    insist(rules.may_change_note(seat, note))
    note.delete()


@transaction.atomic
def put_together(
    *, actor: Actor, workshop: Workshop, notes: list[Note], group: Group | None, title: str, now: datetime
) -> Group:
    """Put shared notes into a group: one there is, or a new one by this title. The same title is the same group."""
    held = Workshop.objects.select_for_update(of=("self",)).get(pk=workshop.pk)
    insist(rules.may_sort(actor, held))
    seen = set(shared_notes(held).values_list("pk", flat=True))
    if any(note.pk not in seen for note in notes) or (group is not None and group.workshop_id != held.pk):
        raise ValueError("a note that is not shared, or another workshop's")
    if group is None:
        group = held.groups.filter(title__iexact=title.strip()).first()
    if group is None:
        last = held.groups.aggregate(last=Max("place"))["last"] or 0
        group = Group.objects.create(workshop=held, title=title.strip(), place=last + 1)
    Note.objects.filter(pk__in=[note.pk for note in notes]).update(group=group)
    _everyone_looks(held)
    record(
        actor=actor, verb="workshops.put_together", thing=held, at=now, facts={"name": group.title, "count": len(notes)}
    )
    return group


@transaction.atomic
def name_group(*, actor: Actor, group: Group, title: str, now: datetime) -> None:
    """Call a group something else."""
    insist(rules.may_sort(actor, group.workshop))
    before, group.title = group.title, title.strip()
    group.save(update_fields=["title"])
    _everyone_looks(group.workshop)
    record(
        actor=actor,
        verb="workshops.group_named",
        thing=group.workshop,
        at=now,
        facts={"before": before, "after": group.title},
    )


@transaction.atomic
def take_apart(*, actor: Actor, group: Group, now: datetime) -> None:
    """Take a group apart; the notes stay."""
    insist(rules.may_sort(actor, group.workshop))
    workshop, title = group.workshop, group.title
    group.delete()
    _everyone_looks(workshop)
    record(actor=actor, verb="workshops.taken_apart", thing=workshop, at=now, facts={"name": title})


@transaction.atomic
def vote(*, seat: Seat, step: Step, group: Group | None, note: Note | None) -> bool:
    """Give one of one's votes to a group, or to a shared note in none; gives whether it is new. Raises `Refused` without any left."""
    held = Seat.objects.select_for_update(of=("self",)).get(pk=seat.pk)
    insist(rules.may_vote(held, step))
    if any(one is not None and one.workshop_id != step.workshop_id for one in (group, note)):
        raise ValueError("something of another workshop")
    given = Vote.objects.filter(step=step, seat=held)
    if given.filter(group=group, note=note).exists():
        return False
    if given.count() >= step.votes_each:
        raise Refused(_("You have given all your votes. Take one back first."))
    Vote.objects.create(step=step, seat=held, group=group, note=note)
    return True


@transaction.atomic
def take_vote_back(*, seat: Seat, step: Step, group: Group | None, note: Note | None) -> None:
    """Take a vote back."""
    insist(rules.may_vote(seat, step))
    Vote.objects.filter(step=step, seat=seat, group=group, note=note).delete()


@transaction.atomic
def leave(*, seat: Seat, now: datetime) -> None:
    """Leave, and take what one wrote and has not shared along; what is shared stays without a name."""
    workshop = seat.workshop
    seat.notes.filter(step__shared_at__isnull=True).delete()
    seat.delete()
    record(actor=VISITOR, verb="workshops.left", thing=workshop, at=now)
