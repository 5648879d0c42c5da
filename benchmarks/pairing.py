"""How fast are drivers paired with mentors, proven best, with every reason and what each change would cost?

Prints one JSON line per figure (`name`, `value`, `unit`, `against`, `ratio`), with invented programmes. Ends by itself.

    python benchmarks/pairing.py
"""

import json
import statistics
import time

from nybrott.core.pairing import propose, written
from nybrott.core.pairing.tests.factories import a_roster

LIMIT = 2.0  # seconds, for 200 drivers and 30 mentors
TIMES = 5


def main() -> None:
    """Print every figure."""
    for drivers, mentors, times in ((200, 30, TIMES), (1_000, 100, 1)):
        took = []
        for seed in range(times):
            roster = a_roster(drivers, mentors, seed=seed, capacity=-(-drivers // mentors) + 1)
            began = time.perf_counter()
            told = written(propose(roster))
            took.append(time.perf_counter() - began)
            assert told["total"]["paired"] + told["total"]["left"] == drivers
        tell(
            f"pairing: {drivers} drivers and {mentors} mentors",
            statistics.median(took),
            "s",
            LIMIT if times > 1 else None,
        )


def tell(name: str, value: float, unit: str, against: float | None = None) -> None:
    """Print one figure."""
    line: dict[str, object] = {"name": name, "value": round(value, 3), "unit": unit}
    if against is not None:
        line |= {"against": against, "ratio": round(value / against, 3)}
    print(json.dumps(line, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
