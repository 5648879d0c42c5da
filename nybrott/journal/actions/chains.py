"""Sealing what was recorded, proving it, and erasing what is said of a person without breaking it."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import connection, transaction
from django.db.models import F, Func, Q, TextField, Value
from django.db.models.functions import Cast

from nybrott.core.actor import Actor
from nybrott.core.chain import ranges, seal_of
from nybrott.core.verdict import insist
from nybrott.journal import rules
from nybrott.journal.actions.entries import record
from nybrott.journal.models import Entry, Head, Letter, LetterState
from nybrott.journal.queries import ERASED, Proof, chains, of_chain, prove
from nybrott.journal.states import LETTER

SEALING = 0x6E79  # the number of the advisory locks for sealing; the second number is the chain
AT_A_TIME = 1000  # entries sealed in one transaction


def seal_entries(*, now: datetime) -> int:
    """Seal every entry that is not sealed, chain by chain, in the order they were recorded; gives how many.

    Whoever records waits for nothing here: the lock is only between those who seal. Killed at any moment, a chain is as
    it was before or after some whole transaction of this.
    """
    unsealed = Entry.objects.filter(place__isnull=True).order_by()
    sealed = 0
    for organisation_id in list(unsealed.values_list("organisation_id", flat=True).distinct()):
        while some := seal_some(organisation_id, now=now):
            sealed += some
            if some < AT_A_TIME:
                break
    return sealed


@transaction.atomic
def seal_some(organisation_id: int | None, *, now: datetime) -> int:
    """Seal at most `AT_A_TIME` entries of one chain; gives how many."""
    lock_chain(organisation_id)
    entries = list(Entry.objects.filter(of_chain(organisation_id), place__isnull=True).order_by("id")[:AT_A_TIME])
    if not entries:
        return 0
    head, _made = Head.objects.get_or_create(organisation_id=organisation_id)
    place, seal, seals = head.last_place, head.last_seal, []
    for entry in entries:
        place += 1
        seal = seal_of(seal, place, entry.fixed(), entry.digest)
        seals.append((entry.pk, place, seal))
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE journal_entry SET place = n.place, seal = n.seal"
            " FROM unnest(%s::bigint[], %s::bigint[], %s::text[]) AS n (id, place, seal)"
            " WHERE journal_entry.id = n.id",
            [list(column) for column in zip(*seals, strict=True)],
        )
    Head.objects.filter(pk=head.pk).update(last_place=place, last_seal=seal, sealed_at=now)
    return len(entries)


def lock_chain(organisation_id: int | None) -> None:
    """Wait until nobody else seals this chain, and keep it so until the transaction ends."""
    chain = 0 if organisation_id is None else organisation_id % 0x7FFFFFFF + 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [SEALING, chain])


def check_chain(*, organisation_id: int | None, now: datetime, whole: bool) -> Proof:
    """Walk a chain, from its beginning or only what is new since the last time, and keep at its head what was found."""
    head = Head.objects.filter(of_chain(organisation_id)).first()
    since = 0 if head is None or whole or head.broken_place else head.checked_place
    proof = prove(organisation_id, since=since)
    if head:
        head.checked_at, head.checked_place = now, proof.sealed
        head.broken_place = proof.broken.place if proof.broken else None
        head.broken_fault = proof.broken.fault if proof.broken else ""
        head.save(update_fields=["checked_at", "checked_place", "broken_place", "broken_fault"])
    return proof


@dataclass(frozen=True, slots=True)
class Erased:
    """How many entries and letters no longer say anything of the person."""

    entries: int
    letters: int


@transaction.atomic
def erase_person(
    *,
    actor: Actor,
    user_id: int | None = None,
    addresses: Iterable[str] = (),
    things: Iterable[tuple[str, str]] = (),
    names: Iterable[str] = (),
    everywhere: bool = False,
    now: datetime,
) -> Erased:
    """Erase what the journal and the letters say of a person; every chain still holds, and tells that something was erased.

    Erased are the words (never who, what and when as numbers) of entries the person caused (`user_id`), of entries about
    the given `things` (kind, reference: ("people.membership", "12")), and of entries that name one of the e-mail
    `addresses` or one of the `names`; and address, name, subject and text of letters to the person. A letter that had
    not gone is withdrawn. Letters to others keep what they say without the names: see that nobody else is called so.
    In the actor's organisation, or `everywhere` on the host.
    """
    insist(rules.may_erase_person(actor, everywhere=everywhere))
    addresses = [address.strip().lower() for address in addresses if address.strip()]
    said = Q(pk__in=[])
    if user_id is not None:
        said |= Q(actor_user_id=user_id)
    for kind, ref in things:
        said |= Q(thing_kind=kind, thing_ref=ref)
    for address in addresses:
        # just this address, not one that ends or begins like it
        said |= Q(written__iregex=rf"(^|[^\w.+-]){re.escape(address)}($|[^\w.-]|\.($|\W))")
    names = [name.strip() for name in names if name.strip()]
    for name in names:
        said |= Q(written__iregex=_whole(json.dumps(name, ensure_ascii=False)[1:-1]))
    entries = sum(
        _erase_in(chain, said, actor=actor, now=now) for chain in (chains() if everywhere else [actor.organisation_id])
    )
    letters = _erase_letters(user_id, addresses, actor=actor, everywhere=everywhere, now=now)
    return Erased(entries, letters + _take_names_out(names, actor=actor, everywhere=everywhere))


def _whole(words: str) -> str:
    """A pattern of the database for just these words, not as part of a longer one."""
    return rf"(^|\W){re.escape(words)}($|\W)"


def _take_names_out(names: list[str], *, actor: Actor, everywhere: bool) -> int:
    """Letters to others say "…" instead of the names; gives how many."""
    changed = 0
    for name in names:
        pattern = _whole(name)
        letters = Letter.objects.filter(Q(subject__iregex=pattern) | Q(body__iregex=pattern))
        if not everywhere:
            letters = letters.filter(of_chain(actor.organisation_id))
        without = {
            field: Func(F(field), Value(pattern), Value(r"\1…\2"), Value("gi"), function="regexp_replace")
            for field in ("subject", "body")
        }
        changed += letters.update(**without)
    return changed


def _erase_in(organisation_id: int | None, said: Q, *, actor: Actor, now: datetime) -> int:
    lock_chain(organisation_id)
    while seal_some(organisation_id, now=now):
        pass  # only a place in the chain can be told of
    found = (
        Entry.objects.filter(of_chain(organisation_id), private__isnull=False)
        .exclude(verb=ERASED)
        .alias(written=Cast("private", TextField()))
        .filter(said)
    )
    places = dict(found.values_list("pk", "place"))
    if not places:
        return 0
    Entry.objects.filter(pk__in=places).update(private=None, salt=None, erased_at=now)
    head = Head.objects.get(of_chain(organisation_id))
    # the entry names nobody, so that it need never be erased itself
    record(
        actor=replace(actor, name="", organisation_id=organisation_id), verb=ERASED, thing=head, at=now,
        facts={"entries": len(places), "places": ranges(place for place in places.values() if place)},
    )  # fmt: skip
    return len(places)


def _erase_letters(user_id: int | None, addresses: list[str], *, actor: Actor, everywhere: bool, now: datetime) -> int:
    theirs = Q(pk__in=[])
    if user_id is not None:
        theirs |= Q(to_user_id=user_id)
    for address in addresses:
        theirs |= Q(to_address__iexact=address)
    letters = Letter.objects.filter(theirs, blanked_at__isnull=True)
    if not everywhere:
        letters = letters.filter(of_chain(actor.organisation_id))
    letters.filter(state__in=LETTER.steps["withdraw"][0]).update(state=LetterState.WITHDRAWN)
    return letters.update(to_address="", to_name="", subject="", body="", secrets={}, trouble="", blanked_at=now)
