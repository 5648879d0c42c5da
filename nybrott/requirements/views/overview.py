"""The tab of a procurement: purpose, how open the requirements are, holes, requirements, award criteria, and what is settled."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nybrott.core.requirements import Shares
from nybrott.procurements.queries import purposes
from nybrott.requirements import actions, queries, rules
from nybrott.requirements.feeds import KINDS
from nybrott.requirements.forms import LanguageForm, RequirementFilter
from nybrott.requirements.models import Requirement, Specification
from nybrott.requirements.queries import Chain
from nybrott.requirements.states import Kind
from nybrott.requirements.views.framing import HERE, asked, drawn, holes_in_words, kind_tag, seen
from nybrott.ui.asking import asked_page, query_of
from nybrott.ui.charts import Chart
from nybrott.ui.levels import Level, levels
from nybrott.ui.tables import Cell, Column, Pages, Table

SIZE = 40
SHOWN = 5  # things with holes named on the page; all of them stand in the chain
BRIEF = 90  # letters of a need in the list


@require_http_methods(["GET", "HEAD", "POST"])
def requirements(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything at a glance; the language of the documents is chosen here too."""
    actor, procurement = seen(request, pk)
    said = Specification.objects.visible_to(actor).filter(procurement=procurement).first()
    language = LanguageForm(request.POST or None, initial={"language": said.language if said else "nb"})
    if asked(request, language, lambda: actions.choose_language(actor=actor, procurement=procurement, **language.cleaned_data, now=timezone.now()), _("Saved.")):  # fmt: skip
        return redirect(HERE, pk)
    chain = queries.chain_of(procurement)
    may = rules.may_change(actor, procurement)
    form = RequirementFilter(request.GET or None)
    settled = list(procurement.settled_requirements.select_related("settled_by").defer("content"))
    may_settle = rules.may_settle(actor, procurement, written=len(chain.requirements), weight=chain.weight, is_new=queries.is_new(chain))  # fmt: skip
    shown: dict[str, Any] = {
        "chain": chain, "may": may, "may_settle": may_settle, "form": form, "speech": language, "settled": settled, "purposes": purposes(procurement),
        "table": _table(request, chain, form, bool(may)), "criteria": _criteria(request, chain, bool(may)), "chart": _chart(chain.shares), "shares": _shares(chain.shares),
        "holes": _holes(chain), "more_holes": sum(len(found) for found in list(chain.at.values())[SHOWN:]), "is_whole": chain.weight == rules.WHOLE, "weight": queries.weight_in_words(chain.weight),
        "files": [(kind.upper(), reverse("requirements:file", args=[pk, kind])) for kind in KINDS],
    }  # fmt: skip
    return drawn(request, procurement, "requirements/requirements.html", status=422 if language.errors else 200, **shown)  # fmt: skip


def _shares(found: Shares) -> list[tuple[str, int, int | None]]:
    return [(str(kind.label), found.counts[kind.value], found.per_cent(kind.value)) for kind in Kind]


def _chart(found: Shares) -> Chart | None:
    """A bar for each kind; the list beside it says the same."""
    if not found.n:
        return None
    rows = [
        Level(label, float(count), _("%(count)s of %(n)s") % {"count": count, "n": found.n} + (f" ({share} %)" if share is not None else ""))
        for label, count, share in _shares(found)
    ]  # fmt: skip
    return levels(rows, (0, float(found.n)), title=_("Requirements by kind"), description=_("A bar for each kind."))


def _holes(chain: Chain) -> list[tuple[str, str, str]]:
    """The first things with holes: what each is, what is missing, and where it is mended."""
    pk = chain.procurement.pk
    things: dict[tuple[str, int], tuple[str, str]] = {}
    for need in chain.needs:
        things["need", need.pk] = (f"{need.who}: {need.need}", reverse("requirements:new", args=[pk]) + f"?need={need.pk}")  # fmt: skip
    for one in chain.requirements:
        things["requirement", one.pk] = (f"K{one.number} {one.text}", reverse("requirements:requirement", args=[pk, one.number]))  # fmt: skip
    for criterion in chain.criteria:
        things["criterion", criterion.pk] = (criterion.name, reverse("requirements:criterion", args=[pk, criterion.number]))  # fmt: skip
    return [(things[key][0], holes_in_words(found), things[key][1]) for key, found in list(chain.at.items())[:SHOWN]]


def _kept(chain: Chain, form: RequirementFilter) -> list[Requirement]:
    """The requirements the filter leaves."""
    said = form.cleaned_data if form.is_valid() else {}
    q, hole = said.get("q", "").casefold(), said.get("hole")
    kept = [one for one in chain.requirements if not q or q in f"k{one.number} {one.text} {one.law}".casefold()]
    for name in ("kind", "strength"):
        if said.get(name):
            kept = [one for one in kept if getattr(one, name) == said[name]]
    if hole:
        at = chain.at
        kept = [one for one in kept if any(hole in ("any", each.kind) for each in at.get(("requirement", one.pk), []))]
    return kept


def _table(request: HttpRequest, chain: Chain, form: RequirementFilter, may: bool) -> Table:
    kept = _kept(chain, form)
    page = Paginator(kept, SIZE).get_page(asked_page(request))
    moves = may and len(kept) == len(chain.requirements) and len(kept) > 1
    rows: list[list[Cell | str]] = []
    for one in page:
        found = chain.at.get(("requirement", one.pk), [])
        answers = "; ".join(Truncator(f"{need.who}: {need.need}").chars(BRIEF) for need in one.needs.all())
        strength = f"{one.get_strength_display()}. {holes_in_words(found, 'not_rewarded')}".strip()
        row: list[Cell | str] = [
            Cell(f"K{one.number} {one.text}", reverse("requirements:requirement", args=[chain.procurement.pk, one.number]), one.law), Cell(kind_tag(one.kind), note=strength),
            holes_in_words(found, "without_need") or answers, holes_in_words(found, "without_test") or one.threshold or one.test_what,
        ]  # fmt: skip
        rows.append([*row, Cell(_moves(request, chain.procurement.pk, "requirement", one.number))] if moves else row)
    columns = [
        Column("requirement", _("Requirement")), Column("kind", _("Kind")), Column("needs", _("Needs it answers")), Column("test", _("How it is measured")),
    ]  # fmt: skip
    if moves:
        columns.append(Column("order", _("Order")))
    return Table(
        columns, rows, _("Requirements"), id="requirements-table", swap="requirements", query=query_of(request), caption_hidden=True,
        pages=Pages(page.number, page.paginator.num_pages, page.paginator.count),
    )  # fmt: skip


def _criteria(request: HttpRequest, chain: Chain, may: bool) -> Table:
    rows: list[list[Cell | str]] = []
    moves = may and len(chain.criteria) > 1
    for one in chain.criteria:
        found = chain.at.get(("criterion", one.pk), [])
        concerns = ", ".join(f"K{each.number}" for each in one.requirements.all()) or "; ".join(str(need) for need in one.needs.all())  # fmt: skip
        row: list[Cell | str] = [
            Cell(one.name, reverse("requirements:criterion", args=[chain.procurement.pk, one.number])), f"{queries.weight_in_words(one.weight)} %",
            one.rewards, _("yes") if one.is_better else _("no"), holes_in_words(found) or concerns,
        ]  # fmt: skip
        rows.append([*row, Cell(_moves(request, chain.procurement.pk, "criterion", one.number))] if moves else row)
    columns = [
        Column("name", _("Award criterion")), Column("weight", _("Weight"), "end"), Column("rewards", _("What it rewards")),
        Column("better", _("Rewards better than the minimum")), Column("concerns", _("Concerns")),
    ]  # fmt: skip
    if moves:
        columns.append(Column("order", _("Order")))
    return Table(columns, rows, _("Award criteria"), id="criteria-table", caption_hidden=True)


def _moves(request: HttpRequest, pk: int, thing: str, key: int) -> str:
    """Two buttons that move a line up and down."""
    return render_to_string("requirements/moves.html", {"pk": pk, "thing": thing, "key": key}, request)
