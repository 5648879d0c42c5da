"""A round from its beginning to its decisions: letters, tasks, limits, what is shown where, and files to take along."""

import csv
import io
from datetime import timedelta
from xml.etree import ElementTree
from zipfile import ZipFile

import pypdf
import pytest
from django.test import Client
from django.utils import timezone, translation
from docx import Document as Word
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from nybrott.challenges.models import Challenge
from nybrott.challenges.tests.factories import a_challenge
from nybrott.core.verdict import Refused
from nybrott.desk.models import Task
from nybrott.insights.actions import park_need
from nybrott.insights.tests.factories import a_need, a_verified_need
from nybrott.journal.models import Entry, Letter
from nybrott.people.models import Organisation, User
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, a_unit, an_actor, an_organisation
from nybrott.priorities import actions, queries
from nybrott.priorities.actions import By, Prepared
from nybrott.priorities.jobs import close_overdue
from nybrott.priorities.models import Criterion, Round
from nybrott.priorities.tests.factories import (
    URL,
    a_draft,
    a_round,
    a_shown_round,
    anew,
    give,
    give_all,
    later,
    leader_of,
    owner_of,
)

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def place() -> Organisation:
    return an_organisation("Fjordvik kommune")


@pytest.fixture
def people(place: Organisation) -> list[User]:
    return [a_member(place) for _ in range(3)]


def words(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


def client_of(user: User | None) -> Client:
    assert user is not None
    client = Client()
    client.force_login(user)
    return client


# --- beginning and preparing ---


def test_from_a_challenges_page_to_an_open_round(place: Organisation, people: list[User]) -> None:
    lead = an_actor(place, "lead")
    challenge = a_challenge(lead, "Uro om natten", owner=people[0])
    client = client_of(User.objects.get(pk=lead.user_id))
    assert "Ingen behov å velge mellom ennå" in words(client.get(f"/challenges/{challenge.pk}/priorities/"))
    wanted, parked = a_verified_need(lead, challenge), a_need(lead, challenge)
    park_need(actor=lead, need=parked, reason="Senere", now=NOW)
    assert "Ingen runde ennå" in words(client.get(f"/challenges/{challenge.pk}/priorities/"))
    first = client.post(f"/challenges/{challenge.pk}/priorities/begin/")
    again = client.post(f"/challenges/{challenge.pk}/priorities/begin/")
    assert first.headers["Location"] == again.headers["Location"], "a button pressed twice makes one"
    one = Round.objects.get()
    assert one.title == "Hva betyr mest i «Uro om natten»?"
    assert [each.need for each in one.priorities.all()] == [wanted], "parked ones are left out"
    assert [each.user for each in one.participants.all()] == sorted(
        [people[0], challenge.raised_by],
        key=lambda user: user.name,  # type: ignore[union-attr]
    )
    page = words(client.get(f"/priorities/{one.pk}/prepare/"))
    assert "Rekkevidde" in page
    assert "· Verifisert" in page, "the state of a need is shown beside it"
    form = prepared_form(one, people) | {
        "criteria-0-out": "on",
        "criteria-5-name": "Egen grunn",
        "criteria-5-weight": "5",
    }
    assert client.post(f"/priorities/{one.pk}/prepare/", form).headers["Location"] == f"/priorities/{one.pk}/"
    assert [by.said("name") for by in one.criteria.all()][-1] == "Egen grunn"
    assert one.criteria.count() == 5
    assert {each.user for each in one.participants.all()} == set(people)
    client.post(f"/priorities/{one.pk}/open/")
    assert anew(one).state == "open"
    assert client.get(f"/priorities/{one.pk}/prepare/").status_code == 403


def prepared_form(one: Round, people: list[User], **more: object) -> dict[str, object]:
    """What a browser sends for the round as it stands, with these people."""
    form: dict[str, object] = {
        "title": one.title, "until": later().isoformat(), "needs": list(one.priorities.values_list("need", flat=True)),
        "people": [user.pk for user in people], "criteria-TOTAL_FORMS": "7", "criteria-INITIAL_FORMS": "5",
    }  # fmt: skip
    for number, by in enumerate(one.criteria.all()):
        form |= {f"criteria-{number}-{part}": text for part, text in by.about.items()}
        form |= {f"criteria-{number}-usual": by.usual, f"criteria-{number}-weight": str(by.weight)}
    for number in (5, 6):
        form |= {f"criteria-{number}-weight": "3"}
    outside = [user.pk for user in people if not one.participants.filter(user=user).exists()]
    form["people"] = [user.pk for user in people if user.pk not in outside]
    if outside:
        actions.prepare_round(
            actor=leader_of(one), one=one, now=NOW,
            prepared=Prepared(one.title, later(), [each.need for each in one.priorities.all()], [By(by.said("name"), usual=by.usual) for by in one.criteria.all()], people),
        )  # fmt: skip
        form["people"] = [user.pk for user in people]
    return form | more


def test_the_usual_criteria_are_read_in_each_readers_language(place: Organisation) -> None:
    one = a_draft(place, criteria=[By("Reach", usual="reach"), By("Noe annet", usual="gravity", help="Egne ord")])
    reach, gravity = one.criteria.all()
    for language, name in (("nb", "Rekkevidde"), ("nn", "Rekkjevidd"), ("en", "Reach")):
        with translation.override(language):
            assert reach.said("name") == name
    assert (gravity.said("name"), gravity.said("help"), gravity.said("low")) == ("Noe annet", "Egne ord", "en plage")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"title": ""}, "title"),
        ({"title": "a" * 201}, "title"),
        ({"until": "31.13.2026"}, "until"),
        ({"needs": ["999999"]}, "needs"),
        ({"people": ["; drop"]}, "people"),
        ({"criteria-0-weight": "6"}, "weight"),
        ({"criteria-0-name": "b" * 100_000}, "name"),
        ({"roles": ["keiser"]}, "roles"),
    ],
)
def test_what_cannot_be_prepared_is_said(place: Organisation, changed: dict[str, object], said: str) -> None:
    lead = an_actor(place, "lead")
    challenge = a_challenge(lead, owner=a_member(place))
    a_need(lead, challenge)
    one, _new = actions.begin_round(actor=lead, challenge=challenge, title="Runde", now=NOW)
    before = list(one.criteria.values())
    people = [each.user for each in one.participants.all()]
    sent = client_of(one.made_by).post(f"/priorities/{one.pk}/prepare/", prepared_form(one, people) | changed)
    assert sent.status_code == 422
    assert f"{said}_error" in words(sent)
    assert list(one.criteria.values()) == before


def test_too_much_to_score_is_refused(place: Organisation, people: list[User]) -> None:
    one, lead = a_draft(place, *people), None
    lead = leader_of(one)
    with pytest.raises(Refused, match="10 kriterier"):
        actions.prepare_round(
            actor=lead, one=one, prepared=Prepared("x", None, [], [By(str(n)) for n in range(11)]), now=NOW
        )
    strange = a_need(an_actor(place, "lead"), a_challenge(an_actor(place, "lead")))
    with pytest.raises(ValueError, match="another round"):
        actions.prepare_round(actor=lead, one=one, prepared=Prepared("x", None, [strange]), now=NOW)
    assert one.priorities.count() == 2


def test_a_round_of_a_unit_takes_needs_of_the_units_below(place: Organisation) -> None:
    unit = a_unit(place)
    below, beside = a_unit(place, parent=unit), a_unit(place)
    lead = an_actor(place, "lead")
    near = [a_need(lead, a_challenge(lead, unit=each)) for each in (unit, below)]
    a_need(lead, a_challenge(lead, unit=beside))
    leader = a_member(place, "leader", units=(unit,))
    client = client_of(leader)
    assert client.post("/priorities/begin/", {"title": "Hva først?", "unit": beside.pk}).status_code == 422
    assert client.post("/priorities/begin/", {"title": "Hva først?", "unit": ""}).status_code == 422
    assert client.post("/priorities/begin/", {"title": "Hva først?", "unit": unit.pk}).status_code == 302
    one = Round.objects.get()
    assert set(queries.open_needs(one)) == set(near)
    assert leader in queries.near_people(one)
    everything = client_of(a_member(place, "admin"))
    everything.post("/priorities/begin/", {"title": "Alt", "unit": ""})
    assert queries.open_needs(Round.objects.get(title="Alt")).count() == 3
    page = words(everything.get("/priorities/"))
    assert "Hele virksomheten" in page
    assert str(unit) in page
    assert client_of(a_member(place, "driver")).get("/priorities/begin/").status_code == 403


# --- letters and tasks ---


def test_asked_by_letter_with_a_task_and_reminded_only_without_an_answer(
    place: Organisation, people: list[User]
) -> None:
    one = a_draft(place, *people)
    lead = leader_of(one)
    actions.open_round(actor=lead, one=one, url=URL, now=NOW)
    invited = Letter.objects.filter(kind="priorities.invitation")
    assert {letter.to_user_id for letter in invited} == {user.pk for user in people}
    assert all(URL in letter.body and "alene" in letter.body for letter in invited)
    assert not Letter.objects.filter(kind="desk.task_given").exists(), "one letter each, not two"
    tasks = Task.objects.filter(word="score", state="open")
    assert {task.for_user_id for task in tasks} == {user.pk for user in people}
    assert all(task.due_on == later() for task in tasks)
    with pytest.raises(Refused):
        actions.open_round(actor=lead, one=one, url=URL, now=NOW)
    give_all(one, {people[0]: [(1, 1), (1, 1)], people[1]: [(1, None), (1, 1)]})
    give(people[2], one.priorities.all()[0], [1])
    assert actions.remind(actor=lead, one=one, url=URL, now=NOW) == 1
    assert actions.remind(actor=lead, one=one, url=URL, now=NOW + timedelta(hours=23)) == 0, "once a day"
    assert actions.remind(actor=lead, one=one, url=URL, now=NOW + timedelta(hours=25)) == 1
    reminded = Letter.objects.filter(kind="priorities.reminder")
    assert {letter.to_user_id for letter in reminded} == {people[2].pk}
    late = a_member(place)
    assert actions.ask_more(actor=lead, one=one, people=[late, people[0]], url=URL, now=NOW) == 1
    assert invited.all().count() == 4
    actions.show_round(actor=lead, one=one, url=URL, now=NOW)
    assert not tasks.filter(state="open").exists(), "nothing is left to score"
    owner = one.challenge.owner  # type: ignore[union-attr]
    decide = Task.objects.get(word="decide")
    assert (decide.for_user, decide.about_url) == (owner, f"/priorities/{one.pk}/result/")
    assert Letter.objects.filter(kind="priorities.shown").count() == 4
    with pytest.raises(Refused):
        actions.remind(actor=lead, one=one, url=URL, now=NOW)


def test_letters_speak_the_readers_language_and_can_be_read_first(place: Organisation) -> None:
    people = [a_member(place), a_member(place)]
    User.objects.filter(pk=people[0].pk).update(language="nn")
    User.objects.filter(pk=people[1].pk).update(language="en")
    a_round(place, *[User.objects.get(pk=user.pk) for user in people])
    said = {letter.language: letter.body for letter in Letter.objects.filter(kind="priorities.invitation")}
    assert "åleine" in said["nn"]
    assert "on your own" in said["en"]


def test_the_last_day_is_kept_and_can_be_moved(place: Organisation, people: list[User]) -> None:
    one = a_round(place, *people)
    lead, client = leader_of(one), client_of(one.made_by)
    past = client.post(f"/priorities/{one.pk}/deadline/", {"until": "2020-01-01"}, follow=True)
    assert "Velg en dag som ikke har vært ennå" in words(past)
    assert "Velg en dag som ikke har vært ennå" in words(client.post(f"/priorities/{one.pk}/deadline/", {"until": "snart"}, follow=True))  # fmt: skip
    actions.move_deadline(actor=lead, one=one, until=timezone.localdate(), now=NOW)
    close_overdue(int(NOW.timestamp()))
    assert anew(one).state == "open", "the last day is a day to score on"
    close_overdue(int((NOW + timedelta(days=1)).timestamp()))
    assert anew(one).state == "closed"
    assert Entry.objects.filter(verb="priorities.closed", actor_user_id=None).count() == 1
    assert close_overdue(int((NOW + timedelta(days=2)).timestamp())) is None
    with pytest.raises(Refused, match="stengt"):
        give(people[0], one.priorities.all()[0], [1, 1])
    client.post(f"/priorities/{one.pk}/reopen/", {"until": later().isoformat()})
    give(people[0], one.priorities.all()[0], [1, 1])


# --- what it comes to ---


def test_where_people_are_furthest_apart_comes_first(place: Organisation, people: list[User]) -> None:
    one = a_round(place, *people, needs=3)
    give_all(one, {
        people[0]: [(3, 3), (1, 3), (2, 2)], people[1]: [(3, 3), (5, 3), (4, 2)], people[2]: [(3, 4), (5, 3), (3, 2)],
    })  # fmt: skip
    actions.show_round(actor=leader_of(one), one=one, url=URL, now=NOW)
    found = queries.result(anew(one), 1)
    assert found is not None
    numbers = [need.priority.place for need in found.apart_first]
    assert numbers == [2, 3, 1]
    assert [(talk.need.priority.place, str(talk.cell.criterion)) for talk in found.talk()] == [(2, "Rekkevidde")]
    assert [need.rank for need in found.needs] == [1, 2, 3]
    page = words(client_of(people[0]).get(f"/priorities/{one.pk}/result/"))
    assert page.index("Snakk om disse først") < page.index("Rekkefølgen, og hvor sikker den er")
    assert "Midten er 5; poengene går fra 1 til 5." in page
    assert "Ditt eget poeng: 1" in page


def test_a_round_is_decided_need_by_need(place: Organisation) -> None:
    one, people = a_shown_round(place)
    first, second = one.priorities.all()
    owner, client = owner_of(one), client_of(one.challenge.owner)  # type: ignore[union-attr]
    address = f"/priorities/decide/{first.pk}/"
    assert client.post(address, {"outcome": "go", "reason": ""}).status_code == 422
    assert client.post(address, {"outcome": "hopp", "reason": "x"}).status_code == 422
    client.post(address, {"outcome": "go", "reason": "Flest faller her", "seen_at": ""})
    client.post(address, {"outcome": "go", "reason": "Flest faller her", "seen_at": ""})
    assert Entry.objects.filter(verb="priorities.decided_go").count() == 1, "sent twice, decided once"
    assert "Flest faller her" in words(client.get(f"/challenges/{one.challenge_id}/"))
    assert "Flest faller her" in words(client.get(f"/challenges/needs/{first.need_id}/"))
    assert "Flest faller her" in words(client_of(a_member(place)).get(f"/priorities/{one.pk}/")), "for everybody"
    assert client_of(people[0]).get(address).status_code == 403
    assert client.post(f"/priorities/{one.pk}/finish/").status_code == 403
    actions.decide_need(actor=owner, priority=second, outcome="not", reason="Løst av andre", now=NOW)
    assert client.post(f"/priorities/{one.pk}/finish/").status_code == 302
    one = anew(one)
    assert one.state == "decided"
    assert not Task.objects.filter(word="decide", state="open").exists()
    with pytest.raises(Refused, match="blir som den er"):
        actions.decide_need(actor=owner, priority=first, outcome="wait", reason="Ombestemt", now=NOW)


def test_of_two_who_decide_at_once_the_second_sees_the_first(place: Organisation) -> None:
    unit = a_unit(place)
    one, _people = a_shown_round(place)
    Challenge.objects.filter(pk=one.challenge_id).update(unit=unit)
    leader = a_member(place, "leader", units=(unit,))
    first = one.priorities.all()[0]
    actions.decide_need(actor=owner_of(one), priority=first, outcome="go", reason="Ja, nå", now=NOW)
    client = client_of(leader)
    sent = client.post(f"/priorities/decide/{first.pk}/", {"outcome": "wait", "reason": "Nei, vent", "seen_at": ""})
    assert sent.status_code == 409
    assert "Ja, nå" in words(sent)
    assert "Nei, vent</textarea>" in words(sent).replace("\n", "")
    first.refresh_from_db()
    assert first.outcome == "go"
    seen = first.decided_at.isoformat()  # type: ignore[union-attr]
    client.post(f"/priorities/decide/{first.pk}/", {"outcome": "wait", "reason": "Nei, vent", "seen_at": seen})
    first.refresh_from_db()
    assert first.outcome == "wait"
    assert Entry.objects.filter(verb__startswith="priorities.decided_").count() == 2, "the journal keeps both"


# --- files ---


@pytest.fixture
def decided(place: Organisation) -> Round:
    one, _people = a_shown_round(place)
    first, second = one.priorities.all()
    actions.decide_need(actor=owner_of(one), priority=first, outcome="go", reason="=1+1 flest faller her", now=NOW)
    actions.decide_need(actor=owner_of(one), priority=second, outcome="other", reason="Ny rutine", now=NOW)
    actions.finish_round(actor=owner_of(one), one=one, now=NOW)
    return anew(one)


def test_rows_are_opened_again(decided: Round) -> None:
    client = client_of(decided.made_by)
    sent = client.get(f"/priorities/{decided.pk}/round.csv")
    assert sent.headers["Content-Disposition"] == 'attachment; filename="hva-haster-mest.csv"'
    rows = list(csv.reader(io.StringIO(sent.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][:6] == ["Behov", "Hvor godt begrunnet", "Omgang", "Kriterium", "Vekt", "Poeng"]
    assert [row[3] for row in rows[1:5]] == ["Rekkevidde", "Egen grunn"] * 2
    assert rows[1][5:13] == ["3", "0", "1", "1", "1", "0", "3", "0,333333"]
    assert "'=1+1 flest faller her" in rows[3], "a spreadsheet does not reckon with a reason"
    book = load_workbook(io.BytesIO(client.get(f"/priorities/{decided.pk}/round.xlsx").content))
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[2]][:6] == ["Eldre: Behov 2", "Antakelse", 1, "Rekkevidde", 3, 3]
    assert len(book.worksheets) == 2, "the codebook goes along"
    assert client.get(f"/priorities/{decided.pk}/round.exe").status_code == 404


def test_documents_are_opened_again(decided: Round) -> None:
    client = client_of(decided.made_by)
    made = client.get(f"/priorities/{decided.pk}/round.docx").content
    word = Word(io.BytesIO(made))
    texts = [paragraph.text for paragraph in word.paragraphs]
    assert texts[0] == "Hva haster mest?"
    assert "=1+1 flest faller her" in texts
    assert any("Rekkevidde: Midten er 2" in text for text in texts)
    assert [p.style.name for p in word.paragraphs if p.text == "Det som ble besluttet"] == ["Heading 1"]  # type: ignore[union-attr]
    ElementTree.fromstring(ZipFile(io.BytesIO(made)).read("word/document.xml"))
    reader = pypdf.PdfReader(io.BytesIO(client.get(f"/priorities/{decided.pk}/round.pdf").content))
    text = " ".join(page.extract_text() for page in reader.pages)
    assert "flest faller her" in " ".join(text.split())
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert reader.metadata is not None
    assert reader.metadata.title == "Hva haster mest?"


# --- pages ---


def test_a_list_tells_how_many_scored_also_when_the_round_is_shown(place: Organisation) -> None:
    one, people = a_shown_round(place)
    (row,) = queries.rounds(leader_of(one)).rows
    assert (row.done, row.asked) == (len(people), len(people))


def test_lists_are_paged_and_keep_to_their_queries(
    place: Organisation, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    lead = an_actor(place, "lead")
    for number in (1, 3):
        while Round.objects.count() < number:
            Round.objects.create(organisation=place, title=f"R{Round.objects.count()}", made_at=NOW, moved_at=NOW)
        with django_assert_num_queries(2):
            assert len(queries.rounds(lead).rows) == number
    Round.objects.bulk_create(
        Round(organisation=place, title=f"Runde {number:02}", made_at=NOW, moved_at=NOW) for number in range(40)
    )
    client = client_of(User.objects.get(pk=lead.user_id))
    assert words(client.get("/priorities/")).count("/priorities/") > 25
    assert client.get("/priorities/?page=2").status_code == 200
    assert client.get("/priorities/?page=99999999999").status_code == 200


def test_pages_of_a_round_keep_to_their_queries(
    place: Organisation, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for needs in (1, 3):
        one, people = a_shown_round(place, 3, needs)
        actor = actor_of(people[0], place)
        with django_assert_num_queries(4):
            queries.round_page(one, actor)
        with django_assert_num_queries(5):
            queries.result(one, 1, actor)


def test_a_round_with_many_needs_is_shown_in_pages(place: Organisation) -> None:
    one, people = a_shown_round(place, 3, 12)
    client = client_of(people[0])
    first, second = (words(client.get(f"/priorities/{one.pk}/result/?page={page}")) for page in (1, 2))
    assert (first.count('class="pr-each"'), second.count('class="pr-each"')) == (10, 2)


def test_pages_that_are_not_ones_own(place: Organisation) -> None:
    one, _people = a_shown_round(place)
    assert Client().get(f"/priorities/{one.pk}/").status_code == 302
    stranger = client_of(a_member(an_organisation(), "admin"))
    assert stranger.get(f"/priorities/{one.pk}/").status_code == 404
    member = client_of(a_member(place))
    assert member.get(f"/priorities/{one.pk}/").status_code == 200
    answer = member.get(f"/priorities/{one.pk}/result/")
    assert answer.status_code == 403
    assert "Det som er besluttet, er for alle" in words(answer)
    empty = client_of(a_member(an_organisation(), "driver"))
    assert "Ingen runder ennå" in words(empty.get("/priorities/"))


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_page_speaks_each_language(decided: Round, language: str) -> None:
    client = client_of(decided.made_by)
    for address in (
        f"/priorities/{decided.pk}/", f"/priorities/{decided.pk}/result/", "/priorities/", f"/challenges/{decided.challenge_id}/priorities/",
    ):  # fmt: skip
        page = words(client.get(address, HTTP_ACCEPT_LANGUAGE=language))
        assert f'<html lang="{language}"' in page
        assert "%(" not in page


def test_criteria_cannot_be_nameless(place: Organisation) -> None:
    one = a_draft(place)
    assert Criterion(round=one, usual="reach").said("name")
    assert Criterion(round=one, name="x", usual="gone").said("help") == ""
