"""Briefs as they were given, and who follows market dialogues by letter."""

from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nybrott.core.actor import Actor
from nybrott.dialogues.models import Dialogue, OfDialogueQuerySet
from nybrott.people.models import User


class Brief(models.Model):
    """A brief (dialognotat) as it was given to everyone, in one language; never changed. A new one has the next `version`.

    `blocks` are the blocks of the document as [kind, level, text, …] (`queries.document_of`); `digest` is the SHA-256 of its Markdown, which
    stands in the ledger too.
    """

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="briefs")
    version = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=8)
    title = models.CharField(max_length=300)
    under = models.CharField(max_length=300)
    blocks = models.JSONField()
    digest = models.CharField(max_length=64)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    objects: ClassVar[OfDialogueQuerySet["Brief"]] = OfDialogueQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("brief")
        verbose_name_plural = _("briefs")
        ordering: ClassVar[list[str]] = ["-version", "language"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["dialogue", "version", "language"], name="a_brief_once_in_a_language"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to."""
        return self.dialogue.organisation_id


class FollowerQuerySet(models.QuerySet["Follower"]):
    """Those who follow dialogues."""

    def visible_to(self, actor: Actor) -> Self:
        """Nobody's but the system's: who follows is not shown to those who hold dialogues."""
        return self if actor.system else self.none()


class Follower(models.Model):
    """An address that wants to hear of new market dialogues: of some CPV codes (their first digits), or with some words in them; of all when
    it names neither. `confirm_hash`: SHA-256 of the token that confirms it, used once, until `confirm_until`."""

    email = models.EmailField(_("e-mail address"))
    language = models.CharField(max_length=8, default="nb")
    cpv = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    words = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    asked_at = models.DateTimeField()
    confirm_hash = models.CharField(max_length=64, blank=True)
    confirm_until = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)

    objects: ClassVar[FollowerQuerySet] = FollowerQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("follower of dialogues")
        verbose_name_plural = _("followers of dialogues")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["email"], condition=Q(confirmed_at__isnull=False), name="an_address_follows_once"
            ),
            models.UniqueConstraint(
                fields=["confirm_hash"], condition=~Q(confirm_hash=""), name="one_link_confirms_one_follower"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Spread(models.Model):
    """Those who follow were written to about this dialogue, once; `letters`: how many."""

    dialogue = models.OneToOneField(Dialogue, models.CASCADE, related_name="spread")
    spread_at = models.DateTimeField()
    letters = models.PositiveIntegerField()

    objects: ClassVar[OfDialogueQuerySet["Spread"]] = OfDialogueQuerySet.as_manager()  # type: ignore[assignment]

    def __str__(self) -> str:
        return str(self.dialogue_id)
