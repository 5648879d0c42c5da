"""What changes in one's own account. Much of it django-allauth does; it tells the journal and the person through us."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction

from nybrott.accounts.rules import may_change_account
from nybrott.core.actor import Actor, system
from nybrott.core.verdict import Refused, insist
from nybrott.journal.actions import NewLetter, record
from nybrott.people.actions.members import bring_back, end_membership, give_roles
from nybrott.people.models import Membership, Organisation, User


@transaction.atomic
def change_account(*, actor: Actor, user: User, name: str, language: str, now: datetime) -> None:
    """A person's own name and the language they are written to in."""
    insist(may_change_account(actor, user))
    before = {"name": user.name, "language": user.language}
    user.name, user.language = name.strip(), language
    user.save(update_fields=["name", "language"])
    after = {"name": user.name, "language": user.language}
    if before != after:
        record(
            actor=actor, verb="accounts.account_changed", thing=user, at=now, facts={"before": before, "after": after}
        )


@transaction.atomic
def write_to_person(
    *, actor: Actor, user: User, verb: str, to_address: str, subject: str, body: str, secrets: Mapping[str, str], language: str, now: datetime
) -> None:  # fmt: skip
    """Note what happened to an account, and tell its person by a letter that goes at once."""
    letter = NewLetter(
        kind=verb, to_address=to_address, to_name=user.name, to_user_id=user.pk, subject=subject, body=body,
        secrets=secrets, language=language,
    )  # fmt: skip
    record(actor=actor, verb=verb, thing=user, at=now, letters=[letter])


@transaction.atomic
def end_session(*, actor: Actor, user: User, session: int, now: datetime) -> bool:
    """End one of a person's own sign-ins, by its key; False when there is none such."""
    insist(may_change_account(actor, user))
    place = UserSession.objects.filter(user=user, pk=session).first()
    if place is None:
        return False
    Session.objects.filter(session_key=place.session_key).delete()
    place.delete()
    record(actor=actor, verb="accounts.sign_in_ended", thing=user, at=now)
    return True


@transaction.atomic
def end_other_sessions(*, actor: Actor, user: User, but: str, now: datetime) -> int:
    """End all of a person's sign-ins except the session `but`; gives how many."""
    insist(may_change_account(actor, user))
    ended = end_sessions(user=user, but=but)
    if ended:
        record(actor=actor, verb="accounts.other_sign_ins_ended", thing=user, at=now, facts={"count": ended})
    return ended


def end_sessions(*, user: User, but: str = "") -> int:
    """End sign-ins as a part of something that is recorded itself: a new password, an account that is closed."""
    places = UserSession.objects.filter(user=user).exclude(session_key=but)
    keys = list(places.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    places.delete()
    return len(keys)


@transaction.atomic
def settle_address(*, user: User) -> None:
    """Keep django-allauth's list of addresses to what the account says. Nothing happened, so nothing is recorded."""
    EmailAddress.objects.filter(user=user, verified=True).exclude(email__iexact=user.email).delete()
    address, _made = EmailAddress.objects.get_or_create(user=user, email=user.email.lower())
    if not (address.verified and address.primary):
        EmailAddress.objects.filter(user=user, primary=True).update(primary=False)
        EmailAddress.objects.filter(pk=address.pk).update(verified=True, primary=True)


@transaction.atomic
def make_account(*, email: str, name: str, service: str, now: datetime) -> User:
    """An account for somebody a sign-in service answers for; it has no password."""
    user = User.objects.create_user(email, name=name[:200])
    record(actor=system(service), verb="accounts.made_by_service", thing=user, at=now, facts={"service": service})
    return user


@transaction.atomic
def take_roles(
    *, user: User, service: str, told: Mapping[str, set[str]], mapped: Sequence[Mapping[str, str]], now: datetime
) -> None:
    """Let a person have the roles a sign-in service tells of (`told`), in each organisation its settings name (`mapped`).

    Roles the settings name are given and taken; others, given by hand, stay. Whoever is left without any leaves. The last
    administrator stays one.
    """
    for slug in sorted(told):
        organisation = Organisation.objects.filter(slug=slug).first()
        if organisation is None:
            continue
        actor = system(service, organisation.pk)
        governed = {row["role"] for row in mapped if row["organisation"] == slug}
        membership = Membership.objects.filter(organisation=organisation, user=user).order_by("-pk").first()
        if membership is None or membership.ended_at is not None:
            if told[slug]:
                _let_in(actor, membership or Membership(organisation=organisation, user=user), told[slug], now)
            continue
        roles = (set(membership.roles) - governed) | told[slug]
        with suppress(Refused):
            if roles:
                give_roles(actor=actor, membership=membership, roles=roles, now=now)
            else:
                end_membership(actor=actor, membership=membership, now=now)


def _let_in(actor: Actor, membership: Membership, roles: set[str], now: datetime) -> None:
    verb = "people.rejoined" if membership.pk else "people.joined"
    membership.since = now
    membership.save()
    bring_back(membership, roles=roles, now=now)
    record(actor=actor, verb=verb, thing=membership, at=now, facts={"after": membership.roles})
