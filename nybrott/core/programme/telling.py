"""A programme as a page to read: Markdown in one of its languages. What people wrote never becomes markup."""

from collections.abc import Mapping
from typing import Any

from nybrott.core.commonmark import plain
from nybrott.core.programme.model import LANGUAGES, THEORY

# Headings of the page; the words of the interface are elsewhere, a package must read the same wherever it is unpacked.
HEADINGS: Mapping[str, Mapping[str, str]] = {
    "aims": {"nb": "Hva programmet vil oppnå", "nn": "Kva programmet vil oppnå", "en": "What the programme is for"},
    "theory": {"nb": "Programteori", "nn": "Programteori", "en": "Programme theory"},
    "roles": {"nb": "Roller", "nn": "Roller", "en": "Roles"},
    "activities": {"nb": "Aktiviteter", "nn": "Aktivitetar", "en": "Activities"},
    "cards": {"nb": "Metodekort", "nn": "Metodekort", "en": "Method cards"},
    "letters": {"nb": "Brev", "nn": "Brev", "en": "Letters"},
    "instruments": {"nb": "Undersøkelser", "nn": "Undersøkingar", "en": "Surveys"},
    "targets": {"nb": "Nullpunkt og mål å sette", "nn": "Nullpunkt og mål å setje", "en": "Baselines and targets to set"},
    "licence": {"nb": "Lisens", "nn": "Lisens", "en": "Licence"},
}  # fmt: skip
STEPS: Mapping[str, Mapping[str, str]] = {
    "input": {"nb": "Innsats", "nn": "Innsats", "en": "Input"},
    "activity": {"nb": "Aktivitet", "nn": "Aktivitet", "en": "Activity"},
    "understanding": {"nb": "Forståelse", "nn": "Forståing", "en": "Understanding"},
    "behaviour": {"nb": "Atferd", "nn": "Åtferd", "en": "Behaviour"},
    "procurement": {"nb": "Anskaffelser", "nn": "Anskaffingar", "en": "Procurements"},
    "effect": {"nb": "Virkninger", "nn": "Verknader", "en": "Effects"},
}


def in_language(words: Mapping[str, str], language: str) -> str:
    """A text in a language, or in the first one it is written in."""
    return words.get(language) or next((words[one] for one in LANGUAGES if one in words), "")


def told(programme: Mapping[str, Any], language: str) -> str:
    """The programme as CommonMark."""

    def say(words: Mapping[str, str] | None) -> str:
        return plain(in_language(words or {}, language))

    lines = [f"# {say(programme['name'])}", "", say(programme["summary"]), ""]

    def part(name: str, rows: list[str]) -> None:
        if rows:
            lines.extend([f"## {HEADINGS[name][language]}", "", *rows, ""])

    part("aims", [f"- {say(one['text'])}" for one in programme["aims"]])
    steps = []
    for step in THEORY:
        found = [one for one in programme["theory"] if one["step"] == step]
        if found:
            steps += [f"- {STEPS[step][language]}", *(f"  - {say(one['text'])}" for one in found)]
    part("theory", steps)
    part(
        "roles",
        [
            f"- **{say(one['name'])}**{_extra(one.get('hours'), 't' if language != 'en' else 'h')}: {say(one['sentence'])} {say(one['asked'])}"
            for one in programme["roles"]
        ],
    )
    part(
        "activities",
        [
            f"- **{say(one['name'])}** ({one['times']} × {one['minutes']} min): {say(one['what'])}"
            for one in programme["activities"]
        ],
    )
    part(
        "cards",
        [
            f"- {plain((one.get(language) or next(one[each] for each in LANGUAGES if each in one))['name'])}"
            for one in programme["cards"]
        ],
    )
    part("letters", [f"- **{say(one['name'])}** ({say(one['when'])})" for one in programme["letters"]])
    part(
        "instruments",
        [f"- **{say(one['name'])}** ({say(one['when'])}): {say(one['what'])}" for one in programme["instruments"]],
    )
    part("targets", [f"- **{say(one['name'])}**: {say(one['how'])}" for one in programme["targets"]])
    part("licence", [programme["licence"]])
    return "\n".join(lines).rstrip() + "\n"


def _extra(number: int | None, unit: str) -> str:
    return f" ({number} {unit})" if number else ""
