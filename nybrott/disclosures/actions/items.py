"""Information the organisation gives: written, changed as long as nobody has seen it, and shown to everyone at once."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import IO

from django.db import transaction

from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.desk.actions import drop_drafts, keep_upload
from nybrott.dialogues.actions import enter, hold
from nybrott.dialogues.models import Dialogue, Item
from nybrott.dialogues.rules import may_carry_out
from nybrott.disclosures import letters, rules
from nybrott.journal.actions import record

FILES = "disclosures.item"  # what files are kept for; they are met nowhere else


@dataclass(frozen=True, slots=True)
class Given:
    """What is given: a text, a file, the address of a recording, or several of them. `file` takes the place of the one before, which
    `without_file` takes away."""

    title: str
    text: str = ""
    url: str = ""
    file: IO[bytes] | None = None
    file_name: str = ""
    without_file: bool = False


@transaction.atomic
def write_item(*, actor: Actor, dialogue: Dialogue, given: Given, now: datetime) -> Item:
    """Write down what is to be told. Only we see it until it is shown. Raises `Unreadable` when the file is not taken; then nothing is kept."""
    held = hold(dialogue)
    insist(may_carry_out(actor, held))
    made = Item(dialogue=held, written_by_id=actor.user_id, written_at=now)
    _fill(actor, made, given, now)
    drop_drafts(actor=actor, key=f"disclosures.item:new-{held.pk}")
    record(actor=actor, verb="disclosures.item_written", thing=made, at=now)
    return made


@transaction.atomic
def change_item(*, actor: Actor, item: Item, given: Given, now: datetime) -> Item:
    """Write it anew, as long as nobody outside has seen it. Raises `Unreadable` when the file is not taken; then nothing is changed."""
    held = _held(item)
    insist(rules.may_write_item(actor, held))
    _fill(actor, held, given, now)
    record(actor=actor, verb="disclosures.item_written", thing=held, at=now)
    return held


@transaction.atomic
def remove_item(*, actor: Actor, item: Item, now: datetime) -> None:
    """Take away what nobody outside has seen, and its file."""
    held = _held(item)
    insist(rules.may_write_item(actor, held))
    record(actor=actor, verb="disclosures.item_removed", thing=held, at=now)
    file = held.file
    held.delete()
    if file is not None:
        file.delete()


@transaction.atomic
def show_item(*, actor: Actor, item: Item, now: datetime, thing: str = "", kind: str = "") -> Item:
    """Show everyone at once, on the public page and by letter to all who take part. `thing`: what the ledger calls it, where somebody was told
    the same before; `kind`: what it is there, when it is neither text, file nor recording."""
    held = _held(item)
    insist(rules.may_show(actor, held))
    held.shown_at = now
    held.save(update_fields=["shown_at"])
    thing, said = thing or f"item-{held.pk}", text_of(held)
    kind = kind or ("recording" if held.url and held.file is None else "published")
    if said or held.file is None:
        enter(dialogue=held.dialogue, kind=kind, thing=thing, title=held.title, content=digest(said), at=now, now=now)
        thing = f"{thing}.file"
    if held.file is not None:
        title = held.file.name if said else held.title
        enter(dialogue=held.dialogue, kind=kind, thing=thing, title=title, content=held.file.sha256, at=now, now=now)
    told = letters.information(held, now)
    record(actor=actor, verb="disclosures.item_shown", thing=held, at=now, letters=told)
    return held


def tell_all(*, actor: Actor, dialogue: Dialogue, title: str, text: str, now: datetime) -> Item:
    """Write and show something at once, for rooms below that have something to tell everyone."""
    item = write_item(actor=actor, dialogue=dialogue, given=Given(title, text), now=now)
    return show_item(actor=actor, item=item, now=now)


def text_of(item: Item) -> str:
    """What the ledger keeps the digest of: the text, and the address of the recording on a line of its own."""
    return "\n".join(part for part in (item.text, item.url) if part)


def digest(text: str) -> str:
    """SHA-256 of a text, "" of none."""
    return sha256(text.encode("utf-8", "replace")).hexdigest() if text else ""


def _held(item: Item) -> Item:
    """The item as it is, and its dialogue, held until the transaction ends: of two who change or show it at once the second sees what the
    first did."""
    dialogue = hold(item.dialogue)
    found = Item.objects.select_for_update(of=("self",)).select_related("file").get(pk=item.pk)
    found.dialogue = dialogue
    return found


def _fill(actor: Actor, item: Item, given: Given, now: datetime) -> None:
    item.title, item.text, item.url = given.title.strip(), given.text.strip(), given.url.strip()
    before = item.file if given.file is not None or given.without_file else None
    if given.file is not None:
        item.file = keep_upload(
            actor=actor, file=given.file, name=given.file_name, now=now, permission=FILES, kept_for=FILES
        )
    elif given.without_file:
        item.file = None
    item.save()
    if before is not None:
        before.delete()
