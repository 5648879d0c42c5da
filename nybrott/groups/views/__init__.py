"""Pages of same needs and buyers' groups."""

from nybrott.groups.views.doing import addition_away, answer, approve, become, do, lead, propose, step
from nybrott.groups.views.groups import days_file, group, groups, log_file, need_file
from nybrott.groups.views.sameness import compared, look, match, same_need

__all__ = [
    "addition_away", "answer", "approve", "become", "compared", "days_file", "do", "group", "groups", "lead", "log_file", "look", "match", "need_file",
    "propose", "same_need", "step",
]  # fmt: skip
