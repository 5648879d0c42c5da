"""Evidence: what shows how it is."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.challenges.queries import crumbs, parts
from nybrott.core.personal import spots
from nybrott.core.verdict import insist
from nybrott.desk.queries import initial_of, writing
from nybrott.hearings import actions, queries, rules
from nybrott.hearings.actions import Shown
from nybrott.hearings.forms import EvidenceForm
from nybrott.hearings.models import Evidence
from nybrott.hearings.views.contributions import marks_of
from nybrott.hearings.views.framing import seen
from nybrott.ui.asking import asked_page, who
from nybrott.ui.frame import Link
from nybrott.ui.tables import Pages, Table
from nybrott.ui.templatetags.ui import page_links

KEPT = timedelta(days=2 * 365)


@require_safe
def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """What we know, piece by piece."""
    actor, one = seen(request, pk)
    insist(rules.may_read_contributions(actor, one))
    asked = request.GET.get("kind", "")
    kind = asked if asked in Evidence.Kind.values else ""
    page = queries.evidence(one, kind=kind, page=asked_page(request))
    table = Table([], [], "", query=dict(request.GET.lists()), pages=Pages(page.number, page.pages, page.total))
    here = reverse("hearings:evidence", args=[one.pk])
    kinds = [Link(_("All"), here, current=not kind)] + [
        Link(f"{label} ({page.counts[value]})", f"{here}?kind={value}", current=kind == value)
        for value, label in Evidence.Kind.choices
        if value in page.counts
    ]
    shown = {
        "challenge": one, "page": page, "kinds": kinds, "pages": page_links(table), "table": table,
        "rows": [(piece, marks_of(spots(piece.text))) for piece in page.rows], "tabs": parts(one, "hearings:evidence"),
        "may_record": rules.may_record_evidence(actor, one), "breadcrumbs": crumbs(one, _("Evidence")),
    }  # fmt: skip
    return render(request, "hearings/evidence.html", shown)


def _shown(form: EvidenceForm) -> Shown:
    said = dict(form.cleaned_data)
    said["side"] = said["side"] or "other"
    return Shown(**said)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def record_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a piece of evidence."""
    actor, one = seen(request, pk)
    insist(rules.may_record_evidence(actor, one))
    now = timezone.now()
    today = timezone.localdate(now)
    form = EvidenceForm(request.POST or None, today=today, initial={"kind": "interview", "keep_until": today + KEPT})
    label = _("Evidence for “%(title)s”") % {"title": one.title}
    state = writing(actor, f"hearings.evidence:new-{one.pk}", label=label, url=request.path, now=now)
    form.initial = {**form.initial, **initial_of(form, state.draft)}
    if request.method == "POST" and form.is_valid():
        actions.record_evidence(actor=actor, challenge=one, shown=_shown(form), now=now)
        messages.success(request, _("The evidence is kept."))
        return redirect("hearings:evidence", pk=one.pk)
    shown = {"challenge": one, "form": form, "writing": state, "breadcrumbs": crumbs(one, _("Record evidence"))}
    return render(request, "hearings/evidence_form.html", shown, status=422 if form.is_bound else 200)


def _piece(request: HttpRequest, pk: int) -> Evidence:
    found = Evidence.objects.visible_to(who(request)).select_related("challenge__organisation", "informant")
    return get_object_or_404(found, pk=pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """Word a piece of evidence anew."""
    actor, piece = who(request), _piece(request, pk)
    one = piece.challenge
    insist(rules.may_record_evidence(actor, one))
    informant = piece.informant
    first = {
        "kind": piece.kind, "title": piece.title, "text": piece.text, "source": piece.source, "happened_on": piece.happened_on,
        "legal_basis": piece.legal_basis, "keep_until": piece.keep_until, "pseudonym": informant.pseudonym if informant else "",
        "side": informant.side if informant else "other", "group": informant.group if informant else "",
    }  # fmt: skip
    form = EvidenceForm(request.POST or None, today=timezone.localdate(), initial=first)
    state = writing(
        actor, f"hearings.evidence:{pk}", label=piece.title, url=request.path, now=timezone.now(), shared=True
    )  # fmt: skip
    form.initial = {**form.initial, **initial_of(form, state.draft)}
    if request.method == "POST" and form.is_valid():
        actions.change_evidence(actor=actor, evidence=piece, shown=_shown(form), now=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("hearings:evidence", pk=one.pk)
    back = Link(_("Evidence"), reverse("hearings:evidence", args=[one.pk]))
    shown = {
        "challenge": one,
        "form": form,
        "piece": piece,
        "writing": state,
        "breadcrumbs": crumbs(one, back, piece.title),
    }
    return render(request, "hearings/evidence_form.html", shown, status=422 if form.is_bound else 200)


@require_POST
def remove_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a piece of evidence away."""
    piece = _piece(request, pk)
    challenge_id = piece.challenge_id
    actions.remove_evidence(actor=who(request), evidence=piece, now=timezone.now())
    messages.success(request, _("The evidence is removed."))
    return redirect("hearings:evidence", pk=challenge_id)
