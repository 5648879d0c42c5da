"""What lies on the desk, read."""

from nybrott.desk.queries.drafts import Difference, Writing, differences, drafts_of, initial_of, writing
from nybrott.desk.queries.importers import importer_of, importers_for, name_of, register_importer, register_importers
from nybrott.desk.queries.imports import imports_under_way, rows_in, seconds_left, values_of
from nybrott.desk.queries.subscriptions import muted, subscribers_of
from nybrott.desk.queries.tasks import LISTS, tasks_in

__all__ = [
    "LISTS",
    "Difference",
    "Writing",
    "differences",
    "drafts_of",
    "importer_of",
    "importers_for", "imports_under_way",
    "initial_of",
    "muted",
    "name_of",
    "register_importer",
    "register_importers",
    "rows_in",
    "seconds_left",
    "subscribers_of",
    "tasks_in",
    "values_of",
    "writing",
]  # fmt: skip
