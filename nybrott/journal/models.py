"""Entries that are only ever added, and letters that wait to go."""

import secrets
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nybrott.core.actor import Actor


def _salt() -> str:
    return secrets.token_hex(16)


class EntryQuerySet(models.QuerySet["Entry"]):
    """Entries, as far as somebody may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """The organisation's own entries for those who may read its journal; the system sees all."""
        if actor.system:
            return self
        if not actor.may("journal.read") or actor.organisation_id is None:
            return self.none()
        return self.filter(organisation_id=actor.organisation_id)


class Entry(models.Model):
    """One thing that happened.

    `organisation_id` names the chain it belongs to (None: the host's own). `thing_kind` is a model ("people.membership"),
    `thing_ref` its key as text. `private` holds what is about people, {"actor": …, "thing": …, "facts": {…}}; it is part of the seal
    only by its `digest`, and None once erased. `place` (from 1) and `seal` are empty until the entry is sealed.
    """

    organisation_id = models.BigIntegerField(null=True)
    thing_kind = models.CharField(max_length=80)
    thing_ref = models.CharField(max_length=80)
    verb = models.CharField(max_length=80)
    at = models.DateTimeField()
    actor_user_id = models.BigIntegerField(null=True)
    private = models.JSONField(null=True)
    salt = models.CharField(max_length=32, null=True, default=_salt)
    digest = models.CharField(max_length=64)
    erased_at = models.DateTimeField(null=True)
    place = models.PositiveBigIntegerField(null=True)
    seal = models.CharField(max_length=64, blank=True, default="")

    objects: ClassVar[EntryQuerySet] = EntryQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organisation_id", "place"], name="one_entry_at_a_place", nulls_distinct=False,
                condition=Q(place__isnull=False),
            ),
            models.CheckConstraint(
                condition=Q(place__isnull=True, seal="") | (Q(place__isnull=False) & ~Q(seal="")), name="a_place_has_its_seal"
            ),
        ]  # fmt: skip
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation_id", "-id"], name="entry_newest"),
            models.Index(fields=["thing_kind", "thing_ref", "-id"], name="entry_of_thing"),
            models.Index(fields=["id"], name="entry_unsealed", condition=Q(place__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.thing_kind} {self.thing_ref}"


class LetterState(models.TextChoices):
    """Where a letter is on its way."""

    WAITING = "waiting", _("Waiting")
    HELD = "held", _("Held")
    SENDING = "sending", _("On its way")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class LetterQuerySet(models.QuerySet["Letter"]):
    """Letters, as far as somebody may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """The organisation's letters for those who may read them, and to everyone what was written to themselves."""
        if actor.system:
            return self
        mine = Q(to_user_id=actor.user_id) if actor.user_id is not None else Q(pk__in=[])
        if actor.may("letters.read") and actor.organisation_id is not None:
            return self.filter(mine | Q(organisation_id=actor.organisation_id))
        return self.filter(mine)


class Letter(models.Model):
    """A letter to one person, caused by one entry. Plain text.

    `secrets` holds what only the receiver may see (a personal link): the body names each as {name}, a reader of the
    outbox sees the name, and they are forgotten once the letter has gone. `send_after` None: as soon as possible.
    """

    organisation_id = models.BigIntegerField(null=True)
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=80)
    language = models.CharField(max_length=8)
    to_address = models.EmailField()
    to_name = models.CharField(max_length=200, blank=True)
    to_user_id = models.BigIntegerField(null=True)
    subject = models.CharField(max_length=300)
    body = models.TextField()
    secrets = models.JSONField(default=dict)
    state = models.CharField(max_length=12, choices=LetterState.choices, default=LetterState.WAITING)
    written_at = models.DateTimeField()
    send_after = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    trouble = models.TextField(blank=True)

    objects: ClassVar[LetterQuerySet] = LetterQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation_id", "-id"], name="letter_newest"),
            models.Index(fields=["send_after", "id"], name="letter_due", condition=Q(state="waiting")),
        ]

    def __str__(self) -> str:
        return self.subject
