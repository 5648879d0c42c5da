"""Buyers that have contracts which run out, and which of them an organisation is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.db.models import Count, Max, Min

from nybrott.core.language import sort_key
from nybrott.people.models import Organisation
from nybrott.renewals.models import Contract, Edition, OwnBuyer
from nybrott.renewals.queries.contracts import Window

SIZE = 50


@dataclass(frozen=True, slots=True)
class Buyer:
    """A buyer of the notices, by its address in the lake."""

    country: str
    ref: str
    name: str

    @property
    def where(self) -> tuple[str, str]:
        """Country and address."""
        return self.country, self.ref


@dataclass(frozen=True, slots=True)
class BuyerRow:
    """A line of the list of buyers: how many contracts run out in the window, and when the first does."""

    buyer: Buyer
    contracts: int
    next_on: date


@dataclass(frozen=True, slots=True)
class BuyerPage:
    """Page `number` of `pages` of the list of buyers, which are `total`."""

    rows: Sequence[BuyerRow]
    number: int
    pages: int
    total: int


def edition() -> Edition | None:
    """The state of the lake that contracts were read from, None before the first reading."""
    return Edition.objects.order_by("-pk").first()


def open_state(today: date) -> str:
    """Changes whenever what everyone may read of contracts does: with the notices, and with the day the window is reckoned from."""
    read = edition()
    return f"{read.generation} {read.recipe} {read.read_at:%Y%m%d%H%M%S%f} {today}" if read else f"nothing {today}"


def buyer_at(country: str, ref: str) -> Buyer | None:
    """A buyer by its address, None when no contract of it is known."""
    found = Contract.objects.filter(country=country, buyer=ref).order_by("-published_on", "-key").first()
    return Buyer(found.country, found.buyer, found.buyer_name) if found else None


def buyer_of(organisation: Organisation) -> Buyer | None:
    """The buyer an organisation is: the one it chose, else the one with its number; None when neither has contracts."""
    chosen = OwnBuyer.objects.filter(organisation=organisation).first()
    if chosen is not None and (found := buyer_at(chosen.country, chosen.buyer)):
        return found
    return buyer_at(organisation.country, organisation.number) if organisation.number else None


def buyers(window: Window, *, name: str = "", page: int = 1) -> BuyerPage:
    """Buyers with contracts that run out in the window, by name."""
    found = Contract.objects.filter(first_on__range=(window.first_on, window.last_on))
    if name:
        found = found.filter(buyer_name__icontains=name)
    grouped = found.values("country", "buyer").annotate(
        sort=Min("buyer_sort"), name=Max("buyer_name"), n=Count("pk"), next_on=Min("first_on")
    )
    cut = Paginator(grouped.order_by("sort", "country", "buyer"), SIZE).get_page(page)
    rows = [
        BuyerRow(Buyer(row["country"], row["buyer"], row["name"]), row["n"], row["next_on"]) for row in cut.object_list
    ]
    return BuyerPage(rows, cut.number, cut.paginator.num_pages, cut.paginator.count)


def sorted_by(name: str) -> str:
    """What a buyer is sorted by."""
    return sort_key(name)[:200]
