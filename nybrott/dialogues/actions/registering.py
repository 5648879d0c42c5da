"""Suppliers come in by a confirmed e-mail address; whoever names a supplier that is known already waits for a yes."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.db import transaction

from nybrott.core.actor import VISITOR, Actor
from nybrott.core.verdict import insist
from nybrott.dialogues import letters, rules
from nybrott.dialogues.actions.ledger import enter, hold
from nybrott.dialogues.models import Dialogue, Registration, Representative, Supplier
from nybrott.dialogues.queries import hash_of
from nybrott.journal.actions import NewLetter, record

CONFIRM_FOR = timedelta(days=3)
WAIT_FOR = timedelta(days=14)
KEPT = timedelta(days=730)  # after a person came; that suppliers were treated alike must be possible to show
SOMEWHERE = "XX"  # a country that is none of those on the list: its register numbers are not of one register


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
def confirm(*, registration: Registration, key: str, now: datetime) -> Representative | Registration | None:
    """The address is theirs. Gives the person, who takes part from now on and gets the link with `key` to the own page; or the registration,
    when the supplier is known already and somebody has to say yes first; or None when the link was used or expired meanwhile.

    Who speaks for the supplier already gets a new link and changes nothing by it."""
    dialogue = hold(registration.dialogue)
    still = Registration.objects.select_for_update().filter(confirm_until__gte=now, confirmed_at=None)
    if (one := still.filter(pk=registration.pk).first()) is None:
        return None
    supplier = one.supplier or _known(dialogue, one.said)
    if supplier is None:
        insist(rules.may_register(dialogue, one.asked_at))
        return _taken_in(one, _made(dialogue, one.said, now), key, now)
    if (person := supplier.people.filter(email=one.email, confirmed_at__isnull=False).first()) is not None:
        person.next_hash = hash_of(key)
        person.save(update_fields=["next_hash"])
        one.delete()
        told = [letters.own_link(person, key)]
        record(actor=VISITOR, verb="dialogues.link_sent", thing=dialogue, at=now, letters=told)
        return person
    if one.supplier is not None:  # a colleague asked them in
        insist(rules.may_join(supplier))
        return _taken_in(one, supplier, key, now)
    insist(rules.has_room(supplier))
    insist(rules.takes_part(dialogue))
    one.supplier, one.confirmed_at, one.confirm_until = supplier, now, now + WAIT_FOR
    one.save()
    told = [letters.wants_in(each, one) for each in supplier.people.filter(confirmed_at__isnull=False)]
    record(
        actor=VISITOR, verb="dialogues.registration_waits", thing=dialogue, at=now, facts={"name": supplier.name}, letters=told
    )  # fmt: skip
    return one


@transaction.atomic
def let_in(*, actor: Actor, registration: Registration, key: str, now: datetime) -> Representative | None:
    """We say that somebody who waits speaks for the supplier; None when they wait no more. A supplier that left comes back by it."""
    one = _waiting(registration, now)
    if one is None or one.supplier is None:
        return None
    insist(rules.may_let_in(actor, one))
    if one.supplier.left_at is not None:
        insist(rules.may_register(one.dialogue, one.asked_at))
    return _taken_in(one, one.supplier, key, now, actor)


@transaction.atomic
def vouch(
    *, representative: Representative, registration: Registration, key: str, now: datetime
) -> Representative | None:
    """One who speaks for a supplier says yes to somebody who wants to; None when they wait no more."""
    one = _waiting(registration, now)
    if one is None or one.supplier is None:
        return None
    insist(rules.may_vouch(representative, one))
    return _taken_in(one, one.supplier, key, now)


@transaction.atomic
def turn_away(*, actor: Actor, registration: Registration, now: datetime) -> None:
    """We say that somebody who waits does not speak for the supplier. They are told; nothing of them is kept."""
    one = _waiting(registration, now)
    if one is None:
        return
    insist(rules.may_let_in(actor, one))
    _ended(actor, one, "dialogues.turned_away", letters.turned_away(one), now)


@transaction.atomic
def forget_registrations(*, actor: Actor, now: datetime) -> int:
    """Delete what was never confirmed, and what nobody said yes to in time, who are told; gives how many. What was never confirmed is not for
    the journal: nobody knew of it but its owner."""
    over = Registration.objects.select_related("supplier", "dialogue__organisation").filter(confirm_until__lt=now)
    waited = list(over.filter(confirmed_at__isnull=False))
    for one in waited:
        _ended(actor, one, "dialogues.nobody_answered", letters.nobody_answered(one), now)
    gone, _kinds = over.filter(confirmed_at=None).delete()
    return gone + len(waited)


def _ended(actor: Actor, one: Registration, verb: str, letter: NewLetter, now: datetime) -> None:
    dialogue, name = one.dialogue, str(one.supplier)
    one.delete()
    record(actor=actor, verb=verb, thing=dialogue, at=now, facts={"name": name}, letters=[letter])


def _waiting(registration: Registration, now: datetime) -> Registration | None:
    """A registration that waits for a yes, held with its dialogue; None when it does no more."""
    dialogue = hold(registration.dialogue)
    found = Registration.objects.select_for_update(of=("self",)).select_related("supplier").filter(
        pk=registration.pk, confirmed_at__isnull=False, confirm_until__gte=now
    ).first()  # fmt: skip
    if found is not None:
        found.dialogue = dialogue
    return found


def _taken_in(one: Registration, supplier: Supplier, key: str, now: datetime, actor: Actor = VISITOR) -> Representative:
    """The person speaks for the supplier from now on; the supplier is entered in the ledger when it comes, and when it comes back."""
    dialogue, said = hold(one.dialogue), one.said
    first = not supplier.people.exists()
    back = supplier.left_at is not None
    if first or back:
        supplier.left_at = None
        if first and "number" in said:  # it was known from a contact at most: now it says itself what it is called
            supplier.name, supplier.new, supplier.small = said["firm"], bool(said["new"]), bool(said["small"])
        supplier.save()
    person, _new = Representative.objects.update_or_create(
        supplier=supplier, email=one.email,
        defaults={
            "name": said["name"], "language": said["language"], "needs": said["needs"], "asked_at": one.asked_at, "confirmed_at": now,
            "key_hash": hash_of(key), "next_hash": "", "keep_until": (now + KEPT).date(),
        },
    )  # fmt: skip
    one.delete()
    if first or back:
        came(dialogue, supplier, now, people=person.name)
    others = supplier.people.filter(confirmed_at__isnull=False).exclude(pk=person.pk)
    told = [letters.own_link(person, key), *(letters.colleague(each, person) for each in others)]
    record(
        actor=actor, verb="dialogues.registered", thing=dialogue, at=now, facts={"name": supplier.name}, letters=told
    )
    return person


def came(dialogue: Dialogue, supplier: Supplier, now: datetime, *, people: str) -> None:
    """Enter in the ledger that a supplier came, or came back."""
    times = supplier.entries.filter(kind="registered").count()
    thing = f"s{supplier.pk}-back-{times}" if times else f"s{supplier.pk}"
    enter(dialogue=dialogue, kind="registered", thing=thing, giver=supplier.key, taker="us", at=now, now=now, people=people)  # fmt: skip


def _known(dialogue: Dialogue, said: Mapping[str, str]) -> Supplier | None:
    """The supplier a registration names, when the dialogue knows it: by its number, and somewhere abroad by its name too."""
    if said["country"] == "NO":
        return dialogue.suppliers.filter(number=said["number"]).first()
    there = dialogue.suppliers.filter(foreign=said["number"], country=said["country"])
    return (there.filter(name__iexact=said["firm"]) if said["country"] == SOMEWHERE else there).first()


def _made(dialogue: Dialogue, said: Mapping[str, str], now: datetime) -> Supplier:
    number = {"number": said["number"]} if said["country"] == "NO" else {"foreign": said["number"]}
    return dialogue.suppliers.create(
        name=said["firm"], country=said["country"], new=bool(said["new"]), small=bool(said["small"]), came_at=now, **number
    )  # fmt: skip
