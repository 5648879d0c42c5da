"""The board, and an insight's page."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from nybrott.challenges.models import Challenge
from nybrott.challenges.queries import parts
from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.insights import actions, queries, rules
from nybrott.insights.forms import BoardForm, InsightForm
from nybrott.insights.views.framing import crumbs, insight_of, is_key, seen
from nybrott.needs.models import Insight, Need
from nybrott.ui.asking import asked_page
from nybrott.ui.tables import Pages, Table
from nybrott.ui.templatetags.ui import page_links


@require_http_methods(["GET", "HEAD", "POST"])
def board(request: HttpRequest, pk: int) -> HttpResponse:
    """Evidence, insights and needs side by side; what is ticked is put together with a button."""
    actor, one = seen(request, pk)
    form = BoardForm(request.POST or None, challenge=one)
    if request.method == "POST":
        insist(rules.may_make_sense(actor, one))
        if form.is_valid():
            return _put_together(request, actor, one, form.cleaned_data)
    page = queries.board(one, asked_page(request))
    table = Table([], [], "", query=dict(request.GET.lists()), pages=Pages(min(page.number, page.pages), page.pages, 0))
    shown = {
        "challenge": one, "page": page, "form": form, "pages": page_links(table),
        "chosen": {name: set(request.POST.getlist(name)) for name in ("evidence", "insight")},
        "may": rules.may_make_sense(actor, one), "tabs": parts(one, "insights:board"), "breadcrumbs": crumbs(one, _("Sense"), board=False),
    }  # fmt: skip
    return render(request, "insights/board.html", shown, status=422 if form.is_bound else 200)


def _put_together(request: HttpRequest, actor: Actor, one: Challenge, said: dict[str, Any]) -> HttpResponse:
    now, here = timezone.now(), reverse("insights:board", args=[one.pk])
    if said["do"] == "insight":
        made, new = actions.write_insight(
            actor=actor, challenge=one, text=said["text"], evidence=said["evidence"], now=now
        )
        messages.success(request, _("The insight is written.") if new else _("This insight was already there."))
        return redirect(f"{here}#insight-{made.pk}")
    if said["do"] == "to_insight":
        number = actions.link_evidence(actor=actor, insight=said["to_insight"], evidence=said["evidence"], now=now)
        there = f"{here}#insight-{said['to_insight'].pk}"
    else:
        number = actions.link_to_need(
            actor=actor, need=said["to_need"], evidence=said["evidence"], insights=said["insight"], now=now
        )
        there = f"{here}#need-{said['to_need'].pk}"
    done = ngettext("%(n)s link is made.", "%(n)s links are made.", number) % {"n": number}
    messages.success(request, done if number else _("These were already linked."))
    return redirect(there)


@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move an insight or a need one place: `up` or `down` says which, as insight-3 or need-4."""
    actor, one = seen(request, pk)
    insist(rules.may_make_sense(actor, one))
    up = "up" in request.POST
    kind, _dash, key = request.POST.get("up" if up else "down", "").partition("-")
    if kind not in ("insight", "need") or not is_key(key):
        return redirect("insights:board", pk=one.pk)  # nothing was pressed: an old page, or a form of somebody's own
    thing: Insight | Need = (
        get_object_or_404(one.insights, pk=int(key)) if kind == "insight" else get_object_or_404(one.needs, pk=int(key))
    )
    actions.move(actor=actor, thing=thing, up=up, now=timezone.now())
    return redirect(f"{reverse('insights:board', args=[one.pk])}#{kind}-{thing.pk}")


@require_http_methods(["GET", "HEAD", "POST"])
def insight(request: HttpRequest, pk: int) -> HttpResponse:
    """An insight: its words, its evidence, and the needs that rest on it."""
    actor, one = insight_of(request, pk)
    form = InsightForm(request.POST or None, initial={"text": one.text})
    if request.method == "POST" and form.is_valid():
        actions.word_insight(actor=actor, insight=one, text=form.cleaned_data["text"], now=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("insights:insight", pk=one.pk)
    shown = {
        "one": one, "challenge": one.challenge, "page": queries.insight_page(one), "form": form,
        "may": rules.may_make_sense(actor, one.challenge), "breadcrumbs": crumbs(one.challenge, _("Insight")),
    }  # fmt: skip
    return render(request, "insights/insight.html", shown, status=422 if form.is_bound else 200)


@require_POST
def unlink_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a piece of evidence away from an insight."""
    actor, one = insight_of(request, pk)
    insist(rules.may_make_sense(actor, one.challenge))
    key = request.POST.get("evidence", "")
    if not is_key(key):
        return redirect("insights:insight", pk=one.pk)
    piece = get_object_or_404(one.challenge.evidence, pk=int(key))
    actions.unlink_evidence(actor=actor, insight=one, evidence=piece, now=timezone.now())
    messages.success(request, _("The link is undone."))
    return redirect("insights:insight", pk=one.pk)


@require_POST
def remove_insight(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an insight away."""
    actor, one = insight_of(request, pk)
    challenge_id = one.challenge_id
    actions.remove_insight(actor=actor, insight=one, now=timezone.now())
    messages.success(request, _("The insight is removed. The evidence is still there."))
    return redirect("insights:board", pk=challenge_id)
