"""Who takes part in a run, and what their leaders were asked."""

from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.people.models import Organisation, Unit, User
from nybrott.runs.models.runs import Run
from nybrott.runs.states import PartKind, PartState


class ParticipationQuerySet(models.QuerySet["Participation"]):
    """Those who take part, as far as somebody may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """Those of the actor's own organisation; and all of a run it keeps, for those who manage runs."""
        if actor.system:
            return self
        if actor.user_id is None or actor.organisation_id is None:
            return self.none()
        seen = Q(organisation_id=actor.organisation_id)
        if actor.may("runs.manage"):
            seen |= Q(run__organisation_id=actor.organisation_id)
        return self.filter(seen)

    def taking_part(self) -> Self:
        """Those who are in it, or were until it ended."""
        return self.filter(state__in=(PartState.IN, PartState.DONE))

    def drivers(self) -> Self:
        """The drivers among them."""
        return self.filter(kind=PartKind.DRIVER)

    def mentors(self) -> Self:
        """The mentors among them."""
        return self.filter(kind=PartKind.MENTOR)


class Participation(models.Model):
    """A person's part in a run (deltakelse), as driver or as mentor.

    `organisation` and `unit` are the person's own. `capacity`: how many drivers a mentor has hours for; nothing for
    drivers. `subjects`, `languages` and `places` are the person's words; `place` is where a driver works. `leader` answers for
    the person's time; a leader without an account has `leader_email`. `wishes` and `rather_not` are others in the run.
    """

    run = models.ForeignKey(Run, models.CASCADE, related_name="parts")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="parts")
    user = models.ForeignKey(User, models.CASCADE, related_name="parts")
    unit = models.ForeignKey(Unit, models.SET_NULL, null=True, blank=True, related_name="parts")
    kind = models.CharField(max_length=8, choices=PartKind.choices)
    state = models.CharField(max_length=10, choices=PartState.choices, default=PartState.ASKED)
    motivation = models.TextField(_("why you want to take part"), max_length=2_000, blank=True)
    challenge = models.ForeignKey(Challenge, models.SET_NULL, null=True, blank=True, related_name="parts")
    hours = models.PositiveSmallIntegerField(_("hours in all"), null=True, blank=True)
    capacity = models.PositiveSmallIntegerField(_("drivers they have hours for"), default=0)
    subjects = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    languages = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    place = models.CharField(_("where they work"), max_length=100, blank=True)
    places = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    wishes = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="wished_by")
    rather_not = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="rather_not_by")
    leader = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    leader_name = models.CharField(_("the leader's name"), max_length=200, blank=True)
    leader_email = models.EmailField(_("the leader's e-mail address"), blank=True)
    signed_up_at = models.DateTimeField()
    took_in_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True)

    objects: ClassVar[ParticipationQuerySet] = ParticipationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("part in a run")
        verbose_name_plural = _("parts in runs")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["run", "user", "kind"], name="once_as_driver_and_once_as_mentor"),
            models.CheckConstraint(condition=Q(capacity__lte=100), name="a_mentor_has_100_drivers_at_most"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["run", "kind", "state", "signed_up_at"], name="part_queue"),
            models.Index(fields=["user", "state"], name="part_of_person"),
        ]

    def __str__(self) -> str:
        return self.user.name


class YesQuerySet(models.QuerySet["Yes"]):
    """What leaders were asked, seen with the part it is about."""

    def visible_to(self, actor: Actor) -> Self:
        """Those about parts one sees, and those one was asked oneself."""
        if actor.system:
            return self
        return self.filter(part__in=Participation.objects.visible_to(actor))


class Yes(models.Model):
    """A leader asked for a yes to somebody's time. The link works once and until `expires_at`; only its hash is kept.

    `answer`: True for yes, False for no, None while nobody has answered. `answered_by` is empty when it was by the link.
    """

    part = models.ForeignKey(Participation, models.CASCADE, related_name="yeses")
    token_hash = models.CharField(max_length=64, unique=True)
    to_name = models.CharField(max_length=200)
    to_email = models.EmailField()
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    reminded = models.PositiveSmallIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True)
    answer = models.BooleanField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(_("why"), max_length=500, blank=True)
    put_aside_at = models.DateTimeField(null=True)

    objects: ClassVar[YesQuerySet] = YesQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("leader's yes")
        verbose_name_plural = _("leaders' yes")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["part"], condition=Q(answer__isnull=True, put_aside_at__isnull=True), name="one_question_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(answer__isnull=True, answered_at__isnull=True)
                | Q(answer__isnull=False, answered_at__isnull=False),
                name="a_leaders_answer_has_its_time",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.to_name
