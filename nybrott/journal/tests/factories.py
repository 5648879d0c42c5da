"""Entries and letters for tests, made in one line."""

from dataclasses import dataclass
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import TYPE_CHECKING, ClassVar, cast

from nybrott.core.actor import Actor
from nybrott.journal.actions import NewLetter, record
from nybrott.journal.models import Entry, Letter

if TYPE_CHECKING:
    from django.db.models import Model

NOW = datetime(2026, 11, 27, 10, 15, tzinfo=UTC)
KARI = Actor(7, 3, "Kari", permissions=frozenset({"journal.read", "letters.read", "letters.manage", "privacy.manage"}))


@dataclass
class Thing:
    """What a model's row is to the journal: a key, a kind, an organisation, a name."""

    pk: int
    organisation_id: int | None
    _meta: ClassVar = SimpleNamespace(label_lower="needs.need")

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
        actor=actor, verb=verb, thing=cast("Model", Thing(ref, actor.organisation_id)), at=at, facts=facts, letters=letters
    )  # fmt: skip


def a_letter(actor: Actor = KARI, **more: object) -> Letter:
    """A letter in the outbox."""
    said = {"kind": "needs.told", "to_address": "ola@example.org", "subject": "Nytt om behovet", "body": "Hei"} | more
    return Letter.objects.get(entry=an_entry(actor, NewLetter(**said)))  # type: ignore[arg-type]
