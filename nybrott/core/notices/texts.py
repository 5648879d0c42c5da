"""Gathers a notice's texts: own language first, each text once."""

from collections.abc import Iterable

from lxml import etree

from nybrott.core.notices.mending import fold, mended
from nybrott.core.notices.model import Text
from nybrott.core.notices.vocabulary import language

# The order in which a reader wants them.
ORDER = {
    field: place
    for place, field in enumerate(
        (
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
    )
}


class Texts:
    """The texts of one notice while it is being read. `own` is the notice's own language, ISO 639-1 or empty."""

    def __init__(self, own: str = "") -> None:
        self.own = own
        self.mended_in: list[str] = []
        self._found: list[tuple[str, str, str, str]] = []

    def clean(self, raw: str | None, field: str) -> str:
        """White space folded and double encoding mended; the field is remembered when mending was needed."""
        if not raw:
            return ""
        right = mended(raw)
        if right is not raw and field not in self.mended_in:
            self.mended_in.append(field)
        return fold(right)

    def add(self, field: str, raw: str | None, code: str | None = None, lot: str = "") -> str:
        """Take up one text; `code` is its language as the notice writes it. Gives the clean content."""
        content = self.clean(raw, field)
        if content:
            self._found.append((field, content, language(code) if code else self.own, lot))
        return content

    def add_element(self, field: str, element: etree._Element, lot: str = "") -> str:
        """Take up the text of an XML element with an optional `languageID`."""
        return self.add(field, element.text, element.get("languageID"), lot)

    def chosen(self, elements: Iterable[etree._Element], field: str) -> str:
        """Of one text in several languages, the own-language one, else the first. Nothing is taken up."""
        first = ""
        for element in elements:
            code = element.get("languageID")
            if not code or language(code) == self.own:
                return self.clean(element.text, field)
            first = first or self.clean(element.text, field)
        return first

    def gathered(self) -> tuple[Text, ...]:
        """All texts: own language first, then the order of `ORDER`, then as they stood; no content twice."""
        own = self.own
        self._found.sort(key=lambda found: (found[2] != own, ORDER[found[0]]))
        seen: set[str] = set()
        texts = []
        for field, content, code, lot in self._found:
            if content not in seen:
                seen.add(content)
                texts.append(Text(field, content, code, lot))
        return tuple(texts)

    def remarks(self) -> tuple[str, ...]:
        """What had to be mended, in words."""
        return tuple(f"double-encoded text repaired in {field}" for field in self.mended_in)
