"""What is shared with a network, and its reports."""

from datetime import date
from typing import Any, ClassVar, Self, TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nybrott.core.actor import Actor
from nybrott.partnerships.states import Answer, Kind, Part, ReportState
from nybrott.people.models import Network, NetworkMember, Organisation, User

_Rows = TypeVar("_Rows", bound=models.Model)


class ShareQuerySet(models.QuerySet["Share"]):
    """What is and was shared."""

    def visible_to(self, actor: Actor) -> Self:
        """What members share now with the networks one's organisation is in; of one's own also what it shared before."""
        if actor.system:
            return self
        if not actor.works_here:
            return self.none()
        theirs = Q(member__network_id__in=actor.network_ids, member__left_at__isnull=True, ended_at__isnull=True)
        return self.filter(theirs | Q(member__organisation_id=actor.organisation_id))

    def current(self) -> Self:
        """What is shared now, by those who are in."""
        return self.filter(ended_at__isnull=True, member__joined_at__isnull=False, member__left_at__isnull=True)


class Share(models.Model):
    """That a member shares a kind of thing with a network, from `shared_at` until `ended_at`. It hangs on this membership: who leaves and comes
    back begins with nothing."""

    member = models.ForeignKey(NetworkMember, models.CASCADE, related_name="shares")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    shared_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    shared_at = models.DateTimeField()
    ended_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[ShareQuerySet] = ShareQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("what is shared with a network")
        verbose_name_plural = _("what is shared with networks")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["member", "kind"], condition=Q(ended_at__isnull=True), name="shared_once"),
            models.CheckConstraint(condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("shared_at")), name="shared_before_it_ends"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to: the one that shares."""
        return self.member.organisation_id


class ReportQuerySet(models.QuerySet["Report"]):
    """Reports of networks."""

    def visible_to(self, actor: Actor) -> Self:
        """Those of the networks one's organisation is in."""
        if actor.system:
            return self
        return self.filter(network_id__in=actor.network_ids) if actor.works_here else self.none()


class Report(models.Model):
    """The report of a network on a year or half of one, as it is worked on. The texts are the coordinators'. `deadline_on`: members are asked to
    look at their rows by then."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="reports")
    year = models.PositiveSmallIntegerField()
    part = models.PositiveSmallIntegerField(choices=Part.choices, default=Part.WHOLE)
    state = models.CharField(max_length=10, choices=ReportState.choices, default=ReportState.DRAFT)
    foreword = models.TextField(_("foreword"), max_length=4_000, blank=True)
    learnt = models.TextField(_("what we learnt"), max_length=4_000, blank=True)
    ahead = models.TextField(_("what comes next"), max_length=4_000, blank=True)
    deadline_on = models.DateField(_("members answer by"), null=True, blank=True)
    begun_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    begun_at = models.DateTimeField()
    counted_at = models.DateTimeField()

    objects: ClassVar[ReportQuerySet] = ReportQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("report of a network")
        verbose_name_plural = _("reports of networks")
        ordering: ClassVar[list[str]] = ["-year", "-part", "-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["network", "year", "part"], name="a_report_of_a_time_once"),
            models.CheckConstraint(condition=Q(state="draft") | Q(deadline_on__isnull=False), name="who_is_asked_has_a_deadline"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.network} {self.year}" if self.part == Part.WHOLE else f"{self.network} {self.year} ({self.part})"

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to: the one that keeps the network."""
        return self.network.keeper_id

    @property
    def first_on(self) -> date:
        """The first day it is of."""
        return date(self.year, 7 if self.part == Part.SECOND else 1, 1)

    @property
    def last_on(self) -> date:
        """The last day it is of."""
        return date(self.year, 6, 30) if self.part == Part.FIRST else date(self.year, 12, 31)


class OfReportQuerySet(models.QuerySet[_Rows]):
    """What hangs on a report."""

    def visible_to(self, actor: Actor) -> Self:
        """Of the reports somebody sees."""
        return self.filter(report__in=Report.objects.visible_to(actor))


class ReportRowQuerySet(models.QuerySet["ReportRow"]):
    """Members' rows."""

    def visible_to(self, actor: Actor) -> Self:
        """One's own organisation's, in networks it is in; what others' rows hold stands in the draft as far as they share it."""
        if actor.system:
            return self
        return self.filter(report__in=Report.objects.visible_to(actor), organisation_id=actor.organisation_id or 0)


class ReportRow(models.Model):
    """What a report counts of one member. `counted`: as counted, see `queries.counting.row_of`; `said`: the numbers the member corrected, and
    `note`: why. An answer is to `counted` as it stands; it is not counted anew until the answer is taken back."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="rows")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    counted: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField()
    counted_at = models.DateTimeField()
    answer = models.CharField(max_length=10, choices=Answer.choices, default=Answer.WAITING)
    said: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    note = models.CharField(_("what was wrong"), max_length=1_000, blank=True)
    answered_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    objects: ClassVar[ReportRowQuerySet] = ReportRowQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("rows of a member")
        verbose_name_plural = _("rows of members")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["report", "organisation"], name="a_member_has_its_rows_once"),
            models.CheckConstraint(condition=Q(answer="corrected") | Q(said={}, note=""), name="only_a_correction_says_numbers"),
            models.CheckConstraint(condition=~Q(answer="corrected") | ~Q(note=""), name="a_correction_of_rows_says_why"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.organisation} – {self.report}"


class ReportVersion(models.Model):
    """A version of a report as it was published; never changed. `content`: see `queries.assembling.assembled`; `digest` is the SHA-256 of its
    canonical JSON. `because`: why there is a version after the first."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField()
    digest = models.CharField(max_length=64)
    because = models.CharField(_("why there is a new version"), max_length=1_000, blank=True)
    published_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    published_at = models.DateTimeField()

    objects: ClassVar[OfReportQuerySet["ReportVersion"]] = OfReportQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("published report of a network")
        verbose_name_plural = _("published reports of networks")
        ordering: ClassVar[list[str]] = ["-number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["report", "number"], name="a_version_of_a_report_once"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(because=""), name="a_new_report_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.report}, {self.number}"

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to."""
        return self.report.organisation_id
