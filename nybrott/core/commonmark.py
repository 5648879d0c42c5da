"""What people wrote, as CommonMark that says it and marks nothing up."""

import re

__all__ = ["plain"]


def plain(text: str) -> str:
    """A text as one line of CommonMark in which nothing is markup."""
    one = " ".join(text.split())
    escaped = re.sub(r"([\\`*_\[\]<>|~&])", r"\\\1", one)
    return re.sub(r"^(#{1,6}\s|[-+]\s|\d+[.)]\s|=+$|-+$)", r"\\\1", escaped)
