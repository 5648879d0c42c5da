"""Archives to test with, honest and hostile, made in memory."""

import gzip
import io
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Mapping

NOTICE = b"<?xml version='1.0'?><Notice>" + b"<Text>a municipality asks the market</Text>" * 20 + b"</Notice>"


def zipped(files: Mapping[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive of these files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return packed.getvalue()


def tarred(files: Mapping[str, bytes], *, form: int = tarfile.PAX_FORMAT) -> bytes:
    """A tar archive of these files."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=form) as archive:
        for name, data in files.items():
            head = tarfile.TarInfo(name)
            head.size = len(data)
            archive.addfile(head, io.BytesIO(data))
    return packed.getvalue()


def tar_member(kind: bytes, name: str = "odd.xml", linkname: str = "/etc/passwd") -> bytes:
    """A tar archive whose first member is of a special kind, and an honest notice after it."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        head = tarfile.TarInfo(name)
        head.type = kind
        head.linkname = linkname
        archive.addfile(head)
        honest = tarfile.TarInfo("honest.xml")
        honest.size = len(NOTICE)
        archive.addfile(honest, io.BytesIO(NOTICE))
    return packed.getvalue()


def zip_of_raw_entries(entries: list[tuple[str, int, bytes, int, int, int]], *, flags: int = 0x800) -> bytes:
    """A zip archive whose list of contents says what we like.

    Each entry is (name, method, packed bytes, size said, checksum said, external attributes).
    """
    body, listed = b"", b""
    for name, method, packed, size, check, outside in entries:
        raw = name.encode()
        at = len(body)
        body += struct.pack("<4s5H3L2H", b"PK\3\4", 20, flags, method, 0, 0, check, len(packed), size, len(raw), 0)
        body += raw + packed
        listed += struct.pack(
            "<4s6H3L5H2L", b"PK\1\2", (3 << 8) | 20, 20, flags, method, 0, 0, check, len(packed), size,
            len(raw), 0, 0, 0, 0, outside, at,
        ) + raw  # fmt: skip
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, len(entries), len(entries), len(listed), len(body), 0)
    return body + listed + end


def deflated(data: bytes) -> bytes:
    """Bare deflate, as in a zip."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def overlapping_bomb(names: int, kernel: int) -> bytes:
    """Many names for one block of `kernel` zeros: small on disk, `names` × `kernel` bytes when believed."""
    zeros = bytes(kernel)
    packed = deflated(zeros)
    check = zlib.crc32(zeros)
    first = zip_of_raw_entries([("000000.xml", 8, packed, kernel, check, 0)])
    listed = b""
    body = first[: first.index(b"PK\1\2")]
    for n in range(names):
        raw = f"{n:06d}.xml".encode()
        listed += struct.pack(
            "<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 8, 0, 0, check, len(packed), kernel, len(raw), 0, 0, 0, 0, 0, 0
        ) + raw  # fmt: skip
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, min(names, 0xFFFF), min(names, 0xFFFF), len(listed), len(body), 0)
    return body + listed + end


def nested(depth: int) -> bytes:
    """A notice in a zip in a zip … `depth` deep."""
    data = zipped({"notice.xml": NOTICE})
    for number in range(depth - 1):
        data = zipped({f"{number}.zip": data})
    return data


def gzip_bomb(size: int) -> bytes:
    """`size` zeros, packed a thousand times smaller."""
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=9, mtime=0) as file:
        block = bytes(1024 * 1024)
        for _ in range(size // len(block)):
            file.write(block)
    return packed.getvalue()
