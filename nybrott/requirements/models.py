"""Requirements, award criteria, words that are kept on purpose, and the sets that were settled."""

from decimal import Decimal
from typing import ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nybrott.core.actor import Actor
from nybrott.needs.models import Need
from nybrott.people.models import User
from nybrott.procurements.models import OfProcurementQuerySet, Procurement
from nybrott.requirements.states import Kind, Moment, Strength


class Specification(models.Model):
    """What is true of all requirements of a procurement: their language, and the last number given to a requirement and to a criterion, so that
    no number is used twice."""

    procurement = models.OneToOneField(Procurement, models.CASCADE, related_name="specification")
    language = models.CharField(max_length=8, default="nb")
    numbered = models.PositiveIntegerField(default=0)
    criteria_numbered = models.PositiveIntegerField(default=0)

    objects: ClassVar[OfProcurementQuerySet["Specification"]] = OfProcurementQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("requirement specification")
        verbose_name_plural = _("requirement specifications")

    def __str__(self) -> str:
        return str(self.procurement)


class Requirement(models.Model):
    """A requirement (krav). `needs`: what it answers; without one it is a hole. The test: what is measured, how, when, and the threshold from which it
    is met. `law`: the reference, when it comes from one."""

    procurement = models.ForeignKey(Procurement, models.CASCADE, related_name="requirements")
    number = models.PositiveIntegerField()
    place = models.PositiveIntegerField(default=0)
    text = models.TextField(_("requirement"), max_length=2_000)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    strength = models.CharField(max_length=8, choices=Strength.choices, default=Strength.MUST)
    needs = models.ManyToManyField(Need, related_name="requirements", blank=True)
    test_what = models.CharField(_("what is measured"), max_length=500, blank=True)
    test_how = models.CharField(_("how it is measured"), max_length=500, blank=True)
    test_when = models.CharField(_("when it is measured"), max_length=10, choices=Moment.choices, blank=True)
    threshold = models.CharField(_("met when"), max_length=300, blank=True)
    law = models.CharField(_("reference to the law"), max_length=300, blank=True)
    written_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects: ClassVar[OfProcurementQuerySet["Requirement"]] = OfProcurementQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")
        ordering: ClassVar[list[str]] = ["place", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["procurement", "number"], name="a_requirement_number_once"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="a_requirement_has_a_kind"),
            models.CheckConstraint(condition=~Q(text=""), name="a_requirement_says_something"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"K{self.number} {self.text}"[:120]

    @property
    def is_measured(self) -> bool:
        """Whether it says what is measured, how and when."""
        return bool(self.test_what and self.test_how and self.test_when)


class KeptWordsQuerySet(models.QuerySet["KeptWords"]):
    """Words kept on purpose; seen by those who see the procurement."""

    def visible_to(self, actor: Actor) -> Self:
        """Those of the procurements somebody sees."""
        return self.filter(requirement__procurement__in=Procurement.objects.visible_to(actor))


class KeptWords(models.Model):
    """ "Keep, because …": a person's answer to a remark of the language checker on a requirement."""

    requirement = models.ForeignKey(Requirement, models.CASCADE, related_name="kept")
    rule = models.CharField(max_length=40)
    words = models.CharField(max_length=300)
    because = models.CharField(_("keep, because"), max_length=500)
    kept_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    kept_at = models.DateTimeField()

    objects: ClassVar[KeptWordsQuerySet] = KeptWordsQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("words kept on purpose")
        verbose_name_plural = _("words kept on purpose")
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["requirement", "rule", "words"], name="words_are_kept_once"),
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.words}"


class Criterion(models.Model):
    """An award criterion (tildelingskriterium): its weight in per cent, what it rewards, whether it rewards better than the minimum, how points are
    given, and which requirements and needs it concerns."""

    procurement = models.ForeignKey(Procurement, models.CASCADE, related_name="award_criteria")
    number = models.PositiveIntegerField()
    place = models.PositiveIntegerField(default=0)
    name = models.CharField(_("name"), max_length=200)
    weight = models.DecimalField(
        _("weight"), max_digits=5, decimal_places=2,
        validators=[MinValueValidator(Decimal("0.01")), MaxValueValidator(Decimal(100))],
    )  # fmt: skip
    rewards = models.TextField(_("what it rewards"), max_length=2_000)
    is_better = models.BooleanField(_("rewards better than the minimum"), default=False)
    scale = models.TextField(_("how points are given"), max_length=2_000, blank=True)
    requirements = models.ManyToManyField(Requirement, related_name="criteria", blank=True)
    needs = models.ManyToManyField(Need, related_name="+", blank=True)
    written_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects: ClassVar[OfProcurementQuerySet["Criterion"]] = OfProcurementQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("award criterion")
        verbose_name_plural = _("award criteria")
        ordering: ClassVar[list[str]] = ["place", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["procurement", "number"], name="a_criterion_number_once"),
            models.CheckConstraint(condition=Q(weight__gt=0, weight__lte=100), name="a_weight_is_a_share"),
        ]

    def __str__(self) -> str:
        return self.name


class Settled(models.Model):
    """A set of requirements and criteria as it was settled; never changed. `content`: see `queries.versions.snapshot`; `digest` is the SHA-256 of its
    canonical JSON. `because`: why it was settled with holes in the chain."""

    procurement = models.ForeignKey(Procurement, models.CASCADE, related_name="settled_requirements")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    because = models.CharField(_("why gaps remain"), max_length=1_000, blank=True)
    settled_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    settled_at = models.DateTimeField()

    objects: ClassVar[OfProcurementQuerySet["Settled"]] = OfProcurementQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("settled requirements")
        verbose_name_plural = _("settled requirements")
        ordering: ClassVar[list[str]] = ["-number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["procurement", "number"], name="a_settled_version_once"),
        ]

    def __str__(self) -> str:
        return str(self.number)
