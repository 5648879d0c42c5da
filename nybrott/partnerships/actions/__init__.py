"""Everything that changes what is shared, and reports."""

from nybrott.partnerships.actions.reports import (
    answer_rows,
    ask_members,
    begin_report,
    count_again,
    publish_report,
    take_answer_back,
    write_texts,
)
from nybrott.partnerships.actions.sharing import share, take_back

__all__ = ["answer_rows", "ask_members", "begin_report", "count_again", "publish_report", "share", "take_answer_back", "take_back", "write_texts"]  # fmt: skip
