"""Organisations, what they consist of, who belongs to them, and people's accounts."""

from datetime import datetime
from typing import ClassVar, Self, TypeVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nybrott.core.actor import Actor
from nybrott.core.language import sort_key
from nybrott.people.roles import ADMIN
from nybrott.ui.frame import ACCENTS

MOST_LEVELS = 12  # of units below each other


def _plain_letters() -> tuple[str, str]:
    """Letters as people write them in names, and what each is sorted as: æ, ø and å after z, accents not at all."""
    found = {"Æ": "{", "æ": "{", "Ä": "{", "ä": "{", "Ø": "|", "ø": "|", "Ö": "|", "ö": "|", "Å": "}", "å": "}"}
    for letter in map(chr, (*range(0xC0, 0x180), *range(0x218, 0x21C), *range(0x1E00, 0x1F00))):
        plain = sort_key(letter)
        if letter not in found and len(plain) == 1:
            found[letter] = plain
    return "".join(found), "".join(found.values())


# the database makes it, so that it is never behind; the same order as core.language.sort_key
SORT_NAME = (
    "btrim(regexp_replace(replace(translate("
    "replace(replace(replace(lower(normalize(%(expressions)s)), 'Þ', 'th'), 'þ', 'th'), 'ß', 'ss'), '{}', '{}'), 'aa', '}}'), "
    "'[^a-z0-9{{|}}]+', ' ', 'g'))"
).format(*_plain_letters())


class Kind(models.TextChoices):
    """What an organisation is."""

    MUNICIPALITY = "municipality", _("Municipality")
    COUNTY = "county", _("County")
    STATE = "state", _("State agency")
    ENTERPRISE = "enterprise", _("Public enterprise")
    OTHER = "other", _("Other")


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Organisations, as far as somebody may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """That an organisation is here is no secret to those who have signed in; what it does is."""
        if actor.system or actor.user_id is not None:
            return self
        return self.none()

    def held(self, organisation_id: int) -> "Organisation":
        """The organisation, held until the transaction ends: whoever else would change its tree or its people waits."""
        return self.select_for_update(no_key=True).get(pk=organisation_id)


class Organisation(models.Model):
    """The tenant: a municipality, a county, an agency.

    `number` is its official number, nine digits with check digit when `country` is NO. `municipality_number` has four digits.
    `inhabitants` with `inhabitants_on`: as counted on that day.
    """

    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("name in addresses"), max_length=60, unique=True)
    country = models.CharField(_("country"), max_length=2, default="NO")
    number = models.CharField(_("organisation number"), max_length=20, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.MUNICIPALITY)
    municipality_number = models.CharField(_("municipality number"), max_length=4, blank=True)
    inhabitants = models.PositiveIntegerField(_("inhabitants"), null=True, blank=True)
    inhabitants_on = models.DateField(_("counted on"), null=True, blank=True)
    accent = models.CharField(_("colour"), max_length=20, default=ACCENTS[0])
    founded_at = models.DateTimeField(_("since"))

    objects: ClassVar[OrganisationQuerySet] = OrganisationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["country", "number"], condition=~Q(number=""), name="one_organisation_with_a_number"
            ),
            models.CheckConstraint(condition=Q(accent__in=ACCENTS), name="an_accent_we_have"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to: itself."""
        return self.pk


_Own = TypeVar("_Own", bound=models.Model)


class OwnQuerySet(models.QuerySet[_Own]):
    """What belongs to one organisation and is seen by its own people."""

    def visible_to(self, actor: Actor) -> Self:
        """Those of the actor's own organisation."""
        if actor.system:
            return self
        if actor.user_id is None or actor.organisation_id is None:
            return self.none()
        return self.filter(organisation_id=actor.organisation_id)


class UnitQuerySet(OwnQuerySet["Unit"]):
    """Units; seen by the organisation's own people."""

    def below(self, unit: "Unit") -> Self:
        """Every unit below this one, however deep."""
        return self.filter(above__contains=[unit.pk])


class Unit(models.Model):
    """A part of an organisation. `above` are the keys of all units above it, the topmost first; its parent is the last."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="units")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    name = models.CharField(_("name"), max_length=200)
    above = ArrayField(models.BigIntegerField(), default=list)
    closed_at = models.DateTimeField(_("closed"), null=True)

    objects: ClassVar[UnitQuerySet] = UnitQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            # whatever else fails, the tree cannot become a circle
            models.CheckConstraint(
                condition=~Q(above__contains=Func(F("id"), template="ARRAY[%(expressions)s]")), name="no_unit_above_itself"
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True, above__len=0) | Q(parent__isnull=False, above__len__gte=1),
                name="a_unit_knows_what_is_above",
            ),
            models.CheckConstraint(condition=Q(above__len__lt=MOST_LEVELS), name="not_too_many_levels"),
            models.UniqueConstraint(
                "organisation", "parent", Lower("name"), condition=Q(closed_at__isnull=True),
                name="one_open_unit_of_a_name", nulls_distinct=False,
            ),
        ]  # fmt: skip
        indexes: ClassVar[list[models.Index]] = [GinIndex(fields=["above"], name="unit_above")]

    def __str__(self) -> str:
        return self.name


class NetworkQuerySet(models.QuerySet["Network"]):
    """Networks, as far as somebody may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """The networks one's organisation is in or keeps."""
        if actor.system:
            return self
        if actor.user_id is None or actor.organisation_id is None:
            return self.none()
        return self.filter(Q(pk__in=actor.network_ids) | Q(keeper_id=actor.organisation_id))


class Network(models.Model):
    """Organisations that share: LUP's partners, a region. `keeper` is the organisation that keeps it together."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    slug = models.SlugField(_("name in addresses"), max_length=60, unique=True)
    purpose = models.CharField(_("what it is for"), max_length=500, blank=True)
    keeper = models.ForeignKey(Organisation, models.PROTECT, related_name="kept_networks")
    founded_at = models.DateTimeField(_("since"))

    objects: ClassVar[NetworkQuerySet] = NetworkQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("network")
        verbose_name_plural = _("networks")

    def __str__(self) -> str:
        return self.name

    @property
    def organisation_id(self) -> int:
        """The organisation its history belongs to: the one that keeps it."""
        return self.keeper_id


class NetworkMemberQuerySet(models.QuerySet["NetworkMember"]):
    """Who is in which network, as far as somebody may see it."""

    def visible_to(self, actor: Actor) -> Self:
        """One's own organisation's, invitations too; who else is in the networks one is in; whom one's own has asked."""
        if actor.system:
            return self
        if actor.user_id is None or actor.organisation_id is None:
            return self.none()
        return self.filter(
            Q(organisation_id=actor.organisation_id)
            | Q(network_id__in=actor.network_ids, joined_at__isnull=False)
            | Q(network__keeper_id=actor.organisation_id)
        )

    def current(self) -> Self:
        """Those that are in."""
        return self.filter(joined_at__isnull=False, left_at__isnull=True)

    def asked(self) -> Self:
        """Those that have been asked and have not answered."""
        return self.filter(joined_at__isnull=True, left_at__isnull=True)


class NetworkMember(models.Model):
    """An organisation in a network: asked at `invited_at`, in it from `joined_at` until `left_at`.

    Who said no, or was not to come after all, has `left_at` without `joined_at`.
    """

    network = models.ForeignKey(Network, models.CASCADE, related_name="members")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="network_memberships")
    invited_at = models.DateTimeField()
    joined_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)

    objects: ClassVar[NetworkMemberQuerySet] = NetworkMemberQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["network", "organisation"], condition=Q(left_at__isnull=True), name="once_in_a_network"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} – {self.network}"


class UserManager(BaseUserManager["User"]):
    """Makes accounts and finds them by e-mail address whatever its case."""

    def create_user(self, email: str, password: str | None = None, *, name: str) -> "User":
        """Make an account; without a password it can only be entered by other means.

        Raises `ValueError` without an address or a name, `IntegrityError` for an address that has an account.
        """
        if not email.strip() or not name.strip():
            raise ValueError("an account needs an e-mail address and a name")
        user = self.model(email=email.strip().lower(), name=name.strip())
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """The account with this e-mail address, in any case; how Django's sign-in finds a person."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person with an account. The e-mail address is how they sign in; it is unique whatever its case.

    `runs_host` marks those who run the host itself: they found organisations and see no organisation's own things.
    """

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    language = models.CharField(_("language"), max_length=8, blank=True)
    runs_host = models.BooleanField(_("runs the site"), default=False)
    is_active = models.BooleanField(_("may sign in"), default=True)
    joined_at = models.DateTimeField(_("joined"), auto_now_add=True)
    sort_name = models.GeneratedField(
        expression=Func(F("name"), template=SORT_NAME),
        output_field=models.CharField(max_length=200, db_collation="C"),
        db_persist=True,
    )

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(Lower("email"), name="one_account_per_address"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["sort_name", "id"], name="user_by_name")]

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(OwnQuerySet["Membership"]):
    """Memberships; seen by the organisation's own people."""

    def current(self) -> Self:
        """Those that have not ended."""
        return self.filter(ended_at__isnull=True)

    def admins(self) -> Self:
        """Those of administrators who may sign in."""
        return self.filter(roles__contains=[ADMIN], user__is_active=True)


class Membership(models.Model):
    """A person in an organisation, with roles (words of `roles.ROLES`) and the units they belong to."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    roles = ArrayField(models.CharField(max_length=20), default=list)
    units = models.ManyToManyField(Unit, related_name="memberships", blank=True)
    since = models.DateTimeField(_("since"))
    ended_at = models.DateTimeField(_("ended"), null=True)

    objects: ClassVar[MembershipQuerySet] = MembershipQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organisation", "user"], condition=Q(ended_at__isnull=True), name="once_in_an_organisation"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["user"], name="membership_current", condition=Q(ended_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return str(self.user)


class InvitationStanding(models.TextChoices):
    """Where an invitation stands; read off its times, not kept."""

    SENT = "sent", _("Waiting for an answer")
    UNSENT = "unsent", _("Not sent yet")
    EXPIRED = "expired", _("Has expired")
    ACCEPTED = "accepted", pgettext_lazy("invitation", "Accepted")
    WITHDRAWN = "withdrawn", pgettext_lazy("invitation", "Withdrawn")


class InvitationQuerySet(OwnQuerySet["Invitation"]):
    """Invitations; seen by those who manage members."""

    def waiting(self) -> Self:
        """Those that nobody has accepted or withdrawn."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)

    def visible_to(self, actor: Actor) -> Self:
        """The organisation's own, for those who manage members."""
        if not actor.may("members.manage"):
            return self.none()
        return super().visible_to(actor)


class Invitation(models.Model):
    """An invitation to join an organisation, by a link that works once and until `expires_at`.

    Only the hash of the link's token is kept (`token_hash`, SHA-256, hex). Without one, as after an import, no
    letter has gone yet.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=200)
    roles = ArrayField(models.CharField(max_length=20), default=list)
    units = models.ManyToManyField(Unit, related_name="invitations", blank=True)
    token_hash = models.CharField(max_length=64, unique=True, null=True)
    invited_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects: ClassVar[InvitationQuerySet] = InvitationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                "organisation", Lower("email"), condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="one_open_invitation_for_an_address",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True), name="accepted_or_withdrawn_not_both"
            ),
            models.CheckConstraint(
                condition=Q(token_hash__isnull=True, expires_at__isnull=True)
                | Q(token_hash__isnull=False, expires_at__isnull=False),
                name="a_link_has_its_last_day",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    def standing(self, now: datetime) -> InvitationStanding:
        """Where it stands at a moment."""
        if self.accepted_at:
            return InvitationStanding.ACCEPTED
        if self.withdrawn_at:
            return InvitationStanding.WITHDRAWN
        if self.expires_at is None:
            return InvitationStanding.UNSENT
        return InvitationStanding.EXPIRED if self.expires_at <= now else InvitationStanding.SENT


class Tries(models.Model):
    """How often something was tried: `times` until `until`. `key` is a keyed hash of what, and by whom."""

    key = models.CharField(max_length=64, primary_key=True)
    until = models.DateTimeField(db_index=True)
    times = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("tries")
        verbose_name_plural = _("tries")

    def __str__(self) -> str:
        return f"{self.times} until {self.until:%F %T}"


class RunState(models.TextChoices):
    """How a run of retention ended, if it has."""

    UNDER_WAY = "under way", _("Under way")
    WHOLE = "whole", _("Whole")
    CUT_OFF = "cut off", _("Cut off")


class RetentionRunQuerySet(models.QuerySet["RetentionRun"]):
    """Runs of retention, as far as somebody may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """That it ran, to those who answer for personal data; a page shows them their own organisation's part."""
        return self if actor.may("privacy.manage") or actor.may("host.manage") else self.none()


class RetentionRun(models.Model):
    """One time that what was kept long enough was deleted.

    `gone`: organisation's key as text ("" for the host's own) → kind of data ("people.invitation") → how many rows.
    `before`: kind → the moment they had to be older than. `trouble`: kind → why it stopped there. Each is written with
    the rows it tells of, so that a run that was cut off has told the truth as far as it came.
    """

    begun_at = models.DateTimeField(_("when"), unique=True)
    state = models.CharField(_("state"), max_length=12, choices=RunState.choices, default=RunState.UNDER_WAY)
    gone = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    trouble = models.JSONField(default=dict)

    objects: ClassVar[RetentionRunQuerySet] = RetentionRunQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("run of retention")
        verbose_name_plural = _("runs of retention")

    def __str__(self) -> str:
        return self.begun_at.date().isoformat()

    def gone_from(self, organisation_id: int | None) -> dict[str, int]:
        """Kind → how many rows of an organisation (None: the host's own) went."""
        return dict(self.gone.get(str(organisation_id or ""), {}))
