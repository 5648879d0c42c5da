"""Reports as they were made, what was decided on the basis of one, and the lessons that follow."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from nybrott.core.actor import Actor
from nybrott.effects.models.plans import OfPlanQuerySet, Plan
from nybrott.effects.states import Course, Held
from nybrott.people.models import User
from nybrott.programmes.models import Package, Programme


class TheoryNote(models.Model):
    """Whether a part of the programme theory held, as the evaluator judges it. `part` is its id in the package of the run."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="theory_notes")
    part = models.CharField(max_length=80)
    held = models.CharField(max_length=7, choices=Held.choices, default=Held.UNKNOWN)
    why = models.TextField(_("why"), max_length=2_000, blank=True)

    objects: ClassVar[OfPlanQuerySet["TheoryNote"]] = OfPlanQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("note on the programme theory")
        verbose_name_plural = _("notes on the programme theory")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["plan", "part"], name="one_note_on_a_part"),
        ]

    def __str__(self) -> str:
        return self.part


class Report(models.Model):
    """A report as it was made, never changed: a later one has the next number.

    `content` holds what went in, the figures, and the versions of the rules they were reckoned by (core.evaluation); `digest` is the
    SHA-256 of it in canonical form. `words` are the evaluator's own: "plain" (the first page) and "unknown" (what cannot be known).
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="reports")
    number = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    words = models.JSONField(default=dict)

    objects: ClassVar[OfPlanQuerySet["Report"]] = OfPlanQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("evaluation report")
        verbose_name_plural = _("evaluation reports")
        ordering: ClassVar[list[str]] = ["-number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["plan", "number"], name="one_report_of_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.plan} {self.number}"

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to."""
        return self.plan.organisation_id


class Decision(models.Model):
    """What was decided on the basis of a report: continue, adapt or stop, by whom, why. `corrected` says why it was corrected last.
    `programme` is the organisation's own in which the lessons are carried on; `package` is the version that came of it, once it is
    released."""

    plan = models.OneToOneField(Plan, models.CASCADE, related_name="decision")
    report = models.ForeignKey(Report, models.PROTECT, related_name="decisions")
    course = models.CharField(max_length=8, choices=Course.choices)
    reasons = models.TextField(_("reasons"), max_length=4_000)
    decided_on = models.DateField(_("day it was decided"))
    decided_by = models.CharField(_("who decided"), max_length=200)
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    corrected = models.CharField(_("why it is corrected"), max_length=500, blank=True)
    programme = models.ForeignKey(Programme, models.SET_NULL, null=True, blank=True, related_name="decisions")
    package = models.ForeignKey(Package, models.SET_NULL, null=True, blank=True, related_name="+")

    objects: ClassVar[OfPlanQuerySet["Decision"]] = OfPlanQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("decision on a programme")
        verbose_name_plural = _("decisions on programmes")

    def __str__(self) -> str:
        return self.get_course_display()

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to."""
        return self.plan.organisation_id


class LessonQuerySet(models.QuerySet["Lesson"]):
    """Lessons, seen with the decision they follow from."""

    def visible_to(self, actor: Actor) -> Self:
        """Those of decisions somebody sees."""
        return self.filter(decision__in=Decision.objects.visible_to(actor))


class Lesson(models.Model):
    """What was learnt about a part of the programme. `section` and `part` name it in the package (core.programme), both empty for
    the programme as a whole. `settled`: what was done with it in the new version, empty until somebody has said."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="lessons")
    section = models.CharField(max_length=40, blank=True)
    part = models.CharField(max_length=80, blank=True)
    text = models.TextField(_("what was learnt"), max_length=2_000)
    settled = models.CharField(_("what was done with it"), max_length=500, blank=True)

    objects: ClassVar[LessonQuerySet] = LessonQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        ordering: ClassVar[list[str]] = ["section", "part", "pk"]

    def __str__(self) -> str:
        return self.text[:80]
