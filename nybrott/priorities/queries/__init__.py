"""What is read across the tables for rounds, their results, and the pages of the rooms below."""

from nybrott.priorities.queries.decisions import decided, reached, said_of_challenge, said_of_need
from nybrott.priorities.queries.results import (
    NeedShown,
    Result,
    my_remarks,
    my_sheet,
    place_in,
    reckon,
    result,
)
from nybrott.priorities.queries.rounds import (
    RoundPage,
    is_whole,
    near_people,
    open_needs,
    overdue,
    people_with,
    round_page,
    rounds,
)
from nybrott.priorities.queries.thread import decided_on

__all__ = [
    "NeedShown",
    "Result",
    "RoundPage",
    "decided",
    "decided_on",
    "is_whole",
    "my_remarks",
    "my_sheet",
    "near_people",
    "open_needs",
    "overdue",
    "people_with",
    "place_in",
    "reached",
    "reckon",
    "result",
    "round_page",
    "rounds",
    "said_of_challenge",
    "said_of_need",
]
