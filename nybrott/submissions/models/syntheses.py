"""What we read out of the input, question by question, naming the inputs it rests on."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from nybrott.dialogues.models import Dialogue, MarketQuestion, OfDialogueQuerySet
from nybrott.people.models import User
from nybrott.submissions.models.inputs import Answer


class Synthesis(models.Model):
    """A synthesis of the answers to one question (oppsummering). In `text`, [3] cites input number 3; `cites` are the answers that are cited, open parts alone.
    `published_text` is what everyone reads, `published_at` since when; a change waits until it is published too."""

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="syntheses")
    question = models.ForeignKey(MarketQuestion, models.SET_NULL, null=True, related_name="+")
    key = models.CharField(max_length=20)
    place = models.PositiveSmallIntegerField(default=0)
    asked = models.CharField(max_length=1_000, blank=True)
    text = models.TextField(_("synthesis"), max_length=10_000)
    cites = models.ManyToManyField(Answer, related_name="cited_by")
    written_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField()
    published_text = models.TextField(_("as it was published"), max_length=10_000, blank=True)
    published_at = models.DateTimeField(null=True)

    objects: ClassVar[OfDialogueQuerySet["Synthesis"]] = OfDialogueQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("synthesis of written input")
        verbose_name_plural = _("syntheses of written input")
        ordering: ClassVar[list[str]] = ["place", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["dialogue", "key"], name="one_synthesis_of_a_question"),
        ]

    def __str__(self) -> str:
        return self.asked or self.key

    @property
    def is_published(self) -> bool:
        """Whether everyone reads it as it stands now."""
        return self.published_at is not None and self.published_text == self.text

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to."""
        return self.dialogue.organisation_id
