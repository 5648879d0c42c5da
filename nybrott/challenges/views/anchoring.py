"""Asking a leader for a yes, and giving it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from nybrott.challenges import actions, rules
from nybrott.challenges.actions.anchoring import Ask
from nybrott.challenges.forms import AnchoringAnswerForm, AnchoringForm
from nybrott.challenges.models import Anchoring
from nybrott.challenges.views.framing import crumbs, seen
from nybrott.ui.asking import who


@require_http_methods(["GET", "HEAD", "POST"])
def anchoring(request: HttpRequest, pk: int) -> HttpResponse:
    """A leader's yes to time and goal: asked for, awaited, given."""
    actor, one = seen(request, pk)
    asked = one.anchorings.filter(answered_at__isnull=True).select_related("leader", "asked_by").first()
    may_ask, may_say = rules.may_ask_leader(actor, one), rules.may_anchor(actor, one)
    form = AnchoringForm(request.POST or None, actor=actor, self_too=bool(may_say))
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        leader = said.pop("leader")
        now = timezone.now()
        if leader.pk == actor.user_id:
            actions.anchor_challenge(actor=actor, challenge=one, ask=Ask(**said), now=now)
            messages.success(request, _("The challenge is anchored. Next: ask the users what is hard."))
        else:
            url = request.build_absolute_uri(reverse("challenges:anchoring", args=[one.pk]))
            actions.ask_leader(actor=actor, challenge=one, leader=leader, ask=Ask(**said), url=url, now=now)
            messages.success(request, _("%(name)s is asked by letter.") % {"name": leader.name})
        return redirect("challenges:challenge", pk=one.pk)
    shown = {
        "challenge": one, "asked": asked, "form": form, "may_ask": may_ask, "answer_form": AnchoringAnswerForm(),
        "may_answer": asked is not None and bool(rules.may_answer_anchoring(actor, asked)),
        "answered": one.anchorings.filter(answered_at__isnull=False).select_related("leader").order_by("-answered_at"),
        "breadcrumbs": crumbs(one, _("A leader's yes")),
    }  # fmt: skip
    return render(request, "challenges/anchoring.html", shown, status=422 if form.is_bound else 200)


@require_POST
def answer_anchoring(request: HttpRequest, pk: int) -> HttpResponse:
    """A leader says yes or no."""
    actor = who(request)
    asked = get_object_or_404(Anchoring.objects.visible_to(actor), pk=pk)
    form = AnchoringAnswerForm(request.POST)
    answer = form.cleaned_data["answer"] if form.is_valid() else ""
    agrees = request.POST.get("agrees") == "yes"
    actions.answer_anchoring(actor=actor, anchoring=asked, agrees=agrees, answer=answer, now=timezone.now())
    messages.success(request, _("The challenge is anchored.") if agrees else _("Your no is noted, and they are told."))
    return redirect("challenges:challenge", pk=asked.challenge_id)
