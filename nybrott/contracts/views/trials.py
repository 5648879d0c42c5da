"""The trial against the need description: all things with what it shows of each, and the results of one."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nybrott.contracts import actions, queries, rules
from nybrott.contracts.actions import Shown
from nybrott.contracts.forms import ResultForm, YardstickForm
from nybrott.contracts.queries import Part
from nybrott.contracts.queries.trial import newer
from nybrott.contracts.states import Outcome, Yardstick
from nybrott.contracts.views.framing import asked, drawn, held, within
from nybrott.core.verdict import insist
from nybrott.ui.frame import Link
from nybrott.ui.sheets import FILE_KINDS

TONES = {Outcome.MET: "success", Outcome.PARTLY: "warning", Outcome.NOT_MET: "danger", Outcome.NOT_TESTED: "neutral"}


def standing_of(found: Iterable[Part]) -> list[tuple[str, int, str]]:
    """How many things came out how, with the kind of tag of each."""
    return [(str(outcome.label), n, TONES[outcome]) for outcome, n in queries.standing(found).items()]


@require_http_methods(["GET", "HEAD", "POST"])
def trial(request: HttpRequest, pk: int, contract: int) -> HttpResponse:
    """What it is held against, quoted, with what the trial shows; and choosing the version, until a result stands on one."""
    actor, one = held(request, pk, contract)
    choices = queries.yardsticks(one.procurement)
    may_choose = rules.may_choose_yardstick(actor, one, one.results.count())
    form = YardstickForm(
        request.POST if request.method == "POST" else None, choices=choices, initial={"description": one.description_id}
    )
    if request.method == "POST":
        insist(may_choose)
    if asked(
        request,
        form,
        lambda: actions.choose_yardstick(
            actor=actor, contract=one, description=form.cleaned_data["description"], now=timezone.now()
        ),
        _("This is what it is tried against."),
    ):
        return redirect("contracts:trial", pk, contract)
    found = queries.parts(one)
    groups = [
        (str(kind.label), [(part, TONES[part.outcome]) for part in found if part.asked.yardstick == kind])
        for kind in Yardstick
    ]
    shown: dict[str, Any] = {
        "contract": one, "description": one.description, "newer": newer(one.description) if one.description else None, "groups": [group for group in groups if group[1]],
        "standing": standing_of(found), "total": len(found), "form": form if may_choose and choices else None,
        "may_test": rules.may_test(actor, one, queries.review_of(one)), "may_choose": may_choose, "has_choices": bool(choices),
        "files": [(kind.upper(), reverse("contracts:trial_file", args=[pk, contract, kind])) for kind in FILE_KINDS],
    }  # fmt: skip
    return drawn(
        request,
        one.procurement,
        "contracts/trial.html",
        *within(one, _("Trial")),
        status=422 if form.errors else 200,
        **shown,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def result(request: HttpRequest, pk: int, contract: int, yardstick: str, ref: int) -> HttpResponse:
    """What the trial showed of one thing, every time, and writing in a new result."""
    actor, one = held(request, pk, contract)
    part = queries.part_of(one, yardstick, ref)
    if part is None:
        raise Http404
    may = rules.may_test(actor, one, queries.review_of(one))
    if request.method == "POST":
        insist(may)
    form = ResultForm(request.POST if request.method == "POST" else None, initial={"tested_on": timezone.localdate()})

    def record() -> None:
        shown = Shown(**form.cleaned_data)
        actions.record_result(actor=actor, contract=one, yardstick=yardstick, ref=ref, shown=shown, now=timezone.now())

    if asked(request, form, record, _("The result is entered.")):
        return redirect("contracts:trial", pk, contract)
    way = (within(one, " ")[0], Link(_("Trial"), reverse("contracts:trial", args=[pk, contract])), str(part.asked.yardstick.label))  # fmt: skip
    history = [(each, TONES[Outcome(each.outcome)]) for each in queries.history_of(one, part)]
    return drawn(
        request, one.procurement, "contracts/result.html", *way, status=422 if form.errors else 200, contract=one, part=part, kind=part.asked.yardstick.label,
        form=form if may else None, may=may, history=history,
    )  # fmt: skip
