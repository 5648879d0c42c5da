"""Method cards as documents to take along: PDF for printing, DOCX for working on, Markdown for machines and people."""

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from nybrott.core.methods import Card
from nybrott.programmes.queries.words import OUTPUT_NAMES, PHASE_NAMES
from nybrott.ui.documents import Block, Document, File, Heading, Items, Paragraph, file_of


def card_file(card: Card, author: str, language: str, kind: str) -> File:
    """A card as a document, whole in the language it is read in. `kind`: one of `KINDS`."""
    written, text = card.text(language)
    with override(written):
        document = card_document(card, author, written)
    return file_of(document, slugify(text.name)[:60] or card.id, kind)


def card_document(card: Card, author: str, language: str) -> Document:
    """What a card says, block by block, in the language that is active."""
    text = card.texts[language]
    blocks: list[Block] = [
        Paragraph(text.what), Heading(1, _("Why")), Paragraph(text.why), Heading(1, _("Material")), Items(text.material),
        Heading(1, _("Step by step")),
        Items(tuple(_("%(minutes)s min. %(step)s") % {"minutes": minutes, "step": step} for minutes, step in zip(card.step_minutes, text.steps, strict=True))),
        Heading(1, _("What comes out")), Paragraph(text.result), Heading(1, _("What can go wrong")), Items(text.pitfalls),
        Heading(1, _("On a screen")), Paragraph(text.digital),
    ]  # fmt: skip
    return Document(text.name, facts_line(card), author, language, tuple(blocks))


def facts_line(card: Card) -> str:
    """Phase, people, time and what it makes, in one line."""
    makes = ", ".join(str(OUTPUT_NAMES[one]) for one in card.outputs)
    return " · ".join(
        part
        for part in (str(PHASE_NAMES[card.phase]), people_in_words(card), time_in_words(card.minutes), makes)
        if part
    )


def people_in_words(card: Card) -> str:
    """How many one should be."""
    fewest, most = card.people
    if fewest == most:
        return ngettext("%(n)s person", "%(n)s people", most) % {"n": most}
    return _("%(fewest)s–%(most)s people") % {"fewest": fewest, "most": most}


def time_in_words(minutes: int) -> str:
    """Minutes as one says them: 45 minutes, 1 hour 30 minutes, 2 hours."""
    hours, rest = divmod(minutes, 60)
    said = []
    if hours:
        said.append(ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours})
    if rest:
        said.append(ngettext("%(n)s minute", "%(n)s minutes", rest) % {"n": rest})
    return " ".join(said)
