"""The lottery keeps its rules for every list: checked against a slow twin, and drawn again from what the documents say."""

import json
import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise, permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nybrott.core.lottery import Applicant, ClosedList, Drawn, LotteryError, Slot, draw, read
from nybrott.core.lottery.tests import twin

DOC = Path(__file__).resolve().parents[4] / "docs" / "develop" / "dialogue-ledger.md"
BEGINS = datetime(2026, 12, 3, 8, tzinfo=UTC)
CLOSED_AT, KNOWN_AT = datetime(2026, 11, 27, 11, tzinfo=UTC), datetime(2026, 11, 28, 19, tzinfo=UTC)


def a_list(slots: int, applicants: list[Applicant], most: int = 1, step: int = 75) -> ClosedList:
    times = tuple(Slot(f"t{at}", BEGINS + timedelta(minutes=step * at), 60) for at in range(slots))
    return ClosedList(CLOSED_AT, KNOWN_AT, "Lotto 28.11.2026", times, tuple(applicants), most)


@st.composite
def lists(make: st.DrawFn, slots: int = 4, applicants: int = 4) -> ClosedList:
    count, most = make(st.integers(1, slots)), make(st.integers(1, 2))
    keys = [f"t{at}" for at in range(count)]
    made = []
    for at in range(make(st.integers(0, applicants))):
        mixed = make(st.permutations(keys))
        wished = make(st.integers(0, count))
        cannot = mixed[wished : make(st.integers(wished, count))]
        made.append(Applicant(f"s{at}", tuple(mixed[:wished]), frozenset(cannot), make(st.integers(1, most))))
    # a step of 30 minutes: times beside each other overlap, as in two rooms
    return a_list(count, made, most, make(st.sampled_from([30, 75])))


def given_to(drawn: Drawn) -> set[tuple[str, str, int]]:
    return {(one.slot, one.supplier, one.round) for one in drawn.meetings}


VALUES = st.integers(0, 10**6).map(str)


@given(lists(), VALUES)
def test_no_way_to_give_out_the_times_is_better_by_the_rules(closed: ClosedList, value: str) -> None:
    drawn = draw(closed, value)
    assert list(drawn.order) == twin.order(closed, value)
    assert given_to(drawn) == twin.meetings(closed, value)


@given(lists(7, 9), VALUES)
def test_nothing_is_given_twice_and_nobody_gets_what_they_cannot(closed: ClosedList, value: str) -> None:
    drawn = draw(closed, value)
    assert len({one.slot for one in drawn.meetings}) == len(drawn.meetings)
    slots = {one.key: one for one in closed.slots}
    for one in closed.applicants:
        mine = sorted(
            (slots[met.slot] for met in drawn.meetings if met.supplier == one.key), key=lambda slot: slot.begins
        )
        assert len(mine) <= one.wants
        assert not {slot.key for slot in mine} & one.cannot
        assert all(first.ends <= second.begins for first, second in pairwise(mine))
    assert sorted(drawn.order) == [one.key for one in closed.applicants]
    has = Counter(one.supplier for one in drawn.meetings)
    wants = {one.key: one.wants for one in closed.applicants}
    assert {one.supplier: one.has for one in drawn.waiting} == {
        key: has[key] for key in drawn.order if has[key] < wants[key]
    }
    assert [one.has for one in drawn.waiting] == sorted(one.has for one in drawn.waiting)


@given(lists(7, 9), VALUES)
def test_who_waits_without_a_meeting_could_not_have_had_what_anybody_has_twice(closed: ClosedList, value: str) -> None:
    drawn = draw(closed, value)
    cannot = {one.key: one.cannot for one in closed.applicants}
    seconds = {one.slot for one in drawn.meetings if one.round == 2}
    free = {one.key for one in closed.slots} - {one.slot for one in drawn.meetings}
    for one in drawn.waiting:
        if one.has == 0:
            assert not (seconds | free) - cannot[one.supplier]
            assert one.why == ("full" if {slot.key for slot in closed.slots} - cannot[one.supplier] else "cannot")


@given(lists(6, 7), VALUES)
def test_the_first_drawn_gets_the_dearest_time_that_leaves_as_many_meetings(closed: ClosedList, value: str) -> None:
    drawn = draw(closed, value)
    if not drawn.order:
        return
    first = next(one for one in closed.applicants if one.key == drawn.order[0])
    mine = [one.slot for one in drawn.meetings if one.supplier == first.key and one.round == 1]
    assert mine or len(first.cannot) == len(closed.slots)
    if mine and mine[0] in first.wishes:
        served = {one.supplier for one in drawn.meetings}
        for dearer in first.wishes[: first.wishes.index(mine[0])]:
            only = [
                replace(one, wishes=(), cannot=frozenset(slot.key for slot in closed.slots) - {dearer})
                if one.key == first.key
                else one
                for one in closed.applicants
                if one.key in served
            ]
            assert len(
                {one.supplier for one in draw(replace(closed, applicants=tuple(only), most=2), "x").meetings}
            ) < len(served)


@given(lists(6, 7), VALUES, st.randoms(use_true_random=False))
def test_neither_the_order_of_the_file_nor_the_names_in_it_change_anything(
    closed: ClosedList, value: str, chance: Any
) -> None:
    told = read({**read(_file(closed, value)).told()}).told()
    mixed = json.loads(json.dumps(told))
    for name in ("slots", "applicants"):
        chance.shuffle(mixed[name])
    for one in mixed["applicants"]:
        one["name"] = f"Firma {chance.randint(0, 9)} AS"
        chance.shuffle(one["cannot"])
    mixed = {name: mixed[name] for name in reversed(mixed)}
    assert read({**mixed, "title": "Another title"}).differences() == []
    assert given_to(read(mixed).drawn()) == given_to(draw(closed, value))


def _file(closed: ClosedList, value: str) -> dict[str, Any]:
    return {
        "format": "nybrott-draw", "version": 1, "closed_at": "2026-11-27T11:00:00Z", "known_at": "2026-11-28T19:00:00Z",
        "value_is": closed.value_is, "most": closed.most, "value": value,
        "slots": [{"key": one.key, "begins": f"{one.begins:%Y-%m-%dT%H:%M:%SZ}", "minutes": one.minutes} for one in closed.slots],
        "applicants": [{"key": one.key, "wants": one.wants, "wishes": list(one.wishes), "cannot": list(one.cannot)} for one in closed.applicants],
    }  # fmt: skip


@given(lists().filter(lambda closed: len(closed.applicants) > 1), VALUES, st.data())
def test_whatever_counts_is_in_the_fingerprint(closed: ClosedList, value: str, data: st.DataObject) -> None:
    first, *others = closed.applicants
    changed = data.draw(
        st.sampled_from(
            [
                replace(closed, applicants=tuple(others)),
                replace(closed, applicants=(*closed.applicants, Applicant("s9"))),
                replace(closed, applicants=(replace(first, key="s9"), *others)),
                replace(closed, slots=(*closed.slots, Slot("t9", BEGINS + timedelta(days=1), 60))),
                replace(closed, value_is="Lotto 5.12.2026"),
                replace(closed, known_at=KNOWN_AT + timedelta(seconds=1)),
                replace(closed, closed_at=CLOSED_AT - timedelta(seconds=1)),
                replace(closed, most=3),
                replace(
                    closed, applicants=(replace(first, cannot=frozenset({"t0"}) ^ first.cannot, wishes=()), *others)
                ),
            ]
        )
    )
    assert changed.hash != closed.hash
    assert draw(changed, value).seed != draw(closed, value).seed


def test_every_order_is_as_likely_as_any_other() -> None:
    closed = a_list(2, [Applicant(f"s{at}") for at in range(4)])
    draws = 4_800
    seen = Counter(draw(closed, f"rate {at}").order for at in range(draws))
    expected = draws / 24
    chi = sum((seen[one] - expected) ** 2 / expected for one in permutations(["s0", "s1", "s2", "s3"]))
    assert 9.3 < chi < 44.2  # the middle 99 % and more of chi-square with 23 degrees of freedom; the same on every run
    firsts = Counter(meeting.supplier for at in range(2_000) for meeting in draw(closed, f"x{at}").meetings)
    assert max(firsts.values()) - min(firsts.values()) < 150


def test_a_full_list_is_drawn_and_the_line_for_a_free_time_is_right() -> None:
    applicants = [
        Applicant(f"s{at}", ("t5", "t1"), frozenset({"t0"}) if at % 2 else frozenset(), 2) for at in range(40)
    ]
    drawn = draw(a_list(30, applicants, 2), "v")
    assert len(drawn.meetings) == 30
    assert [one.has for one in drawn.waiting] == [0] * 10 + [1] * 30
    without = [one.supplier for one in drawn.waiting if one.has == 0]
    assert drawn.next_for("t3")[:10] == tuple(without)
    assert drawn.next_for("t0") == tuple(
        one.supplier for one in drawn.waiting
        if int(one.supplier[1:]) % 2 == 0 and ("t0", one.supplier, 1) not in given_to(drawn)
    )  # fmt: skip


def blocks(kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", DOC.read_text("utf-8"), re.S)


def test_the_documents_draw_the_same_by_other_means() -> None:
    example, comes_out = (json.loads(block) for block in blocks("json")[:2])
    (text,) = blocks("text")[:1]
    published = read(example)
    drawn = published.drawn()
    assert published.closed.text == text
    told = published.told()
    assert {"list_hash": told["list_hash"], "draw": told["draw"]} == comes_out
    said = scripted(example)
    assert (said["list_hash"], said["seed"], tuple(said["order"])) == (published.closed.hash, drawn.seed, drawn.order)
    assert {tuple(one) for one in said["meetings"]} == given_to(drawn)


def scripted(file: dict[str, Any]) -> dict[str, Any]:
    """What the script of the documents says of a file."""
    script = blocks("python")[0].replace("json.load(sys.stdin)", "FILE").replace("print(", "TOLD.append(")
    told: list[str] = []
    exec(script, {"FILE": file, "TOLD": told})
    found: dict[str, Any] = json.loads(told[0])
    return found


@given(lists(5, 5), VALUES)
def test_the_script_of_the_documents_draws_every_list_alike(closed: ClosedList, value: str) -> None:
    if len(closed.slots) > 1 and closed.slots[0].ends > closed.slots[1].begins:
        closed = replace(closed, slots=a_list(len(closed.slots), []).slots)
    assert {tuple(one) for one in scripted(_file(closed, value))["meetings"]} == given_to(draw(closed, value))


ONE = {"key": "t1", "begins": "2026-12-03T08:00:00Z", "minutes": 60}
GOOD: dict[str, Any] = {
    "format": "nybrott-draw", "version": 1, "closed_at": "2026-11-27T11:00:00Z", "known_at": "2026-11-28T19:00:00Z",
    "value_is": "Lotto", "most": 1, "slots": [ONE], "applicants": [{"key": "s1"}], "value": "1",
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "code", "place"),
    [
        ({"format": "x"}, "format", "format"),
        ({"version": True}, "format", "format"),
        ({"version": 2}, "format", "format"),
        ({"rules": []}, "unknown", "rules"),
        ({"slots": {}}, "list", "slots"),
        ({"slots": []}, "how_many", "slots"),
        ({"slots": [ONE] * 2}, "twice", "slots"),
        ({"slots": [ONE, {**ONE, "key": "t2", "minutes": 45}]}, "unequal", "slots, t2"),
        ({"slots": [{**ONE, "minutes": 481}]}, "minutes", "slots, t1"),
        ({"slots": [{**ONE, "minutes": True}]}, "number", "slots, 1, minutes"),
        ({"slots": [{**ONE, "begins": "2026-12-03T08:00:00+01:00"}]}, "moment", "slots, 1, begins"),
        ({"slots": [{**ONE, "begins": "2026-02-30T08:00:00Z"}]}, "moment", "slots, 1, begins"),
        ({"slots": [{**ONE, "key": "t 1"}]}, "key", "slots"),
        ({"slots": [7]}, "object", "slots, 1"),
        ({"most": 6}, "most", "most"),
        ({"most": 1.0}, "number", "most"),
        ({"known_at": "2026-11-27T11:00:00Z"}, "known", "known_at"),
        ({"closed_at": 7}, "kind", "closed_at"),
        ({"value_is": ""}, "text", "value_is"),
        ({"value_is": "Lotto  i dag"}, "text", "value_is"),
        ({"value_is": "Lo\ntto"}, "text", "value_is"),
        ({"value_is": "A\u030a"}, "text", "value_is"),
        ({"value": "1\u00a02"}, "text", "value"),
        ({"value": "\ud800"}, "text", "value"),
        ({"value": " 1"}, "text", "value"),
        ({"value": 7}, "kind", "value"),
        ({"value": "", "draw": {}}, "missing", "value"),
        ({"applicants": [{"key": "s1"}, {"key": "s1"}]}, "twice", "applicants"),
        ({"applicants": [{"key": f"s{at}"} for at in range(301)]}, "how_many", "applicants"),
        ({"applicants": [{"key": "=cmd()"}]}, "key", "applicants"),
        ({"applicants": [{"key": "s1\n"}]}, "key", "applicants"),
        ({"applicants": [{}]}, "missing", "applicants, 1, key"),
        ({"applicants": [{"key": "s1", "wants": 2}]}, "wants", "applicants, s1"),
        ({"applicants": [{"key": "s1", "wishes": ["t9"]}]}, "no_slot", "applicants, s1"),
        ({"applicants": [{"key": "s1", "wishes": [1]}]}, "list", "applicants, 1, wishes"),
        ({"applicants": [{"key": "s1", "wishes": ["t1"] * 51}]}, "wishes", "applicants, s1"),
        ({"applicants": [{"key": "s1", "wishes": ["t1", "t1"]}]}, "wish", "applicants, s1"),
        ({"applicants": [{"key": "s1", "wishes": ["t1"], "cannot": ["t1"]}]}, "wish", "applicants, s1"),
        ({"applicants": [{"key": "s1", "cannot": ["t1", "t1"]}]}, "wish", "applicants, 1"),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_from_is_said_in_three_languages(change: dict[str, Any], code: str, place: str) -> None:
    with pytest.raises(LotteryError) as trouble:
        read({**GOOD, **change})
    assert (trouble.value.code, trouble.value.place) == (code, place)
    for language in ("nb", "nn", "en"):
        assert trouble.value.said(language).startswith(f"{place}: ")


@pytest.mark.parametrize("said", [None, [], 7, "x", {}])
def test_something_else_altogether_is_refused(said: object) -> None:
    with pytest.raises(LotteryError):
        read(said)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=8,
    )
)
def test_whatever_the_file_says_came_out_is_compared_and_not_believed(said: Any) -> None:
    found = read({**GOOD, "draw": said}).differences()
    assert bool(found) == (said is not None)
    assert all(place.startswith("draw") for place, _said, _right in found)


@given(lists().filter(lambda closed: bool(closed.applicants)), VALUES, st.data())
def test_every_change_to_what_came_out_is_found(closed: ClosedList, value: str, data: st.DataObject) -> None:
    told = read(_file(closed, value)).told()
    path = data.draw(st.sampled_from(["list_hash", "seed", "order", "meeting", "waiting", "strange"]))
    result = told["draw"]
    if path == "list_hash":
        told["list_hash"] = told["list_hash"][::-1] + "0"
    elif path == "seed":
        result["seed"] = "0" * 64
    elif path == "order":
        result["order"] = result["order"][1:]
    elif path == "meeting":
        result["meetings"] = [*result["meetings"], {"slot": "t0", "supplier": "s0", "round": 3}]
    elif path == "waiting":
        result["waiting"] = [{"supplier": "s0", "has": 7, "why": "full"}, *result["waiting"]]
    else:
        result["note"] = "x"
    assert len(read(told).differences()) >= 1
