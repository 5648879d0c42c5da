"""The tables of a wave as people read them, and the codebook that says what each column means."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from nybrott.core.national import National, national
from nybrott.core.surveys import Instrument, shipped
from nybrott.evaluations.models import Wave
from nybrott.evaluations.queries.instruments import options_of
from nybrott.evaluations.queries.tables import label_of


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of one question: its text, and the tables of its rows or options, each with what the row is called."""

    id: str
    text: str
    show: str
    tables: Sequence[tuple[str, dict[str, Any]]]
    low: str = ""
    high: str = ""


def words_of(instrument: Instrument, key: str, language: str) -> dict[str, str]:
    """Category → its text, for a variable."""
    id, _dot, part = key.partition(".")
    question = next((one for one in instrument.questions if one["id"] == id), {})
    found = dict(options_of(question, language)) if not (part and "options" in question) else {}
    return {"yes": _("chosen"), "no": _("not chosen")} | found | {"": _("not answered")}


def categories_said(instrument: Instrument, key: str, categories: Sequence[str], language: str) -> str:
    """What is told together, in words: "1–3", "Time / Money"."""
    words = words_of(instrument, key, language)
    said = [words.get(one, one) for one in categories]
    if len(said) > 1 and all(one.isdecimal() for one in said):
        return f"{said[0]}–{said[-1]}"
    return " / ".join(said)


def results_of(wave: Wave, language: str) -> list[Told]:
    """What is told of each question, in the order they were asked."""
    instrument = wave.edition.read
    rows = [one.found for one in wave.results.all()]
    found: list[Told] = []
    for question in instrument.questions:
        mine = [one for one in rows if one["key"].partition(".")[0] == question["id"]]
        for show in ("counts", "mean", "words", "change"):
            tables = [(label_of(instrument, one["key"], language)[1], one) for one in mine if one["show"] == show]
            if tables:
                low, high = (question.get(end, {}).get(language, "") for end in ("low_text", "high_text"))
                found.append(Told(question["id"], label_of(instrument, question["id"], language)[0], show, tables, low, high))  # fmt: skip
    return found


def country_of(wave: Wave, question: str) -> National | None:
    """What is known of the country about a question, while it is asked in the words that came with Nybrott."""
    origin = wave.edition.instrument.origin
    found = national().get((origin, question))
    if found is None:
        return None
    asked, ours = (
        [one for one in each.questions if one["id"] == question]
        for each in (wave.edition.read, shipped()[origin].instrument)
    )
    return found if asked == ours else None


def country_said(wave: Wave, key: str, language: str) -> str:
    """What is known of the country about a variable: the fact, with source and year. Empty where nothing is."""
    id, _dot, part = key.partition(".")
    known = country_of(wave, id)
    return f"{known.rows[part][language]} ({known.named})" if known and part in known.rows else ""


def codebook(wave: Wave, language: str) -> Iterator[tuple[str, str, str, str, str]]:
    """Of each variable that is told of: its key, the question, the row or option, a category, and what the category means."""
    instrument = wave.edition.read
    declared = {one["key"] for one in wave.tables}
    for variable in instrument.variables():
        if variable.question["id"] not in declared:
            continue
        text, part = label_of(instrument, variable.key, language)
        words = words_of(instrument, variable.key, language)
        for category in (*variable.categories, ""):
            yield variable.key, text, part, category, words[category]
