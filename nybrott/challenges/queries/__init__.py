"""What is read across the tables of the room, and what rooms above hang on a challenge."""

from nybrott.challenges.queries.beginning import OVER, beginning_of
from nybrott.challenges.queries.challenges import (
    UNDER_WAY,
    ChallengePage,
    ChallengeRow,
    challenge_page,
    challenges,
    next_step,
    sorts,
    stops_of,
)
from nybrott.challenges.queries.likeness import LikelyTwin, likely_twins, reader, shared_challenge, speaking_of
from nybrott.challenges.queries.noticed import likely_notices
from nybrott.challenges.queries.parts import (
    COLUMNS,
    Reached,
    add_column,
    add_counts,
    add_link,
    add_part,
    add_place,
    add_step,
    add_stops,
    add_texts,
    crumbs,
    links,
    parts,
    places,
)
from nybrott.challenges.queries.twins import SettledTwin, new_twins, settled_twins, twins_of

__all__ = [
    "COLUMNS",
    "OVER",
    "UNDER_WAY",
    "ChallengePage",
    "ChallengeRow",
    "LikelyTwin",
    "Reached",
    "SettledTwin",
    "add_column",
    "add_counts",
    "add_link",
    "add_part",
    "add_place",
    "add_step",
    "add_stops",
    "add_texts",
    "beginning_of",
    "challenge_page",
    "challenges",
    "crumbs",
    "likely_notices",
    "likely_twins",
    "links",
    "new_twins",
    "next_step",
    "parts",
    "places",
    "reader",
    "settled_twins",
    "shared_challenge",
    "sorts",
    "speaking_of",
    "stops_of",
    "twins_of",
]
