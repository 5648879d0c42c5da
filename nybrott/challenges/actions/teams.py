"""The team across disciplines around a challenge."""

from datetime import datetime

from django.db import transaction

from nybrott.challenges import letters, rules
from nybrott.challenges.models import Challenge, TeamMember
from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.journal.actions import record
from nybrott.people.models import User


@transaction.atomic
def ask_into_team(*, actor: Actor, challenge: Challenge, user: User, craft: str, url: str, now: datetime) -> TeamMember:
    """Ask a colleague into the team, by letter. Asked again, the craft is kept up to date and the letter goes anew."""
    insist(rules.may_work_on(actor, challenge))
    member, _made = TeamMember.objects.update_or_create(
        challenge=challenge, user=user,
        defaults={"craft": craft.strip(), "asked_at": now, "answered_at": None, "joins": None},
    )  # fmt: skip
    record(
        actor=actor, verb="challenges.team_asked", thing=challenge, at=now, facts={"name": user.name, "craft": member.craft},
        letters=[letters.team_invitation(challenge, user, actor.name, url)],
    )  # fmt: skip
    return member


@transaction.atomic
def answer_team(*, actor: Actor, member: TeamMember, joins: bool, now: datetime) -> None:
    """Say yes or no to being in a team; either may be changed later."""
    insist(rules.may_answer_team(actor, member))
    member.joins, member.answered_at = joins, now
    member.save()
    verb = "challenges.team_joined" if joins else "challenges.team_declined"
    record(actor=actor, verb=verb, thing=member.challenge, at=now)


@transaction.atomic
def leave_team(*, actor: Actor, member: TeamMember, now: datetime) -> None:
    """Take somebody out of a team: oneself, or another when one works on the challenge."""
    if member.user_id != actor.user_id:
        insist(rules.may_work_on(actor, member.challenge))
    challenge, name = member.challenge, member.user.name
    member.delete()
    record(actor=actor, verb="challenges.team_left", thing=challenge, at=now, facts={"name": name})
