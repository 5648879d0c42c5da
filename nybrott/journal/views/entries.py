"""The journal: what happened in the organisation, one entry with its proof, all that happened to a thing."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from procrastinate.contrib.django import app

from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.journal import actions, queries, rules
from nybrott.journal.feeds import TYPES, entries_file
from nybrott.journal.forms import JournalForm
from nybrott.journal.models import Entry, Head, Letter
from nybrott.journal.queries import Wanted
from nybrott.ui.asking import asked_page, who
from nybrott.ui.formats import moment_short, number
from nybrott.ui.frame import Link
from nybrott.ui.tables import Cell, Column, Pages, Table, address

AT_ONCE = 20_000  # a chain of up to so many entries is checked while one waits


@require_safe
def entries(request: HttpRequest) -> HttpResponse:
    """What happened, the newest first, narrowed as one likes."""
    actor = who(request)
    insist(rules.may_read_journal(actor))
    form = _form(request, actor)
    wanted = form.wanted()
    page = queries.page_of(actor, wanted, asked_page(request))
    query = dict(request.GET.lists())
    return render(
        request,
        "journal/entries.html",
        {
            "form": form,
            "table": _table(page, query),
            "total": page.total,
            "narrowed": bool(wanted),
            "chain": _chain(actor),
            "files": [
                Link(kind.upper(), reverse("journal:entries_file", args=[kind]) + address(query, page=None))
                for kind in TYPES
            ],
        },
    )


@require_safe
def file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The same list as a file, with all it takes to check the chain."""
    actor = who(request)
    insist(rules.may_read_journal(actor))
    if kind not in TYPES:
        raise Http404
    return entries_file(actor, _form(request, actor).wanted(), kind, now=timezone.now())


@require_safe
def thing(request: HttpRequest, kind: str, ref: str) -> HttpResponse:
    """All that happened to one thing."""
    actor = who(request)
    page = queries.page_of(actor, Wanted(kind=kind, ref=ref), asked_page(request))
    if not page.total:
        raise Http404
    latest = next((entry.private["thing"] for entry in page.entries if entry.private), "")
    named = latest or queries.kind_of_thing(kind)
    return render(
        request,
        "journal/thing.html",
        {
            "named": named,
            "kind": queries.kind_of_thing(kind),
            "table": _table(page, dict(request.GET.lists())),
            "total": page.total,
            "breadcrumbs": (Link(_("Journal"), reverse("journal:entries")), Link(named)),
        },
    )


@require_safe
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """One entry: its sentence, its facts, its seal, and whether it fits the chain."""
    actor = who(request)
    one = get_object_or_404(Entry.objects.visible_to(actor), pk=pk)
    private: dict[str, Any] = one.private or {}
    return render(
        request,
        "journal/entry.html",
        {
            "entry": one,
            "sentence": queries.sentence(one),
            "kind": queries.kind_of_thing(one.thing_kind),
            "actor_name": private.get("actor", ""),
            "thing_name": private.get("thing", ""),
            "facts": queries.facts_in_words(one.thing_kind, private.get("facts") or {}),
            "fit": queries.fit_of(one),
            "letters": Letter.objects.visible_to(actor).filter(entry=one).order_by("pk"),
            "breadcrumbs": (Link(_("Journal"), reverse("journal:entries")), Link(_("One entry"))),
        },
    )


@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """Walk the chain now; a long one is walked by the worker."""
    actor = who(request)
    insist(rules.may_check_chain(actor))
    head = Head.objects.visible_to(actor).first()
    if head and head.last_place > AT_ONCE:
        app.configure_task("journal.prove_one").defer(organisation_id=actor.organisation_id)
        messages.info(request, _("The chain is being checked. The result will be shown here in a minute."))
    else:
        now = timezone.now()
        actions.seal_entries(now=now)
        actions.check_chain(organisation_id=actor.organisation_id, now=now, whole=True)
        messages.success(request, _("The chain was checked from its first entry to its last."))
    return redirect("journal:entries")


def _form(request: HttpRequest, actor: Actor) -> JournalForm:
    chain = actor.organisation_id
    return JournalForm(
        request.GET,
        people=[(str(user), name or _("Someone (erased)")) for user, name in queries.people_in(chain)],
        kinds=sorted(((kind, queries.kind_of_thing(kind)) for kind in queries.kinds_in(chain)), key=lambda one: one[1]),
        verbs=sorted(((verb, queries.wording(verb)) for verb in queries.verbs_in(chain)), key=lambda one: one[1]),
    )


def _chain(actor: Actor) -> dict[str, Any]:
    head = Head.objects.visible_to(actor).first()
    return {
        "head": head,
        "waiting": Entry.objects.visible_to(actor).filter(place__isnull=True).count(),
        "fault": queries.fault_in_words(head.broken_fault) if head and head.broken_place else "",
    }


def _table(page: queries.EntryPage, query: dict[str, list[str]]) -> Table:
    columns = [
        Column("said", _("What happened")),
        Column("kind", _("Kind of thing")),
        Column("at", _("When")),
        Column("place", _("Place in the chain"), "end"),
    ]
    rows: list[list[Cell | str]] = [
        [
            Cell(queries.sentence(one), url=reverse("journal:entry", args=[one.pk])),
            Cell(
                queries.kind_of_thing(one.thing_kind),
                url=reverse("journal:thing", args=[one.thing_kind, one.thing_ref]),
            ),
            moment_short(one.at),
            number(one.place) if one.place else _("not sealed yet"),
        ]
        for one in page.entries
    ]
    return Table(
        columns, rows, _("Entries, the newest first"), id="entries-table", swap="entries", query=query,
        pages=Pages(page.number, page.pages, page.total), caption_hidden=True,
    )  # fmt: skip
