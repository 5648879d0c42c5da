"""The thesaurus keeps its promises: enough terms, every field, no term in two concepts by accident, somebody answers for it."""

from datetime import date
from importlib.resources import files

import pytest

from nybrott.core.matching import Reader
from nybrott.core.matching.thesaurus import LANGUAGES, Concept, ThesaurusError, define, thesaurus

FIELDS = {
    "health", "school", "kindergarten", "roads", "water", "waste", "buildings", "energy", "planning", "culture", "integration",
    "administration", "procurement", "transport", "emergency",
}  # fmt: skip
CONCEPTS = tuple(thesaurus().concepts.values())


def texts(**changed: tuple[str, str]) -> dict[str, str]:
    folder = files("nybrott.core.matching") / "catalogue"
    found = {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir() if file.name.endswith(".toml")}
    for name, (old, new) in changed.items():
        assert old in found[f"{name}.toml"]
        found[f"{name}.toml"] = found[f"{name}.toml"].replace(old, new, 1)
    return found


def test_there_are_terms_enough_in_every_field() -> None:
    assert set(thesaurus().fields) == FIELDS | {"struggles"}
    terms = {(concept.id, term.lower()) for concept in CONCEPTS for term in concept.all()}
    assert len(terms) >= 1_500
    assert len({term for _, term in terms}) >= 1_500
    for field in FIELDS:
        assert sum(len(list(concept.all())) for concept in CONCEPTS if concept.field == field) >= 60, field


def test_somebody_answers_for_every_field() -> None:
    for field in thesaurus().fields.values():
        assert field.source
        assert field.authored_by
        assert field.checked_by != field.authored_by
        assert type(field.review_after) is date
        assert all(field.names[language] for language in LANGUAGES)


@pytest.mark.parametrize("concept", CONCEPTS, ids=lambda concept: concept.id)
def test_a_concept_has_terms_in_three_languages_and_is_seen_by_each(concept: Concept) -> None:
    assert all(concept.terms[language] for language in LANGUAGES)
    reader = _reader()
    unseen = [term for term in concept.all() if f"c:{concept.id}" not in reader.features(term).tokens]
    assert unseen == []


def test_every_shared_term_has_a_reason() -> None:
    assert all(reason.strip() for reason in thesaurus().shared.values())


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("shared", "repair =", "repairs =", "repair .maintenance, recycling."),
        ("shared", "walker =", 'idle = "nothing"\nwalker =', "idle"),
        ("waste", 'nb = ["avfall", ', 'nb = ["avfall", "Avfall", ', "says a term twice"),
        ("waste", 'nb = ["avfall", ', 'nb = ["…", ', "must be a list of terms"),
        ("waste", "[concepts.bin]", "[concepts.bus]", "there is a concept bus"),
        ("waste", 'id = "waste"', 'id = "garbage"', "name of the file"),
        ("waste", 'checked_by = ""\n', "", "keys"),
        ("waste", 'nn = "Avfall"\n', "", "names"),
        ("waste", "review_after = 2027-11-01", 'review_after = "soon"', "date"),
        ("waste", "[names]", "[names", "not TOML"),
    ],
)
def test_a_mistake_is_told(name: str, old: str, new: str, told: str) -> None:
    with pytest.raises(ThesaurusError, match=told):
        define(texts(**{name: (old, new)}))


def test_a_changed_file_is_another_version() -> None:
    assert define(texts()).version == thesaurus().version
    assert define(texts(waste=('"skrot"', '"skrap"'))).version != thesaurus().version


_READERS: list[Reader] = []


def _reader() -> Reader:
    """One for all tests here."""
    if not _READERS:
        _READERS.append(Reader())
    return _READERS[0]
