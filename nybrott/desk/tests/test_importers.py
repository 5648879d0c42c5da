"""A room names its importers; each has a key of its own and is shown to those who may use it."""

from collections.abc import Iterator

import pytest

from nybrott.core.actor import VISITOR, Actor
from nybrott.core.importing import Importer
from nybrott.desk.queries import importer_of, importers, importers_for, register_importer
from nybrott.desk.tests.beds import BEDS, COLUMNS, judge, take_in


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    before = dict(importers._named)
    importers._named.clear()
    yield
    importers._named.clear()
    importers._named.update(before)


def test_an_importer_is_found_by_its_key_and_shown_to_those_who_may() -> None:
    register_importer(BEDS)
    register_importer(BEDS)
    assert importer_of("test_beds") is BEDS
    assert importer_of("no such") is None
    leader = Actor(1, 1, "Kari", permissions=frozenset({"units.manage"}))
    assert importers_for(leader) == [BEDS]
    assert importers_for(VISITOR) == []


def test_two_importers_cannot_share_a_key() -> None:
    register_importer(BEDS)
    with pytest.raises(ValueError, match="already an importer test_beds"):
        register_importer(Importer("test_beds", "Other", "", "units.manage", COLUMNS, judge, take_in))
