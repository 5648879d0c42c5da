"""How fast is the search over all notices? Indexing and pages of results, with invented notices.

Prints one JSON line per figure (`name`, `value`, `unit`, `against`, `ratio`). Makes a database of its own and removes
it; ends by itself. A page of results is set against a bare Django view that lists twenty of the same rows by date.

    python benchmarks/search.py [number of notices, 100000 unless said]
"""

import json
import os
import random
import resource
import secrets
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate, islice
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command

from nybrott.cli.postgres import Postgres

NOTICES = 100_000
WORDS_IN_TEXT, WORDS_IN_TITLE = 220, 6
ROUNDS = 5
HEADS = [
    "velferd",
    "marked",
    "leverandør",
    "innovasjon",
    "vei",
    "vann",
    "skole",
    "bygg",
    "drift",
    "vedlikehold",
    "energi",
    "transport",
]
TAILS = [
    "teknologi",
    "dialog",
    "løsning",
    "tjeneste",
    "avtale",
    "konferanse",
    "plan",
    "analyse",
    "system",
    "anlegg",
    "utstyr",
    "prosjekt",
]
QUERIES = {
    "a rare compound": "velferdsteknologi",
    "a compound in nynorsk": "vegvedlikehald",
    "a part of compounds": "dialog",
    "a word in most notices": "kommune",
    "two words": "innovasjon skole",
    "a sentence": "anskaffelse av velferdsteknologi til skole og bygg med leverandørdialog",
    "a word nobody wrote": "sommerfuglhage",
    "filters only": "",
}


def main(count: int) -> None:
    """Print every figure."""
    with site() as folder:
        make_lake(folder / "lake")
        made = fill(count)
        measure(count, made)


@contextmanager
def site() -> Iterator[Path]:
    """Django ready over a database of its own; gives the folder that holds everything and is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="nybrott-bench-"))
    folder.chmod(0o711)
    server = Postgres(folder / "postgres", durable=False)
    server.start()
    try:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "nybrott.web.settings", "DATABASE_URL": server.url, "NYBROTT_MODE": "development",
            "NYBROTT_SECRET_KEY": secrets.token_urlsafe(48), "NYBROTT_VAR": str(folder), "NYBROTT_LAKE": str(folder / "lake"),
        }  # fmt: skip
        django.setup()
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        yield folder
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def make_lake(folder: Path) -> None:
    """A lake that names a generation; the benchmark's index says it was made from it."""
    folder.mkdir()
    (folder / "current").write_text("generation-benchmark\n", encoding="ascii")


def vocabulary_of(chance: random.Random) -> tuple[list[str], list[float]]:
    """Invented words and how often they are used: few often, most seldom, as words are."""
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
        "ål",
        "skj",
    ]
    invented = ["".join(chance.choices(sounds, k=chance.randint(2, 4))) for _ in range(20_000)]
    compounds = [
        head + ("s" if head in ("velferd", "marked", "innovasjon", "vedlikehold") else "") + tail
        for head in HEADS
        for tail in TAILS
    ]
    common = [
        "kommune",
        "anskaffelse",
        "kontrakt",
        "leverandør",
        "tilbud",
        "skal",
        "og",
        "av",
        "til",
        "for",
        "med",
        "på",
        "er",
        "det",
        "som",
    ]
    words = [*common, *invented[:100], *HEADS, *TAILS, *invented[100:2000], *compounds, *invented[2000:]]
    return words, list(accumulate(1 / (place + 5) for place in range(len(words))))


def invented(count: int, vocabulary: tuple[list[str], list[float]], chance: random.Random) -> Iterator[Any]:
    """Notices as the lake would give them."""
    from nybrott.lake.shapes import NoticeRow, NoticeText
    from nybrott.notices.queries import Contents

    words, weights = vocabulary
    for number in range(count):
        title = " ".join(chance.choices(words, cum_weights=weights, k=WORDS_IN_TITLE)).capitalize()
        text = " ".join(chance.choices(words, cum_weights=weights, k=WORDS_IN_TEXT)).capitalize()
        published = date(2017, 1, 1) + timedelta(days=chance.randrange(3_600))
        row = NoticeRow(
            key=f"invented-{number:08d}", title=title, country=chance.choice(["NO", "NO", "NO", "SE", "DK"]),
            buyer=f"{number % 900:09d}", buyer_name=f"{words[100 + number % 900].capitalize()} kommune",
            published_on=published, year=published.year, stage=chance.choice(["planning", "competition", "result"]),
            procedure="open", procedure_key=f"p{number}", format="eforms", doffin_ref=f"2024-{number:06d}", publication_ref="",
            language="nb", cpv_main="48000000", market_dialogue=number % 19 == 0, innovation=number % 23 == 0, partnership=False,
            friendly=False, strict=False, declared=False, behavioural=number % 19 == 0, candidates=(),
        )  # fmt: skip
        texts = (NoticeText(0, "title", "", "nb", title), NoticeText(1, "description", "", "nb", text))
        yield Contents(row, texts, ())


def fill(count: int) -> Any:
    """Index the invented notices the way the lake's are indexed."""
    from django.db import connection

    from nybrott.core.language import Gathering
    from nybrott.notices.actions import indexing as actions
    from nybrott.notices.models import NoticeIndex

    words = vocabulary_of(random.Random(1))
    began = time.perf_counter()
    gathering = Gathering()
    for contents in invented(count, words, random.Random(2)):
        gathering.add(text.content for text in contents.texts)
    vocabulary = gathering.vocabulary()
    making = time.perf_counter() - began
    made = NoticeIndex.objects.create(
        generation="generation-benchmark", recipe=actions.recipe(), made_at=datetime.now(UTC),
        vocabulary={"words": vocabulary.words, "stems": vocabulary.stems},
    )  # fmt: skip
    source = invented(count, words, random.Random(2))
    began = time.perf_counter()
    held = actions.write_index(made, iter(lambda: list(islice(source, 500)), []), vocabulary, lambda _done: None)
    writing = time.perf_counter() - began
    made.holds, made.held, made.notices = True, held, count
    made.save()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")
        cursor.execute("SELECT pg_total_relation_size('notices_indexednotice'), pg_relation_size('notice_words')")
        whole, words_size = cursor.fetchone()
    tell("search: words counted and notices invented", count / making, "notices/s")
    tell("search: notices invented and indexed", count / writing, "notices/s")
    tell("search: the index", whole / count, "bytes a notice")
    tell("search: the inverted index of words", words_size / count, "bytes a notice")
    tell("search: memory at most", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MB")
    return made


def measure(count: int, made: Any) -> None:
    """Pages of results through Django's own test client, against a bare list of the same rows."""
    from django.db import connection
    from django.db.models import F
    from django.http import HttpRequest, HttpResponse
    from django.template import engines
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from nybrott.notices.models import IndexedNotice

    settings.ALLOWED_HOSTS = ["testserver"]
    client = Client()
    bare_page = engines["django"].from_string(
        "{% for row in rows %}<li>{{ row.title }} {{ row.published_on }}</li>{% endfor %}{{ total }}"
    )

    def bare(_request: HttpRequest) -> HttpResponse:
        rows = IndexedNotice.objects.filter(index=made).defer("words", "title_words", "texts")
        newest = rows.order_by(F("published_on").desc(nulls_last=True), "key")
        return HttpResponse(bare_page.render({"rows": list(newest[:20]), "total": rows.count()}))

    against = statistics.quantiles(timed(lambda: bare(HttpRequest()), 40), n=20)[-1]
    tell("search: a bare list of the same rows, p95", against, "ms")
    everything: list[float] = []
    asked: set[int] = set()
    for name, text in QUERIES.items():
        addresses = [
            f"/observatory/search/?q={text.replace(' ', '+')}{rest}"
            for rest in (
                "",
                "&country=NO",
                "&year=2020&stage=planning",
                "&order=newest",
                "&order=buyer&country=SE",
                "&page=3",
            )
        ]
        took = []
        for address in addresses:
            answer = client.get(address)
            assert answer.status_code == 200, address
            with CaptureQueriesContext(
                connection,
            ) as queries:
                client.get(address)
            asked.add(len(queries))
            took += timed(lambda address=address: client.get(address), ROUNDS)
        everything += took
        tell(f"search: {name}, p50", statistics.median(took), "ms")
        tell(f"search: {name}, p95", statistics.quantiles(took, n=20)[-1], "ms", against)
    tell(f"search: any page over {count} notices, p50", statistics.median(everything), "ms")
    tell(f"search: any page over {count} notices, p95", statistics.quantiles(everything, n=20)[-1], "ms", against)
    tell("search: most database queries of a page", max(asked), "queries", min(asked))


def timed(work: Callable[[], object], times: int) -> list[float]:
    """How long each of several calls took, in milliseconds."""
    took = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        took.append((time.perf_counter() - began) * 1000)
    return took


def tell(name: str, value: float, unit: str, against: float | None = None) -> None:
    """Print one figure."""
    line: dict[str, object] = {"name": name, "value": round(value, 2), "unit": unit}
    if against is not None:
        line |= {"against": round(against, 2), "ratio": round(value / against, 3)}
    print(json.dumps(line, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else NOTICES)
