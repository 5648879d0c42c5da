"""Bringing notices in and taking them back: what holds, what fails, what is interrupted, and that the lake is never half."""

import io
import json
import signal
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app
from pytest_django import Settings

from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused
from nybrott.journal.models import Entry
from nybrott.lake import NoLake, build, check
from nybrott.notices import actions, queries, rules
from nybrott.notices.actions import importing
from nybrott.notices.models import ImportTrouble, IndexedCandidate, Judgement, NoticeImport
from nybrott.notices.queries.imported import base_file, files_of
from nybrott.notices.states import IMPORT
from nybrott.notices.tests.factories import NOW, an_import, judged
from nybrott.people.models import Organisation
from nybrott.people.roles import ROLES
from nybrott.people.tests.factories import an_actor, an_organisation
from nybrott.sources import Unreadable

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(db: None) -> Organisation:
    return an_organisation()


@pytest.fixture
def actor(place: Organisation) -> Actor:
    return an_actor(place, "buyer")


def notices_xml(samples: Path, *names: str) -> dict[str, bytes]:
    return {name: (samples / "notices" / name).read_bytes() for name in names}


def a_zip(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


BASE = ("2022-000101.xml", "2022-000114.xml", "2022-000120.xml")
MORE = ("2023-000201.xml", "2023-000207.xml")


@pytest.fixture
def site(settings: Settings, tmp_path: Path, samples: Path) -> Path:
    """A host with three notices of its own in the lake."""
    own = tmp_path / "own"
    own.mkdir()
    for name, data in notices_xml(samples, *BASE).items():
        (own / name).write_bytes(data)
    settings.VAR = tmp_path / "var"
    settings.LAKE = tmp_path / "var" / "lake"
    settings.INBOX = str(tmp_path / "inbox")
    (tmp_path / "inbox").mkdir()
    actions.rebuild_lake(base=queries.Base((str(own),)))
    return tmp_path


def upload(actor: Actor, name: str, data: bytes) -> NoticeImport:
    return actions.bring_upload(actor=actor, name=name, pieces=[data], now=NOW)


def carry() -> int:
    return actions.carry_imports(clock=timezone.now)


def held() -> int:
    return queries.lake().coverage().notices


# --- who may ---


def test_who_may_import(place: Organisation) -> None:
    for role, said in ROLES.items():
        verdict = rules.may_import_notices(an_actor(place, role))
        assert bool(verdict) == ("notices.import" in said.permissions), role


@pytest.mark.parametrize("state", IMPORT.states)
def test_what_may_be_done_in_which_state(place: Organisation, actor: Actor, state: str) -> None:
    one = an_import(place, state=state)
    assert bool(rules.may_take_back(actor, one)) == (state in ("held", "waiting", "failed"))
    assert bool(rules.may_try_again(actor, one)) == (state == "failed")
    other = an_actor(an_organisation(), "admin")
    assert not rules.may_take_back(other, one)
    assert not rules.may_try_again(other, one)
    assert list(NoticeImport.objects.visible_to(actor)) == [one]
    assert not NoticeImport.objects.visible_to(other).exists()
    assert not NoticeImport.objects.visible_to(an_actor(place, "observer")).exists()
    assert not rules.may_take_back(an_actor(place, "observer"), one)
    assert not rules.may_try_again(an_actor(place, "observer"), one)


# --- bringing in ---


def test_notices_are_read_counted_and_move_the_figures(site: Path, actor: Actor, samples: Path) -> None:
    broken = (samples / "broken" / "2022-000155.xml").read_bytes()
    one = upload(actor, "mai.zip", a_zip(notices_xml(samples, *MORE, BASE[0]) | {"broken.xml": broken}))
    assert (one.state, held()) == ("waiting", 3)
    assert carry() == 1
    one.refresh_from_db()
    assert one.state == "held", (one.trouble, one.detail)
    assert held() == 5
    assert (one.found["read"], one.found["new"], one.found["already"], one.troubles) == (3, 2, 1, 1)
    assert one.found["format"] == {"eforms": 3}
    assert sum(one.found["stage"].values()) == 3
    assert (one.before["notices"], one.after["notices"]) == (3, 5)
    (trouble,) = ImportTrouble.objects.all()
    assert trouble.path == "mai.zip!broken.xml"
    assert trouble.reason
    assert list(check(site / "var" / "lake")) == []
    assert [entry.verb for entry in Entry.objects.order_by("pk")] == ["notices.import_asked", "notices.imported"]
    assert app.tasks["notices.carry_imports"]
    assert IndexedCandidate.objects.filter(key__isnull=False).count() >= 0
    again = carry()
    assert again == 0


def test_a_folder_on_the_host_is_copied_and_read(site: Path, actor: Actor, samples: Path) -> None:
    (site / "inbox" / "mai").mkdir()
    for name, data in notices_xml(samples, *MORE).items():
        (site / "inbox" / "mai" / name).write_bytes(data)
    one = actions.bring_folder(actor=actor, place="mai", now=NOW)
    carry()
    one.refresh_from_db()
    assert (one.state, one.found["new"], held()) == ("held", 2, 5)
    for name in MORE:
        (site / "inbox" / "mai" / name).unlink()
    actions.rebuild_lake()
    assert held() == 5, "the copies are kept"


@pytest.mark.parametrize("where", ["../own", "/etc", "..", "nothing", "", "mai/../../own"])
def test_nothing_outside_the_inbox_is_taken(site: Path, actor: Actor, where: str) -> None:
    with pytest.raises(Unreadable):
        actions.bring_folder(actor=actor, place=where, now=NOW)
    assert not NoticeImport.objects.exists()


def test_without_an_inbox_nothing_is_taken(site: Path, actor: Actor, settings: Settings) -> None:
    settings.INBOX = ""
    with pytest.raises(Unreadable):
        actions.bring_folder(actor=actor, place="mai", now=NOW)


@pytest.mark.parametrize("most", [0, 10])
def test_a_file_that_is_too_large_leaves_nothing_behind(
    site: Path, actor: Actor, settings: Settings, most: int
) -> None:
    settings.MOST_UPLOADED = most
    with pytest.raises(Unreadable):
        upload(actor, "a.xml", b"x" * 11)
    assert not NoticeImport.objects.exists()
    assert not Entry.objects.exists()
    assert [path.name for path in (site / "var" / "notices").iterdir()] == ["base.json"]


def bomb() -> bytes:
    return a_zip({"bomb.xml": b"0" * 60_000_000})


def leading_out(samples: Path) -> bytes:
    return a_zip({"../../own/evil.xml": (samples / "notices" / MORE[0]).read_bytes()})


HOSTILE: dict[str, Callable[[Path], bytes]] = {
    "a bomb": lambda _samples: bomb(),
    "a name that leads out": leading_out,
    "no archive at all": lambda _samples: b"PK\x03\x04 nothing follows",
    "an empty archive": lambda _samples: a_zip({}),
    "nothing to read": lambda _samples: a_zip({"picture.png": b"x"}),
    "archives in archives": lambda samples: a_zip({"a.zip": a_zip({"b.zip": a_zip({"c.zip": leading_out(samples)})})}),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_hostile_is_refused_with_a_reason(site: Path, actor: Actor, samples: Path, what: str) -> None:
    before = queries.lake().generation
    one = upload(actor, "hostile.zip", HOSTILE[what](samples))
    carry()
    one.refresh_from_db()
    assert (one.state, one.trouble) == ("failed", "nothing")
    assert ImportTrouble.objects.filter(notice_import=one).exists()
    assert queries.lake().generation == before
    assert not (site / "own" / "evil.xml").exists()
    assert Entry.objects.order_by("pk").last().verb == "notices.import_failed"  # type: ignore[union-attr]


# --- taking back ---


def test_a_mistaken_import_is_taken_back_and_judgements_are_kept(site: Path, actor: Actor, samples: Path) -> None:
    words = "Bygget skal ha høy miljøprofil og innovative løsninger."
    record = {"id": "1", "title": "Rådhus", "description": words, "notice_type": "competition", "country": "NO"}
    before = queries.figures(), queries.lake().generation
    one = upload(actor, "ours.jsonl", json.dumps(record).encode())
    carry()
    candidate = IndexedCandidate.objects.get(title="Rådhus")
    judged(actor, candidate)
    judged(an_actor(an_organisation(), "driver"), candidate)
    assert queries.figures()["confirmed"] == 1
    one.refresh_from_db()
    one = actions.take_back_import(actor=actor, notice_import=one, now=NOW)
    assert one.state == "leaving"
    assert held() == 4, "it leaves by and by"
    carry()
    one.refresh_from_db()
    assert one.state == "gone"
    assert (queries.figures(), queries.lake().generation) == before
    assert Judgement.objects.current().count() == 2
    assert queries.judged_and_gone() == 1
    assert not files_of(one).exists()
    verbs = [entry.verb for entry in Entry.objects.filter(thing_kind="notices.noticeimport").order_by("pk")]
    assert verbs[-2:] == ["notices.import_taken_back", "notices.import_left"]
    again = upload(actor, "ours.jsonl", json.dumps(record).encode())
    carry()
    again.refresh_from_db()
    assert (again.state, queries.figures()["confirmed"]) == ("held", 1)


@pytest.mark.django_db(transaction=True)
def test_one_that_waits_or_failed_goes_at_once(site: Path) -> None:
    actor = an_actor(an_organisation(), "buyer")
    one = upload(actor, "a.xml", b"<nothing/>")
    assert files_of(one).is_dir()
    one = actions.take_back_import(actor=actor, notice_import=one, now=NOW)
    assert one.state == "gone"
    assert not files_of(one).exists()
    assert carry() == 0
    with pytest.raises(Refused):
        actions.take_back_import(actor=actor, notice_import=one, now=NOW)


def test_what_another_import_holds_too_stays(site: Path, actor: Actor, samples: Path) -> None:
    first = upload(actor, "a.zip", a_zip(notices_xml(samples, *MORE)))
    upload(actor, "b.zip", a_zip(notices_xml(samples, MORE[0])))
    assert carry() == 2
    assert held() == 5
    first.refresh_from_db()
    actions.take_back_import(actor=actor, notice_import=first, now=NOW)
    carry()
    assert held() == 4


# --- what goes wrong ---


def test_a_build_that_fails_leaves_the_lake_and_can_be_tried_again(
    site: Path, actor: Actor, samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = queries.lake().generation
    one = upload(actor, "a.zip", a_zip(notices_xml(samples, *MORE)))
    monkeypatch.setattr(importing, "build", lambda *args, **more: (_ for _ in ()).throw(OSError("No space left\x00")))
    carry()
    one.refresh_from_db()
    assert (one.state, one.trouble, one.detail) == ("failed", "trouble", "OSError: No space left ")
    assert queries.lake().generation == before
    monkeypatch.undo()
    one = actions.try_import_again(actor=actor, notice_import=one, now=NOW)
    assert one.state == "waiting"
    carry()
    one.refresh_from_db()
    assert (one.state, one.trouble, held()) == ("held", "", 5)
    with pytest.raises(Refused):
        actions.try_import_again(actor=actor, notice_import=one, now=NOW)


def test_one_that_cannot_leave_stays(site: Path, actor: Actor, samples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = upload(actor, "a.zip", a_zip(notices_xml(samples, *MORE)))
    carry()
    one.refresh_from_db()
    actions.take_back_import(actor=actor, notice_import=one, now=NOW)
    monkeypatch.setattr(importing, "build", lambda *args, **more: (_ for _ in ()).throw(OSError("broken")))
    carry()
    one.refresh_from_db()
    assert (one.state, one.trouble, held()) == ("held", "trouble", 5)
    assert files_of(one).is_dir()


def test_the_hosts_own_notices_are_never_lost(site: Path, actor: Actor, samples: Path) -> None:
    (site / "own").rename(site / "moved")
    one = upload(actor, "a.zip", a_zip(notices_xml(samples, *MORE)))
    carry()
    one.refresh_from_db()
    assert (one.state, one.trouble) == ("failed", "lake")
    assert "not in" in one.detail
    assert held() == 3


def test_a_lake_somebody_else_made_is_not_built_anew(
    site: Path, actor: Actor, samples: Path, settings: Settings
) -> None:
    base_file().unlink()
    assert queries.is_lake_of_others()
    with pytest.raises(Refused, match="NYBROTT_NOTICES"):
        upload(actor, "a.zip", a_zip(notices_xml(samples, *MORE)))
    settings.DEMONSTRATION_NOTICES = str(site / "own")
    assert not queries.is_lake_of_others()
    upload(actor, "a.zip", a_zip(notices_xml(samples, *MORE)))
    carry()
    assert held() == 5


def test_while_the_host_builds_by_hand_it_waits(
    site: Path, actor: Actor, samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = upload(actor, "a.zip", a_zip(notices_xml(samples, *MORE)))
    busy = NoLake("Another build is at work in /lake; wait for it to end.")
    monkeypatch.setattr(importing, "build", lambda *args, **more: (_ for _ in ()).throw(busy))
    for _turn in range(5):
        assert carry() == 0
    one.refresh_from_db()
    assert one.state == "working"
    monkeypatch.undo()
    assert carry() == 1
    one.refresh_from_db()
    assert one.state == "held"


def test_two_at_once_queue_up_and_a_second_worker_leaves_them(site: Path, actor: Actor, samples: Path) -> None:
    first = upload(actor, "a.zip", a_zip(notices_xml(samples, MORE[0])))
    second = upload(actor, "b.zip", a_zip(notices_xml(samples, MORE[1])))
    assert (queries.before_it(first), queries.before_it(second)) == (0, 1)
    wanted = ("host", "port", "user", "password", "dbname")
    with psycopg.connect(**{k: v for k, v in connection.get_connection_params().items() if k in wanted}) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [importing._LOCK])
        assert carry() == 0
        other.execute("SELECT pg_advisory_unlock(%s)", [importing._LOCK])
    assert carry() == 2
    assert held() == 5


def test_interrupted_three_times_it_says_failed(site: Path, actor: Actor, samples: Path) -> None:
    one = upload(actor, "a.zip", a_zip(notices_xml(samples, *MORE)))
    NoticeImport.objects.filter(pk=one.pk).update(state="working", tries=3)
    carry()
    one.refresh_from_db()
    assert (one.state, one.trouble) == ("failed", "interrupted")
    one = actions.try_import_again(actor=actor, notice_import=one, now=NOW)
    carry()
    one.refresh_from_db()
    assert one.state == "held"


# Carries what waits, and kills itself when it comes to the given place.
DRIVER = """
import os, signal, sys
from django.utils import timezone
from nybrott.notices.actions import carry_imports, importing
name = sys.argv[1]
whole = getattr(importing, name)

def last(*args, **more):
    if name == "_hold":
        whole(*args, **more)
    os.kill(os.getpid(), signal.SIGKILL)

setattr(importing, name, last)
carry_imports(clock=timezone.now)
"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("where", ["_keep", "_look_through", "rebuild_lake", "_hold", "index_lake"])
def test_killed_anywhere_it_comes_to_the_same(
    site: Path,
    samples: Path,
    where: str,
    by_itself: Callable[..., tuple[int, str]],
    let_go: Callable[[], None],
) -> None:
    actor = an_actor(an_organisation(), "buyer")
    one = upload(actor, "a.zip", a_zip(notices_xml(samples, *MORE)))
    code, said = by_itself(DRIVER, where)
    assert code == -signal.SIGKILL, said
    let_go()
    carry()
    one.refresh_from_db()
    assert (one.state, one.found["new"], held()) == ("held", 2, 5)
    assert list(check(site / "var" / "lake")) == []
    assert Entry.objects.filter(verb="notices.imported").count() == 1


# --- the host's command ---


def test_the_hosts_command_keeps_imports(
    site: Path, actor: Actor, samples: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    upload(actor, "a.zip", a_zip(notices_xml(samples, *MORE)))
    carry()
    build([site / "own"], site / "var" / "lake")
    assert held() == 3, "what is built by hand knows nothing of imports"
    call_command("rebuild_lake")
    assert held() == 5
    assert "5 notices are in" in capsys.readouterr().out
    (site / "own").rename(site / "moved")
    with pytest.raises(CommandError, match="not in"):
        call_command("rebuild_lake")
    base_file().unlink()
    NoticeImport.objects.all().delete()
    with pytest.raises(CommandError, match="NYBROTT_NOTICES"):
        call_command("rebuild_lake")


def test_names_of_files_are_data(site: Path, actor: Actor, samples: Path) -> None:
    one = upload(actor, "../../<script>.zip", a_zip(notices_xml(samples, MORE[0])))
    assert [path.parent for path in files_of(one).rglob("*")] == [files_of(one)]
    assert str(one) == "../../<script>.zip"
    carry()
    one.refresh_from_db()
    assert one.state == "held"
    assert isinstance(one.asked_at, datetime)
