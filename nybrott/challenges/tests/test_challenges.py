"""A challenge from its first sentence: raised, worded, anchored, with a team, heard, parked, reused, joined."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from pytest_django import DjangoAssertNumQueries

from nybrott.challenges import actions, queries, rules
from nybrott.challenges.actions import ChallengeDetails
from nybrott.challenges.actions.anchoring import Ask
from nybrott.challenges.actions.challenges import TwinFound
from nybrott.challenges.models import Anchoring, Challenge, TeamMember
from nybrott.challenges.states import CHALLENGE
from nybrott.challenges.tests.factories import a_challenge, a_heard_challenge, an_anchored_challenge
from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused
from nybrott.journal.models import Entry, Letter
from nybrott.people.models import Organisation, User
from nybrott.people.queries import actor_of
from nybrott.people.roles import ROLES
from nybrott.people.tests.factories import a_member, a_unit, an_actor, an_organisation

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def place() -> Organisation:
    return an_organisation()


@pytest.fixture
def lead(place: Organisation) -> Actor:
    return an_actor(place, "lead")


def verbs() -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("verb", flat=True))


def user_of(actor: Actor) -> User:
    return User.objects.get(pk=actor.user_id)


# --- who may ---


def test_who_may_raise_a_challenge(place: Organisation) -> None:
    may = {word for word in ROLES if rules.may_raise(an_actor(place, word))}
    assert may == {"driver", "mentor", "lead", "owner", "buyer", "leader", "admin"}
    assert (
        "role" in rules.may_raise(an_actor(place, "observer")).reason
        or "rollen" in rules.may_raise(an_actor(place, "observer")).reason
    )


def test_who_may_work_on_a_challenge(place: Organisation, lead: Actor) -> None:
    raiser, owner, member, asked, other = (an_actor(place, "driver") for _ in range(5))
    made = a_challenge(raiser, owner=user_of(owner))
    for actor, joins in ((member, True), (asked, None)):
        TeamMember.objects.create(challenge=made, user=user_of(actor), asked_at=NOW, joins=joins)
    assert [bool(rules.may_work_on(actor, made)) for actor in (raiser, owner, member, lead)] == [True] * 4
    assert [bool(rules.may_work_on(actor, made)) for actor in (asked, other, an_actor(an_organisation(), "admin"))] == [
        False
    ] * 3


@pytest.mark.parametrize("state", CHALLENGE.states)
def test_each_step_is_open_just_where_the_table_says(place: Organisation, lead: Actor, state: str) -> None:
    made = a_challenge(lead)
    made.state = state
    steps = {
        "anchor": rules.may_anchor, "open_hearing": rules.may_open_hearing, "close_hearing": rules.may_close_hearing, "park": rules.may_park,
        "resume": rules.may_resume, "reuse": rules.may_reuse,
    }  # fmt: skip
    may = {verb for verb, rule in steps.items() if rule(lead, made)}
    assert may == set(CHALLENGE.open_steps(state)) & set(steps)
    stranger = an_actor(place, "driver")
    assert not any(rule(stranger, made) for rule in steps.values())


# --- what happens ---


def test_a_challenge_is_raised_and_worded_anew(place: Organisation, lead: Actor) -> None:
    made = a_challenge(lead, "Uro om natten", story="Mange faller.")
    assert (made.organisation_id, made.state, str(made)) == (place.pk, "raised", "Uro om natten")
    actions.describe_challenge(
        actor=lead, challenge=made, details=ChallengeDetails("Fall om natten", "Mange faller."), now=NOW
    )
    assert Challenge.objects.get().title == "Fall om natten"
    assert verbs() == ["challenges.challenge_raised", "challenges.challenge_described"]
    assert Entry.objects.latest("pk").private["facts"] == {"title": ["Uro om natten", "Fall om natten"]}


def test_a_unit_of_another_organisation_is_refused(lead: Actor) -> None:
    with pytest.raises(ValueError, match="another organisation"):
        a_challenge(lead, unit=a_unit(an_organisation()))
    assert not Challenge.objects.exists()


def test_a_leader_is_asked_by_letter_and_says_yes(place: Organisation, lead: Actor) -> None:
    leader = a_member(place, "leader")
    made = a_challenge(lead)
    asked = actions.ask_leader(
        actor=lead, challenge=made, leader=leader, ask=Ask("Trygge netter", "Færre fall", 40), url="http://localhost/x", now=NOW
    )  # fmt: skip
    letter = Letter.objects.get()
    assert letter.to_address == leader.email
    assert "http://localhost/x" in letter.body
    assert "Trygge netter" in letter.body
    assert "40 timer" in letter.body
    assert "allerede" in rules.may_ask_leader(lead, made).reason
    with pytest.raises(Refused):
        actions.answer_anchoring(actor=lead, anchoring=asked, agrees=True, answer="", now=NOW)
    actions.answer_anchoring(actor=actor_of(leader), anchoring=asked, agrees=True, answer="Bra", now=NOW)
    made.refresh_from_db()
    assert made.state == "anchored"
    assert Letter.objects.latest("pk").to_user_id == lead.user_id
    with pytest.raises(Refused, match="allerede"):
        actions.answer_anchoring(actor=actor_of(leader), anchoring=asked, agrees=False, answer="", now=NOW)


def test_a_no_leaves_the_challenge_raised_and_another_may_be_asked(place: Organisation, lead: Actor) -> None:
    leader = a_member(place, "leader")
    made = a_challenge(lead)
    ask = Ask("Trygge netter", "Færre fall")
    asked = actions.ask_leader(actor=lead, challenge=made, leader=leader, ask=ask, url="x", now=NOW)
    actions.answer_anchoring(actor=actor_of(leader), anchoring=asked, agrees=False, answer="Ikke nå", now=NOW)
    made.refresh_from_db()
    assert made.state == "raised"
    assert "Ikke nå" in Letter.objects.latest("pk").body
    assert rules.may_ask_leader(lead, made)


def test_only_a_leader_anchors_at_once(place: Organisation) -> None:
    driver, leader = an_actor(place, "driver"), an_actor(place, "driver", "leader")
    made = a_challenge(driver)
    with pytest.raises(Refused, match="leder"):
        actions.anchor_challenge(actor=driver, challenge=made, ask=Ask("x", "y"), now=NOW)
    own = a_challenge(leader)
    actions.anchor_challenge(actor=leader, challenge=own, ask=Ask("x", "y"), now=NOW)
    assert Challenge.objects.get(pk=own.pk).state == "anchored"
    assert Anchoring.objects.get().agreed


def test_users_are_heard_only_after_a_leaders_yes(place: Organisation, lead: Actor) -> None:
    made = a_challenge(lead)
    with pytest.raises(Refused, match="leder"):
        actions.open_hearing(actor=lead, challenge=made, in_public=True, public_text={"nb": "x"}, now=NOW)
    heard = a_heard_challenge(place)
    assert list(Challenge.objects.all().open_to_contributions()) == [heard]
    actions.close_hearing(actor=lead, challenge=heard, now=NOW)
    assert not Challenge.objects.all().open_to_contributions().exists()
    assert Challenge.objects.get(pk=heard.pk).state == "sensemaking"


def test_a_colleague_is_asked_into_the_team_and_answers(place: Organisation, lead: Actor) -> None:
    nurse = a_member(place, "driver")
    made = a_challenge(lead)
    member = actions.ask_into_team(
        actor=lead, challenge=made, user=nurse, craft="Sykepleier", url="http://localhost/t", now=NOW
    )
    assert "http://localhost/t" in Letter.objects.get().body
    with pytest.raises(Refused):
        actions.answer_team(actor=lead, member=member, joins=True, now=NOW)
    actions.answer_team(actor=actor_of(nurse), member=member, joins=True, now=NOW)
    assert rules.may_work_on(actor_of(nurse), made)
    actions.leave_team(actor=actor_of(nurse), member=member, now=NOW)
    assert not made.team.exists()
    assert verbs()[-3:] == ["challenges.team_asked", "challenges.team_joined", "challenges.team_left"]


def test_parked_with_a_reason_and_taken_up_again(lead: Actor) -> None:
    made = a_challenge(lead)
    with pytest.raises(Refused, match="setning"):
        actions.park_challenge(actor=lead, challenge=made, reason="  ", now=NOW)
    actions.park_challenge(actor=lead, challenge=made, reason="Venter på budsjett", now=NOW)
    made.refresh_from_db()
    assert (made.state, made.reason) == ("parked", "Venter på budsjett")
    actions.resume_challenge(actor=lead, challenge=made, now=NOW)
    assert Challenge.objects.get().state == "raised"


def test_two_challenges_are_joined_and_never_with_one_that_is_over(place: Organisation, lead: Actor) -> None:
    one, other, away = a_challenge(lead), a_challenge(lead), a_challenge(an_actor(an_organisation(), "lead"))
    assert "seg selv" in rules.may_join(lead, one, one).reason
    assert "samme virksomhet" in rules.may_join(lead, one, away).reason
    actions.join_challenge(actor=lead, challenge=one, other=other, reason="Samme sak", now=NOW)
    one.refresh_from_db()
    assert (one.state, one.joined_with) == ("joined", other)
    assert "ikke med lenger" in rules.may_join(lead, other, one).reason


def test_a_likely_twin_is_passed_over_with_a_reason(lead: Actor) -> None:
    made = a_challenge(lead)
    twin = TwinFound("notice", "x1", "Trygghetsalarm", "begge sier fall", 0.7, "passed")
    with pytest.raises(Refused):
        actions.settle_twin(actor=lead, challenge=made, twin=twin, now=NOW)
    for decision, reason in (("passed", "Gjelder sykehus"), ("linked", "")):
        told = TwinFound("notice", "x1", "Trygghetsalarm", "begge sier fall", 0.7, decision, reason)
        actions.settle_twin(actor=lead, challenge=made, twin=told, now=NOW)
    assert [twin.decision for twin in made.twins.all()] == ["linked"], "said anew, it replaces"


# --- what is read ---


def test_the_list_is_narrowed_and_sorted_and_keeps_to_its_queries(
    place: Organisation, lead: Actor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    unit = a_unit(place)
    below = a_unit(place, parent=unit)
    mine = a_challenge(an_actor(place, "driver"), "Ventetid", unit=below)
    a_challenge(an_actor(an_organisation(), "lead"), "Andres")
    with django_assert_num_queries(2):
        assert queries.challenges(lead, {}).total == 1
    for number in range(30):
        a_challenge(lead, f"Utfordring {number:02}")
    with django_assert_num_queries(2):
        page = queries.challenges(lead, {}, sort="title", page=2)
    assert (page.total, page.pages, page.number, len(page.rows)) == (31, 2, 2, 6)
    assert queries.challenges(lead, {"unit": unit}).rows[0].challenge == mine
    assert queries.challenges(lead, {"text": "vente"}).total == 1
    assert queries.challenges(lead, {"mine": True}).total == 30
    assert queries.challenges(lead, {"state": "parked"}).total == 0
    assert queries.challenges(lead, {"state": "under_way"}).total == 31


def test_the_next_step_says_who_takes_it_and_why_not_you(place: Organisation, lead: Actor) -> None:
    made = a_challenge(lead)
    page = queries.challenge_page(made)
    step = queries.next_step(lead, page)
    assert step is not None
    assert step.url == reverse("challenges:anchoring", args=[made.pk])
    other = queries.next_step(an_actor(place, "observer"), page)
    assert other is not None
    assert other.url == ""
    assert "gruppen" in other.reason
    actions.park_challenge(actor=lead, challenge=made, reason="Senere", now=NOW)
    made.refresh_from_db()
    assert queries.next_step(lead, queries.challenge_page(made)) is None


def test_shared_challenges_reach_those_they_are_shared_with(lead: Actor) -> None:
    away = an_organisation()
    their = an_actor(away, "lead")
    open_one = a_challenge(their, "Åpen", sharing="open")
    a_challenge(their, "Bare egne")
    assert list(Challenge.objects.all().shared_with(lead)) == [open_one]
    assert not Challenge.objects.all().shared_with(their).exists()


# --- the pages ---


def test_from_an_empty_list_to_an_anchored_challenge_by_its_pages(client: Client, place: Organisation) -> None:
    leader = a_member(place, "leader")
    client.force_login(leader)
    assert "Ingen har meldt en utfordring ennå" in client.get("/challenges/").content.decode()
    empty = client.post("/challenges/raise/", {"title": "", "sharing": "own"})
    assert empty.status_code == 422
    raised = client.post(
        "/challenges/raise/",
        {"title": "<script>alert(1)</script> Fall", "sharing": "own", "story": "Mange faller", "step": "raise"},
    )
    made = Challenge.objects.get()
    assert raised.headers["Location"] == f"/challenges/{made.pk}/"
    page = client.get(f"/challenges/{made.pk}/").content.decode()
    assert "<script>alert" not in page
    assert "Be en leder om et ja" in page
    sent = {"purpose": "Trygge netter", "goal": "Færre fall", "leader": leader.pk}
    assert client.post(f"/challenges/{made.pk}/leader/", sent).status_code == 302
    assert "Spør brukerne hva som er vanskelig" in client.get(f"/challenges/{made.pk}/").content.decode()
    assert "1 utfordring" in client.get("/challenges/").content.decode()


def test_a_page_of_a_challenge_keeps_to_its_queries(
    client: Client, place: Organisation, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    made = an_anchored_challenge(place)
    client.force_login(a_member(place, "lead"))
    for _ in range(3):
        TeamMember.objects.create(challenge=made, user=a_member(place, "driver"), asked_at=NOW, joins=True)
    with django_assert_max_num_queries(23):
        client.get(f"/challenges/{made.pk}/")


def test_a_question_that_is_old_is_still_one_question(place: Organisation, lead: Actor) -> None:
    made = a_challenge(lead)
    leader = a_member(place, "leader")
    long_ago = NOW - timedelta(days=90)
    actions.ask_leader(actor=lead, challenge=made, leader=leader, ask=Ask("x", "y"), url="x", now=long_ago)
    with pytest.raises(Refused):
        actions.ask_leader(actor=lead, challenge=made, leader=leader, ask=Ask("x", "y"), url="x", now=NOW)


def test_a_tab_before_one_that_is_not_there_is_said_at_once() -> None:
    with pytest.raises(ValueError, match="no tab yet"):
        queries.add_part("nowhere:page", gettext_lazy("Nowhere"), before="nowhere:else")


def test_a_supplier_that_was_let_in_reads_what_every_supplier_reads(client: Client) -> None:
    place = an_organisation()
    challenge = a_challenge(an_actor(place, "lead"))
    supplier = a_member(place, "supplier")
    assert not Challenge.objects.visible_to(actor_of(supplier, place)).exists()
    client.force_login(supplier)
    for address in (
        reverse("challenges:challenge", args=[challenge.pk]),
        reverse("needs:problem", args=[challenge.pk]),
    ):
        assert client.get(address).status_code == 404, address
    for lists in ("challenges:challenges", "workshops:workshops", "priorities:rounds"):
        refused = client.get(reverse(lists), headers={"accept-language": "en"})
        assert refused.status_code == 403, lists
        assert "What suppliers are told is on the public pages." in refused.content.decode()
    for role in ("observer", "contributor"):
        assert Challenge.objects.visible_to(an_actor(place, role)).exists(), role
    both = a_member(place, "supplier", "driver")
    assert Challenge.objects.visible_to(actor_of(both, place)).exists(), "who works here too sees what all here see"
