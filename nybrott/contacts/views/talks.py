"""The list of talks, one talk, and its steps."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.contacts import actions, feeds, queries, rules
from nybrott.contacts.forms import CallOffForm, HeldForm, LearnedForm, NothingForm, PassOnForm, ReasonForm, TimesForm
from nybrott.contacts.models import Proposal, Side, Talk
from nybrott.contacts.states import TalkState
from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused, Verdict, insist
from nybrott.journal.queries import history_of
from nybrott.networks.queries import told_apart
from nybrott.people.rules import works_here
from nybrott.ui.asking import asked_page, query_of, who
from nybrott.ui.files import as_file
from nybrott.ui.formats import day_short
from nybrott.ui.sheets import FILE_KINDS, file_of
from nybrott.ui.tables import Cell, Column, Pages, Table
from nybrott.ui.templatetags.ui import tag
from nybrott.ui.thread import NextStep

SIZE = 20
TAGS = {TalkState.ASKED: "warning", TalkState.AGREED: "accent", TalkState.HELD: "success"}


@require_safe
def talks(request: HttpRequest) -> HttpResponse:
    """What waits for us, and every talk the organisation asked for or was asked for."""
    actor = who(request)
    insist(works_here(actor))
    waiting = list(queries.waiting_for_us(actor)[:SIZE])
    page = Paginator(queries.talks_of(actor), SIZE).get_page(asked_page(request))
    columns = [Column("about", _("About")), Column("other", _("With")), Column("who", _("Who asked")), Column("state", _("Progress")), Column("asked", _("Asked"), "end")]  # fmt: skip
    table = Table(
        columns, [_row(actor, one) for one in page], _("Talks"), id="talks-table", query=query_of(request), caption_hidden=True,
        pages=Pages(page.number, page.paginator.num_pages, page.paginator.count),
    )  # fmt: skip
    step = None
    if waiting:
        first = waiting[0]
        step = NextStep(
            _("%(who)s is waiting for an answer: “%(about)s”.") % {"who": first.organisation.name, "about": first.about}, _("Answer the request"),
            url=reverse("contacts:talk", args=[first.pk]), due=_("Closes by itself %(day)s") % {"day": day_short(first.asked_at + rules.CLOSE_AFTER)},
        )  # fmt: skip
    shown = {"table": table, "total": page.paginator.count, "step": step, "places": queries.places("contacts:talks"), "kinds": list(FILE_KINDS)}  # fmt: skip
    return render(request, "contacts/talks.html", shown)


def _row(actor: Actor, one: Talk) -> list[Cell | str]:
    state, other = TalkState(one.state), one.other(actor.organisation_id)
    return [
        Cell(one.about, url=reverse("contacts:talk", args=[one.pk])),
        Cell(other.name, note=told_apart(other)),
        _("We did") if one.organisation_id == actor.organisation_id else _("They did"),
        Cell(tag(str(state.label), TAGS.get(state, "neutral"))),
        day_short(one.asked_at),
    ]


@require_safe
def talks_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The list as a file."""
    actor = who(request)
    insist(works_here(actor))
    if kind not in FILE_KINDS:
        raise Http404
    return as_file(file_of(feeds.talks_sheet(actor), kind))


def _seen(request: HttpRequest, pk: int) -> tuple[Actor, Side, Side]:
    """Who asks, and both sides of a talk; 404 when they may not see it."""
    actor = who(request)
    found = Talk.objects.visible_to(actor).select_related("organisation", "asked", "point", "challenge")
    one = get_object_or_404(found, pk=pk)
    return actor, *queries.sides_of(one, actor)


@require_safe
def talk(request: HttpRequest, pk: int) -> HttpResponse:
    """One talk as one's own side sees it."""
    actor, own, other = _seen(request, pk)
    one = own.talk
    theirs = list(other.proposals.all()) if one.state == TalkState.AGREED else []
    ours = list(own.proposals.all()) if one.state == TalkState.AGREED else []
    can = {name: _may(actor, own, name) for name in WORDS}
    shown = {
        "talk": one, "about_url": queries.about_url(actor, one), "own": own, "other": other, "state": tag(str(one.get_state_display()), TAGS.get(TalkState(one.state), "neutral")), "we_asked": own.organisation_id == one.organisation_id,
        "person": queries.other_person(actor, own, other), "apart": told_apart(other.organisation), "theirs": theirs, "ours": ours, "can": {name: True for name, may in can.items() if may},
        "may": rules.may_speak(actor, own), "step": queries.next_step(actor, own, other, times=bool(theirs)), "history": history_of(actor, own), "breadcrumbs": queries.crumbs(one.about),
    }  # fmt: skip
    return render(request, "contacts/talk.html", shown)


@require_POST
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Say yes to a proposed time."""
    actor = who(request)
    found = Proposal.objects.visible_to(actor).select_related("side__talk")
    proposal = get_object_or_404(found, pk=pk)
    actions.choose_time(actor=actor, proposal=proposal, now=timezone.now())
    messages.success(request, _("The time is agreed on. The other side gets a letter."))
    return redirect("contacts:talk", pk=proposal.side.talk_id)


# --- steps ---

# step → heading, sentence below it, button, what is said after
WORDS = {
    "say_yes": (gettext_lazy("Say yes to a talk"), gettext_lazy("You are the one who takes part. From now on the two of you see each other’s name and e-mail address, as long as both want to."), gettext_lazy("Yes, let us talk"), gettext_lazy("They get a letter. Propose a time, or let them.")),
    "decline": (gettext_lazy("Say not now"), gettext_lazy("They see your reason, and not your name."), gettext_lazy("Not now"), gettext_lazy("They get a letter with your reason.")),
    "pass_on": (gettext_lazy("Pass it on to a colleague"), gettext_lazy("Your colleague gets a letter and a task. Those who ask are not told who."), gettext_lazy("Pass it on"), gettext_lazy("Your colleague has it now.")),
    "show": (gettext_lazy("Take part, and be shown"), gettext_lazy("You are the one who takes part from now on. The other side sees your name and e-mail address, and you see theirs, as long as both want to."), gettext_lazy("I take part"), gettext_lazy("You take part now.")),
    "hide": (gettext_lazy("Hide names and addresses again"), gettext_lazy("Neither side sees the other’s name and e-mail address any more. What they have written down elsewhere you cannot take back."), gettext_lazy("Hide them"), gettext_lazy("No one sees the other’s name and address"
                                                                                                                                                                                                                                                    " any more.")),
    "propose": (gettext_lazy("Propose times"), gettext_lazy("They choose one, or propose others. These replace times you proposed before."), gettext_lazy("Send the times"), gettext_lazy("They get a letter with the times.")),
    "hold": (gettext_lazy("Write down that it was held"), gettext_lazy("Then both sides can write what they learned."), gettext_lazy("It was held"), gettext_lazy("Written down.")),
    "learn": (gettext_lazy("What we learned"), gettext_lazy("A few lines are enough. Do not name anyone."), gettext_lazy("Keep it"), gettext_lazy("Kept. Both sides can read it.")),
    "withdraw": (gettext_lazy("Call the talk off"), gettext_lazy("They get a letter. It cannot be undone; you can ask again."), gettext_lazy("Cancel it"), gettext_lazy("It is called off.")),
}  # fmt: skip


def _may(actor: Actor, own: Side, name: str) -> Verdict:
    asked: dict[str, Callable[[Actor, Side], Verdict]] = {"show": rules.may_show, "hide": rules.may_hide, "propose": rules.may_propose, "learn": rules.may_learn}  # fmt: skip
    return asked[name](actor, own) if name in asked else rules.may_step(actor, own, name)


def _form_of(request: HttpRequest, own: Side, name: str, now: datetime) -> forms.Form:
    data, talk = request.POST or None, own.talk
    if name == "pass_on":
        return PassOnForm(data, own=own)
    if name == "propose":
        return TimesForm(data, now=now, initial={"how": talk.meets_how})
    if name == "hold":
        today, met = timezone.localdate(now), timezone.localdate(talk.meets_at or now)
        return HeldForm(data, first=timezone.localdate(talk.asked_at), today=today, initial={"on": min(met, today)})
    if name == "learn":
        return LearnedForm(data, initial={"text": own.learned})
    kinds: dict[str, type[forms.Form]] = {"decline": ReasonForm, "withdraw": CallOffForm}
    return kinds[name](data) if name in kinds else NothingForm(request.POST if request.method == "POST" else None)


def _do(actor: Actor, talk: Talk, name: str, form: Any, now: datetime) -> None:
    said: dict[str, Any] = form.cleaned_data
    given: dict[str, Any] = {"actor": actor, "talk": talk, "now": now}
    if name == "propose":
        actions.propose_times(**given, times=form.times(), how=said["how"])
    else:
        does: dict[str, Callable[..., object]] = {
            "say_yes": actions.say_yes, "decline": actions.decline_talk, "pass_on": actions.pass_on, "show": actions.show_side, "hide": actions.hide_side,
            "hold": actions.hold_talk, "learn": actions.write_learned, "withdraw": actions.withdraw_talk,
        }  # fmt: skip
        does[name](**given, **said)


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Answer, be shown, agree on a time, write down."""
    actor, own, _other = _seen(request, pk)
    if step not in WORDS:
        raise Http404
    insist(_may(actor, own, step))
    heading, lead, button, after = WORDS[step]
    now = timezone.now()
    form = _form_of(request, own, step, now)
    if request.method == "POST" and form.is_valid():
        try:
            _do(actor, own.talk, step, form, now)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, str(after))
            return redirect("contacts:talk", pk=pk)
    address = reverse("contacts:talk", args=[pk])
    shown = {"form": form, "heading": heading, "lead": lead, "button": button, "back": address, "title": own.talk.about, "breadcrumbs": queries.crumbs(queries.link_of(own.talk), str(heading))}  # fmt: skip
    return render(request, "contacts/form.html", shown, status=422 if form.is_bound else 200)
