"""The plan and what was frozen, to take along."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from nybrott.effects import feeds
from nybrott.effects.models import Snapshot
from nybrott.effects.views.framing import language, seen
from nybrott.ui.asking import who
from nybrott.ui.documents import File


def _answer(file: File) -> HttpResponse:
    answer = HttpResponse(file.content, content_type=file.content_type)
    answer["Content-Disposition"] = content_disposition_header(True, file.name)
    return answer


@require_safe
def plan_file(request: HttpRequest, run: int, kind: str) -> HttpResponse:
    """The indicators as rows (`csv`), what the columns mean (`codebook`), or the whole plan (`json`)."""
    _actor, plan = seen(request, run)
    if kind not in feeds.KINDS:
        raise Http404
    return _answer(feeds.plan_file(plan, kind, language()))


@require_safe
def snapshot_file(request: HttpRequest, pk: int) -> HttpResponse:
    """What was frozen, byte for byte: the SHA-256 of the file is the digest on its page."""
    found = get_object_or_404(Snapshot.objects.visible_to(who(request)).select_related("plan__run"), pk=pk)
    return _answer(feeds.snapshot_file(found))
