"""The shapes: what a programme holds. Nothing here reads a file."""

from collections.abc import Mapping
from dataclasses import dataclass

LANGUAGES = ("nb", "nn", "en")
LICENCES = ("CC-BY-4.0", "CC0-1.0", "EUPL-1.2")
# The programme theory in its order: what one puts in, until what came of it.
THEORY = ("input", "activity", "understanding", "behaviour", "procurement", "effect")
ACTIVITIES = ("guidance", "workshop", "gathering", "other")


@dataclass(frozen=True, slots=True)
class Field:
    """What may stand in one key of a thing.

    `kind`: "line" or "text" (in each language: a table of nb, nn, en), "number" (whole, up to `most`), "choice" (one of
    `choices`), "refs" (ids of things of the section `of`). `needed`: it must be there.
    """

    kind: str
    needed: bool = True
    most: int = 0
    choices: tuple[str, ...] = ()
    of: str = ""


# Section → what each of its things has besides its id. Method cards (`cards`) are read by core.methods.
SECTIONS: Mapping[str, Mapping[str, Field]] = {
    "aims": {"text": Field("line")},
    "theory": {
        "step": Field("choice", choices=THEORY),
        "text": Field("line"),
        "leads_to": Field("refs", needed=False, of="theory"),
    },
    "roles": {
        "name": Field("line"),
        "sentence": Field("line"),
        "asked": Field("text"),
        "hours": Field("number", needed=False, most=2_000),
    },
    "activities": {
        "kind": Field("choice", choices=ACTIVITIES),
        "name": Field("line"),
        "what": Field("text"),
        "minutes": Field("number", most=5 * 24 * 60),
        "times": Field("number", most=100),
        "methods": Field("refs", needed=False, of="cards"),
    },
    "letters": {"name": Field("line"), "when": Field("line"), "body": Field("text")},
    "instruments": {"name": Field("line"), "what": Field("text"), "when": Field("line")},
    "targets": {"name": Field("line"), "how": Field("text"), "unit": Field("line", needed=False)},
}
TOP = ("name", "summary")  # texts of the programme itself


class ProgrammeError(ValueError):
    """A programme that cannot be used: where in it, and what is wrong there."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: {reason}")
        self.place, self.reason = place, reason
