"""Every verb that is recorded anywhere has its words, every word its verb, in three languages; so for kinds of letters. And the
page of states is as the code says."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.utils.translation import override

from nybrott.journal.queries import letter_kinds, words
from nybrott.web.management.commands.document import DOCS, states_page

PACKAGE = Path(__file__).resolve().parents[2]
VERB = re.compile(r"[a-z_]+\.[a-z_]+")
BEGUN = re.compile(r"""["'][a-z_]+\.""")  # stands in every file that holds one


def literals(value: ast.AST) -> Iterator[str]:
    """Every text in it that has the shape of a verb; an f-string as a pattern, with \\w+ for what is put in."""
    return literals_of(list(ast.walk(value)))


def literals_of(nodes: list[ast.AST]) -> Iterator[str]:
    """The same of what was gone through already."""
    inside = {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in nodes:
        if isinstance(node, ast.JoinedStr):
            said = "".join(re.escape(part.value) if isinstance(part, ast.Constant) else r"\w+" for part in node.values)
            if re.match(r"[a-z_]+\\\.", said):
                yield said
        elif isinstance(node, ast.Constant) and id(node) not in inside and VERB.fullmatch(str(node.value)):
            yield re.escape(str(node.value))


@cache
def said() -> dict[str, set[str]]:
    """What the code says, as patterns: `recorded` is handed on as a verb, `kinds` as a kind of letter, `written` has the shape of
    a verb (the tables of words themselves left out). Read once: there are many files."""
    found: dict[str, set[str]] = {"recorded": set(), "kinds": set(), "written": set()}
    for path in sorted(PACKAGE.rglob("*.py")):
        if {"tests", "migrations"} & set(path.parts):
            continue
        source = path.read_text("utf-8")
        nodes = list(ast.walk(ast.parse(source))) if BEGUN.search(source) else []
        for node in nodes:
            if not isinstance(node, ast.Call):
                continue
            found["recorded"] |= {verb for one in node.keywords if one.arg == "verb" for verb in literals(one.value)}
            if getattr(node.func, "id", "") == "NewLetter":
                kind = [*node.args[:1], *(one.value for one in node.keywords if one.arg == "kind")]
                found["kinds"] |= {one for value in kind for one in literals(value)}
        if path.name not in {"verbs.py", "urls.py"} and "urls" not in path.parts:
            found["written"] |= set(literals_of(nodes))
    return found


def fits(patterns: set[str]) -> re.Pattern[str]:
    """One pattern for all: asked one by one they are compiled again and again."""
    return re.compile("|".join(sorted(patterns)))


def unsaid(patterns: set[str], known: set[str]) -> list[str]:
    """The patterns that fit nothing known."""
    plain = {re.escape(verb) for verb in known}
    return sorted(one for one in patterns - plain if not any(re.fullmatch(one, verb) for verb in known))


def test_every_verb_that_is_recorded_has_its_words() -> None:
    assert len(said()["recorded"]) > 8
    assert unsaid(said()["recorded"], set(words())) == []


def test_a_verb_without_words_is_seen() -> None:
    assert unsaid({r"needs\.sung", r"needs\.\w+"}, set(words())) == [r"needs\.sung"]


def test_no_words_are_left_of_a_verb_nobody_records() -> None:
    patterns = fits(said()["written"])
    assert [verb for verb in words() if not patterns.fullmatch(verb)] == []
    assert not patterns.fullmatch("needs.sung")


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_sentence_can_be_said(language: str) -> None:
    class Any(dict[str, str]):
        def __missing__(self, name: str) -> str:
            return name.upper()

    with override(language):
        for verb, wording in words().items():
            sentence = str(wording) % Any()
            # a sentence has its full stop, or ends in a fact that brings its own (a reason somebody wrote)
            assert sentence.endswith((".", "”", "»", "?")) or sentence.split()[-1].isupper(), f"{verb}: {sentence}"
            assert "%" not in sentence.replace(" %", "").replace("\u202f%", ""), f"{verb}: {sentence}"


def test_every_kind_of_letter_is_named() -> None:
    assert len(said()["kinds"]) > 8
    assert unsaid(said()["kinds"], set(letter_kinds())) == []


def test_the_page_of_states_is_as_the_code_says() -> None:
    with override("en"):
        assert (DOCS / "states.md").read_text("utf-8") == states_page(), "nybrott manage document states"
