"""What was heard, for those who work on the challenge."""

from datetime import timedelta
from secrets import token_urlsafe

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from nybrott.challenges.models import Challenge
from nybrott.challenges.queries import crumbs, parts
from nybrott.core.personal import Spot, spots
from nybrott.core.verdict import insist
from nybrott.hearings import actions, queries, rules
from nybrott.hearings.actions import Told
from nybrott.hearings.forms import AnswerForm, EnterForm, TakeUpForm
from nybrott.hearings.models import Contribution
from nybrott.hearings.queries.heard import Heard
from nybrott.hearings.states import CONTRIBUTION, ContributionState
from nybrott.hearings.views.framing import seen
from nybrott.ui.asking import asked_page, who
from nybrott.ui.frame import Link
from nybrott.ui.highlight import Mark
from nybrott.ui.tables import Pages, Table
from nybrott.ui.templatetags.ui import page_links

KEPT = timedelta(days=2 * 365)


def marks_of(found: tuple[Spot, ...]) -> list[Mark]:
    """The places that tell who somebody is, as marks."""
    names = {
        "identity number": _("national identity number"),
        "telephone number": _("telephone number"),
        "e-mail address": _("e-mail address"),
    }
    return [Mark(spot.start, spot.end, names[spot.kind]) for spot in found]


@require_safe
def contributions(request: HttpRequest, pk: int) -> HttpResponse:
    """What people told, the newest first."""
    actor, one = seen(request, pk)
    insist(rules.may_read_contributions(actor, one))
    asked = request.GET.get("state", "")
    state = asked if asked in ContributionState.values else ""
    page = queries.contributions(one, state=state, page=asked_page(request))
    table = Table(
        [], [], "", query=dict(request.GET.lists()), pages=Pages(page.number, page.pages, page.total)
    )  # fmt: skip
    here = reverse("hearings:contributions", args=[one.pk])
    states = [Link(_("Visible"), here, current=not state)] + [
        Link(f"{label} ({page.counts.get(value, 0)})", f"{here}?state={value}", current=state == value)
        for value, label in ContributionState.choices
    ]
    shown = {
        "challenge": one, "page": page, "rows": [_shown(row) for row in page.rows], "states": states, "pages": page_links(table), "table": table,
        "tabs": parts(one, "hearings:contributions"), "breadcrumbs": crumbs(one, _("Contributions")),
        "may_enter": rules.may_enter_contribution(actor, one), "address": _public(request, one),
        "bring": reverse("desk:new_import", args=[f"contributions-{one.pk}"]),
    }  # fmt: skip
    return render(request, "hearings/contributions.html", shown)


def _public(request: HttpRequest, challenge: Challenge) -> str:
    if not challenge.public_text:
        return ""
    return request.build_absolute_uri(reverse("hearings:contribute", args=[challenge.slug]))


def _shown(row: Heard) -> dict[str, object]:
    one = row.contribution
    return {
        "one": one, "marks": marks_of(row.spots), "side": one.get_side_display(), "state": one.get_state_display(),
        "wants_reply": row.wants_reply,
    }  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def contribution(request: HttpRequest, pk: int) -> HttpResponse:
    """One contribution: read it, take it up as evidence, set it aside, hide it."""
    actor = who(request)
    found = Contribution.objects.visible_to(actor).select_related("challenge__organisation", "entered_by")
    one = get_object_or_404(found, pk=pk)
    insist(rules.may_read_contributions(actor, one.challenge))
    form = TakeUpForm(initial={"answer": one.answer})
    if request.method == "POST":
        form = TakeUpForm(request.POST)
        if answer := _handled(request, one, form):
            return answer
    shown = {
        "challenge": one.challenge, "one": one, "marks": marks_of(spots(one.text)), "form": form, "state": one.get_state_display(),
        "side": one.get_side_display(), "steps": CONTRIBUTION.open_steps(one.state), "breadcrumbs": _crumbs(one),
    }  # fmt: skip
    return render(request, "hearings/contribution.html", shown, status=422 if form.is_bound else 200)


def _handled(request: HttpRequest, one: Contribution, form: TakeUpForm) -> HttpResponse | None:
    actor, now, step = who(request), timezone.now(), request.POST.get("step", "")
    if step == "take_up":
        if not form.is_valid():
            return None
        said = form.cleaned_data
        actions.take_up(actor=actor, contribution=one, title=said["title"], answer=said["answer"], now=now)
        messages.success(request, _("It is taken up as evidence."))
    elif step == "set_aside":
        plain = AnswerForm(request.POST)
        plain.is_valid()
        actions.set_aside(actor=actor, contribution=one, answer=plain.cleaned_data.get("answer", ""), now=now)
        messages.success(request, _("It is set aside."))
    elif step in ("hide", "restore"):
        (actions.hide if step == "hide" else actions.restore)(actor=actor, contribution=one, now=now)
        messages.success(request, _("It is hidden.") if step == "hide" else _("It is visible again."))
    return redirect("hearings:contributions", pk=one.challenge_id)


def _crumbs(one: Contribution) -> tuple[Link, ...]:
    back = Link(_("Contributions"), reverse("hearings:contributions", args=[one.challenge_id]))
    return crumbs(one.challenge, back, _("One contribution"))


@require_http_methods(["GET", "HEAD", "POST"])
def enter_contribution(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what somebody said."""
    actor, one = seen(request, pk)
    insist(rules.may_enter_contribution(actor, one))
    form = EnterForm(request.POST or None, initial={"sent_key": token_urlsafe(24)})
    if request.method == "POST" and form.is_valid():
        said, now = form.cleaned_data, timezone.now()
        told = Told(
            said["text"], keep_until=(now + KEPT).date(), wish=said["wish"], side=said["side"], language=get_language() or "nb",
            legal_basis=said["legal_basis"],
        )  # fmt: skip
        actions.enter_contribution(actor=actor, challenge=one, told=told, sent_key=said["sent_key"], now=now)
        messages.success(request, _("Written down."))
        return redirect("hearings:contributions", pk=one.pk)
    shown = {"challenge": one, "form": form, "breadcrumbs": crumbs(one, _("Record what someone said"))}
    return render(request, "hearings/contribution_enter.html", shown, status=422 if form.is_bound else 200)
