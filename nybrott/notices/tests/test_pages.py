"""The pages of imports: empty, one, many, at work, failed, and what is refused."""

import csv
import io
import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from nybrott.notices.models import ImportTrouble, NoticeImport
from nybrott.notices.tests.factories import an_import
from nybrott.people.models import Organisation, User
from nybrott.people.tests.factories import a_member, an_organisation

pytestmark = pytest.mark.django_db

IMPORTS = "/observatory/imports/"
FIGURES = {"notices": 3, "procurements": 2, "strict": 0}


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path) -> None:
    settings.VAR, settings.LAKE = tmp_path / "var", tmp_path / "var" / "lake"


@pytest.fixture
def place() -> Organisation:
    return an_organisation()


@pytest.fixture
def me(client: Client, place: Organisation) -> User:
    user = a_member(place, "buyer")
    client.force_login(user)
    client.cookies["nybrott_language"] = "en"
    return user


def text_of(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def test_an_empty_list_teaches(client: Client, me: User) -> None:
    page = text_of(client, IMPORTS)
    assert "Nothing has been brought in yet" in page
    assert f"{IMPORTS}new/" in page


def test_the_list_is_paged_and_asks_a_fixed_number_of_questions(client: Client, me: User, place: Organisation) -> None:
    counts = []
    for more in (1, 2, 30):
        for number in range(more):
            an_import(place, a_member(place), name=f"fil-{number}.zip", state="held", found={"new": 1200 + number})
        client.get(IMPORTS)
        with CaptureQueriesContext(connection) as asked:
            page = text_of(client, IMPORTS)
        counts.append(len(asked))
    assert len(set(counts)) == 1
    assert "Page 1 of 2" in page
    assert "In the figures" in page
    an_import(an_organisation(), name="theirs.zip")
    assert "theirs.zip" not in text_of(client, IMPORTS)


def test_a_file_that_is_sent_becomes_an_import(client: Client, me: User) -> None:
    answer = client.post(f"{IMPORTS}new/", {"file": SimpleUploadedFile("mai.xml", b"<x/>")})
    one = NoticeImport.objects.get()
    assert answer.headers["Location"] == f"{IMPORTS}{one.pk}/"
    page = text_of(client, answer.headers["Location"])
    assert "Waiting" in page
    assert f'hx-get="{IMPORTS}{one.pk}/progress/"' in page
    assert 'hx-trigger="every 2s"' in page
    assert "Look again" in page, "who has no JavaScript can look again too"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.exe", b"MZ", "Choose a file of notices"),
        ("a.xml", b"", "The file is empty"),
        ("a.xml", b"x" * 11, "The file is larger than the"),
        ("", b"", "Choose a file."),
    ],
)
def test_what_is_no_file_of_notices_is_said_at_the_field(
    client: Client, me: User, settings: Settings, name: str, data: bytes, said: str
) -> None:
    settings.MOST_UPLOADED = 10
    answer = client.post(f"{IMPORTS}new/", {"file": SimpleUploadedFile(name, data)} if name else {})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not NoticeImport.objects.exists()


def test_what_is_far_too_large_is_refused_before_it_is_read(client: Client, me: User, settings: Settings) -> None:
    settings.MOST_UPLOADED = 10
    answer = client.post(f"{IMPORTS}new/", {"file": SimpleUploadedFile("a.xml", b"x" * 200_000)})
    assert answer.status_code == 422
    assert "The file is larger than the" in answer.content.decode()


def test_sending_is_protected_against_other_sites(place: Organisation) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(a_member(place, "buyer"))
    answer = client.post(f"{IMPORTS}new/", {"file": SimpleUploadedFile("a.xml", b"<x/>")})
    assert answer.status_code == 403
    assert not NoticeImport.objects.exists()


def test_choosing_on_the_host(client: Client, me: User, settings: Settings, tmp_path: Path) -> None:
    assert "There is nothing here" in text_of(client, f"{IMPORTS}folder/")
    inbox = tmp_path / "inbox"
    (inbox / "mai & juni").mkdir(parents=True)
    (inbox / "mai & juni" / "a.xml").write_text("<a/>")
    (inbox / "away").symlink_to("/etc")
    settings.INBOX = str(inbox)
    page = text_of(client, f"{IMPORTS}folder/")
    assert "mai &amp; juni" in page
    assert 'value="away"' not in page
    assert "a.xml" in text_of(client, f"{IMPORTS}folder/?in=mai+%26+juni")
    for outside in ("..", "away", "mai/../..", "nothing"):
        assert client.get(f"{IMPORTS}folder/", {"in": outside}).status_code == 404
    for outside in ("../x", "/etc/passwd", "away", "nothing", ""):
        answer = client.post(f"{IMPORTS}folder/", {"place": outside})
        assert answer.status_code == 422, outside
        assert "It was not accepted" in answer.content.decode()
    assert not NoticeImport.objects.exists()
    answer = client.post(f"{IMPORTS}folder/", {"place": "mai & juni"})
    assert answer.status_code == 302
    assert NoticeImport.objects.get().name == "mai & juni"


@pytest.mark.parametrize(
    ("state", "more", "said", "not_said"),
    [
        ("waiting", {}, ["Waiting for its turn", "1 import is ahead of it."], ["What came of it"]),
        (
            "working",
            {"step": "building", "done": 40, "found": {"documents": 80, "read": 7}},
            ["Making the figures again", "40 of 80", "Wait until it has finished"],
            ["Take the import back"],
        ),
        ("working", {"step": "looking", "done": 12}, ["Reading the files once", "12 so far"], []),
        (
            "held",
            {"found": {"read": 9, "new": 7, "already": 2, "format": {"eforms": 9}, "stage": {"competition": 9}},
             "troubles": 3, "before": FIGURES, "after": FIGURES | {"notices": 10}},
            ["In the figures", "Already there", "eForms", "Competition", "See what could not be read",
             "What changed in the figures", "+7", "Take the import back"],
            ["every 2s"],
        ),
        (
            "failed",
            {"trouble": "nothing", "troubles": 1, "found": {"read": 0}},
            ["The notices were not brought in", "Nothing in it could be read as a notice.", "Try again"],
            [],
        ),
        ("failed", {"trouble": "lake", "detail": "Half a lake"}, ["Half a lake", "They are as they were."], []),
        ("held", {"trouble": "lake"}, ["It could not be taken back"], []),
        ("leaving", {"step": "building"}, ["Being taken back", "every 2s"], ["Try again"]),
        ("gone", {}, ["Taken back"], ["Take it back"]),
    ],
)  # fmt: skip
def test_every_state_says_what_it_is_and_what_may_be_done(
    client: Client,
    me: User,
    place: Organisation,
    state: str,
    more: dict[str, object],
    said: list[str],
    not_said: list[str],
) -> None:
    an_import(an_organisation(), state="working")
    one = an_import(place, me, state=state, **more)
    page = " ".join(text_of(client, f"{IMPORTS}{one.pk}/").split())
    for sentence in said:
        assert sentence in page
    for sentence in not_said:
        assert sentence not in page
    moving = client.get(f"{IMPORTS}{one.pk}/progress/")
    assert ("HX-Refresh" in moving.headers) == (state in ("held", "failed", "gone"))


def test_what_could_not_be_read_is_paged_and_can_be_taken_along(client: Client, me: User, place: Organisation) -> None:
    one = an_import(place, me, state="held", troubles=130)
    ImportTrouble.objects.bulk_create(
        ImportTrouble(notice_import=one, path=f"{number}.xml", place="line 3", reason="=cmd()") for number in range(130)
    )
    page = text_of(client, f"{IMPORTS}{one.pk}/refusals/?page=2")
    assert "Page 2 of 2" in page
    assert "129.xml" in page
    answer = client.get(f"{IMPORTS}{one.pk}/refusals.csv")
    assert "attachment" in answer.headers["Content-Disposition"]
    content = b"".join(part if isinstance(part, bytes) else part.encode() for part in answer.streaming_content)  # type: ignore[attr-defined]
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert sum(bool(row) and re.fullmatch(r"\d+\.xml", row[0]) is not None for row in rows) == 130
    assert not any(cell.startswith("=") for row in rows for cell in row), "nothing a spreadsheet would run"
    assert "Everything could be read." in text_of(client, f"{IMPORTS}{an_import(place, me).pk}/refusals/")


def test_taking_back_and_trying_again(client: Client, me: User, place: Organisation) -> None:
    one = an_import(place, me, state="failed", trouble="nothing")
    assert client.post(f"{IMPORTS}{one.pk}/try-again/").status_code == 302
    one.refresh_from_db()
    assert one.state == "waiting"
    answer = client.post(f"{IMPORTS}{one.pk}/take-back/", follow=True)
    assert "Judgements of its notices are kept." in answer.content.decode()
    one.refresh_from_db()
    assert one.state == "gone"
    assert client.post(f"{IMPORTS}{one.pk}/take-back/").status_code == 403
    assert client.get(f"{IMPORTS}{one.pk}/take-back/").status_code == 405


def test_a_name_with_script_is_shown_as_text(client: Client, me: User, place: Organisation) -> None:
    one = an_import(place, me, name="<script>alert(1)</script>.zip")
    for address in (IMPORTS, f"{IMPORTS}{one.pk}/", f"{IMPORTS}{one.pk}/refusals/"):
        page = text_of(client, address)
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)" in page
