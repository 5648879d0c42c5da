"""The pages of the desk."""

from nybrott.desk.views.drafts import choose_draft, draft, draft_token, drafts, forget_draft
from nybrott.desk.views.imports import (
    confirm_import,
    drop_import,
    import_,
    import_progress,
    imports,
    match,
    new_import,
    template,
    wrong_rows,
)
from nybrott.desk.views.subscriptions import leave, subscriptions
from nybrott.desk.views.tasks import change_task, new_task, postpone_task, step_task, task, tasks
from nybrott.desk.views.uploads import picture, remove_upload, upload, uploads

__all__ = [
    "change_task", "choose_draft", "confirm_import", "draft", "draft_token", "drafts", "drop_import", "forget_draft", "import_", "import_progress", "imports", "leave", "match", "new_import", "new_task", "picture", "postpone_task", "remove_upload", "step_task", "subscriptions", "task", "tasks", "template", "upload", "uploads", "wrong_rows",
]  # fmt: skip
