"""Values of a goal as people read them, and where it stands as a sentence with its numbers."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from nybrott.core.progress import Standing, is_worse, standing
from nybrott.goals.models import Goal
from nybrott.goals.states import Kind
from nybrott.ui.formats import day_year, money, money_exact, number, percent

# the fewest decimals values are compared with: of øre, whole kroner
_FEWEST = {Kind.MONEY: -2, Kind.SHARE: 1, Kind.NUMBER: 0}


def decimals(goal: Goal) -> int:
    """To how many decimals a value of this goal is compared: those of what was decided; see `core.progress.standing`."""
    if goal.kind == Kind.MONEY:
        return _FEWEST[Kind.MONEY]
    said = (_places(value) for value in (goal.baseline, goal.target) if value is not None)
    return max(_FEWEST[Kind(goal.kind)], *said, 0)


def _places(value: Decimal) -> int:
    """How many decimals a value has that say something."""
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def shown(goal: Goal, value: Decimal | None, *, brief: bool = False) -> str:
    """A value with what it is counted in; a dash when it is not known. `brief`: money in millions, for lists."""
    if goal.kind == Kind.MONEY:
        return money(value) if brief else money_exact(value)
    if goal.kind == Kind.SHARE:
        return percent(None if value is None else value / 100, 2)
    return f"{number(value, 2)} {goal.counted_in}".strip() if value is not None else number(None)


def apart_said(goal: Goal, apart: Decimal, *, brief: bool = False) -> str:
    """A distance between two values: per cent are percentage points apart."""
    if goal.kind != Kind.SHARE:
        return shown(goal, apart, brief=brief)
    return ngettext("%(n)s percentage point", "%(n)s percentage points", 1 if apart == 1 else 2) % {"n": number(apart, 2)}  # fmt: skip


def baseline_said(goal: Goal) -> str:
    """What it was before and when, or openly that there is no baseline, and why."""
    if goal.baseline is not None:
        return _("%(value)s on %(day)s") % {"value": shown(goal, goal.baseline), "day": day_year(goal.baseline_on)}
    if goal.no_baseline:
        return _("No baseline: %(why)s") % {"why": goal.no_baseline}
    return _("Not found out yet")


def target_said(goal: Goal) -> str:
    """What it shall be and by when."""
    if goal.target is None:
        return _("Not said yet")
    if goal.target_on is None:
        return shown(goal, goal.target)
    return _("%(value)s by %(day)s") % {"value": shown(goal, goal.target), "day": day_year(goal.target_on)}


def present_said(goal: Goal, value: Decimal | None, on: date | None) -> str:
    """What it is now and since when; "" without a reading."""
    if value is None or on is None:
        return ""
    return _("%(value)s on %(day)s") % {"value": shown(goal, value), "day": day_year(on)}


def standing_now(goal: Goal, value: Decimal | None, on: date | None) -> Standing | None:
    """Where a value measured on a day stands on the goal's straight line; None when there is no line or nothing to hold against it."""
    way = goal.way
    return None if way is None or value is None or on is None else standing(way, value, on, places=decimals(goal))


def standing_short(goal: Goal, value: Decimal | None, on: date | None) -> str:
    """The same in a few words, for a list; "" when there is nothing to say."""
    if value is None or goal.target is None or on is None:
        return ""
    found = standing_now(goal, value, on)
    if found is None:
        away = _("%(left)s from the target") % {"left": apart_said(goal, abs(value - goal.target), brief=True)}
        return away if is_worse(value, goal.target, up=goal.up) else pgettext("a goal’s value", "At the target")
    apart = apart_said(goal, found.apart, brief=True)
    return {
        "reached": pgettext("a goal’s value", "At the target"),
        "short": _("%(apart)s short of the target") % {"apart": apart},
        "on": _("On the line"),
        "ahead": _("%(apart)s ahead of the line") % {"apart": apart},
        "behind": _("%(apart)s behind the line") % {"apart": apart},
    }[found.where]


def standing_said(goal: Goal, value: Decimal | None, on: date | None) -> str:
    """Where the goal stands, with its numbers; "" when there is no reading. It is no grade, and says nothing of causes."""
    if value is None or on is None or goal.target is None or goal.target_on is None:
        return ""
    said = {
        "value": shown(goal, value), "day": day_year(on), "target": shown(goal, goal.target), "by": day_year(goal.target_on),
        "left": apart_said(goal, abs(value - goal.target)),
    }  # fmt: skip
    found = standing_now(goal, value, on)
    if found is None:
        return _unlined(goal, value, said)
    said |= {"line": shown(goal, found.expected), "apart": apart_said(goal, found.apart), "baseline": shown(goal, goal.baseline)}  # fmt: skip
    return {
        "reached": _("Measured at %(value)s on %(day)s. The target, %(target)s by %(by)s, was reached then."),
        "short": _("Measured at %(value)s on %(day)s, after the day of the target. It was %(apart)s short of %(target)s."),
        "on": _("Measured at %(value)s on %(day)s. That is on the straight line from %(baseline)s to %(target)s."),
        "ahead": _("Measured at %(value)s on %(day)s. The straight line from %(baseline)s to %(target)s was at %(line)s that day, so it is %(apart)s ahead."),
        "behind": _("Measured at %(value)s on %(day)s. The straight line from %(baseline)s to %(target)s was at %(line)s that day, so it is %(apart)s behind."),
    }[found.where] % said  # fmt: skip


def _unlined(goal: Goal, value: Decimal, said: dict[str, str]) -> str:
    """Without a line to hold it against: no baseline, or a reading no later than it."""
    if goal.way is not None:
        return _("Measured at %(value)s on %(day)s, which is no later than the value before. There is nothing to compare yet.") % said  # fmt: skip
    if goal.target is not None and not is_worse(value, goal.target, up=goal.up):
        return _("Measured at %(value)s on %(day)s. The target, %(target)s by %(by)s, was reached then.") % said
    return _("Measured at %(value)s on %(day)s, %(left)s from the target. There is no baseline, so no one can say"
             " how much progress it has made.") % said  # fmt: skip
