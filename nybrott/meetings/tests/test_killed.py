"""The web server is killed while a thousand book through HTTP. Afterwards exactly what was confirmed to somebody stands, nothing twice, and the rest can be booked."""

import os
import signal
import socket
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from http.client import HTTPConnection, HTTPException, HTTPResponse
from threading import Event

import pytest
from django.core.signing import b64_decode
from django.db import connection
from django.utils import timezone

from nybrott.dialogues.models import Representative, Supplier
from nybrott.dialogues.queries import hash_of
from nybrott.journal.models import Entry
from nybrott.meetings.models import Round, Slot
from nybrott.meetings.tests.factories import a_drawn_round
from nybrott.people.tests.factories import an_organisation

FORMS, CLIENTS, CONFIRMED_FIRST = 1_000, 40, 150
TOKEN = "k" * 32
READY_SECONDS = 300


@dataclass
class Wanted:
    """A supplier that wants a time, and what it was told: "yours", "no", or "" when no answer came."""

    key: str
    supplier: int
    slot: int
    told: str = field(default="")


def wishes(rounds: list[Round]) -> list[Wanted]:
    """Two suppliers for every time, in an order in which they meet."""
    made: list[Wanted] = []
    now = timezone.now()
    for round_ in rounds:
        slots = list(round_.slots.order_by("pk").values_list("pk", flat=True)) * 2
        firms = Supplier.objects.bulk_create(Supplier(dialogue_id=round_.dialogue_id, name=f"Firma {n}", came_at=now) for n, _slot in enumerate(slots))  # fmt: skip
        keys = [f"killed-{firm.pk}-{'x' * 24}" for firm in firms]
        Representative.objects.bulk_create(
            Representative(
                supplier=firm, name="Kari", email="kari@firma.example", asked_at=now, confirmed_at=now, key_hash=hash_of(key),
                keep_until=now.date() + timedelta(days=9),
            )
            for firm, key in zip(firms, keys, strict=True)
        )  # fmt: skip
        made += [Wanted(key, firm.pk, slot) for key, firm, slot in zip(keys, firms, slots, strict=True)]
    return sorted(made, key=lambda one: (one.slot, one.supplier))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(port: int) -> Iterator[subprocess.Popen[bytes]]:
    """The web server as `nybrott up` starts it, on the database of the tests."""
    stem = os.environ["DATABASE_URL"].partition("?")[0].rpartition("/")[0]
    env = os.environ | {"DATABASE_URL": f"{stem}/{connection.settings_dict['NAME']}"}
    # two workers of one thread, as in nybrott/cli/up.py
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "2",
        "--blocking-threads", "1", "--log-level", "warning", "nybrott.web.wsgi:application",
    ]  # fmt: skip
    with subprocess.Popen(command, env=env, start_new_session=True) as server:
        try:
            until = time.monotonic() + READY_SECONDS
            while not answers(port):
                assert server.poll() is None, "the server did not start"
                assert time.monotonic() < until, "the server did not answer"
                time.sleep(0.3)
            yield server
        finally:
            kill(server)


def kill(server: subprocess.Popen[bytes]) -> None:
    """The server and its workers, at once, without a word."""
    if server.poll() is None:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def answers(port: int) -> bool:
    line = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        line.request("GET", "/health/")
        return line.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        line.close()


def said(answer: HTTPResponse) -> str:
    """The sentence that goes with an answer, from its cookie."""
    cookies = answer.headers.get_all("Set-Cookie") or []
    text = next(one.removeprefix("messages=").strip('"') for one in cookies if one.startswith("messages="))
    payload = text.split(":")[0]
    raw = b64_decode(payload.removeprefix(".").encode())
    return (zlib.decompress(raw) if payload.startswith(".") else raw).decode()


def book(port: int, one: Wanted) -> None:
    """Send the form, and note what came back; nothing when the line broke."""
    line = HTTPConnection("127.0.0.1", port, timeout=120)
    headers = {
        "Cookie": f"csrftoken={TOKEN}", "X-CSRFToken": TOKEN, "Content-Type": "application/x-www-form-urlencoded", "Accept-Language": "en",
    }  # fmt: skip
    try:
        line.request("POST", f"/dialogues/mine/{one.key}/meetings/{one.slot}/book/", "", headers)
        answer = line.getresponse()
        answer.read()
        assert answer.status == 302
        text = said(answer)
        one.told = "yours" if "The time is yours" in text or "You already have this time" in text else "no"
    except (OSError, HTTPException):
        pass
    finally:
        line.close()


def stands(rounds: list[Round]) -> dict[int, int]:
    """Who has which time."""
    found = Slot.objects.filter(round__in=rounds, supplier__isnull=False)
    return {slot: supplier for slot, supplier in found.values_list("pk", "supplier_id") if supplier}


def wait_until_alone() -> None:
    """Until the database has noticed that the killed are gone."""
    until = time.monotonic() + 60
    others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
    while time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute(others)
            if cursor.fetchone()[0] == 0:
                return
        time.sleep(0.2)


@pytest.mark.soak
@pytest.mark.django_db(transaction=True)
def test_the_server_is_killed_while_a_thousand_book_and_what_was_confirmed_stands() -> None:
    place = an_organisation()
    rounds = [a_drawn_round(place, times=FORMS // 4) for _ in range(2)]
    wanted, enough = wishes(rounds), Event()
    assert len(wanted) == FORMS

    def first(one: Wanted) -> None:
        book(port, one)
        if sum(other.told == "yours" for other in wanted) >= CONFIRMED_FIRST:
            enough.set()

    port = free_port()
    with serving(port) as server, ThreadPoolExecutor(CLIENTS) as clients:
        going = [clients.submit(first, one) for one in wanted]
        assert enough.wait(READY_SECONDS)
        kill(server)
        for one in going:
            one.result()
    wait_until_alone()
    there = stands(rounds)
    confirmed = {one.slot: one.supplier for one in wanted if one.told == "yours"}
    silent = [one for one in wanted if not one.told]
    assert len(confirmed) >= CONFIRMED_FIRST
    assert silent, "it was killed in the middle"
    assert confirmed.items() <= there.items(), "nothing that was confirmed is lost"
    assert set(there.items()) - set(confirmed.items()) <= {(one.slot, one.supplier) for one in silent}
    assert len(there) - len(confirmed) <= CLIENTS, "at most what was under way stands without an answer"
    assert len(set(there.values())) == len(there), "no supplier has two"
    # each is whole: it stands in the journal, and nothing else does
    recorded = list(Entry.objects.filter(verb="meetings.booked").values_list("thing_ref", flat=True))
    assert sorted(recorded) == sorted(str(slot) for slot in there)

    with serving(port), ThreadPoolExecutor(CLIENTS) as clients:
        list(clients.map(lambda one: book(port, one), silent))
    after = stands(rounds)
    assert there.items() <= after.items()
    assert len(after) == len(set(after.values())) == FORMS // 2
    assert {one.slot: one.supplier for one in wanted if one.told == "yours"} == after
