"""What is kept of a benefit: itself, what it was before, what was expected, what was measured. What was written anew stays beside what it replaced."""

from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar, Self, TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nybrott.benefits.states import BenefitState, Counted, Direction, FallsTo, Kind, Outcome
from nybrott.core.actor import Actor
from nybrott.core.benefits import CURRENCIES, Spread
from nybrott.needs.models import OutcomeGoal
from nybrott.people.models import User
from nybrott.procurements.models import OfProcurementQuerySet, Procurement

MOST = Decimal(10) ** 12
_CURRENCIES = [(code, code) for code in CURRENCIES]


def _amount(name: Any = None, *, null: bool = False) -> "models.DecimalField[Any, Any]":
    """Any amount in the unit of its benefit. Exact, with four decimals: money, hours, kilograms and scores stand in one column, and none is rounded."""
    return models.DecimalField(name, max_digits=17, decimal_places=4, null=null, blank=null)


def _within(*, strict: bool = False) -> Q:
    """The value lies in its interval, or there is none."""
    known = Q(low__lte=F("value"), high__gte=F("value"))
    return known if strict else Q(low__isnull=True, high__isnull=True) | known


class Benefit(models.Model):
    """Something a procurement shall lead to (gevinst), for whom, and who in the line answers for it (gevinstansvarlig).

    `goal`: the outcome goal of a need description it was taken from, if any. `unit`: the name of what is counted, where `counted` does not say it. `target` is the level to reach by `target_on`, in the benefit's unit.
    `needed`: what must be done for it to come; `risk`: what may stand in its way. `in_use_on`: when what was bought was put to use; reminders
    are counted from then, else from the contract.
    """

    procurement = models.ForeignKey(Procurement, models.CASCADE, related_name="benefits")
    goal = models.ForeignKey(OutcomeGoal, models.SET_NULL, null=True, blank=True, related_name="benefits")
    kind = models.CharField(_("kind of benefit"), max_length=10, choices=Kind.choices)
    title = models.CharField(_("what will get better"), max_length=200)
    affected = models.CharField(_("who is affected"), max_length=500)
    counted = models.CharField(_("counted in"), max_length=8, choices=Counted.choices)
    unit = models.CharField(_("what is counted"), max_length=60, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True, choices=_CURRENCIES)
    direction = models.CharField(_("which way is better"), max_length=4, choices=Direction.choices)
    owner = models.ForeignKey(User, models.SET_NULL, null=True, related_name="owned_benefits")
    target = _amount(_("level to reach"), null=True)
    target_on = models.DateField(_("reached by"), null=True, blank=True)
    needed = models.TextField(_("what must be done for it"), max_length=2_000, blank=True)
    risk = models.TextField(_("what may stand in its way"), max_length=2_000, blank=True)
    falls_to = models.CharField(_("who has it"), max_length=6, choices=FallsTo.choices)
    in_use_on = models.DateField(_("put to use"), null=True, blank=True)
    state = models.CharField(max_length=8, choices=BenefitState.choices, default=BenefitState.EXPECTED)
    let_go_reason = models.CharField(_("why it was let go"), max_length=1_000, blank=True)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    objects: ClassVar[OfProcurementQuerySet["Benefit"]] = OfProcurementQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("benefit")
        verbose_name_plural = _("benefits")
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(counted="money") & ~Q(currency="") | ~Q(counted="money") & Q(currency=""), name="money_has_a_currency"),
            models.CheckConstraint(condition=~Q(counted__in=["number", "other"]) | ~Q(unit=""), name="a_unit_of_ones_own_has_a_name"),
            models.CheckConstraint(condition=Q(target__isnull=True, target_on__isnull=True) | Q(target__isnull=False, target_on__isnull=False), name="a_target_has_its_day"),
            models.CheckConstraint(condition=Q(target__isnull=True) | Q(target__gte=-MOST, target__lte=MOST), name="a_target_that_can_be"),
            models.CheckConstraint(condition=~Q(state="let_go") | ~Q(let_go_reason=""), name="a_benefit_let_go_says_why"),
        ]  # fmt: skip
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["owner", "state"], name="benefit_by_owner")]

    def __str__(self) -> str:
        return self.title

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to."""
        return self.procurement.organisation_id

    @property
    def grows(self) -> bool:
        """Whether more is better."""
        return self.direction == Direction.MORE

    @property
    def summed_in(self) -> str:
        """What it may be added up with: the currency, "hours", "kg", or the name of what is counted; empty for what cannot be added up."""
        if self.counted in (Counted.SHARE, Counted.OTHER):
            return ""
        return self.currency or (
            " ".join(self.unit.casefold().split()) if self.counted == Counted.NUMBER else self.counted
        )


_Of = TypeVar("_Of", bound=models.Model)


class OfBenefitQuerySet(models.QuerySet[_Of]):
    """What hangs on a benefit."""

    def visible_to(self, actor: Actor) -> Self:
        """Of the benefits somebody sees."""
        return self.filter(benefit__in=Benefit.objects.visible_to(actor))


class OfBenefit(models.Model):
    """Something said of a benefit, by somebody, at a time."""

    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        abstract = True

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to."""
        benefit: Benefit = self.benefit  # type: ignore[attr-defined]
        return benefit.organisation_id


class Baseline(OfBenefit):
    """What it was before (nullpunkt): a value on a day and how it was measured, or `none_because` nobody knows. The last one counts; those before
    it stay. `late`: it was entered after the competition had been announced. `why`: why the one before was replaced."""

    benefit = models.ForeignKey(Benefit, models.CASCADE, related_name="baselines")
    value = _amount(_("value before"), null=True)
    low = _amount(null=True)
    high = _amount(null=True)
    on = models.DateField(_("measured on"), null=True, blank=True)
    how = models.CharField(_("how it was measured"), max_length=1_000, blank=True)
    none_because = models.CharField(_("why there is no baseline"), max_length=1_000, blank=True)
    late = models.BooleanField(default=False)
    why = models.CharField(_("why it was written again"), max_length=1_000, blank=True)

    objects: ClassVar[OfBenefitQuerySet["Baseline"]] = OfBenefitQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("baseline")
        verbose_name_plural = _("baselines")
        ordering: ClassVar[list[str]] = ["-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(none_because="", value__isnull=False, on__isnull=False) | ~Q(none_because="") & Q(value__isnull=True, low__isnull=True, high__isnull=True, on__isnull=True),
                name="a_baseline_or_why_there_is_none",
            ),
            models.CheckConstraint(condition=Q(value__isnull=True) | _within(), name="a_baseline_within_its_interval"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.benefit)

    @property
    def spread(self) -> Spread | None:
        """The value with its interval; None when there is no baseline."""
        return None if self.value is None else Spread(self.value, self.low, self.high)


class Estimate(OfBenefit):
    """What was expected, as a gain (better is more) in the benefit's unit: from a formula of `core.benefits`, or typed with its `source`. The last one
    counts. `late`: it was made after the competition had been announced."""

    benefit = models.ForeignKey(Benefit, models.CASCADE, related_name="estimates")
    formula = models.CharField(max_length=12, blank=True)
    value = _amount(_("expected gain"))
    low = _amount()
    high = _amount()
    source = models.CharField(_("where it is from"), max_length=500, blank=True)
    late = models.BooleanField(default=False)

    objects: ClassVar[OfBenefitQuerySet["Estimate"]] = OfBenefitQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("estimate")
        verbose_name_plural = _("estimates")
        ordering: ClassVar[list[str]] = ["-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=_within(strict=True), name="an_estimate_within_its_interval"),
            models.CheckConstraint(condition=Q(value__gte=-MOST, value__lte=MOST), name="an_estimate_that_can_be"),
            models.CheckConstraint(condition=~Q(formula="") | ~Q(source=""), name="a_typed_estimate_has_a_source"),
        ]

    def __str__(self) -> str:
        return str(self.benefit)

    @property
    def spread(self) -> Spread:
        """The gain with its interval."""
        return Spread(self.value, self.low, self.high)


class OfEstimateQuerySet(models.QuerySet["Assumption"]):
    """Assumptions."""

    def visible_to(self, actor: Actor) -> Self:
        """Of the benefits somebody sees."""
        return self.filter(estimate__benefit__in=Benefit.objects.visible_to(actor))


class Assumption(models.Model):
    """What an estimate rests on: a term of its formula, with the least and the most it may be, where it is from, and who vouches for it."""

    estimate = models.ForeignKey(Estimate, models.CASCADE, related_name="assumptions")
    term = models.CharField(max_length=20)
    value = _amount()
    low = _amount()
    high = _amount()
    unit = models.CharField(max_length=30)
    source = models.CharField(_("where it is from"), max_length=300)
    vouches = models.CharField(_("who vouches for it"), max_length=120)

    objects: ClassVar[OfEstimateQuerySet] = OfEstimateQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("assumption")
        verbose_name_plural = _("assumptions")
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=_within(strict=True), name="an_assumption_within_its_interval"),
            models.UniqueConstraint(fields=["estimate", "term"], name="an_assumption_once"),
        ]

    def __str__(self) -> str:
        return self.term

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to."""
        return self.estimate.organisation_id


class Measurement(OfBenefit):
    """What was measured on a day. No `low` and `high`: how sure it is is not known. `proposed`: what the numbers said, `outcome`: what the person said.
    `replaces`: the measurement this one corrects, and `why`."""

    benefit = models.ForeignKey(Benefit, models.CASCADE, related_name="measurements")
    value = _amount(_("value"))
    low = _amount(null=True)
    high = _amount(null=True)
    on = models.DateField(_("measured on"))
    how = models.CharField(_("how it was measured"), max_length=1_000)
    proposed = models.CharField(max_length=8, choices=Outcome.choices)
    outcome = models.CharField(_("what it says"), max_length=8, choices=Outcome.choices)
    explains = models.TextField(_("what explains it"), max_length=2_000, blank=True)
    unexpected = models.TextField(_("gains or losses no one expected"), max_length=2_000, blank=True)
    replaces = models.OneToOneField("self", models.CASCADE, null=True, blank=True, related_name="replaced_by")
    why = models.CharField(_("why it was corrected"), max_length=1_000, blank=True)

    objects: ClassVar[OfBenefitQuerySet["Measurement"]] = OfBenefitQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("measurement")
        verbose_name_plural = _("measurements")
        ordering: ClassVar[list[str]] = ["on", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=_within(), name="a_measurement_within_its_interval"),
            models.CheckConstraint(condition=Q(value__gte=-MOST, value__lte=MOST), name="a_measurement_that_can_be"),
            models.CheckConstraint(condition=Q(replaces__isnull=True) | ~Q(why=""), name="a_correction_says_why"),
            models.CheckConstraint(
                condition=Q(outcome=F("proposed")) | ~Q(explains=""), name="another_answer_is_explained"
            ),
        ]

    def __str__(self) -> str:
        return str(self.benefit)

    @property
    def spread(self) -> Spread:
        """The value with its interval, if it is known."""
        return Spread(self.value, self.low, self.high)


class Reminder(models.Model):
    """That the owner was reminded to measure, so many months after it was put to use. Once for each."""

    benefit = models.ForeignKey(Benefit, models.CASCADE, related_name="reminders")
    months = models.PositiveSmallIntegerField()
    sent_at: "models.DateTimeField[datetime, datetime]" = models.DateTimeField()

    objects: ClassVar[OfBenefitQuerySet["Reminder"]] = OfBenefitQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["benefit", "months"], name="reminded_once")
        ]

    def __str__(self) -> str:
        return str(self.benefit)
