"""Results of a trial, the questions at the end of development with the decision, and what lies without one."""

from typing import ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nybrott.contracts.models.contracts import Contract, OfContractQuerySet
from nybrott.contracts.states import Course, Meets, Outcome, Yardstick
from nybrott.core.actor import Actor
from nybrott.dialogues.models import Dialogue, OfDialogueQuerySet
from nybrott.people.models import Organisation, User


class TrialResult(models.Model):
    """What a trial showed of one thing it is held against: a need, a goal, a criterion or a requirement (`yardstick` and its key `ref`), quoted as it
    stood (`text`). Nothing is written over: the newest counts, those before stay. `tester`: who tested, in words; `url`: where what it rests on lies."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="results")
    yardstick = models.CharField(max_length=12, choices=Yardstick.choices)
    ref = models.PositiveBigIntegerField()
    text = models.TextField()
    outcome = models.CharField(_("what it showed"), max_length=10, choices=Outcome.choices)
    evidence = models.TextField(_("what it rests on"), max_length=4_000)
    url = models.URLField(_("address of what it rests on"), max_length=500, blank=True)
    tested_on = models.DateField(_("tested"), null=True, blank=True)
    tester = models.CharField(_("who tested"), max_length=200, blank=True)
    said_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    said_at = models.DateTimeField()

    objects: ClassVar[OfContractQuerySet["TrialResult"]] = OfContractQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("result of a trial")
        verbose_name_plural = _("results of trials")
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(outcome="not_tested") | (Q(tested_on__isnull=False) & ~Q(tester="")), name="a_test_has_its_day_and_tester"
            ),
        ]  # fmt: skip
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["contract", "yardstick", "ref", "-id"], name="result_newest")
        ]

    def __str__(self) -> str:
        return self.text[:120]

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to."""
        return self.contract.organisation_id


class Review(models.Model):
    """The questions at the end of development, answered, and what was decided on them. Taken up again it is a new one, and the last stays.

    `how_far`: per cent, with `how_far_words`; or `from_tests`: as far as the trial says, thing by thing. `standing`: how the trial stood when it was
    decided, as [{"text", "outcome"}].
    """

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="reviews")
    number = models.PositiveSmallIntegerField()
    meets = models.CharField(_("does it meet the need"), max_length=8, choices=Meets.choices, blank=True)
    how_far = models.PositiveSmallIntegerField(
        _("how far, in per cent"), null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    how_far_words = models.TextField(_("how far, in words"), max_length=2_000, blank=True)
    from_tests = models.BooleanField(_("as the trial says"), default=False)
    gaps = models.TextField(_("what is missing"), max_length=4_000, blank=True)
    need_changed = models.BooleanField(_("has the need changed"), null=True, blank=True)
    need_change = models.TextField(_("how the need has changed"), max_length=2_000, blank=True)
    around = models.TextField(_("what has changed around us"), max_length=2_000, blank=True)
    inside = models.TextField(_("what has changed inside"), max_length=2_000, blank=True)
    answered_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField(_("when the questions were answered"), null=True)
    course = models.CharField(_("what was decided"), max_length=10, choices=Course.choices, blank=True)
    reason = models.TextField(_("why it was decided"), max_length=4_000, blank=True)
    decided_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(_("when it was decided"), null=True)
    standing = models.JSONField(default=list, blank=True)
    again = models.TextField(_("why it was taken up again"), max_length=1_000, blank=True)
    again_at = models.DateTimeField(null=True)

    objects: ClassVar[OfContractQuerySet["Review"]] = OfContractQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("decision at the end of development")
        verbose_name_plural = _("decisions at the end of development")
        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["contract", "number"], name="a_review_once"),
            models.UniqueConstraint(fields=["contract"], condition=Q(decided_at__isnull=True), name="one_review_is_open"),
            models.CheckConstraint(condition=Q(how_far__isnull=True) | Q(how_far__lte=100), name="as_far_as_there_is"),
            models.CheckConstraint(
                condition=Q(course="", decided_at__isnull=True) | (~Q(course="") & ~Q(reason="") & Q(decided_at__isnull=False)), name="what_becomes_of_it_says_why"
            ),
            models.CheckConstraint(condition=Q(again="", again_at__isnull=True) | (~Q(again="") & Q(again_at__isnull=False)), name="again_says_why"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.contract.title

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to."""
        return self.contract.organisation_id

    @property
    def is_decided(self) -> bool:
        """Whether a decision stands on it."""
        return self.decided_at is not None


class Rest(models.Model):
    """That a market dialogue is let lie, and why."""

    dialogue = models.OneToOneField(Dialogue, models.CASCADE, related_name="rest")
    reason = models.TextField(_("why no further action is taken"), max_length=1_000)
    said_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    said_at = models.DateTimeField()

    objects: ClassVar[OfDialogueQuerySet["Rest"]] = OfDialogueQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("dialogue with no further action")
        verbose_name_plural = _("dialogues with no further action")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(reason=""), name="what_lies_says_why")
        ]

    def __str__(self) -> str:
        return self.dialogue.title

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to."""
        return self.dialogue.organisation_id


class PatienceQuerySet(models.QuerySet["Patience"]):
    """How long organisations wait."""

    def visible_to(self, actor: Actor) -> Self:
        """The own organisation's."""
        return self if actor.system else self.filter(organisation_id=actor.organisation_id or 0)


class Patience(models.Model):
    """After how many months without a decision something is in the graveyard. An organisation without a row waits `USUAL`."""

    USUAL = 6

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="patience")
    months = models.PositiveSmallIntegerField(
        _("months"), default=USUAL, validators=[MinValueValidator(1), MaxValueValidator(36)]
    )

    objects: ClassVar[PatienceQuerySet] = PatienceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("months before something is in the pilot graveyard")
        verbose_name_plural = _("months before something is in the pilot graveyard")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(months__gte=1, months__lte=36), name="months_that_can_be_waited"),
        ]

    def __str__(self) -> str:
        return str(self.months)
