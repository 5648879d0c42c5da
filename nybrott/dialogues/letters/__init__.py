"""Letters of market dialogues, each in the receiver's language."""

from nybrott.dialogues.letters.exchanges import KINDS as EXCHANGES
from nybrott.dialogues.letters.exchanges import answer, information

KINDS = {**EXCHANGES}

__all__ = ["KINDS", "answer", "information"]
