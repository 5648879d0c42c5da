"""Names for notices, buyers and procedures in a lake: stable from one build to the next, unique, fit for an address."""

import re
import unicodedata
from hashlib import blake2b

from nybrott.core.notices import Notice

UNKNOWN_COUNTRY = "ZZ"
TEST = "test"  # the stage of a mere test of somebody's system, in the lake

_NOT_PLAIN = re.compile(r"[^a-z0-9]+")
_LONGEST = 60


def identity(notice: Notice) -> bytes:
    """What makes two notices the same one, wherever they were found: sixteen bytes.

    An official notice is known by its identifier and version. Plain records only number their own list, so what they
    say of buyer, day and title counts too; a release is known within its procedure.
    """
    if notice.format == "record":
        buyer = notice.buyers[0] if notice.buyers else None
        known_by = [
            notice.notice_id, str(notice.published_on), notice.title(), notice.url,
            (buyer.ref or buyer.name) if buyer else "",
        ]  # fmt: skip
    elif notice.format == "ocds":
        known_by = [notice.procedure_id, notice.notice_id]
    else:
        known_by = [notice.notice_id, notice.version]
    return _digest("\x1f".join([notice.format, *known_by]))


def key(notice: Notice, identity: bytes) -> str:
    """The notice's name in the lake and in addresses: its identifier made plain, and ten figures that tell it apart."""
    return f"{_plain(notice.notice_id, 50) or 'notice'}-{identity.hex()[:10]}"


def buyer(notice: Notice) -> str:
    """The first buyer's name in addresses: its number, or a code made from its name. Empty when nobody is named."""
    if not notice.buyers:
        return ""
    first = notice.buyers[0]
    if first.ref:
        plain = _plain(first.ref, _LONGEST)
        # two refs that look alike once made plain are still two organisations
        return plain if plain == first.ref.lower() else f"{plain}-{_digest(first.ref).hex()[:6]}".lstrip("-")
    folded = " ".join(unicodedata.normalize("NFKC", first.name).casefold().split())
    return f"name-{_digest(folded).hex()[:12]}" if folded else ""


def country(notice: Notice) -> str:
    """Two capital letters, "ZZ" when the notice does not say (or says something that is no country code)."""
    code = notice.country.upper()
    return code if len(code) == 2 and code.isascii() and code.isalpha() else UNKNOWN_COUNTRY


def year(notice: Notice) -> int | None:
    """The year the notice is filed under, None when it is undated."""
    return notice.year


def procedure(notice: Notice, key: str) -> tuple[str, str]:
    """The procedure a notice says it belongs to, and how that is known.

    By the procedure's identifier; else it is the notice's own, shared by the versions of one official notice. What a
    notice says of *other* notices is followed later, when all are known.
    """
    if notice.procedure_id:
        return notice.procedure_id, "identifier"
    if notice.format == "record":
        return f"notice:{key}", "own"
    return f"notice:{notice.format}:{notice.notice_id}", "own"


def _plain(text: str, longest: int) -> str:
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return _NOT_PLAIN.sub("-", plain)[:longest].strip("-")


def _digest(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
