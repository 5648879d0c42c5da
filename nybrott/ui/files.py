"""Files over HTTP: refused unread when they are too large, and handed out so that no browser runs them."""

from collections.abc import Callable
from typing import IO, Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from nybrott.ui.documents import File

SANDBOX = "sandbox; default-src 'none'"


def takes_files(
    too_large: Callable[..., HttpResponse], *, largest: int
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """For a view that takes a file: a body of more than `largest` bytes is answered by `too_large`, unread.

    Django's protection against forged forms reads the whole body before any view; here it comes after the size is known.
    """

    def around(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        guarded = csrf_protect(view)

        def answer(request: HttpRequest, *given: Any, **named: Any) -> HttpResponse:
            length = request.META.get("CONTENT_LENGTH") or "0"
            if request.method == "POST" and (not length.isdecimal() or int(length) > largest):
                return too_large(request, *given, **named)
            return guarded(request, *given, **named)

        return csrf_exempt(answer)

    return around


def handed_out(file: IO[bytes], *, name: str, media: str, inline: bool = False) -> FileResponse:
    """The bytes, so that no browser runs them or takes them for anything else. `inline`: a picture to be shown in a page."""
    response = FileResponse(file, as_attachment=not inline, filename=name, content_type=media)
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response


def as_file(made: File) -> HttpResponse:
    """A file that was made, to be kept by whoever asked, and by nobody in between."""
    headers = {"Content-Disposition": f'attachment; filename="{made.name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(made.content, content_type=made.content_type, headers=headers)
