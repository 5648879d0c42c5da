"""What everyone may take along of an invitation: briefs, feeds, dates."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nybrott.dialogues.models import Dialogue
from nybrott.dialogues.queries import announced
from nybrott.invitations import feeds, queries
from nybrott.invitations.views.ours import as_file
from nybrott.ui.documents import KINDS, file_of

ATOM = "application/atom+xml; charset=utf-8"


@require_safe
def brief(request: HttpRequest, slug: str, version: int, language: str, kind: str) -> HttpResponse:
    """A brief as it was given; earlier versions stay."""
    found = get_object_or_404(announced(), slug=slug)
    if kind not in KINDS:
        raise Http404(_("There is no such file."))
    one = get_object_or_404(found.briefs.select_related("dialogue__organisation"), version=version, language=language)
    return as_file(file_of(queries.document_of(one), f"{slug[:60]}-brief-{version}-{language}", kind))


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Announced dialogues as Atom, all or those of a CPV code."""
    code = request.GET.get("cpv", "")
    wanted = code if code.isascii() and code.isdigit() and len(code) <= 8 else ""
    return HttpResponse(feeds.dialogues_feed(wanted, get_language() or "nb"), content_type=ATOM)


@require_safe
def dialogue_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """What everyone was given in a dialogue, as Atom."""
    found = get_object_or_404(announced(), slug=slug)
    return HttpResponse(feeds.dialogue_feed(found), content_type=ATOM)


@require_safe
def dates(request: HttpRequest, slug: str) -> HttpResponse:
    """The dates of a dialogue for a calendar."""
    found = get_object_or_404(announced(), slug=slug)
    made = feeds.calendar(found, get_language() or "nb", timezone.now())
    return HttpResponse(made, content_type="text/calendar; charset=utf-8", headers={"Content-Disposition": f'attachment; filename="{slug[:60]}.ics"'})  # fmt: skip


def public_block(request: HttpRequest, dialogue: Dialogue) -> str:
    """What to take along, where the official notice is, and how to follow; for the public page."""
    shown = {
        "dialogue": dialogue, "briefs": queries.briefs_now(dialogue), "dates": queries.dates(dialogue), "notice": queries.official_notice(dialogue),
    }  # fmt: skip
    return render_to_string("invitations/public_block.html", shown, request=request)


def beside_block(request: HttpRequest) -> str:
    """How to hear of new dialogues; beside the public list."""
    return render_to_string("invitations/beside_block.html", request=request)
