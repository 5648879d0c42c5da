"""What is kept of dialogues: the dialogue with its questions and people, suppliers, and what was exchanged."""

from nybrott.dialogues.models.dialogues import Dialogue, MarketQuestion, OfDialogueQuerySet, Post
from nybrott.dialogues.models.exchanges import Contact, DayHead, Entry, Item, Query
from nybrott.dialogues.models.sealing import KeyLost, decrypted, encrypted, host_keys
from nybrott.dialogues.models.suppliers import Registration, Representative, Supplier

__all__ = [
    "Contact", "DayHead", "Dialogue", "Entry", "Item", "KeyLost", "MarketQuestion", "OfDialogueQuerySet", "Post", "Query", "Registration", "Representative", "Supplier",
    "decrypted", "encrypted", "host_keys",
]  # fmt: skip
