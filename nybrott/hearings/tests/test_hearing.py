"""Hearing people: the public form, its private link, what staff do with it, and evidence."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from django.utils.html import escape
from pytest_django import DjangoAssertNumQueries

from nybrott.challenges import actions as challenges_actions
from nybrott.challenges.models import Challenge
from nybrott.challenges.tests.factories import a_heard_challenge
from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused
from nybrott.hearings import actions, queries, rules
from nybrott.hearings.actions import Told
from nybrott.hearings.models import Contribution, Evidence, Informant, ReplyWish
from nybrott.hearings.states import CONTRIBUTION
from nybrott.hearings.tests.factories import a_contribution, some_evidence
from nybrott.journal.models import Entry
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import a_member, an_actor, an_organisation

NOW = timezone.now()
FORM = {"text": "Jeg faller om natten", "wish": "Lys", "side": "user", "sent_key": "one", "reply_to": "", "website": ""}


@pytest.fixture
def place(db: None) -> Organisation:
    return an_organisation("Fjordvik kommune")


@pytest.fixture
def lead(place: Organisation) -> Actor:
    return an_actor(place, "lead")


@pytest.fixture
def heard(place: Organisation) -> Challenge:
    return a_heard_challenge(place, "Uro om natten")


def words(html: bytes) -> str:
    return html.decode()


# --- telling ---


def test_somebody_tells_and_follows_what_becomes_of_it(client: Client, heard: Challenge, lead: Actor) -> None:
    assert "Uro om natten" in words(client.get("/needs/").content)
    page = client.get(f"/needs/{heard.slug}/")
    assert "Hva er vanskelig om natten?" in words(page.content)
    sent = client.post(f"/needs/{heard.slug}/", FORM | {"reply_to": "ola@example.org"})
    assert sent.status_code == 302
    thanks = words(client.get(sent.headers["Location"]).content)
    link = thanks.split('href="http://testserver')[1].split('"')[0]
    assert link.startswith("/needs/mine/")
    said = Contribution.objects.get()
    assert (said.text, said.wish, said.side, said.language) == ("Jeg faller om natten", "Lys", "user", "nb")
    assert said.reply_wish.address == "ola@example.org"
    assert link.split("/")[3] not in str(list(Contribution.objects.values())), "only the hash of the link is kept"
    actions.take_up(actor=lead, contribution=said, title="Fall", answer="Vi ser på lyset.", now=NOW)
    mine = words(client.get(link).content)
    assert "Vi ser på lyset." in mine
    assert "Tatt videre" in mine
    client.post(f"{link}take-back/", {"what": "address"})
    assert not ReplyWish.objects.exists()
    client.post(f"{link}take-back/", {"what": "all"})
    assert not Contribution.objects.exists()
    assert not Evidence.objects.exists(), "what was made of it alone goes with it"
    assert client.get(link).status_code == 404


def test_what_was_told_never_stands_in_the_history(client: Client, heard: Challenge) -> None:
    client.post(f"/needs/{heard.slug}/", FORM)
    assert "faller" not in str(list(Entry.objects.values()))


def test_the_same_form_sent_twice_is_one_contribution(client: Client, heard: Challenge) -> None:
    for _ in range(2):
        assert client.post(f"/needs/{heard.slug}/", FORM).status_code == 302
    assert Contribution.objects.count() == 1
    assert client.post(f"/needs/{heard.slug}/", FORM | {"sent_key": "two"}).status_code == 302
    assert Contribution.objects.count() == 2


def test_who_goes_back_and_sends_again_loses_nothing_and_tells_nothing_twice(client: Client, heard: Challenge) -> None:
    form = client.get(f"/needs/{heard.slug}/")
    assert "no-store" in form["Cache-Control"], "going back asks for a new form"
    client.post(f"/needs/{heard.slug}/", FORM)
    client.post(f"/needs/{heard.slug}/", FORM)
    assert Contribution.objects.count() == 1, "the old form, as it was, is the same contribution"
    changed = FORM | {"text": "Jeg faller om natten, og en gang til"}
    thanks = words(client.post(f"/needs/{heard.slug}/", changed, follow=True).content)
    assert Contribution.objects.count() == 2, "the old form with other words is another one"
    assert "/needs/mine/" in thanks


@pytest.mark.django_db(transaction=True)
def test_the_same_form_sent_twice_at_the_same_moment_is_one_contribution() -> None:
    heard = a_heard_challenge(an_organisation())
    told = Told("Jeg faller", keep_until=(NOW + timedelta(days=9)).date())

    def send(number: int) -> bool:
        try:
            return actions.contribute(challenge=heard, told=told, sent_key="same", token=f"t{number}", now=NOW)[1]
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        new = list(pool.map(send, range(6)))
    assert sum(new) == Contribution.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"text": ""}, "text"),
        ({"text": " \n "}, "text"),
        ({"text": "a" * 20_001}, "text"),
        ({"text": "a" * 100_000}, "text"),
        ({"side": "king"}, "side"),
        ({"reply_to": "not an address"}, "reply_to"),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_is_lost(
    client: Client, heard: Challenge, changed: dict[str, str], why: str
) -> None:
    answer = client.post(f"/needs/{heard.slug}/", FORM | changed)
    assert answer.status_code == 422
    assert f"id_{why}" in words(answer.content)
    assert "Lys" in words(answer.content), "the rest of the form is still filled in"
    assert not Contribution.objects.exists()


@pytest.mark.parametrize("text", ["😀 hjelp", "<script>alert(1)</script>", "שלום עולם", "a\u202eb", "a" * 20_000])
def test_any_text_is_kept_as_it_is_and_shown_as_text(client: Client, heard: Challenge, lead: Actor, text: str) -> None:
    assert client.post(f"/needs/{heard.slug}/", FORM | {"text": text}).status_code == 302
    assert Contribution.objects.get().text == text
    link = client.session["told"]["token"]
    pages = [words(client.get(f"/needs/mine/{link}/").content)]
    client.force_login(a_member(heard.organisation, "lead"))
    pages.append(words(client.get(f"/challenges/{heard.pk}/contributions/").content))
    pages.append(words(client.get(f"/challenges/contributions/{Contribution.objects.get().pk}/").content))
    for page in pages:
        assert "<script>alert" not in page
        assert escape(text)[:500] in page


def test_a_null_character_is_refused_by_the_form(client: Client, heard: Challenge) -> None:
    assert client.post(f"/needs/{heard.slug}/", FORM | {"text": "a\x00b"}).status_code == 422


def test_a_program_that_fills_in_everything_is_thanked_and_not_kept(client: Client, heard: Challenge) -> None:
    assert client.post(f"/needs/{heard.slug}/", FORM | {"website": "http://spam.example"}).status_code == 302
    assert not Contribution.objects.exists()


def test_one_network_may_not_flood_a_challenge(client: Client, heard: Challenge) -> None:
    for number in range(30):
        assert client.post(f"/needs/{heard.slug}/", FORM | {"sent_key": f"k{number}"}).status_code == 302
    assert client.post(f"/needs/{heard.slug}/", FORM | {"sent_key": "k31"}).status_code == 429
    assert Contribution.objects.count() == 30


def test_a_closed_hearing_says_so_and_takes_nothing(client: Client, heard: Challenge, lead: Actor) -> None:
    challenges_actions.close_hearing(actor=lead, challenge=heard, now=NOW)
    page = client.get(f"/needs/{heard.slug}/")
    assert "tar ikke imot flere innspill" in words(page.content)
    client.post(f"/needs/{heard.slug}/", FORM)
    assert not Contribution.objects.exists()
    with pytest.raises(Refused, match="flere innspill"):
        a_contribution(heard)


@pytest.mark.parametrize(
    "address", ["/needs/nothing-here/", "/needs/nothing-here/poster/", "/needs/nothing-here/code.svg", "/needs/mine/x/"]
)
def test_an_unknown_address_is_not_there(client: Client, db: None, address: str) -> None:
    assert client.get(address).status_code == 404


def test_nobody_asks_right_now(client: Client, db: None) -> None:
    assert "Ingen spør akkurat nå" in words(client.get("/needs/").content)


def test_a_challenge_not_heard_in_public_is_reached_by_its_link_alone(client: Client, heard: Challenge) -> None:
    Challenge.objects.update(heard_in_public=False)
    assert "Uro om natten" not in words(client.get("/needs/").content)
    assert client.get(f"/needs/{heard.slug}/").status_code == 200


def test_the_code_on_the_poster_leads_to_the_form(client: Client, heard: Challenge) -> None:
    poster = words(client.get(f"/needs/{heard.slug}/poster/").content)
    assert f"http://testserver/needs/{heard.slug}/" in poster
    code = client.get(f"/needs/{heard.slug}/code.svg")
    assert code.headers["Content-Type"] == "image/svg+xml"
    assert b"<svg" in code.content
    assert b"<path" in code.content


# --- handling ---


def test_each_step_of_a_contribution_is_open_just_where_the_table_says(heard: Challenge, lead: Actor) -> None:
    said = a_contribution(heard)
    for state in CONTRIBUTION.states:
        said.state = state
        may = {verb for verb in CONTRIBUTION.steps if rules.may_handle(lead, said, verb)}
        assert may == set(CONTRIBUTION.open_steps(state))
        assert not any(
            rules.may_handle(an_actor(heard.organisation, "driver"), said, verb) for verb in CONTRIBUTION.steps
        )


def test_taken_up_it_is_evidence_and_set_aside_it_is_not(heard: Challenge, lead: Actor) -> None:
    said = a_contribution(heard, "Jeg faller")
    made = actions.take_up(actor=lead, contribution=said, title="Fall", answer="", now=NOW)
    assert (made.kind, made.text, made.keep_until) == ("contribution", "Jeg faller", said.keep_until)
    actions.set_aside(actor=lead, contribution=said, answer="Gjelder en annen tjeneste", now=NOW)
    assert not Evidence.objects.exists()
    said.refresh_from_db()
    assert (said.state, said.answer) == ("set_aside", "Gjelder en annen tjeneste")
    actions.hide(actor=lead, contribution=said, now=NOW)
    assert queries.contributions(heard).total == 0
    assert queries.contributions(heard, state="hidden").total == 1


def test_what_tells_who_somebody_is_is_marked_for_those_who_read(client: Client, heard: Challenge) -> None:
    a_contribution(heard, "Ring Kari på 912 34 567 eller kari@example.org")
    client.force_login(a_member(heard.organisation, "lead"))
    page = words(client.get(f"/challenges/{heard.pk}/contributions/").content)
    assert page.count("<mark") == 2
    assert "kan vise hvem noen er" in page


def test_staff_write_down_what_somebody_said(client: Client, heard: Challenge) -> None:
    client.force_login(a_member(heard.organisation, "lead"))
    form = {"text": "Mor ringer hver natt", "side": "relative", "legal_basis": "consent", "sent_key": "s1"}
    assert client.post(f"/challenges/{heard.pk}/contributions/enter/", form).status_code == 302
    said = Contribution.objects.get()
    assert (said.side, said.legal_basis, said.entered_by is not None, said.private_hash) == (
        "relative",
        "consent",
        True,
        "",
    )


# --- evidence ---


def test_evidence_is_kept_changed_and_removed_by_its_pages(client: Client, heard: Challenge) -> None:
    client.force_login(a_member(heard.organisation, "lead"))
    assert "Ingen bevis ennå" in words(client.get(f"/challenges/{heard.pk}/evidence/").content)
    until = (NOW + timedelta(days=100)).date().isoformat()
    form = {
        "kind": "observation", "title": "Vekter ser fall", "pseudonym": "Vekter 1", "side": "employee", "legal_basis": "public task", "keep_until": until,
    }  # fmt: skip
    assert client.post(f"/challenges/{heard.pk}/evidence/record/", form).status_code == 302
    piece = Evidence.objects.get()
    assert piece.informant is not None
    assert client.post(f"/challenges/evidence/{piece.pk}/", form | {"title": "Vekter så tre fall"}).status_code == 302
    assert Informant.objects.count() == 1, "the same pseudonym is the same informant"
    assert "Vekter så tre fall" in words(client.get(f"/challenges/{heard.pk}/evidence/").content)
    client.post(f"/challenges/evidence/{piece.pk}/remove/")
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    "changed",
    [
        {"keep_until": "2020-01-01"},
        {"keep_until": "2099-01-01"},
        {"pseudonym": "kari@example.org"},
        {"kind": "contribution"},
        {"title": ""},
    ],
)
def test_evidence_that_cannot_be_kept_is_said(client: Client, heard: Challenge, changed: dict[str, str]) -> None:
    client.force_login(a_member(heard.organisation, "lead"))
    until = (NOW + timedelta(days=100)).date().isoformat()
    form = {"kind": "statistic", "title": "Fall", "legal_basis": "anonymous", "keep_until": until}
    assert client.post(f"/challenges/{heard.pk}/evidence/record/", form | changed).status_code == 422
    assert not Evidence.objects.exists()


def test_evidence_is_recorded_only_while_there_is_work(heard: Challenge, lead: Actor) -> None:
    challenges_actions.park_challenge(actor=lead, challenge=heard, reason="Senere", now=NOW)
    heard.refresh_from_db()
    with pytest.raises(Refused, match="ikke med lenger"):
        some_evidence(heard, lead)


def test_lists_keep_to_their_queries(
    heard: Challenge, lead: Actor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in (1, 3):
        for _ in range(number):
            a_contribution(heard, reply_to="ola@example.org")
            some_evidence(heard, lead, pseudonym="Pårørende 1", side="relative")
        with django_assert_num_queries(3):
            queries.contributions(heard)
        with django_assert_num_queries(4):
            queries.evidence(heard)
