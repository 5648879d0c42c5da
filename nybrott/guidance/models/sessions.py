"""Sessions of guidance, what was noted in them, and what was agreed."""

from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.desk.models import Task
from nybrott.guidance.models.pairings import OfPairingQuerySet, Pairing
from nybrott.guidance.states import NoteKind, SessionState
from nybrott.people.models import User


class Session(models.Model):
    """A talk between the two (veiledning). `challenge` and `stage` are what it was about when it was booked.

    `missed_by`: who did not come, "driver", "mentor" or "both".
    """

    pairing = models.ForeignKey(Pairing, models.CASCADE, related_name="sessions")
    starts_at = models.DateTimeField(_("when"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=60)
    place = models.CharField(_("place"), max_length=200, blank=True)
    link = models.URLField(_("video link"), max_length=500, blank=True)
    topic = models.CharField(_("what you want to talk about"), max_length=500, blank=True)
    agenda = models.TextField(_("agenda"), max_length=4_000, blank=True)
    challenge = models.ForeignKey(Challenge, models.SET_NULL, null=True, blank=True, related_name="sessions")
    stage = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=12, choices=SessionState.choices, default=SessionState.BOOKED)
    missed_by = models.CharField(max_length=8, blank=True)
    reason = models.CharField(_("why it was cancelled"), max_length=500, blank=True)
    turn = models.PositiveIntegerField(default=0)  # grows when it is moved, so that calendars take the newer one
    booked_at = models.DateTimeField()
    booked_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(
        default=0
    )  # grows when its agenda is changed, so that the later of two is told

    objects: ClassVar[OfPairingQuerySet["Session"]] = OfPairingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("session of guidance")
        verbose_name_plural = _("sessions of guidance")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(minutes__range=(15, 240)), name="a_session_takes_15_to_240_minutes"),
            models.CheckConstraint(
                condition=Q(missed_by__in=("", "driver", "mentor", "both")), name="somebody_missed_it"
            ),
            models.UniqueConstraint(
                fields=["pairing", "starts_at"], condition=Q(state="booked"), name="a_pair_meets_once_at_a_time"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["pairing", "-starts_at"], name="session_of_pair"),
            models.Index(fields=["starts_at"], name="session_to_come", condition=Q(state="booked")),
        ]

    def __str__(self) -> str:
        return f"{self.pairing}"

    @property
    def ends_at(self) -> datetime:
        """When it is over."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to: the one that keeps the run."""
        return self.pairing.run.organisation_id


class NoteQuerySet(models.QuerySet["Note"]):
    """Notes, as far as somebody may read them."""

    def visible_to(self, actor: Actor) -> Self:
        """The pair's own by the two alone, administrators neither; shared ones also by those who run programmes and see the pair."""
        if actor.user_id is None or actor.system:
            return self.none()
        mine = Q(pairing__driver__user_id=actor.user_id) | Q(pairing__mentor__user_id=actor.user_id)
        if not actor.may("runs.manage"):
            return self.filter(mine)
        return self.filter(mine | Q(kind=NoteKind.SHARED, pairing__in=Pairing.objects.visible_to(actor)))


class Note(models.Model):
    """Something written down in guidance."""

    pairing = models.ForeignKey(Pairing, models.CASCADE, related_name="notes")
    session = models.ForeignKey(Session, models.CASCADE, null=True, blank=True, related_name="notes")
    kind = models.CharField(max_length=8, choices=NoteKind.choices, default=NoteKind.PAIR)
    text = models.TextField(_("note"), max_length=10_000)
    written_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)

    objects: ClassVar[NoteQuerySet] = NoteQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("note of guidance")
        verbose_name_plural = _("notes of guidance")
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["pairing", "-written_at"], name="note_of_pair")]

    def __str__(self) -> str:
        return str(self.pk)


class NextStep(models.Model):
    """What the two agreed that one of them does next; it stands on that one's desk as a task."""

    pairing = models.ForeignKey(Pairing, models.CASCADE, related_name="steps")
    session = models.ForeignKey(Session, models.SET_NULL, null=True, blank=True, related_name="steps")
    what = models.CharField(_("what is done next"), max_length=300)
    who = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    due_on = models.DateField(_("by when"))
    challenge = models.ForeignKey(Challenge, models.SET_NULL, null=True, blank=True, related_name="guidance_steps")
    task = models.ForeignKey(Task, models.SET_NULL, null=True, related_name="+")
    agreed_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)

    objects: ClassVar[OfPairingQuerySet["NextStep"]] = OfPairingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("agreed next step")
        verbose_name_plural = _("agreed next steps")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["pairing", "due_on"], name="step_of_pair"),
            models.Index(fields=["challenge"], name="step_of_challenge"),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to: the one that keeps the run."""
        return self.pairing.run.organisation_id
