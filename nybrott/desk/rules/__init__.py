"""Who may do what with what lies on the desk, and why not."""

from nybrott.desk.rules.drafts import may_keep_draft
from nybrott.desk.rules.files import may_remove_upload, may_upload, place_of, why_not_taken
from nybrott.desk.rules.imports import may_bring_in, may_confirm, may_drop_import, may_go_on_with_import, may_match
from nybrott.desk.rules.subscriptions import may_subscribe
from nybrott.desk.rules.tasks import may_change_task, may_end_task, may_give_task, may_reopen_task, may_take_task

__all__ = [
    "may_bring_in", "may_change_task", "may_confirm", "may_drop_import", "may_end_task", "may_give_task", "may_go_on_with_import", "may_keep_draft", "may_match",
    "may_remove_upload", "may_reopen_task", "may_subscribe", "may_take_task", "may_upload", "place_of", "why_not_taken",
]  # fmt: skip
