"""The way in, the choice of language, and the answer to those who watch over the site."""

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from nybrott.web.help import chapters


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The figures are the front page until the site has more to show."""
    return redirect("observatory:overview")


@require_safe
def help_pages(request: HttpRequest) -> HttpResponse:
    """All that stands beside the pages, in one place."""
    told = [(chapter.id, *chapter.said()) for chapter in chapters()]
    return render(request, "web/help.html", {"chapters": told})


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
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
    return response


@require_safe
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """For monitoring: 200 when the site and its database answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})
