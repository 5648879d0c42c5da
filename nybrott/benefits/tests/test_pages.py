"""The pages, in the order somebody meets them: empty, one, many, forbidden, refused; and the files opened again."""

import csv
import json
from datetime import timedelta
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document as Word
from openpyxl import load_workbook

from nybrott.benefits.models import Benefit, Measurement
from nybrott.benefits.tests.factories import (
    a_baseline,
    a_benefit,
    a_measured_benefit,
    a_measurement,
    ago,
    an_estimate,
    in_use,
    measured,
    today,
)
from nybrott.people.models import Organisation, User
from nybrott.people.tests.factories import a_member, an_organisation
from nybrott.procurements.models import Procurement
from nybrott.procurements.tests.factories import a_procurement

pytestmark = pytest.mark.django_db
FALLS = {
    "kind": "safety", "title": "<script>alert(1)</script>", "affected": "Eldre", "counted": "number", "unit": "fall", "direction": "less", "falls_to": "users",
    "target": "6", "target_on": (today() + timedelta(days=300)).isoformat(),
}  # fmt: skip


@pytest.fixture
def place() -> Organisation:
    return an_organisation()


def signed_in(user: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


def page(client: Client, name: str, *args: Any, status: int = 200, **query: str) -> str:
    answer = client.get(reverse(f"benefits:{name}", args=args), query)
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer.content.decode()


def send(client: Client, name: str, *args: Any, said: dict[str, Any], status: int = 302, query: str = "") -> str:
    answer = client.post(reverse(f"benefits:{name}", args=args) + query, said)
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer.content.decode()


def test_from_nothing_to_a_measurement_that_somebody_corrects(place: Organisation) -> None:
    buyer, owner = signed_in(a_member(place, "buyer")), a_member(place, "leader")
    bought = a_procurement(place, state="preparing")
    assert "No one has said which benefits" in page(buyer, "benefits", bought.pk)
    assert "is counted in" in send(
        buyer, "new", bought.pk, said=FALLS | {"owner": owner.pk, "kind": "money"}, status=422
    )
    wrong = send(buyer, "new", bought.pk, said=FALLS | {"owner": owner.pk, "target": "1e9", "unit": ""}, status=422)
    assert "Write a number" in wrong
    assert "Say what is counted." in wrong
    assert "large number" in send(
        buyer, "new", bought.pk, said=FALLS | {"owner": owner.pk, "target": "1 000 000 000 001"}, status=422
    )
    send(buyer, "new", bought.pk, said=FALLS | {"owner": owner.pk})
    found = Benefit.objects.get(procurement=bought)
    way = (bought.pk, found.pk)
    shown = page(buyer, "benefit", *way)
    assert "&lt;script&gt;alert(1)" in shown
    assert "No one has recorded how it was before." in shown
    baseline = {"value": "12,5", "low": "14", "high": "15", "on": ago(400).isoformat(), "how": "Avviksmeldinger"}
    assert "must be between" in send(buyer, "baseline", *way, said=baseline, status=422)
    assert "both the lowest and the highest" in send(buyer, "baseline", *way, said=baseline | {"low": ""}, status=422)
    assert "or why there is none" in send(
        buyer, "baseline", *way, said=baseline | {"low": "11", "none_because": "Vet ikke"}, status=422
    )
    send(buyer, "baseline", *way, said=baseline | {"low": "11"})
    assert "12.5" in page(buyer, "benefit", *way)
    Procurement.objects.filter(pk=bought.pk).update(state="in_use", contract_on=ago(390))
    line = signed_in(owner)
    told = {"value": "13", "on": ago(3).isoformat(), "how": "Som før", "low": "12", "high": "14"}
    assert "has not come yet" in send(
        line,
        "measure",
        *way,
        said=told | {"outcome": "none", "on": (today() + timedelta(days=1)).isoformat()},
        status=422,
    )
    assert "tick that it is not known" in send(line, "measure", *way, said=told | {"low": "", "high": ""}, status=422)
    shown = send(line, "measure", *way, said=told, status=200)
    assert "The numbers say: No effect that can be seen" in shown
    assert not Measurement.objects.exists(), "nothing is saved before a person has said what it says"
    assert "Write what makes you say something else" in send(
        line, "measure", *way, said=told | {"outcome": "better"}, status=422
    )
    send(line, "measure", *way, said=told | {"outcome": "none"})
    one = Measurement.objects.get()
    shown = page(line, "benefit", *way)
    assert shown.count("No effect that can be seen") >= 2
    assert "<svg" in shown
    send(
        line,
        "correct",
        *way,
        one.pk,
        said=told | {"value": "20", "low": "18", "high": "22", "outcome": "worse", "why": "Glemte en avdeling"},
    )
    shown = page(line, "benefit", *way)
    assert "Worse than before" in shown
    assert "Corrected" in shown
    page(line, "correct", *way, one.pk, status=403)


def test_expected_by_formula_or_typed(place: Organisation) -> None:
    buyer, found = signed_in(a_member(place, "buyer")), a_benefit(place, kind="money")
    way = (found.procurement_id, found.pk)
    assert "A lower price" in page(buyer, "estimate", *way)
    assert "cost of a task" in page(buyer, "estimate", *way, way="tasks")
    page(buyer, "estimate", *way, way="emissions", status=404)
    told = {
        f"{term}-{name}": value
        for term in ("avoided", "task_cost")
        for name, value in {"source": "Fagsystemet", "vouches": "Leder"}.items()
    }
    told |= {"avoided-value": "100", "avoided-low": "120", "avoided-high": "130", "avoided-unit": "task/year"}
    told |= {"task_cost-value": "250,5", "task_cost-low": "200", "task_cost-high": "300", "task_cost-unit": "NOK/task"}
    assert "must be between" in send(buyer, "estimate", *way, said=told, status=422, query="?way=tasks")
    assert "less than zero" in send(
        buyer,
        "estimate",
        *way,
        said=told | {"avoided-low": "80", "task_cost-low": "-1"},
        status=422,
        query="?way=tasks",
    )
    assert "Select a valid choice" in send(
        buyer,
        "estimate",
        *way,
        said=told | {"avoided-low": "80", "task_cost-unit": "EUR/task"},
        status=422,
        query="?way=tasks",
    )
    send(buyer, "estimate", *way, said=told | {"avoided-low": "80"}, query="?way=tasks")
    shown = page(buyer, "benefit", *way)
    assert "Vouched for by Leder." in shown
    assert 'value="250.5"' in page(buyer, "estimate", *way, way="tasks"), (
        "what stands is changed rather than typed again"
    )
    assert "This field is required." in send(
        buyer, "estimate", *way, said={"value": "5", "source": "x"}, status=422, query="?way=hand"
    )
    send(buyer, "estimate", *way, said={"value": "-5", "low": "-6", "high": "4", "source": "Notat"}, query="?way=hand")
    assert Benefit.objects.get(pk=found.pk).estimates.count() == 2


def test_all_benefits_show_worse_as_plainly_as_better_and_cost_the_same_for_many(place: Organisation) -> None:
    client = signed_in(a_member(place, "driver"))
    assert "No procurement has a benefit yet" in page(client, "everywhere")
    first = a_measured_benefit(place)
    an_estimate(a_benefit(place, procurement=Procurement.objects.get(pk=first.procurement_id), title="Ventetid"))
    page(client, "everywhere")  # what is remembered once is remembered
    with CaptureQueriesContext(connection) as one:
        page(client, "everywhere")
    worse = a_benefit(
        place, procurement=Procurement.objects.get(pk=first.procurement_id), kind="money", title="Vikarer"
    )
    a_baseline(worse, 1_000_000)
    an_estimate(worse)
    a_measurement(in_use(worse), measured(1_200_000, None, None, outcome="worse"))
    a_benefit(place, title="Ikke målt")
    with CaptureQueriesContext(connection) as three:
        shown = page(client, "everywhere")
    assert len(three) == len(one)
    assert "Worse than before" in shown
    assert "−200" in shown.replace("\u202f", " ").replace("\xa0", " ")
    assert "Ikke målt" not in page(client, "everywhere", outcome="worse")
    assert "No benefit fits" in page(client, "everywhere", kind="reuse")
    assert "Ikke målt" in page(client, "everywhere", outcome="unmeasured")
    rows = list(csv.reader(StringIO(page(client, "everywhere_file", "csv")), delimiter=";"))
    assert {row[1] for row in rows[1:5]} == {"Ikke målt", "Vikarer", "Ventetid", first.title}
    page(client, "everywhere_file", "exe", status=404)
    stranger = signed_in(a_member(an_organisation(), "buyer"))
    assert "Vikarer" not in page(stranger, "everywhere")
    page(stranger, "benefit", first.procurement_id, first.pk, status=404)
    guest = signed_in(a_member(place, "supplier"))
    page(guest, "everywhere", status=403)
    page(guest, "benefits", first.procurement_id, status=403)


def test_the_plan_and_the_rows_are_opened_again(place: Organisation) -> None:
    client, found = signed_in(a_member(place, "buyer")), a_measured_benefit(place, title="=1+1 fall")
    money = a_benefit(
        place, procurement=Procurement.objects.get(pk=found.procurement_id), kind="money", title="Vikarer"
    )
    an_estimate(money)
    pk = found.procurement_id

    def taken(kind: str) -> bytes:
        answer = client.get(reverse("benefits:benefits_file", args=[pk, kind]))
        assert answer.status_code == 200
        return b"".join(answer) if answer.streaming else answer.content

    words = "\n".join(each.text for each in Word(BytesIO(taken("docx"))).paragraphs)
    for expected in (
        "=1+1 fall",
        "Talt i avviksmeldingene",
        "Better than before",
        "No one has recorded how it was before.",
        "Not measured: Vikarer.",
    ):
        assert expected in words
    pdf = taken("pdf")
    assert pdf.startswith(b"%PDF")
    assert b"pdfuaid" in pdf
    sheet = load_workbook(BytesIO(taken("xlsx"))).worksheets[0]
    assert [sheet.cell(row, 2).value for row in (2, 3)] == ["'=1+1 fall", "Vikarer"]
    rows = json.loads(taken("json"))["rows"]
    assert (
        rows[0]["before"],
        rows[0]["measured"],
        rows[0]["measured_low"],
        rows[1]["measured"],
        rows[1]["expected_high"],
    ) == (12, 5, None, None, 500_000)
    assert client.get(reverse("benefits:benefits_file", args=[pk, "exe"])).status_code == 404


def test_a_benefit_is_changed_and_let_go_and_a_late_baseline_is_marked(place: Organisation) -> None:
    client, found = signed_in(a_member(place, "buyer")), a_benefit(place)
    way = (found.procurement_id, found.pk)
    assert found.title in page(client, "change", *way)
    send(client, "change", *way, said=FALLS | {"title": "Fall om natten", "owner": found.owner_id})
    Procurement.objects.filter(pk=found.procurement_id).update(state="competition")
    assert "marked as entered after it" in page(client, "baseline", *way)
    send(client, "baseline", *way, said={"none_because": "Ingen talte"})
    shown = page(client, "benefit", *way)
    assert "There is no baseline: Ingen talte" in shown
    assert "Entered after the competition was announced" in shown
    send(client, "let_go", *way, said={"reason": ""}, status=422)
    send(client, "let_go", *way, said={"reason": "Løst på annet vis"})
    assert "Løst på annet vis" in page(client, "benefit", *way)
    page(client, "let_go", *way, status=403)


def test_a_benefit_measured_the_day_after_its_baseline_has_its_picture(place: Organisation) -> None:
    made = a_benefit(place, target=None, target_on=None)
    a_baseline(made, days=1)
    used = in_use(made, on=ago(1))
    a_measurement(used, measured(days=0))
    shown = page(signed_in(a_member(place, "buyer")), "benefit", made.procurement_id, made.pk)
    assert "<svg" in shown
