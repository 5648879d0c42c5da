"""The queue in which reviewers confirm or reject candidates, one at a time, without knowing what others answered."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from nybrott.core.signals import catalogue
from nybrott.core.verdict import insist
from nybrott.lake.shapes import Page
from nybrott.notices import queries, rules
from nybrott.notices.actions import judge_candidate
from nybrott.notices.models import Answer, IndexedCandidate, Judgement
from nybrott.observatory.forms import AnswerForm, ReviewForm
from nybrott.observatory.views import lists, words
from nybrott.observatory.views.candidates import filled_in, shown
from nybrott.observatory.views.evidence import name_of
from nybrott.ui.asking import who
from nybrott.ui.formats import moment
from nybrott.ui.frame import Link
from nybrott.ui.highlight import Mark
from nybrott.ui.tables import Cell, Column, Pages, Table
from nybrott.ui.templatetags.ui import tag

SKIPPED = "candidates_skipped"  # the session's key of what the reviewer passed over
MOST_SKIPPED = 200
PAGE_SIZE = 50
ANSWER_KINDS = {"confirm": "confirmed", "reject": "neutral", "unsure": "info"}


def _crumbs(*more: Link) -> tuple[Link, ...]:
    return (
        Link(_("Figures"), reverse("observatory:overview")),
        Link(_("Candidates"), reverse("observatory:candidates")),
        *more,
    )


def _address(name: str, *args: str, wanted: Mapping[str, object]) -> str:
    query = urlencode({key: value for key, value in wanted.items() if value})
    return f"{reverse(name, args=args)}?{query}" if query else reverse(name, args=args)


@require_safe
def review(request: HttpRequest) -> HttpResponse:
    """The candidate this reviewer should look at now."""
    actor = who(request)
    insist(rules.may_judge_candidates(actor))
    form = _form(request)
    wanted = form.wanted()
    skipped = request.session.get(SKIPPED, [])
    found = queries.next_candidate(actor, wanted, skipped=skipped)
    if found is None and skipped:
        # all that is left was passed over: begin with those again
        request.session[SKIPPED] = []
        found = queries.next_candidate(actor, wanted)
    return _page(request, form, found)


@require_http_methods(["GET", "HEAD", "POST"])
def review_one(request: HttpRequest, finding: str) -> HttpResponseBase:
    """One candidate by its finding name, and what is answered about it."""
    actor = who(request)
    insist(rules.may_judge_candidates(actor))
    found = queries.candidate(finding)
    if found is None:
        raise Http404
    form = _form(request)
    wanted = form.wanted()
    mine = queries.my_answer(actor, finding)
    if request.method != "POST":
        return _page(request, form, found, mine=mine)
    answered = AnswerForm(request.POST)
    if not answered.is_valid():
        return _page(request, form, found, mine=mine, answered=answered)
    if answered.cleaned_data["answer"] == "skip":
        request.session[SKIPPED] = [*request.session.get(SKIPPED, []), finding][-MOST_SKIPPED:]
    else:
        answer = Answer(answered.cleaned_data["answer"])
        judge_candidate(
            actor=actor, candidate=found, answer=answer, note=answered.cleaned_data["note"], now=timezone.now()
        )
        messages.success(request, f"{answer.label}: {found.title or _('Notice without a title')}")
    return redirect(_address("observatory:review", wanted=wanted))


def _form(request: HttpRequest) -> ReviewForm:
    index = queries.notice_index()
    return filled_in(ReviewForm, request, index.held if index else {})


def _page(
    request: HttpRequest,
    form: ReviewForm,
    found: IndexedCandidate | None,
    *,
    mine: Judgement | None = None,
    answered: AnswerForm | None = None,
) -> HttpResponse:
    actor, wanted = who(request), form.wanted()
    last = queries.my_last(actor, before=mine)
    context: dict[str, Any] = {
        "form": form,
        "narrowed": bool(wanted),
        "progress": queries.my_progress(actor, wanted),
        "back": _address("observatory:review_one", last.finding, wanted=wanted) if last else "",
        "next": _address("observatory:review", wanted=wanted),
        "gone": queries.judged_and_gone(),
        "breadcrumbs": _crumbs(Link(_("Judge"))),
    }
    if found is None:
        return render(request, "observatory/review_done.html", context)
    given = answered or AnswerForm(initial={"note": mine.note if mine else ""})
    context |= {
        "candidate": shown(found, catalogue()),
        "sign": _sign(found.signal),
        "texts": _texts(found),
        "mine": mine,
        "given": given,
        "action": _address("observatory:review_one", found.finding, wanted=wanted),
    }
    return render(request, "observatory/review.html", context, status=422 if answered else 200)


def _sign(signal: str) -> dict[str, object] | None:
    """Why there is such a sign, and what only looks like it; None when it is no longer in the catalogue."""
    found = catalogue().signals.get(signal)
    if found is None:
        return None
    language = get_language() or "nb"
    return {
        "what": found.what[language],
        "why": found.why[language],
        "near": [_example(example) for example in found.near_misses],
        "good": [_example(example) for example in found.good],
    }


def _example(example: Any) -> dict[str, str]:
    text = ". ".join(part.rstrip(".") for part in (example.title, example.text) if part)
    return {"text": text, "language": example.language, "why": example.why}


def _texts(found: IndexedCandidate) -> list[dict[str, object]]:
    """Every text of the notice that the index keeps, with the words marked where they stand."""
    drawn: list[dict[str, object]] = []
    for field, language, text in queries.whole_texts(found.key):
        at = text.find(found.words) if found.words else -1
        marks = [Mark(at, at + len(found.words), "")] if at >= 0 and found.excerpt else []
        drawn.append({
            "label": words.word(words.FIELDS, field), "language": language, "text": text, "marks": marks,
        })  # fmt: skip
    return drawn


@require_safe
def my_judgements(request: HttpRequest) -> HttpResponse:
    """What the reviewer has answered, the latest first; also about notices that are no longer there."""
    actor = who(request)
    insist(rules.may_judge_candidates(actor))
    gone = request.GET.get("gone") == "1"
    page = queries.my_judgements(actor, page=lists.asked_page(request), size=PAGE_SIZE, gone=gone)
    kinds = [
        Link(_("All"), reverse("observatory:my_judgements"), current=not gone),
        Link(_("No longer among the notices"), "?gone=1", current=gone),
    ]
    context = {"table": _answers(request, page), "total": page.total, "gone": gone, "kinds": kinds}
    return render(
        request, "observatory/my_judgements.html", context | {"breadcrumbs": _crumbs(Link(_("Your answers")))}
    )


def _answers(request: HttpRequest, page: Page[Judgement]) -> Table:
    columns = [
        Column("title", _("Notice")),
        Column("sign", _("Sign")),
        Column("words", _("Words")),
        Column("answer", _("Your answer")),
        Column("at", _("When")),
    ]
    signs = catalogue()
    rows: list[list[Cell | str]] = []
    for row in page.rows:
        is_there = getattr(row, "is_there", False)
        rows.append([
            Cell(
                row.title or _("Notice without a title"),
                url=reverse("observatory:review_one", args=[row.finding]) if is_there else "",
                note="" if is_there else _("no longer among the notices"),
            ),
            name_of(signs, row.signal),
            f"«{row.words}»",
            tag(str(row.get_answer_display()), ANSWER_KINDS[row.answer]),
            moment(row.at),
        ])  # fmt: skip
    return Table(
        columns,
        rows,
        caption=_("What you have answered"),
        id="judgements-table",
        swap="judgements",
        query=lists.query_of(request),
        pages=Pages(page.number, page.pages, page.total),
        caption_hidden=True,
    )
