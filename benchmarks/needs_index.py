"""How fast are likely twins found in PostgreSQL, among many challenges of many organisations?

Prints one JSON line per figure (`name`, `value`, `unit`, `against`, `ratio`). Makes a database of its own with invented
challenges and removes it; ends by itself. Times are those a person waits for, database and ranking together. The texts are words by chance, so that thousands are
nearly as alike as the best: the hardest case for choosing.

    python benchmarks/needs_index.py [number of challenges, 100000 unless said]
"""

import json
import os
import random
import secrets
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import django
from django.core.management import call_command

from nybrott.cli.postgres import Postgres
from nybrott.core.actor import Actor
from nybrott.core.matching.thesaurus import thesaurus

CHALLENGES = 100_000
ORGANISATIONS = 50
WORDS_IN_NEED = 22
QUERIES = 200
COMPARED = 4  # questions of each kind that are also answered by comparing with all
TAKEN_IN = 2_000  # challenges that are taken in as the sweep does it; those before are written at once
LIMIT = 60  # milliseconds, the 95th of a hundred
SOUNDS = ("ba", "del", "fri", "gro", "hus", "kan", "lys", "mor", "nes", "ost", "per", "ros", "sol", "tun", "vik", "øy")


def main(count: int) -> None:
    """Print every figure."""
    with site():
        filled = fill(count)
        ask(*filled)
        compare(*filled)


@contextmanager
def site() -> Iterator[None]:
    """Django ready over a database of its own, which is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="nybrott-bench-"))
    folder.chmod(0o711)
    server = Postgres(folder / "postgres", durable=False)
    server.start()
    try:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "nybrott.web.settings", "DATABASE_URL": server.url, "NYBROTT_MODE": "development",
            "NYBROTT_SECRET_KEY": secrets.token_urlsafe(48), "NYBROTT_VAR": str(folder),
        }  # fmt: skip
        django.setup()
        call_command("migrate", verbosity=0)
        yield
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def texts(count: int) -> tuple[list[str], list[str]]:
    """Invented needs, and searches of three words: of the thesaurus and invented ones, few often, most seldom."""
    chance = random.Random(1)
    words = [term for concept in thesaurus().concepts.values() for term in concept.all() if " " not in term]
    chance.shuffle(words)
    words += ["".join(chance.choices(SOUNDS, k=chance.randint(2, 4))) for _ in range(20_000)]
    weights = [1 / (place + 20) for place in range(len(words))]
    made = [" ".join(chance.choices(words, weights, k=WORDS_IN_NEED)) for _ in range(count)]
    return made, [" ".join(chance.choices(words, weights, k=3)) for _ in range(QUERIES)]


def fill(count: int) -> tuple[Actor, list[str], list[str]]:
    """Challenges of many organisations, half of them shared with everyone, indexed the way the sweep does it."""
    from django.db import connection

    from nybrott.challenges import actions, queries
    from nybrott.challenges.models import Challenge
    from nybrott.people.models import Organisation

    now = datetime.now(UTC)
    places = [
        Organisation.objects.create(name=f"Benk {number}", slug=f"benk-{number}", founded_at=now)
        for number in range(ORGANISATIONS)
    ]
    whole, short = texts(count)
    Challenge.objects.bulk_create(
        (
            Challenge(
                organisation=places[number % ORGANISATIONS], title=text[:200], story=text, slug=f"c-{number}",
                sharing="open" if number % 2 else "own", raised_at=now, moved_at=now,
            )
            for number, text in enumerate(whole)
        ),
        batch_size=2_000,
    )  # fmt: skip
    queries.reader().features("")
    rest = list(Challenge.objects.order_by("pk").values_list("pk", flat=True)[: max(0, count - TAKEN_IN)])
    began = time.perf_counter()
    index_at_once(rest)
    tell("twins: the index made from nothing", len(rest) / (time.perf_counter() - began), "challenges/s")
    began, at_work = time.perf_counter(), time.process_time()
    taken = actions.index_what_is_old()
    tell("twins: taken into that index", taken / (time.perf_counter() - began), "challenges/s", 300)
    tell("twins: taking one in, this process at work", (time.process_time() - at_work) / taken * 1000, "ms CPU")
    began = time.perf_counter()
    actions.count_tokens()
    tell("twins: words counted", time.perf_counter() - began, "s")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")
        cursor.execute("SELECT pg_total_relation_size('challenges_indexedtext'), pg_relation_size('indexed_text_keys')")
        all_of_it, keys = cursor.fetchone()
    tell("twins: the index", all_of_it / count, "bytes a challenge")
    tell("twins: the inverted index of words", keys / count, "bytes a challenge")
    chance = random.Random(2)
    return Actor(1, places[0].pk, "Benk"), [chance.choice(whole) for _ in range(QUERIES)], short


def index_at_once(keys: list[int]) -> None:
    """Rows as the action makes them, written in one go: a hundred thousand challenges are not raised one by one."""
    from django.db import connection

    from nybrott.challenges import queries
    from nybrott.challenges.models import Challenge, IndexedText
    from nybrott.core.matching import Packed

    table, reader = IndexedText._meta.db_table, queries.reader()
    columns = "challenge_id, organisation_id, kind, ref, label, sharing, version, made_from, size, packed, keys"
    wanted = Challenge.objects.filter(pk__in=keys).values_list("pk", "organisation_id", "title", "story", "sharing")
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'indexed_text_keys'")
        (made,) = cursor.fetchone()
        cursor.execute("DROP INDEX indexed_text_keys")
        rows = list(wanted)
        with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
            for pk, organisation, title, story, sharing in rows:
                packed = Packed.of(reader.features(f"{title}\n{story}\n"))
                copy.write_row(
                    (
                        pk, organisation, "challenge", pk, title, sharing, reader.version, "", len(packed.runs),
                        bytes(packed), list(packed.index()),
                    )
                )  # fmt: skip
        cursor.execute(made)


def ask(actor: Actor, whole: list[str], short: list[str]) -> None:
    """Likely twins of a challenge and of a few words, as a person of one organisation meets them."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from nybrott.challenges import queries

    asked = set()
    for name, wanted in (("a challenge", whole), ("three words", short)):
        took, busy = [], []
        for text in wanted:
            with CaptureQueriesContext(connection) as counted:
                began, at_work = time.perf_counter(), time.process_time()
                queries.likely_twins(actor, text)
                took.append((time.perf_counter() - began) * 1000)
                busy.append((time.process_time() - at_work) * 1000)
            asked.add(len(counted))
        tell(f"twins: {name}, p50", statistics.median(took), "ms")
        tell(f"twins: {name}, p95", statistics.quantiles(took, n=20)[-1], "ms", LIMIT)
        tell(f"twins: {name}, this process at work, p95", statistics.quantiles(busy, n=20)[-1], "ms CPU", LIMIT)
    tell("twins: most database queries", max(asked), "queries")


def compare(actor: Actor, whole: list[str], short: list[str]) -> None:
    """How much of what comparing with every text finds is found among those that are chosen, of what is shown at all."""
    from nybrott.challenges.models import IndexedText
    from nybrott.challenges.queries import likeness
    from nybrott.challenges.queries.counted import counts
    from nybrott.core.matching import Packed, Rarity, rank

    chance = random.Random(3)
    parts = [" ".join(chance.sample(text.split(), 14)) for text in whole[:COMPARED]]
    counted = counts()
    rarity = Rarity(counted.texts, counted.seen)
    every = [
        (f"{pk:020}", Packed.read(bytes(packed)))
        for pk, packed in IndexedText.objects.visible_to(actor).values_list("pk", "packed")
    ]
    first = found = wanted = 0
    for text in (*parts, *short[:COMPARED]):
        asked = Packed.of(likeness.reader().features(text))
        best = [one.id for one in rank(asked, every, rarity=rarity) if one.score >= likeness.LIKELY]
        rows, known = likeness._candidates(actor, asked)
        chosen = {one.id for one in rank(asked, [(f"{pk:020}", packed) for pk, _over, packed in rows], rarity=known)}
        first += bool(best) and best[0] in chosen
        found, wanted = found + len(chosen & set(best)), wanted + len(best)
    tell("twins: recall@5 of comparing with all", found / wanted, f"of {wanted} that would be shown", 0.98)
    tell("twins: the likest of all is found", first / (2 * COMPARED), f"of {2 * COMPARED} questions", 0.98)


def tell(name: str, value: float, unit: str, against: float | None = None) -> None:
    """Print one figure."""
    line: dict[str, object] = {"name": name, "value": round(value, 2), "unit": unit}
    if against is not None:
        line |= {"against": against, "ratio": round(value / against, 3)}
    print(json.dumps(line, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else CHALLENGES)
