"""The need description: what is sent to the market, in versions, with its purpose, goals and criteria."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nybrott.challenges.models import Challenge, OfChallengeQuerySet
from nybrott.core.actor import Actor
from nybrott.needs.models.sense import Need
from nybrott.needs.models.statements import ProblemStatement
from nybrott.needs.states import DescriptionState
from nybrott.people.models import User


class NeedDescription(models.Model):
    """One version of a need description (behovsbeskrivelse). `purpose` is quoted everywhere after this.

    An approved version never changes: the next one begins as a copy.
    """

    challenge = models.ForeignKey(Challenge, models.CASCADE, related_name="descriptions")
    version = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=8, default="nb")
    state = models.CharField(max_length=10, choices=DescriptionState.choices, default=DescriptionState.DRAFT)
    title = models.CharField(_("title"), max_length=200)
    purpose = models.TextField(_("purpose"), max_length=2_000, blank=True)
    background = models.TextField(_("what it is like today"), max_length=20_000, blank=True)
    unknown = models.TextField(_("what we do not know"), max_length=5_000, blank=True)
    tried = models.TextField(_("what has been tried"), max_length=5_000, blank=True)
    other_ways = models.TextField(_("ways other than buying"), max_length=5_000, blank=True)
    statement = models.ForeignKey(ProblemStatement, models.PROTECT, null=True, blank=True, related_name="+")
    needs = models.ManyToManyField(Need, related_name="descriptions", blank=True)
    voices = models.JSONField(default=list, blank=True)
    written_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    approved_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True)

    objects: ClassVar[OfChallengeQuerySet["NeedDescription"]] = OfChallengeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("need description")
        verbose_name_plural = _("need descriptions")
        ordering: ClassVar[list[str]] = ["-version"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["challenge", "version"], name="a_version_once"),
            models.UniqueConstraint(
                fields=["challenge"], condition=Q(state__in=["draft", "review"]), name="one_version_in_the_making"
            ),
            models.UniqueConstraint(fields=["challenge"], condition=Q(state="approved"), name="one_version_holds"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.version})"


class OutcomeGoal(models.Model):
    """What shall be different (effektmål), for whom, with the value today and the value wanted."""

    description = models.ForeignKey(NeedDescription, models.CASCADE, related_name="goals")
    text = models.CharField(_("what will be different"), max_length=500)
    measure = models.CharField(_("measured by"), max_length=300, blank=True)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    baseline = models.DecimalField(_("today"), max_digits=14, decimal_places=2, null=True, blank=True)
    target = models.DecimalField(_("target"), max_digits=14, decimal_places=2, null=True, blank=True)
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["place", "id"]

    def __str__(self) -> str:
        return self.text

    @property
    def can_be_measured(self) -> bool:
        """Whether anybody could say afterwards if it was reached."""
        return bool(self.measure) and self.baseline is not None and self.target is not None


class SuccessCriterion(models.Model):
    """How we know that it is reached (suksesskriterium)."""

    description = models.ForeignKey(NeedDescription, models.CASCADE, related_name="criteria")
    text = models.CharField(_("we have succeeded when"), max_length=500)
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["place", "id"]

    def __str__(self) -> str:
        return self.text


class ChecklistPoint(models.Model):
    """One of the eight points a good need description meets; `point` is its word, `met` None while nobody has said."""

    description = models.ForeignKey(NeedDescription, models.CASCADE, related_name="checklist")
    point = models.CharField(max_length=20)
    met = models.BooleanField(null=True)
    note = models.CharField(_("note"), max_length=500, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["description", "point"], name="a_point_once"),
        ]

    def __str__(self) -> str:
        return self.point


class CommentQuerySet(models.QuerySet["Comment"]):
    """Comments; seen by those who see the challenge."""

    def visible_to(self, actor: Actor) -> Self:
        """Those on descriptions of the own organisation's challenges."""
        return self.filter(description__challenge__in=Challenge.objects.visible_to(actor))


class Comment(models.Model):
    """What somebody says to a version, to the whole or to one part of it."""

    description = models.ForeignKey(NeedDescription, models.CASCADE, related_name="comments")
    part = models.CharField(max_length=20, blank=True)
    text = models.TextField(_("comment"), max_length=5_000)
    written_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    objects: ClassVar[CommentQuerySet] = CommentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return self.text[:80]
