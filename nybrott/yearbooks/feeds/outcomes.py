"""What came of it: benefits, what lies without a decision, and the goals."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from nybrott.benefits.queries import kind_words, summed, summed_between
from nybrott.benefits.states import Outcome
from nybrott.booklets import Block, Datum, Grid, Items, Paragraph, Part
from nybrott.contracts.states import SHORT, Kind
from nybrott.core.benefits import Spread
from nybrott.goals.models import Goal
from nybrott.goals.queries import baseline_said, present_said, standing_said, target_said
from nybrott.goals.states import GoalState
from nybrott.ui.formats import NONE, day_year, number
from nybrott.yearbooks.feeds.words import counted, on

Content = Mapping[str, Any]


def benefits_part(content: Content) -> Part:
    """What was expected beside what was measured in the year, and what each measurement says."""
    told, title = content["benefits"], _("Benefits")
    if not told["sums"] and not told["measured"] and not told["unmeasured"]:
        return Part("benefits", title, (Paragraph(_("No procurement has a benefit yet.")),))
    counts = tuple((Datum(str(one.label)), counted(told["counts"][one])) for one in Outcome)
    counts += ((Datum(_("Not measured in the year")), counted(told["unmeasured"])),)
    blocks: list[Block] = [
        Paragraph(_("For all the organisation’s procurements, including those bought before the year. “Worse” and “no effect” are answers just as “better” is.")),
        Grid(_("What they say"), _("What the last measurement of the year says"), ((_("What it says"), False), (_("Benefits"), True)), counts),
    ]  # fmt: skip
    if told["sums"]:
        blocks += [_sums(told["sums"])]
    for outcome in (Outcome.WORSE, Outcome.NONE, Outcome.BETTER, Outcome.UNKNOWN):
        rows = tuple(_measured(one) for one in told["measured"] if one["outcome"] == outcome)
        if rows:
            columns = ((_("Benefit"), False), (_("Procurement"), False), (_("Measured on"), False), (_("What explains it"), False))  # fmt: skip
            blocks.append(Grid(str(outcome.label), str(outcome.label), columns, rows))
    return Part("benefits", title, tuple(blocks))


def _measured(one: Mapping[str, Any]) -> tuple[Datum, ...]:
    address = reverse("benefits:benefit", args=[one["procurement"], one["pk"]])
    return Datum(one["title"], url=address), Datum(one["whose"]), Datum(on(one["on"])), Datum(one["explains"] or NONE)


def _sums(told: list[dict[str, Any]]) -> Grid:
    columns = (
        (_("Kind of benefit"), False), (_("Expected"), True), (_("Expected of those measured"), True), (_("Measured in the year"), True), (_("Without a measurement"), True),
    )  # fmt: skip
    rows = tuple(
        (Datum(kind_words(one["kind"])), *(_total(one[name], one["unit"]) for name in ("estimated", "expected_of_measured", "measured")), counted(one["without"]))
        for one in told
    )  # fmt: skip
    return Grid(
        _("Sums"), _("What was expected alongside what was measured, each kind and unit separately"), columns, rows
    )


def _total(one: Mapping[str, Any], unit: str) -> Datum:
    """A sum with its interval and how many it is of."""
    if one["value"] is None:
        return Datum(NONE)
    value, low, high = (None if one[name] is None else Decimal(one[name]) for name in ("value", "low", "high"))
    assert value is not None  # asked for above
    between = summed_between(Spread(value, low, high), unit) if low is not None and high is not None else _("Uncertainty not known")  # fmt: skip
    n = ngettext("%(n)s benefit", "%(n)s benefits", one["n"]) % {"n": number(one["n"])}
    return Datum(summed(value, unit), float(value), note=f"{between} · {n}" if between else n)


def graveyard_part(content: Content) -> Part:
    """What nobody has decided about, and what was decided."""
    told, title = content["graveyard"], _("Pilots and dialogues without a decision")
    day = {"day": day_year(date.fromisoformat(content["about"]["as_of"]))}
    decided = Items(tuple(f"{SHORT[course]}: {number(told['decided'][course])}" for course in SHORT))
    after = (Paragraph(_("Decided at the end of development in the year:")), decided)
    if not told["over"]:
        return Part("graveyard", title, (Paragraph(_("Nothing had waited too long for a decision on %(day)s.") % day), *after))  # fmt: skip
    rows = tuple(
        (
            Datum(one["title"], url=reverse("procurements:procurement", args=[one["procurement"]]) if one["procurement"] else "", note=one["whose"] if one["whose"] != one["title"] else ""),
            Datum(_("Market dialogue") if one["kind"] == "dialogue" else str(Kind(one["kind"]).label)), Datum(on(one["since"])), counted(one["months"]),
        )
        for one in told["over"]
    )  # fmt: skip
    columns = ((_("What is waiting"), False), (_("Kind"), False), (_("Since"), False), (_("Months"), True))
    grid = Grid(_("Without a decision"), _("What had waited too long for a decision on %(day)s") % day, columns, rows)
    return Part("graveyard", title, (grid, *after))


def goals_part(content: Content) -> Part:
    """The goals of the year, and where they were at the end of it."""
    title = _("Goals, and where we are")
    if not content["goals"]:
        return Part("goals", title, (Paragraph(_("No goal was decided.")),))
    columns = ((_("Goal"), False), (_("Before"), False), (_("Target"), False), (pgettext("goal", "Now"), False), (_("Current state"), False))  # fmt: skip
    grid = Grid(_("Goals"), _("Goals with the last value measured in or before the year"), columns, tuple(_goal(one) for one in content["goals"]))  # fmt: skip
    return Part("goals", title, (grid,))


def _goal(told: Mapping[str, Any]) -> tuple[Datum, ...]:
    """A goal said in its own room's words, from what was kept of it."""
    amounts = {name: None if told[name] is None else Decimal(told[name]) for name in ("baseline", "target", "now")}
    days = {name: date.fromisoformat(told[name]) if told[name] else None for name in ("baseline_on", "target_on", "now_on")}  # fmt: skip
    goal = Goal(
        title=told["title"], kind=told["kind"], counted_in=told["counted_in"], better=told["better"], no_baseline=told["no_baseline"], baseline=amounts["baseline"],
        baseline_on=days["baseline_on"], target=amounts["target"], target_on=days["target_on"],
    )  # fmt: skip
    decided = _("%(who)s, %(day)s") % {"who": told["decided_by"], "day": on(told["decided_on"])}
    return (
        Datum(told["title"], url=reverse("goals:goal", args=[told["pk"]]), note=decided), Datum(baseline_said(goal)), Datum(target_said(goal)),
        Datum(present_said(goal, amounts["now"], days["now_on"]) or _("Nothing is measured")),
        Datum(standing_said(goal, amounts["now"], days["now_on"]) or NONE, note="" if told["state"] == GoalState.DECIDED else str(GoalState(told["state"]).label)),
    )  # fmt: skip
