"""Prioritising together: silent scores first, then a decision with its reason."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nybrott.challenges.models import Challenge, OfChallengeQuerySet
from nybrott.needs.models.sense import Need
from nybrott.people.models import User


class Criterion(models.Model):
    """What a team scores needs by: reach, gravity, urgency, feasibility, fit with goals, or its own."""

    challenge = models.ForeignKey(Challenge, models.CASCADE, related_name="criteria")
    name = models.CharField(_("criterion"), max_length=80)
    weight = models.PositiveSmallIntegerField(_("weight"), default=1)
    place = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar[OfChallengeQuerySet["Criterion"]] = OfChallengeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar[list[str]] = ["place", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(weight__range=(1, 5)), name="weight_1_to_5"),
            models.UniqueConstraint(fields=["challenge", "name"], name="a_criterion_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Score(models.Model):
    """What one person gives a need on one criterion, 1–5. Others' scores are hidden until the round is shown."""

    need = models.ForeignKey(Need, models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="scores")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    value = models.PositiveSmallIntegerField()
    given_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(value__range=(1, 5)), name="score_1_to_5"),
            models.UniqueConstraint(fields=["need", "criterion", "user"], name="one_score_each"),
        ]

    def __str__(self) -> str:
        return str(self.value)


class Priority(models.Model):
    """What was decided about a need after the scores were shown: its rank, and why."""

    need = models.OneToOneField(Need, models.CASCADE, related_name="priority")
    rank = models.PositiveSmallIntegerField(_("rank"))
    reason = models.TextField(_("why"), max_length=2_000)
    decided_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.rank)
