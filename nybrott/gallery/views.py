"""The component gallery: every component in its states, for those who build pages. Development only."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from nybrott.gallery.content import content


def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component with realistic content; not there at all outside development."""
    if not settings.DEBUG:
        raise Http404
    return render(request, "gallery/gallery.html", content(request.GET))
