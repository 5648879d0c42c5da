"""The real problem, and the question it opens."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nybrott.challenges.models import Challenge, OfChallengeQuerySet
from nybrott.needs.models.sense import Need
from nybrott.people.models import User


class ProblemStatement(models.Model):
    """A problem statement with its "hvordan kan vi …". One of a challenge's may be chosen."""

    challenge = models.ForeignKey(Challenge, models.CASCADE, related_name="statements")
    problem = models.TextField(_("the real problem"), max_length=2_000)
    question = models.CharField(_("how might we"), max_length=500)
    language = models.CharField(max_length=8, default="nb")
    needs = models.ManyToManyField(Need, related_name="statements", blank=True)
    chosen = models.BooleanField(default=False)
    written_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField()

    objects: ClassVar[OfChallengeQuerySet["ProblemStatement"]] = OfChallengeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("problem statement")
        verbose_name_plural = _("problem statements")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["challenge"], condition=Q(chosen=True), name="one_chosen_statement"),
        ]

    def __str__(self) -> str:
        return self.question


class RemarkAnswer(models.Model):
    """ "On purpose, because …": a person's answer to a remark of the language checker on a statement."""

    statement = models.ForeignKey(ProblemStatement, models.CASCADE, related_name="answers")
    rule = models.CharField(max_length=40)
    words = models.CharField(max_length=300)
    because = models.CharField(_("on purpose, because"), max_length=500)
    answered_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["statement", "rule", "words"], name="one_answer_to_a_remark"),
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.words}"
