"""Instruments with their versions, waves, whom they ask, answers without names, and the tables made of them."""

import base64
import hashlib
import hmac
import json
import secrets
import uuid
from collections.abc import Mapping
from typing import Any, ClassVar, Self, TypeVar

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nybrott.core.actor import Actor
from nybrott.core.programme import in_language
from nybrott.core.surveys import Instrument as Read
from nybrott.core.surveys import read_instrument
from nybrott.evaluations.states import WaveState
from nybrott.people.models import Organisation, User

BLOCK = 8192  # characters; what is sealed is filled up to whole blocks, so that its length tells nothing

_Own = TypeVar("_Own", bound=models.Model)


def pepper(use: str) -> bytes:
    """Secret bytes for one use, from a setting that lies outside the database."""
    return hmac.digest(settings.SURVEY_SECRET.encode(), f"nybrott surveys {use}".encode(), "sha256")


def seal(said: Mapping[str, Any], use: str) -> bytes:
    """Plain data, sealed; always whole blocks long, and without the time that such seals usually carry."""
    text = json.dumps(said, ensure_ascii=True)
    text += " " * (-len(text) % BLOCK)
    return _sealer(use).encrypt_at_time(text.encode(), 0)


def unseal(sealed: bytes | memoryview | None, use: str) -> dict[str, Any] | None:
    """What was sealed; None when there is nothing, or the secret of the site is another by now."""
    if not sealed:
        return None
    try:
        found: dict[str, Any] = json.loads(_sealer(use).decrypt(bytes(sealed)))
    except InvalidToken:
        return None
    return found


def _sealer(use: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(pepper(use)))


class _OwnQuerySet(models.QuerySet[_Own]):
    """What an organisation has for itself."""

    def visible_to(self, actor: Actor) -> Self:
        """The organisation's own, for its people."""
        if actor.system:
            return self
        if actor.user_id is None or actor.organisation_id is None:
            return self.none()
        return self.filter(organisation_id=actor.organisation_id)


class Instrument(models.Model):
    """An instrument of an organisation (undersøkelse). `origin` is the id of the one it was copied from that comes with Nybrott."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    slug = models.SlugField(max_length=80)
    origin = models.SlugField(max_length=60, blank=True)
    made_at = models.DateTimeField()
    put_away_at = models.DateTimeField(null=True)

    objects: ClassVar[_OwnQuerySet["Instrument"]] = _OwnQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "slug"], name="one_survey_at_an_address"),
        ]

    def __str__(self) -> str:
        latest = self.latest
        return str(latest) if latest else self.slug

    @property
    def latest(self) -> "Edition | None":
        """Its newest version."""
        return self.editions.order_by("-number").first()


class _EditionQuerySet(models.QuerySet["Edition"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those of the organisation's own instruments."""
        return self.filter(instrument__in=Instrument.objects.visible_to(actor))


class Edition(models.Model):
    """A version of an instrument. Once a wave uses it, it is never changed; a change makes the next."""

    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="editions")
    number = models.PositiveIntegerField(default=1)
    content = models.JSONField()
    written_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField()

    objects: ClassVar[_EditionQuerySet] = _EditionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["instrument", "number"], name="one_edition_of_a_number"),
        ]

    def __str__(self) -> str:
        return in_language(self.content["name"], "nb")

    @property
    def read(self) -> Read:
        """The instrument it holds."""
        return read_instrument(self.content)


def _salt() -> bytes:
    return secrets.token_bytes(16)


class Series(models.Model):
    """Waves whose answers can be tied by code words. `salt` makes the same words another identifier in another series."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    title = models.CharField(_("what it is called"), max_length=200)
    salt = models.BinaryField(default=_salt)
    made_at = models.DateTimeField()

    objects: ClassVar[_OwnQuerySet["Series"]] = _OwnQuerySet.as_manager()  # type: ignore[assignment]

    def __str__(self) -> str:
        return self.title


class Wave(models.Model):
    """One time people are asked (runde).

    `subject_kind`, `subject_ref`, `subject_label`: what it is about, set by a room above and of no meaning here. `group`: the key
    of the variable people are grouped by. `tables`: what is made of the answers, {"key", "show", "by"} each, declared before it
    opens. `reminders`: days on which those are reminded who have not answered; `reminded`: those that have been. `people`,
    `answered`, `part`: how many were asked, had answered, and of these had saved without sending in, known when it is closed.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="waves")
    series = models.ForeignKey(Series, models.PROTECT, null=True, blank=True, related_name="waves")
    title = models.CharField(_("what it is called"), max_length=200)
    subject_kind = models.CharField(max_length=80, blank=True)
    subject_ref = models.CharField(max_length=80, blank=True)
    subject_label = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=12, choices=WaveState.choices, default=WaveState.DRAFT)
    opens_on = models.DateField(_("opens"))
    closes_on = models.DateField(_("last day"))
    reminders = models.JSONField(default=list)
    reminded = models.JSONField(default=list)
    keep_until = models.DateField(_("answers kept until"))
    group = models.CharField(max_length=80, blank=True)
    tables = models.JSONField(default=list)
    people = models.PositiveIntegerField(default=0)
    answered = models.PositiveIntegerField(default=0)
    part = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    objects: ClassVar[_OwnQuerySet["Wave"]] = _OwnQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("wave of a survey")
        verbose_name_plural = _("waves of surveys")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=models.F("opens_on")), name="a_wave_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=Q(keep_until__gte=models.F("closes_on")), name="answers_kept_until_closed"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "-opens_on", "-id"], name="wave_list"),
            models.Index(fields=["state"], name="wave_on_its_way", condition=Q(state__in=["planned", "open"])),
            models.Index(fields=["subject_kind", "subject_ref"], name="wave_of_subject"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def use(self) -> str:
        """What its answers are sealed for."""
        return f"answers {self.pk}"


class _OfWaveQuerySet(models.QuerySet[_Own]):
    """What hangs on a wave."""

    def visible_to(self, actor: Actor) -> Self:
        """That of the organisation's own waves."""
        return self.filter(wave__in=Wave.objects.visible_to(actor))


class _RecipientQuerySet(_OfWaveQuerySet["Recipient"]):
    def visible_to(self, actor: Actor) -> Self:
        """For those who carry evaluations out alone: whom a wave asks, and who has answered."""
        return super().visible_to(actor) if actor.may("evaluations.manage") else self.none()


def _nonce() -> str:
    return secrets.token_hex(16)


class Recipient(models.Model):
    """Somebody a wave asks. Whether they have answered is known, without a time; what they answered is not.

    `nonce` with the site's secret makes the key of their link; `key_hash` is what the key is known by. `draft` is what they have
    saved and not sent in, sealed for their link alone.
    """

    wave = models.ForeignKey(Wave, models.CASCADE, related_name="recipients")
    address = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=200, blank=True)
    user = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    language = models.CharField(max_length=8, default="nb")
    nonce = models.CharField(max_length=32, default=_nonce)
    key_hash = models.CharField(max_length=64, unique=True)
    answered = models.BooleanField(default=False)
    draft = models.BinaryField(null=True)
    keep_until = models.DateField(_("kept until"))

    objects: ClassVar[_RecipientQuerySet] = _RecipientQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("person a survey asks")
        verbose_name_plural = _("people a survey asks")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["wave", "address"], name="asked_once_in_a_wave"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["keep_until"], name="recipient_over")]

    def __str__(self) -> str:
        return self.address

    @property
    def key(self) -> str:
        """The key of their link; made anew each time, so that it lies nowhere."""
        made = hmac.digest(pepper("links"), self.nonce.encode(), "sha256")
        return base64.urlsafe_b64encode(made).decode().rstrip("=")

    @property
    def use(self) -> str:
        """What their draft is sealed for."""
        return f"draft {self.nonce}"


def hash_of(key: str) -> str:
    """What a key is known by."""
    return hashlib.sha256(key.encode()).hexdigest()


class Answer(models.Model):
    """What somebody answered. No name, no time, no order: the key is chance, and all are written anew when the wave closes.

    `sealed` until then; `content` and `link` (core.anonymity.link_of) after. Nothing ever shows one of them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    wave = models.ForeignKey(Wave, models.CASCADE, related_name="answers")
    sealed = models.BinaryField(null=True)
    content = models.JSONField(null=True)
    link = models.CharField(max_length=64, blank=True)
    keep_until = models.DateField(_("kept until"))

    class Meta:
        verbose_name = _("answer to a survey")
        verbose_name_plural = _("answers to surveys")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(sealed__isnull=True) ^ Q(content__isnull=True), name="an_answer_is_sealed_or_open"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["wave", "link"], name="answer_linked"),
            models.Index(fields=["keep_until"], name="answer_over"),
        ]

    def __str__(self) -> str:
        return ""  # a history names things by their str


class Result(models.Model):
    """A table that was declared, made once when the wave closed, with nothing in it that is not shown."""

    wave = models.ForeignKey(Wave, models.CASCADE, related_name="results")
    place = models.PositiveSmallIntegerField()
    found = models.JSONField()

    objects: ClassVar[_OfWaveQuerySet["Result"]] = _OfWaveQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar[list[str]] = ["place"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["wave", "place"], name="one_result_at_a_place"),
        ]

    def __str__(self) -> str:
        return str(self.found.get("key", ""))
