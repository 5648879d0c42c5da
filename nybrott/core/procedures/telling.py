"""A ranking as plain data with its texts in three languages: to be kept exactly as it was shown."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from nybrott.core.law import Amount, Missing, Reference, reference, said_money
from nybrott.core.procedures.facts import Fact
from nybrott.core.procedures.model import VALUE, Texts
from nybrott.core.procedures.ranking import Ranked, Ranking, Reason
from nybrott.core.sayings import LANGUAGES, sayings

_EACH = frozenset(LANGUAGES)


def told(ranking: Ranking) -> dict[str, Any]:
    """Everything a reader sees of a ranking. A text is {"nb", "nn", "en"}; days are written as ISO; JSON can hold all of it."""
    doubtful = [one for fact in ranking.facts if not fact.sure for one in fact.amounts]
    used = [name for one in ranking.options for name in _refs_of(one)]
    return {
        "on": ranking.on.isoformat(), "edition": ranking.catalogue.edition, "holder": ranking.given.holder, "value": ranking.given.value,
        "notice": _words("page", "guidance"), "checked": _checked(ranking.catalogue.checked_by), "first": list(ranking.first), "answers": _answers(ranking),
        "options": [_option(one, ranking) for one in ranking.options],
        "open": [
            {"question": one.question, "names": dict(ranking.catalogue.question(one.question).names), "changes": one.changes,
             "said": _words("open", one.changes), "first": [dict(ranking.catalogue.option(way).names) for way in one.first]}
            for one in ranking.open
        ],
        "facts": [_fact(one, ranking.on) for one in ranking.facts],
        "doubtful": bool(doubtful),
        "refs": [_dated(reference(name, on=ranking.on), ranking.on) for name in dict.fromkeys(used)],
    }  # fmt: skip


def spoken(data: Any, language: str) -> Any:
    """The same with every text in one language."""
    if isinstance(data, Mapping):
        if set(data) == _EACH:
            return data[language]
        return {name: spoken(one, language) for name, one in data.items()}
    return [spoken(one, language) for one in data] if isinstance(data, list) else data


def _answers(ranking: Ranking) -> list[dict[str, Any]]:
    """Every question in order, with its answer (None: not answered)."""
    found: list[dict[str, Any]] = []
    for one in ranking.catalogue.questions:
        chosen = ranking.given.choices.get(one.id)
        answer: Texts | None = next((dict(answer.names) for answer in one.answers if answer.id == chosen), None)
        if one.id == VALUE and ranking.given.value is not None:
            answer = _money(ranking.given.value)
        found.append({"question": one.id, "names": dict(one.names), "answer": answer})
    return found


def _option(one: Ranked, ranking: Ranking) -> dict[str, Any]:
    option, on = one.option, ranking.on
    return {
        "id": option.id, "names": dict(option.names), "what": dict(option.what), "place": one.place, "score": one.score,
        "effort": option.effort, "effort_said": _words("effort", option.effort), "takes": dict(option.takes),
        "for": _reasons(one.speaks_for, ranking), "against": _reasons(one.speaks_against, ranking), "not_possible": _reasons(one.not_possible, ranking),
        "checks": [*(dict(text) for text in option.checks), *(dict(reason.rule.why) for reason in one.checks)],
        "refs": [_dated(reference(name, on=on), on) for name in dict.fromkeys(_refs_of(one))],
    }  # fmt: skip


def _refs_of(one: Ranked) -> Iterable[str]:
    yield from one.option.refs
    for reason in (*one.speaks_for, *one.speaks_against, *one.not_possible, *one.checks):
        yield from reason.rule.refs


def _reasons(reasons: Iterable[Reason], ranking: Ranking) -> list[dict[str, Any]]:
    """Each with the answers it rests on. One that would rule the option out and rests on a doubtful amount says so."""
    found: list[dict[str, Any]] = []
    for one in reasons:
        because = [_because(name, ranking) for name in one.rule.when]
        doubt = None if one.sure else _words("page", "perhaps" if one.rule.effect == "not_possible" else "doubtful")
        found.append({"rule": one.rule.id, "why": dict(one.rule.why), "weight": one.rule.weight, "because": because, "doubt": doubt})  # fmt: skip
    return found


def _because(name: str, ranking: Ranking) -> dict[str, str]:
    fact = next((one for one in ranking.facts if one.id == name), None)
    if fact is not None:
        return _words(name, fact.value)
    question = ranking.catalogue.question(name)
    chosen = ranking.given.choices[name]
    return dict(next(answer.names for answer in question.answers if answer.id == chosen))


def _fact(one: Fact, on: date) -> dict[str, Any]:
    return {"id": one.id, "said": _words(one.id, one.value), "sure": one.sure, "amounts": [_dated(amount, on) for amount in one.amounts]}  # fmt: skip


def _dated(found: Amount | Reference | Missing, on: date) -> dict[str, Any]:
    """An entry of the law with all it says of itself."""
    missing = isinstance(found, Missing)
    return {
        "name": found.name, "missing": missing, "source": found.source,
        "said": {code: found.names[code] if isinstance(found, Missing) else found.said(code) for code in LANGUAGES},
        "validity": None if isinstance(found, Missing) else {code: found.validity(code) for code in LANGUAGES},
        "checked": None if isinstance(found, Missing) else {code: found.checked(code) for code in LANGUAGES},
        "doubts": _columns({code: found.doubts(on, code) for code in LANGUAGES}),
    }  # fmt: skip


def _columns(lines: Mapping[str, list[str]]) -> list[dict[str, str]]:
    return [dict(zip(LANGUAGES, each, strict=True)) for each in zip(*(lines[code] for code in LANGUAGES), strict=True)]


def _words(kind: str, code: str, **facts: str) -> dict[str, str]:
    words = sayings("procedures")
    return {language: words.say(kind, code, language, **facts) for language in LANGUAGES}


def _checked(by: str) -> dict[str, str]:
    return _words("page", "checked", who=by) if by else _words("page", "unchecked")


def _money(value: int) -> Texts:
    return {language: said_money(value, language) for language in LANGUAGES}
