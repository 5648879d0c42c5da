"""What of its own a member says that a buyers' group answers."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.groups.models.groups import BuyersGroup, Party
from nybrott.groups.states import PartState
from nybrott.needs.models import NeedDescription, ProblemStatement
from nybrott.people.models import User


class OwnNeedQuerySet(models.QuerySet["OwnNeed"]):
    """What groups answer, as far as somebody may see it."""

    def standing(self) -> Self:
        """Those not taken back, of organisations that said yes to the group, also when they have left since."""
        return self.filter(ended_at=None, party__state__in=(PartState.IN, PartState.LEFT))

    def visible_to(self, actor: Actor) -> Self:
        """Those of challenges one may see and of groups one may see: an organisation's own people alone, never the others of the group."""
        if actor.system:
            return self
        return self.filter(
            party__organisation_id=actor.organisation_id or 0, challenge__in=Challenge.objects.visible_to(actor), group__in=BuyersGroup.objects.visible_to(actor)
        )  # fmt: skip


class OwnNeed(models.Model):
    """One of a member's own challenges that the group answers, perhaps by the problem statement it began with or by an approved need description.

    `written_by` is empty where it followed by itself from the same need. Before the member has said yes to the group it waits, and says nothing.
    """

    group = models.ForeignKey(BuyersGroup, models.CASCADE, related_name="own_needs")
    party = models.ForeignKey(Party, models.CASCADE, related_name="own_needs")
    challenge = models.ForeignKey(Challenge, models.CASCADE, related_name="+")
    statement = models.ForeignKey(ProblemStatement, models.SET_NULL, null=True, related_name="+")
    description = models.ForeignKey(NeedDescription, models.SET_NULL, null=True, related_name="+")
    written_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[OwnNeedQuerySet] = OwnNeedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("own need a group answers")
        verbose_name_plural = _("own needs groups answer")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["party", "challenge"], condition=Q(ended_at=None), name="a_challenge_answered_once"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.challenge)
