"""An evaluation plan: what is asked, what is measured, what it is compared with, and what it was before."""

from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nybrott.core.actor import Actor
from nybrott.effects.states import Level, PlanState, Source
from nybrott.people.models import User
from nybrott.runs.models import Run, Target


class PlanQuerySet(models.QuerySet["Plan"]):
    """Plans, seen by the people of the organisation that keeps the run: what a run shall reach is no secret among colleagues."""

    def visible_to(self, actor: Actor) -> Self:
        """Those of runs the actor's organisation keeps."""
        if actor.system:
            return self
        if actor.user_id is None or actor.organisation_id is None:
            return self.none()
        return self.filter(run__organisation_id=actor.organisation_id)


_Hung = TypeVar("_Hung", bound=models.Model)


class OfPlanQuerySet(models.QuerySet[_Hung]):
    """What hangs on a plan and is seen by everyone who sees the plan."""

    def visible_to(self, actor: Actor) -> Self:
        """What hangs on the plans somebody sees."""
        return self.filter(plan__in=Plan.objects.visible_to(actor))


class Plan(models.Model):
    """The evaluation plan of a run (evalueringsplan).

    `evaluator` carries it out; `no_distance` says why that is somebody who leads the run, empty when it is not. `decides` is who
    decides on the basis of it, `decides_what` what, `decides_on` by when. What it is compared with: `own_years` so many earlier years
    of the organisation's own official notices (0: not); `with_units` the units of the run that take no part; `others` the organisations
    to stand beside, as organisation numbers. `not_compared` says why none of the three is used. `period` is how long one period
    of official figures is, in months. `left_out` says of levels why nothing is measured on them: level → reason.
    """

    run = models.OneToOneField(Run, models.CASCADE, related_name="evaluation_plan")
    state = models.CharField(max_length=8, choices=PlanState.choices, default=PlanState.DRAFT)
    evaluator = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    no_distance = models.CharField(_("why someone who leads the run evaluates it"), max_length=500, blank=True)
    decides = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    decides_what = models.CharField(_("what is decided on the basis of it"), max_length=500, blank=True)
    decides_on = models.DateField(_("by when it is decided"), null=True, blank=True)
    own_years = models.PositiveSmallIntegerField(_("own earlier years to compare with"), default=0)
    with_units = models.BooleanField(_("compare with units that do not take part"), default=False)
    others = models.JSONField(_("other organisations to compare with"), default=list)
    not_compared = models.CharField(_("why nothing is compared"), max_length=500, blank=True)
    period = models.PositiveSmallIntegerField(_("months in a period"), default=3)
    left_out = models.JSONField(_("why nothing is measured on a level"), default=dict)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    reopen_reason = models.CharField(_("why it was opened again"), max_length=500, blank=True)

    objects: ClassVar[PlanQuerySet] = PlanQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("evaluation plan")
        verbose_name_plural = _("evaluation plans")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(own_years__lte=20), name="twenty_years_back_at_most"),
            models.CheckConstraint(condition=Q(period__in=[1, 2, 3, 4, 6, 12]), name="periods_fill_a_year"),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(settled_at__isnull=False), name="a_settled_plan_has_its_time"
            ),
        ]

    def __str__(self) -> str:
        return self.run.title

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to: the one that keeps the run."""
        return self.run.organisation_id


class Question(models.Model):
    """A question the evaluation shall answer."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="questions")
    place = models.PositiveSmallIntegerField()
    text = models.CharField(_("question"), max_length=500)

    objects: ClassVar[OfPlanQuerySet["Question"]] = OfPlanQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("question of an evaluation")
        verbose_name_plural = _("questions of evaluations")
        ordering: ClassVar[list[str]] = ["place", "pk"]

    def __str__(self) -> str:
        return self.text


class Indicator(models.Model):
    """What is measured, on one of the four levels. Before, target and readings are those of the run's target it hangs on.

    `source` says where the numbers come from, `ref` which: "series:question" of surveys ("3:skills.interview"), the key of what is
    counted ("led_to.needs", "outreach"), or a measure of official notices ("innovation"). `grows`: whether more is better.
    `theory` is the part of the programme theory it tells of (its id in the package), empty for none.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="indicators")
    target = models.OneToOneField(Target, models.CASCADE, related_name="indicator")
    question = models.ForeignKey(Question, models.SET_NULL, null=True, blank=True, related_name="indicators")
    level = models.CharField(max_length=9, choices=Level.choices)
    source = models.CharField(max_length=8, choices=Source.choices, default=Source.TYPED)
    ref = models.CharField(max_length=120, blank=True)
    grows = models.BooleanField(_("more is better"), default=True)
    theory = models.CharField(max_length=80, blank=True)

    objects: ClassVar[OfPlanQuerySet["Indicator"]] = OfPlanQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering: ClassVar[list[str]] = ["target__place", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(source="typed", ref="") | ~Q(source="typed") & ~Q(ref=""), name="a_source_has_its_ref"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.target.name


class Snapshot(models.Model):
    """What everything was at a time, frozen (nullpunkt): never changed. `digest` is the SHA-256 of `content` in canonical form."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="snapshots")
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    content = models.JSONField()
    digest = models.CharField(max_length=64)

    objects: ClassVar[OfPlanQuerySet["Snapshot"]] = OfPlanQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("frozen snapshot")
        verbose_name_plural = _("frozen snapshots")
        ordering: ClassVar[list[str]] = ["taken_at", "pk"]

    def __str__(self) -> str:
        return self.digest[:12]
