"""The call for drivers and mentors: read, opened, changed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from nybrott.core.actor import Actor
from nybrott.core.programme import in_language
from nybrott.core.verdict import Refused, insist
from nybrott.recruiting import actions, queries, rules
from nybrott.recruiting.actions import Call
from nybrott.recruiting.forms import CallForm, OpenCallForm
from nybrott.recruiting.views.framing import drawn, led, seen
from nybrott.runs.models import Run
from nybrott.runs.states import PartKind, RunState
from nybrott.ui.thread import NextStep


def _asked(run: Run) -> dict[str, list[dict[str, Any]]]:
    """What the programme asks of drivers and mentors, and what happens in it, in the reader's language."""
    language, content = get_language() or "nb", run.package.content
    return {
        "roles": [
            {"name": in_language(one["name"], language), "asked": in_language(one["asked"], language), "hours": one.get("hours")}
            for one in content.get("roles", ())
        ],
        "activities": [
            {"name": in_language(one["name"], language), "what": in_language(one["what"], language), "minutes": one["minutes"], "times": one["times"]}
            for one in content.get("activities", ())
        ],
    }  # fmt: skip


def _step(actor: Actor, run: Run) -> NextStep | None:
    """What the reader can do with the call."""
    verdict = rules.may_sign_up(actor, run, timezone.localdate())
    if run.state == RunState.PLANNED:
        may = rules.may_open_call(actor, run)
        url = reverse("recruiting:open_call", args=[run.pk]) if may else ""
        return NextStep(
            _("No one else sees this yet."), _("Open the call"), who=_("Programme lead"), url=url, reason=may.reason
        )
    if verdict:
        url = reverse("recruiting:sign_up", args=[run.pk, PartKind.DRIVER])
        return NextStep(_("The call is open."), _("Sign up as a driver"), who=_("Anyone in the organisation"), url=url)
    return NextStep(
        _("The call is closed."), _("Ask the programme lead"), who=_("Programme lead"), reason=verdict.reason
    )


@require_safe
def call(request: HttpRequest, pk: int) -> HttpResponse:
    """The call: what it is about, what is asked, when, how many hours, until when one can sign up."""
    actor, run = seen(request, pk)
    insist(rules.may_read_call(actor, run))
    mine = {kind: queries.my_part(actor, run, kind) for kind in PartKind.values}
    mentor = mine[PartKind.MENTOR]
    shown: dict[str, Any] = {
        "mine": [part for part in mine.values() if part is not None], "room": queries.room_in(run), "step": _step(actor, run),
        "may_sign_up": rules.may_sign_up(actor, run, timezone.localdate()), "may_change": rules.may_change_call(actor, run),
        "may_mentor": mentor is None or bool(rules.may_sign_up_again(mentor)),
        "hours": [(PartKind(kind).label.lower(), run.hours[kind]) for kind in PartKind.values if run.hours.get(kind)],
    } | _asked(run)  # fmt: skip
    return drawn(request, run, "recruiting/call.html", "recruiting:call", _("The call"), **shown)


@require_http_methods(["GET", "HEAD", "POST"])
def open_call(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish the call, with letters that wait to be read first."""
    actor, run = led(request, pk)
    insist(rules.may_open_call(actor, run))
    today, begins = timezone.localdate(), {"text": run.call, "until": run.sign_up_until, "places": run.places}
    form = OpenCallForm(request.POST or None, initial=begins, today=today)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        number = actions.open_call(actor=actor, run=run, call=_call(form), told=said["told"], now=timezone.now())
        messages.success(request, _("The call is open."))
        if number:
            held = ngettext(
                "%(n)s letter is waiting in the outbox. Read it and send it.",
                "%(n)s letters are waiting in the outbox. Read them and send them.",
                number,
            )
            messages.info(request, held % {"n": number})
        return redirect("recruiting:call", pk=run.pk)
    shown = {"form": form, "opening": True}
    return drawn(
        request,
        run,
        "recruiting/call_form.html",
        "recruiting:call",
        _("Open the call"),
        status=422 if form.is_bound else 200,
        **shown,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def change_call(request: HttpRequest, pk: int) -> HttpResponse:
    """Another text, deadline or number of places."""
    actor, run = led(request, pk)
    insist(rules.may_change_call(actor, run))
    begins = {"text": run.call, "until": run.sign_up_until, "places": run.places}
    form = CallForm(request.POST or None, initial=begins)
    if request.method == "POST" and form.is_valid():
        try:
            moved = actions.change_call(actor=actor, run=run, call=_call(form), now=timezone.now())
        except Refused as refused:
            form.add_error("places", refused.reason)
        else:
            messages.success(request, _("The call is changed."))
            if moved:
                told = ngettext(
                    "%(n)s from the waiting list has got a place.",
                    "%(n)s from the waiting list have got a place.",
                    moved,
                )
                messages.info(request, told % {"n": moved})
            return redirect("recruiting:call", pk=run.pk)
    return drawn(
        request,
        run,
        "recruiting/call_form.html",
        "recruiting:call",
        _("Change the call"),
        status=422 if form.is_bound else 200,
        form=form,
    )


def _call(form: CallForm) -> Call:
    said = form.cleaned_data
    return Call(said["text"], said["until"], said["places"])
