"""How well and how fast are like needs found, and how fast is a need's wording checked?

Prints one JSON line per figure (`name`, `value`, `unit`, `against`, `ratio`): P@1 and recall@3 of true duplicates, recall@5
of searches, on the invented needs beside the project (never used to write the thesaurus; said when they are not there);
then times with invented needs in memory. Ends by itself.

    python benchmarks/needs.py [folder of needs] [number of needs in memory, 100000 unless said]
"""

import csv
import json
import random
import resource
import statistics
import sys
import time
from pathlib import Path

from nybrott.core.matching import Index
from nybrott.core.matching.thesaurus import thesaurus
from nybrott.core.wording import check

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "needs"
NEEDS = 100_000
QUERIES = 200
WORDS_IN_NEED = 22
LIMIT = 60  # milliseconds, the 95th of a hundred


def main(folder: Path, count: int) -> None:
    """Print every figure."""
    if (folder / "dev_needs.csv").is_file():
        found(folder)
    else:
        print(json.dumps({"name": "needs: texts", "value": None, "unit": f"there are no needs at {folder}"}))
    terms = {term for concept in thesaurus().concepts.values() for term in concept.all()}
    tell("needs: terms of the thesaurus", len(terms), f"terms in {len(thesaurus().fields)} fields", 1_500)
    checking()
    speed(count)


def found(folder: Path) -> None:
    """Duplicates: needs of the same group. Searches: the ids that should be found."""
    needs = rows(folder / "dev_needs.csv")
    index = Index()
    index.add((row["id"], row["text"]) for row in needs)
    groups: dict[str, set[str]] = {}
    for row in needs:
        if row["group"]:
            groups.setdefault(row["group"], set()).add(row["id"])
    first = third = asked = 0
    for row in needs:
        twins = groups.get(row["group"], set()) - {row["id"]}
        if twins:
            best = [one.id for one in index.alike(row["text"], top=3, but=row["id"])]
            asked += 1
            first += best[:1] != [] and best[0] in twins
            third += bool(twins & set(best))
    tell("needs: duplicates, P@1", first / asked, f"of {asked} needs with a twin", 0.45)
    tell("needs: duplicates, a twin among three", third / asked, f"of {asked} needs with a twin", 0.7)
    pairs = hits = wanted = 0
    for row in needs:
        twins = groups.get(row["group"], set()) - {row["id"]}
        best = {one.id for one in index.alike(row["text"], top=3, but=row["id"])}
        pairs, hits = pairs + min(3, len(twins)), hits + len(twins & best)
    tell("needs: duplicates, recall@3", hits / pairs, f"of {pairs} twins", 0.7)
    hits = 0
    for row in rows(folder / "dev_queries.csv"):
        should = set(wanted_ids(row))
        best = {one.id for one in index.alike(row[query_column(row)], top=5)}
        wanted, hits = wanted + min(5, len(should)), hits + len(should & best)
    tell("needs: searches, recall@5", hits / wanted, f"of {wanted} needs sought", 0.9)


def query_column(row: dict[str, str]) -> str:
    """The column that holds the search."""
    return "query" if "query" in row else "text"


def wanted_ids(row: dict[str, str]) -> list[str]:
    """The ids a search should find, from the column that lists them."""
    column = next(name for name in row if name not in {"id", query_column(row)})
    return row[column].replace(";", " ").replace(",", " ").replace("|", " ").split()


def checking() -> None:
    """One need of usual length, and 100,000 characters."""
    need = "Hjemmeboende eldre ligger på gulvet etter fall om natta, og ingen merker det før morgenen. Vi trenger en app som varsler. "
    check(need)
    tell("needs: check one of usual length, p50", statistics.median(timed(lambda: check(need), 200)), "ms CPU")
    long = need * (100_000 // len(need))
    tell("needs: check 100,000 characters", statistics.median(timed(lambda: check(long), 3)), "ms CPU")


def speed(count: int) -> None:
    """Indexing and asking, with needs put together from words of the thesaurus and invented ones, few often, most seldom."""
    chance = random.Random(1)
    words = [term for concept in thesaurus().concepts.values() for term in concept.all() if " " not in term]
    chance.shuffle(words)
    sounds = [
        "ba",
        "del",
        "fri",
        "gro",
        "hus",
        "kan",
        "lys",
        "mor",
        "nes",
        "ost",
        "per",
        "ros",
        "sol",
        "tun",
        "vik",
        "øy",
    ]
    words += ["".join(chance.choices(sounds, k=chance.randint(2, 4))) for _ in range(20_000)]
    weights = [1 / (place + 20) for place in range(len(words))]
    texts = [" ".join(chance.choices(words, weights, k=WORDS_IN_NEED)) for _ in range(count)]
    index = Index()
    began = time.perf_counter()
    index.add((str(number), text) for number, text in enumerate(texts))
    tell("needs: taken into the index", count / (time.perf_counter() - began), "needs/s")
    whole = [chance.choice(texts) for _ in range(QUERIES)]
    short = [" ".join(chance.choices(words, weights, k=3)) for _ in range(QUERIES)]
    for name, queries in (("a need", whole), ("a search of three words", short)):
        took = [timed(lambda query=query: index.alike(query), 1)[0] for query in queries]
        tell(f"needs: {name} among {count}, p50", statistics.median(took), "ms CPU")
        tell(f"needs: {name} among {count}, p95", statistics.quantiles(took, n=20)[-1], "ms CPU", LIMIT)
    tell("needs: memory at most", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MB")


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def timed(work: object, times: int) -> list[float]:
    """How long each of several calls kept the processor busy, in milliseconds."""
    took = []
    for _ in range(times):
        began = time.process_time()
        work()  # type: ignore[operator]
        took.append((time.process_time() - began) * 1000)
    return took


def tell(name: str, value: float, unit: str, against: float | None = None) -> None:
    """Print one figure."""
    line: dict[str, object] = {"name": name, "value": round(value, 3), "unit": unit}
    if against is not None:
        line |= {"against": against, "ratio": round(value / against, 3)}
    print(json.dumps(line, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DATA, int(sys.argv[2]) if len(sys.argv) > 2 else NEEDS)
