"""Instruments to write: copied, begun, brought in, changed question by question."""

import json

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.core.actor import Actor
from nybrott.core.surveys import KINDS, shipped
from nybrott.core.verdict import Refused, insist
from nybrott.evaluations import actions, queries, rules
from nybrott.evaluations.forms.instruments import AboutForm, FileForm, QuestionForm
from nybrott.evaluations.models import Edition, Instrument
from nybrott.evaluations.views.framing import here, instrument_of, language, way_to, way_to_instrument
from nybrott.ui.asking import who
from nybrott.ui.frame import Link


def _changed(request: HttpRequest, slug: str) -> tuple[Actor, Instrument, Edition]:
    actor, one = instrument_of(request, slug)
    insist(rules.may_change_instrument(actor, one))
    latest = one.latest
    if latest is None:
        raise Http404
    return actor, one, latest


def _form(
    request: HttpRequest, form: object, heading: str, back: str, way: tuple[Link, ...], **more: object
) -> HttpResponse:
    shown = {"form": form, "heading": heading, "back": back, "breadcrumbs": way} | more
    return render(request, "evaluations/form.html", shown, status=422 if request.method == "POST" else 200)


@require_POST
def instrument_copy(request: HttpRequest, id: str) -> HttpResponse:
    """Make one that comes with Nybrott the organisation's own."""
    actor = who(request)
    if id not in shipped():
        raise Http404
    insist(rules.may_manage(actor))
    made = actions.copy_shipped(actor=actor, organisation=here(request), id=id, now=timezone.now())
    messages.success(request, _("The survey is yours now. Change what does not fit, or plan a wave with it as it is."))
    return redirect("evaluations:instrument", made.slug)


@require_http_methods(["GET", "HEAD", "POST"])
def instrument_new(request: HttpRequest) -> HttpResponse:
    """Begin one from nothing, with its first question."""
    actor = who(request)
    insist(rules.may_manage(actor))
    form = AboutForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.said()
        first = {"nb": "Hva vil du si?", "nn": "Kva vil du seie?", "en": "What do you want to say?"}
        question = {"id": "first", "kind": "text", "text": {one: first[one] for one in said["name"]}}
        made = actions.write_instrument(
            actor=actor, organisation=here(request), content=said | {"questions": [question]}, now=timezone.now()
        )
        messages.success(
            request, _("The survey is started. Add your questions; the first one is only there to start with.")
        )
        return redirect("evaluations:instrument", made.slug)
    heading = _("Start a survey")
    return _form(request, form, heading, reverse("evaluations:instruments"), way_to(Link(heading)))


@require_http_methods(["GET", "HEAD", "POST"])
def instrument_bring_in(request: HttpRequest) -> HttpResponse:
    """Bring one in from a file; a fault is told with its place."""
    actor = who(request)
    insist(rules.may_manage(actor))
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and (content := form.content()) is not None:
        try:
            made = actions.bring_in_instrument(
                actor=actor, organisation=here(request), content=content, now=timezone.now()
            )
        except Refused as trouble:
            form.add_error("file", trouble.reason)
        else:
            messages.success(request, _("The survey is imported."))
            return redirect("evaluations:instrument", made.slug)
    heading = _("Import a survey")
    return _form(request, form, heading, reverse("evaluations:instruments"), way_to(Link(heading)))


@require_safe
def instrument_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest version as a file, to be brought in elsewhere."""
    _actor, one = instrument_of(request, slug)
    latest = one.latest
    text = json.dumps(latest.content if latest else {}, ensure_ascii=False, indent=2)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response.headers["Content-Disposition"] = content_disposition_header(True, f"{one.slug}.json")
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def instrument_about(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what it is called, what people read first, whom it is for."""
    actor, one, latest = _changed(request, slug)
    form = AboutForm(request.POST or None, latest.content)
    if request.method == "POST" and form.is_valid():
        _kept(
            request,
            one,
            actions.describe_instrument(actor=actor, instrument=one, said=form.said(), now=timezone.now()),
            latest,
        )
        return redirect("evaluations:instrument", one.slug)
    heading = _("Change name and introduction")
    return _form(
        request, form, heading, reverse("evaluations:instrument", args=[slug]), way_to_instrument(one, heading)
    )


def _kept(request: HttpRequest, one: Instrument, now: Edition, before: Edition) -> None:
    if now.number > before.number:
        said = _("Saved as version %(number)s. Waves that have begun keep the version they began with.")
        messages.success(request, said % {"number": now.number})
    else:
        messages.success(request, _("Saved."))


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, slug: str, id: str = "", kind: str = "") -> HttpResponse:
    """Change a question, or write a new one of a kind."""
    actor, one, latest = _changed(request, slug)
    read = latest.read
    known = next((each for each in read.questions if each["id"] == id), None)
    if (known is None) != bool(kind) or (kind and kind not in KINDS):
        raise Http404
    form = QuestionForm(request.POST or None, read, kind or (known or {})["kind"], known, language())
    if request.method == "POST" and form.is_valid():
        try:
            kept = actions.write_question(actor=actor, instrument=one, question=form.said(), now=timezone.now())
        except Refused as trouble:
            form.add_error(None, trouble.reason)
        else:
            _kept(request, one, kept, latest)
            return redirect("evaluations:instrument", one.slug)
    heading = _("Change the question") if known else _("Add a question")
    back = reverse("evaluations:instrument", args=[slug])
    return _form(request, form, heading, back, way_to_instrument(one, heading), kind=queries.KIND_NAMES[form.kind])


def _tried(request: HttpRequest, change: object) -> None:
    if isinstance(change, Refused):
        messages.error(request, change.reason)


@require_POST
def question_move(request: HttpRequest, slug: str, id: str) -> HttpResponse:
    """Move a question one place."""
    actor, one, _latest = _changed(request, slug)
    try:
        actions.move_question(
            actor=actor, instrument=one, id=id, down=request.POST.get("way") == "down", now=timezone.now()
        )
    except Refused as trouble:
        _tried(request, trouble)
    return redirect(f"{reverse('evaluations:instrument', args=[slug])}#q-{id}")


@require_POST
def question_remove(request: HttpRequest, slug: str, id: str) -> HttpResponse:
    """Take a question out."""
    actor, one, _latest = _changed(request, slug)
    try:
        actions.remove_question(actor=actor, instrument=one, id=id, now=timezone.now())
    except Refused as trouble:
        _tried(request, trouble)
    else:
        messages.success(request, _("The question is taken out."))
    return redirect("evaluations:instrument", slug)


@require_POST
def instrument_step(request: HttpRequest, slug: str) -> HttpResponse:
    """Put it away, or take it out again."""
    actor, one = instrument_of(request, slug)
    insist(rules.may_put_away(actor, one))
    act = actions.take_out_instrument if one.put_away_at else actions.put_away_instrument
    act(actor=actor, instrument=one, now=timezone.now())
    return redirect("evaluations:instrument", slug)
