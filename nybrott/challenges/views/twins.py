"""Likely twins of a challenge: judged so far, new ones, joining; and what others let us see of theirs."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from nybrott.challenges import actions, queries, rules
from nybrott.challenges.actions import TwinFound
from nybrott.challenges.forms import JoinForm, TwinForm
from nybrott.challenges.models import Challenge
from nybrott.challenges.states import ChallengeState
from nybrott.challenges.views.framing import crumbs, parts, seen
from nybrott.core.actor import Actor
from nybrott.ui.asking import who


@require_http_methods(["GET", "HEAD", "POST"])
def twins(request: HttpRequest, pk: int) -> HttpResponse:
    """What was decided about likely twins, those nobody has judged, and joining with another challenge."""
    actor, one = seen(request, pk)
    judged = TwinForm(request.POST, actor=actor) if "found" in request.POST else None
    join = JoinForm(request.POST if request.method == "POST" and judged is None else None, actor=actor, challenge=one)
    if judged is not None and judged.is_valid():
        return _settle(request, actor, one, judged)
    if join.is_bound and join.is_valid():
        said = join.cleaned_data
        actions.join_challenge(actor=actor, challenge=one, other=said["other"], reason=said["why"], now=timezone.now())
        return _joined(request, one, said["other"])
    settled = queries.settled_twins(actor, one)
    forms = [_form(actor, twin, judged) for twin in queries.new_twins(actor, one, settled)]
    shown = {
        "challenge": one, "settled": settled, "forms": forms, "join": join, "may_work": rules.may_work_on(actor, one),
        "open": one.state in queries.UNDER_WAY, "lost": judged is not None and judged not in forms,
        "tabs": parts(one, "twins"), "breadcrumbs": crumbs(one, _("Likely twins")),
    }  # fmt: skip
    return render(request, "challenges/twins.html", shown, status=422 if request.method == "POST" else 200)


def _form(actor: Actor, twin: queries.LikelyTwin, judged: TwinForm | None) -> TwinForm:
    """The form of one twin; the one that was sent keeps what was typed."""
    same = (
        judged is not None and judged.twin is not None and (judged.twin.kind, judged.twin.ref) == (twin.kind, twin.ref)
    )
    return (
        judged
        if judged is not None and same
        else TwinForm(actor=actor, twin=twin, auto_id=f"id_{twin.kind}_{twin.ref}_%s")
    )


def _settle(request: HttpRequest, actor: Actor, challenge: Challenge, form: TwinForm) -> HttpResponse:
    twin, said = form.twin, form.cleaned_data
    assert twin is not None  # the form is valid
    found = TwinFound(twin.kind, twin.ref, twin.label, twin.why, twin.score, said["decision"], said["reason"])
    actions.settle_twin(actor=actor, challenge=challenge, twin=found, now=timezone.now())
    challenge.refresh_from_db()
    if said["decision"] == "joined" and challenge.joined_with is not None:
        return _joined(request, challenge, challenge.joined_with)
    messages.success(request, _("Noted. It stays here for anyone who wonders later."))
    return redirect("challenges:twins", pk=challenge.pk)


def _joined(request: HttpRequest, challenge: Challenge, other: Challenge) -> HttpResponse:
    said = {"title": challenge.title, "other": other.title}
    messages.success(request, _("“%(title)s” carries on with “%(other)s”. What you wrote is kept beside it.") % said)
    return redirect("challenges:challenge", pk=other.pk)


@require_safe
def shared(request: HttpRequest, pk: int) -> HttpResponse:
    """What another organisation lets this one see of a challenge: its words and how far it has come."""
    one = queries.shared_challenge(who(request), pk)
    if one is None:
        raise Http404
    shown = {"challenge": one, "state": ChallengeState(one.state).label, "breadcrumbs": crumbs(None, one.title)}
    return render(request, "challenges/challenge_shared.html", shown)
