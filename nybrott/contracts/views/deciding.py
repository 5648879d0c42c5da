"""The questions at the end of development, the decision, and taking it up again."""

from dataclasses import fields
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nybrott.contracts import actions, queries, rules
from nybrott.contracts.actions import Answers
from nybrott.contracts.forms import AgainForm, DecideForm, QuestionsForm
from nybrott.contracts.states import UNASKED, Course, Meets
from nybrott.contracts.views.framing import asked, drawn, form_page, held, within
from nybrott.contracts.views.trials import standing_of
from nybrott.core.verdict import insist


@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: HttpRequest, pk: int, contract: int) -> HttpResponse:
    """Answer the questions, or some of them."""
    actor, one = held(request, pk, contract)
    review = queries.review_of(one)
    insist(rules.may_answer(actor, one, review))
    first = {field.name: getattr(review, field.name) for field in fields(Answers)} if review else {}
    if "need_changed" in first:
        first["need_changed"] = {True: "yes", False: "no"}.get(first["need_changed"], "")
    form = QuestionsForm(request.POST if request.method == "POST" else None, initial=first)

    def answer() -> None:
        actions.answer_questions(actor=actor, contract=one, answers=Answers(**form.cleaned_data), now=timezone.now())

    if asked(request, form, answer, _("The answers are saved.")):
        return redirect("contracts:decide", pk, contract)
    found = queries.parts(one)
    shown = {"contract": one, "standing": standing_of(found), "total": len(found)}
    return form_page(
        request, one, form, _("Questions at the end of development"), button=_("Save the answers"), kept=shown,
        lead=_("Nothing can be decided until all of them are answered. What is not known yet can be answered later."),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, pk: int, contract: int) -> HttpResponse:
    """The answers beside the decision; what is missing stands there until it is answered."""
    actor, one = held(request, pk, contract)
    review = queries.review_of(one)
    found = queries.parts(one)
    gone = queries.missing(review, found)
    may = rules.may_decide(actor, one, review, gone)
    if request.method == "POST":
        insist(may)
    form = DecideForm(
        request.POST if request.method == "POST" else None, open_courses=UNASKED if gone else list(Course)
    )

    def settle() -> None:
        actions.decide(
            actor=actor,
            contract=one,
            course=form.cleaned_data["course"],
            reason=form.cleaned_data["reason"],
            now=timezone.now(),
        )

    if asked(request, form, settle, _("It is decided.")):
        return redirect("contracts:agreement", pk, contract)
    shown: dict[str, Any] = {
        "contract": one, "review": review, "meets": Meets(review.meets).label if review and review.meets else "", "missing": gone, "may": may, "form": form if may else None,
        "may_answer": rules.may_answer(actor, one, review), "standing": standing_of(found), "total": len(found), "may_again": rules.may_take_up(actor, one, review),
    }  # fmt: skip
    return drawn(
        request,
        one.procurement,
        "contracts/decide.html",
        *within(one, _("Decision")),
        status=422 if form.errors else 200,
        **shown,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def again(request: HttpRequest, pk: int, contract: int) -> HttpResponse:
    """Take up again what was decided."""
    actor, one = held(request, pk, contract)
    insist(rules.may_take_up(actor, one, queries.review_of(one)))
    form = AgainForm(request.POST if request.method == "POST" else None)
    if asked(
        request,
        form,
        lambda: actions.take_up_again(actor=actor, contract=one, why=form.cleaned_data["why"], now=timezone.now()),
        _("It is taken up again. The answers are as they were."),
    ):
        return redirect("contracts:decide", pk, contract)
    lead = _("What was decided stays in the history. A new decision is made on the same questions.")
    return form_page(
        request, one, form, _("Take it up again"), lead=lead, back=reverse("contracts:decide", args=[pk, contract])
    )
