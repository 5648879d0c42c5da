"""The figures of the observatory: three lenses by year, dialogues by year, and one organisation's finds as dots."""

from collections.abc import Iterable, Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nybrott.lake.shapes import NoticeRow, Organisation, ProcedureRow, Table
from nybrott.observatory.views import lists, words
from nybrott.ui import charts
from nybrott.ui.figures import CONFIRMED, LENSES, Figure
from nybrott.ui.formats import number, percent
from nybrott.ui.frame import Link
from nybrott.ui.tables import Cell, Column
from nybrott.ui.tables import Table as Grid

Row = Mapping[str, object]


def _definition(measure: str) -> Link:
    return Link(_("How this is counted"), reverse("observatory:definition", args=[measure]))


def _years(measured: Table) -> list[Row]:
    return [row for row in measured.records() if row["year"] is not None]


def _period(rows: Sequence[Row]) -> str:
    years = [int(str(row["year"])) for row in rows]
    return "" if not years else str(years[0]) if len(set(years)) == 1 else f"{min(years)}–{max(years)}"


def _total(rows: Iterable[Row], column: str) -> int:
    return sum(int(str(row[column] or 0)) for row in rows)


def _procurements(count: int) -> str:
    return ngettext("%(count)s procurement", "%(count)s procurements", count) % {"count": number(count)}


def _competitions(count: int) -> str:
    return ngettext("%(count)s competition", "%(count)s competitions", count) % {"count": number(count)}


def of_lenses(
    measured: Table, seen: Sequence[ProcedureRow], confirmed: Sequence[ProcedureRow], *, country: str
) -> Figure | None:
    """The procurements each lens sees, and those people have confirmed, year by year; None when there is nothing to draw.

    `measured` is the measure innovative-procurements by year, with what is confirmed beside it. Where no year holds twenty procurements a share would say
    little, so those in `seen` (the ones any lens sees) and `confirmed` are drawn as dots, each a procurement one can open.
    """
    rows = [row for row in _years(measured) if row["n"]]
    if not rows:
        return None
    n = _total(rows, "n")
    counts = {lens.key: _total(rows, lens.key) for lens in (*LENSES, CONFIRMED)}
    sentence = _(
        "Of %(procurements)s, %(behavioural)s show it in their own words, %(declared)s state it by code and %(strict)s choose a procedure made for it."
    ) % {"procurements": _procurements(n), **{key: number(count) for key, count in counts.items()}}
    if counts["confirmed"]:
        sentence = f"{sentence} {_confirmed(counts['confirmed'])}"
    few = max(int(str(row["n"])) for row in rows) < charts.FEW
    return Figure(
        sentence,
        _lens_dots(seen, confirmed, sentence) if few and any(counts.values()) else _lens_lines(rows, sentence),
        _lens_table(rows, country),
        period=_period(rows),
        n=_procurements(n),
        uncertainty=_("Every notice that was read is counted; what buyers leave out of their notices is not seen."),
        definition=_definition("innovative-procurements"),
        rows=Link(_("The procurements"), lists.procurements_url(country=country, shows="any")),
    )


def _confirmed(count: int) -> str:
    return ngettext(
        "People have confirmed a weak sign in %(count)s.", "People have confirmed weak signs in %(count)s.", count
    ) % {"count": number(count)}


def _dots(rows: Sequence[ProcedureRow | NoticeRow], lens: str = "") -> list[charts.Dot]:
    return [
        charts.Dot(row.year, lists.short_title(row), lists.notice_url(row.key))
        for row in rows
        if row.year is not None and (not lens or getattr(row, lens))
    ]


def _bands(seen: Sequence[ProcedureRow | NoticeRow], confirmed: Sequence[ProcedureRow | NoticeRow]) -> list[charts.Row]:
    """A band for each lens; one for what people have confirmed when there is any."""
    bands = [charts.Row(lens.key, str(lens.label), _dots(seen, lens.key)) for lens in LENSES]
    return [*bands, charts.Row(CONFIRMED.key, str(CONFIRMED.label), _dots(confirmed))] if confirmed else bands


def _lens_dots(seen: Sequence[ProcedureRow], confirmed: Sequence[ProcedureRow], title: str) -> charts.Chart:
    bands = _bands(seen, confirmed)
    return charts.dots(
        bands,
        title=title,
        description=_("One dot for each procurement, by lens and year; each dot leads to its notice."),
    )


def _lens_lines(rows: Sequence[Row], title: str) -> charts.Chart:
    series = [
        charts.Series(
            lens.key,
            str(lens.label),
            [
                charts.Point(int(str(row["year"])), _share(row[f"{lens.key}_share"]), n=int(str(row["n"])))
                for row in rows
            ],
        )
        for lens in (*LENSES, CONFIRMED)
        if lens is not CONFIRMED or _total(rows, CONFIRMED.key)
    ]
    return charts.lines(
        series,
        title=title,
        description=_("Lines by year, one for each way of counting: the share of procurements it sees."),
        unit="share",
    )


def _share(value: object) -> float | None:
    return None if value is None else float(str(value))


def _lens_table(rows: Sequence[Row], country: str) -> Grid:
    def cell(row: Row, lens: str) -> Cell:
        count = int(str(row[lens]))
        url = lists.procurements_url(country=country, year=row["year"], shows=lens) if count else ""
        # a share of a handful says more than is known
        share = percent(row[f"{lens}_share"]) if int(str(row["n"])) >= charts.FEW else ""
        return Cell(number(count), url=url, note=share)

    shown = (*LENSES, CONFIRMED)
    return Grid(
        [
            Column("year", _("Year")),
            Column("n", _("Procurements"), "end"),
            *(Column(lens.key, str(lens.label), "end") for lens in shown),
        ],
        [[str(row["year"]), number(row["n"]), *(cell(row, lens.key) for lens in shown)] for row in rows],
        caption=_("Procurements by year and lens"),
        id="lenses-table",
        stack=False,
        caption_hidden=True,
    )


def of_dialogues(measured: Table, *, country: str) -> Figure | None:
    """Announced market dialogues beside announced procurements, year by year; None when there is nothing to draw.

    `measured` is the measure dialogue-share by year.
    """
    rows = [row for row in _years(measured) if row["n"]]
    if not rows:
        return None
    n, dialogues = _total(rows, "n"), _total(rows, "dialogues")
    sentence = _("Buyers announced %(dialogues)s alongside %(competitions)s: %(share)s.") % {
        "dialogues": ngettext("%(count)s market dialogue", "%(count)s market dialogues", dialogues)
        % {"count": number(dialogues)},
        "competitions": _competitions(n),
        "share": percent(dialogues / n),
    }
    points = [charts.Point(int(str(row["year"])), _share(row["dialogue_share"]), n=int(str(row["n"]))) for row in rows]
    series = [charts.Series("behavioural", _("Dialogue share"), points)]
    return Figure(
        sentence,
        charts.lines(
            series,
            title=sentence,
            description=_("One line by year: announced dialogues per announced competition."),
            unit="share",
        ),
        _dialogue_table(rows, country),
        period=_period(rows),
        n=_competitions(n),
        uncertainty=_(
            "A dialogue and the competition that follows are rarely linked by the notices themselves, so both are counted apart."
        ),
        definition=_definition("dialogue-share"),
        rows=Link(_("The notices with dialogue"), lists.notices_url(country=country, shows="market_dialogue")),
    )


def _dialogue_table(rows: Sequence[Row], country: str) -> Grid:
    def dialogues(row: Row) -> Cell:
        url = lists.notices_url(country=country, year=row["year"], shows="market_dialogue") if row["dialogues"] else ""
        return Cell(number(row["dialogues"]), url=url)

    return Grid(
        [
            Column("year", _("Year")),
            Column("n", _("Competitions"), "end"),
            Column("dialogues", _("Market dialogues"), "end"),
            Column("share", _("Dialogue share"), "end"),
        ],
        [[str(row["year"]), number(row["n"]), dialogues(row), percent(row["dialogue_share"])] for row in rows],
        caption=_("Market dialogues and competitions by year"),
        id="dialogues-table",
        stack=False,
        caption_hidden=True,
    )


def of_organisation(
    found: Organisation, seen: Sequence[NoticeRow], confirmed: Sequence[NoticeRow], measured: Table
) -> Figure | None:
    """One buyer's finds as dots, each a notice one can open; None when nothing was found.

    `seen` are its notices that any lens sees, `confirmed` those in which people have confirmed a sign; `measured` is the
    measure innovative-procurements by year for it, with what is confirmed beside it.
    """
    every = {row.key: row for row in (*seen, *confirmed)}.values()
    dated = [row for row in every if row.year is not None]
    if not dated:
        return None
    rows = _years(measured)
    sentence = ngettext(
        "%(count)s notice shows that %(name)s is open to something new.",
        "%(count)s notices show that %(name)s is open to something new.",
        len(dated),
    ) % {"count": number(len(dated)), "name": found.row.name}
    return Figure(
        sentence,
        charts.dots(
            _bands(seen, confirmed),
            title=sentence,
            description=_("One dot for each notice, by lens and year; each dot leads to its notice."),
        ),
        _lens_table(rows, "") if rows else _seen_table(dated),
        period=_period([{"year": row.year} for row in dated]),
        n=ngettext("%(count)s notice", "%(count)s notices", found.row.notices) % {"count": number(found.row.notices)},
        definition=_definition("innovative-procurements"),
    )


def _seen_table(seen: Sequence[NoticeRow]) -> Grid:
    return Grid(
        [Column("title", _("Notice")), Column("year", _("Year"), "end"), Column("stage", _("Stage"))],
        [
            [
                Cell(lists.short_title(row), url=lists.notice_url(row.key)),
                str(row.year),
                words.word(words.STAGES, row.stage),
            ]
            for row in seen
        ],
        caption=_("Notices in which something was found"),
        id="seen-table",
        caption_hidden=True,
    )
