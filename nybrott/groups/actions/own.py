"""Say which of one's own challenges a buyers' group answers."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused
from nybrott.groups import queries, rules
from nybrott.groups.actions.groups import held, let
from nybrott.groups.models import BuyersGroup, OwnNeed
from nybrott.journal.actions import record
from nybrott.needs.models import NeedDescription
from nybrott.procurements.queries import challenges_for, descriptions_for


@transaction.atomic
def say_own_needs(
    *, actor: Actor, group: BuyersGroup, challenges: Collection[Challenge], descriptions: Collection[NeedDescription] = (), now: datetime
) -> list[OwnNeed]:  # fmt: skip
    """Say which of the actor's organisation's challenges and approved need descriptions the group answers; what is not named is no longer linked.

    A description names its challenge too. The others of the group see none of it.
    """
    group, part = held(actor, group)
    part = let(rules.may_do_as_member, actor, group, part)
    wanted: dict[int, NeedDescription | None] = {one.pk: None for one in challenges}
    wanted |= {one.challenge_id: one for one in descriptions}
    known = {one.pk: one for one in challenges_for(actor).filter(pk__in=wanted)}
    named = [one.pk for one in descriptions]
    if len(known) != len(wanted) or descriptions_for(actor).filter(pk__in=named).count() != len(set(named)):
        raise Refused(_("Only challenges and approved need descriptions of your own organisation can be chosen."))
    there = {one.challenge_id: one for one in part.party.own_needs.filter(ended_at=None).select_related("challenge")}
    for key, one in there.items():
        if key not in wanted:
            one.ended_at = now
            one.save(update_fields=["ended_at"])
            record(actor=actor, verb="groups.need_unlinked", thing=one.challenge, at=now, facts={"group": group.name})
        elif one.description != wanted[key]:
            one.description = wanted[key]
            one.save(update_fields=["description"])
    for key in wanted.keys() - there.keys():
        OwnNeed.objects.create(
            group=group, party=part.party, challenge=known[key], description=wanted[key], written_by_id=actor.user_id, written_at=now
        )  # fmt: skip
        record(actor=actor, verb="groups.need_linked", thing=known[key], at=now, facts={"group": group.name})
    return list(queries.own_needs(actor, group))
