"""What is read across the tables of the room."""

from nybrott.programmes.queries.cards import Shelved, proposed, shelf, shelved
from nybrott.programmes.queries.family import drawn, family
from nybrott.programmes.queries.lessons import (
    Learnt,
    add_beside,
    beside,
    lessons_of,
    new_runs,
    of_part,
    runs_told,
    source_of,
)
from nybrott.programmes.queries.programmes import (
    key_said,
    newest_upstream,
    open_packages,
    open_state,
    open_versions,
    own_programmes,
    packages_to_copy,
    pieces_waiting,
    shipped_to_copy,
)
from nybrott.programmes.queries.reading import body
from nybrott.programmes.queries.words import STEP_NAMES

__all__ = [
    "STEP_NAMES",
    "Learnt",
    "Shelved",
    "add_beside",
    "beside",
    "body",
    "drawn",
    "family",
    "key_said",
    "lessons_of",
    "new_runs",
    "newest_upstream",
    "of_part",
    "open_packages",
    "open_state",
    "open_versions",
    "own_programmes",
    "packages_to_copy",
    "pieces_waiting",
    "proposed",
    "runs_told",
    "shelf",
    "shelved",
    "shipped_to_copy",
    "source_of",
]
