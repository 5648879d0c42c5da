"""What a run shall reach, the hours that go into it, and what units spend."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nybrott.core.actor import Actor
from nybrott.people.models import Organisation, OwnQuerySet, Unit, User
from nybrott.runs.models.parts import Participation
from nybrott.runs.models.runs import OfRunQuerySet, Run
from nybrott.runs.states import HourKind


class Target(models.Model):
    """Something a run shall reach: how it is measured, what it was before, and what it shall be.

    `no_baseline`: why nobody knows what it was before; empty when `baseline` is there or is still to be found out.
    """

    run = models.ForeignKey(Run, models.CASCADE, related_name="targets")
    place = models.PositiveSmallIntegerField()
    name = models.CharField(_("what shall be reached"), max_length=300)
    how = models.TextField(_("how it is measured"), max_length=1_000, blank=True)
    unit = models.CharField(_("counted in"), max_length=60, blank=True)
    baseline = models.DecimalField(_("before"), max_digits=14, decimal_places=2, null=True, blank=True)
    baseline_on = models.DateField(_("as of"), null=True, blank=True)
    no_baseline = models.CharField(_("why there is none"), max_length=500, blank=True)
    target = models.DecimalField(_("what it shall be"), max_digits=14, decimal_places=2, null=True, blank=True)
    now_value = models.DecimalField(_("now"), max_digits=14, decimal_places=2, null=True, blank=True)
    now_on = models.DateField(_("measured on"), null=True, blank=True)

    objects: ClassVar[OfRunQuerySet["Target"]] = OfRunQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering: ClassVar[list[str]] = ["place", "pk"]

    def __str__(self) -> str:
        return self.name


class HoursQuerySet(models.QuerySet["Hours"]):
    """Hours, seen with the part they were used in."""

    def visible_to(self, actor: Actor) -> Self:
        """Those of parts somebody sees."""
        return self.filter(part__in=Participation.objects.visible_to(actor))


class Hours(models.Model):
    """Minutes somebody used. `source` names what they follow from ("guidance.session:12"), empty when typed by the person."""

    part = models.ForeignKey(Participation, models.CASCADE, related_name="used")
    kind = models.CharField(max_length=10, choices=HourKind.choices, default=HourKind.OTHER)
    minutes = models.PositiveIntegerField()
    used_on = models.DateField(_("day"))
    note = models.CharField(_("what for"), max_length=200, blank=True)
    source = models.CharField(max_length=60, blank=True)

    objects: ClassVar[HoursQuerySet] = HoursQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("hours used")
        verbose_name_plural = _("hours used")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(minutes__range=(1, 60 * 24)), name="a_day_has_24_hours"),
            models.UniqueConstraint(fields=["part", "source"], condition=~Q(source=""), name="hours_once_for_a_source"),
        ]

    def __str__(self) -> str:
        return f"{self.minutes} min"


class SpendingQuerySet(OwnQuerySet["Spending"]):
    """What units spend; seen by the organisation's own people."""


class Spending(models.Model):
    """What a unit buys for in a year: whole øre, imported from a file or written in by hand."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="spending")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="spending")
    year = models.PositiveSmallIntegerField(_("year"))
    amount = models.BigIntegerField(_("amount"))
    currency = models.CharField(max_length=3, default="NOK")
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    objects: ClassVar[SpendingQuerySet] = SpendingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("spending of a unit")
        verbose_name_plural = _("spending of units")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["unit", "year"], name="one_sum_a_year"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="nobody_spends_less_than_nothing"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.year}"
