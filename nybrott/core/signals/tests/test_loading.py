"""A definition that cannot be used is refused with the file, the key and the reason."""

from importlib.resources import files
from pathlib import Path

import pytest

from nybrott.core.signals import Catalogue, CatalogueError, find
from nybrott.core.signals.loading import define
from nybrott.core.signals.tests.factories import notice_of, sign, words

RULE = words("w", "ord") + '[[rule]]\nfind = "w"\n'
FILE = "innovation/tested.toml"
LIST = 'id = "names"\nwhat = "x"\nmasks = true\n[terms]\nnb = ["ord"]\n'

WRONG = {
    "not TOML": (FILE, "id = ", "(whole file)", "is not TOML"),
    "unknown key": (FILE, sign(RULE, head='colour = "red"'), "colour", "not a key we know"),
    "unknown family": (FILE, sign(RULE, family="luck"), "family", "not one of"),
    "unknown lens": (FILE, sign(RULE, lens="rose"), "lens", "not one of"),
    "unknown weight": (FILE, sign(RULE, weight="heavy"), "weight", "not one of"),
    "wrong file name": ("innovation/other.toml", sign(RULE), "id", "file must be innovation/tested.toml"),
    "no why": (FILE, sign(RULE).replace('en = "because"', ""), "why.en", "not empty"),
    "why in one language": (FILE, sign(RULE).replace('nb = "fordi"\nnn = "av di"', ""), "why.nb", "not empty"),
    "empty source": (FILE, sign(RULE).replace('"a test"', '" "'), "source", "not empty"),
    "review date as text": (FILE, sign(RULE).replace("2030-01-01", '"soon"'), "review_after", "must be a date"),
    "no review date": (FILE, sign(RULE).replace("review_after = 2030-01-01", ""), "review_after", "must be a date"),
    "review date with a time": (FILE, sign(RULE).replace("2030-01-01", "2030-01-01T10:00:00"), "review_after", "date"),
    "no nynorsk": (FILE, sign(RULE).replace('nn = "teikn"', ""), "names.nn", "not empty"),
    "a fourth language": (FILE, sign(RULE).replace('nn = "teikn"', 'nn = "t"\nse = "m"'), "names.se", "not a key"),
    "names no table": (FILE, sign(RULE, head="").replace("[names]", "[[names]]"), "names", "must be a table"),
    "no rule and no code": (FILE, sign(""), "rule", "at least one"),
    "one good example": (FILE, sign(RULE).replace('[[good]]\ntitle = "two"', ""), "good", "at least two examples, has 1"),
    "one near miss": (
        FILE,
        sign(RULE).replace('[[near_miss]]\ntitle = "two"\nwhy = "w"', ""),
        "near_miss",
        "at least two examples, has 1",
    ),
    "unknown word list": (FILE, sign('[[rule]]\nfind = "x"\n'), "rule[1].find", "no word list “x”"),
    "unknown list beside": (FILE, sign(RULE + 'also = ["y"]\n'), "rule[1].also", "no word list “y”"),
    "unknown stage": (FILE, sign(RULE + 'stages = ["dream"]\n'), "rule[1].stages", "not one of"),
    "unknown field": (FILE, sign(RULE + 'fields = ["colour"]\n'), "rule[1].fields", "not one of"),
    "unknown rule key": (FILE, sign(RULE + "beside = 3\n"), "rule[1].beside", "not a key we know"),
    "near without a number": (FILE, sign(RULE + 'near = [{ words = "w" }]\n'), "rule[1].near[1].within", "whole number"),
    "near too far": (FILE, sign(RULE + 'near = [{ words = "w", within = 99 }]\n'), "rule[1].near[1].within", "0 to 30"),
    "near is no list": (FILE, sign(RULE + "near = 3\n"), "rule[1].near", "list of tables"),
    "near on no side": (
        FILE,
        sign(RULE + 'near = [{ words = "w", within = 1, side = "left" }]\n'),
        "rule[1].near[1].side",
        "not one of",
    ),
    "unknown code field": (FILE, sign('[[code]]\nfield = "BT-1"\nvalues = ["x"]\n'), "code[1].field", "not one of"),
    "no code": (FILE, sign('[[code]]\nfield = "cpv"\n'), "code[1].values", "names no code"),
    "codes not texts": (FILE, sign('[[code]]\nfield = "cpv"\nvalues = [73]\n'), "code[1].values", "list of texts"),
    "unknown code of a rule": (FILE, sign(RULE + 'codes = { colour = ["x"] }\n'), "rule[1].codes.colour", "not a key"),
    "a list without words": (FILE, sign("[words.w]\n" + '[[rule]]\nfind = "w"\n'), "words.w.", "holds no words"),
    "a star inside": (FILE, sign(words("w", "a*b") + '[[rule]]\nfind = "w"\n'), "words.w.nb", "only at its ends"),
    "one letter": (FILE, sign(words("w", "a") + '[[rule]]\nfind = "w"\n'), "words.w.nb", "two letters or more"),
    "two spaces": (FILE, sign(words("w", "a  b") + '[[rule]]\nfind = "w"\n'), "words.w.nb", "single spaces"),
    "opens_lens no claim": (FILE, sign(RULE, head='opens_lens = "yes"'), "opens_lens", "true or false"),
    "example on no stage": (FILE, sign(RULE) + '[[good]]\nstage = "dream"\n', "good[3].stage", "not one of"),
    "shared list misnamed": ("words/other.toml", LIST, "id", "name of the file"),
    "shared list masks no claim": ("words/names.toml", LIST.replace("true", "3"), "masks", "true or false"),
    "shared list with a lost key": ("words/names.toml", "x = 1\n" + LIST, "x", "not a key we know"),
}  # fmt: skip


@pytest.mark.parametrize(("file", "text", "key", "reason"), WRONG.values(), ids=WRONG.keys())
def test_the_error_names_file_key_and_reason(file: str, text: str, key: str, reason: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        define({file: text})
    assert (caught.value.file, caught.value.key) == (file, key)
    assert reason in caught.value.reason
    assert str(caught.value).startswith(f"{file}: {key}: ")


def test_a_sound_sign_is_read_whole() -> None:
    definitions = define({FILE: sign(RULE), "words/names.toml": LIST})
    (signal,) = definitions.signals
    assert (signal.id, signal.weight, signal.opens_lens, signal.checked_by) == ("tested", "counted", True, "")
    assert signal.names["nn"] == "teikn"
    assert definitions.shared["names"].masks


def test_the_version_follows_every_word() -> None:
    files = {FILE: sign(RULE), "words/names.toml": LIST}
    first = define(files).version
    assert define(dict(reversed(files.items()))).version == first
    assert define({**files, "words/names.toml": LIST.replace('"ord"', '"ordet"')}).version != first


def test_an_own_word_list_stands_before_a_shared_one() -> None:
    shared = LIST.replace('id = "names"', 'id = "w"').replace("true", "false")
    (signal,) = define({FILE: sign(RULE), "words/w.toml": shared}).signals
    assert signal.rules[0].find == "tested/w"


def test_the_sign_in_the_documentation_is_one() -> None:
    page = (Path(__file__).parents[4] / "docs" / "develop" / "signals.md").read_text(encoding="utf-8")
    text = page.split("```toml\n")[1].split("```")[0]
    shared = files("nybrott.core.signals") / "catalogue" / "words"
    lists = {f"words/{one.name}": one.read_text(encoding="utf-8") for one in shared.iterdir()}
    catalogue = Catalogue(define({**lists, "innovation/quiet-machines.toml": text}))
    signal = catalogue.signals["quiet-machines"]
    assert [find(notice_of(example), catalogue).candidates for example in signal.good] == [(signal.id,), (signal.id,)]
    assert [find(notice_of(example), catalogue).candidates for example in signal.near_misses] == [(), ()]
