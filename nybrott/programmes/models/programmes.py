"""Programmes an organisation works on, packages as they were released, and the keys that sign them."""

import base64
import hashlib
import json
import secrets
from typing import Any, ClassVar, Self

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nybrott.core.actor import Actor
from nybrott.core.packages import Released, fingerprint, public_key
from nybrott.people.models import Organisation, User


class Reach(models.TextChoices):
    """Who may read and take over what is released of a programme."""

    OWN = "own", _("Only us")
    NETWORK = "network", _("Our networks")
    OPEN = "open", _("Everyone")


def _uid() -> str:
    return secrets.token_hex(16)


def _sealer() -> Fernet:
    """What the secret keys are sealed with at rest; another secret of the site opens none of them."""
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"programme keys\0{settings.SECRET_KEY}".encode()).digest()))


def _sealed_seed() -> bytes:
    return _sealer().encrypt(secrets.token_bytes(32))


class SigningKey(models.Model):
    """The Ed25519 key an organisation signs its packages with; without an organisation, the host's own for what comes with
    Nybrott. `secret` is sealed with the site's own secret."""

    organisation = models.OneToOneField(Organisation, models.CASCADE, null=True, related_name="signing_key")
    secret = models.BinaryField(default=_sealed_seed)
    public = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation"], name="one_key_each", nulls_distinct=False)
        ]

    def __str__(self) -> str:
        return fingerprint(bytes(self.public))

    def seed(self) -> bytes | None:
        """The 32 secret bytes; None when the site's secret has changed since."""
        try:
            return _sealer().decrypt(bytes(self.secret))
        except InvalidToken:
            return None

    def renew(self) -> bytes:
        """Another pair in its place; what was signed stays signed by the old one. Not saved."""
        self.secret = _sealed_seed()
        seed = self.seed() or b""
        self.public = public_key(seed)
        return seed


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    """Programmes as they are worked on."""

    def visible_to(self, actor: Actor) -> Self:
        """The organisation's own, for its people. What others may read is what was released of them."""
        if actor.system:
            return self
        if actor.user_id is None or actor.organisation_id is None:
            return self.none()
        return self.filter(organisation_id=actor.organisation_id)


class Programme(models.Model):
    """A programme as an organisation works on it.

    `uid` is the same for all its versions, on every host. `content` is the programme as core.programme reads it.
    `upstream` is the package it was taken over from or last brought up to date with, `base` what was settled of it.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="programmes")
    uid = models.CharField(max_length=32, unique=True, default=_uid)
    slug = models.SlugField(max_length=80, unique=True)
    content = models.JSONField()
    upstream = models.ForeignKey("Package", models.PROTECT, null=True, related_name="followers")
    base = models.JSONField(null=True)
    reach = models.CharField(max_length=10, choices=Reach.choices, default=Reach.OWN)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    objects: ClassVar[ProgrammeQuerySet] = ProgrammeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(upstream__isnull=True, base__isnull=True) | Q(upstream__isnull=False, base__isnull=False),
                name="an_upstream_has_its_base",
            ),
        ]

    def __str__(self) -> str:
        return next((self.content["name"][one] for one in ("nb", "nn", "en") if one in self.content["name"]), self.slug)


class PackageQuerySet(models.QuerySet["Package"]):
    """Packages, as far as somebody may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """What is open to everyone; for people of an organisation also what they released, brought in, or a network shares."""
        if actor.system:
            return self
        seen = Q(programme__reach=Reach.OPEN)
        if actor.user_id is not None and actor.organisation_id is not None:
            seen |= Q(programme__organisation_id=actor.organisation_id) | Q(holder_id=actor.organisation_id)
            seen |= Q(
                programme__reach=Reach.NETWORK,
                programme__organisation__network_memberships__network_id__in=actor.network_ids,
                programme__organisation__network_memberships__joined_at__isnull=False,
                programme__organisation__network_memberships__left_at__isnull=True,
            )
        return self.filter(seen).distinct()


class Package(models.Model):
    """One released version, never changed.

    Of this host's own programmes `programme` is set; of those that came as a file, or with Nybrott, `holder` is: the
    organisation that has it. `root` is the uid of the programme its family began with. `manifest`, `files`, `key` and
    `signature` are the package itself; `digest` is the SHA-256 of the manifest.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, null=True, related_name="packages")
    holder = models.ForeignKey(Organisation, models.CASCADE, null=True, related_name="held_packages")
    uid = models.CharField(max_length=32)
    version = models.PositiveIntegerField()
    root = models.CharField(max_length=32)
    name = models.CharField(max_length=300)
    publisher = models.CharField(max_length=300)
    note = models.TextField(blank=True)
    released_on = models.DateField()
    manifest = models.TextField()
    files = models.JSONField()
    key = models.BinaryField()
    signature = models.BinaryField()
    digest = models.CharField(max_length=64)
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    objects: ClassVar[PackageQuerySet] = PackageQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("package")
        verbose_name_plural = _("packages")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["root"], name="package_family"),
            models.Index(fields=["uid", "-version"], name="package_newest"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["uid", "version", "holder"], name="one_package_of_a_version", nulls_distinct=False),
            models.CheckConstraint(
                condition=Q(programme__isnull=True, holder__isnull=False) | Q(programme__isnull=False, holder__isnull=True),
                name="released_here_or_held",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.name} {self.version}"

    @property
    def said(self) -> dict[str, Any]:
        """The manifest, read."""
        found: dict[str, Any] = json.loads(self.manifest)
        return found

    @property
    def content(self) -> dict[str, Any]:
        """The programme in it."""
        found: dict[str, Any] = json.loads(self.files["programme.json"])
        return found

    @property
    def learnt(self) -> list[dict[str, Any]]:
        """The runs it tells of, the latest first, with what was decided and learnt (core.packages)."""
        found: list[dict[str, Any]] = json.loads(self.files.get("lessons.json", '{"runs": []}'))["runs"]
        return found

    @property
    def fingerprint(self) -> str:
        """The key that signed it, as people compare it."""
        return fingerprint(bytes(self.key))

    def released(self) -> Released:
        """The package as core.packages knows it."""
        return Released(
            self.manifest,
            self.files,
            bytes(self.key),
            bytes(self.signature),
            self.said,
            self.content,
            tuple(self.learnt),
        )
