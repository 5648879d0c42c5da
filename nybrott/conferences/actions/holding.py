"""A conference is held: questions under way, who came, and everything that was said given to everyone."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from nybrott.conferences import queries, rules
from nybrott.conferences.actions.seats import held
from nybrott.conferences.models import Asked, Conference, Material, Seat
from nybrott.conferences.states import CONFERENCE, MaterialKind
from nybrott.core.actor import VISITOR, Actor
from nybrott.core.verdict import Refused, insist
from nybrott.dialogues.actions import enter
from nybrott.dialogues.models import Query, Supplier
from nybrott.dialogues.rules import may_carry_out
from nybrott.disclosures import actions as disclosures
from nybrott.disclosures.actions import Given
from nybrott.journal.actions import record


@transaction.atomic
def ask(*, conference: Conference, supplier: Supplier, text: str, language: str, now: datetime, actor: Actor = VISITOR) -> Asked:  # fmt: skip
    """A supplier asks under way, or one of us writes down what it asked aloud. It is a question of the dialogue, answered to everyone; nobody but us
    learns who asked."""
    found = held(conference)
    supplier = Supplier.objects.get(pk=supplier.pk, dialogue=found.dialogue)
    insist(rules.may_ask(supplier, found, now) if actor.is_visitor else may_carry_out(actor, found.dialogue))
    query = disclosures.ask(supplier=supplier, text=text, language=language, now=now, actor=actor)
    made, _new = Asked.objects.get_or_create(query=query, defaults={"conference": found})
    record(actor=actor, verb="conferences.asked", thing=found, at=now, facts={"number": query.number})
    return made


@transaction.atomic
def answer(*, actor: Actor, asked: Asked, shown: str, text: str, now: datetime) -> Query:
    """Answer a question from the conference to everyone at once. `shown`: the question as everyone reads it."""
    query = disclosures.answer_query(actor=actor, query=asked.query, shown=shown, answer=text, now=now)
    record(actor=actor, verb="conferences.answered", thing=asked.conference, at=now, facts={"number": query.number})
    return query


@transaction.atomic
def mark_attendance(*, actor: Actor, conference: Conference, came: Mapping[int, bool], now: datetime) -> Conference:
    """Tick who came, by the keys of their seats; whoever waited and came all the same counts too. It can be changed until the conference is held."""
    found = held(conference)
    insist(rules.may_tick(actor, found, now))
    seats = [one for one in queries.seats_of(found) if one.pk in came]
    for one in seats:
        one.present = came[one.pk]
    Seat.objects.bulk_update(seats, ["present"])
    record(actor=actor, verb="conferences.ticked", thing=found, at=now, facts={"count": sum(came.values())})
    return found


@transaction.atomic
def hold_conference(*, actor: Actor, conference: Conference, now: datetime) -> Conference:
    """Say that it was held. Each supplier of whom somebody came stands in the ledger as one that heard what was said, with the names kept from others;
    until everyone is given it, the view of equal treatment shows who has not."""
    found = held(conference)
    insist(rules.may_hold(actor, found, now))
    if found.seats.exclude(state="left").exists() and not found.seats.filter(present__isnull=False).exists():
        raise Refused(_("Tick who came first. The ledger then shows who heard what was said."))
    found.state, found.held_at = CONFERENCE.after("hold", found.state), now
    found.save(update_fields=["state", "held_at"])
    found.seats.filter(offer_until__isnull=False).update(state="lapsed", offer_until=None)
    here: dict[Supplier, list[str]] = {}
    for seat in found.seats.filter(present=True).select_related("representative__supplier").order_by("representative__supplier_id", "pk"):  # fmt: skip
        here.setdefault(seat.representative.supplier, []).append(seat.representative.name)
    with override(found.dialogue.language):
        title = _("What was said at the dialogue conference")
    for supplier, names in here.items():
        enter(dialogue=found.dialogue, kind="told_in_meeting", thing=queries.SAID, title=title, taker=supplier.key, at=found.begins, now=now, people=", ".join(names))  # fmt: skip
    record(actor=actor, verb="conferences.held", thing=found, at=now, facts={"count": len(here)})
    return found


@transaction.atomic
def publish_material(*, actor: Actor, conference: Conference, kind: str, given: Given, now: datetime) -> Material:
    """Give everyone slides, a recording or a written account at once: on the public page, in the ledger and by letter. A recording or an account is what
    was said, so those who did not come have got it too. Raises `Unreadable` when the file is not taken; then nothing is kept."""
    found = held(conference)
    insist(rules.may_publish(actor, found))
    if kind == MaterialKind.RECORDING and not (given.url or given.file):
        raise Refused(_("Give the address of the recording."))
    item = disclosures.write_item(actor=actor, dialogue=found.dialogue, given=given, now=now)
    item = disclosures.show_item(actor=actor, item=item, now=now, kind=kind, thing="" if kind == MaterialKind.SLIDES else queries.SAID)  # fmt: skip
    made = Material.objects.create(conference=found, item=item, kind=kind)
    record(actor=actor, verb="conferences.published", thing=found, at=now, facts={"name": item.title})
    return made
