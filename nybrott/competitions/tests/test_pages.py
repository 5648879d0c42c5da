"""The tab in its states, its files, its bad input and its cost."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nybrott.competitions.models import NoticeLink
from nybrott.competitions.tests.conftest import Fill
from nybrott.competitions.tests.factories import (
    NOW,
    a_municipality,
    a_suggestion,
    competition,
    look,
    others,
    planned,
    result,
)
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import a_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Organisation:
    return a_municipality()


@pytest.fixture
def inside(place: Organisation) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(a_member(place, "buyer"))
    return client


def page(client: Client, name: str, *args: object, status: int = 200) -> str:
    answer = client.get(reverse(f"competitions:{name}", args=args))
    assert answer.status_code == status
    return answer.content.decode()


def send(client: Client, name: str, *args: object, status: int = 302, **said: str) -> str:
    answer = client.post(reverse(f"competitions:{name}", args=args), said)
    assert answer.status_code == status
    return answer.content.decode()


def test_from_nothing_to_a_story_with_tenders_and_what_came_before(
    place: Organisation, inside: Client, fill: Fill
) -> None:
    bought = planned(place)
    nothing = page(inside, "notices", bought.pk)
    for said in (
        "This site holds no official notices.",
        "Not announced yet, as far as we know.",
        "We hold no earlier result of yours in CPV group 331.",
    ):
        assert said in nothing
    earlier = [
        result(f"e-{n}", day=f"202{n % 3}-05-01", tenders=(1 + n % 3,), sizes=("small",), procedure_id=f"e-{n}")
        for n in range(20)
    ]
    fill(competition(code="prod-innov"), result(), *others(), *earlier)
    send(inside, "look", bought.pk)
    asked = page(inside, "notices", bought.pk)
    for said in (
        "of 100 points",
        "The organisation number is yours.",
        "The same code.",
        "9 days from what is planned.",
        "1 more notice of the same procedure follows.",
    ):
        assert said in asked
    one = bought.notice_links.get()
    send(inside, "answer", bought.pk, one.pk, verb="confirm")
    told = page(inside, "notices", bought.pk)
    for said in (
        "Leverandør 2 AS (small)", "BT-776: prod-innov (new product or service)", "A notice shows that it has got further", "Move on to “",
        "7 of 20 (35%)", "20 lots in 20 procurements, 2020–2022", "We know of none. None is needed.",
    ):  # fmt: skip
        assert said in told
    rows = page(inside, "earlier", bought.pk)
    assert rows.count("LOT-0001") == 20
    assert "By year" in rows
    made = json.loads(inside.get(reverse("competitions:notices_file", args=[bought.pk, "json"])).content)
    assert [row["number"] for row in made["rows"]] == ["c-1", "r-1", "r-1"]
    assert inside.get(reverse("competitions:notices_file", args=[bought.pk, "xlsx"])).content[:2] == b"PK"
    assert page(inside, "notices_file", bought.pk, "exe", status=404)


def test_a_number_is_taken_or_the_field_says_why_not(place: Organisation, inside: Client, fill: Fill) -> None:
    bought = planned(place)
    assert "There is no number of a notice in this." in send(inside, "notices", bought.pk, number="ingen", status=422)
    send(inside, "notices", bought.pk, number="", status=422)
    send(inside, "notices", bought.pk, number="9" * 1001, status=422)
    send(inside, "notices", bought.pk, number="https://doffin.no/notices/2031-123456?a=<script>")
    shown = page(inside, "notices", bought.pk)
    assert "2031-123456" in shown
    assert "Not in our data yet" in shown
    fill(competition(title="<b>Varsling</b> ved fall"))
    send(inside, "notices", bought.pk, number="c-1")
    assert "&lt;b&gt;Varsling" in page(inside, "notices", bought.pk)


def test_an_answer_needs_a_word_and_is_undone_from_the_same_page(place: Organisation, inside: Client) -> None:
    bought = planned(place)
    one = a_suggestion(bought)
    send(inside, "answer", bought.pk, one.pk)
    send(inside, "answer", bought.pk, one.pk, verb="reject", reason="x" * 501)
    assert NoticeLink.objects.get(pk=one.pk).state == "suggested"
    send(inside, "answer", bought.pk, one.pk, verb="reject", reason="Gjelder skolen")
    shown = page(inside, "notices", bought.pk)
    assert "Gjelder skolen" in shown
    assert "It belongs here after all" in shown
    send(inside, "answer", bought.pk, one.pk, verb="reject", status=403)
    send(inside, "answer", planned(place, ref="2").pk, one.pk, verb="confirm", status=404)


def test_who_does_not_work_on_it_reads_and_is_told_why_nothing_can_be_done(place: Organisation) -> None:
    client = Client(headers={"accept-language": "en"})
    client.force_login(a_member(place, "driver"))
    bought = planned(place)
    one = a_suggestion(bought)
    shown = page(client, "notices", bought.pk)
    assert "Only those who carry out procurements" in shown
    assert "It belongs here</button>" not in shown
    for name, args in (("notices", [bought.pk]), ("look", [bought.pk]), ("answer", [bought.pk, one.pk])):
        send(client, name, *args, status=403)


def test_the_page_costs_the_same_with_one_notice_and_with_five(place: Organisation, inside: Client, fill: Fill) -> None:
    fill(competition(), *others())
    bought = planned(place)
    look(bought)
    a_suggestion(bought, state="linked", way="chain")
    page(inside, "notices", bought.pk)

    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page(inside, "notices", bought.pk)
        return len(asked)

    before = cost()
    for state in ("suggested", "linked", "linked", "rejected"):
        a_suggestion(bought, state=state, answered_at=NOW)
    assert cost() == before
