"""Everything that changes a workshop, split by what it is about."""

from nybrott.workshops.actions.landing import land_group, land_notes
from nybrott.workshops.actions.notes import (
    change_note,
    leave,
    name_group,
    put_together,
    take_apart,
    take_back_note,
    take_vote_back,
    vote,
    write_note,
)
from nybrott.workshops.actions.planning import (
    Plan,
    StepPlan,
    add_steps,
    call_off,
    change_plan,
    change_step,
    move_step,
    plan_again,
    plan_workshop,
    remove_step,
)
from nybrott.workshops.actions.running import end, give_time, go_on, go_to, share, start
from nybrott.workshops.actions.seats import ask, come_in, decline, fill_up, take_out, take_seat

__all__ = [
    "Plan",
    "StepPlan",
    "add_steps",
    "ask",
    "call_off",
    "change_note",
    "change_plan",
    "change_step",
    "come_in",
    "decline",
    "end",
    "fill_up",
    "give_time",
    "go_on",
    "go_to",
    "land_group",
    "land_notes",
    "leave",
    "move_step",
    "name_group",
    "plan_again",
    "plan_workshop",
    "put_together",
    "remove_step",
    "share",
    "start",
    "take_apart",
    "take_back_note",
    "take_out",
    "take_seat",
    "take_vote_back",
    "vote",
    "write_note",
]
