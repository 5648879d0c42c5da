"""What people answered about candidates, what was brought in, and the index of notices.

Judgements and imports are somebody's; they outlive every lake. The index is nobody's: official notices are public, so
there is no `visible_to` and anyone may read all of it; every row can be made again from the lake; nobody edits it, so
no action records a change. An index is made beside the one that holds and takes its place in one step, so nobody ever
searches half of one.
"""

from hashlib import sha256
from typing import ClassVar, Self

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nybrott.core.actor import Actor
from nybrott.notices.states import IMPORT
from nybrott.people.models import Organisation, OwnQuerySet, User


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


# --- judgements ---

LONGEST_NOTE = 1000


class Answer(models.TextChoices):
    """What a reviewer says of a candidate."""

    CONFIRM = "confirm", _("Confirmed")
    REJECT = "reject", _("Rejected")
    UNSURE = "unsure", _("Unsure")


class JudgementQuerySet(models.QuerySet["Judgement"]):
    """Judgements, as far as somebody may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """One's own, nobody else's: reviewers answer without knowing what others said."""
        if actor.system:
            return self
        return self.none() if actor.user_id is None else self.filter(reviewer_id=actor.user_id)

    def current(self) -> Self:
        """Those that hold: one of each reviewer for each finding."""
        return self.filter(is_current=True)


class Judgement(models.Model):
    """What one reviewer answered about one sign in one notice, and what they saw.

    `finding` (`finding_name`) is the same in every lake that holds the notice with these words. `notice` is the notice's key, `signal` the
    sign, `words` what was marked; `title` is kept so that a judgement can be told of when the notice is gone. An answer
    that was changed stays, without `is_current`.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    reviewer = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    finding = models.CharField(max_length=32)
    notice = models.TextField()
    signal = models.CharField(max_length=80)
    words = models.TextField()
    title = models.TextField()
    answer = models.CharField(max_length=8, choices=Answer.choices)
    note = models.CharField(_("note"), max_length=LONGEST_NOTE, blank=True)
    at = models.DateTimeField()
    is_current = models.BooleanField(default=True)

    objects: ClassVar[JudgementQuerySet] = JudgementQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("judgement")
        verbose_name_plural = _("judgements")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["reviewer", "finding"], condition=Q(is_current=True), name="one_current_judgement"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["finding"], name="judgement_current", condition=Q(is_current=True)),
            models.Index(fields=["reviewer", "-at", "-id"], name="judgement_own"),
        ]

    def __str__(self) -> str:
        return self.title or self.notice


# --- imports ---


class ImportQuerySet(OwnQuerySet["NoticeImport"]):
    """Imports; seen by those of the organisation who may bring notices in."""

    def visible_to(self, actor: Actor) -> Self:
        """The organisation's own, for those who may import."""
        if not actor.may("notices.import"):
            return self.none()
        return super().visible_to(actor)


class NoticeImport(models.Model):
    """Notices brought in at once: a file sent, or a folder on the host. Its files are kept below `VAR/notices/<id>/`.

    `step` is what is being done ("keeping", "looking", "building"), `done` and `notices` how far (documents, notices).
    `found` holds the counts when it has been looked through: {"read", "new", "already", "format": {…}, "stage": {…}};
    `before` and `after` the figures of all notices, by name. `trouble` is a word for why it failed, `detail` what the
    machine said. `tries` counts how often it was begun.
    """

    class Source(models.TextChoices):
        UPLOAD = "upload", _("File")
        FOLDER = "folder", _("Folder on the server")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    brought_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    source = models.CharField(max_length=8, choices=Source.choices)
    name = models.CharField(max_length=300)
    size = models.PositiveBigIntegerField(default=0)
    state = models.CharField(max_length=10, choices=[(state, state) for state in IMPORT.states], default=IMPORT.start)
    asked_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    step = models.CharField(max_length=10, blank=True)
    done = models.PositiveIntegerField(default=0)
    notices = models.PositiveIntegerField(default=0)
    troubles = models.PositiveIntegerField(default=0)
    found = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    trouble = models.CharField(max_length=20, blank=True)
    detail = models.CharField(max_length=1000, blank=True)

    objects: ClassVar[ImportQuerySet] = ImportQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("import of notices")
        verbose_name_plural = _("imports of notices")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "-id"], name="notice_import_newest"),
            models.Index(fields=["state", "id"], name="notice_import_to_do"),
        ]

    def __str__(self) -> str:
        return self.name


class ImportTrouble(models.Model):
    """Something of an import that could not be read: which file, where in it, and why in plain words."""

    notice_import = models.ForeignKey(NoticeImport, models.CASCADE, related_name="refusals")
    path = models.TextField()
    place = models.TextField()
    reason = models.TextField()

    class Meta:
        verbose_name = _("refusal")
        verbose_name_plural = _("refusals")

    def __str__(self) -> str:
        return self.path
