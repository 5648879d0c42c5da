"""Peer challenges: what is frozen, who sees what and when, answering, going through the points, telling; what goes wrong."""

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from nybrott.challenges.models import Challenge
from nybrott.core.actor import VISITOR, Actor, system
from nybrott.core.verdict import Refused
from nybrott.desk.models import Task
from nybrott.dialogues.tests.factories import a_dialogue, an_open_dialogue
from nybrott.effects.tests.factories import a_whole_plan
from nybrott.journal.models import Entry, Letter
from nybrott.peerreviews import actions, letters, queries, rules
from nybrott.peerreviews.jobs import close
from nybrott.peerreviews.models import Answer, Clarification, Invitation, PeerReview, Point
from nybrott.peerreviews.states import ReviewState
from nybrott.peerreviews.tests.factories import (
    TEXTS,
    a_closed_review,
    a_draft,
    a_statement,
    an_answer,
    an_open_review,
    decided,
    said_to,
)
from nybrott.people.models import NetworkMember, Organisation
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, a_network, a_user, an_actor, an_organisation
from nybrott.privacy.actions.erasing import erase_person
from nybrott.runs.tests.factories import a_run

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Reasons are read in English here."""
    with override("en"):
        yield


def everything_said(organisation: Organisation) -> str:
    """All that stands in an organisation's journal and outbox, and not who letters go to."""
    entries = [json.dumps(one.private, ensure_ascii=False) for one in Entry.objects.filter(organisation_id=organisation.pk)]  # fmt: skip
    return " ".join([*entries, *(f"{one.subject} {one.body}" for one in Letter.objects.filter(organisation_id=organisation.pk))])  # fmt: skip


# --- what is shown ---


def test_what_is_shown_is_what_was_chosen_and_stays_as_it_was() -> None:
    place, other = an_organisation(), an_organisation()
    lead = an_actor(place, "lead")
    review = an_open_review(place, other, actor=lead)
    assert [one["key"] for one in review.shown] == ["problem", "question"]
    assert "Hemmelig historie" not in json.dumps(review.shown, ensure_ascii=False)
    assert [one["id"] for one in review.questions] == ["whose", "hidden", "evidence", "without_buying", "yours"]
    Challenge.objects.update(story="Noe annet")
    statement = queries.thing_of(review)
    assert statement is not None
    type(statement).objects.filter(pk=statement.pk).update(problem="Noe helt annet.")
    review.refresh_from_db()
    assert review.shown[0]["text"] == "Natten er utrygg."
    with pytest.raises(Refused, match="not open"):
        actions.change_review(actor=lead, review=review, said=said_to(other), now=timezone.now())


def test_a_plan_for_a_dialogue_shows_no_people_and_only_before_it_is_announced() -> None:
    place, other = an_organisation(), an_organisation()
    buyer = an_actor(place, "buyer")
    draft = a_dialogue(place, contact="Kari Lie", contact_email="kari@example.org")
    shown = " ".join(one.text for one in queries.sections_of(draft))
    assert "Fortell hva som virker." in shown
    assert "Kari" not in shown
    assert "@" not in shown
    review = actions.prepare_review(actor=buyer, thing=draft, said=said_to(other, sections=["why", "wanted"]), now=timezone.now())  # fmt: skip
    announced = an_open_dialogue(place)
    with pytest.raises(Refused, match="before it is announced"):
        actions.prepare_review(actor=buyer, thing=announced, said=said_to(other, sections=["why"]), now=timezone.now())
    type(draft).objects.filter(pk=draft.pk).update(state="open", announced_at=timezone.now())
    with pytest.raises(Refused, match="before it is announced"):
        actions.open_review(actor=buyer, review=review, now=timezone.now())


def test_an_evaluation_plan_is_shown_with_what_it_measures() -> None:
    place = an_organisation()
    plan = a_whole_plan(a_run(place))
    found = {one.key: one.text for one in queries.sections_of(plan)}
    assert "Spør flere enheter brukere først?" in found["questions"]
    assert "Spør brukere først" in found["indicators"]
    made = actions.prepare_review(actor=an_actor(place, "evaluator"), thing=plan, said=said_to(sections=["questions"]), now=timezone.now())  # fmt: skip
    assert (made.kind, made.plan) == ("evaluation", plan)


def test_what_cannot_be_prepared_or_opened() -> None:
    place, other = an_organisation(), an_organisation()
    lead, statement, now = an_actor(place, "lead"), a_statement(place), timezone.now()
    today = timezone.localdate(now)
    wrong = [
        (said_to(other, deadline=today), "still to come"), (said_to(other, deadline=today - timedelta(days=1)), "still to come"),
        (said_to(other, deadline=today + timedelta(days=400)), "half a year"), (said_to(other, sections=["secret"]), "at least one part"), (said_to(other, title=" "), "at least one part"),
        (said_to(place), "besides your own"), (said_to(other, reach="moon"), "who is invited"), (said_to(network=a_network(other)), "your organisation is in"),
    ]  # fmt: skip
    for said, why in wrong:
        with pytest.raises(Refused, match=why):
            actions.prepare_review(actor=lead, thing=statement, said=said, now=now)
    assert not PeerReview.objects.exists()
    alone = a_network(place)
    member = an_actor(place, "lead")
    review = actions.prepare_review(actor=member, thing=statement, said=said_to(network=alone), now=now)
    with pytest.raises(Refused, match="no one to invite"):
        actions.open_review(actor=member, review=review, now=now)
    with pytest.raises(Refused, match="deadline has passed"):
        actions.open_review(actor=member, review=review, now=now + timedelta(days=20))
    for actor in (an_actor(place, "observer"), an_actor(other, "admin"), an_actor(place, "supplier")):
        with pytest.raises(Refused):
            actions.prepare_review(actor=actor, thing=statement, said=said_to(other), now=now)


# --- who is invited, and who sees ---


def test_the_invited_get_a_letter_and_a_task_once() -> None:
    place, other = an_organisation(), an_organisation()
    admin = a_member(other, "admin")
    lead = an_actor(place, "lead")
    review = a_draft(place, other, other, actor=lead)
    again = said_to(other, title="Et nytt navn")
    review = actions.change_review(actor=lead, review=review, said=again, now=timezone.now())
    assert Invitation.objects.filter(review=review).count() == 1
    actions.open_review(actor=lead, review=review, now=timezone.now())
    with pytest.raises(Refused, match="not open"):
        actions.open_review(actor=lead, review=review, now=timezone.now())
    letter = Letter.objects.get(kind="peerreviews.invited")
    assert (letter.to_address, letter.organisation_id) == (admin.email, other.pk)
    assert "Et nytt navn" in letter.body
    assert Task.objects.get(organisation=other, word="answer").for_user_id == admin.pk
    assert lead.name not in everything_said(other)
    assert admin.email not in everything_said(place)


@pytest.mark.parametrize("reach", ["named", "network", "host"])
def test_who_sees_a_peer_challenge(reach: str) -> None:
    owner, named, left, answered, far = (an_organisation() for _ in range(5))
    network = a_network(owner, named, left, answered)
    lead = an_actor(owner, "lead")
    how = {"named": {}, "network": {"network": network}, "host": {}}[reach]
    invited = (named, left, answered) if reach == "named" else ()
    draft = a_draft(owner, *invited, actor=lead, **how)
    assert not PeerReview.objects.visible_to(an_actor(named, "admin")).exists(), (
        "nobody else sees it while it is prepared"
    )
    review = actions.open_review(actor=lead, review=draft, now=timezone.now())
    an_answer(review, an_actor(answered, "driver"))
    NetworkMember.objects.filter(organisation__in=(left, answered)).update(left_at=timezone.now())
    outside = reach == "host"
    expected = {
        "own": (an_actor(owner, "observer"), True), "own guest": (an_actor(owner, "supplier"), False), "invited": (an_actor(named, "observer"), True),
        "its supplier": (an_actor(named, "supplier"), False), "its contributor": (an_actor(named, "contributor"), False),
        "left the network": (an_actor(left, "admin"), reach != "network"), "left, but has answered": (an_actor(answered, "observer"), True),
        "far": (an_actor(far, "admin"), outside), "visitor": (VISITOR, False), "nowhere": (actor_of(a_user()), False), "the system": (system("Nybrott"), True),
    }  # fmt: skip
    seen = {name: PeerReview.objects.visible_to(actor).filter(pk=review.pk).exists() for name, (actor, _sees) in expected.items()}  # fmt: skip
    assert seen == {name: sees for name, (_actor, sees) in expected.items()}
    actions.withdraw_review(actor=lead, review=review, now=timezone.now())
    assert not PeerReview.objects.visible_to(an_actor(named, "admin")).exists()


def test_others_answers_are_hidden_until_one_has_answered_or_the_deadline_has_passed() -> None:
    owner, one, two = an_organisation(), an_organisation(), an_organisation()
    lead = an_actor(owner, "lead")
    review = an_open_review(owner, one, two, actor=lead)
    first, colleague, second = an_actor(one, "driver"), an_actor(one, "lead"), an_actor(two, "driver")
    answer = an_answer(review, first)

    def sees(actor: Actor) -> int:
        return Answer.objects.visible_to(actor).count()

    assert [sees(who) for who in (lead, first, colleague, second)] == [1, 1, 0, 0]
    assert not Point.objects.visible_to(second).exists()
    an_answer(review, second)
    assert [sees(who) for who in (lead, first, colleague, second)] == [2, 2, 0, 2]
    actions.close_review(actor=lead, review=review, now=timezone.now())
    assert [sees(who) for who in (lead, first, colleague, second)] == [2, 2, 2, 2]
    assert [sees(who) for who in (an_actor(an_organisation(), "admin"), an_actor(one, "supplier"), VISITOR)] == [
        0,
        0,
        0,
    ]
    assert answer.points.count() == 2


# --- answering ---


def test_an_answer_is_sent_once_and_never_changed() -> None:
    owner, other = an_organisation(), an_organisation()
    review, mine = an_open_review(owner, other), an_actor(other, "driver")
    with pytest.raises(Refused, match="at least one"):
        an_answer(review, mine, whose="  ", beads="x")
    answer = an_answer(review, mine, whose="x" * 10_000, beads="ikke spurt")
    assert [(one.question, len(one.text)) for one in answer.points.all()] == [("whose", 5_000)]
    with pytest.raises(Refused, match="stays as it is"):
        an_answer(review, mine)
    an_answer(review, an_actor(other, "mentor"))
    assert Answer.objects.filter(organisation=other).count() == 2, "several of an organisation may answer"
    for actor, why in ((an_actor(owner, "driver"), "Others challenge this"), (an_actor(other, "supplier"), "those who work in the organisation")):  # fmt: skip
        with pytest.raises(Refused, match=why):
            an_answer(review, actor)
    late = timezone.now() + timedelta(days=15)
    with pytest.raises(Refused, match="deadline has passed"):
        actions.send_answer(actor=an_actor(other, "lead"), review=review, texts=TEXTS, signed=False, now=late)
    assert not Task.objects.filter(organisation=other, word="answer", state="open").exists()


def test_a_name_is_shown_only_when_signed() -> None:
    owner, other = an_organisation(), an_organisation()
    review = an_open_review(owner, other)
    quiet, loud = an_actor(other, "driver"), an_actor(other, "mentor")
    assert an_answer(review, quiet).by == other.name
    assert an_answer(review, loud, signed=True).by == f"{loud.name}, {other.name}"
    said = everything_said(owner)
    assert quiet.name not in said
    assert loud.name not in said
    assert Letter.objects.filter(kind="peerreviews.answered", organisation_id=owner.pk).count() == 2


def test_what_is_unclear_is_answered_for_all() -> None:
    owner, one, two = an_organisation(), an_organisation(), an_organisation()
    lead, asker = an_actor(owner, "lead"), an_actor(one, "driver")
    review, now = an_open_review(owner, one, two, actor=lead), timezone.now()
    question = actions.ask_clarity(actor=asker, review=review, text="Hvem er «de»?", now=now)
    with pytest.raises(Refused, match="Those who challenge"):
        actions.ask_clarity(actor=lead, review=review, text="x", now=now)
    with pytest.raises(Refused, match="another organisation"):
        actions.answer_clarity(actor=asker, question=question, text="x", now=now)
    actions.answer_clarity(actor=lead, question=question, text="Beboerne.", now=now)
    assert Clarification.objects.visible_to(an_actor(two, "observer")).get().answer == "Beboerne."
    with pytest.raises(Refused, match="is answered"):
        actions.answer_clarity(actor=lead, question=question, text="Nei.", now=now)
    letters = Letter.objects.filter(kind="peerreviews.unclear").order_by("pk")
    assert [one.organisation_id for one in letters] == [owner.pk, one.pk]
    assert "Beboerne." in letters[1].body
    assert asker.name not in letters[0].body


# --- going through, and telling ---


def test_points_are_gone_through_and_those_who_answered_hear_what_was_changed() -> None:
    owner, other = an_organisation(), an_organisation()
    lead, reviewer = an_actor(owner, "lead"), a_member(other, "driver")
    review, now = an_open_review(owner, other, actor=lead), timezone.now()
    answer = an_answer(review, actor_of(reviewer, other))
    first, second = answer.points.all()
    with pytest.raises(Refused, match="no more answers come"):
        actions.decide_point(actor=lead, point=first, outcome="taken", said="x", now=now)
    review = actions.close_review(actor=lead, review=review, now=now)
    assert Task.objects.get(word="decide", state="open").for_user_id == lead.user_id
    with pytest.raises(Refused, match="each point"):
        actions.finish_review(actor=lead, review=review, thanks="", now=now)
    with pytest.raises(Refused, match="taken, partly"):
        actions.decide_point(actor=lead, point=first, outcome="beads", said="x", now=now)
    with pytest.raises(Refused, match="sentence"):
        actions.decide_point(actor=lead, point=first, outcome="taken", said=" ", now=now)
    with pytest.raises(Refused, match="another organisation"):
        actions.decide_point(actor=actor_of(reviewer, other), point=first, outcome="taken", said="x", now=now)
    actions.decide_point(actor=lead, point=first, outcome="taken", said="Vi spør nattevaktene.", before="ansatte", after="nattevakter", now=now)  # fmt: skip
    kept = actions.decide_point(actor=lead, point=second, outcome="not_taken", said="Ordet står i loven.", before="x", after="y", now=now)  # fmt: skip
    assert (kept.before, kept.after) == ("", ""), "nothing was changed, so there is no before and after"
    done = actions.finish_review(actor=lead, review=review, thanks="Takk for tiden.", now=now)
    assert done.state == ReviewState.DONE
    letter = Letter.objects.get(kind="peerreviews.changed")
    assert (letter.to_address, letter.organisation_id) == (reviewer.email, other.pk)
    for words in ("Takk for tiden.", "Nattevaktene er ikke hørt.", "Vi spør nattevaktene.", "Ordet står i loven."):
        assert words in letter.body
    assert not Task.objects.filter(word="decide", state="open").exists()
    came = queries.came_of(queries.ours(lead))
    assert (came.reviews, came.answers, came.points, came.taken) == (1, 1, 2, 1)
    assert came.said == "Challenged by others 1 time. 1 change because of it."
    with pytest.raises(Refused, match="before those who answered are told"):
        actions.decide_point(actor=lead, point=first, outcome="taken", said="x", now=now)


def test_the_letter_quotes_the_words_before_and_after_in_the_readers_language() -> None:
    owner, other = an_organisation(), an_organisation()
    lead = an_actor(owner, "lead")
    review = an_open_review(owner, other, actor=lead)
    people = {code: a_member(other, "driver", user=a_user(language=code)) for code in ("nb", "nn", "en")}
    alike = "Natten er lang på alle avdelinger, og ingen teller. " * 8
    for user in people.values():
        for point in an_answer(review, actor_of(user, other)).points.all()[:1]:
            point.text = f"Hør nattevaktene. {'Lenge. ' * 100}"
            point.save()
    review = actions.close_review(actor=lead, review=review, now=timezone.now())
    decided(review, lead)
    first = {answer.user_id: answer.points.all()[0] for answer in review.answers.all()}
    for point in first.values():
        point.before, point.after = f"{alike}Vi spør ansatte.", f"{alike}Vi spør\n\n<b>nattevaktene</b> {{stop}}."
        point.save()
    actions.finish_review(actor=lead, review=review, thanks="", now=timezone.now())
    for code, (before, after, whole) in {"nb": ("Før: «", "Etter: «", "Hele teksten: "), "nn": ("Før: «", "Etter: «", "Heile teksten: "), "en": ("Before: “", "After: “", "All of it: ")}.items():  # fmt: skip
        user = people[code]
        body = Letter.objects.get(kind="peerreviews.changed", to_user_id=user.pk).body
        lines = body.splitlines()
        (long_before,) = [line for line in lines if line.startswith(f"{before}…")]
        (long_after,) = [line for line in lines if line.startswith(f"{after}…")]
        assert long_before[:-1].endswith("Vi spør ansatte."), "the part that differs is what is quoted"
        assert long_after[:-1].endswith("Vi spør <b>nattevaktene</b> (stop)."), (
            "on one line, and nothing in it is filled in"
        )
        assert max(len(long_before), len(long_after)) < 260
        assert f"{before}tilsyn" in body, "a short text stands whole"
        assert f"{after}trygghet" in body
        links = [line for line in lines if line.startswith(whole)]
        assert len(links) == 1, "only where something was cut"
        place, _mark, anchor = links[0].removeprefix(whole).partition("#")
        reader = Client()
        reader.force_login(user)
        page = reader.get(place.removeprefix(settings.ADDRESS)).content.decode()
        assert f'id="{anchor}"' in page
        assert "&lt;b&gt;nattevaktene&lt;/b&gt;" in page
        assert "<b>nattevaktene" not in page


WORD = "ord " * 100


@pytest.mark.parametrize(
    ("text", "other", "quoted"),
    [
        ("", "noe", ""),
        (" kort \n tekst ", "", "kort tekst"),
        ("a" * 240, "", "a" * 240),
        ("a" * 241, "", "a" * 240 + "…"),
        (WORD, "", "ord " * 59 + "ord…"),
        (f"{WORD}slutt", WORD, "…" + "ord " * 58 + "slutt"),
        (WORD + "a " * 200, WORD + "b " * 200, "…" + "ord " * 15 + "a " * 89 + "a…"),
    ],
    ids=["nothing", "short", "just", "one word", "beginning", "end", "middle"],
)
def test_a_text_is_quoted_where_it_differs(text: str, other: str, quoted: str) -> None:
    assert letters.quoted(text, other) == quoted


def test_counts_are_counted_by_a_slow_twin_too() -> None:
    owner, other = an_organisation(), an_organisation()
    lead = an_actor(owner, "lead")
    for _ in range(2):
        decided(a_closed_review(owner, other, actor=lead), lead)
    an_open_review(owner, other, actor=lead)
    a_draft(owner, other, actor=lead)
    slow = [one for one in PeerReview.objects.all() if one.state in ("open", "closed", "done")]
    points = [point for one in slow for answer in one.answers.all() for point in answer.points.all()]
    came = queries.came_of(queries.ours(lead))
    assert (came.reviews, came.answers) == (len(slow), sum(one.answers.count() for one in slow))
    assert (came.points, came.taken) == (len(points), sum(point.outcome in ("taken", "partly") for point in points))


def test_the_night_after_the_deadline_no_more_is_taken() -> None:
    owner, other = an_organisation(), an_organisation()
    review = an_open_review(owner, other)
    close(timestamp=int((timezone.now() + timedelta(days=13)).timestamp()))
    review.refresh_from_db()
    assert review.state == ReviewState.OPEN
    close(timestamp=int((timezone.now() + timedelta(days=16)).timestamp()))
    review.refresh_from_db()
    assert review.state == ReviewState.CLOSED
    assert actions.close_those_due(now=timezone.now() + timedelta(days=17)) == 0


def test_a_member_leaves_the_network_in_the_middle_and_keeps_only_what_it_answered() -> None:
    owner, stays, leaves = (an_organisation() for _ in range(3))
    network = a_network(owner, stays, leaves)
    lead = an_actor(owner, "lead")
    review = an_open_review(owner, actor=lead, network=network)
    NetworkMember.objects.filter(organisation=leaves).update(left_at=timezone.now())
    assert PeerReview.objects.visible_to(an_actor(stays, "driver")).exists()
    assert not PeerReview.objects.visible_to(an_actor(leaves, "driver")).exists()
    actions.close_review(actor=lead, review=review, now=timezone.now())
    assert not Task.objects.filter(organisation=leaves, word="answer", state="open").exists()


def test_a_person_who_answered_or_asked_is_erased() -> None:
    owner, other = an_organisation(), an_organisation()
    lead, reviewer = an_actor(owner, "lead"), a_member(other, "driver")
    review = an_open_review(owner, other, actor=lead)
    answer = an_answer(review, actor_of(reviewer, other), signed=True)
    actions.ask_clarity(actor=actor_of(reviewer, other), review=review, text="Hva?", now=timezone.now())
    erase_person(actor=an_actor(other, "admin"), user=reviewer, reason="Ba om det.", now=timezone.now())
    answer.refresh_from_db()
    assert answer.user is None
    assert answer.by == other.name
    assert answer.points.count() == 2, "what the organisation said stays"
    review = actions.close_review(actor=lead, review=review, now=timezone.now())
    actions.finish_review(actor=lead, review=decided(review, lead), thanks="", now=timezone.now())
    assert not Letter.objects.filter(kind="peerreviews.changed").exists()


def test_who_may_answer_and_decide_is_a_sentence() -> None:
    owner, other = an_organisation(), an_organisation()
    review = an_open_review(owner, other)
    today = timezone.localdate()
    assert rules.may_answer(an_actor(other, "observer"), review, today)
    assert "those who work in the organisation" in rules.may_answer(VISITOR, review, today).reason
    assert "work on what is challenged" in rules.may_speak(an_actor(owner, "observer"), review).reason
    assert rules.may_speak(system("Nybrott", owner.pk), review)
