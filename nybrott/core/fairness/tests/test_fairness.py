"""What is not equal is found, all of it and nothing else: against a slow twin, and by what publishing and waiting may do."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nybrott.core.fairness import FINDINGS, Finding, Supplier, Terms, View, view
from nybrott.core.fairness.tests import twin
from nybrott.core.ledger import KINDS, Entry
from nybrott.core.sayings import sayings

T0 = datetime(2026, 11, 2, 8, tzinfo=UTC)
DEADLINE = T0 + timedelta(days=40)
SUPPLIERS = [Supplier("s1", T0), Supplier("s2", T0), Supplier("s3", T0 + timedelta(days=20))]


def day(at: float) -> datetime:
    return T0 + timedelta(days=at)


def an_entry(kind: str, at: float, taker: str = "all", thing: str = "x", **said: Any) -> Entry:
    flow = KINDS[kind].flow
    supplier = said.pop("giver", "s1")
    giver = supplier if flow == "received" else "us"
    if flow == "received" or (flow == "event" and kind != "meeting"):
        taker = "us"
    return Entry(kind, day(at), day(at), giver, taker, thing, secret=KINDS[kind].secret, **said)


def seen(entries: list[Entry], at: float = 25, **said: Any) -> View:
    terms = {"deadline_at": DEADLINE, "late_from": day(15), "opens_at": day(18)} | said
    return view(entries, SUPPLIERS, Terms(now=day(at), **terms))


def told(entries: list[Entry], at: float = 25, **said: Any) -> list[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    return [(one.code, one.level, one.who, one.what) for one in seen(entries, at, **said).findings]


GIVEN = [code for code, kind in KINDS.items() if kind.flow == "given"]


@st.composite
def ledgers(make: st.DrawFn) -> list[Entry]:
    found = []
    for at in sorted(make(st.lists(st.integers(0, 50), max_size=12))):
        kind = make(
            st.sampled_from(
                [*GIVEN, "question", "question", "input_secret", "meeting", "opening", "reading", "registered"]
            )
        )
        one = KINDS[kind].one or make(st.booleans())
        supplier = make(st.sampled_from(["s1", "s2", "s3", "s4"]))
        found.append(
            an_entry(
                kind, at, supplier if one else "all", make(st.sampled_from(["a", "b", "c", "q"])), giver=supplier,
                about=tuple(make(st.lists(st.sampled_from(["a", "q", "c"]), unique=True, max_size=2))),
                minutes=make(st.sampled_from([30, 45, 60])) if kind == "meeting" else 0,
                seen_at=make(st.sampled_from([None, None, day(at + 3)])),
            )
        )  # fmt: skip
    return found


TERMS = st.builds(
    Terms, now=st.integers(0, 60).map(day), deadline_at=st.sampled_from([None, day(20), DEADLINE]), days=st.sampled_from([5, 10]),
    opens_at=st.sampled_from([None, day(10), day(30)]), minutes_apart=st.sampled_from([0, 15]), late_from=st.sampled_from([None, day(15)]),
)  # fmt: skip


@given(ledgers(), TERMS)
def test_everything_is_as_the_slow_twin_sees_it(entries: list[Entry], terms: Terms) -> None:
    shown = view(entries, SUPPLIERS, terms)
    assert list(shown.items) == twin.things(entries, terms)
    for thing in shown.items:
        for key in shown.suppliers:
            since = twin.could_see(entries, key, thing, terms.now)
            assert shown.seen(key, thing) == since
            assert shown.before(key, thing) == (terms.deadline_at - since if since and terms.deadline_at else None)
    found = {(one.code, one.level, one.who, one.what, one.since) for one in shown.findings if one.code != "newcomer"}
    assert found == twin.findings(entries, SUPPLIERS, terms)
    assert shown.is_equal == all(one.level == "amber" for one in shown.findings)


@given(ledgers(), TERMS)
def test_a_pack_holds_what_one_cannot_see_or_was_not_handed_and_nothing_else(
    entries: list[Entry], terms: Terms
) -> None:
    shown = view(entries, SUPPLIERS, terms)
    for key, supplier in shown.suppliers.items():
        for thing in shown.items:
            public = twin.could_see(entries, "nobody", thing, terms.now)
            handed = any(
                entry.taker == key and entry.kind not in twin.NOT_GIVEN and entry.seen_since <= terms.now
                and thing in (entry.about if entry.kind == "catch_up" else (entry.thing,))
                for entry in entries
            )  # fmt: skip
            was_there = public is not None and public >= supplier.registered_at
            announced = shown.items[thing].kind == "announced"
            assert (thing in shown.missing[key]) == (not handed and not was_there and not announced)
    late = {one.who[0]: one.what for one in shown.findings if one.code == "newcomer"}
    for key, supplier in shown.suppliers.items():
        is_late = terms.late_from is not None and terms.late_from <= supplier.registered_at <= terms.now
        public = tuple(thing for thing in shown.missing[key] if shown.items[thing].all_at)
        assert late.get(key, ()) == (public if is_late else ())


@given(ledgers(), TERMS)
def test_publishing_everything_to_all_ends_every_asymmetry(entries: list[Entry], terms: Terms) -> None:
    shown = view(entries, SUPPLIERS, terms)
    at = max([terms.now, *(entry.at for entry in entries)])
    published = [Entry("published", at, at, "us", "all", thing) for thing in shown.items]
    after = view([*entries, *published], SUPPLIERS, replace(terms, now=at))
    of_old = [one for one in after.findings if set(one.what) <= set(shown.items) and one.what]
    assert not [one for one in of_old if one.code in ("told_one", "answered_one", "not_public")]
    packs = [
        Entry("catch_up", at, at, "us", key, f"pack-{key}", about=things)
        for key, things in after.missing.items()
        if things
    ]
    assert not any(view([*entries, *published, *packs], SUPPLIERS, replace(terms, now=at)).missing.values())


@given(ledgers(), TERMS, st.sampled_from(["s1", "s2", "s3"]))
def test_telling_one_more_never_makes_anybody_worse_off(entries: list[Entry], terms: Terms, key: str) -> None:
    before = view(entries, SUPPLIERS, terms)
    more = [Entry("told", terms.now, terms.now, "us", key, thing) for thing in before.items]
    after = view([*entries, *more], SUPPLIERS, terms)
    codes = ("told_one", "answered_one")
    lacked = {one.what: set(one.who) for one in before.findings if one.code in codes}
    lacks = {one.what: set(one.who) for one in after.findings if one.code in codes}
    assert {what: who - {key} for what, who in lacked.items() if who - {key}} == lacks


@given(ledgers(), TERMS, st.integers(1, 400))
def test_waiting_ends_nothing_and_makes_nothing_milder(entries: list[Entry], terms: Terms, hours: int) -> None:
    entries = [replace(entry, seen_at=None) for entry in entries if entry.at <= terms.now]
    before = view(entries, SUPPLIERS, terms)
    after = {
        (one.code, one.who, one.what): one.level
        for one in view(entries, SUPPLIERS, replace(terms, now=terms.now + timedelta(hours=hours))).findings
    }
    # a supplier who is known beforehand may come late only while one waits
    for one in before.findings:
        level = after[one.code, one.who, one.what]
        assert one.level == "amber" or level == "red"


@given(ledgers(), TERMS)
def test_a_deadline_moved_as_far_as_is_said_is_far_enough(entries: list[Entry], terms: Terms) -> None:
    shown = view(entries, SUPPLIERS, terms)
    until = [one.until for one in shown.findings if one.until]
    assert all(("extend" in one.do) == (one.until is not None) for one in shown.findings)
    if until:
        moved = view(
            entries, SUPPLIERS, replace(terms, deadline_at=max(*until, until[0], terms.deadline_at or until[0]))
        )
        assert not [one for one in moved.findings if one.code == "late" and one.what[0] in shown.items]
        assert not [one for one in moved.findings if one.until and one.until > max(until)] or len(moved.items) > len(
            shown.items
        )


BRIEF = an_entry("announced", 0, thing="brief")
HANDED = an_entry("catch_up", 21, "s3", "pack", about=("slides",))
SLIDES = an_entry("slide", 10, thing="slides")


@pytest.mark.parametrize(
    ("entries", "at", "expected"),
    [
        ([BRIEF], 25, []),
        ([an_entry("told_in_meeting", 10, "s1")], 25, [("told_one", "red", ("s2", "s3"), ("x",))]),
        ([an_entry("told_in_meeting", 10, "s1"), an_entry("published", 11)], 12, []),
        ([an_entry("told_in_meeting", 10, key) for key in ("s1", "s2", "s3")], 25, [("not_public", "amber", (), ("x",))]),
        ([an_entry("minutes_secret", 10, "s1")], 25, []),
        ([an_entry("told", 41, "s1")], 45, []),
        ([an_entry("published", 31)], 32, [("late", "red", ("s1", "s2", "s3"), ("x",))]),
        ([an_entry("published", 30)], 32, []),
        ([an_entry("published", 5, seen_at=day(35))], 25, []),
        ([an_entry("meeting", 8, "s1", minutes=60), an_entry("meeting", 8, "s2", minutes=45)], 25, [("unequal", "red", ("s2",), ())]),
        ([an_entry("meeting", 8, "s1", minutes=60)], 25, []),
        ([an_entry("question", 22, thing="q")], 25, [("unanswered", "amber", ("s1",), ("q",))]),
        ([an_entry("question", 12, thing="q")], 25, [("unanswered", "red", ("s1",), ("q",))]),
        ([an_entry("question", 12, thing="q"), an_entry("answer_to_all", 13, thing="a", about=("q",))], 14, []),
        ([an_entry("question", 12, thing="q"), an_entry("answer_to_one", 13, "s1", "a", about=("q",))], 14, [("answered_one", "red", ("s2", "s3"), ("a",))]),
        ([an_entry("input_secret", 9, thing="i"), an_entry("reading", 10, thing="r", about=("i",))], 25, [("read_early", "red", ("s1",), ("i",))]),
        ([an_entry("opening", 17), an_entry("reading", 17.5, thing="r", about=("i",))], 25, [("read_early", "red", (), ("i",))]),
        ([an_entry("opening", 18), an_entry("reading", 18.5, thing="r", about=("i",))], 25, []),
        ([BRIEF, SLIDES], 19, []),
        ([BRIEF, SLIDES], 21, [("newcomer", "amber", ("s3",), ("slides",))]),
        ([BRIEF, SLIDES, HANDED], 22, []),
        ([BRIEF, SLIDES], 31, [("newcomer", "red", ("s3",), ("slides",))]),
    ],
)  # fmt: skip
def test_each_rule_by_an_example(entries: list[Entry], at: float, expected: list[Any]) -> None:
    assert told(entries, at) == expected


def test_meetings_that_are_agreed_count_and_a_stated_difference_is_none() -> None:
    held = [an_entry("meeting", 8, "s1", minutes=60)]
    suppliers = [Supplier("s1", T0), Supplier("s2", T0, planned=60)]
    assert view(held, suppliers, Terms(day(9))).findings == ()
    shown = view(held, [suppliers[0], replace(suppliers[1], planned=50)], Terms(day(9)))
    assert (shown.minutes, [one.code for one in shown.findings]) == ({"s1": 60, "s2": 50}, ["unequal"])
    assert view(held, [suppliers[0], replace(suppliers[1], planned=50)], Terms(day(9), minutes_apart=10)).is_equal


def test_a_finding_is_said_in_three_languages_with_what_to_do() -> None:
    (first, *_rest) = seen([an_entry("told", 32, "s1", "x")], 33).findings
    assert first.said("nb", {"s2": "Nattvakt AS"}, {"x": "Prisrammen"}) == (
        "Noen har fått vite dette, men ikke alle: Prisrammen. Det mangler hos Nattvakt AS og s3."
    )
    assert first.to_do("nn") == ["Publiser det til alle.", "Flytt fristen, så alle får nok tid."]
    assert first.until == day(43)
    many = Finding("late", "red", tuple(f"s{at}" for at in range(9)), ("x",), T0, ("extend",))
    assert many.said("en", {}, {}).endswith("It concerns s0, s1, s2, s3, s4 and 4 more.")
    assert replace(many, who=()).said("nn", {}, {}).endswith("Det gjeld ingen enno.")
    assert set(sayings("fairness").texts["findings"]) == set(FINDINGS)
