"""Gatherings in lists, their agenda, who comes, and what became of decisions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from nybrott.core.actor import Actor
from nybrott.gatherings.models import Attendance, Decision, Gathering, Story
from nybrott.gatherings.states import AnswerState, GatheringState
from nybrott.people.models import User
from nybrott.runs.models import Participation, Run
from nybrott.runs.states import PartState

PER_PAGE = 20
COUNTS: dict[str, Count] = {
    "told": Count("stories", distinct=True),
    "comes": Count("attendances", filter=Q(attendances__state=AnswerState.COMING), distinct=True),
    "there": Count("attendances", filter=Q(attendances__present=True), distinct=True),
}
OVER = (GatheringState.HELD, GatheringState.CALLED_OFF)


def gathering_page(actor: Actor, run: Run, *, past: bool, now: datetime, page: int) -> Page[Gathering]:
    """Those of a run to come, the next first, or those held and called off, the last first. `told`: how many stories."""
    over = Q(state__in=OVER) | Q(state=GatheringState.PLANNED, starts_at__lt=now - timedelta(days=1))
    found = Gathering.objects.visible_to(actor).filter(over if past else ~over, run=run)
    return Paginator(found.annotate(**COUNTS).order_by("-starts_at" if past else "starts_at", "pk"), PER_PAGE).get_page(
        page
    )


def own_part(actor: Actor, run_id: int) -> Participation | None:
    """The actor's own part in a run, as driver before as mentor; None when they have none."""
    mine = Participation.objects.filter(run=run_id, user=actor.user_id or 0, state__in=(PartState.IN, PartState.DONE))
    return mine.select_related("run", "user").order_by("kind", "pk").first()


def parts_read(actor: Actor) -> QuerySet[Participation]:
    """The parts in runs of which somebody may read more: those they see, their own, and those of drivers they guide."""
    keys = [
        Participation.objects.visible_to(actor).order_by().values("pk"),
        Participation.objects.filter(pairings__mentor__user=actor.user_id or 0).order_by().values("pk"),
        Participation.objects.filter(user=actor.user_id or 0).order_by().values("pk"),
    ]
    return Participation.objects.filter(pk__in=keys[0].union(*keys[1:])).select_related(
        "run__organisation", "user", "organisation", "unit"
    )


def names_of(actor: Actor, run: Run) -> dict[int, str]:
    """What the people of a run are called, by the key of their account: by name for those who take part in it or lead it, and
    within the own organisation; else by the organisation they come from. One query."""
    rows = list(
        Participation.objects.filter(run=run).values_list(
            "user", "user__name", "organisation", "organisation__name", "state"
        )
    )
    there = (PartState.IN, PartState.DONE)
    knows = any(user == actor.user_id and state in there for user, _name, _place, _called, state in rows)
    knows = knows or (actor.organisation_id == run.organisation_id and actor.may("runs.manage")) or actor.system
    return {
        user: name if knows or place == actor.organisation_id else called for user, name, place, called, _state in rows
    }


@dataclass(frozen=True, slots=True)
class Slot:
    """A story on the agenda, when it begins by the plan, who tells it, and whether the one who asks may read it."""

    story: Story
    at: datetime
    who: str
    readable: bool


@dataclass(frozen=True, slots=True)
class Agenda:
    """The stories in their order, how many minutes they take in all, and how long the gathering is."""

    slots: tuple[Slot, ...]
    wanted: int
    length: int

    @property
    def over(self) -> int:
        """How many minutes there are too few of; 0 when it fits."""
        return max(self.wanted - self.length, 0)

    @property
    def free(self) -> int:
        """How many minutes are free."""
        return max(self.length - self.wanted, 0)


def agenda(actor: Actor, gathering: Gathering) -> Agenda:
    """The agenda as somebody sees it. Three queries."""
    stories = list(gathering.stories.select_related("part", "challenge"))
    seen, names = set(gathering.stories.visible_to(actor).values_list("pk", flat=True)), names_of(actor, gathering.run)
    at, slots = gathering.starts_at, []
    for story in stories:
        slots.append(Slot(story, at, names.get(story.part.user_id, ""), story.pk in seen))
        at += timedelta(minutes=story.minutes)
    return Agenda(tuple(slots), sum(story.minutes for story in stories), gathering.minutes)


@dataclass(frozen=True, slots=True)
class Asked:
    """Who was asked, as far as one sees them, by their answer; and how many come and were there of all."""

    coming: list[Attendance]
    asked: list[Attendance]
    declined: list[Attendance]
    comes: int
    there: int
    total: int

    @property
    def rows(self) -> list[Attendance]:
        """Everybody one sees, those who come first."""
        return [*self.coming, *self.asked, *self.declined]


def asked_to(actor: Actor, gathering: Gathering) -> Asked:
    """Everybody with an invitation. Two queries."""
    by_state: dict[str, list[Attendance]] = {state: [] for state in AnswerState.values}
    seen = gathering.attendances.visible_to(actor).select_related("part__user", "part__unit", "part__organisation")
    for one in seen.order_by("part__user__sort_name", "pk"):
        by_state[one.state].append(one)
    counted = gathering.attendances.aggregate(
        comes=Count("pk", filter=Q(state=AnswerState.COMING)),
        there=Count("pk", filter=Q(present=True)),
        total=Count("pk"),
    )
    return Asked(by_state["coming"], by_state["asked"], by_state["declined"], **counted)


def told_of(gathering: Gathering) -> list[Attendance]:
    """Those who must hear of a change."""
    return list(gathering.attendances.told().select_related("part__user", "gathering__run").order_by("pk"))


def not_asked(gathering: Gathering) -> QuerySet[Participation]:
    """Those who take part in the run and have not been asked; each person once."""
    asked = gathering.attendances.values("part__user")
    found = Participation.objects.filter(run=gathering.run_id, state=PartState.IN, user__is_active=True).exclude(
        user__in=asked
    )
    once = found.order_by("user", "kind", "pk").distinct("user")
    return (
        Participation.objects.filter(pk__in=once.values("pk"))
        .select_related("user", "organisation")
        .order_by("user__sort_name", "pk")
    )


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision, and who does it as the one who asks may know it."""

    one: Decision
    who: str

    @property
    def by_task(self) -> bool:
        """Whether its task has ended although nobody has told what became of it."""
        return self.one.done is None and self.one.task is not None and not self.one.task.is_open


def decided_in(actor: Actor, gathering: Gathering) -> list[Decided]:
    """What was decided in a gathering. Two queries."""
    return _named(actor, gathering.run, gathering.decisions.select_related("who", "task"))


def _named(actor: Actor, run: Run, decisions: Iterable[Decision]) -> list[Decided]:
    names, found = names_of(actor, run), []
    for one in decisions:
        own = one.who.name if one.who is not None and actor.organisation_id == run.organisation_id else ""
        found.append(Decided(one, names.get(one.who_id or 0, own)))
    return found


def followed_up(actor: Actor, gathering: Gathering) -> list[Decided]:
    """What was decided at gatherings before this one and is open, or was told of in this one, the oldest first."""
    before = Decision.objects.filter(gathering__run=gathering.run_id, gathering__starts_at__lt=gathering.starts_at)
    found = before.filter(Q(done__isnull=True) | Q(told_in=gathering.pk))
    found = found.select_related("who", "gathering__run", "task").order_by("decided_at", "pk")
    return _named(actor, gathering.run, found[:100])


@dataclass(frozen=True, slots=True)
class Now:
    """What is told now: the story, when its time is up, whole minutes left (below 0 when it is late), and what comes next."""

    story: Story
    who: str
    ends_at: datetime
    left: int
    following: Story | None


def now_of(actor: Actor, gathering: Gathering, now: datetime) -> Now | None:
    """Where the gathering is; None while no story is told. Two queries."""
    if gathering.story_id is None or gathering.story_began_at is None:
        return None
    stories = list(gathering.stories.select_related("part"))
    here = next((place for place, story in enumerate(stories) if story.pk == gathering.story_id), None)
    if here is None:
        return None
    ends_at = gathering.story_began_at + timedelta(minutes=stories[here].minutes)
    left = int((ends_at - now).total_seconds() // 60)
    later = [story for story in stories[here + 1 :] if story.told_at is None]
    who = names_of(actor, gathering.run).get(stories[here].part.user_id, "")
    return Now(stories[here], who, ends_at, left, later[0] if later else None)


def mark_of(gathering: Gathering) -> str:
    """Changes when the running page has something new: a story, a place, somebody there, a decision."""
    seen = Gathering.objects.filter(pk=gathering.pk).aggregate(
        stories=Count("stories", distinct=True), decisions=Count("decisions", distinct=True),
        there=Count("attendances", filter=Q(attendances__present=True), distinct=True),
    )  # fmt: skip
    return f"{gathering.turn}-{seen['stories']}-{seen['decisions']}-{seen['there']}"


def story_page(actor: Actor, *, run: Run | None, kind: str, page: int) -> Page[Story]:
    """Stories somebody may read, the newest first: of a run or of all, of one kind or of both."""
    found = Story.objects.visible_to(actor).exclude(gathering__state=GatheringState.CALLED_OFF)
    if run is not None:
        found = found.filter(gathering__run=run)
    if kind:
        found = found.filter(kind=kind)
    mine = Participation.objects.filter(
        run=OuterRef("gathering__run"), user=actor.user_id or 0, state__in=(PartState.IN, PartState.DONE)
    )
    found = found.annotate(takes_part=Exists(mine))
    found = found.select_related("part__user", "part__organisation", "challenge", "gathering__run")
    return Paginator(found.order_by("-gathering__starts_at", "place", "pk"), PER_PAGE).get_page(page)


def teller_of(actor: Actor, story: Story) -> str:
    """Who tells a story of `story_page`, as `names_of` says it."""
    leads = story.gathering.run.organisation_id == actor.organisation_id and actor.may("runs.manage")
    knows = getattr(story, "takes_part", False) or leads or story.part.organisation_id == actor.organisation_id
    return story.part.user.name if knows else story.part.organisation.name


def may_do(gathering: Gathering, actor: Actor) -> dict[int, int]:
    """Who can be given a decision: key of the account → the organisation their task lies in. Those of the run, and the leader."""
    found = Participation.objects.filter(run=gathering.run_id, state=PartState.IN, user__is_active=True)
    given = dict(found.values_list("user", "organisation"))
    if actor.user_id is not None:
        given.setdefault(actor.user_id, gathering.run.organisation_id)
    return given


def doers(actor: Actor, gathering: Gathering) -> QuerySet[User]:
    """The same as people to choose from, by name."""
    return User.objects.filter(pk__in=may_do(gathering, actor)).order_by("sort_name", "pk")


def gathering_now(actor: Actor, key: str, decision: Decision) -> Gathering | None:
    """The later gathering of the same run at which the outcome is told, from its key in an address; None when it is none."""
    if not (key.isascii() and key.isdigit() and len(key) < 19):
        return None
    later = Gathering.objects.visible_to(actor).filter(
        run=decision.gathering.run_id, starts_at__gt=decision.gathering.starts_at
    )
    return later.select_related("run__organisation").filter(pk=int(key)).first()
