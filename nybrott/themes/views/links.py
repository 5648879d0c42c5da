"""Linking needs, taking links back, and saying what is not alike."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.insights.rules import may_make_sense
from nybrott.needs.models import Need, NeedLink
from nybrott.themes import actions, queries, rules
from nybrott.themes.forms import LinkForm, ReasonForm
from nybrott.themes.models import NotAlike
from nybrott.themes.views.framing import back_to, need_of, way_of
from nybrott.themes.views.graphs import need_page
from nybrott.ui.asking import who


def _why(actor: Actor, one: Need, other: Need) -> str:
    """What likeness says of these two now, "" when it proposes nothing."""
    return next((found.why for found in queries.proposals(actor, [one.pk], limit=20) if found.other.pk == other.pk), "")


@require_POST
def link(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what a need is to another: `tie` and `other`. What contradicts what stands is answered with a sentence."""
    actor, one = need_of(request, pk)
    insist(may_make_sense(actor, one.challenge))
    form = LinkForm(request.POST, actor=actor)
    if not form.is_valid():
        return need_page(request, actor, one, form)
    first, second, kind = form.said(one)
    allowed = rules.may_link(actor, first, second, kind)
    known = NeedLink.objects.visible_to(actor).filter(one=first, other=second, kind=kind).exists()
    if not allowed and not known:
        form.add_error(None, allowed.reason)
        return need_page(request, actor, one, form)
    why = _why(actor, one, form.cleaned_data["other"])
    _made, new = actions.link_needs(actor=actor, one=first, other=second, kind=kind, why=why, now=timezone.now())
    said = (
        _("The needs are linked. Each keeps its own page, evidence and state.")
        if new
        else _("These are already linked that way.")
    )
    messages.success(request, said)
    return back_to(request, one)


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a link back."""
    actor = who(request)
    found = NeedLink.objects.visible_to(actor).select_related("one__challenge", "other__challenge")
    one = get_object_or_404(found, pk=pk)
    actions.unlink_needs(actor=actor, link=one, now=timezone.now())
    messages.success(request, _("The link is undone. Everything is as it was before it."))
    return back_to(request, one.one)


@require_http_methods(["GET", "HEAD", "POST"])
def apart(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a need is not like another (`other`), and why."""
    actor, one = need_of(request, pk)
    insist(may_make_sense(actor, one.challenge))
    said = request.POST.get("other") or request.GET.get("other", "")
    key = int(said) if said.isascii() and said.isdigit() and len(said) < 19 else 0
    found = Need.objects.visible_to(actor).select_related("challenge__unit").filter(pk=key)
    other = found.first()
    if other is None:
        messages.error(request, _("Choose which need it is not like, below."))
        return back_to(request, one)
    insist(rules.may_tell_apart(actor, one, other))
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        why, reason = _why(actor, one, other), form.cleaned_data["reason"]
        actions.tell_apart(actor=actor, one=one, other=other, reason=reason, why=why, now=timezone.now())
        messages.success(request, _("Saved. These two will not be suggested again."))
        return back_to(request, one)
    back = request.POST.get("back") or request.GET.get("back", "")
    shown = {
        "one": one, "other": other, "challenge": one.challenge, "form": form, "back": back, "why": _why(actor, one, other),
        "breadcrumbs": way_of(one, _("Not alike")),
    }  # fmt: skip
    return render(request, "themes/apart.html", shown, status=422 if form.is_bound else 200)


@require_POST
def propose_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back that two needs are not alike."""
    actor = who(request)
    found = NotAlike.objects.visible_to(actor).select_related("one__challenge", "other__challenge")
    pair = get_object_or_404(found, pk=pk)
    one = pair.one
    actions.propose_again(actor=actor, pair=pair, now=timezone.now())
    messages.success(request, _("Taken back. The two can be suggested again."))
    return back_to(request, one)
