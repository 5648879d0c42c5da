"""Published versions of the yearly report."""

from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from nybrott.core.actor import Actor
from nybrott.people.models import Organisation, User


class YearbookQuerySet(models.QuerySet["Yearbook"]):
    """Published reports."""

    def visible_to(self, actor: Actor) -> Self:
        """The organisation's own, for its people."""
        if actor.system:
            return self
        if actor.user_id is None or actor.organisation_id is None:
            return self.none()
        return self.filter(organisation_id=actor.organisation_id)

    def open(self) -> Self:
        """Those whose counts the organisation has opened to everyone."""
        return self.filter(opened_at__isnull=False)


class Yearbook(models.Model):
    """A version of the report of a year, as it was published; never changed. `number`: 1 for the first of the year. `content`: see
    `queries.gathering.gathered`; `digest` is the SHA-256 of its canonical JSON. `because`: why there is a version after the first. `opened_at`:
    since when everyone may read its counts (and nothing else of it); None when only the organisation's people read it."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="yearbooks")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    content: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField()
    digest = models.CharField(max_length=64)
    because = models.CharField(_("why there is a new version"), max_length=1_000, blank=True)
    published_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    published_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)

    objects: ClassVar[YearbookQuerySet] = YearbookQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("yearly report")
        verbose_name_plural = _("yearly reports")
        ordering: ClassVar[list[str]] = ["-year", "-number"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["-year", "organisation"], condition=models.Q(opened_at__isnull=False), name="open_yearbooks"),
        ]  # fmt: skip
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "year", "number"], name="a_version_of_a_year_once"),
            models.CheckConstraint(condition=models.Q(number=1) | ~models.Q(because=""), name="a_new_version_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.year} ({self.number})"
