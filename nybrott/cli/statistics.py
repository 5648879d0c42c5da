"""`nybrott statistics METHOD --in FILE …`: what an evaluation would say of a table, with its honesty; one JSON object."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from nybrott import __version__
from nybrott.cli.columns import Table, TableError, table
from nybrott.cli.planning import PlanError, add_options, sights
from nybrott.core.answers import bounds, rate, reliability, share
from nybrott.core.change import paired, series
from nybrott.core.contrast import groups, rates, shares, units
from nybrott.core.designs import catalogue, plain
from nybrott.core.given import StatisticsError
from nybrott.core.placebo import placebo_series, placebo_units
from nybrott.core.statistics import agreement

_YES = {"1", "yes", "true", "with", "ja", "med"}
_NO = {"0", "no", "false", "without", "nei", "uten", "utan"}

Given = argparse.Namespace
Method = Callable[[Given, Table], object]
Options = Callable[[argparse.ArgumentParser], None]


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """`nybrott statistics METHOD --in FILE …`."""
    parser = subparsers.add_parser(
        "statistics",
        help="check a statistical method on your own table",
        description="What an evaluation would say of a table: the figure, its interval, the design, what it leans on and what else could have made it "
        "look the same. Too few to say is an answer. See docs/guide/statistics.md.",
    )
    commands = parser.add_subparsers(title="methods", required=True, metavar="METHOD")
    for name, (about, options, method) in _METHODS.items():
        command = commands.add_parser(name, help=about, description=about[:1].upper() + about[1:] + ".")
        command.add_argument(
            "--in",
            dest="file",
            required=True,
            metavar="FILE",
            help="a table (CSV or XLSX) whose first row names its columns; - is standard input",
        )
        options(command)
        _spoken(command)
        command.set_defaults(run=run, method=method, called=name)
    about = "which change a plan would show, with which chance, in which time"
    command = commands.add_parser(
        "power", help=about, description=f"{about.capitalize()}. See docs/guide/statistics.md."
    )
    add_options(command)
    _seeded(command)
    _spoken(command)
    command.set_defaults(run=run_power, called="power", usage=command.error)


def run(args: Given) -> int:
    """Print the answer. Gives 1, and says where the trouble is, when the table cannot be used."""
    try:
        given = table(args.file)
        return _told(args, len(given.rows), plain(args.method(args, given)))
    except (TableError, StatisticsError) as trouble:
        return _trouble(trouble)


def run_power(args: Given) -> int:
    """Print an answer for each plan. Gives 1 as `run` does; options that make no plan are wrong usage."""
    try:
        rows, found = sights(args)
        return _told(args, rows, plain(found))
    except PlanError as trouble:
        args.usage(str(trouble))
    except (TableError, StatisticsError) as trouble:
        return _trouble(trouble)
    return 2  # pragma: no cover - usage leaves the program


def _trouble(trouble: Exception) -> int:
    print(f"nybrott: {trouble}", file=sys.stderr)
    return 1


def _told(args: Given, rows: int, result: object) -> int:
    told = {
        "method": args.called,
        "rows": rows,
        "result": result,
        "says": _says(result, args.language),
        "catalogue": catalogue().version,
        "nybrott": __version__,
    }
    sys.stdout.buffer.write(json.dumps(told, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n")
    return 0


def _says(result: object, language: str) -> dict[str, dict[str, str]]:
    """What every code in a result says, by its kind, in the order they come."""
    kinds = {"name": "designs", "assumptions": "assumptions", "rivals": "rivals", "measure": "measures", "why": "reasons", "unit": "units", "method": "methods", "test": "methods"}  # fmt: skip
    words = catalogue().words
    found: dict[str, dict[str, str]] = {}

    def look(value: object, key: str = "") -> None:
        if isinstance(value, dict):
            for name, inner in value.items():
                look(inner, name)
        elif isinstance(value, list):
            for inner in value:
                look(inner, key)
        elif isinstance(value, str):
            kind = kinds.get(key, "")
            kind = "figures" if kind == "measures" and value in words["figures"] else kind
            if kind and value in words[kind]:
                found.setdefault(kind, {})[value] = words[kind][value].texts[language]

    look(result)
    return found


# --- options ---


def _scale(text: str) -> tuple[float, float]:
    low, _to, high = text.partition("..")
    try:
        scale = (float(low), float(high))
    except ValueError:
        raise argparse.ArgumentTypeError(f"a scale is written 1..6, not “{text}”") from None
    if not scale[0] < scale[1]:
        raise argparse.ArgumentTypeError(f"a scale goes from the lower to the higher number, not “{text}”")
    return scale


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise argparse.ArgumentTypeError(f"a whole number from 0, not “{text}”")
    return int(text)


def _column(name: str, about: str, *, required: bool = True) -> Options:
    def add(command: argparse.ArgumentParser) -> None:
        command.add_argument(f"--{name}", required=required, metavar="COLUMN", help=about)

    return add


def _with_scale(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--scale", type=_scale, metavar="LOW..HIGH", help="the scale, such as 1..6; a value outside it is refused"
    )


def _said(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--column", required=True, metavar="COLUMN", help="the answers; empty cells are missing answers"
    )
    command.add_argument(
        "--is", dest="wanted", required=True, metavar="VALUE[,VALUE]", help="the answers that are counted"
    )


def _sides(command: argparse.ArgumentParser) -> None:
    command.add_argument("--group", required=True, metavar="COLUMN", help="which group a row belongs to")
    command.add_argument("--first", required=True, metavar="VALUE", help="the group compared with")
    command.add_argument("--second", required=True, metavar="VALUE", help="the group that is compared with it")


def _counted(command: argparse.ArgumentParser) -> None:
    command.add_argument("--events", required=True, metavar="COLUMN", help="how many events a row has")
    command.add_argument("--exposure", metavar="COLUMN", help="the time or amount they are counted over (1 a row)")


def _started(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--period",
        required=True,
        metavar="COLUMN",
        help="the period's name; periods are taken in the order of the rows",
    )
    command.add_argument("--value", required=True, metavar="COLUMN", help="the value of a row")
    command.add_argument("--start", required=True, metavar="PERIOD", help="the first period after the start")


def _spoken(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--language", choices=("nb", "nn", "en"), default="en", help="language of what the codes say (en)"
    )


def _seeded(command: argparse.ArgumentParser) -> None:
    command.add_argument("--seed", type=_whole, default=1, metavar="N", help="decides what is drawn by chance (1)")


def _waved(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--lags",
        type=_whole,
        metavar="N",
        help="over how many periods neighbours may hang together (1.3 times the root of all)",
    )
    command.add_argument(
        "--season", type=_whole, metavar="N", help="how many periods a year has, to take one yearly wave out"
    )
    _seeded(command)


def _treated(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--unit", required=True, metavar="COLUMN", help="the unit's name; each has a row for every period"
    )
    command.add_argument(
        "--with",
        dest="treated",
        required=True,
        metavar="COLUMN",
        help="whether the unit is one with the programme (yes or no, 1 or 0)",
    )
    _seeded(command)


def _all(*options: Options) -> Options:
    def add(command: argparse.ArgumentParser) -> None:
        for one in options:
            one(command)

    return add


# --- methods ---


def _hits(args: Given, words: Sequence[str]) -> tuple[int, int, int]:
    """Hits, answers, missing."""
    wanted = {value.strip() for value in args.wanted.split(",")}
    answered = [word for word in words if word]
    return sum(word in wanted for word in answered), len(answered), len(words) - len(answered)


def _share(args: Given, given: Table) -> object:
    hits, answered, _missing = _hits(args, given.words(args.column))
    return share(hits, answered)


def _bounds(args: Given, given: Table) -> object:
    return bounds(*_hits(args, given.words(args.column)))


def _rate(args: Given, given: Table) -> object:
    return rate(*_events(args, given, range(len(given.rows))))


def _events(args: Given, given: Table, places: Sequence[int]) -> tuple[int, float]:
    events = given.filled(args.events, given.wholes(args.events))
    exposure = given.filled(args.exposure, given.numbers(args.exposure)) if args.exposure else [1.0] * len(events)
    return int(sum(events[at] for at in places)), sum(exposure[at] for at in places)


def _alpha(args: Given, given: Table) -> object:
    columns = [given.numbers(name.strip(), args.scale) for name in args.items.split(",")]
    return reliability(list(zip(*columns, strict=True)), args.scale)


def _agreement(args: Given, given: Table) -> object:
    both = [
        (one, other) for one, other in zip(given.words(args.one), given.words(args.other), strict=True) if one and other
    ]
    return agreement(both, sorted({answer for pair in both for answer in pair}))


def _paired(args: Given, given: Table) -> object:
    both = list(zip(given.numbers(args.before, args.scale), given.numbers(args.after, args.scale), strict=True))
    whole = [(early, late) for early, late in both if early is not None and late is not None]
    once = sum((early is None) != (late is None) for early, late in both)
    return paired([early for early, _ in whole], [late for _, late in whole], scale=args.scale, missing=once)


def _sides_of(args: Given, given: Table) -> tuple[list[int], list[int]]:
    """Places of the rows of the first and of the second group. Raises `TableError` for a group nobody is in."""
    if args.first == args.second:
        raise TableError(f"The two groups are both “{args.first}”.")
    words = given.words(args.group)
    for side in (args.first, args.second):
        if side not in words:
            raise TableError(f"{given.path}, column {args.group}: no row says “{side}”.")
    first, second = ([at for at, word in enumerate(words) if word == side] for side in (args.first, args.second))
    return first, second


def _groups(args: Given, given: Table) -> object:
    values = given.numbers(args.value, args.scale)
    first, second = ([value for at in side if (value := values[at]) is not None] for side in _sides_of(args, given))
    return groups(first, second, scale=args.scale)


def _shares(args: Given, given: Table) -> object:
    words = given.words(args.column)
    first, second = (_hits(args, [words[at] for at in side]) for side in _sides_of(args, given))
    return shares((first[0], second[0]), (first[1], second[1]), missing=(first[2], second[2]))


def _rates(args: Given, given: Table) -> object:
    first, second = (_events(args, given, side) for side in _sides_of(args, given))
    return rates((first[0], second[0]), (first[1], second[1]))


def _series_of(args: Given, given: Table) -> tuple[list[float], int]:
    periods = given.words(args.period)
    for (row, _cells), period in zip(given.rows, periods, strict=True):
        if not period:
            raise given.wrong(row, args.period, "nothing stands there")
    if twice := [period for period, count in Counter(periods).items() if count > 1]:
        raise TableError(f"{given.path}, column {args.period}: “{twice[0]}” stands more than once.")
    values = given.filled(args.value, given.numbers(args.value))
    return values, _start(args, given, periods)


def _start(args: Given, given: Table, periods: Sequence[str]) -> int:
    if args.start not in periods:
        raise TableError(f"{given.path}, column {args.period}: no row says “{args.start}”, the start.")
    return periods.index(args.start)


def _series(args: Given, given: Table) -> object:
    values, start = _series_of(args, given)
    return series(values, start, seed=args.seed, lags=args.lags, season=args.season)


def _placebo_series(args: Given, given: Table) -> object:
    values, start = _series_of(args, given)
    return placebo_series(values, start, seed=args.seed, lags=args.lags, season=args.season)


def _units_of(args: Given, given: Table) -> tuple[list[list[float]], list[list[float]], int]:
    """A list of values for each unit with the programme, for each without, and the place of the start among the periods."""
    names, periods, sides = given.words(args.unit), given.words(args.period), given.words(args.treated)
    values = given.filled(args.value, given.numbers(args.value))
    order = list(dict.fromkeys(periods))
    found: dict[str, dict[str, float]] = {}
    treated: dict[str, bool] = {}
    for (row, _cells), name, period, side, value in zip(given.rows, names, periods, sides, values, strict=True):
        if side.lower() not in _YES | _NO:
            raise given.wrong(row, args.treated, f"“{side}” is neither yes nor no")
        if treated.setdefault(name, side.lower() in _YES) != (side.lower() in _YES):
            raise given.wrong(row, args.treated, f"“{name}” is both with and without")
        if period in found.setdefault(name, {}):
            raise given.wrong(row, args.period, f"“{name}” has “{period}” twice")
        found[name][period] = value
    for name, one in found.items():
        if lacking := [period for period in order if period not in one]:
            raise TableError(f"{given.path}: “{name}” has no row for “{lacking[0]}”.")
    rows: Mapping[bool, list[list[float]]] = {
        side: [[one[period] for period in order] for name, one in found.items() if treated[name] == side]
        for side in (True, False)
    }
    start = _start(args, given, order)
    if not start:
        raise TableError(f"{given.path}, column {args.period}: nothing stands before “{args.start}”.")
    return rows[True], rows[False], start


def _units(args: Given, given: Table) -> object:
    treated, others, start = _units_of(args, given)
    with_, without = (
        [(sum(row[:start]) / start, sum(row[start:]) / (len(row) - start)) for row in side]
        for side in (treated, others)
    )
    return units(with_, without, seed=args.seed)


def _placebo_units(args: Given, given: Table) -> object:
    treated, others, start = _units_of(args, given)
    return placebo_units(treated, others, start, seed=args.seed)


_METHODS: dict[str, tuple[str, Options, Method]] = {
    "share": ("a share with Wilson's and the exact interval", _said, _share),
    "bounds": ("between what the share lies, whatever the missing would have said", _said, _bounds),
    "rate": ("how often something happens, with the exact Poisson interval", _counted, _rate),
    "alpha": (
        "how well the questions of a scale hang together (Cronbach's alpha)",
        _all(_column("items", "the questions' columns, with commas between"), _with_scale),
        _alpha,
    ),
    "agreement": (
        "how much two people agree, beyond what two people would by chance (Cohen's kappa)",
        _all(_column("one", "what one of them judged"), _column("other", "what the other judged")),
        _agreement,
    ),
    "paired": (
        "the same people before and after, a row each",
        _all(_column("before", "the answers before"), _column("after", "the answers after"), _with_scale),
        _paired,
    ),
    "groups": ("two groups on an ordered scale", _all(_column("value", "the answers"), _sides, _with_scale), _groups),
    "shares": ("the difference between two groups' shares", _all(_said, _sides), _shares),
    "rates": ("how many times as often in one group as in another", _all(_counted, _sides), _rates),
    "series": ("one series before and after a start", _all(_started, _waved), _series),
    "units": ("units with and without a programme, before and after a start", _all(_started, _treated), _units),
    "placebo-series": ("the same, had the series' start been earlier", _all(_started, _waved), _placebo_series),
    "placebo-units": ("the same, had the units' start been earlier", _all(_started, _treated), _placebo_units),
}
