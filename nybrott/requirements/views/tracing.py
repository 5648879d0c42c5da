"""The chain need – requirement – test – criterion as lines with its holes in words, and as a matrix."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nybrott.procurements.models import Procurement
from nybrott.requirements import queries
from nybrott.requirements.feeds.tables import need_in_words, ref, test_in_words
from nybrott.requirements.forms import TraceFilter
from nybrott.requirements.queries import Line, hole_in_words
from nybrott.requirements.views.framing import drawn, kind_tag, seen
from nybrott.ui.asking import asked_page, query_of
from nybrott.ui.tables import Cell, Column, Pages, Table
from nybrott.ui.templatetags.ui import icon

SIZE, DOWN, ACROSS = 50, 30, 8


@require_safe
def trace(request: HttpRequest, pk: int) -> HttpResponse:
    """A line for each need and requirement that answers it, filtered by need, kind and hole."""
    _actor, procurement = seen(request, pk)
    chain = queries.chain_of(procurement)
    content = queries.snapshot(chain)
    needs = [(str(one["key"]), Truncator(need_in_words(one)).chars(80)) for one in content["needs"] if one["belongs"]]
    form = TraceFilter(request.GET or None, needs=needs)
    said = form.cleaned_data if form.is_valid() else {}
    kept = queries.lines(content)
    if said.get("need"):
        kept = [one for one in kept if one.need is not None and str(one.need["key"]) == said["need"]]
    if said.get("kind"):
        kept = [one for one in kept if one.requirement is not None and one.requirement["kind"] == said["kind"]]
    if hole := said.get("hole"):
        kept = [one for one in kept if one.holes and hole in ("any", *one.holes)]
    page = Paginator(kept, SIZE).get_page(asked_page(request))
    table = Table(
        [
            Column("need", _("Need")), Column("requirement", _("Requirement")), Column("kind", _("Kind")), Column("test", _("Test")),
            Column("criteria", _("Award criteria")), Column("holes", _("Gaps")),
        ],
        [_row(procurement, one) for one in page], _("Traceability"), id="trace-table", swap="trace", query=query_of(request), caption_hidden=True,
        pages=Pages(page.number, page.paginator.num_pages, page.paginator.count),
    )  # fmt: skip
    return drawn(request, procurement, "requirements/trace.html", _("Traceability"), table=table, form=form, holes=len(chain.holes), lines=len(kept))  # fmt: skip


def _row(procurement: Procurement, one: Line) -> list[Cell | str]:
    asked, pk = one.requirement, procurement.pk
    criteria = "; ".join(each["name"] for each in one.criteria)
    return [
        Cell(need_in_words(one.need) if one.need else _("No need")),
        Cell(f"{ref(asked)} {asked['text']}", reverse("requirements:requirement", args=[pk, asked["number"]])) if asked else _("No requirement"),
        Cell(kind_tag(asked["kind"])) if asked else "–", (test_in_words(asked) or _("No test")) if asked else "–", criteria or _("No criterion"),
        " ".join(hole_in_words(kind) for kind in one.holes) or "–",
    ]  # fmt: skip


@require_safe
def matrix(request: HttpRequest, pk: int) -> HttpResponse:
    """Requirements down, needs across, with test and criteria behind; the needs have pages of their own (`?needs=`)."""
    _actor, procurement = seen(request, pk)
    content = queries.snapshot(queries.chain_of(procurement))
    needs = Paginator([one for one in content["needs"] if one["belongs"]], ACROSS).get_page(request.GET.get("needs"))
    page = Paginator(content["requirements"], DOWN).get_page(asked_page(request))
    across = list(needs)
    columns = [Column("requirement", _("Requirement"))]
    columns += [Column(f"need-{one['key']}", Truncator(need_in_words(one)).chars(70)) for one in across]
    columns += [Column("test", _("Test")), Column("criteria", _("Award criteria"))]
    rows: list[list[Cell | str]] = []
    for one in queries.matrix(content, across, list(page)):
        asked = one.requirement
        rows.append([
            Cell(Truncator(f"{ref(asked)} {asked['text']}").chars(100), reverse("requirements:requirement", args=[pk, asked["number"]])),
            *(Cell(icon("done", _("Answers it"))) if answers else "–" for answers in one.answers),
            _("yes") if asked["what"] and asked["how"] and asked["when"] else _("No test"), "; ".join(each["name"] for each in one.criteria) or _("No criterion"),
        ])  # fmt: skip
    table = Table(columns, rows, _("Requirements by need"), id="matrix", query=query_of(request), stack=False, pages=Pages(page.number, page.paginator.num_pages, page.paginator.count))  # fmt: skip
    return drawn(request, procurement, "requirements/matrix.html", _("Matrix"), table=table, needs=needs)
