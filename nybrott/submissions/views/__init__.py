"""Pages of written input: a supplier's own, the organisation's, and everyone's."""

from nybrott.submissions.views.ours import file, input_, inputs, open_, publish, secret, secret_file, synthesis, table
from nybrott.submissions.views.own import (
    answer,
    copy,
    mine,
    own_block,
    own_file,
    receipt,
    remove_file,
    send,
    throw_away,
    withdraw,
)
from nybrott.submissions.views.public import public_block, public_file, public_input, public_json, public_table

__all__ = [
    "answer", "copy", "file", "input_", "inputs", "mine", "open_", "own_block", "own_file", "public_block", "public_file", "public_input", "public_json", "public_table", "publish", "receipt",
    "remove_file", "secret", "secret_file", "send", "synthesis", "table", "throw_away", "withdraw",
]  # fmt: skip
