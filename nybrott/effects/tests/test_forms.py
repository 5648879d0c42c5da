"""What people type about an evaluation: indicators, what is compared, and files of the plan."""

import csv
import io
import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nybrott.effects.models import Indicator, Plan
from nybrott.effects.queries import choices
from nybrott.effects.tests.factories import a_plan, a_settled_plan, a_whole_plan, an_evaluator, an_indicator
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import a_member, an_organisation
from nybrott.runs.tests.factories import a_day, a_run

pytestmark = pytest.mark.django_db

GOOD = {
    "level": "behaviour", "name": "Spør brukere først", "source": "typed|", "how": "", "unit": "enheter", "grows": "more",
    "baseline": "1 250,5", "baseline_on": str(a_day(-30)), "no_baseline": "", "target": "2000",
}  # fmt: skip


@pytest.fixture
def place() -> Organisation:
    return an_organisation()


@pytest.fixture
def plan(place: Organisation) -> Plan:
    return a_plan(a_run(place))


@pytest.fixture
def client(place: Organisation) -> Client:
    found = Client()
    found.force_login(a_member(place, "evaluator"))
    return found


def sent(client: Client, plan: Plan, **more: str) -> tuple[int, str]:
    answer = client.post(reverse("effects:indicator_new", args=[plan.run_id]), GOOD | more)
    return answer.status_code, answer.content.decode()


def test_numbers_are_read_as_people_write_them(client: Client, plan: Plan) -> None:
    assert sent(client, plan)[0] == 302
    one = Indicator.objects.get(plan=plan)
    assert (str(one.target.baseline), str(one.target.target), one.source, one.ref) == (
        "1250.50",
        "2000.00",
        "typed",
        "",
    )


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"target": "1250,5"}, "Det var den før."),
        ({"target": "3"}, "på den dårlige siden"),
        ({"target": "1,250.5"}, "Det var den før."),
        ({"target": "1250,555"}, "Høyst 2 desimaler."),
        ({"target": "mange"}, "Skriv et tall"),
        ({"target": "1e15"}, "ds-validation-message"),
        ({"baseline_on": ""}, "hvilken dag"),
        ({"baseline_on": str(a_day(1))}, "en dag som ikke har vært"),
        ({"baseline": ""}, "hva verdien var"),
        ({"no_baseline": "Ingen vet."}, "Det står en verdi"),
        ({"source": "counted|nothing"}, "ds-validation-message"),
        ({"level": "joy"}, "ds-validation-message"),
        ({"name": "x" * 301}, "ds-validation-message"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_why_and_nothing_is_lost(
    client: Client, plan: Plan, said: dict[str, str], why: str
) -> None:
    status, page = sent(client, plan, **said)
    assert (status, Indicator.objects.count()) == (422, 0)
    assert "Spør brukere først" in page or "name" in said
    assert why in page


def test_everything_that_is_counted_can_be_chosen(client: Client, plan: Plan) -> None:
    page = client.get(reverse("effects:indicator_new", args=[plan.run_id])).content.decode()
    offered = choices(plan)
    assert {one.source for one in offered} == {"counted", "official"}
    assert all(f'value="{one.source}|{one.ref}"' in page for one in offered)
    assert (
        sent(client, plan, source="official|innovative.share", baseline="", baseline_on="", no_baseline="Under et år")[
            0
        ]
        == 302
    )
    one = Indicator.objects.get(plan=plan)
    assert (one.source, one.ref) == ("official", "innovative.share")
    page = client.get(reverse("effects:indicator", args=[one.pk])).content.decode()
    assert page.count('value="official|innovative.share"') == 1
    assert 'value="official|innovative.share" selected' in page


def test_a_source_nobody_counts_any_more_stays_with_its_indicator(client: Client, plan: Plan) -> None:
    one = an_indicator(plan, source="counted", ref="gone")
    page = client.get(reverse("effects:indicator", args=[one.pk])).content.decode()
    assert 'value="counted|gone" selected' in page


def test_comparison_by_name_says_when_nothing_is_found(client: Client, plan: Plan) -> None:
    address = reverse("effects:comparison", args=[plan.run_id])
    assert client.get(address, {"name": "Ingen heter slik"}).status_code == 200
    own = plan.run.organisation.number
    refused = client.post(reverse("effects:other", args=[plan.run_id]), {"number": own, "do": "in"})
    plan.refresh_from_db()
    assert (refused.status_code in (302, 400, 403, 404), plan.others) == (True, [])


def test_the_files_hold_the_plan_and_defuse_formulas(client: Client, place: Organisation) -> None:
    plan = a_whole_plan(a_run(place))
    an_indicator(plan, "=1+1", actor=an_evaluator(plan.run))
    files = {
        kind: client.get(reverse("effects:plan_file", args=[plan.run_id, kind])) for kind in ("csv", "codebook", "json")
    }
    assert {kind: one.status_code for kind, one in files.items()} == {"csv": 200, "codebook": 200, "json": 200}
    said = b"".join(files["csv"].streaming_content) if files["csv"].streaming else files["csv"].content  # type: ignore[attr-defined]
    rows = list(csv.reader(io.StringIO(said.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 1 + plan.indicators.count()
    assert not any(cell.startswith("=") for row in rows for cell in row)
    whole = json.loads(files["json"].content)
    assert "=1+1" in json.dumps(whole)


def test_settling_twice_is_told(client: Client, place: Organisation) -> None:
    plan = a_settled_plan(a_run(place))
    again = client.post(reverse("effects:settle", args=[plan.run_id]))
    assert again.status_code == 403
    assert plan.snapshots.count() == 1


def test_the_plan_page_asks_the_same_number_of_queries_however_many_indicators(client: Client, plan: Plan) -> None:
    address, asked = reverse("effects:plan", args=[plan.run_id]), []
    for number in range(3):
        an_indicator(plan, f"Nummer {number}")
        with CaptureQueriesContext(connection) as found:
            client.get(address)
        asked.append(len(found))
    assert asked[1] == asked[2]


def test_a_settled_plan_is_read_in_words_and_leads_on(client: Client, place: Organisation) -> None:
    under_way = a_settled_plan(a_run(place))
    frozen = client.get(reverse("effects:snapshot", args=[under_way.snapshots.get().pk])).content.decode()
    day = under_way.indicators.exclude(target__baseline_on=None)[0].target.baseline_on
    assert day is not None
    assert f"{day:%d.%m.%Y}" in frozen
    assert day.isoformat() not in frozen
    under_way.run.state = "running"
    under_way.run.began_at = under_way.settled_at
    under_way.run.save()
    page = client.get(reverse("effects:plan", args=[under_way.run_id])).content.decode()
    assert "Se hvordan det står til" in page


def test_what_an_indicator_is_measured_by_is_read_in_words(client: Client, place: Organisation) -> None:
    one = an_indicator(a_plan(a_run(place)), "Tegn", source="official", ref="innovative.share", level="results")
    client.force_login(a_member(place, "observer"))  # reads, and does not write
    page = client.get(reverse("effects:indicator", args=[one.pk])).content.decode()
    label = next(each.label for each in choices(one.plan) if each.ref == one.ref)
    assert label in page
    assert one.ref not in page
