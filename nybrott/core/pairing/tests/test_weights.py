"""The reviewed file of weights: whole, with a reason for each, and every mistake in one answered with a sentence."""

import re
from dataclasses import replace
from importlib.resources import files

import pytest

from nybrott.core.pairing import Driver, Mentor, Roster, propose
from nybrott.core.pairing.weights import WeightsError, define, weights

TEXT = (files("nybrott.core.pairing") / "catalogue" / "weights.toml").read_text("utf-8")
WRONG = {
    "is not TOML": lambda text: text + "\n=",
    "does not say why": lambda text: re.sub(r'(?s)\nwhy = """.*?"""', '\nwhy = " "', text, count=1),
    "who checked it": lambda text: text.replace('checked_by = ""', ""),
    "when it is reviewed": lambda text: text.replace("2027-11-01", '"later"'),
    "nobody knows luck": lambda text: text + '\n[luck]\npoints = 1\nwhy = "x"\n',
    "wish has points, step, least and why": lambda text: text.replace("step = 8\n", ""),
    "place has points and why": lambda text: text.replace("[place]\npoints = 12", "[place]\npoints = 12\nmost = 1"),
    "load has points and why": lambda text: text[: text.index("[load]")],
    "kept.points is a whole number from 0 to 1000": lambda text: text.replace("points = 70", "points = 1.5"),
    "rather_not.points is a whole number from -1000 to 0": lambda text: text.replace("points = -80", "points = 80"),
    "subject.most is a whole number": lambda text: text.replace("most = 3", "most = true"),
}


def test_the_file_is_whole_and_gives_a_reason_for_each_weight() -> None:
    known = weights()
    assert known == define(TEXT)
    assert len(known.version) == 12
    assert all(len(why) > 20 for why in known.why.values())
    assert {name.split("_step")[0].split("_least")[0].split("_most")[0] for name in known.__slots__} - {
        "why",
        "version",
    } == set(known.why)
    # a pair that stands outweighs a first wish and a subject; two first wishes cannot buy what somebody asked not to
    assert known.kept > known.wish + known.subject
    assert -known.rather_not >= 2 * known.wish


@pytest.mark.parametrize("sentence", WRONG)
def test_a_mistake_in_the_file_is_said(sentence: str) -> None:
    changed = WRONG[sentence](TEXT)
    assert changed != TEXT
    with pytest.raises(WeightsError, match=re.escape(sentence)):
        define(changed)


def test_other_weights_give_other_pairs() -> None:
    anna = Driver("anna", place="Nes", subjects=("law",))
    roster = Roster((anna,), (Mentor("kari", 1, subjects=("law",)), Mentor("ola", 1, places=("Nes",))))
    assert propose(roster).mentor_of("anna") == "kari"
    assert propose(roster, by=replace(weights(), place=30)).mentor_of("anna") == "ola"
