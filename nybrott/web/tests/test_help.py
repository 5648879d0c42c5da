"""Every page inside has help in three languages, or a written reason why not."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from nybrott.people.tests.factories import a_member, an_organisation
from nybrott.web.help import LANGUAGES, chapter_of, chapters
from nybrott.web.tests.test_sweep import CASES

# pages inside without help of their own, and why
WITHOUT = {
    "account": "one's own account and keys: each page there is a form that says itself what it does",
    "mfa": "the second step of signing in: each page there says itself what it does",
    "socialaccount": "which work accounts one signs in with; the page says itself what it does",
    "web:help": "the help itself",
}
# rooms that have a place on the floors; each may be told of before it is there
PLANNED = {"adoptions", "cases", "groups", "leaders", "opendata", "partnerships", "peerreviews", "threads"}
LIX_CEILING = 45


def test_every_page_inside_has_help_or_a_reason() -> None:
    bare = [
        name
        for name, case in CASES.items()
        if not case.post and chapter_of(name) is None and name not in WITHOUT and name.split("_")[0] not in WITHOUT
    ]
    assert bare == []


def test_the_check_sees_a_page_without_help() -> None:
    assert chapter_of("nowhere:page") is None
    assert chapter_of("goals:goal") is chapter_of("goals:goals")
    methods = chapter_of("web:methods")
    assert methods is not None
    assert methods is not chapter_of("home")


def test_nothing_is_covered_twice_and_every_chapter_by_something_there_is() -> None:
    covers = [name for chapter in chapters() for name in chapter.covers]
    assert len(covers) == len({*covers})
    rooms = {name.partition(":")[0] for name in CASES} | {"search", "feedback", "observatory"} | PLANNED
    assert [name for name in covers if name not in CASES and name not in rooms] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_are_few_plain_and_in_their_language(language: str) -> None:
    for chapter in chapters():
        title, text = chapter.texts[language]
        sentences = re.findall(r"[.?!](?:\s|$)", text)
        words = re.findall(r"\w+", text)
        assert title, chapter.id
        assert 2 <= len(sentences) <= 3, chapter.id
        lix = len(words) / len(sentences) + 100 * sum(len(word) > 6 for word in words) / len(words)
        assert lix < LIX_CEILING, f"{chapter.id} {language}: {lix:.0f}"
        if language == "nn":
            assert not re.search(r"\b(?:ikke|hva|hvordan|fra|noe|noen|også|være|en|et)\b", text), chapter.id
        if language == "nb":
            assert not re.search(r"\b(?:ikkje|kva|korleis|frå|noko|nokon|òg|vere|ein|eit)\b", text), chapter.id


@pytest.mark.django_db
def test_help_stands_on_the_page_and_leads_to_more(client: Client) -> None:
    client.force_login(a_member(an_organisation(), "driver"))
    page = client.get("/goals/", HTTP_ACCEPT_LANGUAGE="nb").content.decode()
    assert '<details class="nb-help"><summary>Hjelp</summary>' in page
    assert "hvordan det måles" in page
    assert f"{reverse('web:help')}#goals" in page
    everything = client.get("/help/", HTTP_ACCEPT_LANGUAGE="nn").content.decode()
    assert everything.count("<section id=") == len(chapters())
    assert "korleis det blir målt" in everything
    assert 'id="goals"' in client.get("/help/").content.decode()


@pytest.mark.django_db
def test_public_pages_have_none(client: Client) -> None:
    assert "nb-help" not in client.get("/observatory/").content.decode()
