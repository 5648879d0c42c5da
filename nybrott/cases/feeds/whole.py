"""A case to take along, part by part, in the language that is active: the one it is written in."""

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.utils.translation import gettext as _

from nybrott.booklets import Block, Datum, Grid, Heading, Items, Paragraph, Part, Whole
from nybrott.cases.queries import FactsTold, Told, facts_told
from nybrott.cases.states import Level
from nybrott.ui.formats import day_year


def whole_of(one: Told, by: str) -> Whole:
    """A version as a document, with every person as the case shows them now. `by`: what its organisation is called here."""
    version = one.version
    said = {"kind": one.kind, "number": version.number, "day": day_year(version.published_at)}
    story = (Part(key, heading, _lines(text)) for key, heading, text in one.parts if text)
    facts = facts_told(version.facts)
    known = (Part("known", _("What is known"), tuple(_known(facts))),) if facts else ()
    parts = (Part("short", _("In short"), _lines(one.summary)), *story, *known, Part("about", _("About this case"), _about(one)))  # fmt: skip
    under = _("%(kind)s. Version %(number)s, %(day)s") % said
    return Whole(one.title, under, by, version.language, parts, upright=True)


def _lines(text: str) -> tuple[Block, ...]:
    return tuple(Paragraph(line.strip()) for line in text.splitlines() if line.strip())


def _known(facts: FactsTold) -> Iterator[Block]:
    for one in facts.benefits:
        yield Heading(one.title)
        if one.measured:
            yield Paragraph(f"{one.measured} {_('measured')}")
        yield Paragraph(_sentences((", ".join(part for part in (one.says, one.on) if part), _labelled(_("How sure:"), one.measured_sure))))  # fmt: skip
        if one.expected:
            sure = f" ({one.expected_sure})" if one.expected_sure else ""
            yield Paragraph(f"{_('Expected beforehand, an estimate:')} {one.expected}{sure}")
    if facts.figures:
        yield _grid(_("Figures"), (_("What"), _("How much")), facts.figures)
    if facts.days:
        days = [(what, day) for what, day, _url in facts.days]
        yield _grid(_("When it happened"), (_("What"), _("Day")), days)
    yield Paragraph(
        _("As it was on %(day)s, from the pages where the work was done. What was expected and what was measured are never added together.")
        % {"day": facts.as_of}
    )  # fmt: skip


def _labelled(label: str, text: str) -> str:
    return f"{label} {text}" if text else ""


def _sentences(said: Iterable[str]) -> str:
    return " ".join(f"{one}." for one in said if one)


def _grid(caption: str, heads: tuple[str, str], rows: Iterable[tuple[str, str]]) -> Grid:
    columns = tuple((head, False) for head in heads)
    return Grid("", caption, columns, tuple(tuple(Datum(cell) for cell in row) for row in rows))


def _about(one: Told) -> tuple[Block, ...]:
    version, case = one.version, one.case
    said = (
        (_("When it was"), version.when), (_("Those named"), ", ".join(one.named)), (_("Words it is found by"), ", ".join(version.words)), (_("What is new in this version"), version.because),
        (_("Who may read it"), "" if case.shown == Level.OPEN else str(case.get_shown_display())), (_("The newest version"), f"{settings.ADDRESS}{one.url}"),
    )  # fmt: skip
    return (Items(tuple(f"{label}: {text}" for label, text in said if text)),)
