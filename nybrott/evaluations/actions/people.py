"""Whom a wave asks."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused, insist
from nybrott.evaluations import letters, rules
from nybrott.evaluations.models import Recipient, Wave, hash_of
from nybrott.evaluations.queries import Person
from nybrott.evaluations.states import WaveState
from nybrott.journal.actions import record

MOST = 2_000


def locked(wave: Wave) -> Wave:
    """The wave as it is now, held until the transaction ends: nobody answers while it is closed, nobody closes while one answers."""
    return Wave.objects.select_for_update(of=("self",)).select_related("edition", "series").get(pk=wave.pk)


@transaction.atomic
def add_people(*, actor: Actor, wave: Wave, people: Iterable[Person], now: datetime) -> int:
    """Put people on the list, each address once; gives how many are new. While the wave is open they are written to at once."""
    wave = locked(wave)
    insist(rules.may_ask(actor, wave))
    known = set(wave.recipients.values_list("address", flat=True))
    new: dict[str, Person] = {}
    for one in people:
        address = one.address.strip().lower()
        if address not in known:
            new.setdefault(address, one)
    if len(known) + len(new) > MOST:
        raise Refused(_("That is more than %(most)s people. Make two waves.") % {"most": MOST})
    made = [_recipient(wave, address, one) for address, one in new.items()]
    # by address, so that the order of rows tells nothing of who was put there with whom
    Recipient.objects.bulk_create(sorted(made, key=lambda one: one.address))
    if made:
        wanted = letters.invitations(wave, made) if wave.state == WaveState.OPEN else []
        record(
            actor=actor, verb="evaluations.people_added", thing=wave, at=now, facts={"people": len(made)}, letters=wanted
        )  # fmt: skip
    return len(made)


def _recipient(wave: Wave, address: str, one: Person) -> Recipient:
    made = Recipient(
        wave=wave, address=address, name=one.name.strip()[:200], user_id=one.user_id, language=one.language,
        keep_until=wave.keep_until,
    )  # fmt: skip
    made.key_hash = hash_of(made.key)
    return made


@transaction.atomic
def remove_person(*, actor: Actor, recipient: Recipient, now: datetime) -> None:
    """Take somebody off the list, until the wave opens."""
    wave = locked(recipient.wave)
    insist(rules.may_plan(actor, wave))
    recipient.delete()
    record(actor=actor, verb="evaluations.person_removed", thing=wave, at=now)


def those_who_wait(wave: Wave) -> Sequence[Recipient]:
    """Who has not answered."""
    return list(wave.recipients.filter(answered=False).order_by("address"))
