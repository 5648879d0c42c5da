"""Suppliers in a dialogue, and the persons who speak for them. None of them has an account."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nybrott.core.actor import Actor
from nybrott.dialogues.models.dialogues import Dialogue, OfDialogueQuerySet


class Supplier(models.Model):
    """A supplier in one dialogue (leverandør). `number` is a checked Norwegian organisation number, empty for a foreign one, which has
    `foreign` instead. `new` and `small` are what it says of itself. `left_at`: when it took itself out."""

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="suppliers")
    name = models.CharField(_("name"), max_length=200)
    number = models.CharField(_("organisation number"), max_length=9, blank=True)
    foreign = models.CharField(_("register number in another country"), max_length=60, blank=True)
    country = models.CharField(max_length=2, default="NO")
    new = models.BooleanField(_("has not sold to the public sector before"), default=False)
    small = models.BooleanField(_("fewer than ten people"), default=False)
    came_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    objects: ClassVar[OfDialogueQuerySet["Supplier"]] = OfDialogueQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("supplier")
        verbose_name_plural = _("suppliers")
        ordering: ClassVar[list[str]] = ["name", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["dialogue", "number"], condition=~Q(number=""), name="a_supplier_once_in_a_dialogue"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """What it is called in the ledger of its dialogue."""
        return f"s{self.pk}"

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to: the one that asks."""
        return self.dialogue.organisation_id


class RepresentativeQuerySet(models.QuerySet["Representative"]):
    """Persons of suppliers, seen by those who carry dialogues out."""

    def visible_to(self, actor: Actor) -> Self:
        """Those in dialogues somebody sees."""
        return self.filter(supplier__dialogue__in=Dialogue.objects.visible_to(actor))


class Representative(models.Model):
    """A person who speaks for a supplier, by a link from a letter. `confirmed_at`: when the address was, None for one who speaks no more.
    `key_hash`: what the key of their own page is known by; `next_hash` that of a new one that was asked for and not opened yet. `needs`: what
    they need to take part."""

    supplier = models.ForeignKey(Supplier, models.CASCADE, related_name="people")
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(max_length=8, default="nb")
    needs = models.CharField(_("what you need to take part"), max_length=500, blank=True)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    key_hash = models.CharField(max_length=64, blank=True)
    next_hash = models.CharField(max_length=64, blank=True)
    keep_until = models.DateField(_("kept until"))

    objects: ClassVar[RepresentativeQuerySet] = RepresentativeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("person of a supplier")
        verbose_name_plural = _("people of suppliers")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["supplier", "email"], name="a_person_once_for_a_supplier"),
            models.UniqueConstraint(fields=["key_hash"], condition=~Q(key_hash=""), name="one_key_opens_one"),
            models.UniqueConstraint(fields=["next_hash"], condition=~Q(next_hash=""), name="one_new_key_opens_one"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["keep_until"], name="representative_over")]

    def __str__(self) -> str:
        return self.name

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to: the one that asks."""
        return self.supplier.dialogue.organisation_id


class Registration(models.Model):
    """Somebody who wants to speak for a supplier; gone when they do, or when the link has expired.

    `said` is what they filled in; `supplier` is set when one who speaks for it already asked a colleague in. `confirm_hash`: SHA-256 of the
    secret in the link, which works once, until `confirm_until`. Organisation numbers are public: whoever registers with that of a supplier the
    dialogue knows already waits from `confirmed_at` until one who speaks for it, or we, say yes, at most until `confirm_until`.
    """

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="registrations")
    supplier = models.ForeignKey(Supplier, models.CASCADE, null=True, blank=True, related_name="registrations")
    email = models.EmailField(_("e-mail address"))
    said = models.JSONField()
    asked_at = models.DateTimeField()
    confirm_hash = models.CharField(max_length=64, unique=True)
    confirm_until = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)

    objects: ClassVar[OfDialogueQuerySet["Registration"]] = OfDialogueQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("registration that is not confirmed")
        verbose_name_plural = _("registrations that are not confirmed")
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["confirm_until"], name="registration_over")]

    def __str__(self) -> str:
        return str(self.said.get("firm", ""))

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to."""
        return self.dialogue.organisation_id
