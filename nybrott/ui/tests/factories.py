"""What the tests of this room build: markup from a line of template, a table, and the colours of the style sheet."""

import re
from html.parser import HTMLParser
from pathlib import Path

from django.template import Context, engines

from nybrott.ui.tables import Cell, Column, Pages, Table

UI = Path(__file__).resolve().parents[1]
STATIC = UI / "static" / "ui"


def draw(template: str, **context: object) -> str:
    """The markup of a line of template, with the tags of this room loaded."""
    return engines["django"].engine.from_string("{% load ui %}" + template).render(Context(context))


def text_of(markup: str) -> str:
    """What stands in the markup, without tags and with single spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


class Elements(HTMLParser):
    """All start tags of some markup, as (name, attributes)."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def named(self, name: str) -> list[dict[str, str | None]]:
        """The attributes of every element of that name."""
        return [attrs for tag, attrs in self.found if tag == name]


def a_table(**changes: object) -> Table:
    """Two buyers, sorted by name, on page three of thirty-one."""
    values = {
        "columns": [Column("buyer", "Buyer", sortable=True), Column("count", "Number", "end", sortable=True)],
        "rows": [[Cell("Ærfugl kommune", "/aerfugl/", "Østmark"), "1204"], [Cell("Åsheim", "/asheim/"), "87"]],
        "caption": "Buyers by name",
        "id": "buyers",
        "sort": "buyer",
        "query": {"q": ["sykehus"], "page": ["3"]},
        "pages": Pages(3, 31, 1204),
    }
    return Table(**{**values, **changes})  # type: ignore[arg-type]


def tokens() -> dict[str, dict[str, tuple[str, str]]]:
    """The colours of tokens.css: selector → name → (light, dark)."""
    sheet = re.sub(r"/\*.*?\*/", "", (STATIC / "tokens.css").read_text(encoding="utf-8"), flags=re.DOTALL)
    return {
        " ".join(selector.split()): {
            name: (light, dark)
            for name, light, dark in re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);", body)
        }
        for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", sheet)
    }
