"""Questions about classes, and what rooms above see of a procurement."""

from nybrott.classifications.queries.asked import (
    class_column,
    class_of,
    codes_column,
    confirmed_codes,
    declaration,
    innovative,
    next_step,
)
from nybrott.classifications.queries.seen import (
    Declared,
    Told,
    add_declared,
    add_signal,
    answers,
    declared,
    from_trail,
    signals,
)
from nybrott.classifications.queries.standing import (
    KEPT,
    CodeRow,
    Past,
    SignalRow,
    Standing,
    kept_drafts,
    of_code,
    overdue,
    said,
    sign_of,
    standing,
    where_of,
)

__all__ = [
    "KEPT", "CodeRow", "Declared", "Past", "SignalRow", "Standing", "Told", "add_declared", "add_signal", "answers", "class_column", "class_of", "codes_column", "confirmed_codes",
    "declaration", "declared", "from_trail", "innovative", "kept_drafts", "next_step", "of_code", "overdue", "said", "sign_of", "signals", "standing", "where_of",
]  # fmt: skip
