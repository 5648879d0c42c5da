"""A gathering, who came to it, and what was decided."""

from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nybrott.core.actor import Actor
from nybrott.desk.models import Task
from nybrott.gatherings.states import AnswerState, GatheringState
from nybrott.people.models import User
from nybrott.runs.models import OfRunQuerySet, Participation, Run


class Gathering(models.Model):
    """An experience gathering of a run (erfaringssamling). In a network's run it is shared by all its organisations.

    `story` is the one told now, since `story_began_at`. `turn` grows with every change calendars and open pages must take over.
    """

    run = models.ForeignKey(Run, models.CASCADE, related_name="gatherings")
    title = models.CharField(_("what it is called"), max_length=200)
    aim = models.TextField(_("what it is about"), max_length=2_000, blank=True)
    starts_at = models.DateTimeField(_("when it begins"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=120)
    place = models.CharField(_("place"), max_length=200, blank=True)
    link = models.URLField(_("video link"), max_length=500, blank=True)
    state = models.CharField(max_length=12, choices=GatheringState.choices, default=GatheringState.PLANNED)
    reason = models.CharField(_("why it was cancelled"), max_length=500, blank=True)
    story = models.ForeignKey("Story", models.SET_NULL, null=True, blank=True, related_name="+")
    story_began_at = models.DateTimeField(null=True)
    turn = models.PositiveIntegerField(default=0)
    planned_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    planned_at = models.DateTimeField()
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[OfRunQuerySet["Gathering"]] = OfRunQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("experience gathering")
        verbose_name_plural = _("experience gatherings")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(minutes__range=(15, 600)), name="a_gathering_takes_15_to_600_minutes"
            ),
        ]  # fmt: skip
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["run", "-starts_at"], name="gathering_list")]

    def __str__(self) -> str:
        return self.title

    @property
    def ends_at(self) -> datetime:
        """When it is over by the plan."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to: the one that keeps the run."""
        return self.run.organisation_id


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    """Who was asked, seen with the part they have in the run."""

    def visible_to(self, actor: Actor) -> Self:
        """The own organisation's people; all of a run it keeps, for those who manage runs."""
        return self.filter(part__in=Participation.objects.visible_to(actor))

    def told(self) -> Self:
        """Those who must hear of a change: asked, or coming."""
        return self.exclude(state=AnswerState.DECLINED)


class Attendance(models.Model):
    """Somebody asked to a gathering: what they answered, and whether they were there. `present` is None until somebody said."""

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="attendances")
    part = models.ForeignKey(Participation, models.CASCADE, related_name="attendances")
    state = models.CharField(max_length=10, choices=AnswerState.choices, default=AnswerState.ASKED)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    present = models.BooleanField(null=True)
    present_said_at = models.DateTimeField(null=True)
    by_self = models.BooleanField(default=False)

    objects: ClassVar[AttendanceQuerySet] = AttendanceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("invitation to a gathering")
        verbose_name_plural = _("invitations to gatherings")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["gathering", "part"], name="asked_once_to_a_gathering"),
        ]

    def __str__(self) -> str:
        return str(self.part)

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to: the person's own."""
        return self.part.organisation_id


class OfGatheringQuerySet(models.QuerySet["Decision"]):
    """Decisions are seen by those who see the gathering."""

    def visible_to(self, actor: Actor) -> Self:
        """Those of gatherings somebody sees."""
        return self.filter(gathering__in=Gathering.objects.visible_to(actor))


class Decision(models.Model):
    """What was decided: who does it, by when. It stands on that one's desk as a task.

    `outcome`: what became of it, told at a later gathering; `done`: whether it was done, None while it is open.
    """

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="decisions")
    what = models.CharField(pgettext_lazy("decision", "what is done"), max_length=300)
    who = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    due_on = models.DateField(_("by when"))
    task = models.ForeignKey(Task, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField()
    outcome = models.CharField(_("what came of the decision"), max_length=500, blank=True)
    done = models.BooleanField(null=True)
    told_at = models.DateTimeField(null=True)
    told_in = models.ForeignKey(Gathering, models.SET_NULL, null=True, related_name="+")

    objects: ClassVar[OfGatheringQuerySet] = OfGatheringQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("decision of a gathering")
        verbose_name_plural = _("decisions of gatherings")
        ordering: ClassVar[list[str]] = ["decided_at", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(done__isnull=True, told_at__isnull=True) | Q(done__isnull=False, told_at__isnull=False),
                name="what_became_of_it_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to: the one that keeps the run."""
        return self.gathering.run.organisation_id
