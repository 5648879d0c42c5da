"""Those who asked to hear, one by one: what became of what each of them told. Never an address."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from nybrott.core.verdict import insist
from nybrott.hearings.models import Contribution
from nybrott.replies import actions, queries, rules
from nybrott.replies.forms import AnswerForm
from nybrott.replies.views.framing import told_about, way_to
from nybrott.ui.asking import asked_page, query_of, who
from nybrott.ui.tables import Pages, Table
from nybrott.ui.templatetags.ui import page_links


@require_safe
def asked(request: HttpRequest, pk: int) -> HttpResponse:
    """Those who asked to hear, the unanswered first."""
    _actor, one = told_about(request, pk)
    page = queries.asked_page_of(one, asked_page(request))
    table = Table([], [], "", query=query_of(request), pages=Pages(page.number, page.pages, page.total))
    shown = {
        "challenge": one, "page": page, "pages": page_links(table), "table": table,
        "breadcrumbs": way_to(one, _("Those who asked to hear")),
    }  # fmt: skip
    return render(request, "replies/asked.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what became of one contribution."""
    actor = who(request)
    found = Contribution.objects.visible_to(actor).select_related("challenge__organisation", "challenge__owner")
    one = get_object_or_404(found, pk=pk)
    insist(rules.may_answer(actor, one))
    form = AnswerForm(request.POST or None, initial={"answer": one.answer})
    if request.method == "POST" and form.is_valid():
        actions.answer_contribution(
            actor=actor, contribution=one, answer=form.cleaned_data["answer"], now=timezone.now()
        )
        messages.success(request, _("The answer is on the page of the person who told."))
        return redirect("replies:asked", pk=one.challenge_id)
    shown = {
        "challenge": one.challenge, "one": one, "form": form, "wants_reply": hasattr(one, "reply_wish"),
        "breadcrumbs": way_to(one.challenge, _("What became of it")),
    }  # fmt: skip
    return render(request, "replies/answer.html", shown, status=422 if form.is_bound else 200)
