"""The right card from the stage and the gap, as a table of what we expect an adviser to say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nybrott.core.methods import GAPS, catalogue, propose
from nybrott.core.methods.model import STAGES

CARDS = list(catalogue().values())


@pytest.mark.parametrize(
    ("stage", "gaps", "first", "reason"),
    [
        ("raised", ["stakeholders"], "stakeholder-map", "gap:stakeholders"),
        ("raised", ["reuse", "stakeholders"], "learn-from-others", "gap:reuse"),
        ("raised", ["together"], "driver-talk", "gap:together"),
        ("anchored", ["voices"], "interview-guide", "gap:voices"),
        ("anchored", ["observation"], "service-safari", "gap:observation"),
        ("hearing", ["figures", "voices"], "survey-light", "gap:figures"),
        ("hearing", ["insight"], "empathy-map", "gap:insight"),
        ("sensemaking", ["insight", "needs"], "affinity-grouping", "gap:insight"),
        ("sensemaking", ["needs"], "needs-workshop", "gap:needs"),
        ("sensemaking", ["unverified"], "interview-guide", "gap:unverified"),
        ("sensemaking", ["cause"], "five-whys", "gap:cause"),
        ("sensemaking", ["question"], "how-might-we", "gap:question"),
        ("sensemaking", ["priority"], "prioritising", "gap:priority"),
        ("sensemaking", ["goals"], "baseline", "gap:goals"),
        ("described", ["market"], "dialogue-formats", "gap:market"),
        ("described", ["requirements"], "storyboard", "gap:requirements"),
        ("described", ["effects"], "effect-chain", "gap:effects"),
        ("trial", ["untested"], "assumption-test", "gap:untested"),
        ("trial", ["learning"], "best-mistake", "gap:learning"),
        ("closed", [], "best-mistake", "stage:closed"),
    ],
)
def test_the_right_card(stage: str, gaps: list[str], first: str, reason: str) -> None:
    best = propose(CARDS, stage=stage, gaps=gaps)[0]
    assert (best.card.id, best.reasons[0]) == (first, reason)


def test_a_stage_nothing_is_done_in_gives_no_card() -> None:
    assert propose(CARDS, stage="parked", gaps=["voices"]) == ()


def test_a_gap_nobody_knows_is_told() -> None:
    with pytest.raises(ValueError, match="no such gap: luck"):
        propose(CARDS, stage="raised", gaps=["luck"])


@given(st.sampled_from(STAGES), st.lists(st.sampled_from(GAPS), unique=True), st.integers(1, 30), st.randoms())
def test_proposals_fit_say_why_and_do_not_hang_on_the_order_of_the_cards(
    stage: str, gaps: list[str], at_most: int, chance: object
) -> None:
    shuffled = list(CARDS)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    found = propose(shuffled, stage=stage, gaps=gaps, at_most=at_most)
    assert found == propose(CARDS, stage=stage, gaps=gaps, at_most=at_most)
    assert len(found) <= at_most
    for proposal in found:
        assert stage in proposal.card.stages
        closes = [f"gap:{gap}" for gap in gaps if gap in proposal.card.gaps]
        assert list(proposal.reasons) == (closes if gaps else [f"stage:{stage}"])
        assert proposal.reasons
    firsts = [gaps.index(proposal.reasons[0].removeprefix("gap:")) for proposal in found] if gaps else []
    assert firsts == sorted(firsts)
