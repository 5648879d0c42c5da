"""How fast is the red thread of a challenge with a thousand stops: the questions to the database, and what joining and drawing adds?

Prints one JSON line per figure (`name`, `value`, `unit`, `against`, `ratio`). Makes a database of its own with an invented challenge and removes it; ends
by itself.

    python benchmarks/threads.py [number of stops, 1000 unless said]
"""

import json
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from needs_index import site

from nybrott.core.actor import Actor

STOPS = 1_000
ROUNDS = 15


def main(count: int) -> None:
    """Print every figure."""
    with site():
        measure(count)


def measure(count: int) -> None:
    """The same thread with a hundredth of the stops and with all, so that what grows is seen."""
    for n in (max(count // 100, 10), count):
        told(*fill(n))


def told(actor: Actor, pk: int) -> None:
    """Every figure of one thread."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from nybrott.threads.queries import find, thread_of, trail_from
    from nybrott.threads.queries.rooms import ROOMS

    thing = find(actor, "challenge", pk)
    if thing is None:
        raise RuntimeError("the challenge that was made is not there")
    asked = timed(lambda: [room(actor, thing.challenges[0]) for room in ROOMS])
    whole = timed(lambda: thread_of(trail_from(actor, thing), thing.key))
    trail = trail_from(actor, thing)
    with CaptureQueriesContext(connection) as captured:
        shown = thread_of(trail_from(actor, thing), thing.key)
    cut = timed(lambda: trail.seen_from(trail.stops[-1].key))
    name = f"threads: {len(trail.stops)} stops"
    tell(
        f"{name}, asked, joined and drawn",
        whole * 1000,
        "ms",
        f"{asked * 1000:.2f} ms for the rooms' answers alone",
        whole / asked,
    )
    tell(f"{name}, seen from the last of them", cut * 1000, "ms")
    tell(f"{name}, questions to the database", len(captured), "questions")
    tell(f"{name}, the picture", len(shown.chart.wide) / 1000, "kB")


def timed(work: Callable[[], object]) -> float:
    """Seconds a piece of work takes, the middle of several."""
    took = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        took.append(time.perf_counter() - began)
    return statistics.median(took)


def fill(count: int) -> tuple[Actor, int]:
    """A challenge whose users told `count` divided by four things, each with its evidence, insight and need."""
    from nybrott.challenges.models import Challenge
    from nybrott.hearings.models import Contribution, Evidence
    from nybrott.needs.models import Insight, Need, NeedSource
    from nybrott.people.models import Organisation

    now, each = datetime.now(UTC), count // 4
    place = Organisation.objects.create(name=f"Fjordvik {count}", slug=f"fjordvik-{count}", founded_at=now)
    one = Challenge.objects.create(organisation=place, title="Natten", story="", raised_at=now, moved_at=now, slug=f"natten-{count}", state="sensemaking")  # fmt: skip
    told = Contribution.objects.bulk_create(
        Contribution(challenge=one, text=f"Jeg ligger våken {n}.", state="taken_up", received_at=now + timedelta(seconds=n), keep_until=now + timedelta(days=400), sent_key=f"{count}-{n}") for n in range(each)
    )  # fmt: skip
    pieces = Evidence.objects.bulk_create(
        Evidence(challenge=one, contribution=each_told, kind="contribution", title=f"Våken {n}", text="x", keep_until=now + timedelta(days=400), recorded_at=now) for n, each_told in enumerate(told)
    )  # fmt: skip
    learnt = Insight.objects.bulk_create(Insight(challenge=one, text=f"Lyd {n}", written_at=now) for n in range(each))
    through = Insight.evidence.through
    through.objects.bulk_create(through(insight_id=a.pk, evidence_id=b.pk) for a, b in zip(learnt, pieces, strict=True))
    needs = Need.objects.bulk_create(
        Need(organisation=place, challenge=one, who="Beboer", need=f"ro {n}", state="verified", written_at=now, verified_at=now) for n in range(each)
    )  # fmt: skip
    NeedSource.objects.bulk_create(NeedSource(need=need, insight=one_) for need, one_ in zip(needs, learnt, strict=True))  # fmt: skip
    lead = Actor(user_id=1, organisation_id=place.pk, name="Kari", permissions=frozenset({"challenges.lead"}))
    return lead, one.pk


def tell(name: str, value: float, unit: str, against: str | None = None, ratio: float | None = None) -> None:
    """One line of JSON."""
    shown = None if ratio is None else round(ratio, 2)
    print(json.dumps({"name": name, "value": round(value, 2), "unit": unit, "against": against, "ratio": shown}))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else STOPS)
