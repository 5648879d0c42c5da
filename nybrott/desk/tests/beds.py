"""An importer for tests: names of beds, kept as units of the organisation. It can be told to be slow, or to fail for a name."""

import time
from collections.abc import Iterable, Sequence
from datetime import datetime

from nybrott.core.actor import Actor
from nybrott.core.importing import Column, Importer, Row, RowVerdict
from nybrott.core.verdict import Refused
from nybrott.desk.queries import importer_of, register_importer
from nybrott.people.models import Unit

COLUMNS = (
    Column("name", {"nb": ("Seng", "navn"), "nn": ("Seng",), "en": ("Bed", "name")}, required=True, example="Seng 4"),
    Column("floor", {"nb": ("Etasje",), "nn": ("Etasje",), "en": ("Floor",)}, example="2"),
)
SLOWLY = "slowly"  # a name with this in it takes a moment


def judge(*, actor: Actor, rows: Iterable[Row]) -> Iterable[RowVerdict]:
    known = set(Unit.objects.filter(organisation_id=actor.organisation_id).values_list("name", flat=True))
    seen: set[str] = set()
    for row in rows:
        name, floor = row.values["name"], row.values.get("floor", "")
        if not name:
            yield RowVerdict(row.number, "error", errors={"name": "A bed needs a name."})
        elif name in seen:
            yield RowVerdict(row.number, "error", errors={"": "It stands here twice."})
        elif floor and not floor.isdigit():
            yield RowVerdict(row.number, "error", errors={"floor": "A floor is a number."})
        elif name in known:
            yield RowVerdict(row.number, "unchanged", f"{name} stands as before.")
        else:
            yield RowVerdict(row.number, "new", f"{name} is put up.")
        seen.add(name)


def take_in(*, actor: Actor, rows: Sequence[Row], now: datetime) -> Iterable[RowVerdict]:
    for row in rows:
        name = row.values["name"]
        if "refused" in name:
            raise Refused("The porter says no.")
        if "broken" in name:
            raise RuntimeError("a fault of ours")
        if SLOWLY in name:
            time.sleep(0.006)
        _unit, made = Unit.objects.get_or_create(organisation_id=actor.organisation_id, parent=None, name=name)
        yield RowVerdict(row.number, "new" if made else "unchanged", f"{name} was put up.")


BEDS = Importer("test_beds", "Beds", "Beds to be put up.", "units.manage", COLUMNS, judge, take_in)


def beds() -> Importer:
    """The importer, registered."""
    if importer_of(BEDS.key) is None:
        register_importer(BEDS)
    return BEDS
