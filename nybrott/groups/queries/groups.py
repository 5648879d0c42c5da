"""A buyers' group as one of those in it sees it: all of it, or what was there until one left."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from nybrott.cases.queries import exchange_crumbs
from nybrott.core.actor import Actor
from nybrott.core.language import sort_key
from nybrott.dialogues.models import Dialogue, Item
from nybrott.disclosures.queries import answered, shown_items
from nybrott.groups.models import (
    Addition,
    Approval,
    BuyersGroup,
    CommonText,
    GroupDecision,
    Happening,
    Party,
    Terms,
)
from nybrott.groups.states import OVER, GroupState, PartRole, PartState
from nybrott.networks.queries import named
from nybrott.people.models import Network, NetworkMember, Organisation
from nybrott.ui.frame import Link

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Part:
    """One's own organisation's place in a group. `until`: what it left at, when it left; nothing later is shown."""

    party: Party
    inside: bool
    until: datetime | None


def part_of(actor: Actor, group: BuyersGroup) -> Part | None:
    """One's own place in a group, as it is now: whoever left the network left the group that moment. At most three queries."""
    party = (
        Party.objects.filter(group=group, organisation_id=actor.organisation_id or 0)
        .select_related("organisation")
        .first()
    )
    if party is None:
        return None
    party.group = group
    inside = Party.objects.current().filter(pk=party.pk).exists()
    until = party.left_at
    if party.state == PartState.IN and not inside:
        until = left_network_at(party)
    return Part(party, inside, until)


def left_network_at(party: Party) -> datetime | None:
    """When a party's organisation left the group's network, after it had said yes."""
    gone = NetworkMember.objects.filter(
        network=party.group.network_id, organisation=party.organisation_id, left_at__gte=party.answered_at
    )
    return gone.order_by("left_at").values_list("left_at", flat=True).first() or party.answered_at


def of_place(actor: Actor) -> QuerySet[BuyersGroup]:
    """The groups of the reader's organisation; who of it may read them is a rule's to say (a guest is told why not)."""
    return BuyersGroup.objects.of_place(actor.organisation_id).select_related("lead", "network", "dialogue")


def groups_of(actor: Actor) -> list[tuple[BuyersGroup, Party]]:
    """The groups one's organisation is in, was in or is asked into, the newest first, each with its place in it."""
    found = BuyersGroup.objects.visible_to(actor).select_related("lead", "network").annotate(
        here=Count("parties", filter=Q(parties__state=PartState.IN))
    )  # fmt: skip
    ours = Party.objects.filter(organisation_id=actor.organisation_id or 0, group__in=found).select_related(
        "organisation"
    )
    by = {one.group_id: one for one in ours}
    return [(one, by[one.pk]) for one in found.order_by("-made_at", "-pk")]


def waiting_for(actor: Actor) -> int:
    """How many groups wait for an answer of one's organisation."""
    visible = BuyersGroup.objects.visible_to(actor).exclude(state__in=OVER)
    return Party.objects.filter(organisation_id=actor.organisation_id or 0, state=PartState.ASKED, group__in=visible).count()  # fmt: skip


@dataclass(frozen=True, slots=True)
class Together:
    """A group as a network sees it: who is bound and who follows along now, and whether the reader may open it."""

    group: BuyersGroup
    members: tuple[int, ...]
    observers: tuple[int, ...]
    opens: bool


def together(actor: Actor, organisations: Collection[int]) -> list[Together]:
    """The groups that any of these organisations takes part in now: begun, and not dissolved. Two queries, and one for the reader."""
    here: dict[int, list[Party]] = defaultdict(list)
    theirs = Party.objects.current().filter(organisation__in=organisations).values("group")
    begun = BuyersGroup.objects.filter(pk__in=theirs).exclude(state__in=(GroupState.PROPOSED, GroupState.DISSOLVED))
    found = list(begun.order_by("pk"))
    for one in Party.objects.current().filter(group__in=found).order_by("pk"):
        here[one.group_id].append(one)
    opens = set(BuyersGroup.objects.visible_to(actor).filter(pk__in=[one.pk for one in found]).values_list("pk", flat=True))  # fmt: skip

    def of(group: BuyersGroup, role: str) -> tuple[int, ...]:
        return tuple(one.organisation_id for one in here[group.pk] if one.role == role)

    return [Together(one, of(one, PartRole.MEMBER), of(one, PartRole.OBSERVER), one.pk in opens) for one in found]


def asked_and_in(group: BuyersGroup) -> QuerySet[Party]:
    """Who is in a group or has not answered, as those see who are asked."""
    return Party.objects.filter(group=group, state__in=(PartState.IN, PartState.ASKED)).select_related("organisation")


def members_ever(group: BuyersGroup) -> QuerySet[Organisation]:
    """The organisations that are or were bound: those a decision can name."""
    bound = Party.objects.members().filter(group=group).exclude(state__in=(PartState.ASKED, PartState.DECLINED))  # fmt: skip
    return Organisation.objects.filter(pk__in=bound.values("organisation"))


def those_to_ask(actor: Actor, network_id: int | None, group: BuyersGroup | None = None) -> list[Organisation]:
    """Organisations of the network that can be asked: not our own, nor those that take part or have not answered."""
    inside = NetworkMember.objects.current().filter(network=network_id).values("organisation")
    found = Organisation.objects.filter(pk__in=inside).exclude(pk=actor.organisation_id or 0)
    if group is not None:
        there = Party.objects.current().filter(group=group).values("organisation")
        asked = Party.objects.filter(group=group, state=PartState.ASKED).values("organisation")
        found = found.exclude(pk__in=there).exclude(pk__in=asked)
    return sorted(found, key=lambda one: (sort_key(one.name), one.pk))


@dataclass(frozen=True, slots=True)
class Beside:
    """What one organisation has in a group: its place, what it is called in it, what it added, what it approved last, what it signed."""

    party: Party
    name: str
    inside: bool
    additions: tuple[Addition, ...]
    approval: Approval | None
    terms: Terms | None

    @property
    def is_member(self) -> bool:
        """Bound, and takes part now."""
        return self.inside and self.party.role == PartRole.MEMBER


@dataclass(frozen=True, slots=True)
class Shared:
    """All that a group has in common, for one reader. `approved`: every member approved what stands there now."""

    text: CommonText | None
    revision: int
    besides: tuple[Beside, ...]
    decisions: tuple[GroupDecision, ...]
    happenings: tuple[Happening, ...]

    @property
    def members(self) -> list[Beside]:
        """Those that are bound now."""
        return [one for one in self.besides if one.is_member]

    @property
    def approved(self) -> bool:
        """Whether every member approved the text and the additions as they stand."""
        return self.text is not None and bool(self.members) and all(one.approval for one in self.members)

    @property
    def shares(self) -> Decimal:
        """What the members' shares come to, in per cent."""
        return sum((one.terms.share for one in self.members if one.terms), Decimal(0))

    @property
    def shares_are_whole(self) -> bool:
        """Whether the shares come to a hundred."""
        return self.shares == HUNDRED


def shared(group: BuyersGroup, *, until: datetime | None = None) -> Shared:
    """What a group has in common; with `until`, what it had then. Nine queries, however many take part."""
    texts = group.texts.select_related("written_by").order_by("-version")
    text = (texts.filter(written_at__lte=until) if until else texts).first()
    additions = group.additions.select_related("written_by").order_by("pk")
    revision = group.revision
    if until:  # the revision that stood there then
        began = [one.from_revision for one in additions if one.written_at <= until]
        ended = [
            one.until_revision for one in additions if one.until_revision and one.ended_at and one.ended_at <= until
        ]
        revision = max([text.revision if text else 0, *began, *ended])
    parties = list(group.parties.select_related("organisation", "answered_by").exclude(state=PartState.DECLINED))
    inside = set(Party.objects.current().filter(group=group).values_list("pk", flat=True))
    if until:
        parties = [one for one in parties if one.asked_at <= until]
    besides = _besides(group, parties, inside, list(additions.at(revision)), revision, until)
    decisions = group.decisions.select_related("written_for", "corrects").prefetch_related(
        "in_favour", "against", "corrected_by"
    )
    happenings = group.happenings.select_related("organisation")
    if until:
        decisions, happenings = decisions.filter(written_at__lte=until), happenings.filter(at__lte=until)
    return Shared(text, revision, besides, tuple(decisions), tuple(happenings[:30]))


def _besides(  # noqa: PLR0917 - one place calls it
    group: BuyersGroup, parties: Collection[Party], inside: set[int], additions: Collection[Addition], revision: int, until: datetime | None
) -> tuple[Beside, ...]:  # fmt: skip
    approvals = {
        one.party_id: one
        for one in group.approvals.filter(revision=revision, lapsed_at=None).select_related("approved_by")
    }
    terms = group.terms.filter(replaced_at=None).select_related("signed_by")
    signed = {one.party_id: one for one in (terms.filter(signed_at__lte=until) if until else terms)}
    ranked = sorted(
        parties, key=lambda one: (one.organisation_id != group.lead_id, one.role != PartRole.MEMBER, sort_key(one.organisation.name))
    )  # fmt: skip
    names = named([one.organisation for one in parties])
    return tuple(
        Beside(
            one, names[one.organisation_id], one.pk in inside, tuple(added for added in additions if added.party_id == one.pk),
            approvals.get(one.pk) if one.pk in inside else None, signed.get(one.pk),
        )
        for one in ranked
    )  # fmt: skip


def members_count(group: BuyersGroup) -> int:
    """How many members take part now."""
    return Party.objects.current().members().filter(group=group).count()


def is_approved(group: BuyersGroup) -> bool:
    """Whether every member that takes part now approved what stands there."""
    members = Party.objects.current().members().filter(group=group).values("pk")
    approved = (
        group.approvals.filter(revision=group.revision, lapsed_at=None, party__in=members).values("party").distinct()
    )
    return group.texts.exists() and approved.count() == len(members)


def lead_is_inside(group: BuyersGroup) -> bool:
    """Whether the organisation that leads still takes part."""
    return Party.objects.current().filter(group=group, organisation=group.lead_id).exists()


def groups_in(network: Network, organisation_id: int) -> QuerySet[BuyersGroup]:
    """The groups of a network that are not over and that an organisation takes part in or is asked into."""
    ours = Party.objects.filter(organisation=organisation_id, state__in=(PartState.IN, PartState.ASKED))
    return BuyersGroup.objects.filter(network=network, pk__in=ours.values("group")).exclude(state__in=OVER).order_by("pk")  # fmt: skip


def asked_outside(group: BuyersGroup) -> list[Party]:
    """Those that are asked and are no longer in the network."""
    if group.network_id is None:
        return []
    inside = NetworkMember.objects.current().filter(network=group.network_id).values("organisation")
    found = group.parties.filter(state=PartState.ASKED).exclude(organisation__in=inside)
    return list(found.select_related("organisation", "group"))


def of_leaving(actor: Actor, network: Network) -> list[str]:
    """What it means for buyers' groups that one's organisation leaves a network, in sentences."""
    mine = actor.organisation_id or 0
    said = []
    for one in groups_in(network, mine):
        facts = {"name": one.name}
        if one.lead_id == mine:
            said.append(_("You are leaving the buyers’ group “%(name)s”, which you lead. Let another member lead "
                          "it first, or no one will be leading the group.") % facts)  # fmt: skip
        else:
            said.append(_("You are leaving the buyers’ group “%(name)s”. What you added stays as it is and is "
                          "marked, what you approved no longer counts, and you see nothing new.") % facts)  # fmt: skip
    return said


def in_network(actor: Actor, group: BuyersGroup) -> bool:
    """Whether one's own organisation is in the group's network now."""
    if group.network_id is None:
        return True
    return NetworkMember.objects.current().filter(network=group.network_id, organisation_id=actor.organisation_id or 0).exists()  # fmt: skip


def dialogues_of(organisation_id: int) -> QuerySet[Dialogue]:
    """The market dialogues an organisation can hold for a group: its own, that are announced."""
    return Dialogue.objects.public().filter(organisation_id=organisation_id).order_by("-announced_at")


def told_to_all(dialogue: Dialogue) -> tuple[list[Item], int]:
    """What the dialogue gave to everyone, the newest first, and how many questions are answered; what any supplier reads on its public page."""
    return list(shown_items(dialogue)[:10]), answered(dialogue).count()


def crumbs(*more: Link) -> tuple[Link, ...]:
    """The way to a page of buyers' groups."""
    return exchange_crumbs(Link(_("Buyers’ groups"), reverse("groups:groups") if more else ""), *more)
