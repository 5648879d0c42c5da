"""What a piece of a card or a programme is called, and how its value reads."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from nybrott.core.programme import in_language
from nybrott.programmes.queries.words import (
    ACTIVITY_NAMES,
    CARD_KEYS,
    GAP_REASONS,
    KEY_NAMES,
    LANGUAGES,
    LICENCE_NAMES,
    OUTPUT_NAMES,
    PHASE_NAMES,
    SECTION_NAMES,
    STAGE_NAMES,
    STEP_NAMES,
)


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


class ProgrammeWords:
    """What the pieces of a programme are called, in one language. `contents`: the versions in which things are looked up
    by their id, the nearest first."""

    def __init__(self, language: str, *contents: Mapping[str, Any]) -> None:
        self.language, self.contents = language, contents

    def name_of(self, section: str, id: str) -> str:
        """What a thing is called; its id when no version has it."""
        for content in self.contents:
            for one in content.get(section, []):
                if one["id"] == id:
                    return thing_name(one, self.language)
        return id

    def label(self, path: tuple[str, ...]) -> str:
        """Section, thing, key and language, as far as the path goes."""
        said: list[str] = []
        if path[0] in SECTION_NAMES:
            said.append(str(SECTION_NAMES[path[0]]))
            if len(path) > 1:
                said.append(str(KEY_NAMES["(order)"]) if path[1] == "(order)" else self.name_of(path[0], path[1]))
            rest = path[2:]
            if path[0] == "cards" and rest:
                return " · ".join([*said, card_label(rest)])
        else:
            rest = path
        said += [str(LANGUAGES.get(step) or KEY_NAMES.get(step) or step) for step in rest]
        return " · ".join(said)

    def value(self, path: tuple[str, ...], value: Any) -> str:
        """A value as one reads it; a whole thing with all it says."""
        if value is None:
            return ""
        if path[0] == "cards" and len(path) > 2:
            return card_value(path[2:], value)
        if path[-1] == "(order)":
            return "\n".join(self.name_of(path[0], id) for id in value)
        if path[-1] in ("leads_to", "methods"):
            return "\n".join(self.name_of("theory" if path[-1] == "leads_to" else "cards", id) for id in value)
        if isinstance(value, dict):
            return self._table(path, value)
        names = {"step": STEP_NAMES, "kind": ACTIVITY_NAMES, "licence": LICENCE_NAMES}.get(path[-1])
        return str(names[value]) if names and value in names else str(value)

    def _table(self, path: tuple[str, ...], value: Mapping[str, Any]) -> str:
        if set(value) <= set(LANGUAGES):
            return "\n".join(f"{LANGUAGES[language]}: {text}" for language, text in value.items())
        if path[0] == "cards":
            return thing_name(value, self.language)
        said = []
        for key, one in value.items():
            if key != "id":
                shown = in_language(one, self.language) if isinstance(one, dict) else self.value((*path, key), one)
                said.append(f"{KEY_NAMES[key]}: {shown}")
        return "\n".join(said)


def thing_name(thing: Mapping[str, Any], language: str) -> str:
    """What a thing of a programme is called: its name, else its text; of a card its name."""
    words = thing.get("name") or thing.get("text")
    if words:
        return in_language(words, language)
    return in_language({one: thing[one]["name"] for one in LANGUAGES if one in thing}, language)
