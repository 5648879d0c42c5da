"""Suppliers come in by a confirmed e-mail address, ask colleagues in, get a new link, and leave."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.db import transaction

from nybrott.core.actor import VISITOR, Actor
from nybrott.core.verdict import Refused, insist
from nybrott.dialogues import letters, rules
from nybrott.dialogues.actions.ledger import enter, hold
from nybrott.dialogues.models import Dialogue, Registration, Representative, Supplier
from nybrott.dialogues.queries import hash_of
from nybrott.journal.actions import record

CONFIRM_FOR = timedelta(days=3)
KEPT = timedelta(days=730)  # after a person came; that suppliers were treated alike must be possible to show


@dataclass(frozen=True, slots=True)
class Firm:
    """A supplier as it calls itself. `number` is checked: Norwegian when `country` is NO. `new`, `small`: what it says of itself."""

    name: str
    number: str
    country: str = "NO"
    new: bool = False
    small: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who speaks for a supplier. `needs`: what they need to take part."""

    name: str
    email: str
    language: str = "nb"
    needs: str = ""


@transaction.atomic
def register(
    *, dialogue: Dialogue, firm: Firm | None, person: Person, key: str, now: datetime, supplier: Supplier | None = None
) -> Registration:
    """Somebody wants in, for a firm or for a supplier that takes part already: they are written to, to confirm by the link with `key`.
    Nothing is known of them to anyone else until they have."""
    held = hold(dialogue)
    insist(rules.may_join(supplier) if supplier else rules.may_register(held, now))
    said = asdict(person) | ({"firm": firm.name, "number": firm.number, "country": firm.country, "new": firm.new, "small": firm.small} if firm else {"firm": supplier.name if supplier else ""})  # fmt: skip
    made = Registration.objects.create(
        dialogue=held, supplier=supplier, email=person.email, said=said, asked_at=now, confirm_hash=hash_of(key), confirm_until=now + CONFIRM_FOR
    )  # fmt: skip
    record(actor=VISITOR, verb="dialogues.registration_asked", thing=held, at=now, letters=[letters.confirm(made, key)])
    return made


@transaction.atomic
def confirm(*, registration: Registration, key: str, now: datetime) -> Representative | None:
    """The address is theirs: the supplier takes part from now on, and they get the link with `key` to its own page. None when the link was
    used or expired meanwhile."""
    dialogue = hold(registration.dialogue)
    one = Registration.objects.select_for_update().filter(pk=registration.pk, confirm_until__gte=now).first()
    if one is None:
        return None
    supplier, new = (one.supplier, False) if one.supplier else _supplier(dialogue, one.said, now)
    if not (known := supplier.people.filter(email=one.email).first()):
        insist(rules.may_join(supplier) if not new else rules.may_register(dialogue, one.asked_at))
    person = known or Representative(supplier=supplier, email=one.email, asked_at=one.asked_at)
    person.name, person.language, person.needs = one.said["name"], one.said["language"], one.said["needs"]
    person.confirmed_at, person.key_hash, person.keep_until = now, hash_of(key), (now + KEPT).date()
    person.save()
    one.delete()
    if new:
        enter(
            dialogue=dialogue,
            kind="registered",
            thing=f"s{supplier.pk}",
            giver=supplier.key,
            taker="us",
            at=now,
            now=now,
            people=person.name,
        )
    others = list(supplier.people.filter(confirmed_at__isnull=False).exclude(pk=person.pk)) if not known else []
    told = [letters.own_link(person, key), *(letters.colleague(each, person) for each in others)]
    record(
        actor=VISITOR, verb="dialogues.registered", thing=dialogue, at=now, facts={"name": supplier.name}, letters=told
    )
    return person


def _supplier(dialogue: Dialogue, said: dict[str, str], now: datetime) -> tuple[Supplier, bool]:
    """The supplier a registration is for, and whether it is new here. A firm known only from a contact nobody asked for comes in now."""
    norwegian = said["country"] == "NO"
    number = {"number": said["number"]} if norwegian else {"foreign": said["number"], "country": said["country"]}
    there = dialogue.suppliers.filter(**number)
    if (found := there.first()) is not None:
        new = not found.people.exists()
        if new or found.left_at is not None:
            found.name, found.left_at = said["firm"], None
            found.new, found.small = bool(said["new"]), bool(said["small"])
            found.save()
        return found, new
    made = dialogue.suppliers.create(
        name=said["firm"],
        country=said["country"],
        new=bool(said["new"]),
        small=bool(said["small"]),
        came_at=now,
        **number,
    )
    return made, True


@transaction.atomic
def send_new_link(*, dialogue: Dialogue, email: str, key: str, now: datetime) -> bool:
    """Send whoever speaks for a supplier a new link to its own page; the one before stops working. Gives whether there was anybody: the page
    says the same either way. Who speaks for several gets none here, and is told to ask us."""
    found = list(Representative.objects.select_for_update().filter(
        supplier__dialogue=dialogue, email=email, confirmed_at__isnull=False, keep_until__gte=now.date()
    )[:2])  # fmt: skip
    if len(found) != 1:
        return False
    found[0].key_hash = hash_of(key)
    found[0].save(update_fields=["key_hash"])
    record(actor=VISITOR, verb="dialogues.link_sent", thing=dialogue, at=now, letters=[letters.own_link(found[0], key)])
    return True


@transaction.atomic
def leave(*, representative: Representative, now: datetime) -> None:
    """A supplier takes itself out of the dialogue. What was exchanged stays in the ledger; its people can still read their page."""
    dialogue = hold(representative.supplier.dialogue)
    supplier = Supplier.objects.select_for_update().get(pk=representative.supplier_id)
    if supplier.left_at is not None:
        return
    if not (still := rules.takes_part(dialogue)):
        raise Refused(still.reason)
    supplier.left_at = now
    supplier.save(update_fields=["left_at"])
    enter(
        dialogue=dialogue,
        kind="withdrawal",
        thing=f"s{supplier.pk}-left",
        giver=supplier.key,
        taker="us",
        at=now,
        now=now,
    )
    told = [letters.left(each) for each in supplier.people.filter(confirmed_at__isnull=False)]
    record(actor=VISITOR, verb="dialogues.left", thing=dialogue, at=now, facts={"name": supplier.name}, letters=told)


@transaction.atomic
def forget_registrations(*, actor: Actor, now: datetime) -> int:
    """Delete what was never confirmed; gives how many. Not for the journal: nobody knew of them but their owners."""
    gone, _kinds = Registration.objects.filter(confirm_until__lt=now).delete()
    return gone
