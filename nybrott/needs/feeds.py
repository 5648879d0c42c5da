"""Need descriptions as documents to take along: PDF for reading, DOCX for working on, Markdown for machines and people."""

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from nybrott.needs.queries.descriptions import Whole, goal_in_words
from nybrott.ui.documents import Document, File, Heading, Items, Paragraph, Quote, file_of
from nybrott.ui.formats import day_year


def description_file(said: Whole, kind: str) -> File:
    """A version as a document, with headings in the description's own language. `kind`: one of `KINDS`."""
    with override(said.description.language):
        document = description_document(said)
    name = f"{slugify(said.description.title)[:60] or 'need'}-v{said.description.version}"
    return file_of(document, name, kind)


def description_document(said: Whole) -> Document:
    """What a version says, block by block, in the language that is active."""
    one = said.description
    under = _("Need description, version %(version)s") % {"version": one.version}
    if one.approved_at:
        under = f"{under} · " + _("approved %(day)s") % {"day": day_year(one.approved_at)}
    blocks: list[Heading | Paragraph | Items | Quote] = []

    def part(heading: str, *found: Paragraph | Items | Quote) -> None:
        if found:
            blocks.append(Heading(1, heading))
            blocks.extend(found)

    def text(value: str) -> list[Paragraph]:
        return [Paragraph(piece.strip()) for piece in value.split("\n\n") if piece.strip()]

    def items(values: tuple[str, ...]) -> list[Items]:
        return [Items(values)] if values else []

    part(_("Purpose"), *text(one.purpose))
    part(_("What it is like today"), *text(one.background))
    part(_("The question we ask"), *text(said.question))
    part(_("Needs"), *items(said.needs))
    cannot = _("cannot be measured")
    goals = tuple(goal_in_words(goal) + ("" if goal.can_be_measured else f" ({cannot})") for goal in said.goals)
    part(_("Outcome goals"), *items(goals))
    part(_("We have succeeded when"), *items(said.criteria))
    part(_("In people's own words"), *(Quote(voice["text"], voice.get("language", "nb")) for voice in one.voices))
    part(_("What we do not know"), *text(one.unknown))
    part(_("What has been tried"), *text(one.tried))
    part(_("Ways other than buying"), *text(one.other_ways))
    return Document(one.title, under, said.description.challenge.organisation.name, one.language, tuple(blocks))
