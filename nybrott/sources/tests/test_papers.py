"""What people bring is taken for what its bytes say; pictures lose all that was written into them."""

import io
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from PIL import Image

from nybrott.sources import Shelf, Unreadable, cleaned, thumbnail
from nybrott.sources.tests.books import TYPES, a_workbook, row_of

PDF = b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"


def a_picture(kind: str = "JPEG", **more: object) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (40, 20), "teal").save(made, kind, **more)
    return made.getvalue()


def a_document(**more: str | bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, text in ({"[Content_Types].xml": TYPES, "word/document.xml": "<document/>"} | more).items():
            file.writestr(name.replace("__", "/"), text)
    return made.getvalue()


def refused(data: bytes) -> str:
    with pytest.raises(Unreadable) as trouble:
        cleaned(io.BytesIO(data))
    return trouble.value.code


def with_exif() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif[0x010E] = "Kari Nordmann hjemme"
    exif.get_ifd(0x8825)[1] = "N"
    return a_picture("JPEG", exif=exif, comment=b"hemmelig sted")


def test_a_picture_loses_what_the_camera_wrote_and_stands_upright() -> None:
    before = with_exif()
    assert b"Kari Nordmann" in before
    assert b"hemmelig" in before
    kind, file = cleaned(io.BytesIO(before))
    after = file.read()
    assert kind.word == "jpeg"
    assert b"Kari" not in after
    assert b"hemmelig" not in after
    assert b"Exif" not in after
    with Image.open(io.BytesIO(after)) as picture:
        assert picture.size == (20, 40)
        assert not picture.getexif()


@pytest.mark.parametrize(("given", "kept"), [("PNG", "png"), ("JPEG", "jpeg"), ("WEBP", "webp"), ("GIF", "png")])
def test_each_kind_of_picture(given: str, kept: str) -> None:
    kind, file = cleaned(io.BytesIO(a_picture(given)))
    with Image.open(file) as picture:
        assert (kind.word, picture.format) == (kept, kept.upper())


def test_words_in_a_png_are_gone_and_its_holes_stay() -> None:
    from PIL.PngImagePlugin import PngInfo

    words = PngInfo()
    words.add_text("Author", "Kari Nordmann")
    made = io.BytesIO()
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(made, "PNG", pnginfo=words)
    _kind, file = cleaned(made)
    data = file.read()
    assert b"Kari" not in data
    with Image.open(io.BytesIO(data)) as picture:
        assert picture.getpixel((0, 0)) == (0, 0, 0, 0)


def _png_that_says(width: int, height: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("size", [(10_000, 6_000), (30_000, 30_000), (60_000, 60_000)])
def test_a_picture_that_would_fill_the_memory_is_refused_unopened(size: tuple[int, int]) -> None:
    assert refused(_png_that_says(*size)) == "pixels"


def test_documents_and_workbooks_are_taken_as_they_are() -> None:
    for data, word in (
        (a_document(), "docx"),
        (a_workbook(row_of(1, "x")).read(), "xlsx"),
        (PDF, "pdf"),
        ("Navn;Ås\n".encode(), "text"),
    ):
        kind, file = cleaned(io.BytesIO(data))
        assert (kind.word, file.read()) == (word, data)


@pytest.mark.parametrize(
    "more",
    [
        {"word__vbaProject.bin": b"x"},
        {"xl__activeX__activeX1.xml": "<a/>"},
        {"word__embeddings__oleObject1.bin": b"x"},
        {"word__media__run.exe": b"MZ"},
        {
            "[Content_Types].xml": '<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
        },
        {
            "word___rels__settings.xml.rels": '<R><Relationship Type="x/attachedTemplate" TargetMode="External" Target="http://x"/></R>'
        },
    ],
)
def test_what_could_run_is_refused(more: dict[str, str | bytes]) -> None:
    assert refused(a_document(**more)) == "macros"


def test_a_link_in_a_document_is_no_macro() -> None:
    link = '<R><Relationship Type="x/hyperlink" TargetMode="External" Target="https://example.org"/></R>'
    assert cleaned(io.BytesIO(a_document(word___rels__document__rels=link)))[0].word == "docx"


@pytest.mark.parametrize("words", [b"/JavaScript", b"/Launch ", b"/EmbeddedFile "])
def test_a_pdf_that_would_run_something_is_refused(words: bytes) -> None:
    assert refused(PDF.replace(b"/Type", words + b"/Type")) == "scripts"
    padded = PDF.replace(b"endobj", b" " * (64 * 1024 - 48) + words + b" endobj")
    assert refused(padded) == "scripts", "also across the border of two pieces"


def test_a_bomb_in_a_document_is_refused() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", TYPES)
        file.writestr("word/document.xml", "<document/>")
        file.writestr("word/media/image1.png", b"\0" * 60_000_000)
    assert len(made.getvalue()) < 100_000
    assert refused(made.getvalue()) == "trap"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "heic"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old-office"),
        (b"MZ\x90\0", "kind"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "kind"),
        (b"<!doctype html><script>", "kind"),
        (b"plain at first" + b"x" * 5000 + b"\0", "kind"),
        (a_picture()[:200], "damaged"),
        (b"\x89PNG\r\n\x1a\n and nothing", "damaged"),
        (PDF[:60], "damaged"),
        (PDF.replace(b"/Root", b"/Encrypt 4 0 R /Root"), "encrypted"),
        (a_document()[:-10], "damaged"),
        (
            a_document(word__x__xml="<!DOCTYPE a [<!ENTITY b 'c'>]><a/>").replace(b"word/x/xml", b"word/x.xml"),
            "entities",
        ),
    ],
)
def test_what_is_not_taken_says_so(data: bytes, code: str) -> None:
    assert refused(data) == code


def test_an_archive_that_is_no_office_file_is_refused() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr("a.txt", "x")
    assert refused(made.getvalue()) == "kind"


# --- the shelf ---


def test_a_shelf_keeps_a_file_once_and_whole(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "uploads")
    name, size = shelf.put(io.BytesIO(b"abc"), 100)
    assert (len(name), size) == (64, 3)
    assert shelf.put(io.BytesIO(b"abc"), 100) == (name, 3)
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [name]
    with shelf.open(name) as file:
        assert file.read() == b"abc"
    assert shelf.is_whole(name)
    (tmp_path / "uploads" / name[:2] / name).write_bytes(b"abd")
    assert not shelf.is_whole(name)
    shelf.forget(name)
    shelf.forget(name)
    assert not shelf.is_whole(name)


def test_a_shelf_refuses_what_is_too_large_and_leaves_nothing(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    with pytest.raises(Unreadable, match="too-large"):
        shelf.put(io.BytesIO(b"x" * 101), 100)
    assert list(tmp_path.iterdir()) == []


def test_a_shelf_sweeps_half_files_and_tells_what_is_old(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    name, _size = shelf.put(io.BytesIO(b"abc"), 100)
    (tmp_path / "new-half").write_bytes(b"ab")
    assert list(shelf.older_than(0)) == []
    assert (tmp_path / "new-half").exists()
    assert list(shelf.older_than(9e9)) == [name]
    assert not (tmp_path / "new-half").exists()


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "ab", "A" * 64, "a" * 63 + "/"])
def test_a_shelf_opens_nothing_by_another_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileNotFoundError):
        Shelf(tmp_path).open(name)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_thumbnail_is_small_and_plain(kind: str) -> None:
    made = io.BytesIO()
    Image.new("RGBA" if kind != "JPEG" else "RGB", (3000, 1500)).save(made, kind)
    small = Image.open(io.BytesIO(thumbnail(made)))
    assert (small.format, small.size, small.mode) == ("JPEG", (480, 240), "RGB")
    if kind != "JPEG":
        assert small.getpixel((5, 5)) == (255, 255, 255), "what one sees through is white"


def test_a_thumbnail_of_what_is_no_picture_is_refused() -> None:
    with pytest.raises(Unreadable, match="damaged"):
        thumbnail(io.BytesIO(PDF))
