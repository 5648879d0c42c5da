"""A set is settled, read as it was settled, compared with the one before, and taken along as a file."""

from decimal import Decimal

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from nybrott.core.verdict import insist
from nybrott.requirements import actions, queries, rules
from nybrott.requirements.feeds import KINDS, file_of
from nybrott.requirements.feeds.tables import need_in_words, ref, test_in_words
from nybrott.requirements.feeds.word import Frame
from nybrott.requirements.forms import SettleForm
from nybrott.requirements.models import Settled
from nybrott.requirements.queries import hole_in_words
from nybrott.requirements.states import Strength
from nybrott.requirements.views.framing import asked, drawn, kind_tag, seen
from nybrott.ui.tables import Cell, Column, Table


@require_http_methods(["GET", "HEAD", "POST"])
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Settle the set as it stands; holes need a reason."""
    actor, procurement = seen(request, pk)
    chain = queries.chain_of(procurement)
    insist(rules.may_settle(actor, procurement, written=len(chain.requirements), weight=chain.weight, is_new=queries.is_new(chain)))  # fmt: skip
    form = SettleForm(request.POST if request.method == "POST" else None, holes=len(chain.holes))
    if asked(request, form, lambda: actions.settle_requirements(actor=actor, procurement=procurement, **form.cleaned_data, now=timezone.now()), _("The requirements are settled.")):  # fmt: skip
        last = queries.newest(procurement)
        return redirect("requirements:version", pk, last.number if last else 1)
    return drawn(request, procurement, "requirements/settle.html", _("Settle the requirements"), form=form, chain=chain, status=422 if form.errors else 200)  # fmt: skip


@require_safe
def version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A settled set, and what changed since the one before."""
    actor, procurement = seen(request, pk)
    found = Settled.objects.visible_to(actor).select_related("settled_by")
    one = get_object_or_404(found, procurement=procurement, number=number)
    before = found.filter(procurement=procurement, number=number - 1).first()
    changed = queries.differences(before.content, one.content) if before else None
    return drawn(
        request, procurement, "requirements/version.html", _("Version %(version)s") % {"version": number}, one=one, tables=[_requirements(one.content), _criteria(one.content)], before=before, changed=changed,
        files=list(KINDS),
    )  # fmt: skip


def _requirements(content: queries.Content) -> Table:
    """The requirements of a set, as they stood."""
    needs = {one["key"]: Truncator(need_in_words(one)).chars(90) for one in content["needs"]}
    rows: list[list[Cell | str]] = [
        [
            Cell(f"{ref(one)} {one['text']}", note=one["law"]), Cell(kind_tag(one["kind"]), note=str(Strength(one["strength"]).label)),
            "; ".join(needs[key] for key in one["needs"] if key in needs) or hole_in_words("without_need"), test_in_words(one) or _("No test"),
        ]
        for one in content["requirements"]
    ]  # fmt: skip
    columns = [
        Column("requirement", _("Requirement")), Column("kind", _("Kind")), Column("needs", _("Needs it answers")), Column("test", _("How it is measured")),
    ]  # fmt: skip
    return Table(columns, rows, _("Requirements"), id="requirements-table", caption_hidden=True)


def _criteria(content: queries.Content) -> Table:
    """The award criteria of a set, as they stood."""
    rows: list[list[Cell | str]] = [
        [
            one["name"], f"{queries.weight_in_words(Decimal(one['weight']))} %", one["rewards"], _("yes") if one["better"] else _("no"), one["scale"] or "–",
            ", ".join(f"K{each}" for each in one["requirements"]) or "–",
        ]
        for one in content["criteria"]
    ]  # fmt: skip
    columns = [
        Column("name", _("Award criterion")), Column("weight", _("Weight"), "end"), Column("rewards", _("What it rewards")),
        Column("better", _("Rewards better than the minimum")), Column("scale", _("How points are given")), Column("concerns", _("Concerns")),
    ]  # fmt: skip
    return Table(columns, rows, _("Award criteria"), id="criteria-table", caption_hidden=True)


@require_safe
def file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The set as it stands as a file, or a settled one (`?version=`)."""
    actor, procurement = seen(request, pk)
    wanted = request.GET.get("version", "")
    if kind not in KINDS or (wanted and not (wanted.isascii() and wanted.isdigit() and len(wanted) < 8)):
        raise Http404
    one = None
    if wanted:
        one = get_object_or_404(Settled.objects.visible_to(actor), procurement=procurement, number=int(wanted))
    content = one.content if one else queries.snapshot(queries.chain_of(procurement))
    frame = Frame(procurement.organisation.name, one.number if one else 0, one.settled_at if one else None)
    made = file_of(content, frame, queries.purposes_of(content), kind)
    answer = HttpResponse(made.content, content_type=made.content_type)
    answer["Content-Disposition"] = f'attachment; filename="{made.name}"'
    return answer
