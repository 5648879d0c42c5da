"""The page and its documents: empty, with something to tell, forbidden; what waits for whom; as many queries for many as for few; the PDF opened again."""

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
from pypdf import PdfReader

from nybrott.challenges.actions import Ask, ask_leader
from nybrott.challenges.tests.factories import a_challenge
from nybrott.contracts.actions import answer_questions
from nybrott.contracts.tests.factories import ANSWERS, a_contract, owner_of
from nybrott.goals.tests.factories import a_goal
from nybrott.leaders import queries
from nybrott.leaders.tests.factories import Municipality, a_municipality, full
from nybrott.people.models import User
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, an_actor, an_organisation
from nybrott.procurements.models import Procurement

pytestmark = pytest.mark.django_db
PAGE = "/leader/"
SAYS = {
    "nb": ("Hele bildet", "Hva du må bestemme", "Timer og gevinster"),
    "nn": ("Heile biletet", "Kva du må avgjere", "Timar og gevinstar"),
    "en": ("The whole picture", "What needs a decision from you", "Hours and benefits"),
}


@pytest.fixture
def here() -> Municipality:
    return a_municipality(an_organisation("Sandvær kommune"))


def signed_in(user: User, language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(user)
    return client


def page(client: Client, query: str = "", status: int = 200) -> str:
    answer = client.get(f"{PAGE}{query}")
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def test_an_organisation_with_nothing_is_told_what_is_missing() -> None:
    place = an_organisation()
    client = signed_in(a_member(place, "lead"))
    told = page(client)
    for said in (
        "Nothing is under way yet",
        "No goal is decided",
        "Nothing is waiting for a decision",
        "No run has begun",
        "No one has said which buyer",
        "No one has reported an obstacle",
    ):
        assert said in told, said
    assert "0 of 0" not in told
    this = timezone.localdate().year
    assert str(this - 1) in page(client, f"?year={this - 1}")
    for wrong in (this + 1, this - 9, "abcd", "٢٠٢٦", ""):
        page(client, f"?year={wrong}", 200 if wrong == "" else 404)


def test_who_comes_in_and_a_no_is_a_sentence(here: Municipality) -> None:
    for role in ("driver", "mentor", "buyer", "owner", "observer", "supplier", "evaluator"):
        client = signed_in(a_member(here.place, role, units=(here.home,)))
        assert "for those who lead a unit or a programme" in page(client, status=403), role
        assert client.get(reverse("leaders:document", args=["pdf"])).status_code == 403
    assert "not of any unit yet" in page(signed_in(a_member(here.place, "leader")), status=403)
    assert Client().get(PAGE).status_code == 302
    assert signed_in(here.leader(here.home)).get(reverse("leaders:document", args=["exe"])).status_code == 404


def test_a_leader_reads_of_the_own_units_and_of_no_other(here: Municipality) -> None:
    full(here)
    own, whole = page(signed_in(here.leader(here.care))), page(signed_in(a_member(here.place, "admin")))
    for told, roads in ((own, False), (whole, True)):
        assert "Hjemmetjenesten" in told or "Helse og omsorg" in told
        assert ("Veg og park" in told) == roads
        assert "fewer than 5" in told
        assert "not divided by each other" in told
        assert "Kommunestyret" in told
    assert "Leading the programme" in whole
    assert "Leading the programme" not in own
    other = a_municipality(an_organisation("Lyngvik kommune"))
    assert "Sandvær" not in page(signed_in(a_member(other.place, "admin")))


def test_what_waits_for_a_leader_comes_first_and_leads_there(here: Municipality) -> None:
    leader, beside = here.leader(here.home), here.leader(here.roads)
    now = timezone.now()
    owner = an_actor(here.place, "owner")
    challenge = a_challenge(owner)
    ask_leader(
        actor=owner,
        challenge=challenge,
        leader=leader,
        ask=Ask("Trygge netter", "Færre fall", 20),
        url="/",
        now=now - timedelta(days=9),
    )
    lying = a_contract(here.place)
    Procurement.objects.filter(pk=lying.procurement_id).update(unit=here.nights, title="<b>Nattlys</b>")
    answer_questions(actor=owner_of(lying.procurement), contract=lying, answers=ANSWERS, now=now - timedelta(days=2))
    goal = a_goal(here.place, actor=actor_of(leader, here.place), unit=here.home)
    waits = queries.waits_for(
        actor_of(leader, here.place), queries.scope_of(actor_of(leader, here.place), here.place), now
    )
    assert {one.url for one in waits} == {
        reverse("challenges:anchoring", args=[challenge.pk]), reverse("contracts:decide", args=[lying.procurement_id, lying.pk]), reverse("goals:step", args=[goal.pk, "decide"]),
    }  # fmt: skip
    assert [one.since for one in waits] == sorted(one.since for one in waits)
    client = signed_in(leader)
    told = page(client)
    assert "3 things need a decision from you. The oldest has waited since" in told
    assert "&lt;b&gt;Nattlys" in told
    assert "<b>Nattlys" not in told
    for one in waits:
        assert f'href="{one.url}"' in told
        assert client.get(one.url).status_code == 200, one.what
    assert "Nothing is waiting for a decision" in page(signed_in(beside))


def test_it_asks_as_much_of_the_database_for_many_as_for_few(here: Municipality) -> None:
    for user in (a_member(here.place, "lead"), here.leader(here.care)):
        client = signed_in(user)
        if user.memberships.get().roles == ["lead"]:
            full(here)
        page(client)
        with CaptureQueriesContext(connection) as few:
            page(client)
        full(here, rounds=2)
        with CaptureQueriesContext(connection) as many:
            page(client)
        assert len(many) == len(few)


def test_the_documents_are_whole_in_every_language(here: Municipality) -> None:
    full(here)
    Procurement.objects.filter(unit=here.nights).update(title="#set page() <b>")
    for language in sorted(SAYS):
        the_documents_are_whole(here, language)


def the_documents_are_whole(here: Municipality, language: str) -> None:
    client = signed_in(a_member(here.place, "lead"), language)
    made = client.get(reverse("leaders:document", args=["pdf"]))
    pdf = PdfReader(BytesIO(made.content))
    root: Any = pdf.trailer["/Root"]
    assert str(root["/Lang"]).startswith(language)
    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in root["/Metadata"].get_data()
    heads, tables = _counted(root["/StructTreeRoot"])
    assert heads >= 9, "the title and eight parts"
    assert tables >= 7
    text = " ".join(" ".join(one.extract_text() for one in pdf.pages).split())
    word = Word(BytesIO(client.get(reverse("leaders:document", args=["docx"])).content))
    told = " ".join(
        [
            *(one.text for one in word.paragraphs),
            *(cell.text for table in word.tables for row in table.rows for cell in row.cells),
        ]
    )
    assert len([one for one in word.paragraphs if one.style and one.style.name == "Heading 1"]) == 9
    for said in (*SAYS[language], "Kommunestyret", "Veg og park"):
        assert said in text, said
        assert said in told, said
    again = client.get(reverse("leaders:document", args=["pdf"]))
    assert again.content == made.content


def _counted(node: Any) -> tuple[int, int]:
    """How many headings and tables the structure of a PDF has."""
    heads = tables = 0
    waits = [node]
    while waits:
        one = waits.pop()
        one = one.get_object() if hasattr(one, "get_object") else one
        if isinstance(one, list):
            waits += one
        elif isinstance(one, dict):
            kind = str(one.get("/S", ""))
            heads += kind in ("/H1", "/H2", "/H3")
            tables += kind == "/Table"
            if "/K" in one:
                waits.append(one["/K"])
    return heads, tables
