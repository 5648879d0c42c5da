"""The guides: every kind is there in three languages, and a mistake is answered with where it is."""

from importlib.resources import files

import pytest

from nybrott.core.reviewing import GuideError, guides
from nybrott.core.reviewing.loading import define

GOOD = (files("nybrott.core.reviewing") / "catalogue" / "case.toml").read_text(encoding="utf-8")


def test_every_kind_of_work_has_a_guide_in_three_languages() -> None:
    assert set(guides()) == {"statement", "dialogue", "evaluation", "case"}
    for guide in guides().values():
        assert 3 <= len(guide.questions) <= 7
        for texts in (guide.name, *(one.asks for one in guide.questions), *(one.why for one in guide.questions)):
            assert set(texts) == {"nb", "nn", "en"}
        for one in guide.questions:
            assert all(said.endswith("?") for said in one.asks.values()), one.id
            assert len(set(one.asks.values())) == 3, f"{guide.kind}.{one.id} is copied"


def test_a_guide_is_known_by_its_text() -> None:
    assert define("case.toml", GOOD).version == guides()["case"].version
    assert define("case.toml", GOOD + "\n# changed").version != guides()["case"].version


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("kind = [", "is not TOML"),
        (GOOD.replace('kind = "case"', 'kind = ""'), "does not say kind"),
        (GOOD.replace("review_after = 2027-11-01", ""), "when it is reviewed"),
        (GOOD.replace('checked_by = ""', ""), "who checked it"),
        (GOOD.partition("[[questions]]")[0], "has 0 questions"),
        (GOOD.replace('id = "luck"', 'id = "alone"'), "two questions of one id"),
        (GOOD.replace('id = "luck"', 'id = "good luck"'), "no id"),
        (GOOD.replace('nn = "Utfordre ei erfaring"', 'nn = " "'), "name: nn is missing"),
        (GOOD.replace('en = "Could you', 'se = "Could you'), "questions.alone.asks: en is missing"),
    ],
)
def test_a_mistake_is_answered_with_its_place(text: str, why: str) -> None:
    with pytest.raises(GuideError, match=why) as told:
        define("case.toml", text)
    assert "case.toml" in str(told.value)
