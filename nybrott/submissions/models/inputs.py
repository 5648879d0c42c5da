"""A supplier's written input: an answer to each question, with files, each with an open part and a trade secret."""

from pathlib import Path
from secrets import token_hex
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nybrott.core.actor import Actor
from nybrott.dialogues.models import Dialogue, Entry, MarketQuestion, Representative, Supplier
from nybrott.people.models import User
from nybrott.sources import Shelf
from nybrott.submissions.models.boxes import Box
from nybrott.submissions.states import Part, SubmissionState


def shelf() -> Shelf:
    """Where sealed files lie; their bytes are encrypted."""
    return Shelf(Path(settings.VAR) / "sealed")


def new_uid() -> str:
    """Random signs that name a file before it has a number."""
    return token_hex(8)


class SubmissionQuerySet(models.QuerySet["Submission"]):
    """Input, as far as somebody may see it."""

    def visible_to(self, actor: Actor) -> Self:
        """What was sent to the organisation, once it is opened. Before that it is not there for anybody of ours."""
        sent = self.filter(state=SubmissionState.SENT, box__opened_at__isnull=False)
        return sent.filter(box__dialogue__in=Dialogue.objects.visible_to(actor))

    def published(self) -> Self:
        """What everyone may read of: it was opened, published and not kept back."""
        return self.filter(
            state=SubmissionState.SENT, box__opened_at__isnull=False, published_at__isnull=False, kept_back=""
        )


class Submission(models.Model):
    """The written input of one supplier (skriftlig innspill). All of the supplier's people write in it.

    `named`: whether the supplier's name may stand beside its open part. `number`: what it is called among those that were opened, by when they were sent.
    `open_entry` and `secret_entry`: where the ledger says that it was received, of the latest time it was sent. `kept_back`: why its open part is not published.
    """

    box = models.ForeignKey(Box, models.CASCADE, related_name="submissions")
    supplier = models.OneToOneField(Supplier, models.CASCADE, related_name="submission")
    state = models.CharField(max_length=10, choices=SubmissionState.choices, default=SubmissionState.DRAFT)
    named = models.BooleanField(_("our name can be shown with the open part"), default=True)
    begun_at = models.DateTimeField()
    sent_at = models.DateTimeField(_("sent"), null=True)
    sent_by = models.ForeignKey(Representative, models.SET_NULL, null=True, related_name="+")
    open_entry = models.ForeignKey(Entry, models.SET_NULL, null=True, related_name="+")
    secret_entry = models.ForeignKey(Entry, models.SET_NULL, null=True, related_name="+")
    number = models.PositiveSmallIntegerField(null=True)
    reminded_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(_("open part published"), null=True)
    kept_back = models.CharField(_("why it is not published"), max_length=500, blank=True)

    objects: ClassVar[SubmissionQuerySet] = SubmissionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("written input")
        verbose_name_plural = _("written inputs")
        ordering: ClassVar[list[str]] = ["number", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["box", "number"], name="one_input_of_a_number"),
            models.CheckConstraint(condition=~Q(state="sent") | Q(sent_at__isnull=False), name="what_was_sent_has_its_time"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.supplier.name

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to."""
        return self.box.organisation_id

    @property
    def thing(self) -> str:
        """What it is called in the ledger."""
        return f"i{self.pk}"

    @property
    def secret_thing(self) -> str:
        """What its secret part is called there."""
        return f"{self.thing}-secret"


class AnswerQuerySet(models.QuerySet["Answer"]):
    """Answers, as far as somebody may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """Those in input somebody sees."""
        return self.filter(submission__in=Submission.objects.visible_to(actor))


class Answer(models.Model):
    """What a supplier says to one question. `key` is "q12" for a question, "other" for what nobody asked; `asked` is the question as it was then.

    `sealed_open` and `sealed_secret` hold the words, encrypted. The opening writes `text` and `reason` (why the secret part is secret), whether there is a `secret`,
    and empties `sealed_open`; the secret part stays encrypted. `damaged`: what was sealed had been changed since, and could not be opened. `version` counts how often it was saved.
    """

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="answers")
    question = models.ForeignKey(MarketQuestion, models.SET_NULL, null=True, related_name="+")
    key = models.CharField(max_length=20)
    place = models.PositiveSmallIntegerField(default=0)
    asked = models.CharField(max_length=1_000, blank=True)
    sealed_open = models.BinaryField(null=True)
    sealed_secret = models.BinaryField(null=True)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()
    text = models.TextField(_("open part"), blank=True)
    reason = models.CharField(_("why it is secret"), max_length=500, blank=True)
    secret = models.BooleanField(_("has a trade secret"), null=True)
    damaged = models.BooleanField(default=False)

    objects: ClassVar[AnswerQuerySet] = AnswerQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("answer to a question to the market")
        verbose_name_plural = _("answers to questions to the market")
        ordering: ClassVar[list[str]] = ["place", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["submission", "key"], name="one_answer_to_a_question"),
        ]

    def __str__(self) -> str:
        return self.asked or self.key

    def sealed_place(self, part: str) -> str:
        """What its words are bound to."""
        return f"answer {self.submission_id} {self.key} {part}"


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    """Files of input, as far as somebody may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """Those of input somebody sees; whether a secret one may be read is for the rules."""
        return self.filter(answer__submission__in=Submission.objects.visible_to(actor))


class Attachment(models.Model):
    """A file of an answer. `lies` names its encrypted bytes on the shelf, `sealed_about` holds name, kind and digest, encrypted; the
    opening writes `name`, `kind` and `sha256` of those in the open part."""

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="files")
    part = models.CharField(max_length=6, choices=Part.choices)
    uid = models.CharField(max_length=16, default=new_uid)
    sealed_about = models.BinaryField()
    lies = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    added_at = models.DateTimeField()
    name = models.CharField(_("name"), max_length=200, blank=True)
    kind = models.CharField(max_length=12, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)

    objects: ClassVar[AttachmentQuerySet] = AttachmentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("file of written input")
        verbose_name_plural = _("files of written input")
        ordering: ClassVar[list[str]] = ["pk"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["lies"], name="sealed_file")]

    def __str__(self) -> str:
        return self.name or self.uid

    def sealed_place(self, what: str) -> str:
        """What its bytes, or what is said of it, are bound to."""
        return f"file {self.uid} {what}"


class SecretReadingQuerySet(models.QuerySet["SecretReading"]):
    """Who read secrets, for all in the organisation: that it is known keeps it in order."""

    def visible_to(self, actor: Actor) -> Self:
        """Those in dialogues somebody sees."""
        return self.filter(submission__box__dialogue__in=Dialogue.objects.visible_to(actor))


class SecretReading(models.Model):
    """That somebody read the trade secrets of an input, or took a secret `file` of it. Never changed, never deleted by itself."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="secret_readings")
    file = models.ForeignKey(Attachment, models.SET_NULL, null=True, related_name="secret_readings")
    user = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    read_at = models.DateTimeField(_("read"))

    objects: ClassVar[SecretReadingQuerySet] = SecretReadingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("reading of a trade secret")
        verbose_name_plural = _("readings of trade secrets")
        ordering: ClassVar[list[str]] = ["-read_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.read_at:%Y-%m-%d %H:%M}"

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to."""
        return self.submission.organisation_id
