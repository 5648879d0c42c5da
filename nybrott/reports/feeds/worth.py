"""What the run contributed to, what it cost, and what people tell."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from nybrott.claims.queries import ROLES
from nybrott.effects.states import Strength, Weight
from nybrott.reports.feeds.blocks import Block, Box, Grid, Heading, Items, Paragraph, Part, Quote
from nybrott.reports.feeds.compared import design_box
from nybrott.reports.queries import Told
from nybrott.ui.formats import NONE, language, money_exact, number, percent

Given = Mapping[str, Any]


def claims_part(told: Told) -> Part:
    """What came before what, and each claim with what speaks for it and against it."""
    blocks: list[Block] = list(_trail(told))
    for one, figure in zip(told.inputs["claims"], told.figures["claims"], strict=True):
        blocks += _claim(one, figure)
    if not told.inputs["claims"]:
        blocks.append(Paragraph(_("No claim was made about what the run contributed to.")))
    return Part("claims", _("What it contributed to"), blocks)


def _trail(told: Told) -> Iterator[Block]:
    rows, design = [], None
    for one, figure in zip(told.inputs["trail"], told.figures["trail"], strict=True):
        if one["n"]:
            low, high = (percent(figure["wilson"][end], 0) for end in ("low", "high"))
            rows.append(
                (
                    one["labels"][language()],
                    number(one["n"]),
                    number(one["with_driver"]),
                    f"{percent(figure['share'], 0)} ({low}–{high})",
                )
            )
            design = figure["design"]
    if design is not None:
        yield Paragraph(_("What the challenges that the run’s people worked on achieved, and how much of it had a driver involved beforehand. One thing coming before another does not make it the cause."))  # fmt: skip
        columns = (
            (_("What was achieved"), False),
            (_("In all"), True),
            (_("With a driver before"), True),
            (_("Share, with 95 per cent interval"), True),
        )
        yield Grid(_("What was achieved, and with a driver involved beforehand"), columns, tuple(rows))
        yield design_box(design["name"], design)


def _claim(one: Given, figure: Given) -> Iterator[Block]:
    yield Heading(one["text"])
    yield Paragraph(_("How well it is founded: %(strength)s.") % {"strength": str(Strength(figure["strength"]).label).lower()} + (f" {one['why']}" if one["why"] else ""))  # fmt: skip
    if figure["strength"] != one["judged"]:
        yield Paragraph(
            _("It was judged to be better founded; the evidence beside it no longer supports that."), "quiet"
        )
    if one["weighed_before"]:
        yield Paragraph(_("Something was put in, changed or taken out after it was weighed."), "quiet")
    for side, says in (("for", _("Counts for it")), ("against", _("Counts against it"))):
        lines = tuple(_piece(piece) for piece in one["evidence"] if piece["side"] == side)
        if lines:
            yield Box(says, (Items(lines),))
    rivals = tuple(_rival(rival) for rival in one["rivals"])
    if rivals:
        yield Box(_("What else could have led to it"), (Items(rivals),))


def _piece(piece: Given) -> str:
    said = " ".join(one for one in (piece["said"][language()], piece["text"]) if one)
    return said or _("Evidence without words.")


def _rival(rival: Given) -> str:
    said = f"{rival['said'][language()].rstrip('.')}: {str(Weight(rival['weight']).label).lower()}."
    return f"{said} {rival['why']}" if rival["why"] else said


def costs_part(told: Told) -> Part:
    """Hours by role and price, what was paid, what each outcome cost, and what has no price."""
    given, found = told.inputs["costs"], told.figures["costs"]
    blocks: list[Block] = []
    if not found["known"]:
        blocks.append(Paragraph(_("Nothing has a price yet, so nothing can be said about what it cost.")))
    else:
        total = {"all": money_exact(found["all"], "NOK")}
        blocks.append(Paragraph(_("It cost %(all)s in all.") % total if found["whole"] else _("It cost at least %(all)s: the hours of some have no price.") % total))  # fmt: skip
    blocks += _hours(given, found)
    if given["paid"]:
        columns = ((_("Paid for"), False), (_("Amount"), True))
        blocks.append(
            Grid(
                _("What was paid besides hours"),
                columns,
                tuple((one["what"], money_exact(one["amount"], "NOK")) for one in given["paid"]),
            )
        )
    per = tuple(
        (one["labels"][language()], number(one["number"]), money_exact(each, "NOK"))
        for one, each in zip(given["outcomes"], found["per"], strict=True)
        if each is not None
    )
    if per:
        blocks.append(
            Paragraph(
                _(
                    "What one of each would have cost if everything had been for that alone. The amounts cannot be added together."
                )
            )
        )
        blocks.append(
            Grid(_("Cost for each"), ((_("What"), False), (_("How many"), True), (_("Cost for each"), True)), per)
        )
    for gain, says in ((False, _("Put in, without a price")), (True, _("Gained, without a price"))):
        lines = tuple(one["what"] for one in given["unpriced"] if one["gain"] == gain)
        if lines:
            blocks.append(Box(says, (Items(lines),)))
    return Part("costs", _("What it cost"), blocks)


def _hours(given: Given, found: Given) -> Iterator[Block]:
    rows = []
    for one, role in zip(given["worked"], found["roles"], strict=True):
        if one["used"] or one["set_aside"]:
            rate = money_exact(one["rate"], "NOK") if one["rate"] is not None else _("no price")
            cost = money_exact(role["cost"], "NOK") if role["cost"] is not None else NONE
            name = str(ROLES.get(one["role"], one["role"]))
            rows.append((name, hours(one["used"]), hours(one["set_aside"]), rate, cost))
    if rows:
        columns = (
            (_("Role"), False),
            (_("Hours used"), True),
            (_("Set aside"), True),
            (_("An hour"), True),
            (pgettext("noun", "Cost"), True),
        )
        yield Grid(_("Hours by role"), columns, tuple(rows))
    if given["others"]:
        yield Paragraph(
            _("People in other organisations spent a further %(hours)s hours; these are not in any total.")
            % {"hours": hours(given["others"])},
            "quiet",
        )


def hours(minutes: int | None) -> str:
    """Minutes as hours with a decimal."""
    return NONE if minutes is None else number(minutes / 60, 1)


def stories_part(told: Told) -> Part:
    """Stories their writers let the whole organisation read, and still do."""
    blocks: list[Block] = []
    for one in told.stories:
        blocks.append(Heading(one.title))
        blocks += [Quote(text) for text in (one.tried, one.happened, one.learnt) if text.strip()]
        blocks.append(Paragraph(f"{one.part.user.name}, {one.gathering}", "quiet"))
    gone = len(told.inputs["stories"]) - len(told.stories)
    if gone:
        blocks.append(Paragraph(ngettext("%(n)s story has been taken back since by the one who told it.", "%(n)s stories have been taken back since by those who told them.", gone) % {"n": number(gone)}, "quiet"))  # fmt: skip
    if not blocks:
        blocks.append(Paragraph(_("No one has shared a story with the whole organisation.")))
    return Part("stories", _("Stories"), blocks)
