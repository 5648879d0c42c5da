"""The pages where people are heard: for everyone, and for those who work with what was said."""

from nybrott.hearings.views.contributions import contribution, contributions, enter_contribution
from nybrott.hearings.views.evidence import (
    change_evidence,
    evidence,
    evidence_file,
    evidence_picture,
    record_evidence,
    remove_evidence,
)
from nybrott.hearings.views.public import code, contribute, mine, open_challenges, poster, take_back, told

__all__ = [
    "change_evidence",
    "code",
    "contribute",
    "contribution",
    "contributions",
    "enter_contribution",
    "evidence",
    "evidence_file",
    "evidence_picture",
    "mine",
    "open_challenges",
    "poster",
    "record_evidence",
    "remove_evidence",
    "take_back",
    "told",
]
