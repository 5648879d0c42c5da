"""Sayings stand in three languages with the same facts, or the file is not taken; every code of a module has its saying."""

import re
from importlib.resources import files

import pytest

from nybrott.core.sayings import SayingsError, define, sayings

ABOUT = 'id = "x"\nwhat = "x"\nwhy = "x"\nsource = "x"\nauthored_by = "x"\nchecked_by = ""\nreview_after = 2027-01-01\n'
MODULES = sorted(
    folder.name for folder in files("nybrott.core").iterdir() if (folder / "catalogue" / "sayings.toml").is_file()
)


def test_a_saying_is_filled_with_its_facts() -> None:
    said = define(ABOUT + '[a.b]\nnb = "{n} møter"\nnn = "{n} møte"\nen = "{n} meetings"\n')
    assert said.say("a", "b", "nn", n=3) == "3 møte"
    assert said.facts_of("a", "b") == {"n"}
    with pytest.raises(KeyError):
        said.say("a", "b", "nb")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a = ", "not TOML"),
        ("", "do not tell id"),
        (ABOUT.replace('checked_by = ""\n', ""), "who checked"),
        (ABOUT + '[a.b]\nnb = "x"\nnn = "x"\n', "a.b: it is said in nb, nn and en"),
        (ABOUT + '[a.b]\nnb = "x"\nnn = " "\nen = "x"\n', "a.b: nn is empty"),
        (ABOUT + '[a.b]\nnb = "{n}"\nnn = "x"\nen = "{n}"\n', "a.b: nn does not have the same facts"),
        (ABOUT + '[a.b]\nnb = "{"\nnn = "x"\nen = "x"\n', "a.b: nb: "),
        (ABOUT + '[a]\nb = "x"\n', "a.b: it is said in nb"),
    ],
)
def test_a_file_with_a_fault_is_not_taken(text: str, why: str) -> None:
    with pytest.raises(SayingsError, match=re.escape(why)):
        define(text)


@pytest.mark.parametrize("module", MODULES)
def test_sayings_are_whole_sentences_in_proper_norwegian(module: str) -> None:
    for kind, codes in sayings(module).texts.items():
        for code, said in codes.items():
            place = f"{module}, {kind}.{code}"
            for text in said.values():
                assert "!" not in text, place
                assert "vennligst" not in text.lower(), place
                assert not re.search(r"[\"“”]", text) or text is said["en"], place
            assert len({text[-1] in ".?:" for text in said.values()}) == 1, place
            assert (
                not re.search(r"\b(ikke|noen|hva|hvem|når de|fra|et|en som er)\b", said["nn"]) or "frå" in said["nn"]
            ), place
