"""The conference as it is held: who came, what was asked and answered, what everyone is given."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from nybrott.conferences import actions, feeds, queries, rules
from nybrott.conferences.forms import AnswerForm, MaterialForm, NoteForm
from nybrott.conferences.models import Asked
from nybrott.conferences.states import MaterialKind
from nybrott.conferences.views.framing import HERE, drawn, planned
from nybrott.core.verdict import Refused, insist
from nybrott.desk.rules import why_not_taken
from nybrott.desk.rules.files import LARGEST_BODY
from nybrott.dialogues.rules import may_carry_out
from nybrott.disclosures.actions import Given
from nybrott.disclosures.queries import names_the_asker
from nybrott.disclosures.rules import may_answer, may_read_queries
from nybrott.people.actions.limits import UPLOAD, spend
from nybrott.sources import Unreadable
from nybrott.ui.asking import asked_page, query_of
from nybrott.ui.files import as_file, takes_files
from nybrott.ui.sheets import FILE_KINDS, file_of
from nybrott.ui.tables import Pages, Table
from nybrott.ui.templatetags.ui import page_links

SIZE = 100


@require_http_methods(["GET", "HEAD", "POST"])
def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """Tick who came, a page at a time; then say that it was held."""
    actor, found = planned(request, pk)
    insist(rules.may_tick(actor, found, timezone.now()))
    page = Paginator(queries.seats_of(found), SIZE).get_page(asked_page(request))
    if request.method == "POST":
        ticked = set(request.POST.getlist("came"))
        shown = set(request.POST.getlist("shown"))
        came = {one.pk: str(one.pk) in ticked for one in queries.seats_of(found) if str(one.pk) in shown}
        actions.mark_attendance(actor=actor, conference=found, came=came, now=timezone.now())
        if "hold" not in request.POST:
            messages.success(request, _("Who came is recorded."))
            return redirect(request.get_full_path())
        try:
            actions.hold_conference(actor=actor, conference=found, now=timezone.now())
        except Refused as trouble:
            messages.error(request, trouble.reason)
            return redirect(request.get_full_path())
        messages.success(request, _("The ledger shows who heard what was said. Now share it with everyone."))
        return redirect(HERE, pk)
    table = Table([], [], "", query=query_of(request), pages=Pages(page.number, page.paginator.num_pages, page.paginator.count))  # fmt: skip
    return drawn(request, found.dialogue, "conferences/attendance.html", _("Who came"), conference=found, page=page, pages=page_links(table))  # fmt: skip


def _material(request: HttpRequest, pk: int, form: MaterialForm) -> HttpResponse:
    _actor, found = planned(request, pk)
    shown = {"form": form, "heading": _("Share something with everyone"), "button": _("Share it with everyone"), "files": True, "conference": found}  # fmt: skip
    lead = _("It appears on the public page at once, everyone who takes part gets a letter, and it is recorded in"
             " the ledger. After that it stays as it is.")  # fmt: skip
    return drawn(request, found.dialogue, "conferences/form.html", shown["heading"], lead=lead, status=422 if form.errors else 200, **shown)  # type: ignore[arg-type]  # fmt: skip


def _given(form: MaterialForm) -> Given:
    said, file = form.cleaned_data, form.cleaned_data["file"]
    return Given(said["title"], said["text"], said["url"], file, file.name if file is not None else "")


def _too_large(request: HttpRequest, pk: int) -> HttpResponse:
    """The same form with the reason; what was typed beside the file was never read."""
    form = MaterialForm({})
    form.errors.clear()
    form.add_error("file", why_not_taken(Unreadable("too-large")))
    form.add_error("file", _("What you wrote beside it was not received: go back to find it."))
    return _material(request, pk, form)


@takes_files(_too_large, largest=LARGEST_BODY)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def material(request: HttpRequest, pk: int) -> HttpResponse:
    """Give everyone slides, a recording or a written account."""
    actor, found = planned(request, pk)
    insist(rules.may_publish(actor, found))
    posted = request.method == "POST"
    first = {"kind": MaterialKind.SLIDES}
    form = MaterialForm(request.POST if posted else None, request.FILES if posted else None, initial=first)
    if posted and form.is_valid():
        if form.cleaned_data["file"] is not None:
            spend(limit=UPLOAD, who=str(actor.user_id), now=timezone.now())
        try:
            actions.publish_material(actor=actor, conference=found, kind=form.cleaned_data["kind"], given=_given(form), now=timezone.now())  # fmt: skip
        except Unreadable as trouble:
            form.add_error("file", why_not_taken(trouble))
        else:
            messages.success(request, _("Everyone can see it now, and all who take part get a letter."))
            return redirect(HERE, pk)
    return _material(request, pk, form)


@require_http_methods(["GET", "HEAD", "POST"])
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down a question that was asked aloud, so that it is answered to everyone."""
    actor, found = planned(request, pk)
    insist(may_carry_out(actor, found.dialogue))
    form = NoteForm(request.POST if request.method == "POST" else None, dialogue=found.dialogue)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        made = actions.ask(actor=actor, conference=found, supplier=said["supplier"], text=said["text"], language=found.dialogue.language, now=timezone.now())  # fmt: skip
        messages.success(request, _("Written down."))
        return redirect("conferences:question", pk, made.pk)
    heading = _("Write down a question")
    lead = _("What was asked aloud is answered to everyone, including those who were not there.")
    return drawn(request, found.dialogue, "conferences/form.html", heading, form=form, heading=heading, button=_("Write it down"), lead=lead, conference=found, status=422 if form.errors else 200)  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, pk: int, asked: int) -> HttpResponse:
    """A question from the conference, answered to everyone."""
    actor, found = planned(request, pk)
    insist(may_read_queries(actor, found.dialogue))
    one = get_object_or_404(Asked.objects.visible_to(actor).select_related("conference__dialogue__organisation", "query__supplier", "query__same_as", "query__dialogue"), pk=asked, conference=found)  # fmt: skip
    may = may_answer(actor, one.query)
    form = AnswerForm(request.POST if request.method == "POST" else None, initial={"shown": one.query.text})
    if request.method == "POST":
        insist(may)
        if form.is_valid():
            said = form.cleaned_data
            if said["sure"] or not names_the_asker(one.query, f"{said['shown']}\n{said['answer']}"):
                actions.answer(actor=actor, asked=one, shown=said["shown"], text=said["answer"], now=timezone.now())
                messages.success(request, _("Everyone can read the answer now, and all who take part get a letter."))
                return redirect(HERE, pk)
            form.ask_again()
    heading = _("Question %(number)s") % {"number": one.query.number}
    return drawn(request, found.dialogue, "conferences/question.html", heading, one=one.query, form=form, may=may, heading=heading, status=422 if form.errors else 200)  # fmt: skip


@require_safe
def seats_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Who comes and waits, as a file."""
    actor, found = planned(request, pk)
    insist(rules.may_see_people(actor, found.dialogue))
    if kind not in FILE_KINDS:
        raise Http404
    return as_file(file_of(feeds.seats_sheet(found), kind))
