"""Every measure against its slow twin: on invented notices, on the samples, on real notices where they lie near."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path

import pytest

from nybrott.core.measures import GROUPINGS, MeasureError, catalogue
from nybrott.core.notices import Notice, read
from nybrott.core.signals import Findings, find
from nybrott.core.signals import catalogue as signs
from nybrott.lake import Lake, build, building, open_lake
from nybrott.lake.tests import twin
from nybrott.lake.tests.factories import hard_notices, notice, put
from nybrott.lake.tests.twin import Row, Seen
from nybrott.sources import Document, documents

Both = tuple[Lake, list[Seen]]

GROUPS = [(), *((name,) for name in GROUPINGS), *combinations(GROUPINGS, 2), ("year", "buyer")]


def read_all(paths: Sequence[Path]) -> Iterator[tuple[Notice, Findings]]:
    for document in documents(paths):
        if isinstance(document, Document):
            for one in read(document.data, path=document.path):
                if isinstance(one, Notice):
                    yield one, find(one, signs())


def both(paths: Sequence[Path], lake: Path) -> Both:
    build(paths, lake)
    return open_lake(lake), twin.with_procedures(twin.without_doubles(read_all(paths)))


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Both:
    folder = tmp_path_factory.mktemp("invented")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(building, "BATCH_DOCUMENTS", 7)  # doubles and references across batches too
        return both([put(folder / "in", *hard_notices(400))], folder / "lake")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, samples: Path, real_data: Path | None) -> Both:
    """The samples, and all real notices that can be read where they lie beside the project."""
    paths = [samples, *([real_data / "notices" / "eforms"] if real_data else [])]
    return both(paths, tmp_path_factory.mktemp("published") / "lake")


def agree(held: Both, name: str, by: Sequence[str], where: Mapping[str, object], kept: object) -> int:
    lake, seen = held
    answered = lake.measure(name, by, where)
    wanted = twin.measure(name, seen, by, kept)  # type: ignore[arg-type]
    assert answered.columns[len(answered.columns) - len(catalogue()[name].figures) :] == tuple(
        figure.id for figure in catalogue()[name].figures
    )
    assert sorted(map(str, answered.rows)) == sorted(map(str, wanted))
    for row in answered.rows:
        assert all(isinstance(value, float | None) or not isinstance(value, bool) for value in row)
    return len(wanted)


@pytest.mark.parametrize("by", GROUPS, ids=lambda by: ",".join(by) or "all")
@pytest.mark.parametrize("name", catalogue())
def test_like_its_twin(invented: Both, published: Both, name: str, by: Sequence[str]) -> None:
    assert agree(invented, name, by, {}, bool) >= 1
    assert agree(published, name, by, {}, bool) >= 1


NARROWED: list[tuple[dict[str, object], object]] = [
    ({"country": "no"}, lambda row: row.country == "NO"),
    ({"year": ["2023", 2024]}, lambda row: row.year in (2023, 2024)),
    ({"from": 2023}, lambda row: row.year is not None and row.year >= 2023),
    ({"to": "2022"}, lambda row: row.year is not None and row.year <= 2022),
    ({"cpv": ("722", "30")}, lambda row: row.cpv.startswith(("722", "30"))),
    ({"buyer": "310400009", "country": ["NO", "SE"]}, lambda row: row.buyer == "310400009"),
    ({"country": "NO", "year": 2023, "cpv": "7"}, lambda row: row.country == "NO" and row.year == 2023 and row.cpv[:1] == "7"),
    ({"buyer": "nobody'; drop view notices; --"}, lambda row: row is None),
]  # fmt: skip


@pytest.mark.parametrize(("where", "kept"), NARROWED, ids=lambda value: str(value) if isinstance(value, dict) else "")
@pytest.mark.parametrize("name", catalogue())
def test_narrowed_like_its_twin(invented: Both, name: str, where: dict[str, object], kept: object) -> None:
    agree(invented, name, ("year",), where, kept)
    agree(invented, name, (), where, kept)


def test_the_hard_cases_are_there(invented: Both) -> None:
    """The twin test means something only if the invented notices hold what makes counting hard."""
    lake, seen = invented
    procedures = twin.procedures(seen)
    assert len(seen) < 400  # doubles
    assert len(procedures) < 0.8 * len(seen)
    followed = [
        one for one in seen if not one.notice.procedure_id and one.procedure != f"notice:eforms:{one.notice.notice_id}"
    ]
    assert len(followed) > 20
    assert any(row.year is None for row in procedures)
    assert any(row.buyer.startswith("name-") for row in procedures)
    for fact in ("strict", "declared", "behavioural", "dialogue", "partnership"):
        assert 5 < twin.count(procedures, fact) < len(procedures)
    assert isinstance(procedures[0], Row)
    assert lake.coverage().procedures == len(procedures)


def test_a_total_of_nothing_is_nought_and_a_share_of_nothing_is_none(tmp_path: Path) -> None:
    for name, measure in catalogue().items():
        (row,) = open_lake(tmp_path).measure(name).records()
        assert row["n"] == 0
        for figure in measure.figures:
            assert row[figure.id] == (0 if figure.unit == "count" else None)
        assert open_lake(tmp_path).measure(name, ("year",)).rows == ()


def test_shares_are_parts_of_n(published: Both) -> None:
    lake, _ = published
    for name in catalogue():
        for row in lake.measure(name, ("country", "year")).records():
            for figure in catalogue()[name].figures:
                value = row[figure.id]
                if figure.unit == "share" and figure.id != "dialogue_share" and value is not None:
                    assert 0 <= float(str(value)) <= 1


def test_the_name_a_buyer_used_last_is_shown(tmp_path: Path) -> None:
    put(
        tmp_path / "in",
        notice("a", buyer="Gammelt navn", day="2022-01-01"),
        notice("b", buyer="Nytt navn", day="2024-01-01"),
        notice("c", buyer="Aller eldst", day=""),
    )
    build([tmp_path / "in"], tmp_path / "lake")
    (row,) = open_lake(tmp_path / "lake").measure("dialogue-share", ("buyer",)).records()
    assert (row["buyer"], row["buyer_name"], row["n"]) == ("310400009", "Nytt navn", 3)


def test_what_is_no_measure_or_grouping_is_refused(tmp_path: Path) -> None:
    lake = open_lake(tmp_path)
    with pytest.raises(MeasureError, match="There is no measure “all”"):
        lake.measure("all")
    with pytest.raises(MeasureError, match="“colour” is nothing to group by"):
        lake.measure("dialogue-share", ("colour",))
    with pytest.raises(MeasureError, match="“title” is nothing to narrow by"):
        lake.measure("dialogue-share", (), {"title": "x"})
