"""A goal, what it was measured to, and what was said when it was looked at again."""

from datetime import date
from decimal import Decimal
from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import F, Q, Subquery
from django.utils.translation import gettext_lazy as _

from nybrott.core.actor import Actor
from nybrott.core.progress import Way
from nybrott.goals.states import OPEN, Better, GoalState, Kind
from nybrott.people.models import Organisation, OwnQuerySet, Unit, User


class GoalQuerySet(OwnQuerySet["Goal"]):
    """Goals; seen by the organisation's own people."""

    def open(self) -> Self:
        """Proposed or decided, and not ended."""
        return self.filter(state__in=OPEN)

    def with_now(self) -> Self:
        """Each with the value of its newest day that counts (`now_value`) and that day (`now_on`); None without a reading."""
        newest = Reading.objects.counting().filter(goal=models.OuterRef("pk")).order_by("-measured_on", "-pk")
        return self.annotate(
            now_value=Subquery(newest.values("value")[:1]), now_on=Subquery(newest.values("measured_on")[:1])
        )


class Goal(models.Model):
    """What the organisation has decided to reach (mål). Amounts of money are whole øre; shares are per cent, 8.4 for 8.4 per cent.

    `unit` is None when it is for the whole organisation. `no_baseline`: why nobody knows what it was before; empty when `baseline` is there or is still to
    be found out. `owner` answers for it. `reason`: why it ended as it did. `version` counts changes, so that the later of two editors is told.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="goals")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="goals")
    owner = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    title = models.CharField(_("what should be achieved"), max_length=200)
    why = models.TextField(_("why"), max_length=5_000, blank=True)
    kind = models.CharField(_("measured in"), max_length=10, choices=Kind.choices)
    counted_in = models.CharField(_("counted in"), max_length=40, blank=True)
    how = models.TextField(_("how it is measured"), max_length=2_000, blank=True)
    better = models.CharField(_("which way is better"), max_length=4, choices=Better.choices)
    baseline = models.DecimalField(_("before"), max_digits=17, decimal_places=2, null=True, blank=True)
    baseline_on = models.DateField(_("as of"), null=True, blank=True)
    no_baseline = models.CharField(_("why there is none"), max_length=500, blank=True)
    target = models.DecimalField(_("target value"), max_digits=17, decimal_places=2, null=True, blank=True)
    target_on = models.DateField(_("by"), null=True, blank=True)
    state = models.CharField(max_length=12, choices=GoalState.choices, default=GoalState.PROPOSED)
    decided_by = models.CharField(_("who decided"), max_length=200, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    case = models.CharField(_("case number"), max_length=100, blank=True)
    case_url = models.URLField(_("address of the case"), max_length=500, blank=True)
    review_on = models.DateField(_("to be looked at again"), null=True, blank=True)
    reason = models.TextField(_("why it ended this way"), max_length=2_000, blank=True)
    replaced_by = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="replaces")
    version = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[GoalQuerySet] = GoalQuerySet.as_manager()  # type: ignore[assignment]

    # from `with_now`
    now_value: Decimal | None
    now_on: date | None

    class Meta:
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(baseline=None, baseline_on=None) | Q(baseline__isnull=False, baseline_on__isnull=False, no_baseline=""), name="a_baseline_has_its_day"
            ),
            models.CheckConstraint(condition=Q(baseline=None) | Q(baseline__gte=0), name="no_baseline_below_zero"),
            models.CheckConstraint(condition=Q(target=None) | Q(target__gte=0), name="no_target_below_zero"),
            models.CheckConstraint(
                condition=Q(target_on=None) | Q(baseline_on=None) | Q(target_on__gt=F("baseline_on")), name="the_target_comes_after_the_baseline"
            ),
            models.CheckConstraint(
                condition=Q(state__in=("proposed", "dropped"))
                | Q(target__isnull=False, target_on__isnull=False, decided_on__isnull=False) & ~Q(decided_by="") & (Q(baseline__isnull=False) | ~Q(no_baseline="")),
                name="a_decided_goal_is_whole",
            ),
        ]  # fmt: skip
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "state", "target_on"], name="goal_list"),
            models.Index(fields=["review_on"], name="goal_review", condition=Q(state="decided")),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def up(self) -> bool:
        """Whether more is better."""
        return self.better == Better.UP

    @property
    def way(self) -> Way | None:
        """From the baseline to the target; None while one of them is missing."""
        if self.baseline is None or self.baseline_on is None or self.target is None or self.target_on is None:
            return None
        return Way(self.baseline, self.baseline_on, self.target, self.target_on, self.up)


_Hung = TypeVar("_Hung", bound=models.Model)


class OfGoalQuerySet(models.QuerySet[_Hung]):
    """What hangs on a goal is seen by those who see the goal."""

    def visible_to(self, actor: Actor) -> Self:
        """What hangs on goals of the actor's own organisation."""
        return self.filter(goal__in=Goal.objects.visible_to(actor))


class GoalReadingQuerySet(OfGoalQuerySet["Reading"]):
    """What goals were measured to."""

    def counting(self) -> Self:
        """Those nobody has corrected or taken out."""
        return self.filter(corrected_by=None, value__isnull=False)


class Reading(models.Model):
    """What a goal was measured to on a day; never changed. A correction is a reading that names the one it `corrects`, with its `reason`; without a value
    it takes that one out."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="readings")
    value = models.DecimalField(_("value"), max_digits=17, decimal_places=2, null=True, blank=True)
    measured_on = models.DateField(_("measured on"))
    how = models.CharField(_("how it is known"), max_length=500, blank=True)
    corrects = models.OneToOneField("self", models.CASCADE, null=True, blank=True, related_name="corrected_by")
    reason = models.CharField(_("why it was corrected"), max_length=500, blank=True)
    said_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    said_at = models.DateTimeField()

    objects: ClassVar[GoalReadingQuerySet] = GoalReadingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("reading of a goal")
        verbose_name_plural = _("readings of goals")
        ordering: ClassVar[list[str]] = ["-measured_on", "-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(value=None) | Q(value__gte=0), name="no_reading_below_zero"),
            models.CheckConstraint(
                condition=Q(corrects=None, value__isnull=False, reason="") | Q(corrects__isnull=False) & ~Q(reason=""), name="a_correction_has_its_reason"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.value} {self.measured_on}"

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to."""
        return self.goal.organisation_id


class Review(models.Model):
    """What was said when a goal was looked at again, and when it shall be looked at next; never changed."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="reviews")
    said = models.TextField(_("what was said"), max_length=2_000)
    next_on = models.DateField(_("next time"), null=True, blank=True)
    said_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    said_at = models.DateTimeField()

    objects: ClassVar[OfGoalQuerySet["Review"]] = OfGoalQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("review of a goal")
        verbose_name_plural = _("reviews of goals")
        ordering: ClassVar[list[str]] = ["-said_at", "-pk"]

    def __str__(self) -> str:
        return self.said[:60]

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to."""
        return self.goal.organisation_id
