"""What others made lies here unchanged, with its licence, and holds what we need of it."""

import hashlib
import re
import struct
import tomllib

import pytest

from nybrott.ui.icons import ICONS
from nybrott.ui.tests.factories import STATIC, UI

PACKAGES = tomllib.loads((UI / "VENDORED.toml").read_text(encoding="utf-8"))["package"]
FREE = {"MIT": "Permission is hereby granted", "0BSD": "Permission to use", "OFL-1.1": "SIL OPEN FONT LICENSE",
        "MPL-2.0": "Mozilla Public License"}  # fmt: skip


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package["name"])
def test_files_are_the_listed_ones(package: dict) -> None:
    folder = UI / package["folder"]
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
    assert found == package["sha256"]


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package["name"])
def test_licence_lies_beside_and_is_what_is_said(package: dict) -> None:
    licence = (UI / package["folder"] / "LICENSE").read_text(encoding="utf-8")
    assert FREE[package["licence"]] in licence
    assert re.search(r"\d+\.\d+\.\d+", package["version"])


def test_nothing_lies_there_unlisted() -> None:
    listed = {UI / package["folder"] for package in PACKAGES}
    for home in (STATIC / "vendor", UI / "tests" / "vendor"):
        assert set(home.iterdir()) <= listed


def test_no_file_points_to_a_source_map() -> None:
    for path in (STATIC / "vendor").rglob("*.[jc]s*"):
        assert b"sourceMappingURL" not in path.read_bytes(), path


def test_icons_in_templates_are_in_the_sprite() -> None:
    named = set()
    for template in (UI / "templates").rglob("*.html"):
        named |= set(re.findall(r'{% icon "([a-z-]+)"', template.read_text(encoding="utf-8")))
    named |= {"assumption", "done", "stopped"}  # the thread names these by its states
    named |= set(re.findall(r'"#([a-z]+)"', (STATIC / "nybrott.js").read_text(encoding="utf-8")))
    assert named <= set(ICONS)
    assert {"sun", "moon"} <= named


@pytest.mark.parametrize("face", ["Inter-Regular.ttf", "Inter-SemiBold.ttf"])
def test_faces_for_drawings_have_our_letters(face: str) -> None:
    letters = letters_of((STATIC / "vendor" / "inter" / face).read_bytes())
    assert not [letter for letter in "æøåÆØÅäöéüçß0123456789%–…«»\u2009\u202f" if ord(letter) not in letters]
    assert ord("界") not in letters


def letters_of(font: bytes) -> set[int]:
    """The characters of a TrueType font, from the segments (format 4) of its character map."""
    count = struct.unpack_from(">H", font, 4)[0]
    tables = {font[12 + 16 * i : 16 + 16 * i]: struct.unpack_from(">L", font, 20 + 16 * i)[0] for i in range(count)}
    start = tables[b"cmap"]
    subtables = struct.unpack_from(">H", font, start + 2)[0]
    found: set[int] = set()
    for place in range(subtables):
        here = start + struct.unpack_from(">L", font, start + 8 + 8 * place)[0]
        if struct.unpack_from(">H", font, here)[0] != 4:
            continue
        size = struct.unpack_from(">H", font, here + 6)[0]
        ends = struct.unpack_from(f">{size // 2}H", font, here + 14)
        starts = struct.unpack_from(f">{size // 2}H", font, here + 16 + size)
        for first, last in zip(starts, ends, strict=True):
            found |= set(range(first, last + 1))
    return found - {0xFFFF}
