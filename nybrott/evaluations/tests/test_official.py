"""Official notices as series: an organisation and comparable ones, on a small lake and on real notices where they lie near."""

import json
from datetime import date
from pathlib import Path

import pytest
from pytest_django import Settings

from nybrott.core.designs import Effect, TooFew
from nybrott.core.official import COUNTED, official_effects
from nybrott.evaluations import queries
from nybrott.lake import build, open_lake

OWN = "310400009"
STARTS = date(2023, 1, 1)


def _records() -> list[dict[str, str]]:
    """Our own with two competitions in every quarter from 2020 to 2025, and one innovation partnership in each from 2023;
    forty others with one competition before and one after."""
    found: list[dict[str, str]] = []

    def put(buyer: str, day: str, procedure: str = "", kind: str = "Kunngjøring av konkurranse") -> None:
        found.append({
            "id": f"r-{len(found)}", "title": f"Kjøp nummer {len(found)}", "notice_type": kind, "procedure": procedure, "buyer_name": f"Kommune {buyer}",
            "buyer_ref": buyer, "published_on": day, "country": "NO",
        })  # fmt: skip

    for year in range(2020, 2026):
        for month in (2, 5, 8, 11):
            put(OWN, f"{year}-{month:02d}-03")
            put(OWN, f"{year}-{month:02d}-09", "Innovasjonspartnerskap" if year >= 2023 else "Åpen anbudskonkurranse")
    for other in range(40):
        put(str(910_000_000 + other), f"2021-0{1 + other % 9}-15")
        put(str(910_000_000 + other), f"2024-0{1 + other % 9}-15")
    put("920000002", "2021-06-01")  # nothing after
    return found


@pytest.fixture(scope="module")
def small_lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("official")
    (folder / "in").mkdir()
    lines = "\n".join(json.dumps(one, ensure_ascii=False) for one in _records())
    (folder / "in" / "records.jsonl").write_text(lines, encoding="utf-8")
    build([folder / "in"], folder / "lake", jobs=1)
    return folder / "lake"


def test_a_series_is_what_the_lake_counts(small_lake: Path, settings: Settings) -> None:
    settings.LAKE = small_lake
    own = queries.official_series(OWN, "innovative")
    # the first and the last quarter may be known in part only
    assert (own.periods[0], own.periods[-1], len(own.periods)) == (date(2020, 4, 1), date(2025, 7, 1), 22)
    assert own.counts == (0,) * 11 + (1,) * 11
    assert own.among == (2,) * 22
    assert own.values == (0.0,) * 11 + (50.0,) * 11
    assert own.name == f"Kommune {OWN}"
    yearly = queries.official_series(OWN, "procurements", every="year")
    assert [day.year for day in yearly.periods] == [2021, 2022, 2023, 2024]
    assert (yearly.counts, yearly.among) == ((8, 8, 8, 8), ())
    nobody = queries.official_series("999999999", "dialogues")
    assert (nobody.counts, nobody.name) == ((0,) * 22, "")
    assert queries.official_series(OWN, "innovative", country="SE").periods == ()


def test_the_effects_of_a_lake(small_lake: Path, settings: Settings) -> None:
    settings.LAKE = small_lake
    numbers = queries.comparable(OWN, before=STARTS)
    assert len(numbers) == 41
    assert OWN not in numbers
    own = queries.official_series(OWN, "innovative", before=STARTS)
    others = queries.official_others(numbers, "innovative", before=STARTS)
    found = official_effects(own, others, STARTS, seed=1)
    assert (found.start, len(found.compared), found.left_out) == (11, 40, 1)
    ratio, step, _bend, beside = found.told
    assert isinstance(ratio, Effect)
    assert ratio.clear
    # a step without anything beside it is explained wholly by the line, which leaves no error to measure by
    assert isinstance(step, TooFew)
    assert step.why == "nothing-varies"
    assert isinstance(beside, Effect)
    assert beside.estimate == 50


def test_comparable_is_by_size_before_alone(small_lake: Path, settings: Settings) -> None:
    settings.LAKE = small_lake
    assert queries.comparable(OWN, before=date(2021, 1, 1)) == []  # nobody else had any in 2020
    nearest = queries.comparable("920000002", before=STARTS, most=41)
    assert len(nearest) == 41
    assert nearest[-1] == OWN  # all the others had one, as it had
    assert queries.comparable("920000002", before=STARTS, most=3) == nearest[:3]


def test_where_there_is_no_lake_nothing_is_said(tmp_path: Path, settings: Settings) -> None:
    settings.LAKE = tmp_path / "none"
    own = queries.official_series(OWN, "friendly")
    assert own.periods == ()
    assert queries.comparable(OWN, before=STARTS) == []
    assert queries.official_others([], "friendly") == []
    assert all(isinstance(one, TooFew) for one in official_effects(own, [], STARTS, seed=1).told)


@pytest.fixture(scope="module")
def published(samples: Path, real_data: Path | None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples, and the real Norwegian notices where they lie beside the project."""
    also = [real_data / "notices" / "eforms" / "NOR", real_data / "doffin_tables"] if real_data else []
    folder = tmp_path_factory.mktemp("published")
    build([samples / "notices", *also], folder, jobs=1)
    return folder


@pytest.mark.parametrize("every", ["month", "quarter", "year"])
def test_published_notices_bear_a_series_or_say_why_not(published: Path, settings: Settings, every: str) -> None:
    settings.LAKE = published
    starts_on = date(2024, 1, 1)
    largest = open_lake(published).measure("innovative-procurements", ("buyer",), {"country": "NO"}).records()
    number = str(max(largest, key=lambda row: (int(str(row["n"])), str(row["buyer"])))["buyer"])
    numbers = queries.comparable(number, before=starts_on)
    for measure in COUNTED:
        own = queries.official_series(number, measure, every=every, before=starts_on)
        others = queries.official_others(numbers, measure, every=every, before=starts_on)
        found = official_effects(own, others, starts_on, seed=1)
        assert len(found.told) == 4
        for one in found.told:
            assert one.why if isinstance(one, TooFew) else one.interval.low <= one.estimate <= one.interval.high
        # these notices are a selection with long gaps: nobody may read a development out of them
        assert isinstance(found.own.level, TooFew)
