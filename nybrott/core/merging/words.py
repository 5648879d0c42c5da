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
    return _joined(found)


def _joined(found: list[Change]) -> tuple[Change, ...]:
    """Stretches that only a space parts become one, so that one reads what was taken and then what was added."""
    joined: list[Change] = []
    taken = added = ""
    for place, one in enumerate(found):
        between = one.kind == "kept" and not one.text.strip() and (taken or added) and place + 1 < len(found)
        if one.kind == "kept" and not between:
            joined += [Change(kind, text) for kind, text in (("taken", taken), ("added", added)) if text]
            joined.append(one)
            taken = added = ""
            continue
        taken += "" if one.kind == "added" else one.text
        added += "" if one.kind == "taken" else one.text
    joined += [Change(kind, text) for kind, text in (("taken", taken), ("added", added)) if text]
    return tuple(joined)
