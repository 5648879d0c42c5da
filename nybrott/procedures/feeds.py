"""The decision note: one text, as a page, a PDF and a Word file. It is made of what was kept when the choice was made, and of nothing else."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from nybrott.core.procedures import spoken
from nybrott.procedures.models import ProcedureChoice
from nybrott.ui.documents import Block, Document, Heading, Items, Paragraph, Quote
from nybrott.ui.formats import day_year, moment

Data = Mapping[str, Any]


def note_of(choice: ProcedureChoice, language: str) -> Document:
    """The decision note in a language (nb, nn, en)."""
    data = spoken(choice.ranking, language)
    option = next(one for one in data["options"] if one["id"] == choice.option)
    place = choice.procurement.organisation.name
    with override(language):
        title = _("Choice of procedure: %(title)s") % {"title": choice.procurement.title}
        under = _("%(name)s. Version %(n)s, %(day)s") % {"name": option["names"], "n": choice.sheet.number, "day": day_year(choice.chosen_at)}  # fmt: skip
        blocks = (
            Paragraph(data["notice"]), *_chosen(choice, option, data), *_answers(data), *_others(choice, data), *_amounts(data), *_law(option),
            Paragraph(_("Worked out for %(day)s by edition %(edition)s of the guide’s rules.") % {"day": day_year(choice.chosen_at), "edition": data["edition"]}),
            Paragraph(data["checked"]),
        )  # fmt: skip
    return Document(title, under, place, language, tuple(blocks))


def _chosen(choice: ProcedureChoice, option: Data, data: Data) -> Iterator[Block]:
    by = choice.chosen_by.name if choice.chosen_by else _("Someone who is no longer here")
    possible = [one for one in data["options"] if one["place"] is not None]
    yield Heading(1, _("What was chosen"))
    yield Paragraph(f"{option['names']}. {option['what']}")
    yield Paragraph(_("Chosen by %(who)s %(when)s.") % {"who": by, "when": moment(choice.chosen_at)})
    if option["place"] is None:
        yield Paragraph(_("The guide said that this was not possible given the answers. It was chosen anyway, for the reason below."))  # fmt: skip
    else:
        yield Paragraph(_("The guide had it as number %(place)s of %(n)s that were possible.") % {"place": option["place"], "n": len(possible)})  # fmt: skip
    yield Heading(1, _("Why"))
    yield Quote(choice.reason, choice.language)
    yield Heading(1, _("What the answers say about it"))
    yield from _reasons(option)
    yield Heading(1, _("What it takes"))
    yield Paragraph(f"{option['effort_said']}. {option['takes']}")
    if option["checks"]:
        yield Heading(1, _("To check with a lawyer"))
        yield Items(tuple(option["checks"]))


def _reasons(option: Data) -> Iterator[Block]:
    """What speaks for and against, each with the answers it rests on."""
    for name, label in (("not_possible", _("Not possible because:")), ("for", _("For:")), ("against", _("Against:"))):
        if option[name]:
            yield Paragraph(label)
            yield Items(tuple(said_reason(one) for one in option[name]))
    if not any(option[name] for name in ("not_possible", "for", "against")):
        yield Paragraph(_("The answers say nothing for or against it."))


def said_reason(one: Data) -> str:
    """A reason on one line, with the answers it rests on and its weight."""
    rests = [*one["because"], _("weight %(n)s of 3") % {"n": one["weight"]}] if one["weight"] else one["because"]
    told = f"{one['why'].removesuffix('.')} ({' · '.join(rests)})."
    return f"{told} {one['doubt']}" if one["doubt"] else told


def _answers(data: Data) -> Iterator[Block]:
    yield Heading(1, _("The answers"))
    none = _("Not answered")
    yield Items(tuple(f"{one['names']} {one['answer'] or none}" for one in data["answers"]))
    could = [f"{one['names']} {one['said']}" for one in data["open"] if one["changes"] != "nothing"]
    if could:
        yield Heading(2, _("What could have changed the order"))
        yield Items(tuple(could))


def _others(choice: ProcedureChoice, data: Data) -> Iterator[Block]:
    yield Heading(1, _("The other options"))
    for one in data["options"]:
        if one["id"] != choice.option:
            stands = _("Number %(place)s.") % {"place": one["place"]} if one["place"] else ""
            yield Paragraph(f"{stands} {one['effort_said']}.".strip())
            yield from _reasons(one)


def _amounts(data: Data) -> Iterator[Block]:
    yield Heading(1, _("Amounts in the law"))
    if not data["facts"]:
        yield Paragraph(_("No value was given, or not what is bought, so it was not compared with any amounts."))
    for fact in data["facts"]:
        sure = _("This is certain.") if fact["sure"] else _("This is not certain.")
        yield Paragraph(f"{fact['said']}. {sure}")
        yield Items(tuple(said_entry(one) for one in fact["amounts"]))


def _law(option: Data) -> Iterator[Block]:
    yield Heading(1, _("Where it is in the law"))
    yield Items(tuple(said_entry(one) for one in option["refs"]))


def said_entry(one: Data) -> str:
    """An amount or a reference with all it says of itself: how long it holds, when it was checked, what to doubt, the source."""
    said = [f"{one['said']}.", one["validity"] or "", one["checked"] or "", *one["doubts"], _("Source: %(address)s") % {"address": one["source"]}]  # fmt: skip
    return " ".join(part for part in said if part)
