"""The guide: the options in order, the questions, and the choice."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from nybrott.core.procedures import catalogue, spoken
from nybrott.core.verdict import Refused, insist
from nybrott.desk.queries import differences, initial_of, writing
from nybrott.procedures import actions, queries, rules
from nybrott.procedures.forms import VALUE, ChoiceForm, QuestionsForm
from nybrott.procedures.models import AnswerSheet
from nybrott.procedures.views.framing import HERE, drawn, seen
from nybrott.procurements.models import Procurement
from nybrott.procurements.states import BEFORE_COMPETITION
from nybrott.ui.formats import language, money_exact, number
from nybrott.ui.tables import Cell, Column, Table

TONES = {"low": "success", "medium": "neutral", "high": "warning"}


@require_safe
def procedure(request: HttpRequest, pk: int) -> HttpResponse:
    """The options in order on one page, with what speaks for and against each; what was chosen; what is open."""
    actor, procurement = seen(request, pk)
    sheet = queries.sheet_of(procurement)
    guide = spoken(queries.guide_of(procurement, sheet, timezone.localdate()), language())
    chosen = queries.choices_of(procurement)
    for one in guide["options"]:
        one["tone"] = TONES[one["effort"]]
    planned = queries.value_of(procurement)
    shown = {
        "sheet": sheet, "guide": guide, "table": _table(guide), "possible": [one for one in guide["options"] if one["place"] is not None],
        "out": [one for one in guide["options"] if one["place"] is None], "asked": len(catalogue().questions),
        "open": [one for one in guide["open"] if one["changes"] != "nothing"], "chosen": chosen[0] if chosen else None,
        "chosen_name": queries.chosen_name(chosen[0]) if chosen else "", "history": [(one, queries.chosen_name(one)) for one in chosen],
        "moved": queries.moved_since(chosen[0], procurement, timezone.localdate()) if chosen and procurement.state in BEFORE_COMPETITION else [], "is_new": bool(chosen and sheet and sheet.number > chosen[0].sheet.number), "may_answer": rules.may_answer(actor, procurement),
        "may_choose": rules.may_choose(actor, procurement, sheet),
        "planned": money_exact(planned) if sheet and planned is not None and sheet.value != planned else "",
    }  # fmt: skip
    return drawn(request, procurement, "procedures/procedure.html", **shown)


def _table(guide: dict[str, Any]) -> Table:
    """The order at a glance: each option that is possible, with the weight of what speaks for and against it."""
    rows: list[list[Cell | str]] = []
    for one in guide["options"]:
        if one["place"] is not None:
            # what may rule an option out, told against it because an amount is not certain, weighs as much as the score says
            speaks = sum(reason["weight"] for reason in one["for"])
            rows.append([Cell(f"{one['place']}. {one['names']}", url=f"#option-{one['id']}"), number(speaks), number(speaks - one["score"]), one["effort_said"]])  # fmt: skip
    columns = [Column("option", _("Procedure")), Column("for", _("Weight for"), "end"), Column("against", _("Weight against"), "end"), Column("effort", _("What it takes"))]  # fmt: skip
    return Table(columns, rows, _("The options in order"), caption_hidden=True)


def _as_it_is(procurement: Procurement, sheet: AnswerSheet | None) -> dict[str, Any]:
    """What the form begins with. The first answers begin with the value of the plan."""
    value = sheet.value if sheet else queries.value_of(procurement)
    kroner = (
        "" if value is None else f"{value // 100:,}".replace(",", " ") + (f",{value % 100:02}" if value % 100 else "")
    )
    return {**(sheet.choices if sheet else {}), VALUE: kroner, "seen": sheet.seen if sheet else ""}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answers(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer the questions. Who hands in after somebody else has sees both versions."""
    actor, procurement = seen(request, pk)
    insist(rules.may_answer(actor, procurement))
    now, sheet = timezone.now(), queries.sheet_of(procurement)
    label = _("The procedure guide: %(title)s") % {"title": procurement.title}
    state = writing(actor, actions.draft_key(procurement), label=label, url=request.path, now=now, shared=True)
    form: Any = QuestionsForm(request.POST or None, initial=_as_it_is(procurement, sheet))
    if request.method != "POST":
        form.initial = {**form.initial, **initial_of(form, state.draft)}
    shown: dict[str, Any] = {"writing": state, "form": form, "renews": bool(sheet and queries.is_chosen_on(sheet))}
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_questions(actor=actor, procurement=procurement, choices=form.answers, value=form.cleaned_data[VALUE], seen=form.cleaned_data["seen"], now=now)  # fmt: skip
        except actions.OvertakenAnswers as overtaken:
            theirs = _as_it_is(procurement, overtaken.now)
            shown |= {"both": differences(form, theirs), "theirs_url": reverse(HERE, args=[pk])}
            form.data = form.data.copy()
            form.data["seen"] = theirs["seen"]
        else:
            messages.success(request, _("Saved. The options are ranked by your answers."))
            return redirect(HERE, pk=pk)
    status = 409 if "both" in shown else 422 if form.is_bound else 200
    return drawn(request, procurement, "procedures/answers.html", _("Answer the questions"), status=status, **shown)


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose one of the options and say why."""
    actor, procurement = seen(request, pk)
    sheet, now = queries.sheet_of(procurement), timezone.now()
    insist(rules.may_choose(actor, procurement, sheet))
    guide = spoken(queries.guide_of(procurement, sheet, timezone.localdate()), language())
    start = {"option": request.GET.get("option", ""), "seen": queries.stand_of(procurement, sheet)}
    form: Any = ChoiceForm(request.POST if request.method == "POST" else None, initial=start, options=guide["options"])
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = actions.choose_procedure(actor=actor, procurement=procurement, option=said["option"], reason=said["reason"], language=language(), seen=said["seen"], now=now)  # fmt: skip
        except Refused as trouble:
            form.add_error(None, trouble.reason)
        except actions.OvertakenAnswers:
            form.add_error(None, _("Someone changed the answers, or chose, after you opened this page. Look at the order again, and choose again."))  # fmt: skip
            form.data = form.data.copy()
            form.data["seen"] = start["seen"]
        else:
            messages.success(request, _("The procedure is chosen. This is the decision note."))
            return redirect("procedures:note", pk=pk, number=made.sheet.number)
    return drawn(request, procurement, "procedures/choose.html", _("Choose the procedure"), status=422 if form.is_bound else 200, form=form, guide=guide)  # fmt: skip
