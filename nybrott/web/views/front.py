"""The way in, the choice of language, and the answer to those who watch over the site."""

import tomllib
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from nybrott.people.models import Organisation
from nybrott.web.front import front_of
from nybrott.web.help import chapters


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """What the organisations here struggle with, ask the market, and have done with what people told."""
    return render(request, "web/front.html", {"front": front_of(None, get_language() or "nb", timezone.now())})


@require_safe
def place(request: HttpRequest, slug: str) -> HttpResponse:
    """The same of one organisation. One that has never asked anybody anything has no page: that it is here is its own affair."""
    found = get_object_or_404(Organisation, slug=slug)
    shown = front_of(found, get_language() or "nb", timezone.now())
    if shown.empty:
        raise Http404
    return render(request, "web/front.html", {"front": shown})


@require_safe
def help_pages(request: HttpRequest) -> HttpResponse:
    """All that stands beside the pages, in one place."""
    told = [(chapter.id, *chapter.said()) for chapter in chapters()]
    return render(request, "web/help.html", {"chapters": told})


@require_safe
def about(request: HttpRequest, page: str = "about") -> HttpResponse:
    """What the site is, keeps and who answers for it; or what is tested of whether everyone can use it, and whom to tell."""
    tested = tomllib.loads((Path(__file__).parents[1] / "accessibility.toml").read_text("utf-8"))
    return render(request, f"web/{page}.html", {"tested": tested, "host": settings.PUBLISHER})


@require_safe
@never_cache
def choose_language(request: HttpRequest, code: str) -> HttpResponse:
    """Remember the reader's language in a cookie and go back to the page they came from."""
    if code not in dict(settings.LANGUAGES):
        raise Http404
    back = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    response = HttpResponseRedirect(back)
    age, secure = settings.LANGUAGE_COOKIE_AGE, settings.LANGUAGE_COOKIE_SECURE
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, code, max_age=age, secure=secure, httponly=True, samesite="Lax")
    return response


@require_safe
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """For monitoring: 200 when the site and its database answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})
