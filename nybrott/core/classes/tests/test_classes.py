"""The class follows from what was seen by rules that can be read; what the notice says of innovation cannot disagree with itself."""

from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nybrott.core.adviser import CLASSES, CODES
from nybrott.core.classes import SIGNALS, Declaration, Signal, declare, fragment, merged, weigh
from nybrott.core.classes.weighing import rules
from nybrott.core.notices import Notice, read
from nybrott.core.sayings import LANGUAGES, sayings

NOTICE = """<ContractNotice xmlns="urn:oasis:names:specification:ubl:schema:xsd:ContractNotice-2"
 xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
<cbc:ID schemeName="notice-id">9b1c2b0e-0000-4000-8000-000000000001</cbc:ID><cbc:NoticeLanguageCode>NOB</cbc:NoticeLanguageCode>
<cac:ProcurementProjectLot><cbc:ID schemeName="Lot">LOT-0001</cbc:ID>%s</cac:ProcurementProjectLot></ContractNotice>"""


def seen(**said: bool | None) -> list[Signal]:
    return [Signal(kind.replace("_", "-"), present) for kind, present in said.items()]


@pytest.mark.parametrize(
    ("said", "klass", "codes", "by"),
    [
        ({}, "none", (), ()),
        ({"users_heard": True, "dialogue_held": True, "new_to_organisation": True, "common_with_others": True}, "none", (), ()),
        ({"functional_requirements": True}, "innovation-friendly", (), ("functional",)),
        ({"better_rewarded": True, "functional_requirements": True}, "innovation-friendly", (), ("rewarded", "functional")),
        ({"new_to_market": True, "better_rewarded": True}, "innovative-solution", ("mar-nov",), ("new",)),
        ({"development_in_contract": True}, "procurement-of-innovation", ("mar-nov", "rd-act"), ("developed",)),
        ({"development_in_contract": False, "new_to_market": True}, "innovative-solution", ("mar-nov",), ("new",)),
        ({"development_in_contract": None, "new_to_market": False}, "none", (), ()),
    ],
)  # fmt: skip
def test_what_signals_speak_for(said: dict[str, Any], klass: str, codes: tuple[str, ...], by: tuple[str, ...]) -> None:
    found = weigh(seen(**said))
    assert (found.klass, tuple(code for code, _rule in found.codes), found.rules) == (klass, codes, by)


def test_what_more_would_change_it_is_told() -> None:
    found = weigh(seen(functional_requirements=True, development_in_contract=False))
    assert found.could_be == (("innovative-solution", ("new-to-market",)),)
    assert weigh(seen(development_in_contract=True)).could_be == ()


KNOWN = st.fixed_dictionaries({kind: st.sampled_from([True, False, None]) for kind in SIGNALS})


@given(KNOWN, st.sampled_from(SIGNALS))
def test_one_more_yes_never_asks_less_of_the_market_and_takes_no_code_away(said: dict[str, bool | None], kind: str) -> None:  # fmt: skip
    before = weigh(Signal(one, present) for one, present in said.items())
    after = weigh(Signal(one, present) for one, present in (said | {kind: True}).items())
    assert CLASSES.index(after.klass) <= CLASSES.index(before.klass)  # type: ignore[arg-type]
    assert {code for code, _ in before.codes} <= {code for code, _ in after.codes}
    for klass, wanted in before.could_be:
        assert all(said[one] is None for one in wanted)
        rest = {one: True if one in wanted else present for one, present in said.items()}
        assert CLASSES.index(weigh(Signal(*one) for one in rest.items()).klass) <= CLASSES.index(klass)  # type: ignore[arg-type]


def test_seen_by_anybody_is_yes_and_what_was_seen_goes_before_what_was_answered() -> None:
    found = merged([
        Signal("users-heard", False, "nobody", source="buyer"), Signal("users-heard", True, "12 voices", "/a/"), Signal("users-heard", True, "3 pieces", "/b/"),
        Signal("new-to-market", None, "?"), Signal("new-to-market", False, "known", source="buyer"),
    ])  # fmt: skip
    assert list(found) == list(SIGNALS)
    assert found["users-heard"] == Signal("users-heard", True, "12 voices; 3 pieces", "/a/", "trail")
    assert found["new-to-market"] == Signal("new-to-market", False, "known", source="buyer")
    assert found["better-rewarded"].present is None
    with pytest.raises(ValueError, match="no signal"):
        Signal("moon-phase", True)


def test_bt_06_and_bt_776_never_disagree_in_the_notice_itself() -> None:
    """All sets of codes in all languages, read back by the reader of notices."""
    sets = [some for size in range(len(CODES) + 1) for some in combinations(CODES, size)]
    for codes, language in product(sets, LANGUAGES):
        told = declare(reversed(codes), text="Ny <måte> & mer\x00", language=language)
        assert told.codes == codes
        xml = fragment(told, note="-- utkast --")
        notice = next(iter(read((NOTICE % xml).encode(), path="n.xml")))
        assert isinstance(notice, Notice)
        given = {(code.field, code.value) for code in notice.codes}
        assert {value for field, value in given if field == "BT-776"} == set(codes)
        assert {value for field, value in given if field == "BT-06"} == ({"inn-pur"} if codes else set())
        assert [one.content for one in notice.texts if one.field == "strategic"] == (["Ny <måte> & mer"] if codes else [])  # fmt: skip
    assert not hasattr(Declaration(), "__dict__"), "nobody can set BT-06 beside the codes"


@pytest.mark.parametrize(
    ("codes", "text", "language", "why"),
    [(["fp-requ"], "x", "nb", "fp-requ"), (["mar-nov"], " \x00 ", "nb", "BT-777"), ([], "", "sv", "no language")],
)
def test_what_cannot_be_declared_says_why(codes: list[str], text: str, language: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        declare(codes, text=text, language=language)


def test_everything_has_words_in_three_languages() -> None:
    said = sayings("classes")
    for kind, codes in (("signals", SIGNALS), ("questions", SIGNALS), ("weights", SIGNALS), ("rules", [one.id for one in rules()])):  # fmt: skip
        assert set(said.texts[kind]) == set(codes)
