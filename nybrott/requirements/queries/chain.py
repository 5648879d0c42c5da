"""The chain of a procurement: its needs, requirements and award criteria, and where it is broken."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from nybrott.core.requirements import Asked, Awarded, Hole, Shares, holes, shares
from nybrott.needs.models import Need
from nybrott.needs.states import NeedState
from nybrott.procurements.models import Procurement
from nybrott.requirements.models import Criterion, Requirement
from nybrott.ui.formats import number


def needs_of(procurement: Procurement) -> QuerySet[Need]:
    """The needs a procurement answers: those of its challenges and of its need descriptions, without parked ones."""
    found = Need.objects.filter(
        Q(challenge__in=procurement.challenges.all()) | Q(descriptions__in=procurement.descriptions.all())
    )
    return found.exclude(state=NeedState.PARKED).distinct().order_by("challenge_id", "place", "pk")


@dataclass(frozen=True, slots=True)
class Chain:
    """All of it, read once. `holes` by what they are holes in: ("need", key), ("requirement", key), ("criterion", key)."""

    procurement: Procurement
    needs: tuple[Need, ...]
    requirements: tuple[Requirement, ...]
    criteria: tuple[Criterion, ...]
    holes: tuple[Hole, ...]
    at: dict[tuple[str, int], list[Hole]] = field(default_factory=dict)

    @property
    def shares(self) -> Shares:
        """How many requirements are of each kind."""
        return shares(one.kind for one in self.requirements)

    @property
    def weight(self) -> Decimal:
        """The weights of the criteria together, in per cent."""
        return sum((one.weight for one in self.criteria), Decimal(0))

    @property
    def rewards_better(self) -> bool | None:
        """Whether a criterion rewards better than the minimum; None without criteria."""
        return any(one.is_better for one in self.criteria) if self.criteria else None


THINGS = {"need": "need", "criterion": "criterion"}  # the others are holes in a requirement


def chain_of(procurement: Procurement) -> Chain:
    """The whole chain in eight queries, however long it is. A need that is linked and belongs to the procurement no more is passed over."""
    needs = tuple(needs_of(procurement))
    known = {one.pk for one in needs}
    asked = tuple(procurement.requirements.prefetch_related("needs", "kept"))
    awarded = tuple(procurement.award_criteria.prefetch_related("requirements", "needs"))
    found = holes(
        [one.pk for one in needs],
        [
            Asked(one.pk, frozenset(need.pk for need in one.needs.all()) & known, one.is_measured, one.strength == "reward")
            for one in asked
        ],
        [
            Awarded(one.pk, frozenset(r.pk for r in one.requirements.all()), frozenset(n.pk for n in one.needs.all()) & known)
            for one in awarded
        ],
    )  # fmt: skip
    at: dict[tuple[str, int], list[Hole]] = defaultdict(list)
    for one in found:
        at[THINGS.get(one.kind, "requirement"), one.key].append(one)
    return Chain(procurement, needs, asked, awarded, found, dict(at))


def shares_of(procurement: Procurement) -> Shares:
    """How many requirements of a procurement are of each kind."""
    return shares(procurement.requirements.order_by().values_list("kind", flat=True))


def rewards_better(procurement: Procurement) -> bool | None:
    """Whether an award criterion rewards better than the minimum; None while there is no criterion."""
    said = list(procurement.award_criteria.order_by().values_list("is_better", flat=True))
    return any(said) if said else None


def weight_of(procurement: Procurement) -> Decimal:
    """The weights of its award criteria together, in per cent."""
    return sum(procurement.award_criteria.order_by().values_list("weight", flat=True), Decimal(0))


def weight_in_words(weight: Decimal) -> str:
    """A weight in per cent without its sign, with decimals only when there are any."""
    return number(weight, 2 if weight % 1 else 0)


def holes_of(procurement: Procurement) -> tuple[Hole, ...]:
    """Where the chain need – requirement – test – criterion is broken."""
    return chain_of(procurement).holes


def hole_in_words(kind: str) -> str:
    """What is missing, as a sentence."""
    return {
        "need": _("No requirement answers this need."),
        "without_need": _("Points back to no need."),
        "without_test": _("Does not say what is measured, how and when."),
        "not_rewarded": _("No award criterion rewards it."),
        "criterion": _("Concerns no requirement or need."),
    }[kind]
