"""A workshop, its steps, and the seats people have in it."""

from datetime import datetime, timedelta
from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.hearings.models import Side
from nybrott.people.models import Organisation, Unit, User
from nybrott.workshops.states import SeatState, StepKind, WorkshopState


class WorkshopQuerySet(models.QuerySet["Workshop"]):
    """Workshops, as far as somebody may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """The organisation's own, for its people."""
        if actor.system:
            return self
        if actor.user_id is None or actor.organisation_id is None or actor.is_supplier:
            return self.none()
        return self.filter(organisation_id=actor.organisation_id)


_Hung = TypeVar("_Hung", bound=models.Model)


class OfWorkshopQuerySet(models.QuerySet[_Hung]):
    """What hangs on a workshop is seen by those who see the workshop."""

    def visible_to(self, actor: Actor) -> Self:
        """What hangs on the actor's own organisation's workshops."""
        return self.filter(workshop__in=Workshop.objects.visible_to(actor))


class Workshop(models.Model):
    """A method workshop (metodeverksted) on a challenge.

    `code` lets phones in while it is under way. `turn` grows with every change that everyone in the room must see; `step` is
    where they are, since `step_began_at`, with `extra_seconds` given on top of the step's own minutes.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="workshops")
    challenge = models.ForeignKey(Challenge, models.CASCADE, related_name="workshops")
    title = models.CharField(_("what it is called"), max_length=200)
    aim = models.TextField(_("what there should be when it is over"), max_length=2_000, blank=True)
    starts_at = models.DateTimeField(_("when it begins"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    link = models.URLField(_("video link"), max_length=500, blank=True)
    capacity = models.PositiveSmallIntegerField(_("seats"), null=True, blank=True)
    facilitator = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=12, choices=WorkshopState.choices, default=WorkshopState.PLANNED)
    code = models.CharField(max_length=8, unique=True)
    step = models.ForeignKey("Step", models.SET_NULL, null=True, blank=True, related_name="+")
    step_began_at = models.DateTimeField(null=True)
    extra_seconds = models.IntegerField(default=0)
    turn = models.PositiveIntegerField(default=0)
    reason = models.CharField(_("why it was cancelled"), max_length=500, blank=True)
    planned_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    planned_at = models.DateTimeField()
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[WorkshopQuerySet] = WorkshopQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("workshop")
        verbose_name_plural = _("workshops")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(capacity__gte=2), name="room_for_two_at_least"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "-starts_at"], name="workshop_list"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def step_ends_at(self) -> datetime | None:
        """When the time of the step is up; None when none is under way."""
        if self.step is None or self.step_began_at is None:
            return None
        return self.step_began_at + timedelta(minutes=self.step.minutes, seconds=self.extra_seconds)


class Step(models.Model):
    """One thing to do. `card`: the method card it is from. `shared_at`: when notes, or the count of votes, were shown to all."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="steps")
    place = models.PositiveSmallIntegerField()
    kind = models.CharField(_("what people do"), max_length=8, choices=StepKind.choices, default=StepKind.TALK)
    title = models.CharField(_("in a few words"), max_length=200)
    prompt = models.TextField(_("what people read on their phone"), max_length=1_000, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=10)
    votes_each = models.PositiveSmallIntegerField(_("votes each"), default=3)
    card = models.CharField(max_length=60, blank=True)
    shared_at = models.DateTimeField(null=True)

    objects: ClassVar[OfWorkshopQuerySet["Step"]] = OfWorkshopQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar[list[str]] = ["place", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(minutes__range=(1, 480)), name="a_step_takes_time"),
            models.CheckConstraint(condition=Q(votes_each__range=(1, 20)), name="votes_1_to_20"),
        ]

    def __str__(self) -> str:
        return self.title


class Seat(models.Model):
    """Somebody's place in a workshop: a colleague with an account, or somebody who came in by the code.

    `pseudonym` is what evidence from this seat is signed with; given once, it stays. `joined_at`: when their phone came in.
    """

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="seats")
    user = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    unit = models.ForeignKey(Unit, models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField(_("name"), max_length=80)
    side = models.CharField(max_length=10, choices=Side.choices, default=Side.OTHER)
    state = models.CharField(max_length=10, choices=SeatState.choices, default=SeatState.ASKED)
    pseudonym = models.CharField(max_length=60, blank=True)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    joined_at = models.DateTimeField(null=True)

    objects: ClassVar[OfWorkshopQuerySet["Seat"]] = OfWorkshopQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("seat in a workshop")
        verbose_name_plural = _("seats in workshops")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["workshop", "user"], condition=Q(user__isnull=False), name="one_seat_each"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["workshop", "state", "answered_at"], name="seat_queue"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to."""
        return self.workshop.organisation_id
