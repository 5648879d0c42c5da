"""What drivers did with colleagues, and what they say they can."""

from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.gatherings.states import Knowing
from nybrott.people.models import Unit
from nybrott.runs.models import Participation

_Hung = TypeVar("_Hung", bound=models.Model)


class OfPartQuerySet(models.QuerySet[_Hung]):
    """What somebody wrote of their own work, seen by their own organisation and by those who lead the run."""

    def visible_to(self, actor: Actor) -> Self:
        """What belongs to parts somebody sees."""
        return self.filter(part__in=Participation.objects.visible_to(actor))


class Outreach(models.Model):
    """Something a driver did with colleagues (spredning): what, in which unit and with how many, never whom.

    `card` is the id of a method card; `taught`: colleagues learnt the method.
    """

    part = models.ForeignKey(Participation, models.CASCADE, related_name="outreach")
    held_on = models.DateField(_("which day"))
    what = models.CharField(_("what you did"), max_length=300)
    unit = models.ForeignKey(Unit, models.SET_NULL, null=True, blank=True, related_name="+")
    people = models.PositiveSmallIntegerField(_("how many colleagues"))
    card = models.CharField(_("method card"), max_length=60, blank=True)
    taught = models.BooleanField(_("colleagues learnt the method"), default=False)
    came_of = models.TextField(_("what came of it"), max_length=2_000, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    challenge = models.ForeignKey(Challenge, models.SET_NULL, null=True, blank=True, related_name="outreach")
    written_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)

    objects: ClassVar[OfPartQuerySet["Outreach"]] = OfPartQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("work with colleagues")
        verbose_name_plural = _("work with colleagues")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(people__range=(1, 1000)), name="with_1_to_1000_colleagues"),
            models.CheckConstraint(condition=Q(minutes__range=(1, 1440)), name="it_took_a_day_at_most"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["part", "-held_on"], name="outreach_of_part"),
            models.Index(fields=["challenge"], name="outreach_of_challenge"),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to: the driver's own."""
        return self.part.organisation_id


class Declared(models.Model):
    """A method somebody says they have learnt, used or taught, from when on, where no other trace of it is here."""

    part = models.ForeignKey(Participation, models.CASCADE, related_name="declared")
    card = models.CharField(_("method card"), max_length=60)
    kind = models.CharField(_("how you know it"), max_length=8, choices=Knowing.choices)
    since = models.DateField(_("since"))
    note = models.CharField(_("where"), max_length=200, blank=True)
    said_at = models.DateTimeField()

    objects: ClassVar[OfPartQuerySet["Declared"]] = OfPartQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("method someone says they know")
        verbose_name_plural = _("methods people say they know")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["part", "card", "kind"], name="said_once_of_a_method"),
        ]

    def __str__(self) -> str:
        return f"{self.card} {self.kind}"

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to: the person's own."""
        return self.part.organisation_id
