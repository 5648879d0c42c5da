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
from nybrott.desk.actions.uploads import keep_upload, remove_upload, shelf, sweep_uploads

__all__ = [
    "bring_in", "confirm_import", "drop_drafts", "drop_import", "forget_imports", "go_on_with_imports", "keep_upload", "match_columns",
    "remove_upload", "save_draft", "shelf", "sweep_uploads", "work_on_import",
]  # fmt: skip
