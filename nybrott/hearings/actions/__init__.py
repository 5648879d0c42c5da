"""Everything that changes what people told and what shows it, split by noun."""

from nybrott.hearings.actions.contributions import (
    Told,
    contribute,
    enter_contribution,
    hash_of,
    hide,
    restore,
    set_aside,
    take_back_contribution,
    take_back_reply_wish,
    take_up,
)
from nybrott.hearings.actions.evidence import Shown, change_evidence, record_evidence, remove_evidence
from nybrott.hearings.actions.forgetting import add_forgetting
from nybrott.hearings.actions.importing import bring_contributions, importer_for
from nybrott.hearings.actions.resting import add_resting

__all__ = [
    "Shown",
    "Told",
    "add_forgetting",
    "add_resting",
    "bring_contributions",
    "change_evidence",
    "contribute",
    "enter_contribution",
    "hash_of",
    "hide",
    "importer_for",
    "record_evidence",
    "remove_evidence",
    "restore",
    "set_aside",
    "take_back_contribution",
    "take_back_reply_wish",
    "take_up",
]
