"""The lists of the observatory as tables: organisations and notices."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from nybrott.lake.shapes import Coverage, NoticeRow, OrganisationRow, Page, ProcedureRow
from nybrott.observatory.views import words
from nybrott.ui.figures import LENSES
from nybrott.ui.formats import day_short, number
from nybrott.ui.tables import Cell, Column, Pages, Table
from nybrott.ui.templatetags.ui import tag

LONGEST_TITLE = 140


def asked_page(request: HttpRequest) -> int:
    """The page number asked for; anything that is none is the first."""
    asked = request.GET.get("page", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 8 else 1


def asked_sort(request: HttpRequest, allowed: Sequence[str], default: str) -> str:
    """The sorting asked for if it is one of `allowed` (with or without a minus), else `default`."""
    asked = request.GET.get("sort", "")
    return asked if asked.removeprefix("-") in allowed else default


def query_of(request: HttpRequest) -> dict[str, list[str]]:
    """The address's own query, which sort and page links keep."""
    return dict(request.GET.lists())


def organisation_url(country: str, ref: str) -> str:
    """Where an organisation's figures stand."""
    return reverse("observatory:organisation", args=[country, ref])


def notice_url(key: str) -> str:
    """Where a notice stands."""
    return reverse("observatory:notice", args=[key])


def notices_url(**wanted: Any) -> str:
    """The list of notices, narrowed."""
    return _narrowed("observatory:notices", wanted)


def tests_line(coverage: Coverage) -> list[tuple[str, SafeString]]:
    """The line of a list of facts that tells how many notices are mere tests, and leads to them; none without any."""
    tests = sum(count.notices for count in coverage.by_stage if count.name == "test")
    if not tests:
        return []
    link = format_html('<a class="ds-link" href="{}">{}</a>', notices_url(stage="test"), number(tests))
    return [(_("Test notices, not counted"), link)]


def organisations_url(**wanted: Any) -> str:
    """The list of organisations, narrowed."""
    return _narrowed("observatory:organisations", wanted)


def _narrowed(name: str, wanted: Mapping[str, Any]) -> str:
    query = urlencode({key: value for key, value in wanted.items() if value})
    return f"{reverse(name)}?{query}" if query else reverse(name)


def organisations_table(
    page: Page[OrganisationRow], *, sort: str, query: Mapping[str, list[str]], paged: bool = True
) -> Table:
    """Buyers with what was found in their procurements."""
    columns = [
        Column("name", _("Organisation"), sortable=paged),
        Column("notices", _("Notices"), "end", sortable=paged),
        Column("procedures", _("Procurements"), "end", sortable=paged),
        Column("dialogues", _("Market dialogues"), "end", sortable=paged),
        Column("strict", _("Strict"), "end", sortable=paged),
        Column("declared", _("Declared"), "end", sortable=paged),
        Column("behavioural", _("Behavioural"), "end", sortable=paged),
    ]
    rows: list[list[Cell | str]] = [
        [
            Cell(row.name, url=organisation_url(row.country, row.ref), note=words.country(row.country)),
            *(
                number(value)
                for value in (row.notices, row.procedures, row.dialogues, row.strict, row.declared, row.behavioural)
            ),
        ]
        for row in page.rows
    ]
    return Table(
        columns,
        rows,
        caption=_("Organisations and what was found in their procurements"),
        id="organisations-table",
        swap="organisations",
        sort=sort,
        query=query,
        pages=Pages(page.number, page.pages, page.total) if paged else None,
        caption_hidden=True,
    )


def procurements_url(**wanted: Any) -> str:
    """The list of procurements, narrowed: the rows behind a figure."""
    return _narrowed("observatory:procurements", wanted)


def procurements_table(page: Page[ProcedureRow], *, sort: str, query: Mapping[str, list[str]]) -> Table:
    """Procurements with what was found in any of their notices."""
    columns = [
        Column("title", _("Procurement"), sortable=True),
        Column("buyer", _("Organisation"), sortable=True),
        Column("opened", _("Announced"), "end", sortable=True),
        Column("notices", _("Notices"), "end", sortable=True),
        Column("lenses", _("Lenses")),
    ]
    rows: list[list[Cell | str]] = [
        [
            Cell(short_title(row), url=notice_url(row.key)),
            Cell(row.buyer_name, url=organisation_url(row.country, row.buyer) if row.buyer else ""),
            day_short(row.opened_on),
            number(row.notices),
            format_html_join(
                " ", "{}", ((tag(str(lens.label), lens.key),) for lens in LENSES if getattr(row, lens.key))
            ),
        ]
        for row in page.rows
    ]
    return Table(
        columns,
        rows,
        caption=_("Procurements and the lenses that see them"),
        id="procurements-table",
        swap="procurements",
        sort=sort,
        query=query,
        pages=Pages(page.number, page.pages, page.total),
        caption_hidden=True,
    )


def found_tags(row: NoticeRow) -> SafeString:
    """What was found in a notice, as tags."""
    shown = [
        (row.market_dialogue, _("Market dialogue"), "behavioural"),
        (row.partnership, _("Partnership or pre-commercial"), "strict"),
        (row.innovation and not row.partnership, _("Signs of innovation"), "accent"),
        (row.declared, _("Declared"), "declared"),
        (bool(row.candidates), _("Candidate"), "neutral"),
    ]
    return format_html_join(" ", "{}", ((tag(label, kind),) for wanted, label, kind in shown if wanted))


def notices_table(page: Page[NoticeRow], *, sort: str, query: Mapping[str, list[str]], buyer: bool = True) -> Table:
    """Notices with what was found in them."""
    columns = [
        Column("title", _("Notice"), sortable=True),
        *([Column("buyer", _("Organisation"), sortable=True)] if buyer else []),
        Column("published", _("Published"), "end", sortable=True),
        Column("stage", _("Stage"), sortable=True),
        Column("found", _("Found")),
    ]
    rows: list[list[Cell | str]] = [
        [
            Cell(short_title(row), url=notice_url(row.key)),
            *(
                [Cell(row.buyer_name, url=organisation_url(row.country, row.buyer) if row.buyer else "")]
                if buyer
                else []
            ),
            day_short(row.published_on),
            words.word(words.STAGES, row.stage),
            found_tags(row),
        ]
        for row in page.rows
    ]
    return Table(
        columns,
        rows,
        caption=_("Notices and what was found in them"),
        id="notices-table",
        swap="notices",
        sort=sort,
        query=query,
        pages=Pages(page.number, page.pages, page.total),
        caption_hidden=True,
    )


def short_title(row: NoticeRow | ProcedureRow) -> str:
    """The title, cut for a list; a notice without one says so."""
    title = row.title or _("Notice without a title")
    return title if len(title) <= LONGEST_TITLE else f"{title[:LONGEST_TITLE].rsplit(' ', 1)[0]} …"
