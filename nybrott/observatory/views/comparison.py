"""Organisations compared: chosen by country, by what they buy, one by one, or by a list that somebody brings.

Nothing of a group is kept on the server. It stands in the address; one too long for an address travels in the form.
"""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from nybrott.core import groups
from nybrott.core.comparison import SORTS, in_order
from nybrott.core.groups import Member
from nybrott.core.notices import cpv
from nybrott.lake.shapes import Coverage, OrganisationRow
from nybrott.observatory import queries
from nybrott.observatory.feeds import comparison_sheet
from nybrott.observatory.forms import LARGEST_LIST, ComparisonForm, GroupForm
from nybrott.observatory.queries import Asked, Comparison, compared, index_of
from nybrott.observatory.views import files, lists, sides, words
from nybrott.ui.formats import number
from nybrott.ui.frame import Link
from nybrott.ui.sheets import KINDS, Sheet
from nybrott.ui.tables import Pages

HOME = "NO"
PAGE_SIZE = 50
MOST_NAMED = 100  # members that are listed by name with a way to take each out
SORT = "-procurements"
LONGEST_ADDRESS = 2_000  # what every browser, proxy and letter carries
MOST_MEMBERS = 2_000


def _countries(coverage: Coverage) -> list[tuple[str, str]]:
    return [(code, words.country(code)) for code in queries.countries(coverage)]


def _home(coverage: Coverage) -> str:
    held = queries.countries(coverage)
    return HOME if HOME in held or not held else held[0]


def _divisions() -> list[tuple[str, str]]:
    return [(code, f"{code} {name}") for code, name in cpv.divisions(get_language() or "nb").items()]


def comparison_url(**wanted: object) -> str:
    """Where a comparison stands."""
    query = urlencode({key: value for key, value in wanted.items() if value})
    return f"{reverse('observatory:comparison')}?{query}" if query else reverse("observatory:comparison")


def asked_of(data: Mapping[str, str], coverage: Coverage) -> tuple[Asked, ComparisonForm, bool]:
    """What is asked for, the form that says it, and whether the group could be understood."""
    given = {name: str(data.get(name, "")) for name in ("country", "cpv", "add", "group")}
    given["country"] = given["country"] or _home(coverage)
    form = ComparisonForm(given, countries=_countries(coverage), divisions=_divisions())
    wanted = form.wanted()
    group = groups.read(given["group"])
    country = str(wanted.get("country") or _home(coverage))
    return Asked(country, str(wanted.get("cpv", "")), group or ()), form, group is not None


@require_safe
def comparison(request: HttpRequest) -> HttpResponse:
    """The comparison an address asks for; without a choice, all organisations of the home country."""
    coverage = queries.coverage()
    if not coverage.notices:
        return render(request, "observatory/comparison.html", {"coverage": coverage, "breadcrumbs": _crumbs()})
    asked, form, understood = asked_of(request.GET.dict(), coverage)
    choices: list[Link] = []
    if form.is_valid() and form.cleaned_data["add"]:
        match = _sought(form)
        if match.outcome in ("found", "name", "part", "again"):
            there = _adding(asked, match.organisations[0].ref)
            if there:
                return redirect(there)
            form.add_error("add", _("The group is too large for an address. Bring it as a list instead."))
        choices = [Link(f"{row.name} · {row.ref}", _adding(asked, row.ref)) for row in match.organisations]
    found = compared(asked)
    context = _shown(asked, found, request, coverage)
    return render(
        request,
        "observatory/comparison.html",
        context | {"form": form, "choices": choices, "understood": understood, "breadcrumbs": _crumbs()},
    )


def _crumbs(*more: Link) -> tuple[Link, ...]:
    first = Link(_("Figures"), reverse("observatory:overview"))
    here = Link(_("Comparison"), reverse("observatory:comparison") if more else "")
    return (first, here, *more)


def _sought(form: ComparisonForm) -> groups.Match[OrganisationRow]:
    match = index_of(form.cleaned_data["country"]).match(groups.line_of(form.cleaned_data["add"]))
    said = {"country": words.country(form.cleaned_data["country"])}
    if match.outcome == "unknown":
        form.add_error("add", _("No organisation with a notice in %(country)s has that number or name.") % said)
    return match


def _adding(asked: Asked, ref: str) -> str:
    text = groups.written([*asked.group, Member(asked.country, ref)])
    fits = len(text) <= LONGEST_ADDRESS and len(asked.group) < MOST_MEMBERS
    return comparison_url(country=asked.country, cpv=asked.cpv, group=text) if fits else ""


def asked_sort(data: Mapping[str, str]) -> str:
    """The sorting asked for if there is such a one, else the most procurements first."""
    sort = str(data.get("sort", ""))
    return sort if sort.removeprefix("-") in ("name", *SORTS) else SORT


def comparison_sheet_of(asked: Asked, found: Comparison, sort: str, coverage: Coverage) -> Sheet:
    """The comparison as a sheet: all together, the rest, and then each."""
    rows = [(sides.together_name(asked, found), found.together)]
    rows += [(sides.rest_name(asked), found.rest)] if found.rest else []
    rows += [(side.name or side.ref, side) for side in in_order(found.rows, sort)]
    more = [(_("What is bought"), asked.cpv)] if asked.cpv else []
    return comparison_sheet(sides.sentence(asked, found), rows, coverage, more)


def _shown(asked: Asked, found: Comparison, request: HttpRequest, coverage: Coverage) -> dict[str, object]:
    """What the page shows of a comparison, asked for by its address or, when the group is long, by a form."""
    posted = request.method == "POST"
    sort = asked_sort((request.POST if posted else request.GET).dict())
    ordered = in_order(found.rows, sort)
    pages = max(1, -(-len(ordered) // PAGE_SIZE))
    page = 1 if posted else min(lists.asked_page(request) or 1, pages)
    years = queries.years(coverage)
    period = "" if not years else str(years[0]) if len(years) == 1 else f"{years[-1]}–{years[0]}"
    division = cpv.name(asked.cpv, get_language() or "nb") if asked.cpv else ""
    table = sides.organisations_table(
        asked, ordered[(page - 1) * PAGE_SIZE : page * PAGE_SIZE], sort=sort,
        pages=Pages(page, pages, len(ordered)), query=lists.query_of(request), sortable=not posted,
    )  # fmt: skip
    return {
        "coverage": coverage,
        "asked": asked,
        "figure": sides.figure(asked, found, period=period, division=division) if found.rows else None,
        "table": table,
        "total": len(ordered),
        "more": posted and pages > 1,
        "members": _members(asked, found) if len(found.rows) <= MOST_NAMED and not posted else [],
        "unknown": len(found.unknown),
        "group": groups.written(asked.group),
        "posted": posted,
        "sort": sort,
        "sorts": [(column.key if column.key == "name" else f"-{column.key}", column.label) for column in table.columns],
    }


def _members(asked: Asked, found: Comparison) -> list[Link]:
    """The members of the group, each with the address of the comparison without it."""
    if not asked.group:
        return []
    return [
        Link(
            row.name or row.ref,
            comparison_url(
                country=asked.country,
                cpv=asked.cpv,
                group=groups.written(set(asked.group) - {Member(row.country, row.ref)}),
            ),
        )
        for row in found.rows
    ]


# --- by a list ---

LARGEST_BODY = 2 * LARGEST_LIST + 50_000  # a pasted list and a file at their largest, and what a form adds


@csrf_exempt  # so that what is too large is refused before it is read; what is read is protected below
@require_http_methods(["GET", "HEAD", "POST"])
def comparison_import(request: HttpRequest) -> HttpResponseBase:
    """Bring a list of organisations and see, line by line, who was found. Nothing of it is kept."""
    coverage = queries.coverage()
    length = request.META.get("CONTENT_LENGTH") or "0"
    if request.method == "POST" and (not length.isdecimal() or int(length) > LARGEST_BODY):
        form = GroupForm({"country": _home(coverage)}, countries=_countries(coverage))
        form.errors.clear()
        form.add_error("file", _("The file is larger than 200 kB."))
        return _import_page(request, form, status=422)
    return _import(request, coverage)


@csrf_protect
def _import(request: HttpRequest, coverage: Coverage) -> HttpResponse:
    if not coverage.notices:
        return render(request, "observatory/comparison.html", {"coverage": coverage, "breadcrumbs": _crumbs()})
    if request.method != "POST":
        given = {"country": request.GET.get("country") or _home(coverage)}
        return _import_page(request, GroupForm(initial=given, countries=_countries(coverage)))
    form = GroupForm(request.POST, request.FILES, countries=_countries(coverage))
    if not form.is_valid():
        return _import_page(request, form, status=422)
    lines = groups.lines_of(form.cleaned_data["text"])
    if len(lines) > MOST_MEMBERS:
        said = {"lines": number(len(lines)), "most": number(MOST_MEMBERS)}
        form.add_error(None, _("The list has %(lines)s lines. It may have %(most)s.") % said)
        return _import_page(request, form, status=422)
    country = form.cleaned_data["country"]
    matches = index_of(country).matches(lines)
    found = [match.organisations[0].ref for match in matches if match.outcome in ("found", "name", "part")]
    text = groups.written(Member(country, ref) for ref in found)
    shown = {
        "table": sides.matches_table(matches),
        "lines": len(lines),
        "found": len(found),
        "several": sum(match.outcome == "several" for match in matches),
        "missing": sum(match.outcome == "unknown" for match in matches),
        "country": country,
        "group": text,
        "url": comparison_url(country=country, group=text) if len(text) <= LONGEST_ADDRESS else "",
        "breadcrumbs": _crumbs(Link(_("A list"))),
    }
    return render(request, "observatory/comparison_preview.html", shown)


def _import_page(request: HttpRequest, form: GroupForm, *, status: int = 200) -> HttpResponse:
    shown = {"form": form, "breadcrumbs": _crumbs(Link(_("A list")))}
    return render(request, "observatory/comparison_import.html", shown, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def comparison_group(request: HttpRequest) -> HttpResponseBase:
    """A comparison of a group too long for an address, which comes in a form; asks for nothing to be changed."""
    coverage = queries.coverage()
    if request.method != "POST" or not coverage.notices:
        return redirect("observatory:comparison")
    asked, form, understood = asked_of(request.POST.dict(), coverage)
    found = compared(asked)
    if request.POST.get("format") in KINDS:
        sheet = comparison_sheet_of(asked, found, asked_sort(request.POST.dict()), coverage)
        return files.answer(sheet, request.POST["format"], coverage)
    context = _shown(asked, found, request, coverage)
    return render(
        request,
        "observatory/comparison.html",
        context | {"form": form, "understood": understood, "breadcrumbs": _crumbs()},
    )
