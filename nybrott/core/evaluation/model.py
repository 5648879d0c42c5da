"""What the file is called, the error, and the one way a file is written before it is sealed."""

import json
from hashlib import sha256

FORMAT, VERSION = "nybrott-evaluation", 1
RECKONING = 1  # grows when the same input gives other figures
LEVELS = ("reaction", "learning", "behaviour", "results")


class EvaluationError(ValueError):
    """A file or an input that no figures can be reckoned from. `place` says where ("inputs.indicators[2].target")."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: {reason}" if place else reason)
        self.place, self.reason = place, reason


def canonical(value: object) -> bytes:
    """JSON in the one way it is written here: keys sorted, no spaces, UTF-8. Raises `ValueError` for what JSON cannot say."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def digest(value: object) -> str:
    """SHA-256 of a value as `canonical` writes it, as hexadecimal."""
    return sha256(canonical(value)).hexdigest()
