"""Everything that changes something here, split by what it is about."""

from nybrott.gatherings.actions.gatherings import (
    GatheringPlan,
    begin,
    call_off,
    change_gathering,
    end,
    go_on,
    go_to_story,
    plan_again,
    plan_gathering,
)
from nybrott.gatherings.actions.outreach import (
    Told,
    change_outreach,
    declare,
    log_outreach,
    remove_outreach,
    take_back_declared,
)
from nybrott.gatherings.actions.people import answer, ask, check_in, tick_present
from nybrott.gatherings.actions.stories import (
    StoryWords,
    bring_story,
    change_story,
    decide,
    move_story,
    remove_story,
    tell_outcome,
)

__all__ = [
    "GatheringPlan",
    "StoryWords",
    "Told",
    "answer",
    "ask",
    "begin",
    "bring_story",
    "call_off",
    "change_gathering",
    "change_outreach",
    "change_story",
    "check_in",
    "decide",
    "declare",
    "end",
    "go_on",
    "go_to_story",
    "log_outreach",
    "move_story",
    "plan_again",
    "plan_gathering",
    "remove_outreach",
    "remove_story",
    "take_back_declared",
    "tell_outcome",
    "tick_present",
]
