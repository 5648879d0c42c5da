"""Texts of templates that never reach a catalogue: each is seen, and none is there."""

import re
from pathlib import Path

import pytest
from django.template.base import Lexer, TokenType

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "nybrott"
NAMES = {"Nybrott", "SQL", "CSV", "JSON", "PDF", "XLSX", "Markdown"}


def bare_texts(source: str) -> list[str]:
    """Words of a template that stand outside translate and blocktranslate, in the text or in an attribute people meet."""
    kept: list[str] = []
    inside = False
    for token in Lexer(source).tokenize():
        if token.token_type is TokenType.BLOCK:
            word = token.contents.split(maxsplit=1)[0]
            inside = word.startswith("blocktrans") or (inside and not word.startswith("endblocktrans"))
        elif token.token_type is TokenType.TEXT and not inside:
            kept.append(token.contents)
    html = "".join(kept)
    met = re.findall(r"\b(?:aria-label|title|alt|placeholder)=\"([^\"]*)\"", html)
    html = re.sub(r"(?s)<!--.*?-->|<(script|style)\b.*?</\1>", " ", html)
    met += re.split(r"<[^>]*>", html)
    words = (word for text in met for word in re.findall(r"[^\W\d_]{2,}", text))
    return [word for word in words if word not in NAMES]


def test_a_template_says_nothing_past_the_catalogues() -> None:
    """The gallery of components is for those who build pages, and speaks English only."""
    paths = [path for path in sorted(PACKAGE.rglob("templates/**/*.html")) if "gallery" not in path.as_posix()]
    assert len(paths) > 20
    assert {
        str(path.relative_to(PACKAGE)): bare for path in paths if (bare := bare_texts(path.read_text("utf-8")))
    } == {}


@pytest.mark.parametrize(
    ("source", "bare"),
    [
        ("<h1>Figures</h1>", ["Figures"]),
        ('<nav aria-label="Menu"></nav>', ["Menu"]),
        ('<p class="quiet">{{ name }} – 3 %</p>', []),
        ("{% translate 'Figures' %}{% blocktranslate %}One {{ a }}{% plural %}Many{% endblocktranslate %}", []),
        ("{% blocktranslate %}One{% endblocktranslate %}<b>{% if a %}Two{% endif %}</b>", ["Two"]),
    ],
)
def test_a_bare_text_is_seen(source: str, bare: list[str]) -> None:
    assert bare_texts(source) == bare
