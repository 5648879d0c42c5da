"""Do figures cost what they must, and do pages stay quick when the lake grows a hundredfold?

Every measure by buyer and year, against the DuckDB SQL somebody would write by hand for the same Parquet files; and each
page of the observatory over a small lake and a large one, through Django's own test client: how long it takes (a file:
until it begins to be sent; the whole of it grows with its rows), how many questions it puts to the database and to the lake.
Each is asked for once before it is timed, so what a site keeps of a lake is kept. The notices are invented, most as plain records, a part as copies of
our eForms samples so that there are results, lots and winners. Small and large take turns, so that a busy machine
disturbs both alike. Prints one JSON line per figure and ends by itself.

    python benchmarks/measures.py [notices of the large lake, 200000 unless said]
"""

import json
import random
import statistics
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import duckdb
from django.conf import settings
from read_find_store import SAMPLES, copies
from search import site, tell, timed

NOTICES, HUNDREDTH = 200_000, 100
ROUNDS = 15
WITH_RESULTS = 10  # one notice in so many is a copy of a sample

THINGS = [
    "kontormøbler",
    "brannbiler",
    "skolebygg",
    "vannmålere",
    "velferdsteknologi",
    "renhold",
    "gatelys",
    "journalsystem",
]
TITLES = [
    "Kjøp av {}",
    "Rammeavtale for {}",
    "Levering og drift av {}",
    "Dialogkonferanse om {}",
    "Innovativ løsning for {}",
]
TEXTS = [
    "Kommunen skal kjøpe {} til alle enheter. Avtalen gjelder i to år med opsjon på to til.",
    "Vi inviterer til markedsdialog om {} før konkurransen lyses ut.",
    "Oppdragsgiver søker utvikling av en ny løsning for {} som ikke finnes i markedet i dag.",
]
WHEN = "coalesce(opened_on, date '0001-01-01')"
GROUPED = f"country, buyer, arg_max(buyer_name, {WHEN}) as buyer_name, year"

# What somebody who knows the files would write for the same rows.
BY_HAND = {
    "innovative-procurements": f"""
        select {GROUPED}, count(*) as n, count(*) filter (where strict) as strict,
            count(*) filter (where declared) as declared, count(*) filter (where behavioural) as behavioural,
            count(*) filter (where strict or declared or behavioural) as any_lens,
            count(*) filter (where innovation) as innovation, count(*) filter (where partnership) as partnership,
            count(*) filter (where design_contest) as contests, avg(strict::int), avg(declared::int),
            avg(behavioural::int), avg((strict or declared or behavioural)::int), avg(innovation::int)
        from read_parquet('LAKE/procedures/*.parquet') where competition or result group by all order by all""",
    "dialogue-share": f"""
        select {GROUPED}, count(*) filter (where competition) as n, count(*) filter (where market_dialogue) as dialogues,
            dialogues / nullif(n, 0)
        from read_parquet('LAKE/procedures/*.parquet') where competition or market_dialogue group by all order by all""",
    "innovation-friendly": f"""
        select {GROUPED}, count(*) as n, count(*) filter (where friendly or innovation) as friendly,
            avg((friendly or innovation)::int)
        from read_parquet('LAKE/procedures/*.parquet') where competition or result group by all order by all""",
    "tenders-received": f"""
        select {GROUPED}, count(*) as n, sum(tenders), avg(tenders), median(tenders),
            count(*) filter (where tenders <= 1), avg((tenders <= 1)::int)
        from (
            select notices.country, buyer, buyer_name, published_on as opened_on, notices.year, tenders
            from read_parquet('LAKE/results/*.parquet') as results join read_parquet('LAKE/notices/*.parquet') as notices using (key)
            where stage = 'result' and tenders is not null
            qualify row_number() over (
                partition by procedure_key, lot order by published_on desc nulls last, key desc, ordinal desc
            ) = 1
        ) group by all order by all""",
}  # fmt: skip

PAGES = {
    "overview": "/observatory/", "organisations": "/observatory/organisations/",
    "organisations by name": "/observatory/organisations/?sort=name&page=2",
    "organisations, part of a name": "/observatory/organisations/?name=kommune",
    "an organisation": "/observatory/organisations/NO/{buyer}/",
    "procurements": "/observatory/procurements/", "procurements by title": "/observatory/procurements/?sort=title",
    "notices": "/observatory/notices/", "notices, narrowed": "/observatory/notices/?shows=market_dialogue&year=2021&country=NO",
    "notices, a later page": "/observatory/notices/?page=12", "a notice": "/observatory/notices/{notice}/",
    "comparison": "/observatory/comparison/", "a group": "/observatory/comparison/?group=NO-{buyer}",
    "definitions": "/observatory/definitions/", "a list as a file": "/observatory/data/notices.csv?country=NO&year=2021&shows=market_dialogue",
    "api: notices": "/api/v1/notices", "api: a measure": "/api/v1/measures/innovative-procurements/values?by=year",
}  # fmt: skip


def main(count: int) -> None:
    """Print every figure."""
    with site() as folder:
        lakes = [make(folder / name, number) for name, number in (("small", count // HUNDREDTH), ("large", count))]
        figures(lakes[1])
        pages(*lakes)


def make(place: Path, count: int) -> Path:
    """A lake of so many invented notices."""
    from nybrott.lake import build

    place.mkdir()
    copies(SAMPLES, place / "copies", count // WITH_RESULTS)
    with (place / "records.jsonl").open("w", encoding="utf-8") as file:
        for record in records(count - count // WITH_RESULTS):
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    began = time.perf_counter()
    report = build([place / "records.jsonl", place / "copies"], place / "lake", jobs=2)
    tell(f"measures: a lake of {report.notices} notices", report.notices / (time.perf_counter() - began), "notices/s")
    return place / "lake"


def records(count: int) -> Iterator[dict[str, object]]:
    """Plain records of buyers with valid organisation numbers."""
    chance = random.Random(3)
    buyers = [number(3_100_000_0 + place) for place in range(max(20, min(3_000, count // 20)))]
    buyers = [ref for ref in buyers if ref]
    for place in range(count):
        ref = chance.choice(buyers)
        thing = f"{chance.choice(THINGS)} {place % 997}"
        yield {
            "id": f"r-{place}", "title": chance.choice(TITLES).format(thing), "description": chance.choice(TEXTS).format(thing),
            "notice_type": chance.choice(["Kunngjøring av konkurranse", "Kunngjøring av konkurranse", "Veiledende kunngjøring"]),
            "procedure": chance.choice(["Åpen anbudskonkurranse", "Konkurransepreget dialog"]), "buyer_ref": ref,
            "buyer_name": f"Kommune {int(ref) % 9973}", "cpv": chance.choice(["39130000", "34144210", "72000000", "45214200"]),
            "published_on": (date(2016, 1, 1) + timedelta(days=chance.randrange(3_600))).isoformat(), "country": "NO",
        }  # fmt: skip


def number(first: int) -> str:
    """An organisation number with its check digit; empty where there is none."""
    digits = [int(sign) for sign in str(first)]
    rest = -sum(digit * weight for digit, weight in zip(digits, (3, 2, 7, 6, 5, 4, 3, 2), strict=True)) % 11
    return "" if rest == 10 else f"{first}{rest}"


def figures(place: Path) -> None:
    """Each measure by buyer and year against the statement written by hand."""
    from nybrott.lake import open_lake

    lake = open_lake(place)
    by_hand = duckdb.connect(config={"threads": "2"})
    for name, sql in BY_HAND.items():
        statement = sql.replace("LAKE", str(place / lake.generation))
        assert len(lake.measure(name, ("buyer", "year")).rows) == len(by_hand.execute(statement).fetchall()), name
        ours, theirs = [], []
        for _ in range(ROUNDS):
            theirs += timed(lambda statement=statement: by_hand.execute(statement).fetchall(), 1)
            ours += timed(lambda name=name: lake.measure(name, ("buyer", "year")), 1)
        tell(f"measures: {name} by buyer and year", statistics.median(ours), "ms", statistics.median(theirs))
    by_hand.close()


def pages(small: Path, large: Path) -> None:
    """Each page over both lakes, in turns."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from nybrott.lake import open_lake
    from nybrott.lake.opened import Opened

    settings.ALLOWED_HOSTS = ["testserver"]
    client = Client()
    worst, unequal = 0.0, 0
    for name, address in PAGES.items():
        took: dict[Path, list[float]] = {small: [], large: []}
        asked: dict[Path, tuple[int, int]] = {}
        for place in (small, large):
            settings.LAKE = place
            filled = address.format(**known(open_lake(place)))
            assert client.get(filled).status_code == 200, filled
            with CaptureQueriesContext(connection) as queries, patch.object(
                Opened, "ask", autospec=True, side_effect=Opened.ask
            ) as questions:  # fmt: skip
                client.get(filled)
            asked[place] = (len(queries), questions.call_count)
        for _ in range(ROUNDS):
            for place in took:
                settings.LAKE = place
                filled = address.format(**known(open_lake(place)))
                took[place] += timed(lambda filled=filled: client.get(filled), 1)
        middle = {place: statistics.median(times) for place, times in took.items()}
        tell(f"measures: page “{name}” over the large lake, p50", middle[large], "ms", middle[small])
        worst = max(worst, middle[large] / middle[small])
        unequal += asked[small] != asked[large]
    tell("measures: the page that grows most", worst, "times the time with a hundredth")
    tell("measures: pages that ask more of the large lake", unequal, f"of {len(PAGES)} pages")


_KNOWN: dict[Path, dict[str, Any]] = {}


def known(lake: Any) -> dict[str, Any]:
    """A buyer and a notice of a lake, for addresses."""
    if lake.folder not in _KNOWN:
        _KNOWN[lake.folder] = {
            "buyer": lake.organisations({"country": "NO"}, sort="procedures").rows[0].ref,
            "notice": lake.notices({"sign": "market_dialogue"}).rows[0].key,
        }
    return _KNOWN[lake.folder]


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else NOTICES)
