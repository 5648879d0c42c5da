"""The pilot graveyard, beside the portfolio."""

from collections.abc import Sequence
from datetime import date

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.contracts import actions, queries, rules
from nybrott.contracts.forms import PatienceForm, RestForm
from nybrott.contracts.queries import Grave
from nybrott.contracts.views.framing import asked
from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.dialogues.models import Dialogue
from nybrott.people.models import Organisation
from nybrott.people.rules import works_here
from nybrott.procurements import queries as procurements
from nybrott.ui.asking import asked_page, query_of, who
from nybrott.ui.formats import day_short
from nybrott.ui.frame import Link
from nybrott.ui.sheets import FILE_KINDS
from nybrott.ui.tables import Cell, Column, Pages, Table

PLACE = "contracts:graveyard"
SIZE = 50
SOON = 10  # of those that come near, the first


def _own(request: HttpRequest) -> tuple[Actor, Organisation]:
    """Who asks, and their organisation; 403 for guests."""
    actor = who(request)
    insist(works_here(actor))
    return actor, get_object_or_404(Organisation, pk=actor.organisation_id)


@require_safe
def graveyard(request: HttpRequest) -> HttpResponse:
    """What nobody has decided about for too long: how long, who, and what would end it."""
    return _drawn(request)


def _drawn(request: HttpRequest, form: PatienceForm | None = None) -> HttpResponse:
    actor, place = _own(request)
    today = timezone.localdate()
    found, months = queries.graves(place.pk), queries.months_of(place.pk)
    over, soon = [one for one in found if one.is_over(today)], [one for one in found if not one.is_over(today)]
    soon.sort(key=lambda one: (one.over_on, one.about))
    may = rules.may_set_patience(actor, place)
    shown = {
        "tabs": procurements.places(PLACE), "breadcrumbs": procurements.crumbs(None, _("Pilot graveyard")), "table": _table(request, over, today), "total": len(over),
        "soon": [(one, day_short(one.over_on)) for one in soon[:SOON]], "months": months, "may": may, "form": (form or PatienceForm(initial={"months": months})) if may else None,
        "files": [(kind.upper(), reverse("contracts:graveyard_file", args=[kind])) for kind in FILE_KINDS],
    }  # fmt: skip
    return render(request, "contracts/graveyard.html", shown, status=422 if form is not None else 200)


def _table(request: HttpRequest, found: Sequence[Grave], today: date) -> Table:
    page = Paginator(found, SIZE).get_page(asked_page(request))
    rows: list[list[Cell | str]] = [
        [
            Cell(str(one.thing), url=one.url, note=one.procurement.title if one.procurement and str(one.procurement) != str(one.thing) else ""), one.kind,
            Cell(_months(one.months(today)), note=_("since %(day)s") % {"day": day_short(one.since)}), one.owner.name if one.owner else _("No one"), one.ends_by,
        ]
        for one in page
    ]  # fmt: skip
    columns = [
        Column("what", _("What is waiting")),
        Column("kind", _("Kind")),
        Column("since", _("How long")),
        Column("owner", _("Who")),
        Column("ends", _("What would end it")),
    ]
    return Table(
        columns,
        rows,
        _("What no one has decided about"),
        query=query_of(request),
        caption_hidden=True,
        pages=Pages(page.number, page.paginator.num_pages, page.paginator.count),
    )


def _months(number: int) -> str:
    return ngettext("%(n)s month", "%(n)s months", number) % {"n": number}


@require_POST
def patience(request: HttpRequest) -> HttpResponse:
    """Say after how many months something is in the graveyard."""
    actor, place = _own(request)
    insist(rules.may_set_patience(actor, place))
    form = PatienceForm(request.POST)
    if asked(
        request,
        form,
        lambda: actions.set_patience(
            actor=actor, organisation=place, months=form.cleaned_data["months"], now=timezone.now()
        ),
        _("It is saved."),
    ):
        return redirect(PLACE)
    return _drawn(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
def rest(request: HttpRequest, dialogue: int) -> HttpResponse:
    """Let a market dialogue lie, with the reason."""
    actor = who(request)
    one = get_object_or_404(Dialogue.objects.visible_to(actor).select_related("organisation"), pk=dialogue)
    insist(works_here(actor))
    insist(rules.may_rest(actor, one, queries.procurement_of(one), queries.dialogue_waits(one)))
    form = RestForm(request.POST if request.method == "POST" else None)
    if asked(
        request,
        form,
        lambda: actions.let_lie(actor=actor, dialogue=one, reason=form.cleaned_data["reason"], now=timezone.now()),
        _("No further action is taken, and the reason is recorded with it."),
    ):
        return redirect(PLACE)
    heading = _("Decide about the market dialogue")
    crumbs = procurements.crumbs(None, Link(_("Pilot graveyard"), reverse(PLACE)), heading)
    shown = {
        "dialogue": one,
        "form": form,
        "heading": heading,
        "breadcrumbs": crumbs,
        "procurement": queries.procurement_of(one),
    }
    return render(request, "contracts/rest.html", shown, status=422 if form.errors else 200)
