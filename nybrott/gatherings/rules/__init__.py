"""Who may do what with gatherings, stories, outreach and what a run led to."""

from nybrott.gatherings.rules.gatherings import (
    may_answer,
    may_change_plan,
    may_check_in,
    may_decide,
    may_gather,
    may_lead,
    may_step,
    may_tell_outcome,
    may_tick,
)
from nybrott.gatherings.rules.outreach import may_change_outreach, may_declare, may_log, may_read_path, may_see_paths
from nybrott.gatherings.rules.stories import may_bring, may_change_story, may_order, may_remove_story

__all__ = [
    "may_answer",
    "may_bring",
    "may_change_outreach",
    "may_change_plan",
    "may_change_story",
    "may_check_in",
    "may_decide",
    "may_declare",
    "may_gather",
    "may_lead",
    "may_log",
    "may_order",
    "may_read_path",
    "may_remove_story",
    "may_see_paths",
    "may_step",
    "may_tell_outcome",
    "may_tick",
]
