"""Notes of a pair: all one may read, and one's own."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.core.verdict import insist
from nybrott.desk.queries import initial_of, writing
from nybrott.guidance import actions, rules
from nybrott.guidance.forms import NoteForm
from nybrott.guidance.models import Note, Pairing, Session
from nybrott.guidance.states import NoteKind
from nybrott.guidance.views.together import form_page, name_of, note_seen, seen, way
from nybrott.ui.asking import asked_page

PER_PAGE = 10


def _session(request: HttpRequest, pairing: Pairing) -> Session | None:
    """The session a note is written in, if it is in one."""
    asked = request.GET.get("session", "")
    if not asked:
        return None
    return get_object_or_404(
        pairing.sessions, pk=int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else 0
    )


@never_cache
@require_safe
def notes(request: HttpRequest, pk: int) -> HttpResponse:
    """What the two noted, as far as one may read it, the latest first."""
    actor, one = seen(request, pk)
    found = (
        Note.objects.visible_to(actor)
        .filter(pairing=one)
        .select_related("written_by", "session")
        .order_by("-written_at", "-pk")
    )
    shown = {
        "one": one, "me": actor.user_id, "page": Paginator(found, PER_PAGE).get_page(asked_page(request)), "may_note": rules.may_note(actor, one),
        "name": name_of(actor, one), "side": rules.side_of(actor, one), "breadcrumbs": way(actor, one, _("Notes")),
    }  # fmt: skip
    return render(request, "guidance/notes.html", shown)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write_note(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a note. It is saved as one goes, for oneself alone until it is handed in."""
    actor, one = seen(request, pk)
    insist(rules.may_note(actor, one))
    session, now = _session(request, one), timezone.now()
    back = reverse("guidance:session", args=[session.pk]) if session else reverse("guidance:notes", args=[one.pk])
    key = f"guidance.note:{one.pk}:{session.pk if session else 0}"
    state = writing(
        actor,
        key,
        label=_("Note about guidance with %(name)s") % {"name": name_of(actor, one)},
        url=request.get_full_path(),
        now=now,
    )
    form = NoteForm(request.POST or None)
    if request.method != "POST":
        form.initial = {**form.initial, **initial_of(form, state.draft)}
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        actions.write_note(actor=actor, pairing=one, session=session, kind=said["kind"], text=said["text"], now=now)
        messages.success(
            request,
            _("Only the two of you can read it.")
            if said["kind"] == NoteKind.PAIR
            else _("Those who lead the run can read it, too."),
        )
        return redirect(back)
    return form_page(request, one, form, _("Write a note"), writing=state, back=back)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change_note(request: HttpRequest, pk: int) -> HttpResponse:
    """Word one's own note anew."""
    actor, note = note_seen(request, pk)
    insist(rules.may_change_note(actor, note))
    now, back = timezone.now(), reverse("guidance:notes", args=[note.pairing_id])
    state = writing(actor, f"guidance.note_change:{pk}", label=_("Change the note"), url=request.path, now=now)
    form = NoteForm(request.POST or None, initial={"text": note.text, "kind": note.kind})
    if request.method != "POST":
        form.initial = {**form.initial, **initial_of(form, state.draft)}
    if request.method == "POST" and form.is_valid():
        actions.change_note(
            actor=actor, note=note, kind=form.cleaned_data["kind"], text=form.cleaned_data["text"], now=now
        )
        messages.success(request, _("Saved."))
        return redirect(back)
    return form_page(request, note.pairing, form, _("Change the note"), writing=state, back=back)


@require_POST
def remove_note(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete one's own note."""
    actor, note = note_seen(request, pk)
    pairing_id = note.pairing_id
    actions.remove_note(actor=actor, note=note, now=timezone.now())
    messages.success(request, _("The note is deleted."))
    return redirect("guidance:notes", pk=pairing_id)
