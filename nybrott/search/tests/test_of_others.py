"""Who finds what several organisations have together: buyers' groups, peer challenges, talks. Each truth table holds a third organisation."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from nybrott.contacts import actions as talking
from nybrott.contacts.tests.factories import a_talk, two_in_a_network
from nybrott.core.actor import VISITOR, Actor
from nybrott.groups.actions import leave_group
from nybrott.groups.models import BuyersGroup
from nybrott.groups.tests.factories import NOW, again
from nybrott.groups.tests.test_groups import a_world
from nybrott.peerreviews import actions as reviewing
from nybrott.peerreviews.models import PeerReview
from nybrott.peerreviews.tests.factories import a_draft, an_answer
from nybrott.people.models import NetworkMember, User
from nybrott.people.tests.factories import a_network, an_actor, an_organisation
from nybrott.search import queries
from nybrott.search.actions import index_everything

pytestmark = pytest.mark.django_db
WORD = "Fjellrevprosjekt"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with override("en"):
        yield


def found(actor: Actor, text: str = WORD) -> list[tuple[str, str]]:
    """Kind and address of each hit."""
    return [(hit.kind, hit.url) for hit in queries.find(actor, queries.asked(text)).hits]


def opens(client: Client, actor: Actor, url: str) -> bool:
    client.force_login(User.objects.get(pk=actor.user_id))
    return client.get(url, follow=True).status_code == 200


def test_a_buyers_group_is_found_by_those_who_take_part_follow_along_are_asked_or_have_left(client: Client) -> None:
    world = a_world()
    BuyersGroup.objects.filter(pk=world.group.pk).update(name=f"{WORD} om natten", purpose="Lytteposter i utmarka")
    index_everything()
    leave_group(actor=world.member, group=world.group, reason="", now=NOW + timedelta(days=1))
    guest = an_actor(world.place(world.lead), "supplier")
    for actor, sees in (
        (world.lead, True), (world.observer, True), (world.member, True), (world.asked, True), (world.declined, False), (world.third, False),
        (world.outside, False), (guest, False), (VISITOR, False),
    ):  # fmt: skip
        hits = found(actor)
        assert bool(hits) == sees, actor
        assert not hits or (hits[0][1] == f"/exchange/groups/{world.group.pk}/" and opens(client, actor, hits[0][1])), (
            actor
        )
        assert bool(found(actor, "lytteposter")) == sees, actor
    # whoever was never in it and is in the network no more finds nothing from the next page on; the index was not asked to change
    NetworkMember.objects.filter(organisation_id=world.observer.organisation_id).update(left_at=timezone.now())
    assert found(again(world.observer)), "it sees the group as it was"


def test_a_peer_challenge_is_found_by_its_owner_and_once_opened_by_those_invited(client: Client) -> None:
    owner, named, third = (an_organisation() for _ in range(3))
    lead = an_actor(owner, "lead")
    review = a_draft(owner, named, actor=lead, title=f"{WORD} i fjellet")
    index_everything()
    colleague, guest = an_actor(owner, "observer"), an_actor(owner, "contributor")
    invited, stranger = an_actor(named, "observer"), an_actor(third, "admin")
    assert [bool(found(one)) for one in (lead, colleague, invited, stranger, guest, VISITOR)] == [True, True, False, False, False, False]  # fmt: skip
    reviewing.open_review(actor=lead, review=review, now=timezone.now())
    index_everything()
    assert [bool(found(one)) for one in (lead, colleague, invited, stranger, guest, VISITOR)] == [True, True, True, False, False, False]  # fmt: skip
    assert found(invited, "utrygg"), "the frozen copy is what others read"
    assert not found(invited, "hemmelig"), "what was not chosen is not in it"
    an_answer(PeerReview.objects.get(pk=review.pk), an_actor(named, "driver"), whose="Kvikksølvbarometeret")
    index_everything()
    assert not found(invited, "kvikksølvbarometeret"), "answers are hidden from those who have not answered"
    assert opens(client, invited, found(invited)[0][1])


def test_a_peer_challenge_in_a_network_is_lost_with_it() -> None:
    owner, near, far = (an_organisation() for _ in range(3))
    network, lead = a_network(owner, near), an_actor(owner, "lead")
    review = a_draft(owner, actor=lead, network=network, title=f"{WORD} i nettverket")
    reviewing.open_review(actor=lead, review=review, now=timezone.now())
    index_everything()
    assert [bool(found(an_actor(place, "driver"))) for place in (near, far)] == [True, False]
    NetworkMember.objects.filter(organisation=near).update(left_at=timezone.now())
    assert not found(an_actor(near, "driver"))


def test_a_talk_is_found_by_the_two_and_nobody_else(client: Client) -> None:
    asks, asked = two_in_a_network()
    third = an_organisation()
    a_network(asks, asked, third)
    buyer, answers = an_actor(asks, "buyer"), an_actor(asked, "buyer")
    talk = a_talk(asks, asked, actor=buyer, text=f"Om {WORD} og barmark")
    talking.say_yes(actor=answers, talk=talk, now=timezone.now())
    talking.hold_talk(actor=buyer, talk=talk, on=timezone.localdate(), now=timezone.now())
    talking.write_learned(actor=answers, talk=talk, text="Fôringsautomater fryser", now=timezone.now())
    index_everything()
    readers = (buyer, an_actor(asks, "observer"), an_actor(asked, "observer"))
    others = (an_actor(third, "admin"), an_actor(asks, "supplier"), an_actor(asked, "contributor"), VISITOR)
    for word in (WORD, "fôringsautomater"):
        assert all(found(one, word) for one in readers), word
        assert not any(found(one, word) for one in others), word
    assert all(opens(client, one, found(one)[0][1]) for one in readers)
    assert [hit.organisation for hit in queries.find(readers[2], queries.asked(WORD)).hits] == [asks.name]
