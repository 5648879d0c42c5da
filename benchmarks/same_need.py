"""How long does it take to find who has the same need, among many problem statements of many organisations?

Prints one JSON line per figure: comparing all statements of a network at once, and one organisation's own, with invented statements put
together from words of the thesaurus, a tenth of them a neighbour's in other words. Against comparing every pair, for a sample of statements
on the same work; and how many of the planted neighbours are among the first three. Ends by itself.

    python benchmarks/same_need.py [number of statements, 10000 unless said]
"""

import json
import random
import sys
import time

from nybrott.core.matching import Packed, Rarity, Reader, rank
from nybrott.core.matching.thesaurus import thesaurus
from nybrott.core.meeting import meetings

STATEMENTS = 10_000
PLACES = 50
WORDS = 45  # title, question, problem and a need
SAMPLE = 20  # statements that are compared with every other


def main(count: int) -> None:
    """Print every figure."""
    reader = Reader()
    texts, planted = invented(count)
    own = {key for key, side, _words in texts if side == 0}
    began = time.process_time()
    found = meetings(reader, texts, least=0.15)
    whole = time.process_time() - began
    naive = every_pair(reader, texts) * count / SAMPLE
    tell(
        f"same need: {count} statements of {PLACES} organisations compared", whole, "s CPU", "every pair", naive / whole
    )
    began = time.process_time()
    meetings(reader, texts, asked=own, least=0.15)
    mine = time.process_time() - began
    tell(f"same need: one organisation's own {len(own)} among {count}", mine, "s CPU", "all compared", whole / mine)
    best: dict[int, list[int]] = {}
    for pair in found:
        best.setdefault(pair.one, []).append(pair.other)
        best.setdefault(pair.other, []).append(pair.one)
    hits = sum(other in best.get(one, [])[:3] for one, other in planted)
    tell("same need: planted neighbours among the first three", hits / len(planted), f"of {len(planted)}", "0.7", hits / len(planted) / 0.7)  # fmt: skip


def invented(count: int) -> tuple[list[tuple[int, int, str]], list[tuple[int, int]]]:
    """Statements, and the pairs of which one is the other in partly other words."""
    chance = random.Random(1)
    concepts = [[term for term in concept.all() if " " not in term] for concept in thesaurus().concepts.values()]
    concepts = [terms for terms in concepts if terms]
    weights = [1 / (place + 20) for place in range(len(concepts))]
    chance.shuffle(concepts)
    texts: list[tuple[int, int, str]] = []
    planted: list[tuple[int, int]] = []
    meant: list[list[int]] = []
    for key in range(count):
        side = key % PLACES
        if (
            key % 10 == 9
        ):  # what the one before struggles with, each thing by any of its names, and a third of other things
            like = key - 1
            spoken = [one if chance.random() < 0.67 else pick(chance, weights) for one in meant[like]]
            planted.append((like, key))
        else:
            spoken = [pick(chance, weights) for _word in range(WORDS)]
        meant.append(spoken)
        texts.append((key, side, " ".join(chance.choice(concepts[one]) for one in spoken)))
    return texts, planted


def pick(chance: random.Random, weights: list[float]) -> int:
    """A concept, few often and most seldom."""
    return chance.choices(range(len(weights)), weights)[0]


def every_pair(reader: Reader, texts: list[tuple[int, int, str]]) -> float:
    """How many seconds it takes to hold some statements against all of other organisations."""
    read = [(f"{key:020}", side, Packed.of(reader.features(words))) for key, side, words in texts]
    seen: dict[int, int] = {}
    for _key, _side, packed in read:
        for token in packed:
            seen[token] = seen.get(token, 0) + 1
    rarity = Rarity(len(read), lambda token: seen.get(token, 0))
    began = time.process_time()
    for _key, side, packed in read[:SAMPLE]:
        rank(packed, ((key, other) for key, place, other in read if place != side), rarity=rarity, top=5)
    return time.process_time() - began


def tell(name: str, value: float, unit: str, against: str, ratio: float) -> None:
    """One figure."""
    print(
        json.dumps({"name": name, "value": round(value, 3), "unit": unit, "against": against, "ratio": round(ratio, 2)})
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else STATEMENTS)
