"""What is concluded from the signs seen: families, weights, lenses, stages, and the evidence shown."""

from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nybrott.core.notices.model import Notice, Party, Text
from nybrott.core.signals import Evidence, Findings, Lenses, catalogue, find
from nybrott.core.signals.model import STAGES
from nybrott.core.signals.tests.factories import notice, several, tiny, words

NOTHING = Findings(False, False, False, False, (), Lenses(False, False, False), ())
RULE = words("w", "ord") + '[[rule]]\nfind = "w"\n'


def ids(findings: Findings) -> list[str]:
    return [item.signal for item in findings.evidence]


# ---- families: which claims follow from which counted signs -------------------------------------------------------

COUNTED = several(
    ("d", "market-dialogue", "behavioural", "counted", "dialog"),
    ("i", "innovation", "declared", "counted", "nytt"),
    ("p", "partnership", "strict", "counted", "partner"),
    ("f", "friendly", "behavioural", "context", "funksjon"),
)
WORD = {"d": "dialog", "i": "nytt", "p": "partner", "f": "funksjon"}


@pytest.mark.parametrize("seen", [c for n in range(5) for c in combinations("dipf", n)], ids="".join)
def test_claims_follow_from_the_families_seen(seen: tuple[str, ...]) -> None:
    findings = find(notice(text=" ".join(WORD[s] for s in seen)), COUNTED)
    assert findings.market_dialogue is ("d" in seen)
    assert findings.partnership is ("p" in seen)
    assert findings.innovation is ("i" in seen or "p" in seen), "partnership is innovation"
    assert findings.friendly is ("f" in seen)
    assert findings.lenses == Lenses("p" in seen, "i" in seen, "d" in seen)
    assert sorted(ids(findings)) == sorted(seen)


@pytest.mark.parametrize("lens", ["strict", "declared", "behavioural"])
@pytest.mark.parametrize("weight", ["counted", "candidate", "context"])
@pytest.mark.parametrize("family", ["market-dialogue", "innovation", "partnership", "friendly"])
def test_only_counted_signs_make_claims_and_open_lenses(family: str, weight: str, lens: str) -> None:
    findings = find(notice(text="et ord"), tiny(RULE, family=family, weight=weight, lens=lens))
    counted = weight == "counted"
    assert findings.market_dialogue is (counted and family == "market-dialogue")
    assert findings.innovation is (counted and family in ("innovation", "partnership"))
    assert findings.partnership is (counted and family == "partnership")
    assert findings.friendly is (weight == "context" and family == "friendly")
    assert findings.candidates == (("tested",) if weight == "candidate" else ())
    assert findings.lenses == Lenses(*(counted and lens == name for name in ("strict", "declared", "behavioural")))
    assert [item.weight for item in findings.evidence] == [weight]


def test_context_may_open_a_lens_and_counted_may_leave_it_shut() -> None:
    opened = find(notice(text="ord"), tiny(RULE, weight="context", lens="strict", head="opens_lens = true"))
    assert (opened.lenses.strict, opened.innovation) == (True, False)
    shut = find(notice(text="ord"), tiny(RULE, lens="strict", head="opens_lens = false"))
    assert (shut.lenses.strict, shut.innovation) == (False, True)


def test_a_candidate_is_not_asked_about_where_its_family_is_counted() -> None:
    signs = several(
        ("sure", "innovation", "behavioural", "counted", "sikkert"),
        ("weak", "innovation", "behavioural", "candidate", "kanskje"),
        ("talk", "market-dialogue", "behavioural", "candidate", "prat"),
    )
    assert find(notice(text="kanskje prat"), signs).candidates == ("weak", "talk")
    both = find(notice(text="sikkert kanskje prat"), signs)
    assert both.candidates == ("talk",)
    assert ids(both) == ["sure", "talk"], "the weak sign is not shown either"


def test_what_counts_is_shown_first() -> None:
    signs = several(
        ("a", "friendly", "behavioural", "context", "først"),
        ("b", "innovation", "behavioural", "candidate", "så"),
        ("c", "market-dialogue", "behavioural", "counted", "sist"),
    )
    assert ids(find(notice(text="først så sist"), signs)) == ["c", "b", "a"]


def test_partnership_settles_candidates_of_innovation() -> None:
    signs = several(
        ("sure", "partnership", "strict", "counted", "partner"),
        ("weak", "innovation", "behavioural", "candidate", "kanskje"),
    )
    assert find(notice(text="partner kanskje"), signs).candidates == ()


# ---- the catalogue as it stands: procedure, codes and stage ---------------------------------------------------------


@pytest.mark.parametrize(
    ("procedure", "innovation", "strict", "friendly"),
    [
        ("innovation", True, True, False),
        ("comp-dial", False, True, True),
        ("design-contest", False, False, False),
        ("neg-w-call", False, False, False),
        ("open", False, False, False),
        ("", False, False, False),
    ],
)
@pytest.mark.parametrize("stage", STAGES)
def test_procedures_count_alike_at_every_stage(
    procedure: str, innovation: bool, strict: bool, friendly: bool, stage: str
) -> None:
    findings = find(notice("Veilys", stage=stage, codes=(("procedure", procedure),)), catalogue())
    assert (findings.innovation, findings.partnership) == (innovation, innovation)
    assert (findings.lenses.strict, findings.friendly) == (strict, friendly)
    assert not findings.market_dialogue


@pytest.mark.parametrize("stage", STAGES)
def test_a_dialogue_is_never_announced_by_an_award_or_a_change(stage: str) -> None:
    in_text = find(notice("Veilys", "Velkommen til dialogkonferanse om lys.", stage=stage), catalogue())
    in_title = find(notice("Dialogkonferanse om lys", stage=stage), catalogue())
    assert in_text.market_dialogue is (stage == "planning")
    assert in_title.market_dialogue is (stage in ("planning", "competition", "other"))


def test_dialogue_and_partnership_hold_together() -> None:
    findings = find(
        notice(
            "Pre-commercial procurement of quiet pumps",
            "This notice announces an open market consultation.",
            stage="planning",
            language="en",
        ),
        catalogue(),
    )
    assert (findings.market_dialogue, findings.partnership, findings.innovation) == (True, True, True)


@pytest.mark.parametrize(
    ("code", "day", "innovation", "declared", "friendly"),
    [
        (("BT-06", "inn-pur"), None, True, True, False),
        (("BT-776", "mar-nov"), date(2026, 1, 1), True, True, False),
        (("BT-776", "fp-requ"), date(2023, 1, 1), False, False, True),
        (("BT-776", "fp-requ"), date(2026, 1, 1), False, False, True),
        (("BT-776", "unheard-of"), None, False, False, False),
        (("BT-06", "env-imp"), None, False, False, False),
    ],
)
def test_codes_declare(
    code: tuple[str, str], day: date | None, innovation: bool, declared: bool, friendly: bool
) -> None:
    findings = find(notice("Veilys", codes=(code,), published_on=day), catalogue())
    assert (findings.innovation, findings.lenses.declared, findings.friendly) == (innovation, declared, friendly)


@pytest.mark.parametrize(
    ("day", "weight"),
    [(date(2020, 1, 1), "context"), (date(2021, 1, 1), "counted"), (date(2022, 12, 31), "counted"),
     (date(2023, 1, 1), "context"), (None, "counted")],
)  # fmt: skip
def test_a_code_counts_only_between_its_dates(day: date | None, weight: str) -> None:
    dated = '[[code]]\nfield = "subtype"\nvalues = ["X9"]\nfrom = 2021-01-01\nuntil = 2022-12-31\n'
    findings = find(notice(codes=(("subtype", "X9"),), published_on=day), tiny(dated))
    assert [item.weight for item in findings.evidence] == [weight]
    assert findings.innovation is findings.lenses.behavioural is (weight == "counted")


def test_a_code_may_be_a_beginning_and_may_hold_at_some_stages_only() -> None:
    signs = tiny('[[code]]\nfield = "cpv"\nvalues = ["73*"]\nstages = ["planning"]\n')
    assert ids(find(notice(codes=(("cpv", "73120000"),), stage="planning"), signs)) == ["tested"]
    assert find(notice(codes=(("cpv", "73120000"),), stage="result"), signs) == NOTHING
    assert find(notice(codes=(("cpv", "37300000"),), stage="planning"), signs) == NOTHING


# ---- rules: company, fields, stages, codes --------------------------------------------------------------------------

NEAR = words("w", "ord*") + words("other", "vær*", "sol")


@pytest.mark.parametrize(
    ("rule", "text", "holds"),
    [
        ('near = [{ words = "other", within = 2 }]', "ord om godt vær", True),
        ('near = [{ words = "other", within = 2 }]', "ord om ganske godt vær", False),
        ('near = [{ words = "other", within = 2 }]', "været gir ordet", True),
        ('near = [{ words = "other", within = 0 }]', "ordvalg vær", True),
        ('near = [{ words = "other", within = 9 }]', "ord. Fint vær", False),
        ('near = [{ words = "other", within = 9 }]', "ord; fint vær", False),
        ('near = [{ words = "other", within = 9, side = "after" }]', "vær og ord", False),
        ('near = [{ words = "other", within = 9, side = "after" }]', "ord og vær", True),
        ('near = [{ words = "other", within = 9, side = "before" }]', "vær og ord", True),
        ('near = [{ words = "other", within = 9, side = "before" }]', "ord og vær", False),
        ('not_near = [{ words = "other", within = 3 }]', "ord og vær", False),
        ('not_near = [{ words = "other", within = 3 }]', "ord alene. Vær her", True),
        ('also = ["other"]', "ord. Mange andre setninger. Vær", True),
        ('also = ["other"]', "ord", False),
        ('not_also = ["other"]', "ord. Mange andre setninger. Vær", False),
        ('not_also = ["other"]', "ord", True),
        ('codes = { cpv = ["73*"] }', "ord", True),
        ('codes = { cpv = ["73*"], procedure = ["open"] }', "ord", False),
        ('codes = { cpv = ["45000000"] }', "ord", False),
        ('not_codes = { cpv = ["73*"] }', "ord", False),
        ('not_codes = { cpv = ["74*"] }', "ord", True),
        ('fields = ["titles"]', "ord", False),
        ('fields = ["description"]', "ord", True),
        ('stages = ["planning"]', "ord", False),
        ('stages = ["competition", "planning"]', "ord", True),
    ],
)
def test_a_rule_asks_for_company(rule: str, text: str, holds: bool) -> None:
    signs = tiny(f'{NEAR}[[rule]]\nfind = "w"\n{rule}\n')
    assert find(notice(text=text, codes=(("cpv", "73000000"),)), signs).innovation is holds


def slowly_near(text: str, within: int, side: str) -> bool:
    """The obvious way: every pair of words of every sentence."""
    for sentence in text.split(". "):
        tokens = sentence.split()
        for here, there in (
            (i, j) for i, a in enumerate(tokens) for j, b in enumerate(tokens) if (a, b) == ("ord", "vær")
        ):
            standing = "after" if there > here else "before"
            if abs(there - here) - 1 <= within and side in ("either", standing):
                return True
    return False


@given(
    st.lists(st.sampled_from(["ord", "vær", "og", "noe.", "et"]), max_size=40).map(" ".join),
    st.integers(0, 4),
    st.sampled_from(["either", "before", "after"]),
)
def test_company_is_found_where_the_obvious_way_finds_it(text: str, within: int, side: str) -> None:
    lists = words("w", "ord") + words("other", "vær")
    near = f'near = [{{ words = "other", within = {within}, side = "{side}" }}]\n'
    assert find(notice(text=text), tiny(f'{lists}[[rule]]\nfind = "w"\n{near}')).innovation is slowly_near(
        text, within, side
    )


def test_the_company_is_part_of_what_is_shown() -> None:
    signs = tiny(NEAR + '[[rule]]\nfind = "w"\nnear = [{ words = "other", within = 3 }]\n')
    (seen,) = find(notice(text="Et ordskifte om dårlig vær, sa hun."), signs).evidence
    assert seen.text == "ordskifte om dårlig vær"


def test_the_same_letters_are_not_their_own_company() -> None:
    signs = tiny(
        words("w", "ord*")
        + words("other", "*valg")
        + """[[rule]]
find = "w"
near = [{ words = "other", within = 3 }]
"""
    )
    assert find(notice(text="Et ordvalg"), signs).innovation, "two parts of one word are two words"
    same = tiny(
        words("w", "ord*")
        + words("other", "ord*")
        + """[[rule]]
find = "w"
near = [{ words = "other", within = 3 }]
"""
    )
    assert not find(notice(text="Et ordvalg"), same).innovation
    assert find(notice(text="Et ordvalg og et ordtak"), same).innovation


def test_an_exclusion_takes_the_whole_sign_away() -> None:
    signs = tiny(RULE + words("no", "konsulent*") + '[[unless]]\nfind = "no"\nfields = ["title"]\n')
    assert not find(notice("Konsulenter", "ord"), signs).innovation
    assert find(notice("Busser", "ord, sa konsulenten"), signs).innovation


def test_company_does_not_reach_from_one_text_into_the_next() -> None:
    signs = tiny(NEAR + '[[rule]]\nfind = "w"\nnear = [{ words = "other", within = 3 }]\n')
    assert not find(notice("Et ord", "Vær så god"), signs).innovation


# ---- names ----------------------------------------------------------------------------------------------------------

NAMES = {"words/names.toml": 'id = "names"\nwhat = "x"\nmasks = true\n[terms]\nnb = ["ord norge"]\n'}


def test_what_is_part_of_a_name_is_no_sign() -> None:
    signs = tiny(RULE, shared=NAMES)
    assert find(notice(text="Vaskehjelp til Ord Norge"), signs) == NOTHING
    (seen,) = find(notice(text="Ord Norge søker et ord"), signs).evidence
    assert (seen.start, seen.text) == (19, "ord")


def test_names_that_overlap_cover_together_and_names_side_by_side_do_not() -> None:
    shared = {"words/names.toml": NAMES["words/names.toml"].replace("ord norge", 'fint ord", "ord norge", "norge ord')}
    signs = tiny(words("w", "ord", "ord norge ord") + '[[rule]]\nfind = "w"\n', shared=shared)
    assert find(notice(text="Fint ord norge ord"), signs) == NOTHING
    assert find(notice(text="Fint ord, ord"), signs).innovation


def test_the_buyers_own_name_is_no_sign() -> None:
    signs = tiny(RULE)
    named = Notice(
        path="", format="record", notice_id="1", buyers=(Party("Ord og Tall AS"),),
        texts=(Text("title", "Renhold for Ord og Tall AS"),),
    )  # fmt: skip
    assert find(named, signs) == NOTHING
    assert find(notice("Renhold for Ord og Tall AS"), signs).innovation


# ---- evidence -------------------------------------------------------------------------------------------------------


def test_evidence_points_at_the_words_as_they_stand() -> None:
    given = notice("Vei", "Kommunen holder Leverandørdialogkonferansen i mai.", stage="planning")
    (seen,) = [item for item in find(given, catalogue()).evidence if item.weight == "counted"]
    assert seen == Evidence("dialogue-announced", "description", "Leverandørdialogkonferansen", "counted", 1, 16, 43)
    assert given.texts[seen.text_index].content[seen.start : seen.end] == seen.text


def test_evidence_of_a_code_is_the_code() -> None:
    (seen,) = find(notice(codes=(("procedure", "innovation"),)), catalogue()).evidence
    assert seen == Evidence("innovation-partnership-by-code", "procedure", "innovation", "counted", -1, 0, 0)


def test_the_same_words_in_the_same_field_are_shown_once() -> None:
    lots = tuple(Text("lot-title", "Et ord", "nb", f"LOT-{n}") for n in range(300))
    findings = find(notice("Ord", texts=lots), tiny(RULE))
    assert [(item.field, item.text) for item in findings.evidence] == [("title", "Ord"), ("lot-title", "ord")]


def test_three_hundred_lots_do_not_make_three_hundred_proofs() -> None:
    lots = tuple(Text("lot-title", f"ord{n}", "nb", f"LOT-{n}") for n in range(300))
    signs = tiny(words("w", "ord*") + '[[rule]]\nfind = "w"\n')
    assert len(find(notice(texts=lots), signs).evidence) == 6


def test_one_endless_word_is_shown_in_part() -> None:
    signs = tiny(words("w", "*ord*") + '[[rule]]\nfind = "w"\n')
    (seen, *_) = find(notice(text="ord" * 10_000), signs).evidence
    assert len(seen.text) < 130


def test_words_within_words_are_shown_once() -> None:
    signs = tiny(words("w", "soft market testing", "market testing") + '[[rule]]\nfind = "w"\n')
    assert [item.text for item in find(notice(text="A soft market testing day"), signs).evidence] == [
        "soft market testing"
    ]


# ---- languages ------------------------------------------------------------------------------------------------------


def bilingual(own: str, other: str, *, language: str = "nb", lot: str = "") -> Notice:
    texts = (Text("description", own, language), Text("description", other, "en", lot))
    return Notice(path="", format="eforms", notice_id="1", language="nb", texts=tuple(t for t in texts if t.content))


@pytest.mark.parametrize("language", ["nb", "nn", "no"])
def test_a_translation_is_not_read_where_the_own_language_stands(language: str) -> None:
    signs = tiny(words("w", "ord", "word") + '[[rule]]\nfind = "w"\n')
    assert [item.text for item in find(bilingual("et ord", "a word", language=language), signs).evidence] == ["ord"]
    assert find(bilingual("ingenting", "a word", language=language), signs) == NOTHING


def test_a_translation_is_read_where_nothing_else_stands() -> None:
    signs = tiny(words("w", "word") + '[[rule]]\nfind = "w"\n')
    assert find(bilingual("", "a word"), signs).innovation
    assert find(bilingual("ingenting", "a word", lot="LOT-1"), signs).innovation, "another lot's text is another text"


def test_a_text_of_unknown_language_is_read() -> None:
    given = Notice(path="", format="record", notice_id="1", language="nb",
                   texts=(Text("title", "Busser", "nb"), Text("title", "et ord", "")))  # fmt: skip
    assert find(given, tiny(RULE)).innovation


# ---- nothing --------------------------------------------------------------------------------------------------------


def test_an_empty_notice_has_no_signs() -> None:
    assert find(Notice(path="", format="record", notice_id=""), catalogue()) == NOTHING
    assert find(notice(text="Kontorstoler og bord."), catalogue()) == NOTHING


def test_a_catalogue_without_words_still_reads_codes() -> None:
    signs = tiny('[[code]]\nfield = "subtype"\nvalues = ["X9"]\n')
    assert find(notice("X9"), signs) == NOTHING
    assert find(notice("X9", codes=(("subtype", "X9"),)), signs).innovation
