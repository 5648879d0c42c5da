"""A contract, whom it is with, and its milestones."""

from datetime import date
from typing import ClassVar, Self, TypeVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nybrott.contracts.states import TRIED, Kind, MilestoneState
from nybrott.core.actor import Actor
from nybrott.core.terms import months_after
from nybrott.needs.models import NeedDescription
from nybrott.people.models import User
from nybrott.procurements.models import LONGEST, MOST, OfProcurementQuerySet, Procurement
from nybrott.procurements.states import Currency


class Contract(models.Model):
    """A contract (kontrakt) of a procurement.

    `value`: what it is worth without options and VAT, in hundredths of `currency`; None while nobody has said. `starts` to `ends`, then
    `option_months` it can be made longer by, which is decided by `decide_by`. `description`: the version of the need description that what is
    delivered is tried against; it stays once a result stands on it. `contact`: whom one asks at the supplier.
    """

    procurement = models.ForeignKey(Procurement, models.CASCADE, related_name="contracts")
    title = models.CharField(_("what it is called"), max_length=200)
    number = models.CharField(_("number in the archive"), max_length=60, blank=True)
    kind = models.CharField(_("what it is for"), max_length=12, choices=Kind.choices)
    signed_on = models.DateField(_("signed"))
    value = models.BigIntegerField(_("value"), null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, choices=Currency.choices, default=Currency.NOK)
    starts = models.DateField(_("begins"), null=True, blank=True)
    ends = models.DateField(_("ends"), null=True, blank=True)
    option_months = models.PositiveSmallIntegerField(
        _("months of options"), default=0, validators=[MaxValueValidator(LONGEST)]
    )
    decide_by = models.DateField(_("options are decided by"), null=True, blank=True)
    contact = models.CharField(_("who to ask at the supplier"), max_length=200, blank=True)
    contact_email = models.EmailField(_("e-mail address to ask"), blank=True)
    description = models.ForeignKey(NeedDescription, models.PROTECT, null=True, blank=True, related_name="contracts")
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    objects: ClassVar[OfProcurementQuerySet["Contract"]] = OfProcurementQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("contract")
        verbose_name_plural = _("contracts")
        ordering: ClassVar[list[str]] = ["signed_on", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(value__isnull=True) | Q(value__gte=0, value__lte=MOST), name="a_contract_value_that_can_be"),
            models.CheckConstraint(condition=Q(starts__isnull=True) | Q(ends__isnull=True) | Q(ends__gte=F("starts")), name="a_contract_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(option_months=0) | Q(ends__isnull=False, decide_by__isnull=False), name="an_option_has_its_day"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to."""
        return self.procurement.organisation_id

    @property
    def begins_on(self) -> date:
        """The day it runs from; the day it was signed when no other is said."""
        return self.starts or self.signed_on

    @property
    def is_tried(self) -> bool:
        """Whether something is made or tried in it, so that somebody must decide what becomes of it."""
        return self.kind in TRIED

    @property
    def ends_latest_on(self) -> date | None:
        """The day it runs out when every option is used."""
        return months_after(self.ends, self.option_months) if self.ends else None


_Hung = TypeVar("_Hung", bound=models.Model)


class OfContractQuerySet(models.QuerySet[_Hung]):
    """What hangs on a contract."""

    def visible_to(self, actor: Actor) -> Self:
        """What hangs on the contracts somebody sees."""
        return self.filter(contract__in=Contract.objects.visible_to(actor))


class Party(models.Model):
    """A supplier in a contract. `number`: nine digits whose check digit is right in Norway, as written elsewhere. `is_small`: fewer than 50 people
    (None: nobody has said); `is_new`: new to the organisation, or to the market."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="parties")
    name = models.CharField(_("name"), max_length=200)
    country = models.CharField(_("country"), max_length=2, default="NO")
    number = models.CharField(_("organisation number"), max_length=20, blank=True)
    is_small = models.BooleanField(_("a small business"), null=True, blank=True)
    is_new = models.BooleanField(_("new to us"), null=True, blank=True)

    objects: ClassVar[OfContractQuerySet["Party"]] = OfContractQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("supplier in a contract")
        verbose_name_plural = _("suppliers in contracts")
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["contract", "country", "number"], condition=~Q(number=""), name="a_supplier_once_in_a_contract"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to."""
        return self.contract.organisation_id


class Milestone(models.Model):
    """Something that shall be reached in a contract, and when. `first_due_on`: the day it was first set to. `moves`: each time it was moved, as
    {"from", "to", "why", "on"} with days as YYYY-MM-DD. `result`: what came of it, or why it was dropped."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="milestones")
    title = models.CharField(_("what is reached"), max_length=200)
    owner = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=8, choices=MilestoneState.choices, default=MilestoneState.PLANNED)
    due_on = models.DateField(_("due"))
    first_due_on = models.DateField()
    moves = models.JSONField(default=list, blank=True)
    ended_on = models.DateField(_("when it was reached or dropped"), null=True, blank=True)
    result = models.TextField(_("result"), max_length=2_000, blank=True)

    objects: ClassVar[OfContractQuerySet["Milestone"]] = OfContractQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering: ClassVar[list[str]] = ["due_on", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(state="planned", ended_on__isnull=True) | (~Q(state="planned") & Q(ended_on__isnull=False) & ~Q(result="")),
                name="a_milestone_that_is_over_says_how",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to."""
        return self.contract.organisation_id

    @property
    def is_moved(self) -> bool:
        """Whether it is due on another day than at first."""
        return self.due_on != self.first_due_on
