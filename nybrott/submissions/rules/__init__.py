"""Who may write, send, withdraw, open, read and publish written input."""

from nybrott.submissions.rules.reading import (
    may_open,
    may_publish,
    may_read,
    may_read_secret,
    may_write_synthesis,
)
from nybrott.submissions.rules.sending import (
    MOST_FILES,
    MOST_MEGABYTES,
    deadline,
    may_change,
    may_give,
    may_send,
    may_withdraw,
    moment_said,
    no_file,
)

__all__ = [
    "MOST_FILES", "MOST_MEGABYTES", "deadline", "may_change", "may_give", "may_open", "may_publish", "may_read", "may_read_secret", "may_send", "may_withdraw",
    "may_write_synthesis", "moment_said", "no_file",
]  # fmt: skip
