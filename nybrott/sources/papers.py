"""A file somebody brings: what it is, and whether it is one that is taken. What is taken comes out clean.

Pictures are drawn anew, so that nothing the camera or the program wrote into them is left. Documents and spreadsheets are
looked into, never run: macros, embedded programs, encryption and archives that are traps are refused.
"""

import io
import re
import warnings
from typing import IO, Any
from xml.parsers.expat import ExpatError

from nybrott.sources.kinds import (
    DOCX,
    GIF,
    HEAD,
    JPEG,
    OFFICE_LIMITS,
    PDF,
    PNG,
    TEXT,
    WEBP,
    XLSX,
    FileKind,
    Unreadable,
    said_of,
    sign_of,
)
from nybrott.sources.model import Budget, Damaged, Limits, Trap
from nybrott.sources.spreadsheets import parser_of
from nybrott.sources.streams import CHUNK
from nybrott.sources.zips import Zip

MOST_PIXELS = 50_000_000
_ACTIVE = re.compile(
    r"vbaproject|vbadata|activex|/embeddings/.*\.bin$|macrosheets|\.(exe|dll|js|vbs|scr|bat|cmd|ps1|jar|zip)$", re.I
)
_PDF_RUNS = re.compile(rb"/(JavaScript|Launch|EmbeddedFile|RichMedia)\b")


def cleaned(file: IO[bytes], limits: Limits = OFFICE_LIMITS) -> tuple[FileKind, IO[bytes]]:
    """The kind of a file and its bytes as they may be kept; for pictures a new file, for others the same.

    `file` can be moved about in. Raises `Unreadable`: kind, empty, old-office, heic, damaged, encrypted, trap, macros,
    entities, scripts, pixels.
    """
    file.seek(0)
    kind = sign_of(file.read(HEAD))
    file.seek(0)
    if isinstance(kind, str):
        if kind != "zip":
            raise Unreadable(kind)
        kind = _office(file, limits)
    elif kind.is_picture:
        return _drawn_anew(file, kind)
    elif kind == PDF:
        _look_into_pdf(file)
    elif kind == TEXT:
        _look_into_text(file)
    file.seek(0)
    return kind, file


def _office(file: IO[bytes], limits: Limits) -> FileKind:
    """Which office file it is, having unpacked all of it once to see that it can be."""
    try:
        archive = Zip(file, Budget(limits, file.seek(0, 2)))
        entries = list(archive.entries())
        names = {entry.name.replace("\\", "/").lstrip("/") for entry in entries}
        kind = XLSX if "xl/workbook.xml" in names else DOCX if "word/document.xml" in names else None
        if kind is None or "[Content_Types].xml" not in names:
            raise Unreadable("kind")
        if any(_ACTIVE.search(name) for name in names):
            raise Unreadable("macros")
        for entry in entries:
            if entry.refused:
                raise Unreadable("encrypted" if "encrypted" in entry.refused else "damaged", entry.refused)
            stream = archive.open(entry)
            parser = None
            if entry.name.endswith((".xml", ".rels")):
                parser = parser_of(_refuse_what_runs)
            while piece := stream.read(CHUNK):
                if parser:
                    parser.Parse(piece, False)
    except (Trap, Damaged) as trouble:
        raise said_of(trouble) from trouble
    except (ValueError, ExpatError) as trouble:
        raise Unreadable("damaged", str(trouble)) from trouble
    return kind


def _refuse_what_runs(name: str, given: dict[str, str]) -> None:
    """Content types with macros, and templates or programs fetched from elsewhere."""
    said = f"{given.get('ContentType', '')} {given.get('Type', '')}".lower()
    if "macroenabled" in said or "vbaproject" in said or "activex" in said:
        raise Unreadable("macros")
    if name == "Relationship" and given.get("TargetMode") == "External" and not said.rstrip().endswith("/hyperlink"):
        raise Unreadable("macros", "it fetches something from elsewhere")


def _look_into_pdf(file: IO[bytes]) -> None:
    """Refuse what a reader of PDF would run, as far as it stands open in the file, and what is encrypted."""
    kept = b""
    while piece := file.read(CHUNK):
        seen = kept + piece
        if found := _PDF_RUNS.search(seen):
            raise Unreadable("scripts", found.group().decode())
        if re.search(rb"/Encrypt\s+\d+\s+\d+\s+R", seen):
            raise Unreadable("encrypted")
        kept = piece[-64:]
    if b"%%EOF" not in kept:
        raise Unreadable("damaged", "it is cut off")


def _look_into_text(file: IO[bytes]) -> None:
    utf_16 = file.read(2) in {b"\xff\xfe", b"\xfe\xff"}
    while piece := file.read(CHUNK):
        if b"\0" in piece and not utf_16:
            raise Unreadable("kind")


def _drawn_anew(file: IO[bytes], kind: FileKind) -> tuple[FileKind, IO[bytes]]:
    """The picture alone: turned as the camera meant, in plain colours, without a word beside it. Of a moving one its first."""
    # slow import: only pages that take pictures need it
    from PIL import Image, ImageOps

    drawn = io.BytesIO()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(file, formats=[{"jpeg": "JPEG"}.get(kind.word, kind.word.upper())]) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise Unreadable("pixels")
                turned = ImageOps.exif_transpose(picture)
                plain = _plain(turned, see_through=kind != JPEG)
                bare = Image.new(plain.mode, plain.size)
                bare.paste(plain)
                if kind in {PNG, GIF}:
                    kind = PNG
                    bare.save(drawn, "PNG", optimize=False)
                elif kind == WEBP:
                    bare.save(drawn, "WEBP", quality=88)
                else:
                    bare.save(drawn, "JPEG", quality=88)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as trouble:
        raise Unreadable("pixels", str(trouble)) from trouble
    except Unreadable:
        raise
    except Exception as trouble:  # a decoder of foreign bytes may raise anything
        raise Unreadable("damaged", str(trouble)[:200]) from trouble
    drawn.seek(0)
    return kind, drawn


def _plain(picture: Any, *, see_through: bool) -> Any:
    """The picture as RGB, or RGBA where it has holes and its kind can say so."""
    return picture.convert("RGBA" if see_through and picture.has_transparency_data else "RGB")


def thumbnail(file: IO[bytes], longest: int = 480) -> bytes:
    """A small JPEG of a picture that `cleaned` gave, its longer side `longest`; quick also for large ones. Raises `Unreadable`."""
    # slow import: only pages that show pictures need it
    from PIL import Image

    drawn = io.BytesIO()
    try:
        with Image.open(file, formats=["JPEG", "PNG", "WEBP"]) as picture:
            picture.draft("RGB", (longest, longest))
            picture.thumbnail((longest, longest))
            ground = Image.new("RGB", picture.size, "white")
            seen = picture.convert("RGBA")
            ground.paste(seen, mask=seen.getchannel("A"))
            ground.save(drawn, "JPEG", quality=80)
    except Exception as trouble:  # a decoder may raise anything
        raise Unreadable("damaged", str(trouble)[:200]) from trouble
    return drawn.getvalue()
