"""A room names its importers; each has a key of its own and is shown to those who may use it."""

from collections.abc import Iterator

import pytest

from nybrott.core.actor import VISITOR, Actor
from nybrott.core.importing import Column, Importer
from nybrott.desk.queries import importer_of, importers, importers_for, register_importer


def _nothing(**_more: object) -> list[object]:
    return []


def an_importer(key: str = "beds") -> Importer:
    return Importer(key, "Beds", "", "units.manage", (Column("name", {"nb": ("Navn",)}),), _nothing, _nothing)  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    before = dict(importers._named)
    yield
    importers._named.clear()
    importers._named.update(before)


def test_an_importer_is_found_by_its_key_and_shown_to_those_who_may() -> None:
    beds = an_importer()
    register_importer(beds)
    register_importer(beds)
    assert importer_of("beds") is beds
    assert importer_of("no such") is None
    leader = Actor(1, 1, "Kari", permissions=frozenset({"units.manage"}))
    assert beds in importers_for(leader)
    assert importers_for(VISITOR) == []


def test_two_importers_cannot_share_a_key() -> None:
    register_importer(an_importer())
    with pytest.raises(ValueError, match="already an importer beds"):
        register_importer(Importer("beds", "Other", "", "units.manage", an_importer().columns, _nothing, _nothing))  # type: ignore[arg-type]
