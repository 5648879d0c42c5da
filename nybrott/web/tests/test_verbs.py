"""Every verb that is recorded anywhere has its words, every word its verb, in three languages; so for kinds of letters. And the
page of states is as the code says."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils.translation import override

from nybrott.journal.queries import letter_kinds, words
from nybrott.web.management.commands.document import DOCS, states_page

PACKAGE = Path(__file__).resolve().parents[2]
VERB = re.compile(r"[a-z_]+\.[a-z_]+")


def sources() -> Iterator[tuple[Path, ast.AST]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        if not {"tests", "migrations"} & set(path.parts):
            yield path, ast.parse(path.read_text("utf-8"))


def calls(keyword: str) -> Iterator[tuple[Path, ast.expr, ast.Call]]:
    """Every value handed on as `keyword`, with its call."""
    for path, tree in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                for one in node.keywords:
                    if one.arg == keyword:
                        yield path, one.value, node


def literals(value: ast.AST) -> Iterator[str]:
    """Every text in it that has the shape of a verb; an f-string as a pattern, with \\w+ for what is put in."""
    inside = {id(part) for node in ast.walk(value) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(value):
        if isinstance(node, ast.JoinedStr):
            said = "".join(re.escape(part.value) if isinstance(part, ast.Constant) else r"\w+" for part in node.values)
            if re.match(r"[a-z_]+\\\.", said):
                yield said
        elif isinstance(node, ast.Constant) and id(node) not in inside and VERB.fullmatch(str(node.value)):
            yield re.escape(str(node.value))


def written() -> set[str]:
    """Every text in the code that has the shape of a verb, as a pattern; the tables of words themselves left out."""
    return {
        verb
        for path, tree in sources()
        if path.name not in {"verbs.py", "urls.py"} and "urls" not in path.parts
        for verb in literals(tree)
    }


def unsaid(patterns: set[str], known: set[str]) -> list[str]:
    """The patterns that fit nothing known."""
    return sorted(one for one in patterns if not any(re.fullmatch(one, verb) for verb in known))


def test_every_verb_that_is_recorded_has_its_words() -> None:
    recorded = {verb for _path, value, _call in calls("verb") for verb in literals(value)}
    assert len(recorded) > 8
    assert unsaid(recorded, set(words())) == []


def test_a_verb_without_words_is_seen() -> None:
    assert unsaid({r"needs\.sung", r"needs\.\w+"}, set(words())) == [r"needs\.sung"]


def test_no_words_are_left_of_a_verb_nobody_records() -> None:
    patterns = written()
    left = [verb for verb in words() if not any(re.fullmatch(one, verb) for one in patterns)]
    assert left == []


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_sentence_can_be_said(language: str) -> None:
    class Any(dict[str, str]):
        def __missing__(self, name: str) -> str:
            return name.upper()

    with override(language):
        for verb, said in words().items():
            sentence = str(said) % Any()
            # a sentence has its full stop, or ends in a fact that brings its own (a reason somebody wrote)
            assert sentence.endswith((".", "”", "»", "?")) or sentence.split()[-1].isupper(), f"{verb}: {sentence}"
            assert "%" not in sentence.replace(" %", "").replace("\u202f%", ""), f"{verb}: {sentence}"


def test_every_kind_of_letter_is_named() -> None:
    kinds: set[str] = set()
    for _path, tree in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "NewLetter":
                first = [*node.args[:1], *(one.value for one in node.keywords if one.arg == "kind")]
                kinds |= {kind for value in first for kind in literals(value)}
    assert unsaid(kinds, set(letter_kinds())) == []


def test_the_page_of_states_is_as_the_code_says() -> None:
    with override("en"):
        assert (DOCS / "states.md").read_text("utf-8") == states_page(), "nybrott manage document states"
