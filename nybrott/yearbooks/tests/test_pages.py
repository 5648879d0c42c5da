"""The pages: empty, with something to tell, forbidden, refused; and the files opened again in three languages."""

from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from docx import Document as Word
from openpyxl import load_workbook
from pypdf import PdfReader

from nybrott.benefits.tests.factories import a_baseline, a_benefit, a_measurement, in_use, measured
from nybrott.classifications.models import ClassChoice
from nybrott.contracts.models import Contract
from nybrott.goals.tests.factories import a_decided_goal
from nybrott.people.models import Organisation, User
from nybrott.people.tests.factories import a_member, an_organisation
from nybrott.procurements.models import Procurement
from nybrott.procurements.tests.factories import a_procurement
from nybrott.yearbooks.models import Yearbook

pytestmark = pytest.mark.django_db
SAYS = {
    "nb": ("Innovative anskaffelser i", "Verre enn før"),
    "nn": ("Innovative anskaffingar i", "Verre enn før"),
    "en": ("Innovative procurement in", "Worse than before"),
}


@pytest.fixture
def place() -> Organisation:
    return an_organisation()


def signed_in(user: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


def page(client: Client, name: str, *args: Any, status: int = 200) -> str:
    answer = client.get(reverse(f"yearbooks:{name}", args=args))
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer.content.decode()


def innovative(place: Organisation, title: str) -> Procurement:
    """A procurement of this year of a class of innovation, with a contract and a benefit that turned out worse."""
    now = timezone.now()
    made = a_procurement(place, state="preparing", title=title)
    one = a_benefit(place, procurement=made)
    a_baseline(one)
    Procurement.objects.filter(pk=made.pk).update(state="in_use", competed_at=now, signed_at=now, used_at=now)
    ClassChoice.objects.create(procurement=made, klass="innovative-solution", reason="Ny", proposed="none", at=now)
    Contract.objects.create(procurement=made, title="=1+1", kind="purchase", signed_on=timezone.localdate(now), value=250_000_00, made_at=now)  # fmt: skip
    a_measurement(in_use(one), measured(20, 18, 22, outcome="worse", days=0))
    return made


def test_from_an_empty_year_to_a_version_in_three_languages(place: Organisation) -> None:
    year = timezone.localdate().year
    buyer, reader = signed_in(a_member(place, "buyer")), signed_in(a_member(place, "leader"))
    assert "Nothing is published" in page(reader, "yearbooks")
    empty = page(buyer, "draft", year)
    assert "No procurement of the year is innovative" in empty
    innovative(place, "<b>Nattlys</b>")
    a_decided_goal(place)
    draft = page(buyer, "draft", year)
    assert "&lt;b&gt;Nattlys" in draft
    assert "1 of 1" in draft
    assert "Worse than before" in draft
    assert "Only those who carry out procurements" in page(reader, "draft", year)
    old = empty.split('name="seen" value="')[1].split('"')[0]
    seen = draft.split('name="seen" value="')[1].split('"')[0]
    refused = buyer.post(reverse("yearbooks:publish", args=[year]), {"seen": old})
    assert refused.status_code == 422
    assert "have changed since" in refused.content.decode()
    assert reader.post(reverse("yearbooks:publish", args=[year]), {"seen": seen}).status_code == 403
    assert buyer.post(reverse("yearbooks:publish", args=[year]), {"seen": seen}).status_code == 302
    assert Yearbook.objects.get().number == 1
    assert "Write why" in buyer.post(reverse("yearbooks:publish", args=[year]), {"seen": seen}).content.decode()
    shown = page(reader, "version", year, 1)
    assert "Published by" in shown
    assert "is not what was published" not in shown
    page(reader, "version", year, 2, status=404)
    page(reader, "draft", year + 1, status=404)
    page(reader, "document", year, 1, "de", "pdf", status=404)
    page(signed_in(a_member(an_organisation(), "buyer")), "version", year, 1, status=404)
    for language, (title, worse) in SAYS.items():
        _opened(reader, year, language, title, worse)
    Yearbook.objects.update(digest="0" * 64)
    assert "is not what was published" in page(reader, "version", year, 1)


def _opened(client: Client, year: int, language: str, title: str, worse: str) -> None:
    """The three files of a language, opened again."""
    files = {}
    for kind in ("pdf", "docx", "xlsx"):
        answer = client.get(reverse("yearbooks:document", args=[year, 1, language, kind]))
        files[kind] = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    pdf = PdfReader(BytesIO(files["pdf"]))
    root: Any = pdf.trailer["/Root"]
    assert str(root["/Lang"]).startswith(language)
    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in root["/Metadata"].get_data()
    text = " ".join(" ".join(one.extract_text() for one in pdf.pages).split())
    word = Word(BytesIO(files["docx"]))
    told = " ".join([*(one.text for one in word.paragraphs), *(cell.text for table in word.tables for row in table.rows for cell in row.cells)])  # fmt: skip
    for said in (text, told):
        assert f"{title} {year}" in said
        assert worse in said
        assert "<b>Nattlys</b>" in said
    book = load_workbook(BytesIO(files["xlsx"]))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert f"{title} {year}" in [cell.value for cell in cells]
    assert 250_000 in [cell.value for cell in cells], "money is a number"
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_a_draft_asks_as_much_of_the_database_for_three_as_for_one(place: Organisation) -> None:
    year, client = timezone.localdate().year, signed_in(a_member(place, "leader"))
    innovative(place, "En")
    page(client, "draft", year)  # what is kept between requests
    with CaptureQueriesContext(
        connection,
    ) as one:
        page(client, "draft", year)
    innovative(place, "To")
    innovative(place, "Tre")
    with CaptureQueriesContext(connection) as three:
        page(client, "draft", year)
    assert len(three) == len(one)
