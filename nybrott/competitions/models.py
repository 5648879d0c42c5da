"""Which official notices belong to a procurement, and when they were last looked for."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nybrott.competitions.states import LinkState, Way
from nybrott.people.models import User
from nybrott.procurements.models import OfProcurementQuerySet, Procurement

LONGEST_KEY = 80


class NoticeLink(models.Model):
    """An official notice that belongs to a procurement, may belong to it, or does not.

    `number`: what somebody typed, as `core.recognising` reads it. `key`: the notice's name in the lake, empty while it is not in our data.
    `stage`, `title`, `buyer_name`, `published_on`, `official` (the Doffin or TED number), `chain` (shared by the notices of one procedure) and
    `facts` (`queries.facts_of`) are what it said when it was read last. `score` and `parts` are a suggestion's.
    """

    procurement = models.ForeignKey(Procurement, models.CASCADE, related_name="notice_links")
    number = models.CharField(_("number of the notice"), max_length=LONGEST_KEY, blank=True)
    key = models.CharField(max_length=LONGEST_KEY, blank=True)
    state = models.CharField(max_length=10, choices=LinkState.choices, default=LinkState.WAITING)
    way = models.CharField(max_length=10, choices=Way.choices)
    stage = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=500, blank=True)
    buyer_name = models.CharField(max_length=300, blank=True)
    official = models.CharField(max_length=LONGEST_KEY, blank=True)
    chain = models.CharField(max_length=200, blank=True)
    published_on = models.DateField(null=True)
    score = models.PositiveSmallIntegerField(null=True)
    parts = models.JSONField(default=list)
    more = models.PositiveSmallIntegerField(default=0)
    facts = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    answered_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    reason = models.CharField(_("why"), max_length=500, blank=True)

    objects: ClassVar[OfProcurementQuerySet["NoticeLink"]] = OfProcurementQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("official notice of a procurement")
        verbose_name_plural = _("official notices of procurements")
        ordering: ClassVar[list[str]] = ["published_on", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["procurement", "key"], condition=~Q(key=""), name="a_notice_of_a_procurement_once"),
            models.UniqueConstraint(fields=["procurement", "number"], condition=Q(key=""), name="a_number_of_a_procurement_once"),
            models.CheckConstraint(condition=~Q(key="", number=""), name="a_notice_is_known_by_something"),
            models.CheckConstraint(condition=~Q(key="") | Q(state__in=["waiting", "rejected"]), name="only_a_found_notice_belongs"),
            models.CheckConstraint(condition=~Q(state="suggested") | Q(score__isnull=False), name="a_suggestion_has_its_score"),
        ]  # fmt: skip
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["procurement", "state", "published_on"], name="notice_of_procurement"),
        ]

    def __str__(self) -> str:
        return self.title or self.number or self.key

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to."""
        return self.procurement.organisation_id


class Look(models.Model):
    """When notices were last looked for: in which state of the lake (`generation`), whose newest notice is of `until`, for which plan (`seen`, a
    digest of what was looked for)."""

    procurement = models.OneToOneField(Procurement, models.CASCADE, related_name="notices_looked")
    at = models.DateTimeField()
    generation = models.CharField(max_length=80, blank=True)
    until = models.DateField(null=True)
    seen = models.CharField(max_length=64, blank=True)

    objects: ClassVar[OfProcurementQuerySet["Look"]] = OfProcurementQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("search for official notices")
        verbose_name_plural = _("searches for official notices")

    def __str__(self) -> str:
        return f"{self.procurement} {self.at:%Y-%m-%d}"

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to."""
        return self.procurement.organisation_id
