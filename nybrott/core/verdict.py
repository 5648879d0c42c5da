"""The answer of a rule: yes, or no with the sentence a person meets."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verdict:
    """True when allowed; otherwise `reason` is one whole sentence in the reader's language."""

    allowed: bool
    reason: str = ""

    def __post_init__(self) -> None:
        if self.allowed == bool(self.reason):
            raise ValueError("a no needs its reason, and a yes has none")

    def __bool__(self) -> bool:
        return self.allowed


class Refused(Exception):
    """An action was asked for that its rule says no to. `reason` is the sentence to show."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


YES = Verdict(True)


def no(reason: str) -> Verdict:
    """A no with its reason."""
    return Verdict(False, str(reason))


def insist(verdict: Verdict) -> None:
    """Go on only after a yes; raises `Refused` with the reason otherwise."""
    if not verdict:
        raise Refused(verdict.reason)
