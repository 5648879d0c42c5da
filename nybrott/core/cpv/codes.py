"""The list of codes: one code, what is above it, and the nearest to one that does not exist."""

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

NEAREST = 3  # codes that are named when one does not exist

# eight digits, then a check digit or none; ASCII only, for other digits are in no list
_WRITTEN = re.compile(r"([0-9]{8})(?:-[0-9])?")


@dataclass(frozen=True, slots=True)
class Code:
    """One code of eight digits, and what it is called."""

    number: str
    nb: str
    en: str

    def name(self, language: str) -> str:
        """In bokmål or English; nynorsk has no names and is given bokmål's. Raises `KeyError` for another language."""
        return {"nb": self.nb, "nn": self.nb, "en": self.en}[language]

    @property
    def stem(self) -> str:
        """The digits that say something: "45233" of 45233000. A division keeps its two ("30" of 30000000)."""
        return self.number[:2] + self.number[2:].rstrip("0")


class UnknownCode(ValueError):
    """A code that is not in the list. `written` as it was given (cut), `nearest` the codes it may have been, closest first."""

    def __init__(self, written: str, why: str, nearest: tuple[Code, ...] = ()) -> None:
        self.written, self.nearest = written[:40], nearest
        near = f" Nearest: {', '.join(f'{one.number} {one.en}' for one in nearest)}." if nearest else ""
        super().__init__(f"“{self.written}” {why}.{near}")


@cache
def codes() -> Mapping[str, Code]:
    """Every code, by its number and in order; read once."""
    text = (files("nybrott.core.cpv") / "catalogue" / "codes.txt").read_text(encoding="utf-8")
    lines = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {number: Code(number, nb, en) for number, nb, en in lines}


def code(written: str) -> Code:
    """The code that is written, with or without its check digit. Raises `UnknownCode`, which names the nearest."""
    fits = _WRITTEN.fullmatch(written.strip())
    if fits is None:
        raise UnknownCode(written, "is not written as a CPV code: eight digits")
    found = codes().get(fits[1])
    if found is None:
        raise UnknownCode(written, "is not a CPV code", _nearest(fits[1]))
    return found


def parents(one: Code) -> tuple[Code, ...]:
    """The codes it lies under, from its division down; a level the list lacks is passed over."""
    above = (one.stem[:length].ljust(8, "0") for length in range(2, len(one.stem)))
    return tuple(codes()[number] for number in above if number in codes() and number != one.number)


def _nearest(number: str) -> tuple[Code, ...]:
    """Those that share most digits from the left, then those closest as numbers; nothing where the division does not exist either."""
    numbers = tuple(codes())
    at = bisect_left(numbers, number)
    around = [one for one in numbers[max(0, at - 20) : at + 20] if one[:2] == number[:2]]
    around += [one for length in range(2, 8) if (one := number[:length].ljust(8, "0")) in codes()]
    ranked = sorted(set(around), key=lambda one: (-_shared(one, number), abs(int(one) - int(number)), one))
    return tuple(codes()[one] for one in ranked[:NEAREST])


def _shared(one: str, other: str) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b), 8)
