"""What was given, asked and answered, and who was met, as pages find it."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nybrott.challenges.queries import reader
from nybrott.core.actor import Actor
from nybrott.core.matching import Rarity, rank
from nybrott.dialogues.models import Contact, Dialogue, Item, Query, Representative, Supplier
from nybrott.dialogues.rules import is_open, may_carry_out
from nybrott.ui.thread import NextStep

LIKELY = 0.12  # a likeness below this is shown to nobody
COMPARED = 300  # questions that are compared, the newest first
SHOWN = 3
FEW = 10  # questions one answer may answer too that are offered


def shown_items(dialogue: Dialogue) -> QuerySet[Item]:
    """What everyone has been told, the newest first."""
    return dialogue.items.filter(shown_at__isnull=False).select_related("file").order_by("-shown_at", "-pk")


def answered(dialogue: Dialogue) -> QuerySet[Query]:
    """Questions with answers of their own, as everyone reads them, the newest answer first."""
    return dialogue.queries.exclude(answer="").order_by("-answered_at", "-pk")


def waiting_queries(dialogue: Dialogue) -> QuerySet[Query]:
    """Questions nobody has answered, the oldest first."""
    return dialogue.queries.filter(answer="", same_as=None).select_related("supplier").order_by("number")


def receivers(dialogue: Dialogue, today: date, *, only: Supplier | None = None) -> QuerySet[Representative]:
    """Those who speak for suppliers that take part: who have confirmed their address and are still kept, each address once."""
    found = Representative.objects.filter(
        supplier__dialogue=dialogue, supplier__left_at=None, confirmed_at__isnull=False, keep_until__gte=today
    )
    if only is not None:
        found = found.filter(supplier=only)
    return found.order_by("email", "pk").distinct("email")


def words_of(dialogue: Dialogue, things: Collection[str]) -> dict[str, str]:
    """What was told to everyone, by what the ledger calls it: the text of information, and questions with their answers. Things that are no
    words of this room (a draw, a brief), and those not shown to everyone, are not there."""
    found = {}
    shown = dialogue.items.filter(shown_at__isnull=False).prefetch_related("contacts")
    for item in shown:
        for thing in (f"item-{item.pk}", *(f"told-{one.pk}" for one in item.contacts.all())):
            if thing in things:
                found[thing] = "\n".join(part for part in (item.text, item.url) if part)
    for one in answered(dialogue):
        if (thing := f"a{one.number}") in things:
            found[thing] = f"{one.shown}\n\n{one.answer}"
    return {thing: words for thing, words in found.items() if words}


@dataclass(frozen=True, slots=True)
class Like:
    """A question like another, and why it is."""

    query: Query
    why: str


def alike(text: str, among: Iterable[Query], *, limit: int = SHOWN) -> list[Like]:
    """The questions most like a text, the likest first, each with the words both share. `among` is what the reader may see."""
    rows = {f"{one.pk:020}": one for one in list(among)[:COMPARED]}
    if not rows:
        return []
    read = {key: reader().features(f"{one.shown or one.text}\n{one.answer}") for key, one in rows.items()}
    seen = Counter(token for one in read.values() for token in (*one.tokens, *one.runs))
    found = rank(reader().features(text), read.items(), rarity=Rarity(len(read), seen.__getitem__), top=limit)
    return [
        Like(
            rows[one.id],
            _("Both mention %(words)s.") % {"words": ", ".join(f"«{mine}»" for mine, _theirs in one.shared)},
        )
        for one in found
        if one.score >= LIKELY and one.shared
    ]


def likest(query: Query, waiting: QuerySet[Query]) -> list[Query]:
    """Of the other questions that wait, those one answer may answer too: all when they are few, else those most like this one."""
    few = list(waiting[: FEW + 1])
    return few if len(few) <= FEW else [like.query for like in alike(query.text, waiting, limit=FEW)]


def names_the_asker(query: Query, text: str) -> bool:
    """Whether a text holds the name of the firm that asked, or of one of its people or their addresses."""
    if query.supplier is None:
        return False
    said = text.casefold()
    firm = query.supplier.name.casefold()
    names = [firm, firm.removesuffix(" as").removesuffix(" asa")]
    for name, email in query.supplier.people.values_list("name", "email"):
        names += [name.casefold(), email.casefold()]
    return any(len(name) > 3 and name in said for name in names)


def contacts(actor: Actor, dialogue: Dialogue | None = None) -> QuerySet[Contact]:
    """Contacts with suppliers, the newest first: of one dialogue, or all of the organisation."""
    found = Contact.objects.visible_to(actor).select_related("dialogue", "item", "noted_by", "supplier")
    return found.filter(dialogue=dialogue) if dialogue is not None else found


UNDECIDED = ~Q(given="") & Q(item=None, not_shared="")
"""Contacts in which somebody was told something, and nobody has said whether all are told."""


def exchange_waits(actor: Actor, dialogue: Dialogue, _now: datetime) -> NextStep | None:
    """Questions that wait for an answer, then contacts of which nobody has said whether what was told is shared."""
    if not is_open(dialogue):
        return None
    can = may_carry_out(actor, dialogue)
    if count := waiting_queries(dialogue).count():
        state = ngettext("%(n)s question waits for an answer.", "%(n)s questions wait for an answer.", count) % {
            "n": count
        }
        step, place = _("Answer the suppliers"), "disclosures:queries"
    elif count := dialogue.contacts.filter(UNDECIDED).count():
        state = ngettext(
            "One supplier was told something that others do not know yet.",
            "Suppliers were told something that others do not know yet, %(n)s times.", count,
        ) % {"n": count}  # fmt: skip
        step, place = _("Share it, or say why not"), "disclosures:dialogue_contacts"
    else:
        return None
    return NextStep(
        state, step, url=reverse(place, args=[dialogue.pk]) if can else "", reason="" if can else can.reason
    )
