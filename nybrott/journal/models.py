"""Entries that are only ever added, and letters that wait to go."""

import secrets
from datetime import UTC
from typing import ClassVar, Self

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from nybrott.core.actor import Actor
from nybrott.core.chain import BEGINNING, Link
from nybrott.journal.states import LetterState, Pace

__all__ = ["Entry", "Head", "Letter", "LetterChoice", "LetterState", "ReadFirst", "words_vector"]


def _salt() -> str:
    return secrets.token_hex(16)


def words_vector() -> Func:
    """The words of an entry's erasable part, for the index and for who asks it."""
    return Func(
        F("private"), template="to_tsvector('simple'::regconfig, %(expressions)s)", output_field=SearchVectorField()
    )


class EntryQuerySet(models.QuerySet["Entry"]):
    """Entries, as far as somebody may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """The organisation's own for those who may read its journal, the host's own for those who run it; the system
        sees all."""
        if actor.system:
            return self
        if actor.organisation_id is None:
            return self.filter(organisation_id=None) if actor.may("host.manage") else self.none()
        return self.filter(organisation_id=actor.organisation_id) if actor.may("journal.read") else self.none()


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
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
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
            # every list is of one chain, newest first; one index for each thing it is narrowed by
            models.Index(fields=["organisation_id", "-at", "-id"], name="entry_newest"),
            models.Index(fields=["organisation_id", "actor_user_id", "-at", "-id"], name="entry_of_person"),
            models.Index(fields=["organisation_id", "thing_kind", "-at", "-id"], name="entry_of_kind"),
            models.Index(fields=["organisation_id", "verb", "-at", "-id"], name="entry_of_verb"),
            models.Index(fields=["thing_kind", "thing_ref", "-at", "-id"], name="entry_of_thing"),
            models.Index(fields=["organisation_id", "id"], name="entry_unsealed", condition=Q(place__isnull=True)),
            GinIndex(words_vector(), name="entry_words"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.thing_kind} {self.thing_ref}"

    def fixed(self) -> dict[str, object]:
        """What can never change of it: what its seal is over, besides the digest of its erasable part."""
        return {
            "organisation": self.organisation_id,
            "kind": self.thing_kind,
            "ref": self.thing_ref,
            "verb": self.verb,
            "at": self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "user": self.actor_user_id,
        }

    def link(self) -> Link:
        """The entry as the chain sees it; only once it is sealed."""
        if self.place is None:
            raise ValueError("an entry has no place in the chain until it is sealed")
        return Link(self.place, self.fixed(), self.digest, self.seal, self.private, self.salt)


class HeadQuerySet(models.QuerySet["Head"]):
    """Heads, as far as somebody may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """Whoever may read a journal sees where its chain ends."""
        if actor.system:
            return self
        if actor.organisation_id is None:
            return self.filter(organisation_id=None) if actor.may("host.manage") else self.none()
        return self.filter(organisation_id=actor.organisation_id) if actor.may("journal.read") else self.none()


class Head(models.Model):
    """Where a chain ends: its last place and seal, so that an entry taken from the end is seen.

    `checked_place` and `checked_seal`: how far it was walked and held at `checked_at`; `broken_place` and `broken_fault` (a word
    of `core.chain.Fault`): where it did not hold then.
    """

    organisation_id = models.BigIntegerField(null=True)
    last_place = models.PositiveBigIntegerField(default=0)
    last_seal = models.CharField(max_length=64, default=BEGINNING)
    sealed_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)
    checked_place = models.PositiveBigIntegerField(default=0)
    broken_place = models.PositiveBigIntegerField(null=True)
    broken_fault = models.CharField(max_length=12, blank=True)

    objects: ClassVar[HeadQuerySet] = HeadQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("journal")
        verbose_name_plural = _("journals")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation_id"], name="one_head_of_a_chain", nulls_distinct=False),
        ]

    def __str__(self) -> str:
        return str(self.last_place)


class LetterQuerySet(models.QuerySet["Letter"]):
    """Letters, as far as somebody may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """The organisation's letters for those who may read them, and to everyone what was written to themselves."""
        if actor.system:
            return self
        mine = Q(to_user_id=actor.user_id) if actor.user_id is not None else Q(pk__in=[])
        return self.filter(mine | self._of_the_outbox(actor))

    def in_outbox_of(self, actor: Actor) -> Self:
        """The letters of the organisation (of the host for those who run it and belong nowhere), for who may read them."""
        return self if actor.system else self.filter(self._of_the_outbox(actor))

    def _of_the_outbox(self, actor: Actor) -> Q:
        if actor.organisation_id is None:
            return Q(organisation_id=None) if actor.may("host.manage") else Q(pk__in=[])
        return Q(organisation_id=actor.organisation_id) if actor.may("letters.read") else Q(pk__in=[])

    def unsure(self) -> Self:
        """Those of which nobody knows whether they went: somebody has to say."""
        return self.filter(state=LetterState.SENDING, stranded_at__isnull=False)


class Letter(models.Model):
    """A letter to one person, caused by one entry. Plain text.

    `secrets` holds what only the receiver may see (a personal link): the body names each as {name}, a reader of the
    outbox sees the name, and they are forgotten once the letter has gone. `send_after` None: as soon as possible. A letter
    whose `pace` is not "once" is gathered with others of its receiver at `send_after`, into `gathered_into`. `way` is what
    took it on its way ("file", "smtp", …). `stranded_at`: found on its way with nobody posting it. `trouble`: why it failed.
    `blanked_at`: what it said was erased.
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
    pace = models.CharField(max_length=8, choices=Pace.choices, default=Pace.ONCE)
    gathered_into = models.ForeignKey("self", models.SET_NULL, null=True, related_name="gathered")
    written_at = models.DateTimeField()
    send_after = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    trouble = models.TextField(blank=True)
    way = models.CharField(max_length=12, blank=True)
    stranded_at = models.DateTimeField(null=True)
    blanked_at = models.DateTimeField(null=True)

    objects: ClassVar[LetterQuerySet] = LetterQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation_id", "-id"], name="letter_newest"),
            models.Index(fields=["organisation_id", "state", "-id"], name="letter_in_state"),
            models.Index(fields=["to_user_id", "-id"], name="letter_of_person"),
            models.Index(fields=["pace", "send_after", "id"], name="letter_due", condition=Q(state="waiting")),
            models.Index(fields=["id"], name="letter_on_its_way", condition=Q(state="sending")),
        ]

    def __str__(self) -> str:
        return self.subject


class ReadFirstQuerySet(models.QuerySet["ReadFirst"]):
    """What is read before it goes, as far as somebody may see it."""

    def visible_to(self, actor: Actor) -> Self:
        """Those of the own organisation, for who may read its letters."""
        if actor.system:
            return self
        if actor.organisation_id is None or not actor.may("letters.read"):
            return self.none()
        return self.filter(organisation_id=actor.organisation_id)


class ReadFirst(models.Model):
    """An organisation wants somebody to read its letters of this kind before they go: they are laid out held."""

    organisation_id = models.BigIntegerField()
    kind = models.CharField(max_length=80)

    objects: ClassVar[ReadFirstQuerySet] = ReadFirstQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("kind of letter that is read first")
        verbose_name_plural = _("kinds of letters that are read first")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation_id", "kind"], name="once_read_first"),
        ]

    def __str__(self) -> str:
        return self.kind


class LetterChoiceQuerySet(models.QuerySet["LetterChoice"]):
    """Choices; everybody sees their own."""

    def visible_to(self, actor: Actor) -> Self:
        """One's own."""
        if actor.system:
            return self
        return self.none() if actor.user_id is None else self.filter(user_id=actor.user_id)


class LetterChoice(models.Model):
    """How often a person wants letters of a kind; without one, at once."""

    user_id = models.BigIntegerField()
    kind = models.CharField(max_length=80)
    pace = models.CharField(max_length=8, choices=Pace.choices)

    objects: ClassVar[LetterChoiceQuerySet] = LetterChoiceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("choice of letters")
        verbose_name_plural = _("choices of letters")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["user_id", "kind"], name="one_choice_of_a_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.pace}"
