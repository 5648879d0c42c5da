"""Rounds as lists and pages show them, and how far somebody has come with scoring."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.needs.models import Need
from nybrott.needs.states import NeedState
from nybrott.people.models import Membership, Unit, User
from nybrott.priorities.models import Criterion, Participant, Priority, Round, Showing
from nybrott.priorities.queries.results import Cell, my_sheet
from nybrott.priorities.states import RoundState

SIZE = 25


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A line of a list. `done` of `asked` have scored; `decided` of `needs` have a decision."""

    round: Round
    needs: int
    asked: int
    done: int
    decided: int


@dataclass(frozen=True, slots=True)
class Rows:
    """One page of a list, of `pages`, with `total` rows in all."""

    rows: tuple[RoundRow, ...]
    number: int
    pages: int
    total: int


def rounds(actor: Actor, *, challenge: Challenge | None = None, page: int = 1) -> Rows:
    """The organisation's rounds, those of one challenge or all, newest first; drafts too. Counts in the same query."""
    found = Round.objects.visible_to(actor).select_related("challenge", "unit")
    if challenge is not None:
        found = found.filter(challenge=challenge)
    found = found.annotate(
        chosen=Count("priorities", distinct=True),
        asked=Count("participants", distinct=True),
        done=Count("participants", filter=Q(participants__done_at__isnull=False), distinct=True),
        decided=Count("priorities", filter=~Q(priorities__outcome=""), distinct=True),
        scored=Subquery(Showing.objects.filter(round=OuterRef("pk")).order_by("-in_pass").values("scorers")[:1]),
    ).order_by("-moved_at", "-pk")
    cut = Paginator(found, SIZE).get_page(page)
    rows = tuple(RoundRow(one, one.chosen, one.asked, _scored(one), one.decided) for one in cut.object_list)  # type: ignore[attr-defined]
    return Rows(rows, cut.number, cut.paginator.num_pages, cut.paginator.count)


def _scored(one: Any) -> int:
    """How many have scored: in the pass under way those who say they are done, afterwards those whose scores were shown."""
    over = one.state in (RoundState.SHOWN, RoundState.DECIDED) and one.scored is not None
    return int(one.scored if over else one.done)


# --- what may be chosen ---


def open_needs(one: Round) -> "QuerySet[Need]":
    """Needs a round may be about: those of its challenge, of its unit's challenges and those below, or all; parked ones left out."""
    found = Need.objects.filter(organisation_id=one.organisation_id).exclude(state=NeedState.PARKED)
    if one.challenge_id:
        found = found.filter(challenge=one.challenge_id)
    elif one.unit_id:
        units = Unit.objects.filter(Q(pk=one.unit_id) | Q(above__contains=[one.unit_id]))
        found = found.filter(challenge__unit__in=units)
    return found.select_related("challenge").order_by("challenge__title", "place", "pk")


def near_people(one: Round) -> "QuerySet[User]":
    """Who is nearest at hand: the challenge's team, need owner and whoever raised it; or who belongs to the unit."""
    members = Membership.objects.current().filter(organisation_id=one.organisation_id)
    if one.challenge is not None:
        team = one.challenge.team.filter(joins=True).values("user")
        keys = [one.challenge.owner_id, one.challenge.raised_by_id]
        members = members.filter(Q(user__in=team) | Q(user__in=[key for key in keys if key]))
    elif one.unit_id:
        members = members.filter(Q(units=one.unit_id) | Q(units__above__contains=[one.unit_id]))
    else:
        members = members.none()
    return User.objects.filter(pk__in=members.values("user"), is_active=True).order_by("name")


def people_with(one: Round, roles: Collection[str]) -> "QuerySet[User]":
    """Everyone in the organisation with one of these roles."""
    members = Membership.objects.current().filter(organisation_id=one.organisation_id, roles__overlap=list(roles))
    return User.objects.filter(pk__in=members.values("user"), is_active=True).order_by("name")


# --- one round ---


@dataclass(frozen=True, slots=True)
class RoundPage:
    """A round with its needs, criteria and people. `answered`: priority → by how many criteria the reader has answered."""

    round: Round
    priorities: tuple[Priority, ...]
    criteria: tuple[Criterion, ...]
    participants: tuple[Participant, ...]
    me: Participant | None
    answered: Mapping[int, int]

    @property
    def done(self) -> int:
        """How many have answered everything."""
        return sum(one.done_at is not None for one in self.participants)

    @property
    def next_number(self) -> int:
        """The place, from 1, of the first need the reader has not answered whole; 1 when all are."""
        for number, one in enumerate(self.priorities, 1):
            if self.answered.get(one.pk, 0) < len(self.criteria):
                return number
        return 1


def round_page(one: Round, actor: Actor) -> RoundPage:
    """Everything the page of a round says to this reader, in a fixed number of queries. Nobody else's scores are read."""
    participants = tuple(one.participants.select_related("user"))
    me = next((each for each in participants if actor.user_id and each.user_id == actor.user_id), None)
    sheet = my_sheet(one, one.now_pass, actor) if me else {}
    answered: dict[int, int] = {}
    for need, _criterion in sheet:
        answered[need] = answered.get(need, 0) + 1
    priorities = one.priorities.select_related("need__challenge__owner", "decided_by")
    return RoundPage(one, tuple(priorities), tuple(one.criteria.all()), participants, me, answered)


def is_whole(one: Round, sheet: Mapping[Cell, int | None]) -> bool:
    """Whether somebody has answered every need by every criterion."""
    needs, criteria = one.priorities.values_list("pk", flat=True), one.criteria.values_list("pk", flat=True)
    return all((need, criterion) in sheet for need in needs for criterion in criteria)


def overdue(today: date) -> "QuerySet[Round]":
    """Rounds that are open though their last day has been."""
    return Round.objects.filter(state=RoundState.OPEN, until__lt=today).order_by("pk")
