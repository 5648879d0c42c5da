"""What is made of a case that is taken over: method cards, a dialogue plan and a request beside the challenge; drafts that say where they are from, and never twice."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from lxml import html

from nybrott.adoptions import actions, queries
from nybrott.adoptions.models import Adoption, Made
from nybrott.adoptions.queries import Offer
from nybrott.adoptions.tests.factories import an_adoption, said_by
from nybrott.cases import actions as cases
from nybrott.cases.models import Case, Named
from nybrott.cases.rules import told_of
from nybrott.cases.tests.factories import WHEN, a_case, a_named, published, whole
from nybrott.challenges.tests.factories import an_anchored_challenge
from nybrott.contacts import actions as contacts
from nybrott.contacts.models import Talk
from nybrott.contacts.queries import subjects_of
from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused
from nybrott.desk.models import Draft
from nybrott.dialogues.models import Dialogue
from nybrott.people.models import Organisation
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, a_network, an_actor, an_organisation
from nybrott.programmes import actions as programmes
from nybrott.programmes.models import MethodCard
from nybrott.programmes.tests.factories import TEXT, a_programme, an_adapted_card, an_own_card
from nybrott.runs.tests.factories import a_run
from nybrott.workshops import actions as workshops
from nybrott.workshops.actions import StepPlan
from nybrott.workshops.states import StepKind
from nybrott.workshops.tests.factories import a_workshop

pytestmark = pytest.mark.django_db
ALL = ["challenge", "cards", "dialogue", "request"]


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Reasons are read in the language of the code."""
    with override("en"):
        yield


def near(teller: Organisation, place: Organisation, *roles: str) -> Actor:
    """Somebody of `place`, which is in a network with `teller`."""
    a_network(teller, place)
    return actor_of(a_member(place, *(roles or ("admin",))), place)


def offered(actor: Actor, made: Adoption) -> dict[str, Offer]:
    made = Adoption.objects.get(pk=made.pk)
    case = queries.readable(actor, made)
    return {one.piece: one for one in queries.offers(actor, case, queries.followed(actor, made), made)}


def test_all_four_are_made_as_drafts_that_say_where_they_are_from() -> None:
    teller, place = an_organisation("Fjordvik kommune"), an_organisation()
    telling, us = an_actor(teller, "lead"), near(teller, place)
    walk = an_own_card(telling, teller)
    case = published(teller, actor=telling, said=whole(methods=["five-whys", walk.slug, "gone"], cpv=("33196000",)))
    made = an_adoption(case, place, actor=us, make=ALL)
    mark = f"Draft, taken from the case “{case.title}” by Fjordvik kommune, version 1."
    marked = f"Utkast, hentet fra erfaringen «{case.title}» til Fjordvik kommune, versjon 1."
    assert made.challenge is not None
    assert mark in made.challenge.story
    kept = {one.ref: one for one in made.made.filter(piece="cards")}
    assert {ref: one.licence for ref, one in kept.items()} == {"five-whys": "CC-BY-4.0", walk.slug: "NLOD-2.0"}
    shipped, own = kept["five-whys"].card, kept[walk.slug].card
    assert shipped is not None
    assert own is not None
    assert (shipped.organisation, shipped.origin, shipped.slug) == (place, "five-whys", "five-whys")
    assert own.organisation == place
    for card, licence in ((shipped, "CC BY 4.0"), (own, "NLOD 2.0")):
        said = card.content["nb"]["what"]
        assert said.startswith(marked)
        assert licence in said
    assert own.content["nb"]["what"].endswith("Gå en tur sammen.")
    assert own.content["nb"]["steps"] == walk.content["nb"]["steps"]
    dialogue = Dialogue.objects.get(organisation=place)
    assert (dialogue.state, dialogue.announced_at, dialogue.title, dialogue.cpv, dialogue.language) == ("draft", None, made.title, ["33196000"], "nb")  # fmt: skip
    assert made.wish in dialogue.why
    assert "Nattevaktene på Sjøtun" in dialogue.why
    assert marked in dialogue.why
    assert marked in dialogue.wanted
    assert "i én korridor" in dialogue.wanted
    first, failed, otherwise = (one.text for one in dialogue.questions.all())
    assert made.wish in first
    assert "vi tapte fire måneder" in failed
    assert "i én korridor" in otherwise
    draft = Draft.objects.get(user=us.user_id)
    assert draft.fields["subject"] == [f"case:{case.pk}"]
    assert made.wish in draft.fields["text"][0]
    assert not Talk.objects.exists(), "nothing is sent before somebody has read it"
    for piece in ALL:
        with pytest.raises(Refused, match=r"already been made|every card"):
            actions.make_of_case(actor=us, adoption=made, piece=piece, now=timezone.now())
    with pytest.raises(Refused, match="no such part"):
        actions.make_of_case(actor=us, adoption=made, piece="moon", now=timezone.now())
    assert (Dialogue.objects.count(), MethodCard.objects.filter(organisation=place).count(), Made.objects.count()) == (1, 2, 4)  # fmt: skip


def test_nothing_is_half_made() -> None:
    teller, place = an_organisation(), an_organisation()
    lead = near(teller, place, "lead")
    case = published(teller, said=whole(methods=["five-whys"]))
    with pytest.raises(Refused, match="Those who run market dialogues make it, and no one here does yet"):
        an_adoption(case, place, actor=lead, make=ALL)
    assert not Adoption.objects.exists()
    assert not MethodCard.objects.filter(organisation=place).exists()
    assert not place.challenges.exists()


def test_the_form_says_why_not_and_somebody_else_makes_it_later() -> None:
    teller, place = an_organisation(), an_organisation()
    lead, buyer = a_member(place, "lead"), a_member(place, "buyer")
    a_network(teller, place)
    case = published(teller)
    us, them, other = Client(), Client(), Client()
    us.force_login(lead)
    them.force_login(buyer)
    other.force_login(a_member(an_organisation(), "admin"))
    take = reverse("adoptions:take", args=[teller.slug, case.slug])
    form = html.fromstring(us.get(take, headers={"accept-language": "en"}).content)
    assert form.xpath("//input[@type='checkbox' and @checked]/@name") == ["challenge", "request"]
    said = form.text_content()
    assert "The case names no method cards." in said
    assert f"from the adoption’s page: {buyer.name}." in said
    typed = {"title": "Netter", "wish": "Færre alarmer", "owner": str(lead.pk), "report_on": said_by(actor_of(lead, place)).report_on.isoformat(), "level": "open"}  # fmt: skip
    assert us.post(take, typed | {"dialogue": "on", "cards": "on"}).status_code == 302, (
        "what is not offered is passed over"
    )
    made = Adoption.objects.get()
    assert made.challenge is None
    assert not made.made.exists()
    address, make = reverse("adoptions:adoption", args=[made.pk]), reverse("adoptions:make", args=[made.pk])
    offers = html.fromstring(us.get(address).content).xpath("//input[@name='piece']/@value")
    assert offers == ["challenge", "request"]
    assert html.fromstring(them.get(address).content).xpath("//input[@name='piece']/@value") == ["challenge", "dialogue", "request"]  # fmt: skip
    assert them.post(make, {"piece": "dialogue"}).status_code == 302
    assert them.post(make, {"piece": "dialogue"}, headers={"accept-language": "en"}).status_code == 302
    dialogue = Dialogue.objects.get()
    assert "already been made" in them.get(address, headers={"accept-language": "en"}).content.decode()
    assert reverse("dialogues:dialogue", args=[dialogue.pk]) in us.get(address).content.decode()
    assert us.post(make, {"piece": "request"}).status_code == 302
    ask = html.fromstring(us.get(queries.request_address(case, None)).content)
    assert ask.xpath("//select[@name='subject']//option[@selected]/@value") == [f"case:{case.pk}"]
    assert "Færre alarmer" in ask.xpath("//textarea[@name='text']")[0].text
    assert lead.name in html.fromstring(them.get(address).content).text_content(), "a colleague sees who has the draft"
    assert other.post(make, {"piece": "challenge"}).status_code == 403
    theirs = html.fromstring(other.get(address).content)
    assert not theirs.xpath("//*[@id='made']")
    assert not Made.objects.visible_to(an_actor(an_organisation(), "admin")).exists()
    assert Made.objects.visible_to(an_actor(place, "observer")).count() == 2


def test_the_talk_that_came_of_it_stands_in_its_place() -> None:
    teller, place = an_organisation(), an_organisation()
    us = near(teller, place)
    case = published(teller)
    made = an_adoption(case, place, actor=us, make=["request"])
    [link] = offered(us, made)["request"].made
    assert link.url == queries.request_address(case, None)
    [about] = [one for one in subjects_of(us, teller) if one.ref == str(case.pk)]
    talk = contacts.ask_contact(actor=us, organisation=teller, about=about, text="Kan vi snakkes?", now=timezone.now())
    offer = offered(us, made)["request"]
    assert [one.url for one in offer.made] == [reverse("contacts:talk", args=[talk.pk])]
    assert not offer.may
    assert not Draft.objects.exists(), "it was handed in"


def test_which_cards_a_case_gives() -> None:
    teller, place = an_organisation(), an_organisation()
    telling, us = an_actor(teller, "lead"), near(teller, place)
    challenge = an_anchored_challenge(teller)
    workshop = a_workshop(teller, lead=telling, challenge=challenge)
    workshops.add_steps(actor=telling, workshop=workshop, plans=[StepPlan("Gå i skoene", StepKind.TALK, 10, card="empathy-map")], now=WHEN)  # fmt: skip
    planned = published(teller, actor=telling, challenge=challenge)
    assert not queries.cards_of(us, planned, planned.newest), "a workshop that was never held used no card"
    workshops.start(actor=telling, workshop=workshop, now=timezone.now())
    adapted = an_adapted_card(telling, teller, "service-safari")
    text = adapted.content["nb"] | {"what": "Vår egen måte å gjøre det på."}
    programmes.change_card(actor=telling, card=adapted, content=adapted.content | {"nb": text}, now=timezone.now())
    case = published(
        teller, actor=telling, challenge=challenge, said=whole(title="Etter verkstedet", methods=["service-safari"])
    )
    cards = queries.cards_of(us, case, case.newest)
    assert [(one.id, one.origin, one.licence) for one in cards] == [("empathy-map", "empathy-map", "CC-BY-4.0"), ("service-safari", "service-safari", "CC-BY-4.0")], "what is made from a card keeps its licence"  # fmt: skip
    an_adapted_card(us, place, "empathy-map")
    an_adapted_card(us, place, "service-safari")
    assert [one.id for one in queries.left_to_copy(us, cards)] == ["service-safari"], "what one has just as it is, is not copied"  # fmt: skip
    made = an_adoption(case, place, actor=us, make=["cards"])
    [kept] = made.made.all()
    assert kept.card is not None
    assert kept.card.slug != "service-safari", "one's own stays as it is"
    assert kept.card.content["nb"]["what"].endswith("Vår egen måte å gjøre det på.")
    assert "every card" in offered(us, made)["cards"].may.reason


@pytest.mark.parametrize(("reach", "level", "given"), [("own", "open", False), ("network", "open", True), ("open", "open", True), ("open", "network", True)])  # fmt: skip
def test_the_cards_of_a_programme_are_given_to_those_who_may_read_it(reach: str, level: str, given: bool) -> None:
    teller, place = an_organisation(), an_organisation()
    network = a_network(teller, place)
    telling, us = actor_of(a_member(teller, "lead"), teller), actor_of(a_member(place, "admin"), place)
    programme = a_programme(telling, teller)
    programme = programmes.put_card_in(actor=telling, programme=programme, slug="shadowing", now=timezone.now())
    programmes.share_programme(actor=telling, programme=programme, reach=reach, now=timezone.now())
    package = programmes.release_version(actor=telling, programme=programme, note="Første.", now=timezone.now())
    run = a_run(teller, lead=telling, package=package)
    case = published(teller, actor=telling, run=run, said=whole(kind="lesson", level=level, networks=[network] if level == "network" else []))  # fmt: skip
    cards = queries.cards_of(us, case, case.newest)
    assert [(one.id, one.licence) for one in cards] == ([("shadowing", "CC0-1.0")] if given else [])
    made = an_adoption(case, place, actor=us)
    assert bool(offered(us, made)["cards"].may) is given


def test_nobody_named_in_a_case_is_copied() -> None:
    teller, place = an_organisation(), an_organisation()
    telling, us = an_actor(teller, "lead"), near(teller, place)
    case = a_case(teller, actor=telling)
    named = a_named(case)
    story = whole(hard=f"Kari Moe løp til tretti alarmer hver natt. {whole().hard}", otherwise=f"Vi ville spurt Kari Moe først. {whole().otherwise}")  # fmt: skip
    case = cases.write_case(actor=telling, case=Case.objects.get(pk=case.pk), said=story, seen=Case.objects.get(pk=case.pk).version, now=WHEN)  # fmt: skip
    reviewer = a_member(teller, "driver")
    case = cases.ask_review(actor=telling, case=case, reviewer=reviewer, now=WHEN)
    cases.answer_review(actor=actor_of(reviewer, teller), case=case, approves=True, text="", now=WHEN)
    cases.ask_consents(actor=telling, case=case, now=WHEN)
    named = Named.objects.select_related("case").get(pk=named.pk)
    cases.answer_consent(named=named, verb="agree", seen=told_of(named.case, named), now=WHEN)
    cases.publish_case(actor=telling, case=Case.objects.get(pk=case.pk), now=WHEN)
    case = Case.objects.get(pk=case.pk)
    made = an_adoption(case, place, actor=us, make=["challenge", "dialogue", "request"])
    dialogue = Dialogue.objects.get(organisation=place)
    assert made.challenge is not None
    everything = [made.challenge.story, dialogue.why, dialogue.wanted, *(one.text for one in dialogue.questions.all()), *Draft.objects.get().fields["text"]]  # fmt: skip
    assert "Kari" not in " ".join(everything)
    assert "[name taken out]" in made.challenge.story


def test_long_texts_are_cut_to_what_there_is_room_for() -> None:
    teller, place = an_organisation(), an_organisation()
    us = near(teller, place)
    long = "Nattevakten løp. " * 290
    telling = an_actor(teller, "lead")
    card = an_own_card(telling, teller, nb=TEXT | {"what": "Spør hvorfor. " * 71})
    case = published(
        teller,
        actor=telling,
        said=whole(hard=long, failed=f"Strømmen gikk. {long}", otherwise=f"Neste gang. {long}", methods=[card.slug]),
    )
    made = an_adoption(case, place, actor=us, make=ALL, wish="Ro om natten. " * 140)
    dialogue = Dialogue.objects.get(organisation=place)
    assert all(len(one.text) <= 1_000 for one in dialogue.questions.all())
    assert max(len(dialogue.why), len(dialogue.wanted)) <= 5_000
    assert made.challenge is not None
    [kept] = made.made.filter(piece="cards")
    assert kept.card is not None
    assert len(kept.card.content["nb"]["what"]) <= 1_000
