"""What is done before the site opens: all steps each time, in one process; the notices are read only when something changed."""

import gc
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from nybrott.demonstration import Notices, fill, notices_at
from nybrott.demonstration import notices as filling
from nybrott.notices.tests.factories import an_import
from nybrott.people.tests.factories import an_organisation
from nybrott.web.management.commands import prepare
from nybrott.web.starting import loading

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(settings: Settings, tmp_path: Path, samples: Path) -> Path:
    """Two notices, and a site without a lake."""
    settings.VAR, settings.LAKE = tmp_path / "var", tmp_path / "var" / "lake"
    place = tmp_path / "own"
    place.mkdir()
    for name in ("2022-000101.xml", "2022-000114.xml"):
        shutil.copy(samples / "notices" / name, place)
    return place


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Each time the lake is built, by the name it got."""
    told: list[str] = []

    def build(**asked: Any) -> Any:
        report = REBUILD(**(asked | {"jobs": 1}))
        told.append(report.generation)
        return report

    monkeypatch.setattr(filling, "rebuild_lake", build)
    return told


REBUILD = filling.rebuild_lake


def test_notices_that_lie_as_they_did_are_not_read_again(own: Path, builds: list[str]) -> None:
    first, second = fill(Notices(own, samples=False)), fill(Notices(own, samples=False))
    assert len(builds) == 1
    assert first.is_new
    assert not second.is_new
    assert (
        (second.documents, second.notices, second.errors) == (first.documents, first.notices, first.errors) == (2, 2, 0)
    )
    assert second.generation == first.generation


def gone(own: Path, lake: Path, settings: Settings) -> None:
    (own / "2022-000114.xml").unlink()


def come(own: Path, lake: Path, settings: Settings) -> None:
    shutil.copy(Path(__file__).parents[3] / "samples" / "notices" / "2022-000120.xml", own)


def changed(own: Path, lake: Path, settings: Settings) -> None:
    file = own / "2022-000114.xml"
    file.write_bytes(file.read_bytes().replace(b"<cbc:Name", b"<cbc:Name ", 1))


def lake_gone(own: Path, lake: Path, settings: Settings) -> None:
    shutil.rmtree(lake)


def state_gone(own: Path, lake: Path, settings: Settings) -> None:
    (lake / (lake / "current").read_text().strip()).rename(lake / "aside")


def another_lake(own: Path, lake: Path, settings: Settings) -> None:
    settings.LAKE = lake.with_name("another")


def built_by_hand(own: Path, lake: Path, settings: Settings) -> None:
    REBUILD(base=filling.Base((str(own / "2022-000101.xml"),)))


def note_spoilt(own: Path, lake: Path, settings: Settings) -> None:
    (settings.VAR / "notices" / "filled.json").write_text("[]")


def base_forgotten(own: Path, lake: Path, settings: Settings) -> None:
    (settings.VAR / "notices" / "base.json").unlink()


@pytest.mark.parametrize(
    "change",
    [gone, come, changed, lake_gone, state_gone, another_lake, built_by_hand, note_spoilt, base_forgotten],
    ids=lambda change: change.__name__,
)
def test_whatever_changed_they_are_read_again(
    own: Path, builds: list[str], settings: Settings, change: Callable[[Path, Path, Settings], None]
) -> None:
    fill(Notices(own, samples=False))
    change(own, settings.LAKE, settings)
    report = fill(Notices(own, samples=False))
    assert len(builds) == 2
    assert report.notices == len(list(own.iterdir()))
    assert (settings.LAKE / report.generation / "manifest.json").is_file()
    fill(Notices(own, samples=False))
    assert len(builds) == 2


def test_an_import_that_came_is_read_too(own: Path, builds: list[str], samples: Path) -> None:
    fill(Notices(own, samples=False))
    one = an_import(an_organisation(), state="held")
    place = filling.files_of(one)
    place.mkdir(parents=True)
    shutil.copy(samples / "notices" / "2023-000201.xml", place)
    assert fill(Notices(own, samples=False)).notices == 3
    assert len(builds) == 2


def test_other_notices_or_another_word_for_them_are_read(own: Path, builds: list[str]) -> None:
    fill(Notices(own, samples=False))
    assert fill(Notices(own / "2022-000101.xml", samples=False)).notices == 1
    fill(Notices(own / "2022-000101.xml", samples=True))
    assert len(builds) == 3


def test_a_changed_program_reads_them_again(
    own: Path, builds: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "reading.py"
    program.write_text("1")
    monkeypatch.setattr(filling, "_PROGRAMS", (*filling._PROGRAMS, program))
    fill(Notices(own, samples=False))
    program.write_text("2")
    fill(Notices(own, samples=False))
    assert len(builds) == 2


def test_the_programs_are_those_that_read_and_write_notices(root: Path) -> None:
    assert {root / "nybrott" / room for room in ("core", "sources", "lake")} < set(filling._PROGRAMS)
    assert all(Path(one).exists() for one in filling._PROGRAMS)


def test_every_step_is_taken_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[str] = []
    monkeypatch.setattr(prepare, "call_command", lambda name, **options: taken.append(name))
    call_command("prepare")
    call_command("prepare", "--demo", "--port", "8123")
    assert taken == ["migrate", "collectstatic", "migrate", "collectstatic", "demonstration"]


@pytest.mark.parametrize("trouble", [CommandError("No such folder."), ValueError("No such folder.")])
def test_a_step_that_fails_is_named_after_what_went_wrong(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], trouble: Exception
) -> None:
    def fails(name: str, **options: object) -> None:
        if name == "collectstatic":
            raise trouble
        assert name == "migrate", "nothing follows a step that failed"

    monkeypatch.setattr(prepare, "call_command", fails)
    with pytest.raises(CommandError) as caught:
        call_command("prepare", "--demo")
    said = capsys.readouterr().err + str(caught.value)
    assert "No such folder." in said.splitlines()[-2]
    assert said.splitlines()[-1] == "The step “collectstatic” failed; what went wrong stands above."


def test_the_search_for_waste_goes_on_after_loading() -> None:
    with loading():
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(ValueError, match="broken"), loading():
        raise ValueError("broken")
    assert gc.isenabled()


def test_a_command_with_settings_that_are_wrong_says_so() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "nybrott.web", "migrate"], env={"NYBROTT_MODE": "somehow", "DJANGO_SETTINGS_MODULE": "nybrott.web.settings"}, capture_output=True, text=True, check=False
    )  # fmt: skip
    assert done.returncode == 1
    assert "NYBROTT_MODE is “somehow”" in done.stderr.splitlines()[-1]


def test_without_a_word_the_notices_beside_the_checkout_or_our_own_are_shown(root: Path) -> None:
    real = root.parent / "shared" / "data" / "notices"
    expected = Notices(real, samples=False) if real.is_dir() else Notices(root / "samples", samples=True)
    assert notices_at("") == expected
    assert notices_at(str(root / "samples")) == Notices(root / "samples", samples=True)
