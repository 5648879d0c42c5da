"""How fast does the one search over everything answer, through its page, among many things of many kinds?

Prints one JSON line per figure (`name`, `value`, `unit`, `against`, `ratio`). Makes a database of its own with invented things and
removes it; ends by itself. Six of ten things are of the organisation that asks, the rest of fifty others, half of those challenges shared.
Words are few often and most seldom, as words are. A page is set against the bare page of a Django view that lists twenty of the same
rows by date, asked by turns, because machines are busy.

    python benchmarks/search_everything.py [number of things, 100000 unless said]
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
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command

from nybrott.cli.postgres import Postgres
from nybrott.core.matching.thesaurus import thesaurus

THINGS = 100_000
ORGANISATIONS = 50
WORDS_IN_TITLE, WORDS_IN_TEXT = 5, 22
QUERIES = 120
LIMIT = 60  # milliseconds, the 95th of a hundred
SOUNDS = ("ba", "del", "fri", "gro", "hus", "kan", "lys", "mor", "nes", "ost", "per", "ros", "sol", "tun", "vik", "øy")
AT_ONCE = 2_000


def main(count: int) -> None:
    """Print every figure."""
    with site():
        client, words, weights = fill(count)
        ask(client, words, weights)


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
        call_command("collectstatic", interactive=False, verbosity=0)
        yield
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def fill(count: int) -> tuple[Any, list[str], list[float]]:
    """Challenges, needs, procurements and market dialogues, indexed by the action that does it; and a reader who has signed in."""
    from django.db import connection
    from django.test import Client

    from nybrott.challenges.models import Challenge
    from nybrott.dialogues.models import Dialogue
    from nybrott.needs.models import Need
    from nybrott.people.models import Membership, Organisation, User
    from nybrott.procurements.models import Procurement
    from nybrott.search.actions import index_things
    from nybrott.search.models import JournalRead

    chance, now = random.Random(1), datetime.now(UTC)
    words = [term for concept in thesaurus().concepts.values() for term in concept.all() if " " not in term]
    chance.shuffle(words)
    words += ["".join(chance.choices(SOUNDS, k=chance.randint(2, 4))) for _ in range(20_000)]
    weights = list(accumulate(1 / (place + 20) for place in range(len(words))))

    def say(number: int) -> str:
        return " ".join(chance.choices(words, cum_weights=weights, k=number))

    places = [
        Organisation.objects.create(name=f"Benk {number}", slug=f"benk-{number}", founded_at=now)
        for number in range(ORGANISATIONS)
    ]
    whose = [places[0] if chance.random() < 0.6 else chance.choice(places[1:]) for _ in range(count)]
    when = [now - timedelta(minutes=chance.randrange(1_000_000)) for _ in range(count)]
    fourth = count // 4
    challenges = Challenge.objects.bulk_create(
        (
            Challenge(
                organisation=whose[n], title=say(WORDS_IN_TITLE)[:200], story=say(WORDS_IN_TEXT), slug=f"c-{n}", raised_at=when[n], moved_at=when[n],
                sharing="open" if n % 2 else "own",
            )
            for n in range(fourth)
        ),
        batch_size=AT_ONCE,
    )  # fmt: skip
    Need.objects.bulk_create(
        (
            Need(organisation=whose[n], challenge=challenges[n], who="Nattlaget", need=say(WORDS_IN_TITLE), because=say(WORDS_IN_TEXT)[:900], written_at=when[n])
            for n in range(fourth)
        ),
        batch_size=AT_ONCE,
    )  # fmt: skip
    Procurement.objects.bulk_create(
        (
            Procurement(organisation=whose[n], title=say(WORDS_IN_TITLE)[:200], aim=say(WORDS_IN_TEXT), made_at=when[n], moved_at=when[n])
            for n in range(fourth, 2 * fourth)
        ),
        batch_size=AT_ONCE,
    )  # fmt: skip
    Dialogue.objects.bulk_create(
        (
            Dialogue(organisation=whose[n], slug=f"d-{n}", title=say(WORDS_IN_TITLE)[:200], why=say(WORDS_IN_TEXT), made_at=when[n])
            for n in range(2 * fourth, 3 * fourth)
        ),
        batch_size=AT_ONCE,
    )  # fmt: skip
    began, done = time.perf_counter(), 0
    for kind, model in (("challenge", Challenge), ("need", Need), ("procurement", Procurement), ("dialogue", Dialogue)):
        keys = list(model.objects.order_by("pk").values_list("pk", flat=True))
        for at in range(0, len(keys), AT_ONCE):
            done += index_things(kind=kind, refs=keys[at : at + AT_ONCE])
    tell("search: things indexed", done / (time.perf_counter() - began), "things/s")
    JournalRead.objects.create(entry=0)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")
        cursor.execute("SELECT pg_total_relation_size('search_searchedthing')")
        tell("search: the index", cursor.fetchone()[0] / done, "bytes a thing")
    user = User.objects.create_user("benk@example.org", name="Benk Prøvesen")
    Membership.objects.create(organisation=places[0], user=user, roles=["admin"], since=now)
    client = Client(
        SERVER_NAME="localhost"
    )  # a host the site answers as; another is turned away before it has asked anything
    client.force_login(user)
    return client, words, weights


def ask(client: Any, words: list[str], weights: list[float]) -> None:
    """Pages of one word and of two as words are used, of the most frequent, and options while one types; each by turns with a bare
    list."""
    from django.urls import reverse

    chance = random.Random(2)
    page, options = reverse("search:search"), reverse("search:suggest")
    one = chance.choices(words, cum_weights=weights, k=QUERIES)
    asked: dict[str, list[tuple[str, str]]] = {
        "one word": [(page, word) for word in one],
        "two words": [(page, " ".join(chance.choices(words, cum_weights=weights, k=2))) for _ in range(QUERIES)],
        "a word in the most things": [(page, word) for word in words[:20]],
        "three letters while typing": [(options, word[:3]) for word in one],
    }
    for name, queries in asked.items():
        found = 0
        came(client, *queries[0])
        took, bare, worked, empty = [], [], [], []
        for path, text in queries:
            forget_tries()
            took.append(timed(lambda path=path, text=text: came(client, path, text), worked))
            timed(lambda: came(client, page, ""), empty)
            found += anything_in(client, path, text)
            bare.append(timed(lambda: bare_list(client)))
        p95, theirs = (statistics.quantiles(times, n=20)[-1] * 1000 for times in (took, bare))
        tell(f"search: {name}, p95 through the page", p95, "ms", LIMIT)
        tell(f"search: {name}, p95 against a bare list of twenty", p95, "ms", theirs)
        tell(f"search: {name}, that find something", found / len(queries), "of all")
        tell(
            f"search: {name}, own processor time",
            statistics.median(worked) * 1000,
            "ms",
            statistics.median(empty) * 1000,
        )
        tell(f"search: {name}, median", statistics.median(took) * 1000, "ms", statistics.median(bare) * 1000)


def came(client: Any, path: str, text: str) -> str:
    """The page, which must be a page: one that was turned away took no time and is no figure."""
    answer = client.get(path, {"q": text})
    if answer.status_code != 200:
        raise RuntimeError(f"{path}?q={text} answered {answer.status_code}")
    return str(answer.content.decode())


def anything_in(client: Any, path: str, text: str) -> bool:
    """Whether it led to a thing."""
    forget_tries()
    page = came(client, path, text)
    return "se-results" in page or page.count('role="option"') > 1


def bare_list(client: Any) -> None:
    """What any page of the frame costs: the newest twenty procurements, read and written into the same frame."""
    from django.template.loader import render_to_string

    from nybrott.people.models import Organisation
    from nybrott.procurements.models import Procurement

    rows = Procurement.objects.filter(organisation=Organisation.objects.order_by("pk")[0]).order_by("-moved_at")[:20]
    assert client is not None
    render_to_string(
        "search/results.html",
        {"found": {"hits": [{"kind": row.title, "url": "/"} for row in rows], "total": 20}, "kinds": ()},
    )


def forget_tries() -> None:
    """So that the limit on searching stops nothing here."""
    from nybrott.people.models import Tries

    Tries.objects.all().delete()


def timed(what: Callable[[], object], worked: list[float] | None = None) -> float:
    """Seconds it took; those this process worked go into `worked`: less of them depends on what else the machine does."""
    began, started = time.perf_counter(), time.process_time()
    what()
    if worked is not None:
        worked.append(time.process_time() - started)
    return time.perf_counter() - began


def tell(name: str, value: float, unit: str, against: float | None = None) -> None:
    """One figure."""
    said = {"name": name, "value": round(value, 3), "unit": unit, "against": against and round(against, 3)}
    print(json.dumps(said | {"ratio": round(value / against, 3) if against else None}), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else THINGS)
