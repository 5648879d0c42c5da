"""Everything that changes replies, what follows on a contribution, and the figures of quarters; split by noun."""

from nybrott.replies.actions.measuring import count_quarter, count_quarters
from nybrott.replies.actions.saying import (
    answer_contribution,
    forget_addresses,
    forget_letters_to,
    note_wishes,
    plan_better,
    say,
    stop_letters,
)
from nybrott.replies.actions.telling import (
    Changed,
    Draft,
    begin_reply,
    drop_reply,
    hold_letters,
    let_go,
    note_letters,
    note_what_came_back,
    publish_reply,
    write_reply,
)

__all__ = [
    "Changed", "Draft", "answer_contribution", "begin_reply", "count_quarter", "count_quarters", "drop_reply", "forget_addresses",
    "forget_letters_to", "hold_letters", "let_go", "note_letters", "note_what_came_back", "note_wishes", "plan_better",
    "publish_reply", "say", "stop_letters", "write_reply",
]  # fmt: skip
