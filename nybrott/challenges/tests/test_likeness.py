"""Reuse first: the index of texts, likely twins, and finding challenges by any form of a word."""

import math
import random
from collections import Counter

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from nybrott.challenges import actions, jobs, queries
from nybrott.challenges.actions import ChallengeDetails
from nybrott.challenges.models import Challenge, IndexedText, TokenCount
from nybrott.challenges.queries import likeness
from nybrott.challenges.queries.counted import counts
from nybrott.challenges.tests.factories import a_challenge, an_anchored_challenge
from nybrott.core.actor import Actor
from nybrott.core.matching import Packed, Rarity, sought
from nybrott.core.matching.packing import number
from nybrott.core.verdict import Refused
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import a_network, an_actor, an_organisation

pytestmark = pytest.mark.django_db
NOW = timezone.now()
NIGHT_NUMBER = number("c:night")
NIGHT = "Eldre faller på vei til badet om natten"
NYNORSK = "Gamle dett når dei må på toalettet om natta"
ROADS = "Fortauene er ikke brøytet når barna går til skolen"


@pytest.fixture
def place() -> Organisation:
    return an_organisation()


@pytest.fixture
def lead(place: Organisation) -> Actor:
    return an_actor(place, "lead")


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if there were so many texts that not all can be compared."""
    monkeypatch.setattr(likeness, "SMALL", -1)


def labels(actor: Actor, text: str, **more: int) -> list[str]:
    return [twin.label for twin in queries.likely_twins(actor, text, **more)]


# --- the index follows the words ---


def test_a_challenge_is_indexed_when_it_is_raised_and_when_it_is_worded_anew(lead: Actor) -> None:
    made = a_challenge(lead, NIGHT)
    row = IndexedText.objects.get()
    assert (row.kind, row.ref, row.label, row.challenge_id) == ("challenge", made.pk, NIGHT, made.pk)
    assert NIGHT_NUMBER in row.keys
    actions.describe_challenge(actor=lead, challenge=made, details=ChallengeDetails(ROADS, sharing="open"), now=NOW)
    again = IndexedText.objects.get()
    assert (again.pk, again.label, again.sharing) == (row.pk, ROADS, "open")
    assert NIGHT_NUMBER not in again.keys
    made.delete()
    assert not IndexedText.objects.exists()


def test_a_refused_change_leaves_the_index_as_it_was(lead: Actor, place: Organisation) -> None:
    made = a_challenge(lead, NIGHT)
    with pytest.raises(Refused):
        actions.describe_challenge(
            actor=an_actor(place, "observer"), challenge=made, details=ChallengeDetails(ROADS), now=NOW
        )
    assert IndexedText.objects.get().label == NIGHT


def test_what_was_read_with_other_lists_is_read_anew(
    lead: Actor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    a_challenge(lead, NIGHT)
    a_challenge(lead, ROADS)
    assert actions.index_what_is_old() == 0
    IndexedText.objects.filter(label=NIGHT).update(version="older", keys=[])
    IndexedText.objects.filter(label=ROADS).delete()
    assert actions.index_what_is_old() == 2
    assert IndexedText.objects.filter(version=queries.reader().version).count() == 2


def test_words_are_counted_once_for_each_text(lead: Actor) -> None:
    for _ in range(3):
        a_challenge(lead, NIGHT)
    for _ in range(2):
        actions.count_tokens()
    counted = counts()
    assert (counted.texts, counted.seen(NIGHT_NUMBER), counted.seen(NIGHT_NUMBER + 4)) == (3, 3, 0)
    assert TokenCount.objects.count() == 2, "somebody may be asking by the last one"


def test_a_newer_count_holds_at_once_and_none_is_no_trouble(lead: Actor) -> None:
    assert (counts().texts, counts().seen(NIGHT_NUMBER)) == (0, 0)
    for times in (1, 2):
        a_challenge(lead, NIGHT)
        actions.count_tokens()
        assert (counts().texts, counts().seen(NIGHT_NUMBER)) == (times, times)


def counted_and_forgotten() -> None:
    """As on the next morning: all texts are counted and none is new."""
    actions.count_tokens()
    assert queries.fresh_texts() == 0


def test_what_is_read_anew_is_new_until_it_is_counted(lead: Actor) -> None:
    made = a_challenge(lead, NIGHT)
    assert queries.fresh_texts() == 1
    counted_and_forgotten()
    actions.describe_challenge(actor=lead, challenge=made, details=ChallengeDetails(ROADS, sharing="open"), now=NOW)
    assert queries.fresh_texts() == 1
    actions.index_challenges(keys=[made.pk])
    assert queries.fresh_texts() == 1, "nothing changed"
    counted_and_forgotten()
    made.delete()
    actions.count_tokens()
    assert counts().texts == 0


def test_the_ten_minute_sweep_counts_when_many_are_new(lead: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "_MANY", 1)
    a_challenge(lead, NIGHT)
    jobs.index_old(0)
    assert queries.fresh_texts() == 1
    a_challenge(lead, ROADS)
    jobs.index_old(0)
    assert (queries.fresh_texts(), counts().texts) == (0, 2)


WORDS = (
    "fall",
    "natt",
    "toalett",
    "skole",
    "brøyting",
    "fortau",
    "nøkkel",
    "vikar",
    "mobbing",
    "ventetid",
    "medisin",
    "flom",
)


@pytest.mark.parametrize("seed", range(3))
def test_the_best_are_those_a_slow_reckoning_finds(place: Organisation, lead: Actor, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(7):
        a_challenge(lead, " ".join(chance.sample(WORDS, chance.randint(1, 9))))
    actions.count_tokens()
    counted = counts()
    read = {one.pk: Packed.read(bytes(one.packed)) for one in IndexedText.objects.all()}
    seen = Counter(token for one in read.values() for token in one)
    assert {token: counted.seen(token) for token in seen} == dict(seen)
    asked = Packed.of(queries.reader().features("Eldre faller på vei til toalettet om natten, og skolen får vite det"))
    by = sought(asked, rarity=Rarity(counted.texts, counted.seen), glances=10_000)
    slow = {
        pk: sum(worth for token, worth in by if token in set(one)) / math.sqrt(len(one.runs))
        for pk, one in read.items()
    }
    for most in (1, 3, 10):
        best = counted.best(by, most=most, organisation=place.pk, beside=())
        assert len(best) == min(most, sum(worth > 0 for worth in slow.values()))
        assert [slow[pk] for pk in best] == pytest.approx(sorted(slow.values(), reverse=True)[: len(best)])
    assert counted.best([], most=3, organisation=place.pk, beside=()) == []


# --- likely twins ---


def test_texts_that_were_counted_are_found_as_those_that_are_new(lead: Actor, large: None) -> None:
    made = a_challenge(lead, NYNORSK)
    a_challenge(lead, ROADS)
    before = queries.likely_twins(lead, NIGHT)
    counted_and_forgotten()
    after = queries.likely_twins(lead, NIGHT)
    assert [twin.ref for twin in before] == [twin.ref for twin in after] == [str(made.pk)]
    assert [twin.why for twin in before] == [twin.why for twin in after]


@pytest.mark.parametrize("sharing", ["own", "network", "open"])
def test_what_was_counted_is_shown_to_those_who_may_see_it_only(
    lead: Actor, place: Organisation, large: None, sharing: str
) -> None:
    neighbour, stranger = an_organisation("Nabovik kommune"), an_organisation()
    a_challenge(an_actor(neighbour, "lead"), NIGHT, sharing=sharing)
    a_network(neighbour, place)
    counted_and_forgotten()
    counted = counts()
    by = [(NIGHT_NUMBER, 1.0)]
    for who, beside, sees in (
        (neighbour, (), {"own", "network", "open"}), (place, (neighbour.pk,), {"network", "open"}), (stranger, (), {"open"}),
    ):  # fmt: skip
        assert bool(counted.best(by, most=3, organisation=who.pk, beside=beside)) == (sharing in sees)
        assert bool(labels(an_actor(who, "lead"), NIGHT)) == (sharing in sees)


@pytest.mark.parametrize("many", [False, True], ids=["few texts", "many texts"])
def test_the_same_trouble_is_found_in_other_words_and_says_why(
    lead: Actor, many: bool, request: pytest.FixtureRequest
) -> None:
    if many:
        request.getfixturevalue("large")
    made = a_challenge(lead, NYNORSK)
    a_challenge(lead, ROADS)
    (twin,) = queries.likely_twins(lead, NIGHT)
    assert (twin.kind, twin.ref, twin.label, twin.own) == ("challenge", str(made.pk), NYNORSK, True)
    assert "natta" in twin.why
    assert twin.url == f"/challenges/{made.pk}/"
    assert queries.likely_twins(lead, NIGHT, but=[made.pk]) == []
    assert queries.likely_twins(lead, "") == []
    assert queries.likely_twins(lead, "😀 \u202e <script> " * 50) == []


@pytest.mark.parametrize("many", [False, True], ids=["few texts", "many texts"])
def test_what_others_do_not_share_is_never_shown(
    lead: Actor, place: Organisation, many: bool, request: pytest.FixtureRequest
) -> None:
    if many:
        request.getfixturevalue("large")
    neighbour = an_organisation("Nabovik kommune")
    their = an_actor(neighbour, "lead")
    a_challenge(their, f"{NIGHT} hemmelig")
    assert labels(lead, NIGHT) == []
    shared = a_challenge(their, f"{NIGHT} i nettverket", sharing="network")
    assert labels(lead, NIGHT) == []
    a_network(neighbour, place)
    lead = an_actor(place, "lead")
    assert labels(lead, NIGHT) == [f"{NIGHT} i nettverket"]
    (twin,) = queries.likely_twins(lead, NIGHT)
    assert (twin.own, twin.organisation, twin.url) == (False, "Nabovik kommune", f"/challenges/shared/{shared.pk}/")
    Challenge.objects.filter(pk=shared.pk).update(sharing="own")
    assert labels(lead, NIGHT) == [], "also before the index has heard of it"


def test_a_joined_challenge_is_not_shown(lead: Actor, place: Organisation) -> None:
    made = an_anchored_challenge(place, NIGHT)
    other = a_challenge(lead, NYNORSK)
    assert sorted(labels(lead, NIGHT)) == sorted([NIGHT, NYNORSK])
    assert len(labels(lead, NIGHT, limit=1)) == 1
    actions.join_challenge(actor=lead, challenge=other, other=made, reason="Samme", now=NOW)
    assert labels(lead, NIGHT) == [NIGHT]


def test_queries_do_not_grow(
    lead: Actor, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for small, asked in ((400, 3), (-1, 5)):
        monkeypatch.setattr(likeness, "SMALL", small)
        for _ in range(2):
            a_challenge(lead, NIGHT)
            actions.count_tokens()
            counts()  # a process reads each counting once
            with django_assert_num_queries(asked):
                queries.likely_twins(lead, NYNORSK)


# --- the list is found through the index ---


def test_the_list_knows_compounds_and_both_norwegians(
    lead: Actor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    a_challenge(lead, "Nattevakten rekker ikke rundt")
    a_challenge(lead, "Ventetid på legevakt")
    with django_assert_num_queries(2):
        assert queries.challenges(lead, {"text": "natt"}).total == 1
    for text, found in (
        ("natta", 1), ("vakt", 2), ("vakt natt", 1), ("vakt vei", 0), ("Nattevakten rekker", 1), ("vente", 1), ("legev", 1),
        ("og", 0), ("%", 0), ("😀", 0), ("x" * 100, 0),
    ):  # fmt: skip
        assert queries.challenges(lead, {"text": text}).total == found, text
    assert queries.challenges(an_actor(an_organisation(), "lead"), {"text": "natt"}).total == 0
