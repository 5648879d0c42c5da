"""Before a round is shown nobody sees what others gave; afterwards nobody sees who gave what. Looked for everywhere."""

import csv
import io
import json
import re

import pytest
from django.apps import apps
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from nybrott.core.verdict import Refused
from nybrott.desk.models import Task
from nybrott.journal.models import Entry, Letter
from nybrott.people.models import Organisation, User
from nybrott.people.queries import actor_of
from nybrott.people.queries.declared import kinds
from nybrott.people.tests.factories import a_member, an_organisation
from nybrott.priorities import actions, queries
from nybrott.priorities.feeds import KINDS
from nybrott.priorities.models import Remark, Round, Score
from nybrott.priorities.tests.factories import URL, a_round, a_shown_round, anew, give, give_all, leader_of, owner_of

pytestmark = pytest.mark.django_db
NOW = timezone.now()
SECRET = "Dette skrev bare jeg"


@pytest.fixture
def place() -> Organisation:
    return an_organisation("Fjordvik kommune")


@pytest.fixture
def people(place: Organisation) -> list[User]:
    return [a_member(place) for _ in range(4)]


@pytest.fixture
def one(place: Organisation, people: list[User]) -> Round:
    """Three have scored: one of them in a way nobody else does."""
    made = a_round(place, *people)
    give_all(made, {people[0]: [(5, 1), (1, 5)], people[1]: [(2, 2), (2, 2)], people[2]: [(2, None), (2, 2)]})
    give(people[0], made.priorities.all()[0], [5, 1], SECRET)
    return anew(made)


def pages(one: Round) -> list[str]:
    """Every address of a round that is read, and those of the rooms below that tell of it."""
    need = one.priorities.all()[0].need_id
    return [
        f"/priorities/{one.pk}/", f"/priorities/{one.pk}/result/", f"/priorities/{one.pk}/prepare/", f"/challenges/{one.challenge_id}/priorities/",
        "/priorities/", f"/challenges/{one.challenge_id}/", f"/challenges/needs/{need}/", f"/priorities/{one.pk}/score/1/",
        *(f"/priorities/{one.pk}/round.{kind}" for kind in KINDS), f"/priorities/decide/{one.priorities.all()[0].pk}/", "/home/", "/tasks/",
    ]  # fmt: skip


def readers(place: Organisation, one: Round, people: list[User]) -> list[User]:
    """Whoever leads, decides, administers, takes part without having scored, and others."""
    assert one.challenge is not None
    assert one.made_by is not None
    assert one.challenge.owner is not None
    return [one.made_by, one.challenge.owner, a_member(place, "admin"), people[1]]


def test_before_it_is_shown_every_reader_sees_the_same_whatever_was_given(
    place: Organisation, one: Round, people: list[User]
) -> None:
    """The hard proof: change what one person gave, and no page of anybody else changes by a byte."""
    watching = readers(place, one, people)

    def seen() -> dict[tuple[int | None, str], str]:
        found = {}
        for reader in watching:
            client = Client()
            client.force_login(reader)
            for address in pages(one):
                body = client.get(address).content.decode("utf-8", "replace")
                body = re.sub(r"(csrf[^>]*value|nonce|X-CSRFToken)[^>]*", "", body)
                found[reader.pk, address] = body
        return found

    before = seen()
    assert not any(SECRET in body for body in before.values())
    Score.objects.filter(participant__user=people[0]).update(value=3)
    Remark.objects.update(text="Noe helt annet")
    after = seen()
    assert {key for key in before if before[key] != after[key]} == set()


@pytest.mark.parametrize("state", ["open", "closed"])
def test_results_and_files_are_closed_before_it_is_shown(
    place: Organisation, one: Round, people: list[User], state: str
) -> None:
    if state == "closed":
        actions.close_round(actor=leader_of(one), one=one, now=NOW)
    for reader in readers(place, one, people):
        client = Client()
        client.force_login(reader)
        for address in (f"/priorities/{one.pk}/result/", *(f"/priorities/{one.pk}/round.{kind}" for kind in KINDS)):
            answer = client.get(address)
            assert answer.status_code == 403
            assert "ikke vist ennå" in answer.content.decode()
    assert queries.result(one, 1, leader_of(one)) is None


def test_neither_journal_nor_letters_nor_tasks_say_what_was_given(one: Round, people: list[User]) -> None:
    written = [json.dumps(each, ensure_ascii=False) for each in Entry.objects.values_list("private", flat=True)]
    written += [f"{letter.subject} {letter.body}" for letter in Letter.objects.all()]
    written += [f"{task.title} {task.why}" for task in Task.objects.all()]
    assert not any(SECRET in text for text in written)
    scored = Entry.objects.filter(verb="priorities.scored")
    assert scored.count() == 7, "each time something was saved, and nothing more"
    for entry in scored:
        assert entry.private["facts"] == {}
        assert entry.thing_kind == "priorities.round"
    assert not Entry.objects.filter(thing_kind__in=["priorities.score", "priorities.remark"]).exists()


def test_ones_own_scores_are_ones_own_by_the_database_too(place: Organisation, one: Round, people: list[User]) -> None:
    for reader in readers(place, one, people):
        actor = actor_of(reader, place)
        for found in (Score.objects.visible_to(actor), Remark.objects.visible_to(actor)):
            assert all(row.participant.user_id == reader.pk for row in found)  # type: ignore[attr-defined]
    mine = actor_of(people[0], place)
    assert Score.objects.visible_to(mine).count() == 4
    elsewhere = actor_of(a_member(an_organisation()), None)
    assert not Score.objects.visible_to(elsewhere).exists()


def test_nobody_scores_for_another(place: Organisation, one: Round, people: list[User]) -> None:
    assert one.made_by is not None
    for other in (one.made_by, a_member(place, "admin")):
        with pytest.raises(Refused, match="bedt om å være med"):
            give(other, one.priorities.all()[0], [3, 3])
    client = Client()
    client.force_login(a_member(an_organisation(), "admin"))
    for address in pages(one)[:9]:
        assert client.get(address).status_code in (403, 404, 200 if address == "/priorities/" else 404)


def test_what_is_handed_out_about_a_person_leaves_the_values_out() -> None:
    said = {kind.label: kind.said for kind in kinds()}
    assert "value" in said["priorities.score"].withheld
    assert "text" in said["priorities.remark"].withheld


def test_no_address_of_the_api_reads_this_room() -> None:
    api = [str(each.pattern) for each in get_resolver().url_patterns if "api" in str(each.pattern)]
    assert not any("priorit" in pattern for pattern in api)
    admin = [model for model in apps.get_app_config("priorities").get_models() if "admin" in str(model)]
    assert admin == []


def test_called_off_before_it_is_shown_it_is_never_shown(place: Organisation, one: Round, people: list[User]) -> None:
    actions.call_off(actor=leader_of(one), one=one, reason="Vi venter på tall", now=NOW)
    one = anew(one)
    assert (one.state, one.shown) == ("called_off", 0)
    client = Client()
    client.force_login(people[1])
    assert client.get(f"/priorities/{one.pk}/result/").status_code == 403
    assert "Vi venter på tall" in client.get(f"/priorities/{one.pk}/").content.decode()


# --- when it is shown ---


def test_shown_it_tells_how_many_never_who(place: Organisation, one: Round, people: list[User]) -> None:
    """Two people change places in what they gave: what anybody else sees is the same, down to the byte."""
    give(people[3], one.priorities.all()[0], [4, 4])
    give(people[3], one.priorities.all()[1], [4, 4])
    actions.show_round(actor=leader_of(one), one=one, url=URL, now=NOW)
    one = anew(one)

    def seen(reader: User) -> list[str]:
        client = Client()
        client.force_login(reader)
        body = client.get(f"/priorities/{one.pk}/result/").content.decode()
        rows = client.get(f"/priorities/{one.pk}/round.csv").content.decode()
        return [re.sub(r"csrf[^>]*", "", body), rows]

    watching = [owner_of(one), leader_of(one)]
    users = [User.objects.get(pk=actor.user_id) for actor in watching]
    before = [seen(user) for user in users]
    assert all(SECRET in page and "3" in page for page, _rows in before), "what was written is shown, without a name"
    first, second = one.participants.get(user=people[0]), one.participants.get(user=people[3])
    swapped = {first.pk: list(first.scores.values_list("pk", flat=True)), second.pk: list(second.scores.values_list("pk", flat=True))}  # fmt: skip
    Score.objects.filter(pk__in=swapped[first.pk]).update(given_at=NOW)
    Remark.objects.update(participant=second)
    for pk in swapped[first.pk]:
        Score.objects.filter(pk=pk).update(in_pass=2, participant=second)
    assert [seen(user) for user in users] == before


def test_no_name_stands_beside_a_score(place: Organisation, one: Round, people: list[User]) -> None:
    actions.show_round(actor=leader_of(one), one=one, url=URL, now=NOW)
    one = anew(one)
    assert all(user.name not in json.dumps(one.showings.get().found) for user in people)
    client = Client()
    client.force_login(people[1])
    page = client.get(f"/priorities/{one.pk}/result/").content.decode()
    assert not any(user.name in page.split("<main")[1] for user in (people[0], people[2], people[3]))
    rows = client.get(f"/priorities/{one.pk}/round.csv").content.decode()
    assert not any(user.name in rows for user in people)


def test_only_ones_own_marker_is_drawn(place: Organisation, one: Round, people: list[User]) -> None:
    actions.show_round(actor=leader_of(one), one=one, url=URL, now=NOW)
    for user, mine in ((people[0], 5), (people[1], 2), (people[3], None)):
        client = Client()
        client.force_login(user)
        page = client.get(f"/priorities/{one.pk}/result/").content.decode()
        marks = set(re.findall(r"Ditt eget poeng: (\d)", page))
        assert (str(mine) in marks) if mine else not marks


@pytest.mark.parametrize("number", [1, 2])
def test_fewer_than_three_show_nothing_of_how_they_lie(place: Organisation, number: int) -> None:
    one, people = a_shown_round(place, number)
    give_text = "Bare vi to vet dette"
    assert one.showings.get().found == {}, "not even the database holds it"
    Remark.objects.create(participant=one.participants.all()[0], priority=one.priorities.all()[0], in_pass=1, text=give_text, written_at=NOW)  # fmt: skip
    for reader in (*people, one.made_by):
        assert reader is not None
        client = Client()
        client.force_login(reader)
        page = client.get(f"/priorities/{one.pk}/result/").content.decode()
        assert "For få har gitt poeng" in page
        assert give_text not in page
        assert "<svg xmlns" not in page.split("<main")[1].split("<footer")[0].replace("nb-icon", "")
        assert "Midten er" not in page
        rows = list(csv.reader(io.StringIO(client.get(f"/priorities/{one.pk}/round.csv").content.decode("utf-8-sig")), delimiter=";"))  # fmt: skip
        assert all(row[5:17] == [""] * 12 for row in rows[1:] if len(row) > 17)
        document = client.get(f"/priorities/{one.pk}/round.docx").content
        assert give_text.encode() not in document


def test_a_cell_that_fewer_than_three_could_judge_stays_closed(place: Organisation, one: Round) -> None:
    """Three scored, but of the second criterion one could not judge: two answers are not shown."""
    actions.show_round(actor=leader_of(one), one=one, url=URL, now=NOW)
    found = queries.result(anew(one), 1)
    assert found is not None
    first = next(need for need in found.needs if need.priority == one.priorities.all()[0])
    assert first.cells[0].spread is not None
    assert first.cells[1].spread is None
    assert first.counted == 1
