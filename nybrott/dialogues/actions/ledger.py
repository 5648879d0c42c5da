"""Everything given or received in a dialogue is written to its ledger, one entry after another."""

from datetime import datetime
from unicodedata import normalize

from django.db import transaction

from nybrott.core.chain import Link
from nybrott.core.ledger import Entry as Told
from nybrott.dialogues.models import Dialogue, Entry

US, ALL = "us", "all"  # the ends of an entry that are no supplier
LONGEST = 300  # signs a title may have, see `core.ledger`


def hold(dialogue: Dialogue) -> Dialogue:
    """The dialogue as it is, held until the transaction ends: two never write to its ledger at once."""
    held = Dialogue.objects.select_for_update(of=("self",), no_key=True).select_related("organisation")
    return held.get(pk=dialogue.pk)


@transaction.atomic
def enter(
    *, dialogue: Dialogue, kind: str, thing: str, title: str = "", giver: str = US, taker: str = ALL, at: datetime, now: datetime,
    seen_at: datetime | None = None, content: str = "", about: tuple[str, ...] = (), minutes: int = 0, secret: bool = False, people: str = "",
) -> Entry:  # fmt: skip
    """Write the next entry; what it says is told at `core.ledger.Entry`. Raises `core.ledger.LedgerError` for what cannot be.

    Moments are cut to whole seconds. Two clocks may differ: `recorded_at` is never before that of the entry in front, and never before `at`.
    """
    held = hold(dialogue)
    last = held.entries.order_by("-place").first()
    at, seen_at, recorded = (
        at.replace(microsecond=0),
        seen_at and seen_at.replace(microsecond=0),
        now.replace(microsecond=0),
    )
    before = Link(last.place, last.fields, last.digest, last.seal) if last else None
    if before:
        recorded = max(recorded, Told.of(before).recorded_at)
    entry = Told(
        kind=kind, at=at, recorded_at=max(recorded, at), giver=giver, taker=taker, thing=thing, title=_line(title), content=content,
        seen_at=seen_at, about=about, minutes=minutes, secret=secret, people=_line(people),
    )  # fmt: skip
    made = Entry(dialogue=held, kind=kind, thing=thing, supplier_id=_supplier(giver) or _supplier(taker))
    link = entry.sealed(before, made.salt)
    made.place, made.fields, made.private = link.place, dict(link.fields), link.private
    made.salt, made.digest, made.seal = link.salt or "", link.digest, link.seal
    made.save(force_insert=True)
    return made


def _supplier(end: str) -> int | None:
    """The supplier at an end of an entry, None for "us" and "all"."""
    return None if end in (US, ALL) else int(end.removeprefix("s"))


def _line(text: str) -> str:
    """A text on one line, of signs that can be seen, cut to what an entry may hold; the whole of it is kept where it was said."""
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in normalize("NFC", text)).split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"
