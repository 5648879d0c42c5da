"""The pages: empty, one, many, forbidden, previewed; as many questions for three as for one; documents and dates opened again."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from docx import Document as Word
from icalendar import Calendar
from openpyxl import load_workbook
from pypdf import PdfReader

from nybrott.benefits.tests.factories import a_measured_benefit
from nybrott.partnerships.models import ReportVersion, Share
from nybrott.partnerships.tests.factories import an_asked_report, published, shares
from nybrott.partnerships.tests.test_sharing import bought
from nybrott.people.models import Network, Organisation, User
from nybrott.people.tests.factories import a_member, a_network, an_organisation
from nybrott.procurements.tests.factories import a_procurement
from nybrott.runs.tests.factories import a_run

pytestmark = pytest.mark.django_db
PAGES = (
    "network",
    "programmes",
    "portfolio",
    "themes",
    "effects",
    "figures",
    "joint",
    "calendar",
    "sharing",
    "reports",
)
KINDS = ("programmes", "portfolio", "themes", "effects", "figures", "joint", "calendar")
SAYS = {"nb": "Innovative anskaffelser i", "nn": "Innovative anskaffingar i", "en": "Innovative procurement in"}


def signed_in(user: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


def page(client: Client, name: str, *args: Any, status: int = 200) -> str:
    answer = client.get(reverse(f"partnerships:{name}", args=args))
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer.content.decode()


@pytest.fixture
def network() -> Network:
    return a_network(an_organisation("<script>x</script> kommune"), an_organisation("Bervik"), name="<i>Kysten</i>")


def filled(place: Organisation) -> None:
    bought(place, 0, state="idea")
    a_measured_benefit(place)
    a_run(place)
    a_procurement(place, announce_on=timezone.localdate() + timedelta(days=20))


def test_empty_pages_teach_and_guests_stay_outside(network: Network) -> None:
    client = signed_in(a_member(network.keeper, "observer"))
    for name in PAGES:
        told = page(client, name, network.slug)
        assert "<script>x" not in told
        assert "<i>Kysten" not in told
    assert "No one shares “Portfolio in numbers” yet" in page(client, "portfolio", network.slug)
    assert "Only those who represent the organisation" in page(client, "network", network.slug)
    assert "Kysten" in page(client, "networks")
    assert "In no network yet" in page(signed_in(a_member(an_organisation(), "lead")), "networks")
    for name in PAGES:
        page(signed_in(a_member(network.keeper, "supplier")), name, network.slug, status=403)
        page(signed_in(a_member(an_organisation(), "admin")), name, network.slug, status=404)
    page(client, "preview", network.slug, "portfolio", status=403)


def test_what_one_sees_beforehand_is_what_the_others_see(network: Network) -> None:
    place = network.keeper
    filled(place)
    mine, other = signed_in(a_member(place, "lead")), signed_in(a_member(Organisation.objects.get(name="Bervik"), "observer"))  # fmt: skip
    page(mine, "preview", network.slug, "everything", status=404)
    for kind in KINDS:
        before = page(mine, "preview", network.slug, kind)
        assert "This is what the others would see of you" in before
        address = reverse("partnerships:preview", args=[network.slug, kind])
        assert mine.post(address, {"answer": "share"}).status_code == 302
        seen = page(other, kind, network.slug)
        if kind not in ("themes", "figures", "joint"):
            for table in before.split('<section class="pa-preview"')[1].split("<tbody>")[1:]:
                body = table.split("</tbody>")[0]
                if "href" not in body:
                    assert " ".join(body.split()) in " ".join(seen.split())
    assert Share.objects.current().count() == len(KINDS)
    assert "Kjøp" not in page(other, "portfolio", network.slug)
    mine.post(reverse("partnerships:preview", args=[network.slug, "portfolio"]), {"answer": "take_back"})
    assert "No one shares" in page(other, "portfolio", network.slug)
    assert (
        other.post(reverse("partnerships:preview", args=[network.slug, "themes"]), {"answer": "share"}).status_code
        == 403
    )


def test_pages_ask_as_much_of_the_database_for_three_as_for_one(network: Network) -> None:
    client = signed_in(a_member(network.keeper, "lead"))
    filled(network.keeper)
    shares(network, network.keeper, *KINDS)
    others = [Organisation.objects.get(name="Bervik"), an_organisation()]
    asked = {}
    for turn in range(2):
        for name in PAGES:
            page(client, name, network.slug)
            with CaptureQueriesContext(connection) as found:
                page(client, name, network.slug)
            assert asked.setdefault(name, len(found)) == len(found), f"{name}: {asked[name]} and {len(found)}"
        if turn == 0:
            network.members.create(organisation=others[1], invited_at=timezone.now(), joined_at=timezone.now())
            for one in others:
                filled(one)
                shares(network, one, *KINDS)


def test_dates_are_taken_along(network: Network) -> None:
    filled(network.keeper)
    shares(network, network.keeper, "calendar")
    client = signed_in(a_member(network.keeper, "observer"))
    answer = client.get(reverse("partnerships:dates", args=[network.slug]))
    assert answer["Content-Type"].startswith("text/calendar")
    [event] = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event["dtstart"].dt == timezone.localdate() + timedelta(days=20)
    assert "kommune: 1 competition is planned" in str(event["summary"])


def test_from_a_report_begun_to_a_version_in_three_languages(network: Network) -> None:
    place, other = network.keeper, Organisation.objects.get(name="Bervik")
    filled(place)
    for one in (place, other):
        shares(network, one, "portfolio", "programmes", "effects")
    keeper, theirs = signed_in(a_member(place, "coordinator")), signed_in(a_member(other, "lead"))
    year = timezone.localdate().year
    assert (
        keeper.post(reverse("partnerships:begin", args=[network.slug]), {"year": "1", "part": "0"}).status_code == 422
    )
    assert (
        keeper.post(reverse("partnerships:begin", args=[network.slug]), {"year": year, "part": "0"}).status_code == 302
    )
    report = network.reports.get()
    here = (network.slug, report.pk)
    assert keeper.post(reverse("partnerships:texts", args=here), {"foreword": "Første\r\n\r\n<b>Andre</b>", "learnt": "", "ahead": "Mer"}).status_code == 302  # fmt: skip
    assert theirs.post(reverse("partnerships:texts", args=here), {"foreword": "x"}).status_code == 403
    soon = timezone.localdate() + timedelta(days=5)
    assert keeper.post(reverse("partnerships:ask", args=here), {"deadline_on": "2000-01-01"}).status_code == 422
    assert keeper.post(reverse("partnerships:ask", args=here), {"deadline_on": soon.isoformat()}).status_code == 302
    assert "Look at our rows" in page(theirs, "network", network.slug)
    for client in (keeper, theirs):
        seen = page(client, "rows", *here).split('name="seen" value="')[1].split('"')[0]
        numbers = {f"started-{n}": 0 for n in range(5)} | {"joint": 0, "note": "", "seen": seen}
        wrong = client.post(reverse("partnerships:rows", args=here), numbers | {"started-0": 4})
        assert wrong.status_code == 422
        assert 'value="4"' in wrong.content.decode(), "nothing typed is lost"
        assert client.post(reverse("partnerships:rows", args=here), numbers).status_code == 302
    draft = page(keeper, "draft", *here)
    assert "&lt;b&gt;Andre" in draft
    assert "Confirmed" in draft
    seen = draft.split('name="seen" value="')[1].split('"')[0]
    assert theirs.post(reverse("partnerships:publish", args=here), {"seen": seen}).status_code == 403
    assert keeper.post(reverse("partnerships:publish", args=here), {"seen": "0"}).status_code == 422
    assert keeper.post(reverse("partnerships:publish", args=here), {"seen": seen}).status_code == 302
    shown = page(theirs, "version", *here, 1)
    assert "Confirmed by the member" in shown
    assert "is not what was published" not in shown
    page(theirs, "version", *here, 2, status=404)
    page(theirs, "document", *here, 1, "de", "pdf", status=404)
    for language, title in SAYS.items():
        _opened(theirs, here, language, title)
    ReportVersion.objects.update(digest="0" * 64)
    assert "is not what was published" in page(theirs, "version", *here, 1)


def _opened(client: Client, here: tuple[str, int], language: str, title: str) -> None:
    files = {}
    for kind in ("pdf", "docx", "xlsx"):
        answer = client.get(reverse("partnerships:document", args=[*here, 1, language, kind]))
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
        assert title in said
        assert "<b>Andre</b>" in said
    book = load_workbook(BytesIO(files["xlsx"]))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert "<b>Andre</b>" in [cell.value for cell in cells]
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_a_published_report_names_nobody_who_was_erased(network: Network) -> None:
    made = published(an_asked_report(network))
    ReportVersion.objects.filter(pk=made.pk).update(published_by=None)
    assert "Published on" in page(signed_in(a_member(network.keeper, "observer")), "version", network.slug, made.report_id, 1)  # fmt: skip
