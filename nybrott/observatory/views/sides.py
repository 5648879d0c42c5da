"""A comparison drawn: the sentence that says what one sees, the picture, and the tables behind."""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nybrott.core.comparison import Share, Side
from nybrott.core.groups import Match
from nybrott.lake.shapes import OrganisationRow
from nybrott.observatory.queries import Asked, Comparison, median_cell, share_cell, share_names
from nybrott.observatory.queries.telling import hollow
from nybrott.observatory.views import lists, words
from nybrott.ui.charts import FEW
from nybrott.ui.figures import Figure
from nybrott.ui.formats import NONE, number, percent
from nybrott.ui.frame import Link
from nybrott.ui.strips import Mark, Strip, strips
from nybrott.ui.tables import Cell, Column, Pages, Table
from nybrott.ui.templatetags.ui import tag

MOST_DRAWN = 150  # dots on a strip; a picture of thousands is a smear and heavy to send

HUES: Mapping[str, str] = {
    "dialogue_share": "behavioural",
    "strict_share": "strict",
    "declared_share": "declared",
    "behavioural_share": "behavioural",
    "confirmed_share": "confirmed",
    "small_share": "quiet",
}


def _place(asked: Asked) -> str:
    return words.country(asked.countries[0]) if len(asked.countries) == 1 else _("the countries compared")


def together_name(asked: Asked, comparison: Comparison) -> str:
    """What all that is compared is called together."""
    if not asked.group:
        return _("All of %(country)s") % {"country": _place(asked)}
    return comparison.rows[0].name if len(comparison.rows) == 1 else _("The group together")


def rest_name(asked: Asked) -> str:
    """What the rest is called."""
    return _("The rest of %(country)s") % {"country": _place(asked)}


def _with_n(share: Share) -> str:
    if share.value is None:
        return NONE
    shown = percent(share.value)
    return shown if share.n >= FEW else _("%(share)s (n = %(n)s)") % {"share": shown, "n": number(share.n)}


def sentence(asked: Asked, comparison: Comparison) -> str:
    """What one sees, in one sentence."""
    if comparison.rest is None:
        some = sum(1 for row in comparison.rows if row.counts.dialogues)
        return ngettext(
            "%(some)s of %(count)s organisation in %(country)s has announced a market dialogue.",
            "%(some)s of %(count)s organisations in %(country)s have announced a market dialogue.",
            len(comparison.rows),
        ) % {"some": number(some), "count": number(len(comparison.rows)), "country": _place(asked)}
    own, rest = comparison.together.share("dialogue_share"), comparison.rest.share("dialogue_share")
    said = {
        "who": together_name(asked, comparison),
        "dialogues": ngettext("%(count)s market dialogue", "%(count)s market dialogues", own.part)
        % {"count": number(own.part)},
        "competitions": ngettext("%(count)s competition", "%(count)s competitions", own.n) % {"count": number(own.n)},
        "share": percent(own.value),
        "rest": _with_n(rest),
        "country": _place(asked),
    }
    if own.value is None:
        return _("%(who)s: %(dialogues)s and %(competitions)s, so there is no share to compare.") % said
    if rest.value is None:
        return (
            _("%(who)s: %(dialogues)s for %(competitions)s, or %(share)s. There are no others to compare with.") % said
        )
    return (
        _("%(who)s: %(dialogues)s for %(competitions)s, or %(share)s. In the rest of %(country)s it is %(rest)s.")
        % said
    )


def figure(asked: Asked, comparison: Comparison, *, period: str, division: str) -> Figure:
    """The figure on top of the page: five shares as strips, and their numbers."""
    drawn = sorted(comparison.rows, key=lambda row: -row.counts.procurements)[:MOST_DRAWN]
    here, there = together_name(asked, comparison), rest_name(asked)
    rows = [
        Strip(
            HUES[share],
            label,
            [mark for row in drawn if (mark := _mark(row, row.name, share))],
            _mark(comparison.together, here, share),
            _mark(comparison.rest, there, share) if comparison.rest else None,
        )
        for share, label in share_names().items()
    ]
    said = sentence(asked, comparison)
    described = _(
        "Six strips, each a share with its own scale: a dot for each organisation, a line for all of them together, and a dashed line for the rest."
    )
    n = comparison.together.counts.procurements
    return Figure(
        said,
        strips(rows, title=said, description=described),
        _summary(comparison, here, there),
        period=period,
        n=ngettext("%(count)s procurement", "%(count)s procurements", n) % {"count": number(n)},
        coverage=division,
        uncertainty=_("A hollow dot rests on fewer than twenty. Where few are compared, chance plays a large part."),
        definition=Link(_("How we count"), reverse("observatory:definitions")),
        rows=None
        if asked.group or asked.cpv
        else Link(_("The procurements"), lists.procurements_url(country=asked.country)),
    )


def _mark(side: Side, label: str, name: str) -> Mark | None:
    share = side.share(name)
    return None if share.value is None else Mark(label, share.value, share.n)


def _summary(comparison: Comparison, here: str, there: str) -> Table:
    sides = [comparison.together, *([comparison.rest] if comparison.rest else [])]
    rows: list[list[Cell | str]] = [
        [label, *(share_cell(side.share(share)) for side in sides)] for share, label in share_names().items()
    ]
    rows.append([_("Tenders received, median"), *(median_cell(side) for side in sides)])
    names = [here, there][: len(sides)]
    return Table(
        [Column("what", _("Figure")), *(Column(f"side-{place}", name, "end") for place, name in enumerate(names))],
        rows,
        caption=_("The figures together"),
        id="together-table",
        stack=False,
        caption_hidden=True,
    )


def _lens_cell(share: Share) -> Cell:
    """How many a lens sees, with their share; what it is a share of stands in the column of procurements."""
    return Cell(number(share.part), note=hollow(share) if share.part else "")


def organisations_table(
    asked: Asked,
    rows: Sequence[Side],
    *,
    sort: str,
    pages: Pages,
    query: Mapping[str, list[str]],
    sortable: bool,
) -> Table:
    """One row for each organisation."""
    columns = [
        Column("name", _("Organisation"), sortable=sortable),
        Column("procurements", _("Procurements"), "end", sortable=sortable),
        Column("dialogue_share", _("Dialogues per competition"), "end", sortable=sortable),
        Column("strict", _("Strict"), "end", sortable=sortable),
        Column("declared", _("Declared"), "end", sortable=sortable),
        Column("behavioural", _("Behavioural"), "end", sortable=sortable),
        Column("confirmed", _("Confirmed"), "end", sortable=sortable),
        Column("tenders", _("Tenders (median)"), "end", sortable=sortable),
        Column("small_share", _("Won by small suppliers"), "end", sortable=sortable),
    ]
    return Table(
        columns,
        [_row(asked, side) for side in rows],
        caption=_("The organisations compared"),
        id="compared-table",
        sort=sort if sortable else "",
        query=query,
        pages=pages if sortable else None,
        caption_hidden=True,
        swap="compared",
    )


def _row(asked: Asked, side: Side) -> list[Cell | str]:
    several = len(asked.countries) > 1
    return [
        Cell(
            side.name or side.ref,
            url=lists.organisation_url(side.country, side.ref),
            note=words.country(side.country) if several else "",
        ),
        number(side.counts.procurements),
        share_cell(side.share("dialogue_share")),
        *(_lens_cell(side.share(f"{lens}_share")) for lens in ("strict", "declared", "behavioural", "confirmed")),
        median_cell(side),
        share_cell(side.share("small_share")),
    ]


def matches_table(matches: Sequence[Match[OrganisationRow]]) -> Table:
    """A list that somebody brought, line by line: what it says, and who was found."""
    outcomes = {
        "found": _("Found"),
        "name": _("Found by its name"),
        "part": _("Found by a part of its name"),
        "again": _("Found before"),
        "several": _("Fits several; write the number"),
        "unknown": _("Not found"),
    }
    kinds = {"found": "success", "name": "success", "part": "info", "again": "neutral", "several": "warning"}
    rows: list[list[Cell | str]] = [
        [
            match.line.shown,
            Cell(tag(outcomes[match.outcome], kinds.get(match.outcome, "danger")), note=""),
            Cell(format_html_join(", ", '<a href="{}">{}</a> {}', _links(match))) if match.organisations else NONE,
            number(match.line.place),
        ]
        for match in matches
    ]
    return Table(
        [
            Column("said", _("The list says")),
            Column("outcome", _("Outcome")),
            Column("who", _("Organisation")),
            Column("place", _("Line"), "end"),
        ],
        rows,
        caption=_("The list, line by line"),
        id="matches",
        caption_hidden=True,
    )


def _links(match: Match[OrganisationRow]) -> list[tuple[str, str, str]]:
    return [(lists.organisation_url(row.country, row.ref), row.name, row.ref) for row in match.organisations]
