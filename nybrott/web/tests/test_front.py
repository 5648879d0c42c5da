"""The public front page: of every organisation here, and of one."""

import tomllib
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from nybrott.cases.tests.factories import published, whole
from nybrott.challenges.models import Challenge
from nybrott.dialogues.tests.factories import an_open_dialogue
from nybrott.lake import build
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import a_user, an_actor, an_organisation
from nybrott.replies import actions as replies
from nybrott.replies.actions import Draft
from nybrott.replies.tests.factories import a_challenge, a_draft, key, one_who_told, park
from nybrott.web import front
from nybrott.web.front import ASKED, front_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_lake(settings: Settings, tmp_path: Path) -> None:
    settings.LAKE = tmp_path / "no-lake"


@pytest.fixture
def place() -> Organisation:
    return an_organisation("Fjordvik kommune")


def read(client: Client, path: str, language: str = "en") -> str:
    answer = client.get(path, HTTP_ACCEPT_LANGUAGE=language)
    assert answer.status_code == 200, path
    return str(answer.content.decode())


def an_answer(challenge: Challenge, text: str) -> None:
    """What came of people's words, told in public."""
    lead, now = an_actor(challenge.organisation, "lead"), timezone.now()
    draft = a_draft(challenge, lead)
    told = Draft(draft.steps, {"nb": text}, draft.sides)
    reply = replies.write_reply(actor=lead, reply=draft, draft=told, version=draft.version, now=now)
    replies.let_go(actor=lead, reply=reply, key=key, now=now)
    replies.publish_reply(actor=lead, reply=reply, public=True, now=now)


def asked_of(place: Organisation, title: str = "") -> Challenge:
    return a_challenge(place, at=timezone.now() - timedelta(days=9), title=title)


def test_nothing_yet_says_what_comes_here(client: Client) -> None:
    page = read(client, "/")
    assert "No one has asked anything here yet" in page
    assert "nb-thread" not in page.split("<main")[1]


def test_what_is_asked_and_told_stands_here(client: Client, place: Organisation) -> None:
    challenge = asked_of(place, "Trygg om natten")
    one_who_told(challenge, at=timezone.now() - timedelta(days=8))
    one_who_told(challenge, at=timezone.now() - timedelta(days=7))
    an_answer(challenge, "Dere sa at lyset var verst. Nå prøver vi lys langs gulvet.")
    dialogue = an_open_dialogue(place)
    for path in ("/", f"/o/{place.slug}/"):
        page = read(client, path)
        for words in (
            "Trygg om natten",
            "2 people have contributed",
            "lys langs gulvet",
            dialogue.title,
            "1 question is open to you",
        ):
            assert words in page, (path, words)
    assert "Fjordvik kommune asks before it buys" in read(client, f"/o/{place.slug}/")
    assert f'href="/o/{place.slug}/"' in read(client, "/")
    assert "spør før den kjøper" in read(client, f"/o/{place.slug}/", "nb")
    assert "spør før ho kjøper" in read(client, f"/o/{place.slug}/", "nn")


def test_one_organisation_shows_only_its_own(client: Client, place: Organisation) -> None:
    other = an_organisation("Sundvåg kommune")
    asked_of(place, "Vårt eget"), asked_of(other, "De andres")
    page = read(client, f"/o/{place.slug}/")
    assert "Vårt eget" in page
    assert "De andres" not in page


def test_one_that_has_asked_nobody_has_no_page(client: Client, place: Organisation) -> None:
    assert client.get(f"/o/{place.slug}/").status_code == 404
    assert client.get("/o/finnes-ikke/").status_code == 404
    assert place.name not in read(client, "/")


def test_two_of_the_same_name_have_a_page_each(client: Client) -> None:
    places = [an_organisation("Våler kommune"), an_organisation("Våler kommune")]
    for one, title in zip(places, ("I Innlandet", "I Østfold"), strict=True):
        asked_of(one, title)
    front = read(client, "/")
    for one in places:
        assert f'href="/o/{one.slug}/"' in front
        if one.number:
            assert one.number in front, "a name that two have stands with its number"


def test_what_was_heard_by_invitation_or_is_parked_is_not_led_to(client: Client, place: Organisation) -> None:
    hidden, over = asked_of(place, "Bare for de inviterte"), asked_of(place, "Lagt bort")
    for one in (hidden, over):
        one_who_told(one, at=timezone.now() - timedelta(days=8))
        an_answer(one, f"Svar om {one.title}")
    Challenge.objects.filter(pk=hidden.pk).update(heard_in_public=False)
    park(over, at=timezone.now())
    page = read(client, "/")
    for words in ("Bare for de inviterte", "Lagt bort", hidden.slug, over.slug):
        assert words not in page, words


def test_a_time_that_is_over_is_not_asked_for(client: Client, place: Organisation) -> None:
    dialogue = an_open_dialogue(place)
    assert "Register by" in read(client, "/")
    type(dialogue).objects.filter(pk=dialogue.pk).update(register_until=timezone.now() - timedelta(days=1))
    page = read(client, "/")
    assert "Register by" not in page
    assert dialogue.title in page


def test_an_answer_that_was_taken_off_is_gone(client: Client, place: Organisation) -> None:
    challenge = asked_of(place)
    one_who_told(challenge, at=timezone.now() - timedelta(days=8))
    an_answer(challenge, "Dette trakk vi tilbake")
    assert "Dette trakk vi tilbake" in read(client, "/")
    lead = an_actor(place, "lead")
    replies.publish_reply(actor=lead, reply=challenge.replies.get(), public=False, now=timezone.now())
    assert "Dette trakk vi tilbake" not in read(client, "/")


def test_the_notices_are_counted_under_each_lens(
    client: Client, settings: Settings, tmp_path: Path, samples: Path
) -> None:
    build([samples / "notices"], tmp_path / "lake")
    settings.LAKE = tmp_path / "lake"
    place = an_organisation("Fjordvik kommune", number="310400009")
    shown = front_of(place, "nb", timezone.now())
    assert shown.buyer is not None
    page = read(client, f"/o/{place.slug}/")
    assert f"{shown.buyer.innovation} of {shown.buyer.procedures} procurements" in page
    lenses = page[page.index("wb-lenses") :]
    places = [lenses.index(f'data-lens="{lens}"') for lens in ("strict", "declared", "behavioural")]
    assert places == sorted(places)


def test_the_rest_is_a_link_away_and_queries_do_not_grow(client: Client, place: Organisation) -> None:
    def counted() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            read(client, "/")
        return len(found)

    asked_of(place)
    read(client, "/")
    one = counted()
    for _number in range(ASKED + 1):
        one_who_told(asked_of(place), at=timezone.now() - timedelta(days=8))
    assert counted() == one
    assert "2 more questions" in read(client, "/")


def test_script_in_a_title_is_text(client: Client, place: Organisation) -> None:
    asked_of(place, "<script>alert(1)</script>")
    page = read(client, "/")
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_what_was_learnt_stands_here_when_it_is_open_to_everyone(client: Client, place: Organisation) -> None:
    published(place, said=whole(title="Roligere netter på Sjøtun"))
    published(place, said=whole(title="Bare for oss selv", level="private"))
    for path in ("/", f"/o/{place.slug}/"):
        page = read(client, path)
        assert "Roligere netter på Sjøtun" in page
        assert "Bare for oss selv" not in page


def test_the_foot_leads_to_what_is_known_of_accessibility(client: Client, settings: Settings) -> None:
    assert 'href="/about/accessibility/"' in read(client, "/").split("<footer")[1]
    known = tomllib.loads((Path(front.__file__).with_name("accessibility.toml")).read_text("utf-8"))
    settings.PUBLISHER = {}
    page = read(client, "/about/accessibility/")
    assert "have not yet linked to its accessibility statement here" in page
    assert f"axe-core {known['axe']} checked {known['pages']} kinds of pages" in page
    assert "mailto:" not in page
    settings.PUBLISHER = {
        "name": "Fjordvik kommune", "email": "uu@fjordvik.example", "accessibility": "https://uustatus.no/nb/erklaringer/1?a=1&b=\"><script>",
    }  # fmt: skip
    for language, said in (("nb", "Tilgjengelighet"), ("nn", "Tilgjenge"), ("en", "Accessibility")):
        page = read(client, "/about/accessibility/", language)
        assert f"<title>{said} – Nybrott</title>" in page
        for told in (
            "Fjordvik kommune",
            'href="mailto:uu@fjordvik.example"',
            'href="https://uustatus.no/nb/erklaringer/1?a=1&amp;b=&quot;&gt;&lt;script&gt;"',
        ):
            assert told in page


def test_the_foot_leads_to_what_the_site_is_and_keeps(client: Client, settings: Settings) -> None:
    assert 'href="/about/"' in read(client, "/").split("<footer")[1]
    settings.PUBLISHER = {}
    page = read(client, "/about/")
    assert "Those who run it have not yet said who they are" in page
    assert "See what is kept about you" not in page
    settings.PUBLISHER = {"name": "Fjordvik <b>kommune</b>", "email": "post@fjordvik.example"}
    for language, said in (("nb", "Om nettstedet"), ("nn", "Om nettstaden"), ("en", "About this site")):
        page = read(client, "/about/", language)
        assert f"<title>{said} – Nybrott</title>" in page
        for told in (
            "Fjordvik &lt;b&gt;kommune&lt;/b&gt;",
            "mailto:post@fjordvik.example",
            "/about/accessibility/",
            "EUPL-1.2",
        ):
            assert told in page
    client.force_login(a_user())
    assert f'href="{reverse("privacy:me")}"' in read(client, "/about/")
