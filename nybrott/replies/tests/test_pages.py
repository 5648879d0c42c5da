"""The pages of those who work on it and of those who told: empty, one, many, forbidden, wrong; twice and back again."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from nybrott.core.actor import Actor
from nybrott.hearings.models import Contribution, ReplyWish
from nybrott.journal.models import Letter
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import a_member, an_actor, an_organisation
from nybrott.replies import actions
from nybrott.replies.models import Reply, ReplyLetter
from nybrott.replies.tests.factories import a_challenge, a_draft, a_parked_one_with, key, one_who_told

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Organisation:
    return an_organisation()


@pytest.fixture
def lead(place: Organisation) -> Actor:
    return an_actor(place, "lead")


@pytest.fixture
def signed_in(place: Organisation, client: Client) -> Client:
    client.force_login(a_member(place, "lead", "admin"))
    return client


def shown(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status, answer
    return answer.content.decode()


def test_the_challenge_says_who_waits_to_hear(place: Organisation, signed_in: Client) -> None:
    challenge, _people = a_parked_one_with(place, 3)
    text = shown(signed_in, f"/challenges/{challenge.pk}/")
    assert f"/challenges/{challenge.pk}/replies/" in text
    assert "parkert" in text.lower()
    colleague = Client()
    colleague.force_login(a_member(place, "observer"))
    assert "har ikke hørt" not in shown(colleague, f"/challenges/{challenge.pk}/")


def test_from_draft_to_told(place: Organisation, signed_in: Client) -> None:
    challenge, people = a_parked_one_with(place, 3)
    here = f"/challenges/{challenge.pk}/replies/"
    shown(signed_in, here)
    begun = signed_in.post(f"{here}begin/")
    reply = Reply.objects.get()
    assert begun.headers["Location"] == f"/challenges/replies/{reply.pk}/write/"
    assert signed_in.post(f"{here}begin/").headers["Location"] == begun.headers["Location"]  # the same draft
    text = shown(signed_in, begun.headers["Location"])
    assert "lagt til side" in text
    sent = {
        "steps": reply.steps,
        "sides": ["user"],
        "version": 1,
        "text_nb": "Vi venter til våren.",
        "text_nn": "",
        "text_en": "",
    }
    assert signed_in.post(begun.headers["Location"], sent).status_code == 302
    read = shown(signed_in, f"/challenges/replies/{reply.pk}/")
    assert "Vi venter til våren." in read
    assert "example.org" not in read
    step = f"/challenges/replies/{reply.pk}/step/"
    assert signed_in.post(step, {"step": "let_go"}).status_code == 302
    assert Letter.objects.count() == 3
    # pressed twice: a sentence, and nothing more
    again = signed_in.post(step, {"step": "let_go"}, follow=True)
    assert again.status_code == 200
    assert Letter.objects.count() == 3
    for url in (
        here,
        f"{here}asked/",
        f"/challenges/replies/{reply.pk}/",
        "/settings/letters/",
        f"/challenges/contributions/{people[0].pk}/answer/",
    ):
        assert "example.org" not in shown(signed_in, url), url
    assert "example.org" not in shown(signed_in, f"/settings/letters/{Letter.objects.order_by('pk')[0].pk}/")
    assert signed_in.get(f"/challenges/replies/{reply.pk}/write/").status_code == 302  # the back button


def test_the_second_who_writes_keeps_both(place: Organisation, signed_in: Client, lead: Actor) -> None:
    reply = a_draft(a_parked_one_with(place, 1)[0])
    url, sent = f"/challenges/replies/{reply.pk}/write/", {"steps": reply.steps, "sides": ["user"], "version": 1}
    assert signed_in.post(url, sent | {"text_nb": "Den første"}).status_code == 302
    answer = signed_in.post(url, sent | {"text_nb": "Den andre"})
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Den første" in text
    assert "Den andre" in text
    assert signed_in.post(url, sent | {"text_nb": "Den andre", "version": 2}).status_code == 302
    assert Reply.objects.get().texts == {"nb": "Den andre"}


@pytest.mark.parametrize("sent", [{}, {"text_nb": "x" * 100_000}, {"text_nb": "", "steps": ["nonsense"]}])
def test_bad_input_is_answered_and_kept(place: Organisation, signed_in: Client, sent: dict[str, object]) -> None:
    reply = a_draft(a_parked_one_with(place, 1)[0])
    answer = signed_in.post(f"/challenges/replies/{reply.pk}/write/", {"sides": ["user"], "version": 1} | sent)
    assert answer.status_code == 422
    assert Reply.objects.get().version == 1


def test_lists_ask_the_database_as_often_for_one_as_for_three(
    place: Organisation, signed_in: Client, lead: Actor
) -> None:
    challenge, _people = a_parked_one_with(place, 1)
    actions.let_go(actor=lead, reply=a_draft(challenge), key=key, now=timezone.now())
    counted = []
    for more in (0, 2):
        Contribution.objects.filter(challenge=challenge)
        for number in range(more):
            type(challenge).objects.filter(pk=challenge.pk).update(state="hearing")
            one_who_told(challenge, at=timezone.now() - timedelta(days=9), address=f"x{number}@example.org")
            Reply.objects.create(
                challenge=challenge,
                state="gone",
                texts={"nb": "Hei"},
                written_at=timezone.now(),
                let_go_at=timezone.now(),
            )
        type(challenge).objects.filter(pk=challenge.pk).update(state="parked")
        for url in (f"/challenges/{challenge.pk}/replies/", f"/challenges/{challenge.pk}/replies/asked/"):
            signed_in.get(url)
            with CaptureQueriesContext(
                connection,
            ) as asked:
                signed_in.get(url)
            counted.append(len(asked))
    assert counted[:2] == counted[2:]


def test_empty_pages_teach(place: Organisation, signed_in: Client) -> None:
    challenge = a_challenge(place, at=timezone.now())
    shown(signed_in, f"/challenges/{challenge.pk}/replies/")
    shown(signed_in, f"/challenges/{challenge.pk}/replies/asked/")


def test_a_day_is_chosen_for_the_last_question(place: Organisation, signed_in: Client) -> None:
    challenge = a_challenge(place, at=timezone.now())
    url = f"/challenges/{challenge.pk}/replies/better/"
    for wrong in ("", "i morgen", "1999-01-01", "2199-01-01"):
        signed_in.post(url, {"on": wrong})
        assert not hasattr(type(challenge).objects.get(pk=challenge.pk), "better_plan")
    day = timezone.localdate() + timedelta(days=30)
    signed_in.post(url, {"on": day.isoformat()})
    assert type(challenge).objects.get(pk=challenge.pk).better_plan.on == day


# --- those who told ---


@pytest.fixture
def told(place: Organisation, lead: Actor) -> Contribution:
    """One who told, asked to hear, and got a letter with the key "min-nokkel"; the private link is "min-lenke"."""
    now = timezone.now()
    challenge = a_challenge(place, at=now - timedelta(days=20), title="Natten er lang")
    one = one_who_told(challenge, at=now - timedelta(days=10), address="kari@example.org", token="min-lenke")
    actions.answer_contribution(actor=lead, contribution=one, answer="Vi har satt opp lys.", now=now)
    type(challenge).objects.filter(pk=challenge.pk).update(
        state="parked", reason="Vi venter.", moved_at=now - timedelta(days=1)
    )
    challenge.refresh_from_db()
    actions.let_go(actor=lead, reply=a_draft(challenge), key=lambda: "min-nokkel", now=now)
    return one


def test_the_link_in_the_letter_shows_what_became_of_it_but_not_what_was_told(
    told: Contribution, client: Client
) -> None:
    text = shown(client, "/heard/min-nokkel/")
    assert "Vi har satt opp lys." in text
    assert "lagt til side" in text
    assert told.text not in text
    assert "kari@" not in text


@pytest.mark.parametrize("key", ["feil", "x" * 300, "min-nokkel%00", "token-1"])
def test_a_link_that_is_wrong_or_over_says_the_same(told: Contribution, client: Client, key: str) -> None:
    assert client.get(f"/heard/{key}/").status_code == 404
    assert client.get(f"/heard/{key}/stop/").status_code == 404
    assert client.post(f"/heard/{key}/say/", {"about": "understood", "understood-mark": "5"}).status_code == 404
    wrong = shown(client, "/heard/feil/", 404)
    ReplyLetter.objects.update(opens_until=timezone.localdate() - timedelta(days=1))
    over = shown(client, "/heard/min-nokkel/", 404)
    cut = lambda text: text.split("<main", 1)[1].split("</main")[0]  # noqa: E731
    assert cut(wrong) == cut(over)


@pytest.mark.parametrize(
    ("url", "back"), [("/heard/min-nokkel/", "/heard/min-nokkel/"), ("/heard/min-lenke/", "/needs/mine/min-lenke/")]
)
def test_saying_how_it_was_by_either_link(told: Contribution, client: Client, url: str, back: str) -> None:
    said = client.post(f"{url}say/", {"about": "understood", "understood-mark": "4"})
    assert said.headers["Location"] == back
    told.refresh_from_db()
    assert told.felt_understood == 4
    at = told.follow_up.understood_at
    # why, once it is answered; changed as often as one wants, sent twice it is one answer
    for _twice in range(2):
        client.post(
            f"{url}say/", {"about": "understood", "understood-mark": "2", "understood-because": "Det gikk fort."}
        )
    told = Contribution.objects.get(pk=told.pk)
    assert told.felt_understood == 2
    assert told.follow_up.understood_because == "Det gikk fort."
    assert told.follow_up.understood_at == at
    text = shown(client, back)
    assert "Det gikk fort." in text


@pytest.mark.parametrize("mark", ["", "0", "6", "fem", "4.5", "x" * 1000])
def test_a_mark_is_one_of_five(told: Contribution, client: Client, mark: str) -> None:
    answer = client.post("/heard/min-nokkel/say/", {"about": "understood", "understood-mark": mark})
    assert answer.status_code == 422
    told.refresh_from_db()
    assert told.felt_understood is None


def test_whether_it_has_become_better_is_asked_when_it_is_time(told: Contribution, client: Client, lead: Actor) -> None:
    assert "better-mark" not in shown(client, "/heard/min-nokkel/")
    actions.plan_better(actor=lead, challenge=told.challenge, on=timezone.localdate(), now=timezone.now())
    assert "better-mark" in shown(client, "/heard/min-nokkel/")
    assert "better-mark" in shown(client, "/needs/mine/min-lenke/")
    client.post("/heard/min-nokkel/say/", {"about": "better", "better-mark": "5"})
    told.refresh_from_db()
    assert told.got_better == 5


def test_letters_are_stopped_by_a_page_or_by_one_click_of_a_mail_program(told: Contribution, client: Client) -> None:
    shown(client, "/heard/min-nokkel/stop/")
    assert ReplyWish.objects.exists()  # opening it changes nothing
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/heard/min-nokkel/stop/", {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert not ReplyWish.objects.exists()
    assert Letter.objects.get().to_address == ""
    assert strict.post("/heard/min-nokkel/stop/").status_code == 200
    text = shown(client, "/heard/min-nokkel/")
    assert "stop/" not in text
    assert Contribution.objects.filter(pk=told.pk).exists()


def test_what_has_happened_stands_on_private_pages_and_when_chosen_on_the_public_one(
    told: Contribution, client: Client, lead: Actor
) -> None:
    reply = Reply.objects.get()
    assert "lagt til side" in shown(client, "/needs/mine/min-lenke/")
    type(told.challenge).objects.update(state="hearing")
    public = f"/needs/{told.challenge.slug}/"
    assert "lagt til side" not in shown(client, public)
    actions.publish_reply(actor=lead, reply=reply, public=True, now=timezone.now())
    assert "lagt til side" in shown(client, public)
    actions.publish_reply(actor=lead, reply=reply, public=False, now=timezone.now())
    assert "lagt til side" not in shown(client, public)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_three_languages(told: Contribution, client: Client, language: str) -> None:
    words = {"nb": "Er det blitt bedre?", "nn": "Er det vorte betre?", "en": "Has it become better?"}
    actions.say(contribution=told, about="better", mark=3, because=None, now=timezone.now())
    answer = client.get("/heard/min-nokkel/", HTTP_ACCEPT_LANGUAGE=language)
    assert words[language] in answer.content.decode()
