"""What an evaluation may say, and the catalogue of its words."""

import json
from math import inf

import pytest

from nybrott.core.designs import CatalogueError, Design, Effect, Interval, TooFew, catalogue, plain
from nybrott.core.designs.loading import define
from nybrott.core.given import StatisticsError

DESIGN = Design("before-after", ("same-people",), ("history",))
WITHIN = Interval(-1, 2, "wilson")


@pytest.mark.parametrize("parts", [("", ("a",), ("b",)), ("x", (), ("b",)), ("x", ("a",), ())])
def test_a_design_says_all_three(parts: tuple[str, tuple[str, ...], tuple[str, ...]]) -> None:
    with pytest.raises(StatisticsError, match="leans on"):
        Design(*parts)


@pytest.mark.parametrize(
    ("design", "estimate", "interval", "p"),
    [
        ("before-after", 1, WITHIN, None),
        (DESIGN, 1, None, None),
        (DESIGN, 1, (0, 1), None),
        (DESIGN, float("nan"), WITHIN, None),
        (DESIGN, 1, WITHIN, 1.2),
    ],
)
def test_no_effect_without_design_and_interval(
    design: Design, estimate: float, interval: Interval, p: float | None
) -> None:
    with pytest.raises(StatisticsError, match="An effect has"):
        Effect(design, "net-improvement", estimate, interval, 9, p, "sign-test")


def test_an_interval_is_not_upside_down() -> None:
    for low, high in ((2, 1), (float("nan"), 1), (1, float("nan"))):
        with pytest.raises(StatisticsError, match="no interval"):
            Interval(low, high, "wilson")


def test_an_effect_knows_whether_it_is_clear() -> None:
    seen = Effect(DESIGN, "rate-ratio", 1.5, Interval(1, 2, "garwood"), 9, None, "", nothing=1)
    assert not seen.clear
    assert Effect(DESIGN, "rate-ratio", 1.5, Interval(1.01, 2, "garwood"), 9, None, "", nothing=1).clear
    assert (seen.assumptions, seen.rivals) == (("same-people",), ("history",))


def test_plain_data_is_json() -> None:
    effect = Effect(DESIGN, "rate-ratio", 1.5, Interval(1, inf, "garwood"), 9, 0.5, "garwood", nothing=1)
    told = plain({"effect": effect, "few": [TooFew(DESIGN, "rate-ratio", 1, None, "people", "nobody")]})
    assert json.loads(json.dumps(told)) == {
        "effect": {
            "design": {"name": "before-after", "assumptions": ["same-people"], "rivals": ["history"]},
            "measure": "rate-ratio", "estimate": 1.5,
            "interval": {"low": 1, "high": None, "method": "garwood", "level": 0.95},
            "n": 9, "p": 0.5, "test": "garwood", "nothing": 1, "clear": False,
        },
        "few": [
            {
                "too_few": True, "design": {"name": "before-after", "assumptions": ["same-people"], "rivals": ["history"]},
                "measure": "rate-ratio", "n": 1, "needed": None, "unit": "people", "why": "nobody",
            }
        ],
    }  # fmt: skip


def test_the_catalogue_speaks_three_languages_and_every_word_is_used() -> None:
    words = catalogue()
    assert list(words.designs) == [
        "one-group",
        "before-after",
        "two-groups",
        "two-counts",
        "interrupted-series",
        "with-without",
    ]
    for kind in ("assumptions", "rivals"):
        used = {code for design in words.designs.values() for code in getattr(design, kind)}
        assert used == set(words.words[kind])
    assert words.say("designs", "with-without", "nn") == "Einingar med og utan, før og etter"
    assert all(word.source for word in words.words["methods"].values())
    assert {word.nothing for word in words.words["measures"].values()} == {0.0, 0.5, 1.0}
    assert len(words.version) == 12


def test_texts_are_sentences_where_they_should_be() -> None:
    for kind in ("assumptions", "rivals", "reasons"):
        for word in catalogue().words[kind].values():
            for text in word.texts.values():
                assert text.rstrip(")").endswith("."), text
                assert text[0].isupper()
                assert "!" not in text


HEAD = """
id = "x"
what = "x"
why = "x"
source = "x"
authored_by = "x"
checked_by = ""
review_after = 2027-01-01
"""
WORDS = "".join(
    f'[{kind}.a]\nnb = "x"\nnn = "x"\nen = "x"\n' for kind in ("assumptions", "rivals", "figures", "reasons", "units")
)
REST = '[methods.a]\nnb = "x"\nnn = "x"\nen = "x"\nsource = "x"\n[measures.a]\nnb = "x"\nnn = "x"\nen = "x"\nunit = "x"\nnothing = 0\n'
DESIGNS = '[designs.a]\nnb = "x"\nnn = "x"\nen = "x"\nassumptions = ["a"]\nrivals = ["a"]\n'


def test_a_whole_catalogue_is_taken() -> None:
    assert define(HEAD + WORDS + REST + DESIGNS).designs == {"a": Design("a", ("a",), ("a",))}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("id = ", "not TOML"),
        (HEAD.replace('why = "x"', 'why = ""'), "does not say why"),
        (HEAD.replace('checked_by = ""', ""), "who checked it"),
        (HEAD.replace("2027-01-01", '"soon"'), "when it is reviewed"),
        (HEAD + WORDS + REST, "no designs"),
        (HEAD + WORDS + REST + DESIGNS.replace('nn = "x"', 'nn = " "'), "designs.a: nn is missing"),
        (HEAD + WORDS + REST.replace('source = "x"', "") + DESIGNS, "methods.a: source is missing"),
        (HEAD + WORDS + REST.replace("nothing = 0", "") + DESIGNS, "measures.a: unit and nothing"),
        (HEAD + WORDS + REST + DESIGNS.replace('rivals = ["a"]', "rivals = []"), "designs.a: rivals is empty"),
        (
            HEAD + WORDS + REST + DESIGNS.replace('rivals = ["a"]', 'rivals = ["b"]'),
            "rivals names “b”, which is not there",
        ),
    ],
)
def test_a_mistake_is_answered_with_its_place(text: str, says: str) -> None:
    with pytest.raises(CatalogueError, match=says):
        define(text)
