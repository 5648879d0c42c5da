"""Gathers a notice's texts: own language first, each text once."""

from collections.abc import Iterable
from operator import itemgetter

from lxml import etree

from nybrott.core.notices.mending import fold, mended
from nybrott.core.notices.model import Text
from nybrott.core.notices.vocabulary import language

# The order in which a reader wants them.
FIELDS = (
    "title",
    "description",
    "note",
    "lot-title",
    "lot-description",
    "lot-note",
    "strategic",
    "features",
    "justification",
    "criterion-name",
    "criterion",
    "change",
)
_ORDER = {field: place for place, field in enumerate(FIELDS)}
_PLACE = itemgetter(0)


class Texts:
    """The texts of one notice while it is being read. `own` is the notice's own language, ISO 639-1 or empty."""

    def __init__(self, own: str = "") -> None:
        self.own = own
        self._mended_in: dict[str, None] = {}
        self._clean: dict[str, str] = {}  # raw → clean: most lots say again what the procurement says
        self._languages = {"": own}
        self._found: list[tuple[int, str, str, str, str]] = []

    def clean(self, raw: str | None, field: str) -> str:
        """White space folded and double encoding mended; the field is remembered when mending was needed."""
        if not raw:
            return ""
        content = self._clean.get(raw)
        if content is None:
            right = mended(raw)
            if right is not raw:
                self._mended_in[field] = None
            content = self._clean[raw] = fold(right)
        return content

    def add(self, field: str, raw: str | None, code: str = "", lot: str = "") -> str:
        """Take up one text; `code` is its language as the notice writes it, the notice's own where it says none.

        Gives the clean content.
        """
        content = self.clean(raw, field)
        if content:
            spoken = self._language(code)
            place = _ORDER[field] if spoken == self.own else len(FIELDS) + _ORDER[field]
            self._found.append((place, content, field, spoken, lot))
        return content

    def add_element(self, field: str, element: etree._Element, lot: str = "") -> str:
        """Take up the text of an XML element with an optional `languageID`."""
        return self.add(field, element.text, element.get("languageID", ""), lot)

    def chosen(self, elements: Iterable[etree._Element], field: str) -> str:
        """Of one text in several languages, the own-language one, else the first. Nothing is taken up."""
        first = ""
        for element in elements:
            content = self.clean(element.text, field)
            if content and self._language(element.get("languageID", "")) == self.own:
                return content
            first = first or content
        return first

    def _language(self, code: str) -> str:
        spoken = self._languages.get(code)
        if spoken is None:
            spoken = self._languages[code] = language(code)
        return spoken

    def gathered(self) -> tuple[Text, ...]:
        """All texts: own language first, then in the order of `FIELDS`, then as they stood; no content twice."""
        self._found.sort(key=_PLACE)
        first: dict[str, Text] = {}
        for _, content, field, spoken, lot in self._found:
            if content not in first:
                first[content] = Text(field, content, spoken, lot)
        return tuple(first.values())

    def remarks(self) -> tuple[str, ...]:
        """What had to be mended, in words."""
        return tuple(f"double-encoded text repaired in {field}" for field in self._mended_in)
