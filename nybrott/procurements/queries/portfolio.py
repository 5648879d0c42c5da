"""The portfolio as lists, boards and timelines find it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, F, Func, Q, QuerySet, Sum

from nybrott.core.actor import Actor
from nybrott.procurements.models import Procurement, SavedView
from nybrott.procurements.states import ON_THE_WAY, ProcurementState

SORTS: Mapping[str, str] = {
    "title": "title", "unit": "unit__name", "value": "value", "announced": "announce_on", "ends": "ends_on", "moved": "moved_at",
}  # fmt: skip
MOST_CARDS = 8  # of one column of the board; the rest is counted


def portfolio(actor: Actor, where: Mapping[str, object]) -> QuerySet[Procurement]:
    """The organisation's procurements, narrowed. `where`: state ("under_way" or one), unit (it and those below it), mine, text (in title, aim
    or number), year (the competition is announced in), cpv (the first digits of a code), from_need (rests on a challenge or a need
    description)."""
    found = Procurement.objects.visible_to(actor).select_related("unit", "owner")
    state = str(where.get("state") or "")
    if state == "under_way":
        found = found.filter(state__in=ON_THE_WAY)
    elif state:
        found = found.filter(state=state)
    if unit := where.get("unit"):
        found = found.filter(Q(unit=unit) | Q(unit__above__contains=[getattr(unit, "pk", unit)]))
    if where.get("mine"):
        found = found.filter(Q(owner_id=actor.user_id) | Q(made_by_id=actor.user_id))
    if text := str(where.get("text") or "").strip():
        found = found.filter(Q(title__icontains=text) | Q(aim__icontains=text) | Q(ref__iexact=text))
    if year := where.get("year"):
        found = found.filter(announce_on__year=int(str(year)))
    if digits := str(where.get("cpv") or ""):
        codes = (
            Procurement.objects.visible_to(actor)
            .annotate(code=Func("cpv", function="unnest"))
            .values_list("pk", "code")
        )
        found = found.filter(pk__in={pk for pk, code in codes if code.startswith(digits)})
    if where.get("from_need"):
        found = found.filter(Q(challenges__isnull=False) | Q(descriptions__isnull=False)).distinct()
    return found


def in_order_of(found: QuerySet[Procurement], sort: str) -> QuerySet[Procurement]:
    """Sorted by one of `SORTS`, with a minus for descending; what has no value stands last."""
    column = F(SORTS[sort.removeprefix("-")])
    way = column.desc(nulls_last=True) if sort.startswith("-") else column.asc(nulls_last=True)
    return found.order_by(way, "pk")


def years(actor: Actor) -> list[int]:
    """The years competitions of the organisation are announced in, the latest first."""
    found = Procurement.objects.visible_to(actor).filter(announce_on__isnull=False)
    return [day.year for day in found.dates("announce_on", "year", order="DESC")]


@dataclass(frozen=True, slots=True)
class Money:
    """A sum in hundredths of one currency, of `n` procurements; `unknown` have no value."""

    currency: str
    amount: int
    n: int


def sums(found: QuerySet[Procurement]) -> tuple[list[Money], int]:
    """What the values add up to in each currency by itself, and how many have no value."""
    rows = (
        Procurement.objects.filter(pk__in=found.order_by().values("pk"))
        .values("currency")
        .order_by("currency")
        .annotate(amount=Sum("value"), n=Count("value"), none=Count("pk", filter=Q(value__isnull=True)))
    )
    listed = list(rows)
    return [Money(row["currency"], int(row["amount"]), row["n"]) for row in listed if row["n"]], sum(
        row["none"] for row in listed
    )


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """One state of the board: its first cards, and how many there are in all."""

    state: ProcurementState
    cards: tuple[Procurement, ...]
    total: int

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - len(self.cards)


def board(found: QuerySet[Procurement], states: Iterable[ProcurementState]) -> list[BoardColumn]:
    """The portfolio by how far each has come; in a column those that moved last stand first. One query for each column, and one for the counts."""
    counted = dict(
        Procurement.objects.filter(pk__in=found.order_by().values("pk"))
        .values_list("state")
        .order_by("state")
        .annotate(n=Count("pk"))
    )
    return [
        BoardColumn(
            state, tuple(found.filter(state=state).order_by("-moved_at", "-pk")[:MOST_CARDS]) if counted.get(state) else (), counted.get(state, 0)
        )
        for state in states
    ]  # fmt: skip


def saved_views(actor: Actor) -> QuerySet[SavedView]:
    """The reader's own, by name."""
    return SavedView.objects.visible_to(actor).order_by("name", "pk")
