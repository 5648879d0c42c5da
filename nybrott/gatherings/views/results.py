"""What a run led to: as a picture, as a list, and to take along."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nybrott.gatherings import feeds, queries
from nybrott.gatherings.queries import LedTo
from nybrott.gatherings.views.framing import run_of
from nybrott.runs.queries import crumbs, parts
from nybrott.ui.charts import Chart
from nybrott.ui.trails import Column, Dot, trail

TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


@require_safe
def led_to(request: HttpRequest, pk: int) -> HttpResponse:
    """What the run led to, as far as one may see it."""
    actor, run = run_of(request, pk)
    found = queries.led_to(actor, run)
    rows = [
        (
            one.challenge, [queries.said_of(found.names, made) for made in one.contributions],
            [(after, [queries.said_of(found.names, made) for made in after.before]) for after in one.reached],
        )
        for one in found.touched
    ]  # fmt: skip
    shown = {
        "run": run, "found": found, "rows": rows, "chart": drawn(found) if rows else None, "network": run.network_id,
        "tabs": parts(actor, run, "gatherings:led_to"), "breadcrumbs": crumbs(run, _("What it led to")),
    }  # fmt: skip
    return render(request, "gatherings/led_to.html", shown)


def drawn(found: LedTo) -> Chart:
    """Contributions, challenges, and what they reached, from left to right; red: what a driver was in before."""
    ours = [one for touched in found.touched for one in touched.contributions if one.kind != "raised"]
    after = [one for touched in found.touched for one in touched.reached]
    held = {one.thing.key for one in after if one.driver}
    held |= {made.key for one in after if one.driver for made in one.before}
    held |= {("challenge", str(one.thing.challenge)) for one in after if one.driver}
    columns = []
    for kind, label in queries.SHORT.items():
        dots = [
            Dot(one.key, queries.said_of(found.names, one), "done", one.url, one.key in held) for one in ours if one.kind == kind
        ]  # fmt: skip
        if dots:
            columns.append(Column(str(label), "done", str(len(dots)), "#list", dots))
    challenges = [("challenge", str(one.challenge.pk)) for one in found.touched]
    dots = [
        Dot(key, one.challenge.title, "now" if not one.reached else "done", f"#challenge-{key[1]}", key in held)
        for key, one in zip(challenges, found.touched, strict=True)
    ]
    columns.append(Column(_("Challenges"), "done", str(len(dots)), "#list", dots))
    for count in found.counts:
        dots = [
            Dot(one.thing.key, one.thing.label, "done", one.thing.url, one.thing.key in held)
            for one in after
            if one.kind == count.kind
        ]
        columns.append(Column(count.label, "done" if dots else "missing", str(len(dots)), "#list", dots))
    links = {(one.key, ("challenge", str(one.challenge))) for one in ours}
    links |= {(("challenge", str(one.thing.challenge)), one.thing.key) for one in after}
    return trail(columns, links)


@require_safe
def led_to_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The same as rows: a row for each contribution before each thing reached, and one for each challenge that reached nothing."""
    actor, run = run_of(request, pk)
    if kind not in TYPES:
        raise Http404
    made = feeds.led_to_sheet(run, queries.led_to(actor, run), now=timezone.now())
    reply = HttpResponse("".join(feeds.written(made, kind)), content_type=TYPES[kind])
    reply.headers["Content-Disposition"] = content_disposition_header(True, f"{made.name}.{kind}")
    return reply
