"""Lessons beside the parts of a programme, in its packages, and with those who took it over."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from nybrott.core.actor import Actor
from nybrott.core.packages import pack, unpack
from nybrott.core.packages.tests.test_lessons import a_lesson, a_run
from nybrott.core.verdict import Refused
from nybrott.people.models import Organisation, User
from nybrott.people.tests.factories import an_actor, an_organisation
from nybrott.programmes import actions, queries
from nybrott.programmes.models import Package, Programme
from nybrott.programmes.queries import lessons
from nybrott.programmes.queries.lessons import Learnt
from nybrott.programmes.tests.factories import a_package

NOW = timezone.now()
ON_TALKS = a_lesson(part="talk", name="Samtaler", text="Fire samtaler er for lite.", done="Seks nå.")
ON_GONE = a_lesson(part="walk", name="Turen", text="Ingen gikk tur.", done="Tatt ut.")
ON_ALL = a_lesson(section="", part="", name="", text="Høsten er for kort.", done="")
ON_ROLES = a_lesson(section="roles", part="", name="Roller", text="Rollene er uklare.", done="")


@pytest.fixture
def place(db: None) -> Organisation:
    return an_organisation("Fjordvik kommune")


@pytest.fixture
def lead(place: Organisation) -> Actor:
    return an_actor(place, "lead")


@pytest.fixture
def programme(place: Organisation, lead: Actor) -> Programme:
    """One that is released, open to everyone."""
    made = a_package(lead, place, "open").programme
    assert made is not None
    return made


@pytest.fixture
def waiting() -> Iterator[list[Learnt]]:
    """What a room above says beside the parts, to be filled by a test."""
    said: list[Learnt] = []
    kept = lessons._READERS[:]
    lessons._READERS[:] = [lambda _actor, _programme: said]
    yield said
    lessons._READERS[:] = kept


def released(lead: Actor, programme: Programme, *runs: dict[str, Any]) -> Package:
    return actions.release_version(actor=lead, programme=programme, note="Lært.", now=NOW, learnt=runs)


def entered(actor: Actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id))
    return client


def six_talks(lead: Actor, programme: Programme) -> None:
    thing = {
        "id": "talk",
        "kind": "guidance",
        "name": {"nb": "talk"},
        "what": {"nb": "Møtes."},
        "minutes": 60,
        "times": 6,
    }
    actions.write_thing(actor=lead, programme=programme, section="activities", thing=thing, now=NOW)


def test_lessons_alone_are_worth_a_version_and_stay_in_those_after_it(lead: Actor, programme: Programme) -> None:
    run = a_run(lessons=[ON_TALKS])
    second = released(lead, programme, run)
    assert (second.version, second.learnt, second.said["format_version"]) == (2, [run], 2)
    with pytest.raises(Refused, match="Ingenting er endret siden versjon 2"):
        released(lead, programme, run)
    later = a_run(title="Våren", lessons=[ON_ALL])
    six_talks(lead, programme)
    assert released(lead, programme, later).learnt == [later, run]
    assert unpack(pack(second.released())).learnt == (run,)
    assert queries.new_runs(second, programme.packages.get(version=3)) == [later]
    assert queries.new_runs(None, None) == []


def test_a_package_shows_its_lessons_beside_the_parts_and_those_of_parts_that_are_gone(
    lead: Actor, programme: Programme
) -> None:
    package = released(lead, programme, a_run(course="stop", lessons=[ON_TALKS, ON_GONE, ON_ALL, ON_ROLES]))
    read = queries.body(package.content, "nb", queries.lessons_of(package.learnt), queries.runs_told(package.learnt))
    talks = next(thing for part in read.parts for thing in part.things if thing.id == "talk")
    assert [one.text for one in talks.lessons] == ["Fire samtaler er for lite."]
    assert [one.text for part in read.parts for one in part.lessons] == ["Rollene er uklare."]
    assert [one.text for one in read.lessons] == ["Ingen gikk tur.", "Høsten er for kort."]
    page = Client().get(f"/programmes/packages/{package.pk}/").content.decode()
    for said in (
        "Besluttet: stoppe",
        "Halvparten kom ikke tilbake.",
        "Turen. Ingen gikk tur.",
        "Seks nå.",
        "august 2026–desember 2026",
    ):
        assert said in page
    answer = Client().get(f"/api/v1/programmes/{package.uid}").json()
    assert answer["learnt"] == package.learnt
    plain = programme.packages.get(version=1)
    assert "Hva som ble lært" not in Client().get(f"/programmes/packages/{plain.pk}/").content.decode()


def test_a_period_in_other_words_is_shown_as_it_is() -> None:
    assert queries.source_of(a_run(title="Høsten", period="høsten 2026")) == "Høsten, Prøvevik kommune, høsten 2026"


def test_those_who_took_it_over_read_what_was_learnt_since_beside_each_piece(lead: Actor, programme: Programme) -> None:
    other = an_organisation("Sundvåg kommune")
    them = an_actor(other, "lead")
    copy = actions.take_over(actor=them, organisation=other, package=programme.packages.get(), now=NOW)
    six_talks(lead, programme)
    second = released(lead, programme, a_run(lessons=[ON_TALKS, ON_ALL]))
    client, own = entered(them), f"/programmes/own/{copy.slug}/"
    page = client.get(f"{own}news/").content.decode()
    offer = page[page.index('class="pg-offer"') :]
    assert "Fire samtaler er for lite." in offer
    assert "Høsten er for kort." in page
    assert "Høsten er for kort." not in offer
    assert "Fire samtaler er for lite." in client.get(f"/programmes/packages/{second.pk}/difference/").content.decode()
    assert client.post(f"{own}news/", {"choice": "rest"}).status_code == 302
    copy.refresh_from_db()
    assert copy.upstream == second
    mine = actions.release_version(actor=them, programme=copy, note="Vår.", now=NOW)
    assert mine.learnt == second.learnt, "what was learnt goes along to those who take it over from us"


def test_a_version_that_only_tells_of_lessons_is_read_and_followed(lead: Actor, programme: Programme) -> None:
    other = an_organisation()
    them = an_actor(other, "lead")
    copy = actions.take_over(actor=them, organisation=other, package=programme.packages.get(), now=NOW)
    second = released(lead, programme, a_run(lessons=[ON_ALL]))
    client, own = entered(them), f"/programmes/own/{copy.slug}/"
    assert "Les det som er nytt" in client.get(own).content.decode()
    page = client.get(f"{own}news/").content.decode()
    assert "Ingenting i den er annerledes enn hos dere." in page
    assert "Høsten er for kort." in page
    assert client.post(f"{own}news/", {"choice": "rest"}).status_code == 302
    copy.refresh_from_db()
    assert copy.upstream == second
    assert "Ingenting er nytt" in client.get(f"{own}news/").content.decode()


def test_what_a_room_above_learnt_stands_beside_the_part_one_changes_and_holds_the_version_back(
    lead: Actor, programme: Programme, waiting: list[Learnt], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    six_talks(lead, programme)
    client, own = entered(lead), f"/programmes/own/{programme.slug}/"
    waiting.append(
        Learnt(
            "activities",
            "talk",
            "Samtaler",
            "Fire er for lite.",
            "",
            "høsten 2026",
            "/settle/",
            "/decision/",
            binding=True,
        )
    )
    page = client.get(own).content.decode()
    assert "Fire er for lite." in page
    assert 'href="/decision/"' in page
    assert "Fire er for lite." in client.get(f"{own}activities/talk/").content.decode()
    assert "Fire er for lite." not in client.get(f"{own}activities/meet/").content.decode()
    answer = client.post(f"{own}release/", {"note": "x"})
    assert answer.status_code == 403
    assert "høsten 2026" in answer.content.decode()
    with pytest.raises(Refused, match="siden for den beslutningen"):
        actions.release_version(actor=lead, programme=programme, note="x", now=NOW)
    assert released(lead, programme, a_run()).version == 2
    waiting[:] = [
        Learnt("activities", "talk", "Samtaler", "Fire er for lite.", "", "høsten 2026", "/settle/", "/decision/")
    ]
    assert actions.release_version is not None
    six = programme.packages.get(version=2).content["activities"][0]["times"]
    assert six == 6
