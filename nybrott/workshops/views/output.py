"""What came out: groups and notes by votes, what of it goes on to the challenge, and the minutes to take along."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from nybrott.core.personal import spots
from nybrott.core.verdict import insist
from nybrott.ui.documents import KINDS
from nybrott.workshops import actions, feeds, queries, rules
from nybrott.workshops.models import Landing
from nybrott.workshops.views.framing import parts, seen, way

KEPT = timedelta(days=2 * 365)  # as other evidence, unless somebody decides otherwise


@require_http_methods(["GET", "HEAD", "POST"])
def output(request: HttpRequest, pk: int) -> HttpResponse:
    """What came out, and what of it goes on."""
    actor, one = seen(request, pk)
    insist(rules.may_read_output(actor, one))
    may_land = rules.may_land(actor, one)
    if request.method == "POST":
        insist(may_land)
        return _land(request, pk)
    rows = queries.tallies(one, ranked=True)
    landed = list(one.landings.values_list("kind", "ref", "note", "group"))
    kept = {note for kind, _ref, note, _group in landed if kind == Landing.Kind.EVIDENCE}
    shown = {
        "one": one, "rows": rows, "may_land": may_land, "tabs": parts(one, "output"),
        "insights": {group: ref for kind, ref, _note, group in landed if kind == Landing.Kind.INSIGHT},
        "kept": kept,
        "marked": {note.pk for row in rows for note in row.notes if spots(note.text)},
        "left": any(note.pk not in kept for row in rows for note in row.notes),
        "unshared": sum(told.notes for told in queries.steps_told(one) if told.step.shared_at is None),
        "kinds": KINDS, "breadcrumbs": way(one, _("What came out")),
    }  # fmt: skip
    return render(request, "workshops/output.html", shown)


def _land(request: HttpRequest, pk: int) -> HttpResponse:
    actor, one = seen(request, pk)
    now = timezone.now()
    keep_until, here = timezone.localdate(now) + KEPT, reverse("workshops:output", args=[one.pk])
    if key := request.POST.get("group", ""):
        group = get_object_or_404(
            one.groups.select_related("workshop__challenge"),
            pk=int(key) if key.isascii() and key.isdigit() and len(key) < 19 else 0,
        )
        made = actions.land_group(actor=actor, group=group, keep_until=keep_until, now=now)
        messages.success(request, _("The group is an insight on the challenge, and rests on its notes."))
        return redirect(f"{reverse('insights:board', args=[one.challenge_id])}#insight-{made.pk}")
    keys = [
        int(one) for one in request.POST.getlist("notes")[:500] if one.isascii() and one.isdigit() and len(one) < 19
    ]
    notes = list(queries.shared_notes(one).filter(pk__in=keys).select_related("seat"))
    if not notes:
        messages.error(request, _("First tick the notes that go to the challenge."))
        return redirect(here)
    number = len(actions.land_notes(actor=actor, workshop=one, notes=notes, keep_until=keep_until, now=now))
    messages.success(
        request,
        ngettext("%(n)s note is evidence on the challenge.", "%(n)s notes are evidence on the challenge.", number) % {"n": number},
    )  # fmt: skip
    return redirect(here)


@require_safe
def minutes(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The minutes as a document."""
    actor, one = seen(request, pk)
    insist(rules.may_read_output(actor, one))
    if kind not in KINDS:
        raise Http404
    made = feeds.minutes_file(one, kind, get_language() or "nb")
    answer = HttpResponse(made.content, content_type=made.content_type)
    answer["Content-Disposition"] = f'attachment; filename="{made.name}"'
    return answer
