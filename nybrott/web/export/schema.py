"""What `everything.json` looks like, as a JSON Schema made from the tables; docs/develop/challenge.schema.json is this."""

from typing import Any

from django.db import models

from nybrott.web.export.archive import FORMAT, VERSION
from nybrott.web.export.tables import TABLES, Table, leads_to_person


def schema() -> dict[str, Any]:
    """The schema of version `VERSION`."""
    entry = {
        "at": {"type": "string", "format": "date-time"}, "verb": {"type": "string"}, "thing": {"type": "string"}, "id": {"type": "integer"},
        "person": _person(),
    }  # fmt: skip
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A whole challenge of Nybrott",
        **_object(
            {
                "format": {"const": FORMAT},
                "version": {"const": VERSION},
                "organisation": {"type": "string"},
                "people": {"type": "array", "items": {"type": "string", "pattern": "^person-[0-9]+$"}},
                "tables": _object({table.key: _table(table) for table in TABLES}),
                "journal": {"type": "array", "items": _object(entry)},
            }
        ),
    }


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object", "properties": properties, "required": list(properties), "additionalProperties": False,
    }  # fmt: skip


def _table(table: Table) -> dict[str, Any]:
    rows = _object({one.name.removesuffix("_id"): _field(one) for one in table.fields})
    return {"description": table.means, "type": "array", "items": rows}


def _person() -> dict[str, Any]:
    return {"type": ["string", "null"], "pattern": "^person-[0-9]+$"}


def _field(one: "models.Field[Any, Any]") -> dict[str, Any]:
    if leads_to_person(one):
        return _person()
    if isinstance(one, models.ManyToManyField):
        return {"type": "array", "items": {"type": "integer"}}
    if isinstance(one, models.JSONField):
        return {}
    said: dict[str, Any] = {"type": _type(one)}
    if isinstance(one, models.DateTimeField):
        said["format"] = "date-time"
    elif isinstance(one, models.DateField):
        said["format"] = "date"
    if one.null:
        said["type"] = [said["type"], "null"]
    elif one.choices:
        said["enum"] = [*([""] if one.blank else []), *(str(value) for value, _name in one.flatchoices)]
    return said


def _type(one: "models.Field[Any, Any]") -> str:
    if isinstance(one, models.BooleanField):
        return "boolean"
    if isinstance(one, models.FloatField):
        return "number"
    whole = (models.IntegerField, models.ForeignKey, models.AutoField)
    return "integer" if isinstance(one, whole) else "string"
