"""Pages of the room."""

from nybrott.recruiting.views.calls import call, change_call, open_call
from nybrott.recruiting.views.parts import accept, ask_leader, change_part, part, sign_up, take_in, withdraw
from nybrott.recruiting.views.people import ask_waiting, offer, people, people_file, put_in
from nybrott.recruiting.views.yes import answer, asked, yes

__all__ = [
    "accept", "answer", "ask_leader", "ask_waiting", "asked", "call", "change_call", "change_part", "offer", "open_call", "part", "people", "people_file",
    "put_in", "sign_up", "take_in", "withdraw", "yes",
]  # fmt: skip
