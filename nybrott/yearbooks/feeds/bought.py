"""What was bought in the year: by the three ways of counting, by class and by unit, and the thread of each innovative one."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from nybrott.benefits.states import Outcome
from nybrott.booklets import Block, Datum, Grid, Heading, Paragraph, Part
from nybrott.ui.formats import NONE, number
from nybrott.yearbooks.feeds.words import MOMENT_NAMES, WAY_NAMES, class_name, counted, money, on, part_of
from nybrott.yearbooks.queries import MOMENTS, WAYS, counts_as

Content = Mapping[str, Any]


def counted_part(content: Content) -> Part:
    """The figures of the year."""
    told = content["figures"]
    blocks: list[Block] = [
        Paragraph(_("Procurements that are innovative, of all procurements of each kind in the year.")),
        _ways(told["ways"]), Paragraph(_agreement(told["agree"])), _habits(told["habits"]),
        _groups(_("By class"), _("Procurements of the year by class, and how many are innovative by at least one way"), pgettext("procurement", "Class"), [(class_name(one["key"]), one) for one in told["classes"]], told["all"]),
        _groups(_("By unit"), _("Procurements of the year by unit, and how many are innovative by at least one way"), _("Unit"), [(one["key"][1] or _("No unit"), one) for one in told["units"]], told["all"]),
    ]  # fmt: skip
    blocks.append(_values(told))
    return Part("counted", _("What was bought"), tuple(blocks))


def _ways(told: Mapping[str, Any]) -> Grid:
    rows = []
    for way in WAYS:
        cells = [Datum(str(WAY_NAMES[way]))]
        for moment in MOMENTS:
            one = told[way][moment]
            note = _("unknown: %(n)s") % {"n": number(one["unknown"])} if one["unknown"] else ""
            cells.append(Datum(part_of(one["n"], one["of"]), note=note))
        rows.append(tuple(cells))
    columns = ((_("Way of counting"), False), *((str(MOMENT_NAMES[one]), True) for one in MOMENTS))
    return Grid(_("Three ways"), _("Innovative procurements, counted in three ways"), columns, tuple(rows))


def _agreement(told: Mapping[str, int]) -> str:
    said = {"three": number(told["3"]), "some": number(told["1"] + told["2"]), "none": number(told["0"])}
    return _("Innovative by all three ways: %(three)s. By one or two of them: %(some)s. By none: %(none)s.") % said


def _habits(told: Mapping[str, Any]) -> Grid:
    names = (
        ("dialogue", _("A market dialogue was held")), ("functional", _("At least one requirement asks for a function")), ("either", _("One of the two, or both")),
        ("driver", _("With a driver")), ("joint", _("Joint with others")),
    )  # fmt: skip
    rows = tuple((Datum(label), *(_habit(told[moment], name) for moment in MOMENTS)) for name, label in names)
    columns = ((_("What was done"), False), *((str(MOMENT_NAMES[one]), True) for one in MOMENTS))
    return Grid(_("What was done"), _("How it was bought"), columns, rows)


def _habit(told: Mapping[str, int], name: str) -> Datum:
    unknown = told.get(f"{name}_unknown", 0)
    return Datum(part_of(told[name], told["of"]), note=_("unknown: %(n)s") % {"n": number(unknown)} if unknown else "")


def _groups(
    sheet: str, caption: str, first: str, named: Iterable[tuple[str, Mapping[str, Any]]], whole: Mapping[str, Any]
) -> Grid:
    rows = [
        (Datum(name), *(counted(one[moment]) for moment in MOMENTS), counted(one["innovative"]), counted(one["joint"]), counted(one["driver"]))
        for name, one in [*named, (_("All"), whole)]
    ]  # fmt: skip
    columns = (
        (first, False), *((str(MOMENT_NAMES[one]), True) for one in MOMENTS), (_("Innovative"), True), (pgettext("procurements", "Joint"), True),
        (_("Driver"), True),
    )  # fmt: skip
    return Grid(sheet, caption, columns, tuple(rows))


def _values(told: Mapping[str, Any]) -> Grid:
    """A line for each currency of each class and unit, as numbers a spreadsheet can reckon with, and one where values are not known."""
    named = [(_("All"), told["all"]), *((class_name(one["key"]), one) for one in told["classes"]), *((one["key"][1] or _("No unit"), one) for one in told["units"])]  # fmt: skip
    rows = tuple(
        (Datum(name), Datum(currency), Datum(money({currency: amount}, 0), amount / 100))
        for name, one in named
        for currency, amount in one["values"].items()
    ) + tuple((Datum(name), Datum(NONE), Datum(money({}, one["unsaid"]))) for name, one in named if one["unsaid"])
    columns = ((_("Class or unit"), False), (_("Currency"), False), (_("Value of contracts signed"), True))
    return Grid(_("Values"), _("Value of the contracts signed in the year, each currency separately"), columns, rows)


def threads_part(content: Content) -> Part:
    """From need to benefit, for each procurement that is innovative by at least one way."""
    found = [row for row in content["procurements"] if any(counts_as(row, way) for way in WAYS)]
    title = _("From need to benefit")
    if not found:
        return Part("threads", title, (Paragraph(_("No procurement of the year is innovative by any of the three ways.")),))  # fmt: skip
    lead = _("Each procurement that is innovative by at least one of the three ways, and what is known about it "
             "at each step. A step no one has taken is shown as missing.")  # fmt: skip
    blocks: list[Block] = [Paragraph(lead)]
    for row in found:
        blocks += [Heading(row["title"]), _thread(row)]
    return Part("threads", title, tuple(blocks))


def _thread(row: Mapping[str, Any]) -> Grid:
    """The steps of one, a line for each thing at a step."""
    named = {"description": _("Need description"), "challenge": _("Challenge")}
    address = {"description": "needs:version", "challenge": "challenges:challenge"}
    lines = [(named[one["kind"]], one["title"], reverse(address[one["kind"]], args=[one["pk"]]), "") for one in row["needs"]] or [_missing(_("Need"))]  # fmt: skip
    lines += [(_("Market dialogue"), one["title"], reverse("dialogues:dialogue", args=[one["pk"]]), "") for one in row["dialogues"]] or [_missing(_("Market dialogue"))]  # fmt: skip
    ways = ", ".join(str(WAY_NAMES[way]).lower() for way in WAYS if counts_as(row, way))
    lines.append((pgettext("procurement", "Class"), class_name(row["class"]), reverse("classifications:page", args=[row["pk"]]), _("Counted as innovative by: %(ways)s") % {"ways": ways}))  # fmt: skip
    lines += [
        (_("Contract"), f"{one['title']}, {on(one['signed_on'])}", reverse("contracts:agreement", args=[row["pk"], one["pk"]]), money({one["currency"]: one["value"]} if one["value"] is not None else {}, one["value"] is None))
        for one in row["contracts"]
    ] or [_unwritten(row)]  # fmt: skip
    lines += [
        (_("Benefit"), one["title"], reverse("benefits:benefit", args=[row["pk"], one["pk"]]), str(Outcome(one["outcome"]).label) if one["outcome"] else _("Not measured yet"))
        for one in row["benefits"]
    ] or [_missing(_("Benefit"))]  # fmt: skip
    rows = [
        (
            Datum(_("Procurement")),
            Datum(row["title"], url=reverse("procurements:procurement", args=[row["pk"]]), note=_together(row)),
        )
    ]
    rows += [(Datum(step), Datum(text, url=url, note=note)) for step, text, url, note in lines]
    return Grid("", _("The thread of “%(title)s”") % {"title": row["title"]}, ((_("Step"), False), (_("What is known"), False)), tuple(rows))  # fmt: skip


def _missing(step: str) -> tuple[str, str, str, str]:
    return (step, pgettext("step of a procurement", "Missing"), "", "")


def _unwritten(row: Mapping[str, Any]) -> tuple[str, str, str, str]:
    """No contract of the year is written in: it was signed all the same, or nothing was."""
    said = _("Signed %(day)s, and no contract is recorded") % {"day": on(row["signed"])} if row["signed"] else _("None was signed in the year")  # fmt: skip
    return (_("Contract"), said, "", "")


def _together(row: Mapping[str, Any]) -> str:
    """What was reached in the year, whose it is, and who was part of it."""
    said = [f"{MOMENT_NAMES[moment]} {on(row[moment])}" for moment in MOMENTS if row[moment]]
    said += [row["unit_name"]] if row["unit_name"] else []
    said += [_("With a driver")] if row["driver"] else []
    said += [_("Joint with others")] if row["joint"] else []
    said += [ngettext("%(n)s requirement asks for a function", "%(n)s requirements ask for a function", row["functional"]) % {"n": number(row["functional"])}] if row["functional"] else []  # fmt: skip
    return " · ".join(said) or NONE
