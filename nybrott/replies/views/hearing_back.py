"""What anyone who told may open by the link they hold: what became of it, how it was, no more letters. No account, no
JavaScript. A link that is wrong, over or taken back gets the same page: nobody learns whether it ever was one."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.challenges.models import Challenge
from nybrott.core.limits import Limit
from nybrott.hearings.actions import hash_of
from nybrott.hearings.models import Contribution
from nybrott.hearings.queries import contribution_behind
from nybrott.hearings.states import ContributionState
from nybrott.people.actions.limits import spend
from nybrott.replies import actions, queries
from nybrott.replies.actions.saying import About
from nybrott.replies.forms import MarkForm
from nybrott.ui.asking import network_of

SAYING = Limit("replies.say", 60, timedelta(hours=1))


def _unknown(request: HttpRequest) -> HttpResponse:
    return render(request, "replies/unknown.html", status=404)


def _questions(contribution: Contribution, **bound: MarkForm) -> list[dict[str, Any]]:
    """The questions put to one who told: whether they feel understood; once it is time, whether it has become better."""
    follow = getattr(contribution, "follow_up", None)
    day = queries.better_on(contribution.challenge)
    due = day is not None and day <= timezone.localdate()
    asked: list[tuple[About, int | None, str]] = [
        ("understood", contribution.felt_understood, follow.understood_because if follow else "")
    ]
    if due or contribution.got_better is not None or (follow and follow.better_asked_at):
        asked.insert(0, ("better", contribution.got_better, follow.better_because if follow else ""))
    return [
        {
            "about": about, "mark": mark,
            "form": bound.get(about) or MarkForm(about=about, answered=mark is not None, initial={"mark": mark and str(mark), "because": because}),
        }
        for about, mark, because in asked
    ]  # fmt: skip


def _told(contribution: Contribution) -> list[dict[str, Any]]:
    return [_as_told(one.texts, one.let_go_at) for one in queries.told_to(contribution)]


def _as_told(texts: dict[str, str], at: Any) -> dict[str, Any]:
    text, language = queries.text_in(texts, get_language() or "nb")
    return {"text": text, "language": language, "at": at}


@never_cache
@require_safe
def letter(request: HttpRequest, key: str) -> HttpResponse:
    """Where the link in a letter leads. What was told is not shown: a letter is easily read by others."""
    found = queries.letter_behind(hash_of(key), timezone.now())
    if found is None:
        return _unknown(request)
    return _letter_page(request, found.contribution, key, by_letter=True)


def _letter_page(
    request: HttpRequest, said: Contribution, key: str, *, by_letter: bool, status: int = 200, **bound: MarkForm
) -> HttpResponse:
    shown = {
        "said": said, "key": key, "state": ContributionState(said.state).label, "told": _told(said), "questions": _questions(said, **bound),
        "wants_reply": hasattr(said, "reply_wish"), "by_letter": by_letter,
    }  # fmt: skip
    return render(request, "replies/letter.html", shown, status=status)


@never_cache
@require_POST
def say(request: HttpRequest, key: str) -> HttpResponse:
    """Say whether one feels understood, or whether it has become better: by the link in a letter, or one's own private link."""
    now = timezone.now()
    spend(limit=SAYING, who=network_of(request), now=now)
    hashed = hash_of(key)
    letter_held = queries.letter_behind(hashed, now)
    said = letter_held.contribution if letter_held else contribution_behind(hashed)
    if said is None:
        return _unknown(request)
    about: About = "better" if request.POST.get("about") == "better" else "understood"
    answered = (said.got_better if about == "better" else said.felt_understood) is not None
    form = MarkForm(request.POST, about=about, answered=answered)
    if not form.is_valid():
        return _letter_page(request, said, key, by_letter=letter_held is not None, status=422, **{about: form})
    because = form.cleaned_data.get("because")
    actions.say(contribution=said, about=about, mark=int(form.cleaned_data["mark"]), because=because, now=now)
    messages.success(request, _("Thank you. Your answer has been saved, and you can change it."))
    if letter_held:
        return redirect("replies:letter", key=key)
    return redirect("hearings:mine", token=key)


@csrf_exempt  # mail programs stop letters by themselves with one POST (RFC 8058); the key in the address is what counts
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, key: str) -> HttpResponse:
    """Stop the letters and delete the address. Opening the link changes nothing: mail programs do that by themselves."""
    now = timezone.now()
    found = queries.letter_behind(hash_of(key), now)
    if found is None:
        return _unknown(request)
    said = found.contribution
    if request.method == "POST":
        actions.stop_letters(contribution=said, now=now)
    shown = {"said": said, "key": key, "done": request.method == "POST" or not hasattr(said, "reply_wish")}
    return render(request, "replies/stop.html", shown)


# --- what stands on the pages of the room below ---


def panel_for_a_contributor(request: HttpRequest, contribution: Contribution, token: str) -> str:
    """What has been told since, and the questions, for the private page of one who told."""
    shown = {"told": _told(contribution), "questions": _questions(contribution), "key": token}
    return render_to_string("replies/panel_mine.html", shown, request=request)


def panel_for_everyone(request: HttpRequest, challenge: Challenge) -> str:
    """What has happened, for the public page of a challenge."""
    told = [_as_told(one.texts, one.let_go_at) for one in queries.told_publicly(challenge)]
    return render_to_string("replies/panel_public.html", {"told": told}, request=request) if told else ""
