"""Text of notices: white space folded, and double-encoded UTF-8 put right where it is beyond doubt.

Double-encoded: UTF-8 bytes that somebody read as Windows-1252 or Latin-1 and encoded again, so that "å" has become
"Ã¥". Only runs that decode to exactly one character are touched, and only in a text that holds evidence: an "Ã" or
"â€" run, which no language writes, or at least three runs of any kind.
"""

import re

# What each byte 0x80–0xBF looks like after being misread, and back.
_BYTE_OF: dict[str, int] = {chr(byte): byte for byte in range(0x80, 0x100)}
for _byte in range(0x80, 0xA0):
    try:
        _BYTE_OF[bytes([_byte]).decode("cp1252")] = _byte
    except UnicodeDecodeError:
        continue  # five bytes mean nothing in Windows-1252; as Latin-1 they are in the table already

_TAIL = "[" + re.escape("".join(letter for letter, byte in _BYTE_OF.items() if byte < 0xC0)) + "]"
_RUN = re.compile(f"[\u00c2-\u00df]{_TAIL}|[\u00e0-\u00ef]{_TAIL}{{2}}|[\u00f0-\u00f4]{_TAIL}{{3}}")
_SIGNS = ("Ã", "â€", "â\x80", "Ä", "Å", "Â")
_PLAIN_EVIDENCE = ("Ã", "â€", "â\x80")


def fold(raw: str | None) -> str:
    """The text with every stretch of white space made one space, and none at the ends."""
    return " ".join(raw.split()) if raw else ""


def mended(text: str) -> str:
    """The text with double-encoded runs put right; the very same object when nothing is clearly wrong.

    Give it the text before white space is folded: half of a run may look like white space.
    """
    if text.isascii() or not any(sign in text for sign in _SIGNS):
        return text
    runs = [run for run in _RUN.findall(text) if _decoded(run) != run]
    if not runs or (len(runs) < 3 and not any(run.startswith(_PLAIN_EVIDENCE) for run in runs)):
        return text
    return _RUN.sub(lambda match: _decoded(match.group()), text)


def _decoded(run: str) -> str:
    try:
        return bytes(_BYTE_OF[letter] for letter in run).decode("utf-8")
    except UnicodeDecodeError:
        return run
