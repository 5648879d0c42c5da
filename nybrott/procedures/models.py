"""Answers to the procedure guide, and what was chosen on them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nybrott.people.models import User
from nybrott.procurements.models import MOST, OfProcurementQuerySet, Procurement


class AnswerSheet(models.Model):
    """A set of answers. `number`: 1 for the first of a procurement; a new one begins when a choice rests on the last. `choices`: question → answer,
    a question nobody has answered is not in it. `value`: øre without VAT. `version` is one higher with every change."""

    procurement = models.ForeignKey(Procurement, models.CASCADE, related_name="answer_sheets")
    number = models.PositiveSmallIntegerField()
    choices = models.JSONField(default=dict)
    value = models.BigIntegerField(gettext_lazy("estimated value"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField()

    objects: ClassVar[OfProcurementQuerySet["AnswerSheet"]] = OfProcurementQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = gettext_lazy("answers to the procedure guide")
        verbose_name_plural = gettext_lazy("answers to the procedure guide")
        ordering: ClassVar[list[str]] = ["-number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["procurement", "number"], name="one_answer_sheet_of_a_number"),
            models.CheckConstraint(condition=Q(value__isnull=True) | Q(value__gte=0, value__lte=MOST), name="an_answered_value_that_can_be"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return _("answers of %(title)s, version %(n)s") % {"title": self.procurement, "n": self.number}

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to."""
        return self.procurement.organisation_id

    @property
    def answered(self) -> int:
        """How many questions are answered."""
        return len(self.choices) + (self.value is not None)

    @property
    def seen(self) -> str:
        """What a page that shows it remembers, to tell whether it has changed since."""
        return f"{self.number}.{self.version}"


class ProcedureChoice(models.Model):
    """The procedure that was chosen on a set of answers, and why. `names`: what the option is called in three languages; `ranking`: the guide as it was shown then, with its texts in three languages,
    amounts and references (`core.procedures.told`); it is written once. `language`: what the reason is written in."""

    procurement = models.ForeignKey(Procurement, models.CASCADE, related_name="procedure_choices")
    sheet = models.OneToOneField(AnswerSheet, models.CASCADE, related_name="choice")
    option = models.CharField(max_length=30)
    names = models.JSONField()
    reason = models.TextField(gettext_lazy("why it was chosen"), max_length=5_000)
    language = models.CharField(max_length=2, default="nb")
    ranking = models.JSONField()
    chosen_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    chosen_at = models.DateTimeField()

    objects: ClassVar[OfProcurementQuerySet["ProcedureChoice"]] = OfProcurementQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = gettext_lazy("choice of procedure")
        verbose_name_plural = gettext_lazy("choices of procedure")
        ordering: ClassVar[list[str]] = ["-sheet__number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(reason=""), name="a_choice_of_procedure_says_why"),
        ]

    def __str__(self) -> str:
        return _("choice of procedure for %(title)s") % {"title": self.procurement}

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to."""
        return self.procurement.organisation_id
