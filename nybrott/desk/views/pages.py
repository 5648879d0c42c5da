"""A long list, one page of it at a time; and forms with files, refused before they are read when they are too large."""

from collections.abc import Callable
from typing import TypeVar

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest, HttpResponse

from nybrott.desk.rules.files import LARGEST_BODY
from nybrott.ui import files
from nybrott.ui.tables import Pages

Row = TypeVar("Row", bound=models.Model)

ON_A_PAGE = 50


def cut(rows: models.QuerySet[Row], request: HttpRequest, size: int = ON_A_PAGE) -> tuple[list[Row], Pages]:
    """The rows of the page asked for, and where one stands; a page that is not there is the nearest."""
    page = Paginator(rows, size).get_page(request.GET.get("page"))
    return list(page.object_list), Pages(page.number, page.paginator.num_pages, page.paginator.count)


def takes_files(
    too_large: Callable[..., HttpResponse],
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """For a view that takes a file: a body larger than any file we take is answered by `too_large`, unread."""
    return files.takes_files(too_large, largest=LARGEST_BODY)
