"""A dialogue is planned until nothing is missing, announced, and locked when the competition is; who may do what in between."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused
from nybrott.dialogues import actions, queries, rules
from nybrott.dialogues.actions import Dates, Said
from nybrott.dialogues.models import Dialogue, Item
from nybrott.dialogues.states import DialogueState, PostKind
from nybrott.dialogues.tests.factories import (
    a_buyer,
    a_dialogue,
    a_post,
    a_ready_dialogue,
    an_approved_description,
    an_open_dialogue,
)
from nybrott.journal.models import Letter
from nybrott.people.models import Organisation
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, an_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Organisation:
    return an_organisation()


@pytest.fixture
def buyer(place: Organisation, client: Client) -> Actor:
    user = a_member(place, "buyer")
    client.force_login(user)
    return actor_of(user, place)


def now() -> datetime:
    return timezone.now()


# --- from a title to a page for everyone ---


def test_a_buyer_plans_and_announces_through_the_pages(client: Client, place: Organisation, buyer: Actor) -> None:
    description = an_approved_description(place)
    begun = client.post("/dialogues/ours/new/", {"title": "Tryggere natt", "language": "nb"})
    assert begun.status_code == 422
    assert "Velg en godkjent behovsbeskrivelse" in begun.content.decode()
    said = {
        "title": "Tryggere natt", "language": "nb", "descriptions": [description.pk], "why": "Fall om natten.", "wanted": "Erfaringer.",
        "cpv": "33100000-1, 48180000;33100000", "contact_email": "innkjop@fjordvik.example",
    }  # fmt: skip
    begun = client.post("/dialogues/ours/new/", said)
    found = Dialogue.objects.get()
    assert begun.headers["Location"] == f"/dialogues/ours/{found.pk}/plan/"
    assert found.cpv == ["33100000", "48180000"]
    assert client.get(f"/dialogues/{found.slug}/").status_code == 404, "a draft is nobody else's"
    page = client.get(f"/dialogues/ours/{found.pk}/").content.decode()
    assert "Still markedet minst ett spørsmål." in page
    assert 'id="announce"' not in page
    assert client.post(f"/dialogues/ours/{found.pk}/announce/").status_code == 403
    client.post(f"/dialogues/ours/{found.pk}/plan/questions/new/", {"text": "Hva virker?", "text_en": "What works?"})
    until = timezone.localtime(now() + timedelta(days=40))
    days = {"input_until": until.strftime("%Y-%m-%dT12:00"), "plan_reason": "Budsjettet vedtas i januar."}
    assert client.post(f"/dialogues/ours/{found.pk}/plan/dates/", days).status_code == 302
    client.post(f"/dialogues/ours/{found.pk}/people/", {"user": buyer.user_id, "kind": "leads", "secrets": "on"})
    post = found.posts.get()
    found.refresh_from_db()
    assert len(queries.missing(found, now())) == 1, "the one who leads has not declared"
    client.post(f"/dialogues/ours/parts/{post.pk}/declare/", {"conflict": "no"})
    assert queries.missing(found, now()) == []
    assert client.post(f"/dialogues/ours/{found.pk}/announce/").status_code == 302
    client.logout()
    public = client.get(f"/dialogues/{found.slug}/").content.decode()
    assert description.purpose in public
    assert "Hva virker?" in public
    assert "Tryggere natt" in client.get("/dialogues/").content.decode()


def test_those_who_read_english_get_english_when_it_is_written(client: Client, place: Organisation) -> None:
    found = an_open_dialogue(
        place, title_en="Safer nights", why_en="Older people fall.", wanted_en="Tell us what works."
    )
    page = client.get(f"/dialogues/{found.slug}/", headers={"accept-language": "en"}).content.decode()
    assert "Safer nights" in page
    assert "What works for others?" in page
    assert 'lang="en"' in page
    assert (
        "Tryggere natt hjemme"
        in client.get(f"/dialogues/{found.slug}/", headers={"accept-language": "nb"}).content.decode()
    )


def test_what_is_missing_is_said_one_by_one(place: Organisation) -> None:
    with override("en"):
        bare = a_dialogue(place, why="", wanted="", no_description="")
        assert len(queries.missing(bare, now())) == 7
        whole = a_ready_dialogue(place)
        assert queries.missing(whole, now()) == []
        a_post(whole, a_member(place), PostKind.WATCHES, declared=False)
        assert queries.missing(whole, now()) == [
            "1 person has not said yet whether there may be a conflict of interest."
        ]


def test_a_plan_that_is_too_tight_asks_for_a_reason(place: Organisation) -> None:
    tight = a_ready_dialogue(place, plan_reason="", input_until=now() + timedelta(days=2))
    assert queries.timetable(tight, now()).asks_why
    assert queries.missing(tight, now())
    with pytest.raises(Refused):
        actions.announce_dialogue(actor=a_buyer(place), dialogue=tight, now=now())
    tight.refresh_from_db()
    assert tight.state == DialogueState.DRAFT
    assert tight.entries.count() == 0


def test_days_in_the_remarks_are_in_the_readers_words(client: Client, place: Organisation, buyer: Actor) -> None:
    found = a_ready_dialogue(place, actor=buyer, input_until=datetime(2027, 12, 25, 11, tzinfo=UTC))
    page = client.get(f"/dialogues/ours/{found.pk}/plan/").content.decode()
    assert "(25. desember 2027)" in page
    assert "2027-12-25" not in page


@pytest.mark.parametrize(
    ("at", "status"), [("2027-03-28T02:30", 422), ("2027-10-31T02:30", 422), ("2027-03-28T03:30", 302)]
)
def test_a_time_the_clock_never_or_twice_shows_is_not_guessed(
    client: Client, place: Organisation, buyer: Actor, at: str, status: int
) -> None:
    found = a_dialogue(place, actor=buyer)
    assert client.post(f"/dialogues/ours/{found.pk}/plan/dates/", {"input_until": at}).status_code == status


def test_dates_that_move_are_told_to_all(client: Client, place: Organisation, buyer: Actor) -> None:
    found = an_open_dialogue(place, actor=buyer)
    until = timezone.localtime(now() + timedelta(days=50)).strftime("%Y-%m-%dT12:00")
    silent = client.post(f"/dialogues/ours/{found.pk}/plan/dates/", {"input_until": until})
    assert silent.status_code == 422
    told = client.post(
        f"/dialogues/ours/{found.pk}/plan/dates/", {"input_until": until, "told": "Fristen er utsatt tre uker."}
    )
    assert told.status_code == 302
    assert Item.objects.get(dialogue=found).text == "Fristen er utsatt tre uker."
    assert [entry.kind for entry in queries.entries(found)] == ["announced", "published"]
    with pytest.raises(ValueError, match="have to be told"):
        actions.plan_dialogue(actor=buyer, dialogue=found, dates=Dates(), now=now())


# --- who may do what ---


def test_the_truth_table_of_steps(place: Organisation) -> None:
    """Every step in every state, as the buyer: open exactly where the lifecycle says so."""
    holds = a_buyer(place)
    opens = {
        ("draft", "announce"), ("draft", "call_off"), ("draft", "plan"), ("open", "end"), ("open", "lock"), ("open", "call_off"), ("ended", "go_on"),
        ("ended", "lock"),
    }  # fmt: skip
    for state, verb in product(DialogueState.values, ("announce", "call_off", "end", "go_on", "lock", "plan")):
        one = Dialogue(organisation=place, state=state, lock_reason="x", called_off_reason="x")
        one.pk = a_dialogue(place, actor=holds).pk
        assert bool(rules.may_do(holds, one, verb)) is ((state, verb) in opens), (state, verb)


def test_a_locked_dialogue_takes_nothing_and_says_why(client: Client, place: Organisation, buyer: Actor) -> None:
    found = an_open_dialogue(place, actor=buyer)
    assert client.post(f"/dialogues/ours/{found.pk}/lock/", {"reason": ""}).status_code == 422
    client.post(f"/dialogues/ours/{found.pk}/lock/", {"reason": "Konkurransen ble kunngjort 3. mars."})
    found.refresh_from_db()
    assert found.state == DialogueState.LOCKED
    assert [entry.kind for entry in queries.entries(found)] == ["announced", "locked"]
    for name in ("change", "plan/dates", "lock", "call-off", "plan/questions/new"):
        answer = client.get(f"/dialogues/ours/{found.pk}/{name}/")
        assert answer.status_code == 403, name
        assert "Konkurransen ble kunngjort 3. mars." in answer.content.decode(), name
    assert "Konkurransen ble kunngjort 3. mars." in client.get(f"/dialogues/{found.slug}/").content.decode()
    assert not rules.takes_part(found)


def test_what_suppliers_have_read_is_not_written_anew(client: Client, place: Organisation, buyer: Actor) -> None:
    found = an_open_dialogue(place, actor=buyer)
    assert client.get(f"/dialogues/ours/{found.pk}/change/").status_code == 403
    with pytest.raises(Refused):
        actions.write_dialogue(actor=buyer, dialogue=found, said=Said("Noe annet"), now=now())
    with pytest.raises(Refused):
        actions.ask_market(actor=buyer, dialogue=found, text="Hva koster det?", now=now())


def test_each_declares_for_oneself_and_somebody_else_meets_it(
    client: Client, place: Organisation, buyer: Actor
) -> None:
    found, other = a_ready_dialogue(place, actor=buyer), a_member(place, "driver")
    post = actions.give_part(actor=buyer, dialogue=found, user=other, kind=PostKind.ASKS, secrets=True, now=now())
    letter = Letter.objects.get(kind="dialogues.named")
    assert letter.to_address == other.email
    assert f"/dialogues/ours/parts/{post.pk}/declare/" in letter.body
    assert client.get(f"/dialogues/ours/parts/{post.pk}/declare/").status_code == 403
    theirs = actor_of(other, place)
    assert not rules.may_read_secrets(theirs, found), "not before it is declared"
    with pytest.raises(ValueError, match="described"):
        actions.declare(actor=theirs, post=post, conflict=True, now=now())
    actions.declare(actor=theirs, post=post, conflict=True, text="Eier aksjer i Nattlys.", now=now())
    post.refresh_from_db()
    assert not rules.may_read_secrets(theirs, found)
    assert not rules.may_meet_conflict(theirs, post)
    assert queries.missing(found, now())
    client.post(f"/dialogues/ours/parts/{post.pk}/measure/", {"measure": "Deltar ikke i møtet med Nattlys."})
    assert queries.missing(found, now()) == []
    actions.declare(actor=theirs, post=post, conflict=False, now=now())
    assert rules.may_read_secrets(theirs, found)
    again = actions.give_part(actor=buyer, dialogue=found, user=other, kind=PostKind.WRITES, secrets=False, now=now())
    assert again.conflict is False, "what was declared holds for all one's parts"
    assert Letter.objects.filter(kind="dialogues.named").count() == 1


def test_a_stranger_gets_no_part(place: Organisation, buyer: Actor) -> None:
    found = a_dialogue(place, actor=buyer)
    with pytest.raises(Refused):
        actions.give_part(
            actor=buyer, dialogue=found, user=a_member(an_organisation()), kind=PostKind.LEADS, secrets=False, now=now()
        )


# --- questions ---


def test_questions_keep_their_order_and_their_number(client: Client, place: Organisation, buyer: Actor) -> None:
    found = a_dialogue(place, actor=buyer)
    made = [actions.ask_market(actor=buyer, dialogue=found, text=f"Spørsmål {n}", now=now()) for n in range(3)]
    actions.move_question(actor=buyer, question=made[2], up=True, now=now())
    actions.move_question(actor=buyer, question=made[0], up=True, now=now())
    assert [one.text for one in found.questions.all()] == ["Spørsmål 0", "Spørsmål 2", "Spørsmål 1"]
    client.post(f"/dialogues/ours/market-questions/{made[2].pk}/", {"step": "remove"})
    assert [one.text for one in found.questions.all()] == ["Spørsmål 0", "Spørsmål 1"]
    for n in range(28):
        actions.ask_market(actor=buyer, dialogue=found, text=f"Til {n}", now=now())
    with pytest.raises(Refused, match="30"):
        actions.ask_market(actor=buyer, dialogue=found, text="Ett for mye", now=now())


def test_codes_that_are_none_are_told_and_nothing_is_lost(client: Client, place: Organisation, buyer: Actor) -> None:
    said = {"title": "Natt", "language": "nb", "no_description": "Haster.", "cpv": "33100000, 12<script>"}
    answer = client.post("/dialogues/ours/new/", said)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "er ingen CPV-kode" in page
    assert "12&lt;script&gt;" in page
    page = client.post("/dialogues/ours/new/", said | {"cpv": "33195001"}).content.decode()
    assert "Det finnes ingen CPV-kode «33195001». Nærmest: 33195000 Pasientovervåkningssystem" in page
    assert not Dialogue.objects.exists()


def test_an_address_that_is_taken_or_another_pages_gets_a_number(place: Organisation) -> None:
    slugs = [a_dialogue(place, title=title).slug for title in ("Øl & Å", "Øl og å", "Øl og å", "Ours", "!!!")]
    assert slugs == ["ol-a", "ol-og-a", "ol-og-a-2", "ours-2", "dialog"]


def test_lists_ask_the_database_the_same_for_one_and_for_many(
    client: Client, place: Organisation, buyer: Actor, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    an_open_dialogue(place, actor=buyer)
    client.get("/dialogues/ours/")  # what a session asks once
    counts = []
    for _round in range(2):
        with django_assert_max_num_queries(40) as seen:
            client.get("/dialogues/ours/")
            client.get("/dialogues/")
        counts.append([one["sql"][:90] for one in seen.captured_queries])
        an_open_dialogue(place, actor=buyer)
        an_open_dialogue(place, actor=buyer)
    assert len(counts[0]) == len(counts[1]), set(counts[1]) - set(counts[0])
