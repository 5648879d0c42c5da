"""What a piece of a card is called and how its value reads."""

from typing import Any

from django.utils.translation import gettext as _

from nybrott.programmes.queries.words import CARD_KEYS, GAP_REASONS, LANGUAGES, OUTPUT_NAMES, PHASE_NAMES, STAGE_NAMES


def card_label(path: tuple[str, ...]) -> str:
    """What a piece of a card is called: the key, and in which language."""
    if path[0] in LANGUAGES:
        if len(path) == 1:
            return str(LANGUAGES[path[0]])
        return _("%(what)s (%(language)s)") % {"what": CARD_KEYS[path[1]], "language": LANGUAGES[path[0]]}
    return str(CARD_KEYS.get(path[0], path[0]))


def card_value(path: tuple[str, ...], value: Any) -> str:
    """A value of a card as one reads it; empty when there is none."""
    if value is None:
        return ""
    if isinstance(value, dict):
        return str(value.get("name", ""))
    names = {"outputs": OUTPUT_NAMES, "stages": STAGE_NAMES, "gaps": GAP_REASONS}.get(path[-1])
    if isinstance(value, list):
        return "\n".join(str(names[one]) if names else str(one) for one in value)
    return str(PHASE_NAMES[value]) if path == ("phase",) else str(value)
