"""Themes: each person once, small groups hidden, size and trend; held against counting everything by hand."""

import random
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from nybrott.challenges.models import Challenge
from nybrott.challenges.tests.factories import a_challenge, a_heard_challenge
from nybrott.core.actor import Actor
from nybrott.core.cells import at_least
from nybrott.core.support import sources
from nybrott.hearings import actions as hearings
from nybrott.hearings.models import Evidence
from nybrott.hearings.tests.factories import a_contribution, some_evidence
from nybrott.insights.actions import link_to_need, park_need
from nybrott.insights.tests.factories import a_need, an_insight, from_user
from nybrott.needs.models import Need, NeedLink, pieces_behind
from nybrott.people.models import Organisation
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, a_unit, an_actor, an_organisation
from nybrott.themes import actions, queries
from nybrott.themes.models import ThemePlace
from nybrott.themes.queries.support import grown, quarters_until
from nybrott.themes.tests.factories import linked

NOW = timezone.now()


@pytest.fixture
def place(db: None) -> Organisation:
    return an_organisation("Fjordvik kommune")


@pytest.fixture
def lead(place: Organisation) -> Actor:
    return an_actor(place, "lead")


@pytest.fixture
def colleague(place: Organisation) -> Actor:
    """Somebody who sees the needs and may not read what people told."""
    return an_actor(place, "driver")


def in_unit(place: Organisation, lead: Actor, name: str) -> Challenge:
    return a_challenge(lead, unit=a_unit(place, name))


def rows(actor: Actor, **where: object) -> list[tuple[str, int, int, int, bool]]:
    return [
        (one.name, one.needs, one.units, one.people.number, one.people.exact)
        for one in queries.themes(actor, where, now=NOW).rows
    ]


# --- support ---


def test_a_person_behind_two_needs_of_a_theme_counts_once(place: Organisation, lead: Actor) -> None:
    challenge = in_unit(place, lead, "Hjemmetjenesten")
    piece = from_user(lead, challenge, "Bruker 1")
    one = a_need(lead, challenge, piece, from_user(lead, challenge, "Bruker 2"))
    other = a_need(lead, challenge, an_insight(lead, challenge, piece), from_user(lead, challenge, "Bruker 1"))
    third = a_need(lead, in_unit(place, lead, "Skolene"), need="Noe annet")
    linked(one, other, actor=lead)
    linked(third, other, "part", lead)
    theme = queries.theme_of(lead, one, now=NOW)
    assert (theme.people.number, theme.people.exact, theme.sources.number) == (2, True, 2)
    assert [(unit.name, unit.needs, unit.people.number) for unit in theme.units] == [
        ("Hjemmetjenesten", 2, 2),
        ("Skolene", 1, 0),
    ]
    assert theme.people_of[other.pk].number == 1
    assert theme.name == str(one), "called after the need with most people behind it"


def test_contributions_and_informants_are_people(place: Organisation, lead: Actor) -> None:
    heard = a_heard_challenge(place)
    said = [
        hearings.take_up(actor=lead, contribution=a_contribution(heard), title="Sagt", answer="", now=NOW)
        for _number in range(2)
    ]
    nobody = some_evidence(heard, lead, source="Logg")
    one, other = a_need(lead, heard, *said, nobody), a_need(lead, heard, said[0], from_user(lead, heard))
    linked(one, other, actor=lead)
    theme = queries.theme_of(lead, one, now=NOW)
    assert (theme.people.number, theme.sources.number) == (3, 4)


def test_a_cause_is_another_theme(place: Organisation, lead: Actor) -> None:
    challenge = in_unit(place, lead, "Hjemmetjenesten")
    one, other = a_need(lead, challenge), a_need(lead, challenge)
    linked(one, other, "causes", lead)
    assert queries.theme_of(lead, one, now=NOW).head == 0
    assert rows(lead) == []


def test_parked_needs_are_not_counted(place: Organisation, lead: Actor) -> None:
    challenge = in_unit(place, lead, "Hjemmetjenesten")
    one, other, third = (a_need(lead, challenge, from_user(lead, challenge)) for _number in range(3))
    linked(one, other, actor=lead)
    linked(other, third, actor=lead)
    park_need(actor=lead, need=other, reason="Senere", now=NOW)
    theme = queries.theme_of(lead, one, now=NOW)
    assert (len(theme.needs), theme.parked, theme.people.number) == (2, 1, 2)
    assert [row[1:4] for row in rows(lead)] == [(2, 1, 2)]
    park_need(actor=lead, need=third, reason="Senere", now=NOW)
    assert rows(lead) == [], "one need is not a theme"


def by_hand(actor: Actor) -> list[tuple[int, int, int, int]]:
    """Every theme of the organisation as (oldest need, needs, units, people), by looking at every need and every piece."""
    found = []
    needs = {one.pk: one for one in Need.objects.filter(organisation=actor.organisation_id).select_related("challenge")}
    left = set(needs)
    ties = [
        (one, other)
        for one, other, kind in NeedLink.objects.values_list("one", "other", "kind")
        if kind in ("same", "part")
    ]
    while left:
        group = {min(left)}
        while more := {b for a, b in [*ties, *((b, a) for a, b in ties)] if a in group} - group:
            group |= more
        left -= group
        counted = [needs[key] for key in group if needs[key].state != "parked"]
        if len(counted) > 1:
            behind = pieces_behind([one.pk for one in counted])
            people = {piece.who for pieces in behind.values() for piece, _row in pieces if piece.who}
            units = {one.challenge.unit_id for one in counted if one.challenge.unit_id}
            found.append((min(group), len(counted), len(units), len(people)))
    return sorted(found, key=lambda row: (-row[3], -row[2], -row[1], row[0]))


@pytest.mark.parametrize("seed", range(4))
def test_the_list_says_what_counting_by_hand_says(place: Organisation, lead: Actor, seed: int) -> None:
    chance = random.Random(seed)
    challenges = [in_unit(place, lead, name) for name in ("A", "B")] + [a_challenge(lead)]
    needs = []
    for challenge in challenges:
        pieces = [from_user(lead, challenge, f"P{chance.randrange(3)}") for _number in range(4)]
        pieces.append(some_evidence(challenge, lead, source=chance.choice(["", "Logg"])))
        learnt = an_insight(lead, challenge, *chance.sample(pieces, 2))
        for _number in range(3):
            rests: list[Evidence] = chance.sample(pieces, chance.randrange(3))
            needs.append(a_need(lead, challenge, *rests, *([learnt] if chance.random() < 0.5 else [])))
    for _number in range(6):
        one, other = chance.sample(needs, 2)
        try:
            linked(one, other, chance.choice(("same", "part", "causes")), lead)  # type: ignore[arg-type]
        except Exception:
            continue
    park_need(actor=lead, need=needs[0], reason="Senere", now=NOW)
    found = queries.themes(lead, {}, now=NOW)
    assert [(row.key, row.needs, row.units, row.people.number) for row in found.rows] == by_hand(lead)
    for row in found.rows:
        theme = queries.theme_of(lead, Need.objects.get(pk=row.key), now=NOW)
        assert (len(theme.needs), theme.people, theme.name) == (row.needs, row.people, row.name)
        behind = pieces_behind([one.pk for one in theme.needs])
        assert theme.sources.number == sources(piece for pieces in behind.values() for piece, _row in pieces)


# --- small groups ---


def test_those_who_may_not_read_meet_steps_of_five(place: Organisation, lead: Actor, colleague: Actor) -> None:
    home, ward = in_unit(place, lead, "Hjemmetjenesten"), in_unit(place, lead, "Omsorgsboligene")
    one = a_need(lead, home, *(from_user(lead, home) for _number in range(7)))
    other = a_need(lead, ward, *(from_user(lead, ward) for _number in range(2)))
    linked(one, other, actor=lead)
    theme = queries.theme_of(colleague, one, now=NOW)
    assert (theme.people.number, theme.people.exact) == (5, False), "nine would tell that the ward has two"
    assert [(unit.name, unit.people.number, unit.people.exact) for unit in theme.units] == [
        ("Hjemmetjenesten", 5, False), ("Omsorgsboligene", 0, False),
    ]  # fmt: skip
    assert theme.sources.number == at_least(9)
    assert all(not quarter.people.exact for quarter in theme.quarters)
    assert queries.theme_of(lead, one, now=NOW).people.number == 9


def test_who_works_on_one_reads_that_one_exactly(place: Organisation, lead: Actor) -> None:
    home, ward = in_unit(place, lead, "Hjemmetjenesten"), in_unit(place, lead, "Omsorgsboligene")
    owner = a_member(place, "driver")
    ward.owner = owner
    ward.save()
    one = a_need(lead, home, *(from_user(lead, home) for _number in range(3)))
    other = a_need(lead, ward, *(from_user(lead, ward) for _number in range(2)))
    linked(one, other, actor=lead)
    theme = queries.theme_of(actor_of(owner, place), one, now=NOW)
    assert {unit.name: (unit.people.number, unit.people.exact) for unit in theme.units} == {
        "Hjemmetjenesten": (0, False), "Omsorgsboligene": (2, True),
    }  # fmt: skip
    assert (theme.people.number, theme.people.exact) == (2, False)


def test_the_order_tells_no_more_than_the_numbers(place: Organisation, lead: Actor, colleague: Actor) -> None:
    keys = []
    for people in (1, 3):
        challenge = in_unit(place, lead, f"Enhet {people}")
        one = a_need(lead, challenge, *(from_user(lead, challenge) for _number in range(people)))
        linked(one, a_need(lead, challenge), actor=lead)
        keys.append(one.pk)
    assert [row.key for row in queries.themes(lead, {}, now=NOW).rows] == keys[::-1]
    assert [row.key for row in queries.themes(colleague, {}, now=NOW).rows] == keys, (
        "both are fewer than five: the older first"
    )


# --- names, trend, list ---


def test_people_name_a_theme_and_the_name_stays_where_it_was_given(place: Organisation, lead: Actor) -> None:
    challenge = in_unit(place, lead, "Hjemmetjenesten")
    one, other, third = (a_need(lead, challenge) for _number in range(3))
    actions.name_theme(actor=lead, need=third, name="  Trygge   netter ", now=NOW)
    link = linked(one, other, actor=lead)
    bridge = linked(other, third, actor=lead)
    assert queries.theme_of(lead, one, now=NOW).name == "Trygge netter"
    assert rows(lead, text="trygge NETTER")[0][0] == "Trygge netter"
    actions.unlink_needs(actor=lead, link=bridge, now=NOW)
    assert queries.theme_of(lead, one, now=NOW).name == str(one)
    assert queries.theme_of(lead, third, now=NOW).named
    actions.unlink_needs(actor=lead, link=link, now=NOW)
    assert not ThemePlace.objects.exists()


def written(need: Need, at: datetime) -> None:
    Need.objects.filter(pk=need.pk).update(written_at=at)


def test_a_theme_grows(place: Organisation, lead: Actor) -> None:
    challenge = in_unit(place, lead, "Hjemmetjenesten")
    needs = [a_need(lead, challenge) for _number in range(4)]
    for need, days in zip(needs, (800, 500, 370, 3), strict=True):
        written(need, NOW - timedelta(days=days))
    for one, other in pairwise(needs):
        linked(one, other, actor=lead)
    theme = queries.theme_of(lead, needs[0], now=NOW)
    assert theme.before == 3
    counts = [quarter.needs for quarter in theme.quarters]
    assert (len(counts), counts[-1]) == (8, 4)
    assert counts == sorted(counts)
    (row,) = queries.themes(lead, {}, now=NOW).rows
    assert (row.before, [count for _end, count in row.grown]) == (3, counts)
    assert rows(lead, days=90)
    written(needs[3], NOW - timedelta(days=200))
    assert rows(lead, days=90) == []
    assert rows(lead, days=365)


@pytest.mark.parametrize(
    ("today", "ends"), [(date(2026, 11, 27), [(2025, 1), (2026, 4)]), (date(2026, 1, 1), [(2024, 2), (2026, 1)]), (date(2026, 3, 31), [(2024, 2), (2026, 1)])]
)  # fmt: skip
def test_quarters_end_with_today(today: date, ends: list[tuple[int, int]]) -> None:
    found = quarters_until(today)
    assert [found[0], found[-1]] == ends
    assert dict(grown([today, date(2020, 1, 1)], today))[found[-1]] == 2
    assert dict(grown([today, date(2020, 1, 1)], today))[found[0]] == 1


def test_the_list_is_narrowed_by_unit_and_by_those_below_it(place: Organisation, lead: Actor) -> None:
    above = a_unit(place, "Helse")
    below = a_unit(place, "Hjemmetjenesten", above)
    one, other = (
        a_need(lead, a_challenge(lead, unit=below)),
        a_need(lead, a_challenge(lead, unit=a_unit(place, "Skolene"))),
    )
    linked(one, other, actor=lead)
    assert rows(lead, unit=above) == rows(lead, unit=below) == rows(lead)
    assert rows(lead, unit=a_unit(place, "Vei")) == []
    assert rows(lead, text="finnes ikke") == []


def test_nobody_sees_another_organisations_themes(place: Organisation, lead: Actor) -> None:
    challenge = in_unit(place, lead, "Hjemmetjenesten")
    linked(a_need(lead, challenge), a_need(lead, challenge), actor=lead)
    assert len(rows(lead)) == 1
    assert rows(an_actor(an_organisation("Sundvåg kommune"), "lead")) == []
    assert rows(Actor(None, None, "")) == []


def test_a_page_of_themes_takes_the_same_queries_however_many_there_are(place: Organisation, lead: Actor) -> None:
    counted = []
    for _round in range(2):
        for _number in range(len(counted) * 2 + 1):
            challenge = a_challenge(lead)
            linked(a_need(lead, challenge, from_user(lead, challenge)), a_need(lead, challenge), actor=lead)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page = queries.themes(lead, {}, now=NOW)
        counted.append((len(asked), len(page.rows)))
    assert [rows_ for _queries, rows_ in counted] == [1, 4]
    assert counted[0][0] == counted[1][0] <= 6


def test_pages_are_cut_and_a_page_beyond_the_last_is_the_first(
    place: Organisation, lead: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nybrott.themes.queries.lists.SIZE", 2)
    for _number in range(3):
        challenge = a_challenge(lead)
        linked(a_need(lead, challenge), a_need(lead, challenge), actor=lead)
    pages = [queries.themes(lead, {}, now=NOW, page=number) for number in (1, 2, 9)]
    assert [(len(page.rows), page.number, page.pages, page.total) for page in pages] == [
        (2, 1, 2, 3),
        (1, 2, 2, 3),
        (2, 1, 2, 3),
    ]


def test_evidence_taken_away_is_not_counted_any_more(place: Organisation, lead: Actor) -> None:
    challenge = in_unit(place, lead, "Hjemmetjenesten")
    piece = from_user(lead, challenge)
    one, other = a_need(lead, challenge, piece), a_need(lead, challenge)
    link_to_need(actor=lead, need=other, evidence=[piece], now=NOW)
    linked(one, other, actor=lead)
    assert rows(lead)[0][3] == 1
    hearings.remove_evidence(actor=lead, evidence=piece, now=NOW)
    assert rows(lead)[0][3] == 0
