"""How many one-to-one meetings a second are booked through HTTP, when two suppliers go for every time? None twice, none lost.

Needs a running host with the same settings in the environment (`nybrott up`), and leaves an organisation called "Målevik" behind: only for a host that is thrown
away. Prints one JSON line per figure and ends by itself.

    NYBROTT_VAR=/tmp/bench nybrott up --demo --port 8790 &
    NYBROTT_VAR=/tmp/bench nybrott manage shell -c "import runpy; runpy.run_path('benchmarks/bookings.py')['main'](8790)"
"""

import json
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection

ROUNDS, TIMES, CLIENTS = 3, 200, 8
TOKEN = "b" * 32


def tries() -> list[tuple[str, int]]:
    """Rounds that are drawn, and for each time two suppliers that want it: the key of a page, the time."""
    from django.utils import timezone

    from nybrott.dialogues.tests.factories import a_representative, a_supplier
    from nybrott.meetings.tests.factories import a_drawn_round, the_slots
    from nybrott.people.tests.factories import an_organisation

    at, made = timezone.now().strftime("%H%M%S"), []
    place = an_organisation(f"Målevik {at}", slug=f"malevik-{at}")
    for _ in range(ROUNDS):
        round_ = a_drawn_round(place, times=TIMES)
        for slot in the_slots(round_):
            for name in ("Først", "Sist"):
                _by, key = a_representative(a_supplier(round_.dialogue, f"{name} {slot.pk} AS"))
                made.append((key, slot.pk))
    return made


def book(port: int, some: list[tuple[str, int]]) -> None:
    """Send the forms, one after the other, over one connection."""
    line = HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {
        "Cookie": f"csrftoken={TOKEN}",
        "X-CSRFToken": TOKEN,
        "Content-Type": "application/x-www-form-urlencoded",
    }
    for key, slot in some:
        line.request("POST", f"/dialogues/mine/{key}/meetings/{slot}/book/", "", headers)
        answer = line.getresponse()
        answer.read()
        if answer.status != 302:
            raise SystemExit(f"answered {answer.status}")
    line.close()


def main(port: int) -> None:
    """Set up, book, and look at what stands."""
    from nybrott.meetings.models import Slot

    wanted = tries()
    began = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as clients:
        list(clients.map(lambda at: book(port, wanted[at::CLIENTS]), range(CLIENTS)))
    took = time.perf_counter() - began
    slots = {slot for _key, slot in wanted}
    holders = list(Slot.objects.filter(pk__in=slots, supplier__isnull=False).values_list("supplier_id", flat=True))
    for name, value, unit, against in (
        ("bookings: booked", len(holders), "meetings", len(slots)),
        ("bookings: suppliers that hold more than one", len(holders) - len(set(holders)), "suppliers", 0),
        ("bookings: forms answered", round(len(wanted) / took, 1), "a second", None),
        ("bookings: meetings booked", round(len(holders) / took, 1), "a second", 150),
    ):
        print(json.dumps({"name": name, "value": value, "unit": unit, "against": against, "ratio": round(value / against, 2) if against else None}))  # fmt: skip
