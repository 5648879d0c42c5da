"""Written input as the organisation meets it: sealed, then opened, read, summed up and published."""

from io import BytesIO
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused, insist
from nybrott.dialogues.models import Dialogue
from nybrott.dialogues.rules import may_read_secrets
from nybrott.sources import KINDS
from nybrott.submissions import actions, feeds, queries, rules
from nybrott.submissions.actions import Rewritten
from nybrott.submissions.forms import KeepBackForm, SynthesisForm
from nybrott.submissions.models import Attachment, SecretReading, Submission, Synthesis
from nybrott.submissions.queries import Asked
from nybrott.submissions.states import Part
from nybrott.submissions.views.framing import HERE, drawn, seen, typed
from nybrott.submissions.views.public import sent
from nybrott.ui.asking import asked_page, query_of
from nybrott.ui.files import as_file, handed_out
from nybrott.ui.formats import moment_short
from nybrott.ui.frame import Link
from nybrott.ui.sheets import FILE_KINDS, file_of
from nybrott.ui.tables import Cell, Column, Pages, Table
from nybrott.ui.templatetags.ui import page_links, tag

SIZE = 20


@require_safe
def inputs(request: HttpRequest, pk: int) -> HttpResponse:
    """Before the opening: how many are sealed and until when. After it: the questions and the inputs."""
    actor, dialogue = seen(request, pk)
    box, count = queries.standing(dialogue)
    now = timezone.now()
    until = rules.deadline(dialogue, box)
    written = {one.key: one for one in Synthesis.objects.visible_to(actor).filter(dialogue=dialogue)}
    shown: dict[str, Any] = {
        "box": box, "count": count, "until": rules.moment_said(until) if until else "", "may_open": rules.may_open(actor, dialogue, box, count, now),
        "opened": box is not None and box.opened_at is not None, "may_publish": rules.may_publish(actor, dialogue, box),
        "questions": [(one, written.get(one.key)) for one in queries.asked_ever(dialogue)], "table": _table(request, actor, dialogue),
        "files": [(kind.upper(), reverse("submissions:table", args=[dialogue.pk, kind])) for kind in FILE_KINDS],
        "secrets": may_read_secrets(actor, dialogue),
    }  # fmt: skip
    return drawn(request, dialogue, "submissions/inputs.html", _("Written input"), **shown)


def _table(request: HttpRequest, actor: Actor, dialogue: Dialogue) -> Table:
    page = Paginator(queries.opened(actor, dialogue), SIZE).get_page(asked_page(request))
    return Table(
        [Column("who", _("Supplier")), Column("number", _("No."), "end"), Column("sent", _("Sent")), Column("what", _("Contains"))],
        [
            [
                Cell(one.supplier.name, reverse("submissions:input", args=[dialogue.pk, one.number])), str(one.number),
                moment_short(one.sent_at), Cell(_holds(one)),
            ]
            for one in page
        ],
        _("Written inputs, in the order they came in"), query=query_of(request), pages=Pages(page.number, page.paginator.num_pages, page.paginator.count),
    )  # fmt: skip


@never_cache
@require_safe
def table(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """All open parts as one file, once they are opened; of sealed ones not a row."""
    actor, dialogue = seen(request, pk)
    if kind not in FILE_KINDS:
        raise Http404
    return as_file(file_of(feeds.opened_sheet(actor, dialogue), kind))


def _holds(one: Submission) -> str:
    secret = getattr(one, "has_secret", False)
    if one.kept_back:
        return str(tag(_("Held back"), "warning"))
    return str(tag(_("Trade secret"), "info")) if secret else str(tag(_("Open part"), "neutral"))


@require_POST
def open_(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the box."""
    actor, dialogue = seen(request, pk)
    count = actions.open_input(actor=actor, dialogue=dialogue, now=timezone.now())
    messages.success(request, ngettext("%(count)s written input is opened.", "%(count)s written inputs are opened.", count) % {"count": count})  # fmt: skip
    return redirect(HERE, dialogue.pk)


def _input(request: HttpRequest, pk: int, number: int) -> tuple[Actor, Submission]:
    """An opened input; 404 for one that is sealed, as for one that is not there."""
    actor, dialogue = seen(request, pk)
    found = Submission.objects.visible_to(actor).filter(box__dialogue=dialogue)
    return actor, get_object_or_404(found.select_related("supplier", "box__dialogue__organisation"), number=number)


def _way(one: Submission) -> tuple[Link, Link]:
    dialogue = one.box.dialogue
    return (
        Link(_("Written input"), reverse(HERE, args=[dialogue.pk])),
        Link(f"{one.number}. {one.supplier}", reverse("submissions:input", args=[dialogue.pk, one.number])),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def input_(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The open part of an input, who read its secrets, and whether it is kept back."""
    actor, one = _input(request, pk, number)
    form = KeepBackForm(request.POST or None, initial={"reason": one.kept_back})
    if request.method == "POST" and form.is_valid():
        actions.keep_back(actor=actor, submission=one, reason=form.cleaned_data["reason"], now=timezone.now())
        messages.success(request, _("It is held back.") if form.cleaned_data["reason"] else _("It may be published."))
        return redirect("submissions:input", pk, number)
    answers = list(one.answers.prefetch_related("files"))
    readings = SecretReading.objects.visible_to(actor).filter(submission=one).select_related("user", "file")
    shown = {
        "one": one, "answers": [(each, [file for file in each.files.all() if file.part == Part.OPEN]) for each in answers],
        "has_secret": any(each.secret for each in answers), "may_secret": rules.may_read_secret(actor, one), "readings": list(readings[:50]),
        "may_publish": rules.may_publish(actor, one.box.dialogue, one.box), "form": form,
    }  # fmt: skip
    back, here = _way(one)
    return drawn(request, one.box.dialogue, "submissions/input.html", back, here.label, status=422 if form.is_bound else 200, **shown)  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def secret(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Trade secrets of an input. Asking first shows what reading means; only sending the form reads, so that nothing is read by fetching ahead."""
    actor, one = _input(request, pk, number)
    insist(rules.may_read_secret(actor, one))
    found = None
    if request.method == "POST":
        found = actions.read_secret(actor=actor, submission=one, now=timezone.now())
    return drawn(request, one.box.dialogue, "submissions/secret.html", *_way(one), _("Trade secrets"), one=one, found=found)  # fmt: skip


@never_cache
@require_POST
def secret_file(request: HttpRequest, pk: int, file: int) -> HttpResponseBase:
    """A file that is a trade secret; taking it is written down."""
    actor, found = _file(request, pk, file, Part.SECRET)
    try:
        name, kind, plain = actions.fetch_secret_file(actor=actor, file=found, now=timezone.now())
    except FileNotFoundError:
        raise Http404(_("The file is no longer on this machine.")) from None
    return handed_out(BytesIO(plain), name=name, media=KINDS[kind].media)


@require_safe
def file(request: HttpRequest, pk: int, file: int) -> HttpResponseBase:
    """A file of an open part."""
    return sent(_file(request, pk, file, Part.OPEN)[1])


def _file(request: HttpRequest, pk: int, file: int, part: str) -> tuple[Actor, Attachment]:
    actor, dialogue = seen(request, pk)
    found = Attachment.objects.visible_to(actor).filter(answer__submission__box__dialogue=dialogue, part=part)
    return actor, get_object_or_404(found.select_related("answer__submission__box__dialogue__organisation"), pk=file)


@require_http_methods(["GET", "HEAD", "POST"])
def synthesis(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """All answers to a question, and what we read out of them."""
    actor, dialogue = seen(request, pk)
    box = queries.box_of(dialogue)
    asked = next((one for one in queries.asked_ever(dialogue) if one.key == key), None)
    if asked is None or box is None or box.opened_at is None:
        raise Http404
    written = Synthesis.objects.visible_to(actor).filter(dialogue=dialogue, key=asked.key).first()
    stands = written.text if written else ""
    first = {"text": stands, "seen": queries.digest_of_text(stands)}
    form = SynthesisForm(request.POST if request.method == "POST" else None, initial=first)
    status, other = _summed_up(actor, dialogue, asked, form) if form.is_bound else (200, "")
    if not status:
        messages.success(request, _("The synthesis is saved. It is published when you publish."))
        return redirect("submissions:synthesis", pk, key)
    answers = queries.opened_answers(actor, dialogue, asked.key)
    page = Paginator(answers, SIZE).get_page(asked_page(request))
    table = Table([], [], "", query=query_of(request), pages=Pages(page.number, page.paginator.num_pages, page.paginator.count))  # fmt: skip
    open_ones = {one or 0 for one in answers.exclude(text="").values_list("submission__number", flat=True)}
    shown = {
        "asked": asked, "written": written, "form": form, "answers": page, "pages": page_links(table), "table": table, "other": other,
        "may_write": rules.may_write_synthesis(actor, dialogue, box),
        "uncited": sorted(open_ones - set(queries.cited_numbers(stands))) if written else [],
    }  # fmt: skip
    back = Link(_("Written input"), reverse(HERE, args=[dialogue.pk]))
    return drawn(request, dialogue, "submissions/synthesis.html", back, _("Synthesis"), status=status, **shown)


def _summed_up(actor: Actor, dialogue: Dialogue, asked: Asked, form: SynthesisForm) -> tuple[int, str]:
    """Save a synthesis; gives 0, or the status to answer with and what somebody else wrote in the meantime."""
    if not form.is_valid():
        return 422, ""
    said, now = form.cleaned_data, timezone.now()
    try:
        actions.write_synthesis(actor=actor, dialogue=dialogue, asked=asked, text=said["text"], seen=said["seen"] or None, now=now)  # fmt: skip
    except Rewritten as other:
        form.data = typed(form) | {"seen": queries.digest_of_text(other.text)}
        return 409, other.text
    except Refused as trouble:
        if not rules.may_write_synthesis(actor, dialogue, queries.box_of(dialogue)):
            raise
        form.add_error("text", trouble.reason)
        return 422, ""
    return 0, ""


@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish open parts and syntheses."""
    actor, dialogue = seen(request, pk)
    new = actions.publish_input(actor=actor, dialogue=dialogue, now=timezone.now())
    if new:
        messages.success(request, _("It is published. Everyone reads the same from now on."))
    else:
        messages.info(request, _("All of it has already been published."))
    return redirect(HERE, dialogue.pk)
