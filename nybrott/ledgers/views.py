"""The view of equal treatment, the catch-up pack, and the ledger with its proof."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from nybrott.core.actor import Actor
from nybrott.core.fairness import Item
from nybrott.core.ledger import KINDS, Entry
from nybrott.core.verdict import insist
from nybrott.dialogues.models import Dialogue, Representative, Supplier
from nybrott.dialogues.queries import announced, crumbs, entries, parts
from nybrott.dialogues.rules import may_read
from nybrott.ledgers import actions, feeds, queries, rules
from nybrott.ledgers.queries import Seen
from nybrott.ui.asking import asked_page, query_of, who
from nybrott.ui.documents import file_of as document_file
from nybrott.ui.files import as_file
from nybrott.ui.formats import day_short, language, moment_short, number
from nybrott.ui.frame import Link
from nybrott.ui.sheets import FILE_KINDS, file_of
from nybrott.ui.tables import Cell, Column, Pages, Table, address
from nybrott.ui.templatetags.ui import tag

TAB = "ledgers:fairness"
SIZE = 50
LANGUAGE_NAMES = dict(settings.LANGUAGES)
ANNEX_KINDS = ("docx", "pdf")
DOWN, ACROSS = 25, 6  # suppliers and things that stand in the grid at once
SHOWN = 20  # newcomers at once; when they have been handed what they missed the next come up


def _seen(request: HttpRequest, pk: int) -> tuple[Actor, Dialogue]:
    """Who asks and the dialogue asked for; 404 when it is another organisation's, 403 for guests."""
    actor = who(request)
    found = get_object_or_404(Dialogue.objects.visible_to(actor).select_related("organisation"), pk=pk)
    insist(may_read(actor, found))
    return actor, found


@require_safe
def fairness(request: HttpRequest, pk: int) -> HttpResponse:
    """Who could see what since when, what is not equal, and what to do about it."""
    actor, dialogue = _seen(request, pk)
    found, code = queries.seen_of(dialogue, timezone.now()), language()
    things = sorted(found.view.items.values(), key=lambda item: (item.first_at, item.thing))
    across = Paginator(things, ACROSS).get_page(request.GET.get("things"))
    places = queries.places_of(dialogue, [thing for one in found.view.findings for thing in one.what])
    told = [
        {
            "places": dict.fromkeys(places[thing] for thing in one.what if thing in places),
            "level": one.level,
            "said": one.said(code, found.names, found.titles),
            "do": one.to_do(code),
            "until": one.until,
        }
        for one in found.view.findings
    ]
    late = [
        {"supplier": one, "n": len(pack), "may": rules.may_catch_up(actor, one)}
        for key in found.view.suppliers
        if (one := found.suppliers.get(key)) and (pack := queries.pack_of(found, one))
    ]
    shown: dict[str, Any] = {
        "dialogue": dialogue, "findings": told, "equal": found.view.is_equal, "grid": _grid(request, found, list(across)),
        "across": _across(request, across), "late": late[:SHOWN], "more_late": max(0, len(late) - SHOWN), "entries": len(found.entries),
        "deadline": found.view.terms.deadline_at, "tabs": parts(actor, dialogue, TAB), "breadcrumbs": crumbs(dialogue, _("Equal treatment")),
    }  # fmt: skip
    return render(request, "ledgers/fairness.html", shown)


def _grid(request: HttpRequest, found: Seen, things: Sequence[Item]) -> Table:
    """Suppliers down by name, information across: since when each could see it."""
    columns = [Column("supplier", _("Supplier")), Column("minutes", _("Minutes"), "end")]
    columns += [Column(item.thing, found.titles.get(item.thing, item.title or item.thing)[:60]) for item in things]
    page = Paginator(
        sorted(found.view.suppliers, key=lambda key: (found.names.get(key, key).casefold(), key)), DOWN
    ).get_page(asked_page(request))
    rows: list[list[Cell | str]] = []
    for key in page:
        cells: list[Cell | str] = [found.names.get(key, key), number(found.view.minutes.get(key, 0))]
        for item in things:
            since = found.view.seen(key, item.thing)
            cells.append(moment_short(since) if since else Cell(str(tag(_("cannot see it"), "danger"))))
        rows.append(cells)
    return Table(
        columns, rows, _("When each supplier could first see what was given"), query=query_of(request), caption_hidden=True, stack=False,
        pages=Pages(page.number, page.paginator.num_pages, page.paginator.count),
    )  # fmt: skip


def _across(request: HttpRequest, page: Page[Item]) -> dict[str, Any]:
    """Where one stands in the information, when there is more than fits beside each other: from, to, of; earlier and later."""
    if page.paginator.num_pages < 2:
        return {}
    where = query_of(request)
    near = {
        "earlier": page.previous_page_number() if page.has_previous() else 0, "later": page.next_page_number() if page.has_next() else 0,
    }  # fmt: skip
    ways = {name: address(where, things=n) if n else "" for name, n in near.items()}
    return ways | {"first": page.start_index(), "last": page.end_index(), "all": page.paginator.count}


@require_safe
def view_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The same as a file."""
    _actor, dialogue = _seen(request, pk)
    if kind not in FILE_KINDS:
        raise Http404
    return as_file(file_of(feeds.rows_of(queries.seen_of(dialogue, timezone.now()), dialogue.title), kind))


@require_safe
def annex(request: HttpRequest, pk: int) -> HttpResponse:
    """What the annex for the tender documents holds, and the files."""
    actor, dialogue = _seen(request, pk)
    found = queries.seen_of(dialogue, timezone.now())
    open_findings = [one.said(language(), found.names, found.titles) for one in found.view.findings]
    shown = {
        "dialogue": dialogue, "findings": open_findings, "kinds": ANNEX_KINDS, "tabs": parts(actor, dialogue, TAB), "languages": [(code, LANGUAGE_NAMES[code]) for code in queries.LANGUAGES],
        "breadcrumbs": crumbs(dialogue, Link(_("Equal treatment"), reverse(TAB, args=[dialogue.pk])), _("Annex")),
    }  # fmt: skip
    return render(request, "ledgers/annex.html", shown)


@require_safe
def annex_file(request: HttpRequest, pk: int, language: str, kind: str) -> HttpResponse:
    """The annex as a file."""
    _actor, dialogue = _seen(request, pk)
    if language not in queries.LANGUAGES or kind not in ANNEX_KINDS or dialogue.announced_at is None:
        raise Http404
    address = f"{settings.ADDRESS}{reverse('dialogues:public', args=[dialogue.slug])}"
    document = queries.annex(dialogue, language, timezone.now(), address)
    made = document_file(document, f"{dialogue.slug[:60]}-annex-{language}", kind)
    return HttpResponse(made.content, content_type=made.content_type, headers={"Content-Disposition": f'attachment; filename="{made.name}"'})  # fmt: skip


@require_POST
def catch_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand a supplier what it missed."""
    actor = who(request)
    found = get_object_or_404(Supplier.objects.visible_to(actor).select_related("dialogue__organisation"), pk=pk)
    insist(may_read(actor, found.dialogue))
    sent = actions.catch_up(actor=actor, supplier=found, now=timezone.now())
    if sent:
        said = ngettext("%(name)s gets %(n)s thing by letter.", "%(name)s gets %(n)s things by letter.", len(sent))
        messages.success(request, said % {"name": found.name, "n": number(len(sent))})
    else:
        messages.info(request, _("%(name)s has been given everything already.") % {"name": found.name})
    return redirect(TAB, pk=found.dialogue_id)


@require_safe
def ledger(request: HttpRequest, pk: int) -> HttpResponse:
    """The ledger entry by entry, the newest first."""
    actor, dialogue = _seen(request, pk)
    names = {one.key: one.name for one in dialogue.suppliers.all()}
    numbered = list(enumerate(entries(dialogue), start=1))[::-1]
    page = Paginator(numbered, SIZE).get_page(asked_page(request))
    table = Table(
        [
            Column("place", _("Entry number"), "end"), Column("what", _("What")), Column("from", _("From")), Column("to", _("To")), Column("when", _("When")),
        ],
        [[number(place), Cell(_title(entry), note=KINDS[entry.kind].word(language())), _end(entry.giver, names), _end(entry.taker, names), moment_short(entry.at)] for place, entry in page],
        _("The ledger, newest first"), query=query_of(request), caption_hidden=True, stack=False,
        pages=Pages(page.number, page.paginator.num_pages, page.paginator.count),
    )  # fmt: skip
    here = Link(_("Equal treatment"), reverse(TAB, args=[dialogue.pk]))
    shown = {
        "dialogue": dialogue,
        "table": table,
        "tabs": parts(actor, dialogue, TAB),
        "breadcrumbs": crumbs(dialogue, here, _("The ledger")),
    }
    return render(request, "ledgers/ledger.html", shown)


def _title(entry: Entry) -> str:
    return _("Secret") if entry.secret else entry.title or entry.thing


def _end(key: str, names: dict[str, str]) -> str:
    return {"us": _("us"), "all": _("everyone")}.get(key) or names.get(key, key)


@require_safe
def proof(request: HttpRequest, slug: str) -> HttpResponse:
    """For everyone: the seal of each day, and how to check the ledger."""
    dialogue = get_object_or_404(announced(), slug=slug)
    days = [(day_short(one.day), one.place, one.seal) for one in queries.heads(dialogue)]
    way = (Link(_("Market dialogues"), reverse("dialogues:dialogues")), Link(dialogue.title, reverse("dialogues:public", args=[slug])), Link(_("The ledger")))  # fmt: skip
    shown = {
        "dialogue": dialogue,
        "days": days,
        "entries": dialogue.entries.count(),
        "breadcrumbs": way,
        "command": f"nybrott dialogue verify {slug}-ledger.jsonl",
    }
    return render(request, "ledgers/proof.html", shown)


@require_safe
def ledger_file(request: HttpRequest, slug: str) -> StreamingHttpResponse:
    """The ledger itself, as anybody may have it."""
    dialogue = get_object_or_404(announced(), slug=slug)
    lines = queries.ledger_lines(dialogue, timezone.now())
    answer = StreamingHttpResponse(lines, content_type="application/jsonl; charset=utf-8")
    answer.headers["Content-Disposition"] = content_disposition_header(True, f"{dialogue.slug}-ledger.jsonl") or ""
    return answer


def public_block(request: HttpRequest, dialogue: Dialogue) -> str:
    """Where everyone finds the proof."""
    return mark_safe(render_to_string("ledgers/public_block.html", {"dialogue": dialogue}, request))  # noqa: S308  (our own template)


def own_block(request: HttpRequest, representative: Representative, _key: str) -> str:
    """What a newcomer was handed, on its own page."""
    packs = queries.packs_of(representative.supplier)
    if not packs:
        return ""
    shown = {"packs": packs, "dialogue": representative.supplier.dialogue}
    return mark_safe(render_to_string("ledgers/own_block.html", shown, request))  # noqa: S308  (our own template)
