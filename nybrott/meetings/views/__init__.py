"""Pages of meetings: the organisation's, a supplier's own, and everyone's."""

from nybrott.meetings.views.ours import (
    add,
    close,
    meetings,
    meetings_file,
    minutes,
    plan,
    publish,
    remove,
    secret,
    value,
)
from nybrott.meetings.views.own import apply, book, cancel, dates, mine, own_block, own_minutes, stop
from nybrott.meetings.views.public import draw_file, public, public_block

__all__ = [
    "add", "apply", "book", "cancel", "close", "dates", "draw_file", "meetings", "meetings_file", "mine", "minutes", "own_block", "own_minutes", "plan", "public",
    "public_block", "publish", "remove", "secret", "stop", "value",
]  # fmt: skip
