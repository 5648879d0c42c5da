"""What is done with a case."""

from nybrott.cases.actions.naming import (
    answer_consent,
    ask_consents,
    name_person,
    read_erased_anew,
    recognise_named,
    settle_name,
    take_name_out,
)
from nybrott.cases.actions.showing import (
    answer_review,
    ask_review,
    narrow_case,
    publish_case,
    read_anew,
    take_back,
    take_down,
)
from nybrott.cases.actions.telling import Overtaken, begin_case, draft_key, drop_case, write_case
from nybrott.cases.rules import Said

__all__ = [
    "Overtaken", "Said", "answer_consent", "answer_review", "ask_consents", "ask_review", "begin_case", "draft_key", "drop_case", "name_person", "narrow_case", "publish_case", "read_anew", "read_erased_anew", "recognise_named", "settle_name", "take_back", "take_down", "take_name_out", "write_case",
]  # fmt: skip
