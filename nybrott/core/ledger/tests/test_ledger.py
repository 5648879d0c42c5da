"""An export proves its chain by itself; every change is found and named; secrets stay out of it and can still be proven."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nybrott.core.chain import Link
from nybrott.core.ledger import KINDS, Entry, Head, LedgerError, export, receipt, verify

T0 = datetime(2026, 11, 20, 8, tzinfo=UTC)
OSLO = ZoneInfo("Europe/Oslo")


def an_entry(at: int, **said: Any) -> Entry:
    moment = T0 + timedelta(hours=at)
    facts = {"kind": "published", "giver": "us", "taker": "all", "thing": f"x{at}", "title": "Dialognotat"} | said
    return Entry(at=moment, recorded_at=moment, **facts)


def sealed(entries: list[Entry]) -> list[Link]:
    links: list[Link] = []
    for at, entry in enumerate(entries):
        links.append(entry.sealed(links[-1] if links else None, f"salt-{at}-{'0' * 24}"))
    return links


@st.composite
def entries(make: st.DrawFn, least: int = 0) -> list[Entry]:
    hours = sorted(make(st.lists(st.integers(0, 200), min_size=least, max_size=9)))
    found = []
    for place, at in enumerate(hours):
        kind = KINDS[make(st.sampled_from(sorted(KINDS)))]
        supplier = make(st.sampled_from(["s1", "s2", "310400009"]))
        secret = kind.secret or make(st.booleans())
        received = kind.flow == "received"
        taker = "us" if received or (kind.flow == "event" and not kind.one) else supplier
        if kind.flow == "given" and not kind.one and not secret and make(st.booleans()):
            taker = "all"
        found.append(
            an_entry(
                at, kind=kind.code, giver=supplier if received else "us", taker=taker, thing=f"x{place}",
                title=make(st.sampled_from(["", "Sensor i seng", "«Æ» \\ \"sitat\" 🛏"])),
                content=make(st.sampled_from(["", sha256(b"a").hexdigest()])), secret=secret, people=make(st.sampled_from(["", "Kari Nordmann"])),
                about=tuple(make(st.lists(st.sampled_from(["q1", "q2"]), unique=True))), minutes=make(st.integers(0, 90)),
                seen_at=make(st.sampled_from([None, T0 + timedelta(days=30)])),
            )
        )  # fmt: skip
    return found


CHAINS = entries().map(sealed)
SOME = entries(1).map(sealed)
MORE = entries(2).map(sealed)


def lines_of(links: list[Link], opened: Any = ()) -> list[str]:
    return list(export(links, Head.daily(links, OSLO), dialogue="Trygg natt", now=T0, opened=opened))


def codes(lines: list[str], told: Any = (), receipts: Any = ()) -> dict[str, str]:
    found = verify(lines, told, receipts).faults
    assert all(one.said(language) for one in found for language in ("nb", "nn", "en"))
    return {one.code: one.places for one in found}


@given(entries())
def test_a_ledger_comes_back_from_its_export_as_it_was(said: list[Entry]) -> None:
    links = sealed(said)
    checked = verify(lines_of(links, opened=range(10)))
    assert checked.faults == ()
    assert list(checked.kept) == said
    assert [Entry.of(link) for link in links] == said


@given(CHAINS)
def test_what_is_secret_and_who_took_part_is_not_in_the_export_and_the_chain_still_holds(links: list[Link]) -> None:
    lines = lines_of(links)
    checked = verify(lines, lines)
    assert (checked.faults, checked.hidden) == ((), sum(link.salt is not None for link in links))
    assert checked.held == checked.told == len({link.seal for link in links})
    assert "Kari" not in "".join(lines)
    assert "salt-" not in "".join(lines)
    for entry in checked.kept:
        assert not entry.secret or (entry.title, entry.content) == ("", "")


def changes(links: list[Link]) -> list[tuple[Callable[[dict[str, Any]], dict[str, Any]], str]]:
    """What somebody may do to the line of an entry, and what it is called."""

    def put(name: str, value: Any, said: dict[str, Any]) -> dict[str, Any]:
        return {**said, "fields": {**said["fields"], name: value}}

    return [
        (partial(put, "thing", "another"), "altered"),
        (partial(put, "at", "2026-11-20T07:59:59Z"), "altered"),
        (partial(put, "taker", "s9"), "altered"),
        (partial(put, "secret", "yes"), "altered"),
        (partial(put, "note", 1), "altered"),
        (partial(put, "minutes", 999), "altered"),
        (lambda said: {**said, "digest": sha256(b"b").hexdigest()}, "altered"),
        (lambda said: {**said, "seal": sha256(b"b").hexdigest()}, "altered"),
        (lambda said: {**said, "fields": {}}, "altered"),
    ]


@given(SOME, st.data())
def test_an_altered_entry_is_found_and_named(links: list[Link], data: st.DataObject) -> None:
    lines = lines_of(links)
    at = data.draw(st.integers(1, len(links)))
    change, code = data.draw(st.sampled_from(changes(links)))
    lines[at] = json.dumps(change(json.loads(lines[at]))) + "\n"
    found = codes(lines)
    assert code in found
    assert found[code].split("-")[0].split(",")[0] == str(at)


@given(SOME, st.data())
def test_any_sign_changed_anywhere_in_an_entry_is_found(links: list[Link], data: st.DataObject) -> None:
    lines = lines_of(links)
    at = data.draw(st.integers(1, len(links)))
    sign = data.draw(st.integers(0, len(lines[at]) - 2))
    other = data.draw(st.sampled_from('0a"}x{ '))
    changed = lines[at][:sign] + other + lines[at][sign + 1 :]
    if json_or_none(changed) != json_or_none(lines[at]):
        lines[at] = changed
        assert codes(lines)


def json_or_none(line: str) -> Any:
    try:
        return json.loads(line)
    except ValueError:
        return None


@given(SOME, st.data())
def test_a_removed_entry_is_found_and_named(links: list[Link], data: st.DataObject) -> None:
    lines = lines_of(links)
    at = data.draw(st.integers(1, len(links)))
    found = codes(lines[:at] + lines[at + 1 :])
    assert found.get("removed", found.get("cut")) == str(at)


@given(MORE, st.data())
def test_swapped_entries_are_found_with_and_without_new_places(links: list[Link], data: st.DataObject) -> None:
    lines = lines_of(links)
    at = data.draw(st.integers(1, len(links) - 1))
    swapped = [*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]]
    assert codes(swapped) == {"moved": str(at)}
    first, second = (json.loads(lines[place]) for place in (at, at + 1))
    renumbered = [json.dumps({**second, "place": at}), json.dumps({**first, "place": at + 1})]
    assert codes([*lines[:at], *renumbered, *lines[at + 2 :]])["altered"].startswith(str(at))


@given(SOME, entries(1), st.data())
def test_an_inserted_entry_is_found_with_and_without_new_places(
    links: list[Link], others: list[Entry], data: st.DataObject
) -> None:
    lines = lines_of(links)
    at = data.draw(st.integers(1, len(links)))
    new = replace(others[0], thing="new", recorded_at=T0 + timedelta(days=99)).sealed(
        links[at - 2] if at > 1 else None, "x"
    )
    (line,) = lines_of([new])[1:2]
    said = codes([*lines[:at], line, *lines[at:]])
    assert said["twice"] == str(at)
    moved = [
        json.dumps({**json.loads(one), "place": place}) for place, one in enumerate(lines[at : len(links) + 1], at + 1)
    ]
    said = codes([*lines[:at], line, *moved, *lines[len(links) + 1 :]])
    assert said["altered"].startswith(str(at + 1))


@given(MORE, st.data())
def test_an_end_that_was_cut_is_found_by_heads_from_elsewhere_and_by_them_alone(
    links: list[Link], data: st.DataObject
) -> None:
    kept = data.draw(st.integers(0, len(links) - 1))
    cut = lines_of(links[:kept])
    assert codes(cut) == {}, "a whole chain by itself: nothing in the file can tell"
    heads = [json.dumps(head.told()) for head in Head.daily(links, OSLO)]
    for told in (heads, lines_of(links)):
        (left,) = [codes(cut, told)["cut"]]
        assert left == (str(kept + 1) if kept + 1 == len(links) else f"{kept + 1}-{len(links)}")


@given(SOME, st.data())
def test_a_chain_sealed_anew_is_found_by_heads_from_elsewhere(links: list[Link], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(links) - 1))
    said = [Entry.of(link) for link in links]
    anew = sealed([*said[:at], replace(said[at], thing="forged"), *said[at + 1 :]])
    forged = lines_of(anew)
    assert codes(forged) == {}
    heads = Head.daily(links, OSLO)
    first = next(head.place for head in heads if head.place > at)
    before = max((head.place for head in heads if head.place <= at), default=0)
    checked = verify(forged, [json.dumps({"head": head.told()}) for head in heads])
    assert checked.held == sum(head.place <= at for head in heads)
    told = next(one for one in checked.faults if one.code == "told")
    assert (told.places, told.detail) == (str(first) if first == before + 1 else f"{before + 1}-{first}", str(first))


@given(SOME, st.data())
def test_a_receipt_proves_what_a_hidden_entry_says_and_nothing_else_does(
    links: list[Link], data: st.DataObject
) -> None:
    lines = lines_of(links)
    kept = json.loads(json.dumps([receipt(link) for link in links]))
    checked = verify(lines, receipts=kept)
    assert (checked.receipts, checked.faults, checked.hidden) == (len(links), (), 0)
    assert list(checked.kept) == [Entry.of(link) for link in links]
    one = data.draw(st.sampled_from(kept))
    changes: list[dict[str, Any]] = [
        {"place": one["place"] + 1},
        {"seal": "0" * 64},
        {"salt": "x", "private": {"people": "Per"}},
    ]
    if "salt" in one:
        changes += [{"salt": one["salt"] + "0"}, {"private": {**one["private"], "title": "Noe annet"}}]
    assert "receipt" in codes(lines, receipts=[{**one, **data.draw(st.sampled_from(changes))}])


@given(SOME, st.data())
def test_a_hidden_part_that_is_shown_must_be_the_one_that_was_sealed(links: list[Link], data: st.DataObject) -> None:
    hidden = [link.place for link in links if link.salt is not None]
    if hidden:
        at = data.draw(st.sampled_from(hidden))
        lines = lines_of(links, opened=hidden)
        said = json.loads(lines[at])
        lines[at] = json.dumps({**said, "private": {**said["private"], "people": "Ola"}})
        assert codes(lines) == {"private": str(at)}


@given(
    CHAINS,
    st.lists(st.text() | st.binary().map(lambda raw: raw.decode("utf-8", "surrogateescape")), max_size=3),
    st.integers(1, 20),
)
def test_lines_nobody_can_read_are_named_and_nothing_breaks(links: list[Link], junk: list[str], at: int) -> None:
    lines = lines_of(links)
    lines[at:at] = junk
    found = codes(lines)
    assert ("unreadable" in found) == any(one.strip() for one in junk)


def test_a_day_ends_by_the_clock_of_the_zone() -> None:
    links = sealed([an_entry(0), an_entry(14), an_entry(16), an_entry(40)])  # 8, 22 and 24 in UTC; 9, 23 and 01 in Oslo
    assert [(head.day.day, head.place) for head in Head.daily(links, OSLO)] == [(20, 2), (21, 3), (22, 4)]
    assert [(head.day.day, head.place) for head in Head.daily(links, UTC)] == [(20, 2), (21, 3), (22, 4)]
    assert [head.place for head in Head.daily(sealed([an_entry(0), an_entry(15), an_entry(17)]), OSLO)] == [1, 3]


def test_an_entry_dated_back_is_found_although_its_seal_fits() -> None:
    assert codes(lines_of(sealed([an_entry(5), an_entry(3), an_entry(9)]))) == {"time": "2"}


@pytest.mark.parametrize(
    ("lines", "code"),
    [([], "no_export"), ([""], "no_export"), (["{}"], "no_export"), (['{"format": "nybrott-ledger", "version": 2}'], "no_export"), (["[" * 9999], "no_export")],
)  # fmt: skip
def test_what_is_no_export_is_refused(lines: list[str], code: str) -> None:
    with pytest.raises(LedgerError) as trouble:
        verify(lines)
    assert trouble.value.code == code


def test_what_is_no_head_and_no_receipt_is_refused() -> None:
    lines = lines_of(sealed([an_entry(0)]))
    for told, receipts, code in (((["{}"]), (), "no_head"), ((), [{}], "no_receipt"), ((), [7], "no_receipt")):
        with pytest.raises(LedgerError) as trouble:
            verify(lines, told, receipts)
        assert trouble.value.code == code


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"kind": "gossip"}, "kind"),
        ({"kind": "input_secret", "giver": "s1", "taker": "us"}, "not_secret"),
        ({"at": T0 + timedelta(hours=1)}, "future"),
        ({"at": datetime(2026, 1, 1)}, "moment"),  # noqa: DTZ001 - that is the fault
        ({"seen_at": T0 + timedelta(microseconds=1)}, "moment"),
        ({"giver": "s1"}, "giver"),
        ({"kind": "question", "taker": "us"}, "giver"),
        ({"kind": "question", "giver": "s1", "taker": "s2"}, "taker"),
        ({"kind": "question", "giver": "all", "taker": "us"}, "giver"),
        ({"kind": "answer_to_one"}, "taker"),
        ({"kind": "reading", "taker": "s1"}, "taker"),
        ({"kind": "meeting", "taker": "us"}, "taker"),
        ({"secret": True}, "taker"),
        ({"taker": "us"}, "taker"),
        ({"taker": "æ"}, "key"),
        ({"thing": ""}, "key"),
        ({"about": ("q 1",)}, "key"),
        ({"about": ("q", "q")}, "about"),
        ({"about": tuple(f"q{at}" for at in range(501))}, "about"),
        ({"content": "A" * 64}, "content"),
        ({"minutes": 1441}, "minutes"),
        ({"minutes": True}, "minutes"),
        ({"title": " x"}, "text"),
        ({"title": "x" * 301}, "text"),
        ({"title": "a\u2028b"}, "text"),
        ({"people": "\ud800"}, "text"),
    ],
)
def test_what_cannot_be_entered_is_said_in_three_languages(change: dict[str, Any], code: str) -> None:
    with pytest.raises(LedgerError) as trouble:
        replace(an_entry(0), **change)
    assert trouble.value.code == code
    assert all(trouble.value.said(language) for language in ("nb", "nn", "en"))
    assert KINDS["question"].word("nn") == "Spørsmål"
