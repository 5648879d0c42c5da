"""The pages of the room: gatherings, who comes, the gathering under way, stories, outreach, paths, and what a run led to."""

from nybrott.gatherings.views.people import answer, ask, calendar, here, people, tick
from nybrott.gatherings.views.planning import call_off, change, gathering, of_run, plan, plan_again
from nybrott.gatherings.views.running import begin, decide, end, go_on, go_to, live, mark, minutes, outcome
from nybrott.gatherings.views.stories import bring, move, remove, stories, stories_of_run, story

__all__ = [
    "answer",
    "ask",
    "begin",
    "bring",
    "calendar",
    "call_off",
    "change",
    "decide",
    "end",
    "gathering",
    "go_on",
    "go_to",
    "here",
    "live",
    "mark",
    "minutes",
    "move",
    "of_run",
    "outcome",
    "people",
    "plan",
    "plan_again",
    "remove",
    "stories",
    "stories_of_run",
    "story",
    "tick",
]
