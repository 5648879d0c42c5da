"""A report as a tagged PDF that fulfils PDF/UA-1, typeset by `report.typ`. What people wrote goes in as data, never as markup."""

import json
from importlib import resources
from typing import Any

from django.utils.translation import gettext as _

from nybrott.reports.feeds.blocks import Block, Box, Facts, Grid, Heading, Items, Paragraph, Picture, Whole
from nybrott.ui.charts import FONTS
from nybrott.ui.documents import clean

SHORT = 18  # signs of a number with its unit; what is longer is words


def pdf(whole: Whole) -> bytes:
    """The same report gives the same bytes. The words of the frame are those of the language that is active."""
    import typst  # slow import: only those who take a document along need it

    told = {
        "title": clean(whole.title), "under": clean(whole.under), "author": clean(whole.author), "language": whole.language, "foot": _("Page"),
        "parts": [{"title": part.title, "blocks": [_plain(one) for one in part.blocks]} for part in whole.parts],
    }  # fmt: skip
    template = resources.files("nybrott.reports.feeds").joinpath("report.typ").read_bytes()
    fonts: list[Any] = [str(FONTS)]
    made = typst.compile(
        template,
        sys_inputs={"report": json.dumps(told)},
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        font_paths=fonts,
    )
    if not isinstance(made, bytes):
        raise TypeError("one document was asked for")
    return made


def _plain(one: Block) -> dict[str, Any]:
    """A block as plain data."""
    said: dict[str, Any] = {"kind": one.kind}
    if isinstance(one, Heading):
        said |= {"level": one.level, "text": clean(one.text)}
    elif isinstance(one, Paragraph):
        said |= {"text": clean(one.text), "tone": one.tone}
    elif isinstance(one, Items):
        said |= {"lines": [clean(line) for line in one.lines]}
    elif isinstance(one, Facts):
        said |= {"pairs": [[clean(each) for each in pair] for pair in one.pairs]}
    elif isinstance(one, Grid):
        said |= _grid(one)
    elif isinstance(one, Picture):
        said |= {
            "sentence": clean(one.sentence), "description": clean(f"{one.sentence} {one.description}"), "svg": drawing(one),
            "grid": _grid(one.grid) if one.grid else None,
        }  # fmt: skip
    elif isinstance(one, Box):
        said |= {"title": clean(one.title), "tone": one.tone, "blocks": [_plain(inner) for inner in one.blocks]}
    else:
        said |= {"text": clean(one.text)}
    return said


def _grid(one: Grid) -> dict[str, Any]:
    longest = [max(len(cell) for cell in cells) for cells in zip(*one.rows, strict=True)] or [0] * len(one.columns)
    return {
        "kind": "grid", "caption": clean(one.caption), "hidden": one.caption_hidden,
        "columns": [
            {"label": clean(label), "numeric": numeric, "share": _share(most, numeric)}
            for (label, numeric), most in zip(one.columns, longest, strict=True)
        ],
        "rows": [[clean(cell) for cell in row] for row in one.rows],
    }  # fmt: skip


def _share(longest: int, numeric: bool) -> float:
    """How wide a column is beside the others, by its longest cell; 0 for a column of numbers that is as wide as they are. A column of
    numbers with a sentence in it is laid like words, or it would push the others off the page."""
    return 0 if numeric and longest <= SHORT else max(longest, SHORT) ** 0.5


def drawing(one: Picture) -> str:
    """The wide drawing with the typeface in it, for where no style sheet gives one."""
    return clean(one.chart.wide.replace("<svg ", '<svg font-family="Inter" ', 1))
