"""From evidence to insights to needs: the board, the states of a need, and what makes it fall back."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from nybrott.challenges import actions as challenges_actions
from nybrott.challenges.models import Challenge
from nybrott.challenges.queries import challenge_page, next_step
from nybrott.challenges.tests.factories import a_challenge, a_heard_challenge
from nybrott.core.actor import Actor
from nybrott.core.trail import before
from nybrott.core.verdict import Refused
from nybrott.hearings import actions as hearings_actions
from nybrott.hearings.tests.factories import a_contribution, some_evidence
from nybrott.insights import actions, queries, rules
from nybrott.insights.actions import NeedParts
from nybrott.insights.tests.factories import a_need, a_verified_need, an_insight, from_employee, from_user
from nybrott.journal.models import Entry
from nybrott.needs.models import Insight, Need, NeedSource
from nybrott.needs.states import NEED
from nybrott.people.models import Organisation
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, an_actor, an_organisation

NOW = timezone.now()


@pytest.fixture
def place(db: None) -> Organisation:
    return an_organisation("Fjordvik kommune")


@pytest.fixture
def lead(place: Organisation) -> Actor:
    return an_actor(place, "lead")


@pytest.fixture
def heard(place: Organisation) -> Challenge:
    return a_heard_challenge(place, "Uro om natten")


@pytest.fixture
def signed_in(client: Client, place: Organisation) -> Client:
    client.force_login(a_member(place, "lead"))
    return client


def words(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


def state(need: Need) -> str:
    return Need.objects.get(pk=need.pk).state


# --- states ---


def test_a_need_is_an_assumption_until_something_shows_it(heard: Challenge, lead: Actor) -> None:
    need = a_need(lead, heard)
    assert state(need) == "assumption"
    piece = from_user(lead, heard)
    actions.link_to_need(actor=lead, need=need, evidence=[piece], now=NOW)
    assert state(need) == "expressed"
    hearings_actions.remove_evidence(actor=lead, evidence=piece, now=NOW)
    assert state(need) == "assumption"


def test_an_insight_carries_its_evidence_to_the_need(heard: Challenge, lead: Actor) -> None:
    insight = an_insight(lead, heard)
    need = a_need(lead, heard, insight)
    assert state(need) == "assumption", "an insight that nothing shows is a guess"
    piece = from_user(lead, heard)
    actions.link_evidence(actor=lead, insight=insight, evidence=[piece, from_employee(lead, heard)], now=NOW)
    assert state(need) == "expressed"
    actions.verify_need(actor=lead, need=need, now=NOW)
    actions.unlink_evidence(actor=lead, insight=insight, evidence=piece, now=NOW)
    assert state(need) == "expressed"
    actions.remove_insight(actor=lead, insight=insight, now=NOW)
    assert state(need) == "assumption"


@pytest.mark.parametrize(
    ("behind", "said"),
    [
        ((), "Ingenting viser"),
        (("nobody",), "verken hvem"),
        (("user 1",), "én kilde"),
        (("user 1", "user 1"), "én kilde"),
        (("employee 1", "employee 2"), "ingen av dem er en bruker"),
        (("employee 1", "relative 1"), "ingen av dem er en bruker"),
        (("user 1", "nobody"), "én kilde"),
        (("user 1", "employee 1"), ""),
        (("user 1", "user 2"), ""),
        (("contribution",), "én kilde"),
        (("contribution", "employee 1"), ""),
        (("contribution", "contribution"), ""),
        (("user 1", "log"), ""),
        (("log", "log"), "én kilde"),
    ],
)
@pytest.mark.parametrize("through", [False, True])
def test_verified_takes_two_independent_sources_one_of_them_a_user(
    heard: Challenge, lead: Actor, behind: tuple[str, ...], said: str, through: bool
) -> None:
    pieces = []
    for one in behind:
        side, _space, _number = one.partition(" ")
        if one == "contribution":
            told = a_contribution(heard)
            pieces.append(hearings_actions.take_up(actor=lead, contribution=told, title="Sagt", answer="", now=NOW))
        elif one in ("nobody", "log"):
            pieces.append(some_evidence(heard, lead, source="Logg" if one == "log" else ""))
        else:
            pieces.append(some_evidence(heard, lead, pseudonym=one, side=side))
    need = a_need(lead, heard, an_insight(lead, heard, *pieces)) if through else a_need(lead, heard, *pieces)
    verdict = rules.may_verify(lead, need)
    assert (bool(verdict), said in verdict.reason) == (not said, True)
    if said:
        with pytest.raises(Refused, match=said):
            actions.verify_need(actor=lead, need=need, now=NOW)
    else:
        actions.verify_need(actor=lead, need=need, now=NOW)
        assert state(need) == "verified"


def test_the_same_evidence_directly_and_through_an_insight_counts_once(heard: Challenge, lead: Actor) -> None:
    piece = from_user(lead, heard)
    need = a_need(lead, heard, piece, an_insight(lead, heard, piece))
    page = queries.need_page(need)
    assert (page.rests.pieces, page.rests.sources, len(page.sources)) == (1, 1, 2)


@pytest.mark.parametrize("how", ["remove", "change", "set_aside", "hide", "take_back", "unlink"])
def test_a_verified_need_falls_back_with_what_it_rested_on(heard: Challenge, lead: Actor, how: str) -> None:
    told = a_contribution(heard)
    said = hearings_actions.take_up(actor=lead, contribution=told, title="Sagt", answer="", now=NOW)
    seen = from_employee(lead, heard, "Vekter 1")
    need = a_need(lead, heard, an_insight(lead, heard, said), seen)
    actions.verify_need(actor=lead, need=need, now=NOW)
    if how == "remove":
        hearings_actions.remove_evidence(actor=lead, evidence=said, now=NOW)
    elif how == "change":
        shown = hearings_actions.Shown("observation", "Sett", seen.keep_until)
        hearings_actions.change_evidence(actor=lead, evidence=seen, shown=shown, now=NOW)
    elif how == "set_aside":
        hearings_actions.set_aside(actor=lead, contribution=told, answer="", now=NOW)
    elif how == "hide":
        hearings_actions.hide(actor=lead, contribution=told, now=NOW)
    elif how == "take_back":
        hearings_actions.take_back_contribution(contribution=told, now=NOW)
    else:
        actions.unlink_from_need(actor=lead, source=NeedSource.objects.get(evidence=seen), now=NOW)
    need.refresh_from_db()
    assert (need.state, need.verified_at) == ("expressed", None)
    fell = Entry.objects.filter(verb="needs.need_doubted", thing_ref=str(need.pk)).get()
    assert fell.private["facts"] == {"from": "verified", "to": "expressed"}


def test_a_verified_need_stands_when_enough_is_left(heard: Challenge, lead: Actor) -> None:
    need = a_verified_need(lead, heard)
    more = from_user(lead, heard)
    actions.link_to_need(actor=lead, need=need, evidence=[more], now=NOW)
    hearings_actions.remove_evidence(actor=lead, evidence=more, now=NOW)
    assert state(need) == "verified"
    assert not Entry.objects.filter(verb="needs.need_doubted").exists()


def test_only_the_need_owner_makes_an_exception_and_in_writing(
    heard: Challenge, lead: Actor, place: Organisation
) -> None:
    need = a_need(lead, heard)
    assert "ingen behovseier" in rules.may_verify_by_exception(lead, need).reason
    owner = a_member(place, "owner")
    Challenge.objects.filter(pk=heard.pk).update(owner=owner)
    need = Need.objects.get(pk=need.pk)
    with pytest.raises(Refused, match="Bare behovseieren"):
        actions.verify_by_exception(actor=lead, need=need, reason="Haster", now=NOW)
    with pytest.raises(Refused, match="Si hvorfor"):
        actions.verify_by_exception(actor=actor_of(owner, place), need=need, reason="  ", now=NOW)
    actions.verify_by_exception(actor=actor_of(owner, place), need=need, reason="Tilsynet krever det", now=NOW)
    need.refresh_from_db()
    assert (need.state, need.by_exception, need.reason) == ("verified", True, "Tilsynet krever det")
    piece = from_user(lead, heard)
    actions.link_to_need(actor=lead, need=need, evidence=[piece], now=NOW)
    hearings_actions.remove_evidence(actor=lead, evidence=piece, now=NOW)
    assert state(need) == "verified", "an exception does not rest on evidence"


def test_a_need_is_parked_with_a_reason_and_taken_up_as_far_as_it_is_shown(heard: Challenge, lead: Actor) -> None:
    need = a_verified_need(lead, heard)
    with pytest.raises(Refused, match="Si hvorfor"):
        actions.park_need(actor=lead, need=need, reason=" ", now=NOW)
    actions.park_need(actor=lead, need=need, reason="Løses av ny vaktordning", now=NOW)
    need.refresh_from_db()
    assert (need.state, need.verified_at) == ("parked", None)
    for refused in (rules.may_word_need, rules.may_park_need, rules.may_verify):
        assert not refused(lead, need)
    actions.take_up_need(actor=lead, need=need, now=NOW)
    need.refresh_from_db()
    assert (need.state, need.reason) == ("expressed", "")


def test_a_verified_need_that_says_something_else_is_verified_anew(heard: Challenge, lead: Actor) -> None:
    need = a_verified_need(lead, heard)
    told = NeedParts(need.who, need.need, because="De er redde")
    assert actions.word_need(actor=lead, need=need, parts=told, now=NOW) is False
    assert state(need) == "verified", "a reason more does not change what was shown"
    assert actions.word_need(actor=lead, need=need, parts=NeedParts("Barn", need.need), now=NOW) is True
    assert state(need) == "expressed"


STATES = ("assumption", "expressed", "verified", "parked")


@pytest.mark.parametrize("standing", STATES)
def test_the_steps_that_are_open(heard: Challenge, lead: Actor, standing: str) -> None:
    need = a_verified_need(lead, heard)
    Need.objects.filter(pk=need.pk).update(state=standing, reason="x")
    need = Need.objects.get(pk=need.pk)
    open_steps = NEED.open_steps(standing)
    assert bool(rules.may_park_need(lead, need)) is ("park" in open_steps)
    assert bool(rules.may_take_up_need(lead, need)) is ("take_up_again" in open_steps)
    assert bool(rules.may_verify(lead, need)) is ("verify" in open_steps)
    assert bool(rules.may_word_need(lead, need)) is (standing != "parked")


def test_only_those_who_work_on_it_and_only_while_it_is_worked_on(
    heard: Challenge, lead: Actor, place: Organisation
) -> None:
    need = a_need(lead, heard)
    outside = an_actor(place, "driver")
    elsewhere = an_actor(an_organisation(), "lead")
    for actor in (outside, elsewhere):
        assert not rules.may_make_sense(actor, heard)
        assert not rules.may_word_need(actor, need)
        with pytest.raises(Refused):
            actions.write_insight(actor=actor, challenge=heard, text="x", now=NOW)
    challenges_actions.park_challenge(actor=lead, challenge=heard, reason="Senere", now=NOW)
    heard.refresh_from_db()
    assert "ikke med lenger" in rules.may_make_sense(lead, heard).reason


def test_evidence_of_another_challenge_cannot_be_linked(heard: Challenge, lead: Actor, place: Organisation) -> None:
    other = from_user(lead, a_heard_challenge(place))
    with pytest.raises(ValueError, match="another challenge"):
        an_insight(lead, heard, other)
    with pytest.raises(ValueError, match="another challenge"):
        a_need(lead, heard, other)
    assert not Insight.objects.exists()
    assert not Need.objects.exists()


# --- order, twice, at once ---


def test_things_are_moved_up_and_down(heard: Challenge, lead: Actor) -> None:
    first, second, third = (an_insight(lead, heard, text=text) for text in ("A", "B", "C"))
    actions.move(actor=lead, thing=third, up=True, now=NOW)
    assert [one.text for one in Insight.objects.all()] == ["A", "C", "B"]
    actions.move(actor=lead, thing=first, up=True, now=NOW)
    actions.move(actor=lead, thing=second, up=False, now=NOW)
    assert [one.text for one in Insight.objects.all()] == ["A", "C", "B"], "at the end it stays"
    needs = [a_need(lead, heard, need=text) for text in ("X", "Y")]
    actions.move(actor=lead, thing=needs[0], up=False, now=NOW)
    assert [one.need for one in Need.objects.all()] == ["Y", "X"]


def test_the_same_form_twice_makes_one(heard: Challenge, lead: Actor) -> None:
    piece = from_user(lead, heard)
    assert an_insight(lead, heard, piece, text="Mørkt") == an_insight(lead, heard, piece, text=" Mørkt ")
    assert a_need(lead, heard, piece, need="Lys") == a_need(lead, heard, piece, need="Lys")
    assert (Insight.objects.count(), Need.objects.count(), NeedSource.objects.count()) == (1, 1, 1)


@pytest.mark.django_db(transaction=True)
def test_the_same_need_sent_by_two_at_once_is_one() -> None:
    place = an_organisation()
    lead = an_actor(place, "lead")
    heard = a_heard_challenge(place)

    def write(_number: int) -> None:
        try:
            a_need(lead, heard, need="Lys")
            an_insight(lead, heard, text="Mørkt")
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    assert (Need.objects.count(), Insight.objects.count()) == (1, 1)


# --- pages ---


def test_the_board_empty_and_filled(signed_in: Client, heard: Challenge, lead: Actor, place: Organisation) -> None:
    address = f"/challenges/{heard.pk}/board/"
    empty = words(signed_in.get(address))
    assert "Ingenting er samlet inn" in empty
    piece = from_user(lead, heard)
    sent = signed_in.post(address, {"do": "insight", "text": "Det er mørkt", "evidence": [piece.pk]})
    insight = Insight.objects.get()
    assert sent.headers["Location"] == f"{address}#insight-{insight.pk}"
    assert list(insight.evidence.all()) == [piece]
    written = signed_in.get(f"/challenges/{heard.pk}/needs/write/?evidence={piece.pk}&insight={insight.pk}&evidence=x")
    assert words(written).count('type="hidden" name="evidence"') == 1
    parts = {"who": "Eldre", "need": "Finne veien", "evidence": [piece.pk], "insight": [insight.pk]}
    assert signed_in.post(f"/challenges/{heard.pk}/needs/write/", parts).status_code == 302
    need = Need.objects.get()
    assert (need.state, need.sources.count()) == ("expressed", 2)
    more = from_employee(lead, heard)
    linked = signed_in.post(address, {"do": "to_insight", "evidence": [more.pk], "to_insight": insight.pk}, follow=True)
    assert "1 knytning er gjort" in words(linked)
    assert "knyttet sammen allerede" in words(
        signed_in.post(address, {"do": "to_need", "evidence": [piece.pk], "to_need": need.pk}, follow=True)
    )
    page = words(signed_in.get(address))
    assert "Det er mørkt" in page
    assert "2 uavhengige kilder" in page
    signed_in.post(f"/challenges/needs/{need.pk}/verify/")
    assert state(need) == "verified"
    signed_in.post(f"/challenges/{heard.pk}/board/move/", {"up": f"insight-{insight.pk}"})
    undone = signed_in.post(
        f"/challenges/needs/{need.pk}/unlink/", {"source": need.sources.get(insight=insight).pk}, follow=True
    )
    assert "ikke lenger verifisert" in words(undone)
    client = Client()
    client.force_login(a_member(place, "driver"))
    assert client.get(address).status_code == 403
    shown = words(client.get(f"/challenges/needs/{need.pk}/"))
    assert "Finne veien" in shown
    assert piece.title not in shown, "what people told is for those who work on it"


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ({"do": "insight", "text": ""}, "Skriv hva dere lærte"),
        ({"do": "insight", "text": "   "}, "Skriv hva dere lærte"),
        ({"text": ""}, "Skriv hva dere lærte"),
        ({"do": "insight", "text": "a" * 100_000}, "2000"),
        ({"do": "to_insight"}, "Velg hvilken innsikt"),
        ({"do": "to_need"}, "Velg hvilket behov"),
        ({"do": "explode"}, ""),
        ({"do": "insight", "text": "x", "evidence": ["999999"]}, ""),
        ({"do": "insight", "text": "x", "evidence": ["; drop"]}, ""),
    ],
)
def test_what_the_board_cannot_do_is_said_and_nothing_is_lost(
    signed_in: Client, heard: Challenge, lead: Actor, said: dict[str, object], answer: str
) -> None:
    piece = from_user(lead, heard)
    sent = signed_in.post(f"/challenges/{heard.pk}/board/", {"evidence": [piece.pk], **said})
    assert sent.status_code == 422
    assert answer in words(sent).replace("\xa0", "").replace("2 000", "2000")
    if "evidence" not in said:
        assert "checked" in words(sent), "what was ticked is still ticked"
    assert not Insight.objects.exists()


@pytest.mark.parametrize(
    "changed",
    [{"who": ""}, {"need": ""}, {"need": "a" * 100_000}, {"how_many": "-1"}, {"how_many": "99999999999"}, {"how_many": "mange"}],
)  # fmt: skip
def test_a_need_that_cannot_be_kept_is_said(signed_in: Client, heard: Challenge, changed: dict[str, str]) -> None:
    sent = signed_in.post(f"/challenges/{heard.pk}/needs/write/", {"who": "Eldre", "need": "Lys", **changed})
    assert sent.status_code == 422
    assert not Need.objects.exists()


def test_script_emoji_and_right_to_left_are_shown_as_written(signed_in: Client, heard: Challenge, lead: Actor) -> None:
    text = "<script>alert(1)</script> 🌙 ليلة"
    insight = an_insight(lead, heard, text=text)
    need = a_need(lead, heard, insight, need=text)
    for address in (
        f"/challenges/{heard.pk}/board/",
        f"/challenges/insights/{insight.pk}/",
        f"/challenges/needs/{need.pk}/",
    ):
        page = words(signed_in.get(address))
        assert "&lt;script&gt;alert(1)" in page
        assert "<script>alert" not in page
        assert "🌙 ليلة" in page


@pytest.mark.parametrize(
    ("said", "status"),
    [({}, 302), ({"up": "insight-x"}, 302), ({"up": "user-1"}, 302), ({"down": "need-" + "9" * 30}, 302), ({"up": "need-999"}, 404)],
)  # fmt: skip
def test_moving_what_is_not_there_moves_nothing(
    signed_in: Client, heard: Challenge, said: dict[str, str], status: int
) -> None:
    assert signed_in.post(f"/challenges/{heard.pk}/board/move/", said).status_code == status
    assert not Entry.objects.filter(verb="insights.moved").exists()


def test_an_insight_is_worded_anew_and_removed(signed_in: Client, heard: Challenge, lead: Actor) -> None:
    piece = from_user(lead, heard)
    insight = an_insight(lead, heard, piece, text="Mørkt")
    address = f"/challenges/insights/{insight.pk}/"
    assert signed_in.post(address, {"text": "Bryteren er bak døra"}).status_code == 302
    assert signed_in.post(address, {"text": ""}).status_code == 422
    signed_in.post(f"{address}unlink/", {"evidence": piece.pk})
    assert signed_in.post(f"{address}unlink/", {"evidence": "99"}).status_code == 404
    assert insight.evidence.count() == 0
    signed_in.post(f"{address}remove/")
    assert not Insight.objects.exists()


def test_a_need_is_parked_and_taken_up_by_its_pages(signed_in: Client, heard: Challenge, lead: Actor) -> None:
    need = a_verified_need(lead, heard)
    address = f"/challenges/needs/{need.pk}/"
    changed = signed_in.post(f"{address}words/", {"who": "Barn", "need": "Lys"}, follow=True)
    assert "verifiseres på nytt" in words(changed)
    assert signed_in.post(f"{address}park/", {"reason": ""}).status_code == 422
    signed_in.post(f"{address}park/", {"reason": "Ikke nå"})
    assert "Ikke nå" in words(signed_in.get(address))
    signed_in.post(f"{address}again/")
    assert state(need) == "expressed"


def test_the_board_is_paged(signed_in: Client, heard: Challenge, lead: Actor) -> None:
    for number in range(25):
        an_insight(lead, heard, text=f"Innsikt nummer {number:02}")
    first, second = (words(signed_in.get(f"/challenges/{heard.pk}/board/?page={page}")) for page in ("1", "2"))
    assert "nummer 19" in first
    assert "nummer 24" not in first.split('id="together"')[0]
    assert "nummer 24" in second
    assert signed_in.get(f"/challenges/{heard.pk}/board/?page=99999999").status_code == 200
    assert signed_in.get(f"/challenges/{heard.pk}/board/?page=900").status_code == 200


def test_pages_keep_to_their_queries(
    heard: Challenge, lead: Actor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in (1, 3):
        for _ in range(number):
            piece = from_user(lead, heard)
            need = a_need(lead, heard, an_insight(lead, heard, piece), piece)
        with django_assert_num_queries(8):
            queries.board(heard)
        with django_assert_num_queries(3):
            queries.need_page(need)
        with django_assert_num_queries(4):
            queries.needs_trail(lead, heard)


def test_the_trail_leads_from_evidence_to_the_need(heard: Challenge, lead: Actor) -> None:
    told = a_contribution(heard)
    said = hearings_actions.take_up(actor=lead, contribution=told, title="Sagt", answer="", now=NOW)
    insight = an_insight(lead, heard, said)
    need, alone = a_need(lead, heard, insight), a_need(lead, heard)
    trail = queries.needs_trail(lead, heard)
    assert before(trail, ("need", str(need.pk))) == {("evidence", str(said.pk)), ("insight", str(insight.pk))}
    assert before(trail, ("need", str(alone.pk))) == frozenset()
    assert [(stop.ref, stop.state) for stop in trail.stops if stop.kind == "need"] == [
        (str(need.pk), "now"), (str(alone.pk), "assumption"), ("", "missing"),
    ]  # fmt: skip


def test_making_sense_is_the_next_step_after_the_hearing(heard: Challenge, lead: Actor) -> None:
    challenges_actions.close_hearing(actor=lead, challenge=heard, now=NOW)
    heard.refresh_from_db()
    step = next_step(lead, challenge_page(heard))
    assert step is not None
    assert (step.url, step.step) == (f"/challenges/{heard.pk}/board/", "Finn behovene bak det som ble sagt")


def test_assumptions_are_shown_as_such(signed_in: Client, place: Organisation, lead: Actor) -> None:
    raised = a_challenge(lead)
    a_need(lead, raised)
    page = words(signed_in.get(f"/challenges/{raised.pk}/board/"))
    assert 'data-state="assumption"' in page
    assert "Ingenting viser dette behovet" in page
