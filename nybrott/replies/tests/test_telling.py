"""Those who asked hear of each step once, in their language, and nobody else does; no page ever shows an address."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from nybrott.challenges.actions import join_challenge
from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused
from nybrott.hearings.actions import take_back_contribution, take_back_reply_wish
from nybrott.hearings.models import Contribution, ReplyWish
from nybrott.journal.actions import post_next_letter, withdraw_letter
from nybrott.journal.letters.ways import FileWay
from nybrott.journal.models import Entry, Letter
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import an_actor, an_organisation
from nybrott.replies import actions, queries, rules
from nybrott.replies.actions import Changed, Draft
from nybrott.replies.models import FollowUp, Reply, ReplyLetter, Told
from nybrott.replies.states import REPLY, ReplyState
from nybrott.replies.tests.factories import (
    a_challenge,
    a_draft,
    a_parked_one_with,
    key,
    one_who_told,
    park,
    some_who_asked,
)

pytestmark = pytest.mark.django_db
RULES = {
    "write": rules.may_write,
    "hold": rules.may_hold,
    "let_go": rules.may_let_go,
    "drop": rules.may_drop,
}


@pytest.fixture
def place() -> Organisation:
    return an_organisation()


@pytest.fixture
def lead(place: Organisation) -> Actor:
    return an_actor(place, "lead")


def test_who_may_take_which_step(place: Organisation, lead: Actor) -> None:
    """Every rule in every state, for who works on it, a colleague and another organisation."""
    reply = a_draft(a_parked_one_with(place, 1)[0])
    others = [an_actor(place, "observer"), an_actor(place, "driver"), an_actor(an_organisation(), "admin")]
    for state in ReplyState.values:
        reply.state = state
        for verb, rule in RULES.items():
            assert bool(rule(lead, reply)) is (state in REPLY.steps[verb][0]), (verb, state)
            assert all(not rule(other, reply) and rule(other, reply).reason for other in others)
        assert bool(rules.may_publish(lead, reply)) is (state == "gone")
    assert rules.may_read_reputation(others[0])
    assert not rules.may_read_reputation(an_actor(place, "supplier"))
    reply.state, reply.steps = "draft", []
    assert "Choose" in rules.may_let_go(lead, reply).reason or rules.may_let_go(lead, reply).reason


def test_a_hidden_contribution_is_not_answered_and_gets_no_letter(place: Organisation, lead: Actor) -> None:
    challenge, people = a_parked_one_with(place, 2)
    people[0].state = "hidden"
    people[0].save()
    assert not rules.may_answer(lead, people[0])
    assert [one.contribution for one in queries.waiting(challenge)] == [people[1].pk]


def test_what_happened_before_somebody_told_is_no_news_to_them(place: Organisation) -> None:
    now = timezone.now()
    challenge = a_challenge(place, at=now - timedelta(days=30))
    early = one_who_told(challenge, at=now - timedelta(days=20), address="en@example.org")
    park(challenge, at=now - timedelta(days=10))
    assert [one.step.key.partition(":")[0] for one in queries.standing(challenge, now).untold] == ["parked"]
    (waiting,) = queries.waiting(challenge)
    assert waiting.contribution == early.pk
    assert [step.key.partition(":")[0] for step in queries.steps_of(challenge, now)] == ["anchored", "parked"]


def test_only_those_who_asked_get_a_letter_in_their_own_language(place: Organisation, lead: Actor) -> None:
    now = timezone.now()
    challenge = a_challenge(place, at=now - timedelta(days=20))
    some_who_asked(challenge, 2, at=now - timedelta(days=10))
    nn = one_who_told(challenge, at=now - timedelta(days=10), address="nn@example.org", language="nn")
    one_who_told(challenge, at=now - timedelta(days=10))  # asked for nothing
    park(challenge, at=now - timedelta(days=2))
    assert actions.let_go(actor=lead, reply=a_draft(challenge), key=key, now=timezone.now()) == 3
    letters = {letter.to_address: letter for letter in Letter.objects.all()}
    assert len(letters) == 3
    nynorsk = letters["nn@example.org"]
    assert nynorsk.language == "nn"
    assert nynorsk.subject == f"Du bad om å få høyre frå {place.name}"
    assert "lagd til side" in nynorsk.body
    assert "Vi mangler folk." in nynorsk.body  # the reason, as staff wrote and read it
    for letter in letters.values():
        assert challenge.title not in letter.subject + letter.body
        assert "Det er vanskelig" not in letter.body
    assert set(nynorsk.secrets) == {"link", "stop"}
    assert ReplyWish.objects.get(contribution=nn).told_at is not None


def challenge_before(challenge: object) -> object:
    """The challenge as it was while people were heard, so that more can tell."""
    type(challenge).objects.filter(pk=challenge.pk).update(state="hearing")  # type: ignore[attr-defined]
    return challenge


def test_nobody_is_told_of_a_step_twice(place: Organisation, lead: Actor) -> None:
    challenge, _people = a_parked_one_with(place, 3)
    reply = a_draft(challenge)
    assert actions.let_go(actor=lead, reply=reply, key=key, now=timezone.now()) == 3
    with pytest.raises(Refused):
        actions.let_go(actor=lead, reply=reply, key=key, now=timezone.now())
    again = a_draft(challenge)
    assert again.pk != reply.pk
    assert actions.let_go(actor=lead, reply=again, key=key, now=timezone.now()) == 0
    assert Letter.objects.count() == 3
    assert queries.standing(challenge, timezone.now()).people == 0


def test_who_told_after_the_first_reply_still_hears_of_the_next(place: Organisation, lead: Actor) -> None:
    now = timezone.now()
    challenge, _people = a_parked_one_with(place, 1)
    actions.let_go(actor=lead, reply=a_draft(challenge), key=key, now=now - timedelta(days=1))
    some_who_asked(challenge_before(challenge), 1, at=now - timedelta(hours=5))  # type: ignore[arg-type]
    challenge.refresh_from_db()
    park(challenge, at=now)
    found = queries.standing(challenge, now)
    assert (found.asked, found.people) == (2, 2)


def test_the_letter_in_the_outbox_goes_with_its_links_and_can_be_stopped(
    place: Organisation, lead: Actor, tmp_path: object
) -> None:
    challenge, _people = a_parked_one_with(place, 1)
    actions.let_go(actor=lead, reply=a_draft(challenge), key=lambda: "hemmelig" * 5, now=timezone.now())
    assert post_next_letter(way=FileWay(tmp_path), now=timezone.now())  # type: ignore[arg-type]
    (file,) = list(tmp_path.glob("*.eml"))  # type: ignore[attr-defined]
    raw = file.read_text("utf-8")
    assert f"/heard/{'hemmelig' * 5}/stop/>\n" in raw.replace("\r", "")
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click" in raw
    assert Letter.objects.get().secrets == {}


def test_held_letters_wait_and_are_let_go_once(place: Organisation, lead: Actor) -> None:
    challenge, people = a_parked_one_with(place, 2)
    reply = a_draft(challenge)
    assert actions.hold_letters(actor=lead, reply=reply, key=key, now=timezone.now()) == 2
    assert set(Letter.objects.values_list("state", flat=True)) == {"held"}
    assert not FollowUp.objects.filter(first_told_at__isnull=False).exists()
    assert queries.told_to(people[0]) == []
    # nobody is told twice while it lies there
    assert actions.let_go(actor=lead, reply=a_draft(challenge), key=key, now=timezone.now()) == 0
    reply.refresh_from_db()
    assert actions.let_go(actor=lead, reply=reply, key=key, now=timezone.now()) == 2
    assert set(Letter.objects.values_list("state", flat=True)) == {"waiting"}
    assert FollowUp.objects.filter(first_told_at__isnull=False).count() == 2
    assert reply in queries.told_to(people[0])


def test_a_held_letter_that_is_withdrawn_leaves_its_step_untold(place: Organisation, lead: Actor) -> None:
    challenge, people = a_parked_one_with(place, 2)
    reply = a_draft(challenge)
    actions.hold_letters(actor=lead, reply=reply, key=key, now=timezone.now())
    first = ReplyLetter.objects.get(contribution=people[0])
    withdraw_letter(actor=an_actor(place, "admin"), letter=Letter.objects.get(pk=first.letter_id), now=timezone.now())
    assert actions.note_letters(now=timezone.now()) == 1
    assert queries.standing(challenge, timezone.now()).people == 1
    assert Told.objects.filter(contribution=people[1]).exists()


def test_a_letter_that_failed_counts_as_not_heard(place: Organisation, lead: Actor) -> None:
    challenge, people = a_parked_one_with(place, 1)
    actions.let_go(actor=lead, reply=a_draft(challenge), key=key, now=timezone.now())
    Letter.objects.update(state="failed")
    assert actions.note_what_came_back(now=timezone.now()) == 1
    assert FollowUp.objects.get(contribution=people[0]).first_told_at is None
    assert ReplyLetter.objects.count() == 1  # it may be tried again, with the same link


def test_a_dropped_reply_tells_nobody(place: Organisation, lead: Actor) -> None:
    challenge, _people = a_parked_one_with(place, 2)
    reply = a_draft(challenge)
    actions.hold_letters(actor=lead, reply=reply, key=key, now=timezone.now())
    actions.drop_reply(actor=lead, reply=reply, now=timezone.now())
    assert set(Letter.objects.values_list("state", "to_address")) == {("withdrawn", "")}
    assert queries.standing(challenge, timezone.now()).people == 2


def test_a_language_somebody_reads_must_be_written(place: Organisation, lead: Actor) -> None:
    challenge, _people = a_parked_one_with(place, 1, language="nn")
    reply = a_draft(challenge)
    draft = Draft(reply.steps, {"nb": "Bare bokmål"}, reply.sides)
    reply = actions.write_reply(actor=lead, reply=reply, draft=draft, version=reply.version, now=timezone.now())
    with pytest.raises(Refused, match="nynorsk"):
        actions.let_go(actor=lead, reply=reply, key=key, now=timezone.now())
    assert not Letter.objects.exists()


def test_who_writes_second_sees_what_the_first_wrote(place: Organisation, lead: Actor) -> None:
    reply = a_draft(a_parked_one_with(place, 1)[0])
    draft = Draft(reply.steps, {"nb": "Først"}, reply.sides)
    actions.write_reply(actor=lead, reply=reply, draft=draft, version=1, now=timezone.now())
    with pytest.raises(Changed) as other:
        actions.write_reply(actor=lead, reply=reply, draft=Draft([], {"nb": "Sist"}, []), version=1, now=timezone.now())
    assert other.value.reply.texts == {"nb": "Først"}
    assert Reply.objects.get().texts == {"nb": "Først"}


def test_more_letters_than_a_minute_bears_are_spread(
    place: Organisation, lead: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nybrott.replies.actions.telling.A_MINUTE", 2)
    now = timezone.now()
    actions.let_go(actor=lead, reply=a_draft(a_parked_one_with(place, 5)[0]), key=key, now=now)
    later = [letter.send_after and (letter.send_after - now).seconds // 60 for letter in Letter.objects.order_by("pk")]
    assert later == [None, None, 1, 1, 2]


def test_words_in_braces_are_no_secrets(place: Organisation, lead: Actor) -> None:
    reply = a_draft(a_parked_one_with(place, 1)[0])
    draft = Draft(reply.steps, {"nb": "Se {link} og {noe}"}, reply.sides)
    reply = actions.write_reply(actor=lead, reply=reply, draft=draft, version=1, now=timezone.now())
    actions.let_go(actor=lead, reply=reply, key=key, now=timezone.now())
    body = Letter.objects.get().body
    assert "Se (link) og (noe)" in body
    assert body.count("{link}") == 1


@pytest.mark.parametrize("how", ["wish", "all"])
def test_taking_back_on_the_private_page_forgets_the_address_in_the_outbox_too(
    place: Organisation, lead: Actor, how: str
) -> None:
    challenge, people = a_parked_one_with(place, 2)
    actions.hold_letters(actor=lead, reply=a_draft(challenge), key=key, now=timezone.now())
    letter = ReplyLetter.objects.get(contribution=people[0]).letter_id
    take = take_back_reply_wish if how == "wish" else take_back_contribution
    take(contribution=people[0], now=timezone.now())
    gone = Letter.objects.get(pk=letter)
    assert (gone.state, gone.to_address, gone.secrets) == ("withdrawn", "", {})
    assert Letter.objects.filter(state="held").count() == 1


def test_the_history_holds_no_address_and_no_answer(place: Organisation, lead: Actor) -> None:
    challenge, people = a_parked_one_with(place, 2)
    actions.answer_contribution(
        actor=lead, contribution=people[0], answer="Vi har snakket med din mor.", now=timezone.now()
    )
    actions.let_go(actor=lead, reply=a_draft(challenge), key=key, now=timezone.now())
    actions.stop_letters(contribution=people[0], now=timezone.now())
    actions.say(contribution=people[1], about="understood", mark=5, because="Fordi dere lyttet", now=timezone.now())
    facts = str(list(Entry.objects.values_list("private", flat=True)))
    assert "example.org" not in facts
    assert "mor" not in facts
    assert "lyttet" not in facts
    assert Letter.objects.exclude(to_address="").count() == 1


def test_addresses_go_a_month_after_the_last_letter(place: Organisation, lead: Actor) -> None:
    challenge, people = a_parked_one_with(place, 2)
    now = timezone.now()
    actions.plan_better(actor=lead, challenge=challenge, on=timezone.localdate(now), now=now)
    actions.let_go(actor=lead, reply=a_draft(challenge), key=key, now=now)
    assert FollowUp.objects.filter(better_asked_at__isnull=False).count() == 2
    later = now + timedelta(days=31)
    assert actions.forget_addresses(actor=lead, organisation=place, now=now + timedelta(days=29)) == 0
    assert actions.forget_addresses(actor=lead, organisation=place, now=later) == 2
    assert not ReplyWish.objects.exists()
    assert set(Letter.objects.values_list("to_address", flat=True)) == {""}
    assert FollowUp.objects.filter(contribution=people[0], asked_at__isnull=False).exists()


def test_who_told_about_one_that_was_joined_hears_what_becomes_of_the_other(place: Organisation, lead: Actor) -> None:
    now = timezone.now()
    one, other = a_challenge(place, at=now - timedelta(days=40)), a_challenge(place, at=now - timedelta(days=39))
    (mine,) = some_who_asked(one, 1, at=now - timedelta(days=30))
    join_challenge(actor=lead, challenge=one, other=other, reason="Det samme", now=now - timedelta(days=20))
    one.refresh_from_db()
    actions.let_go(actor=lead, reply=a_draft(one), key=key, now=now - timedelta(days=19))
    assert [found.contribution for found in queries.waiting(other)] == [mine.pk]
    assert queries.standing(other, now).people == 0  # what happened there before is no news of theirs
    park(other, at=now - timedelta(days=2))
    assert actions.let_go(actor=lead, reply=a_draft(other), key=key, now=now) == 1
    assert Letter.objects.count() == 2
    mine = Contribution.objects.get(pk=mine.pk)
    assert [reply.challenge_id for reply in queries.told_to(mine)] == [other.pk, one.pk]
    assert queries.goes_on_for(other) == [other.pk, one.pk]


def test_rooms_above_add_their_steps(place: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    now = timezone.now()
    monkeypatch.setattr("nybrott.replies.queries.steps._SOURCES", [])
    queries.add_steps(lambda challenge, at: [queries.Step("bought:7", at, "Kjøpt", lambda: "Vi har kjøpt noe.")])
    challenge = a_challenge(place, at=now - timedelta(days=5))
    some_who_asked(challenge, 2, at=now - timedelta(days=3))
    (untold,) = queries.standing(challenge, now).untold
    assert (untold.step.key, untold.people) == ("bought:7", 2)
    assert queries.proposal([untold.step], "nb") == "Vi har kjøpt noe."


@given(st.lists(st.tuples(st.integers(0, 20), st.booleans()), max_size=8), st.integers(0, 20))
def test_new_is_what_happened_since_and_was_not_told(happened: list[tuple[int, bool]], since: int) -> None:
    begun = datetime(2026, 1, 1, tzinfo=UTC)
    steps = [queries.Step(f"s:{n}", begun + timedelta(days=day), "", str) for n, (day, _told) in enumerate(happened)]
    told = frozenset(step.key for step, (_day, known) in zip(steps, happened, strict=True) if known)
    one = queries.Waiting(1, 1, "user", "nb", begun.date(), begun + timedelta(days=since), False, False, told)
    wanted = [step for step, (day, known) in zip(steps, happened, strict=True) if day >= since and not known]
    assert one.new(steps) == wanted
