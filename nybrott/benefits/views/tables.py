"""Benefits, sums and measurements as tables, and a benefit as a picture over time."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nybrott.benefits import queries
from nybrott.benefits.models import Measurement
from nybrott.benefits.queries import Standing, amount, interval
from nybrott.benefits.states import Outcome
from nybrott.benefits.views.framing import TONES, stands
from nybrott.core.gains import Sum
from nybrott.core.terms import months_between
from nybrott.ui import charts
from nybrott.ui.figures import Figure
from nybrott.ui.formats import day_short, number
from nybrott.ui.frame import Link
from nybrott.ui.tables import Cell, Column, Pages, Query, Table
from nybrott.ui.templatetags.ui import tag

LARGE = (
    (Decimal(10) ** 8, 1_000_000),
    (Decimal(10) ** 5, 1_000),
)  # from this size the axis is in millions, in thousands


def sums_table(found: Sequence[Sum]) -> Table:
    """Estimated and measured side by side, with how many each rests on, and those nobody has measured by name."""
    columns = [
        Column("kind", _("Kind of benefit")), Column("estimated", _("Expected (before)"), "end"), Column("measured", _("Measured"), "end"),
        Column("same", _("Expected of those measured"), "end"), Column("without", _("Not measured yet")),
    ]  # fmt: skip
    rows: list[list[Cell | str]] = [
        [
            Cell(queries.kind_words(one.kind), note=queries.summed_words(one.unit)), _total(one, "estimated"), _total(one, "measured"),
            _total(one, "expected_of_measured"), Cell(", ".join(one.without) or number(None)),
        ]
        for one in found
    ]  # fmt: skip
    return Table(columns, rows, _("What it comes to"), id="sums", caption_hidden=True)


def _total(one: Sum, which: str) -> Cell:
    total = getattr(one, which)
    if (amounts := total.spread) is None:
        return Cell(number(None), note=_("none"))
    n = ngettext("%(n)s benefit", "%(n)s benefits", total.n) % {"n": number(total.n)}
    between = queries.summed_between(amounts, one.unit)
    note = f"{between}; {n}" if between else _("%(n)s, %(m)s without an interval") % {"n": n, "m": number(total.unsure)}
    return Cell(queries.summed(amounts.value, one.unit), note=note)


def benefits_table(
    found: Sequence[Standing],
    *,
    whose: bool = False,
    sort: str = "",
    query: Query | None = None,
    pages: Pages | None = None,
) -> Table:
    """A row for each benefit; `whose` adds the procurement."""
    columns = [
        Column("title", _("Benefit"), sortable=bool(sort)), Column("before", _("Before")), Column("expected", _("Expected gain")),
        Column("measured", _("Measured gain")), Column("says", _("What it says")),
    ]  # fmt: skip
    rows = [_benefit(one, whose=whose) for one in found]
    return Table(
        columns,
        rows,
        _("Benefits"),
        id="benefits-table",
        sort=sort,
        query=query or {},
        pages=pages,
        caption_hidden=True,
        swap="benefits" if sort else "",
    )


def _benefit(one: Standing, *, whose: bool) -> list[Cell | str]:
    benefit = one.benefit
    url = reverse("benefits:benefit", args=[benefit.procurement_id, benefit.pk])
    about = benefit.procurement.title if whose else str(benefit.get_kind_display())
    owner = benefit.owner.name if benefit.owner else _("No one")
    expected, measured = (
        Cell(amount(gain.value if gain else None, benefit), note=interval(gain, benefit))
        for gain in (one.expected, one.measured)
    )
    says = Cell(stands(one), note=day_short(one.latest.on) if one.latest else "")
    return [Cell(benefit.title, url, f"{about} · {owner}"), _before(one), expected, measured, says]


def _before(one: Standing) -> Cell:
    if one.baseline is None:
        return Cell(_("Not recorded"))
    late = _("entered after the competition") if one.baseline.late else ""
    if one.before is None:
        return Cell(_("No baseline"), note=late)
    return Cell(amount(one.before.value, one.benefit), note=late or day_short(one.baseline.on))


def measurements_table(one: Standing, may: Mapping[int, str]) -> Table:
    """The measurements, the newest first, and those that were corrected with what replaced them. `may`: where each can be corrected."""
    columns = [
        Column("on", _("Day")), Column("value", _("Measured level"), "end"), Column("gain", _("Against the baseline"), "end"), Column("says", _("What it says")),
        Column("how", _("How it was measured")),
    ]  # fmt: skip
    newest = sorted((*one.measurements, *one.corrected), key=lambda each: (each.on, each.pk), reverse=True)
    gone = {each.pk for each in one.corrected}
    rows: list[list[Cell | str]] = [_measurement(one, each, each.pk in gone, may) for each in newest]
    return Table(columns, rows, _("Measurements"), id="measurements", caption_hidden=True)


def _measurement(one: Standing, each: Measurement, gone: bool, may: Mapping[int, str]) -> list[Cell | str]:
    gain = one.gain_of(each)
    if gone:
        says = str(tag(_("Corrected"), "neutral"))
    else:
        says = str(tag(str(each.get_outcome_display()), TONES[Outcome(each.outcome)]))
    note = (
        _("the numbers said: %(said)s") % {"said": str(each.get_proposed_display()).lower()}
        if each.proposed != each.outcome
        else ""
    )
    return [
        Cell(day_short(each.on), may.get(each.pk, ""), each.made_by.name if each.made_by else ""), Cell(amount(each.value, one.benefit), note=interval(each.spread, one.benefit)),
        Cell(amount(gain.value if gain else None, one.benefit), note=interval(gain, one.benefit)), Cell(says, note=note),
        Cell(each.how, note=_("Corrects an earlier one: %(why)s") % {"why": each.why} if each.why else ""),
    ]  # fmt: skip


# --- over time ---


def picture(one: Standing, table: Table) -> Figure | None:
    """The baseline, the target and what was measured over time; None where nothing was measured, or a scale from nothing would show too little."""
    last = one.latest
    amounts = [end for each in one.measurements for end in each.spread.ends]
    amounts += [each for each in (one.before.value if one.before else None, one.benefit.target) if each is not None]
    if last is None or min(amounts) < 0:
        return None
    shrunk = next((by for size, by in LARGE if max(amounts) >= size), 1)
    place = _places(one)
    series = _series(one, place, shrunk)
    unit = queries.unit_of(one.benefit)
    words = {
        1: unit,
        1_000: _("thousands of %(unit)s") % {"unit": unit},
        1_000_000: _("millions of %(unit)s") % {"unit": unit},
    }[shrunk]
    sentence = _("%(said)s, measured %(day)s: %(value)s") % {"said": last.get_outcome_display(), "day": day_short(last.on), "value": amount(last.value, one.benefit)}  # fmt: skip
    chart = charts.lines(
        series, title=sentence, unit="count", names=_names(place),
        description=_("What was measured month by month, with its intervals, beside the level before and the level to reach. In %(unit)s.") % {"unit": words},
    )  # fmt: skip
    n = ngettext("%(n)s measurement", "%(n)s measurements", len(one.measurements)) % {
        "n": number(len(one.measurements))
    }
    return Figure(
        sentence,
        chart,
        table,
        f"{day_short(min(place))} – {day_short(max(place))}",
        f"{n}, {words}",
        Link(_("How it was before"), "#before"),
        uncertainty=interval(last.spread, one.benefit),
    )


def _places(one: Standing) -> dict[date, int]:
    """Months from the first day to each that is drawn, in their order."""
    asked = (one.baseline.on if one.baseline else None, one.benefit.target_on, *(each.on for each in one.measurements))
    days = sorted({day for day in asked if day})
    return {day: months_between(days[0], day) for day in days}


def _series(one: Standing, place: Mapping[date, int], shrunk: int) -> list[charts.Series]:
    """What was measured, and the levels before and to reach from end to end."""
    ends = sorted({0, max(place.values())})
    measured = charts.Series(
        "confirmed", _("Measured"), [_point(place[each.on], each, shrunk) for each in one.measurements]
    )
    levels = (
        ("declared", _("Before"), one.before.value if one.before else None),
        ("behavioural", _("Target"), one.benefit.target),
    )
    lines = [
        charts.Series(key, label, [charts.Point(at, float(value / shrunk)) for at in ends])
        for key, label, value in levels
        if value is not None
    ]
    return [measured, *lines]


def _point(place: int, one: Measurement, shrunk: int) -> charts.Point:
    low, high = (
        (None, None) if one.low is None or one.high is None else (float(one.low / shrunk), float(one.high / shrunk))
    )
    return charts.Point(place, float(one.value / shrunk), low, high)


def _names(place: Mapping[date, int]) -> dict[int, str]:
    """What stands below the line: the month of each day, left out where it would run into the one before."""
    told: dict[int, str] = {}
    clear, last = 0.15 * max(place.values()), max(place.values())
    for day, at in place.items():
        if at in told:  # two days of one month: the first names it
            continue
        named = [key for key, name in told.items() if name]
        near = named and at - named[-1] < clear
        told[at] = "" if near or 0 < last - at < clear else f"{day:%m.%Y}"
    return told
