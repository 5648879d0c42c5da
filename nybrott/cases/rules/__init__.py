"""Who may tell, review and publish; whether a case is complete; who must still be asked."""

from nybrott.cases.rules.cases import (
    MANAGE,
    Gap,
    complete,
    may_ask_named,
    may_ask_review,
    may_be_asked,
    may_change,
    may_name,
    may_narrow,
    may_publish,
    may_review,
    may_take_back,
    may_tell,
    may_write,
)
from nybrott.cases.rules.naming import (
    barred_in,
    barring,
    may_be_called,
    mention_of,
    mentions,
    passages,
    reaches,
    still_to_answer,
    told_of,
)
from nybrott.cases.rules.said import Said

__all__ = [
    "MANAGE", "Gap", "Said", "barred_in", "barring", "complete", "may_ask_named", "may_ask_review", "may_be_asked", "may_be_called", "may_change", "may_name", "may_narrow", "may_publish", "may_review", "may_take_back",
    "may_tell", "may_write", "mention_of", "mentions", "passages", "reaches", "still_to_answer", "told_of",
]  # fmt: skip
