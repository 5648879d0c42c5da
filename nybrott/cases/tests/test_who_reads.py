"""Who reads which case: the own organisation, networks, everyone; and who leaves."""

from dataclasses import replace

import pytest
from django.utils import timezone

from nybrott.cases import actions, queries
from nybrott.cases.models import Case, CaseText, Version
from nybrott.cases.tests.factories import WHEN, a_case, published, whole
from nybrott.core.actor import VISITOR, Actor
from nybrott.core.verdict import Refused
from nybrott.people.models import Network, NetworkMember, Organisation
from nybrott.people.tests.factories import a_network, an_actor, an_organisation

pytestmark = pytest.mark.django_db


def inside(place: Organisation, *networks: Network, role: str = "driver") -> Actor:
    return replace(an_actor(place, role), network_ids=frozenset(one.pk for one in networks))


def reads(actor: Actor) -> bool:
    one = Case.objects.readable_by(actor).exists()
    assert Version.objects.visible_to(actor).exists() is one
    assert CaseText.objects.visible_to(actor).exists() is one
    assert queries.published(actor, {}).exists() is one
    return one


@pytest.mark.parametrize(
    ("level", "own", "guest", "fellow", "stranger", "visitor"),
    [
        ("private", True, False, False, False, False),
        ("network", True, False, True, False, False),
        ("open", True, True, True, True, True),
    ],
)
def test_who_reads(
    here: Organisation, level: str, own: bool, guest: bool, fellow: bool, stranger: bool, visitor: bool
) -> None:
    other, third = an_organisation(), an_organisation()
    network = a_network(here, other)
    elsewhere = a_network(third)
    teller = inside(here, network, role="lead")
    published(here, actor=teller, said=whole(level=level, networks=[network] if level == "network" else []))
    assert reads(inside(here, network)) is own
    assert reads(an_actor(here, "supplier")) is guest
    assert reads(inside(other, network)) is fellow
    assert reads(inside(other, network, role="supplier")) is (level == "open")
    assert reads(inside(third, elsewhere)) is stranger
    assert reads(VISITOR) is visitor
    assert Case.objects.open().exists() is visitor


def test_a_draft_is_read_by_nobody_else(here: Organisation) -> None:
    other = an_organisation()
    network = a_network(here, other)
    a_case(here, actor=inside(here, network, role="lead"), said=whole(level="network", networks=[network]))
    assert not reads(inside(other, network))
    assert not reads(inside(here, network)), "as others meet it, it is not there"
    assert Case.objects.visible_to(inside(here, network)).exists()
    assert not Case.objects.visible_to(inside(other, network)).exists()


@pytest.mark.parametrize("who", ["reader", "teller"])
def test_who_leaves_the_network_neither_sees_nor_is_seen(here: Organisation, who: str) -> None:
    other, third = an_organisation(), an_organisation()
    network = a_network(third, here, other)
    published(here, actor=inside(here, network, role="lead"), said=whole(level="network", networks=[network]))
    assert reads(inside(other, network))
    gone = here if who == "teller" else other
    NetworkMember.objects.filter(network=network, organisation=gone).update(left_at=timezone.now())
    assert not reads(inside(other, *([network] if who == "teller" else [])))
    assert reads(inside(third, network)) is (who == "reader")
    assert reads(inside(here))


def test_another_network_of_both_does_not_open_it(here: Organisation) -> None:
    other = an_organisation()
    chosen, common = a_network(here), a_network(here, other)
    published(here, actor=inside(here, chosen, common, role="lead"), said=whole(level="network", networks=[chosen]))
    assert not reads(inside(other, common))


def test_networks_of_others_cannot_be_chosen(here: Organisation) -> None:
    theirs = a_network(an_organisation())
    teller = inside(here, role="lead")
    case = actions.begin_case(actor=teller, title="Noe vi har lært", kind="done", now=WHEN)
    with pytest.raises(Refused, match="nettverk virksomheten din"):
        actions.write_case(actor=teller, case=case, said=whole(level="network", networks=[theirs]), seen=0, now=WHEN)


def test_taken_down_it_is_gone_at_once(here: Organisation) -> None:
    teller = an_actor(here, "lead")
    case = published(here, actor=teller)
    assert reads(VISITOR)
    actions.take_down(actor=teller, case=case, reason="Et tall var galt", now=WHEN)
    assert not reads(VISITOR)
    assert not reads(inside(here))
    assert queries.open_cases().count() == 0
    assert Version.objects.filter(case=case).count() == 1, "the version stays"
    assert Case.objects.visible_to(teller).filter(pk=case.pk).exists()


def test_narrowed_it_is_gone_for_others(here: Organisation) -> None:
    teller = an_actor(here, "lead")
    case = published(here, actor=teller)
    actions.narrow_case(actor=teller, case=case, level="private", now=WHEN)
    assert not reads(VISITOR)
    assert reads(inside(here))
