"""What is read across the tables of those who take part."""

from nybrott.people.queries.members import cut
from nybrott.recruiting.queries.participants import (
    Room,
    counted,
    leaders,
    listed,
    member_at,
    mentors_elsewhere,
    my_part,
    people,
    place_in_queue,
    room_in,
    taking_part,
    to_wish_for,
    units_of,
    whom_to_call,
)
from nybrott.recruiting.queries.yes import Standing, asked_of, hash_of, standing, token_of, unasked, yes_at

__all__ = [
    "Room", "Standing", "asked_of", "counted", "cut", "hash_of", "leaders", "listed", "member_at",
    "mentors_elsewhere", "my_part", "people", "place_in_queue", "room_in", "standing", "taking_part", "to_wish_for",
    "token_of", "unasked", "units_of", "whom_to_call", "yes_at",
]  # fmt: skip
