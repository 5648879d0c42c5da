"""The one way history is written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import models, transaction

from nybrott.core.actor import Actor
from nybrott.core.chain import digest_of
from nybrott.journal.models import Entry, Letter


@dataclass(frozen=True, slots=True)
class NewLetter:
    """A letter an action wants sent. `kind` is "<room>.<what>"; `secrets` are filled into `body` only on the way out."""

    kind: str
    to_address: str
    subject: str
    body: str
    to_name: str = ""
    to_user_id: int | None = None
    language: str = "nb"
    secrets: Mapping[str, str] = field(default_factory=dict)
    send_after: datetime | None = None


@transaction.atomic
def record(
    *,
    actor: Actor,
    verb: str,
    thing: models.Model,
    at: datetime,
    facts: Mapping[str, object] | None = None,
    letters: Iterable[NewLetter] = (),
) -> Entry:
    """Note that `actor` did `verb` ("people.invited") to `thing`, and lay the letters it caused in the outbox.

    Call it last in an action, in its transaction, while `thing` still has its key. The entry belongs to the thing's
    `organisation_id`, or to the actor's when the thing has none. `facts` (JSON) is what a reader of the history
    needs to know: what was, what is. `facts` are erasable, so names may stand in them.
    """
    organisation_id = getattr(thing, "organisation_id", None) or actor.organisation_id
    private = {"actor": actor.name, "thing": str(thing)[:300], "facts": dict(facts or {})}
    entry = Entry(
        organisation_id=organisation_id,
        thing_kind=thing._meta.label_lower,
        thing_ref=str(thing.pk),
        verb=verb,
        at=at,
        actor_user_id=actor.user_id,
        private=private,
    )
    entry.digest = digest_of(private, entry.salt or "")
    entry.save(force_insert=True)
    Letter.objects.bulk_create(
        Letter(
            organisation_id=organisation_id, entry=entry, kind=letter.kind, language=letter.language,
            to_address=letter.to_address, to_name=letter.to_name, to_user_id=letter.to_user_id,
            subject=" ".join(letter.subject.split())[:300], body=letter.body, secrets=dict(letter.secrets), written_at=at,
            send_after=letter.send_after,
        )
        for letter in letters
    )  # fmt: skip
    return entry
