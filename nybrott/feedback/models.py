"""What suppliers are told after a dialogue, until when it was promised, and what they say of their time."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nybrott.dialogues.models import Dialogue, OfDialogueQuerySet, Representative, Supplier
from nybrott.feedback.states import OUTCOMES, Promised, Told
from nybrott.people.models import User


class Message(models.Model):
    """A summary, or what became of it, to everyone who took part. A draft until `sent_at`, never changed after. `after`: what happens next."""

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=12, choices=Told.choices)
    text = models.TextField(_("what you tell"), max_length=10_000)
    text_en = models.TextField(_("the same in English"), max_length=10_000, blank=True)
    after = models.TextField(_("what happens next"), max_length=2_000, blank=True)
    after_en = models.TextField(_("what happens next, in English"), max_length=2_000, blank=True)
    version = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    letters = models.PositiveIntegerField(default=0)

    objects: ClassVar[OfDialogueQuerySet["Message"]] = OfDialogueQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("feedback to suppliers")
        verbose_name_plural = _("feedback to suppliers")
        ordering: ClassVar[list[str]] = ["-sent_at", "-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["dialogue"], condition=Q(sent_at=None), name="one_draft_of_feedback_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to."""
        return self.dialogue.organisation_id

    @property
    def is_outcome(self) -> bool:
        """Whether it tells what became of it."""
        return self.kind in OUTCOMES


class Pledge(models.Model):
    """Feedback that was promised for a day; everyone reads it on the public page."""

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="pledges")
    kind = models.CharField(max_length=8, choices=Promised.choices)
    due_on = models.DateField(_("by when"))
    given_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    given_at = models.DateTimeField()

    objects: ClassVar[OfDialogueQuerySet["Pledge"]] = OfDialogueQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("promise of feedback")
        verbose_name_plural = _("promises of feedback")
        ordering: ClassVar[list[str]] = ["due_on", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["dialogue", "kind"], name="one_promise_of_a_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.due_on}"


class Worth(models.Model):
    """What a person of a supplier says of the dialogue, each mark 1–5: `worth` their time, `clear` what was asked, `fair` to all. It can be
    changed. Nobody reads one alone; see `queries.worth_of`."""

    supplier = models.ForeignKey(Supplier, models.CASCADE, related_name="worths")
    representative = models.OneToOneField(Representative, models.SET_NULL, null=True, related_name="worth")
    worth = models.PositiveSmallIntegerField()
    clear = models.PositiveSmallIntegerField()
    fair = models.PositiveSmallIntegerField()
    because = models.TextField(max_length=2_000, blank=True)
    said_at = models.DateTimeField()

    class Meta:
        verbose_name = _("word of a supplier afterwards")
        verbose_name_plural = _("words of suppliers afterwards")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(worth__range=(1, 5), clear__range=(1, 5), fair__range=(1, 5)), name="marks_of_a_dialogue_are_1_to_5"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.pk)
