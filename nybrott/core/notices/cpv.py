"""What the codes of the Common Procurement Vocabulary are called: its divisions (two digits) and groups (three).

Names and licence stand in `catalogue/cpv.toml`. A code of any length belongs to the division of its first two digits.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_CATALOGUE = "catalogue/cpv.toml"


@cache
def _said() -> dict[str, dict[str, dict[str, str]]]:
    text = (files("nybrott.core.notices") / _CATALOGUE).read_text(encoding="utf-8")
    said = tomllib.loads(text)
    return {part: said[part] for part in ("divisions", "groups")}


def divisions(language: str) -> Mapping[str, str]:
    """Every division, two digits → its name in nb, nn or en, in order of the digits."""
    return {code: names[language] for code, names in _said()["divisions"].items()}


def name(code: str, language: str) -> str:
    """What a code is called: its group where there is a name for it, else its division, else nothing.

    `code` may have a check digit or be cut short ("45233120-6", "45"). Groups have no nynorsk name; a nynorsk reader
    is given the division's.
    """
    said = _said()
    group = said["groups"].get(code[:3], {}) if len(code) > 2 else {}
    return group.get(language, "") or said["divisions"].get(code[:2], {}).get(language, "")
