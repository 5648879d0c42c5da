"""The working text as it is handed over."""

from collections.abc import Sequence
from dataclasses import dataclass

from nybrott.cases.states import Level
from nybrott.people.models import Network


@dataclass(frozen=True, slots=True)
class Said:
    """The working text as it is typed, and for whom it is meant."""

    title: str
    kind: str
    level: str = Level.OPEN
    summary: str = ""
    when: str = ""
    hard: str = ""
    did: str = ""
    came: str = ""
    failed: str = ""
    otherwise: str = ""
    advice: str = ""
    words: Sequence[str] = ()
    cpv: Sequence[str] = ()
    methods: Sequence[str] = ()
    language: str = "nb"
    networks: Sequence[Network] = ()
