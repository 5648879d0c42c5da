"""A supplier's own input, by the link of its letter: no account, no JavaScript, saved as one goes."""

import json
from datetime import timedelta
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.core.ledger import receipt as receipt_of
from nybrott.core.limits import Limit
from nybrott.core.verdict import Refused
from nybrott.desk.rules import why_not_taken
from nybrott.desk.rules.files import LARGEST_BODY
from nybrott.dialogues.models import Representative
from nybrott.dialogues.queries import links
from nybrott.people.actions.limits import UPLOAD, spend
from nybrott.sources import KINDS, Unreadable
from nybrott.submissions import actions, queries, rules
from nybrott.submissions.actions import Overtaken
from nybrott.submissions.forms import AnswerForm, SendForm
from nybrott.submissions.models import KeyLost
from nybrott.submissions.queries import Asked, Mine, Told
from nybrott.submissions.states import Part, SubmissionState
from nybrott.submissions.views.framing import by_key, shown_to, typed
from nybrott.ui.files import handed_out, takes_files

SAVING = Limit("submissions.save", 600, timedelta(hours=1))  # by supplier


def _verdicts(own: Mine) -> dict[str, Any]:
    now = timezone.now()
    until = rules.deadline(own.dialogue, own.box)
    return {
        "may_change": rules.may_change(own.representative.supplier, own.submission, own.dialogue, own.box, now), "may_withdraw": rules.may_withdraw(own.submission, own.dialogue, now),
        "until": rules.moment_said(until) if until else "", "sent": own.submission is not None and own.submission.state == SubmissionState.SENT,
        "asks": until is not None,
    }  # fmt: skip


@require_safe
@by_key
def mine(request: HttpRequest, key: str, own: Mine) -> HttpResponse:
    """All questions, how far one has come, and what became of it."""
    readings = list(own.submission.secret_readings.select_related("user", "file")[:100]) if own.submission else []
    shown = shown_to(own, key, readings=readings, **_verdicts(own))
    return render(request, "submissions/mine.html", shown)


def _form(one: Asked, data: Any = None, files: Any = None) -> AnswerForm:
    told = one.own.told if one.own else Told()
    first = {"text": told.text, "secret": told.secret, "reason": told.reason, "version": one.own.answer.version if one.own else 0, "question": one.key, "part": Part.OPEN}  # fmt: skip
    holds = any(file.is_secret for file in one.own.files) if one.own else False
    return AnswerForm(data, files, initial=first, holds_secret=holds)


def _page(request: HttpRequest, key: str, own: Mine, one: Asked, form: AnswerForm, *, status: int = 200, other: Told | None = None) -> HttpResponse:  # fmt: skip
    shown = shown_to(own, key, _("Question %(number)s") % {"number": one.number}, one=one, form=form, other=other, total=len(own.asked), back=one.number - 1, **_verdicts(own))  # fmt: skip
    return render(request, "submissions/answer.html", shown, status=status)


@by_key
def _too_large(request: HttpRequest, key: str, own: Mine, number: int) -> HttpResponse:
    """The same page with the reason; what was typed beside the file was never read."""
    if (one := own.at(number)) is None:
        raise Http404
    form = _form(one, {})
    form.errors.clear()
    form.add_error("file", why_not_taken(Unreadable("too-large")))
    form.add_error("file", _("What you wrote beside it was not received: go back to find it."))
    return _page(request, key, own, one, form, status=422)


@takes_files(_too_large, largest=LARGEST_BODY)
@require_http_methods(["GET", "HEAD", "POST"])
@by_key
def answer(request: HttpRequest, key: str, own: Mine, number: int) -> HttpResponse:
    """One question. Sent on, the answer is saved, encrypted."""
    one = own.at(number) or own.asked[-1]
    if request.method != "POST":
        return _page(request, key, own, one, _form(one))
    # questions may have been moved or taken away since the page was opened: what was written belongs to the one it was written to
    meant = own.of(request.POST.get("question") or one.key)
    form = _form(meant or one, request.POST, request.FILES)
    status, other = _taken(own, meant, form) if form.is_valid() else (422, None)
    one = meant or one
    if status:
        return _page(request, key, queries.mine(own.representative), one, form, status=status, other=other)
    number = one.number
    added = form.cleaned_data["file"] is not None
    if added or number == len(own.asked):
        messages.success(request, _("It is saved. It is not sent yet."))
    if number == len(own.asked) and not added:
        return redirect("submissions:send", key)
    return redirect("submissions:answer", key, number if added else number + 1)


def _taken(own: Mine, one: Asked | None, form: AnswerForm) -> tuple[int, Told | None]:
    """Save it; gives 0, or the status to answer with and what somebody else saved in the meantime. What is not taken stands as the form's fault."""
    if one is None:
        form.add_error(None, _("The question you answered is no longer asked. Copy what you wrote to another answer."))
        return 409, None
    try:
        _save(own, one, form)
    except Overtaken as other:
        _renumber(form, other.version)
        return 409, other.told
    except Refused as trouble:
        form.add_error(None, trouble.reason)
    return (422 if form.errors else 0), None


def _save(own: Mine, one: Asked, form: AnswerForm) -> None:
    """Keep the words, then the file. A file that is not taken stands as the form's fault, with the words kept."""
    said, now, by = form.cleaned_data, timezone.now(), own.representative
    spend(limit=SAVING, who=str(by.supplier_id), now=now)
    told = Told(said["text"], said["secret"], said["reason"])
    kept = actions.save_answer(representative=by, asked=one, told=told, version=said["version"], now=now)
    if said["file"] is None:
        return
    spend(limit=UPLOAD, who=f"supplier {by.supplier_id}", now=now)
    try:
        actions.add_file(representative=by, asked=one, file=said["file"], name=said["file"].name, part=said["part"] or Part.OPEN, now=now)  # fmt: skip
    except (Unreadable, Refused) as trouble:
        _renumber(form, kept.version)
        form.add_error("file", why_not_taken(trouble) if isinstance(trouble, Unreadable) else trouble.reason)
        form.add_error("file", _("What you wrote is saved."))


def _renumber(form: AnswerForm, version: int) -> None:
    """The form shown again changes the version that stands now."""
    form.data = typed(form) | {"version": str(version)}


@require_http_methods(["GET", "HEAD", "POST"])
@by_key
def send(request: HttpRequest, key: str, own: Mine) -> HttpResponse:
    """All that was written, once more, and the button that sends it."""
    form = SendForm(request.POST if request.method == "POST" else None, initial={"named": "yes" if own.submission is None or own.submission.named else "no"})  # fmt: skip
    lacking = [one for one in own.asked if one.own and one.own.lacks_reason]
    verdict = rules.may_send(
        own.representative.supplier, own.submission, [one.answer for one in own.answers], own.dialogue, timezone.now()
    )
    if form.is_bound and form.is_valid():
        try:
            actions.send_input(representative=own.representative, named=form.cleaned_data["named"] == "yes", now=timezone.now())  # fmt: skip
        except Refused as trouble:
            form.add_error(None, trouble.reason)
        else:
            messages.success(request, _("It has come in. A receipt is on its way by letter."))
            return redirect("submissions:mine", key)
    shown = shown_to(own, key, _("Send your input"), form=form, lacking=lacking, may_send=verdict, **_verdicts(own))
    return render(request, "submissions/send.html", shown, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@by_key
def withdraw(request: HttpRequest, key: str, own: Mine) -> HttpResponse:
    """Ask, then withdraw what was sent."""
    if request.method == "POST":
        actions.withdraw_input(representative=own.representative, now=timezone.now())
        messages.success(request, _("It is withdrawn. It is now a draft that only you can read."))
        return redirect("submissions:mine", key)
    return render(request, "submissions/withdraw.html", shown_to(own, key, _("Withdraw your input"), **_verdicts(own)))


@require_http_methods(["GET", "HEAD", "POST"])
@by_key
def throw_away(request: HttpRequest, key: str, own: Mine) -> HttpResponse:
    """Ask, then throw away what was written and is not sent."""
    if request.method == "POST":
        actions.throw_away(representative=own.representative, now=timezone.now())
        messages.success(request, _("What you wrote has been deleted."))
        return redirect("submissions:mine", key)
    return render(
        request, "submissions/throw_away.html", shown_to(own, key, _("Delete what you wrote"), **_verdicts(own))
    )


@require_safe
@by_key
def own_file(request: HttpRequest, key: str, own: Mine, uid: str) -> FileResponse:
    """A file one added, back again."""
    found = next((file for one in own.answers for file in one.files if file.file.uid == uid), None)
    if found is None or own.box is None:
        raise Http404
    try:
        plain = queries.own_bytes(own.box, found.file)
    except FileNotFoundError:
        raise Http404(_("The file is no longer on this machine.")) from None
    return _handed(plain, found.name, KINDS[found.kind].media)


@require_POST
@by_key
def remove_file(request: HttpRequest, key: str, own: Mine, uid: str) -> HttpResponse:
    """Take a file away again."""
    number = next((one.number for one in own.asked if one.own and any(file.file.uid == uid for file in one.own.files)), 0)  # fmt: skip
    actions.remove_file(representative=own.representative, uid=uid, now=timezone.now())
    return redirect("submissions:answer", key, number) if number else redirect("submissions:mine", key)


@require_safe
@by_key
def copy(request: HttpRequest, key: str, own: Mine, part: str) -> FileResponse:
    """What was sent, as the bytes whose SHA-256 the ledger holds."""
    if part not in Part.values or own.submission is None or own.submission.state != SubmissionState.SENT:
        raise Http404
    whole = queries.document(own.dialogue, own.answers, part)
    if not whole:
        raise Http404
    return _handed(whole, f"{own.dialogue.slug}-{part}.json", "application/json")


@require_safe
@by_key
def receipt(request: HttpRequest, key: str, own: Mine, part: str) -> FileResponse:
    """What proves that it was sent, and when: kept by the supplier, held against any export of the ledger."""
    entry = getattr(own.submission, f"{part}_entry", None)
    if entry is None:
        raise Http404
    link = next(one for one in links(own.dialogue) if one.place == entry.place)
    said = json.dumps(receipt_of(link), ensure_ascii=False, indent=1).encode()
    return _handed(said, f"{own.dialogue.slug}-{part}-receipt.json", "application/json")


def _handed(plain: bytes, name: str, media: str) -> FileResponse:
    return handed_out(BytesIO(plain), name=name, media=media)


def own_block(request: HttpRequest, representative: Representative, key: str) -> str:
    """The part of a supplier's own page that tells of its written input; "" when none is asked for and none was written."""
    try:
        own = queries.mine(representative)
    except KeyLost:
        return ""
    verdicts = _verdicts(own)
    if not verdicts["asks"] and own.submission is None:
        return ""
    address = reverse("submissions:mine", args=[key])
    return render_to_string("submissions/own_block.html", shown_to(own, key, address=address, **verdicts), request)
