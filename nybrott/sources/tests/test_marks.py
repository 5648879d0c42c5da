"""A mark is the same while nothing changed, and another one after every change there can be."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from nybrott.sources import mark


@pytest.fixture
def place(tmp_path: Path) -> Path:
    for name in ("a.xml", "b/c.xml", "b/d/e.zip"):
        file = tmp_path / "place" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"some bytes")
    return tmp_path / "place"


def rewritten(file: Path) -> None:
    """Other bytes, as many as before, and its date set back to what it was."""
    before = file.stat()
    file.write_bytes(b"same bytes")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def exchanged(file: Path) -> None:
    """Another file in its place, with its size and date."""
    other, before = file.with_name("other"), file.stat()
    other.write_bytes(b"some bytez")
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(file)


CHANGES: dict[str, Callable[[Path], object]] = {
    "a file more": lambda place: (place / "b" / "new.xml").write_bytes(b""),
    "a file less": lambda place: (place / "b" / "d" / "e.zip").unlink(),
    "another name": lambda place: (place / "a.xml").rename(place / "z.xml"),
    "another folder": lambda place: (place / "a.xml").rename(place / "b" / "a.xml"),
    "longer": lambda place: (place / "b" / "c.xml").write_bytes(b"some bytes more"),
    "as long, and its date set back": lambda place: rewritten(place / "b" / "c.xml"),
    "another file of that size and date": lambda place: exchanged(place / "a.xml"),
    "an empty folder more": lambda place: (place / "empty").mkdir(),
    "a link to somewhere else": lambda place: (place / "link").symlink_to(place.parent),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_every_change_gives_another_mark(place: Path, change: Callable[[Path], object]) -> None:
    before = mark([place])
    assert mark([place]) == before
    change(place)
    assert mark([place]) != before
    assert mark([place]) == mark([place])


def test_what_is_never_read_does_not_matter(place: Path) -> None:
    before = mark([place])
    (place / ".hidden").write_bytes(b"x")
    (place / "__pycache__").mkdir()
    (place / "__pycache__" / "c.pyc").write_bytes(b"x")
    assert mark([place]) == before


def test_links_in_circles_come_to_an_end(place: Path) -> None:
    (place / "b" / "round").symlink_to(place)
    assert mark([place]) == mark([place])


def test_which_paths_and_in_which_order_is_part_of_it(place: Path) -> None:
    assert mark([place / "a.xml", place / "b"]) != mark([place / "b", place / "a.xml"])
    assert mark([place / "a.xml"]) != mark([place])


def test_what_is_not_there_has_a_mark_until_it_comes(tmp_path: Path) -> None:
    before = mark([tmp_path / "absent"])
    assert mark([tmp_path / "absent"]) == before
    (tmp_path / "absent").write_bytes(b"")
    assert mark([tmp_path / "absent"]) != before
