"""The words for what happened: each room has its own in `verbs.py`, its kinds of letters in `letters.py`."""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nybrott.journal.models import Entry
from nybrott.journal.states import LetterKind
from nybrott.ui.formats import day_year

# what jobs of the site call themselves: to those who read, it is Nybrott that did it
OURSELVES = frozenset({
    "Conferences", "Contracts", "Erasure", "Evaluation", "Guidance", "Host", "Import", "Imports", "Ledger", "Market dialogues", "Measuring", "Meetings",
    "Networks", "Nybrott", "Outbox", "Priorities", "Recruiting", "Retention", "Tasks", "Uploads", "Written input",
})  # fmt: skip
_DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-([0-2]\d|3[01])")  # as facts keep a day


def _gathered(module: str, name: str) -> dict[str, object]:
    """What every installed room says under `name` in its `module`."""
    found: dict[str, object] = {}
    for config in apps.get_app_configs():
        if config.name.startswith("nybrott.") and find_spec(f"{config.name}.{module}"):
            found |= getattr(import_module(f"{config.name}.{module}"), name, {})
    return found


@cache
def words() -> Mapping[str, Promise]:
    """Every verb of every installed room → its sentence, with %(actor)s, %(thing)s and names of facts in it."""
    return {verb: said for verb, said in _gathered("verbs", "VERBS").items() if isinstance(said, Promise)}


@cache
def letter_kinds() -> Mapping[str, LetterKind]:
    """Every kind of letter the installed rooms write."""
    return {kind: said for kind, said in _gathered("letters", "KINDS").items() if isinstance(said, LetterKind)}


def kind_of_letter(kind: str) -> str:
    """What a kind of letter is called; its word for programs when no room says."""
    known = letter_kinds().get(kind)
    return str(known.name) if known else kind


def kind_of_thing(kind: str) -> str:
    """What a kind of thing ("people.membership") is called."""
    try:
        return capfirst(str(apps.get_model(kind)._meta.verbose_name))
    except (LookupError, ValueError):
        return kind


@cache
def _fact_words() -> Mapping[str, Promise]:
    return {name: said for name, said in _gathered("verbs", "FACTS").items() if isinstance(said, Promise)}


@cache
def _codes() -> Mapping[str, Promise]:
    """The codes of roles, which any entry may name → what the roles are called."""
    names = {code: getattr(role, "name", None) for code, role in _gathered("roles", "ROLES").items()}
    return {code: said for code, said in names.items() if isinstance(said, Promise)}


def _fields_of(kind: str) -> Mapping[str, Any]:
    """The fields of a kind of thing by name; none when there is no such kind any more."""
    try:
        return {
            field.name: field for field in apps.get_model(kind)._meta.get_fields() if hasattr(field, "verbose_name")
        }
    except (LookupError, ValueError):
        return {}


def facts_in_words(kind: str, facts: Mapping[str, object]) -> list[tuple[str, str]]:
    """(what it is, what it says) of each fact about a thing of a kind, as people read them.

    A fact is called what its room calls it in `FACTS`, else what the field of that name is called; a code of the thing's own
    states or of a role is said in words.
    """
    fields = _fields_of(kind)
    said: dict[str, Promise | str] = {**_codes()}
    for name in ("state", *(name for name in facts if name in fields)):
        said |= dict(getattr(fields.get(name), "flatchoices", ()))

    def worded(value: object) -> object:
        if isinstance(value, list):
            return [worded(one) for one in value]
        if isinstance(value, dict):
            return {called(str(name)): worded(inner) for name, inner in value.items()}
        return str(said[value]) if isinstance(value, str) and value in said else value

    def called(name: str) -> str:
        known = _fact_words().get(name) or getattr(fields.get(name), "verbose_name", None)
        return capfirst(str(known)) if known else name

    return [(called(name), plain_fact(worded(value))) for name, value in facts.items()]


class _Said(dict[str, object]):
    """What a sentence names; a fact that is not there is a dash."""

    def __missing__(self, _name: str) -> str:
        return "–"


def sentence(entry: Entry) -> str:
    """The entry as one sentence in the reader's language."""
    private = entry.private or {}
    facts = {name: plain_fact(value) for name, value in (private.get("facts") or {}).items()}
    said = _Said(
        facts,
        actor=_who(entry, private) or _("Someone"),
        thing=private.get("thing") or kind_of_thing(entry.thing_kind),
    )
    if entry.private is None:
        said["actor"], said["thing"] = _("Someone (erased)"), _("something (erased)")
    template = words().get(entry.verb)
    return str(template) % said if template else f"{said['actor']}: {entry.verb} – {said['thing']}"


def _who(entry: Entry, private: Mapping[str, Any]) -> str:
    name = str(private.get("actor") or "")
    return "Nybrott" if entry.actor_user_id is None and name in OURSELVES else name


def wording(verb: str) -> str:
    """How a verb is said, without who and what: for choosing among verbs."""
    template = words().get(verb)
    return " ".join((str(template) % _Blank()).replace("“…”", "…").replace("«…»", "…").split()) if template else verb


class _Blank(dict[str, object]):
    def __missing__(self, _name: str) -> str:
        return "…"


FAULTS: dict[str, Promise] = {
    "missing": gettext_lazy("The entry is missing."),
    "seal": gettext_lazy("Its seal does not fit what it says or what comes before it."),
    "people": gettext_lazy("What it says about people was changed."),
    "erased": gettext_lazy("What it says about people was erased, and no entry records it."),
    "end": gettext_lazy("The chain does not end where it should."),
    "last": gettext_lazy("The last seal is not what it should be."),
    "told": gettext_lazy("Its seal is different from the one that was handed over."),
}


def fault_in_words(fault: str) -> str:
    """What is wrong with a chain, from core's word for it."""
    return str(FAULTS.get(fault, ""))


def plain_fact(value: object) -> str:
    """A fact as people read it."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(map(plain_fact, value)) or "–"
    if isinstance(value, dict):
        return ", ".join(f"{name}: {plain_fact(inner)}" for name, inner in value.items()) or "–"
    return _as_day(str(value))


def _as_day(text: str) -> str:
    """A day as people write it, where a fact is nothing but a day."""
    if not _DAY.fullmatch(text):
        return text
    try:
        return day_year(date.fromisoformat(text))
    except ValueError:  # looks like one, and is in no calendar
        return text
