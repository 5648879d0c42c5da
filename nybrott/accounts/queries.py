"""One's own account: where one is signed in, and with what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils.translation import gettext as _

from nybrott.people.models import Membership, Organisation, User
from nybrott.people.roles import ROLES

SIGNER = Signer(salt="nybrott.accounts.demonstration")

BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS", "Mac"), ("CrOS", "Chromebook"), ("Linux", "Linux"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class SignedIn:
    """One place where somebody is signed in. `key` names it; `here` is the one that asks."""

    key: int
    device: str
    address: str
    since: datetime
    seen: datetime
    here: bool


@dataclass(frozen=True, slots=True)
class Passkey:
    """One passkey: its name, since when, last used (None: never)."""

    key: int
    name: str
    since: datetime
    used: datetime | None


@dataclass(frozen=True, slots=True)
class WaysIn:
    """How somebody may sign in. `spare_codes` None: there are none and none are needed."""

    password: bool
    passkeys: Sequence[Passkey]
    codes_since: datetime | None
    spare_codes: int | None
    services: Sequence[SocialAccount]


@dataclass(frozen=True, slots=True)
class Somebody:
    """Somebody one can be in the demonstration: name, organisation, the names of their roles, the link that signs in."""

    name: str
    organisation: str
    roles: str
    does: str
    link: str


def demo_link(user: User, organisation: Organisation | None = None) -> str:
    """The path that signs in as a person, in the demonstration and on the same machine only. It does not run out.
    In `organisation`, when they belong to several."""
    place = organisation.pk if organisation else 0
    return reverse("demonstration_sign_in", args=[SIGNER.sign(f"{user.pk}-{place}")])


def whose_demo_link(token: str) -> tuple[User, int] | None:
    """The person a link of the demonstration is for and the key of the organisation (0: any); None for a link we did
    not make."""
    try:
        person, place = (int(part) for part in SIGNER.unsign(token).split("-"))
    except (BadSignature, ValueError):
        return None
    user = User.objects.filter(pk=person, is_active=True).first()
    return (user, place) if user else None


def demonstration_people() -> list[Somebody]:
    """Whom one can be: the first with each set of roles in each organisation, in the order of the roles; in one query."""
    order = list(ROLES)
    chosen: dict[tuple[int, tuple[str, ...]], Membership] = {}
    for one in Membership.objects.current().select_related("user", "organisation").order_by("organisation__founded_at", "organisation_id", "pk"):  # fmt: skip
        roles = tuple(sorted(one.roles, key=lambda role: order.index(role) if role in order else len(order)))
        chosen.setdefault((one.organisation_id, roles), one)
    return [
        Somebody(
            name=one.user.name, organisation=one.organisation.name, roles=", ".join(str(ROLES[role].name) for role in roles if role in ROLES),
            does=" ".join(str(ROLES[role].sentence) for role in roles if role in ROLES), link=demo_link(one.user, one.organisation),
        )
        for (_place, roles), one in chosen.items()
    ]  # fmt: skip


def roles_told(claims: Mapping[str, Any], mapped: Sequence[Mapping[str, str]]) -> dict[str, set[str]]:
    """Organisation (its name in addresses) → the roles there that a service's claims give by the rows of its settings."""
    told: dict[str, set[str]] = {}
    for row in mapped:
        said = claims.get(row["claim"])
        values = said if isinstance(said, list) else [said]
        told.setdefault(row["organisation"], set()).update({row["role"]} if row["value"] in values else ())
    return told


def device_words(agent: str) -> str:
    """ "Chrome, Windows" from what a browser says it is, as well as one can tell."""
    browser = next((name for mark, name in BROWSERS if mark in agent), "")
    system = next((name for mark, name in SYSTEMS if mark in agent), "")
    return ", ".join(part for part in (browser, system) if part) or _("Unknown device")


def signed_in_places(user: User, here: str, now: datetime) -> list[SignedIn]:
    """Where a person is signed in, the newest first, this one on top; in two queries. `here` is this session's key."""
    noted = UserSession.objects.filter(user=user).order_by("-last_seen_at", "-pk")
    live = set(Session.objects.filter(session_key__in=[one.session_key for one in noted], expire_date__gt=now).values_list("session_key", flat=True))  # fmt: skip
    places = [
        SignedIn(
            one.pk, device_words(one.user_agent), one.ip, one.created_at, one.last_seen_at, one.session_key == here
        )
        for one in noted
        if one.session_key in live
    ]
    return sorted(places, key=lambda place: not place.here)


def ways_in(user: User) -> WaysIn:
    """How a person may sign in, in two queries."""
    kept = list(Authenticator.objects.filter(user=user).order_by("pk"))
    codes = next((one for one in kept if one.type == Authenticator.Type.TOTP), None)
    spare = next((one for one in kept if one.type == Authenticator.Type.RECOVERY_CODES), None)
    return WaysIn(
        password=user.has_usable_password(),
        passkeys=[
            Passkey(one.pk, one.wrap().name, one.created_at, one.last_used_at)
            for one in kept
            if one.type == Authenticator.Type.WEBAUTHN
        ],
        codes_since=codes.created_at if codes else None,
        spare_codes=len(spare.wrap().get_unused_codes()) if spare else None,
        services=list(SocialAccount.objects.filter(user=user).order_by("pk")),
    )
