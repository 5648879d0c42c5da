"""What of the programme theory held."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nybrott.core.verdict import insist
from nybrott.reports import actions, queries, rules
from nybrott.reports.forms.decisions import TheoryForm
from nybrott.reports.views.following import drawn, seen
from nybrott.ui.formats import language


@require_http_methods(["GET", "HEAD", "POST"])
def theory(request: HttpRequest, run: int) -> HttpResponse:
    """Each part of the theory with what held; the evaluator says so."""
    actor, plan = seen(request, run)
    parts = queries.theory_of(plan, language())
    form = TheoryForm(request.POST or None, parts)
    if request.method == "POST":
        insist(rules.may_note_theory(actor, plan))
        if form.is_valid():
            actions.note_theory(actor=actor, plan=plan, notes=form.notes(), now=timezone.now())
            messages.success(request, _("Saved."))
            return redirect("reports:theory", run=run)
    shown = {
        "parts": parts, "form": form, "may_note": rules.may_note_theory(actor, plan), "said": sum(one.held != "unknown" for one in parts),
    }  # fmt: skip
    status = 422 if form.errors else 200
    return drawn(request, plan, "reports/theory.html", "reports:theory", _("Programme theory"), status=status, **shown)
