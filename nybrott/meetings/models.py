"""What is kept of one-to-one meetings: the round with its rules, its times, who applied, and the minutes."""

from datetime import datetime, timedelta
from typing import ClassVar, Self, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nybrott.core.actor import Actor
from nybrott.dialogues.models import (
    Dialogue,
    KeyLost,
    OfDialogueQuerySet,
    Representative,
    Supplier,
    decrypted,
    encrypted,
    host_keys,
)
from nybrott.people.models import User

CONFIDENTIAL = b"nybrott confidential minutes"  # what the host's key is made for
BLOCK = 4_096  # bytes; confidential minutes are filled up to whole blocks, so that their length tells nothing


class Round(models.Model):
    """The one-to-one meetings (én-til-én-møter) of a dialogue, and their rules. Each takes `minutes`, with `gap` minutes after it to write down
    what was heard; a supplier gets at most `most`. Until `change_hours` before a meeting a supplier changes it itself; a time that is offered
    waits `offer_hours`. `guide`: what all are asked, a question a line. `value_is` says which public value draws the lottery, known from `known_at`;
    `closed_list` is the draw file as it was when the list was closed, with `value` and what came out once it is drawn.
    """

    dialogue = models.OneToOneField(Dialogue, models.CASCADE, related_name="meetings")
    minutes = models.PositiveSmallIntegerField(_("minutes per meeting"), default=45)
    gap = models.PositiveSmallIntegerField(_("minutes between meetings"), default=15)
    most = models.PositiveSmallIntegerField(_("meetings a supplier can get"), default=1)
    apply_from = models.DateTimeField(_("apply from"))
    apply_until = models.DateTimeField(_("apply until"))
    value_is = models.CharField(_("the public value that decides"), max_length=300)
    known_at = models.DateTimeField(_("the value is known from"))
    change_hours = models.PositiveSmallIntegerField(_("hours before a meeting it can be changed"), default=48)
    offer_hours = models.PositiveSmallIntegerField(_("hours an offered time is held"), default=24)
    where = models.CharField(_("where"), max_length=300, blank=True)
    guide = models.TextField(_("what everyone is asked"), max_length=5_000, blank=True)
    published_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    closed_list = models.JSONField(null=True)
    list_hash = models.CharField(max_length=64, blank=True)
    value = models.CharField(_("value"), max_length=300, blank=True)
    value_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    drawn_at = models.DateTimeField(null=True)

    objects: ClassVar[OfDialogueQuerySet["Round"]] = OfDialogueQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("round of meetings")
        verbose_name_plural = _("rounds of meetings")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(apply_until__gt=F("apply_from")), name="a_list_is_open_for_a_while"),
            models.CheckConstraint(condition=Q(known_at__gt=F("apply_until")), name="a_value_is_known_after_the_list"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_at__lt=F("known_at")), name="a_list_is_closed_before_the_value"
            ),
            models.CheckConstraint(condition=Q(drawn_at__isnull=True) | Q(closed_at__isnull=False), name="a_closed_list_is_drawn"),
            models.CheckConstraint(condition=~Q(value_by=F("closed_by")), name="a_second_person_types_the_value"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.dialogue.title

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to."""
        return self.dialogue.organisation_id

    @property
    def command(self) -> str:
        """How anybody draws the lottery again."""
        return f"nybrott dialogue draw {self.dialogue.slug}-draw.json"

    @property
    def questions(self) -> list[str]:
        """What all are asked, in order."""
        return [line.strip() for line in self.guide.splitlines() if line.strip()]


_Of = TypeVar("_Of", bound=models.Model)


class OfRoundQuerySet(models.QuerySet[_Of]):
    """What hangs on a round of meetings."""

    def visible_to(self, actor: Actor) -> Self:
        """Of the rounds somebody sees."""
        return self.filter(round__in=Round.objects.visible_to(actor))


class Slot(models.Model):
    """A time for one meeting, held by at most one supplier: it is one row with one holder. `offered_to`: who it waits for, until `offer_until`.
    `drawn`: whether the lottery gave it. `reminded_at`: when its holder was reminded; `asked_at`: when somebody got the task to write the minutes."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="slots")
    begins = models.DateTimeField()
    supplier = models.ForeignKey(Supplier, models.SET_NULL, null=True, blank=True, related_name="meetings")
    drawn = models.BooleanField(default=False)
    taken_at = models.DateTimeField(null=True)
    offered_to = models.ForeignKey(Supplier, models.SET_NULL, null=True, blank=True, related_name="+")
    offer_until = models.DateTimeField(null=True)
    passed = ArrayField(models.BigIntegerField(), default=list, blank=True)
    reminded_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)

    objects: ClassVar[OfRoundQuerySet["Slot"]] = OfRoundQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("time for a meeting")
        verbose_name_plural = _("times for meetings")
        ordering: ClassVar[list[str]] = ["begins", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["round", "begins"], name="one_meeting_at_a_time"),
            models.CheckConstraint(condition=Q(supplier__isnull=True) | Q(offered_to__isnull=True), name="a_held_time_is_not_offered"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{timezone.localtime(self.begins):%Y-%m-%d %H:%M}"

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to."""
        return self.round.organisation_id

    @property
    def key(self) -> str:
        """What it is called in the draw file and the ledger."""
        return f"t{self.pk}"

    @property
    def ends(self) -> datetime:
        """When it is over."""
        return self.begins + timedelta(minutes=self.round.minutes)


class Application(models.Model):
    """That a supplier wants meetings: `wishes` the dearest first, what it `cannot`, any other time will do. `place`: in the lottery's order,
    None for who came after it. Whoever has fewer meetings than it `wants` is on the waiting list."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="applications")
    supplier = models.ForeignKey(Supplier, models.CASCADE, related_name="applications")
    wants = models.PositiveSmallIntegerField(default=1)
    wishes = ArrayField(models.BigIntegerField(), default=list, blank=True)
    cannot = ArrayField(models.BigIntegerField(), default=list, blank=True)
    sent_at = models.DateTimeField()
    place = models.PositiveSmallIntegerField(null=True)

    objects: ClassVar[OfRoundQuerySet["Application"]] = OfRoundQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("application for a meeting")
        verbose_name_plural = _("applications for meetings")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["round", "supplier"], name="one_application_of_a_supplier")
        ]

    def __str__(self) -> str:
        return self.supplier.name

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to."""
        return self.round.organisation_id


class MinutesQuerySet(models.QuerySet["Minutes"]):
    """Minutes, as far as somebody may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """Of the meetings somebody sees. What is secret in them is read through an action only."""
        return self.filter(slot__in=Slot.objects.visible_to(actor)).defer("sealed")


class Minutes(models.Model):
    """What was said in a meeting (referat): an open part, published to all once the supplier approved, and a confidential one with its reason, encrypted
    in `sealed` with a secret outside the database. `lasted`: how many minutes it really took. `remark`: what the supplier wants changed. `asked_at`: when
    the supplier was reminded to approve."""

    slot = models.OneToOneField(Slot, models.PROTECT, related_name="record")
    open = models.TextField(_("open part"), max_length=20_000)
    sealed = models.BinaryField(_("confidential part"), null=True)
    reason = models.CharField(_("why it is confidential"), max_length=500, blank=True)
    lasted = models.PositiveSmallIntegerField(_("length in minutes"))
    written_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    remark = models.TextField(_("what should be changed"), max_length=5_000, blank=True)
    asked_at = models.DateTimeField(null=True)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(Representative, models.SET_NULL, null=True, related_name="+")

    objects: ClassVar[MinutesQuerySet] = MinutesQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("minutes of a meeting")
        verbose_name_plural = _("minutes of meetings")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(approved_at__isnull=True) | Q(sent_at__isnull=False), name="approved_minutes_were_sent"),
            models.CheckConstraint(condition=Q(sealed__isnull=True) | ~Q(reason=""), name="a_confidential_part_has_its_reason"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.slot)

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to."""
        return self.slot.organisation_id

    def seal(self, text: str) -> None:
        """Set the confidential part, encrypted for this meeting alone; "" takes it away. Not saved."""
        plain = text.replace("\0", "").encode()
        whole = plain + b"\0" * (-len(plain) % BLOCK)
        self.sealed = encrypted(next(host_keys(CONFIDENTIAL)), whole, self._place) if plain else None

    def confidential(self) -> str:
        """The confidential part, "" when there is none. Raises `KeyLost`."""
        if self.sealed is None:
            return ""
        for key in host_keys(CONFIDENTIAL):
            try:
                return decrypted(key, self.sealed, self._place).rstrip(b"\0").decode()
            except KeyLost:
                continue
        raise KeyLost

    @property
    def _place(self) -> str:
        return f"minutes of slot {self.slot_id}"


class MinutesReading(models.Model):
    """That somebody read the confidential part of minutes."""

    record = models.ForeignKey(Minutes, models.CASCADE, related_name="readings")
    user = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    read_at = models.DateTimeField()

    class Meta:
        verbose_name = _("reading of confidential minutes")
        verbose_name_plural = _("readings of confidential minutes")
        ordering: ClassVar[list[str]] = ["read_at", "pk"]

    def __str__(self) -> str:
        return str(self.read_at)
