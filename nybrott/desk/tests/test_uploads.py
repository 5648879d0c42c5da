"""Files: who sees them, how they are kept and handed out, and that nothing is left lying."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections, transaction
from django.test import Client
from django.utils import timezone
from django.utils.translation import override
from pytest_django import Settings

from nybrott.core.actor import VISITOR, Actor, system
from nybrott.core.verdict import Refused
from nybrott.desk import actions, rules
from nybrott.desk.models import Upload
from nybrott.desk.rules.files import _NOT_TAKEN
from nybrott.desk.tests.factories import a_file, queries_of
from nybrott.journal.models import Entry
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, an_actor, an_organisation
from nybrott.sources import Unreadable
from nybrott.sources.tests.test_papers import PDF, a_document, a_picture, with_exif

pytestmark = pytest.mark.django_db


def files_below(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / "uploads").rglob("*") if path.is_file())


def test_a_file_is_kept_once_however_often_it_is_brought(tmp_path: Path) -> None:
    kari = an_actor(an_organisation(), "driver")
    one, two = a_file(kari, b"a;b\n"), a_file(kari, b"a;b\n", "C:\\Mine\\andre.txt")
    assert [one.name, two.name, one.kind] == ["liste.csv", "andre.txt", "text"]
    assert [path.name for path in files_below(tmp_path)] == [one.sha256]
    assert Entry.objects.filter(verb="desk.uploaded").count() == 2


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd.csv"),
        ("bilde.exe", "bilde.csv"),
        ("a\u202egnp.exe", "agnp.csv"),
        ("<script>alert(1)</script>.csv", "script>.csv"),
        ("  .csv", "fil.csv"),
        ("x" * 400 + ".csv", "x" * 120 + ".csv"),
        ("Møtereferat 3. mai", "Møtereferat 3. mai.csv"),
        ("", "fil.csv"),
    ],
)
def test_a_name_is_made_fit_to_be_saved(given: str, kept: str) -> None:
    assert a_file(an_actor(an_organisation()), b"a;b\n", given or " ").name == kept


def test_who_sees_a_file() -> None:
    place = an_organisation()
    kari, ola, admin, other = (
        an_actor(place, "driver"), an_actor(place, "driver"), an_actor(place, "admin"), an_actor(an_organisation(), "admin"),
    )  # fmt: skip
    shared, kept = a_file(kari), a_file(kari, permission="members.manage")
    seen = {
        who: set(Upload.objects.visible_to(actor))
        for who, actor in {"kari": kari, "ola": ola, "admin": admin, "other": other, "visitor": VISITOR}.items()
    }
    assert seen == {"kari": {shared, kept}, "ola": {shared}, "admin": {shared, kept}, "other": set(), "visitor": set()}
    assert set(Upload.objects.visible_to(system("x"))) == {shared, kept}


def test_who_may_take_a_file_away() -> None:
    place = an_organisation()
    kari = an_actor(place, "driver")
    upload, held = a_file(kari), a_file(kari, kept_for="desk.import")
    allowed = {
        role: bool(rules.may_remove_upload(an_actor(place, role), upload)) for role in ("driver", "lead", "admin")
    }
    assert allowed == {"driver": False, "lead": False, "admin": True}
    assert rules.may_remove_upload(kari, upload)
    assert not rules.may_remove_upload(kari, held)
    with pytest.raises(Refused):
        actions.remove_upload(actor=an_actor(place, "driver"), upload=upload, now=timezone.now())
    assert not rules.may_upload(VISITOR)
    assert not rules.may_upload(Actor(1, None, "Ingen"))


def test_a_file_beyond_20_megabytes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="too-large"):
        a_file(an_actor(an_organisation()), b"x" * (20 * 1024 * 1024 + 1))
    assert files_below(tmp_path) == []
    assert a_file(an_actor(an_organisation()), b"x" * (20 * 1024 * 1024)).size == 20 * 1024 * 1024


def test_every_code_has_its_sentence_in_three_languages() -> None:
    for code in _NOT_TAKEN:
        said = set()
        for language in ("nb", "nn", "en"):
            with override(language):
                said.add(rules.why_not_taken(Unreadable(code)))
        assert len(said) == 3, code


# --- the sweep ---


def _age(folder: Path, days: int) -> None:
    moment = (timezone.now() - timedelta(days=days)).timestamp()
    for path in files_below(folder):
        os.utime(path, (moment, moment))


def test_only_old_bytes_that_nothing_names_are_swept(tmp_path: Path) -> None:
    kari = an_actor(an_organisation())
    gone, kept = a_file(kari, b"gone;1\n"), a_file(kari, b"kept;1\n")
    twin = a_file(kari, b"kept;1\n")
    for upload in (gone, twin):
        actions.remove_upload(actor=kari, upload=upload, now=timezone.now())
    assert actions.sweep_uploads(actor=system("Uploads"), now=timezone.now()) == 0, "not before a day has gone"
    _age(tmp_path, 2)
    assert actions.sweep_uploads(actor=system("Uploads"), now=timezone.now()) == 1
    assert [path.name for path in files_below(tmp_path)] == [kept.sha256]


def test_an_upload_that_was_taken_back_leaves_bytes_that_are_swept(tmp_path: Path) -> None:
    """As after a kill between writing the file and the end of the transaction."""
    kari = an_actor(an_organisation())
    with transaction.atomic():
        a_file(kari, b"half;1\n")
        transaction.set_rollback(True)
    assert not Upload.objects.exists()
    assert len(files_below(tmp_path)) == 1
    _age(tmp_path, 2)
    assert actions.sweep_uploads(actor=system("Uploads"), now=timezone.now()) == 1
    assert files_below(tmp_path) == []


@pytest.mark.django_db(transaction=True)
def test_bytes_being_brought_again_are_not_swept_away(tmp_path: Path) -> None:
    """The race: the sweep looks while an upload of the same bytes has not committed."""
    from threading import Thread

    kari = an_actor(an_organisation())
    actions.remove_upload(actor=kari, upload=a_file(kari, b"same;1\n"), now=timezone.now())
    _age(tmp_path, 2)
    swept: list[int] = []

    def sweep() -> None:
        swept.append(actions.sweep_uploads(actor=system("Uploads"), now=timezone.now()))
        connections.close_all()

    with transaction.atomic():
        again = a_file(kari, b"same;1\n")
        _age(tmp_path, 2)
        sweeper = Thread(target=sweep)
        sweeper.start()
        sweeper.join(0.5)
        assert sweeper.is_alive(), "the sweep waits for the upload to end"
    sweeper.join(60)
    assert swept == [0]
    assert actions.shelf().is_whole(again.sha256)


# --- pages ---


@pytest.fixture
def kari(client: Client) -> Actor:
    """Somebody who has signed in."""
    place = an_organisation()
    user = a_member(place, "driver")
    client.force_login(user)
    return actor_of(user, place)


def bring(client: Client, data: bytes, name: str = "fil.csv") -> str:
    answer = client.post("/uploads/", {"file": SimpleUploadedFile(name, data)}, follow=True, HTTP_ACCEPT_LANGUAGE="en")
    return f"{answer.status_code} {answer.content.decode()}"


def test_a_file_goes_in_and_comes_out_as_an_attachment_in_a_sandbox(client: Client, kari: Actor) -> None:
    assert "is kept" in bring(client, PDF, "rapport.pdf")
    upload = Upload.objects.get()
    answer = client.get(f"/uploads/{upload.pk}/")
    assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="rapport.pdf"'
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert client.get(f"/uploads/{upload.pk}/picture/").status_code == 404


def test_a_picture_may_be_shown_and_says_nothing_of_its_camera(client: Client, kari: Actor) -> None:
    bring(client, with_exif(), "hjemme.JPG")
    upload = Upload.objects.get()
    answer = client.get(f"/uploads/{upload.pk}/picture/")
    data = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert b"Kari Nordmann" not in data
    assert answer.headers["Content-Disposition"].startswith("inline")
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    assert f"/uploads/{upload.pk}/picture/" in client.get(f"/uploads/{upload.pk}/details/").content.decode()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "The file is empty."),
        (b"<html><script>alert(1)</script>", "This kind of file is not accepted."),
        (b"\0\0\0\x18ftypheic0000", "HEIC"),
        (a_document(word__vbaProject__bin="x").replace(b"vbaProject/bin", b"vbaProject.bin"), "macros"),
        (a_picture()[:100], "damaged"),
        (b"x" * (20 * 1024 * 1024 + 100), "larger than 20 MB"),
        (b"x" * (21 * 1024 * 1024), "larger than 20 MB"),
    ],
)
def test_what_is_not_taken_is_said_in_the_page(client: Client, kari: Actor, data: bytes, said: str) -> None:
    answer = bring(client, data)
    assert answer.startswith("422")
    assert said in answer
    assert not Upload.objects.exists()


def test_no_file_at_all(client: Client, kari: Actor) -> None:
    assert client.post("/uploads/", {}).status_code == 422
    assert client.post("/uploads/", b"", content_type="text/plain", CONTENT_LENGTH="nonsense").status_code == 422


def test_forms_from_elsewhere_are_refused(kari: Actor, settings: Settings) -> None:
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(a_member(an_organisation(), "driver"))
    assert careful.post("/uploads/", {"file": SimpleUploadedFile("a.csv", b"a;b")}).status_code == 403


def test_a_file_is_deleted_after_one_has_been_asked(client: Client, kari: Actor) -> None:
    upload = a_file(kari)
    page = client.get(f"/uploads/{upload.pk}/details/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "Delete the file?" in page
    client.post(f"/uploads/{upload.pk}/details/")
    assert not Upload.objects.exists()
    assert client.get(f"/uploads/{upload.pk}/").status_code == 404


def test_a_file_whose_bytes_are_gone_says_so(client: Client, kari: Actor, tmp_path: Path) -> None:
    upload = a_file(kari)
    actions.shelf().forget(upload.sha256)
    assert client.get(f"/uploads/{upload.pk}/").status_code == 404


def test_the_list_empty_one_and_many_in_as_many_queries(client: Client, kari: Actor) -> None:
    assert "No files yet" in client.get("/uploads/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    a_file(kari)
    for_one = queries_of(client, "/uploads/")
    for _ in range(2):
        a_file(an_actor_in(kari))
    assert queries_of(client, "/uploads/") == for_one
    assert client.get("/uploads/").content.decode().count("liste.csv") == 3
    for _ in range(48):
        a_file(kari)
    assert client.get("/uploads/?page=2").content.decode().count("liste.csv") == 1
    assert client.get("/uploads/?page=x").status_code == 200


def an_actor_in(kari: Actor) -> Actor:
    from nybrott.people.models import Organisation

    return an_actor(Organisation.objects.get(pk=kari.organisation_id), "driver")
