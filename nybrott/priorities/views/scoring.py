"""Scoring, one need on a page: to be stopped and gone on with, in two windows, sent twice."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from nybrott.core.verdict import insist
from nybrott.priorities import actions, queries, rules
from nybrott.priorities.actions import Saved, Sheet
from nybrott.priorities.forms import ScoreForm, as_chosen
from nybrott.priorities.models import Priority
from nybrott.priorities.queries import RoundPage
from nybrott.priorities.views.framing import crumbs, round_of
from nybrott.ui.thread import Stop


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def score(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One need of a round by every criterion; `number` is its place from 1."""
    actor, one = round_of(request, pk)
    page = queries.round_page(one, actor)
    insist(rules.may_score(actor, one, page.me))
    if not 1 <= number <= len(page.priorities):
        raise Http404(_("There is no such need in the round."))
    each = page.priorities[number - 1]
    sheet = queries.my_sheet(one, one.now_pass, actor)
    standing = {key: as_chosen(value) for (need, key), value in sheet.items() if need == each.pk}
    remark = queries.my_remarks(one, one.now_pass, actor).get(each.pk, "")
    form = ScoreForm(request.POST or None, criteria=page.criteria, initial=_initial(standing, remark))
    other = None
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        sent = Sheet(form.given(), form.seen(), said["remark"], said["seen_remark"])
        saved = actions.score_need(actor=actor, priority=each, sheet=sent, now=timezone.now())
        _tell(request, page, saved)
        if saved.other_remark is None:
            return _onward(request, page, number)
        other = saved.other_remark
        form = ScoreForm(criteria=page.criteria, initial=_initial({key: as_chosen(value) for key, value in sent.given.items()}, other) | {"remark": said["remark"]})  # fmt: skip
    shown = {
        "one": one, "each": each, "form": form, "number": number, "total": len(page.priorities), "stops": _stops(page, number), "other": other,
        "breadcrumbs": crumbs(one, _("Score")),
    }  # fmt: skip
    return render(request, "priorities/score.html", shown, status=409 if other is not None else 422 if form.is_bound else 200)  # fmt: skip


def _initial(standing: dict[int, str], remark: str) -> dict[str, Any]:
    said: dict[str, Any] = {f"by_{key}": value for key, value in standing.items()}
    said |= {f"seen_{key}": value for key, value in standing.items()}
    return said | {"remark": remark, "seen_remark": remark}


def _onward(request: HttpRequest, page: RoundPage, number: int) -> HttpResponse:
    """The next need, or the round's page after the last one and for those who stop here."""
    if "stop" in request.POST or number >= len(page.priorities):
        return redirect("priorities:round", pk=page.round.pk)
    return redirect("priorities:score", pk=page.round.pk, number=number + 1)


def _tell(request: HttpRequest, page: RoundPage, saved: Saved) -> None:
    """What became of it, also when another window had said something else."""
    names = {by.pk: by.said("name") for by in page.criteria}
    for key, value in saved.over.items():
        said = _(
            "In another window you had answered “%(answer)s” for %(criterion)s. The answer you have just sent now applies."
        )
        answer = _("Cannot judge") if value is None else str(value)
        messages.warning(request, said % {"answer": answer, "criterion": names[key]})
    if saved.whole and page.round.now_pass == 1:
        messages.success(
            request, _("Saved. You have answered everything. You can change it until the scores are shown.")
        )
    else:
        messages.success(request, _("Saved."))


def _stops(page: RoundPage, number: int) -> list[Stop]:
    """How far one has come, need by need."""

    def state(place: int, each: Priority) -> Any:
        if place == number:
            return "now"
        return "done" if page.answered.get(each.pk, 0) >= len(page.criteria) else "missing"

    return [
        Stop(each.need.need[:40], state(place, each), url=f"../{place}/" if place != number else "")
        for place, each in enumerate(page.priorities, 1)
    ]


@require_POST
def look_through(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that one has looked through one's scores in the second pass."""
    actor, one = round_of(request, pk)
    actions.look_through(actor=actor, one=one, now=timezone.now())
    messages.success(request, _("Saved. You can still change your scores until they are shown."))
    return redirect("priorities:round", pk=one.pk)
