"""Dialogues of the organisation, and one of them, from inside: what it says, and the steps of its life."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.dialogues import actions, feeds, queries, rules
from nybrott.dialogues.actions import Said
from nybrott.dialogues.forms import WhyForm, WordsForm
from nybrott.dialogues.models import Dialogue
from nybrott.dialogues.queries import places
from nybrott.dialogues.states import DialogueState
from nybrott.dialogues.views.framing import crumbs, drawn, seen
from nybrott.people.models import Organisation
from nybrott.ui.asking import asked_page, query_of, who
from nybrott.ui.files import as_file
from nybrott.ui.formats import day_short
from nybrott.ui.sheets import FILE_KINDS, file_of
from nybrott.ui.tables import Cell, Column, Pages, Table
from nybrott.ui.templatetags.ui import tag
from nybrott.ui.thread import NextStep

SIZE = 20
KINDS = {
    DialogueState.OPEN: "accent",
    DialogueState.ENDED: "success",
    DialogueState.LOCKED: "neutral",
    DialogueState.CALLED_OFF: "warning",
}
# steps that ask for a reason: what the page is called, what the button says, and what everyone should know before
WITH_REASON = {
    "lock": (
        gettext_lazy("Lock the dialogue"),
        gettext_lazy("Once the competition is announced, nothing more in the dialogue can change: no input, no "
                     "meetings, no edits. It cannot be undone."),
    ),
    "call_off": (
        gettext_lazy("Call the dialogue off"),
        gettext_lazy("Its page stays, and says why. It cannot be undone."),
    ),
}  # fmt: skip


def state_tag(dialogue: Dialogue) -> str:
    """How far a dialogue has come, as a tag."""
    state = DialogueState(dialogue.state)
    return str(tag(str(state.label), KINDS.get(state, "info")))


@require_safe
def ours(request: HttpRequest) -> HttpResponse:
    """Dialogues of the organisation, the newest first."""
    insist(rules.works_here(who(request)))
    actor = who(request)
    page = Paginator(Dialogue.objects.visible_to(actor).order_by("-made_at", "-pk"), SIZE).get_page(asked_page(request))
    table = Table(
        [Column("title", _("Market dialogue")), Column("state", _("State")), Column("announced", _("Announced"))],
        [
            [
                Cell(one.title, reverse("dialogues:dialogue", args=[one.pk])), Cell(state_tag(one)),
                day_short(one.announced_at) if one.announced_at else "",
            ]
            for one in page
        ],
        _("Market dialogues, the newest first"), query=query_of(request), caption_hidden=True,
        pages=Pages(page.number, page.paginator.num_pages, page.paginator.count),
    )  # fmt: skip
    shown = {
        "table": table, "places": places("dialogues:ours"), "may_hold": actor.may(rules.MANAGE), "kinds": list(FILE_KINDS), "breadcrumbs": crumbs(),
    }  # fmt: skip
    return render(request, "dialogues/ours.html", shown)


@require_safe
def ours_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The same as a file."""
    actor = who(request)
    insist(rules.works_here(actor))
    if kind not in FILE_KINDS:
        raise Http404
    return as_file(file_of(feeds.dialogues_sheet(actor), kind))


@require_safe
def dialogue(request: HttpRequest, pk: int) -> HttpResponse:
    """A dialogue as those inside see it: what comes next, what it says, who takes part, when."""
    actor, found = seen(request, pk)
    now = timezone.now()
    lacking = queries.missing(found, now) if found.state == DialogueState.DRAFT else []
    can = {verb: bool(rules.may_do(actor, found, verb)) for verb in ("end", "go_on", "lock", "call_off")}
    shown: dict[str, Any] = {
        "step": _next(actor, found, lacking, now), "state": state_tag(found), "said": queries.said_in(found, found.language),
        "descriptions": list(found.descriptions.select_related("challenge")), "lacking": lacking, "can": can,
        "may_write": rules.may_write(actor, found), "may_announce": not lacking and rules.may_do(actor, found, "announce"),
        "suppliers": found.suppliers.filter(left_at=None).count(),
    }  # fmt: skip
    return drawn(request, found, "dialogues/dialogue.html", "dialogues:dialogue", **shown)


def _next(actor: Actor, dialogue: Dialogue, lacking: list[str], now: datetime) -> NextStep | None:
    """What a dialogue waits for."""
    can = rules.may_carry_out(actor, dialogue)
    if dialogue.state == DialogueState.DRAFT:
        state = _("The dialogue is being planned.")
        if lacking:
            return NextStep(
                f"{state} {lacking[0]}",
                _("Complete the plan"),
                url=_where(dialogue) if can else "",
                reason=can.reason,
            )
        return NextStep(state, _("Announce the dialogue"), url="#announce" if can else "", reason=can.reason)
    if can and (waiting := queries.wanting_in(dialogue, now).count()):
        said = ngettext(
            "%(n)s person is waiting for a yes to speak for a supplier.", "%(n)s people are waiting for a yes to speak for a supplier.", waiting
        ) % {"n": waiting}  # fmt: skip
        return NextStep(said, _("Say yes or no"), url=reverse("dialogues:suppliers", args=[dialogue.pk]))
    return queries.waiting(actor, dialogue, now)


def _where(dialogue: Dialogue) -> str:
    """The page where the first thing that is missing is put right."""
    if not (
        dialogue.why
        and dialogue.wanted
        and dialogue.contact_email
        and (dialogue.no_description or queries.has_approved(dialogue))
    ):
        name = "dialogues:change"
    elif not dialogue.questions.exists() or not (dialogue.input_until or dialogue.register_until):
        name = "dialogues:plan"
    else:
        name = "dialogues:people"
    return reverse(name, args=[dialogue.pk])


def _words(actor: Actor, dialogue: Dialogue | None, data: Any) -> WordsForm:
    first: dict[str, Any] = {"language": "nb", "contact": actor.name}
    if dialogue is not None:
        said = actions.said_of(dialogue)
        first = {name: getattr(said, name) for name in Said.__slots__} | {
            "cpv": ", ".join(said.cpv), "descriptions": list(dialogue.descriptions.values_list("pk", flat=True)),
        }  # fmt: skip
    return WordsForm(data, initial=first, descriptions=queries.approved(actor))


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a dialogue on what was approved."""
    actor, now = who(request), timezone.now()
    place = get_object_or_404(Organisation, pk=actor.organisation_id)
    insist(rules.may_hold(actor, place))
    form = _words(actor, None, request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        on = said.pop("descriptions")
        made = actions.begin_dialogue(actor=actor, organisation=place, said=Said(**said), descriptions=on, now=now)
        messages.success(request, _("The dialogue is a draft that only your organisation sees."))
        return redirect("dialogues:plan", pk=made.pk)
    shown = {"form": form, "heading": _("Plan a market dialogue"), "back": reverse("dialogues:ours"), "breadcrumbs": crumbs(None, _("Plan a market dialogue"))}  # fmt: skip
    return render(request, "dialogues/words.html", shown, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Say anew what the dialogue is, before it is announced."""
    actor, found = seen(request, pk)
    insist(rules.may_write(actor, found))
    form = _words(actor, found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        on = told.pop("descriptions")
        said = replace(actions.said_of(found), **told)
        actions.write_dialogue(actor=actor, dialogue=found, said=said, descriptions=on, now=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("dialogues:dialogue", pk=found.pk)
    shown = {
        "form": form,
        "heading": _("What the dialogue says"),
        "back": reverse("dialogues:dialogue", args=[found.pk]),
    }
    return drawn(
        request,
        found,
        "dialogues/words.html",
        "",
        _("What the dialogue says"),
        status=422 if form.is_bound else 200,
        **shown,
    )


@require_POST
def announce(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the dialogue to everyone."""
    actor, found = seen(request, pk)
    actions.announce_dialogue(actor=actor, dialogue=found, now=timezone.now())
    messages.success(request, _("The dialogue is announced. Everyone can read its page now."))
    return redirect("dialogues:dialogue", pk=found.pk)


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End the dialogue, or take it up again."""
    actor, found = seen(request, pk)
    again = found.state == DialogueState.ENDED
    step: Callable[..., Dialogue] = actions.go_on if again else actions.end_dialogue
    step(actor=actor, dialogue=found, now=timezone.now())
    messages.success(
        request, _("The dialogue goes on.") if again else _("The dialogue has ended. Everything can still be read.")
    )
    return redirect("dialogues:dialogue", pk=found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Lock the dialogue, or call it off, with the reason everyone reads."""
    actor, found = seen(request, pk)
    insist(rules.may_do(actor, found, step))
    heading, lead = WITH_REASON[step]
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act = actions.lock_dialogue if step == "lock" else actions.call_off
        act(actor=actor, dialogue=found, reason=form.cleaned_data["reason"], now=timezone.now())
        return redirect("dialogues:dialogue", pk=found.pk)
    shown = {
        "form": form,
        "heading": heading,
        "lead": lead,
        "label": heading,
        "back": reverse("dialogues:dialogue", args=[found.pk]),
    }
    return drawn(request, found, "dialogues/form.html", "", str(heading), status=422 if form.is_bound else 200, **shown)
