"""Text of notices: white space folded, and double-encoded UTF-8 put right where it is beyond doubt.

Double-encoded: UTF-8 bytes that somebody read as Windows-1252 or Latin-1 and encoded again, so that "å" has become
"Ã¥". What is mended: letters of the languages written in Latin script, and typographic signs. A text is touched only
when it holds evidence: "Ã" or "Â" before a sign that nobody writes after a letter, "â€", or "Ä" or "Å" three times
before such a sign. A quoted “IRMÃ” is no evidence, for a quotation mark may follow a letter; nor is MILJØ®.
"""

import re

# What each byte 0x80–0xFF looks like after being misread, and back.
_BYTE_OF: dict[str, int] = {chr(byte): byte for byte in range(0x80, 0x100)}
for _byte in range(0x80, 0xA0):
    try:
        _BYTE_OF[bytes([_byte]).decode("cp1252")] = _byte
    except UnicodeDecodeError:
        continue  # five bytes mean nothing in Windows-1252; as Latin-1 they are in the table already


def _one_of(signs: set[str]) -> str:
    return f"[{re.escape(''.join(sorted(signs)))}]"


_TAILS = {letter for letter, byte in _BYTE_OF.items() if byte < 0xC0}
_AFTER_A_LETTER = set("–—‘’“”„‚…•‹›«»·´¨§°\u00a0")
_AFTER_A_NAME = _AFTER_A_LETTER | set("®™©²³¹ºª")
_TAIL = _one_of(_TAILS)
_RUN = re.compile(f"[ÂÃÄÅ]{_TAIL}|â{_TAIL}{_TAIL}")
_EVIDENCE = re.compile(f"[ÂÃ]{_one_of(_TAILS - _AFTER_A_LETTER)}|â(?:€|\x80)")
_WEAK_EVIDENCE = re.compile(f"[ÄÅ]{_one_of(_TAILS - _AFTER_A_NAME)}")

# Signs nobody sees: soft hyphen, zero-width space and non-joiner, word joiner, byte order mark.
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u2060\ufeff]")


def fold(raw: str) -> str:
    """The text with every stretch of white space made one space, none at the ends, and invisible signs taken out.

    The plain way is the last line; those before it give the same in less time, since folding long texts is most of
    what a notice gives to do.
    """
    if "\n" in raw:
        raw = raw.replace("\n", " ")
    if raw.isprintable() and "  " not in raw:  # of all white space only the plain space is printable
        return raw.strip()
    return " ".join(_INVISIBLE.sub("", raw).split())


def mended(text: str) -> str:
    """The text with double-encoded runs put right; the very same object when nothing is clearly wrong.

    Give it the text before white space is folded: half of a run may look like white space.
    """
    if text.isascii() or not ("Ã" in text or "â" in text or "Â" in text or "Å" in text or "Ä" in text):
        return text
    if not _EVIDENCE.search(text) and len(_WEAK_EVIDENCE.findall(text)) < 3:
        return text
    return _RUN.sub(lambda run: bytes([_BYTE_OF[sign] for sign in run.group()]).decode("utf-8"), text)
