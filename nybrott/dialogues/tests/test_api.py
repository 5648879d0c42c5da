"""What everyone was told in a dialogue for programs, and the organisation's dialogues as a file: what everyone may read, never who takes part."""

import csv
import io
import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from nybrott.dialogues.models import Item, Query
from nybrott.dialogues.tests.factories import a_buyer, a_supplier, an_open_dialogue
from nybrott.people.tests.factories import a_member, an_organisation

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/dialogues"


def asked(client: Client, address: str = "") -> Any:
    answer = client.get(f"{ROOT}{address}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_one_dialogue_whole_says_what_all_were_told_and_nothing_of_a_supplier(client: Client) -> None:
    dialogue, now = an_open_dialogue(an_organisation()), timezone.now()
    etag = client.get(f"{ROOT}/{dialogue.slug}").headers["ETag"]
    assert client.get(f"{ROOT}/{dialogue.slug}", headers={"if-none-match": etag}).status_code == 304
    supplier = a_supplier(dialogue, "Nattlys AS")
    Item.objects.create(dialogue=dialogue, title="Plantegning", text="Her er den.", shown_at=now, written_at=now)
    Item.objects.create(dialogue=dialogue, title="Ikke vist", written_at=now)
    Query.objects.create(
        dialogue=dialogue, supplier=supplier, number=1, text="Kan vi i Nattlys AS?", shown="Kan en leverandør?", asked_at=now, answer="Ja.", answered_at=now
    )  # fmt: skip
    Query.objects.create(dialogue=dialogue, supplier=supplier, number=2, text="Uten svar", asked_at=now)
    again = client.get(f"{ROOT}/{dialogue.slug}", headers={"if-none-match": etag})
    assert again.status_code == 200, "what was told is new"
    said = again.json()
    assert [one["title"] for one in said["told"]] == ["Plantegning"]
    assert [(one["number"], one["question"], one["answer"]) for one in said["answers"]] == [
        (1, "Kan en leverandør?", "Ja.")
    ]
    assert said["questions"] == [{"text": "Hva virker hos andre?", "text_en": "What works for others?"}]
    assert "Nattlys" not in again.content.decode()
    assert client.get(f"{ROOT}/a%00b").status_code == 404, "no database takes such a sign"


def test_a_longer_list_asks_the_database_no_more(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    place = an_organisation()
    for _number in range(3):
        an_open_dialogue(place)
    with django_assert_num_queries(5):  # three for the state of the data
        asked(client)


def test_the_organisations_dialogues_as_files(client: Client) -> None:
    place = an_organisation()
    buyer, made = a_member(place, "buyer"), an_open_dialogue(place, actor=a_buyer(place), title="=1+1")
    a_supplier(made)
    a_supplier(made, "Gått AS", left_at=timezone.now() + timedelta(seconds=1))
    an_open_dialogue(an_organisation(), title="Andres")
    client.force_login(buyer)
    page = client.get("/dialogues/ours/").content.decode()
    assert all(f'href="/dialogues/ours.{kind}"' in page for kind in ("csv", "xlsx", "json"))
    rows = list(csv.reader(io.StringIO(client.get("/dialogues/ours.csv").content.decode("utf-8-sig")), delimiter=";"))
    assert rows[1][0] == "'=1+1", "a spreadsheet runs nothing"
    assert "Andres" not in str(rows)
    told = json.loads(client.get("/dialogues/ours.json").content)["rows"]
    assert [(row["title"], row["state"], row["suppliers"]) for row in told] == [("=1+1", "Åpen", 1)]
    assert client.get("/dialogues/ours.xlsx").content[:2] == b"PK"
    assert client.get("/dialogues/ours.exe").status_code == 404
