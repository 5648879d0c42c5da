"""Two texts side by side, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of text: "kept", "added" or "taken" away."""

    kind: str
    text: str


def changes(before: str, after: str) -> tuple[Change, ...]:
    """What became of a text, word by word: joining kept and added gives `after`, kept and taken away gives `before`."""
    one, other = re.findall(r"\s+|[^\s]+", before), re.findall(r"\s+|[^\s]+", after)
    found: list[Change] = []
    for tag, i, j, k, m in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Change("kept", "".join(one[i:j])))
            continue
        if i < j:
            found.append(Change("taken", "".join(one[i:j])))
        if k < m:
            found.append(Change("added", "".join(other[k:m])))
    return tuple(found)
