"""The steps of a round: each is one button."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused, Verdict, insist
from nybrott.priorities import actions, rules
from nybrott.priorities.forms import AskMoreForm, ReasonForm, UntilForm
from nybrott.priorities.models import Round
from nybrott.priorities.views.framing import address, crumbs, round_of


@require_POST
def open_round(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask people to score."""
    actor, one = round_of(request, pk)
    actions.open_round(actor=actor, one=one, url=address(request, "priorities:round", one.pk), now=timezone.now())
    messages.success(request, _("They are asked by letter. No one sees any scores before they are shown."))
    return redirect("priorities:round", pk=one.pk)


@require_POST
def ask_more(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask one more."""
    actor, one = round_of(request, pk)
    insist(rules.may_ask_more(actor, one))
    form = AskMoreForm(request.POST, actor=actor, one=one)
    if form.is_valid():
        user, url = form.cleaned_data["user"], address(request, "priorities:round", one.pk)
        actions.ask_more(actor=actor, one=one, people=[user], url=url, now=timezone.now())
        messages.success(request, _("%(name)s is asked by letter.") % {"name": user.name})
    else:
        messages.error(request, _("Choose a colleague who does not take part yet."))
    return redirect("priorities:round", pk=one.pk)


@require_POST
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    """Remind those who have not answered everything."""
    actor, one = round_of(request, pk)
    insist(rules.may_remind(actor, one))
    url = address(request, "priorities:round", one.pk)
    number = actions.remind(actor=actor, one=one, url=url, now=timezone.now())
    said = ngettext("%(n)s person is reminded by letter.", "%(n)s people are reminded by letter.", number)
    messages.success(request, said % {"n": number} if number else _("Everyone has answered, or was reminded today."))
    return redirect("priorities:round", pk=one.pk)


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Take no more scores."""
    actor, one = round_of(request, pk)
    actions.close_round(actor=actor, one=one, now=timezone.now())
    messages.success(request, _("No more scores are taken. Nothing is shown yet."))
    return redirect("priorities:round", pk=one.pk)


@require_POST
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what this pass came to."""
    actor, one = round_of(request, pk)
    actions.show_round(actor=actor, one=one, url=address(request, "priorities:result", one.pk), now=timezone.now())
    return redirect("priorities:result", pk=one.pk)


@require_POST
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    """End the round with its decisions."""
    actor, one = round_of(request, pk)
    actions.finish_round(actor=actor, one=one, now=timezone.now())
    messages.success(request, _("The round is decided."))
    return redirect("priorities:round", pk=one.pk)


# --- those that take a day ---


def _by_day(
    request: HttpRequest, pk: int, rule: Callable[[Actor, Round], Verdict], act: Callable[..., Any], said: str
) -> HttpResponse:
    """Take a step that has a new last day; a day that will not do is said on the round's page."""
    actor, one = round_of(request, pk)
    insist(rule(actor, one))
    form = UntilForm(request.POST)
    try:
        if not form.is_valid():
            raise Refused(_("Choose a day that is still to come."))
        act(actor=actor, one=one, until=form.cleaned_data["until"], now=timezone.now())
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, said)
    return redirect("priorities:round", pk=one.pk)


@require_POST
def move_deadline(request: HttpRequest, pk: int) -> HttpResponse:
    """Another last day."""
    return _by_day(request, pk, rules.may_ask_more, actions.move_deadline, _("The last day is moved."))


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take scores again."""
    return _by_day(request, pk, rules.may_reopen, actions.reopen_round, _("Scores are taken again."))


@require_POST
def open_again(request: HttpRequest, pk: int) -> HttpResponse:
    """A second pass after the talk."""
    url = address(request, "priorities:round", pk)
    said = _("Everyone can now change their scores, in silence. What was shown stays as it was.")
    return _by_day(request, pk, rules.may_open_again, lambda **given: actions.open_again(url=url, **given), said)


@require_http_methods(["GET", "HEAD", "POST"])
def call_off(request: HttpRequest, pk: int) -> HttpResponse:
    """End it without a decision."""
    actor, one = round_of(request, pk)
    insist(rules.may_call_off(actor, one))
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.call_off(actor=actor, one=one, reason=form.cleaned_data["reason"], now=timezone.now())
        messages.success(request, _("The round is cancelled."))
        return redirect("priorities:round", pk=one.pk)
    shown = {"one": one, "form": form, "breadcrumbs": crumbs(one, _("Cancel it"))}
    return render(request, "priorities/call_off.html", shown, status=422 if form.is_bound else 200)
