"""Who guides whom."""

from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nybrott.core.actor import Actor
from nybrott.guidance.states import PairingState
from nybrott.people.models import User
from nybrott.runs.models import Participation, Run


class PairingQuerySet(models.QuerySet["Pairing"]):
    """Pairings, as far as somebody may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """One's own; those with somebody of the actor's organisation; all of a run it keeps, for those who manage runs."""
        if actor.system:
            return self
        if actor.user_id is None or actor.organisation_id is None:
            return self.none()
        mine = Q(driver__user_id=actor.user_id) | Q(mentor__user_id=actor.user_id)
        seen = (
            mine | Q(driver__organisation_id=actor.organisation_id) | Q(mentor__organisation_id=actor.organisation_id)
        )
        if actor.may("runs.manage"):
            seen |= Q(run__organisation_id=actor.organisation_id)
        return self.filter(seen)

    def of_person(self, actor: Actor) -> Self:
        """Those the actor is one of the two in."""
        return self.filter(Q(driver__user_id=actor.user_id) | Q(mentor__user_id=actor.user_id))

    def current(self) -> Self:
        """Those that are proposed or stand."""
        return self.filter(state__in=(PairingState.PROPOSED, PairingState.STANDS))


_Hung = TypeVar("_Hung", bound=models.Model)


class OfPairingQuerySet(models.QuerySet[_Hung]):
    """What hangs on a pairing and is seen by everyone who sees the pairing."""

    def visible_to(self, actor: Actor) -> Self:
        """What hangs on the pairings somebody sees."""
        return self.filter(pairing__in=Pairing.objects.visible_to(actor))


class Pairing(models.Model):
    """A driver and a mentor in a run (kobling).

    `why` is what core.pairing said of the pair when it was proposed (codes with facts, see core.pairing.written); `by_hand`:
    a person chose it, with `cost` of the plan's points against the best plan. It stands when both have said yes. `apart`: somebody
    said no to it or ended it, so it is not proposed again by itself.
    """

    run = models.ForeignKey(Run, models.CASCADE, related_name="pairings")
    driver = models.ForeignKey(Participation, models.CASCADE, related_name="pairings")
    mentor = models.ForeignKey(Participation, models.CASCADE, related_name="guides")
    state = models.CharField(max_length=10, choices=PairingState.choices, default=PairingState.PROPOSED)
    why = models.JSONField(default=dict)
    by_hand = models.BooleanField(default=False)
    cost = models.IntegerField(null=True)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    driver_yes_at = models.DateTimeField(null=True)
    mentor_yes_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    reason = models.CharField(_("why"), max_length=500, blank=True)
    reminded_at = models.DateTimeField(null=True)
    apart = models.BooleanField(default=False)

    objects: ClassVar[PairingQuerySet] = PairingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("pairing")
        verbose_name_plural = _("pairings")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["driver"], condition=Q(state__in=("proposed", "stands")), name="one_mentor_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(driver=F("mentor")), name="nobody_guides_themselves"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["run", "state"], name="pairing_of_run"),
            models.Index(fields=["mentor", "state"], name="pairing_of_mentor"),
        ]

    def __str__(self) -> str:
        return f"{self.driver} – {self.mentor}"

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to: the one that keeps the run."""
        return self.run.organisation_id


class ChoiceQuerySet(models.QuerySet["Choice"]):
    """Choices by hand, as far as somebody may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """Those of runs the actor leads: nobody is told before the pairs are proposed."""
        if actor.system:
            return self
        if actor.organisation_id is None or not actor.may("runs.manage"):
            return self.none()
        return self.filter(run__organisation_id=actor.organisation_id)


class Choice(models.Model):
    """Whom those who lead a run chose for a driver by hand. It is a draft: the rest is worked out around it, and it is gone
    when the pairs are proposed."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="choices")
    driver = models.OneToOneField(Participation, models.CASCADE, related_name="choice")
    mentor = models.ForeignKey(Participation, models.CASCADE, related_name="chosen_for")
    chosen_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    chosen_at = models.DateTimeField()

    objects: ClassVar[ChoiceQuerySet] = ChoiceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("choice of a mentor by hand")
        verbose_name_plural = _("choices of mentors by hand")

    def __str__(self) -> str:
        return f"{self.driver} – {self.mentor}"
