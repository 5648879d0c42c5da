"""Planning a gathering, moving it, calling it off, and leading it from story to story."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused, insist
from nybrott.gatherings import letters, rules
from nybrott.gatherings.models import Gathering, Story
from nybrott.gatherings.queries import told_of
from nybrott.gatherings.states import GATHERING, GatheringState
from nybrott.journal.actions import record
from nybrott.runs.actions import note_hours
from nybrott.runs.models import Run
from nybrott.runs.states import HourKind


@dataclass(frozen=True, slots=True)
class GatheringPlan:
    """When, where, how long and what about."""

    title: str
    starts_at: datetime
    minutes: int = 120
    aim: str = ""
    place: str = ""
    link: str = ""


def held(gathering: Gathering) -> Gathering:
    """The gathering, held until the transaction ends: two who press a button at once take turns."""
    return Gathering.objects.select_for_update(of=("self",)).select_related("run").get(pk=gathering.pk)


@transaction.atomic
def plan_gathering(*, actor: Actor, run: Run, plan: GatheringPlan, now: datetime) -> Gathering:
    """Plan a gathering in a run. Nobody is asked yet."""
    insist(rules.may_gather(actor, run))
    made = Gathering.objects.create(run=run, planned_by_id=actor.user_id, planned_at=now, **asdict(plan))
    record(actor=actor, verb="gatherings.planned", thing=made, at=now)
    return made


@transaction.atomic
def change_gathering(*, actor: Actor, gathering: Gathering, plan: GatheringPlan, url: str, now: datetime) -> None:
    """Change when, where or what about. Those who were asked are told by letter when time or place is another."""
    one = held(gathering)
    insist(rules.may_change_plan(actor, one))
    before = (one.starts_at, one.minutes, one.place, one.link)
    for name, value in asdict(plan).items():
        setattr(one, name, value)
    moved = before != (one.starts_at, one.minutes, one.place, one.link)
    one.turn += 1
    one.save()
    told = [letters.moved(attendance, url) for attendance in told_of(one)] if moved else []
    record(actor=actor, verb="gatherings.changed", thing=one, at=now, letters=told)


@transaction.atomic
def call_off(*, actor: Actor, gathering: Gathering, reason: str, now: datetime) -> None:
    """Call it off; those who were asked are told, with the reason."""
    one = held(gathering)
    insist(rules.may_step(actor, one, "call_off"))
    one.state, one.reason, one.turn = GATHERING.after("call_off", one.state), reason.strip(), one.turn + 1
    one.save(update_fields=["state", "reason", "turn"])
    told = [letters.called_off(attendance) for attendance in told_of(one)]
    record(
        actor=actor, verb="gatherings.called_off", thing=one, at=now, facts={"reason": one.reason}, letters=told
    )  # fmt: skip


@transaction.atomic
def plan_again(*, actor: Actor, gathering: Gathering, now: datetime) -> None:
    """Take one that was called off up again; people are told when it gets its new time."""
    one = held(gathering)
    insist(rules.may_step(actor, one, "plan_again"))
    one.state, one.reason, one.turn = GATHERING.after("plan_again", one.state), "", one.turn + 1
    one.save(update_fields=["state", "reason", "turn"])
    record(actor=actor, verb="gatherings.planned_again", thing=one, at=now)


@transaction.atomic
def begin(*, actor: Actor, gathering: Gathering, now: datetime) -> None:
    """Begin with the first story, if there is one. Pressed twice, it has begun once."""
    one = held(gathering)
    if one.state == GatheringState.LIVE and rules.may_lead(actor, one):
        return
    insist(rules.may_step(actor, one, "begin"))
    one.state, one.began_at, one.turn = GATHERING.after("begin", one.state), now, one.turn + 1
    _tell(one, one.stories.first(), now)
    one.save()
    record(actor=actor, verb="gatherings.began", thing=one, at=now)


def _tell(gathering: Gathering, story: Story | None, now: datetime) -> None:
    """This story is told from now on."""
    gathering.story, gathering.story_began_at = story, now if story else None
    if story is not None and story.told_at is None:
        story.told_at = now
        story.save(update_fields=["told_at"])


@transaction.atomic
def go_to_story(*, actor: Actor, story: Story, now: datetime) -> None:
    """Go to a story, the next or any other; its clock begins. Pressed twice, the clock goes on."""
    one = held(story.gathering)
    insist(rules.may_lead(actor, one))
    if one.state != GatheringState.LIVE:
        raise Refused(_("The gathering is not under way."))
    if one.story_id == story.pk:
        return
    _tell(one, story, now)
    one.turn += 1
    one.save()
    record(actor=actor, verb="gatherings.went_to", thing=one, at=now, facts={"name": story.title})


@transaction.atomic
def end(*, actor: Actor, gathering: Gathering, now: datetime) -> None:
    """End it, also when the running page was never used. Pressed twice, it has ended once."""
    one = held(gathering)
    if one.state == GatheringState.HELD and rules.may_lead(actor, one):
        return
    insist(rules.may_step(actor, one, "end"))
    if one.state == GatheringState.PLANNED and now < one.starts_at:
        raise Refused(_("The gathering has not been held yet."))
    if one.state == GatheringState.PLANNED:
        # nobody pressed from story to story: what stood on the agenda was told
        one.stories.filter(told_at__isnull=True).update(told_at=one.starts_at)
    one.state, one.ended_at, one.turn = GATHERING.after("end", one.state), now, one.turn + 1
    one.story, one.story_began_at = None, None
    one.save()
    record(actor=actor, verb="gatherings.ended", thing=one, at=now)
    count_hours(actor, one, now)


def count_hours(actor: Actor, gathering: Gathering, now: datetime) -> None:
    """The hours of those who were there, once it has been held; called again it counts anew."""
    if gathering.state != GatheringState.HELD:
        return
    day = timezone.localdate(gathering.began_at or gathering.starts_at)
    for one in gathering.attendances.exclude(present=None).select_related("part__user"):
        note_hours(
            actor=actor, part=one.part, kind=HourKind.GATHERING, minutes=gathering.minutes if one.present else 0, used_on=day,
            source=f"gatherings.gathering:{gathering.pk}", now=now,
        )  # fmt: skip


@transaction.atomic
def go_on(*, actor: Actor, gathering: Gathering, now: datetime) -> None:
    """It was ended too early: go on."""
    one = held(gathering)
    insist(rules.may_step(actor, one, "go_on"))
    one.state, one.ended_at, one.turn = GATHERING.after("go_on", one.state), None, one.turn + 1
    one.save(update_fields=["state", "ended_at", "turn"])
    record(actor=actor, verb="gatherings.went_on", thing=one, at=now)
