"""Everything that changes what this host knows of notices."""

from nybrott.notices.actions.importing import (
    bring_folder,
    bring_upload,
    carry_imports,
    rebuild_lake,
    take_back_import,
    try_import_again,
)
from nybrott.notices.actions.indexing import Indexed, index_lake
from nybrott.notices.actions.judging import judge_candidate

__all__ = [
    "Indexed",
    "bring_folder",
    "bring_upload",
    "carry_imports",
    "index_lake",
    "judge_candidate",
    "rebuild_lake",
    "take_back_import",
    "try_import_again",
]
