"""The view of equal treatment of a dialogue, and its ledger with the seals of its days."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nybrott.core.actor import Actor
from nybrott.core.fairness import Supplier as Taking
from nybrott.core.fairness import Terms, View, view
from nybrott.core.ledger import Entry, Head, export
from nybrott.dialogues.models import Dialogue, Supplier
from nybrott.dialogues.models import Entry as Entries
from nybrott.dialogues.queries import entries, links, planned
from nybrott.dialogues.rules import may_carry_out
from nybrott.dialogues.states import DialogueState
from nybrott.ui.thread import NextStep

LATE_AFTER = timedelta(days=1)  # whoever comes later than this after the announcement is handed what was given before
DAYS = 5  # before the deadline everybody should have everything


@dataclass(frozen=True, slots=True)
class Seen:
    """The view with the names it is read with: suppliers by their keys, things by what they were called."""

    view: View
    suppliers: Mapping[str, Supplier]
    names: Mapping[str, str]
    titles: Mapping[str, str]
    entries: tuple[Entry, ...]


def terms_of(dialogue: Dialogue, now: datetime) -> Terms:
    """What a dialogue is held to. The deadline is that of the written input, else of registering."""
    return Terms(
        now=now, deadline_at=dialogue.input_until or dialogue.register_until, days=DAYS, opens_at=dialogue.input_until,
        late_from=dialogue.announced_at + LATE_AFTER if dialogue.announced_at else None,
    )  # fmt: skip


def seen_of(dialogue: Dialogue, now: datetime) -> Seen:
    """The view as of a time, from all entries of the ledger. Suppliers that left are not compared any more; what they were told still counts."""
    told = entries(dialogue)
    there = {one.key: one for one in dialogue.suppliers.order_by("came_at", "pk")}
    coming = planned(dialogue)
    # what a supplier was handed before it registered (a contact nobody asked for) is still part of the view
    since = {
        key: min([one.came_at, *(entry.at for entry in told if key in (entry.giver, entry.taker))])
        for key, one in there.items()
    }
    taking = [Taking(key, since[key], coming.get(key, 0)) for key, one in there.items() if one.left_at is None]
    left = frozenset(key for key, one in there.items() if one.left_at is not None)
    titles = {entry.thing: entry.title for entry in told if entry.title and not entry.secret}
    names = {key: one.name for key, one in there.items()}
    return Seen(view(told, taking, terms_of(dialogue, now), left), there, names, titles, tuple(told))


def places_of(dialogue: Dialogue, things: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Where something that is not equal is put right: thing → what the page is, and its address. For what one was told in a contact, and for
    questions; the rest is put right where it was given."""
    numbers = {int(thing[1:]): thing for thing in things if re.fullmatch(r"q[0-9]{1,9}", thing)}
    contacts = {int(thing[5:]): thing for thing in things if re.fullmatch(r"told-[0-9]{1,9}", thing)}
    found = {
        contacts[pk]: (_("Go to the contact"), reverse("disclosures:contact", args=[pk]))
        for pk in dialogue.contacts.filter(pk__in=contacts).values_list("pk", flat=True)
    }
    for pk, number in dialogue.queries.filter(number__in=numbers).values_list("pk", "number"):
        found[numbers[number]] = (_("Go to the question"), reverse("disclosures:query", args=[pk]))
    return found


def pack_of(found: Seen, supplier: Supplier) -> list[str]:
    """What a catch-up pack for a supplier holds: what everyone can read and it has not been handed, in the order it was given."""
    missing = found.view.missing.get(supplier.key, ())
    everyones = [thing for thing in missing if found.view.items[thing].all_at is not None]
    return sorted(everyones, key=lambda thing: (found.view.items[thing].first_at, *_counted(thing)))


def _counted(thing: str) -> list[str | int]:
    """A thing as what its numbers say: the ninth stands before the tenth, when both were given in the same second."""
    return [int(part) if part.isdecimal() else part for part in re.split("([0-9]+)", thing)]


def packs_of(supplier: Supplier) -> list[tuple[datetime, list[str]]]:
    """The catch-up packs a supplier was handed, the newest first: when, and what the things in each were called."""
    packs = list(supplier.entries.filter(kind="catch_up").order_by("-place").values_list("fields", flat=True))
    if not packs:
        return []
    shown = Entries.objects.filter(
        dialogue=supplier.dialogue_id, thing__in={thing for one in packs for thing in one["about"]}
    )
    titles = {one["thing"]: one["title"] for one in shown.values_list("fields", flat=True) if one.get("title")}
    return [(datetime.fromisoformat(one["at"]), [titles.get(thing, thing) for thing in one["about"]]) for one in packs]


def heads(dialogue: Dialogue) -> list[Head]:
    """The seals of the days that are over, as they were published."""
    return [Head(one.day, one.place, one.seal) for one in dialogue.heads.order_by("day")]


def ledger_lines(dialogue: Dialogue, now: datetime) -> Iterator[str]:
    """The whole ledger as anybody may have it, a line each: what is secret is in it as a digest only."""
    return export(links(dialogue), heads(dialogue), dialogue=dialogue.title, now=now)


def days_over(dialogue: Dialogue, now: datetime) -> list[Head]:
    """The head of each day that is over, by our clock, and has none published."""
    zone, have = timezone.get_current_timezone(), set(dialogue.heads.values_list("day", flat=True))
    today = now.astimezone(zone).date()
    return [one for one in Head.daily(links(dialogue), zone) if one.day < today and one.day not in have]


def next_step(actor: Actor, dialogue: Dialogue, now: datetime) -> NextStep | None:
    """What is red waits for somebody to put it right."""
    if dialogue.state != DialogueState.OPEN:
        return None
    red = sum(one.level == "red" for one in seen_of(dialogue, now).view.findings)
    if not red:
        return None
    can = may_carry_out(actor, dialogue)
    state = ngettext(
        "Suppliers are not treated alike in %(n)s thing.", "Suppliers are not treated alike in %(n)s things.", red
    ) % {"n": red}
    address = reverse("ledgers:fairness", args=[dialogue.pk])
    return NextStep(state, _("See what to do about it"), url=address if can else "", reason="" if can else can.reason)
