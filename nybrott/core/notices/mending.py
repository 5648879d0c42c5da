"""Text of notices: white space folded, and double-encoded UTF-8 put right where it is beyond doubt.

Double-encoded: UTF-8 bytes that somebody read as Windows-1252 or Latin-1 and encoded again, so that "å" has become
"Ã¥". Only runs that decode to exactly one character are touched, and only in a text that holds evidence: a run that
begins with "Ã", "â€" or "Â" and a sign, which no language writes, or at least three runs of any kind.
"""

import re

# What each byte 0x80–0xFF looks like after being misread, and back.
_BYTE_OF: dict[str, int] = {chr(byte): byte for byte in range(0x80, 0x100)}
for _byte in range(0x80, 0xA0):
    try:
        _BYTE_OF[bytes([_byte]).decode("cp1252")] = _byte
    except UnicodeDecodeError:
        continue  # five bytes mean nothing in Windows-1252; as Latin-1 they are in the table already

_TAIL = "[" + re.escape("".join(letter for letter, byte in _BYTE_OF.items() if byte < 0xC0)) + "]"
_RUN = re.compile(f"[\u00c2-\u00df]{_TAIL}|[\u00e0-\u00ef]{_TAIL}{{2}}|[\u00f0-\u00f4]{_TAIL}{{3}}")
# Signs nobody sees: soft hyphen, zero-width space and non-joiner, word joiner, byte order mark.
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u2060\ufeff]")

_EVIDENCE = re.compile(f"Ã{_TAIL}|â(?:€|\x80)|Â[\u00a1-\u00a9\u00ab-\u00b9\u00bb-\u00bf]")


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
    if not _EVIDENCE.search(text) and sum(_decoded(run) != run for run in _RUN.findall(text)) < 3:
        return text
    right = _RUN.sub(lambda match: _decoded(match.group()), text)
    return right if right != text else text


def _decoded(run: str) -> str:
    try:
        return bytes([_BYTE_OF[letter] for letter in run]).decode("utf-8")
    except UnicodeDecodeError:
        return run
