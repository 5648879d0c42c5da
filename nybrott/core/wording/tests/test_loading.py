"""A mistake in the catalogue is answered with file, key and reason."""

from collections.abc import Mapping
from importlib.resources import files

import pytest

from nybrott.core.wording import CatalogueError, check
from nybrott.core.wording.loading import define

FOLDER = files("nybrott.core.wording") / "catalogue"


def texts(**changed: tuple[str, str]) -> Mapping[str, str]:
    """The files as they stand, with one text in some of them changed."""
    found = {
        f"{part}/{file.name}": file.read_text(encoding="utf-8")
        for part in ("rules", "words")
        for file in (FOLDER / part).iterdir()
    }
    for name, (old, new) in changed.items():
        assert old in found[f"rules/{name}.toml"]
        found[f"rules/{name}.toml"] = found[f"rules/{name}.toml"].replace(old, new)
    return found


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('id = "vague"', 'id = "unclear"', "id"),
        ('kind = "seen"', 'kind = "guess"', "kind"),
        ("holds_back = false", 'holds_back = "no"', "holds_back"),
        ('asked_of = ["need", "question"]', 'asked_of = ["letter"]', "asked_of"),
        ('checked_by = ""', "", "checked_by"),
        ("review_after = 2027-11-01", 'review_after = "soon"', "review_after"),
        ('authored_by = "Nybrott"', 'authored_by = ""', "authored_by"),
        ('words = "praise"', 'words = "prise"', "find[1].words"),
        ("within = 12", "within = 99", "find[2].not_near.within"),
        ('side = "either"', 'side = "above"', "find[2].not_near.side"),
        ('nb = "Uklart ord"', 'da = "Uklart"', "names"),
        ("«{words}» med et tall", "«{word}» med et tall", "find[2].suggestion.nb"),
        ('"best mulig"', '"best, mulig"', "terms.nb"),
        ('"best mulig"', '"? mulig"', "terms.nb"),
        ('"best mulig"', '"bedre"', "terms.nb"),
        ('"Vannkvaliteten måles annenhver dag.",', "", "good"),
        ("[names]", "[naming]", "naming"),
        ("[names]", "[names", "(whole file)"),
    ],
)
def test_a_mistake_is_told(old: str, new: str, key: str) -> None:
    with pytest.raises(CatalogueError) as trouble:
        define(texts(vague=(old, new)))
    assert (trouble.value.file, trouble.value.key) == ("rules/vague.toml", key)


def test_a_rule_that_is_missing_is_told() -> None:
    with pytest.raises(CatalogueError, match="must hold just"):
        define({path: text for path, text in texts().items() if path != "rules/vague.toml"})


def test_a_changed_file_is_another_version_and_other_remarks() -> None:
    text = "En tjeneste som er robust."
    other = define(texts(vague=('"robust", ', "")))
    assert other.version != define(texts()).version
    assert [remark.rule for remark in check(text).remarks].count("vague") == 1
    assert [remark.rule for remark in check(text, rules=other).remarks].count("vague") == 0
