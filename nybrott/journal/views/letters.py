"""Letters before and after they go: the outbox, one letter and what can be done with it, one's own."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.core.verdict import insist
from nybrott.journal import actions, queries, rules
from nybrott.journal.forms import LetterForm, PaceForm, ReadFirstForm
from nybrott.journal.letters.envelopes import shown
from nybrott.journal.letters.ways import way
from nybrott.journal.models import Letter
from nybrott.journal.states import LetterState
from nybrott.journal.views.showing import letter_shown, letters_table, receiver_of, state_links
from nybrott.ui.asking import asked_page, who
from nybrott.ui.frame import Link

STEPS: dict[str, tuple[Callable[..., Letter], object]] = {
    "hold": (actions.hold_letter, gettext_lazy("The letter is held until someone releases it.")),
    "release": (actions.release_letter, gettext_lazy("The letter is released and goes in a moment.")),
    "withdraw": (actions.withdraw_letter, gettext_lazy("The letter is withdrawn and never goes.")),
    "again": (actions.try_letter_again, gettext_lazy("The letter is being sent again.")),
    "sent": (actions.mark_letter_as_sent, gettext_lazy("The letter has been marked as sent.")),
}


@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """The organisation's letters, the newest first, by state."""
    actor = who(request)
    insist(rules.may_read_outbox(actor))
    state = request.GET.get("state", "")
    state = state if state in {*LetterState.values, "unsure"} else ""
    page = queries.letter_page(queries.outbox(actor, state), asked_page(request))
    counts = queries.counts_by_state(actor)
    return render(
        request,
        "journal/letters.html",
        {
            "states": state_links(counts, state),
            "table": letters_table(page, dict(request.GET.lists()), receiver=True),
            "total": page.total,
            "narrowed": bool(state),
            "unsure": counts["unsure"] if state != "unsure" else 0,
            "stays_here": not way().sends,
            "chooses": actor.may("letters.manage") and actor.organisation_id is not None,
        },
    )


@require_safe
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """One letter: just what goes, why, and what can be done about it."""
    actor = who(request)
    one = get_object_or_404(Letter.objects.visible_to(actor).select_related("entry", "gathered_into"), pk=pk)
    inside = bool(rules.may_read_outbox(actor)) and queries.outbox(actor).filter(pk=pk).exists()
    here = Link(_("Letters"), reverse("journal:letters")) if inside else Link(_("My letters"), reverse("journal:mine"))
    return render(
        request,
        "journal/letter.html",
        letter_shown(one, actor)
        | {
            "inside": inside,
            "why": queries.sentence(one.entry),
            "reads_journal": inside and bool(rules.may_read_journal(actor)),
            "breadcrumbs": (here, Link(one.subject or _("Erased"))),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change subject and text of a held letter."""
    actor = who(request)
    one = get_object_or_404(Letter.objects.visible_to(actor), pk=pk)
    insist(rules.may_change(actor, one))
    form = LetterForm(request.POST or None, letter=one)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        actions.change_letter(actor=actor, letter=one, subject=said["subject"], body=said["body"], now=timezone.now())
        messages.success(request, _("The letter is changed. It is still held."))
        return redirect("journal:letter", pk=pk)
    crumbs = (
        Link(_("Letters"), reverse("journal:letters")),
        Link(one.subject, reverse("journal:letter", args=[pk])),
        Link(_("Change")),
    )
    shown_page = {"form": form, "letter": one, "receiver": receiver_of(one), "breadcrumbs": crumbs}
    return render(request, "journal/letter_change.html", shown_page, status=422 if form.errors else 200)


@require_safe
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks whether a letter shall truly never go."""
    actor = who(request)
    one = get_object_or_404(Letter.objects.visible_to(actor), pk=pk)
    insist(rules.may_withdraw(actor, one))
    crumbs = (
        Link(_("Letters"), reverse("journal:letters")),
        Link(one.subject, reverse("journal:letter", args=[pk])),
        Link(_("Withdraw")),
    )
    shown_page = {"letter": one, "body": shown(one.body, one.secrets), "breadcrumbs": crumbs}
    return render(request, "journal/letter_withdraw.html", shown_page)


@require_POST
def step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Do one thing with a letter."""
    actor = who(request)
    one = get_object_or_404(Letter.objects.visible_to(actor), pk=pk)
    if step not in STEPS:
        raise Http404
    act, said = STEPS[step]
    act(actor=actor, letter=one, now=timezone.now())
    messages.success(request, str(said))
    return redirect("journal:letter", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def read_first(request: HttpRequest) -> HttpResponse:
    """Which kinds of letters are read before they go."""
    actor = who(request)
    insist(rules.may_choose(actor))
    kinds, chosen = queries.readable_kinds(), queries.read_first(actor.organisation_id)
    form = ReadFirstForm(request.POST or None, kinds=kinds, chosen=chosen)
    if request.method == "POST":
        # no box ticked sends nothing at all, and means: none
        form = ReadFirstForm(request.POST, kinds=kinds, chosen=chosen)
        if form.is_valid():
            for kind in kinds:
                wanted = kind in form.cleaned_data["kinds"]
                actions.choose_read_first(actor=actor, kind=kind, wanted=wanted, now=timezone.now())
            messages.success(request, _("Which letters are read before they go has been saved."))
            return redirect("journal:read_first")
    crumbs = (Link(_("Letters"), reverse("journal:letters")), Link(_("Read before they go")))
    shown_page = {"form": form, "any": bool(kinds), "breadcrumbs": crumbs}
    return render(request, "journal/read_first.html", shown_page, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """What was written to me, and how often I want letters."""
    actor = who(request)
    insist(rules.may_choose_pace(actor))
    form = PaceForm(request.POST or None, chosen=queries.paces(actor.user_id or 0))
    if request.method == "POST" and form.is_valid():
        actions.choose_paces(actor=actor, chosen=form.cleaned_data, now=timezone.now())
        messages.success(request, _("How often you want letters has been saved."))
        return redirect("journal:mine")
    page = queries.letter_page(queries.mine(actor), asked_page(request))
    table = letters_table(page, dict(request.GET.lists()), receiver=False)
    shown_page = {"form": form, "table": table, "total": page.total}
    return render(request, "journal/mine.html", shown_page, status=422 if form.errors else 200)
