"""A person's own calendar, for the calendar program they use."""

from secrets import token_urlsafe

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.guidance import actions, feeds, queries
from nybrott.guidance.models import CalendarKey
from nybrott.ui.asking import who
from nybrott.ui.frame import Link


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def calendar(request: HttpRequest) -> HttpResponse:
    """Get an address for one's own calendar. It is shown once; whoever has it sees when one meets whom."""
    actor, address = who(request), ""
    if request.method == "POST":
        token = token_urlsafe(32)
        actions.open_calendar(actor=actor, token=token, now=timezone.now())
        address = f"{settings.ADDRESS}{reverse('guidance:feed', args=[token])}"
    shown = {
        "address": address, "key": CalendarKey.objects.visible_to(actor).filter(ended_at=None).first(),
        "breadcrumbs": (Link(_("Programme"), reverse("runs:runs")), Link(_("Guidance"), reverse("guidance:mine")), Link(_("Calendar"))),
    }  # fmt: skip
    return render(request, "guidance/calendar.html", shown)


@require_POST
def close_calendar(request: HttpRequest) -> HttpResponse:
    """Close the address."""
    actions.close_calendar(actor=who(request), now=timezone.now())
    return redirect("guidance:calendar")


@never_cache
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar itself; only whoever has the address."""
    user = queries.user_of_calendar(actions.hash_of(token))
    if user is None:
        raise Http404
    now = timezone.now()
    with override(user.language or "nb"):
        said = feeds.calendar(queries.calendar_of(user, now), now=now)
    return HttpResponse(said, content_type="text/calendar; charset=utf-8")
