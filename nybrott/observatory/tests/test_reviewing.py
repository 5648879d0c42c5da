"""The queue's pages: one candidate at a time, blind, with keys and without, and what anyone sees of it."""

import html
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nybrott.core.actor import Actor
from nybrott.notices.models import IndexedCandidate, IndexedNotice, Judgement
from nybrott.notices.tests.factories import an_index, candidates, judged
from nybrott.people.models import Organisation
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, an_actor, an_organisation

pytestmark = pytest.mark.django_db

REVIEW = "/observatory/candidates/review/"
ANSWERS = f"{REVIEW}answers/"
AGREEMENT = "/observatory/candidates/agreement/"


@pytest.fixture
def place() -> Organisation:
    return an_organisation()


@pytest.fixture
def me(client: Client, place: Organisation) -> Actor:
    """A reviewer who has signed in, in English."""
    user = a_member(place, "driver")
    client.force_login(user)
    client.cookies["nybrott_language"] = "en"
    return actor_of(user, place)


def text_of(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def plain(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def test_one_candidate_with_its_words_its_sign_and_what_only_looks_like_it(client: Client, me: Actor) -> None:
    (one,) = candidates(1)
    page = text_of(client, REVIEW)
    assert "Does the notice really show this?" in page
    assert "The word innovative mentioned" in page
    assert "<mark>nyskapende</mark>" in page
    assert one.title in page
    assert "Prøvevik kommune" in page
    said = plain(page)
    assert "The word innovative often stands in a notice that buys nothing new." in said
    assert "«Lokaler til Innovasjon Norge» The name of an agency." in said
    assert "0 of 1" in said
    for key in ("j", "n", "u", "arrowright"):
        assert f'data-key="{key}"' in page
    assert "arrowleft" not in page, "there is nothing to go back to"


def test_an_answer_leads_to_the_next_one_and_back(client: Client, me: Actor) -> None:
    candidates(2)
    first = re.search(r'action="([^"]+)"', text_of(client, REVIEW).split("ob-answer")[1])
    assert first
    answer = client.post(first[1], {"answer": "confirm", "note": " Ekte. "}, follow=True)
    assert answer.redirect_chain == [(REVIEW, 302)]
    page = answer.content.decode()
    assert "Confirmed: Skole" in page
    assert "1 of 2" in plain(page)
    judgement = Judgement.objects.get()
    assert (judgement.answer, judgement.note) == ("confirm", "Ekte.")
    back = re.search(r'href="([^"]+)" data-key="arrowleft"', page)
    assert back
    assert back[1] == first[1]
    again = text_of(client, back[1])
    assert "Your answer so far: Confirmed" in plain(again)
    assert "Ekte." in again
    client.post(back[1], {"answer": "reject"})
    assert Judgement.objects.current().get().answer == "reject"


def test_nobody_is_told_what_others_answered(client: Client, me: Actor, place: Organisation) -> None:
    (one,) = candidates(1)
    before = text_of(client, REVIEW)
    judged(an_actor(place, "buyer"), one, "reject", "Bare et navn.")
    after = text_of(client, REVIEW)

    def bare(page: str) -> str:
        return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page)

    assert bare(before) == bare(after)


def test_what_is_passed_over_comes_again_at_the_end(client: Client, me: Actor) -> None:
    candidates(3)
    seen = []
    for _turn in range(4):
        page = text_of(client, REVIEW)
        action = re.search(r'method="post" action="([^"]+)"', page.split("ob-review")[-1])
        assert action
        seen.append(action[1])
        client.post(action[1], {"answer": "skip"})
    assert len(set(seen[:3])) == 3
    assert seen[3] in seen[:3]
    assert not Judgement.objects.exists()


def test_filters_stay_while_one_goes_on(client: Client, me: Actor) -> None:
    candidates(1)
    (swedish,) = candidates(1, buyer_name="Umeå kommun")
    page = text_of(client, f"{REVIEW}?organisation=ume%C3%A5")
    assert swedish.title in page
    address = f"{REVIEW}{swedish.finding}/?organisation=ume%C3%A5"
    assert address in page
    answer = client.post(address, {"answer": "unsure"})
    assert answer.headers["Location"] == f"{REVIEW}?organisation=ume%C3%A5"
    assert "You have judged all of these" in text_of(client, answer.headers["Location"])


@pytest.mark.parametrize("given", [{}, {"answer": "maybe"}, {"answer": "confirm", "note": "x" * 1001}])
def test_what_is_no_answer_is_said(client: Client, me: Actor, given: dict[str, str]) -> None:
    (one,) = candidates(1)
    answer = client.post(f"{REVIEW}{one.finding}/", given)
    assert answer.status_code == 422
    assert "nb-errors" in answer.content.decode() or "ds-error-summary" in answer.content.decode()
    assert not Judgement.objects.exists()


def test_a_note_with_script_is_shown_as_text(client: Client, me: Actor) -> None:
    (one,) = candidates(1, title="<script>alert(1)</script>")
    client.post(f"{REVIEW}{one.finding}/", {"answer": "confirm", "note": "<script>alert(2)</script>"})
    for address in (f"{REVIEW}{one.finding}/", ANSWERS):
        page = text_of(client, address)
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)" in page


def test_the_states_of_an_empty_queue(client: Client, me: Actor) -> None:
    assert "No candidates yet" in text_of(client, REVIEW)
    an_index()
    assert "No candidates yet" in text_of(client, REVIEW)
    (one,) = candidates(1)
    assert "No candidate fits" in text_of(client, f"{REVIEW}?organisation=ingen")
    judged(me, one)
    assert "You have judged every candidate" in text_of(client, REVIEW)
    assert "Go back to your last answer" in text_of(client, REVIEW)


def test_who_may_not_judge_is_told_why(client: Client, place: Organisation) -> None:
    (one,) = candidates(1)
    client.cookies["nybrott_language"] = "en"
    client.force_login(a_member(place, "observer"))
    for address in (REVIEW, ANSWERS, f"{REVIEW}{one.finding}/"):
        assert "Your role does not include judging candidates." in plain(text_of(client, address, 403))
    assert client.post(f"{REVIEW}{one.finding}/", {"answer": "confirm"}).status_code == 403
    assert not Judgement.objects.exists()


def test_what_is_not_there_is_not_there(client: Client, me: Actor) -> None:
    assert client.get(f"{REVIEW}{'0' * 32}/").status_code == 404
    assert client.post(f"{REVIEW}nothing/", {"answer": "confirm"}).status_code == 404


def test_ones_own_answers_also_about_what_is_gone(client: Client, me: Actor, place: Organisation) -> None:
    assert "You have not judged anything yet" in text_of(client, ANSWERS)
    one, two = candidates(2)
    judged(me, one)
    judged(me, two, "unsure")
    judged(an_actor(place, "buyer"), two, "reject")
    page = plain(text_of(client, ANSWERS))
    assert "Skole 0" in page
    assert "Skole 1" in page
    assert "Rejected" not in page
    IndexedCandidate.objects.filter(pk=two.pk).delete()
    gone = plain(text_of(client, f"{ANSWERS}?gone=1"))
    assert "Skole 1 no longer among the notices" in gone
    assert "Skole 0" not in gone


@pytest.mark.parametrize("name", ["review", "answers", "candidates", "agreement"])
def test_the_pages_ask_a_fixed_number_of_questions(client: Client, me: Actor, place: Organisation, name: str) -> None:
    address = {"review": REVIEW, "answers": ANSWERS, "candidates": "/observatory/candidates/", "agreement": AGREEMENT}[
        name
    ]
    other = an_actor(place, "buyer")
    counts = []
    for more in (1, 3):
        for one in candidates(more):
            judged(me, one)
            judged(other, one)
        candidates(1)
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        counts.append(len(asked))
    assert counts[0] == counts[1], asked.captured_queries


def test_more_of_the_notice_is_there_to_read(client: Client, me: Actor) -> None:
    (one,) = candidates(1)
    IndexedNotice.objects.create(
        index=an_index(), key=one.key, title=one.title, country="NO", buyer="", buyer_name="", buyer_sort="", stage="competition",
        language="nb", market_dialogue=False, innovation=False, partnership=False, strict=False, declared=False,
        behavioural=False, candidates=True, title_words="", words="", year=2025,
        texts=[["description", "nb", "Langt fra. Bygget skal ha nyskapende løsninger. Mer å lese."], ["note", "nb", "Annet."]],
    )  # fmt: skip
    page = text_of(client, REVIEW)
    assert "Read more of the notice" in page
    assert "Mer å lese." in page
    assert page.count("<mark>nyskapende</mark>") == 2


# --- what anyone sees ---


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ([], "Not judged"),
        (["confirm"], "Being judged"),
        (["confirm", "unsure"], "Being judged"),
        (["confirm", "confirm"], "Confirmed by people"),
        (["confirm", "confirm", "unsure"], "Confirmed by people"),
        (["reject", "reject"], "Rejected by people"),
        (["confirm", "confirm", "reject"], "People disagree"),
    ],
)
def test_the_public_list_shows_what_answers_come_to_and_no_names(
    client: Client, filled: object, place: Organisation, answers: list[str], said: str
) -> None:
    client.cookies["nybrott_language"] = "en"
    (one,) = candidates(1)
    for answer in answers:
        judged(an_actor(place, "driver"), one, answer, "Hemmelig merknad")
    page = text_of(client, "/observatory/candidates/")
    assert said in plain(page)
    assert "Person " not in page
    assert "Hemmelig" not in page
    assert REVIEW not in page, "a visitor is not led to what is closed"
    assert "Judge candidates" not in page


def test_agreement_is_told_with_its_n_and_how_to_read_it(client: Client, place: Organisation) -> None:
    client.cookies["nybrott_language"] = "en"
    assert "No one has judged a candidate yet" in text_of(client, AGREEMENT)
    first, second = an_actor(place, "driver"), an_actor(place, "buyer")
    found = candidates(30)
    judged(first, found[0])
    assert "No candidate has been judged by two people yet." in plain(text_of(client, AGREEMENT))
    for one in found[:5]:
        judged(first, one)
        judged(second, one)
    assert "Both gave the same answer every time" in plain(text_of(client, AGREEMENT))
    judged(first, found[5], "reject")
    judged(second, found[5], "reject")
    assert "Fewer than twenty pairs: a hint, no more." in plain(text_of(client, AGREEMENT))
    for place_of, one in enumerate(found[6:]):
        judged(first, one, "confirm" if place_of % 2 else "reject")
        judged(second, one, "confirm" if place_of % 3 else "reject")
    page = plain(text_of(client, AGREEMENT))
    assert "How to read kappa" in page
    assert re.search(r"All signs together [^0-9]+30 \d+ \d+ \d+ 30 ", page)
    assert re.search(r"0\.\d+ -?0\.\d+ to 0\.\d+", page.replace("\u2212", "-")), page
    assert "Person " not in page


def test_a_visitor_is_led_to_sign_in(client: Client) -> None:
    assert client.get(REVIEW).status_code in (302, 403)
