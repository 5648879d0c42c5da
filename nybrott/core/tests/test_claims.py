"""The written scale of claims: a truth table, and every small claim against a slow reading of the scale."""

from itertools import combinations_with_replacement, product

import pytest

from nybrott.core.claims import DEMANDS, STRENGTHS, WEIGHTS, Piece, Rival, as_it_stands, missing, strongest

FOR, AGAINST = "for", "against"
TRAIL, SURVEY, STORY = Piece(FOR, "trail"), Piece(FOR, "survey"), Piece(FOR, "story")
TYPED, LOOKED, CONTRARY = Piece(FOR, "typed"), Piece(AGAINST, "looked"), Piece(AGAINST, "typed")
POSSIBLE, LIKELY, UNLIKELY, OUT = Rival("possible"), Rival("likely"), Rival("unlikely"), Rival("ruled_out")

TABLE = [
    ([], [], "none"),
    ([LOOKED], [OUT], "none"),
    ([CONTRARY], [UNLIKELY], "none"),
    ([TYPED], [], "weak"),
    ([TYPED, TYPED], [UNLIKELY], "weak"),
    ([TRAIL], [], "weak"),
    ([TRAIL], [LIKELY], "weak"),
    ([TRAIL], [POSSIBLE], "some"),
    ([TRAIL, SURVEY], [POSSIBLE], "some"),
    ([TRAIL, SURVEY], [UNLIKELY], "some"),
    ([TRAIL, SURVEY, LOOKED], [], "weak"),
    ([TRAIL, SURVEY, LOOKED], [POSSIBLE], "some"),
    ([TRAIL, SURVEY, LOOKED], [LIKELY, OUT], "weak"),
    ([TRAIL, SURVEY, LOOKED], [UNLIKELY], "strong"),
    ([TRAIL, SURVEY, LOOKED], [UNLIKELY, OUT], "strong"),
    ([TRAIL, SURVEY, LOOKED], [Rival("unlikely", said_why=False)], "some"),
    ([TRAIL, SURVEY, CONTRARY], [UNLIKELY], "strong"),
    ([TRAIL, TRAIL, LOOKED], [UNLIKELY], "some"),
    ([TRAIL, TYPED, LOOKED], [UNLIKELY], "strong"),
    ([TRAIL, SURVEY, CONTRARY, Piece(AGAINST, "survey")], [UNLIKELY], "some"),
    ([TRAIL, CONTRARY, Piece(AGAINST, "survey")], [UNLIKELY], "weak"),
]  # fmt: skip


@pytest.mark.parametrize(("evidence", "rivals", "best"), TABLE)
def test_how_strong_a_claim_may_be_called(evidence: list[Piece], rivals: list[Rival], best: str) -> None:
    assert strongest(evidence, rivals) == best
    for strength in STRENGTHS:
        may = not missing(strength, evidence, rivals)
        assert may == (STRENGTHS.index(strength) <= STRENGTHS.index(best))
        assert as_it_stands(strength, evidence, rivals) == (strength if may else best)


def test_what_is_missing_is_said_in_one_order() -> None:
    assert missing("strong", [], []) == tuple(code for code in DEMANDS["strong"] if code in missing("strong", [], []))
    assert missing("some", [TYPED], [LIKELY]) == ("only_typed", "rival_likely")
    assert missing("strong", [TRAIL], []) == ("one_kind", "not_looked_against", "no_rival")
    with pytest.raises(KeyError):
        missing("certain", [], [])


def slowly(strength: str, evidence: tuple[Piece, ...], rivals: tuple[Rival, ...]) -> bool:
    """The scale of docs/guide/claims.md, read aloud."""
    kinds_for = []
    kinds_against = []
    looked = False
    for one in evidence:
        kinds = kinds_for if one.side == "for" else kinds_against
        looked = looked or one.side == "against"
        if one.root != "looked" and one.root not in kinds:
            kinds.append(one.root)
    if strength == "none":
        return True
    if strength == "weak":
        return len(kinds_for) >= 1
    worst = max((WEIGHTS.index(one.weight) for one in rivals), default=None)
    traced = any(one != "typed" for one in kinds_for)
    if strength == "some":
        return traced and worst is not None and worst <= WEIGHTS.index("possible") and len(kinds_for) >= len(kinds_against)  # fmt: skip
    explained = all(one.said_why for one in rivals)
    enough = len(kinds_for) >= 2 and len(kinds_for) > len(kinds_against) and traced
    return enough and looked and worst is not None and worst <= WEIGHTS.index("unlikely") and explained


def test_every_small_claim_is_judged_as_the_scale_reads() -> None:
    pieces = [Piece(side, root) for side, root in product((FOR, AGAINST), ("trail", "survey", "typed", "looked"))]
    rivals = [Rival(weight, why) for weight, why in product(WEIGHTS, (True, False))]
    tried = 0
    for evidence in (found for n in range(5) for found in combinations_with_replacement(pieces, n)):
        for beside in (found for n in range(3) for found in combinations_with_replacement(rivals, n)):
            may = [slowly(strength, evidence, beside) for strength in STRENGTHS]
            assert [not missing(strength, evidence, beside) for strength in STRENGTHS] == may
            assert may == sorted(may, reverse=True)  # what a step allows, every step below it allows
            tried += 1
    assert tried == 495 * 45
