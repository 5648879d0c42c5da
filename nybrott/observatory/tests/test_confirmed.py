"""“Confirmed by people”, the fourth figure: what it counts, where it stands, that a rebuilt lake keeps it and a frozen
baseline knows nothing of it."""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from nybrott.core import measures
from nybrott.core.actor import Actor
from nybrott.lake import build
from nybrott.notices.actions import index_lake
from nybrott.notices.models import IndexedCandidate
from nybrott.notices.tests.factories import NOW, judged
from nybrott.observatory import queries
from nybrott.people.tests.factories import an_actor, an_organisation

pytestmark = pytest.mark.django_db

API = "/api/v1/measures/confirmed-by-people"


@pytest.fixture(autouse=True)
def _english(client: Client) -> None:
    client.cookies["nybrott_language"] = "en"


@pytest.fixture
def two() -> tuple[Actor, Actor]:
    place = an_organisation()
    return an_actor(place, "driver"), an_actor(place, "buyer")


def record(name: str, **more: str) -> dict[str, str]:
    return {
        "id": name, "title": f"Rådhus {name}", "description": "Bygget skal ha høy miljøprofil og innovative løsninger.",
        "notice_type": "competition", "country": "NO", "published_on": "2024-02-01", "buyer_name": "Prøvevik kommune",
        "buyer_ref": "310400009",
    } | more  # fmt: skip


@pytest.fixture
def lake_of(settings: Settings, tmp_path: Path) -> Callable[[list[dict[str, str]]], None]:
    """Builds the settings' lake from records, and lets the candidates follow it."""

    def fill(records: list[dict[str, str]]) -> None:
        (tmp_path / "records.jsonl").write_text("\n".join(map(json.dumps, records)), "utf-8")
        build([tmp_path / "records.jsonl"], tmp_path / "lake")
        settings.LAKE = tmp_path / "lake"
        index_lake(now=NOW)

    return fill


THREE = [
    record("1", published_on="2023-02-01"),
    record("2"),
    record("3", buyer_name="Annenby kommune", buyer_ref="310400017"),
]


def confirm(people: tuple[Actor, ...], *titles: str, answer: str = "confirm") -> None:
    for candidate in IndexedCandidate.objects.filter(title__in=titles):
        for one in people:
            judged(one, candidate, answer)


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def api(client: Client, query: str = "") -> list[dict[str, object]]:
    rows: list[dict[str, object]] = client.get(f"{API}/values?{query}").json()["rows"]
    return rows


def test_what_is_counted_is_what_slow_reading_counts(
    two: tuple[Actor, ...], lake_of: Callable[..., None], client: Client
) -> None:
    lake_of([*THREE, record("4", notice_type="planning"), record("5")])
    confirm(two, "Rådhus 1", "Rådhus 3", "Rådhus 4")
    confirm(two[:1], "Rådhus 2")
    confirm(two, "Rådhus 5", answer="reject")
    expected = Counter({2023: 1, 2024: 1})  # the planning notice reached no market
    assert {row["year"]: row["confirmed"] for row in api(client, "by=year")} == expected
    assert {row["year"]: row["n"] for row in api(client, "by=year")} == {2023: 1, 2024: 3}
    assert {row["buyer_name"]: row["confirmed"] for row in api(client, "by=buyer&country=NO")} == {
        "Prøvevik kommune": 1, "Annenby kommune": 1,
    }  # fmt: skip
    (row,) = api(client)
    assert (row["n"], row["confirmed"], row["confirmed_share"]) == (4, 2, 0.5)


def test_the_figure_stands_on_its_pages_and_moves(
    two: tuple[Actor, ...], lake_of: Callable[..., None], client: Client
) -> None:
    lake_of(THREE)
    pages = [
        "/observatory/?country=NO", "/observatory/organisations/NO/310400009/", "/observatory/comparison/?country=NO",
        "/observatory/definitions/",
    ]  # fmt: skip
    for page in pages:
        assert "Confirmed" in text_of(client, page), page
    assert "People have confirmed" not in text_of(client, pages[0])
    confirm(two[:1], "Rådhus 2")
    assert "People have confirmed" not in text_of(client, pages[0]), "one is not enough"
    confirm(two, "Rådhus 2")
    overview = text_of(client, pages[0])
    assert "People have confirmed a weak sign in 1." in overview
    listed = "/observatory/procurements/?country=NO&amp;year=2024&amp;shows=confirmed"
    assert listed in overview
    behind = text_of(client, listed.replace("&amp;", "&"))
    assert "1 procurement<" in behind
    assert "Rådhus 2" in behind
    assert "Rådhus 3" not in behind
    organisation = text_of(client, pages[1])
    assert 'class="f-confirmed' in organisation or "f-confirmed" in organisation
    assert "Confirmed by people" in organisation
    compared = text_of(client, pages[2])
    assert re.search(r'data-label="Confirmed"[^>]*>1', compared)
    confirm((an_actor(an_organisation(), "evaluator"),), "Rådhus 2", answer="reject")
    assert "People have confirmed" not in text_of(client, pages[0]), "one who rejects takes it away again"


def test_an_organisation_that_only_people_see_has_its_dot(
    two: tuple[Actor, ...], lake_of: Callable[..., None], client: Client
) -> None:
    lake_of(THREE)
    address = "/observatory/organisations/NO/310400017/"
    assert "Nothing has been found in its notices" in text_of(client, address)
    confirm(two, "Rådhus 3")
    assert "1 notice shows that Annenby kommune is open to something new." in text_of(client, address)


def test_a_lake_built_anew_keeps_the_figure(
    two: tuple[Actor, ...], lake_of: Callable[..., None], client: Client
) -> None:
    lake_of(THREE)
    confirm(two, "Rådhus 1", "Rådhus 3")
    before = api(client, "by=year")
    lake_of([record("0", published_on="2022-05-05"), *reversed(THREE)])
    after = api(client, "by=year")
    assert [row for row in after if row["year"] != 2022] == before
    lake_of(THREE[:2])
    assert api(client)[0]["confirmed"] == 1, "a notice that is gone is counted no more"
    lake_of(THREE)
    assert api(client, "by=year") == before, "and again when it is back"


def test_other_words_are_not_what_was_confirmed(
    two: tuple[Actor, ...], lake_of: Callable[..., None], client: Client
) -> None:
    lake_of(THREE)
    confirm(two, "Rådhus 1")
    assert api(client)[0]["confirmed"] == 1
    lake_of([{**THREE[0], "description": "Kommunen ønsker en nyskapende løsning."}, *THREE[1:]])
    assert api(client)[0]["confirmed"] == 0


def test_files_and_answers_are_new_when_people_have_answered(
    two: tuple[Actor, ...], lake_of: Callable[..., None], client: Client
) -> None:
    lake_of(THREE)
    addresses = ["/observatory/data/confirmed-by-people.csv?by=year", f"{API}/values?by=year"]
    tags = {address: client.get(address).headers["ETag"] for address in addresses}
    for address in addresses:
        assert client.get(address, headers={"If-None-Match": tags[address]}).status_code == 304
    confirm(two, "Rådhus 1")
    for address in addresses:
        assert client.get(address, headers={"If-None-Match": tags[address]}).status_code == 200
    content = b"".join(client.get(addresses[0]).streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.reader(io.StringIO(content), delimiter=";"))
    heading = next(place for place, row in enumerate(rows) if "Confirmed by people" in row)
    column = rows[heading].index("Confirmed by people")
    assert [row[column] for row in rows[heading + 1 :] if len(row) > column] == ["1", "0"]


def test_the_definition_says_the_rule(client: Client, lake_of: Callable[..., None]) -> None:
    lake_of(THREE)
    page = text_of(client, "/observatory/definitions/confirmed-by-people/")
    assert "at least two people have confirmed the same weak sign" in page
    assert "nobody has rejected it" in page
    assert "select unnest" in page
    assert client.get(f"{API}").json()["version"] == 1


def test_a_frozen_baseline_knows_nothing_of_it() -> None:
    assert queries.CONFIRMED in measures.catalogue(by_people=True)
    assert queries.CONFIRMED not in measures.catalogue()


@pytest.mark.parametrize(
    "address",
    [
        "/observatory/?country=NO",
        "/observatory/organisations/NO/310400009/",
        "/observatory/procurements/?shows=confirmed",
        "/observatory/comparison/?country=NO",
        f"{API}/values",
    ],
)
def test_the_number_of_questions_does_not_grow(
    two: tuple[Actor, ...], lake_of: Callable[..., None], client: Client, address: str
) -> None:
    lake_of(THREE)
    counts = []
    for titles in (["Rådhus 1"], ["Rådhus 1", "Rådhus 2", "Rådhus 3"]):
        confirm(two, *titles)
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 4
