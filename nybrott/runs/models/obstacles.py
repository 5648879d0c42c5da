"""What stands in the way, as those who take part report it."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nybrott.core.actor import Actor
from nybrott.people.models import Unit
from nybrott.runs.models.parts import Participation
from nybrott.runs.states import ObstacleKind


class ObstacleQuerySet(models.QuerySet["Obstacle"]):
    """Obstacles in words: for whoever reported them, and for those who run programmes in the same organisation. Others see numbers."""

    def visible_to(self, actor: Actor) -> Self:
        """One's own; those of the own organisation's people for those who manage runs."""
        if actor.system:
            return self
        if actor.user_id is None or actor.organisation_id is None:
            return self.none()
        own = self.filter(part__organisation_id=actor.organisation_id)
        return own if actor.may("runs.manage") else own.filter(part__user_id=actor.user_id)


class Obstacle(models.Model):
    """Something that stands in the way of working in new ways, in a unit (None: everywhere). `over_at`: when it was out of the way, and `over_how` what
    helped."""

    part = models.ForeignKey(Participation, models.CASCADE, related_name="obstacles")
    unit = models.ForeignKey(Unit, models.SET_NULL, null=True, blank=True, related_name="+")
    kind = models.CharField(_("what kind it is"), max_length=10, choices=ObstacleKind.choices)
    text = models.CharField(_("what stands in the way"), max_length=500)
    reported_at = models.DateTimeField()
    over_at = models.DateTimeField(null=True)
    over_how = models.CharField(_("what helped"), max_length=500, blank=True)

    objects: ClassVar[ObstacleQuerySet] = ObstacleQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("obstacle")
        verbose_name_plural = _("obstacles")
        ordering: ClassVar[list[str]] = ["-reported_at", "-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(text=""), name="an_obstacle_is_said"),
            models.CheckConstraint(
                condition=Q(over_at__isnull=False) | Q(over_how=""), name="what_helped_has_its_time"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["part", "-reported_at"], name="obstacle_of_part")]

    def __str__(self) -> str:
        """Never the words: the journal keeps this, and is read by more people than they are."""
        return str(self.get_kind_display())

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to: the reporter's own."""
        return self.part.organisation_id
