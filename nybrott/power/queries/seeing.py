"""Which change could be seen, with which chance, in which time: in the organisation's own numbers, a sentence for each design."""

from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil, floor

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nybrott.core.contrast import rates
from nybrott.core.designs import Effect, TooFew, catalogue
from nybrott.core.given import StatisticsError
from nybrott.core.power import CountPlan, PairPlan, SeriesPlan, SharePlan, Sight, UnitPlan, chance, least
from nybrott.power.queries.known import UNIT_MONTHS, Proposed
from nybrott.ui.formats import day_year, language, number

SEED = 1  # said beside what was drawn with it, so that anybody can draw the same
TIMES, TIMES_OF_UNITS = 2_000, 500  # outcomes drawn; a chance of 0.8 is then known to within 0.02 and 0.04
WANTED = 0.8  # eight of ten
LEAST_PERIODS = 8  # on each side of an interrupted series

AnyPlan = PairPlan | SharePlan | CountPlan | SeriesPlan | UnitPlan


@dataclass(frozen=True, slots=True)
class Said:
    """What one design could show. `sentence` is for reading; `blind`: nothing could be seen whatever happens; `rows` what could be seen with
    other numbers, (if so many, then so much), under `headings`; `sight` is what it was reckoned to (None: something is not known)."""

    design: str
    name: str
    sentence: str
    blind: bool
    sight: Sight | None
    headings: tuple[str, str] = ("", "")
    rows: tuple[tuple[str, str], ...] = ()
    assumptions: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()


def power_of(proposed: Proposed) -> list[Said]:
    """The same for numbers somebody may have changed. Drawn once for the same numbers; after that it is known."""
    return [
        _worded(code, say(proposed))
        for code, say in (
            ("before-after", _pairs), ("two-groups", _groups), ("two-counts", _counts), ("interrupted-series", _series), ("with-without", _units),
        )
    ]  # fmt: skip


def _worded(code: str, said: Said) -> Said:
    words, tongue = catalogue(), language()
    design = words.designs[code]
    return replace(
        said,
        design=code,
        name=words.say("designs", code, tongue),
        assumptions=tuple(words.say("assumptions", one, tongue) for one in design.assumptions),
        rivals=tuple(words.say("rivals", one, tongue) for one in design.rivals),
    )


@lru_cache(maxsize=512)
def sight_of(plan: AnyPlan) -> Sight:
    """The least change a plan shows in eight of ten outcomes; known after the first time."""
    return least(plan, seed=SEED, wanted=WANTED, times=TIMES_OF_UNITS if isinstance(plan, UnitPlan) else TIMES)


@lru_cache(maxsize=256)
def _chance(plan: AnyPlan, change: float) -> float:
    return chance(plan, change, seed=SEED, times=TIMES).chance or 0.0


def _tens(share: float) -> str:
    """A chance as so many of ten, rounded down: never more than there is."""
    return str(floor(share * 10 + 1e-9)) if share >= 0.1 else _("fewer than 1")


def _said(sentence: str, sight: Sight | None = None, **more: object) -> Said:
    blind = sight is not None and (sight.too_few is not None or sight.change is None)
    return replace(Said("", "", sentence, blind, sight), **more)  # type: ignore[arg-type]


# --- the same people before and after ---


def _pairs(of: Proposed) -> Said:
    n, day = of.numbers.drivers, day_year(of.until)
    if not n:
        return _said(_("No one takes part yet who could answer before and after."), blind=True)
    sight = sight_of(PairPlan(n, of.numbers.movers / 100))
    headings = (_("Answer both times"), _("Seen in 8 of 10 when this many more of 100 go up than down"))
    others = sorted({one for one in (6, n // 2, n, 2 * n, 4 * n) if 6 <= one <= 400})
    rows = [(number(one), _points(sight_of(PairPlan(one, of.numbers.movers / 100)))) for one in others]
    more: dict[str, object] = {"headings": headings, "rows": tuple(rows)}
    if sight.too_few:
        said = ngettext(
            "With %(n)s driver answering before and after, nothing can be told from chance, whatever happens. At least %(needed)s must answer both times.",
            "With %(n)s drivers answering before and after, nothing can be told from chance, whatever happens. At least %(needed)s must answer both times.", n,
        ) % {"n": number(n), "needed": sight.too_few.needed}  # fmt: skip
        return _said(said, sight, **more)
    if sight.change is None:
        return _said(_unseen(sight), sight, **more)
    said = _(
        "With %(n)s drivers answering before and after, by %(day)s, it is seen in 8 of 10 cases when %(more)s more of them go up than down (%(points)s of 100); half as much is seen in %(half)s of 10."
    ) % {
        "n": number(n), "day": day, "more": number(ceil(sight.change * n - 1e-9)), "points": _points(sight),
        "half": _tens(_chance(sight.plan, sight.change / 2)),
    }  # fmt: skip
    return _said(said, sight, **more)


def _points(sight: Sight) -> str:
    """A change in shares as so many of 100, rounded up: a smaller one is seen more seldom."""
    return _("not even the largest") if sight.change is None else number(ceil(100 * sight.change - 1e-9))


def _unseen(sight: Sight) -> str:
    return _(
        "Even the largest possible change would be seen in %(tens)s of 10 cases. With so few answers, it cannot be shown."
    ) % {"tens": _tens(sight.chance or 0)}


# --- two groups ---


def _groups(of: Proposed) -> Said:
    first, second, share = of.numbers.others, of.numbers.drivers, of.numbers.share / 100
    if not first or not second:
        return _said(_("There is no one to compare with: no units without the programme have been chosen whose people would be asked."), blind=True)  # fmt: skip
    sight = sight_of(SharePlan((first, second), share))
    others = sorted({(k * first, k * second) for k in (1, 2, 4) if k * max(first, second) <= 800})
    rows = [(_("%(first)s and %(second)s") % {"first": number(a), "second": number(b)}, _points(sight_of(SharePlan((a, b), share)))) for a, b in others]  # fmt: skip
    more: dict[str, object] = {
        "headings": (_("Answer without and with"), _("Seen in 8 of 10 when this many more of 100 say yes")), "rows": tuple(rows),
    }  # fmt: skip
    if sight.too_few:
        said = _("With %(first)s answering without the programme and %(second)s with it, nothing can be told from chance, whatever happens. At least %(needed)s in each group must answer.") % {"first": number(first), "second": number(second), "needed": sight.too_few.needed}  # fmt: skip
        return _said(said, sight, **more)
    if sight.change is None:
        return _said(_unseen(sight), sight, **more)
    said = _(
        "With %(first)s answering without the programme and %(second)s with it, by %(day)s, and %(share)s of 100 saying yes without it: it is seen in 8 of 10 cases when %(reach)s of 100 say yes with it; half the difference is seen in %(half)s of 10."
    ) % {
        "first": number(first), "second": number(second), "day": day_year(of.until), "share": number(100 * share),
        "reach": number(min(100, ceil(100 * (share + sight.change) - 1e-9))), "half": _tens(_chance(sight.plan, sight.change / 2)),
    }  # fmt: skip
    return _said(said, sight, **more)


# --- two counts ---


def _counts(of: Proposed) -> Said:
    rate, before, after = of.numbers.rate, of.numbers.years_before, of.numbers.years_after
    if rate is None:
        return _said(_("How many procurements with signs of innovation you have in a year is not known. Enter it to see what change could be detected."))  # fmt: skip
    if not rate:
        return _said(_from_nothing(of), blind=True)
    try:
        sight = sight_of(CountPlan(rate, (before, after)))
    except StatisticsError:
        return _said(_("With that many, any change worth having can be seen."))
    lengths = sorted({*(one for one in (0.5, 1.0, 2.0, 3.0, 5.0) if one > after), after})
    rows = [
        (number(one, 2), _times(sight_of(CountPlan(rate, (before, one))))) for one in lengths
    ]  # fmt: skip
    more: dict[str, object] = {"headings": (_("Years counted after"), _("Seen in 8 of 10 when it happens this many times as often")), "rows": tuple(rows)}  # fmt: skip
    if sight.change is None:
        return _said(_("With %(rate)s a year today and %(after)s years to count in, not even a hundred times as many would be seen in 8 of 10 cases.") % {"rate": number(rate, 2), "after": number(after, 2)}, sight, **more)  # fmt: skip
    said = _(
        "With %(rate)s procurements with signs of innovation a year, counted over %(before)s years before and %(after)s after (until %(day)s), it is seen in 8 of 10 cases when there are %(times)s times as many (%(many)s a year); a doubling is seen in %(double)s of 10."
    ) % {
        "rate": number(rate, 2), "before": number(before, 2), "after": number(after, 2), "day": day_year(of.until), "times": _times(sight),
        "many": number(rate * ceil(sight.change * 10 - 1e-9) / 10, 1), "double": _tens(_chance(sight.plan, 2.0)),
    }  # fmt: skip
    return _said(said, sight, **more)


def _times(sight: Sight) -> str:
    """How many times as often, rounded up to a tenth."""
    return _("not even 100") if sight.change is None else number(ceil(sight.change * 10 - 1e-9) / 10, 1)


def _from_nothing(of: Proposed) -> str:
    """With none before there is no ratio to draw; but how many would be clear can be counted."""
    before, after = of.numbers.years_before, of.numbers.years_after
    for events in range(1, 200):
        effect = rates((0, events), (before, after)).effect
        if isinstance(effect, Effect) and effect.clear:
            return ngettext(
                "There was none in the %(before)s year before. As many as %(n)s until %(day)s could be told from chance; fewer could not.",
                "There was none in the %(before)s years before. As many as %(n)s until %(day)s could be told from chance; fewer could not.", ceil(before),
            ) % {"before": number(before, 2), "n": events, "day": day_year(of.until)}  # fmt: skip
    return _("There were none in the years before, and the time after is too short to tell anything from chance.")


# --- one series, interrupted ---


def _periods(n: int, months: int) -> str:
    if months == 1:
        return ngettext("%(n)s month", "%(n)s months", n) % {"n": n}
    if months == 3:
        return ngettext("%(n)s quarter", "%(n)s quarters", n) % {"n": n}
    if months == 12:
        return ngettext("%(n)s year", "%(n)s years", n) % {"n": n}
    return ngettext("%(n)s period of %(months)s months", "%(n)s periods of %(months)s months", n) % {"n": n, "months": months}  # fmt: skip


def _series(of: Proposed) -> Said:
    known = of.numbers
    n, months = (
        {"before": _periods(known.before, known.period), "after": _periods(known.after, known.period)},
        known.period,
    )
    if not known.before:
        return _said(_("How many procurements with signs of innovation each earlier period had is not known, so there is nothing to show how they usually vary."))  # fmt: skip
    if min(known.before, known.after) < LEAST_PERIODS:
        lacking = max(0, LEAST_PERIODS - known.after) * months
        said = _("There are %(before)s before and %(after)s until %(day)s. A series needs at least 8 on each side; nothing can be said until then, whatever happens.") % {**n, "day": day_year(of.until)}  # fmt: skip
        if lacking:
            said += " " + ngettext("That takes %(n)s more month.", "That takes %(n)s more months.", lacking) % {"n": lacking}  # fmt: skip
        sight = sight_of(SeriesPlan(known.before, known.after, 1.0, 0.0)) if known.after else None
        return _said(said, sight, blind=True)
    if known.spread is None:
        return _said(_("The earlier periods are too alike, or too few, to say how they usually vary. Enter how far they usually lie from their line."))  # fmt: skip
    # everything is in proportion to the spread, so one drawing does for every spread
    sight = sight_of(SeriesPlan(known.before, known.after, 1.0, known.tie))
    lengths = sorted({known.after, *(known.after + k for k in (4, 8) if known.before + known.after + k <= 200)})
    rows = [(_periods(one, months), _rise(sight_of(SeriesPlan(known.before, one, 1.0, known.tie)), known.spread)) for one in lengths]  # fmt: skip
    more: dict[str, object] = {"headings": (_("Counted after"), _("Seen in 8 of 10 when a period has this many more")), "rows": tuple(rows)}  # fmt: skip
    if sight.change is None:
        return _said(_unseen(sight), sight, **more)
    said = _("With %(before)s before and %(after)s after (until %(day)s), that vary as they have until now, it is seen in 8 of 10 cases when each period has %(rise)s more procurements with signs of innovation than the line before would have led to.") % {**n, "day": day_year(of.until), "rise": _rise(sight, known.spread)}  # fmt: skip
    if of.level is not None:
        said += " " + _("So far a period has had %(level)s.") % {"level": number(of.level, 1)}
    return _said(said, sight, **more)


def _rise(sight: Sight, spread: float) -> str:
    """A change in the unit of the values, rounded up to a tenth."""
    return _("not even the largest") if sight.change is None else number(ceil(sight.change * spread * 10 - 1e-9) / 10, 1)  # fmt: skip


# --- units with and without ---


def _units(of: Proposed) -> Said:
    known = of.numbers
    m, n = known.treated, known.untreated
    if not m or not n:
        return _said(_("There are no units without the programme to compare with."), blind=True)
    sight = sight_of(UnitPlan(m, n, 1.0))
    spread = known.unit_spread
    others = sorted({(m, n), *((m, n + k) for k in (4, 8) if m + n + k <= 60)})
    rows = [(_("%(with)s and %(without)s") % {"with": a, "without": b}, _unit_rise(sight_of(UnitPlan(a, b, 1.0)), spread)) for a, b in others]  # fmt: skip
    seen = _("Seen in 8 of 10 when they raise this many more challenges in three months") if spread else _("Seen in 8 of 10 when it is this many times what units usually differ by")  # fmt: skip
    more: dict[str, object] = {"headings": (_("Units with and without"), seen), "rows": tuple(rows)}
    if sight.too_few:
        return _said(_few_units(m, n, sight.too_few), sight, **more)
    if sight.change is None:
        return _said(_unseen(sight), sight, **more)
    named = {"with": m, "without": n, "day": day_year(of.until), "rise": _unit_rise(sight, spread), "months": UNIT_MONTHS}  # fmt: skip
    if spread:
        said = _("With %(with)s units with the programme and %(without)s without, by %(day)s, it is seen in 8 of 10 cases when units with it raise %(rise)s more challenges in %(months)s months than the others, beyond what they differed before.") % named  # fmt: skip
    else:
        said = _("With %(with)s units with the programme and %(without)s without, by %(day)s, it is seen in 8 of 10 cases when units with it change %(rise)s times as much more as units usually differ by.") % named  # fmt: skip
    return _said(said, sight, **more)


def _few_units(m: int, n: int, few: TooFew) -> str:
    said = _("With %(with)s units with the programme and %(without)s without, nothing can be told from chance, whatever happens.") % {"with": m, "without": n}  # fmt: skip
    if few.needed is not None:
        said += " " + _("It takes at least %(needed)s units in all.") % {"needed": few.needed}
    return said


def _unit_rise(sight: Sight, spread: float | None) -> str:
    if sight.change is None:
        return _("nothing") if sight.too_few else _("not even the largest")
    return number(ceil(sight.change * (spread or 1) * 10 - 1e-9) / 10, 1)
