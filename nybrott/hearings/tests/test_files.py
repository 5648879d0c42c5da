"""Files and photos with evidence: taken clean, met only through the evidence, and gone with it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from nybrott.challenges import actions as challenges_actions
from nybrott.challenges.models import Challenge
from nybrott.challenges.tests.factories import a_heard_challenge
from nybrott.core.actor import Actor, system
from nybrott.desk.actions import shelf
from nybrott.desk.models import Upload
from nybrott.hearings import actions, queries
from nybrott.hearings.actions import Shown
from nybrott.hearings.models import Evidence
from nybrott.hearings.tests.factories import a_photo, some_evidence
from nybrott.journal.models import Entry
from nybrott.people.models import Organisation, User
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, an_actor, an_organisation
from nybrott.privacy.actions.erasing import erase_person
from nybrott.privacy.actions.keeping import delete_old
from nybrott.sources.tests.test_papers import PDF, a_picture, with_exif

pytestmark = pytest.mark.django_db
NOW = timezone.now()
LARGEST = 20 * 1024 * 1024


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: object) -> Path:
    settings.VAR = tmp_path  # type: ignore[attr-defined]
    return tmp_path


@pytest.fixture
def place() -> Organisation:
    return an_organisation()


@pytest.fixture
def me(place: Organisation, client: Client) -> User:
    user = a_member(place, "lead")
    client.force_login(user)
    return user


@pytest.fixture
def lead(me: User, place: Organisation) -> Actor:
    return actor_of(me, place)


@pytest.fixture
def heard(place: Organisation) -> Challenge:
    return a_heard_challenge(place, "Uro om natten")


def form(**more: object) -> dict[str, object]:
    until = (NOW + timedelta(days=100)).date().isoformat()
    return {
        "kind": "photo", "title": "Badet uten håndtak", "legal_basis": "anonymous", "keep_until": until, "sent_key": "one",
    } | more  # fmt: skip


def record(client: Client, heard: Challenge, data: bytes | None, name: str = "bilde.jpg", **more: object) -> int:
    file = {} if data is None else {more.pop("field", "file"): SimpleUploadedFile(name, data)}
    return client.post(f"/challenges/{heard.pk}/evidence/record/", form(**more) | file).status_code


def status(client: Client, address: str) -> int:
    """The status of an answer; a file is closed once it is read to its end."""
    answer = client.get(address)
    if answer.streaming:
        b"".join(answer)  # type: ignore[arg-type]
    return answer.status_code


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_a_photo_is_kept_clean_and_shown_small_with_the_evidence(client: Client, me: User, heard: Challenge) -> None:
    assert record(client, heard, with_exif()) == 302
    piece = Evidence.objects.select_related("upload").get()
    assert piece.upload is not None
    with shelf().open(piece.upload.sha256) as file:
        kept = file.read()
    assert b"Kari Nordmann" not in kept
    assert b"hemmelig sted" not in kept
    assert not Image.open(BytesIO(kept)).getexif()
    address = f"/challenges/evidence/{piece.pk}/picture/"
    assert f'src="{address}?small"' in text(client, f"/challenges/{heard.pk}/evidence/")
    small = client.get(f"{address}?small")
    assert Image.open(BytesIO(b"".join(small))).format == "JPEG"  # type: ignore[arg-type]
    whole = client.get(address)
    assert (whole["Content-Type"], whole["Content-Disposition"][:6]) == ("image/jpeg", "inline")
    file_ = client.get(f"/challenges/evidence/{piece.pk}/file/")
    assert file_["Content-Disposition"].startswith("attachment")
    assert b"".join(whole) == b"".join(file_) == kept  # type: ignore[arg-type]
    for answer in (small, whole, file_):
        assert answer["Content-Security-Policy"].startswith("sandbox")
        assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_photo_straight_from_the_camera_will_do(client: Client, me: User, heard: Challenge) -> None:
    page = text(client, f"/challenges/{heard.pk}/evidence/record/")
    assert 'capture="environment"' in page
    assert 'accept="image/*,.pdf,.docx,.xlsx,.csv,.txt"' in page
    assert 'enctype="multipart/form-data"' in page
    assert record(client, heard, a_picture(), field="photo") == 302
    assert Evidence.objects.get().upload is not None
    both = {"photo": SimpleUploadedFile("a.jpg", a_picture()), "file": SimpleUploadedFile("b.jpg", a_picture())}
    answer = client.post(f"/challenges/{heard.pk}/evidence/record/", form(sent_key="two") | both)
    assert answer.status_code == 422
    assert "ikke begge deler" in answer.content.decode()


def test_a_document_is_handed_out_as_an_attachment_and_never_shown(client: Client, me: User, heard: Challenge) -> None:
    assert record(client, heard, PDF, "../Vakt<b>logg.pdf", kind="document") == 302
    piece = Evidence.objects.get()
    page = text(client, f"/challenges/{heard.pk}/evidence/")
    assert "logg.pdf" in page
    assert "<b>logg" not in page
    assert "/picture/" not in page
    answer = client.get(f"/challenges/evidence/{piece.pk}/file/")
    assert (answer["Content-Type"], b"".join(answer)) == ("application/pdf", PDF)  # type: ignore[arg-type]
    assert client.get(f"/challenges/evidence/{piece.pk}/picture/").status_code == 404
    assert client.get(f"/challenges/evidence/{some_evidence(heard, actor_of(me)).pk}/file/").status_code == 404


@pytest.mark.parametrize(
    ("data", "name", "why"),
    [
        (b"", "bilde.jpg", "Filen er tom"),
        (b"MZ\x90\x00" + b"\0" * 200, "bilde.jpg", "Denne filtypen tar vi ikke imot"),
        (b"\xff\xd8\xff\xe0 half a picture", "bilde.jpg", "skadet"),
        (b"<html><script>alert(1)</script></html>", "bilde.svg", "Denne filtypen tar vi ikke imot"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 64, "bilde.heic", "HEIC"),
        (b"x" * (LARGEST + 1), "stor.csv", "20 MB"),
    ],
)
def test_a_file_that_is_not_taken_says_why_and_what_was_typed_stays(
    client: Client, me: User, heard: Challenge, data: bytes, name: str, why: str
) -> None:
    file = {"file": SimpleUploadedFile(name, data)}
    answer = client.post(f"/challenges/{heard.pk}/evidence/record/", form() | file)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert why in page
    assert "Badet uten håndtak" in page
    assert not Evidence.objects.exists()
    assert not Upload.objects.exists()
    assert record(client, heard, None) == 302, "the same form without the file goes through"


def test_a_body_far_too_large_is_answered_unread(
    client: Client, me: User, heard: Challenge, place: Organisation
) -> None:
    piece = some_evidence(heard, actor_of(me))
    for address in (f"/challenges/{heard.pk}/evidence/record/", f"/challenges/evidence/{piece.pk}/"):
        huge = {"CONTENT_LENGTH": str(2 * LARGEST)}
        answer = client.post(address, b"", content_type="multipart/form-data; boundary=x", **huge)
        assert answer.status_code == 422
        assert "20 MB" in answer.content.decode()
        assert "gå tilbake" in answer.content.decode()
    client.force_login(a_member(place, "observer"))
    assert client.post(address, b"", content_type="multipart/form-data; boundary=x", **huge).status_code == 403
    client.force_login(a_member(an_organisation(), "lead"))
    assert client.post(address, b"", content_type="multipart/form-data; boundary=x", **huge).status_code == 404


def test_the_same_form_sent_twice_is_one_piece_with_one_file(client: Client, me: User, heard: Challenge) -> None:
    for _ in range(2):
        assert record(client, heard, a_picture()) == 302
    assert Evidence.objects.count() == Upload.objects.count() == 1
    assert record(client, heard, a_picture(), sent_key="two") == 302
    assert Evidence.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_the_same_form_sent_twice_at_the_same_moment_is_one_piece() -> None:
    place = an_organisation()
    heard, lead = a_heard_challenge(place), an_actor(place, "lead")
    picture = a_picture()

    def send(_number: int) -> int:
        shown = Shown("photo", "Badet", (NOW + timedelta(days=9)).date(), file=BytesIO(picture), file_name="a.jpg")
        try:
            return actions.record_evidence(actor=lead, challenge=heard, shown=shown, sent_key="same", now=NOW).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        made = set(pool.map(send, range(4)))
    assert len(made) == Evidence.objects.count() == Upload.objects.count() == 1


def test_only_those_who_may_read_what_people_told_get_the_file(
    client: Client, place: Organisation, me: User, heard: Challenge
) -> None:
    piece = a_photo(heard, actor_of(me))
    there = [f"/challenges/evidence/{piece.pk}/{part}/" for part in ("file", "picture")]
    assert [status(client, address) for address in there] == [200, 200]
    assert client.get(f"/uploads/{piece.upload_id}/").status_code == 404, "met only through the evidence, by anybody"
    assert "bad.jpg" not in text(client, "/uploads/")
    for user, code in ((a_member(place, "observer"), 403), (a_member(an_organisation(), "admin"), 404)):
        client.force_login(user)
        assert [status(client, address) for address in there] == [code, code]
        assert client.get(f"/uploads/{piece.upload_id}/").status_code == 404
    client.logout()
    assert [status(client, address) for address in there] == [302, 302]


def test_the_file_goes_with_its_evidence_whatever_takes_it(client: Client, lead: Actor, heard: Challenge) -> None:
    removed, old, changed, emptied, of_joined = (a_photo(heard, lead) for _ in range(5))
    actions.remove_evidence(actor=lead, evidence=removed, now=NOW)
    Evidence.objects.filter(pk=old.pk).update(keep_until=(NOW - timedelta(days=2)).date())
    delete_old(actor=system("Retention"), now=NOW)
    file = {"file": SimpleUploadedFile("nytt.png", a_picture("PNG"))}
    assert client.post(f"/challenges/evidence/{changed.pk}/", form() | file).status_code == 302
    assert client.post(f"/challenges/evidence/{emptied.pk}/", form(without_file="on")).status_code == 302
    assert set(Evidence.objects.values_list("pk", flat=True)) == {changed.pk, emptied.pk, of_joined.pk}
    assert sorted(Upload.objects.values_list("name", flat=True)) == ["bad.jpg", "nytt.png"]
    heard.delete()
    assert not Upload.objects.exists(), "and with the whole challenge"


def test_an_erased_person_leaves_no_file_behind(place: Organisation, heard: Challenge) -> None:
    user = a_member(place, "lead")
    piece = a_photo(heard, actor_of(user))
    erase_person(actor=an_actor(place, "admin"), user=user, reason="Sluttet", now=NOW)
    piece.refresh_from_db()
    assert (piece.text, piece.title, piece.upload_id) == ("", "—", None)
    assert not Upload.objects.filter(kept_for="hearings.evidence").exists()


def test_a_closed_challenge_takes_no_more_files(client: Client, lead: Actor, heard: Challenge) -> None:
    challenges_actions.park_challenge(actor=lead, challenge=heard, reason="Senere", now=NOW)
    assert record(client, heard, a_picture()) == 403
    assert not Upload.objects.exists()
    assert not Entry.objects.filter(verb="desk.uploaded").exists()


def test_the_list_keeps_to_its_queries_with_files(
    heard: Challenge, lead: Actor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in (1, 2):
        for _ in range(number):
            a_photo(heard, lead)
        with django_assert_num_queries(4):
            assert all(piece.upload is not None for piece in queries.evidence(heard).rows)
