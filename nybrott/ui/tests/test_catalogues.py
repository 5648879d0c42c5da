"""A text is looked for in one catalogue, and is the one that would be found in all of them one after the other."""

from gettext import GNUTranslations, c2py

import pytest
from django.conf import settings
from django.utils import translation
from django.utils.translation.trans_real import TranslationCatalog
from django.utils.translation.trans_real import translation as catalogue_of

TWO = "n != 1"


def a_catalogue(rule: str, **said: str) -> GNUTranslations:
    made = GNUTranslations()
    made.plural, made._catalog = c2py(rule), dict(said)  # type: ignore[attr-defined]  # what reading a file gives
    return made


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_all_rooms_texts_are_in_one(language: str) -> None:
    held = catalogue_of(language)._catalog
    assert len(held._catalogs) < 6, "those of a library may count otherwise"
    assert len(held._catalogs[0]) > 5000
    with translation.override(language):
        one, many = (translation.ngettext("%(shown)s notice", "%(shown)s notices", n) % {"shown": n} for n in (1, 2))
    assert one != many


def test_what_comes_later_stands_before_and_what_counts_otherwise_is_kept_apart() -> None:
    held = TranslationCatalog(a_catalogue(TWO, a="first", b="first"))
    held.update(a_catalogue(TWO, a="second"))
    assert (held.get("a"), held.get("b"), len(held._catalogs)) == ("second", "first", 1)
    held.update(a_catalogue("n > 1", b="third", c="third"))
    assert (held.get("a"), held.get("b"), held.get("c"), len(held._catalogs)) == ("second", "third", "third", 2)
    held.update(a_catalogue(TWO, c="fourth"))
    assert (held.get("c"), held.get("b"), len(held._catalogs)) == ("fourth", "third", 3)
