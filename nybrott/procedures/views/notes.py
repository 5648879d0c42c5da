"""The decision note as a page and as files."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nybrott.procedures.feeds import note_of
from nybrott.procedures.models import ProcedureChoice
from nybrott.procedures.queries import LANGUAGES, choices_of
from nybrott.procedures.views.framing import drawn, seen
from nybrott.procurements.models import Procurement
from nybrott.ui.documents import file_of
from nybrott.ui.formats import language as shown_in

NOTES = ("pdf", "docx")
LANGUAGE_NAMES = dict(settings.LANGUAGES)


def _choice(procurement: Procurement, number: int) -> ProcedureChoice:
    found = procurement.procedure_choices.select_related("sheet", "chosen_by", "procurement__organisation")
    return get_object_or_404(found, sheet__number=number)


@require_safe
def note(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The decision note."""
    _actor, procurement = seen(request, pk)
    choice = _choice(procurement, number)
    newer = [one for one in choices_of(procurement) if one.sheet.number > number]
    files = [(LANGUAGE_NAMES[code], code, NOTES) for code in LANGUAGES]
    heading = _("Decision note, version %(n)s") % {"n": number}
    shown: dict[str, Any] = {"choice": choice, "document": note_of(choice, shown_in()), "newer": newer[0] if newer else None, "files": files}  # fmt: skip
    return drawn(request, procurement, "procedures/note.html", heading, heading=heading, **shown)


@require_safe
def note_file(request: HttpRequest, pk: int, number: int, language: str, kind: str) -> HttpResponse:
    """The decision note as a file."""
    _actor, procurement = seen(request, pk)
    if language not in LANGUAGES or kind not in NOTES:
        raise Http404
    choice = _choice(procurement, number)
    name = f"{slugify(procurement.title)[:60] or procurement.pk}-procedure-{number}-{language}"
    made = file_of(note_of(choice, language), name, kind)
    return HttpResponse(made.content, content_type=made.content_type, headers={"Content-Disposition": f'attachment; filename="{made.name}"'})  # fmt: skip
