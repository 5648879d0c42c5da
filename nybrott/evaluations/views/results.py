"""What is told of a wave: pictures with their tables, and files. Nothing is reckoned here; the tables were made when it closed."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nybrott.core.verdict import insist
from nybrott.evaluations import feeds, queries, rules
from nybrott.evaluations.models import Wave
from nybrott.evaluations.queries import Told
from nybrott.evaluations.queries.results import categories_said
from nybrott.evaluations.states import WaveState
from nybrott.evaluations.views.framing import language, tabs, wave_of, way_to_wave
from nybrott.ui.charts import Chart
from nybrott.ui.formats import NONE, number
from nybrott.ui.levels import Level, levels
from nybrott.ui.tables import Cell, Column, Table

Parts = list[tuple[Chart | None, Table | None, str]]


@require_safe
def results(request: HttpRequest, pk: int) -> HttpResponse:
    """What people answered, as far as it may be told."""
    actor, wave = wave_of(request, pk)
    told = queries.results_of(wave, language()) if wave.state == WaveState.CLOSED else []
    shown = {
        "wave": wave, "may": rules.may_read_results(actor, wave), "blocks": [(one, _drawn(wave, one)) for one in told],
        "few": wave.state == WaveState.CLOSED and not told, "tabs": tabs(wave, "evaluations:results") if rules.may_manage(actor) else [],
        "breadcrumbs": way_to_wave(wave, _("Results")), "back": reverse("evaluations:wave", args=[pk]),
    }  # fmt: skip
    return render(request, "evaluations/results.html", shown)


def _drawn(wave: Wave, one: Told) -> Parts:
    draw = {"counts": _counts, "mean": _means, "change": _changes}.get(one.show)
    return draw(wave, one) if draw else []


def _said(wave: Wave, key: str, categories: Sequence[str]) -> str:
    return categories_said(wave.edition.read, key, categories, language())


def _counts(wave: Wave, one: Told) -> Parts:
    found: Parts = []
    picked = [(part, table) for part, table in one.tables if not table["by"] and _picked(table)]
    if picked:
        found.append(_picks(one, picked))
    for part, table in one.tables:
        if table["by"]:
            found.append((None, _cross(wave, one, part, table), ""))
        elif not _picked(table):
            found.append(_line(wave, one, part, table))
    return found


def _picked(table: dict[str, Any]) -> bool:
    return any(set(row["categories"]) & {"yes", "no"} for row in table["rows"]) and "." in table["key"]


def _picks(one: Told, parts: Sequence[tuple[str, dict[str, Any]]]) -> tuple[Chart | None, Table | None, str]:
    """Of what could be chosen beside others: how many chose each."""
    rows, most = [], 1
    for part, table in parts:
        count = next((row["count"] for row in table["rows"] if row["categories"] == ["yes"]), None)
        most = max(most, table["n"])
        rows.append((part, count, _("too few to show") if count is None else _("%(count)s of %(n)s") % {"count": number(count), "n": number(table["n"])}))  # fmt: skip
    drawn = levels([Level(*row) for row in rows], (0, most), title=one.text, description=_("A bar for each choice."))
    columns = [Column("choice", _("Answer")), Column("count", _("How many"), "end")]
    return drawn, Table(columns, [[part, said] for part, _count, said in rows], one.text, id=f"t-{one.id}", caption_hidden=True), ""  # fmt: skip


def _line(wave: Wave, one: Told, part: str, table: dict[str, Any]) -> tuple[Chart | None, Table | None, str]:
    name = part or one.text
    rows = [(_said(wave, table["key"], row["categories"]), row["count"]) for row in table["rows"]]
    id = f"t-{table['key'].replace('.', '-')}"
    columns = [Column("answer", _("Answer")), Column("count", _("How many"), "end")]
    numbers = Table(columns, [[label, number(count)] for label, count in rows], name, id=id, caption_hidden=True)
    note = _("Answers that few gave are shown together with the next.") if any(len(row["categories"]) > 1 for row in table["rows"]) else ""  # fmt: skip
    if len(rows) == 1:
        return None, None, _("Too few gave each answer to show them separately.")
    drawn = levels(
        [Level(label, count, number(count)) for label, count in rows], (0, max(count for _label, count in rows)), title=name,
        description=_("A bar for each answer."),
    )  # fmt: skip
    return drawn, numbers, note


def _cross(wave: Wave, one: Told, part: str, table: dict[str, Any]) -> Table:
    group = queries.label_of(wave.edition.read, table["by"], language())[0]
    name = _("%(question)s By: %(group)s") % {"question": part or one.text, "group": group}
    columns = [Column("answer", _("Answer"))]
    columns += [Column(f"g{place}", _said(wave, table["by"], column["categories"]), "end") for place, column in enumerate(table["columns"])]  # fmt: skip
    rows: list[list[Cell | str]] = [[_said(wave, table["key"], row["categories"]), *(number(count) for count in row["counts"])] for row in table["rows"]]  # fmt: skip
    rows.append([_("All"), *(number(column["count"]) for column in table["columns"])])
    return Table(columns, rows, name, id=f"t-{table['key'].replace('.', '-')}-by", stack=False)


def _of(row: dict[str, Any]) -> str:
    if row["mean"] is None:
        return _("too few to show")
    return number(row["mean"], 1)


def _rests_on(row: dict[str, Any]) -> str:
    if row["n"] is not None:
        return number(row["n"])
    return _("at least %(n)s") % {"n": number(row["at_least"])} if row["at_least"] else NONE


def _means(wave: Wave, one: Told) -> Parts:
    rows: list[tuple[str, dict[str, Any]]] = []
    for part, table in one.tables:
        if table["by"]:
            rows += [(" – ".join(filter(None, [part, _said(wave, table["by"], row["categories"])])), row) for row in table["rows"]]  # fmt: skip
        else:
            rows.append((part or _("All"), table))
    low, high = one.tables[0][1]["low"], one.tables[0][1]["high"]
    ends = (f"{low}: {one.low}", f"{high}: {one.high}")
    drawn = levels(
        [Level(label, row["mean"], _of(row)) for label, row in rows], (low, high), title=one.text, marks=True, ends=ends,
        description=_("A dot for each mean on its scale."),
    )  # fmt: skip
    columns = [Column("what", _("Of")), Column("mean", _("Mean"), "end"), Column("n", _("Answered"), "end")]
    cells: list[list[Cell | str]] = [[label, _of(row), _rests_on(row)] for label, row in rows]
    found: Parts = [(drawn, Table(columns, cells, one.text, id=f"t-{one.id}-mean", caption_hidden=True), "")]
    return [*found, *_country(wave, one)]


def _country(wave: Wave, one: Told) -> Parts:
    """What is known of the country beside it, and how far one may compare."""
    known, tongue = queries.country_of(wave, one.id), language()
    if known is None:
        return []
    rows: list[list[Cell | str]] = [
        [part, _of(table), known.rows[table["key"].partition(".")[2]][tongue] if table["key"].partition(".")[2] in known.rows else _("No figure known")]
        for part, table in one.tables if not table["by"]
    ]  # fmt: skip
    columns = [Column("what", _("Of")), Column("mean", _("Here"), "end"), Column("country", _("The country"))]
    table_ = Table(
        columns, rows, _("Beside the country: %(source)s") % {"source": known.named}, id=f"t-{one.id}-country"
    )
    return [(None, table_, f"{known.compare[tongue]} {known.n[tongue]}")]


def _changes(wave: Wave, one: Told) -> Parts:
    """How those whose answers are tied answered before and now; in steps of five, so without a picture."""
    columns = [
        Column("what", _("Of")), Column("higher", _("Higher than before"), "end"), Column("same", _("The same"), "end"),
        Column("lower", _("Lower than before"), "end"), Column("linked", _("Tied answers"), "end"),
    ]  # fmt: skip

    def told(count: int) -> str:
        return _("at least %(n)s") % {"n": number(count)} if count else _("fewer than 5")

    rows: list[list[Cell | str]] = [[part or _("All"), *(told(table[way]) for way in ("higher", "same", "lower", "linked"))] for part, table in one.tables]  # fmt: skip
    since = one.tables[0][1]["since_title"]
    caption = _("Since “%(wave)s”") % {"wave": since}
    return [(None, Table(columns, rows, caption, id=f"t-{one.id}-change"), "")]


@require_safe
def results_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The declared tables as CSV; nothing else ever goes along."""
    actor, wave = wave_of(request, pk)
    insist(rules.may_read_results(actor, wave))
    return feeds.results_file(wave, language(), now=timezone.now())


@require_safe
def results_json(request: HttpRequest, pk: int) -> HttpResponse:
    """The same for programs: tables and codebook, nothing anybody wrote."""
    actor, wave = wave_of(request, pk)
    insist(rules.may_read_results(actor, wave))
    return JsonResponse(feeds.results_json(wave, language()), json_dumps_params={"ensure_ascii": False})


@require_safe
def codebook_file(request: HttpRequest, pk: int) -> HttpResponse:
    """What each variable and each answer means."""
    actor, wave = wave_of(request, pk)
    insist(rules.may_read_results(actor, wave))
    return feeds.codebook_file(wave, language(), now=timezone.now())
