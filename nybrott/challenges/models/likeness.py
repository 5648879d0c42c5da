"""The texts that new ones are compared with, as `core.matching` reads them."""

from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from nybrott.challenges.models.challenges import Challenge, Sharing
from nybrott.core.actor import Actor
from nybrott.people.models import NetworkMember, Organisation


def near(actor: Actor) -> "models.QuerySet[NetworkMember]":
    """The places in networks of those who are in one of the actor's networks now."""
    return NetworkMember.objects.filter(
        network_id__in=actor.network_ids, joined_at__isnull=False, left_at__isnull=True
    )  # fmt: skip


class IndexedTextQuerySet(models.QuerySet["IndexedText"]):
    """Indexed texts, as far as somebody may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """All of the own organisation's; of others only what they let this actor's see: the words of the challenge itself."""
        if actor.user_id is None or actor.organisation_id is None or actor.is_supplier:
            return self.none()
        own = Q(challenge__organisation_id=actor.organisation_id)
        with_us = Q(challenge__sharing=Sharing.NETWORK, challenge__organisation__in=near(actor).values("organisation"))
        told = Q(kind=IndexedText.CHALLENGE) & (Q(challenge__sharing=Sharing.OPEN) | with_us)
        return self.filter(own | told)


class Numbers(ArrayField):  # type: ignore[type-arg]
    """An array of whole numbers that goes to the database as it is: a text has two hundred, and asking the field about each
    takes longer than reading the text."""

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """The list itself."""
        return (
            list(value) if isinstance(value, (list, tuple)) else super().get_db_prep_value(value, connection, prepared)
        )

    def get_prep_value(self, value: Any) -> Any:
        """The list itself."""
        return value

    def deconstruct(self) -> Any:
        """To the database it is an array like any other."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.contrib.postgres.fields.ArrayField", args, kwargs


class IndexedText(models.Model):
    """One text of a challenge, ready to be compared: made from the words there and made again when they change.

    `kind` is `CHALLENGE`, or what a room above calls a text of its own; `ref` is the key of what says it. `keys` are the
    numbers it is looked up by, `size` how many letter runs it has, `packed` its features as `core.matching.Packed` writes
    them. `version` is the reader's, `made_from` the text's fingerprint. Both long columns lie beside the table (the migration says so): looking up passes
    thousands of rows. `organisation` and `sharing` repeat the challenge's so that looking up needs no join; what is shown is
    asked of the challenge itself.
    """

    CHALLENGE = "challenge"

    challenge = models.ForeignKey(Challenge, models.CASCADE, related_name="indexed")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12)
    ref = models.BigIntegerField()
    label = models.CharField(max_length=300)
    sharing = models.CharField(max_length=10, choices=Sharing.choices)
    version = models.CharField(max_length=64)
    made_from = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    packed = models.BinaryField()
    keys = Numbers(models.BigIntegerField())

    objects: ClassVar[IndexedTextQuerySet] = IndexedTextQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["kind", "ref"], name="a_text_once_in_the_index"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            GinIndex(fields=["keys"], name="indexed_text_keys", fastupdate=False),
            models.Index(fields=["version"], name="indexed_text_version"),
        ]

    def __str__(self) -> str:
        return self.label


class FreshText(models.Model):
    """A text that was read after the last counting began: it stands in none of its lists yet, so it is always compared."""

    text = models.ForeignKey(IndexedText, models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"{self.text_id}"


class TokenCount(models.Model):
    """In how many texts each token stood when they were last counted: a row for each counting, of which the newest holds.

    Every column of bytes holds whole numbers side by side, so that a process reads half a million of them in one go. By
    token, in their order: `tokens` their numbers (8 bytes), `seen` in how many texts (4), `first` the first of these (4).
    By text: `rows` the key of the indexed text (8), `owners` its organisation (8), `told` to whom it is told (1: 0 its own,
    1 its networks, 2 everyone), `sizes` (4). Texts are numbered from 0.
    """

    texts = models.PositiveIntegerField()
    tokens = models.BinaryField()
    seen = models.BinaryField()
    first = models.BinaryField()
    rows = models.BinaryField()
    owners = models.BinaryField()
    told = models.BinaryField()
    sizes = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.texts}"


class TokenPlaces(models.Model):
    """The texts a token stands in by one counting, when there are two or more: their numbers, four bytes each, in order."""

    counted = models.ForeignKey(TokenCount, models.CASCADE, related_name="places", db_index=False)
    token = models.BigIntegerField()
    places = models.BinaryField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["counted", "token"], name="places_of_a_token_once_in_a_counting"),
        ]

    def __str__(self) -> str:
        return f"{self.token}"
