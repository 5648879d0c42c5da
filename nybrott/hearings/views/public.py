"""What anyone may open: challenges that are heard now, telling what is hard, and what became of it. No account, no JavaScript."""

from datetime import timedelta
from io import BytesIO
from secrets import token_urlsafe

import qrcode
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from qrcode.image.svg import SvgPathImage

from nybrott.challenges import queries as challenges_queries
from nybrott.challenges.models import Challenge
from nybrott.core.limits import Limit
from nybrott.hearings import actions, queries, rules
from nybrott.hearings.actions import Told
from nybrott.hearings.forms import ContributionForm
from nybrott.hearings.models import Contribution
from nybrott.hearings.states import ContributionState
from nybrott.people.actions.limits import spend
from nybrott.ui.asking import network_of

KEPT = timedelta(days=2 * 365)  # how long what people tell is kept, unless somebody decides otherwise
TELLING = Limit("hearings.contribute", 30, timedelta(hours=1))


def text_of(challenge: Challenge) -> tuple[str, str]:
    """What contributors read, in the reader's language where it is written in it, and the language it is in."""
    said = challenge.public_text
    for language in (get_language() or "nb", "nb", "nn", "en"):
        if said.get(language):
            return str(said[language]), language
    return "", "nb"


def _heard(slug: str) -> Challenge:
    found = queries.heard_at(slug)
    if found is None:
        raise Http404(_("There is no open challenge at this address."))
    return found


@require_safe
def open_challenges(request: HttpRequest) -> HttpResponse:
    """Every challenge anyone may contribute to now."""
    shown = [(one, *text_of(one)) for one in queries.open_challenges()]
    return render(request, "hearings/public_list.html", {"challenges": shown})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def contribute(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell what is hard."""
    challenge = _heard(slug)
    text, language = text_of(challenge)
    open_now = rules.may_contribute(challenge)
    form = ContributionForm(request.POST or None, initial={"sent_key": token_urlsafe(24)})
    if request.method == "POST" and open_now and form.is_valid():
        spend(limit=TELLING, who=network_of(request), now=timezone.now())
        return _told(request, challenge, form)
    shown = {
        "challenge": challenge, "text": text, "language": language, "open": open_now, "form": form,
        "panels": [draw(request, challenge) for draw in queries.PUBLIC_PANELS],
    }  # fmt: skip
    return render(request, "hearings/public_contribute.html", shown, status=422 if form.is_bound and open_now else 200)


def _told(request: HttpRequest, challenge: Challenge, form: ContributionForm) -> HttpResponse:
    said, now, token = form.cleaned_data, timezone.now(), token_urlsafe(32)
    if said["website"]:
        return redirect("hearings:told", slug=challenge.slug)
    told = Told(
        said["text"], keep_until=(now + KEPT).date(), wish=said["wish"], side=said["side"], language=get_language() or "nb"
    )  # fmt: skip
    _kept, new = actions.contribute(
        challenge=challenge, told=told, sent_key=said["sent_key"], token=token, reply_to=said["reply_to"], now=now
    )
    if new:
        request.session["told"] = {"slug": challenge.slug, "token": token}
    return redirect("hearings:told", slug=challenge.slug)


@never_cache
@require_safe
def told(request: HttpRequest, slug: str) -> HttpResponse:
    """Thanks, what happens now, and the private link, shown while the browser remembers it."""
    challenge = _heard(slug)
    kept = request.session.get("told") or {}
    token = kept.get("token", "") if kept.get("slug") == slug else ""
    url = request.build_absolute_uri(reverse("hearings:mine", args=[token])) if token else ""
    return render(request, "hearings/public_told.html", {"challenge": challenge, "url": url})


def _mine(token: str) -> Contribution:
    found = queries.contribution_behind(actions.hash_of(token))
    if found is None:
        raise Http404(_("This link is not known. What you told us may have been deleted because its time was up."))
    return found


@never_cache
@require_safe
def mine(request: HttpRequest, token: str) -> HttpResponse:
    """What became of what somebody told; only whoever has the link gets here."""
    said = _mine(token)
    shown = {
        "said": said, "token": token, "state": ContributionState(said.state).label, "wants_reply": hasattr(said, "reply_wish"),
        "stops": challenges_queries.stops_of(said.challenge).stops, "panels": [draw(request, said, token) for draw in queries.PANELS],
    }  # fmt: skip
    return render(request, "hearings/public_mine.html", shown)


@require_POST
def take_back(request: HttpRequest, token: str) -> HttpResponse:
    """Delete what one told, or only the address one left."""
    said = _mine(token)
    if request.POST.get("what") == "address":
        actions.take_back_reply_wish(contribution=said, now=timezone.now())
        messages.success(request, _("Your address is deleted. What you told us is still there."))
        return redirect("hearings:mine", token=token)
    slug = said.challenge.slug
    actions.take_back_contribution(contribution=said, now=timezone.now())
    messages.success(request, _("What you told us is deleted."))
    return redirect("hearings:contribute", slug=slug)


@require_safe
def poster(request: HttpRequest, slug: str) -> HttpResponse:
    """A page to print and hang up: what we ask, and the code that leads to the form."""
    challenge = _heard(slug)
    text, language = text_of(challenge)
    url = request.build_absolute_uri(reverse("hearings:contribute", args=[slug]))
    return render(
        request, "hearings/public_poster.html", {"challenge": challenge, "text": text, "language": language, "url": url}
    )  # fmt: skip


@require_safe
def code(request: HttpRequest, slug: str) -> HttpResponse:
    """The QR code of a challenge's contribution page, as SVG."""
    challenge = _heard(slug)
    url = request.build_absolute_uri(reverse("hearings:contribute", args=[challenge.slug]))
    drawn = BytesIO()
    qrcode.make(url, image_factory=SvgPathImage, border=2).save(drawn)
    return HttpResponse(drawn.getvalue(), content_type="image/svg+xml")
