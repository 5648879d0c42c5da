"""Who may pair, answer, book, hold and note; and why not."""

from nybrott.guidance.rules.pairings import (
    may_answer_pair,
    may_end_pair,
    may_pair,
    may_pair_now,
    may_read_reason,
)

__all__ = ["may_answer_pair", "may_end_pair", "may_pair", "may_pair_now", "may_read_reason"]
