"""One buyer's contracts in a window of months, each with its rank, what is alike and what was made of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.db.models import Count, DateField, ExpressionWrapper, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Left
from django.urls import reverse

from nybrott.competitions.models import NoticeLink
from nybrott.competitions.states import LinkState
from nybrott.core.actor import VISITOR, Actor
from nybrott.core.renewals import Facts, Rank, rank
from nybrott.core.terms import months_after
from nybrott.people.models import Organisation
from nybrott.procurements.models import LONGEST, Procurement
from nybrott.procurements.states import ProcurementState
from nybrott.renewals.models import Contract, Mark
from nybrott.renewals.queries.themes import Theme, themes_of

MOST = 500  # contracts of one buyer in a window that are ranked
PLAN = "plan-"  # before the number of a procurement, in addresses
SIGNED = (ProcurementState.CONTRACT, ProcurementState.IN_USE)
_DAYS = 183  # half a year before and after is "at the same time"


@dataclass(frozen=True, slots=True)
class Window:
    """Which ends are looked at: from so many to so many months ahead, and the days that makes."""

    first: int
    last: int
    first_on: date
    last_on: date


def window_of(today: date, first: int, last: int) -> Window:
    """The window as of a day."""
    return Window(first, last, months_after(today, first), months_after(today, last))


@dataclass(frozen=True)
class Found:
    """A contract on the radar. `others`: how many other buyers' contracts of the same kind end at the same time; `themes`: own challenges
    that speak of the same; `mark`: what the organisation made of it. `today`: the day the rank is of. `procurement`: the one in the own
    plan whose contract it is; `contract` stands in no table then. `planned`: the one in the own plan that a contract of the notices came of."""

    contract: Contract
    today: date
    others: int
    themes: tuple[Theme, ...] = ()
    mark: Mark | None = None
    procurement: Procurement | None = None
    planned: Procurement | None = None

    @property
    def ref(self) -> str:
        """What it is called in addresses."""
        if self.procurement is not None:
            return f"{PLAN}{self.procurement.pk}"
        return f"{self.contract.key}.{self.contract.ordinal}"

    @property
    def lasting(self) -> str:
        """What it is called whatever notice tells of it."""
        return self.ref if self.procurement else f"{self.contract.procedure}/{self.contract.lot}"

    @property
    def names(self) -> set[str]:
        """Whatever it has been told under: as a contract of the notices, and before its notice was found as one of the plan."""
        return {self.lasting} | ({f"{PLAN}{self.planned.pk}"} if self.planned else set())

    @property
    def title(self) -> str:
        """The lot's title where it has one that says something else."""
        one = self.contract
        return f"{one.title}: {one.lot_title}" if one.lot_title and one.lot_title != one.title else one.title

    @property
    def address(self) -> str:
        """The page of the contract."""
        return reverse("renewals:contract", args=[self.ref])

    @property
    def guessed(self) -> bool:
        """Whether the earliest end is a guess."""
        return self.contract.known_by in ("asked", "published", "worded")

    @property
    def ends_on(self) -> date:
        """The end that time is reckoned from: the earliest, the latest once the earliest has passed, for then an option is in use."""
        return self.contract.first_on if self.contract.first_on >= self.today else self.contract.last_on

    @property
    def kroner(self) -> int | None:
        """The value in whole kroner, None when none is said in kroner."""
        minor = self.contract.minor
        return minor // 100 if minor is not None and minor > 0 and self.contract.currency == "NOK" else None

    @cached_property
    def rank(self) -> Rank:
        """The rank with its parts."""
        tenders = self.contract.tenders
        facts = Facts(self.ends_on, self.kroner, tenders, len(self.themes), self.others)
        return rank(facts, self.today)


def _beside(ends: str) -> Subquery:
    """How many other buyers of the country have a contract of the same kind that ends at the same time as `ends`; of a thing with the
    columns country, kind and buyer."""
    span = timedelta(days=_DAYS)
    beside = (
        Contract.objects.filter(
            country=OuterRef("country"), kind=OuterRef("kind"),
            first_on__gte=ExpressionWrapper(OuterRef(ends) - span, output_field=DateField()),
            first_on__lte=ExpressionWrapper(OuterRef(ends) + span, output_field=DateField()),
        )
        .exclude(buyer=OuterRef("buyer"))
        .exclude(kind="")
        .order_by()
        .values("country")
        .annotate(n=Count("buyer", distinct=True))
        .values("n")
    )  # fmt: skip
    return Subquery(beside)


def _counted(contracts: "QuerySet[Contract]") -> "QuerySet[Contract]":
    return contracts.annotate(others=_beside("first_on"))


def _planned(actor: Actor, **which: object) -> list[tuple[Contract, Procurement]]:
    """Signed contracts of the own plan that have an end, as contracts that stand in no table."""
    if actor.organisation_id is None:
        return []
    own = Procurement.objects.visible_to(actor).filter(
        organisation=actor.organisation_id, state__in=SIGNED, ends_on__isnull=False, **which
    )  # fmt: skip
    found = own.select_related("organisation").annotate(
        country=F("organisation__country"), buyer=F("organisation__number"),
        kind=Coalesce(Left(F("cpv__0"), 3), Value("")), others=_beside("ends_on"),
    )  # fmt: skip
    return [(_as_contract(one), one) for one in found[:MOST]]


def _as_contract(one: Procurement) -> Contract:
    place, ends_on = one.organisation, one.ends_on or date.min
    made = Contract(
        key=f"{PLAN}{one.pk}", ordinal=0, procedure="", lot="", country=place.country, buyer=place.number, buyer_name=place.name,
        title=one.title, lot_title="", doffin_ref="", published_on=None, cpv=next(iter(one.cpv), ""), kind="", tenders=None, minor=one.value,
        currency=one.currency if one.value is not None else "", winners=[], first_on=ends_on, last_on=one.ends_latest_on or ends_on,
        known_by="plan", option_months=one.options_months, words="", option_words="",
    )  # fmt: skip
    made.others = getattr(one, "others", None)  # type: ignore[attr-defined]  # as those of the table are counted
    return made


def _came_of(actor: Actor, contracts: Sequence[Contract]) -> dict[tuple[str, int], Procurement]:
    """The procurements of the own plan that contracts of the notices came of, as somebody confirmed or an official identifier says; by
    notice and number."""
    if actor.organisation_id is None or not contracts:
        return {}
    links = NoticeLink.objects.filter(
        procurement__in=Procurement.objects.visible_to(actor).filter(organisation=actor.organisation_id, state__in=SIGNED),
        state=LinkState.LINKED,
    )  # fmt: skip
    keys, procedures = {one.key for one in contracts}, {one.procedure for one in contracts} - {""}
    of_key: dict[str, Procurement] = {}
    of_procedure: dict[str, Procurement] = {}
    theirs = links.filter(key__in=keys) | links.filter(chain__in=procedures)
    for link in theirs.select_related("procurement").order_by("-pk"):  # the link made first is the one that counts
        of_key[link.key] = of_procedure[link.chain] = link.procurement
    of_procedure.pop("", None)
    found = {(one.key, one.ordinal): of_key.get(one.key) or of_procedure.get(one.procedure) for one in contracts}
    return {at: procurement for at, procurement in found.items() if procurement is not None}


def _marks(
    actor: Actor, contracts: Sequence[Contract], came_of: Mapping[tuple[str, int], Procurement]
) -> dict[tuple[str, ...], Mark]:
    """What the actor's organisation made of these: by notice and number, and by procedure and lot."""
    if actor.organisation_id is None or not contracts:
        return {}
    own = Mark.objects.visible_to(actor).filter(organisation=actor.organisation_id).select_related("challenge", "unit")
    keys, procedures = {one.key for one in contracts}, {one.procedure for one in contracts}
    keys |= {f"{PLAN}{one.pk}" for one in came_of.values()}
    found: dict[tuple[str, ...], Mark] = {}
    for mark in own.filter(key__in=keys) | own.filter(procedure__in=procedures).exclude(procedure=""):
        found["of", mark.procedure, mark.lot] = mark
        found["at", mark.key, str(mark.ordinal)] = mark
    return found


def _mark(marks: dict[tuple[str, ...], Mark], one: Contract, planned: Procurement | None) -> Mark | None:
    """What was made of the contract, or of the procurement it came of before its notice was found."""
    return (
        marks.get(("at", one.key, str(one.ordinal)))
        or marks.get(("of", one.procedure, one.lot) if one.procedure else ())
        or marks.get(("at", f"{PLAN}{planned.pk}", "0") if planned else ())
    )


def _drawn(
    actor: Actor, contracts: Sequence[Contract], today: date, planned: Sequence[tuple[Contract, Procurement]] = ()
) -> list[Found]:
    """What is on the radar of these. A procurement of the plan whose contracts the notices tell of stands there once, as those contracts."""
    came_of = _came_of(actor, contracts)
    told = {one.pk for one in came_of.values()}
    plan = [(one, procurement) for one, procurement in planned if procurement.pk not in told]
    procurements: dict[str, Procurement] = {one.key: procurement for one, procurement in plan}
    every = [*contracts, *(one for one, _procurement in plan)]
    marks = _marks(actor, every, came_of)
    themes = themes_of(actor.organisation_id, every) if actor.organisation_id is not None else {}

    def drawn(one: Contract) -> Found:
        at = (one.key, one.ordinal)
        others, source = getattr(one, "others", None) or 0, came_of.get(at)
        return Found(
            one, today, others, themes.get(at, ()), _mark(marks, one, source), procurements.get(one.key), source
        )

    return [drawn(one) for one in every]


def found_of(
    actor: Actor, buyer: tuple[str, str] | None, window: Window, today: date, *, plan: bool = False
) -> list[Found]:
    """A buyer's contracts (country and address in the lake) whose earliest or latest end lies in the window, those of the highest rank
    first; with `plan` also the signed ones of the actor's own plan. For the organisation's own people with what it made of them and which of
    its needs speak of the same. The number of queries does not depend on what is found."""
    ends = (window.first_on, window.last_on)
    contracts: list[Contract] = []
    if buyer is not None:
        of_buyer = Contract.objects.filter(country=buyer[0], buyer=buyer[1])
        within = of_buyer.filter(first_on__range=ends) | of_buyer.filter(last_on__range=ends)
        contracts = list(_counted(within).order_by("first_on", "key", "ordinal")[:MOST])
    earliest = months_after(window.first_on, -LONGEST)  # with its options one that ended before may end in the window
    planned = _planned(actor, ends_on__range=(earliest, window.last_on)) if plan else []
    within_plan = [
        (one, procurement)
        for one, procurement in planned
        if window.first_on <= one.first_on <= window.last_on or window.first_on <= one.last_on <= window.last_on
    ]
    drawn = _drawn(actor, contracts, today, within_plan)
    return sorted(drawn, key=lambda one: (-one.rank.total, one.contract.first_on, one.ref))


def running_out(window: Window, *, country: str | None = None, buyer: str | None = None) -> "QuerySet[Contract]":
    """Contracts of the notices whose earliest end lies in the window, the soonest first: what everyone may read."""
    found = Contract.objects.filter(first_on__range=(window.first_on, window.last_on))
    if country is not None:
        found = found.filter(country=country)
    if buyer is not None:
        found = found.filter(buyer=buyer)
    return found.order_by("first_on", "key", "ordinal")


def for_everyone(contracts: "QuerySet[Contract]", first: int, size: int, today: date) -> list[Found]:
    """`size` of these from `first` on, with their ranks as a visitor sees them: no needs, and nothing anybody made of them."""
    page = [one.pk for one in contracts.only("pk")[first : first + size]]
    counted = {
        one.pk: one for one in _counted(Contract.objects.filter(pk__in=page))
    }  # others are counted for the page alone
    return _drawn(VISITOR, [counted[pk] for pk in page], today)


def contract_at(actor: Actor, ref: str, today: date) -> Found | None:
    """One contract by its address, None when there is none the actor may see."""
    if ref.startswith(PLAN):
        number = ref.removeprefix(PLAN)
        planned = _planned(actor, pk=int(number)) if number.isascii() and number.isdigit() and len(number) < 18 else []
        return next(iter(_drawn(actor, [], today, planned)), None)
    key, _dot, ordinal = ref.rpartition(".")
    if not (ordinal.isascii() and ordinal.isdigit() and len(ordinal) < 8):
        return None
    found = list(_counted(Contract.objects.filter(key=key, ordinal=int(ordinal))))
    return _drawn(actor, found, today)[0] if found else None


def mark_of(organisation: Organisation, found: Found) -> Mark | None:
    """What an organisation made of a contract, held until the transaction ends."""
    one = found.contract
    own = Mark.objects.select_for_update(of=("self",)).filter(organisation=organisation)
    return (
        own.filter(key=one.key, ordinal=one.ordinal).first()
        or own.filter(procedure=one.procedure[:200], lot=one.lot[:200]).exclude(procedure="").first()
        or (own.filter(key=f"{PLAN}{found.planned.pk}").first() if found.planned else None)
    )
