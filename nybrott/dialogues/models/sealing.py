"""Encryption of what few may read, with a secret that lies outside the database: whoever has the database alone, or a backup of it, reads nothing.

Written input has a key for each dialogue on top of it (`submissions`); confidential minutes are encrypted with the host's secret itself.
"""

from collections.abc import Iterator
from hmac import digest
from secrets import token_bytes

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE = 12  # bytes


class KeyLost(Exception):
    """The host's secret is another than the one this was sealed with, or what was sealed has been changed."""


def host_keys(what: bytes) -> Iterator[bytes]:
    """Keys for one kind of thing, made of the host's secret and then of those it had before: the site's own until a separate one was set."""
    for secret in dict.fromkeys([settings.SEALING_SECRET, settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]):
        yield digest(str(secret).encode(), what, "sha256")


def encrypted(key: bytes, plain: bytes, place: str) -> bytes:
    """Bytes that open with the key and at their place alone."""
    nonce = token_bytes(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, place.encode())


def decrypted(key: bytes, sealed: bytes | memoryview, place: str) -> bytes:
    """What was encrypted. Raises `KeyLost`."""
    whole = bytes(sealed)
    try:
        return AESGCM(key).decrypt(whole[:NONCE], whole[NONCE:], place.encode())
    except (InvalidTag, ValueError):
        raise KeyLost from None
