"""Challenges as lists and pages show them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from nybrott.challenges import rules
from nybrott.challenges.models import Anchoring, Challenge, TeamMember
from nybrott.challenges.queries.likeness import speaking_of
from nybrott.challenges.queries.parts import COLUMNS, COUNTS, STEPS, STOPS
from nybrott.challenges.states import ChallengeState
from nybrott.core.actor import Actor
from nybrott.core.trail import State, Stop, Trail, in_order

SIZE = 25

CHALLENGE_SORTS: Mapping[str, str] = {"title": "title", "unit": "unit__name", "moved": "moved_at"}
UNDER_WAY = (
    ChallengeState.RAISED, ChallengeState.ANCHORED, ChallengeState.HEARING, ChallengeState.SENSEMAKING, ChallengeState.DESCRIBED,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ChallengeRow:
    """A line of the list. `counts`: column of a room above → how many."""

    challenge: Challenge
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Rows:
    """One page of a list, of `pages`, with `total` rows in all."""

    rows: tuple[ChallengeRow, ...]
    number: int
    pages: int
    total: int


def sorts() -> tuple[str, ...]:
    """What the list can be sorted by: this room's own, and the columns of rooms above."""
    return (*CHALLENGE_SORTS, *COLUMNS)


def challenges(actor: Actor, where: Mapping[str, object], *, sort: str = "-moved", page: int = 1) -> Rows:
    """The actor's organisation's challenges, a page at a time.

    `where`: state ("under_way" or one state), unit (key), mine (true), text (a part of title or story, or words they and
    what hangs on them say in any form). `sort`: one of `sorts()`, with a minus for descending.
    """
    found = Challenge.objects.visible_to(actor).select_related("unit", "owner")
    state = where.get("state") or ""
    if state == "under_way":
        found = found.filter(state__in=UNDER_WAY)
    elif state:
        found = found.filter(state=state)
    if unit := where.get("unit"):
        found = found.filter(Q(unit=unit) | Q(unit__above__contains=[getattr(unit, "pk", unit)]))
    if where.get("mine"):
        mine = Q(owner_id=actor.user_id) | Q(raised_by_id=actor.user_id)
        found = found.filter(
            mine | Q(pk__in=TeamMember.objects.filter(user=actor.user_id or 0, joins=True).values("challenge"))
        )
    if text := str(where.get("text") or "").strip():
        written = Q(title__icontains=text) | Q(story__icontains=text)
        found = found.filter(written | (speaking_of(text) or written))
    counted = {count: COUNTS[count] for _label, count in COLUMNS.values()}
    found = found.annotate(**counted)
    column = {**CHALLENGE_SORTS, **{name: count for name, (_label, count) in COLUMNS.items()}}[sort.removeprefix("-")]
    found = found.order_by(f"-{column}" if sort.startswith("-") else column, "-pk")
    cut = Paginator(found, SIZE).get_page(page)
    rows = tuple(
        ChallengeRow(one, {name: getattr(one, count) for name, (_label, count) in COLUMNS.items()})
        for one in cut.object_list
    )
    return Rows(rows, cut.number, cut.paginator.num_pages, cut.paginator.count)


@dataclass(frozen=True, slots=True)
class ChallengePage:
    """A challenge with what its page shows. `counts`: kind of thing → how many."""

    challenge: Challenge
    team: tuple[TeamMember, ...]
    asked: Anchoring | None
    anchored: Anchoring | None
    counts: Mapping[str, int]
    trail: Trail


def challenge_page(challenge: Challenge) -> ChallengePage:
    """Everything the page of a challenge says, in a fixed number of queries."""
    anchorings = list(challenge.anchorings.select_related("leader").order_by("-asked_at"))
    row = Challenge.objects.filter(pk=challenge.pk).annotate(**COUNTS).values(*COUNTS).get() if COUNTS else {}
    counts = {name: int(str(value)) for name, value in row.items()}
    return ChallengePage(
        challenge=challenge,
        team=tuple(challenge.team.select_related("user").order_by("user__name")),
        asked=next((one for one in anchorings if one.answered_at is None), None),
        anchored=next((one for one in anchorings if one.agreed), None),
        counts=counts,
        trail=Trail(tuple(in_order(_stops(challenge, counts)))),
    )


def stops_of(challenge: Challenge) -> Trail:
    """The red thread of a challenge, as far as the rooms tell of it."""
    return challenge_page(challenge).trail


def _stops(challenge: Challenge, counts: Mapping[str, int]) -> list[Stop]:
    over = challenge.state in (ChallengeState.PARKED, ChallengeState.REUSED, ChallengeState.JOINED)
    found = []
    for read in STOPS:
        for one in read(challenge, counts):
            state: State = "assumption" if one.assumed else "done" if one.done else "now" if one.now else "missing"
            if state == "missing" and over:
                state = "stopped"
            found.append(Stop(one.kind, str(challenge.pk), one.label, state, note=one.note))
    return found


@dataclass(frozen=True, slots=True)
class Next:
    """The one next step of a challenge: where it leads, who takes it, and why not the reader (`reason`)."""

    state: str
    step: str
    url: str = ""
    who: str = ""
    reason: str = ""


def next_step(actor: Actor, page: ChallengePage) -> Next | None:
    """What comes next for a challenge; None when nothing does."""
    challenge = page.challenge
    state = str(ChallengeState(challenge.state).label)
    if challenge.state not in STEPS:
        return None
    label, name = STEPS[challenge.state]
    step = str(label)
    if page.asked is not None and page.asked.leader_id == actor.user_id:
        return Next(
            state,
            _("Say yes or no to the time and the goal"),
            reverse("challenges:anchoring", args=[challenge.pk]),
            _("You"),
        )
    if challenge.state == ChallengeState.RAISED and page.asked is not None and page.asked.leader is not None:
        said = _("%(name)s was asked and has not answered yet.") % {"name": page.asked.leader.name}
        return Next(state, _("Wait for the leader's answer"), who=page.asked.leader.name, reason=said)
    allowed = rules.may_work_on(actor, challenge)
    owner = challenge.owner.name if challenge.owner else _("The team")
    if not allowed:
        return Next(state, step, who=owner, reason=allowed.reason)
    return Next(state, step, reverse(name, args=[challenge.pk]), _("You and the team"))
