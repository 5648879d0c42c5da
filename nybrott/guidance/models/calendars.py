"""A person's own calendar address, which needs no signing in."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nybrott.core.actor import Actor
from nybrott.people.models import User


class CalendarKeyQuerySet(models.QuerySet["CalendarKey"]):
    """Calendar addresses, as far as somebody may know of them."""

    def visible_to(self, actor: Actor) -> Self:
        """One's own."""
        if actor.system:
            return self
        return self.none() if actor.user_id is None else self.filter(user_id=actor.user_id)


class CalendarKey(models.Model):
    """What opens a person's calendar for a calendar program. Only the hash of its token is kept; it opens until it is ended."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[CalendarKeyQuerySet] = CalendarKeyQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(ended_at__isnull=True), name="one_calendar_address_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return str(self.made_at)
