"""Frozen figures beside today's: new, corrected and removed notices, other rules, other definitions."""

import dataclasses
from datetime import date
from pathlib import Path
from types import MappingProxyType

import pytest

from nybrott.core.measures import catalogue
from nybrott.lake import NoLake, build, open_lake, standing
from nybrott.lake.freezing import freeze
from nybrott.lake.recounting import Snapshot, verify
from nybrott.lake.snapshots import Asked
from nybrott.lake.standing import Redefined, beside, redefined
from nybrott.lake.tests.factories import hard_notices, notice, put

FJORDVIK, NORDFJELL = "310400009", "310478342"
DIALOGUE = "Kommunen inviterer til markedsdialog før konkurransen."


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    """Two competitions of 2023, one of 2024 and a dialogue; somebody else's competition is not in it."""
    put(
        tmp_path / "in",
        notice("a", day="2023-01-01"),
        notice("b", day="2023-02-01"),
        notice("c", day="2024-02-01"),
        notice("d", stage="planning", title="Invitasjon til dialogkonferanse", description=DIALOGUE, day="2023-03-01"),
        notice("e", ref=NORDFJELL, day="2023-03-01"),
    )
    build([tmp_path / "in"], tmp_path / "lake")
    asked = Asked((FJORDVIK,), "NO", 2023, 2024)
    (tmp_path / "snapshot").write_bytes(freeze(tmp_path / "lake", asked, frozen_on=date(2026, 11, 24)))
    return verify(tmp_path / "snapshot")


def test_beside_its_own_lake_nothing_differs(snapshot: Snapshot, tmp_path: Path) -> None:
    same = beside(snapshot, tmp_path / "lake")
    assert len(same.figures) == snapshot.figures
    assert not any(one.differs for one in same.figures)
    assert (same.rules, same.generation) == (snapshot.rules, snapshot.generation)
    assert (same.redefined, same.new, same.removed, same.rejudged) == ((), (), (), ())


def test_new_corrected_and_removed_notices_are_named(snapshot: Snapshot, tmp_path: Path) -> None:
    put(
        tmp_path / "now",
        notice("a", day="2023-01-01"),
        notice("c", day="2024-02-01", procedure="comp-dial"),  # another procedure now: another lens
        notice("d", stage="planning", title="Invitasjon til dialogkonferanse", description=DIALOGUE, day="2023-03-01"),
        notice("f", day="2024-04-01"),
        notice("g", day="2022-04-01"),  # not of these years
        notice("h", day="2024-04-01", ref=NORDFJELL),
    )
    build([tmp_path / "now"], tmp_path / "lake")
    now = beside(snapshot, tmp_path / "lake")
    assert [one.key[0] for one in now.new] == ["f"]
    assert [one.key[0] for one in now.removed] == ["b"]
    (other,) = now.rejudged
    assert (other.notice.key[0], other.before) == ("c", ())
    assert "strict" in other.notice.signs
    figures = {(one.measure, one.figure, tuple(one.about.values())): one for one in now.figures}
    competitions = figures["dialogue-share", "n", (2023,)]
    assert (competitions.frozen, competitions.current, competitions.differs) == (2, 1, True)
    strict = figures["innovative-procurements", "strict", ()]
    assert (strict.frozen, strict.current) == (0, 1)
    dialogues = figures["dialogue-share", "dialogues", (2023,)]
    assert (dialogues.frozen, dialogues.current, dialogues.differs) == (1, 1, False)


def test_a_year_that_was_not_there_then_or_is_not_now(snapshot: Snapshot, tmp_path: Path) -> None:
    build([put(tmp_path / "now", notice("a", day="2023-01-01"))], tmp_path / "lake")
    now = beside(snapshot, tmp_path / "lake")
    gone = next(one for one in now.figures if one.about == {"year": 2024} and one.figure == "n")
    assert (gone.frozen, gone.current, gone.differs) == (1, None, True)


def test_today_is_what_the_lake_says_today(tmp_path: Path) -> None:
    """Each current figure once more, asked of the lake by itself."""
    build([put(tmp_path / "in", *hard_notices(200))], tmp_path / "lake")
    asked = Asked((FJORDVIK, NORDFJELL), "NO", 2022, 2024)
    (tmp_path / "snapshot").write_bytes(freeze(tmp_path / "lake", asked, frozen_on=date(2026, 11, 24)))
    snapshot = verify(tmp_path / "snapshot")
    build([put(tmp_path / "now", *hard_notices(300))], tmp_path / "lake")
    now = beside(snapshot, tmp_path / "lake")
    assert now.new
    lake = open_lake(tmp_path / "lake")
    wanted: dict[tuple[object, ...], object] = {}
    for measure in catalogue():
        for by in asked.groupings():
            for record in lake.measure(measure, by, asked.where()).records():
                about = tuple(record[name] for name in ("country", "buyer", "year") if name in record)
                for figure in catalogue()[measure].figures:
                    wanted[measure, by, figure.id, about] = record[figure.id]
    seen = {
        (one.measure, tuple(name for name in ("buyer", "year") if name in one.about), one.figure,
         tuple(one.about[name] for name in ("country", "buyer", "year") if name in one.about)): one.current
        for one in now.figures
    }  # fmt: skip
    assert {place: value for place, value in seen.items() if place in wanted} == wanted
    assert all(value is None for place, value in seen.items() if place not in wanted)


def test_other_definitions_are_said(snapshot: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert redefined(snapshot) == ()
    known = dict(catalogue())
    gone = known.pop("small-suppliers")
    share = known["dialogue-share"]
    known["dialogue-share"] = dataclasses.replace(
        share, version=share.version + 1, sql=share.sql.replace("count(*)", "2 * count(*)"), fingerprint="other"
    )
    monkeypatch.setattr(standing, "catalogue", lambda: MappingProxyType(known))
    assert redefined(snapshot) == (
        Redefined("dialogue-share", share.version, share.version + 1),
        Redefined(gone.id, gone.version, None),
    )
    now = beside(snapshot, tmp_path / "lake")
    assert now.redefined == redefined(snapshot)
    figures = {(one.measure, one.figure): one for one in now.figures if not one.about}
    assert (figures["dialogue-share", "n"].frozen, figures["dialogue-share", "n"].current) == (3, 6)
    assert figures["small-suppliers", "n"].current is None
    assert not figures["innovation-friendly", "n"].differs


def test_no_lake_to_set_it_beside(snapshot: Snapshot, tmp_path: Path) -> None:
    with pytest.raises(NoLake, match="There is no lake"):
        beside(snapshot, tmp_path / "nowhere")
    for file in (tmp_path / "lake").rglob("*.parquet"):
        file.unlink()
    with pytest.raises(NoLake, match="was rebuilt while it was read"):
        beside(snapshot, tmp_path / "lake")
