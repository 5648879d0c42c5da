"""The reviewed file: what stands in it, and every mistake in one answered with a sentence."""

import re
import tomllib
from importlib.resources import files

import pytest

from nybrott.core.linking import RulesError, rules
from nybrott.core.linking.rules import define

TEXT = (files("nybrott.core.linking") / "catalogue" / "dialogues.toml").read_text("utf-8")


def test_the_file_is_whole() -> None:
    known = rules()
    assert known == define(TEXT)
    assert len(known.version) == 12
    assert 0.5 < known.least_score < 1
    assert not known.boilerplate & known.weak


def test_the_words_of_the_form_are_known_in_every_language() -> None:
    said = tomllib.loads(TEXT)
    assert {"nb", "nn", "en", "sv", "da", "fi", "de", "fr", "nl"} <= set(said["boilerplate"])
    for words in (*said["boilerplate"].values(), *said["weak"].values()):
        assert len(set(words)) == len(words), sorted({word for word in words if words.count(word) > 1})
    for word in ("invitasjon", "dialogkonferanse", "veiledende", "kunngjøring", "anskaffelse"):
        assert word in said["boilerplate"]["nb"]


WRONG = {
    "is not TOML": lambda text: text + "\n=",
    "does not say why": lambda text: re.sub(r'(?s)why = """.*?"""', 'why = " "', text),
    "who checked it": lambda text: text.replace('checked_by = ""', ""),
    "when it is reviewed": lambda text: text.replace("2027-11-01", '"later"'),
    "least_score is a number from 0.5 to 1": lambda text: text.replace("least_score = 0.8", "least_score = 0.3"),
    "margin is a number": lambda text: text.replace("margin = 0.05", 'margin = "small"'),
    "last_day is a number": lambda text: text.replace("last_day = 900", "last_day = true"),
    "nine numbers": lambda text: text.replace("cpv = [0.0, ", "cpv = ["),
    "none smaller than the last": lambda text: text.replace("0.5, 0.7", "0.7, 0.5"),
    "cpv is a list": lambda text: re.sub(r"cpv = \[.*\]", "cpv = 1", text),
    "weak lists words by language": lambda text: text[: text.index("[weak]")],
    "which is no word in small letters": lambda text: text.replace('"invitasjon"', '"Invitasjon"'),
    "says “to ord”": lambda text: text.replace('"invitasjon"', '"to ord"'),
    "nn is a list": lambda text: text.replace("nn = [", "nn = 1\nxx = [", 1),
}


@pytest.mark.parametrize("sentence", WRONG)
def test_a_mistake_is_a_sentence(sentence: str) -> None:
    wrong = WRONG[sentence](TEXT)
    assert wrong != TEXT
    with pytest.raises(RulesError, match=sentence) as trouble:
        define(wrong)
    assert str(trouble.value).endswith(".")
