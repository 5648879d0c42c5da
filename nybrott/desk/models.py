"""What lies on a desk: uploads, imports with their rows, tasks, drafts, and what people want to be told."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nybrott.core.actor import Actor
from nybrott.core.importing import OUTCOMES
from nybrott.desk.states import ImportState, TaskState
from nybrott.people.models import Organisation
from nybrott.sources import KINDS, FileKind

# --- uploads ---


class UploadQuerySet(models.QuerySet["Upload"]):
    """Uploads, as far as somebody may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """One's own; and those of the organisation that are not kept to a permission, or to one that the actor has. Files that
        are met only through what they are kept for are not among them."""
        if actor.system:
            return self
        if actor.user_id is None or actor.organisation_id is None:
            return self.none()
        own = self.filter(organisation_id=actor.organisation_id).exclude(
            Q(permission=F("kept_for")) & ~Q(permission="")
        )
        return own.filter(Q(uploaded_by_id=actor.user_id) | Q(permission__in=["", *actor.permissions]))


class Upload(models.Model):
    """A file somebody brought. Its bytes lie in VAR/uploads under their SHA-256; two uploads may share them.

    `name` is as the person named it, with the ending of what it is. `permission` is the word of `people/roles.py`
    that may see it beside the one who brought it; empty: everybody in the organisation. `kept_for` names what holds on to it
    ("desk.import"); such a file is deleted with that thing, not by itself. When `permission` says the same as `kept_for`, the file
    is met only there.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=12, choices=[(word, word) for word in KINDS])
    size = models.PositiveIntegerField(_("size"))
    sha256 = models.CharField(max_length=64, db_index=True)
    permission = models.CharField(max_length=40, blank=True)
    kept_for = models.CharField(max_length=80, blank=True)
    uploaded_at = models.DateTimeField(_("uploaded"))

    objects: ClassVar[UploadQuerySet] = UploadQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["organisation", "-id"], name="upload_newest")]

    def __str__(self) -> str:
        return self.name

    @property
    def what(self) -> FileKind:
        """The kind of file, with its media type."""
        return KINDS[self.kind]


# --- imports ---


class ImportQuerySet(models.QuerySet["Import"]):
    """Imports, as far as somebody may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """The organisation's, of kinds the actor may bring in; of rows brought into one thing only the actor's own."""
        if actor.system:
            return self
        if actor.user_id is None or actor.organisation_id is None:
            return self.none()
        into_one = Q(permission=F("kind"), uploaded_by_id=actor.user_id)
        return self.filter(organisation_id=actor.organisation_id).filter(Q(permission__in=actor.permissions) | into_one)


class Import(models.Model):
    """Rows somebody brings in. `kind` is the key of an `Importer`, `permission` its word, or the same key when it is about one
    thing: no role has that word.

    `headings` are the cells of the heading row, which stands at `heading_at` (from 1; 0: there
    is none), `samples` those of the row under it. `places`: column key → place (from 0).
    `total` rows to judge (while judging: None) or to take in, `done` of them; `counts`: outcome → rows, as judged; and
    after the confirmation as taken in. The file (`upload`) and the rows are forgotten after a month; `name` stays. `beat_at` is when work on it was last seen.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    permission = models.CharField(max_length=40)
    upload = models.ForeignKey(Upload, models.SET_NULL, null=True, related_name="+")
    name = models.CharField(_("file"), max_length=200)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    language = models.CharField(max_length=8, default="nb")
    state = models.CharField(max_length=12, choices=ImportState.choices, default=ImportState.UPLOADED)
    headings = models.JSONField(default=list)
    samples = models.JSONField(default=list)
    heading_at = models.PositiveIntegerField(default=1)
    places = models.JSONField(default=dict)
    total = models.PositiveIntegerField(null=True)
    done = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    trouble = models.TextField(blank=True)
    uploaded_at = models.DateTimeField(_("uploaded"))
    started_at = models.DateTimeField(null=True)
    beat_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects: ClassVar[ImportQuerySet] = ImportQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["organisation", "-id"], name="import_newest")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_under_way(self) -> bool:
        """Whether a job works, or should work, on it."""
        return self.state in {"judging", "running"}

    @property
    def has_ended(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state in {"done", "dropped"}


class ImportRow(models.Model):
    """A row of an import: its cells as they were, what was judged, and when it was taken in."""

    of = models.ForeignKey(Import, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    cells = models.JSONField(default=list)
    outcome = models.CharField(max_length=10, choices=[(outcome, outcome) for outcome in OUTCOMES])
    what = models.CharField(max_length=500, blank=True)
    errors = models.JSONField(default=dict)
    care = models.CharField(max_length=300, blank=True)
    judged_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["of", "number"], name="a_row_stands_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["of", "number"], name="row_to_take", condition=Q(taken_at=None, outcome__in=["new", "changed"])),
            models.Index(fields=["of", "outcome", "number"], name="row_of_outcome"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.number)


# --- tasks ---


class TaskQuerySet(models.QuerySet["Task"]):
    """Tasks, as far as somebody may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """Those given to the actor or to a role they have, those they gave, and all for who may give tasks."""
        if actor.system:
            return self
        if actor.user_id is None or actor.organisation_id is None:
            return self.none()
        own = self.filter(organisation_id=actor.organisation_id)
        if actor.may("tasks.assign"):
            return own
        return own.filter(self._mine(actor) | Q(made_by_id=actor.user_id) | Q(ended_by_id=actor.user_id))

    def mine(self, actor: Actor) -> Self:
        """Those the actor can do: given to them, or to a role they have and taken by nobody."""
        return self.filter(organisation_id=actor.organisation_id).filter(self._mine(actor))

    def open(self) -> Self:
        """Those still to be done."""
        return self.filter(state="open")

    @staticmethod
    def _mine(actor: Actor) -> Q:
        return Q(for_user_id=actor.user_id) | Q(for_user=None, for_role__in=actor.roles)


class Task(models.Model):
    """Something to do: for one person (`for_user`), or for whoever has a role (`for_role`) until one of them takes it.

    What it is about is told by `about_kind` ("needs.need"), `about_ref` (its key), `about_label` and `about_url`, an address of
    this site. `word` says which task of that thing it is ("verify"), so that a room can give it twice and there is one.
    `version` counts changes, so that the later of two editors is told.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    for_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    for_role = models.CharField(max_length=20, blank=True)
    title = models.CharField(_("what to do"), max_length=200)
    why = models.TextField(_("why"), max_length=2_000, blank=True)
    word = models.CharField(max_length=40, blank=True)
    about_kind = models.CharField(max_length=80, blank=True)
    about_ref = models.CharField(max_length=80, blank=True)
    about_label = models.CharField(max_length=300, blank=True)
    about_url = models.CharField(max_length=300, blank=True)
    due_on = models.DateField(_("due"), null=True, blank=True)
    state = models.CharField(max_length=10, choices=TaskState.choices, default=TaskState.OPEN)
    version = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(_("given"))
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    reminded_on = models.DateField(null=True)

    objects: ClassVar[TaskQuerySet] = TaskQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(about_url="") | Q(about_url__regex=r"^/(?![/\\])"), name="about_something_here"),
            models.CheckConstraint(condition=Q(state="open") | Q(ended_at__isnull=False), name="ended_some_time"),
            models.UniqueConstraint(
                fields=["organisation", "word", "about_kind", "about_ref", "for_user", "for_role"], condition=Q(state="open") & ~Q(word=""),
                name="one_open_task_of_a_word", nulls_distinct=False,
            ),
        ]  # fmt: skip
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "state", "due_on"], name="task_by_day"),
            models.Index(fields=["about_kind", "about_ref"], name="task_about"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether somebody still needs to do it."""
        return self.state == TaskState.OPEN


# --- drafts ---


class DraftQuerySet(models.QuerySet["Draft"]):
    """Drafts; only ever one's own."""

    def visible_to(self, actor: Actor) -> Self:
        """The actor's own, in the organisation they act for."""
        if actor.user_id is None or actor.organisation_id is None:
            return self.none()
        return self.filter(user_id=actor.user_id, organisation_id=actor.organisation_id)


class Draft(models.Model):
    """What somebody has typed in a form and not handed in. `key` names the form and its thing ("desk.task:12").

    `fields`: field → list of values, `names`: field → what the form calls it. `page` is the page that saved last, a random word it made up, and `sequence` which of its
    savings this was; `version` counts all. A page that did not see the newest version begins a draft beside it, so
    there may be several of a key. `label` and `url` lead back to the form.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    key = models.CharField(max_length=80)
    page = models.CharField(max_length=40)
    sequence = models.PositiveIntegerField(default=1)
    version = models.PositiveIntegerField(default=1)
    fields = models.JSONField(default=dict)
    names = models.JSONField(default=dict)
    label = models.CharField(max_length=200, blank=True)
    url = models.CharField(max_length=300, blank=True)
    saved_at = models.DateTimeField()

    objects: ClassVar[DraftQuerySet] = DraftQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["user", "organisation", "key", "page"], name="one_draft_of_a_page"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["key", "organisation"], name="draft_of_key")]

    def __str__(self) -> str:
        return self.label or self.key


# --- what people want to be told ---


class How(models.TextChoices):
    """How somebody is told."""

    EACH = "each", _("A letter each time")
    NONE = "none", _("No letters")


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    """Subscriptions; one's own."""

    def visible_to(self, actor: Actor) -> Self:
        """The actor's own, in the organisation they act for."""
        if actor.user_id is None or actor.organisation_id is None:
            return self.none()
        return self.filter(user_id=actor.user_id, organisation_id=actor.organisation_id)


class Subscription(models.Model):
    """Somebody wants to be told, or wants not to be. `kind` and `key` say of what: a thing ("people.unit", "12"), or one of
    our own kinds ("desk.role", "mentor": tasks given to a role; "desk.tasks", "": reminders and the weekly letter)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=80)
    key = models.CharField(max_length=80, blank=True)
    label = models.CharField(max_length=300, blank=True)
    url = models.CharField(max_length=300, blank=True)
    how = models.CharField(max_length=8, choices=How.choices, default=How.EACH)
    since = models.DateTimeField()

    objects: ClassVar[SubscriptionQuerySet] = SubscriptionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["user", "organisation", "kind", "key"], name="one_subscription_to_a_thing"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "kind", "key"], name="subscription_to_thing"),
        ]

    def __str__(self) -> str:
        return self.label or f"{self.kind} {self.key}"


# --- that somebody was here ---


class VisitQuerySet(models.QuerySet["Visit"]):
    """Visits; only ever one's own."""

    def visible_to(self, actor: Actor) -> Self:
        """The actor's own, in the organisation they act for."""
        if actor.user_id is None or actor.organisation_id is None:
            return self.none()
        return self.filter(user_id=actor.user_id, organisation_id=actor.organisation_id)


class Visit(models.Model):
    """When somebody last looked at their desk, so that it can say what happened since: `seen_at` the last look, `before_at` the last of
    the visit before that one. `beginning_hidden_at`: when they put the list of first steps away."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()
    before_at = models.DateTimeField(null=True)
    beginning_hidden_at = models.DateTimeField(null=True)

    objects: ClassVar[VisitQuerySet] = VisitQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["user", "organisation"], name="one_row_of_visits"),
        ]

    def __str__(self) -> str:
        return str(self.seen_at)
