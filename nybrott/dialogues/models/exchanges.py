"""What was exchanged in a dialogue: information, questions and answers, contacts nobody asked for, and the ledger over it all."""

from secrets import token_hex
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nybrott.core.actor import Actor
from nybrott.desk.models import Upload
from nybrott.dialogues.models.dialogues import Dialogue, OfDialogueQuerySet
from nybrott.dialogues.models.suppliers import Supplier
from nybrott.dialogues.states import Channel
from nybrott.people.models import Organisation, User


def new_salt() -> str:
    """Random signs, so that nobody can guess what a digest is of."""
    return token_hex(16)


class Item(models.Model):
    """A piece of information the organisation gave: a text, a file, a slide, a recording. Shown to everyone from `shown_at`."""

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="items")
    title = models.CharField(_("what it is"), max_length=200)
    text = models.TextField(_("text"), max_length=20_000, blank=True)
    file = models.ForeignKey(Upload, models.PROTECT, null=True, blank=True, related_name="+")
    url = models.URLField(_("address of a recording"), blank=True)
    shown_at = models.DateTimeField(null=True)
    written_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField()

    objects: ClassVar[OfDialogueQuerySet["Item"]] = OfDialogueQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("information")
        verbose_name_plural = _("information given")
        ordering: ClassVar[list[str]] = ["-written_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to."""
        return self.dialogue.organisation_id


class Query(models.Model):
    """A question a supplier asked, and its answer to everyone. Who asked is known to those who carry the dialogue out, to no other
    supplier. `text` is as it was asked; `shown` as everyone reads it, worded so that it does not tell who asked. `same_as`: the question
    whose answer answers it too. `number` counts within the dialogue: question 3 is q3 in the ledger, its answer a3."""

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="queries")
    supplier = models.ForeignKey(Supplier, models.SET_NULL, null=True, blank=True, related_name="queries")
    number = models.PositiveIntegerField()
    text = models.TextField(_("question"), max_length=5_000)
    shown = models.TextField(_("the question as everyone reads it"), max_length=5_000, blank=True)
    language = models.CharField(max_length=8, default="nb")
    asked_at = models.DateTimeField()
    answer = models.TextField(_("answer"), max_length=10_000, blank=True)
    answered_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    same_as = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="also")

    objects: ClassVar[OfDialogueQuerySet["Query"]] = OfDialogueQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("question from a supplier")
        verbose_name_plural = _("questions from suppliers")
        ordering: ClassVar[list[str]] = ["asked_at", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="an_answer_to_all_has_its_time",
            ),
            models.CheckConstraint(condition=Q(answer="") | ~Q(shown=""), name="an_answered_question_can_be_read"),
            models.UniqueConstraint(fields=["dialogue", "number"], name="one_question_of_a_number"),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def is_answered(self) -> bool:
        """Whether everyone can read an answer to it, its own or that of another question."""
        return bool(self.answer) or self.same_as_id is not None

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to."""
        return self.dialogue.organisation_id


class ContactQuerySet(models.QuerySet["Contact"]):
    """Contacts nobody asked for, seen by the organisation's people."""

    def visible_to(self, actor: Actor) -> "ContactQuerySet":
        """The organisation's own."""
        if actor.system:
            return self
        if actor.user_id is None or actor.organisation_id is None:
            return self.none()
        return self.filter(organisation_id=actor.organisation_id)


class Contact(models.Model):
    """A contact with a supplier that nobody asked for (a call, a fair, a reverse dialogue), logged in half a minute.

    With a dialogue it stands in its ledger; what was told then is shared with all or why not (`not_shared`).
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    dialogue = models.ForeignKey(Dialogue, models.SET_NULL, null=True, blank=True, related_name="contacts")
    supplier = models.ForeignKey(Supplier, models.SET_NULL, null=True, blank=True, related_name="contacts")
    who = models.CharField(_("who"), max_length=200)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    ours = models.BooleanField(_("we made contact"), default=False)
    held_at = models.DateTimeField(_("when"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=0)
    given = models.TextField(_("what we told"), max_length=5_000, blank=True)
    received = models.TextField(_("what we heard"), max_length=5_000, blank=True)
    not_shared = models.CharField(_("why it is not shared"), max_length=500, blank=True)
    item = models.ForeignKey(Item, models.SET_NULL, null=True, blank=True, related_name="contacts")
    noted_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    noted_at = models.DateTimeField()

    objects: ClassVar[ContactQuerySet] = ContactQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("contact with a supplier")
        verbose_name_plural = _("contacts with suppliers")
        ordering: ClassVar[list[str]] = ["-held_at", "-pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "-held_at"], name="contact_list"),
        ]

    def __str__(self) -> str:
        return self.who


class Entry(models.Model):
    """An entry of a dialogue's ledger (likebehandlingsprotokoll), never changed. `fields`, `digest` and `seal` are as `core.ledger` writes them;
    `private` is what is kept from others (the title and content of a secret, who took part) with the `salt` of its digest. `kind` and
    `thing` stand in `fields` too, and here to be found by. `supplier`: the one it was given to or came from, None when it was everyone."""

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="entries")
    place = models.PositiveIntegerField()
    kind = models.CharField(max_length=30)
    thing = models.CharField(max_length=60)
    supplier = models.ForeignKey(Supplier, models.SET_NULL, null=True, blank=True, related_name="entries")
    fields = models.JSONField()
    private = models.JSONField(null=True)
    salt = models.CharField(max_length=64, default=new_salt)
    digest = models.CharField(max_length=64, blank=True)
    seal = models.CharField(max_length=64)

    objects: ClassVar[OfDialogueQuerySet["Entry"]] = OfDialogueQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("entry of a ledger")
        verbose_name_plural = _("entries of ledgers")
        ordering: ClassVar[list[str]] = ["place"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["dialogue", "place"], name="one_entry_at_a_place_of_a_ledger"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["dialogue", "supplier", "place"], name="entry_of_a_supplier")
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.kind}"


class DayHead(models.Model):
    """The seal of a ledger at the end of a day, shown to everyone, so that nobody can cut it short later."""

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="heads")
    day = models.DateField()
    place = models.PositiveIntegerField()
    seal = models.CharField(max_length=64)

    objects: ClassVar[OfDialogueQuerySet["DayHead"]] = OfDialogueQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("seal of a day")
        verbose_name_plural = _("seals of days")
        ordering: ClassVar[list[str]] = ["day"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["dialogue", "day"], name="one_seal_a_day"),
        ]

    def __str__(self) -> str:
        return str(self.day)
