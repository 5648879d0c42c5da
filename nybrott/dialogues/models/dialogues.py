"""A market dialogue, what it asks the market, and who does what in it."""

from typing import ClassVar, Self, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nybrott.core.actor import Actor
from nybrott.dialogues.states import DialogueState, PostKind
from nybrott.needs.models import NeedDescription
from nybrott.people.models import Organisation, User


class DialogueQuerySet(models.QuerySet["Dialogue"]):
    """Dialogues, as far as somebody may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """The organisation's own, for its people. What everyone may read is `public`."""
        if actor.system:
            return self
        if actor.user_id is None or actor.organisation_id is None:
            return self.none()
        return self.filter(organisation_id=actor.organisation_id)

    def public(self) -> Self:
        """Those that were announced, for everyone: also when they have ended, so that an address never goes dead."""
        return self.exclude(state=DialogueState.DRAFT).filter(announced_at__isnull=False)


_Hung = TypeVar("_Hung", bound=models.Model)


class OfDialogueQuerySet(models.QuerySet[_Hung]):
    """What hangs on a dialogue and is seen by everyone of the organisation."""

    def visible_to(self, actor: Actor) -> Self:
        """What hangs on the dialogues somebody sees."""
        return self.filter(dialogue__in=Dialogue.objects.visible_to(actor))


class Dialogue(models.Model):
    """A market dialogue (markedsdialog) on one or several need descriptions.

    `no_description`: why there is none that is approved; shown to everyone. `title`, `why` and `wanted` are in bokmål or nynorsk
    (`language`), the same in English in the fields that end in `_en`. Times: suppliers register until `register_until`, written input comes
    until `input_until`, questions are answered until `answers_until`. `competition_on` is when a competition is meant to be announced, if
    one is; `locked_at` when it was, with `lock_reason`. `notice` is the number of the official notice, once it is known.
    `outcome`: what became of it, told to everyone who took part.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="dialogues")
    slug = models.SlugField(max_length=80, unique=True)
    state = models.CharField(max_length=10, choices=DialogueState.choices, default=DialogueState.DRAFT)
    descriptions = models.ManyToManyField(NeedDescription, blank=True, related_name="dialogues")
    no_description = models.CharField(_("why there is no approved need description"), max_length=1_000, blank=True)
    language = models.CharField(max_length=8, default="nb")
    title = models.CharField(_("what it is called"), max_length=200)
    title_en = models.CharField(_("what it is called in English"), max_length=200, blank=True)
    why = models.TextField(_("why we ask the market"), max_length=5_000, blank=True)
    why_en = models.TextField(_("why we ask the market, in English"), max_length=5_000, blank=True)
    wanted = models.TextField(_("what we want from you"), max_length=5_000, blank=True)
    wanted_en = models.TextField(_("what we want from you, in English"), max_length=5_000, blank=True)
    cpv = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    contact = models.CharField(_("who can be asked"), max_length=200, blank=True)
    contact_email = models.EmailField(_("e-mail address to ask"), blank=True)
    register_until = models.DateTimeField(_("register until"), null=True, blank=True)
    input_until = models.DateTimeField(_("written input until"), null=True, blank=True)
    answers_until = models.DateTimeField(_("questions are answered until"), null=True, blank=True)
    competition_on = models.DateField(_("a competition is planned for"), null=True, blank=True)
    plan_reason = models.CharField(_("why the plan is as it is"), max_length=1_000, blank=True)
    notice = models.CharField(_("number of the official notice"), max_length=40, blank=True)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    announced_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    locked_at = models.DateTimeField(null=True)
    lock_reason = models.CharField(_("why it is locked"), max_length=500, blank=True)
    called_off_reason = models.CharField(_("why it was cancelled"), max_length=500, blank=True)
    outcome = models.TextField(_("what came of it"), max_length=5_000, blank=True)
    outcome_at = models.DateTimeField(null=True)

    objects: ClassVar[DialogueQuerySet] = DialogueQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("market dialogue")
        verbose_name_plural = _("market dialogues")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "called_off"]) | Q(announced_at__isnull=False),
                name="an_open_dialogue_was_announced",
            ),
            models.CheckConstraint(
                condition=~Q(state="locked") | (Q(locked_at__isnull=False) & ~Q(lock_reason="")),
                name="a_locked_dialogue_says_why",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("announced_at")),
                name="a_dialogue_ends_after_it_was_announced",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "-made_at", "-id"], name="dialogue_list"),
            models.Index(fields=["-announced_at"], name="dialogue_announced", condition=Q(announced_at__isnull=False)),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title


class MarketQuestion(models.Model):
    """A question to the market (spørsmål til markedet), in the dialogue's language and in English."""

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="questions")
    place = models.PositiveSmallIntegerField()
    text = models.CharField(_("question"), max_length=1_000)
    text_en = models.CharField(_("question in English"), max_length=1_000, blank=True)

    objects: ClassVar[OfDialogueQuerySet["MarketQuestion"]] = OfDialogueQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("question to the market")
        verbose_name_plural = _("questions to the market")
        ordering: ClassVar[list[str]] = ["place", "pk"]

    def __str__(self) -> str:
        return self.text

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to."""
        return self.dialogue.organisation_id


class Post(models.Model):
    """What somebody does in a dialogue, and what they said of conflicts of interest (habilitet).

    `declared_at` is empty until they have said; `conflict` whether there is one, `conflict_text` which, `measure` what is done about it.
    """

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="posts")
    user = models.ForeignKey(User, models.CASCADE, related_name="dialogue_posts")
    kind = models.CharField(max_length=8, choices=PostKind.choices)
    secrets = models.BooleanField(_("may read trade secrets"), default=False)
    declared_at = models.DateTimeField(null=True)
    conflict = models.BooleanField(_("there may be a conflict of interest"), null=True)
    conflict_text = models.TextField(_("which"), max_length=2_000, blank=True)
    measure = models.CharField(_("what is done about it"), max_length=500, blank=True)

    objects: ClassVar[OfDialogueQuerySet["Post"]] = OfDialogueQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("part in a dialogue")
        verbose_name_plural = _("parts in dialogues")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["dialogue", "user", "kind"], name="one_part_of_a_kind"),
            models.CheckConstraint(
                condition=Q(conflict__isnull=True, declared_at__isnull=True) | Q(conflict__isnull=False, declared_at__isnull=False),
                name="a_declaration_has_its_time",
            ),
            models.CheckConstraint(condition=~Q(conflict=True) | ~Q(conflict_text=""), name="a_conflict_is_described"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.user)

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to."""
        return self.dialogue.organisation_id
