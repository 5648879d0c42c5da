"""What a buyers' group writes together: the common need description, each one's additions, approvals, agreements, decisions."""

from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nybrott.groups.models.groups import BuyersGroup, OfGroupQuerySet, Party
from nybrott.groups.states import AdditionKind, Signs
from nybrott.people.models import Organisation, User


def _lines() -> "ArrayField[list[str], list[str]]":
    return ArrayField(models.CharField(max_length=500), default=list, blank=True)


class CommonText(models.Model):
    """One version of the common need description; never changed, the next one takes its place. `revision`: of the group, from this version on."""

    group = models.ForeignKey(BuyersGroup, models.CASCADE, related_name="texts")
    version = models.PositiveSmallIntegerField()
    revision = models.PositiveIntegerField()
    purpose = models.TextField(_("purpose"), max_length=2_000)
    background = models.TextField(_("what it is like today"), max_length=10_000, blank=True)
    needs = _lines()
    goals = _lines()
    criteria = _lines()
    changed = models.CharField(_("what is new"), max_length=500, blank=True)
    written_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField()

    objects: ClassVar[OfGroupQuerySet["CommonText"]] = OfGroupQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("common need description")
        verbose_name_plural = _("common need descriptions")
        ordering: ClassVar[list[str]] = ["-version"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["group", "version"], name="a_common_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.group} ({self.version})"


class AdditionQuerySet(OfGroupQuerySet["Addition"]):
    """What members added."""

    def at(self, revision: int) -> Self:
        """Those that stood there in a revision of the group."""
        return self.filter(Q(until_revision=None) | Q(until_revision__gt=revision), from_revision__lte=revision)


class Addition(models.Model):
    """What one member adds beside the common text. Never changed: the row that takes its place begins where this one ends."""

    group = models.ForeignKey(BuyersGroup, models.CASCADE, related_name="additions")
    party = models.ForeignKey(Party, models.CASCADE, related_name="additions")
    kind = models.CharField(_("kind"), max_length=12, choices=AdditionKind.choices)
    text = models.TextField(_("what you add"), max_length=2_000)
    from_revision = models.PositiveIntegerField()
    until_revision = models.PositiveIntegerField(null=True)
    written_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[AdditionQuerySet] = AdditionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("addition")
        verbose_name_plural = _("additions")
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return self.text[:80]


class Approval(models.Model):
    """A member approved a revision: the common text and all additions as they stood then. It holds while nothing has changed since and
    `lapsed_at` is empty."""

    group = models.ForeignKey(BuyersGroup, models.CASCADE, related_name="approvals")
    party = models.ForeignKey(Party, models.CASCADE, related_name="approvals")
    version = models.PositiveSmallIntegerField()
    revision = models.PositiveIntegerField()
    approved_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    approved_at = models.DateTimeField()
    lapsed_at = models.DateTimeField(null=True)

    objects: ClassVar[OfGroupQuerySet["Approval"]] = OfGroupQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("approval of a common need description")
        verbose_name_plural = _("approvals of common need descriptions")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["party", "revision"], condition=Q(lapsed_at=None), name="a_revision_approved_once"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.party_id} {self.revision}"


class Terms(models.Model):
    """What one member has agreed to and signed off: its share, its volumes, who signs, until when it may leave. New terms take the place of the old."""

    group = models.ForeignKey(BuyersGroup, models.CASCADE, related_name="terms")
    party = models.ForeignKey(Party, models.CASCADE, related_name="terms")
    share = models.DecimalField(_("share of the common costs, in per cent"), max_digits=5, decimal_places=2)
    volumes = models.TextField(_("volumes"), max_length=1_000, blank=True)
    signs = models.CharField(_("who signs"), max_length=8, choices=Signs.choices)
    leave_until = models.DateField(_("may leave until"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    signed_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    signed_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)

    objects: ClassVar[OfGroupQuerySet["Terms"]] = OfGroupQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("agreement of a member")
        verbose_name_plural = _("agreements of members")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(share__gte=0, share__lte=100), name="a_share_is_per_cent"),
            models.UniqueConstraint(fields=["party"], condition=Q(replaced_at=None), name="one_agreement_holds"),
        ]

    def __str__(self) -> str:
        return f"{self.share} %"


class GroupDecision(models.Model):
    """One entry of the decision log; numbered, never changed. A correction is a new entry that names the one it `corrects`."""

    group = models.ForeignKey(BuyersGroup, models.CASCADE, related_name="decisions")
    number = models.PositiveIntegerField()
    text = models.TextField(_("what was decided"), max_length=2_000)
    reason = models.TextField(_("why"), max_length=2_000)
    decided_on = models.DateField(_("decided on"))
    decided_by = models.CharField(_("who decided"), max_length=200)
    in_favour = models.ManyToManyField(Organisation, related_name="+", blank=True)
    against = models.ManyToManyField(Organisation, related_name="+", blank=True)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="corrected_by")
    written_for = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    written_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField()

    objects: ClassVar[OfGroupQuerySet["GroupDecision"]] = OfGroupQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("decision of a group")
        verbose_name_plural = _("decisions of groups")
        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["group", "number"], name="a_decision_number_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_group_decision_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text[:80]}"
