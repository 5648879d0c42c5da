"""The trial against the need description, and the questions at the end of development."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from nybrott.contracts.models import Contract, Review, TrialResult
from nybrott.contracts.states import TRIED, Outcome, Yardstick
from nybrott.needs.models import NeedDescription, OutcomeGoal
from nybrott.needs.states import DescriptionState
from nybrott.procurements.models import Procurement
from nybrott.procurements.states import ProcurementState
from nybrott.requirements.models import Requirement
from nybrott.ui.formats import number

APPROVED_ONCE = (DescriptionState.APPROVED, DescriptionState.REPLACED)


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing a trial is held against: its kind and key, its words, and how it is measured, if anybody said."""

    yardstick: Yardstick
    ref: int
    text: str
    how: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing, and what the trial shows of it: the newest result, and how many there are."""

    asked: Asked
    result: TrialResult | None
    results: int

    @property
    def outcome(self) -> Outcome:
        """What it shows; not tested while nobody has said anything."""
        return Outcome(self.result.outcome) if self.result else Outcome.NOT_TESTED

    @property
    def is_reworded(self) -> bool:
        """Whether it was worded otherwise when it was tested."""
        return self.result is not None and self.result.text != self.asked.text


def yardsticks(procurement: Procurement) -> QuerySet[NeedDescription]:
    """Versions a contract can be tried against: those the procurement answers, that were approved."""
    found = procurement.descriptions.filter(state__in=APPROVED_ONCE).select_related("challenge")
    return found.order_by("challenge__title", "-version", "pk")


def newer(description: NeedDescription) -> NeedDescription | None:
    """The version that was approved after this one, if any."""
    found = NeedDescription.objects.filter(
        challenge=description.challenge_id, state=DescriptionState.APPROVED, version__gt=description.version
    )
    return found.order_by("-version").first()


def _described(contract: Contract) -> list[Asked]:
    found = contract.description
    if found is None:
        return []
    needs = [Asked(Yardstick.NEED, one.pk, str(_need(one))) for one in found.needs.order_by("place", "pk")]
    goals = [Asked(Yardstick.GOAL, one.pk, one.text, _measured(one)) for one in found.goals.all()]
    criteria = [Asked(Yardstick.CRITERION, one.pk, one.text) for one in found.criteria.all()]
    return [*needs, *goals, *criteria]


def _need(one: object) -> str:
    who, situation, need = (getattr(one, name) for name in ("who", "situation", "need"))
    return f"{who}{f', {situation}' if situation else ''}: {need}"


def _measured(goal: OutcomeGoal) -> str:
    """How a goal is measured, with what it is today and what is wanted."""
    said = [goal.measure] if goal.measure else []
    if goal.baseline is not None:
        said.append(_("today %(value)s %(unit)s") % {"value": number(goal.baseline, 2), "unit": goal.unit})
    if goal.target is not None:
        said.append(_("target %(value)s %(unit)s") % {"value": number(goal.target, 2), "unit": goal.unit})
    return ", ".join(one.strip() for one in said)


def _required(contract: Contract) -> list[Asked]:
    """The requirements of the procurement that say what is measured. What the need description is, comes first; these are how it was asked for."""
    found = (
        Requirement.objects.filter(procurement=contract.procurement_id)
        .exclude(test_what="")
        .order_by("place", "number")
    )
    return [
        Asked(
            Yardstick.REQUIREMENT, one.pk, f"K{one.number} {one.text}",
            ", ".join(part for part in (one.test_what, one.test_how, _("met when %(when)s") % {"when": one.threshold} if one.threshold else "") if part),
        )
        for one in found
    ]  # fmt: skip


def parts(contract: Contract) -> list[Part]:
    """Everything the contract is tried against, in order, with what the trial shows; what is tested and no longer asked for stands last."""
    asked = [*_described(contract), *_required(contract)]
    newest: dict[tuple[str, int], TrialResult] = {}
    counted: Counter[tuple[str, int]] = Counter()
    for result in contract.results.order_by("pk"):
        key = (result.yardstick, result.ref)
        newest[key] = result
        counted[key] += 1
    there = {(str(one.yardstick), one.ref) for one in asked}
    gone = [Asked(Yardstick(key[0]), key[1], result.text) for key, result in newest.items() if key not in there]
    return [
        Part(one, newest.get((str(one.yardstick), one.ref)), counted[str(one.yardstick), one.ref])
        for one in [*asked, *gone]
    ]


def part_of(contract: Contract, yardstick: str, ref: int) -> Part | None:
    """One thing the contract is tried against."""
    return next((one for one in parts(contract) if (one.asked.yardstick, one.asked.ref) == (yardstick, ref)), None)


def history_of(contract: Contract, part: Part) -> QuerySet[TrialResult]:
    """Every result of one thing, the newest first."""
    found = contract.results.filter(yardstick=part.asked.yardstick, ref=part.asked.ref)
    return found.select_related("said_by").order_by("-pk")


def standing(found: Iterable[Part]) -> dict[Outcome, int]:
    """How many things came out how; all four are there."""
    counted = Counter(one.outcome for one in found)
    return {outcome: counted[outcome] for outcome in Outcome}


def reviews_of(contract: Contract) -> QuerySet[Review]:
    """The rounds of questions of a contract, the newest first."""
    return contract.reviews.select_related("answered_by", "decided_by").order_by("-number")


def review_of(contract: Contract) -> Review | None:
    """The round that counts: the newest."""
    return reviews_of(contract).first()


def missing(review: Review | None, found: Sequence[Part]) -> list[str]:
    """What is not answered of what must be before anything is decided, as the questions are asked."""
    one = review or Review()
    gone = [] if one.meets else [_("does it meet the need")]
    far = one.how_far is not None and one.how_far_words.strip()
    if not far and not one.from_tests:
        gone.append(_("how far it meets the need"))
    elif not far and one.from_tests and (not found or any(part.result is None for part in found)):
        gone.append(_("a result of the trial for each thing it is compared with"))
    for name, said in (
        ("gaps", _("what is missing")),
        ("around", _("what has changed around us")),
        ("inside", _("what has changed inside")),
    ):
        if not getattr(one, name).strip():
            gone.append(said)
    if one.need_changed is None or (one.need_changed and not one.need_change.strip()):
        gone.append(_("whether the need has changed"))
    return gone


def undecided_contracts() -> QuerySet[Contract]:
    """Contracts in which something is made or tried, and nobody has decided what becomes of it."""
    of_it = Review.objects.filter(contract=OuterRef("pk"))
    found = Contract.objects.filter(kind__in=TRIED).exclude(procurement__state=ProcurementState.STOPPED)
    return found.filter(Exists(of_it.filter(decided_at__isnull=True)) | Q(~Exists(of_it)))
