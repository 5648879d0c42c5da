"""What is kept about one person, found by what the rooms declare: in every table, and nothing about anyone else."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from nybrott.people.models import Membership, User
from nybrott.people.queries.declared import Kind, impersonal, kinds
from nybrott.people.roles import ADMIN

_SOME = 100  # rows in memory at a time


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom it is about. With `organisation_id`: only what that organisation keeps, and the account itself."""

    user_id: int | None
    address: str
    name: str
    organisation_id: int | None = None


def subject_of(user: User, organisation_id: int | None = None) -> Subject:
    """A person with an account."""
    return Subject(user.pk, user.email, user.name, organisation_id)


def places_of(user: User) -> set[int]:
    """The keys of the organisations a person belongs to or has belonged to."""
    return set(Membership.objects.filter(user=user).values_list("organisation_id", flat=True))


def is_last_admin(user: User) -> bool:
    """Whether an organisation would have no administrator without this person."""
    admins = Membership.objects.current().filter(roles__contains=[ADMIN])
    own = admins.filter(user=user).values_list("organisation_id", flat=True)
    others = admins.filter(organisation_id__in=own).exclude(user=user).values("organisation_id").distinct().count()
    return len(own) > others


def names(subject: Subject, text: str) -> bool:
    """Whether a text holds the person's name or address, or a part of the name of more than two letters."""
    said = text.casefold()
    words = set(re.findall(r"\w+", said))
    parts = {part for part in re.findall(r"\w+", subject.name.casefold()) if len(part) > 2}
    return bool(subject.address and subject.address.casefold() in said) or bool(parts & words)


def rows_about(kind: Kind, subject: Subject) -> models.QuerySet[models.Model]:
    """The rows of a kind that are about the person."""
    said, found = kind.said, Q(pk__in=[])
    if said.person and subject.user_id is not None:
        found |= Q(**{said.person: subject.user_id})
    if said.address and subject.address:
        found |= Q(**{f"{said.address}__iexact": subject.address})
    if said.found_by:
        found |= Q(pk__in=list(said.found_by(subject.user_id, subject.address)))
    if subject.organisation_id is not None and kind.model is not User:
        # what belongs to no organisation, and what is the person's alone, is between the person and the host
        shared = kind.organisation and not said.theirs_alone
        found &= Q(**{kind.organisation: subject.organisation_id}) if shared else Q(pk__in=[])
    rows = kind.model._base_manager.filter(found)
    return rows.distinct() if "__" in said.person + kind.organisation else rows


def counts_about(subject: Subject) -> list[tuple[Kind, int]]:
    """Every kind of which something is kept about the person, and how many rows. One question for each kind."""
    counted = ((kind, rows_about(kind, subject).count()) for kind in kinds())
    return [(kind, count) for kind, count in counted if count]


# --- a row, as it is told to the person ---


@dataclass(frozen=True, slots=True)
class Told:
    """One field of one row: its name for machines, what it is, its value as JSON can hold it, and in words.

    `withheld` says why a value is not handed out.
    """

    field: str
    label: str
    value: object
    words: str
    withheld: str = ""


def told_about(kind: Kind, subject: Subject, say: Callable[[object], str] = str) -> Iterator[list[Told]]:
    """Each row about the person, oldest first, as fields; however many there are, only some are in memory.

    `say` puts a date, a time, a number, yes or no in words.
    """
    rows = rows_about(kind, subject).order_by("pk")
    fields = {name: kind.model._meta.get_field(name) for name in kind.said.fields}
    singles = [name for name, field in fields.items() if isinstance(field, models.ForeignKey)]
    many = [name for name, field in fields.items() if isinstance(field, models.ManyToManyField)]
    if hidden := [name for name in kind.said.withheld if not getattr(fields[name], "primary_key", False)]:
        rows = rows.defer(*hidden)
    rows = rows.select_related(*singles) if singles else rows
    rows = rows.prefetch_related(*many) if many else rows
    for row in rows.iterator(chunk_size=_SOME):
        yield [_told(kind, field, row, subject, say) for field in fields.values()]


def _told(kind: Kind, field: Any, row: models.Model, subject: Subject, say: Callable[[object], str]) -> Told:
    name = field.name
    label = str(kind.said.fields[name])
    if name in kind.said.withheld:
        return Told(name, label, None, "", str(kind.said.withheld[name]))
    value = getattr(row, name)
    if isinstance(field, models.ManyToManyField):
        names = [_name(other, subject) for other in value.all()]
        return Told(name, label, names, ", ".join(names))
    if isinstance(field, models.ForeignKey):
        words = _name(value, subject) if value is not None else ""
        return Told(name, label, words or None, words)
    if isinstance(field, models.Field) and field.choices and value not in (None, ""):
        return Told(name, label, value, str(getattr(row, f"get_{name}_display")()))
    return Told(name, label, _plain(value), "" if value in (None, "", [], {}) else _say(value, say))


def _name(other: models.Model, subject: Subject) -> str:
    """How something a row points to is named: never with another person's name."""
    if isinstance(other, User):
        return subject.name if other.pk == subject.user_id else _("someone else")
    if other._meta.label_lower in impersonal():
        return str(other)
    return _("%(kind)s no. %(number)s") % {"kind": other._meta.verbose_name, "number": other.pk}


def _plain(value: object) -> object:
    """A value as JSON can hold it."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if value is None or isinstance(value, str | int | float | bool | list | dict):
        return value
    return str(value)


def _say(value: object, say: Callable[[object], str]) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(_say(one, say) for one in value)
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_say(one, say)}" for key, one in value.items())
    return say(value)
