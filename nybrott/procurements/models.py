"""A procurement with its plan, and the views somebody saved of the portfolio."""

from datetime import date
from typing import ClassVar, Self, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.core.terms import months_after
from nybrott.dialogues.models import Dialogue
from nybrott.goals.models import Goal
from nybrott.needs.models import NeedDescription
from nybrott.people.models import Organisation, Unit, User
from nybrott.procurements.states import Currency, ProcurementState

MOST = 100_000_000_000_00  # øre: 100 billion, more than any municipality buys for in one go
LONGEST = 240  # months of options


class ProcurementQuerySet(models.QuerySet["Procurement"]):
    """Procurements, as far as somebody may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """The organisation's own, for its people."""
        if actor.system:
            return self
        if actor.user_id is None or actor.organisation_id is None:
            return self.none()
        return self.filter(organisation_id=actor.organisation_id)


_Hung = TypeVar("_Hung", bound=models.Model)


class OfProcurementQuerySet(models.QuerySet[_Hung]):
    """What hangs on a procurement and is seen by everyone of the organisation."""

    def visible_to(self, actor: Actor) -> Self:
        """What hangs on the procurements somebody sees."""
        return self.filter(procurement__in=Procurement.objects.visible_to(actor))


class Procurement(models.Model):
    """Something the organisation means to buy, or has bought (anskaffelse).

    `ref`: its number in the organisation's own plan, once in each organisation; rows of a plan are known again by it. `value`: what it is
    estimated to cost, in hundredths of `currency`, without VAT. `cpv`: eight digits each, the first is the main one. Planned days:
    `dialogue_on` the market is asked, `announce_on` the competition is announced, `contract_on` the contract is signed, `ends_on` it runs
    out at the earliest; `options_months` it can be made longer by. `no_description`: why it went to competition without an approved need
    description. `moved_at`: when it came to the state it is in; `competed_at`, `signed_at`, `used_at` when it first came so far.
    `stopped_reason` is written when it is stopped.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="procurements")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="procurements")
    owner = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="owned_procurements")
    ref = models.CharField(_("number in the plan"), max_length=40, blank=True)
    title = models.CharField(_("what it is called"), max_length=200)
    aim = models.TextField(_("what it should lead to"), max_length=5_000, blank=True)
    value = models.BigIntegerField(_("estimated value"), null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, choices=Currency.choices, default=Currency.NOK)
    cpv = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    state = models.CharField(max_length=12, choices=ProcurementState.choices, default=ProcurementState.IDEA)
    goals = models.ManyToManyField(Goal, blank=True, related_name="procurements")
    challenges = models.ManyToManyField(Challenge, blank=True, related_name="procurements")
    descriptions = models.ManyToManyField(NeedDescription, blank=True, related_name="procurements")
    dialogues = models.ManyToManyField(Dialogue, blank=True, related_name="procurements")
    no_description = models.CharField(_("why there is no approved need description"), max_length=1_000, blank=True)
    dialogue_on = models.DateField(_("the market is asked"), null=True, blank=True)
    announce_on = models.DateField(_("the competition is announced"), null=True, blank=True)
    contract_on = models.DateField(_("the contract is signed"), null=True, blank=True)
    ends_on = models.DateField(_("the contract runs out"), null=True, blank=True)
    options_months = models.PositiveSmallIntegerField(
        _("months of options"), default=0, validators=[MaxValueValidator(LONGEST)]
    )
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    competed_at = models.DateTimeField(null=True)
    signed_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    stopped_reason = models.CharField(_("why it was stopped"), max_length=1_000, blank=True)

    objects: ClassVar[ProcurementQuerySet] = ProcurementQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("procurement")
        verbose_name_plural = _("procurements")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "ref"], condition=~Q(ref=""), name="a_number_of_the_plan_once"),
            models.CheckConstraint(condition=Q(value__isnull=True) | Q(value__gte=0, value__lte=MOST), name="a_value_that_can_be"),
            models.CheckConstraint(
                condition=Q(announce_on__isnull=True) | Q(contract_on__isnull=True) | Q(contract_on__gte=F("announce_on")),
                name="a_contract_after_its_competition",
            ),
            models.CheckConstraint(
                condition=Q(contract_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("contract_on")),
                name="a_contract_ends_after_it_began",
            ),
            models.CheckConstraint(condition=~Q(state="stopped") | ~Q(stopped_reason=""), name="a_stopped_procurement_says_why"),
        ]  # fmt: skip
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "state", "-moved_at", "-id"], name="procurement_by_state"),
            models.Index(fields=["organisation", "ends_on"], name="procurement_ends", condition=Q(ends_on__isnull=False)),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def ends_latest_on(self) -> date | None:
        """The day the contract runs out when every option is used."""
        return months_after(self.ends_on, self.options_months) if self.ends_on else None


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    """Saved views, each its owner's."""

    def visible_to(self, actor: Actor) -> Self:
        """The reader's own, in the organisation they work in now."""
        if actor.system:
            return self
        return self.filter(user_id=actor.user_id or 0, organisation_id=actor.organisation_id or 0)


class SavedView(models.Model):
    """A view of the portfolio somebody comes back to: its name, and the query (`form`, filters, sorting) of its address."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    name = models.CharField(_("what the view is called"), max_length=60)
    query = models.CharField(max_length=1_000)
    saved_at = models.DateTimeField()

    objects: ClassVar[SavedViewQuerySet] = SavedViewQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "user", "name"], name="a_name_of_a_view_once"),
        ]

    def __str__(self) -> str:
        return self.name
