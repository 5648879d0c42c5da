"""Same need elsewhere: compared only where both agreed, explained, answered by people, and a no is remembered."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from nybrott.challenges.actions import park_challenge
from nybrott.core.verdict import Refused
from nybrott.desk.models import Task
from nybrott.groups import actions, queries
from nybrott.groups.jobs import compare
from nybrott.groups.models import Comparison, Consent, Match, MatchAnswer
from nybrott.groups.tests.factories import (
    NATT,
    NIGHT,
    NOW,
    a_match,
    a_verified_statement,
    again,
    agreed,
    speaker,
)
from nybrott.journal.models import Entry
from nybrott.needs.states import NeedState
from nybrott.networks.actions import leave_network
from nybrott.people.models import NetworkMember
from nybrott.people.tests.factories import a_member, a_network, an_actor, an_organisation

HOUR = timedelta(hours=1)
pytestmark = pytest.mark.django_db
SNOW = ("Fortauene er glatte om vinteren", "Hvordan kan vi strø fortauene i tide?", "Folk sklir på is foran skolen.")
HOSTILE = ("<script>alert(1)</script> fall om natten", "Hvordan <b>kan</b> eldre gå trygt til badet om natten?", "Eldre faller.")  # fmt: skip


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address, headers={"accept-language": "en"})
    assert answer.status_code == status
    return " ".join(html.fromstring(answer.content).text_content().split())


def test_two_meet_only_when_both_agreed_and_each_sees_it_from_its_own_side() -> None:
    fjordvik, sundvag = an_organisation("Fjordvik"), an_organisation("Sundvåg")
    network = a_network(fjordvik, sundvag)
    a_verified_statement(fjordvik)
    a_verified_statement(fjordvik, SNOW)
    a_verified_statement(sundvag, NATT)
    ours, theirs = speaker(fjordvik), speaker(sundvag)
    actions.consent(actor=ours, network=network, now=NOW)
    actions.compare_all(now=NOW)
    assert not Match.objects.exists(), "one alone is compared with nobody"
    actions.consent(actor=theirs, network=network, now=NOW)
    (mine,), (yours,) = queries.met(ours), queries.met(theirs)
    assert (mine.ours, mine.theirs, mine.place) == (yours.theirs, yours.ours, sundvag)
    assert {word.lower() for pair in mine.words for word in pair} & {"natten", "natta", "badet", "faller", "eldre"}
    assert [(b, a) for a, b in mine.words] == list(yours.words), "the words stand the other way round"
    assert mine.why.startswith("Both mention «") or mine.why.startswith("Begge")
    assert Task.objects.filter(word="look", state="open").count() == 2
    assert not compare_changed(), "compared already, and nothing new was said"


def compare_changed() -> bool:
    """Whether a second round after the first finds anything to do."""
    actions.compare_all(now=NOW)
    return bool(actions.compare_all(now=NOW))


@pytest.mark.parametrize(("state", "is_compared"), [(one, one == NeedState.VERIFIED) for one in NeedState.values])
def test_only_what_is_verified_is_compared(state: str, is_compared: bool) -> None:
    one, other = an_organisation(), an_organisation()
    a_verified_statement(one)
    a_verified_statement(other, NATT, state=state)
    agreed(a_network(one, other), one, other)
    assert Match.objects.exists() == is_compared


def test_a_statement_that_names_no_need_answers_those_of_its_challenge() -> None:
    one, other = an_organisation(), an_organisation()
    network = a_network(one, other)
    statement = a_verified_statement(one)
    statement.needs.clear()
    a_verified_statement(other, NATT)
    agreed(network, one, other)
    assert Match.objects.visible_to(speaker(one)).exists()
    statement.challenge.needs.update(state=NeedState.EXPRESSED)
    assert not Match.objects.visible_to(speaker(one)).exists()


def test_who_sees_a_match() -> None:
    fjordvik, sundvag, third, outside = (an_organisation() for _ in range(4))
    network = a_network(fjordvik, sundvag, third)
    a_verified_statement(fjordvik)
    a_verified_statement(sundvag, NATT)
    agreed(network, fjordvik, sundvag, third)
    for place, role, sees in (
        (fjordvik, "lead", True), (fjordvik, "observer", True), (sundvag, "driver", True), (fjordvik, "supplier", False), (sundvag, "contributor", False),
        (third, "admin", False), (outside, "admin", False),
    ):  # fmt: skip
        assert bool(queries.met(an_actor(place, role))) == sees, (place, role)
        assert Match.objects.visible_to(an_actor(place, role)).exists() == sees


def test_what_is_taken_back_or_left_is_seen_by_nobody_at_once() -> None:
    for end in ("withdraw", "leave", "doubt", "park"):
        keeper, fjordvik, sundvag = (an_organisation() for _ in range(3))
        network = a_network(keeper, fjordvik, sundvag)
        statement = a_verified_statement(fjordvik)
        a_verified_statement(sundvag, NATT)
        agreed(network, fjordvik, sundvag)
        ours, theirs = speaker(fjordvik, "admin"), speaker(sundvag)
        assert queries.met(ours)
        if end == "withdraw":
            actions.withdraw_consent(actor=ours, network=network, now=NOW)
        elif end == "leave":
            member = NetworkMember.objects.get(organisation=fjordvik, network=network)
            leave_network(actor=ours, member=member, now=NOW)
        elif end == "doubt":
            statement.needs.update(state=NeedState.ASSUMPTION)
        else:
            park_challenge(actor=ours, challenge=statement.challenge, reason="Ikke nå", now=NOW)
        assert (queries.met(again(ours)), queries.met(again(theirs))) == ([], []), end
        actions.compare_all(now=NOW)
        assert not Match.objects.filter(network=network).exists(), end


def test_coming_back_to_a_network_is_no_agreement_from_before() -> None:
    keeper, fjordvik, sundvag = (an_organisation() for _ in range(3))
    network = a_network(keeper, fjordvik, sundvag)
    a_verified_statement(fjordvik)
    a_verified_statement(sundvag, NATT)
    agreed(network, fjordvik, sundvag)
    member = NetworkMember.objects.get(organisation=fjordvik, network=network)
    leave_network(actor=speaker(fjordvik, "admin"), member=member, now=NOW)
    with pytest.raises(Refused):
        actions.consent(actor=speaker(fjordvik), network=network, now=NOW)
    actions.compare_all(now=NOW)
    assert Consent.objects.filter(organisation=fjordvik, withdrawn_at=None).count() == 0, "it ended with the membership"
    NetworkMember.objects.create(network=network, organisation=fjordvik, invited_at=NOW, joined_at=NOW + HOUR)
    assert queries.met(speaker(fjordvik)) == []
    actions.consent(actor=speaker(fjordvik), network=network, now=NOW + 2 * HOUR)
    assert queries.met(speaker(fjordvik))


def test_a_no_says_why_and_is_remembered_whatever_is_compared_later() -> None:
    fjordvik, sundvag = an_organisation(), an_organisation("Sundvåg")
    match = a_match(fjordvik, sundvag)
    ours = speaker(fjordvik)
    with pytest.raises(Refused):
        actions.answer_match(actor=ours, match=match, same=False, reason=" ", now=NOW)
    actions.answer_match(actor=ours, match=match, same=False, reason="De spør om bad, vi om alarm.", now=NOW)
    assert Task.objects.get(organisation=fjordvik, word="look").state == "done"
    assert Task.objects.get(organisation=sundvag, word="look").state == "open"
    match.one.challenge.title += " hver natt"
    match.one.challenge.save()
    actions.compare_all(now=NOW)
    (mine,), (theirs,) = queries.met(ours), queries.met(speaker(sundvag))
    assert mine.our_answer
    assert not mine.our_answer.same
    assert theirs.their_answer
    assert theirs.their_answer.reason == "De spør om bad, vi om alarm."
    assert Task.objects.filter(organisation=fjordvik, word="look", state="open").count() == 0, "nobody is asked again"
    actions.withdraw_consent(actor=ours, network=match.network, now=NOW)
    assert MatchAnswer.objects.count() == 1
    actions.consent(actor=ours, network=match.network, now=NOW)
    assert queries.met(ours)[0].our_answer == mine.our_answer
    assert Entry.objects.filter(verb="groups.not_same_said", organisation_id=fjordvik.pk).count() == 1
    assert not Entry.objects.filter(verb="groups.not_same_said", organisation_id=sundvag.pk).exists()


def test_who_may_speak_for_the_organisation() -> None:
    fjordvik, sundvag = an_organisation(), an_organisation()
    match = a_match(fjordvik, sundvag)
    for role, may in (
        ("lead", True),
        ("buyer", True),
        ("admin", True),
        ("coordinator", True),
        ("driver", False),
        ("supplier", False),
    ):
        actor = an_actor(fjordvik, role)
        if may:
            assert actions.answer_match(actor=actor, match=match, same=True, reason="", now=NOW).same
        else:
            with pytest.raises(Refused):
                actions.answer_match(actor=actor, match=match, same=True, reason="", now=NOW)
            with pytest.raises(Refused):
                actions.withdraw_consent(actor=actor, network=match.network, now=NOW)
    with pytest.raises(Refused):
        actions.answer_match(actor=an_actor(an_organisation(), "admin"), match=match, same=True, reason="", now=NOW)
    actions.answer_match(actor=speaker(sundvag), match=match, same=True, reason="", now=NOW)
    assert queries.met(speaker(fjordvik))[0].both_say_yes


def test_pages_from_nothing_to_a_yes(client: Client) -> None:
    fjordvik, sundvag = an_organisation("Fjordvik"), an_organisation("Sundvåg")
    client.force_login(a_member(fjordvik, "lead"))
    assert "You are in no network" in page(client, "/exchange/same-need/")
    network = a_network(fjordvik, sundvag)
    a_verified_statement(fjordvik)
    a_verified_statement(sundvag, HOSTILE)
    assert "How it works" in page(client, "/exchange/same-need/")
    agreed(network, sundvag)
    address = f"/exchange/same-need/networks/{network.slug}/"
    text = page(client, address)
    assert "You have 1 verified problem statement today." in text
    assert "Sundvåg" not in text, "who agreed is seen by those who have"
    assert client.post(address, {"answer": "yes"}).status_code == 302
    match = Match.objects.get()
    body = client.get("/exchange/same-need/").content
    assert b"<script>alert(1)" not in body
    assert b"&lt;script&gt;alert(1)" in body
    assert "Say whether it is the same need" in page(client, "/exchange/same-need/")
    here = f"/exchange/same-need/{match.pk}/"
    assert "Both mention" in page(client, here)
    refused = client.post(here, {"answer": "no", "reason": ""})
    assert refused.status_code == 422
    assert client.post(here, {"answer": "maybe"}).status_code == 200
    assert not MatchAnswer.objects.exists()
    assert client.post(here, {"answer": "no", "reason": "Vi spør om alarm."}).status_code == 302
    assert "Another need, you said" in page(client, "/exchange/same-need/")
    assert client.post(here, {"answer": "yes"}).status_code == 302
    actions.answer_match(actor=speaker(sundvag), match=match, same=True, reason="", now=NOW)
    assert "You have the same need" in page(client, "/exchange/same-need/")
    assert client.post(f"{address}look/").status_code == 302
    assert client.post(address, {"answer": "no"}).status_code == 302
    page(client, here, 404)
    client.force_login(a_member(fjordvik, "observer"))
    page(client, address, 403)
    client.force_login(a_member(fjordvik, "supplier"))
    page(client, "/exchange/same-need/", 403)


def test_as_many_queries_for_three_as_for_one(client: Client) -> None:
    fjordvik, *others = (an_organisation() for _ in range(4))
    network = a_network(fjordvik, *others)
    a_verified_statement(fjordvik)
    a_verified_statement(others[0], NATT)
    agreed(network, fjordvik, others[0])
    client.force_login(a_member(fjordvik, "lead"))
    client.get("/exchange/same-need/")
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get("/exchange/same-need/")
    for place in others[1:]:
        a_verified_statement(place, NIGHT)
    agreed(network, *others[1:])
    assert len(queries.met(speaker(fjordvik))) == 3
    with CaptureQueriesContext(connection) as three:
        client.get("/exchange/same-need/")
    assert len(one) == len(three)


def test_the_job_compares_what_changed_and_nothing_else() -> None:
    fjordvik, sundvag = an_organisation(), an_organisation()
    network = a_network(fjordvik, sundvag)
    agreed(network, fjordvik, sundvag)
    a_verified_statement(fjordvik)
    a_verified_statement(sundvag, NATT)
    assert not Match.objects.exists()
    compare(int(NOW.timestamp()))
    assert Match.objects.count() == 1
    assert Comparison.objects.get().statements == 2
    first = Comparison.objects.get().made_from
    compare(int(NOW.timestamp()) + 60)
    assert Comparison.objects.get().made_at == NOW, "nothing changed"
    a_verified_statement(sundvag, SNOW)
    compare(int(NOW.timestamp()) + 120)
    assert Comparison.objects.get().made_from != first
