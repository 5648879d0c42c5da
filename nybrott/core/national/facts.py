"""What national surveys tell of what some instruments ask about: facts with their source and year, and how far they can be compared.

A mean is there only where one was published and written down; what is not known is None, never a guess.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

NATIONAL = "national.toml"
LANGUAGES = ("nb", "nn", "en")
_TEXTS = ("source", "url")


class NationalError(ValueError):
    """A fact without its source, year or languages. The message says which."""


@dataclass(frozen=True, slots=True)
class National:
    """Of one question: `rows` by id of the statement and language; `compare` says how far one may compare, by language; `n` of whom."""

    source: str
    year: int
    url: str
    n: Mapping[str, str]
    compare: Mapping[str, str]
    rows: Mapping[str, Mapping[str, str]]

    @property
    def named(self) -> str:
        """Source and year, as they stand in the head of a column."""
        return f"{self.source} {self.year}"


@cache
def national() -> Mapping[tuple[str, str], National]:
    """(instrument, question) → what is known of the country."""
    text = (files("nybrott.core.national") / "catalogue" / NATIONAL).read_text(encoding="utf-8")
    return define_national(text)


def define_national(text: str) -> Mapping[tuple[str, str], National]:
    """From the text of the file. Raises `NationalError` for a fact without its source, year or one of its languages."""
    found = {}
    for instrument, questions in tomllib.loads(text).items():
        for question, said in questions.items() if isinstance(questions, dict) else ():
            place = f"{NATIONAL}/{instrument}/{question}"
            if any(not isinstance(said.get(key), str) for key in _TEXTS) or type(said.get("year")) is not int:
                raise NationalError(f"{place} says its source, year and address")
            for words in (said.get("compare", {}), said.get("n", {}), *said.get("rows", {}).values()):
                if set(words) != set(LANGUAGES):
                    raise NationalError(f"{place} is written in three languages")
            found[instrument, question] = National(**said)
    return found
