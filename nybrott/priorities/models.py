"""A round of prioritising: its needs, criteria and participants, what each said in silence, what was shown and decided."""

from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.needs.models import Need
from nybrott.people.models import Organisation, Unit, User
from nybrott.priorities.states import USUAL, USUAL_WEIGHT, Outcome, RoundState

PASSES = 2  # before the talk, and after it


class RoundQuerySet(models.QuerySet["Round"]):
    """Rounds, as far as somebody may see that they are there. What was scored in them is another matter: `rules`."""

    def visible_to(self, actor: Actor) -> Self:
        """The organisation's own, for its people."""
        if actor.system:
            return self
        if actor.user_id is None or actor.organisation_id is None or actor.is_supplier:
            return self.none()
        return self.filter(organisation_id=actor.organisation_id)


class Round(models.Model):
    """One round (runde) of an organisation, a unit or a challenge. `now_pass`: 1, or 2 after the talk; `shown`: how many are shown."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, models.SET_NULL, null=True, blank=True, related_name="+")
    challenge = models.ForeignKey(Challenge, models.CASCADE, null=True, blank=True, related_name="rounds")
    title = models.CharField(_("what it is called"), max_length=200)
    state = models.CharField(max_length=12, choices=RoundState.choices, default=RoundState.DRAFT)
    until = models.DateField(_("score until"), null=True, blank=True)
    now_pass = models.PositiveSmallIntegerField(default=1)
    shown = models.PositiveSmallIntegerField(default=0)
    reason = models.TextField(_("why it was cancelled"), max_length=2_000, blank=True)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    moved_at = models.DateTimeField()
    needs: "models.ManyToManyField[Need, Priority]" = models.ManyToManyField(
        Need, through="Priority", related_name="rounds"
    )

    objects: ClassVar[RoundQuerySet] = RoundQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("round of prioritising")
        verbose_name_plural = _("rounds of prioritising")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(unit__isnull=True) | Q(challenge__isnull=True), name="a_round_of_one"),
            models.CheckConstraint(
                condition=Q(now_pass__range=(1, PASSES), shown__lte=F("now_pass")), name="no_pass_shown_before_it_began"
            ),
            models.CheckConstraint(condition=~Q(state="called_off") | ~Q(reason=""), name="called_off_says_why"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "-moved_at"], name="round_list"),
            models.Index(fields=["until"], name="round_due", condition=Q(state="open")),
        ]

    def __str__(self) -> str:
        return self.title


_Of = TypeVar("_Of", bound=models.Model)


class OfRoundQuerySet(models.QuerySet[_Of]):
    """What hangs on a round is there for those who see the round."""

    def visible_to(self, actor: Actor) -> Self:
        """What hangs on the own organisation's rounds."""
        return self.filter(round__in=Round.objects.visible_to(actor))


class Priority(models.Model):
    """A need in a round, and what was decided about it: `outcome` with its `reason`, both empty until then."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="priorities")
    need = models.ForeignKey(Need, models.CASCADE, related_name="priorities")
    place = models.PositiveSmallIntegerField(default=0)
    outcome = models.CharField(_("decision"), max_length=8, choices=Outcome.choices, blank=True)
    reason = models.TextField(_("why"), max_length=2_000, blank=True)
    decided_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects: ClassVar[OfRoundQuerySet["Priority"]] = OfRoundQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar[list[str]] = ["place", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["round", "need"], name="a_need_once_in_a_round"),
            models.CheckConstraint(
                condition=Q(outcome="", reason="", decided_at__isnull=True)
                | (~Q(outcome="") & ~Q(reason="") & Q(decided_at__isnull=False)),
                name="a_decision_says_why",
            ),
        ]

    def __str__(self) -> str:
        return str(self.need)


class Criterion(models.Model):
    """What needs are scored by. `usual` is the word of one of the usual ones; what is left empty here is said by its table."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="criteria")
    usual = models.CharField(max_length=20, blank=True)
    name = models.CharField(_("criterion"), max_length=80, blank=True)
    help = models.CharField(_("what to consider"), max_length=300, blank=True)
    low = models.CharField(_("1 means"), max_length=60, blank=True)
    high = models.CharField(_("5 means"), max_length=60, blank=True)
    weight = models.PositiveSmallIntegerField(_("weight"), default=USUAL_WEIGHT)
    place = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar[OfRoundQuerySet["Criterion"]] = OfRoundQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar[list[str]] = ["place", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(weight__range=(1, 5)), name="weight_1_to_5"),
            models.CheckConstraint(condition=~Q(usual="", name=""), name="a_criterion_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.said("name")

    def said(self, part: str) -> str:
        """Its `name`, `help`, `low` or `high` in the reader's language where it is the usual one, else as written."""
        own = str(getattr(self, part))
        return own or (str(getattr(USUAL[self.usual], part)) if self.usual in USUAL else "")

    @property
    def about(self) -> dict[str, str]:
        """The four parts, ready to read."""
        return {part: self.said(part) for part in ("name", "help", "low", "high")}


class Participant(models.Model):
    """Somebody asked to score. `done_at`: all of it is answered in this pass; `reminded_at`: the last reminder."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="participants")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)

    objects: ClassVar[OfRoundQuerySet["Participant"]] = OfRoundQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar[list[str]] = ["user__name", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["round", "user"], name="once_in_a_round"),
        ]

    def __str__(self) -> str:
        return str(self.user)


class _MineQuerySet(models.QuerySet[_Of]):
    """What somebody scored or wrote is that person's alone, whatever role another has."""

    def visible_to(self, actor: Actor) -> Self:
        """One's own, in one's own organisation."""
        if actor.user_id is None or actor.organisation_id is None:
            return self.none()
        return self.filter(
            participant__user_id=actor.user_id, participant__round__organisation_id=actor.organisation_id
        )


class Score(models.Model):
    """What one person gave a need by one criterion in a pass: 1 to 5, or nothing for "cannot judge"."""

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="scores")
    priority = models.ForeignKey(Priority, models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="scores")
    in_pass = models.PositiveSmallIntegerField()
    value = models.PositiveSmallIntegerField(null=True)
    given_at = models.DateTimeField()

    objects: ClassVar[_MineQuerySet["Score"]] = _MineQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__range=(1, 5)), name="a_score_is_1_to_5"
            ),
            models.CheckConstraint(condition=Q(in_pass__range=(1, PASSES)), name="a_score_of_a_pass"),
            models.UniqueConstraint(fields=["participant", "priority", "criterion", "in_pass"], name="one_score_each"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.criterion_id}"  # never the value: a history names things by their str


class Remark(models.Model):
    """What one person wrote about a need in a pass. Shown without a name, with the scores."""

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="remarks")
    priority = models.ForeignKey(Priority, models.CASCADE, related_name="remarks")
    in_pass = models.PositiveSmallIntegerField()
    text = models.TextField(_("comment"), max_length=1_000, blank=True)
    written_at = models.DateTimeField()

    objects: ClassVar[_MineQuerySet["Remark"]] = _MineQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["participant", "priority", "in_pass"], name="one_remark_each"),
        ]

    def __str__(self) -> str:
        return f"{self.priority_id}"


class Showing(models.Model):
    """What a pass came to when it was shown, without persons: `found` as `queries.results` makes it, so that it stays when scores go.

    `asked` people, of whom `scorers` scored something.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="showings")
    in_pass = models.PositiveSmallIntegerField()
    asked = models.PositiveSmallIntegerField()
    scorers = models.PositiveSmallIntegerField()
    found = models.JSONField(default=dict)
    shown_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    shown_at = models.DateTimeField()

    objects: ClassVar[OfRoundQuerySet["Showing"]] = OfRoundQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar[list[str]] = ["in_pass"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["round", "in_pass"], name="a_pass_shown_once"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}/{self.in_pass}"
