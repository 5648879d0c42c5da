"""Building: the same bytes every time, each notice once, what cannot be read told, nobody ever sees half a lake."""

import fcntl
import os
import shutil
import threading
import time
import zipfile
from pathlib import Path

import pytest

from nybrott.core.notices import Notice, ReadError, read
from nybrott.lake import NoLake, Progress, build, building, check, open_lake
from nybrott.lake.tests.factories import hard_notices, held, notice, put
from nybrott.sources import Document, documents


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches of three documents, so that even a few notices make many."""
    monkeypatch.setattr(building, "BATCH_DOCUMENTS", 3)


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Twenty notices of three countries and two years, and two files that are none."""
    folder = put(
        tmp_path / "many",
        *(
            notice(f"n-{number}", country=("NOR", "SWE", "DNK")[number % 3], day=f"202{number % 2}-03-01")
            for number in range(20)
        ),
    )
    (folder / "010-broken.xml").write_bytes(b"<ContractNotice>")
    (folder / "015-other.xml").write_bytes(b"<html/>")
    return folder


def test_what_is_read_directly_is_what_the_lake_holds(samples: Path, real_data: Path | None, tmp_path: Path) -> None:
    paths = [samples, *([real_data / "notices" / "eforms"] if real_data else [])]
    notices: set[tuple[str, str]] = set()
    errors = []
    for document in documents(paths):
        assert isinstance(document, Document)
        for one in read(document.data, path=document.path):
            if isinstance(one, ReadError):
                errors.append((one.path, one.place, one.reason))
            else:
                notices.add((one.notice_id, one.version))
    report = build(paths, tmp_path / "lake")
    lake = open_lake(tmp_path / "lake")
    assert report.notices == len(notices) >= 25
    assert report.errors == len(errors) >= 1
    listed = lake.notices(size=1000)
    pages = [lake.notice(row.key) for row in listed.rows]
    assert {(page.notice_id, page.version) for page in pages if page} == notices
    assert [(one.path, one.place, one.reason) for one in lake.errors(size=1000).rows] == errors
    assert list(check(tmp_path / "lake")) == []


@pytest.mark.usefixtures("small_batches")
def test_the_same_bytes_however_many_work_and_however_often(many: Path, tmp_path: Path) -> None:
    places = {jobs: tmp_path / f"lake-{jobs}" for jobs in (1, 2, 3)}
    reports = {jobs: build([many], place, jobs=jobs) for jobs, place in places.items()}
    assert len({str(sorted(held(place).items())) for place in places.values()}) == 1
    assert {report.generation for report in reports.values()} == {reports[1].generation}
    again = build([many], places[1])
    assert not again.is_new
    assert held(places[1]) == held(places[2])


def test_how_the_input_is_cut_into_batches_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = put(tmp_path / "in", *hard_notices(200))
    one = build([folder], tmp_path / "whole")
    for size in (1, 7):
        monkeypatch.setattr(building, "BATCH_DOCUMENTS", size)
        other = build([folder], tmp_path / f"cut-{size}")
        assert one == other
        assert held(tmp_path / "whole") == held(tmp_path / f"cut-{size}")


@pytest.mark.usefixtures("small_batches")
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_notice_that_comes_twice_is_there_once_from_its_first_path(many: Path, tmp_path: Path, jobs: int) -> None:
    archive = tmp_path / "again.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for number in range(20):
            packed.write(many / f"{number:03d}.xml", f"{number}.xml")
        packed.writestr("new.xml", notice("new"))
        packed.writestr("new-again.xml", notice("new"))
    report = build([many, archive], tmp_path / "lake", jobs=jobs)
    assert (report.notices, report.duplicates) == (21, 21)
    lake = open_lake(tmp_path / "lake")
    paths = {page.path for row in lake.notices(size=100).rows if (page := lake.notice(row.key))}
    assert paths == {f"{many}/{number:03d}.xml" for number in range(20)} | {f"{archive}!new.xml"}
    assert list(check(tmp_path / "lake")) == []
    turned = open_lake(tmp_path / "turned")
    build([archive, many], tmp_path / "turned", jobs=jobs)
    again = [turned.notice(row.key) for row in turned.notices(size=100).rows]
    assert all(page is not None and "again.zip!" in page.path for page in again)


def test_another_version_is_another_notice_of_the_same_procedure(tmp_path: Path) -> None:
    put(tmp_path / "in", notice("a", version="01"), notice("a", version="02", title="Rettet"))
    assert build([tmp_path / "in"], tmp_path / "lake").notices == 2
    assert open_lake(tmp_path / "lake").coverage().procedures == 1


def test_nothing_is_a_lake_too(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    report = build([tmp_path / "empty"], tmp_path / "lake")
    assert (report.documents, report.notices, report.errors) == (0, 0, 0)
    lake = open_lake(tmp_path / "lake")
    assert lake.exists
    assert lake.coverage().notices == 0
    assert list(check(tmp_path / "lake")) == []


def test_nothing_but_errors_is_a_lake_too(tmp_path: Path) -> None:
    report = build([put(tmp_path / "in", b"<html/>"), tmp_path / "nowhere"], tmp_path / "lake")
    assert (report.notices, report.errors) == (0, 2)
    assert [one.kind for one in open_lake(tmp_path / "lake").errors().rows] == ["notice", "source"]


def test_what_was_there_goes_when_the_new_is_complete(many: Path, tmp_path: Path) -> None:
    lake = tmp_path / "lake"
    first = build([many], lake)
    second = build([put(tmp_path / "few", notice("only"))], lake)
    assert second.is_new
    assert second.generation != first.generation
    assert sorted(path.name for path in lake.iterdir()) == ["current", second.generation]


def test_progress_is_told(many: Path, tmp_path: Path) -> None:
    told: list[Progress] = []
    build([many], tmp_path / "lake", progress=told.append)
    assert told[-1] == Progress("reading", 22, 20, 2)


def test_two_builds_in_one_folder(many: Path, tmp_path: Path) -> None:
    lake = tmp_path / "lake"
    lake.mkdir()
    hold = os.open(lake, os.O_RDONLY)
    fcntl.flock(hold, fcntl.LOCK_EX)
    with pytest.raises(NoLake, match="Another build is at work"):
        build([many], lake)
    os.close(hold)
    assert build([many], lake).notices == 20


def test_a_folder_that_cannot_be(many: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(NoLake, match="No lake can be built"):
        build([many], tmp_path / "file")


@pytest.mark.usefixtures("small_batches")
def test_who_reads_while_it_is_rebuilt_sees_one_lake_or_the_other(many: Path, tmp_path: Path) -> None:
    place = tmp_path / "lake"
    few = put(tmp_path / "few", *(notice(f"few-{number}") for number in range(5)))
    build([few], place)
    lake = open_lake(place)
    seen: set[tuple[int, int, int]] = set()
    all_seen: set[tuple[int, int, int]] = set()
    wrong: list[BaseException] = []
    is_over = threading.Event()

    def look() -> None:
        try:
            while not is_over.is_set():
                coverage = lake.coverage()
                seen.add((coverage.notices, sum(count.notices for count in coverage.by_year), lake.notices().total))
        except BaseException as trouble:  # told by the test below
            wrong.append(trouble)

    readers = [threading.Thread(target=look) for _ in range(2)]
    for reader in readers:
        reader.start()
    for number in range(6):
        build([few, many] if number % 2 == 0 else [few], place)
        newest = 25 if number % 2 == 0 else 5
        until = time.monotonic() + 120
        while newest not in {notices for notices, _, _ in seen.copy()} and not wrong and time.monotonic() < until:
            time.sleep(0.01)
        if number > 2:  # from here on as fast as it goes
            continue
        all_seen |= seen
        seen.clear()
    is_over.set()
    for reader in readers:
        reader.join()
    assert wrong == []
    all_seen |= seen
    assert {notices for notices, _, _ in all_seen} == {5, 25}
    assert all(notices == by_year and listed in (5, 25) for notices, by_year, listed in all_seen)


def test_another_process_ending_does_not_pass_in_silence(
    many: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process of the crew that dies is an error of the build, not a build without its notices."""
    from concurrent.futures.process import BrokenProcessPool

    monkeypatch.setattr(building, "_make", _die)
    with pytest.raises(BrokenProcessPool):
        build([many], tmp_path / "lake", jobs=2)
    assert not open_lake(tmp_path / "lake").exists
    monkeypatch.undo()
    assert build([many], tmp_path / "lake", jobs=2).notices == 20


def _die(numbered: object, folder: Path) -> None:
    os._exit(9)


def test_a_stale_batch_is_not_used(many: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was finished from other input, or with other tools, is made anew."""
    lake = tmp_path / "lake"

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(building, "_settle", stop)
    with pytest.raises(KeyboardInterrupt):
        build([many], lake)
    monkeypatch.undo()
    assert len(list((lake / ".work").glob("*.batch"))) == 1
    (many / "000.xml").write_bytes(notice("changed"))
    build([many], lake)
    shutil.copytree(many, tmp_path / "copy")
    found = open_lake(lake).notices(size=100)
    assert "changed" in {page.notice_id for row in found.rows if (page := open_lake(lake).notice(row.key))}
    assert isinstance(next(read(notice("x"), path="x.xml")), Notice)
