"""Linking needs: who may, what contradicts what, and that an undo leaves everything as it was."""

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone

from nybrott.challenges.actions import answer_team, ask_into_team, park_challenge
from nybrott.challenges.models import Challenge
from nybrott.challenges.tests.factories import a_challenge
from nybrott.core.actor import Actor
from nybrott.core.support import themes as walked
from nybrott.core.verdict import Refused
from nybrott.insights.actions import park_need
from nybrott.insights.tests.factories import a_need, from_user
from nybrott.journal.models import Entry
from nybrott.needs.models import Need, NeedLink
from nybrott.people.models import Organisation, User
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, an_actor, an_organisation
from nybrott.themes import actions, queries, rules
from nybrott.themes.models import NotAlike, ThemePlace
from nybrott.themes.tests.factories import a_need_saying, linked, set_apart
from nybrott.themes.verbs import VERBS

NOW = timezone.now()


@pytest.fixture
def place(db: None) -> Organisation:
    return an_organisation("Fjordvik kommune")


@pytest.fixture
def lead(place: Organisation) -> Actor:
    return an_actor(place, "lead")


@pytest.fixture
def challenge(lead: Actor) -> Challenge:
    return a_challenge(lead)


@pytest.fixture
def needs(lead: Actor, challenge: Challenge) -> list[Need]:
    """Eight needs in two challenges."""
    other = a_challenge(lead)
    return [a_need(lead, one) for one in (challenge, other) for _number in range(4)]


# --- who may ---


def somebody(kind: str, place: Organisation, one: Challenge, other: Challenge) -> Actor:
    if kind == "stranger":
        return an_actor(an_organisation("Annen kommune"), "lead")
    if kind == "visitor":
        return Actor(None, None, "")
    if kind == "lead":
        return an_actor(place, "lead")
    user = a_member(place, "driver")
    for named, challenge in (("one", one), ("other", other)):
        if kind == f"owner of {named}":
            challenge.owner = user
            challenge.save()
        if kind == f"team of {named}":
            lead = an_actor(place, "lead")
            member = ask_into_team(actor=lead, challenge=challenge, user=user, craft="", url="http://x/", now=NOW)
            answer_team(actor=actor_of(user, place), member=member, joins=True, now=NOW)
    return actor_of(User.objects.get(pk=user.pk), place)


@pytest.mark.parametrize(
    ("kind", "allowed"),
    [
        ("lead", True),
        ("owner of one", True),
        ("owner of other", True),
        ("team of one", True),
        ("team of other", True),
        ("colleague", False),
        ("stranger", False),
        ("visitor", False),
    ],
)
def test_those_who_work_on_either_need_link_undo_and_tell_apart(
    place: Organisation, needs: list[Need], kind: str, allowed: bool
) -> None:
    one, other, third = needs[0], needs[4], needs[1]
    actor = somebody(kind, place, one.challenge, other.challenge)
    one, other = (Need.objects.select_related("challenge").get(pk=need.pk) for need in (one, other))
    link, pair = linked(third, other), set_apart(one, needs[2])
    asked = (
        rules.may_tie(actor, one, other),
        rules.may_link(actor, one, other, "causes"),
        rules.may_tell_apart(actor, one, other),
        rules.may_unlink(actor, NeedLink.objects.get(pk=link.pk)),
    )
    assert [bool(one_said) for one_said in asked] == [allowed] * 4
    assert all(one_said.reason.endswith(".") for one_said in asked if not one_said)
    owns_first = kind in ("lead", "owner of one", "team of one")
    assert bool(rules.may_propose_again(actor, NotAlike.objects.get(pk=pair.pk))) is owns_first
    assert bool(rules.may_name_theme(actor, [one, other])) is allowed
    works = rules.worked_on(actor, [one.challenge_id, other.challenge_id])
    assert bool(works) is allowed
    if not allowed:
        with pytest.raises(Refused):
            actions.link_needs(actor=actor, one=one, other=other, kind="same", now=NOW)
        with pytest.raises(Refused):
            actions.unlink_needs(actor=actor, link=NeedLink.objects.get(pk=link.pk), now=NOW)


def test_what_is_laid_aside_is_not_linked(lead: Actor, needs: list[Need]) -> None:
    park_need(actor=lead, need=needs[0], reason="Senere", now=NOW)
    parked = Need.objects.get(pk=needs[0].pk)
    assert "parkert" in rules.may_tie(lead, parked, needs[1]).reason
    park_challenge(actor=lead, challenge=needs[5].challenge, reason="Senere", now=NOW)
    one, other = (Need.objects.get(pk=need.pk) for need in needs[5:7])
    assert not rules.may_tie(lead, one, other)
    assert rules.may_tie(lead, one, Need.objects.get(pk=needs[1].pk)), "the other challenge is still worked on"


def test_needs_of_two_organisations_are_never_linked(lead: Actor, needs: list[Need]) -> None:
    theirs = an_actor(an_organisation("Sundvåg kommune"), "lead")
    their_need = a_need(theirs, a_challenge(theirs, sharing="open"))
    for actor in (lead, theirs):
        assert "utfordring" in rules.may_tie(actor, needs[0], their_need).reason


# --- contradictions ---


@pytest.mark.parametrize(
    ("standing", "new", "said"),
    [
        ([], ("same", 0, 0), "seg selv"),
        ([("same", 0, 1)], ("part", 0, 1), "koblet allerede"),
        ([("same", 0, 1)], ("causes", 1, 0), "koblet allerede"),
        ([("same", 0, 1), ("same", 1, 2)], ("part", 0, 2), "det samme, gjennom andre"),
        ([("part", 0, 1), ("part", 1, 2)], ("part", 2, 0), "en del av seg selv"),
        ([("part", 0, 1), ("same", 1, 4)], ("part", 4, 0), "en del av seg selv"),
        ([("part", 0, 1), ("part", 1, 4)], ("same", 0, 4), "ikke det samme som helheten"),
        ([("causes", 0, 1), ("same", 1, 2)], ("same", 0, 2), "fører til den andre"),
    ],
)
def test_what_contradicts_is_refused_with_a_sentence(
    lead: Actor, needs: list[Need], standing: list[tuple[str, int, int]], new: tuple[str, int, int], said: str
) -> None:
    for kind, one, other in standing:
        linked(needs[one], needs[other], kind, lead)  # type: ignore[arg-type]
    kind, one, other = new
    with pytest.raises(Refused, match=said):
        actions.link_needs(actor=lead, one=needs[one], other=needs[other], kind=kind, now=NOW)  # type: ignore[arg-type]
    assert NeedLink.objects.count() == len(standing)


def test_what_people_said_is_not_alike_does_not_become_the_same(lead: Actor, needs: list[Need]) -> None:
    pair = set_apart(needs[3], needs[0], lead)
    assert (pair.one_id, pair.other_id) == (needs[0].pk, needs[3].pk)
    linked(needs[0], needs[1], actor=lead)
    for one, other in ((0, 3), (1, 3)):
        with pytest.raises(Refused, match="ikke ligner"):
            linked(needs[one], needs[other], actor=lead)
    actions.unlink_needs(actor=lead, link=linked(needs[0], needs[3], "causes", lead), now=NOW)
    actions.propose_again(actor=lead, pair=pair, now=NOW)
    linked(needs[1], needs[3], actor=lead)
    with pytest.raises(Refused, match="det samme"):
        set_apart(needs[0], needs[3], lead)


def test_a_no_says_why_and_is_said_once(lead: Actor, needs: list[Need]) -> None:
    with pytest.raises(Refused, match="en setning"):
        actions.tell_apart(actor=lead, one=needs[0], other=needs[1], reason="  ", now=NOW)
    set_apart(needs[0], needs[1], lead)
    with pytest.raises(Refused, match="allerede"):
        set_apart(needs[1], needs[0], lead)


def test_said_twice_it_is_one_link_and_sameness_has_no_direction(lead: Actor, needs: list[Need]) -> None:
    one, other = needs[0], needs[1]
    first, new = actions.link_needs(
        actor=lead, one=other, other=one, kind="same", why="Begge snakker om «natt».", now=NOW
    )
    again, once_more = actions.link_needs(actor=lead, one=one, other=other, kind="same", now=NOW)
    assert (new, once_more, first.pk) == (True, False, again.pk)
    assert (first.one_id, first.proposed_by_likeness) == (one.pk, True)
    assert Entry.objects.filter(verb="themes.linked_same").count() == 1


# --- undone exactly ---


def state() -> tuple[object, ...]:
    """Everything that hangs on links: the links, the themes, the pairs told apart, and the needs themselves."""
    return (
        sorted(NeedLink.objects.values_list("one", "other", "kind")),
        sorted(ThemePlace.objects.values_list("need", "head", "organisation")),
        sorted(NotAlike.objects.values_list("one", "other", "reason")),
        sorted(Need.objects.values_list("pk", "state", "who", "need", "reason", "challenge")),
    )


def walk() -> Iterator[tuple[int, int]]:
    """Need → oldest of its theme, found by walking all links anew."""
    same = NeedLink.objects.filter(kind__in=("same", "part")).values_list("one", "other")
    for group in walked(Need.objects.order_by("pk").values_list("pk", flat=True), same):
        yield from ((key, group[0]) for key in group if len(group) > 1)


@pytest.mark.parametrize("seed", range(6))
def test_links_and_undos_in_any_order_leave_what_would_be_without_them(
    lead: Actor, needs: list[Need], seed: int
) -> None:
    chance = random.Random(seed)

    def try_one() -> NeedLink | None:
        kind = chance.choice(("same", "same", "part", "causes"))
        one, other = chance.sample(needs, 2)
        try:
            return linked(one, other, kind, lead)  # type: ignore[arg-type]
        except Refused:
            return None

    for _number in range(5):
        try_one()
    standing = set(NeedLink.objects.values_list("pk", flat=True))
    before = state()
    made: dict[int, NeedLink] = {}
    for _step in range(14):
        if made and chance.random() < 0.4:
            actions.unlink_needs(actor=lead, link=made.pop(chance.choice(sorted(made))), now=NOW)
        elif (link := try_one()) is not None and link.pk not in standing:
            made[link.pk] = link
        assert dict(ThemePlace.objects.values_list("need", "head")) == dict(walk())
    for key in chance.sample(sorted(made), len(made)):
        actions.unlink_needs(actor=lead, link=made[key], now=NOW)
    assert state() == before


def test_one_undo_parts_the_theme_and_leaves_later_links(lead: Actor, needs: list[Need]) -> None:
    first = linked(needs[0], needs[1], actor=lead)
    linked(needs[1], needs[2], "part", lead)
    actions.unlink_needs(actor=lead, link=first, now=NOW)
    assert dict(ThemePlace.objects.values_list("need", "head")) == {needs[1].pk: needs[1].pk, needs[2].pk: needs[1].pk}
    actions.unlink_needs(actor=lead, link=first, now=NOW)  # pressed twice
    assert Entry.objects.filter(verb="themes.undone_same").count() == 1


def test_every_verb_is_recorded_and_has_its_words(lead: Actor, needs: list[Need]) -> None:
    for kind in ("same", "part", "causes"):
        actions.unlink_needs(actor=lead, link=linked(needs[0], needs[1], kind, lead), now=NOW)  # type: ignore[arg-type]
    actions.propose_again(actor=lead, pair=set_apart(needs[0], needs[1], lead), now=NOW)
    actions.name_theme(actor=lead, need=needs[0], name="Trygge netter", now=NOW)
    actions.name_theme(actor=lead, need=needs[0], name=" ", now=NOW)
    assert set(Entry.objects.filter(verb__startswith="themes.").values_list("verb", flat=True)) == set(VERBS)


@pytest.mark.django_db(transaction=True)
def test_two_who_link_at_once_never_make_a_ring() -> None:
    lead = an_actor(an_organisation("Fjordvik kommune"), "lead")
    one, other = (a_need(lead, a_challenge(lead)) for _number in range(2))

    def said(pair: tuple[Need, Need]) -> bool:
        try:
            actions.link_needs(actor=lead, one=pair[0], other=pair[1], kind="part", now=NOW)
        except Refused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as both:
        assert sorted(both.map(said, [(one, other), (other, one)])) == [False, True]


# --- proposed by likeness ---


@pytest.fixture
def alike(lead: Actor, place: Organisation) -> tuple[Need, Need, Need]:
    """Two needs of two units that speak of the same, and one that does not."""
    home, ward, school = (a_challenge(lead) for _number in range(3))
    return (
        a_need_saying(lead, home, "Eldre", "finne veien til badet om natten uten å falle"),
        a_need_saying(lead, ward, "Pasientar", "kome seg til badet om natta utan å dette"),
        a_need_saying(lead, school, "Foreldre", "vite hvem de skal spørre om skoleskyss"),
    )


@pytest.mark.parametrize("small", [300, 0])
def test_likeness_proposes_and_says_why(
    lead: Actor, alike: tuple[Need, Need, Need], monkeypatch: pytest.MonkeyPatch, small: int
) -> None:
    monkeypatch.setattr("nybrott.themes.queries.alike.SMALL", small)
    (found,) = queries.proposals(lead, [alike[0].pk])
    assert (found.one.pk, found.other.pk) == (alike[0].pk, alike[1].pk)
    assert "Begge snakker om" in found.why
    assert "«badet»" in found.why
    (both,) = queries.proposals(lead, [one.pk for one in alike])
    assert {both.one.pk, both.other.pk} == {alike[0].pk, alike[1].pk}, "a pair is proposed once"
    assert queries.proposals(lead, [alike[2].pk]) == []
    assert queries.found_by(lead, "skoleskyss", but=alike[0].pk)[0].pk == alike[2].pk


def test_what_people_have_judged_is_not_proposed_again(lead: Actor, alike: tuple[Need, Need, Need]) -> None:
    pair = set_apart(alike[0], alike[1], lead)
    assert queries.proposals(lead, [alike[0].pk]) == queries.proposals(lead, [alike[1].pk]) == []
    challenge = alike[1].challenge
    a_need_saying(lead, challenge, "Andre", "sove om natten")  # the index is read anew, and likeness with it
    assert alike[1].pk not in {found.other.pk for found in queries.proposals(lead, [alike[0].pk])}
    actions.propose_again(actor=lead, pair=pair, now=NOW)
    assert alike[1].pk in {found.other.pk for found in queries.proposals(lead, [alike[0].pk])}
    link = linked(alike[0], alike[1], "causes", lead)
    assert alike[1].pk not in {found.other.pk for found in queries.proposals(lead, [alike[0].pk])}
    actions.unlink_needs(actor=lead, link=link, now=NOW)
    assert alike[1].pk in {found.other.pk for found in queries.proposals(lead, [alike[0].pk])}


def test_others_needs_and_parked_ones_are_not_proposed(lead: Actor, alike: tuple[Need, Need, Need]) -> None:
    theirs = an_actor(an_organisation("Sundvåg kommune"), "lead")
    open_ = a_challenge(theirs, sharing="open")
    mine = a_need_saying(theirs, open_, "Eldre", "finne veien til badet om natten uten å falle")
    assert queries.proposals(theirs, [mine.pk]) == []
    assert queries.proposals(theirs, [alike[0].pk]) == [], "not even asked about"
    park_need(actor=lead, need=alike[1], reason="Senere", now=NOW)
    assert queries.proposals(lead, [alike[0].pk]) == []


def test_a_link_changes_neither_need(lead: Actor, challenge: Challenge) -> None:
    one, other = a_need(lead, challenge, from_user(lead, challenge)), a_need(lead, challenge)
    before = list(Need.objects.order_by("pk").values())
    linked(one, other, actor=lead)
    assert list(Need.objects.order_by("pk").values()) == before
