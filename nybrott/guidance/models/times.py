"""When a mentor can be booked. Times of day are those on the clock where the site is; see settings.TIME_ZONE."""

from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nybrott.core.actor import Actor
from nybrott.runs.models import Participation

WEEKDAYS = (
    (0, _("Monday")), (1, _("Tuesday")), (2, _("Wednesday")), (3, _("Thursday")), (4, _("Friday")), (5, _("Saturday")), (6, _("Sunday")),
)  # fmt: skip


_Hung = TypeVar("_Hung", bound=models.Model)


class OfMentorQuerySet(models.QuerySet[_Hung]):
    """Times of a mentor, seen by the mentor and by those whom they guide."""

    def visible_to(self, actor: Actor) -> Self:
        """The actor's own, those of mentors they are paired with, and those of parts they see."""
        if actor.system:
            return self
        if actor.user_id is None:
            return self.none()
        seen = Q(mentor__in=Participation.objects.visible_to(actor)) | Q(mentor__guides__driver__user_id=actor.user_id)
        return self.filter(seen).distinct()


class Terms(models.Model):
    """How a mentor can be booked: how long each time, how early at the latest and at the earliest, and where one usually meets."""

    mentor = models.OneToOneField(Participation, models.CASCADE, related_name="terms")
    minutes = models.PositiveSmallIntegerField(_("minutes each time"), default=60)
    notice_hours = models.PositiveSmallIntegerField(_("hours ahead, at the latest"), default=24)
    days_ahead = models.PositiveSmallIntegerField(_("days ahead, at the earliest"), default=60)
    place = models.CharField(_("place"), max_length=200, blank=True)
    link = models.URLField(_("video link"), max_length=500, blank=True)

    objects: ClassVar[OfMentorQuerySet["Terms"]] = OfMentorQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("terms for guidance")
        verbose_name_plural = _("terms for guidance")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(minutes__range=(15, 240)), name="a_booking_takes_15_to_240_minutes"),
            models.CheckConstraint(
                condition=Q(notice_hours__lte=24 * 14, days_ahead__range=(1, 366)), name="a_booking_has_its_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.minutes} min"


class WeeklyTime(models.Model):
    """A time of the week in which a mentor can be booked. `weekday` counts from 0, Monday."""

    mentor = models.ForeignKey(Participation, models.CASCADE, related_name="weekly")
    weekday = models.PositiveSmallIntegerField(_("day"), choices=WEEKDAYS)
    begins = models.TimeField(_("from"))
    ends = models.TimeField(_("to"))

    objects: ClassVar[OfMentorQuerySet["WeeklyTime"]] = OfMentorQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("time for guidance")
        verbose_name_plural = _("times for guidance")
        ordering: ClassVar[list[str]] = ["weekday", "begins"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(ends__gt=F("begins")), name="a_time_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="a_week_has_seven_days"),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.begins}"


class OtherTime(models.Model):
    """A day on which it is otherwise: closed, or open at another time. Without times it is the whole day."""

    mentor = models.ForeignKey(Participation, models.CASCADE, related_name="other_times")
    day = models.DateField(_("day"))
    opened = models.BooleanField(default=False)
    begins = models.TimeField(_("from"), null=True, blank=True)
    ends = models.TimeField(_("to"), null=True, blank=True)

    objects: ClassVar[OfMentorQuerySet["OtherTime"]] = OfMentorQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("exception from the times for guidance")
        verbose_name_plural = _("exceptions from the times for guidance")
        ordering: ClassVar[list[str]] = ["day", "begins"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(begins__isnull=True, ends__isnull=True, opened=False) | Q(ends__gt=F("begins")),
                name="an_exception_has_its_times",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day}"
