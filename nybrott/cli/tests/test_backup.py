"""A filled site is backed up, brought to life in an empty folder and compared; what is not whole is refused by name."""

import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.utils import timezone

from nybrott.cli import backup, dumps, main, parcels, restore, site
from nybrott.cli.parcels import MANIFEST, Trouble, packing, unpack
from nybrott.journal.actions import NewLetter, record, seal_entries
from nybrott.lake import build
from nybrott.people.tests.factories import a_member, a_unit, an_actor, an_organisation

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)


def database_url(name: str) -> str:
    """The address of another database on the server of this run."""
    said = connection.settings_dict
    user, host = said["USER"], str(said["HOST"]).replace("/", "%2F")
    password = f":{said['PASSWORD']}" if said["PASSWORD"] else ""
    return f"postgresql://{user}{password}@{host}{':' + str(said['PORT']) if said['PORT'] else ''}/{name}"


@dataclass
class Filled:
    """A site with something of everything, and where its backup can be made."""

    place: Path
    environment: dict[str, str]
    out: Path

    def back_up(self, name: str = "b.tar") -> Path:
        backup.make(self.environment, self.place, self.out / name, now=NOW, with_key=False)
        return self.out / name


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> Path:
    made = tmp_path_factory.mktemp("lake") / "lake"
    build([samples / "notices"], made)
    return made


@pytest.fixture
def filled(transactional_db: None, tmp_path: Path, lake: Path) -> Filled:
    here = an_organisation("Prøvevik")
    a_unit(here, "Helse")
    admin = a_member(here, "admin")
    for _ in range(3):
        letter = NewLetter("people.x", admin.email, "Hei", "Hei på deg.")
        record(actor=an_actor(here, "admin"), verb="people.unit_made", thing=here, at=timezone.now(), letters=[letter])
    seal_entries(now=timezone.now())
    place = tmp_path / "var"
    (place / "uploads" / "ab").mkdir(parents=True)
    (place / "uploads" / "ab" / ("ab" * 32)).write_bytes(b"uploaded" * 10_000)
    (place / "uploads" / "new-half").write_bytes(b"half an upload")
    (place / "notices" / "7").mkdir(parents=True)
    (place / "notices" / "7" / "æøå med mellomrom.xml").write_text("<notice/>")
    (place / "static").mkdir()
    (place / "static" / "x.css").write_text("made anew")
    (place / "secret-key").write_text("hemmelig")
    shutil.copytree(lake, place / "lake")
    (tmp_path / "out").mkdir()
    environment = {
        **os.environ,
        "DATABASE_URL": database_url(connection.settings_dict["NAME"]),
        "NYBROTT_VAR": str(place),
    }
    return Filled(place, environment, tmp_path / "out")


@pytest.fixture
def empty_database(transactional_db: None) -> Iterator[str]:
    name = f"restored_{os.getpid()}"
    with psycopg.connect(database_url(connection.settings_dict["NAME"]), autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        yield database_url(name)
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


Restore = Callable[..., int]


@pytest.fixture
def restored(empty_database: str, monkeypatch: pytest.MonkeyPatch) -> Restore:
    """`nybrott restore`, with an empty database."""
    monkeypatch.setenv("DATABASE_URL", empty_database)

    def run(file: Path, into: Path) -> int:
        return main(["restore", str(file), "--into", str(into)])

    return run


def names_in(parcel: Path) -> list[str]:
    with tarfile.open(parcel) as tar:
        return tar.getnames()


# --- there and back ---


def test_a_filled_site_comes_back_the_same(
    filled: Filled, restored: Restore, tmp_path: Path, capfd: pytest.CaptureFixture[str], empty_database: str
) -> None:
    parcel = filled.back_up()
    assert main(["backup", "verify", str(parcel)]) == 0
    into = tmp_path / "new"
    assert restored(parcel, into) == 0, capfd.readouterr().err
    said = capfd.readouterr().out
    assert "the same" in said
    assert "hold" in said
    assert not (into / site.RESTORING).exists()
    assert not (into / "unpacked").exists()
    for part in ("uploads/ab/" + "ab" * 32, "notices/7/æøå med mellomrom.xml"):
        assert (into / part).read_bytes() == (filled.place / part).read_bytes()
    lake = [path.relative_to(filled.place) for path in (filled.place / "lake").rglob("*") if path.is_file()]
    assert lake
    assert all(
        (into / path).read_bytes() == (filled.place / path).read_bytes() for path in lake if "generation" in str(path)
    )
    with dumps.looking(filled.environment["DATABASE_URL"]) as old, dumps.looking(empty_database) as new:
        assert dumps.contents(old) == dumps.contents(new)
        for rows in ("people_user ORDER BY id", "journal_entry ORDER BY id", "journal_letter ORDER BY id"):
            assert old.execute(f"SELECT * FROM {rows}").fetchall() == new.execute(f"SELECT * FROM {rows}").fetchall()  # type: ignore[call-overload]


def test_what_can_be_made_anew_and_the_key_are_left_out(filled: Filled) -> None:
    for folder in ("bytecode", "prepared"):
        (filled.place / folder).mkdir()
        (filled.place / folder / "of-this-machine").write_text("x")
    names = names_in(filled.back_up())
    assert names[0] == "database.dump"
    assert names[-1] == MANIFEST
    assert not [name for name in names if "of-this-machine" in name]
    assert not [name for name in names if "static" in name or "secret" in name or "new-half" in name]
    assert "lake/current" in names
    backup.make(filled.environment, filled.place, filled.out / "key.tar", now=NOW, with_key=True)
    assert "secret-key" in names_in(filled.out / "key.tar")
    assert (filled.out / "key.tar").stat().st_mode & 0o077 == 0, "for its owner only"


def test_only_the_generation_that_holds_is_taken_along(filled: Filled) -> None:
    old = filled.place / "lake" / "generation-0000000000000000"
    old.mkdir()
    (old / "manifest.json").write_text("{}")
    assert not [name for name in names_in(filled.back_up()) if "generation-0000" in name]


def test_what_changes_meanwhile_is_not_half_in_it(filled: Filled, monkeypatch: pytest.MonkeyPatch) -> None:
    dump = dumps.dump

    def late(*about: Any, **more: Any) -> None:
        a_member(an_organisation("Etter"), "admin")
        dump(*about, **more)

    monkeypatch.setattr(dumps, "dump", late)
    parcel = filled.back_up()
    about = unpack(parcel, lambda name: filled.out / "d" if name == "database.dump" else None)
    listed = subprocess.run(
        [dumps._program("pg_restore", 18)[0], "--data-only", "--table=people_organisation", "--file=-", filled.out / "d"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert "Prøvevik" in listed
    assert "Etter" not in listed
    assert about["rows"]["people_organisation"] == 1


def test_a_file_the_database_names_and_the_disk_lacks_is_told(filled: Filled) -> None:
    from nybrott.desk.models import Upload
    from nybrott.people.models import Organisation

    for mark in ("ab", "cd"):
        Upload.objects.create(
            organisation=Organisation.objects.get(), name="x", kind="text", size=1, sha256=mark * 32, uploaded_at=NOW
        )
    about = backup.make(filled.environment, filled.place, filled.out / "m.tar", now=NOW, with_key=False)
    assert about["missing"] == ["cd" * 32]


# --- what is refused ---


def test_nothing_is_written_over(
    filled: Filled, restored: Restore, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    parcel = filled.back_up()
    with pytest.raises(Trouble, match="never written over another"):
        filled.back_up()
    into = tmp_path / "taken"
    into.mkdir()
    (into / "mine.txt").write_text("mine")
    assert restored(parcel, into) == 1
    assert "is not empty; a restore writes over nothing" in capsys.readouterr().err
    assert [path.name for path in into.iterdir()] == ["mine.txt"]


def test_a_database_that_is_not_empty_is_left_alone(
    filled: Filled, restored: Restore, empty_database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    parcel = filled.back_up()
    with psycopg.connect(empty_database) as mine:
        mine.execute("CREATE TABLE mine (x int)")
    assert restored(parcel, tmp_path / "new") == 1
    assert "The database is not empty" in capsys.readouterr().err
    with psycopg.connect(empty_database) as mine:
        assert mine.execute("SELECT count(*) FROM mine").fetchone() == (0,)


def repacked(
    parcel: Path, out: Path, change: Callable[[tarfile.TarInfo, bytes], tuple[tarfile.TarInfo, bytes] | None]
) -> Path:
    with tarfile.open(parcel) as old, tarfile.open(out, "w") as new:
        for member in old:
            file = old.extractfile(member)
            changed = change(member, file.read() if file else b"")
            if changed:
                changed[0].size = len(changed[1])
                new.addfile(changed[0], io.BytesIO(changed[1]))
    return out


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A parcel that needs no database."""
    (tmp_path / "a").write_bytes(b"aaaa" * 1000)
    (tmp_path / "b").write_bytes(b"bb")
    with packing(tmp_path / "small.tar", {"nybrott": "0", "migrations": []}) as parcel:
        parcel.add(tmp_path / "a", "var/a")
        parcel.add(tmp_path / "b", "var/b")
    return tmp_path / "small.tar"


def looked_at(parcel: Path) -> dict[str, Any]:
    return unpack(parcel, lambda _name: None)


def test_an_altered_file_is_named(small: Path, tmp_path: Path) -> None:
    assert sorted(looked_at(small)["files"]) == ["var/a", "var/b"]
    other = repacked(small, tmp_path / "o.tar", lambda info, body: (info, b"xx" if info.name == "var/b" else body))
    with pytest.raises(Trouble, match="var/b was altered"):
        looked_at(other)
    with pytest.raises(Trouble, match="var/a is missing"):
        looked_at(
            repacked(small, tmp_path / "p.tar", lambda info, body: None if info.name == "var/a" else (info, body))
        )


def test_an_added_file_is_named(small: Path, tmp_path: Path) -> None:
    added = tmp_path / "added.tar"
    with tarfile.open(small) as old, tarfile.open(added, "w") as new:
        info = tarfile.TarInfo("var/c")
        new.addfile(info, io.BytesIO(b""))
        for member in old:
            new.addfile(member, old.extractfile(member))
    with pytest.raises(Trouble, match="var/c was put in afterwards"):
        looked_at(added)


@pytest.mark.parametrize("share", [0.0, 0.2, 0.5, 0.9])
def test_a_backup_that_was_cut_off_is_refused(small: Path, share: float, tmp_path: Path) -> None:
    cut = tmp_path / "cut.tar"
    whole = small.read_bytes()
    end = whole.rindex(b"}") + 1  # what stands after the last file is only filling
    cut.write_bytes(whole[: int(end * share)])
    with pytest.raises(Trouble, match="cut off"):
        looked_at(cut)


def test_something_else_is_no_backup(tmp_path: Path) -> None:
    (tmp_path / "x.tar").write_bytes(os.urandom(4096))
    with pytest.raises(Trouble, match="is no backup"):
        looked_at(tmp_path / "x.tar")
    with pytest.raises(Trouble, match="No such file"):
        looked_at(tmp_path / "none.tar")


@pytest.mark.parametrize("name", ["../out", "/etc/x", "var/../../x", "a\\b", "./var/x"])
def test_nothing_is_written_outside(name: str, tmp_path: Path) -> None:
    evil = tmp_path / "evil.tar"
    with tarfile.open(evil, "w") as tar:
        tar.addfile(tarfile.TarInfo(name), io.BytesIO(b""))
    with pytest.raises(Trouble, match="would be written outside the folder"):
        unpack(evil, lambda _name: pytest.fail("asked where to write"))


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE])
def test_only_plain_files_are_taken_out(kind: bytes, tmp_path: Path) -> None:
    evil = tmp_path / "evil.tar"
    with tarfile.open(evil, "w") as tar:
        info = tarfile.TarInfo("var/x")
        info.type, info.linkname = kind, "/etc/passwd"
        tar.addfile(info)
    with pytest.raises(Trouble, match="var/x is no plain file"):
        looked_at(evil)


@pytest.mark.parametrize("name", ["etc/x", "var/postgres/x", "var/restoring.json", "var/nybrott.lock", "elsewhere"])
def test_what_does_not_belong_in_a_backup_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"a")
    with packing(tmp_path / "odd.tar", {"nybrott": "0", "migrations": []}) as parcel:
        parcel.add(tmp_path / "a", name)
    with pytest.raises(Trouble, match="does not belong in a backup"):
        restore._unpack(tmp_path / "odd.tar", tmp_path / "into")


def test_a_newer_backup_says_update_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    about = {
        "nybrott": "9.0",
        "migrations": [["people", "0001_accounts"], ["people", "0999_from_the_future"]],
        "made_at": "x",
    }
    with packing(tmp_path / "new.tar", about):
        pass
    assert main(["restore", str(tmp_path / "new.tar"), "--into", str(tmp_path / "into")]) == 1
    said = capsys.readouterr().err
    assert "made by a newer Nybrott (9.0)" in said
    assert "people.0999_from_the_future" in said
    assert not (tmp_path / "into").exists()


def test_a_full_disk_is_a_sentence_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_bytes(b"a" * 100)

    def full(*_about: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(parcels.os, "fsync", full)
    with (
        pytest.raises(Trouble, match="No space left on device"),
        packing(tmp_path / "x.tar", {}) as made,
    ):
        made.add(tmp_path / "a", "var/a")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a"]


def test_programs_older_than_the_server_are_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dumps, "_program", lambda _name, _server: (Path("/usr/bin/pg_dump"), 15))
    with pytest.raises(
        Trouble, match="The database is PostgreSQL 18 and /usr/bin/pg_dump is of version 15, which is too old"
    ):
        dumps._run({"DATABASE_URL": "postgresql://x@localhost/x"}, "pg_dump", 18)


def test_a_password_is_not_shown_in_the_list_of_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[Any] = []
    monkeypatch.setattr(dumps, "_program", lambda _name, _server: (Path("/usr/bin/pg_dump"), 18))
    monkeypatch.setattr(
        dumps.subprocess,
        "run",
        lambda words, **more: ran.append((words, more["env"])) or subprocess.CompletedProcess(words, 0),
    )
    dumps._run({"DATABASE_URL": "postgresql://me:s%23cret@db:5432/x"}, "pg_dump", 18)
    ((words, around),) = ran
    assert "--dbname=postgresql://me@db:5432/x" in words
    assert "cret" not in " ".join(map(str, words))
    assert around["PGPASSWORD"] == "s#cret"


# --- interrupted ---


class Killed(Exception):
    """Stands for the end of the process."""


@pytest.mark.parametrize("where", ["_unpack", pytest.param("_bring_database", marks=pytest.mark.soak), "_differences"])
def test_an_interrupted_restore_is_begun_again(
    where: str, filled: Filled, restored: Restore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parcel, into = filled.back_up(), tmp_path / "new"
    true = getattr(restore, where)

    def cut(*about: Any) -> None:
        true(*about)
        raise Killed

    monkeypatch.setattr(restore, where, cut)
    with pytest.raises(Killed):
        restored(parcel, into)
    monkeypatch.setattr(restore, where, true)
    assert (into / site.RESTORING).is_file()
    with pytest.raises(site.SiteTrouble, match="is being restored into"), site.surroundings(into):
        pass
    assert restored(parcel, into) == 0
    with site.surroundings(into):
        pass


def test_another_backup_does_not_go_on_where_one_was_interrupted(
    filled: Filled, restored: Restore, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    parcel, into = filled.back_up(), tmp_path / "new"
    into.mkdir()
    (into / site.RESTORING).write_text(json.dumps({"file": "other.tar", "made_at": "x"}))
    assert restored(parcel, into) == 1
    assert "A restore of another backup was begun" in capsys.readouterr().err


def test_a_changed_row_is_seen(
    filled: Filled, restored: Restore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str],
    empty_database: str,
) -> None:  # fmt: skip
    parcel, into = filled.back_up(), tmp_path / "new"
    put_back = dumps.put_back

    def less(*about: Any, **more: Any) -> None:
        put_back(*about, **more)
        with psycopg.connect(empty_database) as connected:
            connected.execute("DELETE FROM people_membership")

    monkeypatch.setattr(dumps, "put_back", less)
    assert restored(parcel, into) == 1
    said = capfd.readouterr().err
    assert "The table people_membership has 0 rows and had " in said
    assert "it will not start" in said
    assert (into / site.RESTORING).is_file()


@pytest.mark.soak
def test_with_the_embedded_database_by_the_command_line(folder: Path, samples: Path) -> None:
    around = {
        name: value for name, value in os.environ.items() if not name.startswith(("NYBROTT", "DATABASE", "DJANGO"))
    }

    def nybrott(*words: str, var: Path) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "nybrott.cli", *words], env=around | {"NYBROTT_VAR": str(var)}, capture_output=True, text=True,
            check=False, timeout=300,
        )  # fmt: skip

    old, new = folder / "old", folder / "new"
    assert nybrott("manage", "migrate", "--verbosity", "0", var=old).returncode == 0
    made = nybrott("backup", "--out", str(folder), var=old)
    assert made.returncode == 0, made.stderr
    assert "The secret key is not in it." in made.stdout
    (parcel,) = folder.glob("nybrott-*.tar")
    done = nybrott("restore", str(parcel), "--into", str(new), var=old)
    assert done.returncode == 0, done.stderr
    assert "the same" in done.stdout
    assert nybrott("manage", "check", var=new).returncode == 0
    shutil.rmtree(old)
