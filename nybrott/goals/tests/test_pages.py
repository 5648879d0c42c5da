"""The pages of goals, walked as people walk them: empty, with one, with many; what is typed wrong; files to take along."""

import csv
import io
import json
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import html
from openpyxl import load_workbook

from nybrott.core.actor import Actor
from nybrott.goals import actions, queries
from nybrott.goals.forms import read_value
from nybrott.goals.models import Goal
from nybrott.goals.tests.factories import a_decided_goal, a_goal, a_reading
from nybrott.people.models import Organisation
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, a_unit, an_organisation

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def place() -> Organisation:
    return an_organisation()


@pytest.fixture
def leader(place: Organisation, client: Client) -> Actor:
    user = a_member(place, "leader")
    client.force_login(user)
    return actor_of(user, place)


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address, headers={"accept-language": "en"})
    assert answer.status_code == status
    return " ".join(html.fromstring(answer.content).text_content().replace("\u202f", " ").replace("\xa0", " ").split())


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("8,4", "share", "8.4"), ("8.4 %", "share", "8.4"), ("1 250 000", "number", "1250000"), ("1.250.000", "number", "1250000"), ("1.250,5", "number", "1250.5"),
        ("1,250.5", "number", "1250.5"), ("kr 1 250,50", "money", "125050"), ("650,-", "money", "65000"), ("1\u202f250 kr", "money", "125000"), ("-3", "number", "-3"),
        ("\u22123", "number", "-3"), ("1e9", "number", None), ("NaN", "number", None), ("Infinity", "number", None), ("", "number", None), ("1,2,3", "number", None),
        ("٣", "number", None), ("9" * 40, "number", None), ("12 eller 13", "number", None), ("0x10", "number", None),
    ],
)  # fmt: skip
def test_a_value_is_read_as_people_write_it(text: str, kind: str, value: str | None) -> None:
    assert read_value(text, kind) == (None if value is None else Decimal(value))


def test_from_an_empty_list_to_a_reading_held_against_the_line(client: Client, place: Organisation, leader: Actor) -> None:  # fmt: skip
    assert "No goal has been recorded yet" in page(client, "/goals/")
    typed = {
        "title": f"Lavere sykefravær {SCRIPT}", "kind": "share", "better": "down", "baseline": "12", "baseline_on": "2024-01-01", "target": "8,0 %", "target_on": "2027-12-31",
        "how": "Egenmeldt og legemeldt.", "version": "0", "owner": str(leader.user_id), "unit": str(a_unit(place, "Pleie").pk),
    }  # fmt: skip
    assert client.post("/goals/propose/", typed | {"target": "-8"}).status_code == 422
    assert client.post("/goals/propose/", typed | {"target": "14"}).status_code == 422
    assert client.post("/goals/propose/", typed | {"unit": str(a_unit(an_organisation()).pk)}).status_code == 422
    assert client.post("/goals/propose/", typed | {"kind": "beads"}).status_code == 422
    assert not Goal.objects.exists()
    answer = client.post("/goals/propose/", typed)
    goal = Goal.objects.get()
    address = reverse("goals:goal", args=[goal.pk])
    assert (answer.status_code, answer["Location"]) == (302, address)
    assert "It is proposed, and complete." in page(client, address)
    decided = {"by": "Kommunestyret", "on": "2026-03-04", "case": "PS 45/26", "case_url": "https://example.org/45"}
    assert client.post(f"{address}step/decide/", decided | {"on": "2999-01-01"}).status_code == 422
    assert client.post(f"{address}step/decide/", decided | {"case_url": "javascript:alert(1)"}).status_code == 422
    assert client.post(f"{address}step/decide/", decided).status_code == 302
    assert client.get(f"{address}step/vanish/").status_code == 404
    assert client.post(address, {"value": "nine", "measured_on": "2026-01-01"}).status_code == 422
    assert client.post(address, {"value": "9,2", "measured_on": "2026-01-01", "how": "NAV"}).status_code == 302
    body = client.get(address).content.decode()
    assert SCRIPT not in body
    assert 'href="https://example.org/45"' in body
    said = page(client, address)
    assert "The straight line from 12% to 8% was at 10% that day, so it is 0.8 percentage points ahead." in said
    assert "Nothing here says that it is meant to help this goal along." in said
    listed = page(client, "/goals/?state=open&text=sykefrav")
    assert "0.8 percentage points ahead of the line" in listed
    assert "9.2%" in listed
    assert "No goal fits" in page(client, "/goals/?text=zzz&state=none&unit=x&page=9999999999&sort=-by;drop")


def test_a_reading_is_put_right_on_its_page(client: Client, place: Organisation, leader: Actor) -> None:
    goal = a_decided_goal(place)
    wrong = a_reading(goal, 19)
    address = reverse("goals:correct", args=[wrong.pk])
    assert client.post(address, {"value": "91", "measured_on": "2026-10-31"}).status_code == 422
    assert client.post(address, {"value": "91", "measured_on": "2026-10-31", "reason": "Tastefeil."}).status_code == 302
    assert client.get(address).status_code == 403
    said = page(client, reverse("goals:goal", args=[goal.pk]))
    assert "19 fall" in said
    assert "Corrected: Tastefeil." in said
    assert "Measured at 91 fall" in said
    out = reverse("goals:correct", args=[goal.readings.get(corrects=wrong).pk])
    assert client.post(out, {"value": "", "measured_on": "2026-10-31", "reason": "Feil mål."}).status_code == 302
    assert "No one has measured it yet." in page(client, reverse("goals:goal", args=[goal.pk]))


def test_somebody_else_was_quicker(client: Client, place: Organisation, leader: Actor) -> None:
    goal = a_goal(place)
    form = {"title": "Annet", "kind": "number", "better": "down", "counted_in": "fall", "version": "7"}
    address = reverse("goals:change", args=[goal.pk])
    assert client.post(address, form).status_code == 409
    assert client.post(address, form | {"version": "1"}).status_code == 302
    goal.refresh_from_db()
    assert (goal.title, goal.version, goal.baseline) == ("Annet", 2, None)
    assert "Still missing" in page(client, reverse("goals:goal", args=[goal.pk]))


def test_looked_at_again_and_ended(client: Client, place: Organisation, leader: Actor) -> None:
    goal, other = a_decided_goal(place, review_on=date(2026, 1, 1)), a_goal(place, title="Bedre mål")
    address = reverse("goals:goal", args=[goal.pk])
    assert "It was to be looked at again on 1 January 2026." in page(client, address)
    today = timezone.localdate().isoformat()
    assert client.post(f"{address}step/review/", {"said": "Står stille.", "next_on": today}).status_code == 422
    assert client.post(f"{address}step/review/", {"said": "Står stille."}).status_code == 302
    assert client.post(f"{address}step/end/", {"verb": "replace", "reason": "x"}).status_code == 422
    assert client.post(f"{address}step/end/", {"verb": "drop", "reason": "x"}).status_code == 422
    ended = {"verb": "replace", "reason": "Måler bedre.", "replaced_by": str(other.pk)}
    assert client.post(f"{address}step/end/", ended).status_code == 302
    said = page(client, address)
    assert "Måler bedre." in said
    assert "Bedre mål" in said
    assert "Står stille." in said
    assert "has ended" in said
    assert client.get(reverse("goals:change", args=[goal.pk])).status_code == 403
    assert "Færre faller hjemme" in page(client, reverse("goals:goal", args=[other.pk]))


def test_who_may_read_and_who_may_not_see(client: Client, place: Organisation) -> None:
    goal = a_decided_goal(place)
    client.force_login(a_member(place, "observer"))
    said = page(client, reverse("goals:goal", args=[goal.pk]))
    assert "The person who answers for the goal, leaders" in said
    assert "Enter it" not in said
    assert "Propose a goal" not in page(client, "/goals/")
    client.force_login(a_member(an_organisation(), "admin"))
    for name in ("goal", "change"):
        assert client.get(reverse(f"goals:{name}", args=[goal.pk])).status_code == 404
    assert client.get(reverse("goals:correct", args=[a_reading(goal).pk])).status_code == 404


@pytest.mark.parametrize("name", ["list", "goal"])
def test_more_rows_ask_no_more_questions(client: Client, place: Organisation, leader: Actor, name: str) -> None:
    first = a_decided_goal(place, unit=a_unit(place), owner=a_member(place, "leader"))
    address = "/goals/" if name == "list" else reverse("goals:goal", args=[first.pk])

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            page(client, address)
        return len(caught)

    a_reading(first, 100, date(2025, 1, 1))
    page(client, address)
    one = asked()
    for number in range(2):
        goal = first if name == "goal" else a_decided_goal(place, unit=a_unit(place), owner=a_member(place, "leader"))
        a_reading(goal, 90 - number, date(2026, 1, 1 + number))
        actions.review_goal(actor=leader, goal=goal, said="x", next_on=None, now=timezone.now())
    assert asked() == one


def test_goals_and_readings_are_taken_along(client: Client, place: Organisation, leader: Actor) -> None:
    money = {"kind": "money", "counted_in": "", "baseline": Decimal(200_000_050), "target": Decimal(150_000_000)}
    goal = a_decided_goal(place, title="=1+1", **money)
    wrong = a_reading(goal, 180_000_000)
    actions.correct_reading(actor=leader, reading=wrong, value=None, on=wrong.measured_on, how="", reason="Feil.", now=timezone.now())  # fmt: skip
    a_reading(goal, 190_000_000, date(2026, 1, 1))
    a_decided_goal(an_organisation(), title="Ikke vårt")
    row = next(csv.DictReader(io.StringIO(client.get("/goals/file/csv/").content.decode("utf-8-sig")), delimiter=";"))
    assert next(iter(row.values())) == "'=1+1"
    assert "2000000,5" in row.values()
    assert "1900000" in row.values()
    held = json.loads(client.get("/goals/file/json/").content)
    assert [one["title"] for one in held["rows"]] == ["=1+1"]
    assert (held["rows"][0]["now"], held["rows"][0]["counted_in"]) == (1_900_000, "NOK")
    sheet = load_workbook(BytesIO(client.get("/goals/file/xlsx/").content)).worksheets[0]
    assert sheet.max_row == 2
    rows = json.loads(client.get(reverse("goals:readings_file", args=[goal.pk, "json"])).content)["rows"]
    assert [(one["value"], one["counts"]) for one in rows] == [(1_900_000, True), (1_800_000, False), (None, False)]
    assert client.get("/goals/file/exe/").status_code == 404
    assert queries.current_goals(leader).get().now_value == Decimal(190_000_000)
