"""One notice with its evidence: each text with the words that were found marked in it, and a list that leads there."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from nybrott.core.signals import Catalogue
from nybrott.lake.shapes import Finding, NoticePage, NoticeText
from nybrott.observatory.views import words
from nybrott.ui.formats import day_year
from nybrott.ui.highlight import Mark, excerpt


def name_of(catalogue: Catalogue, signal: str) -> str:
    """A sign's name in the language of the page; one that is no longer in the catalogue keeps its identifier."""
    found = catalogue.signals.get(signal)
    return found.names[get_language() or "nb"] if found else signal


def address_of(signal: str) -> str:
    """Where a sign is explained."""
    return f"{reverse('observatory:signals')}#{signal}"


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of the notice ready to draw. `anchor` is its place on the page."""

    anchor: str
    label: str
    lot: str
    language: str
    language_name: str
    text: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """The texts of the notice in one language. `open` when evidence stands in them."""

    language: str
    name: str
    passages: tuple[Passage, ...]
    open: bool


@dataclass(frozen=True, slots=True)
class Sighting:
    """A sign that was found, as a line in the list of evidence. `url` leads to the words, or to the sign."""

    name: str
    family: str
    weight: str
    weight_word: str
    lens: str
    opens_lens: bool
    words: str
    place: str
    url: str


def passages(page: NoticePage, catalogue: Catalogue) -> list[Passage]:
    """Every text of the notice in order, with the found words marked."""
    return [
        _passage(text, [found for found in page.findings if found.text == text.ordinal], catalogue)
        for text in page.texts
    ]


def versions(page: NoticePage, catalogue: Catalogue) -> tuple[list[Passage], list[Version]]:
    """The passages in the notice's own language (and those that do not say theirs), and the other languages apart."""
    everything = passages(page, catalogue)
    own = page.head.language if any(passage.language == page.head.language for passage in everything) else ""
    own = own or (everything[0].language if everything else "")
    others: dict[str, list[Passage]] = {}
    for passage in everything:
        if passage.language not in (own, ""):
            others.setdefault(passage.language, []).append(passage)
    first = [passage for passage in everything if passage.language in (own, "")]
    return first, [
        Version(code, passed[0].language_name, tuple(passed), any(passage.marks for passage in passed))
        for code, passed in others.items()
    ]


def _passage(text: NoticeText, found: Sequence[Finding], catalogue: Catalogue) -> Passage:
    return Passage(
        anchor=f"text-{text.ordinal}",
        label=words.word(words.FIELDS, text.field),
        lot=text.lot,
        language=text.language,
        language_name=words.language(text.language) if text.language else "",
        text=text.content,
        marks=tuple(
            Mark(
                start=sight.start,
                end=sight.end,
                label=name_of(catalogue, sight.signal),
                lens=sight.lens if sight.weight == "counted" else "",
                url=address_of(sight.signal),
            )
            for sight in found
        ),
    )


def sightings(page: NoticePage, catalogue: Catalogue) -> list[Sighting]:
    """What was found, counted signs first, each sign once for each way it was worded."""
    seen: dict[tuple[str, str], Sighting] = {}
    ranks = list(words.WEIGHTS)
    fields = {text.ordinal: text.field for text in page.texts}
    for found in sorted(page.findings, key=lambda found: (ranks.index(found.weight), found.text, found.start)):
        code = found.text < 0
        seen.setdefault(
            (found.signal, found.words.casefold()),
            Sighting(
                name=name_of(catalogue, found.signal),
                family=words.word(words.FAMILIES, found.family),
                weight=found.weight,
                weight_word=_weight_word(catalogue, found),
                lens=found.lens,
                opens_lens=_opens_lens(catalogue, found),
                words=_code_word(found) if code else found.words,
                place=words.word(words.CODES, found.field)
                if code
                else words.word(words.FIELDS, fields.get(found.text, found.field)),
                url=address_of(found.signal) if code else f"#text-{found.text}",
            ),
        )
    return list(seen.values())


def _opens_lens(catalogue: Catalogue, found: Finding) -> bool:
    """Whether the sign makes its lens see the procurement, as it was found here."""
    sign = catalogue.signals.get(found.signal)
    return sign is not None and sign.opens_lens and sign.weight == found.weight


def _weight_word(catalogue: Catalogue, found: Finding) -> str:
    if found.weight == "context" and _opens_lens(catalogue, found):
        return _("Counted under the lens, not as innovation")
    return words.word(words.WEIGHTS, found.weight)


def _code_word(found: Finding) -> str:
    if found.field == "procedure":
        return words.word(words.PROCEDURES, found.words)
    return f"{words.word(words.CODES, found.field)}: {found.words}"


def quoted(page: NoticePage, catalogue: Catalogue) -> dict[str, object]:
    """A notice as a quotation: the part of its text around the first counted words."""
    counted = {found.text for found in page.findings if found.weight == "counted" and found.text >= 0}
    chosen = next(
        (text for text in page.texts if text.ordinal in counted and text.field not in ("title", "lot-title")), None
    )
    chosen = chosen or next((text for text in page.texts if text.ordinal in counted), None)
    text = ""
    marks: list[Mark] = []
    if chosen:
        passage = _passage(chosen, [found for found in page.findings if found.text == chosen.ordinal], catalogue)
        text, marks = excerpt(passage.text, passage.marks)
    return {
        "url": reverse("observatory:notice", args=[page.head.key]),
        "title": page.head.title,
        "language": chosen.language if chosen else page.head.language,
        "who": " · ".join(filter(None, (page.head.buyer_name, day_year(page.head.published_on)))),
        "text": text,
        "marks": marks,
    }
