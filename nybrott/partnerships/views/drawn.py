"""What was shared as tables. The same for the pages of the network and for looking beforehand at what others would see."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from nybrott.benefits.queries import kind_words, summed, summed_between
from nybrott.benefits.states import Outcome
from nybrott.core.actor import Actor
from nybrott.core.gains import Sum, Total
from nybrott.observatory.queries import share_cell, share_names
from nybrott.partnerships import queries
from nybrott.partnerships.feeds.whole import short_class
from nybrott.partnerships.queries import CLASSES, PHASES, Day, Member
from nybrott.partnerships.states import Kind
from nybrott.procurements.states import ProcurementState
from nybrott.ui.formats import NONE, day_short, day_year, month, number
from nybrott.ui.tables import Cell, Column, Table

Row = list[Cell | str]


def people(n: int) -> str:
    """At least so many people; nothing exact of fewer than five."""
    return _("at least %(n)s") % {"n": number(n)} if n else _("fewer than five")


# --- programmes ---


def programmes(actor: Actor, shown: Sequence[Member]) -> dict[str, Any]:
    """Families of programmes with who made what of what, and runs."""
    names = {one.pk: one.name for one in shown}
    told = queries.programmes(actor, names)
    families = [
        {
            "root": root, "name": name,
            "rows": [
                {
                    "name": one.package.name, "who": names[one.organisation], "version": number(one.package.version), "on": one.package.released_on, "before": one.came_from,
                    "url": reverse("programmes:package", args=[one.package.pk]) if one.readable else "",
                }
                for one in rows
            ],
        }
        for root, name, rows in told.families
    ]  # fmt: skip
    columns = [Column("run", _("Run")), Column("who", _("Member")), Column("state", _("State")), Column("days", _("Days")), Column("drivers", _("Drivers"), "end"), Column("mentors", _("Mentors"), "end")]  # fmt: skip
    rows: list[Row] = [
        [
            Cell(one.run.title, url=reverse("runs:run", args=[one.run.pk]) if one.readable else ""), names[one.organisation], str(one.run.get_state_display()),
            f"{day_short(one.run.begins_on)} – {day_short(one.run.ends_on)}", people(one.drivers), people(one.mentors),
        ]
        for one in told.runs
    ]  # fmt: skip
    if len(rows) > 1:
        rows.append([_("All together"), "", "", "", people(told.drivers), people(told.mentors)])
    return {"families": families, "runs": Table(columns, rows, _("Runs"), id="runs") if rows else None, "n_runs": len(told.runs)}  # fmt: skip


# --- portfolio ---


def portfolio(_actor: Actor, shown: Sequence[Member]) -> dict[str, Any]:
    """Classes by phase, all together and member by member."""
    told = queries.portfolio([one.pk for one in shown])
    every = told.of()
    new = sum(told.of(klass=klass) for klass in CLASSES[:3])
    columns = [Column("phase", _("Phase")), *(Column(f"class-{place}", short_class(klass), "end") for place, klass in enumerate(CLASSES)), Column("all", _("All"), "end")]  # fmt: skip
    phases: list[Row] = [
        [str(ProcurementState(phase).label), *(number(told.of(klass=klass, phase=phase)) for klass in CLASSES), number(told.of(phase=phase))]
        for phase in PHASES
    ]  # fmt: skip
    phases.append([_("All"), *(number(told.of(klass=klass)) for klass in CLASSES), number(every)])
    each = [Column("who", _("Member")), *columns[1:-1], Column("joint", pgettext("procurements", "Joint"), "end"), Column("all", _("All"), "end")]  # fmt: skip
    rows: list[Row] = [
        [
            one.name, *(number(told.of(organisation=one.pk, klass=klass)) for klass in CLASSES),
            Cell(number(told.joint[one.pk]), note=_("unknown: %(n)s") % {"n": number(told.joint_unknown[one.pk])} if told.joint_unknown[one.pk] else ""),
            number(told.of(organisation=one.pk)),
        ]
        for one in shown
    ]  # fmt: skip
    return {
        "n": every, "innovative": new, "joint": told.joint.total(),
        "phases": Table(columns, phases, _("Procurements by phase and class"), id="phases") if every else None,
        "each": Table(each, rows, _("Procurements by member and class"), id="each") if every else None,
    }  # fmt: skip


# --- themes ---


def themes(_actor: Actor, shown: Sequence[Member]) -> dict[str, Any]:
    """Named themes, and which of them others have too."""
    names = {one.pk: one.name for one in shown}
    told = queries.themes(names)
    columns = [Column("theme", _("Theme")), Column("who", _("Member")), Column("needs", _("Needs"), "end"), Column("units", _("Units"), "end"), Column("alike", _("Others raise it too"))]  # fmt: skip
    rows: list[Row] = [
        [
            Cell(one.name), names[one.organisation], number(one.needs), number(one.units),
            Cell(", ".join(f"{theme} ({names[other]})" for other, theme, _why in one.alike), note=one.alike[0][2]) if one.alike else NONE,
        ]
        for one in told.rows
    ]  # fmt: skip
    shared = sum(bool(one.alike) for one in told.rows)
    return {"table": Table(columns, rows, _("Themes"), id="themes") if rows else None, "n": len(rows), "alike": shared, "nameless": told.nameless.total()}  # fmt: skip


# --- benefits ---


def effects(_actor: Actor, shown: Sequence[Member]) -> dict[str, Any]:
    """Sums by kind, all together and member by member, and how many say what."""
    told = queries.effects([one.pk for one in shown])
    said = [Column("what", _("What the last measurement says")), *(Column(f"m{one.pk}", one.name, "end") for one in shown)]  # fmt: skip
    outcomes = [*((one.value, str(one.label)) for one in Outcome), ("", _("Not measured yet"))]
    counted: list[Row] = [[label, *(number(told.counts[one.pk][key]) for one in shown)] for key, label in outcomes]
    n = sum(sum(one.values()) for one in told.counts.values())
    measured = n - sum(one[""] for one in told.counts.values())
    each = [(one, _sums(told.by_organisation[one.pk], {}, f"sums-{one.pk}")) for one in shown if told.by_organisation[one.pk]]  # fmt: skip
    return {
        "n": n, "measured": measured, "together": _sums(told.sums, told.members, "sums") if told.sums else None,
        "each": each if len(shown) > 1 else [], "said": Table(said, counted, _("What measurements say"), id="said") if n else None,
    }  # fmt: skip


def _sums(told: Sequence[Sum], members: Mapping[tuple[str, str], int], key: str) -> Table:
    columns = [Column("kind", _("Kind of benefit")), Column("estimated", _("Expected"), "end"), Column("of", _("Expected of those measured"), "end"), Column("measured", _("Measured"), "end"), Column("without", _("Without a measurement"), "end")]  # fmt: skip
    rows: list[Row] = []
    for one in told:
        n = members.get((one.kind, one.unit))
        note = ngettext("%(n)s member", "%(n)s members", n) % {"n": number(n)} if n else ""
        rows.append([Cell(kind_words(one.kind), note=note), *(_total(total, one.unit) for total in (one.estimated, one.expected_of_measured, one.measured)), number(len(one.without))])  # fmt: skip
    return Table(columns, rows, _("Benefits in sums, each kind and unit separately"), id=key)


def _total(one: Total, unit: str) -> Cell:
    if one.spread is None:
        return Cell(NONE)
    between = summed_between(one.spread, unit) or _("Uncertainty not known")
    n = ngettext("%(n)s benefit", "%(n)s benefits", one.n) % {"n": number(one.n)}
    return Cell(summed(one.spread.value, unit), note=f"{between} · {n}")


# --- joint, dates ---


def joint(actor: Actor, shown: Sequence[Member]) -> dict[str, Any]:
    """Joint processes with who is in them."""
    names = {one.pk: one.name for one in shown}
    columns = [Column("what", _("Joint process")), Column("state", _("State")), Column("in", _("In it")), Column("along", _("Follow along"))]  # fmt: skip
    rows: list[Row] = [
        [Cell(one.title, url=one.url), one.state, *(", ".join(names[key] for key in keys) or NONE for keys in (one.members, one.observers))]
        for one in queries.joint(actor, names)
    ]  # fmt: skip
    return {"table": Table(columns, rows, _("Joint processes"), id="joint") if rows else None, "n": len(rows)}


def calendar(shown: Sequence[Member], now: datetime) -> dict[str, Any]:
    """Days by month."""
    names = {one.pk: one.name for one in shown}
    found = queries.days(names, now)
    months = [
        {"name": month(first.on), "days": [{"day": one, "who": names[one.organisation], "when": _when(one)} for one in (first, *rest)]}
        for _key, group in groupby(found, key=lambda one: (one.on.year, one.on.month)) for first, *rest in [list(group)]
    ]  # fmt: skip
    return {"months": months, "n": len(found)}


def _when(one: Day) -> str:
    return day_year(one.on)


DRAWN: dict[str, Callable[[Actor, Sequence[Member]], dict[str, Any]]] = {
    Kind.PROGRAMMES: programmes, Kind.PORTFOLIO: portfolio, Kind.THEMES: themes, Kind.EFFECTS: effects, Kind.JOINT: joint,
}  # fmt: skip


def figures_row(actor: Actor, mine: Member) -> dict[str, Any]:
    """Our own row of the figures."""
    told = queries.official(actor, mine.organisation, [mine])
    columns = [Column("what", _("Figure")), Column("n", mine.name, "end")]
    rows: list[Row] = [[label, share_cell(side.share(key))] for _one, side in told.rows for key, label in share_names().items()]  # fmt: skip
    return {"table": Table(columns, rows, _("Our row"), id="row") if rows else None}
