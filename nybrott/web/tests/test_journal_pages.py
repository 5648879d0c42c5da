"""The pages of the journal and of letters: empty, one, many, forbidden, wrong; the same number of queries for all of them."""

import csv
import io
import json
from datetime import timedelta
from hashlib import sha256

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nybrott.core.actor import Actor
from nybrott.journal.actions import record, seal_entries
from nybrott.journal.models import Entry, Letter
from nybrott.journal.queries import gatherable, history_of, letter_kinds
from nybrott.journal.tests.factories import NOW, a_letter, an_entry
from nybrott.people.models import Organisation, User
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, a_unit, an_actor, an_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Organisation:
    return an_organisation("Bjørkelia kommune")


@pytest.fixture
def user(place: Organisation) -> User:
    return a_member(place, "admin")


@pytest.fixture
def kari(place: Organisation, user: User) -> Actor:
    return actor_of(user, place)


@pytest.fixture
def client(user: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


def page(client: Client, name: str, *words: object, query: str = "", status: int = 200) -> str:
    answer = client.get(reverse(f"journal:{name}", args=words) + query)
    assert answer.status_code == status
    return answer.content.decode()


def test_an_empty_journal_teaches(client: Client) -> None:
    assert "Nothing has happened yet" in page(client, "entries")
    assert "No letters yet" in page(client, "letters")
    assert "No letters yet" in page(client, "mine")


def test_the_same_number_of_queries_for_one_and_for_many(client: Client, kari: Actor) -> None:
    asked: dict[str, list[int]] = {}
    for number in range(5):
        a_letter(kari, subject=f"Nr. {number}", to_user_id=kari.user_id)
        seal_entries(now=NOW)
        for name in ("entries", "letters", "mine"):
            page(client, name)  # what is looked up once is looked up
            with CaptureQueriesContext(connection) as queries:
                page(client, name)
            asked.setdefault(name, []).append(len(queries))
    assert {name: len(set(counts)) for name, counts in asked.items()} == {"entries": 1, "letters": 1, "mine": 1}, asked


def test_the_journal_is_narrowed(client: Client, place: Organisation, kari: Actor) -> None:
    other = an_actor(place, "lead")
    an_entry(kari, verb="challenges.challenge_raised", name="Sykkel")
    an_entry(other, verb="challenges.challenge_described", at=NOW - timedelta(days=40), ref=99, name="Æresgjest")
    found = {
        "": 2, f"?who={other.user_id}": 1, "?verb=challenges.challenge_raised": 1, "?kind=needs.need": 2, "?since=2026-11-27": 1,
        "?until=2026-11-26": 1, "?since=2026-10-01&until=2026-10-31": 1, "?words=sykk": 1, "?words=æres": 1, "?words=sykkel+æres": 0,
        "?words=%27%3A*%26": 0, "?words=(": 0, "?who=x&verb=no.such&since=what": 2, "?page=999": 2, "?page=x": 2,
    }  # fmt: skip
    for query, count in found.items():
        text = page(client, "entries", query=query)
        assert text.count('role="rowheader"') == count, query
    assert "The last day comes before the first." in page(client, "entries", query="?since=2026-11-02&until=2026-11-01")
    assert page(client, "thing", "needs.need", "99").count('role="rowheader"') == 1
    page(client, "thing", "needs.need", "12345", status=404)


def test_the_second_page(client: Client, kari: Actor) -> None:
    for number in range(55):
        an_entry(kari, at=NOW + timedelta(minutes=number))
    assert page(client, "entries").count('role="rowheader"') == 50
    assert page(client, "entries", query="?page=2").count('role="rowheader"') == 5


def test_an_entry_shows_its_proof(client: Client, kari: Actor) -> None:
    entry = an_entry(kari, verb="challenges.challenge_raised", said="<script>alert(1)</script>")
    assert "It is not sealed yet" in page(client, "entry", entry.pk)
    seal_entries(now=NOW)
    text = page(client, "entry", entry.pk)
    assert "This entry fits the chain" in text
    assert "<script>alert" not in text
    page(client, "entry", 999_999, status=404)


def test_the_chain_is_checked_on_asking(client: Client, kari: Actor) -> None:
    an_entry(kari)
    answer = client.post(reverse("journal:check"), follow=True)
    assert "The chain holds" in answer.content.decode()
    assert "1 entry is sealed." in answer.content.decode()
    assert client.get(reverse("journal:check")).status_code == 405


def canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def test_the_files_hold_all_it_takes_to_check_the_chain(client: Client, kari: Actor) -> None:
    for number in range(3):
        an_entry(kari, number=number, formula="=1+1")
    seal_entries(now=NOW)
    an_entry(kari)
    answer = client.get(reverse("journal:entries_file", args=["json"]))
    rows = json.loads(b"".join(answer.streaming_content))["rows"]
    assert [row["place"] for row in rows] == [None, 3, 2, 1]
    for row in rows[1:]:  # as docs/guide/journal.md says
        private, fixed = json.loads(row["private"]), json.loads(row["fixed"])
        assert row["seal"] == sha256(canonical([row["previous_seal"], row["place"], fixed, row["digest"]])).hexdigest()
        assert row["digest"] == sha256(row["salt"].encode() + b"\0" + canonical(private)).hexdigest()
    answer = client.get(reverse("journal:entries_file", args=["csv"]) + "?verb=no.such")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert len(next(csv.reader(io.StringIO(text), delimiter=";"))) == 10
    assert client.get(reverse("journal:entries_file", args=["exe"])).status_code == 404


def test_a_letters_page_shows_what_goes_and_no_secret(client: Client, kari: Actor) -> None:
    letter = a_letter(kari, body="Hi {link}", secrets={"link": "https://very-secret"}, subject="<b>x</b>")
    text = page(client, "letter", letter.pk)
    assert "“the personal link”" in text
    assert "very-secret" not in text
    assert "<b>x</b>" not in text
    assert "Hold the letter" in text


def test_a_letter_is_held_changed_and_released(client: Client, kari: Actor) -> None:
    letter = a_letter(kari, body="Hi {link}", secrets={"link": "x"})
    page(client, "change", letter.pk, status=403)
    client.post(reverse("journal:step", args=[letter.pk, "hold"]))
    assert "{link}" in page(client, "change", letter.pk)
    answer = client.post(reverse("journal:change", args=[letter.pk]), {"subject": "s", "body": "without"})
    assert answer.status_code == 422
    assert "{link} is missing" in answer.content.decode()
    client.post(reverse("journal:change", args=[letter.pk]), {"subject": "New", "body": "See {link}"})
    answer = client.post(reverse("journal:step", args=[letter.pk, "release"]), follow=True)
    assert "It will be sent in a moment." in answer.content.decode()
    letter.refresh_from_db()
    assert (letter.subject, letter.body, letter.state) == ("New", "See {link}", "waiting")
    assert client.post(reverse("journal:step", args=[letter.pk, "release"])).status_code == 403
    assert client.post(reverse("journal:step", args=[letter.pk, "dance"])).status_code == 404
    assert "Withdraw the letter?" in page(client, "withdraw", letter.pk)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"state": "failed", "trouble": "550 no such person"}, ("550 no such person", "Try again")),
        (
            {"state": "sending", "stranded_at": NOW},
            ("We do not know whether this was sent", "Send again", "Mark as sent"),
        ),
        ({"state": "sending"}, ("It is being sent right now.",)),
        ({"state": "withdrawn", "pace": "never"}, ("chosen not to get",)),
        ({"state": "gathered"}, ("It went with others in one letter.",)),
        (
            {"state": "sent", "sent_at": NOW, "blanked_at": NOW, "subject": "", "body": "", "to_address": ""},
            ("An erased letter",),
        ),
    ],
)
def test_a_letter_in_every_state(
    client: Client, kari: Actor, changes: dict[str, object], said: tuple[str, ...]
) -> None:
    letter = a_letter(kari)
    Letter.objects.filter(pk=letter.pk).update(**changes)
    text = page(client, "letter", letter.pk)
    assert [one for one in said if one not in text] == []
    assert "1" in page(client, "letters")
    state = "unsure" if "stranded_at" in changes else changes["state"]
    assert 'role="rowheader"' in page(client, "letters", query=f"?state={state}")


def test_ones_own_letters_and_choices(client: Client, kari: Actor) -> None:
    a_letter(an_actor(an_organisation(), "admin"), to_user_id=kari.user_id, subject="From elsewhere")
    assert "From elsewhere" in page(client, "mine")
    assert "From elsewhere" not in page(client, "letters")
    said = {kind: "once" for kind in letter_kinds() if gatherable(kind)} | {"challenges.team_invitation": "daily"}
    answer = client.post(reverse("journal:mine"), said, follow=True)
    assert "How often you want letters has been saved." in answer.content.decode()
    assert client.post(reverse("journal:mine"), said | {"challenges.team_invitation": "hourly"}).status_code == 422


def test_what_is_read_first_is_chosen(client: Client) -> None:
    client.post(reverse("journal:read_first"), {"kinds": ["challenges.team_invitation"]})
    assert page(client, "read_first").count("checked") >= 1
    client.post(reverse("journal:read_first"), {})
    assert client.post(reverse("journal:read_first"), {"kinds": ["x"]}).status_code == 422
    assert Entry.objects.filter(verb__startswith="journal.").count() == 2


def test_the_history_of_a_thing(place: Organisation, kari: Actor) -> None:
    unit = a_unit(place, "Hjemmetjenesten")
    for number in range(7):
        record(actor=kari, verb="people.unit_renamed", thing=unit, at=NOW + timedelta(hours=number))
    told = history_of(kari, unit)
    assert [one.at.hour for one in told] == [16, 15, 14, 13, 12]
    assert all(one.entry_id for one in told)
    assert [one.entry_id for one in history_of(an_actor(place, "driver"), unit, limit=2)] == [None, None]
    assert history_of(an_actor(an_organisation(), "admin"), unit) == []
