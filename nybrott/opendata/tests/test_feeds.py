"""Feeds: what everyone may read and nothing else, a page at a time, the same ids always, and what is gone named as gone."""

import tracemalloc
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from lxml import etree
from pytest_django import Settings
from pytest_django.fixtures import DjangoAssertNumQueries

from nybrott.challenges.models import Challenge
from nybrott.challenges.tests.factories import a_challenge
from nybrott.dialogues.tests.factories import a_dialogue, an_open_dialogue
from nybrott.opendata.queries import BEGINNING, MOST
from nybrott.people.models import NetworkMember, Organisation
from nybrott.people.tests.factories import a_member, a_network, an_actor, an_organisation
from nybrott.programmes.actions import share_programme
from nybrott.programmes.tests.factories import a_package

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert('å')</script> & \x00\x0b"
ATOM = "{http://www.w3.org/2005/Atom}"
GONE = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"


@pytest.fixture
def client() -> Client:
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def place() -> Organisation:
    return an_organisation("Fjordvik kommune", number="974760673")


def a_need(place: Organisation, title: str = "Alarmen når ikke fram", **said: Any) -> Challenge:
    """A challenge that is heard in public."""
    made = a_challenge(an_actor(place, "driver"), title)
    told = {"state": "hearing", "heard_in_public": True, "public_text": {"nb": "Vi hører ikke alarmen.", "en": "We do not hear the alarm."}, "moved_at": timezone.now()}  # fmt: skip
    Challenge.objects.filter(pk=made.pk).update(**told | said)
    made.refresh_from_db()
    return made


def json_of(client: Client, kind: str, query: str = "") -> dict[str, Any]:
    answer = client.get(f"/open-data/feeds/{kind}.json{query}")
    assert answer.status_code == 200, answer.content
    assert answer.headers["Content-Type"] == "application/feed+json; charset=utf-8"
    said = answer.json()
    assert isinstance(said, dict)
    assert said["version"] == "https://jsonfeed.org/version/1.1"
    return said


def atom_of(client: Client, kind: str, query: str = "") -> etree._Element:
    answer = client.get(f"/open-data/feeds/{kind}.atom{query}")
    assert answer.status_code == 200, answer.content
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = etree.fromstring(answer.content)
    assert root.tag == f"{ATOM}feed"
    for needed in ("id", "title", "updated", "author"):
        assert root.find(f"{ATOM}{needed}") is not None, needed
    return root


def titles(feed: dict[str, Any]) -> list[str]:
    return [one["title"] for one in feed["items"]]


def links(root: etree._Element) -> dict[str, str]:
    return {one.get("rel", ""): one.get("href", "") for one in root.findall(f"{ATOM}link")}


# --- what is in them ---


def test_a_feed_of_needs_holds_those_heard_in_public_and_no_other(client: Client, place: Organisation) -> None:
    need = a_need(place)
    a_need(place, "Bare for noen", heard_in_public=False)
    a_need(place, "Ikke begynt", state="raised")
    said = json_of(client, "needs")
    (one,) = said["items"]
    assert (one["title"], one["content_text"], one["language"]) == (
        "Alarmen når ikke fram",
        "We do not hear the alarm.",
        "en",
    )
    assert one["authors"] == [{"name": "Fjordvik kommune"}]
    assert one["_nybrott"]["organisation_number"] == "974760673"
    assert (
        client.get(one["url"].removeprefix("http://testserver").removeprefix("http://localhost:8000")).status_code
        == 200
    )
    root = atom_of(client, "needs", "?language=nn")
    (entry,) = root.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}id") == one["id"] == f"tag:localhost,2026:needs/{need.slug}"
    assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == "nb"
    assert entry.findtext(f"{ATOM}summary") == "Vi hører ikke alarmen."
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "nn"


def test_dialogues_and_packages(client: Client, place: Organisation) -> None:
    a_dialogue(place, title="Utkast")
    an_open_dialogue(place, title="Tryggere natt", title_en="Safer nights", cpv=["85144100"])
    lead = an_actor(place, "lead")
    a_package(lead, place, "open", "Åpent program")
    a_package(lead, place, "network", "Nettverkets")
    (one,) = json_of(client, "dialogues")["items"]
    assert one["title"] in ("Safer nights", "Tryggere natt")
    assert one["tags"] == ["open", "85144100"]
    assert titles(json_of(client, "packages")) == ["Åpent program"]
    assert len(atom_of(client, "packages").findall(f"{ATOM}entry")) == 1


@pytest.mark.parametrize("kind", ["needs", "dialogues", "packages"])
def test_an_empty_feed_is_a_feed_and_stays_the_same(client: Client, kind: str) -> None:
    assert json_of(client, kind)["items"] == []
    first, again = (client.get(f"/open-data/feeds/{kind}.atom") for _time in range(2))
    assert first.content == again.content
    assert atom_of(client, kind).findtext(f"{ATOM}updated") == BEGINNING.isoformat()


def test_a_script_in_a_title_is_text(client: Client, place: Organisation) -> None:
    a_need(place, SCRIPT.replace("\x00", ""), public_text={"nb": SCRIPT.replace("\x00", "")})
    answer = client.get("/open-data/feeds/needs.atom").content
    assert b"<script" not in answer
    entry = atom_of(client, "needs").find(f"{ATOM}entry")
    assert entry is not None
    title = entry.find(f"{ATOM}title")
    assert title is not None
    assert title.get("type") in (None, "text")
    assert title.text == "<script>alert('å')</script> &"
    assert titles(json_of(client, "needs")) == ["<script>alert('å')</script> &"]


# --- what is gone ---


def test_a_need_that_is_heard_no_more_is_gone(client: Client, place: Organisation) -> None:
    need = a_need(place)
    address = json_of(client, "needs")["items"][0]["id"]
    Challenge.objects.filter(pk=need.pk).update(state="sensemaking", moved_at=timezone.now())
    said = json_of(client, "needs")
    assert said["items"] == []
    assert [one["id"] for one in said["_nybrott"]["gone"]] == [address]
    (gone,) = atom_of(client, "needs").findall(GONE)
    assert gone.get("ref") == address
    assert gone.get("when")
    Challenge.objects.filter(pk=need.pk).update(moved_at=timezone.now() - timedelta(days=400))
    assert json_of(client, "needs")["_nybrott"]["gone"] == []


def test_a_programme_that_is_closed_again_is_gone(client: Client, place: Organisation) -> None:
    lead = an_actor(place, "lead")
    package = a_package(lead, place, "open", "Åpent program")
    assert package.programme is not None
    address = json_of(client, "packages")["items"][0]["id"]
    share_programme(actor=lead, programme=package.programme, reach="own", now=timezone.now())
    for query in ("", "?organisation=974760673"):
        said = json_of(client, "packages", query)
        assert (said["items"], [one["id"] for one in said["_nybrott"]["gone"]]) == ([], [address])
    share_programme(actor=lead, programme=package.programme, reach="open", now=timezone.now())
    said = json_of(client, "packages")
    assert ([one["id"] for one in said["items"]], said["_nybrott"]["gone"]) == ([address], [])


# --- whose ---


def test_feeds_of_an_organisation_and_of_a_network(client: Client, place: Organisation) -> None:
    other, third = an_organisation("Sundvåg", number="910000004"), an_organisation("Granli")
    for whose, title in ((place, "Vårt"), (other, "Deres"), (third, "Utenfor")):
        a_need(whose, title)
    assert titles(json_of(client, "needs", "?organisation=974760673")) == ["Vårt"]
    network = a_network(place, other)
    inside, outside = Client(), Client()
    inside.force_login(a_member(other, "driver"))
    outside.force_login(a_member(third, "driver"))
    answer = inside.get(f"/open-data/feeds/needs.json?network={network.slug}")
    assert sorted(titles(answer.json())) == ["Deres", "Vårt"]
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert "Access-Control-Allow-Origin" not in answer.headers
    for stranger in (client, outside):
        assert stranger.get(f"/open-data/feeds/needs.json?network={network.slug}").status_code == 404
    NetworkMember.objects.filter(network=network, organisation=other).update(left_at=timezone.now())
    assert inside.get(f"/open-data/feeds/needs.json?network={network.slug}").status_code == 404
    inside.force_login(a_member(place, "driver"))
    assert titles(inside.get(f"/open-data/feeds/needs.json?network={network.slug}").json()) == ["Vårt"]


# --- pages, and what is asked wrongly ---


def test_pages_follow_one_another_and_miss_nothing(client: Client, place: Organisation) -> None:
    now = timezone.now()
    for number in range(5):
        a_need(place, f"Behov {number}", moved_at=now - timedelta(minutes=number))
    seen: list[str] = []
    address = "/open-data/feeds/needs.json?size=2&organisation=974760673"
    while address:
        said = client.get(address).json()
        seen += titles(said)
        assert said["_nybrott"]["total"] == 5
        address = said.get("next_url", "").removeprefix("http://localhost:8000")
    assert seen == [f"Behov {number}" for number in range(5)]
    middle = links(atom_of(client, "needs", "?size=2&page=2"))
    assert middle["first"].endswith("needs.atom?size=2")
    assert middle["previous"].endswith("needs.atom?size=2")
    assert middle["next"].endswith("needs.atom?size=2&page=3") == middle["last"].endswith("needs.atom?size=2&page=3")
    past = json_of(client, "needs", "?size=2&page=99")
    assert (past["items"], "next_url" in past) == ([], False)


def test_ten_thousand_entries_are_a_page_that_says_so(client: Client, place: Organisation) -> None:
    """Memory is that of a page, not of all that lies there."""
    actor, now = an_actor(place, "driver"), timezone.now()
    first = a_need(place, "Først")
    text = {"nb": "x" * 2_000}
    Challenge.objects.bulk_create(
        [
            Challenge(organisation=place, title=f"Behov {number}", slug=f"b-{number}", state="hearing", heard_in_public=True, public_text=text,
                      raised_by_id=actor.user_id, raised_at=now, moved_at=now - timedelta(seconds=number))
            for number in range(6_000)
        ],
        batch_size=500,
    )  # fmt: skip
    client.get("/open-data/feeds/needs.json")
    tracemalloc.start()
    said = json_of(client, "needs", "?size=10000")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (len(said["items"]), said["_nybrott"]["total"], said["_nybrott"]["size"]) == (MOST, 6_001, MOST)
    assert said["items"][0]["title"] == first.title or said["items"][0]["title"] == "Behov 0"
    assert f"A page has at most {MOST} entries" in said["description"]
    assert said["next_url"].endswith("size=200&page=2")
    assert peak < 8_000_000
    assert f"A page has at most {MOST} entries" in str(
        atom_of(client, "needs", "?size=10000").findtext(f"{ATOM}subtitle")
    )


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("size=0", 400, "size must be a whole number, 1 or higher."),
        ("size=-1", 400, "size must be a whole number"),
        ("size=99999999999999999999", 400, "size must be a whole number"),
        ("page=abc", 400, "page must be a whole number"),
        ("language=sv", 400, "nb, nn, en"),
        ("organisation=12", 400, "nine digits"),
        ("organisation=910000004", 404, ""),
        ("organisation=", 400, "nine digits"),
        ("network=ingen", 404, ""),
        ("cpv=85", 400, "There is no parameter “cpv”"),
    ],
)
def test_what_is_asked_wrongly_is_said(client: Client, query: str, status: int, said: str) -> None:
    answer = client.get(f"/open-data/feeds/needs.json?{query}")
    assert answer.status_code == status
    assert said in answer.content.decode()


def test_other_feeds_and_forms_are_not_there(client: Client) -> None:
    for address in ("feeds/people.atom", "feeds/needs.rss", "catalogue.xml"):
        assert client.get(f"/open-data/{address}").status_code == 404
    assert client.post("/open-data/feeds/needs.atom").status_code == 405


# --- asked again ---


@pytest.mark.parametrize("form", ["atom", "json"])
def test_what_is_known_is_not_sent_again(client: Client, place: Organisation, form: str) -> None:
    need = a_need(place)
    address = f"/open-data/feeds/needs.{form}"
    first = client.get(address)
    etag, changed = first.headers["ETag"], first.headers["Last-Modified"]
    assert first.headers["Access-Control-Allow-Origin"] == "*"
    assert client.get(address, headers={"if-none-match": etag}).status_code == 304
    assert client.get(address, headers={"if-modified-since": changed}).status_code == 304
    Challenge.objects.filter(pk=need.pk).update(title="Et annet navn")
    # an entry may change without any moment having moved: the ETag knows
    assert client.get(address, headers={"if-none-match": etag, "if-modified-since": changed}).status_code == 200
    Challenge.objects.filter(pk=need.pk).update(moved_at=timezone.now() + timedelta(seconds=5))
    assert client.get(address, headers={"if-modified-since": changed}).status_code == 200


@pytest.mark.parametrize("kind", ["needs", "dialogues", "packages"])
def test_queries_do_not_grow(
    client: Client,
    place: Organisation,
    kind: str,
    django_assert_num_queries: DjangoAssertNumQueries,
    settings: Settings,
) -> None:
    lead = an_actor(place, "lead")
    counts = {"needs": 4, "dialogues": 4, "packages": 4}
    for number in range(3):
        if kind == "needs":
            a_need(place)
        elif kind == "dialogues":
            an_open_dialogue(place)
        else:
            a_package(lead, place, "open", f"Program {number}")
        with django_assert_num_queries(counts[kind]):
            json_of(client, kind)
