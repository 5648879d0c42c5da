"""`nybrott statistics power`: which change a plan would show, with which chance, in which time, in one's own numbers."""

import argparse
from collections.abc import Callable, Sequence

from nybrott.cli.columns import Table, TableError, table
from nybrott.core.power import CountPlan, PairPlan, SeriesPlan, SharePlan, Sight, UnitPlan, chance, least

Plan = PairPlan | SharePlan | CountPlan | SeriesPlan | UnitPlan


class PlanError(ValueError):
    """Options that do not make a plan. The message says which is missing."""


def add_options(command: argparse.ArgumentParser) -> None:
    """The options of `power`; which of them are needed depends on the design."""
    command.add_argument("--design", required=True, choices=tuple(_DESIGNS), help="how the comparison would be made")
    command.add_argument(
        "--change",
        type=float,
        metavar="X",
        help="the chance of seeing this change, instead of the smallest change that would be seen",
    )
    command.add_argument(
        "--wanted", type=float, default=0.8, metavar="P", help="the chance wanted for the smallest change (0.8)"
    )
    command.add_argument("--times", type=int, default=2000, metavar="N", help="how many outcomes are drawn (2000)")
    command.add_argument(
        "--after", type=_numbers, metavar="N[,N]", help="periods or time after the start; an answer for each"
    )
    command.add_argument("--before", type=float, metavar="N", help="periods or time before")
    command.add_argument(
        "--people",
        type=_numbers,
        metavar="N[,N]",
        help="before-after: people who answer both times; two-groups: those of the first and the second group",
    )
    command.add_argument(
        "--movers",
        type=float,
        default=0.4,
        metavar="SHARE",
        help="before-after: the share that would answer differently anyhow (0.4)",
    )
    command.add_argument(
        "--share", type=float, metavar="SHARE", help="two-groups: the share of the first group that says yes"
    )
    command.add_argument("--rate", type=float, metavar="X", help="two-counts: events per period or year today")
    command.add_argument(
        "--treated", type=int, metavar="N", help="with-without: how many units would have the programme"
    )
    command.add_argument("--others", type=int, metavar="N", help="with-without: how many units would not")
    command.add_argument(
        "--spread",
        type=float,
        metavar="X",
        help="the standard deviation of a series around its line, or of the units' changes",
    )
    command.add_argument(
        "--tie",
        type=float,
        default=0.0,
        metavar="X",
        help="interrupted-series: how much a period keeps of what the one before was off by (0)",
    )
    command.add_argument(
        "--in", dest="file", metavar="FILE", help="a table with the history, instead of --spread and --tie"
    )
    for name, about in (("period", "the period's name"), ("value", "the values"), ("unit", "the unit's name")):
        command.add_argument(f"--{name}", metavar="COLUMN", help=f"of the history: {about}")


def sights(args: argparse.Namespace) -> tuple[int, list[Sight]]:
    """Rows of the history, and an answer for each time after (or number of people) asked about.

    Raises `PlanError` for missing options, `TableError` and `StatisticsError` for what stands in them.
    """
    given = table(args.file) if args.file else None
    plans = _DESIGNS[args.design](args, given)
    return len(given.rows) if given else 0, [
        chance(plan, args.change, seed=args.seed, times=args.times)
        if args.change is not None
        else least(plan, seed=args.seed, wanted=args.wanted, times=args.times)
        for plan in plans
    ]


def _numbers(text: str) -> tuple[float, ...]:
    try:
        return tuple(float(part) for part in text.split(","))
    except ValueError:
        raise argparse.ArgumentTypeError(f"numbers with commas between, not “{text}”") from None


def _asked(args: argparse.Namespace, *names: str) -> None:
    if missing := [name for name in names if getattr(args, "file" if name == "in" else name) is None]:
        raise PlanError(f"{args.design} needs {' and '.join('--' + name for name in missing)}")


def _whole(value: float, name: str) -> int:
    if value != int(value):
        raise PlanError(f"--{name} takes whole numbers here, not {value:g}")
    return int(value)


def _pairs(args: argparse.Namespace, given: Table | None) -> list[Plan]:
    _asked(args, "people")
    return [PairPlan(_whole(people, "people"), args.movers) for people in args.people]


def _shares(args: argparse.Namespace, given: Table | None) -> list[Plan]:
    _asked(args, "people", "share")
    if len(args.people) != 2:
        raise PlanError("two-groups needs --people FIRST,SECOND")
    first, second = (_whole(people, "people") for people in args.people)
    return [SharePlan((first, second), args.share)]


def _counts(args: argparse.Namespace, given: Table | None) -> list[Plan]:
    _asked(args, "rate", "before", "after")
    return [CountPlan(args.rate, (args.before, after)) for after in args.after]


def _series(args: argparse.Namespace, given: Table | None) -> list[Plan]:
    _asked(args, "after")
    afters = [_whole(after, "after") for after in args.after]
    if given is None:
        _asked(args, "before", "spread")
        return [SeriesPlan(_whole(args.before, "before"), after, args.spread, args.tie) for after in afters]
    _asked(args, "period", "value")
    (rows,) = history(given, None, args.period, args.value)
    return [SeriesPlan.like(rows, after) for after in afters]


def _units(args: argparse.Namespace, given: Table | None) -> list[Plan]:
    _asked(args, "treated")
    if given is None:
        _asked(args, "others", "spread")
        return [UnitPlan(args.treated, args.others, args.spread)]
    _asked(args, "unit", "period", "value", "before", "after")
    rows = history(given, args.unit, args.period, args.value)
    before = _whole(args.before, "before")
    return [UnitPlan.like(rows, args.treated, before=before, after=_whole(after, "after")) for after in args.after]


def history(given: Table, unit: str | None, period: str, value: str) -> list[list[float]]:
    """The values of each unit (or of the one series), period by period in the order of the rows. Raises `TableError`."""
    names = given.words(unit) if unit else ["the series"] * len(given.rows)
    periods = given.words(period)
    values = given.filled(value, given.numbers(value))
    found: dict[str, dict[str, float]] = {}
    for (row, _cells), name, when, number in zip(given.rows, names, periods, values, strict=True):
        if not when:
            raise given.wrong(row, period, "nothing stands there")
        if when in found.setdefault(name, {}):
            raise given.wrong(row, period, f"“{name}” has “{when}” twice")
        found[name][when] = number
    order = list(dict.fromkeys(periods))
    for name, one in found.items():
        if lacking := [when for when in order if when not in one]:
            raise TableError(f"{given.path}: “{name}” has no row for “{lacking[0]}”.")
    return [[one[when] for when in order] for one in found.values()] or [[]]


_DESIGNS: dict[str, Callable[[argparse.Namespace, Table | None], Sequence[Plan]]] = {
    "before-after": _pairs,
    "two-groups": _shares,
    "two-counts": _counts,
    "interrupted-series": _series,
    "with-without": _units,
}
