"""Asking for a talk, answering, being shown and hidden, times, what was learned; who sees what; what goes by itself."""

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from nybrott.cases.actions import narrow_case
from nybrott.cases.tests.factories import a_case, published
from nybrott.challenges.tests.factories import a_challenge
from nybrott.contacts import actions, queries, rules
from nybrott.contacts.jobs import remind
from nybrott.contacts.models import ContactPoint, Proposal, Side, Talk
from nybrott.contacts.states import Reach, TalkState
from nybrott.contacts.tests.factories import ABOUT, a_point, a_talk, an_agreed_talk, two_in_a_network
from nybrott.core.actor import VISITOR, Actor, system
from nybrott.core.verdict import Refused
from nybrott.desk.actions import About
from nybrott.desk.models import Task
from nybrott.journal.models import Entry, Letter
from nybrott.networks.actions import leave_network
from nybrott.people.models import Membership, NetworkMember, Organisation
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, a_network, a_user, an_actor, an_organisation
from nybrott.privacy.actions.erasing import erase_person

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


def of(talk: Talk, actor: Actor) -> tuple[Side, Side]:
    return queries.sides_of(Talk.objects.visible_to(actor).select_related("organisation", "asked", "point").get(pk=talk.pk), actor)  # fmt: skip


# --- who sees ---


@pytest.mark.parametrize("reach", list(Reach))
def test_who_sees_a_contact_point(reach: str) -> None:
    owner, near, far, left = (an_organisation() for _ in range(4))
    network = a_network(owner, near, left)
    NetworkMember.objects.filter(organisation=left).update(left_at=timezone.now())
    other = a_network(far)
    point = a_point(owner, reach=reach)
    everyone = reach == Reach.HOST
    expected = {
        "own": (an_actor(owner, "observer"), True), "own guest": (an_actor(owner, "supplier"), False), "in the network": (an_actor(near, "observer"), True),
        "its supplier": (an_actor(near, "supplier"), False), "its contributor": (an_actor(near, "contributor"), False), "left the network": (an_actor(left, "admin"), everyone),
        "another network": (an_actor(far, "admin"), everyone), "visitor": (VISITOR, False), "no organisation": (actor_of(a_user()), False), "the system": (system("Nybrott"), True),
    }  # fmt: skip
    assert network.pk != other.pk
    seen = {name: ContactPoint.objects.visible_to(actor).filter(pk=point.pk).exists() for name, (actor, _sees) in expected.items()}  # fmt: skip
    assert seen == {name: sees for name, (_actor, sees) in expected.items()}


def test_others_see_a_contact_point_only_after_the_yes_and_while_the_person_works_there() -> None:
    owner, near = two_in_a_network()
    person, neighbour = a_member(owner, "driver"), an_actor(near, "lead")
    point = actions.name_point(actor=an_actor(owner, "lead"), user=person, role="Fagleder", topic="Nattilsyn", reach="network", now=timezone.now(), shows_name=True)  # fmt: skip
    assert point.shows_name is False, "whoever names another does not decide about the name"
    seen = ContactPoint.objects.visible_to(neighbour)
    assert not seen.exists()
    assert Task.objects.filter(organisation=owner, for_user=person, word="agree", state="open").count() == 1
    letter = Letter.objects.get(kind="contacts.named")
    assert (letter.to_address, letter.organisation_id) == (person.email, owner.pk)
    assert "Nattilsyn" in letter.body
    with pytest.raises(Refused, match="Only the person"):
        actions.agree_point(actor=an_actor(owner, "lead"), point=point, shows_name=True, now=timezone.now())
    actions.agree_point(actor=actor_of(person, owner), point=point, shows_name=True, now=timezone.now())
    assert seen.get().shows_name is True
    assert not Task.objects.filter(word="agree", state="open").exists()
    Membership.objects.filter(user=person).update(ended_at=timezone.now())
    assert not seen.exists()
    Membership.objects.filter(user=person).update(ended_at=None)
    actions.end_point(actor=actor_of(person, owner), point=point, now=timezone.now())
    assert not seen.exists()


def test_a_contact_point_is_named_once_for_a_topic_and_never_a_guest_or_a_stranger() -> None:
    owner = an_organisation()
    lead = an_actor(owner, "lead")
    a_point(owner, person := a_member(owner, "driver"))
    said = {"actor": lead, "role": "x", "topic": "Digitalt tilsyn", "reach": "host", "now": timezone.now()}
    with pytest.raises(Refused, match="already"):
        actions.name_point(user=person, **said)
    for stranger in (a_member(owner, "supplier"), a_member(an_organisation(), "lead")):
        with pytest.raises(Refused, match="does not belong"):
            actions.name_point(user=stranger, **said)
    with pytest.raises(Refused, match="name contact points"):
        actions.name_point(user=person, **{**said, "actor": an_actor(owner, "observer")})


def test_who_sees_a_talk() -> None:
    asks, asked = two_in_a_network()
    third = an_organisation()
    NetworkMember.objects.create(network=NetworkMember.objects.get(organisation=asks).network, organisation=third, invited_at=timezone.now(), joined_at=timezone.now())  # fmt: skip
    a_talk(asks, asked)
    expected = {
        "asker's buyer": (an_actor(asks, "buyer"), True), "asker's observer": (an_actor(asks, "observer"), True), "asker's supplier": (an_actor(asks, "supplier"), False),
        "asked one's observer": (an_actor(asked, "observer"), True), "asked one's contributor": (an_actor(asked, "contributor"), False),
        "third in the network": (an_actor(third, "admin"), False), "visitor": (VISITOR, False), "nowhere": (actor_of(a_user()), False),
    }  # fmt: skip
    seen = {name: Talk.objects.visible_to(actor).exists() for name, (actor, _sees) in expected.items()}
    assert seen == {name: sees for name, (_actor, sees) in expected.items()}
    assert Side.objects.visible_to(an_actor(asks, "buyer")).get().organisation == asks
    assert not Side.objects.visible_to(an_actor(asks, "supplier")).exists()


# --- who may ask ---


def test_who_may_ask() -> None:
    asks, asked = two_in_a_network()
    far = an_organisation()
    driver, mentor, observer, buyer = (an_actor(asks, role) for role in ("driver", "mentor", "observer", "buyer"))
    own, others = a_challenge(driver), a_challenge(an_actor(asks, "lead"))
    elsewhere = a_challenge(an_actor(asked, "lead"))
    table = [
        (buyer, asked, None, ""), (driver, asked, None, "from that challenge’s page"), (driver, asked, own, ""), (driver, asked, others, "Only the need owner"),
        (mentor, asked, own, "Only the need owner"), (observer, asked, None, "Those who speak"), (an_actor(asks, "supplier"), asked, None, "those who work in the organisation"),
        (buyer, asked, elsewhere, "another organisation"), (buyer, far, None, "named no one"), (buyer, asks, None, "One organisation asks another"), (VISITOR, asked, None, "those who work in the organisation"),
    ]  # fmt: skip
    for actor, whom, challenge, why in table:
        verdict = rules.may_ask(actor, whom, challenge)
        assert bool(verdict) is (why == ""), (actor, whom, verdict.reason)
        assert why in verdict.reason
    a_point(far, reach=Reach.HOST)
    assert rules.may_ask(buyer, far)


def test_asking_gives_the_contact_point_a_letter_and_a_task_in_its_own_organisation() -> None:
    asks, asked = two_in_a_network()
    contact = a_member(asked, "driver")
    contact.language = "en"
    contact.save()
    a_point(asked, contact)
    asker = an_actor(asks, "buyer")
    talk = a_talk(asks, asked, actor=asker, text="Hvordan hørte dere de ansatte?")
    letter = Letter.objects.get(kind="contacts.asked")
    assert (letter.to_address, letter.organisation_id) == (contact.email, asked.pk)
    assert asks.name in letter.subject
    assert "Hvordan hørte dere de ansatte?" in letter.body
    assert f"/exchange/contacts/{talk.pk}/" in letter.body
    task = Task.objects.get(organisation=asked, word="answer", state="open")
    assert task.for_user_id == contact.pk
    assert not Task.objects.filter(organisation=asks, word="answer").exists()
    names = (contact.email, contact.name, asker.name, "@")
    assert not [name for name in (contact.email, contact.name, "@") if name in everything_said(asks)]
    assert not [name for name in (asker.name, "@") if name in everything_said(asked)], names


def test_without_a_contact_point_the_administrators_are_asked() -> None:
    asks, asked = two_in_a_network()
    admin = a_member(asked, "admin")
    a_talk(asks, asked)
    assert Letter.objects.get(kind="contacts.asked").to_address == admin.email
    assert Task.objects.get(organisation=asked, word="answer").for_role == "admin"


def test_an_unknown_kind_and_an_address_elsewhere_are_not_kept() -> None:
    asks, asked = two_in_a_network()
    for address in ("https://example.org/", "//example.org/", "javascript:alert(1)"):
        talk = a_talk(asks, asked, about=About("beads", "7" * 200, "x" * 400, address))
        assert (talk.kind, talk.about_url, len(talk.about), len(talk.ref)) == ("other", "", 300, 80)
    with pytest.raises(Refused, match="requests waiting"):
        a_talk(asks, asked, about=ABOUT)
    with pytest.raises(Refused, match="what it is about"):
        a_talk(*two_in_a_network(), text="  ")


def test_at_most_three_requests_wait_from_one_organisation_to_another() -> None:
    asks, asked = two_in_a_network()
    talks = [a_talk(asks, asked) for _ in range(rules.MOST_OPEN)]
    with pytest.raises(Refused, match=f"has 3 requests waiting with {asked.name}"):
        a_talk(asks, asked)
    a_talk(asked, asks)
    third = an_organisation()
    a_network(asks, third)
    a_talk(asks, third)
    actions.withdraw_talk(actor=an_actor(asks, "buyer"), talk=talks[0], reason="", now=timezone.now())
    a_talk(asks, asked)


# --- both say yes ---


def test_names_and_addresses_are_shown_only_while_both_say_yes() -> None:
    asks, asked = two_in_a_network()
    asker, contact = a_member(asks, "buyer"), a_member(asked, "driver")
    a_point(asked, contact)
    ours, theirs = actor_of(asker, asks), actor_of(contact, asked)
    talk = a_talk(asks, asked, actor=ours)
    for actor in (ours, theirs):
        assert queries.other_person(actor, *of(talk, actor)).email == ""
    actions.say_yes(actor=theirs, talk=talk, now=timezone.now())
    assert queries.other_person(ours, *of(talk, ours)).email == contact.email
    assert queries.other_person(theirs, *of(talk, theirs)).name == asker.name
    watching = an_actor(asks, "observer")
    assert "those who take part" in queries.other_person(watching, *of(talk, watching)).why_not
    actions.hide_side(actor=theirs, talk=talk, now=timezone.now())
    for actor in (ours, theirs):
        person = queries.other_person(actor, *of(talk, actor))
        assert (person.name, person.email) == ("", "")
        assert person.why_not
    with pytest.raises(Refused, match="No one on your side"):
        actions.hide_side(actor=theirs, talk=talk, now=timezone.now())
    actions.show_side(actor=theirs, talk=talk, now=timezone.now())
    assert queries.other_person(ours, *of(talk, ours)).email == contact.email
    for place, other in ((asks, contact), (asked, asker)):
        assert other.name not in everything_said(place)
        assert "@" not in everything_said(place)


def test_an_asker_who_has_not_said_yes_is_not_shown() -> None:
    asks, asked = two_in_a_network()
    asker, answers = an_actor(asks, "buyer"), an_actor(asked, "lead")
    talk = a_talk(asks, asked, actor=asker, shown=False)
    actions.say_yes(actor=answers, talk=talk, now=timezone.now())
    for actor in (asker, answers):
        assert queries.other_person(actor, *of(talk, actor)).email == ""
    step = queries.next_step(asker, *of(talk, asker), times=False)
    assert step
    assert step.step == "Say who takes part"
    actions.show_side(actor=asker, talk=talk, now=timezone.now())
    assert queries.other_person(answers, *of(talk, answers)).name == asker.name


def test_passed_on_and_not_now() -> None:
    asks, asked = two_in_a_network()
    contact, colleague = a_member(asked, "driver"), a_member(asked, "driver")
    a_point(asked, contact)
    talk = a_talk(asks, asked)
    mine = actor_of(contact, asked)
    for wrong in (contact, a_member(asks, "driver"), a_member(asked, "supplier")):
        with pytest.raises(Refused, match="colleague"):
            actions.pass_on(actor=mine, talk=talk, to=wrong, now=timezone.now())
    actions.pass_on(actor=mine, talk=talk, to=colleague, now=timezone.now())
    assert Task.objects.get(word="answer", state="open").for_user_id == colleague.pk
    assert Letter.objects.filter(kind="contacts.asked", to_address=colleague.email).exists()
    with pytest.raises(Refused, match="Whoever takes part"):
        actions.decline_talk(actor=mine, talk=talk, reason="x", now=timezone.now())
    with pytest.raises(Refused, match="that was asked answers"):
        actions.say_yes(actor=an_actor(asks, "buyer"), talk=talk, now=timezone.now())
    with pytest.raises(Refused, match="sentence"):
        actions.decline_talk(actor=actor_of(colleague, asked), talk=talk, reason=" ", now=timezone.now())
    done = actions.decline_talk(actor=actor_of(colleague, asked), talk=talk, reason="Vi er midt i en anskaffelse.", now=timezone.now())  # fmt: skip
    assert done.state == TalkState.DECLINED
    letter = Letter.objects.get(kind="contacts.answered")
    assert letter.organisation_id == asks.pk
    assert "Vi er midt i en anskaffelse." in letter.body
    assert colleague.name not in letter.body
    assert not Task.objects.filter(word="answer", state="open").exists()
    with pytest.raises(Refused, match="not open"):
        actions.say_yes(actor=actor_of(colleague, asked), talk=talk, now=timezone.now())


# --- the time, and after ---


def test_times_are_proposed_chosen_and_proposed_again() -> None:
    asks, asked = two_in_a_network()
    ours, theirs = an_actor(asks, "buyer"), an_actor(asked, "buyer")
    talk, now = an_agreed_talk(asks, asked), timezone.now()
    first, second = now + timedelta(days=3), now + timedelta(days=4)
    for wrong, why in (([now - timedelta(hours=1)], "still to come"), ([now + timedelta(days=500)], "within a year"), ([], "one to five"), ([now + timedelta(days=d) for d in range(1, 8)], "one to five")):  # fmt: skip
        with pytest.raises(Refused, match=why):
            actions.propose_times(actor=theirs, talk=talk, times=wrong, how="Video", now=now)
    made = actions.propose_times(actor=theirs, talk=talk, times=[second, first, first], how="Video", now=now)
    assert [one.starts_at for one in made] == [first, second]
    with pytest.raises(Refused, match="no longer proposed"):
        actions.choose_time(actor=theirs, proposal=made[0], now=now)
    with pytest.raises(Refused, match="still to come"):
        actions.choose_time(actor=ours, proposal=made[0], now=first + timedelta(hours=1))
    chosen = actions.choose_time(actor=ours, proposal=made[0], now=now)
    assert (chosen.meets_at, chosen.meets_how) == (first, "Video")
    assert not Proposal.objects.exists()
    assert {one.organisation_id for one in Letter.objects.filter(kind="contacts.times")} == {asks.pk, asked.pk}
    actions.propose_times(actor=ours, talk=talk, times=[second], how="Telefon", now=now)
    talk.refresh_from_db()
    assert talk.meets_at is None


def test_held_and_what_both_learned() -> None:
    asks, asked = two_in_a_network()
    ours, theirs = an_actor(asks, "buyer"), an_actor(asked, "buyer")
    talk, now = an_agreed_talk(asks, asked), timezone.now()
    today = timezone.localdate(now)
    with pytest.raises(Refused, match="once the talk was held"):
        actions.write_learned(actor=ours, talk=talk, text="x", now=now)
    for wrong in (today + timedelta(days=1), today - timedelta(days=2)):
        with pytest.raises(Refused, match="day it was held"):
            actions.hold_talk(actor=ours, talk=talk, on=wrong, now=now)
    actions.hold_talk(actor=ours, talk=talk, on=today, now=now)
    actions.write_learned(actor=ours, talk=talk, text="Spør de ansatte først.", now=now)
    actions.write_learned(actor=theirs, talk=talk, text="Fjordvik spør pårørende.", now=now)
    own, other = of(talk, theirs)
    assert (own.learned, other.learned) == ("Fjordvik spør pårørende.", "Spør de ansatte først.")
    with pytest.raises(Refused, match="not open"):
        actions.withdraw_talk(actor=ours, talk=talk, reason="", now=now)
    with pytest.raises(Refused, match="two other organisations"):
        actions.write_learned(actor=an_actor(an_organisation(), "admin"), talk=talk, text="x", now=now)


# --- by itself, and what goes wrong ---


def test_reminded_once_after_a_week_and_closed_after_thirty_days() -> None:
    asks, asked = two_in_a_network()
    asker, contact = a_member(asks, "buyer"), a_member(asked, "driver")
    a_point(asked, contact)
    began = timezone.now() - timedelta(days=40)
    talk = a_talk(asks, asked, actor=actor_of(asker, asks), now=began)
    fresh = a_talk(asks, asked, now=began + timedelta(days=36))
    assert actions.remind_and_close(now=began + timedelta(days=6)) == (0, 0)
    assert actions.remind_and_close(now=began + timedelta(days=8)) == (1, 0)
    assert actions.remind_and_close(now=began + timedelta(days=9)) == (0, 0)
    assert Letter.objects.filter(kind="contacts.asked", to_address=contact.email).count() == 3
    assert "venter" in Letter.objects.filter(kind="contacts.asked").latest("pk").subject
    remind(timestamp=int((began + timedelta(days=31)).timestamp()))
    talk.refresh_from_db()
    assert talk.state == TalkState.LAPSED
    assert Letter.objects.get(kind="contacts.answered").to_address == asker.email
    assert Task.objects.filter(word="answer", state="open").count() == 1
    fresh.refresh_from_db()
    assert fresh.state == TalkState.ASKED


def test_a_member_leaves_the_network_in_the_middle() -> None:
    asks, asked = two_in_a_network()
    ours = an_actor(asks, "buyer")
    talk = a_talk(asks, asked, actor=ours)
    member = NetworkMember.objects.get(organisation=asked)
    leave_network(actor=an_actor(asked, "admin"), member=member, now=timezone.now())
    answers = an_actor(asked, "buyer")
    assert Talk.objects.visible_to(answers).exists(), "what two have begun stays between the two"
    actions.say_yes(actor=answers, talk=talk, now=timezone.now())
    assert queries.other_person(ours, *of(talk, ours)).email
    later = an_actor(asks, "buyer")
    with pytest.raises(Refused, match="in no network together"):
        a_talk(asks, asked, actor=later)
    assert asked.pk not in {one.organisation.pk for one in queries.askable(later)}


def test_a_person_who_asked_or_answers_is_erased() -> None:
    asks, asked = two_in_a_network()
    asker, contact = a_member(asks, "buyer"), a_member(asked, "driver")
    a_point(asked, contact, shows_name=True)
    talk = a_talk(asks, asked, actor=actor_of(asker, asks))
    actions.say_yes(actor=actor_of(contact, asked), talk=talk, now=timezone.now())
    erase_person(actor=an_actor(asked, "admin"), user=contact, reason="Ba om det.", now=timezone.now())
    assert not ContactPoint.objects.exists()
    ours = an_actor(asks, "buyer")
    person = queries.other_person(ours, *of(talk, ours))
    assert (person.name, person.email) == ("", "")
    assert "no longer here" in person.why_not
    erase_person(actor=an_actor(asks, "admin"), user=asker, reason="Ba om det.", now=timezone.now())
    own, _other = of(talk, ours)
    assert own.user is None
    taker = an_actor(asked, "lead")
    actions.show_side(actor=taker, talk=talk, now=timezone.now())
    actions.show_side(actor=ours, talk=talk, now=timezone.now())
    assert queries.other_person(ours, *of(talk, ours)).name == taker.name


def test_two_organisations_of_one_name_are_told_apart() -> None:
    asks = an_organisation()
    one = an_organisation("Herøy kommune", number="964978840", municipality_number="1515")
    other = an_organisation("HERØY kommune", number="872417982", municipality_number="1818")
    alone = an_organisation("Ålesund kommune", municipality_number="1508")
    a_network(asks, one, other, alone)
    named = {row.organisation.pk: row.name for row in queries.askable(an_actor(asks, "buyer"))}
    assert named[one.pk] == "Herøy kommune (Møre og Romsdal · 1515 · organisation number 964978840)"
    assert "Nordland · 1818" in named[other.pk]
    assert named[alone.pk] == "Ålesund kommune"


# --- about a case ---


def test_whoever_tells_everyone_can_be_asked_about_that_and_its_administrators_get_the_letter() -> None:
    teller, reader = an_organisation("Forteller"), an_organisation("Leser")  # in no network together, and nobody named
    admin = a_member(teller, "admin")
    case, buyer = published(teller), an_actor(reader, "buyer")
    hidden = a_case(teller)
    assert not rules.knows(buyer, teller)
    assert rules.may_ask(buyer, teller)
    assert "has named no one" in rules.may_ask(buyer, an_organisation()).reason
    assert not rules.may_ask(an_actor(reader, "supplier"), teller)
    (about,) = [one for one in queries.subjects_of(buyer, teller) if one.kind == "case"]
    assert (about.ref, about.label, about.url) == (str(case.pk), case.title, f"/cases/{teller.slug}/{case.slug}/")
    for wrong in (
        About("other", "", "Noe annet", ""),
        About("case", str(hidden.pk), "Skjult", ""),
        About("case", "x", "Tull", ""),
    ):
        with pytest.raises(Refused):
            actions.ask_contact(actor=buyer, organisation=teller, about=wrong, text="Hva?", now=timezone.now())
    talk = actions.ask_contact(
        actor=buyer, organisation=teller, about=about, text="Hvor lenge prøvde dere?", now=timezone.now()
    )
    letter = Letter.objects.get(kind="contacts.asked")
    assert (letter.to_address, letter.organisation_id) == (admin.email, teller.pk)
    assert case.title in letter.body
    assert Task.objects.get(organisation=teller, word="answer").state == "open"
    assert queries.about_url(buyer, talk) == about.url
    # told to fewer since: the talk goes on, and leads nowhere its reader may not go
    narrow_case(actor=an_actor(teller, "lead"), case=case, level="private", now=timezone.now())
    assert queries.about_url(buyer, Talk.objects.get(pk=talk.pk)) == ""
    assert queries.about_url(actor_of(admin, teller), Talk.objects.get(pk=talk.pk)) == about.url
    assert not rules.may_ask(buyer, teller)
