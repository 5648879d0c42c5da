"""Propose a buyers' group, ask others, answer, go on, leave, hand over, link a dialogue, set days."""

from collections.abc import Callable, Collection
from datetime import date, datetime
from functools import partial

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from nybrott.core.actor import Actor, system
from nybrott.core.verdict import Refused, Verdict, insist
from nybrott.desk.actions import About, finish_tasks_about, give_task
from nybrott.dialogues.models import Dialogue
from nybrott.groups import letters, queries, rules
from nybrott.groups.models import BuyersGroup, GroupDay, Happening, Match, OwnNeed, Party
from nybrott.groups.queries import Part
from nybrott.groups.rules import GroupSaid
from nybrott.groups.states import GROUP, OVER, PART, GroupState, PartRole, PartState
from nybrott.journal.actions import record
from nybrott.people.models import Network, NetworkMember, Organisation

THING = "groups.buyersgroup"


@transaction.atomic
def propose_group(
    *, actor: Actor, network: Network, said: GroupSaid, members: Collection[Organisation], observers: Collection[Organisation] = (), match: Match | None = None, now: datetime
) -> BuyersGroup:  # fmt: skip
    """Propose a group that the actor's organisation leads, and ask others of the network into it. They get letters and a task.

    `match`: the same need it came of. Each founding member's own statement is linked by itself: ours at once, another's when it says yes.
    """
    insist(rules.may_propose_group(actor))
    if network.pk not in actor.network_ids:
        raise Refused(_("Your organisation is not in the network."))
    if not members:
        raise Refused(_("Ask at least one other organisation to be a member."))
    group = BuyersGroup.objects.create(
        network=network, lead_id=actor.organisation_id or 0, name=said.name.strip(), purpose=said.purpose.strip(), most=said.most, join_until=said.join_until,
        made_by_id=actor.user_id, made_at=now,
    )  # fmt: skip
    own = Party.objects.create(
        group=group, organisation_id=actor.organisation_id or 0, role=PartRole.MEMBER, state=PartState.IN, asked_at=now, answered_by_id=actor.user_id, answered_at=now,
    )  # fmt: skip
    tell(group, actor.organisation_id, "proposed", now)
    record(actor=actor, verb="groups.proposed", thing=own, at=now)
    for role, others in ((PartRole.MEMBER, members), (PartRole.OBSERVER, observers)):
        for one in others:
            _ask(actor, group, own, one, role, now)
    if match is not None:
        _link_founders(actor, group, match, now)
    return group


@transaction.atomic
def ask_into_group(*, actor: Actor, group: BuyersGroup, organisation: Organisation, role: str, now: datetime) -> Party:
    """Ask one more, or one that said no or left, again."""
    group, part = held(actor, group)
    part = let(rules.may_lead, actor, group, part)
    if role == PartRole.MEMBER:
        insist(rules.has_room(group, queries.members_count(group)))
    return _ask(actor, group, part.party, organisation, role, now)


@transaction.atomic
def answer_group(*, actor: Actor, group: BuyersGroup, accepts: bool, reason: str = "", now: datetime) -> Party:
    """Say yes or no for the actor's organisation. The first yes of another forms the group; where there is a ceiling, the last place goes once."""
    group, part = held(actor, group)
    party = part.party if part else None
    insist(rules.may_answer_group(actor, group, party, in_network=queries.in_network(actor, group)))
    assert party is not None
    if accepts and party.role == PartRole.MEMBER:
        insist(rules.has_room(group, queries.members_count(group)))
    party.state = PART.after("accept" if accepts else "decline", party.state)
    party.answered_by_id, party.answered_at, party.reason = actor.user_id, now, reason.strip()[:500]
    party.save()
    if accepts and group.state == GroupState.PROPOSED:
        group.state = GROUP.after("form", group.state)
        group.save(update_fields=["state"])
    if accepts:
        _say_linked(party, now)
    else:
        party.own_needs.filter(ended_at=None).update(ended_at=now)
    tell(group, party.organisation_id, "joined" if accepts else "declined", now)
    finish_tasks_about(actor=actor, kind=THING, ref=str(group.pk), word="answer", now=now)
    record(actor=actor, verb="groups.joined" if accepts else "groups.declined", thing=party, at=now)
    return party


@transaction.atomic
def become_member(*, actor: Actor, group: BuyersGroup, now: datetime) -> Party:
    """Go from observer to member; what was approved is approved anew by all, also by the new one."""
    group, part = held(actor, group)
    part = let(rules.may_become_member, actor, group, part, today=timezone.localdate(now))
    insist(rules.has_room(group, queries.members_count(group)))
    party = part.party
    party.role, party.answered_by_id = PartRole.MEMBER, actor.user_id
    party.save(update_fields=["role", "answered_by"])
    tell(group, party.organisation_id, "became_member", now)
    record(actor=actor, verb="groups.became_member", thing=party, at=now)
    return party


@transaction.atomic
def leave_group(*, actor: Actor, group: BuyersGroup, reason: str, now: datetime) -> Party:
    """Take the actor's organisation out: its additions stay as they are and are marked, its approvals lapse, it sees nothing new."""
    group, part = held(actor, group)
    terms = part and part.party.terms.filter(replaced_at=None).first()
    part = let(rules.may_leave_group, actor, group, part, terms=terms or None, today=timezone.localdate(now))
    go(part.party, now, reason.strip()[:500])
    tell(group, part.party.organisation_id, "left", now)
    told = letters.gone(part.party, others_in(group, part.party.organisation_id))
    record(actor=actor, verb="groups.left", thing=part.party, at=now, facts={"reason": part.party.reason}, letters=told)
    return part.party


@transaction.atomic
def close_departed(*, group: BuyersGroup, now: datetime) -> int:
    """Write down who is no longer in the network and so not in the group; gives how many. The others get a letter, and what waited for those who left ends."""
    group = _locked(group)
    gone = Party.objects.filter(group=group, state=PartState.IN).exclude(
        pk__in=Party.objects.current().filter(group=group).values("pk")
    )
    parties = list(gone.select_related("organisation"))
    for party in parties:
        party.group = group
        when = queries.left_network_at(party) or now
        go(party, when, "")
        tell(group, party.organisation_id, "left_network", when)
        told = letters.gone(party, others_in(group, party.organisation_id))
        record(
            actor=system("Nybrott", party.organisation_id),
            verb="groups.left_network",
            thing=party,
            at=now,
            letters=told,
        )
    asked = queries.asked_outside(group)
    for party in asked:
        party.state, party.answered_at = PART.after("decline", party.state), now
        party.save(update_fields=["state", "answered_at"])
        party.own_needs.filter(ended_at=None).update(ended_at=now)
        _end_tasks(party, now)
        tell(group, party.organisation_id, "left_network", now)
        record(actor=system("Nybrott", party.organisation_id), verb="groups.left_network", thing=party, at=now)
    return len(parties) + len(asked)


def leave_with_network(member: NetworkMember, now: datetime) -> None:
    """Whoever leaves a network leaves its groups that moment, and those it was asked into. In the transaction in which it leaves."""
    for group in queries.groups_in(member.network, member.organisation_id):
        close_departed(group=group, now=now)


@transaction.atomic
def take_on(*, actor: Actor, group: BuyersGroup, verb: str, reason: str = "", now: datetime) -> BuyersGroup:
    """Take the group a step on ("work", "procure", "finish"), or dissolve it with a reason. All others get a letter."""
    group, part = held(actor, group)
    members, approved = queries.members_count(group), queries.is_approved(group)
    part = let(partial(rules.may_step, verb=verb), actor, group, part, members=members, approved=approved)
    if verb == "dissolve" and not reason.strip():
        raise Refused(_("Say why in a sentence; others will ask."))
    group.state, group.reason = GROUP.after(verb, group.state), reason.strip()[:500]
    group.ended_at = now if group.state in OVER else None
    group.save(update_fields=["state", "reason", "ended_at"])
    tell(group, group.lead_id, "stepped", now, state=group.state)
    told = letters.stepped(group, others_in(group, group.lead_id))
    record(actor=actor, verb="groups.stepped", thing=part.party, at=now, facts={"state": group.state}, letters=told)
    return group


@transaction.atomic
def lead_by(*, actor: Actor, group: BuyersGroup, organisation: Organisation, now: datetime) -> BuyersGroup:
    """Let another member lead; or take the lead oneself when the one who led is gone."""
    group, part = held(actor, group)
    if organisation.pk == actor.organisation_id:
        part = let(rules.may_take_lead, actor, group, part, lead_inside=queries.lead_is_inside(group))
    else:
        part = let(rules.may_lead, actor, group, part)
        if not Party.objects.current().members().filter(group=group, organisation=organisation).exists():
            raise Refused(_("Only a member that takes part can lead the group."))
    group.lead, group.dialogue = organisation, None
    group.save(update_fields=["lead", "dialogue"])
    tell(group, actor.organisation_id, "lead_changed", now, other=organisation.name)
    record(actor=actor, verb="groups.lead_changed", thing=part.party, at=now, facts={"organisation": organisation.name})
    return group


@transaction.atomic
def change_group(*, actor: Actor, group: BuyersGroup, said: GroupSaid, now: datetime) -> BuyersGroup:
    """Say anew what it is called, what it is for, how many there is room for, and until when observers may become members."""
    group, part = held(actor, group)
    part = let(rules.may_lead, actor, group, part)
    if said.most is not None and said.most < queries.members_count(group):
        raise Refused(_("There are already more members."))
    group.name, group.purpose, group.most, group.join_until = (
        said.name.strip(),
        said.purpose.strip(),
        said.most,
        said.join_until,
    )
    group.save(update_fields=["name", "purpose", "most", "join_until"])
    tell(group, group.lead_id, "changed", now)
    record(actor=actor, verb="groups.changed", thing=part.party, at=now)
    return group


@transaction.atomic
def link_dialogue(*, actor: Actor, group: BuyersGroup, dialogue: Dialogue | None, now: datetime) -> BuyersGroup:
    """Say which announced market dialogue of the lead's is held for the group; None: none. The others read what everyone reads of it."""
    group, part = held(actor, group)
    part = let(rules.may_lead, actor, group, part)
    if dialogue is not None and not queries.dialogues_of(group.lead_id).filter(pk=dialogue.pk).exists():
        raise Refused(_("Only an announced market dialogue of the organisation that leads can be linked."))
    group.dialogue = dialogue
    group.save(update_fields=["dialogue"])
    if dialogue is not None:
        tell(group, group.lead_id, "dialogue_linked", now)
    record(actor=actor, verb="groups.dialogue_linked", thing=part.party, at=now, facts={"dialogue": dialogue.title if dialogue else ""})  # fmt: skip
    return group


@transaction.atomic
def set_day(*, actor: Actor, group: BuyersGroup, on: date, what: str, now: datetime) -> GroupDay:
    """Set a day of the group's plan."""
    group, part = held(actor, group)
    part = let(rules.may_lead, actor, group, part)
    made = GroupDay.objects.create(
        group=group, on=on, what=what.strip()[:200], written_by_id=actor.user_id, written_at=now
    )
    tell(group, group.lead_id, "day_set", now, what=made.what)
    record(actor=actor, verb="groups.day_set", thing=part.party, at=now, facts={"what": made.what, "day": on})
    return made


# --- what the other file of actions leans on too ---


def held(actor: Actor, group: BuyersGroup) -> tuple[BuyersGroup, Part | None]:
    """The group as it is now, held until the transaction ends, and the actor's own place in it: two may press at once."""
    group = _locked(group)
    return group, queries.part_of(actor, group)


def let(rule: Callable[..., Verdict], actor: Actor, group: BuyersGroup, part: Part | None, **more: object) -> Part:
    """The place of somebody the rule lets do it; raises `Refused`."""
    insist(rule(actor, group, part.party if part else None, inside=bool(part and part.inside), **more))
    assert part is not None, "no rule lets somebody without a place"
    return part


def tell(group: BuyersGroup, organisation: int | None, word: str, now: datetime, **facts: object) -> None:
    """One line of the shared history."""
    Happening.objects.create(group=group, organisation_id=organisation or 0, word=word, facts=facts, at=now)


def others_in(group: BuyersGroup, but: int | None, *, members_only: bool = False) -> list[int]:
    """The organisations that take part now, without one."""
    found = Party.objects.current().filter(group=group).exclude(organisation_id=but or 0)
    return list((found.members() if members_only else found).values_list("organisation", flat=True))


def go(party: Party, now: datetime, reason: str) -> None:
    """Out of the group: its approvals lapse, and nothing waits for it any more."""
    party.state, party.left_at, party.reason = PART.after("leave", party.state), now, reason
    party.save(update_fields=["state", "left_at", "reason"])
    party.approvals.filter(lapsed_at=None).update(lapsed_at=now)
    _end_tasks(party, now)


def _end_tasks(party: Party, now: datetime) -> None:
    actor = system(party.organisation.name, party.organisation_id)
    finish_tasks_about(actor=actor, kind=THING, ref=str(party.group_id), now=now)


def _locked(group: BuyersGroup) -> BuyersGroup:
    return (
        BuyersGroup.objects.select_for_update(of=("self",), no_key=True)
        .select_related("lead", "network", "dialogue")
        .get(pk=group.pk)
    )


def _link_founders(actor: Actor, group: BuyersGroup, match: Match, now: datetime) -> None:
    """The statements the proposal came of, each under its own organisation's place in the group."""
    parties = {one.organisation_id: one for one in group.parties.members().select_related("organisation")}
    for place, statement in queries.founding_statements(actor, match, parties.keys()).items():
        party = parties[place]
        OwnNeed.objects.create(
            group=group, party=party, challenge=statement.challenge, statement=statement, written_at=now
        )
        if party.state == PartState.IN:
            _say_linked(party, now)


def _say_linked(party: Party, now: datetime) -> None:
    """In the organisation's own journal: what followed by itself from the same need, once it takes part."""
    for one in party.own_needs.filter(ended_at=None, written_by=None).select_related("challenge", "group"):
        record(actor=system("Nybrott", party.organisation_id), verb="groups.need_followed", thing=one.challenge, at=now, facts={"group": one.group.name})  # fmt: skip


def _ask(  # noqa: PLR0917 - called here alone
    actor: Actor, group: BuyersGroup, own: Party, organisation: Organisation, role: str, now: datetime
) -> Party:
    if organisation not in queries.those_to_ask(actor, group.network_id, group):
        raise Refused(_("Only organisations of the network that are not in the group can be asked."))
    party, new = Party.objects.get_or_create(
        group=group, organisation=organisation, defaults={"role": role, "asked_at": now}
    )
    if not new:
        party.state = PART.after("ask_again", PartState.LEFT if party.state == PartState.IN else party.state)
        party.role, party.asked_at, party.answered_at, party.answered_by, party.left_at, party.reason = (
            role,
            now,
            None,
            None,
            None,
            "",
        )
        party.save()
    party.group = group
    tell(group, group.lead_id, "asked", now, other=organisation.name)
    with override("nb"):
        title = _("Answer: will we be in the buyers’ group “%(name)s”?") % {"name": group.name[:120]}
        why = _("%(lead)s asks. Members are bound and take part in the procurement; observers follow along.") % {
            "lead": group.lead.name
        }
    give_task(
        actor=system(organisation.name, organisation.pk), title=title, why=why, about=About(THING, str(group.pk), group.name, reverse("groups:answer", args=[group.pk])),
        word="answer", now=now, to_role=queries.role_who_speaks(organisation.pk), quietly=True,
    )  # fmt: skip
    facts = {"organisation": organisation.name, "role": role}
    record(actor=actor, verb="groups.asked", thing=own, at=now, facts=facts, letters=letters.asked(party))
    return party
