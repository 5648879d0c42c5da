"""The words things are found by, and how far the journal was read."""

from typing import ClassVar, Self

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from nybrott.core.actor import Actor
from nybrott.people.models import Organisation


class Reach(models.TextChoices):
    """How far outside its organisation a thing may be found at all; its kind decides who really sees it."""

    OWN = "own", _("Only us")
    SIGNED_IN = "signed_in", _("Others who have signed in")
    OPEN = "open", _("Everyone")


class SearchedThingQuerySet(models.QuerySet["SearchedThing"]):
    """Things, as far as somebody may find them."""

    def visible_to(self, actor: Actor) -> Self:
        """Those that may be theirs to see: the own organisation's and those that reach further. Each kind is asked besides
        before anything of a thing is shown."""
        if actor.user_id is None or actor.organisation_id is None:
            return self.filter(reach=Reach.OPEN)
        return self.filter(models.Q(organisation_id=actor.organisation_id) | ~models.Q(reach=Reach.OWN))


class SearchedThing(models.Model):
    """One thing as the search finds it: its `kind` (a word of `queries.KINDS`) and `ref`, its key there.

    `title_words` are the index words of its title, `words` those of title and text; without places or order, so that the
    text cannot be read back. `at`: when it last moved, for the order. `made_from`: the fingerprint of what was read, with
    the version of the word lists.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+", null=True)
    kind = models.CharField(max_length=16)
    ref = models.BigIntegerField()
    reach = models.CharField(max_length=10, choices=Reach.choices, default=Reach.OWN)
    at = models.DateTimeField()
    title_words = SearchVectorField()
    words = SearchVectorField()
    made_from = models.CharField(max_length=64)

    objects: ClassVar[SearchedThingQuerySet] = SearchedThingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("thing in the search")
        verbose_name_plural = _("things in the search")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["kind", "ref"], name="a_thing_once_in_the_search"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            GinIndex(fields=["title_words"], name="searched_title"),
            GinIndex(fields=["words"], name="searched_words"),
            models.Index("organisation", F("at").desc(), F("id").desc(), name="searched_newest"),
            models.Index("at", name="searched_moved"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.ref}"


class JournalRead(models.Model):
    """How far the journal was read: every entry up to `entry` was seen and is old enough that none can come before it."""

    entry = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.entry)
