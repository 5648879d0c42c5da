"""Packages: the same bytes always, and every way one can be wrong answered with its code."""

import base64
import json
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nybrott.core.packages import PackageError, Released, fingerprint, pack, release, unpack
from nybrott.core.packages.packing import canonical, digest
from nybrott.core.programme import ProgrammeError, shipped

SECRET, OTHER = bytes(range(32)), bytes(range(1, 33))
UID, ROOT = "c" * 32, "a" * 32
LINE = [{"programme": ROOT, "version": 2, "name": "Rot", "publisher": "Nettverket", "digest": "f" * 64}]


def released(**more: Any) -> Released:
    said = {
        "uid": UID, "version": 3, "publisher": "Prøvevik kommune", "released_on": "2026-11-27", "note": "Kortere verksteder.",
        "line": LINE, "secret": SECRET,
    }  # fmt: skip
    return release(shipped()["internal-driver-programme"].programme, **(said | more))


WHOLE = pack(released())


def repacked(
    change: Callable[[dict[str, bytes]], None] = lambda _files: None, *, how: int = zipfile.ZIP_DEFLATED, names: tuple[str, ...] = ()
) -> bytes:  # fmt: skip
    """The package with something in it changed by whoever has it in hand."""
    with zipfile.ZipFile(BytesIO(WHOLE)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    made = BytesIO()
    with zipfile.ZipFile(made, "w", how) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
        for name in names:
            archive.writestr(name, b"x")
    return made.getvalue()


def signed_anew(change: Callable[[dict[str, Any]], None]) -> bytes:
    """A package whose manifest says something else, properly signed by somebody."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    key = Ed25519PrivateKey.from_private_bytes(OTHER)

    def changed(files: dict[str, bytes]) -> None:
        manifest = json.loads(files["manifest.json"])
        change(manifest)
        files["manifest.json"] = canonical(manifest).encode()
        public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        files["signature.json"] = json.dumps({
            "algorithm": "Ed25519", "key": base64.b64encode(public).decode(),
            "signature": base64.b64encode(key.sign(files["manifest.json"])).decode(),
        }).encode()  # fmt: skip

    return repacked(changed)


def test_out_and_in_and_out_again_is_the_same_bytes_with_the_first_signature() -> None:
    read = unpack(WHOLE)
    assert pack(read) == WHOLE
    assert (read.key, read.signature) == (released().key, released().signature)
    assert read.programme == shipped()["internal-driver-programme"].programme
    assert read.manifest["line"] == LINE
    assert set(read.files) == {"programme.json", "nb.md", "nn.md", "en.md"}


def test_packed_by_another_program_it_is_still_the_same_package() -> None:
    assert pack(unpack(repacked())) == WHOLE


def test_the_same_package_is_the_same_bytes_and_nothing_of_today_is_in_it() -> None:
    assert pack(released()) == WHOLE
    with zipfile.ZipFile(BytesIO(WHOLE)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist() == sorted(archive.namelist())
    assert digest(WHOLE.hex()) == digest(pack(released(secret=SECRET)).hex())


def test_a_fingerprint_is_short_and_of_the_key() -> None:
    one = fingerprint(released().key)
    assert len(one) == 39
    assert one.split() == [part for part in one.split() if len(part) == 4]
    assert one != fingerprint(released(secret=OTHER).key)


def _broken(name: str, old: bytes, new: bytes) -> Callable[[dict[str, bytes]], None]:
    def change(files: dict[str, bytes]) -> None:
        assert old in files[name]
        files[name] = files[name].replace(old, new, 1)

    return change


@pytest.mark.parametrize(
    ("data", "code", "place"),
    [
        (b"not a zip", "not_a_zip", ""),
        (b"", "not_a_zip", ""),
        (WHOLE[:-40], "not_a_zip", ""),
        (b"x" * 2_000_001, "too_large", ""),
        (repacked(names=("../../etc/passwd",)), "path", "../../etc/passwd"),
        (repacked(names=("/absolute",)), "path", "/absolute"),
        (repacked(names=("extra.html",)), "path", "extra.html"),
        (repacked(names=tuple(f"{number}.md" for number in range(20))), "too_many", ""),
        (repacked(_broken("programme.json", b'"minutes": 45', b'"minutes": 54')), "changed", "programme.json"),
        (repacked(_broken("nb.md", b"Roller", b"Rolle")), "changed", "nb.md"),
        (repacked(lambda files: files.pop("nn.md")), "changed", "nn.md"),
        (repacked(lambda files: files.pop("signature.json")), "missing", "signature.json"),
        (repacked(lambda files: files.pop("manifest.json")), "missing", "manifest.json"),
        (repacked(lambda files: files.pop("programme.json")), "missing", "programme.json"),
        (repacked(_broken("manifest.json", "Prøvevik".encode(), "Prøvedal".encode())), "signature", "signature.json"),
        (repacked(_broken("signature.json", b'"Ed25519"', b'"none"')), "signature", "signature.json"),
        (repacked(_broken("signature.json", b'"key": "', b'"key": "@')), "signature", "signature.json"),
        (repacked(lambda files: files.update({"manifest.json": b"[]"})), "unreadable", "manifest.json"),
        (repacked(lambda files: files.update({"manifest.json": b"{" * 100_000})), "unreadable", "manifest.json"),
        (repacked(lambda files: files.update({"nb.md": b"\xff\xfe"})), "unreadable", "UTF-8"),
        (signed_anew(lambda manifest: manifest.update(format="something")), "unknown_format", "manifest.json"),
        (signed_anew(lambda manifest: manifest.update(format_version=3)), "unknown_version", "manifest.json"),
        (signed_anew(lambda manifest: manifest.update(format_version=2)), "missing", "lessons.json"),
        (repacked(names=("lessons.json",)), "changed", "lessons.json"),
        (signed_anew(lambda manifest: manifest.update(version="3")), "unreadable", "manifest.json"),
        (signed_anew(lambda manifest: manifest.update(programme="../x")), "unreadable", "manifest.json"),
        (signed_anew(lambda manifest: manifest.update(publisher=None)), "unreadable", "manifest.json/publisher"),
        (signed_anew(lambda manifest: manifest.update(files=[])), "unreadable", "manifest.json/files"),
        (signed_anew(lambda manifest: manifest.update(line={})), "unreadable", "manifest.json/line"),
        (signed_anew(lambda manifest: manifest.update(line=[3])), "unreadable", "manifest.json/line/0"),
        (signed_anew(lambda manifest: manifest.update(line=[*LINE, *LINE])), "cyclic", "manifest.json"),
        (
            signed_anew(lambda manifest: manifest["line"].append(LINE[0] | {"programme": UID})),
            "cyclic",
            "manifest.json",
        ),
    ],
)
def test_what_is_wrong_is_said(data: bytes, code: str, place: str) -> None:
    with pytest.raises(PackageError) as trouble:
        unpack(data)
    assert (trouble.value.code, trouble.value.place) == (code, place)


def test_a_bomb_is_not_unpacked() -> None:
    bomb = repacked(lambda files: files.update({"nb.md": b"0" * 50_000_000}))
    assert len(bomb) < 200_000
    with pytest.raises(PackageError) as trouble:
        unpack(bomb)
    assert trouble.value.code == "bomb"


def test_a_programme_that_is_no_programme_is_not_let_in_even_when_it_is_signed() -> None:
    def change(manifest: dict[str, Any]) -> None:
        manifest["files"]["programme.json"] = digest("{}")

    signed = signed_anew(change)
    with zipfile.ZipFile(BytesIO(signed)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()} | {"programme.json": b"{}"}
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    with pytest.raises(PackageError) as trouble:
        unpack(made.getvalue())
    assert (trouble.value.code, trouble.value.place) == ("content", "programme.json/licence")


def test_nothing_is_released_that_runs_in_a_circle_or_cannot_be_read() -> None:
    with pytest.raises(PackageError, match="cyclic"):
        released(line=[LINE[0] | {"programme": UID}])
    with pytest.raises(ProgrammeError):
        release({}, uid=UID, version=1, publisher="x", released_on="2026-11-27", note="", line=[], secret=SECRET)


@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 255))
def test_a_changed_byte_is_seen_or_changes_nothing(place: int, by: int) -> None:
    data = bytearray(WHOLE)
    data[place] ^= by
    try:
        read = unpack(bytes(data))
    except PackageError:
        return
    assert pack(read) == WHOLE
