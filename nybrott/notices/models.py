"""The index of notices: what a search needs, made from the lake and thrown away when the lake is another.

Nothing here is of value by itself: official notices are public, so there is no `visible_to` and anyone may read all of
it; every row can be made again from the lake; nobody edits it, so no action records a change. An index is made beside
the one that holds and takes its place in one step, so nobody ever searches half of one.
"""

from hashlib import sha256
from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q


def finding_name(key: str, signal: str, words: str) -> str:
    """The name of one sign seen in one notice (32 hex digits): the same in every lake that holds the notice with these
    words, whatever else it holds; another one when the notice says it in other words."""
    seen = " ".join(words.casefold().split())
    return sha256("\x1f".join((key, signal, seen)).encode("utf-8", "replace")).hexdigest()[:32]


class NoticeIndex(models.Model):
    """One index of all notices of one generation of the lake. At most one holds; another may be in the making.

    `recipe` names the version of the word lists and of the way it was made. `vocabulary` is what the notices' compounds
    were split by, and a query must be split by the same. `held` counts notices by country and year, and candidates
    by sign, for the lists to choose from.
    """

    generation = models.CharField(max_length=64)
    recipe = models.CharField(max_length=64)
    holds = models.BooleanField(default=False)
    notices = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    vocabulary = models.JSONField(default=dict)
    held = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["holds"], condition=Q(holds=True), name="one_notice_index_holds"),
        ]

    def __str__(self) -> str:
        return f"{self.generation} ({self.notices})"


class IndexedNotice(models.Model):
    """One notice as a search finds it. `key` and `buyer` are its and its buyer's names in the lake.

    `words` are the index words of title, texts, buyer and numbers; `title_words` those of the title alone, kept apart so
    that what stands in a title can be put first without unpacking the long ones. Both hold words without places, made
    by `core.language` (PostgreSQL's own dictionaries are not asked). `buyer_sort` sorts as a Norwegian reader expects.
    `texts` holds [field, language, text] for the excerpt.
    """

    index = models.ForeignKey(NoticeIndex, models.CASCADE, related_name="+", db_index=False)
    key = models.TextField()
    title = models.TextField()
    country = models.CharField(max_length=2)
    buyer = models.TextField()
    buyer_name = models.TextField()
    buyer_sort = models.TextField(db_collation="C")
    year = models.SmallIntegerField(null=True)
    published_on = models.DateField(null=True)
    stage = models.CharField(max_length=40)
    language = models.CharField(max_length=8)
    market_dialogue = models.BooleanField()
    innovation = models.BooleanField()
    partnership = models.BooleanField()
    strict = models.BooleanField()
    declared = models.BooleanField()
    behavioural = models.BooleanField()
    candidates = models.BooleanField()
    title_words = SearchVectorField()
    words = SearchVectorField()
    texts = models.JSONField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["index", "key"], name="a_notice_once_in_an_index"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            GinIndex(fields=["words"], name="notice_words"),
            models.Index("index", F("published_on").desc(nulls_last=True), "key", name="notice_newest"),
            models.Index("index", "buyer_sort", "key", name="notice_buyer"),
        ]

    def __str__(self) -> str:
        return self.key


class IndexedCandidate(models.Model):
    """A weak sign in a notice, with its words in their context, for a person to look at. It counts nowhere.

    `excerpt` is the text around the words and `start`–`end` (characters) where they stand in it; when the sign is a
    code, `excerpt` is empty and `words` is the code. `more` counts further places of the same sign in the notice.
    What the list needs to know of the notice is repeated here, so that a page of it is one question. `finding` is the
    name judgements know it by (`finding_name`).
    """

    index = models.ForeignKey(NoticeIndex, models.CASCADE, related_name="+", db_index=False)
    key = models.TextField()
    title = models.TextField()
    country = models.CharField(max_length=2)
    buyer = models.TextField()
    buyer_name = models.TextField()
    year = models.SmallIntegerField(null=True)
    published_on = models.DateField(null=True)
    stage = models.CharField(max_length=40)
    signal = models.CharField(max_length=80)
    finding = models.CharField(max_length=32)
    field = models.CharField(max_length=40)
    language = models.CharField(max_length=8)
    words = models.TextField()
    excerpt = models.TextField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    more = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["index", "key", "signal"], name="a_sign_once_in_a_notice"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index("index", F("published_on").desc(nulls_last=True), "key", "signal", name="candidate_newest"),
            models.Index("index", "finding", name="candidate_finding"),
        ]

    def __str__(self) -> str:
        return f"{self.signal}: {self.key}"
