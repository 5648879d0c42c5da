"""Official numbers by which notices point to each other."""

import re

_OJ_NUMBER = re.compile(r"(\d{4})/S ?\d{1,3}-0*(\d{1,8})")
_TED_NUMBER = re.compile(r"0*(\d{1,8})-(\d{4})")
_DOFFIN_NUMBER = re.compile(r"(?:19|20)\d{2}-\d{5,6}")


def notice_reference(text: str) -> str:
    """A reference to a notice in one form: TED numbers as "123456-2024", also when written "00123456-2024" or
    "2024/S 123-123456"; a notice identifier (UUID and version) or anything else stands as it is."""
    text = text.strip()
    found = _OJ_NUMBER.fullmatch(text)
    if found:
        return f"{found[2]}-{found[1]}"
    found = _TED_NUMBER.fullmatch(text)
    return f"{found[1]}-{found[2]}" if found else text


def doffin_number(path: str, notice_id: str) -> str:
    """The Doffin number ("2024-123456"): the notice identifier itself in notices converted from Doffin's older form,
    else the file's name, for a native notice does not hold its own number. Empty when neither is one."""
    name = re.split(r"[/\\!]", path)[-1].partition(".")[0]
    for candidate in (notice_id, name):
        if _DOFFIN_NUMBER.fullmatch(candidate):
            return candidate
    return ""
