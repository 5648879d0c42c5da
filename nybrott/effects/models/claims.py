"""What a run is said to have led to, with evidence for and against; and what it cost."""

from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nybrott.core.actor import Actor
from nybrott.effects.models.plans import OfPlanQuerySet, Plan
from nybrott.effects.states import Side, Strength, Weight
from nybrott.people.models import User

_OfClaim = TypeVar("_OfClaim", bound=models.Model)


class Claim(models.Model):
    """Something the run is said to have contributed to (bidragspåstand).

    `about` is the kind of thing that was reached ("needs.need"), empty for something else. `strength` is how well it is founded, on the
    written scale, with `why`. `weighed_at` is when the evaluator last judged it, `changed_at` when evidence or a rival explanation was
    last put in, changed or taken out.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="claims")
    place = models.PositiveSmallIntegerField()
    text = models.CharField(_("what the run contributed to"), max_length=500)
    about = models.CharField(max_length=60, blank=True)
    strength = models.CharField(max_length=6, choices=Strength.choices, default=Strength.NONE)
    why = models.TextField(_("why it is judged this way"), max_length=2_000, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    weighed_at = models.DateTimeField(null=True)
    weighed_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(null=True)

    objects: ClassVar[OfPlanQuerySet["Claim"]] = OfPlanQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("contribution claim")
        verbose_name_plural = _("contribution claims")
        ordering: ClassVar[list[str]] = ["place", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(strength="none") | (~Q(why="") & Q(weighed_at__isnull=False)), name="a_judged_claim_says_why"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.text

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to."""
        return self.plan.organisation_id


class OfClaimQuerySet(models.QuerySet[_OfClaim]):
    """What hangs on a claim and is seen by everyone who sees the claim."""

    def visible_to(self, actor: Actor) -> Self:
        """What hangs on the claims somebody sees."""
        return self.filter(claim__in=Claim.objects.visible_to(actor))


class Evidence(models.Model):
    """Something that speaks for a claim or against it. `kind` and `ref` say where it comes from: "trail" (a kind of thing reached),
    "indicator", "wave", "story" or "typed"; `found` is what it said when it was put in, so that the report can say it again."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="evidence")
    side = models.CharField(max_length=7, choices=Side.choices)
    kind = models.CharField(max_length=12)
    ref = models.CharField(max_length=120, blank=True)
    text = models.TextField(_("what it shows"), max_length=2_000)
    found = models.JSONField(default=dict)
    put_in_at = models.DateTimeField()
    put_in_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    objects: ClassVar[OfClaimQuerySet["Evidence"]] = OfClaimQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("evidence for or against a claim")
        verbose_name_plural = _("evidence for and against claims")
        ordering: ClassVar[list[str]] = ["put_in_at", "pk"]

    def __str__(self) -> str:
        return self.text[:80]


class Rival(models.Model):
    """Something else that could have made it so, and how likely that is. `code` is one of core.designs' rivals, empty for one's own."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="rivals")
    code = models.CharField(max_length=60, blank=True)
    text = models.CharField(_("what else could have led to it"), max_length=500)
    weight = models.CharField(max_length=9, choices=Weight.choices, default=Weight.POSSIBLE)
    why = models.TextField(_("why"), max_length=2_000, blank=True)
    put_in_at = models.DateTimeField(null=True)

    objects: ClassVar[OfClaimQuerySet["Rival"]] = OfClaimQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("rival explanation")
        verbose_name_plural = _("rival explanations")
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["claim", "code"], condition=~Q(code=""), name="a_known_rival_once"),
        ]

    def __str__(self) -> str:
        return self.text


class Rate(models.Model):
    """What an hour costs, by role ("driver", "mentor", "lead", "colleague"): whole øre."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="rates")
    role = models.CharField(max_length=12)
    amount = models.BigIntegerField(_("kroner an hour"))

    objects: ClassVar[OfPlanQuerySet["Rate"]] = OfPlanQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("rate")
        verbose_name_plural = _("rates")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["plan", "role"], name="one_rate_for_a_role"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="no_hour_costs_less_than_nothing"),
        ]

    def __str__(self) -> str:
        return self.role


class Cost(models.Model):
    """What was paid besides hours: whole øre."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="costs")
    what = models.CharField(_("what was paid for"), max_length=200)
    amount = models.BigIntegerField(_("kroner"))
    paid_on = models.DateField(_("day"), null=True, blank=True)

    objects: ClassVar[OfPlanQuerySet["Cost"]] = OfPlanQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("cost")
        verbose_name_plural = _("costs")
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="no_cost_is_less_than_nothing"),
        ]

    def __str__(self) -> str:
        return self.what


class Unpriced(models.Model):
    """Something that was put in, or came of it, and has no price."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="unpriced")
    what = models.CharField(_("what has no price"), max_length=300)
    gain = models.BooleanField(_("it is a gain"), default=False)

    objects: ClassVar[OfPlanQuerySet["Unpriced"]] = OfPlanQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("something without a price")
        verbose_name_plural = _("things without a price")
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return self.what
