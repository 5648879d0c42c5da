"""Which tables can be declared of an instrument, which are proposed, and how they are made when a wave closes."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from nybrott.core.anonymity import Declared, changes, publish, tellable
from nybrott.core.programme import in_language
from nybrott.core.statistics import FEW
from nybrott.core.surveys import Instrument, Variable
from nybrott.evaluations.models import Answer, Wave
from nybrott.evaluations.states import WaveState

SHOWS = ("counts", "mean", "words")


def may_group(instrument: Instrument) -> list[Variable]:
    """What people can be grouped by: one choice that everybody is asked and must answer."""
    return [
        one
        for one in instrument.variables()
        if one.question["kind"] == "single" and one.question.get("required") and "show_if" not in one.question
    ]


def table_choices(instrument: Instrument) -> list[tuple[Mapping[str, Any], tuple[str, ...]]]:
    """Each question, and how it can be shown."""
    shows = {"scale": ("mean", "counts"), "matrix": ("mean", "counts"), "text": ("words",)}
    return [(one, shows.get(one["kind"], ("counts",))) for one in instrument.questions]


def proposed_tables(instrument: Instrument) -> list[dict[str, Any]]:
    """A table of every question: counts of choices, means of scales, words as they were written."""
    return [{"key": one["id"], "show": shows[0], "by": False} for one, shows in table_choices(instrument)]


def wrong_tables(instrument: Instrument, tables: Sequence[Mapping[str, Any]], group: str) -> str:
    """Why these tables cannot be declared together; empty when they can."""
    known = {one["id"]: shows for one, shows in table_choices(instrument)}
    groups = [one.key for one in may_group(instrument)]
    if group and group not in groups:
        return _("People can only be grouped by one choice that everyone must answer.")
    seen = set()
    for one in tables:
        if one["key"] not in known or one["show"] not in known[one["key"]] or one["key"] in seen:
            return _("A question is shown in one way, and only in one that fits its kind.")
        if one["by"] and "show_if" in next(each for each in instrument.questions if each["id"] == one["key"]):
            return _("What is asked only after certain answers is not shown by group: how many in each group were"
                     " asked would reveal too much.")  # fmt: skip
        if one["by"] and (not group or one["key"] == group or one["show"] == "words"):
            return _("Choose what people are grouped by first. What people wrote is never shown by group.")
        seen.add(one["key"])
    if not tables:
        return _("Declare at least one table.")
    return ""


def make_tables(wave: Wave, answers: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The declared tables of all answers, and of what has changed where they are tied to an earlier wave."""
    instrument = wave.edition.read
    if len(answers) < FEW:
        return []
    by_question: dict[str, list[Variable]] = {}
    for one in instrument.variables():
        by_question.setdefault(one.question["id"], []).append(one)
    shows = {one["key"]: one["show"] for one in wave.tables}
    grouped = wave.group if any(one["by"] for one in wave.tables) else ""
    told = tellable(instrument.questions, shows, answers, grouped=grouped)
    declared = [
        Declared(variable, table["show"], table["by"])
        for table in wave.tables
        if table["show"] != "words" and table["key"] in told
        for variable in by_question.get(table["key"], [])
    ]
    group = next((one for one in may_group(instrument) if one.key == wave.group), None)
    made = publish(answers, declared, group)
    made += [one for one in _words(wave, answers) if one["key"] in told]
    return made + list(_changes(wave, [one.variable for one in declared if one.show == "mean"]))


def _words(wave: Wave, answers: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """What people wrote, in the order of the alphabet, when at least as many wrote as may be told of."""
    for table in wave.tables:
        if table["show"] == "words":
            said = sorted(one[table["key"]] for one in answers if one.get(table["key"]))
            if len(said) >= FEW:
                yield {"key": table["key"], "show": "words", "by": "", "said": said}


def _changes(wave: Wave, variables: Sequence[Variable]) -> Iterator[dict[str, Any]]:
    earlier = (
        wave.series.waves.filter(state=WaveState.CLOSED).exclude(pk=wave.pk).order_by("-closes_on", "-pk").first()
        if wave.series
        else None
    )
    if earlier is None:
        return
    before = {one.key: one for one in earlier.edition.read.variables()}
    for one in variables:
        # the same question in the same words, or it is no comparison
        if one.key not in before or _asks(before[one.key]) != _asks(one):
            continue
        found = changes(paired(wave, earlier, one))
        if found["linked"]:
            yield {
                "key": one.key,
                "show": "change",
                "by": "",
                "since": earlier.pk,
                "since_title": earlier.title,
            } | found


def _asks(one: Variable) -> tuple[object, ...]:
    rows = [each for each in one.question.get("rows", []) if each["id"] == one.part]
    return one.categories, one.question["text"], rows


def paired(wave: Wave, earlier: Wave, variable: Variable) -> list[tuple[int, int]]:
    """(before, after) of everybody whose answers to a scale are tied. For reckoning, never to be shown as they are.

    Words that two used in the same wave tie nothing: nobody could say which of them is meant.
    """
    points = {str(one) for one in variable.points}

    def of(one: Wave) -> dict[str, str]:
        rows = Answer.objects.filter(wave=one, content__isnull=False).exclude(link="").values_list("link", "content")
        found: dict[str, str] = {}
        twice: set[str] = set()
        for link, content in rows.order_by("link", "id"):
            if link in found:
                twice.add(link)
            found[link] = variable.value(content or {})
        return {link: value for link, value in found.items() if link not in twice and value in points}

    before, after = of(earlier), of(wave)
    return [(int(before[link]), int(after[link])) for link in sorted(before.keys() & after.keys())]


def label_of(instrument: Instrument, key: str, language: str) -> tuple[str, str]:
    """What a variable is called: the question, and its row or option (empty for the whole question)."""
    id, _dot, part = key.partition(".")
    question = next((one for one in instrument.questions if one["id"] == id), None)
    if question is None:
        return key, ""
    parts = [*question.get("rows", []), *question.get("options", [])]
    inner = next((in_language(one["text"], language) for one in parts if one["id"] == part), "") if part else ""
    return in_language(question["text"], language), inner
