"""What stands between the world and every page."""

from collections.abc import Callable
from math import ceil
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import DisallowedHost, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.defaults import permission_denied
from django_htmx.http import HttpResponseClientRedirect

from nybrott.core.limits import TooMany
from nybrott.core.verdict import Refused
from nybrott.ui.asking import who
from nybrott.web.public import IN_DEMONSTRATION, PUBLIC, for_anyone_signed_in

Answer = Callable[[HttpRequest], HttpResponseBase]


def answer_only_known_hosts(get_response: Answer) -> Answer:
    """Refuse a forged or unknown `Host` before anything else reads the request, with no page and no redirect."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        try:
            request.get_host()
        except DisallowedHost:
            return HttpResponse("Unknown host.\n", status=400, content_type="text/plain; charset=utf-8")
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")
        return response

    return answer


class deny_by_default:  # noqa: N801 - used as a function, by name, in settings
    """A view answers only when its address is in `public.PUBLIC` or somebody has signed in.

    A visitor who reads is led to the sign-in and back again; whatever a visitor sends is refused.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponseBase | None:
        """Called with the view that was found, before it runs."""
        match = request.resolver_match
        if match is not None and match.view_name in PUBLIC:
            return None
        if settings.DEBUG and match is not None and match.view_name == "gallery:gallery":
            return None
        if settings.DEMONSTRATION and match is not None and match.view_name in IN_DEMONSTRATION:
            return None
        if request.user.is_authenticated:
            if who(request).organisation_id is None and not for_anyone_signed_in(match.view_name if match else ""):
                raise PermissionDenied(
                    _("You do not belong to an organisation here. Ask its administrator to invite you.")
                )
            return None
        if request.method not in ("GET", "HEAD"):
            raise PermissionDenied(_("This page is only for people who have signed in."))
        if getattr(request, "htmx", False):  # a part of a page: the whole page goes to the sign-in
            return HttpResponseClientRedirect(_sign_in_and_back(request.htmx.current_url_abs_path or "/"))  # type: ignore[attr-defined]
        return HttpResponseRedirect(_sign_in_and_back(request.get_full_path()))


def _sign_in_and_back(path: str) -> str:
    return f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': path})}"


class say_why_not:  # noqa: N801 - used as a function, by name, in settings
    """An action that was refused becomes a 403 page with the reason its rule gave; too many tries become a 429 page."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, trouble: Exception) -> HttpResponseBase | None:
        """Called with what a view raised."""
        if isinstance(trouble, Refused):
            return permission_denied(request, PermissionDenied(trouble.reason))
        if isinstance(trouble, TooMany):
            return _wait(request, trouble)
        return None


def _wait(request: HttpRequest, trouble: TooMany) -> HttpResponse:
    response = render(request, "429.html", {"again_at": timezone.localtime(trouble.again_at)}, status=429)
    response.headers["Retry-After"] = str(max(1, ceil((trouble.again_at - timezone.now()).total_seconds())))
    return response
