"""Following dialogues by letter: no account, no JavaScript. What is said never tells whether an address follows already."""

from datetime import timedelta
from secrets import token_urlsafe

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from nybrott.core.limits import Limit
from nybrott.invitations import actions, queries
from nybrott.invitations.forms import FollowForm
from nybrott.invitations.letters import SALT
from nybrott.people.actions.limits import spend
from nybrott.ui.asking import network_of

ASKING = Limit("invitations.follow", 20, timedelta(hours=1))  # by network
ADDRESS = Limit(
    "invitations.follow-address", 4, timedelta(days=1)
)  # by address, so that nobody fills another's mailbox
GUESSING = Limit("invitations.link", 60, timedelta(hours=1))  # links that are not known, by network


@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """Ask for letters of new dialogues; the address is confirmed by a letter first."""
    form = FollowForm(request.POST or None, initial={"language": get_language() or "nb", "cpv": request.GET.get("cpv", "")[:200]})  # fmt: skip
    if request.method == "POST" and form.is_valid():
        said, now = form.cleaned_data, timezone.now()
        spend(limit=ASKING, who=network_of(request), now=now)
        if not said["website"]:
            spend(limit=ADDRESS, who=said["email"].lower(), now=now)
            actions.ask_to_follow(
                email=said["email"], language=said["language"], cpv=said["cpv"], words=said["words"], key=token_urlsafe(32), now=now
            )  # fmt: skip
        return render(request, "invitations/follow_asked.html", {"email": said["email"]})
    return render(request, "invitations/follow.html", {"form": form}, status=422 if form.is_bound else 200)


def _unknown(request: HttpRequest) -> HttpResponse:
    spend(limit=GUESSING, who=network_of(request), now=timezone.now())
    return render(request, "invitations/follow_unknown.html", status=404)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, key: str) -> HttpResponse:
    """Say yes by the link in the letter. Opening it changes nothing: mail programs do that by themselves."""
    now = timezone.now()
    found = queries.follower_asked(key, now)
    if found is None:
        return _unknown(request)
    if request.method == "POST" and actions.confirm_follower(follower=found, now=now) is None:
        return _unknown(request)
    return render(request, "invitations/follow_confirm.html", {"follower": found, "done": request.method == "POST"})


@csrf_exempt  # mail programs stop letters by themselves with one POST (RFC 8058); the token in the address is what counts
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop the letters and delete the address. Opening the link changes nothing."""
    pk = queries.follower_behind(token, SALT)
    if pk is None:
        return _unknown(request)
    if request.method == "POST":
        actions.stop_following(follower_id=pk, now=timezone.now())
    done = not queries.follows(pk)
    return render(request, "invitations/follow_stop.html", {"done": done})
