"""Handing out what is kept about a person, and erasing a person, with proof of both."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeAlias

from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor, system
from nybrott.core.verdict import Refused, insist
from nybrott.journal import actions as journal
from nybrott.people.models import Membership, Organisation, User
from nybrott.people.queries.declared import Kind, kinds
from nybrott.privacy.queries.about import Subject, is_last_admin, names, rows_about, subject_of
from nybrott.privacy.rules import may_erase_person, may_hand_out

Field: TypeAlias = "models.Field[Any, Any]"
Erased: TypeAlias = "Mapping[str, Sequence[object]]"
"""Kind of data ("cases.named") → the keys of the rows that went or were blanked."""
_AFTER: list[Callable[[Erased, datetime], None]] = []
_SOME = 500  # rows changed by one statement
_OWN_WAY = {"journal.entry", "journal.letter"}  # erased by the journal itself, so that its chains hold


@transaction.atomic
def note_own_data_fetched(*, actor: Actor, user: User, now: datetime) -> None:
    """Note that somebody fetched what is kept about themselves."""
    if actor.user_id != user.pk:
        raise Refused(_("Everyone can fetch what is kept about themselves."))
    journal.record(actor=actor, verb="privacy.data_fetched", thing=user, at=now)


@transaction.atomic
def note_data_handed_out(*, actor: Actor, membership: Membership, reason: str, now: datetime) -> None:
    """Note that everything about a person of the organisation was taken out, and why."""
    insist(may_hand_out(actor, membership))
    journal.record(actor=actor, verb="privacy.data_handed_out", thing=membership, at=now, facts={"reason": reason})


def add_after(do: Callable[[Erased, datetime], None]) -> None:
    """A room above makes anew what it had made of rows that are erased, in the same transaction."""
    if do not in _AFTER:
        _AFTER.append(do)


@transaction.atomic
def erase_person(*, actor: Actor, user: User, reason: str, now: datetime) -> Counter[str]:
    """Erase a person as each room declares: rows go, fields are blanked, or stay for a reason that was told before.

    Memberships and sign-ins end with it. What the journal and the letters say of the person goes too, and every chain
    still holds. The proof names nobody. Gives how many rows went or were blanked, by kind of data ("people.invitation").
    """
    # whoever gives or takes an administrator's role in one of these organisations waits, or we do
    places = {place.pk for place in Organisation.objects.select_for_update(no_key=True).filter(memberships__user=user)}
    insist(may_erase_person(actor, places=places, last_admin=is_last_admin(user)))
    subject = subject_of(user)
    if names(subject, reason):
        raise Refused(_("Write the reason without the person’s name or address: it stays when they are gone."))
    changed: Counter[str] = Counter()
    things: list[tuple[str, str]] = []
    found = [(kind, list(rows_about(kind, subject).values_list("pk", flat=True))) for kind in kinds()]
    for kind, keys in found:
        things += [(kind.label, str(key)) for key in keys]
        if kind.said.on_erasure != "keep" and kind.label not in _OWN_WAY:
            changed[kind.label] += _delete(kind, keys) if kind.said.on_erasure == "delete" else _blank(kind, keys)
    for do in _AFTER:
        do({kind.label: keys for kind, keys in found}, now)
    User.objects.filter(pk=user.pk).update(is_active=False, runs_host=False)
    user.refresh_from_db()
    _erase_history(subject, things, places, changed, now)
    facts = {"reason": reason, "rows": dict(+changed), "places": sorted(places)}
    journal.record(actor=actor, verb="privacy.erased", thing=user, at=now, facts=facts)
    return +changed


def _erase_history(
    subject: Subject, things: Sequence[tuple[str, str]], places: Iterable[int], changed: Counter[str], now: datetime
) -> None:
    """What the journal and the letters say of the person. Their own name goes where they belonged, unless somebody else
    has the same."""
    eraser = system("Erasure")
    told = [
        journal.erase_person(
            actor=eraser, user_id=subject.user_id, addresses=[subject.address], things=things, everywhere=True, now=now
        )
    ]
    if not User.objects.filter(name__iexact=subject.name).exists():
        told += [
            journal.erase_person(actor=replace(eraser, organisation_id=place), names=[subject.name], now=now)
            for place in sorted(places)
        ]
    changed["journal.entry"] = sum(one.entries for one in told)
    changed["journal.letter"] = sum(one.letters for one in told)


def _delete(kind: Kind, keys: Sequence[object]) -> int:
    try:
        for first in range(0, len(keys), _SOME):
            kind.model._base_manager.filter(pk__in=keys[first : first + _SOME]).delete()
    except (models.ProtectedError, models.RestrictedError):
        raise Refused(
            _("“%(kind)s” cannot be erased yet, because something else still depends on it.") % {"kind": kind.name}
        ) from None
    return len(keys)


def _blank(kind: Kind, keys: Sequence[object]) -> int:
    """Empty what can be emptied, or put in its place what the room says."""
    fields = [kind.model._meta.get_field(name) for name in kind.said.blank or kind.said.fields]
    many = [field.name for field in fields if isinstance(field, models.ManyToManyField)]
    plain = [field for field in fields if isinstance(field, models.Field) and can_be_blank(kind, field)]
    for first in range(0, len(keys), _SOME):
        rows = list(kind.model._base_manager.filter(pk__in=keys[first : first + _SOME]))
        for row in rows:
            for field in plain:
                setattr(row, field.attname, _blanked(kind, field, row.pk))
            for name in many:
                getattr(row, name).clear()
        if plain:
            kind.model._base_manager.bulk_update(rows, [field.name for field in plain])
    return len(keys)


def can_be_blank(kind: Kind, field: Field) -> bool:
    """Whether there is something to put in a field instead: what the room says, nothing, or an empty value."""
    if isinstance(field, models.ManyToManyField) or field.primary_key or field.generated:
        return False
    said = field.name in kind.said.blank
    return said or field.null or isinstance(field, models.CharField | models.TextField | models.JSONField | ArrayField)


def _blanked(kind: Kind, field: Field, key: object) -> object:
    words = kind.said.blank.get(field.name, "").format(key=key)
    if words:
        return words
    if field.null:
        return None
    if isinstance(field, ArrayField):
        return []
    return {} if isinstance(field, models.JSONField) else ""
