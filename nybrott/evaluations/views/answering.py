"""Answering by a link: no account, no JavaScript, a page at a time, saved as one goes.

Nothing is put in the session and nothing is written down of who came when. A link that is used, closed or not known is met by a
page that says so.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from secrets import randbelow
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.core.anonymity import phrase, strange
from nybrott.core.limits import Limit
from nybrott.core.programme import in_language
from nybrott.core.surveys import Instrument
from nybrott.core.verdict import Refused
from nybrott.evaluations import actions, queries, rules
from nybrott.evaluations.actions import AnsweredAlready
from nybrott.evaluations.forms.answering import PageForm, WordsForm
from nybrott.evaluations.models import Recipient, unseal
from nybrott.evaluations.views.framing import language
from nybrott.people.actions.limits import spend
from nybrott.ui.asking import network_of

GUESSING = Limit("evaluations.answer", 60, timedelta(hours=1))  # links that are not known, by network
SENDING = Limit("evaluations.send", 300, timedelta(hours=1))  # a town hall shares one network

_View = Callable[..., HttpResponse]


def by_link(view: _View) -> _View:
    """Find whoever holds the link, or say in a whole page why it opens nothing (404, 410)."""

    @wraps(view)
    def asked(request: HttpRequest, key: str, **more: Any) -> HttpResponse:
        one = queries.recipient_behind(key)
        if one is None:
            spend(limit=GUESSING, who=network_of(request), now=timezone.now())
            return render(request, "evaluations/link_unknown.html", status=404)
        may = rules.may_answer(one, today=timezone.localdate())
        if not may:
            return _over(request, one, may.reason)
        try:
            response = view(request, one, **more)
        except AnsweredAlready:
            one.refresh_from_db(fields=["answered"])
            return _over(request, one, rules.may_answer(one, today=timezone.localdate()).reason)
        return response

    return never_cache(asked)


def _over(request: HttpRequest, one: Recipient, reason: str) -> HttpResponse:
    shown = {"reason": reason, "wave": one.wave, "answered": one.answered}
    return render(request, "evaluations/link_over.html", shown, status=410)


def _read(one: Recipient) -> tuple[Instrument, dict[str, Any]]:
    return one.wave.edition.read, unseal(one.draft, one.use) or {}


def _pages(read: Instrument, saved: dict[str, Any]) -> list[list[Any]]:
    """The pages somebody who has answered this far meets."""
    asked = {one["id"] for one in read.asked(saved)}
    pages = [[one for one in page if one["id"] in asked] for page in read.pages()]
    return [page for page in pages if page]


@require_safe
@by_link
def answer(request: HttpRequest, one: Recipient) -> HttpResponse:
    """What is asked, how long it takes, who sees what; and where one left."""
    read, saved = _read(one)
    pages = _pages(read, saved)
    first = next(
        (number for number, page in enumerate(pages, 1) if not any(each["id"] in saved for each in page)), len(pages)
    )
    shown = {
        "wave": one.wave, "intro": in_language(read.content["intro"], language()), "time": queries.time_in_words(read.seconds(language())),
        "begun": bool(saved), "page": first if saved else 1, "key": one.key,
        "words": any(each["kind"] == "text" for each in read.questions),
    }  # fmt: skip
    return render(request, "evaluations/answer.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def page(request: HttpRequest, one: Recipient, number: int) -> HttpResponse:
    """One page of questions. Sent on, it is saved."""
    read, saved = _read(one)
    pages = _pages(read, saved)
    if not 1 <= number <= len(pages):
        return redirect("evaluations:answer", one.key)
    form = PageForm(request.POST if request.method == "POST" else None, pages[number - 1], saved, language())
    if request.method == "POST" and form.is_valid():
        try:
            kept = actions.save_page(recipient=one, said=form.said(), today=timezone.localdate())
        except Refused as trouble:
            return _over(request, one, trouble.reason)
        if number < len(_pages(read, kept)):
            return redirect("evaluations:page", one.key, number + 1)
        return redirect("evaluations:send", one.key)
    shown = {"wave": one.wave, "form": form, "number": number, "total": len(pages), "key": one.key, "back": number - 1}
    return render(request, "evaluations/page.html", shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def send(request: HttpRequest, one: Recipient) -> HttpResponse:
    """The last page: code words, when there is something to tie, and the button that sends it in."""
    read, saved = _read(one)
    pages = _pages(read, saved)
    missing = [(place, each) for place, page in enumerate(pages, 1) for each in page if each.get("required") and each["id"] not in saved]  # fmt: skip
    form = WordsForm(request.POST if request.method == "POST" else None)
    shown = {
        "wave": one.wave, "form": form, "key": one.key, "last": len(pages), "saved": bool(saved), "phrase": phrase(randbelow) if one.wave.series else "",
        "missing": [(place, in_language(each["text"], language())) for place, each in missing], "first": queries.earlier_of(one.wave) is None,
    }  # fmt: skip
    if request.method == "POST" and form.is_valid() and not missing:
        words = form.cleaned_data["words"]
        odd = strange(words)
        if odd and request.POST.get("sure") != "yes":
            return render(request, "evaluations/send.html", shown | {"strange": ", ".join(odd)}, status=422)
        spend(limit=SENDING, who=network_of(request), now=timezone.now())
        try:
            actions.answer_wave(recipient=one, words=words, today=timezone.localdate())
        except Refused as trouble:
            return _over(request, one, trouble.reason)
        return redirect("evaluations:thanks", one.key)
    return render(request, "evaluations/send.html", shown, status=422 if request.method == "POST" else 200)


@require_POST
@by_link
def empty(request: HttpRequest, one: Recipient) -> HttpResponse:
    """Throw away what was saved."""
    actions.empty_draft(recipient=one, today=timezone.localdate())
    return redirect("evaluations:answer", one.key)


@never_cache
@require_safe
def thanks(request: HttpRequest, key: str) -> HttpResponse:
    """It has come in."""
    one = queries.recipient_behind(key)
    if one is None or not one.answered:
        return redirect("evaluations:answer", key)
    return render(request, "evaluations/thanks.html", {"wave": one.wave})
