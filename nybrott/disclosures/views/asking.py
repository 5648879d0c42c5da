"""Questions from suppliers and the answers to everyone; and what everyone and each supplier sees of what was given and asked."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from nybrott.core.limits import Limit
from nybrott.core.verdict import insist
from nybrott.desk.queries import Writing, initial_of, writing
from nybrott.dialogues.models import Dialogue, Query, Representative
from nybrott.dialogues.queries import announced, own_crumbs, representative_by
from nybrott.dialogues.rules import may_carry_out
from nybrott.disclosures import actions, feeds, queries, rules
from nybrott.disclosures.forms import AnswerForm, AskForm, NoteQueryForm
from nybrott.disclosures.views.framing import carried, drawn, seen
from nybrott.disclosures.views.items import number_in, paged, public_crumbs
from nybrott.people.actions.limits import spend
from nybrott.ui.asking import who
from nybrott.ui.files import as_file
from nybrott.ui.frame import Link
from nybrott.ui.sheets import FILE_KINDS, file_of

TAB = "disclosures:queries"
ASKING = Limit("disclosures.ask", 20, timedelta(hours=1))  # by person
NEWEST = 3  # shown on the public page; the others have a page of their own
OWN = 50  # questions of one supplier that are shown


@require_safe
def queries_(request: HttpRequest, pk: int) -> HttpResponse:
    """What suppliers asked: what waits first, then the newest."""
    actor, dialogue = seen(request, pk)
    insist(rules.may_read_queries(actor, dialogue))
    waiting = list(queries.waiting_queries(dialogue)[:OWN])
    rest = dialogue.queries.exclude(answer="", same_as=None).select_related("supplier", "same_as").order_by("-number")
    may = may_carry_out(actor, dialogue)
    return drawn(
        request, dialogue, "disclosures/queries.html", TAB, _("Questions and answers"), waiting=waiting, **paged(request, rest),
        may=may, asks=rules.may_ask(dialogue, timezone.now()),
    )  # fmt: skip


def _back(dialogue: Dialogue) -> Link:
    return Link(_("Questions and answers"), reverse(TAB, args=[dialogue.pk]))


@require_http_methods(["GET", "HEAD", "POST"])
def note_query(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down a question that came in another way, so that it is answered to everyone."""
    actor, dialogue = carried(request, pk)
    form = NoteQueryForm(request.POST or None, dialogue=dialogue)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        made = actions.ask(
            actor=actor, supplier=said["supplier"], text=said["text"], language=dialogue.language, now=timezone.now()
        )
        messages.success(request, _("Written down."))
        return redirect("disclosures:query", pk=made.pk)
    status = 422 if form.is_bound else 200
    return drawn(request, dialogue, "disclosures/query_note.html", TAB, _back(dialogue), _("Write down a question"), form=form, status=status)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def query(request: HttpRequest, pk: int) -> HttpResponse:
    """One question: answered to everyone, or joined to one that is answered already."""
    actor = who(request)
    found = Query.objects.visible_to(actor).select_related(
        "dialogue__organisation", "supplier", "same_as", "answered_by"
    )
    one = get_object_or_404(found, pk=pk)
    insist(rules.may_read_queries(actor, one.dialogue))
    answered = queries.answered(one.dialogue)
    if request.method == "POST" and request.POST.get("step") == "join":
        to = get_object_or_404(answered, number=number_in(request.POST.get("number")))
        actions.join_query(actor=actor, query=one, to=to, now=timezone.now())
        messages.success(request, _("It points to the answer, and the supplier who asked gets a letter."))
        return redirect(TAB, pk=one.dialogue_id)
    waiting = queries.waiting_queries(one.dialogue).exclude(pk=one.pk)
    form = AnswerForm(
        request.POST or None, others=waiting, likest=queries.likest(one, waiting), initial={"shown": one.text}
    )
    state = _writing(request, one, form)
    if request.method == "POST" and form.is_valid() and (answer := _answered(request, one, form)):
        return answer
    may, status = rules.may_answer(actor, one), 422 if form.is_bound else 200
    shown = {
        "query": one, "form": form, "may": may, "writing": state, "answered": bool(may) and answered.exists(),
        "alike": queries.alike(one.text, answered) if may else [],
    }  # fmt: skip
    here = _("Question %(number)s") % {"number": one.number}
    return drawn(
        request, one.dialogue, "disclosures/query.html", TAB, _back(one.dialogue), here, status=status, **shown
    )


def _writing(request: HttpRequest, one: Query, form: AnswerForm) -> Writing:
    """An answer that was begun and not sent yet, put into the form; colleagues see that somebody writes."""
    label = _("Answer to question %(number)s") % {"number": one.number}
    state = writing(
        who(request), f"disclosures.answer:{one.pk}", label=label, url=request.path, now=timezone.now(), shared=True
    )
    form.initial = {
        **form.initial,
        **{name: value for name, value in initial_of(form, state.draft).items() if name != "sure"},
    }
    return state


def _answered(request: HttpRequest, one: Query, form: AnswerForm) -> HttpResponse | None:
    """The way on after an answer; None when it tells who asked and nobody has said that it may."""
    said = form.cleaned_data
    if not said["sure"] and queries.names_the_asker(one, f"{said['shown']}\n{said['answer']}"):
        form.ask_again()
        return None
    actions.answer_query(
        actor=who(request), query=one, shown=said["shown"], answer=said["answer"], also=list(said.get("also") or []), now=timezone.now()
    )  # fmt: skip
    messages.success(request, _("Everyone can read the answer now, and all who take part get a letter."))
    return redirect(TAB, pk=one.dialogue_id)


# --- for suppliers and for everyone ---


def _representative(key: str) -> Representative:
    found = representative_by(key, timezone.now())
    if found is None:
        raise Http404(_("This link is not known. It may have been replaced by a newer one, or its time may be up."))
    return found


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, key: str) -> HttpResponse:
    """A supplier asks. When others had answers to something like it, they are shown first."""
    one = _representative(key)
    dialogue, now = one.supplier.dialogue, timezone.now()
    may, form = rules.may_ask(dialogue, now), AskForm(request.POST or None)
    found: list[queries.Like] = []
    if request.method == "POST" and may and form.is_valid():
        said = form.cleaned_data
        if not said["sure"]:
            found = queries.alike(said["text"], queries.answered(dialogue))
        if not found:
            spend(limit=ASKING, who=str(one.pk), now=now)
            actions.ask(supplier=one.supplier, text=said["text"], language=get_language() or "nb", now=now)
            messages.success(
                request, _("Your question is sent. You get a letter when it is answered, to everyone at once.")
            )
            return redirect("disclosures:ask", key=key)
    own = one.supplier.queries.select_related("same_as").order_by("-number")[:OWN]
    shown = {"dialogue": dialogue, "form": form, "may": may, "alike": found, "own": own, "key": key, "breadcrumbs": own_crumbs(key, _("Ask a question"))}  # fmt: skip
    return render(request, "disclosures/ask.html", shown, status=422 if form.is_bound and not found and may else 200)


@require_safe
def answers(request: HttpRequest, slug: str) -> HttpResponse:
    """Questions and answers, for everyone; the newest answer first."""
    dialogue = get_object_or_404(announced(), slug=slug)
    shown = {
        "dialogue": dialogue, "breadcrumbs": public_crumbs(dialogue, _("Questions and answers")),
        "files": [(kind.upper(), reverse("disclosures:answers_file", args=[slug, kind])) for kind in FILE_KINDS],
    }  # fmt: skip
    return render(request, "disclosures/answers.html", shown | paged(request, queries.answered(dialogue)))


@require_safe
def answers_file(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The same as a file."""
    dialogue = get_object_or_404(announced(), slug=slug)
    if kind not in FILE_KINDS:
        raise Http404
    return as_file(file_of(feeds.answers_sheet(dialogue), kind))


def told_publicly(request: HttpRequest, dialogue: Dialogue) -> str:
    """The newest of what everyone was told and of the answers, for the public page."""
    items, answered = queries.shown_items(dialogue), queries.answered(dialogue)
    shown = {
        "dialogue": dialogue, "items": list(items[:NEWEST]), "answers": list(answered[:NEWEST]),
        "more_items": items.count() > NEWEST, "more_answers": answered.count() > NEWEST,
    }  # fmt: skip
    return render_to_string("disclosures/block_public.html", shown, request=request)


def asked_by_own(request: HttpRequest, representative: Representative, key: str) -> str:
    """What a supplier asked and what became of it, with the way to ask, for its own page."""
    dialogue = representative.supplier.dialogue
    own = representative.supplier.queries.select_related("same_as").order_by("-number")[:OWN]
    shown = {"dialogue": dialogue, "own": own, "key": key, "may": rules.may_ask(dialogue, timezone.now())}
    return render_to_string("disclosures/block_own.html", shown, request=request)
