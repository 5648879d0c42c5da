"""The thread of a thing: the whole of it, one stage of it, and the short one on the thing's own page."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nybrott.challenges.queries import challenge_page, next_step
from nybrott.core.actor import Actor
from nybrott.core.trail import Trail
from nybrott.threads import queries
from nybrott.ui.asking import asked_page, who
from nybrott.ui.tables import Pages
from nybrott.ui.thread import NextStep

SHOWN = 100  # stops on a page of one stage


def _found(request: HttpRequest, kind: str, pk: int) -> tuple[Actor, queries.Thing, Trail, bool]:
    """Who asks, the thing, its thread, and whether it is the open one that everybody may see. 404 when there is none for them."""
    actor = who(request)
    thing = queries.find(actor, kind, pk)
    if thing is not None:
        return actor, thing, queries.trail_from(actor, thing), False
    opened = queries.open_thread(kind, pk)
    if opened is None:
        raise Http404(_("There is no thread at this address."))
    return actor, *opened, True


@require_safe
def thread(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """What led to a thing and what came of it: a picture, and the list that says the same. With `?stage=` all of one stage, in pages."""
    actor, thing, trail, is_open = _found(request, kind, pk)
    if request.GET.get("stage"):
        return _stage(request, thing, trail, request.GET["stage"])
    step = None
    if kind == "challenge" and not is_open:
        step = next_step(actor, challenge_page(thing.challenges[0]))
    return render(
        request,
        "threads/thread.html",
        {
            "thing": thing, "what": queries.KINDS[kind][0], "thread": queries.thread_of(trail, thing.key), "tabs": thing.tabs, "is_open": is_open,
            "is_all": kind == "challenge", "step": step and NextStep(step.state, step.step, url=step.url, who=step.who, reason=step.reason), "breadcrumbs": thing.crumbs,
        },
    )  # fmt: skip


def _stage(request: HttpRequest, thing: queries.Thing, trail: Trail, kind: str) -> HttpResponse:
    name, lines = queries.lines_of(trail, kind, thing.key)
    if not name:
        raise Http404(_("There is no thread at this address."))
    page = Paginator(lines, SHOWN).get_page(asked_page(request))
    pages = Pages(page.number, page.paginator.num_pages, len(lines))
    shown = {"thing": thing, "name": name, "kind": kind, "lines": page.object_list, "pages": pages, "breadcrumbs": thing.crumbs}  # fmt: skip
    return render(request, "threads/stage.html", shown)


@require_safe
def short(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """The thread in one line, fetched by the page of the thing."""
    actor = who(request)
    thing = queries.find(actor, kind, pk)
    if thing is None:
        raise Http404(_("There is no thread at this address."))
    stops = queries.short_of(queries.trail_from(actor, thing), thing)
    return render(request, "threads/short.html", {"stops": stops, "whole": reverse(f"threads:{kind}", args=[pk])})


@require_safe
def was(_request: HttpRequest, pk: int) -> HttpResponse:
    """Where the thread of a challenge was before: on to where it is."""
    return redirect("threads:challenge", pk)
