"""Contracts of a procurement, what they add up to, and which of their days come near."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from nybrott.contracts.models import Contract, Milestone, Party, Review
from nybrott.contracts.states import SHORT, Course, MilestoneState
from nybrott.people.models import Membership, User
from nybrott.procurements.models import Procurement
from nybrott.procurements.states import OVER

AHEAD = timedelta(days=7)  # a milestone becomes a task so long before its day
WITHIN = timedelta(days=60)  # and an option, which takes a look at what is delivered


@dataclass(frozen=True, slots=True)
class Sum:
    """What `n` contracts in one currency add up to, in hundredths."""

    currency: str
    minor: int
    n: int


def contracts_of(procurement: Procurement) -> QuerySet[Contract]:
    """A procurement's contracts as they were signed, with suppliers and rounds of questions."""
    found = procurement.contracts.select_related("procurement__owner", "procurement__unit", "description__challenge")
    return found.prefetch_related("parties", "reviews").order_by("signed_on", "pk")


def latest(contract: Contract) -> Review | None:
    """The round of questions that counts, of a contract whose rounds are fetched along."""
    return max(contract.reviews.all(), key=lambda each: each.number, default=None)


def sums(contracts: Iterable[Contract]) -> tuple[list[Sum], int]:
    """What values add up to, each currency by itself, and how many have no value."""
    by_currency: dict[str, list[int]] = {}
    unknown = 0
    for one in contracts:
        if one.value is None:
            unknown += 1
        else:
            by_currency.setdefault(one.currency, []).append(one.value)
    return [Sum(currency, sum(values), len(values)) for currency, values in sorted(by_currency.items())], unknown


def people_of(procurement: Procurement) -> QuerySet[User]:
    """Those who can own a milestone: who belongs to the organisation now."""
    members = Membership.objects.current().filter(organisation=procurement.organisation_id)
    return User.objects.filter(pk__in=members.values("user"), is_active=True).order_by("sort_name", "pk")


def days(contract: Contract) -> list[tuple[str, str, date]]:
    """The days of a contract for a calendar, as (key, what, day): milestones ahead, options, and when it ends."""
    found = [
        (f"milestone-{one.pk}", one.title, one.due_on)
        for one in contract.milestones.filter(state=MilestoneState.PLANNED)
    ]
    if contract.decide_by:
        found.append((f"option-{contract.pk}", _("Options are decided"), contract.decide_by))
    if contract.ends:
        found.append((f"end-{contract.pk}", _("The contract ends"), contract.ends))
    return sorted(found, key=lambda one: (one[2], one[0]))


def due_milestones(today: date) -> QuerySet[Milestone]:
    """Milestones ahead that are due within a week or late, of procurements that are not over."""
    found = Milestone.objects.filter(state=MilestoneState.PLANNED, due_on__lte=today + AHEAD)
    return found.exclude(contract__procurement__state__in=OVER).order_by("pk")


def options_to_decide(today: date) -> QuerySet[Contract]:
    """Contracts whose options are decided within two months, while there is time."""
    found = Contract.objects.filter(option_months__gt=0, decide_by__gte=today, decide_by__lte=today + WITHIN)
    return found.exclude(procurement__state__in=OVER).order_by("pk")


def suppliers_by(procurements: Collection[int]) -> Mapping[int, str]:
    """Names of suppliers by procurement."""
    found: dict[int, list[str]] = {}
    rows = Party.objects.filter(contract__procurement__in=procurements).order_by("contract__signed_on", "pk")
    for key, name in rows.values_list("contract__procurement", "name"):
        found.setdefault(key, []).append(name)
    return {key: ", ".join(dict.fromkeys(names)) for key, names in found.items()}


def decisions_by(procurements: Collection[int]) -> Mapping[int, str]:
    """What was decided by procurement, contract by contract; what was taken up again is not."""
    found: dict[int, dict[int, str]] = {}
    rows = Review.objects.filter(contract__procurement__in=procurements).order_by(
        "contract__signed_on", "contract", "number"
    )
    for key, contract, course in rows.values_list("contract__procurement", "contract", "course"):
        found.setdefault(key, {})[contract] = str(SHORT[Course(course)]) if course else ""
    return {key: ", ".join(filter(None, by.values())) for key, by in found.items()}
