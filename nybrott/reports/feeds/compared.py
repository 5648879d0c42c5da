"""What the numbers can bear: each comparison with its interval, its design, what that leans on, and what else could have made it so."""

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from math import inf
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nybrott.core.designs import catalogue
from nybrott.reports.feeds.blocks import Block, Box, Grid, Heading, Items, Paragraph, Part, Picture
from nybrott.reports.feeds.pictures import Found, course, interval
from nybrott.reports.feeds.words import limits, measured, on, say, value
from nybrott.reports.queries import Told
from nybrott.ui.formats import day_short, number, percent

Given = Mapping[str, Any]


def compared_part(told: Told) -> Part:
    """Every indicator behind which more lies than a value before and one now."""
    blocks: list[Block] = [
        Paragraph(
            _(
                "A change is not yet an effect. Here is what each comparison can support: the range the truth lies in, in 95 of a hundred such cases, if what the design relies on holds."
            )
        )
    ]
    for one, figure in told.pairs:
        if one["bases"]:
            blocks.append(Heading(one["name"]))
            for basis, found in zip(one["bases"], figure["bases"], strict=True):
                blocks += _BEFORE[basis["kind"]](basis, found)
                blocks += _said(found["said"])
    if len(blocks) == 1:
        blocks = [
            Paragraph(
                _(
                    "No indicator has anything to be compared with. A value before and one now show that something changed, not why."
                )
            )
        ]
    return Part("compared", _("What the numbers can support"), blocks)


def _said(found: list[Given]) -> Iterator[Block]:
    """Each answer, and after those of one design a box with what it leans on."""
    for name, same in groupby(found, key=lambda one: str(one["design"]["name"])):
        answers = list(same)
        for one in answers:
            yield from [too_few(one)] if one.get("too_few") else _effect(one)
        yield design_box(name, answers[0]["design"])


def too_few(one: Given) -> Box:
    """Too few to say is an answer."""
    had = _("There were %(n)s %(unit)s.") % {"n": number(one["n"]), "unit": say("units", one["unit"])}
    if one["needed"] is not None:
        had += " " + _("It takes at least %(needed)s.") % {"needed": number(one["needed"])}
    title = _("Too few to say: %(measure)s") % {"measure": _lower(say("measures", one["measure"]))}
    return Box(title, (Paragraph(f"{say('reasons', one['why'])} {had}"),), "warning")


def _effect(one: Given) -> Iterator[Block]:
    measure, nothing = one["measure"], catalogue().words["measures"].get(one["measure"])
    low, high = limits(one["interval"])
    says = [measured(measure, None if abs(each) == inf else each) for each in (low, high)]
    estimate = measured(measure, one["estimate"])
    sentence = _("%(measure)s: %(estimate)s (between %(low)s and %(high)s)") % {
        "measure": say("measures", measure), "estimate": estimate, "low": says[0], "high": says[1],
    }  # fmt: skip
    verdict = (
        _("“No difference” lies outside: chance alone would seldom make it so.")
        if one["clear"]
        else _("“No difference” lies within: it may be chance alone.")
    )
    unit = nothing.unit if nothing else ""
    found = Found(
        inf if one["estimate"] is None else one["estimate"], low, high, one["nothing"], (estimate, says[0], says[1], _("no difference")),
        *((-1.0, 1.0) if unit == "share" else (0.0, 1.0) if unit == "chance" else (-inf, inf)), is_ratio=unit == "ratio",
    )  # fmt: skip
    description = _("A line from %(low)s to %(high)s with a dot at %(estimate)s; a dashed line at no difference.") % {
        "low": says[0], "high": says[1], "estimate": estimate,
    }  # fmt: skip
    sure = (
        _("A chance of %(p)s of something as far out if nothing had changed.") % {"p": _chance(one["p"])}
        if one["p"] is not None
        else ""
    )
    grid = Grid(
        _("The numbers of the picture"), ((_("Estimate"), True), (_("From"), True), (_("To"), True), (_("Rests on"), True)),
        ((estimate, says[0], says[1], number(one["n"])),),
    )  # fmt: skip
    yield Picture(f"{sentence}. {verdict}", description, interval(found, title=sentence, description=description), grid)
    by = dict.fromkeys((say("methods", one["interval"]["method"]), say("methods", one["test"])))
    yield Paragraph(" ".join((*(f"{each.rstrip('.')}." for each in by), sure)).strip(), "quiet")


def _chance(p: float) -> str:
    return _("less than %(p)s") % {"p": percent(0.001, 1)} if p < 0.001 else percent(p, 1)


def design_box(name: str, design: Given) -> Box:
    """A design by its name, with what it leans on and what it cannot rule out."""
    return Box(
        _("Design: %(name)s") % {"name": _lower(say("designs", name))},
        (
            Paragraph(_("It relies on this being so:"), "quiet"), Items(tuple(say("assumptions", one) for one in design["assumptions"])),
            Paragraph(_("What else could have made it look the same:"), "quiet"), Items(tuple(say("rivals", one) for one in design["rivals"])),
        ),
    )  # fmt: skip


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


# --- what stands before the answers, by what lies behind them ---


def _pairs(basis: Given, found: Given) -> Iterator[Block]:
    told = {"first": basis["first"], "second": basis["second"], "n": number(basis["linked"])}
    yield Paragraph(
        _("The same people in “%(first)s” and “%(second)s”: at least %(n)s, without anyone knowing who.") % told
    )
    counts = {"up": number(basis["higher"]), "same": number(basis["same"]), "down": number(basis["lower"])}
    yield Items((
        _("At least %(up)s gave a higher answer, at least %(same)s the same, at least %(down)s a lower one.") % counts,
        _("So that no one can be picked out, only steps of five are shown; what follows is calculated from them."),
        *_whatever(found),
    ))  # fmt: skip


def _whatever(found: Given) -> Iterator[str]:
    if found["bounds"]:
        low, high = (measured("net-improvement", found["bounds"][end]) for end in ("low", "high"))
        yield ngettext(
            "Up to %(n)s more person is not included. Whatever they answered, the truth lies between %(low)s and %(high)s.",
            "Up to %(n)s more people are not included. Whatever they answered, the truth lies between %(low)s and %(high)s.",
            found["unseen"],
        ) % {"n": number(found["unseen"]), "low": low, "high": high}


def _mean(basis: Given, found: Given) -> Iterator[Block]:
    yield Paragraph(
        _("“%(wave)s”: a mean of %(mean)s on a scale from %(low)s to %(high)s. Had all who did not answer given the lowest or the highest answer, it would have been between %(least)s and %(most)s.")
        % {
            "wave": basis["wave"], "mean": value(basis["mean"]), "low": value(basis["scale"][0]), "high": value(basis["scale"][1]),
            "least": value(found["lowest"]), "most": value(found["highest"]),
        }
    )  # fmt: skip


def _share(basis: Given, found: Given) -> Iterator[Block]:
    yield Paragraph(
        _("“%(wave)s”: %(hits)s of the %(n)s who answered. Had all who did not answer said no, or yes, the share would have been between %(least)s and %(most)s.")
        % {
            "wave": basis["wave"], "hits": number(basis["hits"]), "n": number(basis["answered"]), "least": percent(found["lowest"], 0),
            "most": percent(found["highest"], 0),
        }
    )  # fmt: skip


def _official(basis: Given, found: Given) -> Iterator[Block]:
    own = basis["own"]
    per = _("for every hundred procurements") if found["per_hundred"] else _("in each period")
    yield Paragraph(
        _("Official notices of %(name)s, %(per)s, from %(first)s; the programme began on %(start)s.")
        % {"name": own["name"], "per": per, "first": on(basis["periods"][0]), "start": on(basis["starts_on"])}
    )
    yield _drawn(basis, found)
    lines = []
    if found["compared"] or found["left_out"]:
        lines.append(
            ngettext("It is compared with %(n)s other organisation.", "It is compared with %(n)s other organisations.", found["compared"])
            % {"n": number(found["compared"])}
            + (" " + ngettext("%(n)s has nothing to count and is left out.", "%(n)s have nothing to count and are left out.", found["left_out"]) % {"n": number(found["left_out"])} if found["left_out"] else "")
        )  # fmt: skip
    placebo = found["placebo"]
    if placebo["pretended"]:
        lines.append(
            ngettext(
                "Had the programme begun at an earlier time, when nothing can have happened, the same method would have called %(clear)s of %(n)s start clear.",
                "Had the programme begun at an earlier time, when nothing can have happened, the same method would have called %(clear)s of %(n)s starts clear.",
                placebo["pretended"],
            )
            % {"clear": number(placebo["clear"]), "n": number(placebo["pretended"])}
        )
    if lines:
        yield Items(tuple(lines))


def _drawn(basis: Given, found: Given) -> Picture:
    title = _("Period by period, with the line before and after the start")
    description = (
        _(
            "A dot for each period, a line fitted to them before and after the start, and the earlier line continued as dashes."
        )
        if found["fitted"]
        else _("A dot for each period, and a vertical line where the programme began.")
    )
    days = [day_short(one) for one in basis["periods"]]
    chart = course(
        found["values"], found["fitted"], found["without"], found["start"], ends=(days[0], days[-1]), begins=_("the programme begins"),
        title=title, description=description,
    )  # fmt: skip
    among = basis["own"]["among"] or [None] * len(days)
    columns = ((_("Period from"), False), (_("Counted"), True), (_("Among"), True), (_("Value"), True))
    rows = tuple(
        (day, number(count), number(of) if of is not None else "", value(shown))
        for day, count, of, shown in zip(days, basis["own"]["counts"], among, found["values"], strict=True)
    )
    return Picture(title, description, chart, Grid(title, columns, rows))


def _units(basis: Given, found: Given) -> Iterator[Block]:
    yield Paragraph(
        _("Units with the programme changed by %(with)s on average, units without by %(without)s.")
        % {"with": value(found["gain_with"]), "without": value(found["gain_without"])}
    )
    columns = ((_("Unit"), False), (_("With the programme"), False), (_("Before"), True), (_("Since it began"), True))
    rows = tuple(
        (one["name"], word, value(one["before"]), value(one["after"]))
        for side, word in (("with", _("yes")), ("without", _("no")))
        for one in basis[side]
    )
    if rows:
        yield Grid(_("Units, before and since it began"), columns, rows)


def _counts(basis: Given, _found: Given) -> Iterator[Block]:
    (early, late), (before, after) = basis["events"], basis["exposure"]
    yield Paragraph(
        _("%(early)s over %(before)s before, %(late)s over %(after)s after.")
        % {"early": number(early), "before": value(before), "late": number(late), "after": value(after)}
    )


_BEFORE: Mapping[str, Callable[[Given, Given], Iterator[Block]]] = {
    "pairs": _pairs, "mean": _mean, "share": _share, "official": _official, "units": _units, "counts": _counts,
}  # fmt: skip
