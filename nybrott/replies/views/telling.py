"""Tell those who told: what they have not heard, the text, every letter as it will read, and what became of it."""

from secrets import token_urlsafe
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.challenges.queries import parts
from nybrott.core.actor import Actor
from nybrott.core.personal import spots
from nybrott.core.verdict import Refused
from nybrott.hearings.models import Side
from nybrott.replies import actions, queries, rules
from nybrott.replies.actions import Changed, Draft
from nybrott.replies.forms import LANGUAGES, PlanForm, ReplyForm
from nybrott.replies.letters import Wording, worded
from nybrott.replies.models import Reply
from nybrott.replies.queries import Variant
from nybrott.replies.states import ReplyState
from nybrott.replies.views.framing import reply_of, told_about, way_to
from nybrott.ui.asking import asked_page, query_of
from nybrott.ui.tables import Pages, Table
from nybrott.ui.templatetags.ui import page_links


def letters_said(count: int) -> str:
    """How many letters, in words."""
    return ngettext("%(count)s letter", "%(count)s letters", count) % {"count": count}


@require_safe
def replies(request: HttpRequest, pk: int) -> HttpResponse:
    """Who waits to hear what, and what has been told."""
    actor, one = told_about(request, pk)
    now = timezone.now()
    page = queries.replies_of(one, asked_page(request))
    table = Table([], [], "", query=query_of(request), pages=Pages(page.number, page.pages, page.total))
    draft = next((row.reply for row in page.rows if row.reply.state == ReplyState.DRAFT), None)
    held = next((row.reply for row in page.rows if row.reply.state == ReplyState.HELD), None)
    day = queries.better_on(one)
    shown = {
        "challenge": one, "standing": queries.standing(one, now), "rows": [_row(actor, row) for row in page.rows], "draft": draft, "held": held,
        "said": queries.said_of_being_heard(one), "pages": page_links(table), "total": page.total, "plan": PlanForm(initial={"on": day}, today=timezone.localdate(now)), "better_on": day,
        "tabs": parts(one, "replies:replies"), "breadcrumbs": way_to(one),
    }  # fmt: skip
    return render(request, "replies/replies.html", shown)


def _row(actor: Actor, row: Any) -> dict[str, Any]:
    text, language = queries.text_in(row.reply.texts, "nb")
    return {
        "one": row.reply, "state": row.reply.get_state_display(), "letters": letters_said(row.letters), "held": row.held, "text": text,
        "language": language, "may_publish": rules.may_publish(actor, row.reply),
    }  # fmt: skip


@require_POST
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the draft, or a new one with proposed words."""
    actor, one = told_about(request, pk)
    made = actions.begin_reply(actor=actor, challenge=one, now=timezone.now())
    return redirect("replies:write", pk=made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the draft; who writes at the same time as somebody else sees both."""
    actor, reply = reply_of(request, pk)
    if not rules.may_write(actor, reply):
        return redirect("replies:read", pk=pk)
    now = timezone.now()
    steps = queries.steps_of(reply.challenge, now)
    first = {"steps": reply.steps, "sides": reply.sides, "version": reply.version}
    form = ReplyForm(
        request.POST or None, steps=steps, initial=first | {f"text_{code}": text for code, text in reply.texts.items()}
    )
    other, status = None, 422 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        draft = Draft(said["steps"], form.texts(), said["sides"])
        try:
            actions.write_reply(actor=actor, reply=reply, draft=draft, version=said["version"], now=now)
        except Changed as changed:
            other, status = changed.reply, 409
            form = ReplyForm(_with_version(request, other.version), steps=steps)
        else:
            return redirect("replies:read", pk=pk)
    shown = {
        "reply": reply, "challenge": reply.challenge, "form": form, "other": other, "languages": LANGUAGES,
        "breadcrumbs": way_to(reply.challenge, _("Write to them")),
    }  # fmt: skip
    return render(request, "replies/write.html", shown, status=status)


def _with_version(request: HttpRequest, version: int) -> Any:
    data = request.POST.copy()
    data["version"] = str(version)
    return data


@require_safe
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """A reply: while it is a draft, every letter just as it will read; afterwards, what became of it."""
    actor, reply = reply_of(request, pk)
    now = timezone.now()
    draft = reply.state == ReplyState.DRAFT
    variants = queries.variants(reply, now) if draft else []
    letters = [_letter_shown(reply, one) for one in variants]
    made = list(reply.letters.values_list("let_go_at", flat=True))
    labels = {step.key: step.label for step in queries.steps_of(reply.challenge, now)}
    shown = {
        "reply": reply, "challenge": reply.challenge, "draft": draft, "letters": letters, "people": sum(one.people for one in variants),
        "state": reply.get_state_display(), "texts": [(name, code, reply.texts[code]) for code, name in LANGUAGES if reply.texts.get(code)],
        "steps": [labels[key] for key in reply.steps if key in labels], "made": len(made), "held": sum(at is None for at in made),
        "sides": [Side(side).label for side in reply.sides], "reads_letters": actor.may("letters.read"),
        "spots": any(spots(text) for text in reply.texts.values()), "may": _may(actor, reply),
        "breadcrumbs": way_to(reply.challenge, _("Read before it is sent") if reply.state != ReplyState.GONE else _("A reply")),
    }  # fmt: skip
    return render(request, "replies/read.html", shown)


def _may(actor: Actor, reply: Reply) -> dict[str, object]:
    return {
        "write": rules.may_write(actor, reply), "hold": rules.may_hold(actor, reply), "let_go": rules.may_let_go(actor, reply),
        "drop": rules.may_drop(actor, reply), "publish": rules.may_publish(actor, reply),
    }  # fmt: skip


def _letter_shown(reply: Reply, one: Variant) -> dict[str, Any]:
    """A letter as it will read; without a text when none is written in its language."""
    name = dict(LANGUAGES).get(one.language, one.language)
    shown: dict[str, Any] = {
        "name": name, "language": one.language, "people": ngettext("to %(people)s person", "to %(people)s people", one.people) % {"people": one.people},
        "body": "", "subject": "",
    }  # fmt: skip
    if text := reply.texts.get(one.language, ""):
        said = Wording(
            reply.challenge.organisation.name,
            text,
            one.language,
            one.told_on,
            one.answered,
            one.asks_understood,
            one.asks_better,
        )
        subject, body = worded(said)
        links = {"{link}": _("“the personal link”"), "{stop}": _("“the link that stops them”")}
        for secret, word in links.items():
            body = body.replace(secret, word)
        shown |= {"subject": subject, "body": body}
    return shown


@require_POST
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """Hold the letters, let them go, drop the reply, put it on the public page or take it off."""
    actor, reply = reply_of(request, pk)
    now, wanted = timezone.now(), request.POST.get("step", "")
    try:
        said = _stepped(actor, reply, wanted, now)
    except Refused as refused:
        # pressed twice, or in two tabs: it was done already; the page says how it stands
        messages.error(request, refused.reason)
        return redirect("replies:read", pk=pk)
    if said:
        messages.success(request, said)
    if wanted == "drop":
        return redirect("replies:replies", pk=reply.challenge_id)
    return redirect("replies:read", pk=pk)


def _stepped(actor: Actor, reply: Reply, wanted: str, now: Any) -> str:
    def key() -> str:
        return token_urlsafe(32)

    if wanted == "let_go":
        made = actions.let_go(actor=actor, reply=reply, key=key, now=now)
        return _("%(letters)s sent. It is on the page of everyone who told.") % {"letters": letters_said(made)}
    if wanted == "hold":
        made = actions.hold_letters(actor=actor, reply=reply, key=key, now=now)
        return _("%(letters)s held in the outbox, to be read first.") % {"letters": letters_said(made)}
    if wanted == "drop":
        actions.drop_reply(actor=actor, reply=reply, now=now)
        return _("The reply is dropped. No one was told.")
    if wanted in ("publish", "unpublish"):
        actions.publish_reply(actor=actor, reply=reply, public=wanted == "publish", now=now)
        return _("It is on the public page.") if wanted == "publish" else _("It is no longer on the public page.")
    return ""


@require_POST
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose when people are asked whether it has become better."""
    actor, one = told_about(request, pk)
    now = timezone.now()
    form = PlanForm(request.POST, today=timezone.localdate(now))
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return redirect(reverse("replies:replies", args=[pk]) + "#plan")
    actions.plan_better(actor=actor, challenge=one, on=form.cleaned_data["on"], now=now)
    messages.success(request, _("From that day on you are reminded to ask."))
    return redirect("replies:replies", pk=pk)
