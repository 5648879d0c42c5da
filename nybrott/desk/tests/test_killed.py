"""The worker is killed while it takes rows in; what it had taken in stands, and the next worker goes on from there."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest
from django.db import connection, connections
from django.utils import timezone

from nybrott.desk import actions
from nybrott.desk.models import Import
from nybrott.desk.tests.beds import SLOWLY
from nybrott.desk.tests.factories import an_import, work
from nybrott.journal.models import Entry
from nybrott.people.models import Unit
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, an_organisation

WORKER = """
import sys
import django
from django.conf import settings
django.setup()
settings.DATABASES["default"]["NAME"] = sys.argv[2]
settings.VAR = sys.argv[3]
from django.utils import timezone
from nybrott.desk import actions
from nybrott.desk.tests.beds import beds
beds()
actions.work_on_import(import_id=int(sys.argv[1]), clock=timezone.now)
"""


def a_worker(what: Import, folder: Path) -> "subprocess.Popen[bytes]":
    name = str(connection.settings_dict["NAME"])
    return subprocess.Popen([sys.executable, "-c", WORKER, str(what.pk), name, str(folder)], env=dict(os.environ))


def until(what: Import, done: int, worker: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + 300
    while True:
        what.refresh_from_db()
        if what.done >= done:
            return
        assert worker.poll() is None
        assert time.monotonic() < end
        time.sleep(0.02)


def gives_way(what: Import) -> bool:
    """Whether a second worker, with a connection of its own, leaves the import alone and comes straight back."""

    def work_too() -> None:
        actions.work_on_import(import_id=what.pk, clock=timezone.now)
        connections.close_all()

    second = Thread(target=work_too)
    second.start()
    second.join(60)  # that it did not wait for the first shows in how far that had come
    return not second.is_alive()


@pytest.mark.django_db(transaction=True)
def test_killed_midway_it_goes_on_and_each_row_is_taken_in_once(tmp_path: Path, let_go: Callable[[], None]) -> None:
    place = an_organisation()
    admin = actor_of(a_member(place, "admin"), place)
    names = [f"{SLOWLY} {number}" for number in range(900)]
    what = an_import(admin, *names)
    actions.confirm_import(actor=admin, what=what, now=timezone.now())

    first = a_worker(what, tmp_path)
    until(what, 400, first)
    first.send_signal(signal.SIGSTOP)  # it is at work, however long the other takes to see it
    assert gives_way(what), "while one works the other gives way"
    first.send_signal(signal.SIGKILL)
    first.wait(60)
    let_go()
    what.refresh_from_db()
    assert what.state == "running"
    assert 400 <= what.done < 900
    assert Unit.objects.filter(organisation=place).count() == what.done, "rows and what they changed stand together"

    work(what)
    assert (what.state, what.done, what.counts) == ("done", 900, {"new": 900})
    assert set(Unit.objects.filter(organisation=place).values_list("name", flat=True)) == set(names)
    assert Entry.objects.filter(verb="desk.import_finished").count() == 1


@pytest.mark.django_db(transaction=True)
def test_killed_while_judging_it_begins_to_judge_anew(tmp_path: Path) -> None:
    place = an_organisation()
    admin = actor_of(a_member(place, "admin"), place)
    what = an_import(admin, *[f"Seng {number}" for number in range(1_200)])
    Import.objects.filter(pk=what.pk).update(state="judging", done=500)
    what.rows.filter(number__gt=501).delete()
    work(what)
    assert (what.state, what.counts, what.rows.count()) == ("ready", {"new": 1_200}, 1_200)
