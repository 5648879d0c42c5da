"""How many one-to-one meetings a second are booked through HTTP? First each supplier books a time of its own, then two go for every time. None twice, none lost.

Beside the clock it reads what the booking cost all processes of the host together (`/proc`, Linux): on a machine that does other things too, the clock says
little, and seconds of processor say how many bookings two cores would carry that do nothing else.

Needs a running host with the same settings in the environment (`nybrott up`), and leaves an organisation called "Målevik" behind: only for a host that is thrown
away. Prints one JSON line per figure and ends by itself.

    NYBROTT_VAR=/tmp/bench nybrott up --demo --port 8790 &
    NYBROTT_VAR=/tmp/bench nybrott manage shell -c "import runpy; runpy.run_path('benchmarks/bookings.py')['main'](8790)"
"""

import json
import os
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path

ROUNDS, TIMES, CLIENTS, CORES = 2, 200, 8, 2
TOKEN = "b" * 32


def tries(names: list[str]) -> list[tuple[str, int]]:
    """Rounds that are drawn, and for each time a supplier of each name that wants it: the key of a page, the time."""
    from itertools import count

    from django.utils import timezone

    from nybrott.dialogues.tests.factories import a_representative, a_supplier
    from nybrott.meetings.tests.factories import a_drawn_round, the_slots
    from nybrott.people.tests import factories as people

    at, made = timezone.now().strftime("%d%H%M%S"), []
    people._number = count(int(at) * 100)  # beside people of an earlier run
    place = people.an_organisation(f"Målevik {at}", slug=f"malevik-{at}")
    for _ in range(ROUNDS):
        round_ = a_drawn_round(place, times=TIMES)
        for slot in the_slots(round_):
            for name in names:
                _by, key = a_representative(a_supplier(round_.dialogue, f"{name} {slot.pk} AS"))
                made.append((key, slot.pk))
    return made


def _command(process: str) -> str:
    try:
        return Path("/proc", process, "cmdline").read_bytes().decode(errors="replace")
    except OSError:
        return ""


def spent() -> dict[str, float]:
    """Seconds of processor by kind of process: this one, and the site's own of the same folder with its database."""
    tick, found = os.sysconf("SC_CLK_TCK"), {"web": 0.0, "worker": 0.0, "database": 0.0}
    folder = os.environ.get("NYBROTT_VAR", "")
    for process in Path("/proc").glob("[0-9]*"):
        try:
            said, environment = (process / "cmdline").read_bytes().decode(errors="replace"), (process / "environ").read_bytes().decode(errors="replace")  # fmt: skip
            fields = (process / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        kind = "web" if "granian" in said else "worker" if "procrastinate" in said else "database" if said.startswith("postgres:") else ""  # fmt: skip
        # the database runs as another user and says less of itself: its parent has the folder in its command
        here = f"{folder}/" in _command(fields[1]) if kind == "database" else f"NYBROTT_VAR={folder}\0" in environment
        if kind and here:
            found[kind] += sum(int(fields[n]) for n in (11, 12)) / tick
    found["clients"] = time.process_time()
    return found


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


def say(name: str, value: float, unit: str, against: float | None = None) -> None:
    """One figure."""
    print(json.dumps({"name": name, "value": value, "unit": unit, "against": against, "ratio": round(value / against, 2) if against else None}))  # fmt: skip


def measure(port: int, what: str, names: list[str]) -> None:
    """Set up, book, and look at what stands."""
    from nybrott.meetings.models import Slot

    wanted = tries(names)
    # whoever meets at a time comes at the same moment: one client after the other through the list
    before, began = spent(), time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as clients:
        list(clients.map(lambda at: book(port, wanted[at::CLIENTS]), range(CLIENTS)))
    took, cost = time.perf_counter() - began, {kind: value - before[kind] for kind, value in spent().items()}
    slots = {slot for _key, slot in wanted}
    holders = list(Slot.objects.filter(pk__in=slots, supplier__isnull=False).values_list("supplier_id", flat=True))
    say(f"bookings, {what}: booked", len(holders), "meetings", len(slots))
    say(f"bookings, {what}: suppliers that hold more than one", len(holders) - len(set(holders)), "suppliers", 0)
    say(f"bookings, {what}: forms answered", round(len(wanted) / took, 1), "a second")
    say(f"bookings, {what}: meetings booked", round(len(holders) / took, 1), "a second", 150)
    for kind, value in cost.items():
        say(f"bookings, {what}: processor, {kind}", round(value / len(holders) * 1_000, 2), "ms a booking")
    served = sum(value for kind, value in cost.items() if kind != "clients")
    say(f"bookings, {what}: carried by {CORES} cores that do nothing else", round(CORES * len(holders) / served, 1), "a second", 150)  # fmt: skip


def main(port: int) -> None:
    """Without and with two that want the same."""
    measure(port, "each its own", ["Alene"])
    measure(port, "two for each", ["Først", "Sist"])
