"""What the buyer answered and chose, and drafts with what they speak for. Answers and choices are added to, never changed: the last is current."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nybrott.classifications.states import Class, DraftKind, Outcome
from nybrott.core.adviser import CODES
from nybrott.core.classes import SIGNALS
from nybrott.people.models import User
from nybrott.procurements.models import OfProcurementQuerySet, Procurement


class Answer(models.Model):
    """What the buyer answered about one signal (`kind`, of `core.classes.SIGNALS`): yes, no, or that the answer is taken back (`present` None)."""

    procurement = models.ForeignKey(Procurement, models.CASCADE, related_name="signal_answers")
    kind = models.CharField(max_length=30, choices=[(one, one) for one in SIGNALS])
    present = models.BooleanField(null=True)
    note = models.CharField(_("how you know"), max_length=500, blank=True)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    current = models.BooleanField(default=True)

    objects: ClassVar[OfProcurementQuerySet["Answer"]] = OfProcurementQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("answer about a procurement's class")
        verbose_name_plural = _("answers about a procurement's class")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["procurement", "kind"], condition=Q(current=True), name="one_current_answer"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.kind


class ClassChoice(models.Model):
    """The class somebody chose, why, and what the signals spoke for at that time (`proposed`)."""

    procurement = models.ForeignKey(Procurement, models.CASCADE, related_name="class_choices")
    klass = models.CharField(_("class"), max_length=30, choices=Class.choices)
    reason = models.CharField(_("reason"), max_length=1_000)
    proposed = models.CharField(max_length=30, choices=Class.choices)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    current = models.BooleanField(default=True)

    objects: ClassVar[OfProcurementQuerySet["ClassChoice"]] = OfProcurementQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("class that was chosen")
        verbose_name_plural = _("classes that were chosen")
        ordering: ClassVar[list[str]] = ["-at", "-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["procurement"], condition=Q(current=True), name="one_current_class"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_class_has_its_reason"),
        ]  # fmt: skip
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["klass"], name="current_class", condition=Q(current=True))
        ]

    def __str__(self) -> str:
        return str(self.get_klass_display())


class CodeAnswer(models.Model):
    """What somebody answered about one code of BT-776; a rejection says why."""

    procurement = models.ForeignKey(Procurement, models.CASCADE, related_name="code_answers")
    code = models.CharField(max_length=12, choices=[(one, one) for one in CODES])
    confirmed = models.BooleanField()
    reason = models.CharField(_("reason"), max_length=1_000, blank=True)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    current = models.BooleanField(default=True)

    objects: ClassVar[OfProcurementQuerySet["CodeAnswer"]] = OfProcurementQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("answer about a code")
        verbose_name_plural = _("answers about codes")
        ordering: ClassVar[list[str]] = ["-at", "-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["procurement", "code"], condition=Q(current=True), name="one_current_answer_to_a_code"),
            models.CheckConstraint(condition=Q(confirmed=True) | ~Q(reason=""), name="a_rejected_code_says_why"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.code


class Draft(models.Model):
    """A draft somebody brought in. `texts`: [field, words, language] of each text, kept until its proposals are answered, then empty.
    `klass`: the class it speaks for."""

    procurement = models.ForeignKey(Procurement, models.CASCADE, related_name="class_drafts")
    name = models.CharField(_("name of the file"), max_length=200, blank=True)
    kind = models.CharField(max_length=8, choices=DraftKind.choices)
    klass = models.CharField(max_length=30, choices=Class.choices)
    texts = models.JSONField(default=list)
    brought_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    brought_at = models.DateTimeField()

    objects: ClassVar[OfProcurementQuerySet["Draft"]] = OfProcurementQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("draft uploaded to be classified")
        verbose_name_plural = _("drafts uploaded to be classified")
        ordering: ClassVar[list[str]] = ["-brought_at", "-pk"]

    def __str__(self) -> str:
        return self.name or str(self.get_kind_display())


class Proposal(models.Model):
    """What a sentence of a draft speaks for: a code, or with an empty `code` the class `klass`. `sign` is the sign of `core.signals` by which;
    `sure` whether it counts by itself; `declared` that the draft carries the code already. `field`, `lot` and `line` say where; the words stand in
    `draft.texts[place]` from `begins` to `ends` (`place` −1 for a code)."""

    procurement = models.ForeignKey(Procurement, models.CASCADE, related_name="class_proposals")
    draft = models.ForeignKey(Draft, models.CASCADE, related_name="proposals")
    code = models.CharField(max_length=12, blank=True)
    klass = models.CharField(max_length=30, blank=True, choices=Class.choices)
    words = models.TextField()
    field = models.CharField(max_length=40)
    lot = models.CharField(max_length=40, blank=True)
    line = models.PositiveIntegerField(null=True)
    place = models.IntegerField(default=-1)
    begins = models.PositiveIntegerField(default=0)
    ends = models.PositiveIntegerField(default=0)
    sign = models.CharField(max_length=80)
    sure = models.BooleanField(default=True)
    declared = models.BooleanField(default=False)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.OPEN)

    objects: ClassVar[OfProcurementQuerySet["Proposal"]] = OfProcurementQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("proposal from a draft")
        verbose_name_plural = _("proposals from drafts")
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(code="") ^ Q(klass=""), name="a_proposal_is_of_a_code_or_a_class"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["procurement"], name="open_proposals", condition=Q(outcome="open"))
        ]

    def __str__(self) -> str:
        return self.code or self.klass
