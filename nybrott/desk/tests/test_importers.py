"""A room names its importers; each has a key of its own and is shown to those who may use it."""

from collections.abc import Iterator

import pytest

from nybrott.core.actor import VISITOR, Actor
from nybrott.core.importing import Importer
from nybrott.core.verdict import YES, no
from nybrott.desk import rules
from nybrott.desk.queries import importer_of, importers, importers_for, name_of, register_importer, register_importers
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


def test_rows_brought_into_one_thing_have_an_importer_for_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importers, "_families", {})
    kari, ola = Actor(1, 1, "Kari"), Actor(2, 1, "Ola")

    def beds_of(ward: int, actor: Actor | None) -> Importer | None:
        if ward != 7 or actor == ola:
            return None
        return Importer(
            f"beds-{ward}", "Beds", "", "", COLUMNS, judge, take_in, may=lambda actor: YES if actor == kari else no("Not yours.")
        )  # fmt: skip

    register_importers("beds", "Beds of a ward", beds_of)
    found = importer_of("beds-7", kari)
    assert found is not None
    assert found.key == "beds-7"
    assert bool(rules.may_bring_in(kari, found)) is True
    assert rules.may_bring_in(ola, found).reason == "Not yours."
    assert not rules.may_bring_in(VISITOR, found), "whoever belongs nowhere brings nothing in"
    assert importer_of("beds-7", ola) is None, "what one may not see is not there"
    for key in ("beds-8", "beds-", "beds-x", "beds-٧", "beds", "beds-7-7", "beds-99999999999999999999"):
        assert importer_of(key, kari) is None, key
    assert (name_of("beds-7"), name_of("no such")) == ("Beds of a ward", "no such")
    assert importers_for(kari) == []


def test_an_importer_says_who_may_in_one_way() -> None:
    for permission, may in (("", None), ("units.manage", lambda _actor: YES)):
        with pytest.raises(ValueError, match="who may use it"):
            Importer("x", "X", "", permission, COLUMNS, judge, take_in, may=may)
