"""A whole challenge as one file: opened again and held against the database, whole, the same every time, and without a name."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from copy import copy
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.utils import timezone
from docx import Document as Word
from lxml import html
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries, Settings

from nybrott.challenges.actions import open_hearing
from nybrott.challenges.models import Challenge
from nybrott.challenges.tests.factories import a_challenge
from nybrott.core.actor import Actor
from nybrott.hearings.models import Contribution, Evidence
from nybrott.hearings.tests.factories import a_contribution, some_evidence
from nybrott.insights.tests.factories import a_need
from nybrott.journal.models import Entry
from nybrott.people.models import Organisation, User
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, an_organisation
from nybrott.threads.tests.factories import described
from nybrott.web.export import LEFT_OUT, TABLES, counts_of, schema, whole_challenge

pytestmark = pytest.mark.django_db
SCHEMA = Path(__file__).resolve().parents[3] / "docs" / "develop" / "challenge.schema.json"
ADDRESS = "gerd.hagen@example.org"


@pytest.fixture
def place() -> Organisation:
    return an_organisation("Fjordvik kommune")


@pytest.fixture
def user(place: Organisation) -> User:
    made = a_member(place, "lead")
    made.name = "Jorunn Navnesen"
    made.save()
    return made


@pytest.fixture
def lead(place: Organisation, user: User) -> Actor:
    return actor_of(user, place)


@pytest.fixture
def whole(place: Organisation, lead: Actor, settings: Settings, tmp_path: Path) -> Challenge:
    """A challenge all the way, with what is hard to carry: a wish to hear back, a formula, a file, hostile words."""
    settings.VAR = tmp_path
    made = described(place, lead)
    text = {"nb": "Hva er vanskelig?"}
    open_hearing(actor=lead, challenge=made, in_public=True, public_text=text, now=timezone.now())
    a_contribution(
        made, '=HYPERLINK("http://evil") <script>alert(1)</script> 🙂 \u202e', reply_to=ADDRESS, token="hemmelig"
    )
    file = BytesIO(b"Navn;Nummer\nKari;1\n")
    some_evidence(made, lead, "Målt", pseudonym="Bruker 4", side="user", file=file, file_name="../måling å.csv")
    return made


def opened(actor: Actor, challenge: Challenge) -> zipfile.ZipFile:
    with whole_challenge(actor, challenge).file as file:
        return zipfile.ZipFile(BytesIO(file.read()))


def checksum_of(actor: Actor, challenge: Challenge) -> tuple[str, int]:
    parcel = whole_challenge(actor, challenge)
    parcel.file.close()
    return parcel.sha256, parcel.size


def data_of(actor: Actor, challenge: Challenge) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(opened(actor, challenge).read("everything.json"))
    return found


def test_every_file_is_in_the_manifest_with_its_checksum(whole: Challenge, lead: Actor) -> None:
    parcel = opened(lead, whole)
    manifest = json.loads(parcel.read("manifest.json"))
    assert (manifest["format"], manifest["version"]) == ("nybrott.challenge", 1)
    told = {one["path"]: one for one in manifest["files"]}
    assert set(told) | {"manifest.json"} == set(parcel.namelist())
    for path, one in told.items():
        content = parcel.read(path)
        assert (one["bytes"], one["sha256"]) == (len(content), sha256(content).hexdigest()), path
    assert {"everything.json", "read-me.html", "contributions.csv", "evidence.csv", "needs.csv"} <= set(told)
    assert {"description-v1.pdf", "description-v1.docx", "description-v1.md"} <= set(told)


def test_counts_are_those_of_the_database(whole: Challenge, lead: Actor) -> None:
    said = data_of(lead, whole)
    assert {key: len(rows) for key, rows in said["tables"].items()} == counts_of(whole)
    assert len(said["tables"]["contributions"]) == Contribution.objects.filter(challenge=whole).count() == 2
    assert len(said["tables"]["evidence"]) == Evidence.objects.filter(challenge=whole).count() == 3
    refs = [str(key) for key in whole.needs.values_list("pk", flat=True)]
    journal = Entry.objects.filter(thing_kind="challenges.challenge", thing_ref=str(whole.pk)).count()
    journal += Entry.objects.filter(thing_kind="needs.need", thing_ref__in=refs).count()
    assert len(said["journal"]) == journal > 8
    for one in said["tables"]["descriptions"]:
        assert one["needs"] == list(whole.needs.values_list("pk", flat=True))


def test_spreadsheets_open_with_their_rows_and_run_nothing(whole: Challenge, lead: Actor) -> None:
    parcel = opened(lead, whole)
    for name, rows in (("contributions", 2), ("evidence", 3), ("needs", 1)):
        read = list(csv.reader(io.StringIO(parcel.read(f"{name}.csv").decode("utf-8-sig")), delimiter=";"))
        assert read.index([]) - 1 == rows, name
        assert not [cell for row in read for cell in row if cell.startswith(("=", "+", "@", "-", "\t"))]
    assert "'=HYPERLINK" in parcel.read("contributions.csv").decode()


def test_the_page_can_be_read_and_is_only_text(whole: Challenge, lead: Actor) -> None:
    page = opened(lead, whole).read("read-me.html").decode()
    root = html.fromstring(page.encode())
    assert not root.xpath("//script|//img|//iframe|//form")
    assert "<script>alert(1)</script>" in root.text_content()
    for words in ("Natten", "Jeg ligger våken og hører etter", "Trygge netter", "Bruker 4", "person-1"):
        assert words in root.text_content(), words
    led = root.xpath("//a/@href")
    assert led == [f"description-v1.{kind}" for kind in ("pdf", "docx", "md")]


def test_the_description_opens_again(whole: Challenge, lead: Actor) -> None:
    parcel = opened(lead, whole)
    pdf = PdfReader(BytesIO(parcel.read("description-v1.pdf")))
    assert "Trygge netter" in "".join(page.extract_text() for page in pdf.pages)
    assert any("Trygge netter" in one.text for one in Word(BytesIO(parcel.read("description-v1.docx"))).paragraphs)
    assert "Trygge netter" in parcel.read("description-v1.md").decode()


def test_files_of_evidence_go_along_under_a_tame_name(whole: Challenge, lead: Actor) -> None:
    parcel = opened(lead, whole)
    (name,) = [one for one in parcel.namelist() if one.startswith("files/")]
    (row,) = [one for one in data_of(lead, whole)["tables"]["evidence"] if one["upload"]]
    assert name == f"files/{row['upload']}-måling å.csv"
    assert ".." not in name


def test_the_same_content_gives_the_same_bytes(
    whole: Challenge, lead: Actor, client: Client, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = checksum_of(lead, whole)
    client.force_login(user)
    answer = client.post(f"/challenges/{whole.pk}/everything/")  # that it was taken along changes nothing in it
    assert b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    later = timezone.now() + timedelta(days=400)
    monkeypatch.setattr("time.time", later.timestamp)
    assert checksum_of(lead, whole) == first
    a_need(lead, whole)
    assert checksum_of(lead, whole) != first


def test_nobody_is_named_and_no_address_or_key_goes_along(whole: Challenge, lead: Actor) -> None:
    parcel = opened(lead, whole)
    secret = Contribution.objects.exclude(private_hash="").values_list("private_hash", "sent_key")
    never = [ADDRESS, "gerd.hagen", "hemmelig", *(one for pair in secret for one in pair)]
    names = list(User.objects.values_list("name", flat=True))
    for path in parcel.namelist():
        text = parcel.read(path).decode("utf-8", "replace")
        assert not [one for one in never if one in text], path
        if path in ("everything.json", "read-me.html") or path.endswith(".csv"):
            assert not [name for name in names if name and name in text], path


def fits(value: Any, said: dict[str, Any]) -> Iterator[str]:
    """Where a value is not as a schema says; only what our schema uses."""
    kinds = {
        "string": str,
        "integer": int,
        "number": (int, float),
        "boolean": bool,
        "object": dict,
        "array": list,
        "null": type(None),
    }
    wanted = said.get("type")
    named = [wanted] if isinstance(wanted, str) else wanted or []
    if named and not any(
        isinstance(value, kinds[one]) and not (one == "integer" and isinstance(value, bool)) for one in named
    ):
        yield f"{value!r} is no {wanted}"
    elif "const" in said and value != said["const"]:
        yield f"{value!r} is not {said['const']}"
    elif "enum" in said and value not in said["enum"]:
        yield f"{value!r} is none of {said['enum']}"
    elif "pattern" in said and value is not None and not re.search(said["pattern"], value):
        yield f"{value!r} does not fit {said['pattern']}"
    elif isinstance(value, dict) and "properties" in said:
        yield from (f"{key} is missing" for key in said["required"] if key not in value)
        yield from (f"{key} is not known" for key in value if key not in said["properties"])
        for key, inner in said["properties"].items():
            yield from fits(value.get(key), inner)
    elif isinstance(value, list) and "items" in said:
        for one in value:
            yield from fits(one, said["items"])


def test_it_is_as_the_schema_says_and_the_schema_is_in_the_manual(whole: Challenge, lead: Actor) -> None:
    said = data_of(lead, whole)
    assert list(fits(said, schema())) == []
    said["tables"]["needs"][0]["state"] = "sure"
    del said["journal"]
    assert len(list(fits(said, schema()))) >= 2  # the checker itself sees what is wrong
    assert json.loads(SCHEMA.read_text("utf-8")) == json.loads(json.dumps(schema())), "nybrott manage document schema"


def test_every_table_that_hangs_on_a_challenge_is_spoken_for() -> None:
    """A new model below a challenge must be named here: it goes along, or stays at home with a reason."""
    on_it, grown = {Challenge}, True
    while grown:
        found = {
            model for model in apps.get_models() if model.__module__.startswith("nybrott.")
            for one in model._meta.fields if isinstance(one, models.ForeignKey) and one.related_model in on_it
        }  # fmt: skip
        grown = not found <= on_it
        on_it |= found
    known = {apps.get_model(table.model)._meta.label_lower for table in TABLES}
    hang = {model._meta.label_lower for model in on_it if not model._meta.auto_created}
    home = {label if label in LEFT_OUT else label.partition(".")[0] for label in hang - known}
    assert home == set(LEFT_OUT)
    assert not known & set(LEFT_OUT)
    for table in TABLES:
        names = {one.name for one in apps.get_model(table.model)._meta.get_fields()}
        assert set(table.left) <= names, table.key


def test_only_those_who_work_on_it_take_it_along(
    client: Client, place: Organisation, whole: Challenge, user: User
) -> None:
    address = f"/challenges/{whole.pk}/everything/"
    client.force_login(a_member(place))
    assert client.get(address).status_code == client.post(address).status_code == 403
    client.force_login(a_member(an_organisation(), "admin"))
    assert client.get(address).status_code == client.post(address).status_code == 404
    assert not Entry.objects.filter(verb="web.challenge_exported").exists()
    client.force_login(user)
    page = client.get(address, HTTP_ACCEPT_LANGUAGE="nb").content.decode()
    assert "2 innspill" in page
    answer = client.post(address)
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert zipfile.ZipFile(BytesIO(content)).testzip() is None
    assert 'filename="natten.zip"' in answer.headers["Content-Disposition"]
    noted = Entry.objects.get(verb="web.challenge_exported")
    assert (noted.thing_ref, (noted.private or {})["facts"]["sha256"]) == (str(whole.pk), sha256(content).hexdigest())


def test_an_empty_challenge_and_its_page(client: Client, place: Organisation, lead: Actor, user: User) -> None:
    made = a_challenge(lead, "🙂")
    with (parcel := whole_challenge(lead, made)).file:
        assert parcel.name == "challenge.zip"
    said = data_of(lead, made)
    assert [key for key, rows in said["tables"].items() if rows] == ["challenge"]
    client.force_login(user)
    for language, words in (
        ("nb", "Dette blir igjen her"),
        ("nn", "Dette blir att her"),
        ("en", "Download everything"),
    ):
        page = client.get(f"/challenges/{made.pk}/everything/", HTTP_ACCEPT_LANGUAGE=language)
        assert words in page.content.decode()
    assert "Ta med alt" in client.get(f"/challenges/{made.pk}/", HTTP_ACCEPT_LANGUAGE="nb").content.decode()


def test_many_rows_do_not_take_many_queries(
    whole: Challenge, lead: Actor, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    template = Contribution.objects.filter(challenge=whole).first()
    assert template is not None
    rows = [copy(template) for _number in range(1200)]
    for number, row in enumerate(rows):
        row.pk, row.sent_key, row.private_hash = None, f"many-{number}", ""
    Contribution.objects.bulk_create(rows)
    with django_assert_max_num_queries(120):
        said = data_of(lead, whole)
    assert len(said["tables"]["contributions"]) == 1202
