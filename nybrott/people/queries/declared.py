"""What all rooms say about personal data, gathered from their `privacy.py`, and what nobody has spoken for yet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from nybrott.core.privacy import Personal
from nybrott.people.models import User

ROOMS = "nybrott."
ELSEWHERE = "people"  # the room that speaks for tables of packages we use


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of personal data: what was said of it, and the model it is said of."""

    said: Personal
    model: type[models.Model]

    @property
    def label(self) -> str:
        """The model's name for machines, "people.user"."""
        return self.model._meta.label_lower

    @property
    def name(self) -> str:
        """What the kind of data is called, in the reader's language."""
        words = str(self.said.called or self.model._meta.verbose_name_plural)
        return words[:1].upper() + words[1:]

    @property
    def organisation(self) -> str:
        """The lookup to the organisation a row belongs to; empty when it belongs to none."""
        if self.said.organisation:
            return self.said.organisation
        own = any(field.name in ("organisation", "organisation_id") for field in self.model._meta.concrete_fields)
        return "organisation_id" if own else ""


def _rooms() -> list[str]:
    return [config.name for config in apps.get_app_configs() if config.name.startswith(ROOMS)]


@cache
def kinds() -> tuple[Kind, ...]:
    """Every kind of personal data, the highest rooms first: what points to something stands before it."""
    return tuple(
        Kind(said, apps.get_model(said.model))
        for room in _rooms()
        if find_spec(f"{room}.privacy")
        for said in import_module(f"{room}.privacy").PERSONAL
    )


@cache
def impersonal() -> Mapping[str, str]:
    """What holds nothing about people: "room.model" or "room.model.field", in small letters → why."""
    said: dict[str, str] = {}
    for room in _rooms():
        if find_spec(f"{room}.privacy"):
            said |= getattr(import_module(f"{room}.privacy"), "IMPERSONAL", {})
    return {place.lower(): why for place, why in said.items()}


def _file(model: type[models.Model]) -> str:
    name = model._meta.app_config.name if model._meta.app_config else ""
    return f"nybrott/{name.removeprefix(ROOMS) if name.startswith(ROOMS) else ELSEWHERE}/privacy.py"


def fields_of(model: type[models.Model]) -> list[str]:
    """The fields somebody must speak for: all a model has of its own, but for a key that counts by itself, and what is made from other fields."""
    own = [*model._meta.concrete_fields, *model._meta.local_many_to_many]
    return [field.name for field in own if not isinstance(field, models.AutoField | models.GeneratedField)]


def unspoken(
    which: Iterable[type[models.Model]], personal: Iterable[Personal], nothing: Mapping[str, str]
) -> list[str]:
    """A sentence for each model and field that nobody has spoken for, with the words to write and where."""
    said: dict[str, set[str]] = {}
    for one in personal:
        said.setdefault(one.model.lower(), set()).update(one.fields)
    found = []
    for model in which:
        label, file = model._meta.label_lower, _file(model)
        if label in nothing:
            continue
        if label not in said:
            fields = ", ".join(f'"{field}": _("…")' for field in fields_of(model))
            found.append(
                f"{label} is not spoken for. In {file}, if it holds something about people, add to PERSONAL: "
                f'Personal("{label}", fields={{{fields}}}, person="…", purpose=_("…"), basis="public task", …); '
                f'if not, add to IMPERSONAL: "{label}": "why".'
            )
            continue
        found += [
            f'{label}.{field} is not spoken for. In {file}, add "{field}": _("what it is") to the fields of '
            f'Personal("{label}", …), or "{label}.{field}": "why it says nothing about a person" to IMPERSONAL.'
            for field in fields_of(model)
            if field not in said[label] and f"{label}.{field}" not in nothing
        ]
    return found


def misspoken(which: Iterable[type[models.Model]], nothing: Mapping[str, str]) -> list[str]:
    """A sentence for each word that fits no model or field, or that cannot be so."""
    models_by_label = {model._meta.label_lower: model for model in which}
    found = []
    for place in nothing:
        label, field = ".".join(place.split(".")[:2]), ".".join(place.split(".")[2:])
        model = models_by_label.get(label)
        if model is None or (field and not _has(model, field)):
            found.append(f"IMPERSONAL speaks of {place}, which is not there.")
        elif place == label:
            found += [f"{label} is said to hold nothing about people, and has {name}." for name in _telling(model)]
    return found


def _has(model: type[models.Model], name: str) -> bool:
    try:
        model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return True


def _telling(model: type[models.Model]) -> list[str]:
    """Fields that tell of a person by their very kind."""
    return [
        field.name
        for field in model._meta.get_fields()
        if isinstance(field, models.EmailField)
        or (isinstance(field, models.ForeignKey | models.ManyToManyField) and field.related_model is User)
    ]
