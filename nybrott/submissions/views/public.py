"""What everyone may read of written input once it is published: syntheses and open parts."""

import re
from collections.abc import Mapping
from io import BytesIO

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import linebreaks
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nybrott.dialogues.models import Dialogue
from nybrott.dialogues.queries import announced
from nybrott.sources import KINDS
from nybrott.submissions import feeds, queries, rules
from nybrott.submissions.models import Attachment, KeyLost, Synthesis
from nybrott.ui.asking import asked_page, query_of
from nybrott.ui.files import as_file, handed_out
from nybrott.ui.sheets import FILE_KINDS, file_of
from nybrott.ui.tables import Pages, Table
from nybrott.ui.templatetags.ui import page_links

SIZE = 10


def _published(slug: str) -> Dialogue:
    found = get_object_or_404(announced(), slug=slug)
    box = queries.box_of(found)
    if box is None or box.published_at is None:
        raise Http404(_("No written input is published here."))
    found.box = box
    return found


@require_safe
def public_input(request: HttpRequest, slug: str) -> HttpResponse:
    """What was read out of the input, and the open parts it rests on."""
    dialogue = _published(slug)
    page = Paginator(queries.published(dialogue), SIZE).get_page(asked_page(request))
    places = {
        number: place for place, number in enumerate(queries.published(dialogue).values_list("number", flat=True))
    }
    table = Table([], [], "", query=query_of(request), pages=Pages(page.number, page.paginator.num_pages, page.paginator.count))  # fmt: skip
    shown = {
        "dialogue": dialogue, "page": page, "kept_back": list(queries.kept_back(dialogue)), "syntheses": [_linked(one, places) for one in queries.published_syntheses(dialogue)], "pages": page_links(table), "table": table,
        "files": [(kind.upper(), reverse("submissions:public_table", args=[slug, kind])) for kind in FILE_KINDS],
    }  # fmt: skip
    return render(request, "submissions/public.html", shown)


def _linked(one: Synthesis, places: Mapping[int | None, int]) -> dict[str, str]:
    """A synthesis with each number in brackets as a link to the input, on the page of the list where it stands."""

    def link(cited: re.Match[str]) -> str:
        number = int(cited[0])
        if number not in places:
            return cited[0]
        page = places[number] // SIZE + 1
        address = f"?page={page}#input-{number}" if page > 1 else f"?#input-{number}"
        return f'<a class="ds-link" href="{address}">{number}</a>'

    text = linebreaks(one.published_text, autoescape=True)
    linked = queries.CITED.sub(lambda brackets: re.sub(r"\d+", link, brackets[0]), text)
    return {"asked": one.asked, "linked": mark_safe(linked)}  # noqa: S308  # escaped by linebreaks; numbers alone are put in


@require_safe
def public_file(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """A file of a published open part."""
    return sent(get_object_or_404(queries.published_files(_published(slug)), pk=pk))


@require_safe
def public_json(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """A published open part as the bytes whose SHA-256 stands in the ledger."""
    dialogue = _published(slug)
    found = get_object_or_404(queries.published(dialogue), number=number)
    whole = queries.open_document(dialogue, found.answers.all())
    return handed_out(BytesIO(whole), name=f"{dialogue.slug}-{number}.json", media="application/json")


@require_safe
def public_table(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """All published open parts as one file."""
    if kind not in FILE_KINDS:
        raise Http404
    return as_file(file_of(feeds.published_sheet(_published(slug)), kind))


def sent(file: Attachment) -> HttpResponseBase:
    """The bytes of a file in an open part, so that no browser runs them."""
    try:
        plain = queries.open_bytes(file)
    except (FileNotFoundError, KeyLost):
        raise Http404(_("The file is no longer on this machine.")) from None
    return handed_out(BytesIO(plain), name=file.name, media=KINDS[file.kind].media)


def public_block(request: HttpRequest, dialogue: Dialogue) -> str:
    """The part of a dialogue's public page about written input: until when and how; then what was published."""
    box = queries.box_of(dialogue)
    until = rules.deadline(dialogue, box)
    if until is None:
        return ""
    shown = {
        "dialogue": dialogue, "box": box, "until": rules.moment_said(until), "open": rules.may_give(dialogue, box, timezone.now()),
    }  # fmt: skip
    return render_to_string("submissions/public_block.html", shown, request)
