"""Landing: what came up becomes evidence and insights on the challenge, with where it is from; each note and each group once."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.hearings.actions import Shown, record_evidence
from nybrott.hearings.models import Evidence
from nybrott.insights.actions import write_insight
from nybrott.journal.actions import record
from nybrott.needs.models import Insight
from nybrott.ui.formats import day_short
from nybrott.workshops import rules
from nybrott.workshops.models import Group, Landing, Note, Seat, Workshop
from nybrott.workshops.queries import shared_notes

TITLE = 200


@transaction.atomic
def land_notes(
    *, actor: Actor, workshop: Workshop, notes: list[Note], keep_until: date, now: datetime
) -> list[Evidence]:
    """Keep shared notes as evidence. Gives all of it, that which landed before too.

    Each piece is signed with the pseudonym of the seat it is from, and its source is the workshop: several people in one
    room are one source, so that a need is not verified by one afternoon alone.
    """
    held = Workshop.objects.select_for_update(of=("self",)).select_related("challenge").get(pk=workshop.pk)
    insist(rules.may_land(actor, held))
    seen = set(shared_notes(held).values_list("pk", flat=True))
    if any(note.pk not in seen for note in notes):
        raise ValueError("a note that is not shared, or another workshop's")
    known = dict(Landing.objects.filter(note__in=notes, kind=Landing.Kind.EVIDENCE).values_list("note", "ref"))
    pieces = {one.pk: one for one in Evidence.objects.filter(pk__in=known.values(), challenge=held.challenge)}
    new = 0
    for note in notes:
        if known.get(note.pk) in pieces:
            continue
        made = record_evidence(actor=actor, challenge=held.challenge, shown=_shown(held, note, keep_until), now=now)
        # a piece somebody removed from the challenge may land anew
        Landing.objects.update_or_create(
            note=note, kind=Landing.Kind.EVIDENCE,
            defaults={"workshop": held, "ref": made.pk, "landed_by_id": actor.user_id, "landed_at": now},
        )  # fmt: skip
        pieces[made.pk], new = made, new + 1
    if new:
        record(actor=actor, verb="workshops.notes_landed", thing=held, at=now, facts={"count": new})
    return list(pieces.values())


def _shown(workshop: Workshop, note: Note, keep_until: date) -> Shown:
    first = " ".join(note.text.split())
    title = first if len(first) <= TITLE else f"{first[: TITLE - 1].rstrip()}…"
    source = _("Workshop “%(title)s”, %(day)s") % {"title": workshop.title, "day": day_short(workshop.starts_at)}
    seat = note.seat
    return Shown(
        kind=Evidence.Kind.WORKSHOP, title=title, keep_until=keep_until, text=note.text if title != note.text else "",
        pseudonym=_pseudonym(workshop, seat) if seat else "", side=seat.side if seat else "other",
        source=source[:300], happened_on=(workshop.began_at or workshop.starts_at).date(),
    )  # fmt: skip


def _pseudonym(workshop: Workshop, seat: Seat) -> str:
    """Given to a seat once: it must be the same person in every piece."""
    if not seat.pseudonym:
        number = workshop.seats.filter(pk__lte=seat.pk).count()
        said = {"n": number, "day": day_short(workshop.starts_at), "key": workshop.pk}
        seat.pseudonym = (_("Participant %(n)s, workshop %(key)s") % said)[:60]
        seat.save(update_fields=["pseudonym"])
    return seat.pseudonym


@transaction.atomic
def land_group(*, actor: Actor, group: Group, keep_until: date, now: datetime) -> Insight:
    """Write a group as an insight that rests on its notes; they land as evidence with it. Landed before, it is the same insight."""
    workshop = Workshop.objects.select_for_update(of=("self",)).select_related("challenge").get(pk=group.workshop_id)
    insist(rules.may_land(actor, workshop))
    notes = list(shared_notes(workshop).filter(group=group).select_related("seat"))
    evidence = land_notes(actor=actor, workshop=workshop, notes=notes, keep_until=keep_until, now=now)
    known = Landing.objects.filter(group=group, kind=Landing.Kind.INSIGHT).values_list("ref", flat=True).first()
    before = Insight.objects.filter(pk=known or 0, challenge=workshop.challenge_id).first()
    text = before.text if before else group.title
    made, _new = write_insight(actor=actor, challenge=workshop.challenge, text=text, evidence=evidence, now=now)
    if before is None:
        Landing.objects.update_or_create(
            group=group, kind=Landing.Kind.INSIGHT,
            defaults={"workshop": workshop, "ref": made.pk, "landed_by_id": actor.user_id, "landed_at": now},
        )  # fmt: skip
        record(actor=actor, verb="workshops.group_landed", thing=workshop, at=now, facts={"name": group.title})
    return made
