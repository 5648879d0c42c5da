"""How far a command has come, on one line that is written over, and only when a person is there to see it."""

import sys
import time

_EVERY_SECONDS = 0.2


class Told:
    """Counts what was done. Silent unless standard error is a terminal."""

    def __init__(self, things: str) -> None:
        self._things = things
        self._done = 0
        self._shown = sys.stderr.isatty()
        self._last = 0.0

    def add(self, done: int, errors: int) -> None:
        """`done` more things, `errors` in all that could not be read."""
        self.set(f"{self._done + done} {self._things}, {errors} could not be read")
        self._done += done

    def set(self, line: str) -> None:
        """Show this line in place of the last, not too often."""
        if self._shown and time.monotonic() - self._last >= _EVERY_SECONDS:
            self._last = time.monotonic()
            sys.stderr.write(f"\r\x1b[K{line} …")
            sys.stderr.flush()

    def end(self) -> None:
        """Take the line away."""
        if self._shown and self._last:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
