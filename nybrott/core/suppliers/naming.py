"""Each thing by itself: cleaned, checked, or refused."""

import re
import unicodedata

from stdnum.no import orgnr

from nybrott.core.sayings import sayings

LONGEST_NAME, LONGEST_EMAIL, LONGEST_NUMBER = 200, 254, 20
# controls, signs that turn text around or show nothing, halves of signs, signs without a meaning
_NOT_SHOWN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn"))
_JOINERS = "\u200c\u200d"  # shown by what they do within words of some languages
_SPACES = re.compile(r"\s+")
_NO_SIGN = re.compile(r"[\W_]+")
_LOCAL = re.compile(r"[^\s@\"(),:;<>\[\]\\]{1,64}")
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")


class SupplierError(ValueError):
    """What a supplier cannot be called or reached by. `code`: digits, check_digit, number, no_name, long_name, email."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(self.said("en"))

    def said(self, language: str) -> str:
        """The trouble as a sentence that says what is asked for."""
        return sayings("suppliers").say("troubles", self.code, language)


def organisation_number(text: str, country: str = "NO") -> str:
    """The number in the form we compare with: nine digits in Norway, check digit right ("NO 999 999 999 MVA" too); letters and digits in
    capitals elsewhere, nothing checked. Raises `SupplierError`."""
    plain = _NO_SIGN.sub("", unicodedata.normalize("NFKC", text[:100])).upper()
    if country != "NO":
        if not (plain.isascii() and any(sign.isdigit() for sign in plain) and 4 <= len(plain) <= LONGEST_NUMBER):
            raise SupplierError("number")
        return plain
    digits = plain.removeprefix("NO").removesuffix("MVA")
    if not re.fullmatch(r"[0-9]{9}", digits):
        raise SupplierError("digits")
    if not orgnr.is_valid(digits):
        raise SupplierError("check_digit")
    return digits


def display_name(text: str) -> str:
    """The name on one line, as it is shown: one space between words, nothing that is not seen. Raises `SupplierError` when nothing is left of it,
    or too much (200 characters)."""
    one_line = _SPACES.sub(" ", unicodedata.normalize("NFC", text))
    shown = "".join(
        sign for sign in one_line if sign in _JOINERS or unicodedata.category(sign) not in _NOT_SHOWN
    ).strip(f" {_JOINERS}")
    shown = _SPACES.sub(" ", shown)
    if not any(sign.isalnum() for sign in shown):
        raise SupplierError("no_name")
    if len(shown) > LONGEST_NAME:
        raise SupplierError("long_name")
    return shown


def email_address(text: str) -> str:
    """The address in the form we compare with: without spaces around it, the host in small letters and plain (`post@blåbær.no` → `post@xn--blbr-roah.no`).

    What stands before the @ is kept as it is written, except for its case: two addresses that differ in that alone are one person's.
    Raises `SupplierError` for what no letter can be sent to; addresses in quotes and at bare numbers are not taken.
    """
    local, at, host = unicodedata.normalize("NFC", text).strip().rpartition("@")
    local = local.lower()
    if not at or not _LOCAL.fullmatch(local) or local.startswith(".") or local.endswith(".") or ".." in local:
        raise SupplierError("email")
    if not local.isprintable():
        raise SupplierError("email")
    try:
        plain = host.lower().encode("idna").decode("ascii")
    except UnicodeError:
        raise SupplierError("email") from None
    labels = plain.split(".")
    if len(labels) < 2 or not all(map(_LABEL.fullmatch, labels)) or labels[-1].isdigit():
        raise SupplierError("email")
    if len(f"{local}@{plain}".encode()) > LONGEST_EMAIL:
        raise SupplierError("email")
    return f"{local}@{plain}"
