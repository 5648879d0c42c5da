"""Replies to those who told what is hard, who has been told what, and how it was to be heard."""

from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.hearings.models import Contribution
from nybrott.people.models import Organisation, Unit, User
from nybrott.replies.states import ReplyState

_Hung = TypeVar("_Hung", bound=models.Model)


class OfReplyQuerySet(models.QuerySet[_Hung]):
    """What belongs to a challenge is seen by those who see the challenge."""

    def visible_to(self, actor: Actor) -> Self:
        """Those of the actor's own organisation's challenges."""
        return self.filter(challenge__in=Challenge.objects.visible_to(actor))


class Reply(models.Model):
    """What those who told are told: a few sentences on what has happened (tilbakemelding).

    `steps`: keys of the steps it tells of (`queries.Step.key`). `texts`: language → text. `sides`: the groups it goes to
    (`Side`). `version` grows with every change, so that two who write at once see it. `published_at`: since when it
    stands on the challenge's public page. Once let go it never changes.
    """

    challenge = models.ForeignKey(Challenge, models.CASCADE, related_name="replies")
    steps = models.JSONField(default=list)
    texts = models.JSONField(default=dict)
    sides = models.JSONField(default=list)
    state = models.CharField(max_length=8, choices=ReplyState.choices, default=ReplyState.DRAFT)
    version = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField()
    let_go_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    let_go_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)

    objects: ClassVar[OfReplyQuerySet["Reply"]] = OfReplyQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("reply")
        verbose_name_plural = _("replies")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["challenge"], condition=Q(state="draft"), name="one_reply_in_the_making"),
            models.CheckConstraint(
                condition=Q(let_go_at__isnull=True) | Q(state=ReplyState.GONE), name="let_go_is_gone"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["challenge", "state", "-written_at"], name="reply_list")
        ]

    def __str__(self) -> str:
        return str(self.challenge)

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to."""
        return self.challenge.organisation_id


class ReplyLetter(models.Model):
    """One letter of a reply, to one who told and asked to hear.

    `letter_id`: its key in the outbox. `key_hash`: SHA-256 (hex) of the key in its link, which opens what became of it
    until `opens_until`, and nothing else. `let_go_at` is empty while it is held.
    """

    reply = models.ForeignKey(Reply, models.CASCADE, related_name="letters")
    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="reply_letters")
    letter_id = models.BigIntegerField(unique=True)
    key_hash = models.CharField(max_length=64, unique=True)
    opens_until = models.DateField()
    laid_at = models.DateTimeField()
    let_go_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["reply", "contribution"], name="one_letter_of_a_reply"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["letter_id"], name="reply_letter_held", condition=Q(let_go_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return str(self.letter_id)


class Told(models.Model):
    """Somebody has been told of a step; never twice of the same."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="told")
    letter = models.ForeignKey(ReplyLetter, models.CASCADE, related_name="told")
    step = models.CharField(max_length=80)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["contribution", "step"], name="a_step_is_told_once"),
        ]

    def __str__(self) -> str:
        return self.step


class FollowUp(models.Model):
    """What followed on a contribution: when its writer asked to hear, heard, was asked how it was, and answered.

    It outlives the address. The marks (1–5) stand on the contribution; the sentences why stand here. `…_asked_at`: when a
    letter first put the question; `…_at`: when it was first answered.
    """

    contribution = models.OneToOneField(Contribution, models.CASCADE, related_name="follow_up")
    asked_at = models.DateTimeField(null=True)
    first_told_at = models.DateTimeField(null=True)
    understood_asked_at = models.DateTimeField(null=True)
    understood_at = models.DateTimeField(null=True)
    understood_because = models.TextField(blank=True, max_length=2_000)
    better_asked_at = models.DateTimeField(null=True)
    better_at = models.DateTimeField(null=True)
    better_because = models.TextField(blank=True, max_length=2_000)

    def __str__(self) -> str:
        return str(self.contribution_id)


class BetterPlan(models.Model):
    """When those who told are asked whether it has become better; without one, half a year after the need description."""

    challenge = models.OneToOneField(Challenge, models.CASCADE, related_name="better_plan")
    on = models.DateField(_("when"))
    set_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    set_at = models.DateTimeField()

    objects: ClassVar[OfReplyQuerySet["BetterPlan"]] = OfReplyQuerySet.as_manager()  # type: ignore[assignment]

    def __str__(self) -> str:
        return str(self.on)


class QuarterQuerySet(models.QuerySet["Quarter"]):
    """Figures of quarters that are over."""

    def visible_to(self, actor: Actor) -> Self:
        """The own organisation's."""
        if actor.system:
            return self
        return self.filter(organisation_id=actor.organisation_id) if actor.organisation_id else self.none()


class Quarter(models.Model):
    """One figure of one quarter, of a unit or (without one) of the whole organisation; made once and never changed.

    `measure` is a key of `queries.MEASURES`; `hits` of `n`; `value`: a median, where the measure is one. `hidden`: too
    few, or told too much about others; then it holds no number, so that nobody can ever read it.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, models.CASCADE, null=True, related_name="+")
    starts_on = models.DateField()
    measure = models.CharField(max_length=24)
    n = models.PositiveIntegerField()
    hits = models.PositiveIntegerField()
    value = models.FloatField(null=True)
    hidden = models.BooleanField(default=False)
    made_at = models.DateTimeField()

    objects: ClassVar[QuarterQuerySet] = QuarterQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organisation", "unit", "starts_on", "measure"], name="a_quarter_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(hidden=False) | Q(n=0, hits=0, value__isnull=True), name="hidden_holds_nothing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} {self.measure}"
