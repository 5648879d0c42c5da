"""The pages of reuse first: two steps to raise a challenge, judging likely twins, joining, and what others share."""

import re
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from nybrott.challenges import actions, queries
from nybrott.challenges.actions import TwinFound
from nybrott.challenges.models import Challenge, Twin
from nybrott.challenges.tests.factories import a_challenge
from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused
from nybrott.journal.models import Entry
from nybrott.notices.models import IndexedNotice, NoticeIndex
from nybrott.people.models import Organisation, User
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, an_organisation

pytestmark = pytest.mark.django_db
NOW = timezone.now()
NIGHT = "Eldre faller på vei til badet om natten"
NYNORSK = "Gamle dett når dei må på toalettet om natta"
WORDS = {"title": NIGHT, "story": "Mange ligger lenge.", "whom": "Pårørende", "why_now": "Nå", "sharing": "network"}


@pytest.fixture
def place() -> Organisation:
    return an_organisation()


@pytest.fixture
def me(place: Organisation, client: Client) -> User:
    user = a_member(place, "driver")
    client.force_login(user)
    return user


@pytest.fixture
def actor(me: User, place: Organisation) -> Actor:
    return actor_of(me, place)


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of a page: what its form carries along."""
    found = re.findall(r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?', page)
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def looked(client: Client, **more: str) -> dict[str, str]:
    answer = client.post("/challenges/raise/", WORDS | more)
    assert answer.status_code == 200
    return hidden(answer.content.decode())


def a_notice(title: str, text: str) -> IndexedNotice:
    """An official notice in the index that holds."""
    index = NoticeIndex.objects.create(
        generation="g", recipe="1", holds=True, made_at=datetime(2026, 1, 1, tzinfo=UTC), notices=3,
        vocabulary={"words": {"natt": 2, "fall": 3}, "stems": {"natt": 2, "fall": 3}}, held={},
    )  # fmt: skip
    return IndexedNotice.objects.create(
        index=index, key="doffin-2024-1", title=title, country="NO", buyer="1", buyer_name="Storvik kommune", buyer_sort="storvik",
        year=2024, published_on=date(2024, 3, 1), stage="planning", language="nb", market_dialogue=True, innovation=False,
        partnership=False, strict=False, declared=False, behavioural=True, candidates=False, title_words="'natt' 'fall'",
        words="'natt' 'fall' 'eldr' 'bad'", texts=[["description", "nb", text]],
    )  # fmt: skip


# --- raising ---


def test_without_twins_one_button_goes_on_and_nothing_typed_is_lost(client: Client, me: User) -> None:
    first = client.post("/challenges/raise/", WORDS).content.decode()
    assert "ingenting som ligner" in first
    assert not Challenge.objects.exists(), "looking raises nothing"
    kept = hidden(first)
    assert {name: kept[name] for name in WORDS} == WORDS
    back = client.post("/challenges/raise/", kept | {"step": "change"}).content.decode()
    assert "Mange ligger lenge." in back
    assert hidden(back)["key"] == kept["key"]
    answer = client.post("/challenges/raise/", kept | {"step": "raise"})
    made = Challenge.objects.get()
    assert answer.headers["Location"] == f"/challenges/{made.pk}/"
    assert (made.title, made.story, made.whom, made.why_now, made.sharing) == tuple(WORDS.values())


def test_the_likest_twin_must_be_judged_and_a_no_needs_its_reason(client: Client, me: User, actor: Actor) -> None:
    other = a_challenge(actor, NYNORSK)
    kept = looked(client)
    assert "t0-found" in kept
    silent = client.post("/challenges/raise/", kept | {"step": "raise"})
    assert silent.status_code == 422
    assert "Si hva den som ligner mest" in silent.content.decode()
    passed = kept | {"step": "raise", "t0-decision": "passed"}
    assert "Si hvorfor" in client.post("/challenges/raise/", passed).content.decode()
    assert Challenge.objects.count() == 1
    client.post("/challenges/raise/", passed | {"t0-reason": "Gjelder sykehus"})
    made = Challenge.objects.latest("pk")
    twin = Twin.objects.get()
    assert (twin.challenge, twin.kind, twin.ref, twin.decision) == (made, "challenge", str(other.pk), "passed")
    assert (twin.label, twin.reason) == (NYNORSK, "Gjelder sykehus")
    assert "natt" in twin.why


def test_to_join_at_once_leads_to_the_other_and_keeps_what_was_written(client: Client, me: User, actor: Actor) -> None:
    other = a_challenge(actor, NYNORSK)
    sent = looked(client) | {"step": "raise", "t0-decision": "joined", "t0-reason": "Samme hus"}
    answer = client.post("/challenges/raise/", sent, follow=True)
    assert answer.redirect_chain == [(f"/challenges/{other.pk}/", 302)]
    made = Challenge.objects.get(title=NIGHT)
    assert (made.state, made.joined_with, made.reason) == ("joined", other, "Samme hus")
    page = answer.content.decode()
    assert "Går videre også for disse" in page
    assert NIGHT in page
    assert list(Entry.objects.order_by("pk").values_list("verb", flat=True))[-2:] == [
        "challenges.challenge_raised",
        "challenges.challenge_join",
    ]


def test_a_button_pressed_twice_raises_one_challenge(client: Client, me: User) -> None:
    sent = looked(client) | {"step": "raise"}
    first, again = (client.post("/challenges/raise/", sent) for _ in range(2))
    assert first.headers["Location"] == again.headers["Location"]
    assert Challenge.objects.count() == 1
    # the back button, another text, the same page: that is another challenge
    client.post("/challenges/raise/", sent | {"title": "Noe helt annet"})
    assert Challenge.objects.count() == 2


def test_what_was_shown_cannot_be_made_up(client: Client, me: User, actor: Actor, place: Organisation) -> None:
    a_challenge(actor, NYNORSK)
    kept = looked(client)
    forged = kept | {"step": "raise", "t0-found": kept["t0-found"] + "x", "t0-decision": "linked"}
    answer = client.post("/challenges/raise/", forged)
    assert answer.status_code == 422
    assert "Se en gang til" in answer.content.decode()
    client.force_login(a_member(place, "driver"))
    assert client.post("/challenges/raise/", kept | {"step": "raise", "t0-decision": "linked"}).status_code == 422
    assert Challenge.objects.count() == 1


def test_strange_words_go_through_both_steps(client: Client, me: User) -> None:
    for title in ("<script>alert(1)</script>", "😀" * 20, "\u202eמה קשה", "og"):
        page = client.post("/challenges/raise/", WORDS | {"title": title, "story": ""})
        assert page.status_code == 200
        assert "<script>alert" not in page.content.decode()
    assert client.post("/challenges/raise/", WORDS | {"story": "x " * 10_001}).status_code == 422
    assert client.post("/challenges/raise/", WORDS | {"story": "fall natt " * 2_000}).status_code == 200


# --- official notices ---


def test_an_official_notice_is_a_twin_with_its_page(client: Client, me: User, actor: Actor) -> None:
    assert queries.likely_notices(NIGHT) == []
    a_notice("Dialog om trygge netter og fall", "Vi søker løsninger som hindrer at eldre faller på badet om natten.")
    (twin,) = queries.likely_notices(NIGHT)
    assert (twin.kind, twin.ref, twin.organisation) == ("notice", "doffin-2024-1", "Storvik kommune")
    assert twin.url == "/observatory/notices/doffin-2024-1/"
    assert "«om natten»" in twin.why
    assert queries.likely_notices("Fortau blir ikke brøytet") == []
    made = a_challenge(actor, NIGHT)
    page = client.get(f"/challenges/{made.pk}/twins/").content.decode()
    assert "/observatory/notices/doffin-2024-1/" in page
    sent = {"found": re.findall(r'name="found" value="([^"]+)"', page)[0], "decision": "linked"}
    assert client.post(f"/challenges/{made.pk}/twins/", sent).status_code == 302
    page = client.get(f"/challenges/{made.pk}/twins/").content.decode()
    assert "/observatory/notices/doffin-2024-1/" in page
    assert 'name="found"' not in page, "what is judged is not asked about again"


# --- judging and joining later ---


def test_twins_are_judged_on_the_challenges_page(client: Client, me: User, actor: Actor, place: Organisation) -> None:
    made, other = a_challenge(actor, NIGHT), a_challenge(actor, NYNORSK)
    address = f"/challenges/{made.pk}/twins/"
    assert NYNORSK in client.get(f"/challenges/{made.pk}/").content.decode()
    found = re.findall(r'name="found" value="([^"]+)"', client.get(address).content.decode())[0]
    failed = client.post(address, {"found": found, "decision": "passed"})
    assert failed.status_code == 422
    assert "Si hvorfor" in failed.content.decode()
    assert client.post(address, {"found": "x", "decision": "linked"}).status_code == 422
    client.post(address, {"found": found, "decision": "passed", "reason": "En annen gruppe"})
    for page in (address, f"/challenges/{made.pk}/"):
        assert "En annen gruppe" in client.get(page).content.decode()
    answer = client.post(address, {"other": other.pk, "why": "Likevel det samme"})
    assert answer.headers["Location"] == f"/challenges/{other.pk}/"
    made.refresh_from_db()
    assert (made.state, made.joined_with) == ("joined", other)
    client.force_login(a_member(place, "observer"))
    page = client.get(address).content.decode()
    assert 'name="decision"' not in page
    assert client.post(address, {"other": other.pk, "why": "x"}).status_code in (403, 422)


def test_only_our_own_can_be_joined(actor: Actor) -> None:
    away = a_challenge(actor_of(a_member(an_organisation(), "lead")), NYNORSK, sharing="open")
    made = a_challenge(actor, NIGHT)
    for twin in (("challenge", str(away.pk)), ("notice", "x")):
        with pytest.raises(Refused):
            actions.settle_twin(
                actor=actor, challenge=made, now=NOW, twin=TwinFound(*twin, "x", "", 0.5, "joined", "Samme")
            )
    assert not Twin.objects.exists(), "refused whole"


def test_a_shared_challenge_shows_its_words_and_an_unshared_one_is_not_there(client: Client, me: User) -> None:
    their = actor_of(a_member(an_organisation("Nabovik kommune"), "lead"))
    shared = a_challenge(their, NYNORSK, story="Dei ligg lenge.", sharing="open")
    page = client.get(f"/challenges/shared/{shared.pk}/").content.decode()
    assert "Nabovik kommune" in page
    assert "Dei ligg lenge." in page
    assert client.get(f"/challenges/{shared.pk}/").status_code == 404
    own = a_challenge(their, "Hemmelig")
    assert client.get(f"/challenges/shared/{own.pk}/").status_code == 404


def test_the_page_of_twins_keeps_to_its_queries(
    client: Client, actor: Actor, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    made = a_challenge(actor, NIGHT)
    for number in (1, 2, 3):
        other = a_challenge(actor, f"{NYNORSK} {number}")
        twin = TwinFound("challenge", str(other.pk), NYNORSK, "", 0.5, "linked")
        actions.settle_twin(actor=actor, challenge=made, twin=twin, now=NOW)
        a_challenge(actor, f"{NIGHT} {number}")
        with django_assert_max_num_queries(19):
            client.get(f"/challenges/{made.pk}/twins/")
