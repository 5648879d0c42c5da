"""Files are opened again: the specification in Word, all tables in a workbook, the chain as CSV, the whole set as JSON."""

import csv
import io
import json
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document as Word
from openpyxl import load_workbook

from nybrott.dialogues.tests.factories import an_approved_description
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import a_member, an_organisation
from nybrott.procurements.models import Procurement
from nybrott.procurements.tests.factories import a_buyer
from nybrott.requirements import actions
from nybrott.requirements.tests.factories import a_requirement, a_whole_set

pytestmark = pytest.mark.django_db
FORMULA = '=HYPERLINK("https://ond.example") skal kunne \x07leses.'


@pytest.fixture
def place() -> Organisation:
    return an_organisation("Fjordvik kommune")


@pytest.fixture
def found(place: Organisation) -> Procurement:
    made, _needs = a_whole_set(place)
    made.descriptions.add(an_approved_description(place))
    a_requirement(made, FORMULA, strength="reward", law="Lov om prøving § 4")
    return made


@pytest.fixture
def inside(place: Organisation) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(a_member(place, "buyer"))
    return client


def file(client: Client, found: Procurement, kind: str, query: str = "") -> bytes:
    answer = client.get(reverse("requirements:file", args=[found.pk, kind]) + query)
    assert answer.status_code == 200
    assert f".{kind}" in answer.headers["Content-Disposition"]
    return answer.content


def test_the_specification_has_headings_tables_and_the_language_of_the_text(found: Procurement, inside: Client) -> None:
    content = file(inside, found, "docx")
    word = Word(io.BytesIO(content))
    heads = [one.text for one in word.paragraphs if one.style.name.startswith("Heading")]
    assert heads == [
        "Formål",
        "Behov",
        "Krav",
        "Må oppfylles",
        "Bør premieres",
        "Tildelingskriterier",
        "Trygghet (100 %)",
        "Sporbarhet",
    ]
    texts = [one.text for one in word.paragraphs]
    assert texts[1].startswith("Kravspesifikasjon, utkast")
    purpose = found.descriptions.get().purpose
    assert purpose in texts, "quoted word by word"
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    assert any("hvem som har svart" in one for one in cells)
    assert any("Lov om prøving § 4" in one for one in cells)
    assert "Peker ikke tilbake til noe behov." in " ".join(cells)
    assert word.core_properties.language == "nb-NO"
    assert 'w:val="nb-NO"' in ZipFile(io.BytesIO(content)).read("word/styles.xml").decode()
    assert content == file(inside, found, "docx"), "the same set gives the same bytes"


def test_the_workbook_holds_every_table_and_runs_nothing(found: Procurement, inside: Client) -> None:
    book = load_workbook(io.BytesIO(file(inside, found, "xlsx")))
    assert book.sheetnames == ["Krav", "Tildelingskriterier", "Sporbarhet", "Slag", "Om denne filen"]
    rows = list(book["Krav"].values)
    assert [row[0] for row in rows] == ["Nr.", "K1", "K2"]
    assert str(rows[2][1]).startswith("'=HYPERLINK")
    assert not [cell for page in book for row in page.iter_rows() for cell in row if cell.data_type == "f"]
    assert list(book["Tildelingskriterier"].values)[1][1] == 100
    assert list(book["Slag"].values)[1][1:] == (2, 2, None)


def test_csv_and_json_say_the_same(found: Procurement, inside: Client) -> None:
    rows = list(csv.reader(io.StringIO(file(inside, found, "csv").decode("utf-8-sig")), delimiter=";"))
    assert rows[0][0] == "Behov"
    assert [row for row in rows if row and "Ingen tildelingskriterier premierer det." in row[-1]]
    whole = json.loads(file(inside, found, "json"))
    assert [one["number"] for one in whole["requirements"]] == [1, 2]
    assert whole["descriptions"][0]["purpose"] == found.descriptions.get().purpose
    assert {one["kind"] for one in whole["holes"]} == {"without_need", "not_rewarded"}


def test_a_settled_version_is_taken_along_as_it_was(place: Organisation, found: Procurement, inside: Client) -> None:
    buyer, now = a_buyer(place), timezone.now()
    actions.settle_requirements(actor=buyer, procurement=found, because="Avtalt", now=now)
    actions.choose_language(actor=buyer, procurement=found, language="nn", now=now)
    actions.remove_requirement(actor=buyer, requirement=found.requirements.get(number=2), now=now)
    before = json.loads(file(inside, found, "json", "?version=1"))
    assert ([one["number"] for one in before["requirements"]], before["language"]) == ([1, 2], "nb")
    now_ = json.loads(file(inside, found, "json"))
    assert ([one["number"] for one in now_["requirements"]], now_["language"]) == ([1], "nn")
    word = Word(io.BytesIO(file(inside, found, "docx")))
    assert "Føremål" in [one.text for one in word.paragraphs]
