"""What is taken in: never from outside the root, never through a link, whole or not at all."""

import os
from pathlib import Path

import pytest

from nybrott.sources import Inbox, Lying, Unreadable, keep
from nybrott.sources.inbox import plain_name


@pytest.fixture
def root(tmp_path: Path) -> Path:
    inbox = tmp_path / "inbox"
    (inbox / "may" / "deep").mkdir(parents=True)
    (inbox / "may" / "a.xml").write_text("<a/>")
    (inbox / "may" / "deep" / "b.xml").write_text("<b/>")
    (inbox / "may" / "readme.txt").write_text("no notice")
    (inbox / "may" / ".hidden.xml").write_text("no")
    (inbox / "one.zip").write_bytes(b"PK")
    (tmp_path / "secret.xml").write_text("secret")
    (inbox / "link.xml").symlink_to(tmp_path / "secret.xml")
    (inbox / "away").symlink_to(tmp_path)
    (inbox / "may" / "linked.xml").symlink_to(tmp_path / "secret.xml")
    (inbox / "may" / "circle").symlink_to(inbox / "may")
    return inbox


def test_what_lies_there(root: Path) -> None:
    assert Inbox(root).lying() == [Lying("may", None), Lying("one.zip", 2)]
    assert Inbox(root).lying("may") == [Lying("may/a.xml", 4), Lying("may/deep", None)]
    assert not Inbox(root / "nowhere").is_there


@pytest.mark.parametrize(
    "place",
    [
        "../secret.xml",
        "/etc/passwd",
        "may/../../secret.xml",
        "..",
        ".",
        "",
        "link.xml",
        "away",
        "away/secret.xml",
        "may\0/a",
        "may/a.xml/x",
    ],
)
def test_nothing_outside_is_ever_reached(root: Path, tmp_path: Path, place: str) -> None:
    with pytest.raises(Unreadable) as refused:
        Inbox(root).take(place, tmp_path / "kept", most=1000)
    assert str(refused.value) in ("outside", "missing")
    assert not (tmp_path / "kept").exists()
    assert not (tmp_path / "kept.part").exists()
    if place:
        with pytest.raises(Unreadable):
            Inbox(root).lying(place)


def test_a_folder_is_taken_without_its_links(root: Path, tmp_path: Path) -> None:
    assert Inbox(root).take("may", tmp_path / "kept", most=1000) == (2, 8)
    kept = sorted(str(path.relative_to(tmp_path / "kept")) for path in (tmp_path / "kept").rglob("*") if path.is_file())
    assert kept == ["a.xml", "deep/b.xml"]


def test_a_file_put_in_place_of_a_link_is_not_followed(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody swaps a file for a link after it was looked at."""
    whole = os.open

    def swap(path: object, flags: int, *rest: object, **more: object) -> int:
        if path == "a.xml":
            (root / "may" / "a.xml").unlink()
            (root / "may" / "a.xml").symlink_to(tmp_path / "secret.xml")
        return whole(path, flags, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", swap)
    with pytest.raises(OSError, match="symbolic links"):
        Inbox(root).take("may", tmp_path / "kept", most=1000)
    assert not (tmp_path / "kept").exists()


@pytest.mark.parametrize(
    ("place", "most", "why"), [("may", 5, "too-large"), ("nothing", 9, "missing"), ("empty", 9, "empty")]
)
def test_what_cannot_be_taken_says_why(root: Path, tmp_path: Path, place: str, most: int, why: str) -> None:
    (root / "empty").mkdir()
    with pytest.raises(Unreadable, match=why):
        Inbox(root).take(place, tmp_path / "kept", most=most)
    assert not (tmp_path / "kept").exists()


def test_what_was_sent_is_kept_whole_or_not_at_all(tmp_path: Path) -> None:
    assert keep([b"ab", b"c"], tmp_path / "1", "mine.xml", most=3) == 3
    assert (tmp_path / "1" / "mine.xml").read_bytes() == b"abc"
    for pieces, why in (([b"abcd"], "too-large"), ([], "empty")):
        with pytest.raises(Unreadable, match=why):
            keep(pieces, tmp_path / "2", "mine.xml", most=3)
        assert not (tmp_path / "2").exists()


@pytest.mark.parametrize(
    ("given", "plain"),
    [
        ("a.xml", "a.xml"),
        ("../../etc/passwd.xml", "passwd.xml"),
        ("C:\\notices\\mai 2024.zip", "mai 2024.zip"),
        ("..", "notices"),
        (".hidden.xml", "hidden.xml"),
        ("å\x00ø\n.xml", "å_ø_.xml"),
        ("x" * 300 + ".xml", "x" * 116 + ".xml"),
    ],
)
def test_names_are_made_plain(given: str, plain: str) -> None:
    assert plain_name(given) == plain
