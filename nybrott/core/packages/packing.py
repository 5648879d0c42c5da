"""Signing, packing and unpacking. The same package is always the same bytes: sorted, stored without compression, no times."""

import base64
import binascii
import hashlib
import json
import re
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from nybrott.core.packages.lessons import LESSONS, lessons_told, read_lessons
from nybrott.core.packages.model import PackageError, Released
from nybrott.core.programme import LANGUAGES, ProgrammeError, read_programme, told

FORMAT, PLAIN, WITH_LESSONS = "nybrott-programme", 1, 2  # a host that knows only version 1 says so of a later one
MANIFEST, PROGRAMME, SIGNATURE = "manifest.json", "programme.json", "signature.json"
PAGES = tuple(f"{language}.md" for language in LANGUAGES)
MOST_PACKED, MOST_UNPACKED, MOST_FILES, MOST_LINE = 2_000_000, 5_000_000, 20, 100
_EPOCH = (1980, 1, 1, 0, 0, 0)
_UID, _DIGEST = re.compile(r"[0-9a-f]{32}"), re.compile(r"[0-9a-f]{64}")
_TEXTS = ("name", "publisher", "note", "released_on")


def canonical(value: object) -> str:
    """JSON in the one way we write it: sorted keys, two spaces, UTF-8, a line feed at the end."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=2, allow_nan=False) + "\n"


def digest(text: str) -> str:
    """SHA-256 of a text in UTF-8, as hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def public_key(secret: bytes) -> bytes:
    """The public half of an Ed25519 seed of 32 bytes."""
    return Ed25519PrivateKey.from_private_bytes(secret).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def fingerprint(key: bytes) -> str:
    """A public key as people compare it: eight groups of four characters."""
    short = hashlib.sha256(key).hexdigest()[:32]
    return " ".join(short[place : place + 4] for place in range(0, 32, 4))


def release(
    programme: Mapping[str, Any], *, uid: str, version: int, publisher: str, released_on: str, note: str,
    line: Sequence[Mapping[str, Any]], secret: bytes, learnt: Sequence[Mapping[str, Any]] = (),
) -> Released:  # fmt: skip
    """A programme as a signed package.

    `uid`: 32 hexadecimal digits, the programme's own for all its versions; `line`: the packages it came from, nearest
    first, each {"programme", "version", "name", "publisher", "digest"}; `secret`: 32 bytes, the Ed25519 seed; `learnt`: the
    runs it tells of (core.packages.lessons). Raises `ProgrammeError` for a programme that cannot be read, `PackageError` for
    lessons that cannot, or a line that runs in a circle.
    """
    read = read_programme(programme)
    name = next(read["name"][language] for language in LANGUAGES if language in read["name"])
    files = {PROGRAMME: canonical(read)}
    files |= {f"{language}.md": told(read, language) for language in LANGUAGES if language in read["name"]}
    runs = read_lessons({"runs": [dict(one) for one in learnt]})
    if runs:
        files[LESSONS] = canonical({"runs": list(runs)})
        files |= {name: text + lessons_told(runs, name[:2]) for name, text in files.items() if name.endswith(".md")}
    manifest = {
        "format": FORMAT, "format_version": WITH_LESSONS if runs else PLAIN, "programme": uid, "version": version, "name": name, "publisher": publisher,
        "released_on": released_on, "note": note, "licence": read["licence"], "line": [dict(one) for one in line],
        "files": {file: digest(text) for file, text in files.items()},
    }  # fmt: skip
    _check_manifest(manifest)
    text = canonical(manifest)
    private = Ed25519PrivateKey.from_private_bytes(secret)
    key = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return Released(text, files, key, private.sign(text.encode()), manifest, read, runs)


def pack(released: Released) -> bytes:
    """The package as a zip."""
    signature = canonical({
        "algorithm": "Ed25519",
        "key": base64.b64encode(released.key).decode(),
        "signature": base64.b64encode(released.signature).decode(),
    })  # fmt: skip
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, text in sorted({**released.files, MANIFEST: released.manifest_text, SIGNATURE: signature}.items()):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, text.encode())
    return made.getvalue()


def unpack(data: bytes) -> Released:
    """A package from a zip, with everything checked: bounds, names, format, hashes, signature, line and content.

    Raises `PackageError`; its code says which check said no.
    """
    texts = _texts(data)
    for name in (MANIFEST, SIGNATURE, PROGRAMME):
        if name not in texts:
            raise PackageError("missing", name)
    manifest = _json(texts[MANIFEST], MANIFEST)
    if manifest.get("format") != FORMAT:
        raise PackageError("unknown_format", MANIFEST, str(manifest.get("format"))[:80])
    if manifest.get("format_version") not in (PLAIN, WITH_LESSONS):
        raise PackageError("unknown_version", MANIFEST, str(manifest.get("format_version"))[:20])
    key, signature = _signature(_json(texts[SIGNATURE], SIGNATURE))
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, texts[MANIFEST].encode())
    except (InvalidSignature, ValueError):
        raise PackageError("signature", SIGNATURE) from None
    _check_manifest(manifest)
    files = {name: text for name, text in texts.items() if name not in (MANIFEST, SIGNATURE)}
    if set(files) != set(manifest["files"]):
        raise PackageError("changed", ", ".join(sorted(set(files) ^ set(manifest["files"]))))
    for name, text in files.items():
        if digest(text) != manifest["files"][name]:
            raise PackageError("changed", name)
    try:
        programme = read_programme(_json(files[PROGRAMME], PROGRAMME))
    except ProgrammeError as trouble:
        raise PackageError("content", trouble.place, trouble.reason) from None
    return Released(texts[MANIFEST], files, key, signature, manifest, programme, _learnt(manifest, files))


def _learnt(manifest: Mapping[str, Any], files: Mapping[str, str]) -> tuple[Mapping[str, Any], ...]:
    """The runs a package tells of: those of version 2 tell of one at least, those of version 1 of none."""
    if (manifest["format_version"] == WITH_LESSONS) != (LESSONS in files):
        raise PackageError("missing" if LESSONS not in files else "unreadable", LESSONS)
    if LESSONS not in files:
        return ()
    found = read_lessons(_json(files[LESSONS], LESSONS))
    if not found:
        raise PackageError("unreadable", LESSONS)
    return found


def _texts(data: bytes) -> dict[str, str]:
    if len(data) > MOST_PACKED:
        raise PackageError("too_large", detail=str(len(data)))
    found: dict[str, str] = {}
    left = MOST_UNPACKED
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_FILES:
                raise PackageError("too_many", detail=str(len(entries)))
            for entry in entries:
                if entry.filename not in (MANIFEST, SIGNATURE, PROGRAMME, LESSONS, *PAGES) or entry.filename in found:
                    raise PackageError("path", entry.filename[:80])
                if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) or entry.flag_bits & 1:
                    raise PackageError("unreadable", entry.filename)
                with archive.open(entry) as stream:
                    content = stream.read(left + 1)  # the size an entry claims is not believed
                left -= len(content)
                if left < 0:
                    raise PackageError("bomb", entry.filename, str(MOST_UNPACKED))
                found[entry.filename] = content.decode("utf-8")
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        EOFError,
        OSError,
        NotImplementedError,
        OverflowError,
        zlib.error,
    ):
        raise PackageError("not_a_zip") from None
    except UnicodeDecodeError:
        raise PackageError("unreadable", "UTF-8") from None
    return found


def _json(text: str, place: str) -> dict[str, Any]:
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        raise PackageError("unreadable", place) from None
    if not isinstance(said, dict):
        raise PackageError("unreadable", place)
    return said


def _signature(said: Mapping[str, Any]) -> tuple[bytes, bytes]:
    try:
        key, signature = (base64.b64decode(str(said.get(name, "")), validate=True) for name in ("key", "signature"))
    except (binascii.Error, ValueError):
        raise PackageError("signature", SIGNATURE) from None
    if said.get("algorithm") != "Ed25519" or len(key) != 32 or len(signature) != 64:
        raise PackageError("signature", SIGNATURE)
    return key, signature


def _check_manifest(manifest: Mapping[str, Any]) -> None:
    for name in _TEXTS:
        if not isinstance(manifest.get(name), str) or len(manifest[name]) > 5_000:
            raise PackageError("unreadable", f"{MANIFEST}/{name}")
    files, line = manifest.get("files"), manifest.get("line")
    if not isinstance(files, Mapping) or not all(
        isinstance(one, str) and _DIGEST.fullmatch(one) for one in files.values()
    ):
        raise PackageError("unreadable", f"{MANIFEST}/files")
    if not isinstance(line, list) or len(line) > MOST_LINE:
        raise PackageError("unreadable", f"{MANIFEST}/line")
    seen = [_named(manifest, MANIFEST)]
    for place, one in enumerate(line):
        if not isinstance(one, Mapping) or not all(
            isinstance(one.get(key), str) for key in ("name", "publisher", "digest")
        ):
            raise PackageError("unreadable", f"{MANIFEST}/line/{place}")
        seen.append(_named(one, f"{MANIFEST}/line/{place}"))
    programmes = [uid for uid, _version in seen]
    if len(set(programmes)) < len(programmes):
        twice = next(uid for uid in programmes if programmes.count(uid) > 1)
        raise PackageError("cyclic", MANIFEST, twice)


def _named(said: Mapping[str, Any], place: str) -> tuple[str, int]:
    uid, version = said.get("programme"), said.get("version")
    if not isinstance(uid, str) or not _UID.fullmatch(uid) or type(version) is not int or not 0 < version < 1_000_000:
        raise PackageError("unreadable", place)
    return uid, version
