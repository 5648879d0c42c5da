"""The texts of all rooms in one catalogue for each language, instead of one after the other."""

from typing import Any

from django.utils.translation.trans_real import TranslationCatalog


def _update(self: Any, trans: Any) -> None:
    """As Django's own: what comes later stands before what was there, and catalogues that count otherwise are kept apart.

    Django compares how two catalogues count in a way that never holds, so that each room's stays one of its own: every
    text on every page was looked for in sixty, one after the other.
    """
    if trans.plural.__code__ == self._plurals[0].__code__:
        self._catalogs[0].update(trans._catalog)
    else:
        self._catalogs.insert(0, trans._catalog.copy())
        self._plurals.insert(0, trans.plural)


def merge_catalogues() -> None:
    """From now on, catalogues that count alike become one."""
    TranslationCatalog.update = _update  # type: ignore[method-assign]
