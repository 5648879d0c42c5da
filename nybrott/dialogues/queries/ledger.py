"""The ledger of a dialogue, as `core.ledger` reads it."""

from nybrott.core.chain import Link
from nybrott.core.ledger import Entry
from nybrott.dialogues.models import Dialogue


def links(dialogue: Dialogue) -> list[Link]:
    """The whole chain, in order, with what is kept from others."""
    return [
        Link(one.place, one.fields, one.digest, one.seal, one.private, one.salt or None)
        for one in dialogue.entries.order_by("place").iterator(chunk_size=2_000)
    ]


def entries(dialogue: Dialogue) -> list[Entry]:
    """The same as entries."""
    return [Entry.of(link) for link in links(dialogue)]
