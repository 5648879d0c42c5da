"""The pages of the room: gatherings, who comes, the gathering under way, stories, outreach, paths, and what a run led to."""

from nybrott.gatherings.views.outreach import change_outreach, log, outreach, remove_outreach
from nybrott.gatherings.views.paths import path, spread, take_back
from nybrott.gatherings.views.people import answer, ask, calendar, here, people, tick
from nybrott.gatherings.views.planning import call_off, change, gathering, of_run, plan, plan_again
from nybrott.gatherings.views.results import led_to, led_to_file
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
    "change_outreach",
    "decide",
    "end",
    "gathering",
    "go_on",
    "go_to",
    "here",
    "led_to",
    "led_to_file",
    "live",
    "log",
    "mark",
    "minutes",
    "move",
    "of_run",
    "outcome",
    "outreach",
    "path",
    "people",
    "plan",
    "plan_again",
    "remove",
    "remove_outreach",
    "spread",
    "stories",
    "stories_of_run",
    "story",
    "take_back",
    "tick",
]
