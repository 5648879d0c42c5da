"""Answers about candidates: who may, what holds, what they come to, and that a rebuilt lake keeps them."""

import json
import threading
from itertools import product
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django import Settings

from nybrott.core.actor import VISITOR, Actor
from nybrott.core.statistics import agreement
from nybrott.core.verdict import Refused
from nybrott.journal.models import Entry
from nybrott.lake import build
from nybrott.notices import queries, rules
from nybrott.notices.actions import index_lake, judge_candidate
from nybrott.notices.models import Answer, IndexedCandidate, Judgement, NoticeIndex, finding_name
from nybrott.notices.states import STANDINGS, standing
from nybrott.notices.tests.factories import NOW, candidates, judged
from nybrott.people.models import Organisation
from nybrott.people.roles import ROLES
from nybrott.people.tests.factories import an_actor, an_organisation


@pytest.fixture
def place(db: None) -> Organisation:
    return an_organisation()


@pytest.fixture
def three(place: Organisation) -> tuple[Actor, Actor, Actor]:
    """Three reviewers."""
    return an_actor(place, "driver"), an_actor(place, "buyer"), an_actor(place, "evaluator")


# --- who may ---


def test_who_may_judge(place: Organisation) -> None:
    for role, said in ROLES.items():
        verdict = rules.may_judge_candidates(an_actor(place, role))
        assert bool(verdict) == ("candidates.judge" in said.permissions), role
        assert bool(verdict.reason) == (not verdict)
    assert not rules.may_judge_candidates(VISITOR)
    assert not rules.may_judge_candidates(Actor(1, None, "Nowhere", permissions=frozenset({"candidates.judge"})))


def test_who_may_not_judge_changes_nothing(place: Organisation) -> None:
    (one,) = candidates(1)
    with pytest.raises(Refused):
        judged(an_actor(place, "observer"), one)
    assert not Judgement.objects.exists()
    assert not Entry.objects.exists()


# --- what holds ---


def test_an_answer_is_kept_with_what_was_seen_and_stands_in_the_journal(three: tuple[Actor, ...]) -> None:
    (one,) = candidates(1)
    judgement = judged(three[0], one, "confirm", "Ber om noe som ikke finnes.")
    assert (judgement.notice, judgement.signal, judgement.words) == (one.key, one.signal, "nyskapende")
    assert judgement.finding == finding_name(one.key, one.signal, one.words)
    entry = Entry.objects.get()
    assert (entry.verb, entry.thing_kind, entry.thing_ref) == ("notices.judged", "notices.judgement", str(judgement.pk))
    assert entry.organisation_id == three[0].organisation_id
    assert entry.private["facts"]["answer"] == "confirm"


def test_a_changed_answer_keeps_the_old_one_as_history(three: tuple[Actor, ...]) -> None:
    (one,) = candidates(1)
    first = judged(three[0], one, "confirm")
    second = judged(three[0], one, "reject")
    first.refresh_from_db()
    assert (first.is_current, second.is_current) == (False, True)
    assert queries.my_answer(three[0], one.finding) == second
    entry = Entry.objects.order_by("pk").last()
    assert entry is not None
    assert (entry.verb, entry.private["facts"]["before"]) == ("notices.judged_anew", "confirm")


def test_the_same_answer_again_changes_nothing(three: tuple[Actor, ...]) -> None:
    (one,) = candidates(1)
    assert judged(three[0], one) == judged(three[0], one)
    assert Judgement.objects.count() == Entry.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("answers", [("confirm", "confirm"), ("confirm", "reject")])
def test_two_answers_at_the_same_moment_leave_one_that_holds(answers: tuple[str, str]) -> None:
    actor = an_actor(an_organisation(), "driver")
    (one,) = candidates(1)
    start = threading.Barrier(2)
    troubles: list[Exception] = []

    def answer(what: str) -> None:
        try:
            start.wait()
            judged(actor, one, what)
        except Exception as trouble:
            troubles.append(trouble)
        finally:
            connection.close()

    threads = [threading.Thread(target=answer, args=[what]) for what in answers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []
    assert Judgement.objects.current().count() == 1
    assert Judgement.objects.count() == len(set(answers))


# --- who sees what ---


def test_nobody_sees_what_others_answered(three: tuple[Actor, ...]) -> None:
    (one,) = candidates(1)
    mine = judged(three[0], one)
    assert list(Judgement.objects.visible_to(three[0])) == [mine]
    assert not Judgement.objects.visible_to(three[1]).exists()
    assert not Judgement.objects.visible_to(VISITOR).exists()
    assert queries.my_answer(three[1], one.finding) is None


# --- the queue ---


def test_first_those_exactly_one_other_has_judged(three: tuple[Actor, ...]) -> None:
    me, second, third = three
    fresh, by_one, by_two, mine = candidates(4)
    judged(second, by_one, "reject")
    judged(second, by_two)
    judged(third, by_two)
    judged(me, mine)
    order = []
    while found := queries.next_candidate(me, {}, skipped=[one.finding for one in order]):
        order.append(found)
    assert order == [by_one, fresh, by_two]


def test_the_queue_has_an_order_of_its_own_for_each_reviewer(three: tuple[Actor, ...]) -> None:
    candidates(40)
    first = {actor.user_id: queries.next_candidate(actor, {}) for actor in three}
    again = {actor.user_id: queries.next_candidate(actor, {}) for actor in three}
    assert first == again, "reloading the page shows the same one"
    assert len({found.finding for found in first.values() if found}) >= 2


def test_the_queue_is_narrowed(three: tuple[Actor, ...]) -> None:
    candidates(2)
    (swedish,) = candidates(1, country="SE", year=2023, buyer_name="Umeå kommun", signal="dialogue-mentioned")
    for wanted in (
        {"country": "SE"},
        {"year": 2023},
        {"organisation": "umeå"},
        {"signal": "dialogue-mentioned"},
        {"country": "SE", "year": 2023, "organisation": "kommun"},
    ):
        assert queries.next_candidate(three[0], wanted) == swedish, wanted
        assert queries.my_progress(three[0], wanted) == queries.Done(0, 1)
    assert queries.next_candidate(three[0], {"country": "SE", "year": 2025}) is None


def test_progress_and_the_way_back(three: tuple[Actor, ...]) -> None:
    me = three[0]
    one, two, _three = candidates(3)
    assert queries.my_last(me) is None
    first, second = judged(me, one), judged(me, two)
    judged(three[1], two)
    assert queries.my_progress(me, {}) == queries.Done(2, 3)
    assert queries.my_last(me) == second
    assert queries.my_last(me, before=second) == first
    assert queries.my_last(me, before=first) is None


@pytest.mark.parametrize("count", [1, 3, 30])
def test_the_queue_asks_a_fixed_number_of_questions(
    three: tuple[Actor, ...], count: int, django_assert_num_queries: object
) -> None:
    for one in candidates(count):
        judged(three[1], one)
    with CaptureQueriesContext(connection) as asked:
        queries.next_candidate(three[0], {})
        queries.my_progress(three[0], {})
        queries.my_last(three[0])
        queries.confirmed_notices()
        queries.agreements()
        queries.standings([])
    assert len(asked) <= 6


# --- what the answers come to ---


@pytest.mark.parametrize(("confirm", "reject", "unsure"), [*product(range(4), range(4), range(3))])
def test_what_answers_come_to(confirm: int, reject: int, unsure: int) -> None:
    stood = standing(confirm, reject, unsure)
    assert stood in STANDINGS
    assert (stood == "disputed") == (confirm > 0 and reject > 0)
    assert (stood == "confirmed") == (confirm >= 2 and not reject)
    assert (stood == "rejected") == (reject >= 2 and not confirm)
    assert (stood == "open") == (confirm + reject + unsure == 0)


@pytest.mark.parametrize(
    "answers", [*product(("confirm", "reject", "unsure"), repeat=3), ("confirm",), ("confirm", "confirm")]
)
def test_confirmed_is_counted_as_the_rule_says(three: tuple[Actor, ...], answers: tuple[str, ...]) -> None:
    one, _other = candidates(2)
    for actor, answer in zip(three, answers, strict=False):
        judged(actor, one, "unsure")
        judged(actor, one, answer)  # what was said before does not count
    stood = standing(*(answers.count(what) for what in ("confirm", "reject", "unsure")))
    assert queries.standings([one.finding]) == {one.finding: stood}
    assert queries.confirmed_notices() == ((one.key,) if stood == "confirmed" else ())


@pytest.mark.django_db
@hypothesis_settings(deadline=None, max_examples=25)
@given(st.data())
def test_agreement_is_that_of_the_first_two(data: st.DataObject) -> None:
    Judgement.objects.all().delete()
    IndexedCandidate.objects.all().delete()
    place = an_organisation()
    people = [an_actor(place, "driver") for _ in range(3)]
    pairs: dict[str, list[tuple[str, str]]] = {"": []}
    for signal in ("novelty-mentioned", "dialogue-mentioned"):
        for one in candidates(data.draw(st.integers(0, 4)), signal=signal):
            answers = data.draw(st.lists(st.sampled_from([*Answer.values]), max_size=3))
            order = data.draw(st.permutations(people))
            for actor, answer in zip(order, answers, strict=False):
                judged(actor, one, answer)
            if answers:
                pairs.setdefault(signal, [])
            if len(answers) > 1:
                pairs[signal].append((answers[0], answers[1]))
                pairs[""].append((answers[0], answers[1]))
    found = {one.signal: one.agreement for one in queries.agreements()}
    expected = {signal: agreement(told, Answer.values) for signal, told in pairs.items()}
    if len(expected) == 1:
        assert found == {}
    else:
        assert found == expected


# --- a rebuilt lake ---

NOVEL = "Bygget skal ha høy miljøprofil og innovative løsninger."


def lake_of(settings: Settings, folder: Path, names: list[str], *, words: str = NOVEL, only: str = "") -> None:
    """The lake holds these competitions, in this order, and is searchable."""
    folder.mkdir(exist_ok=True)
    records = [
        {
            "id": name, "title": f"Rådhus {name}", "description": words if not only or only == name else NOVEL,
            "notice_type": "competition", "country": "NO", "published_on": "2024-02-01", "buyer_name": "Prøvevik kommune",
        }
        for name in names
    ]  # fmt: skip
    (folder / "records.jsonl").write_text("\n".join(map(json.dumps, records)), "utf-8")
    build([folder / "records.jsonl"], folder / "lake")
    settings.LAKE = folder / "lake"
    assert index_lake(now=NOW).outcome == "made"


def test_answers_survive_a_lake_built_anew(three: tuple[Actor, ...], settings: Settings, tmp_path: Path) -> None:
    lake_of(settings, tmp_path, ["1", "2", "3"])
    for one in IndexedCandidate.objects.filter(title__in=["Rådhus 1", "Rådhus 2"]):
        judged(three[0], one)
        judged(three[1], one)
    before = queries.confirmed_notices()
    assert len(before) == 2
    # another order, another notice, another index
    lake_of(settings, tmp_path, ["4", "3", "2", "1"])
    assert queries.confirmed_notices() == before
    stood = queries.standings(IndexedCandidate.objects.values_list("finding", flat=True))
    keys = {one.title: stood.get(one.finding, "open") for one in IndexedCandidate.objects.all()}
    assert keys == {"Rådhus 1": "confirmed", "Rådhus 2": "confirmed", "Rådhus 3": "open", "Rådhus 4": "open"}
    assert queries.judged_and_gone() == 0


def test_an_answer_about_a_notice_that_is_gone_is_kept_and_told(
    three: tuple[Actor, ...], settings: Settings, tmp_path: Path
) -> None:
    lake_of(settings, tmp_path, ["1", "2"])
    gone = IndexedCandidate.objects.get(title="Rådhus 1")
    for actor in three[:2]:
        judged(actor, gone)
    lake_of(settings, tmp_path, ["2", "3"])
    assert queries.judged_and_gone() == 1
    assert Judgement.objects.current().count() == 2
    (kept,) = queries.my_judgements(three[0], page=1, size=10, gone=True).rows
    assert (kept.title, kept.is_there) == ("Rådhus 1", False)  # type: ignore[attr-defined]
    assert queries.my_last(three[0]) is None, "nobody is led back to what is not there"
    lake_of(settings, tmp_path, ["2", "3", "1"])
    assert queries.judged_and_gone() == 0
    assert queries.standings([gone.finding]) == {gone.finding: "confirmed"}


def test_other_words_are_not_what_was_judged(three: tuple[Actor, ...], settings: Settings, tmp_path: Path) -> None:
    lake_of(settings, tmp_path, ["1", "2"])
    one = IndexedCandidate.objects.get(title="Rådhus 1")
    judged(three[0], one)
    lake_of(settings, tmp_path, ["1", "2"], words="Kommunen ønsker en nyskapende løsning.", only="1")
    now = IndexedCandidate.objects.get(title="Rådhus 1")
    assert now.key == one.key
    assert now.finding != one.finding
    assert queries.my_answer(three[0], now.finding) is None
    assert queries.judged_and_gone() == 1


def test_a_finding_is_named_by_what_it_is_and_not_by_how_it_is_spaced() -> None:
    name = finding_name("a-1", "sign", "Innovative  løsninger")
    assert name == finding_name("a-1", "sign", "innovative løsninger")
    assert (
        len({name, finding_name("a-2", "sign", "innovative løsninger"), finding_name("a-1", "sig", "n innovative")})
        == 3
    )
    assert finding_name("a-1", "sign", "\ud800") != name, "half a character is a word too"


@pytest.mark.django_db
def test_rows_call_themselves_by_what_they_are(three: tuple[Actor, ...]) -> None:
    (one,) = candidates(1)
    (nameless,) = candidates(1, title="")
    assert str(judged(three[0], one)) == one.title
    assert str(judged(three[0], nameless)) == nameless.key
    assert NoticeIndex.objects.count() == 1
    with pytest.raises(Refused):
        judge_candidate(actor=VISITOR, candidate=one, answer=Answer.CONFIRM, now=NOW)
