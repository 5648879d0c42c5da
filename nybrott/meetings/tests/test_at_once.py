"""Two suppliers book one time in the same moment, and one supplier books two times in two tabs: with the locks one of them gets a sentence, without them
a time is lost."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from threading import Barrier, BrokenBarrierError, Thread

import pytest
from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import override

from nybrott.core.verdict import Refused, Verdict
from nybrott.dialogues.models import Representative, Supplier
from nybrott.meetings import actions, rules
from nybrott.meetings.actions import booking
from nybrott.meetings.models import Slot
from nybrott.meetings.tests.factories import a_drawn_round, an_applicant, the_slots
from nybrott.people.tests.factories import an_organisation


def raced(monkeypatch: pytest.MonkeyPatch, tries: list[tuple[Representative, Slot]], *, patience: float) -> list[str]:
    """What each was told when all had been allowed before any had booked; each waits so many seconds for the others to be allowed too."""
    together, told = Barrier(len(tries)), []
    may_book = rules.may_book

    def slow(*given: object) -> Verdict:
        verdict = may_book(*given)  # type: ignore[arg-type]
        with contextlib.suppress(BrokenBarrierError):
            together.wait(patience)
        return verdict

    def one(by: Representative, slot: Slot) -> None:
        try:
            with override("en"):  # a thread has no language of its own
                actions.book_slot(representative=by, slot=slot, now=timezone.now())
            told.append("yours")
        except Refused as trouble:
            told.append(trouble.reason)
        finally:
            connection.close()

    with monkeypatch.context() as patched:
        patched.setattr(rules, "may_book", slow)
        run([lambda by=by, slot=slot: one(by, slot) for by, slot in tries])  # type: ignore[misc]
    return sorted(told)


def run(works: list[Callable[[], None]]) -> None:
    threads = [Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def without_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    def slots(keys: list[int], of: Supplier) -> dict[int, Slot]:
        found: QuerySet[Slot] = Slot.objects.select_related("round__dialogue").filter(Q(pk__in=keys) | Q(supplier=of))
        return {one.pk: one for one in found}

    monkeypatch.setattr(booking, "held_supplier", lambda supplier: Supplier.objects.get(pk=supplier.pk))
    monkeypatch.setattr(booking, "held_slots", slots)


@pytest.mark.django_db(transaction=True)
def test_a_time_is_given_once_with_the_locks_and_twice_without(monkeypatch: pytest.MonkeyPatch) -> None:
    round_ = a_drawn_round(an_organisation(), times=3)
    first, second, tabs, lost = (an_applicant(round_, applies=False)[0] for _ in range(4))
    one, two, three = the_slots(round_)
    told = raced(monkeypatch, [(first, one), (second, one)], patience=0.5)
    assert told == ["Someone else has just taken this time. Choose another.", "yours"]
    told = raced(monkeypatch, [(tabs, two), (tabs, three)], patience=0.5)
    assert told == ["You have as many meetings as a supplier can get. Change one of them instead.", "yours"]
    assert round_.slots.filter(supplier=tabs.supplier).count() == 1
    free = round_.slots.get(supplier=None)
    with monkeypatch.context() as off:
        without_locks(off)
        told = raced(off, [(lost, free), (an_applicant(round_, applies=False)[0], free)], patience=60)
    assert told == ["yours", "yours"], "without the locks two are told that the one time is theirs"


@pytest.mark.soak
@pytest.mark.django_db(transaction=True)
def test_in_a_storm_every_time_is_given_once() -> None:
    round_ = a_drawn_round(an_organisation(), times=40)
    people = [an_applicant(round_, applies=False)[0] for _ in range(60)]
    slots, told = the_slots(round_), []

    def book_any(some: list[Representative]) -> None:
        for by in some:
            for slot in slots:
                try:
                    actions.book_slot(representative=by, slot=slot, now=timezone.now())
                    told.append((slot.pk, by.supplier_id))
                    break
                except Refused:
                    continue
        connection.close()

    run([lambda at=at: book_any(people[at::8]) for at in range(8)])  # type: ignore[misc]
    assert len(told) == 40
    assert sorted(told) == sorted(round_.slots.values_list("pk", "supplier_id"))


KILLED = """
import sys, django
django.setup()
from django.conf import settings
settings.DATABASES["default"]["NAME"] = {name!r}
from threading import Thread
from django.db import connection
from django.utils import timezone
from nybrott.core.verdict import Refused
from nybrott.dialogues.models import Representative
from nybrott.meetings import actions, models
slots = list(models.Slot.objects.filter(round={round}).order_by("pk"))
people = list(Representative.objects.filter(supplier__dialogue__meetings={round}).order_by("pk"))
def work(start):
    for by in people[start::4]:
        for slot in slots:
            try:
                actions.book_slot(representative=by, slot=slot, now=timezone.now())
            except Refused:
                continue
            sys.stdout.write(f"{{slot.pk}} {{by.supplier_id}}\\n"); sys.stdout.flush()
            break
    connection.close()
threads = [Thread(target=work, args=[at]) for at in range(4)]
[one.start() for one in threads]; [one.join() for one in threads]
"""


@pytest.mark.soak
@pytest.mark.django_db(transaction=True)
def test_killed_while_many_book_exactly_the_confirmed_stand(let_go: Callable[[], None]) -> None:
    """Bookings told as done stand, whole; at most one of each thread may have been done and not told."""
    round_ = a_drawn_round(an_organisation(), times=100)
    for _ in range(120):
        an_applicant(round_, applies=False)
    code = KILLED.format(name=connection.settings_dict["NAME"], round=round_.pk)
    env = os.environ | {"DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "nybrott.web.settings")}
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=env) as started:
        assert started.stdout
        heard = [started.stdout.readline() for _ in range(20)]
        started.send_signal(signal.SIGKILL)
        heard += started.stdout.readlines()
    let_go()
    told = {
        tuple(int(part) for part in line.split()) for line in heard if line.endswith("\n") and len(line.split()) == 2
    }
    there = set(round_.slots.exclude(supplier=None).values_list("pk", "supplier_id"))
    assert len(told) >= 20
    assert told <= there
    assert len(there - told) <= 4
    assert len({supplier for _slot, supplier in there}) == len(there)
