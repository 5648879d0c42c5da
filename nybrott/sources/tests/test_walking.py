"""Files, folders and standard input: what is given, in which order, and what is refused in words."""

import io
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from nybrott.sources import Document, Limits, Refusal, documents
from nybrott.sources.tests.factories import NOTICE, tarred, zipped


def put(folder: Path, **files: bytes) -> Path:
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


def given(*paths: Path | str, limits: Limits | None = None) -> list[Document | Refusal]:
    return list(documents([str(path) for path in paths], limits=limits))


def test_a_folder_is_gone_through_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b.xml", "a/z.json", "a/å.xml", "a/b/c.jsonl", "a/readme.txt", ".hidden/x.xml", "a/.y.xml", "c.XML"):
        place = tmp_path / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(NOTICE)
    found = given(tmp_path)
    assert [one.path.removeprefix(f"{tmp_path}/") for one in found] == [
        "a/b/c.jsonl", "a/z.json", "a/å.xml", "b.xml", "c.XML",
    ]  # fmt: skip
    assert all(isinstance(one, Document) and one.data == NOTICE for one in found)


def test_folders_that_link_in_circles_are_gone_through_once(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "n.xml").write_bytes(NOTICE)
    (inner / "up").symlink_to(tmp_path)
    (inner / "self").symlink_to(inner)
    (tmp_path / "again").symlink_to(inner)
    (tmp_path / "file.xml").symlink_to(inner / "n.xml")
    (tmp_path / "gone.xml").symlink_to(inner / "nothing.xml")
    found = [(type(one).__name__, one.path.removeprefix(f"{tmp_path}/")) for one in given(tmp_path)]
    assert found == [("Document", "again/n.xml"), ("Document", "file.xml"), ("Refusal", "gone.xml")]


def test_what_is_named_and_cannot_be_given_is_refused_in_words(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.xml")
    (tmp_path / "table.csv").write_bytes(b"a,b")
    empty = tmp_path / "empty.zip"
    empty.write_bytes(zipped({"readme.txt": b"hello"}))
    found = given(tmp_path / "nowhere", tmp_path / "pipe.xml", tmp_path / "table.csv", empty, "nul\0l")
    assert [one.reason for one in found if isinstance(one, Refusal)] == [
        "there is no such file or folder",
        "it is no file or folder",
        "only .xml, .json and .jsonl files and zip, tar, gz, bz2 and xz archives are read",
        "it holds no .xml, .json or .jsonl files",
        "it cannot be read (embedded null byte)",
    ]


def test_the_same_files_in_a_folder_are_passed_over(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.xml")
    put(tmp_path, **{"table.csv": b"a,b", "n.xml": NOTICE, "none.zip": zipped({"readme.txt": b"hello"})})
    assert [one.path for one in given(tmp_path)] == [str(tmp_path / "n.xml")]


def test_a_file_that_may_not_be_read_is_refused_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, **{"a.xml": NOTICE, "b.xml": NOTICE})

    def may_not(path: str, *args: object, **kwargs: object) -> object:
        if path.endswith("a.xml"):
            raise PermissionError(13, "Permission denied")
        return open(path, *args, **kwargs)  # type: ignore[call-overload]

    monkeypatch.setattr("nybrott.sources.walking.open", may_not, raising=False)
    refused, document = given(tmp_path)
    assert refused == Refusal(str(tmp_path / "a.xml"), "whole file", "it may not be read")
    assert isinstance(document, Document)


def test_a_document_at_the_limit_is_given_and_one_byte_more_is_not(tmp_path: Path) -> None:
    limits = Limits(document=1000)
    put(tmp_path, **{"at.xml": b"x" * 1000, "over.xml": b"x" * 1001})
    at, over = given(tmp_path, limits=limits)
    assert isinstance(at, Document)
    assert over == Refusal(str(tmp_path / "over.xml"), "whole file", "it is larger than the 1000 bytes that are read")


def test_a_file_name_that_is_no_text_is_shown_as_text(tmp_path: Path) -> None:
    place = os.fsencode(tmp_path) + b"/\xff\xfe.xml"
    with open(place, "wb") as file:
        file.write(NOTICE)
    (one,) = given(tmp_path)
    assert one.path == f"{tmp_path}/��.xml"
    one.path.encode()


class TestLines:
    """Files of lines come in pieces, and lines keep their numbers."""

    def pieces(self, tmp_path: Path, data: bytes, **limits: int) -> list[Document | Refusal]:
        place = tmp_path / "many.jsonl"
        place.write_bytes(data)
        return given(place, limits=Limits(**limits))

    def test_every_line_stands_where_it_stood(self, tmp_path: Path) -> None:
        lines = [f'{{"id": "{number}"}}'.encode() for number in range(500)]
        found = self.pieces(tmp_path, b"\n".join(lines), piece=100)
        assert len(found) > 50
        seen = {}
        for one in found:
            assert isinstance(one, Document)
            seen |= {number: line for number, line in enumerate(one.data.split(b"\n")) if line}
        assert seen == dict(enumerate(lines))

    def test_a_small_file_is_one_document_and_an_empty_one_none(self, tmp_path: Path) -> None:
        assert self.pieces(tmp_path, b'{"a": 1}\n') == [Document(str(tmp_path / "many.jsonl"), b'{"a": 1}\n')]
        assert self.pieces(tmp_path, b"\n\n") == []

    def test_a_line_without_end_is_refused(self, tmp_path: Path) -> None:
        found = self.pieces(tmp_path, b"{}\n{}\n" + b"x" * 5000, piece=100, document=1000)
        assert isinstance(found[0], Document)
        assert found[0].data == b"{}\n{}\n"
        assert found[1:] == [
            Refusal(str(tmp_path / "many.jsonl"), "line 3", "the line is longer than the 1000 bytes that are read")
        ]

    def test_wide_letters_come_whole(self, tmp_path: Path) -> None:
        data = ('{"title": "Ål"}\n' * 100).encode("utf-16")
        assert self.pieces(tmp_path, data, piece=100) == [Document(str(tmp_path / "many.jsonl"), data)]


class TestStandardInput:
    """A hyphen is what comes in, whatever it is."""

    def came_in(self, monkeypatch: pytest.MonkeyPatch, data: bytes, **limits: int) -> list[Document | Refusal]:
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))
        return given("-", limits=Limits(**limits) if limits else None)

    def test_a_document(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert self.came_in(monkeypatch, NOTICE) == [Document("-", NOTICE)]

    def test_archives_are_known_by_how_they_begin(self, monkeypatch: pytest.MonkeyPatch) -> None:
        import bz2
        import gzip
        import lzma

        files = {"a.xml": NOTICE, "b.xml": NOTICE}
        tar = tarred(files)
        wanted = [Document("-!a.xml", NOTICE), Document("-!b.xml", NOTICE)]
        for data in (zipped(files), tar, gzip.compress(tar), bz2.compress(tar), lzma.compress(tar)):
            assert self.came_in(monkeypatch, data) == wanted
        assert self.came_in(monkeypatch, gzip.compress(NOTICE)) == [Document("-", NOTICE)]

    def test_a_record_a_line(self, monkeypatch: pytest.MonkeyPatch) -> None:
        data = b'{"id": "1"}\n' * 30
        found = self.came_in(monkeypatch, data, piece=100)
        assert len(found) == 4
        assert sum(one.data.strip().count(b"id") for one in found if isinstance(one, Document)) == 30
        for other in (b'{\n"releases": [\n]}\n' * 20, b"[\n1]\n" * 20, b'{"id": "1"}\n', b'{"id"\n: "1"}\n' * 20):
            assert self.came_in(monkeypatch, other, piece=100) == [Document("-", other)]

    def test_it_is_bounded(self, monkeypatch: pytest.MonkeyPatch) -> None:
        (refused,) = self.came_in(monkeypatch, b"x" * 3_000_000, spooled=2_000_000)
        assert isinstance(refused, Refusal)
        assert "standard input" in refused.reason
