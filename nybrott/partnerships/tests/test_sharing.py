"""What is shared: by whom, seen by whom, taken back at once; counts against a slow twin; no few people told of."""

from datetime import timedelta

import pytest
from django.utils import timezone

from nybrott.classifications.models import ClassChoice
from nybrott.core.verdict import Refused
from nybrott.groups.actions import take_on
from nybrott.groups.tests.factories import NOW, a_group
from nybrott.journal.models import Entry
from nybrott.networks.actions import invite_to_network, join_network, leave_network
from nybrott.networks.queries import county_of
from nybrott.partnerships import actions, queries, rules
from nybrott.partnerships.models import Report, ReportRow, ReportVersion, Share
from nybrott.partnerships.queries.joint import _ASKS, Joint, add_joint
from nybrott.partnerships.tests.factories import an_asked_report, membership, published, shares
from nybrott.people.models import Network, NetworkMember, Organisation
from nybrott.people.queries import actor_of
from nybrott.people.roles import ROLES
from nybrott.people.tests.factories import a_member, a_network, an_actor, an_organisation
from nybrott.procurements.models import Procurement
from nybrott.procurements.tests.factories import a_procurement
from nybrott.runs.tests.factories import a_part, a_run

pytestmark = pytest.mark.django_db
CLASSES = ("procurement-of-innovation", "innovative-solution", "innovation-friendly", "none", "")


def bought(place: Organisation, n: int, **said: object) -> Procurement:
    now = timezone.now()
    made = Procurement.objects.create(organisation=place, title=f"Kjøp {n}", made_at=now, moved_at=now, **said)
    if CLASSES[n % 5]:
        ClassChoice.objects.create(procurement=made, klass=CLASSES[n % 5], reason="Så", proposed="none", at=now)
    return made


def test_who_sees_what_is_shared_as_a_truth_table() -> None:
    keeper, other, invited, left, third = (an_organisation() for _n in range(5))
    network = a_network(keeper, other, left)
    NetworkMember.objects.create(network=network, organisation=invited, invited_at=timezone.now())
    shares(network, keeper, "portfolio", "effects")
    shares(network, left, "portfolio")
    published(an_asked_report(network))
    leave_network(actor=an_actor(left, "admin"), member=membership(network, left), now=timezone.now())

    def seen(place: Organisation, role: str) -> tuple[int, int, int, int]:
        actor = an_actor(place, role)
        return tuple(model.objects.visible_to(actor).count() for model in (Share, Report, ReportRow, ReportVersion))  # type: ignore[return-value]

    assert seen(keeper, "observer") == (2, 1, 1, 1)
    assert seen(other, "observer") == (2, 1, 1, 1)
    assert seen(invited, "admin") == (0, 0, 0, 0), "not before the yes"
    assert seen(left, "admin") == (1, 0, 0, 0), "what oneself shared stays in one's own history"
    assert seen(third, "admin") == (0, 0, 0, 0)
    for role in ("supplier", "contributor"):
        assert seen(keeper, role) == seen(other, role) == (0, 0, 0, 0)
        assert not rules.may_see(an_actor(other, role))
    assert Share.objects.visible_to(an_actor(other, "lead")).filter(member__organisation=left).count() == 0


@pytest.mark.parametrize("role", ROLES)
def test_who_decides(role: str) -> None:
    place, other = an_organisation(), an_organisation()
    network = a_network(place, other)
    actor = an_actor(place, role)
    speaks = role in {"lead", "buyer", "coordinator", "admin"}
    assert bool(rules.may_decide(actor, membership(network, place))) == speaks
    verdict = rules.may_decide(actor, membership(network, other))
    assert not verdict
    assert verdict.reason.endswith(".")
    assert not rules.may_decide(actor, None)


def test_nothing_is_shared_until_somebody_says_so_and_leaving_takes_everything_back() -> None:
    place, other = an_organisation(), an_organisation()
    network = a_network(other, place)
    lead, reader = an_actor(place, "lead"), an_actor(other, "observer")
    assert [one.shares for one in queries.members(reader, network)] == [frozenset(), frozenset()]
    mine = membership(network, place)
    first = actions.share(actor=lead, member=mine, kind="portfolio", now=timezone.now())
    assert actions.share(actor=lead, member=mine, kind="portfolio", now=timezone.now()) == first, (
        "said twice, once shared"
    )
    with pytest.raises(ValueError, match="everything"):
        actions.share(actor=lead, member=mine, kind="everything", now=timezone.now())
    with pytest.raises(Refused):
        actions.share(actor=reader, member=mine, kind="themes", now=timezone.now())
    assert queries.sharing(queries.members(reader, network), "portfolio")[0].pk == place.pk
    actions.take_back(actor=lead, member=mine, kind="portfolio", now=timezone.now())
    assert queries.sharing(queries.members(reader, network), "portfolio") == []
    shares(network, place, "portfolio", "calendar")
    leave_network(actor=an_actor(place, "admin"), member=mine, now=timezone.now())
    assert [one.pk for one in queries.members(reader, network)] == [other.pk]
    with pytest.raises(Refused):
        actions.share(actor=lead, member=mine, kind="themes", now=timezone.now())
    again = invite_to_network(actor=an_actor(other, "admin"), network=network, organisation=place, answer_at=str, now=timezone.now())  # fmt: skip
    join_network(actor=an_actor(place, "admin"), member=again, now=timezone.now())
    back = next(one for one in queries.members(reader, network) if one.pk == place.pk)
    assert back.shares == frozenset(), "who comes back begins with nothing"
    verbs = Entry.objects.filter(verb__startswith="partnerships.").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == [
        "partnerships.shared",
        "partnerships.took_back",
        "partnerships.shared",
        "partnerships.shared",
    ]


def test_the_portfolio_is_what_a_slow_twin_counts() -> None:
    places = [an_organisation(), an_organisation()]
    for at, place in enumerate(places):
        for n in range(7 + at):
            bought(place, n, state=("idea", "dialogue", "in_use")[(n + at) % 3])
    bought(an_organisation(), 1)
    told = queries.portfolio([one.pk for one in places])
    for place in places:
        for phase in queries.PHASES:
            for klass in queries.CLASSES:
                twin = 0
                for one in Procurement.objects.filter(organisation=place, state=phase):
                    chosen = ClassChoice.objects.filter(procurement=one, current=True).first()
                    twin += (chosen.klass if chosen else "") == klass
                assert told.of(organisation=place.pk, klass=klass, phase=phase) == twin
    assert told.of() == 15
    assert told.joint_unknown.total() == 15, "nobody has answered whether others join"


def test_few_people_are_never_told_of_nor_found_by_taking_away() -> None:
    place, other = an_organisation(), an_organisation()
    network = a_network(place, other)
    large, small = a_run(place), a_run(other)
    for _n in range(7):
        a_part(large)
    for _n in range(3):
        a_part(small)
        a_part(small, "mentor", state="asked")
    reader = an_actor(other, "observer")
    told = queries.programmes(reader, [place.pk, other.pk])
    by = {one.run.pk: (one.drivers, one.mentors) for one in told.runs}
    assert by == {large.pk: (5, 0), small.pk: (0, 0)}
    assert told.drivers == 5, "all together tells no more than what is told alone"
    assert queries.programmes(reader, [other.pk]).drivers == 0, "with one member alone nothing leaks"
    assert network.pk


def test_two_members_of_one_name_are_told_apart() -> None:
    one, two = an_organisation("Nes kommune", number="310400122"), an_organisation("Nes kommune")
    network = a_network(one, two)
    names = {each.name for each in queries.members(an_actor(one, "observer"), network)}
    assert names == {"Nes kommune (organisation number 310400122)", f"Nes kommune ({two.slug})"}


def test_size_and_county() -> None:
    sizes = [(None, "unknown"), (4_999, "small"), (5_000, "medium"), (20_000, "medium"), (20_001, "large")]
    for inhabitants, size in sizes:
        assert queries.size_of(Organisation(kind="municipality", inhabitants=inhabitants)) == size
    assert queries.size_of(Organisation(kind="state", inhabitants=9)) == "other"
    assert county_of(Organisation(municipality_number="4698")) == "Vestland"
    assert county_of(Organisation()) == ""


def test_a_joint_process_names_only_those_who_share_it() -> None:
    place, silent = an_organisation(), an_organisation()
    actor = an_actor(place, "observer")

    def ask(_actor: object, keys: object) -> list[Joint]:
        return [
            Joint("Nattlys", "Åpen", (place.pk, silent.pk), (silent.pk,), "/x/"),
            Joint("Annet", "Åpen", (silent.pk,)),
        ]

    add_joint(ask)
    try:
        assert queries.joint(actor, [place.pk]) == [Joint("Nattlys", "Åpen", (place.pk,), (), "/x/")]
        assert queries.joint(actor, []) == []
    finally:
        _ASKS.remove(ask)


def test_a_buyers_group_is_a_joint_process_that_only_its_own_open() -> None:
    place, outside = an_organisation(), an_organisation()
    group = a_group(place)
    members = list(group.parties.filter(state="in").values_list("organisation", flat=True))
    own = queries.joint(an_actor(place, "lead"), members)
    assert [(one.title, one.state, set(one.members)) for one in own] == [
        (group.name, str(group.get_state_display()), set(members))
    ]
    assert own[0].url == f"/exchange/groups/{group.pk}/"
    assert [one.url for one in queries.joint(an_actor(outside, "lead"), members)] == [""]
    assert [one.members for one in queries.joint(an_actor(outside, "lead"), [place.pk])] == [(place.pk,)]
    take_on(actor=an_actor(place, "admin"), group=group, verb="dissolve", reason="Ikke penger", now=NOW)
    assert queries.joint(an_actor(place, "lead"), members) == []


def test_days_are_those_of_members_that_share_them_and_say_nothing_of_what_for() -> None:
    place, other = an_organisation(), an_organisation()
    soon = timezone.localdate() + timedelta(days=30)
    a_procurement(place, title="Hemmelig navn", announce_on=soon)
    a_procurement(other, announce_on=soon)
    [day] = queries.days([place.pk], timezone.now())
    assert (day.on, day.organisation) == (soon, place.pk)
    assert "Hemmelig" not in day.title


def test_a_person_that_is_gone_leaves_what_was_shared() -> None:
    place = an_organisation()
    network: Network = a_network(place, an_organisation())
    user = a_member(place, "lead")
    shares(network, place, "portfolio", actor=actor_of(user, place))
    user.delete()
    assert Share.objects.get().shared_by_id is None
    assert "portfolio" in queries.members(an_actor(place, "lead"), network)[0].shares | queries.members(an_actor(place, "lead"), network)[1].shares  # fmt: skip
