"""A report's data file: sealed when it is made, and gone through when somebody wants to know whether it holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import isclose, isfinite
from typing import Any

from nybrott.core.evaluation.figuring import figures, rules
from nybrott.core.evaluation.model import FORMAT, VERSION, EvaluationError, canonical, digest

TOLERANCE = 1e-9  # of a number: nine digits
ALMOST_NOTHING = 1e-12
MOST_DIFFERENCES = 1_000
MOST = 20_000_000  # bytes of a file
_WHOLE = ("format", "version", "inputs", "figures", "rules", "digest")


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where the file says something else than its inputs give: both, as they would be written; empty where there is nothing."""

    place: str
    said: str
    right: str


@dataclass(frozen=True, slots=True)
class Verified:
    """`digest` is what the file's content is sealed with, whatever it says itself. `checked` numbers and words were reckoned again.

    `differences` are those of figures and of the seal. `rules`: (which, then, now) of rules that are others by now; words of the
    catalogues that differ for that reason stand in `reworded` and are no fault of the file.
    """

    digest: str
    checked: int
    differences: tuple[Difference, ...]
    rules: tuple[tuple[str, str, str], ...]
    reworded: tuple[Difference, ...]

    @property
    def holds(self) -> bool:
        """Whether the file says what its inputs give, and is as it was sealed."""
        return not self.differences


def sealed(inputs: object) -> dict[str, Any]:
    """A data file from its inputs: with the figures, the rules they are reckoned by, and the seal. Raises `EvaluationError`."""
    whole = _storable(
        {"format": FORMAT, "version": VERSION, "inputs": inputs, "figures": figures(inputs), "rules": rules()}
    )
    return {**whole, "digest": digest(whole)}


def _storable(value: Any) -> Any:
    """The same without a nought that is less than nothing: databases that keep JSON forget its sign, and the seal would not hold."""
    if isinstance(value, dict):
        return {name: _storable(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_storable(one) for one in value]
    return 0.0 if isinstance(value, float) and value == 0 else value


def verify(said: object, *, known: str = "") -> Verified:
    """Reckon every figure of a data file again from its own inputs, and look at its seal.

    `said`: what the JSON of the file says. `known`: the digest as the report itself states it, if at hand: whoever changes both figures
    and inputs can seal a file anew, but not the report. Raises `EvaluationError` for what is no such file.
    """
    whole = _read(said)
    inside = {name: whole[name] for name in _WHOLE if name != "digest"}
    try:
        seal = digest(inside)
    except (ValueError, RecursionError):  # NaN, half a character, too deep
        raise EvaluationError("", "The file holds what JSON cannot say.") from None
    now = rules()
    others = tuple(
        (name, str(whole["rules"].get(name, "")), now[name]) for name in now if whole["rules"].get(name) != now[name]
    )
    right = figures(whole["inputs"])
    found = list(_differ("figures", whole["figures"], right))[: MOST_DIFFERENCES + 1]
    reworded = [one for one in found if others and _is_word(one)]
    differences = [one for one in found if one not in reworded]
    for name, stated in (("digest", whole["digest"]), ("the report's own digest", known)):
        if stated and stated.lower() != seal:
            differences.append(Difference(name, stated, seal))
    return Verified(seal, sum(1 for _leaf in _leaves(right)), tuple(differences), others, tuple(reworded))


def _read(said: object) -> dict[str, Any]:
    if not isinstance(said, dict) or "format" not in said:
        raise EvaluationError("", "This is no data file of an evaluation report.")
    if said["format"] != FORMAT:
        raise EvaluationError("format", f"“{str(said['format'])[:60]}” is not “{FORMAT}”.")
    if type(said.get("version")) is not int or said["version"] != VERSION:
        raise EvaluationError("version", f"“{str(said.get('version'))[:20]}” is not known here; {VERSION} is.")
    for name in _WHOLE:
        if name not in said:
            raise EvaluationError(name, "this is missing; the file is not whole.")
    if strange := sorted(name for name in said if name not in _WHOLE):
        raise EvaluationError(str(strange[0])[:60], "this name is not known.")
    for name in ("inputs", "figures", "rules"):
        if not isinstance(said[name], dict):
            raise EvaluationError(name, "this is no object.")
    if not isinstance(said["digest"], str) or len(said["digest"]) != 64:
        raise EvaluationError("digest", "this is no SHA-256 in hexadecimal.")
    return said


def _differ(place: str, said: object, right: object) -> Iterator[Difference]:
    """Where two values differ, from the outside in."""
    if isinstance(said, dict) and isinstance(right, dict):
        for name in sorted(said.keys() | right.keys(), key=str):
            inner = f"{place}.{str(name)[:60]}"
            if name not in right:
                yield Difference(inner, _told(said[name]), "")
            elif name not in said:
                yield Difference(inner, "", _told(right[name]))
            else:
                yield from _differ(inner, said[name], right[name])
    elif isinstance(said, list) and isinstance(right, list):
        if len(said) != len(right):
            yield Difference(place, f"{len(said)} of them", f"{len(right)} of them")
        for at, (one, other) in enumerate(zip(said, right, strict=False)):
            yield from _differ(f"{place}[{at}]", one, other)
    elif not _same(said, right):
        yield Difference(place, _told(said), _told(right))


def _same(said: object, right: object) -> bool:
    numbers = (int, float)
    if (
        isinstance(said, bool)
        or isinstance(right, bool)
        or not (isinstance(said, numbers) and isinstance(right, numbers))
    ):
        return type(said) is type(right) and said == right
    if isinstance(said, int) and isinstance(right, int):
        return said == right
    try:
        return isfinite(said) and isclose(said, right, rel_tol=TOLERANCE, abs_tol=ALMOST_NOTHING)
    except OverflowError:
        return False


def _told(value: object) -> str:
    try:
        said = canonical(value).decode()
    except (ValueError, RecursionError):
        said = str(value)[:60]
    return said if len(said) <= 60 else f"{said[:59]}…"


def _is_word(one: Difference) -> bool:
    """Whether it is of assumptions or rivals, which are words of a catalogue and no numbers."""
    return ".assumptions" in one.place or ".rivals" in one.place


def _leaves(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        for one in value.values():
            yield from _leaves(one)
    elif isinstance(value, list):
        for one in value:
            yield from _leaves(one)
    else:
        yield value
