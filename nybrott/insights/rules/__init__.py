"""Who may make sense of a challenge, and when a need is verified."""

from nybrott.insights.rules.needs import (
    may_make_sense,
    may_park_need,
    may_take_up_need,
    may_verify,
    may_verify_by_exception,
    may_word_need,
    what_is_missing,
)

__all__ = [
    "may_make_sense",
    "may_park_need",
    "may_take_up_need",
    "may_verify",
    "may_verify_by_exception",
    "may_word_need",
    "what_is_missing",
]
