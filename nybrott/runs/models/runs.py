"""A run of a programme."""

from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nybrott.core.actor import Actor
from nybrott.people.models import Network, Organisation, Unit, User
from nybrott.programmes.models import Package
from nybrott.runs.states import RunState


class RunQuerySet(models.QuerySet["Run"]):
    """Runs, as far as somebody may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """The organisation's own, for its people; and those of the networks it is in."""
        if actor.system:
            return self
        if actor.user_id is None or actor.organisation_id is None:
            return self.none()
        return self.filter(Q(organisation_id=actor.organisation_id) | Q(network_id__in=actor.network_ids))


_Hung = TypeVar("_Hung", bound=models.Model)


class OfRunQuerySet(models.QuerySet[_Hung]):
    """What hangs on a run and is seen by everyone who sees the run."""

    def visible_to(self, actor: Actor) -> Self:
        """What hangs on the runs somebody sees."""
        return self.filter(run__in=Run.objects.visible_to(actor))


class Run(models.Model):
    """One carrying-out of a programme (kull): a package, a time, units, people.

    `organisation` keeps it; with `network` people from all its organisations may take part. `places` is how many drivers
    there is room for, empty for as many as come. `hours` holds what each role is expected to use: "driver", "mentor" and
    "lead" → whole hours. `gate_reason`: why it began although something of the start gate was missing.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="runs")
    network = models.ForeignKey(Network, models.PROTECT, null=True, blank=True, related_name="runs")
    package = models.ForeignKey(Package, models.PROTECT, related_name="runs")
    title = models.CharField(_("what it is called"), max_length=200)
    goal = models.TextField(_("what it should lead to"), max_length=2_000, blank=True)
    call = models.TextField(_("what those who may sign up read"), max_length=4_000, blank=True)
    begins_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    sign_up_until = models.DateField(_("last day to sign up"), null=True, blank=True)
    places = models.PositiveSmallIntegerField(_("places for drivers"), null=True, blank=True)
    hours = models.JSONField(default=dict)
    units = models.ManyToManyField(Unit, blank=True, related_name="runs", verbose_name=_("units it is for"))
    compared = models.ManyToManyField(
        Unit, blank=True, related_name="compared_in", verbose_name=_("units to compare with")
    )
    no_compared = models.CharField(_("why there are no units to compare with"), max_length=500, blank=True)
    state = models.CharField(max_length=12, choices=RunState.choices, default=RunState.PLANNED)
    reason = models.CharField(_("why it was cancelled"), max_length=500, blank=True)
    gate_reason = models.CharField(max_length=1_000, blank=True)
    planned_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    planned_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[RunQuerySet] = RunQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("run of a programme")
        verbose_name_plural = _("runs of programmes")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(ends_on__gt=F("begins_on")), name="a_run_takes_time"),
            models.CheckConstraint(condition=Q(places__isnull=True) | Q(places__gte=1), name="a_place_at_least"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "-begins_on"], name="run_list"),
            models.Index(fields=["network", "-begins_on"], name="run_of_network"),
        ]

    def __str__(self) -> str:
        return self.title
