"""Entries and letters for tests, made in one line."""

from datetime import UTC, datetime

from nybrott.core.actor import Actor
from nybrott.journal.actions import NewLetter, record
from nybrott.journal.models import Entry, Letter

NOW = datetime(2026, 11, 27, 10, 15, tzinfo=UTC)
KARI = Actor(7, 3, "Kari", permissions=frozenset({"journal.read", "letters.read", "letters.manage", "privacy.manage"}))


class Thing(Entry):
    """Anything with a key and a name; an entry is at hand."""

    class Meta:
        proxy = True
        app_label = "journal"

    def __str__(self) -> str:
        return "En ting"


def an_entry(
    actor: Actor = KARI,
    *letters: NewLetter,
    verb: str = "needs.verified",
    at: datetime = NOW,
    ref: int = 12,
    **facts: object,
) -> Entry:
    """Something happened."""
    return record(
        actor=actor, verb=verb, thing=Thing(pk=ref, organisation_id=actor.organisation_id), at=at, facts=facts, letters=letters
    )  # fmt: skip


def a_letter(actor: Actor = KARI, **more: object) -> Letter:
    """A letter in the outbox."""
    said = {"kind": "needs.told", "to_address": "ola@example.org", "subject": "Nytt om behovet", "body": "Hei"} | more
    return Letter.objects.get(entry=an_entry(actor, NewLetter(**said)))  # type: ignore[arg-type]
