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
    name = models.CharField(_("what should be achieved"), max_length=300)
    how = models.TextField(_("how it is measured"), max_length=1_000, blank=True)
    unit = models.CharField(_("counted in"), max_length=60, blank=True)
    baseline = models.DecimalField(_("before"), max_digits=14, decimal_places=2, null=True, blank=True)
    baseline_on = models.DateField(_("as of"), null=True, blank=True)
    no_baseline = models.CharField(_("why there is none"), max_length=500, blank=True)
    target = models.DecimalField(_("what it should be"), max_digits=14, decimal_places=2, null=True, blank=True)
    now_value = models.DecimalField(_("now"), max_digits=14, decimal_places=2, null=True, blank=True)
    now_on = models.DateField(_("measured on"), null=True, blank=True)

    objects: ClassVar[OfRunQuerySet["Target"]] = OfRunQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering: ClassVar[list[str]] = ["place", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to: the one that keeps the run."""
        return self.run.organisation_id


class ReadingQuerySet(models.QuerySet["Reading"]):
    """What targets were measured to, seen with the run."""

    def visible_to(self, actor: Actor) -> Self:
        """Those of runs somebody sees."""
        return self.filter(target__run__in=Run.objects.visible_to(actor))


class Reading(models.Model):
    """What a target was on a day, as somebody wrote it in; never changed, a later one counts."""

    target = models.ForeignKey(Target, models.CASCADE, related_name="readings")
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=2)
    measured_on = models.DateField(_("measured on"))
    note = models.CharField(_("how it was found out"), max_length=300, blank=True)
    said_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    said_at = models.DateTimeField()

    objects: ClassVar[ReadingQuerySet] = ReadingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("reading of a target")
        verbose_name_plural = _("readings of targets")
        ordering: ClassVar[list[str]] = ["measured_on", "pk"]

    def __str__(self) -> str:
        return f"{self.value} {self.measured_on}"


class HoursQuerySet(models.QuerySet["Hours"]):
    """Hours, seen with the part they were used in."""

    def visible_to(self, actor: Actor) -> Self:
        """One's own; the organisation's own people's, and all of a run it keeps, for those who manage runs."""
        if actor.system:
            return self
        if actor.user_id is None or actor.organisation_id is None:
            return self.none()
        seen = Q(part__user_id=actor.user_id, part__organisation_id=actor.organisation_id)
        seen |= Q(lead_id=actor.user_id, run__organisation_id=actor.organisation_id)
        if actor.may("runs.manage"):
            seen |= Q(part__organisation_id=actor.organisation_id) | Q(part__run__organisation_id=actor.organisation_id)
            seen |= Q(run__organisation_id=actor.organisation_id)
        return self.filter(seen)


class Hours(models.Model):
    """Minutes somebody used, in their part in a run; or, with `run` and `lead`, for leading it.

    `source` names what they follow from ("guidance.session:12"), empty when typed by the person.
    """

    part = models.ForeignKey(Participation, models.CASCADE, null=True, related_name="used")
    run = models.ForeignKey(Run, models.CASCADE, null=True, related_name="lead_hours")
    lead = models.ForeignKey(User, models.CASCADE, null=True, related_name="+")
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
            models.CheckConstraint(
                condition=Q(part__isnull=False, run__isnull=True, lead__isnull=True)
                | Q(part__isnull=True, run__isnull=False, lead__isnull=False),
                name="hours_of_a_part_or_of_a_lead",
            ),
            models.UniqueConstraint(fields=["part", "source"], condition=~Q(source=""), name="hours_once_for_a_source"),
        ]

    def __str__(self) -> str:
        return f"{self.minutes} min"

    @property
    def of(self) -> Run:
        """The run they were used in."""
        found = self.part.run if self.part else self.run
        if found is None:
            raise ValueError("hours belong to a run")
        return found

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to: the person's own."""
        return self.part.organisation_id if self.part else self.of.organisation_id


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


class NudgeQuerySet(models.QuerySet["Nudge"]):
    """Nudges, seen by the people of the unit's organisation."""

    def visible_to(self, actor: Actor) -> Self:
        """Those about units of the actor's own organisation."""
        if actor.system:
            return self
        if actor.user_id is None or actor.organisation_id is None:
            return self.none()
        return self.filter(unit__organisation_id=actor.organisation_id)


class Nudge(models.Model):
    """A letter to the leader of a unit that spends much and is silent, sent after somebody had read it."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="nudges")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="nudges")
    leader = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    objects: ClassVar[NudgeQuerySet] = NudgeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("nudge")
        verbose_name_plural = _("nudges")
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["run", "unit", "-sent_at"], name="nudge_of_unit")]

    def __str__(self) -> str:
        return str(self.unit)

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to: the unit's."""
        return self.unit.organisation_id
