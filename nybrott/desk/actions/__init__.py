"""All that changes what lies on the desk."""

from nybrott.desk.actions.drafts import drop_drafts, save_draft
from nybrott.desk.actions.imports import (
    bring_in,
    confirm_import,
    drop_import,
    forget_imports,
    go_on_with_imports,
    match_columns,
    work_on_import,
)
from nybrott.desk.actions.subscriptions import opened, subscribe, tell_subscribers, unsubscribe, unsubscribe_by_link
from nybrott.desk.actions.tasks import (
    About,
    Overtaken,
    change_task,
    drop_task,
    finish_task,
    finish_tasks_about,
    follow_tasks,
    give_task,
    postpone_task,
    remind_of_tasks,
    reopen_task,
    send_weekly_tasks,
    take_task,
)
from nybrott.desk.actions.uploads import keep_upload, remove_upload, shelf, sweep_uploads
from nybrott.desk.actions.visits import note_visit, put_beginning_away

__all__ = [
    "About", "Overtaken", "bring_in", "change_task", "confirm_import", "drop_drafts", "drop_import", "drop_task", "finish_task", "finish_tasks_about", "follow_tasks", "forget_imports", "give_task", "go_on_with_imports", "keep_upload", "match_columns", "note_visit", "opened", "postpone_task", "put_beginning_away", "remind_of_tasks", "remove_upload", "reopen_task", "save_draft", "send_weekly_tasks", "shelf", "subscribe", "sweep_uploads", "take_task", "tell_subscribers", "unsubscribe", "unsubscribe_by_link", "work_on_import",
]  # fmt: skip
