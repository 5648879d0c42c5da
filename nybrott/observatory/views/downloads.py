"""Everything that is shown, to take along: lists and figures as files, the lake's tables, and the page about open data."""

import re
from collections.abc import Callable, Iterable
from hashlib import sha256

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nybrott.core import measures
from nybrott.lake.copies import TooLarge, open_tables, table_file
from nybrott.lake.shapes import Coverage, NoticeRow, OrganisationRow, Page, ProcedureRow, Table
from nybrott.lake.tables import SCHEMAS
from nybrott.notices.queries import confirmed_notices
from nybrott.observatory import queries
from nybrott.observatory.feeds import MOST_ROWS, edition, licence, list_sheet, measure_sheet, title_of, what_of
from nybrott.observatory.forms import NoticeForm, OrganisationForm, ProcurementForm
from nybrott.observatory.queries import compared
from nybrott.observatory.views import files, lists, words
from nybrott.observatory.views.comparison import asked_of, asked_sort, comparison_sheet_of
from nybrott.observatory.views.notices import SORTS as NOTICE_SORTS
from nybrott.observatory.views.organisations import SORTS as ORGANISATION_SORTS
from nybrott.observatory.views.procurements import SORTS as PROCUREMENT_SORTS
from nybrott.ui.formats import day_year, number
from nybrott.ui.frame import Link
from nybrott.ui.sheets import KINDS, Sheet

YEAR = re.compile(r"[12]\d{3}")
GROUPINGS = ("year", "country", "cpv", "buyer")


@require_safe
def data(request: HttpRequest, name: str) -> HttpResponseBase:
    """A list or a figure as `notices.csv`, `dialogue-share.xlsx`, `comparison.json` …, a figure or a table as `texts.parquet`.

    The address's query narrows it just as on the page. The same state of the data is sent once: an ETag says so.
    """
    what, _dot, kind = name.rpartition(".")
    coverage = queries.coverage()
    sheets = _sheets()
    table = kind == "parquet" and what in SCHEMAS
    if kind == "parquet" and (not (table or what in queries.known_measures()) or not coverage.generation):
        raise Http404
    if kind != "parquet" and (kind not in KINDS or what not in sheets):
        raise Http404
    # what people answer moves figures without another lake
    judged = "" if table else repr(confirmed_notices())
    etag = _etag(coverage.generation, judged, edition(), get_language() or "", request.get_full_path())
    response: HttpResponseBase
    if unchanged := get_conditional_response(request, etag=etag):
        response = unchanged
    elif table:
        response = _table(what, coverage)
    else:
        response = files.answer(
            sheets[what](request, coverage), kind, coverage, codebook=request.GET.get("codebook") != "no"
        )
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "no-cache"
    return response


def _etag(*parts: str) -> str:
    return f'"{sha256(chr(0).join(parts).encode("utf-8", "replace")).hexdigest()[:32]}"'


def _table(name: str, coverage: Coverage) -> HttpResponseBase:
    said = {"generation": coverage.generation, "rules": coverage.rules, "licence": licence()}
    try:
        path = table_file(settings.LAKE, name, settings.VAR / "open-data", said)
    except TooLarge as trouble:
        raise Http404(str(trouble)) from None
    if path is None:
        raise Http404
    response = FileResponse(path.open("rb"), content_type="application/vnd.apache.parquet", headers=files.PACKED)
    response.headers["Content-Disposition"] = content_disposition_header(
        True, files.file_name(name, "parquet", coverage)
    )
    return response


Maker = Callable[[HttpRequest, Coverage], Sheet]


def _sheets() -> dict[str, Maker]:
    return {
        "notices": _notices,
        "procurements": _procurements,
        "organisations": _organisations,
        "comparison": _comparison,
        **{name: _measure_of(name) for name in queries.known_measures()},
    }


def _notices(request: HttpRequest, coverage: Coverage) -> Sheet:
    form = NoticeForm(
        request.GET,
        countries=_codes(queries.countries(coverage)),
        years=queries.years(coverage),
        stages=_codes(words.STAGES),
    )
    wanted = form.wanted() | ({"buyer": request.GET["buyer"]} if request.GET.get("buyer") else {})
    sort = lists.asked_sort(request, NOTICE_SORTS, "-published")

    def ask(page: int, size: int) -> Page[NoticeRow]:
        return queries.notices(wanted, sort=sort, page=page, size=size)

    return list_sheet(
        "notices",
        ask,
        coverage,
        {
            "stage": lambda row: words.word(words.STAGES, row.stage),
            "url": lambda row: request.build_absolute_uri(lists.notice_url(row.key)),
        },
    )


def _procurements(request: HttpRequest, coverage: Coverage) -> Sheet:
    form = ProcurementForm(request.GET, countries=_codes(queries.countries(coverage)), years=queries.years(coverage))
    wanted = form.wanted()
    sort = lists.asked_sort(request, PROCUREMENT_SORTS, "-opened")

    def ask(page: int, size: int) -> Page[ProcedureRow]:
        return queries.procurements(wanted, sort=sort, page=page, size=size)

    return list_sheet(
        "procurements", ask, coverage, {"url": lambda row: request.build_absolute_uri(lists.notice_url(row.key))}
    )


def _organisations(request: HttpRequest, coverage: Coverage) -> Sheet:
    wanted = OrganisationForm(request.GET, countries=_codes(queries.countries(coverage))).wanted()
    sort = lists.asked_sort(request, ORGANISATION_SORTS, "-dialogues")

    def ask(page: int, size: int) -> Page[OrganisationRow]:
        return queries.organisations(wanted, sort=sort, page=page, size=size)

    def address(row: OrganisationRow) -> str:
        return request.build_absolute_uri(lists.organisation_url(row.country, row.ref))

    return list_sheet("organisations", ask, coverage, {"url": address})


def _codes(codes: Iterable[str]) -> list[tuple[str, str]]:
    return [(code, code) for code in codes]


def _comparison(request: HttpRequest, coverage: Coverage) -> Sheet:
    asked, _form, understood = asked_of(request.GET.dict(), coverage)
    if not understood:
        raise BadRequest(_("The group in the address cannot be understood."))
    return comparison_sheet_of(asked, compared(asked), asked_sort(request.GET.dict()), coverage)


def _measure_of(name: str) -> Maker:
    def sheet(request: HttpRequest, coverage: Coverage) -> Sheet:
        return measure_sheet(_measured(name, request), coverage)

    return sheet


def _measured(name: str, request: HttpRequest) -> Table:
    by = tuple(dict.fromkeys(part for part in request.GET.get("by", "year").split(",") if part))
    where = {key: request.GET[key] for key in measures.CONDITIONS if request.GET.get(key)}
    if not set(by) <= set(GROUPINGS):
        raise BadRequest(_("A figure is grouped by year, country, cpv or buyer."))
    if not all(YEAR.fullmatch(where.get(key, "2000")) for key in ("year", "from", "to")):
        raise BadRequest(_("A year is four digits."))
    if "buyer" in by and not {"country", "buyer"} & set(where):
        raise BadRequest(_("Choose a country to have a figure for each organisation."))
    return queries.answered(name, by=by, where=where)


# --- the page ---


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """What there is to take: tables, lists, figures and the API; on what terms, how often, and what each column holds."""
    coverage = queries.coverage()
    language = get_language() or "nb"
    tables = open_tables(settings.LAKE, language)
    figures = [(name, measure.names[language]) for name, measure in queries.known_measures().items()]
    return render(
        request,
        "observatory/downloads.html",
        {
            "coverage": coverage,
            "tables": tables,
            "lists": [(name, title_of(name), what_of(name)) for name in queries.LISTS],
            "figures": figures,
            "parts": [draw(request) for draw in queries.OPEN_PARTS],
            "kinds": [(kind, kind.upper()) for kind in KINDS],
            "figure_kinds": [(kind, kind.upper()) for kind in (*KINDS, "parquet")],
            "most": MOST_ROWS,
            "licence": licence(),
            "state": [
                (_("Notices"), number(coverage.notices)),
                (_("Procurements"), number(coverage.procedures)),
                (_("From"), day_year(coverage.first_on)),
                (_("To"), day_year(coverage.last_on)),
                (_("Could not be read"), number(coverage.errors)),
                *lists.tests_line(coverage),
                (_("Rules"), coverage.rules),
                (_("State of the data"), coverage.generation.removeprefix("generation-")),
            ],
            "breadcrumbs": (Link(_("Figures"), reverse("observatory:overview")), Link(_("Open data"))),
        },
    )
