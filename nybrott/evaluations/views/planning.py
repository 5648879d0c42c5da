"""A wave to plan: with which questions, when, and which tables will be made of it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nybrott.core.actor import Actor
from nybrott.core.programme import in_language
from nybrott.core.verdict import Refused, insist
from nybrott.evaluations import actions, rules
from nybrott.evaluations.actions import Plan
from nybrott.evaluations.forms.waves import SHOW_NAMES, PlanForm, TablesForm
from nybrott.evaluations.models import Wave
from nybrott.evaluations.views.framing import instrument_of, language, tabs, wave_of, way_to_instrument, way_to_wave
from nybrott.ui.formats import NONE
from nybrott.ui.tables import Cell, Column, Table


def _plan(actor: Actor, form: PlanForm) -> Plan:
    said = form.cleaned_data
    series = said["series"]
    if said["new_series"]:
        series = actions.begin_series(actor=actor, title=said["new_series"], now=timezone.now())
    return Plan(said["title"], said["opens_on"], said["closes_on"], said["keep_until"], form.reminders(), series)


@require_http_methods(["GET", "HEAD", "POST"])
def wave_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Plan a wave with the newest version of an instrument."""
    actor, one = instrument_of(request, slug)
    insist(rules.may_change_instrument(actor, one))
    edition = one.latest
    if edition is None:
        raise Http404
    title = in_language(edition.content["name"], language())
    form = PlanForm(request.POST or None, actor=actor, today=timezone.localdate(), title=title)
    if request.method == "POST" and form.is_valid():
        made = actions.begin_wave(actor=actor, edition=edition, plan=_plan(actor, form), now=timezone.now())
        messages.success(request, _("The wave is planned. Next, say who to ask."))
        return redirect("evaluations:people", made.pk)
    shown = {"form": form, "heading": _("Plan a wave"), "back": reverse("evaluations:instrument", args=[slug]), "breadcrumbs": way_to_instrument(one, _("Plan a wave"))}  # fmt: skip
    return render(request, "evaluations/form.html", shown, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def wave_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Change when it opens and closes, who is reminded, what it is tied to."""
    actor, wave = wave_of(request, pk)
    insist(rules.may_plan(actor, wave))
    form = PlanForm(request.POST or None, actor=actor, today=timezone.localdate(), wave=wave)
    if request.method == "POST" and form.is_valid():
        actions.plan_wave(actor=actor, wave=wave, plan=_plan(actor, form), now=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("evaluations:wave", pk)
    shown = {"form": form, "heading": _("Change the plan"), "back": reverse("evaluations:wave", args=[pk]), "breadcrumbs": way_to_wave(wave, _("Change the plan"))}  # fmt: skip
    return render(request, "evaluations/form.html", shown, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def tables(request: HttpRequest, pk: int) -> HttpResponse:
    """Which tables will be made; once it is open, to read."""
    actor, wave = wave_of(request, pk)
    may = rules.may_plan(actor, wave)
    if request.method == "POST":
        insist(may)
    form = TablesForm(request.POST if request.method == "POST" else None, wave.edition.read, wave, language())
    if request.method == "POST" and form.is_valid():
        try:
            actions.declare_tables(
                actor=actor, wave=wave, tables=form.tables(), group=form.cleaned_data["group"], now=timezone.now()
            )
        except Refused as trouble:
            form.add_error(None, trouble.reason)
        else:
            messages.success(request, _("Saved."))
            return redirect("evaluations:wave", pk)
    rows = [
        (text, form[f"show_{id}"], form[f"by_{id}"] if f"by_{id}" in form.fields else None) for id, text in form.rows
    ]
    shown = {
        "wave": wave, "form": form, "rows": rows, "may": may, "tabs": tabs(wave, "evaluations:tables") if rules.may_manage(actor) else [],
        "breadcrumbs": way_to_wave(wave, _("Tables")), "grouped": form.grouped, "declared": _declared(wave, form),
    }  # fmt: skip
    return render(request, "evaluations/tables.html", shown, status=422 if form.errors else 200)


def _declared(wave: Wave, form: TablesForm) -> Table:
    """What was declared, to read."""
    texts = dict(form.rows)
    columns = [Column("question", _("Question")), Column("show", _("How it is shown")), Column("by", _("By group"))]
    rows: list[list[Cell | str]] = [
        [texts.get(one["key"], one["key"]), str(SHOW_NAMES[one["show"]]), _("Yes") if one["by"] else NONE]
        for one in wave.tables
    ]
    group = texts.get(wave.group, "")
    caption = _("People are grouped by: %(question)s") % {"question": group} if group else _("Declared tables")
    return Table(columns, rows, caption, id="declared", stack=False)
