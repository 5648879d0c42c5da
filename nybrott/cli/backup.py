"""`nybrott backup` and `nybrott backup verify`: everything that cannot be made anew, in one file."""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from nybrott import __version__
from nybrott.cli import dumps, site
from nybrott.cli.parcels import Trouble, is_plain, packing, unpack

DUMP = "database.dump"
# made anew by the site or by its owner, or kept apart: the database has its own file, the lake its own way
LEFT_OUT = {"postgres", "static", "open-data", "lake", "secret-key", "nybrott.lock", "restoring.json"}
# of programs and tests on this machine; older backups may hold them, and are restored all the same
OF_THE_MACHINE = {"bytecode", "prepared", "prepared.lock"}


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """`nybrott backup [--out PATH] [--with-secret-key]`, `nybrott backup verify FILE`."""
    parser = subparsers.add_parser(
        "backup",
        help="put everything that cannot be made anew into one file, or verify such a file",
        description="Put database, lake and uploaded files into one file, while the site runs. The secret key is left out "
        "unless asked for: keep it apart, and the file alone lets nobody in.",
    )
    parser.add_argument(
        "--out", type=Path, default=Path(), metavar="PATH", help="a folder, or the file to write (here)"
    )
    parser.add_argument("--with-secret-key", action="store_true", help="put the secret key in too")
    parser.set_defaults(run=run_backup)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    verify = commands.add_parser("verify", help="see whether a backup is whole: nothing cut off, altered or added")
    verify.add_argument("file", type=Path, metavar="FILE", help="the backup")
    verify.set_defaults(run=run_verify)


def run_backup(args: argparse.Namespace) -> int:
    """Make the backup; print what is in it. Gives 1 when it could not be made; then nothing is left behind."""
    place = site.folder()
    now = datetime.now(UTC)
    out = args.out / f"nybrott-{now:%Y%m%d-%H%M%S}.tar" if args.out.is_dir() else args.out
    try:
        with site.surroundings(place) as environment:
            about = make(environment, place, out, now=now, with_key=args.with_secret_key)
    except (Trouble, site.SiteTrouble) as trouble:
        print(trouble, file=sys.stderr)
        return 1
    _print(out, about)
    if about["missing"]:
        print(f"{len(about['missing'])} uploaded files that the database names were not on the disk.", file=sys.stderr)
    if not args.with_secret_key:
        print("The secret key is not in it. Keep it apart.")
    return 0


def run_verify(args: argparse.Namespace) -> int:
    """Read the whole backup and compare. Gives 1 when something is wrong."""
    try:
        about = unpack(args.file, lambda _name: None)
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    _print(args.file, about)
    print("The backup is whole.")
    return 0


def _print(file: Path, about: Mapping[str, Any]) -> None:
    print(f"backup\t{file}")
    print(f"made\t{about['made_at']}\tNybrott {about['nybrott']}\tPostgreSQL {about['server']}")
    print(f"tables\t{len(about['rows'])}\trows\t{sum(about['rows'].values())}")
    print(f"chains\t{len(about['heads'])}")
    if "files" in about:
        print(f"files\t{len(about['files'])}\tbytes\t{sum(one['size'] for one in about['files'].values())}")


def make(environment: Mapping[str, str], place: Path, out: Path, *, now: datetime, with_key: bool) -> dict[str, Any]:
    """Write the backup of the site in `place` to `out`, in one consistent look at the database; give what stands in it."""
    url = environment.get("DATABASE_URL", "")
    if not url:
        raise Trouble("Production needs DATABASE_URL: the database whose backup is to be made.")
    if not out.parent.is_dir():
        raise Trouble(f"There is no folder {out.parent}.")
    if out.exists():
        raise Trouble(f"{out} is there already; a backup is never written over another.")
    lake = Path(environment.get("NYBROTT_LAKE") or place / "lake")
    about: dict[str, Any] = {"nybrott": __version__, "made_at": now.isoformat(timespec="seconds")}
    with dumps.looking(url) as connection, packing(out, about) as parcel:
        held = dumps.contents(connection)
        if "django_migrations" not in held.rows:
            raise Trouble("The database holds no site yet; there is nothing to back up.")
        about |= {"rows": held.rows, "heads": held.heads, "migrations": held.migrations, "server": held.server}
        snapshot = connection.execute("SELECT pg_export_snapshot()").fetchall()[0][0]
        with tempfile.TemporaryDirectory(prefix=".nybrott-", dir=out.parent) as folder:
            dumped = Path(folder) / DUMP
            dumps.dump(environment, dumped, snapshot=snapshot, server=held.server)
            parcel.add(dumped, DUMP)
        for path, name in (*_lake_files(lake), *_kept_files(place)):
            try:
                parcel.add(path, name)
            except FileNotFoundError:
                if name.startswith("lake/"):
                    raise Trouble("The lake was built anew meanwhile. Make the backup again.") from None
        if with_key and (place / "secret-key").is_file():
            parcel.add(place / "secret-key", "secret-key")
        there = {name.rpartition("/")[2] for name in parcel.files if name.startswith("var/uploads/")}
        about["missing"] = sorted(held.uploads - there)
        about["files"] = {name: {"size": one.size} for name, one in parcel.files.items()}
    return about


def _lake_files(lake: Path) -> Iterator[tuple[Path, str]]:
    """The generation that holds, and the pointer to it."""
    # imported here: Parquet takes half a second that other commands need not spend
    from nybrott.lake.generations import MANIFEST, POINTER, NoLake, current, manifest

    try:
        generation = current(lake)
        files = [file.path for file in manifest(generation).files] if generation else []
    except NoLake as trouble:
        raise Trouble(str(trouble)) from None
    if generation is None:
        return
    yield lake / POINTER, f"lake/{POINTER}"
    for path in (MANIFEST, *files):
        yield generation / path, f"lake/{generation.name}/{path}"


def _kept_files(place: Path) -> Iterator[tuple[Path, str]]:
    """What else lies in the site's folder and cannot be made anew: uploads, notices brought in, letters."""
    for top in sorted(place.iterdir()):
        if top.name in LEFT_OUT | OF_THE_MACHINE or top.name.startswith(("postgres.", ".")):
            continue
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if is_plain(path) and not path.name.startswith("new-") and not path.name.endswith(".part"):
                yield path, f"var/{path.relative_to(place).as_posix()}"
