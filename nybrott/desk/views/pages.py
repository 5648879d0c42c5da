"""A long list, one page of it at a time; and forms with files, refused before they are read when they are too large."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from nybrott.desk.rules.files import MOST_MEGABYTES
from nybrott.ui.tables import Pages

Row = TypeVar("Row", bound=models.Model)

ON_A_PAGE = 50
LARGEST_BODY = MOST_MEGABYTES * 1024 * 1024 + 64 * 1024  # the file and what the form says beside it


def cut(rows: models.QuerySet[Row], request: HttpRequest, size: int = ON_A_PAGE) -> tuple[list[Row], Pages]:
    """The rows of the page asked for, and where one stands; a page that is not there is the nearest."""
    page = Paginator(rows, size).get_page(request.GET.get("page"))
    return list(page.object_list), Pages(page.number, page.paginator.num_pages, page.paginator.count)


def takes_files(
    too_large: Callable[..., HttpResponse],
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """For a view that takes a file: a body larger than any file we take is answered by `too_large`, unread.

    Django's protection against forged forms reads the whole body before any view; here it comes after the size is known.
    """

    def around(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        guarded = csrf_protect(view)

        def answer(request: HttpRequest, *given: Any, **named: Any) -> HttpResponse:
            length = request.META.get("CONTENT_LENGTH") or "0"
            if request.method == "POST" and (not length.isdecimal() or int(length) > LARGEST_BODY):
                return too_large(request, *given, **named)
            return guarded(request, *given, **named)

        return csrf_exempt(answer)

    return around
