"""The problem: worded with remarks that help and never block, answered on purpose, one chosen."""

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from nybrott.challenges import queries as challenges_queries
from nybrott.challenges.models import Challenge
from nybrott.challenges.states import CHALLENGE
from nybrott.challenges.tests.factories import a_challenge, an_anchored_challenge
from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused
from nybrott.needs import actions, queries, rules
from nybrott.needs.models import ProblemStatement, RemarkAnswer
from nybrott.needs.queries.statements import worded
from nybrott.needs.tests.factories import a_statement
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import a_member, an_actor, an_organisation

pytestmark = pytest.mark.django_db
NOW = timezone.now()
APP = "Vi trenger en app som varsler pårørende."


@pytest.fixture
def place() -> Organisation:
    return an_organisation()


@pytest.fixture
def lead(place: Organisation) -> Actor:
    return an_actor(place, "lead")


@pytest.fixture
def anchored(place: Organisation) -> Challenge:
    return an_anchored_challenge(place)


@pytest.mark.parametrize("state", CHALLENGE.states)
def test_when_a_problem_may_be_worded(place: Organisation, lead: Actor, state: str) -> None:
    made = a_challenge(lead)
    made.state = state
    assert bool(rules.may_word_problem(lead, made)) == (state in ("anchored", "hearing", "sensemaking", "described"))
    assert not rules.may_word_problem(an_actor(place, "observer"), made)


def test_remarks_show_their_words_and_never_block(anchored: Challenge, lead: Actor) -> None:
    made = a_statement(anchored, lead, problem=APP)
    said = worded(made, "nb")
    app = next(one for one in said.remarks if one.remark.rule == "solution")
    assert (app.part, app.remark.words) == ("problem", "app")
    assert APP[app.remark.start : app.remark.end] == "app"
    assert not said.ready
    assert said.open == len(said.remarks)
    actions.choose_problem(actor=lead, statement=made, now=NOW)
    assert ProblemStatement.objects.get().chosen, "a remark never stops anybody"


def test_on_purpose_because_settles_a_remark_and_goes_when_the_words_go(anchored: Challenge, lead: Actor) -> None:
    made = a_statement(anchored, lead, problem=APP)
    before = worded(made, "nb").open
    with pytest.raises(Refused, match="setning"):
        actions.answer_remark(actor=lead, statement=made, rule="solution", words="app", because=" ", now=NOW)
    for because in ("Vedtatt i 2024", "Rådet har bestemt det"):
        actions.answer_remark(actor=lead, statement=made, rule="solution", words="app", because=because, now=NOW)
    made = ProblemStatement.objects.get()
    said = worded(made, "nb")
    assert said.open == before - 1
    assert [one.because for one in said.remarks if one.remark.rule == "solution"] == ["Rådet har bestemt det"]
    actions.reword_problem(
        actor=lead,
        statement=made,
        problem="Pårørende får ikke vite det.",
        question=made.question,
        language="nb",
        now=NOW,
    )
    assert not RemarkAnswer.objects.exists()


def test_ready_when_everything_that_holds_back_is_answered(anchored: Challenge, lead: Actor) -> None:
    made = a_statement(anchored, lead, problem=APP, question="Hvordan kan vi la pårørende sove?")
    for one in worded(made, "nb").remarks:
        actions.answer_remark(
            actor=lead, statement=made, rule=one.remark.rule, words=one.remark.words, because="Med vilje", now=NOW
        )
    assert worded(ProblemStatement.objects.get(), "nb").ready


def test_remarks_are_said_in_the_readers_language(anchored: Challenge, lead: Actor) -> None:
    made = a_statement(anchored, lead, problem=APP)
    whys = {say: worded(made, say).remarks[0].remark.why for say in ("nb", "nn", "en")}
    assert len(set(whys.values())) == 3


def test_one_is_chosen_at_a_time(anchored: Challenge, lead: Actor) -> None:
    one, other = a_statement(anchored, lead), a_statement(anchored, lead)
    for each in (one, other):
        actions.choose_problem(actor=lead, statement=each, now=NOW)
    assert list(ProblemStatement.objects.filter(chosen=True)) == [other]
    stops = {stop.kind: stop.state for stop in challenges_queries.stops_of(anchored).stops}
    assert stops["statement"] == "done"


def test_by_its_pages(client: Client, anchored: Challenge) -> None:
    client.force_login(a_member(anchored.organisation, "lead"))
    assert "Ingen har formulert problemet ennå" in client.get(f"/challenges/{anchored.pk}/problem/").content.decode()
    form = {"problem": APP, "question": "Hvordan kan vi?", "language": "nb"}
    checked = client.post(f"/challenges/{anchored.pk}/problem/word/", form | {"check": "yes"})
    assert checked.status_code == 200
    assert "Hva skal «app» gjøre mulig" in checked.content.decode()
    assert not ProblemStatement.objects.exists(), "checking saves nothing"
    assert APP in checked.content.decode(), "what was typed is still there"
    sent = client.post(f"/challenges/{anchored.pk}/problem/word/", form)
    made = ProblemStatement.objects.get()
    assert sent.headers["Location"] == f"/challenges/problem/{made.pk}/"
    page = client.get(sent.headers["Location"]).content.decode()
    assert "<mark" in page
    assert (
        client.post(sent.headers["Location"], {"rule": "solution", "words": "app", "because": "Vedtatt"}).status_code
        == 302
    )
    assert "Med vilje, fordi Vedtatt" in client.get(sent.headers["Location"]).content.decode()
    client.post(f"/challenges/problem/{made.pk}/choose/")
    assert "Valgt" in client.get(f"/challenges/{anchored.pk}/problem/").content.decode()


@pytest.mark.parametrize("problem", ["", "a" * 100_000, " \n"])
def test_what_cannot_be_kept_is_said(client: Client, anchored: Challenge, problem: str) -> None:
    client.force_login(a_member(anchored.organisation, "lead"))
    form = {"problem": problem, "question": "Hvordan kan vi sove?", "language": "nb"}
    answer = client.post(f"/challenges/{anchored.pk}/problem/word/", form)
    assert answer.status_code == 422
    assert "Hvordan kan vi sove?" in answer.content.decode()
    assert client.post(f"/challenges/{anchored.pk}/problem/word/", form | {"check": "yes"}).status_code in (200, 422)


@pytest.mark.parametrize("text", ["😀😀", "<script>alert(1)</script>", "שלום", "\u202eabc"])
def test_any_text_is_worded_and_shown_as_text(client: Client, anchored: Challenge, lead: Actor, text: str) -> None:
    made = a_statement(anchored, lead, problem=text, question=text)
    client.force_login(a_member(anchored.organisation, "lead"))
    assert "<script>alert" not in client.get(f"/challenges/problem/{made.pk}/").content.decode()


def test_the_list_keeps_to_its_queries(
    anchored: Challenge, lead: Actor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in (1, 3):
        for _ in range(number):
            a_statement(anchored, lead)
        with django_assert_num_queries(3):
            queries.statements(anchored, "nb")
