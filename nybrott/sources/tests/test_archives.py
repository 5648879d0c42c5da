"""Archives: the honest ones give the same documents however they are packed; the hostile ones are refused, with the
rest going on and memory flat."""

import bz2
import gzip
import io
import lzma
import os
import tarfile
import time
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from nybrott.sources import Document, Limits, Refusal, documents
from nybrott.sources.model import MEGABYTE
from nybrott.sources.tests.factories import (
    NOTICE,
    deflated,
    gzip_bomb,
    nested,
    overlapping_bomb,
    tar_member,
    tarred,
    zip_of_raw_entries,
    zipped,
)

CHECK = zlib.crc32(NOTICE)


def from_archive(tmp_path: Path, name: str, data: bytes, **limits: int) -> list[Document | Refusal]:
    """What an archive gives; paths without the folder it lies in."""
    place = tmp_path / name
    place.write_bytes(data)
    found = list(documents([place], limits=Limits(**limits)))
    prefix = f"{tmp_path}/"
    return [
        Document(one.path.removeprefix(prefix), one.data)
        if isinstance(one, Document)
        else Refusal(one.path.removeprefix(prefix), one.place, one.reason)
        for one in found
    ]


FILES = {"a.xml": NOTICE, "sub/b.json": b"{}", "sub/readme.txt": b"-", "sub/c.jsonl": b'{"id": 1}\n', ".x.xml": b"-"}
WANTED = [("a.xml", NOTICE), ("sub/b.json", b"{}"), ("sub/c.jsonl", b'{"id": 1}\n')]
PACKED = {
    "n.zip": zipped(FILES),
    "stored.zip": zipped(FILES, method=zipfile.ZIP_STORED),
    "N.ZIP": zipped(FILES),
    "moved.zip": b"a program that unpacks itself" * 100 + zipped(FILES),
    "n.tar": tarred(FILES),
    "gnu.tar": tarred(FILES, form=tarfile.GNU_FORMAT),
    "ustar.tar": tarred(FILES, form=tarfile.USTAR_FORMAT),
    "n.tar.gz": gzip.compress(tarred(FILES)),
    "two.tgz": gzip.compress(tarred(FILES)[:700]) + gzip.compress(tarred(FILES)[700:]),
    "n.tar.bz2": bz2.compress(tarred(FILES)),
    "n.txz": lzma.compress(tarred(FILES)),
}


@pytest.mark.parametrize("name", PACKED)
def test_every_honest_archive_gives_the_same(tmp_path: Path, name: str) -> None:
    found = from_archive(tmp_path, name, PACKED[name])
    assert found == [Document(f"{name}!{inner}", data) for inner, data in WANTED]


def test_a_file_packed_alone(tmp_path: Path) -> None:
    for name, data in (("n.xml.gz", gzip.compress(NOTICE)), ("n.xml.xz", lzma.compress(NOTICE))):
        assert from_archive(tmp_path, name, data) == [Document(f"{name}!n.xml", NOTICE)]


def test_long_names_come_whole(tmp_path: Path) -> None:
    name = "/".join(["a" * 90] * 4) + "/nøtt.xml"
    for form in (tarfile.GNU_FORMAT, tarfile.PAX_FORMAT):
        assert from_archive(tmp_path, "n.tar", tarred({name: NOTICE}, form=form)) == [Document(f"n.tar!{name}", NOTICE)]


def test_many_entries_are_listed_without_keeping_them(tmp_path: Path) -> None:
    data = zipped({f"{number:05d}.xml": b"<n/>" for number in range(3000)})
    found = from_archive(tmp_path, "n.zip", data)
    assert [one.path for one in found] == [f"n.zip!{number:05d}.xml" for number in range(3000)]


def test_archives_in_archives_to_a_depth(tmp_path: Path) -> None:
    assert from_archive(tmp_path, "n.zip", nested(3)) == [Document("n.zip!1.zip!0.zip!notice.xml", NOTICE)]
    refused = Refusal("n.zip!2.zip!1.zip!0.zip", "archive", "archives lie more than 3 deep in each other")
    assert from_archive(tmp_path, "n.zip", nested(4)) == [refused]
    mixed = gzip.compress(tarred({"in.zip": zipped({"in.tar": tarred({"n.xml": NOTICE})}), "last.xml": NOTICE}))
    assert from_archive(tmp_path, "n.tgz", mixed) == [
        Document("n.tgz!in.zip!in.tar!n.xml", NOTICE),
        Document("n.tgz!last.xml", NOTICE),
    ]


def cheaply(tmp_path: Path, name: str, data: bytes, **limits: int) -> list[Document | Refusal]:
    """What an archive gives; and no trap may take more than 30 MB or ten seconds to be seen through."""
    tracemalloc.start()
    began = time.process_time()
    found = from_archive(tmp_path, name, data, **limits)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 30 * MEGABYTE
    assert time.process_time() - began < 10
    return found


class TestHostile:
    """Each trap: what it claims, what it is refused for, and that it costs nearly nothing."""

    def test_a_thousand_names_for_one_block(self, tmp_path: Path) -> None:
        bomb = overlapping_bomb(names=1000, kernel=10 * MEGABYTE)
        assert len(bomb) < 80_000  # and ten gigabytes when believed
        (refused,) = cheaply(tmp_path, "n.zip", bomb)
        assert refused == Refusal("n.zip", "archive", "entries share the same data, as no honest archive's do")

    def test_a_block_of_zeros(self, tmp_path: Path) -> None:
        size = 60 * MEGABYTE
        bomb = zip_of_raw_entries([("n.xml", 8, deflated(bytes(size)), size, zlib.crc32(bytes(size)), 0)])
        assert len(bomb) < 65_000
        (refused,) = cheaply(tmp_path, "n.zip", bomb, document=50 * MEGABYTE)
        assert isinstance(refused, Refusal)
        assert refused.reason == "it grows to more than 200 times its size, as no archive of notices does"
        assert (refused.path, refused.place) == ("n.zip", "n.xml")

    def test_zeros_packed_twice(self, tmp_path: Path) -> None:
        bomb = zipped({"in.zip": zipped({"n.xml": bytes(40 * MEGABYTE)}), "after.xml": NOTICE})
        assert len(bomb) < 1000
        (refused,) = cheaply(tmp_path, "n.zip", bomb)
        assert isinstance(refused, Refusal)
        assert refused.place == "in.zip!n.xml"
        assert "200 times" in refused.reason

    def test_a_packed_file_that_never_ends(self, tmp_path: Path) -> None:
        (refused,) = cheaply(tmp_path, "n.xml.gz", gzip_bomb(100 * MEGABYTE))
        assert isinstance(refused, Refusal)
        assert "200 times" in refused.reason

    def test_the_bomb_may_hide_in_what_is_passed_over(self, tmp_path: Path) -> None:
        bomb = gzip.compress(tarred({"big.bin": bytes(40 * MEGABYTE), "n.xml": NOTICE}))
        (refused,) = cheaply(tmp_path, "n.tgz", bomb)
        assert isinstance(refused, Refusal)
        assert "200 times" in refused.reason

    def test_all_that_one_archive_may_give_is_bounded(self, tmp_path: Path) -> None:
        files = {f"{number}.xml": os.urandom(50_000) for number in range(10)}
        found = cheaply(tmp_path, "n.zip", zipped(files), unpacked=220_000)
        assert [type(one) for one in found] == [Document] * 4 + [Refusal]
        assert found[-1] == Refusal("n.zip", "4.xml", "it unpacks to more than 214 kB")

    def test_too_many_files(self, tmp_path: Path) -> None:
        files = {f"{number}.xml": b"<n/>" for number in range(30)}
        assert cheaply(tmp_path, "n.zip", zipped(files), members=20) == [
            Refusal("n.zip", "archive", "it holds more than 20 files")
        ]
        found = cheaply(tmp_path, "n.tar", tarred(files), members=20)
        assert [type(one) for one in found] == [Document] * 20 + [Refusal]

    @pytest.mark.parametrize("name", ["../n.xml", "a/../../n.xml", "/etc/n.xml", "C:\\n.xml", "..\\n.xml"])
    def test_names_that_lead_out(self, tmp_path: Path, name: str) -> None:
        shown = name.replace("\\", "/")
        for archive, data in (
            ("n.zip", zipped({name: NOTICE, "z.xml": NOTICE})),
            ("n.tar", tarred({name: NOTICE, "z.xml": NOTICE})),
        ):
            assert cheaply(tmp_path, archive, data) == [
                Refusal(f"{archive}!{shown}", "name", "its name leads out of the archive"),
                Document(f"{archive}!z.xml", NOTICE),
            ]
        assert sorted(path.name for path in tmp_path.iterdir()) == ["n.tar", "n.zip"]

    def test_names_that_would_draw_on_the_screen(self, tmp_path: Path) -> None:
        (one,) = cheaply(tmp_path, "n.zip", zipped({"\x1b[2Jn\n.xml": NOTICE}))
        assert one.path == "n.zip!�[2Jn�.xml"

    @pytest.mark.parametrize(
        ("kind", "reason"),
        [
            (tarfile.SYMTYPE, "it is a link"), (tarfile.LNKTYPE, "it is a link"), (tarfile.CHRTYPE, "it is a device"),
            (tarfile.BLKTYPE, "it is a device"), (tarfile.FIFOTYPE, "it is a pipe"), (b"Z", "it is of an unknown kind"),
            (b"S", "it is a sparse file"),
        ],
    )  # fmt: skip
    def test_links_and_devices_in_tar(self, tmp_path: Path, kind: bytes, reason: str) -> None:
        refused, honest = cheaply(tmp_path, "n.tar", tar_member(kind))
        assert refused == Refusal("n.tar!odd.xml", "archive", reason)
        assert honest == Document("n.tar!honest.xml", NOTICE)

    def test_a_device_that_claims_a_size_does_not_swallow_what_follows(self, tmp_path: Path) -> None:
        data = bytearray(tar_member(tarfile.SYMTYPE))
        data[124:136] = b"00000002000\0"
        head = bytes(data[:148]) + b" " * 8 + bytes(data[156:512])
        data[148:156] = b"%06o\0 " % sum(head)
        assert cheaply(tmp_path, "n.tar", bytes(data))[-1] == Document("n.tar!honest.xml", NOTICE)

    def test_a_link_in_zip(self, tmp_path: Path) -> None:
        link = ("n.xml", 0, b"/etc/passwd", 11, zlib.crc32(b"/etc/passwd"), 0o120777 << 16)
        (refused,) = cheaply(tmp_path, "n.zip", zip_of_raw_entries([link]))
        assert refused == Refusal("n.zip!n.xml", "archive", "it is a link")

    def test_encrypted_and_unknown_packing(self, tmp_path: Path) -> None:
        secret = zip_of_raw_entries([("n.xml", 0, NOTICE, len(NOTICE), CHECK, 0)], flags=0x801)
        assert cheaply(tmp_path, "n.zip", secret) == [Refusal("n.zip!n.xml", "archive", "it is encrypted")]
        odd = zip_of_raw_entries(
            [("n.xml", 14, NOTICE, len(NOTICE), CHECK, 0), ("z.xml", 0, NOTICE, len(NOTICE), CHECK, 0)]
        )
        refused, honest = cheaply(tmp_path, "n.zip", odd)
        assert refused == Refusal("n.zip!n.xml", "archive", "it is packed in a way that is not opened here (method 14)")
        assert honest == Document("n.zip!z.xml", NOTICE)

    def test_sizes_and_checksums_that_lie(self, tmp_path: Path) -> None:
        lying = zip_of_raw_entries([
            ("more.xml", 8, deflated(NOTICE), 10, CHECK, 0),
            ("less.xml", 8, deflated(NOTICE), len(NOTICE) + 1, CHECK, 0),
            ("other.xml", 8, deflated(NOTICE), len(NOTICE), CHECK ^ 1, 0),
            ("broken.xml", 8, b"\xff" * 50, 100, CHECK, 0),
            ("true.xml", 8, deflated(NOTICE), len(NOTICE), CHECK, 0),
        ])  # fmt: skip
        *refused, honest = cheaply(tmp_path, "n.zip", lying)
        assert [one.reason.partition(" (")[0] for one in refused if isinstance(one, Refusal)] == [
            "it is larger than the archive says",
            "its size or checksum is not what the archive says",
            "its size or checksum is not what the archive says",
            "it is damaged",
        ]
        assert honest == Document("n.zip!true.xml", NOTICE)

    def test_a_list_that_leads_nowhere(self, tmp_path: Path) -> None:
        archive = bytearray(zipped({"n.xml": NOTICE}))
        archive[0:4] = b"XXXX"
        assert cheaply(tmp_path, "n.zip", bytes(archive)) == [
            Refusal("n.zip!n.xml", "whole file", "its data is not where the archive says")
        ]

    def test_a_name_that_claims_a_gigabyte(self, tmp_path: Path) -> None:
        head = tarfile.TarInfo("././@LongLink")
        head.type, head.size = b"L", 1024 * MEGABYTE
        (refused,) = cheaply(tmp_path, "n.tar", head.tobuf(tarfile.GNU_FORMAT) + bytes(10_000))
        assert isinstance(refused, Refusal)
        assert refused.reason == "a member's name or notes are longer than any real one"

    def test_memory_that_an_xz_asks_for(self, tmp_path: Path) -> None:
        packer = lzma.LZMACompressor(filters=[{"id": lzma.FILTER_LZMA2, "preset": 0}])
        packed = bytearray(packer.compress(NOTICE) + packer.flush())
        # the first block's head begins after twelve bytes; the size of the dictionary is one byte of it, checked at its end
        head = slice(12, 12 + (packed[12] + 1) * 4)
        packed[packed.index(bytes([lzma.FILTER_LZMA2, 1])) + 2] = 37  # three gigabytes
        packed[head.stop - 4 : head.stop] = zlib.crc32(packed[head.start : head.stop - 4]).to_bytes(4, "little")
        (refused,) = cheaply(tmp_path, "n.xml.xz", bytes(packed))
        assert isinstance(refused, Refusal)
        assert "Memory usage limit" in refused.reason

    @pytest.mark.parametrize("name", ["n.zip", "n.tar", "n.tar.gz", "n.tar.bz2", "n.txz"])
    def test_cut_off_anywhere(self, tmp_path: Path, name: str) -> None:
        whole = PACKED[name]
        for cut in range(0, len(whole) - 1, max(1, len(whole) // 40)):
            for one in cheaply(tmp_path, name, whole[:cut]):
                assert isinstance(one, Refusal) or (one.path.rpartition("!")[2], one.data) in WANTED

    def test_an_archive_larger_than_is_opened(self, tmp_path: Path) -> None:
        inner = zipped({"n.xml": os.urandom(5000)})
        (refused,) = cheaply(tmp_path, "n.tar", tarred({"in.zip": inner}), spooled=4000)
        assert refused == Refusal("n.tar!in.zip", "archive", "it is larger than the 3 kB that are opened")


@given(data=some.binary(max_size=2000), name=some.sampled_from(sorted(PACKED)))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
def test_no_bytes_make_it_raise(tmp_path: Path, data: bytes, name: str) -> None:
    assert all(isinstance(one, Refusal) for one in from_archive(tmp_path, name, data))


@given(
    name=some.sampled_from(sorted(PACKED)),
    places=some.lists(some.tuples(some.floats(0, 1), some.binary(min_size=1, max_size=4)), min_size=1, max_size=6),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=300)
def test_no_damage_makes_it_raise(tmp_path: Path, name: str, places: list[tuple[float, bytes]]) -> None:
    data = bytearray(PACKED[name])
    for place, wrong in places:
        at = int(place * (len(data) - 1))
        data[at : at + len(wrong)] = wrong
    found = from_archive(tmp_path, name, bytes(data))
    assert all(isinstance(one, Document | Refusal) for one in found)


def test_an_archive_is_read_as_it_goes(tmp_path: Path) -> None:
    """The first document comes before the rest was unpacked, and no more than one is held."""
    files = {f"{number:03d}.xml": os.urandom(100_000) for number in range(200)}
    place = tmp_path / "n.tar.gz"
    place.write_bytes(gzip.compress(tarred(files), 1))
    del files
    tracemalloc.start()
    seen = sum(1 for _ in documents([place]))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert seen == 200
    assert peak < 3 * MEGABYTE
    assert peak > io.DEFAULT_BUFFER_SIZE
