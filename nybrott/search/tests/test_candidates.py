"""Candidates come in their order, as many as are asked for, and none that is not somebody's to see, whatever is looked at first."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nybrott.core.actor import VISITOR, Actor
from nybrott.people.tests.factories import an_actor, an_organisation
from nybrott.search import queries
from nybrott.search.actions import _row
from nybrott.search.models import Reach, SearchedThing
from nybrott.search.queries import KINDS, Said, candidates
from nybrott.search.queries.words import Wanted

pytestmark = pytest.mark.django_db
WORDS = ("gaupe", "jerv", "ulv", "bjørn", "gaupespor")
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)


def indexed(chance: Random, organisations: list[int]) -> dict[tuple[str, int], Said]:
    """A hundred things, many of which moved in the same minute."""
    said = {
        (chance.choice(("challenge", "need", "procurement", "dialogue")), number): Said(
            chance.choice(organisations), " ".join(chance.choices(WORDS, k=2)), " ".join(chance.choices(WORDS, k=2)),
            BEGAN + timedelta(minutes=chance.randrange(30)), chance.choice(list(Reach)),
        )
        for number in range(100)
    }  # fmt: skip
    names = ("organisation_id", "kind", "ref", "reach", "at", "title_words", "words", "made_from")
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {SearchedThing._meta.db_table} ({', '.join(names)}) VALUES (%s, %s, %s, %s, %s, %s::tsvector, %s::tsvector, %s)",
            [_row(kind, ref, one, "") for (kind, ref), one in said.items()],
        )
    return said


def slowly(
    actor: Actor, words: tuple[Wanted, ...], kinds: list[str], said: dict[tuple[str, int], Said], *, texts: bool
) -> list[tuple[str, int]]:
    """All of them, in the plainest way: every row that may be theirs, each word tried, sorted."""
    kept = []
    for row in SearchedThing.objects.visible_to(actor):
        one = said[row.kind, row.ref]
        title = queries.keys_of(one.title, written=True)
        whole = title | queries.keys_of(one.text)
        place = 0 if all(word.fits(title) for word in words) else 1 if all(word.fits(whole) for word in words) else 2
        if row.kind in kinds and place < (2 if texts else 1):
            kept.append((place, -row.at.timestamp(), -row.pk, (row.kind, row.ref)))
    return [key for *_order, key in sorted(kept)]


@pytest.fixture(autouse=True)
def asked_anew() -> None:
    """What another test was told of its things says nothing here."""
    candidates._asked_again["at"] = 0.0


def test_they_are_those_of_a_plain_search_in_every_window_and_part(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = Random(11)
    ours, theirs = an_organisation(), an_organisation()
    said = indexed(chance, [ours.pk, theirs.pk])
    readers = [an_actor(ours, "lead"), an_actor(theirs, "observer"), VISITOR]
    found = []
    for turn in range(240):
        monkeypatch.setattr(candidates, "LATELY", chance.choice((1, 5, 20, 60, 99, 1_000)))
        monkeypatch.setattr(candidates, "FEW", chance.choice((0, 0, 1_000)))
        monkeypatch.setattr(candidates, "_OLD", chance.choice((0.0, 60.0)))
        asked = queries.asked(" ".join(chance.sample(WORDS, k=chance.choice((1, 1, 2)))))
        actor, texts = chance.choice(readers), chance.random() < 0.7
        kinds = list(KINDS) if chance.random() < 0.6 else ["need", "dialogue"]
        most, start = chance.choice((1, 4, 25, 201)), chance.choice((0, 0, 3, 30))
        given = candidates.candidates(actor, asked.words, kinds, most, texts=texts, start=start)
        wanted = slowly(actor, asked.words, kinds, said, texts=texts)[start : start + most]
        assert given == wanted, (turn, asked.text, kinds, most, start, candidates.LATELY)
        found.append(len(given))
    assert sum(n > 0 for n in found) > 150, "the test looks for what is there"


def test_what_is_old_is_not_looked_at_when_enough_is_new(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidates, "LATELY", 60)
    monkeypatch.setattr(candidates, "FEW", 0)
    ours = an_organisation()
    indexed(Random(12), [ours.pk])
    lead, asked = an_actor(ours, "lead"), queries.asked("gaupe")
    candidates.candidates(lead, asked.words, list(KINDS), 5)  # tells since when the last sixty moved
    with CaptureQueriesContext(connection) as told:
        assert len(candidates.candidates(lead, asked.words, list(KINDS), 5)) == 5
    assert len(told) == 2
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) {told[1]['sql']}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert plan.count("(never executed)") >= 3, plan


def test_how_it_looks_hangs_on_how_many_the_database_expects(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidates, "FEW", 30)
    ours = an_organisation()
    indexed(Random(12), [ours.pk])
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {SearchedThing._meta.db_table}")
    lead, looked = an_actor(ours, "lead"), {}
    for text in ("gaupe", "gaupespor bjørn ulv"):
        with CaptureQueriesContext(connection) as told:
            candidates.candidates(lead, queries.asked(text).words, list(KINDS), 5)
        looked[text] = "lately" in told[-1]["sql"]
    assert looked == {"gaupe": True, "gaupespor bjørn ulv": False}
