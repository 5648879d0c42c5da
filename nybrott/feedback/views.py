"""After a dialogue: from inside, on its public page, on a supplier's own page, and the three questions."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from nybrott.core.actor import Actor
from nybrott.core.limits import Limit
from nybrott.core.verdict import insist
from nybrott.dialogues.models import Dialogue, Representative
from nybrott.dialogues.queries import crumbs, parts
from nybrott.dialogues.rules import may_read
from nybrott.feedback import actions, queries, rules
from nybrott.feedback.actions import Changed, Words
from nybrott.feedback.forms import MessageForm, PromiseForm, WorthForm
from nybrott.feedback.letters import SALT, worth_token
from nybrott.feedback.models import Message
from nybrott.people.actions.limits import spend
from nybrott.ui.asking import network_of, who

HERE = "feedback:after"
SAYING = Limit("feedback.say", 60, timedelta(hours=1))  # by network


def _first(draft: Message | None) -> dict[str, Any]:
    if draft is None:
        return {"kind": "summary", "version": 0}
    return {name: getattr(draft, name) for name in ("kind", "text", "text_en", "after", "after_en", "version")}


def _page(request: HttpRequest, dialogue: Dialogue, status: int = 200, **bound: Any) -> HttpResponse:
    actor, draft = who(request), queries.draft_of(dialogue)
    shown = {
        "dialogue": dialogue, "tabs": parts(actor, dialogue, HERE), "breadcrumbs": crumbs(dialogue, _("Afterwards")), "may": rules.may_give_feedback(actor, dialogue),
        "draft": draft, "may_send": rules.may_send(actor, draft) if draft else None, "form": MessageForm(initial=_first(draft)), "promise": PromiseForm(prefix="promise"),
        "sent": list(queries.sent(dialogue)), "owed": queries.owed(dialogue), "today": timezone.localdate(), "said": queries.worth_of([dialogue.pk]),
    }  # fmt: skip
    return render(request, "feedback/after.html", shown | bound, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def after(request: HttpRequest, pk: int) -> HttpResponse:
    """Promise, write and send feedback; read whether it was worth the suppliers' time."""
    actor = who(request)
    dialogue = get_object_or_404(Dialogue.objects.visible_to(actor).select_related("organisation"), pk=pk)
    insist(may_read(actor, dialogue))
    if request.method != "POST":
        return _page(request, dialogue)
    insist(rules.may_give_feedback(actor, dialogue))
    steps = {"promise": _promise, "send": _send, "drop": _drop}
    return steps.get(request.POST.get("step", ""), _write)(request, actor, dialogue)


def _drop(request: HttpRequest, actor: Actor, dialogue: Dialogue) -> HttpResponse:
    actions.drop_message(actor=actor, dialogue=dialogue, now=timezone.now())
    messages.success(request, _("The draft is thrown away."))
    return redirect(HERE, pk=dialogue.pk)


def _write(request: HttpRequest, actor: Actor, dialogue: Dialogue) -> HttpResponse:
    form = MessageForm(request.POST)
    if not form.is_valid():
        return _page(request, dialogue, 422, form=form)
    said = dict(form.cleaned_data)
    version, now = said.pop("version"), timezone.now()
    if not (verdict := rules.may_tell(actor, dialogue, said["kind"])):
        form.add_error("kind", verdict.reason)
        return _page(request, dialogue, 422, form=form)
    try:
        actions.write_message(actor=actor, dialogue=dialogue, words=Words(**said), version=version, now=now)
    except Changed:
        return _changed(request, dialogue, form=form)
    messages.success(request, _("Saved. Read it again before you send it."))
    return redirect(HERE, pk=dialogue.pk)


def _changed(request: HttpRequest, dialogue: Dialogue, **bound: Any) -> HttpResponse:
    """What one typed stays in the form; the draft as it is stands beside it."""
    messages.warning(request, _("Someone else has changed the draft in the meantime. Nothing was saved or sent: compare first."))  # fmt: skip
    return _page(request, dialogue, 409, **bound)


def _promise(request: HttpRequest, actor: Actor, dialogue: Dialogue) -> HttpResponse:
    form = PromiseForm(request.POST, prefix="promise")
    if form.is_valid():
        said, now = form.cleaned_data, timezone.now()
        verdict = rules.may_promise(actor, dialogue, said["due_on"], timezone.localdate(now))
        if verdict:
            actions.promise(actor=actor, dialogue=dialogue, kind=said["kind"], due_on=said["due_on"], now=now)
            messages.success(request, _("The promise is now on the public page."))
            return redirect(HERE, pk=dialogue.pk)
        form.add_error("due_on", verdict.reason)
    return _page(request, dialogue, 422, promise=form)


def _send(request: HttpRequest, actor: Actor, dialogue: Dialogue) -> HttpResponse:
    draft, asked = queries.draft_of(dialogue), request.POST.get("version", "")
    if draft is None or not (asked.isascii() and asked.isdigit() and len(asked) < 8):
        return _changed(request, dialogue)
    try:
        sent = actions.send_message(actor=actor, message=draft, version=int(asked), now=timezone.now())
    except Changed:
        return _changed(request, dialogue)
    messages.success(request, _("Everyone who took part gets a letter: %(n)s in all.") % {"n": sent.letters})
    return redirect(HERE, pk=dialogue.pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def worth(request: HttpRequest, token: str) -> HttpResponse:
    """Three questions, by the link in a letter; no account, no JavaScript. The answer can be changed by the same link."""
    now = timezone.now()
    spend(limit=SAYING, who=network_of(request), now=now)
    person = queries.answerer(token, SALT, now)
    if person is None:
        return render(request, "feedback/worth_unknown.html", status=404)
    dialogue, given = person.supplier.dialogue, getattr(person, "worth", None)
    may = rules.may_say(dialogue)
    first = {"worth": str(given.worth), "clear": str(given.clear), "fair": str(given.fair), "because": given.because} if given else {}  # fmt: skip
    form = WorthForm(request.POST or None, initial=first)
    if request.method == "POST" and may and form.is_valid():
        actions.say_worth(representative=person, now=now, **form.marks())
        messages.success(request, _("Thank you. Your answer has been saved, and you can change it."))
        return redirect("feedback:worth", token=token)
    shown = {"dialogue": dialogue, "may": may, "form": form, "given": given}
    return render(request, "feedback/worth.html", shown, status=422 if form.is_bound else 200)


def _told(dialogue: Dialogue) -> list[dict[str, Any]]:
    """What was sent, in the language of the page when there is English, else in the dialogue's."""
    english = get_language() == "en"
    return [
        {
            "what": one.get_kind_display(), "at": one.sent_at, "text": (english and one.text_en) or one.text, "after": (english and one.after_en) or one.after,
            "language": "en" if english and one.text_en else dialogue.language,
        }
        for one in queries.sent(dialogue)
    ]  # fmt: skip


def public_block(request: HttpRequest, dialogue: Dialogue) -> str:
    """What everyone who took part was told, and what is promised and has not come; for the public page."""
    told, owed = _told(dialogue), [one for one in queries.owed(dialogue) if one.promised]
    if not told and not owed:
        return ""
    shown = {"told": told, "owed": owed, "today": timezone.localdate()}
    return render_to_string("feedback/public_block.html", shown, request=request)


def own_block(request: HttpRequest, representative: Representative, _key: str) -> str:
    """The way to the three questions, on a supplier's own page."""
    if not rules.may_say(representative.supplier.dialogue):
        return ""
    shown = {
        "address": reverse("feedback:worth", args=[worth_token(representative)]), "given": hasattr(representative, "worth"),
    }  # fmt: skip
    return render_to_string("feedback/own_block.html", shown, request=request)
