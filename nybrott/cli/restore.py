"""`nybrott restore FILE --into DIR`: a backup brought to life in an empty folder, and compared with what it was."""

import argparse
import json
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nybrott
from nybrott.cli import dumps, site
from nybrott.cli.backup import DUMP, LEFT_OUT
from nybrott.cli.parcels import Trouble, hash_of, unpack

MARK = site.RESTORING


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """`nybrott restore FILE --into DIR`."""
    parser = subparsers.add_parser(
        "restore",
        help="bring a backup to life in an empty folder",
        description="Bring a backup to life in an empty folder, with the embedded database or, when DATABASE_URL is set, an "
        "empty one of your own. Afterwards rows, files, hashes and the journal's chains are compared with what they were.",
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="the backup")
    parser.add_argument(
        "--into", type=Path, required=True, metavar="DIR", help="the folder of the new site (NYBROTT_VAR)"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Restore and compare; print each comparison. Gives 1 when anything is wrong."""
    place = args.into.absolute()
    try:
        about = _looked_through(args.file)
        _prepare(place, args.file, about)
        with site.held(place):
            _unpack(args.file, place)
            with site.surroundings(place, restoring=True) as environment:
                _bring_database(environment, place, about)
                wrong = _differences(environment, place, about)
    except (Trouble, site.SiteTrouble) as trouble:
        print(trouble, file=sys.stderr)
        return 1
    if wrong:
        print("\n".join(wrong), file=sys.stderr)
        print(
            "The restored site is not what was backed up; it will not start. Begin again with an empty folder.",
            file=sys.stderr,
        )
        return 1
    (place / MARK).unlink()
    print(f"tables\t{len(about['rows'])}\trows\t{sum(about['rows'].values())}\tthe same")
    print(f"files\t{len(about['files'])}\tthe same")
    print(f"chains\t{len(about['heads'])}\thold")
    if "secret-key" not in about["files"]:
        print("The secret key was not in the backup: people sign in again, unless you put the old one back.")
    print(f"Start it with: NYBROTT_VAR={place} nybrott up")
    return 0


def _looked_through(file: Path) -> dict[str, Any]:
    """The manifest of a backup that is whole and that this version of the program understands."""
    about = unpack(file, lambda _name: None)
    package = Path(nybrott.__file__).parent
    newer = [
        f"{app}.{name}"
        for app, name in about["migrations"]
        if (package / app / "apps.py").is_file() and not (package / app / "migrations" / f"{name}.py").is_file()
    ]
    if newer:
        raise Trouble(
            f"{file} was made by a newer Nybrott ({about['nybrott']}) and holds what this one does not know ({newer[0]}): "
            "update first."
        )
    return about


def _prepare(place: Path, file: Path, about: Mapping[str, Any]) -> None:
    """Make sure that nothing is written over: the folder is empty, or holds what an interrupted restore of this file left."""
    mark = place / MARK
    said = {"file": file.name, "made_at": about["made_at"]}
    try:
        place.mkdir(parents=True, exist_ok=True)
        if mark.is_file():
            if json.loads(mark.read_text("utf-8")) != said:
                raise Trouble(
                    f"A restore of another backup was begun in {place}: empty the folder, or finish that one."
                )
            for left in ("var", "lake", "unpacked"):
                shutil.rmtree(place / left, ignore_errors=True)
        elif any(place.iterdir()):
            raise Trouble(f"{place} is not empty; a restore writes over nothing. Give it an empty folder.")
        mark.write_text(json.dumps(said), "utf-8")
    except (OSError, ValueError) as trouble:
        raise Trouble(f"{place} cannot be used: {trouble}") from None


def _where(place: Path, name: str) -> Path:
    """Where a file of the backup belongs."""
    top, _slash, rest = name.partition("/")
    if top == "var" and rest:
        return place / rest
    return place / "unpacked" / DUMP if name == DUMP else place / name


def _unpack(file: Path, place: Path) -> None:
    def keep(name: str) -> Path:
        path, parts = _where(place, name), name.split("/")
        if not (name in (DUMP, "secret-key") or parts[0] == "lake" or (parts[0] == "var" and parts[1] not in LEFT_OUT)):
            raise Trouble(f"{file}: {name} does not belong in a backup.")
        path.unlink(missing_ok=True)  # what an interrupted restore left
        return path

    unpack(file, keep)
    if (key := place / "secret-key").is_file():
        key.chmod(0o600)


def _bring_database(environment: Mapping[str, str], place: Path, about: Mapping[str, Any]) -> None:
    url = environment.get("DATABASE_URL", "")
    if not url:
        raise Trouble("Production needs DATABASE_URL: an empty database to restore into.")
    with dumps.looking(url) as connection:
        held = dumps.contents(connection)
    if held.server < about["server"]:
        raise Trouble(
            f"The backup is of PostgreSQL {about['server']} and this database is {held.server}: use {about['server']} or newer."
        )
    if not held.rows:
        dumps.put_back(environment, place / "unpacked" / DUMP, server=held.server)
    elif held.rows != about["rows"]:
        raise Trouble(
            "The database is not empty; a restore writes over nothing. Give it an empty one with DATABASE_URL."
        )


def _differences(environment: Mapping[str, str], place: Path, about: Mapping[str, Any]) -> list[str]:
    """A sentence for each thing that is not as it was."""
    with dumps.looking(environment["DATABASE_URL"]) as connection:
        held = dumps.contents(connection)
    wrong = [
        f"The table {name} has {held.rows.get(name, 'no')} rows and had {about['rows'].get(name, 'none')}."
        for name in sorted(set(held.rows) | set(about["rows"]))
        if held.rows.get(name) != about["rows"].get(name)
    ]
    if held.heads != about["heads"]:
        wrong.append("The journal's chains do not end where they ended.")
    for name, one in about["files"].items():
        path = _where(place, name)
        try:
            now = hash_of(path)
        except OSError as trouble:
            wrong.append(f"{path} cannot be read: {trouble.strerror}.")
            continue
        if (now.size, now.sha256) != (one["size"], one["sha256"]):
            wrong.append(f"{path} is not what it was.")
    if not wrong:
        shutil.rmtree(place / "unpacked", ignore_errors=True)
        if site.django(dict(environment), "journal", "verify"):
            wrong.append("The journal does not hold; see above.")
    return wrong
