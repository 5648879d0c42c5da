"""Stories on the agenda, and what was decided."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor, system
from nybrott.core.verdict import Refused, insist
from nybrott.desk.actions import About, finish_tasks_about, give_task
from nybrott.gatherings import rules
from nybrott.gatherings.actions.gatherings import held
from nybrott.gatherings.models import Decision, Gathering, Story
from nybrott.gatherings.queries import may_do
from nybrott.gatherings.states import StoryKind, StoryLevel
from nybrott.journal.actions import record
from nybrott.people.models import User
from nybrott.runs.models import Participation

WORD = "gathering_decision"


@dataclass(frozen=True, slots=True)
class StoryWords:
    """What somebody wants to tell; see `models.Story`."""

    title: str
    tried: str
    happened: str = ""
    learnt: str = ""
    kind: str = StoryKind.STORY
    level: str = StoryLevel.RUN
    minutes: int = 15
    challenge: Challenge | None = None


def _insist_on_challenge(part: Participation, challenge: Challenge | None) -> None:
    if challenge is not None and challenge.organisation_id != part.organisation_id:
        raise ValueError("another organisation's challenge")


@transaction.atomic
def bring_story(*, actor: Actor, gathering: Gathering, part: Participation, words: StoryWords, now: datetime) -> Story:
    """Bring a story; it comes last on the agenda."""
    one = held(gathering)
    insist(rules.may_bring(actor, one, part))
    _insist_on_challenge(part, words.challenge)
    last = one.stories.aggregate(last=Max("place"))["last"] or 0
    made = Story.objects.create(gathering=one, part=part, place=last + 1, brought_at=now, **_values(words))
    record(actor=actor, verb="gatherings.story_brought", thing=made, at=now)
    return made


def _values(words: StoryWords) -> dict[str, object]:
    return {name: getattr(words, name) for name in StoryWords.__slots__}


@transaction.atomic
def change_story(*, actor: Actor, story: Story, words: StoryWords, now: datetime) -> None:
    """Word a story anew, or let others read it than before."""
    insist(rules.may_change_story(actor, story))
    _insist_on_challenge(story.part, words.challenge)
    for name, value in _values(words).items():
        setattr(story, name, value)
    story.save()
    record(actor=actor, verb="gatherings.story_changed", thing=story, at=now)


@transaction.atomic
def move_story(*, actor: Actor, story: Story, up: bool, now: datetime) -> None:
    """Move a story one place on the agenda; at the end it stays where it is."""
    one = held(story.gathering)
    insist(rules.may_order(actor, one))
    order = list(one.stories.all())
    here = [other.pk for other in order].index(story.pk)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(order):
        return
    order[here], order[there] = order[there], order[here]
    for place, other in enumerate(order, 1):
        if other.place != place:
            other.place = place
            other.save(update_fields=["place"])
    one.turn += 1
    one.save(update_fields=["turn"])
    record(actor=actor, verb="gatherings.story_moved", thing=one, at=now, facts={"name": story.title})


@transaction.atomic
def remove_story(*, actor: Actor, story: Story, now: datetime) -> None:
    """Take a story away; its words are gone."""
    insist(rules.may_remove_story(actor, story))
    one, title = story.gathering, story.title
    story.delete()
    record(actor=actor, verb="gatherings.story_removed", thing=one, at=now, facts={"name": title})


@transaction.atomic
def decide(
    *, actor: Actor, gathering: Gathering, what: str, who: User, due_on: date, url: str, now: datetime
) -> Decision:  # fmt: skip
    """Write down a decision; it stands on the desk of the one who does it. `url`: the gathering's own, on this site."""
    one = held(gathering)
    insist(rules.may_decide(actor, one))
    place = may_do(one, actor).get(who.pk)
    if place is None:
        raise Refused(
            _("A decision must be assigned to someone who takes part in the run, or to the person who leads it.")
        )
    made = Decision.objects.create(gathering=one, what=what.strip(), who=who, due_on=due_on, decided_at=now)
    about = About("gatherings.decision", str(made.pk), one.title, url)
    # in a network's run the task lies in the organisation of the one who does it, which is not always the leader's
    giver = system(actor.name, place)
    made.task = give_task(
        actor=giver, title=made.what[:200], now=now, to_user=who.pk, due_on=due_on, about=about, word=WORD,
        why=_("Decided at the gathering “%(title)s”.") % {"title": one.title},
    )  # fmt: skip
    made.save(update_fields=["task"])
    one.turn += 1
    one.save(update_fields=["turn"])
    record(actor=actor, verb="gatherings.decided", thing=one, at=now, facts={"name": made.what})
    return made


@transaction.atomic
def tell_outcome(
    *, actor: Actor, decision: Decision, done: bool, outcome: str, now: datetime, told_in: Gathering | None = None
) -> None:
    """Say what became of a decision; its task ends. `told_in`: the gathering at which it was told."""
    one = Decision.objects.select_for_update(of=("self",)).select_related("gathering__run", "task").get(pk=decision.pk)
    insist(rules.may_tell_outcome(actor, one))
    one.done, one.outcome, one.told_at = done, outcome.strip(), now
    one.told_in = told_in or one.told_in
    one.save(update_fields=["done", "outcome", "told_at", "told_in"])
    if one.task is not None:
        ender = system(actor.name, one.task.organisation_id)
        finish_tasks_about(actor=ender, kind="gatherings.decision", ref=str(one.pk), now=now)
    facts = {"name": one.what, "outcome": one.outcome}
    record(actor=actor, verb="gatherings.outcome_told", thing=one.gathering, at=now, facts=facts)
