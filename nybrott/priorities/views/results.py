"""How the scores lie, and files to take along."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nybrott.core.verdict import insist
from nybrott.priorities import feeds, queries, rules
from nybrott.priorities.queries import NeedShown, Result
from nybrott.priorities.queries.results import CellShown
from nybrott.priorities.queries.words import cell_in_words, firm_in_words, rank_in_words
from nybrott.priorities.states import RoundState
from nybrott.priorities.views.framing import crumbs, round_of, ways
from nybrott.ui.asking import asked_page
from nybrott.ui.charts import Chart
from nybrott.ui.formats import NONE, number, percent
from nybrott.ui.scales import Scale, scales
from nybrott.ui.tables import Cell, Column, Pages, Table
from nybrott.ui.templatetags.ui import page_links

SIZE = 10  # needs with their pictures on a page


@require_safe
def result(request: HttpRequest, pk: int) -> HttpResponse:
    """Where people are furthest apart, the order, and every need."""
    actor, one = round_of(request, pk)
    insist(rules.may_see_result(actor, one))
    wanted = 1 if request.GET.get("pass") == "1" else one.shown
    found = queries.result(one, wanted, actor)
    if found is None:
        raise Http404(_("This pass is not shown."))
    cut = Paginator(found.apart_first, SIZE).get_page(asked_page(request))
    turning = Table([], [], "", query=dict(request.GET.lists()), pages=Pages(cut.number, cut.paginator.num_pages, 0))
    may_decide = {each.priority.pk: rules.may_decide(actor, each.priority) for each in found.needs}
    shown = {
        "one": one, "found": found, "order": _order(found), "state": RoundState(one.state).label, "pages": page_links(turning),
        "talk": [(each, _picture([each.cell], each.need), cell_in_words(each.cell)) for each in found.talk()],
        "needs": [(each, _picture(each.cells, each), _numbers(each)) for each in cut.object_list] if not found.few else [],
        "deciding": [(each, may_decide[each.priority.pk]) for each in found.needs], "may_finish": rules.may_finish(actor, one),
        "may_lead": rules.may_lead(actor, one), "other_pass": (1 if wanted > 1 else 2) if one.shown > 1 else 0, "now_pass": wanted,
        "tabs": ways(one, "priorities:result"), "breadcrumbs": crumbs(one, _("How the scores are spread")),
    }  # fmt: skip
    return render(request, "priorities/result.html", shown)


def _order(found: Result) -> Table:
    """Needs in their order, with how firm it is."""
    columns = [
        Column("need", _("Need")), Column("rank", _("Rank"), "end"), Column("total", _("Weighted mean"), "end"), Column("firm", _("How firm")),
    ]  # fmt: skip
    rows: list[list[Cell | str]] = []
    for each in found.needs:
        need = each.priority.need
        rows.append([
            Cell(str(need), url=f"#need-{each.priority.pk}", note=str(need.get_state_display())),
            rank_in_words(each), NONE if each.total is None else number(each.total, 2), firm_in_words(each),
        ])  # fmt: skip
    return Table(columns, rows, _("Needs in order"), id="order", caption_hidden=True)


def _picture(cells: "tuple[CellShown, ...] | list[CellShown]", each: NeedShown) -> Chart | None:
    rows = [
        Scale(
            cell.criterion.said("name"), cell.spread.counts, cell.spread.median, cell.mine, f"1: {cell.criterion.said('low')}",
            f"5: {cell.criterion.said('high')}",
        )
        for cell in cells
        if cell.spread is not None
    ]  # fmt: skip
    if not rows:
        return None
    described = " ".join(f"{cell.criterion.said('name')}: {cell_in_words(cell)}" for cell in cells)
    return scales(rows, title=str(each.priority.need), description=described)


def _numbers(each: NeedShown) -> Table:
    """The picture's numbers, a row for each criterion."""
    columns = [
        Column("by", _("Criterion")), Column("n", _("Scores"), "end"), Column("median", _("Middle"), "end"), Column("ends", _("From–to"), "end"),
        Column("apart", _("How far apart"), "end"), Column("mine", _("Your score"), "end"),
    ]  # fmt: skip
    rows: list[list[Cell | str]] = []
    for cell in each.cells:
        found, mine = cell.spread, NONE if cell.mine is None else str(cell.mine)
        numbers = [NONE] * 4 if found is None else [
            number(found.n), number(found.median, 1), f"{found.least}–{found.most}", percent(found.apart, 0),
        ]  # fmt: skip
        note = _("fewer than three could judge") if found is None else ""
        rows.append([Cell(cell.criterion.said("name"), note=note), *numbers, mine])
    caption = _("Scores of %(need)s") % {"need": each.priority.need}
    return Table(columns, rows, caption, id=f"numbers-{each.priority.pk}", stack=False, caption_hidden=True)


@require_safe
def export(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The round as a file: rows as CSV or XLSX, or a document to read."""
    actor, one = round_of(request, pk)
    insist(rules.may_see_result(actor, one))
    if kind not in feeds.KINDS:
        raise Http404
    made = feeds.round_file(one, kind)
    answer = HttpResponse(made.content, content_type=made.content_type)
    answer["Content-Disposition"] = f'attachment; filename="{made.name}"'
    return answer
