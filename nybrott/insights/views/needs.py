"""Writing a need, its page, and the steps from assumption to verified."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.challenges.queries import said_of
from nybrott.core.actor import Actor
from nybrott.core.verdict import Verdict, insist
from nybrott.hearings.rules import may_read_contributions
from nybrott.insights import actions, queries, rules
from nybrott.insights.actions import NeedParts
from nybrott.insights.forms import NeedForm, ReasonForm
from nybrott.insights.views.framing import crumbs, is_key, need_of, seen
from nybrott.needs.models import Need
from nybrott.needs.states import NeedState
from nybrott.ui.frame import Link


def _keys(request: HttpRequest, name: str) -> list[int]:
    """The keys chosen on the board, those that are numbers."""
    said = request.POST.getlist(name) if request.method == "POST" else request.GET.getlist(name)
    return [int(one) for one in said[:500] if is_key(one)]


@require_http_methods(["GET", "HEAD", "POST"])
def write_need(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a need, resting on what was ticked on the board."""
    actor, one = seen(request, pk)
    insist(rules.may_make_sense(actor, one))
    evidence = list(one.evidence.filter(pk__in=_keys(request, "evidence")))
    insights = list(one.insights.filter(pk__in=_keys(request, "insight")))
    form = NeedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made, new = actions.write_need(
            actor=actor, challenge=one, parts=NeedParts(**form.cleaned_data), evidence=evidence, insights=insights, now=timezone.now()
        )  # fmt: skip
        messages.success(request, _("The need is written.") if new else _("This need was already there."))
        return redirect("insights:need", pk=made.pk)
    shown = {
        "challenge": one, "form": form, "evidence": evidence, "insights": insights, "heading": _("Write a need"),
        "back": reverse("insights:board", args=[one.pk]), "breadcrumbs": crumbs(one, _("Write a need")),
    }  # fmt: skip
    return render(request, "insights/need_form.html", shown, status=422 if form.is_bound else 200)


@require_safe
def need(request: HttpRequest, pk: int) -> HttpResponse:
    """A need in its parts, what it rests on, and what comes next."""
    actor, one = need_of(request, pk)
    may_read = may_read_contributions(actor, one.challenge)
    shown = {
        "one": one, "challenge": one.challenge, "page": queries.need_page(one), "state": NeedState(one.state).label,
        "may_read": may_read, "may_word": rules.may_word_need(actor, one), "may_verify": rules.may_verify(actor, one),
        "may_except": rules.may_verify_by_exception(actor, one), "may_park": rules.may_park_need(actor, one),
        "may_take_up": rules.may_take_up_need(actor, one), "breadcrumbs": crumbs(one.challenge, _("Need"), board=bool(may_read)),
        "tabs": queries.need_parts(one, "insights:need"),
        "said": said_of(actor, "need", one),
    }  # fmt: skip
    return render(request, "insights/need.html", shown)


def _way(one: Need, label: str) -> tuple[Link, ...]:
    return crumbs(one.challenge, Link(_("Need"), reverse("insights:need", args=[one.pk])), label)


@require_http_methods(["GET", "HEAD", "POST"])
def word_need(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the words of a need."""
    actor, one = need_of(request, pk)
    insist(rules.may_word_need(actor, one))
    names = ("who", "situation", "need", "because", "consequence", "how_often", "how_many")
    form = NeedForm(request.POST or None, initial={name: getattr(one, name) for name in names})
    if request.method == "POST" and form.is_valid():
        fell = actions.word_need(actor=actor, need=one, parts=NeedParts(**form.cleaned_data), now=timezone.now())
        said = (
            _("Saved. The need now says something different, so it has to be verified again.") if fell else _("Saved.")
        )
        messages.success(request, said)
        return redirect("insights:need", pk=one.pk)
    shown = {
        "challenge": one.challenge, "form": form, "heading": _("Reword it"), "back": reverse("insights:need", args=[one.pk]),
        "breadcrumbs": _way(one, _("Reword it")), "verified": one.state == NeedState.VERIFIED,
    }  # fmt: skip
    return render(request, "insights/need_form.html", shown, status=422 if form.is_bound else 200)


@require_POST
def unlink_from_need(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away something a need rests on."""
    actor, one = need_of(request, pk)
    insist(rules.may_word_need(actor, one))
    keys = _keys(request, "source")
    if not keys:
        return redirect("insights:need", pk=one.pk)
    source = get_object_or_404(one.sources, pk=keys[0])
    was = one.state
    actions.unlink_from_need(actor=actor, source=source, now=timezone.now())
    one.refresh_from_db()
    fell = was == NeedState.VERIFIED != one.state
    said = _("The link is undone, and the need is no longer verified.") if fell else _("The link is undone.")
    messages.success(request, said)
    return redirect("insights:need", pk=one.pk)


@require_POST
def verify(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that the need is real."""
    actor, one = need_of(request, pk)
    actions.verify_need(actor=actor, need=one, now=timezone.now())
    messages.success(request, _("The need is verified."))
    return redirect("insights:need", pk=one.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def exception(request: HttpRequest, pk: int) -> HttpResponse:
    """The need owner's written exception."""
    said = {"heading": _("Verify by exception"), "done": _("The need is verified by exception.")}
    return _with_reason(request, pk, actions.verify_by_exception, rules.may_verify_by_exception, **said)


@require_http_methods(["GET", "HEAD", "POST"])
def park(request: HttpRequest, pk: int) -> HttpResponse:
    """Lay a need aside, with a reason."""
    said = {"heading": _("Park the need"), "done": _("The need is parked.")}
    return _with_reason(request, pk, actions.park_need, rules.may_park_need, **said)


def _with_reason(
    request: HttpRequest, pk: int, action: Callable[..., None], rule: Callable[[Actor, Need], Verdict], *, heading: str, done: str
) -> HttpResponse:  # fmt: skip
    actor, one = need_of(request, pk)
    insist(rule(actor, one))
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        action(actor=actor, need=one, reason=form.cleaned_data["reason"], now=timezone.now())
        messages.success(request, done)
        return redirect("insights:need", pk=one.pk)
    shown = {
        "one": one,
        "challenge": one.challenge,
        "form": form,
        "heading": heading,
        "breadcrumbs": _way(one, heading),
    }
    return render(request, "insights/need_reason.html", shown, status=422 if form.is_bound else 200)


@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a parked need up again."""
    actor, one = need_of(request, pk)
    actions.take_up_need(actor=actor, need=one, now=timezone.now())
    messages.success(request, _("The need is taken up again."))
    return redirect("insights:need", pk=one.pk)
