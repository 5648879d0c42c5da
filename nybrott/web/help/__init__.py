"""Help beside each page, in plain words, from `catalogue.toml`: which page is told what, in the reader's language."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from nybrott.ui.formats import language

LANGUAGES = ("nb", "nn", "en")


@dataclass(frozen=True, slots=True)
class Chapter:
    """What is told of some pages: language → (title, text). `covers`: rooms, or names of single pages."""

    id: str
    covers: tuple[str, ...]
    texts: Mapping[str, tuple[str, str]]

    def said(self) -> tuple[str, str]:
        """Title and text in the reader's language."""
        return self.texts[language()]


@lru_cache(maxsize=1)
def chapters() -> tuple[Chapter, ...]:
    """Every chapter, in the order of the file. Raises `KeyError` for one that lacks a language."""
    read = tomllib.loads((Path(__file__).parent / "catalogue.toml").read_text("utf-8"))
    return tuple(
        Chapter(one["id"], tuple(one["covers"]), {code: (one[code]["title"], one[code]["text"]) for code in LANGUAGES})
        for one in read["chapter"]
    )


@lru_cache(maxsize=1)
def _covered() -> Mapping[str, Chapter]:
    return {name: chapter for chapter in chapters() for name in chapter.covers}


def chapter_of(page: str) -> Chapter | None:
    """What is told of a page, by its name ("goals:goal"): its own, else its room's; None when nothing is."""
    return _covered().get(page) or _covered().get(page.partition(":")[0])
