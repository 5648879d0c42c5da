"""Invitations: written, sent again, withdrawn, accepted. A link works once and for fourteen days."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.apps import apps
from django.db import transaction
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused, insist
from nybrott.journal.actions import record
from nybrott.people import rules
from nybrott.people.actions.members import bring_back, in_order
from nybrott.people.letters import invitation_letter
from nybrott.people.models import Invitation, Membership, Organisation, Unit, User

DAYS = 14  # a link works
MOST_AT_ONCE = 200  # letters sent by one press of a button


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody to invite."""

    email: str
    name: str


@dataclass(frozen=True, slots=True)
class Link:
    """A personal link: the hash of its token, which is kept, and its address, which stands only in the letter."""

    token_hash: str
    url: str


@transaction.atomic
def invite(
    *, actor: Actor, organisation: Organisation, who: Newcomer, roles: Collection[str], units: Sequence[Unit],
    link: Link, language: str, now: datetime,
) -> Invitation:  # fmt: skip
    """Invite somebody to an organisation, by letter in `language` (their own, if they have an account that says)."""
    organisation = Organisation.objects.held(organisation.pk)
    member = organisation.memberships.current().filter(user__email__iexact=who.email).exists()
    invited = organisation.invitations.waiting().filter(email__iexact=who.email).exists()
    insist(rules.may_invite(actor, organisation, is_member=member, is_invited=invited))
    return open_invitation(
        actor=actor, organisation=organisation, who=who, roles=roles, units=units, link=link, language=language, now=now
    )


def open_invitation(
    *, actor: Actor, organisation: Organisation, who: Newcomer, roles: Collection[str], units: Sequence[Unit],
    link: Link, language: str, now: datetime,
) -> Invitation:  # fmt: skip
    """Make an invitation and its letter. Whoever calls has asked a rule and holds the organisation."""
    invitation = Invitation.objects.create(
        organisation=organisation, email=who.email, name=who.name, roles=in_order(roles), token_hash=link.token_hash,
        invited_by_id=actor.user_id, invited_at=now, expires_at=now + timedelta(days=DAYS),
    )  # fmt: skip
    invitation.units.set(Unit.objects.filter(organisation=organisation, pk__in=[unit.pk for unit in units]))
    letter = _letter(actor, invitation, link, language)
    record(
        actor=actor,
        verb="people.invited",
        thing=invitation,
        at=now,
        facts={"roles": invitation.roles},
        letters=[letter],
    )
    return invitation


def _letter(actor: Actor, invitation: Invitation, link: Link, language: str):  # type: ignore[no-untyped-def]
    account = User.objects.filter(email__iexact=invitation.email).first()
    return invitation_letter(
        invitation, url=link.url, language=(account and account.language) or language,
        inviter=actor.name if actor.user_id else "", to_user_id=account.pk if account else None,
    )  # fmt: skip


@transaction.atomic
def send_invitation(*, actor: Actor, invitation: Invitation, link: Link, language: str, now: datetime) -> Invitation:
    """Send an invitation for the first time, or again with a new link. A link sent before works no longer."""
    organisation = Organisation.objects.held(invitation.organisation_id)
    invitation = Invitation.objects.select_related("organisation").get(pk=invitation.pk)
    admins = organisation.memberships.current().admins().count()
    insist(rules.may_send_invitation(actor, invitation, admins=admins))
    invitation.token_hash, invitation.expires_at = link.token_hash, now + timedelta(days=DAYS)
    invitation.save(update_fields=["token_hash", "expires_at"])
    letter = _letter(actor, invitation, link, language)
    record(actor=actor, verb="people.invitation_sent", thing=invitation, at=now, letters=[letter])
    return invitation


@transaction.atomic
def send_waiting_invitations(
    *, actor: Actor, organisation: Organisation, make_link: Callable[[], Link], language: str, now: datetime
) -> int:
    """Send the letters of those who were listed and not yet written to, at most `MOST_AT_ONCE`. Answers how many."""
    insist(rules.may_manage_members(actor, organisation.pk))
    waiting = organisation.invitations.waiting().filter(token_hash__isnull=True).order_by("pk")[:MOST_AT_ONCE]
    for sent, invitation in enumerate(waiting, 1):  # noqa: B007 - the last number is the answer
        send_invitation(actor=actor, invitation=invitation, link=make_link(), language=language, now=now)
    return sent if waiting else 0


@transaction.atomic
def withdraw_invitation(*, actor: Actor, invitation: Invitation, now: datetime) -> Invitation:
    """Take an invitation back; its link then says so."""
    Organisation.objects.held(invitation.organisation_id)
    invitation = Invitation.objects.get(pk=invitation.pk)
    insist(rules.may_withdraw_invitation(actor, invitation))
    invitation.withdrawn_at = now
    invitation.save(update_fields=["withdrawn_at"])
    record(actor=actor, verb="people.invitation_withdrawn", thing=invitation, at=now)
    return invitation


@transaction.atomic
def accept_invitation(*, user: User, invitation: Invitation, now: datetime) -> Membership:
    """Become a member with the account one has. Once: the second of two who press at once is told so."""
    organisation = Organisation.objects.held(invitation.organisation_id)
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    insist(rules.may_accept_invitation(invitation, user, now=now))
    actor = Actor(user.pk, organisation.pk, user.name)
    invitation.accepted_at = now
    invitation.save(update_fields=["accepted_at"])
    membership = Membership.objects.filter(organisation=organisation, user=user).order_by("-ended_at").first()
    had = membership.roles if membership and not membership.ended_at else []
    if membership is None:
        membership = Membership.objects.create(organisation=organisation, user=user, roles=invitation.roles, since=now)
    else:
        bring_back(membership, roles=[*had, *invitation.roles], now=membership.since if had else now)
    membership.units.add(*invitation.units.all())
    record(actor=actor, verb="people.invitation_accepted", thing=invitation, at=now)
    record(actor=actor, verb="people.joined", thing=membership, at=now, facts={"after": membership.roles})
    return membership


@transaction.atomic
def join_with_new_account(
    *, invitation: Invitation, name: str, password: str | None, language: str, now: datetime
) -> Membership:
    """Make an account for the invited address and become a member with it.

    The link came by e-mail, so the address is known to be theirs. Without a password the account is entered by other
    means. Raises `Refused` when the address got an account
    meanwhile.
    """
    Organisation.objects.held(invitation.organisation_id)
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    insist(rules.may_accept_invitation(invitation, None, now=now))
    if User.objects.filter(email__iexact=invitation.email).exists():
        raise Refused(_("There is already an account with this address. Sign in to accept."))
    user = User.objects.create_user(invitation.email, password, name=name)
    user.language = language
    user.save(update_fields=["language"])
    if apps.is_installed("allauth.account"):
        apps.get_model("account", "EmailAddress").objects.create(
            user=user, email=user.email, primary=True, verified=True
        )
    return accept_invitation(user=user, invitation=invitation, now=now)
