"""The pages of the desk."""

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
from nybrott.desk.views.uploads import picture, remove_upload, upload, uploads

__all__ = [
    "confirm_import", "drop_import", "import_", "import_progress", "imports", "match", "new_import", "picture", "remove_upload", "template",
    "upload", "uploads", "wrong_rows",
]  # fmt: skip
