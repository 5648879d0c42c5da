"""What the adopter does: take over, change, say what is done differently, begin, tell what came of it, follow a new version."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from nybrott.adoptions import actions, queries, rules
from nybrott.adoptions.forms import AdaptForm, AdoptForm, NothingForm, ResultForm
from nybrott.adoptions.models import Adoption
from nybrott.adoptions.views.reading import seen
from nybrott.cases.queries import address_of, published
from nybrott.cases.states import PARTS
from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused, insist
from nybrott.desk.queries import Writing, initial_of, writing
from nybrott.ui.asking import who
from nybrott.ui.frame import Link


def _asked(request: HttpRequest, form: forms.Form, *, heading: str, button: str, back: str, crumbs: Any, **more: Any) -> HttpResponse:  # fmt: skip
    shown = {"form": form, "heading": heading, "button": button, "back": back, "breadcrumbs": crumbs} | more
    return render(request, "adoptions/form.html", shown, status=422 if form.is_bound else 200)


def _begun(request: HttpRequest, actor: Actor, form: forms.Form, key: str, label: str) -> Writing:
    """How the form is kept as one goes; what was begun earlier goes on."""
    state = writing(actor, key, label=label, url=request.path, now=timezone.now())
    if not form.is_bound:
        form.initial = {**form.initial, **initial_of(form, state.draft)}
    return state


def _of(one: Adoption, heading: str) -> dict[str, Any]:
    """What every form of an adoption has around it."""
    return {"heading": heading, "back": reverse("adoptions:adoption", args=[one.pk]), "crumbs": queries.crumbs(queries.link_of(one), heading), "about": one.title}  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def take(request: HttpRequest, place: str, slug: str) -> HttpResponse:
    """Take a case over; what is typed is kept as one goes."""
    actor = who(request)
    case = get_object_or_404(published(actor, {}), organisation__slug=place, slug=slug)
    # a colleague may have taken it over meanwhile: what was typed is shown again, with that above it
    insist(rules.may_want(actor, case) if request.method == "POST" else rules.may_take(actor, case))
    first = {"title": case.title, "owner": actor.user_id, "level": "private"}
    offers = queries.offers(actor, case, case.newest)
    form = AdoptForm(request.POST or None, actor=actor, today=timezone.localdate(), offers=offers, initial=first)
    state = _begun(request, actor, form, actions.TAKE_DRAFT.format(case=case.pk), case.title)
    if form.is_bound and not (free := rules.is_free(actor, case)):
        form.add_error(None, free.reason)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.adopt_case(actor=actor, case=case, said=form.said(), make=form.make(), now=timezone.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("Taken over. Say below what you do differently, and why."))
            return redirect("adoptions:adoption", pk=made.pk)
    heading = _("Take this over")
    crumbs = (Link(_("What others have learnt"), reverse("cases:cases")), Link(case.title, address_of(case)), Link(heading))  # fmt: skip
    shown = {
        "form": form,
        "writing": state,
        "case": case,
        "heading": heading,
        "back": address_of(case),
        "breadcrumbs": crumbs,
    }
    return render(request, "adoptions/take.html", shown, status=422 if form.is_bound else 200)


@require_POST
def make(request: HttpRequest, pk: int) -> HttpResponse:
    """Make of the case something that was left out."""
    actor, one = seen(request, pk)
    insist(rules.may_make(actor, one))
    try:
        actions.make_of_case(actor=actor, adoption=one, piece=request.POST.get("piece", ""), now=timezone.now())
    except Refused as refused:
        messages.error(request, refused.reason)  # a button that is pressed twice, or a colleague was first
    else:
        messages.success(request, _("Made, as a draft."))
    return redirect(f"{queries.link_of(one).url}#made")


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Say anew what is wanted, by whom, by when, and who may see it."""
    actor, one = seen(request, pk)
    insist(rules.may_change(actor, one))
    form = AdoptForm(request.POST or None, actor=actor, today=timezone.localdate(), before=one.report_on, initial=AdoptForm.first(one))  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_adoption(actor=actor, adoption=one, said=form.said(), now=timezone.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("Changed."))
            return redirect("adoptions:adoption", pk=pk)
    return _asked(request, form, button=_("Save"), **_of(one, _("Change the details")))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def adapt(request: HttpRequest, pk: int, part: str) -> HttpResponse:
    """Say what is done differently in one part, beside what the case says."""
    actor, one = seen(request, pk)
    if part not in PARTS:
        raise Http404
    insist(rules.may_change(actor, one))
    row = next(row for row in queries.compared(actor, one, queries.readable(actor, one)) if row.part == part)
    first = {"ours": row.change.ours, "why": row.change.why} if row.change is not None else {}
    form = AdaptForm(request.POST or None, initial=first)
    state = _begun(request, actor, form, actions.PART_DRAFT.format(adoption=pk, part=part), one.title)
    if request.method == "POST" and form.is_valid():
        actions.adapt_part(actor=actor, adoption=one, part=part, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Kept."))
        return redirect(f"{queries.link_of(one).url}#differently")
    language = one.version.language if one.version is not None else ""
    return _asked(request, form, button=_("Save"), writing=state, quote=row.theirs, by=row.heading, language=language, **_of(one, _("What you do differently")))  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin with it."""
    actor, one = seen(request, pk)
    insist(rules.may_step(actor, one, "begin"))
    form = NothingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        actions.begin_adoption(actor=actor, adoption=one, now=timezone.now())
        messages.success(request, _("It is under way."))
        return redirect("adoptions:adoption", pk=pk)
    lead = _("It is now under way, and you can say what came of it.")
    return _asked(request, form, button=_("Start it"), lead=lead, **_of(one, _("Start it")))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell what came of it."""
    actor, one = seen(request, pk)
    insist(rules.may_tell(actor, one))
    form = ResultForm(request.POST or None, state=one.state)
    state = _begun(request, actor, form, actions.RESULT_DRAFT.format(adoption=pk), one.title)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.report_result(actor=actor, adoption=one, outcome=said["outcome"], text=said["text"], figures=form.figures(), now=timezone.now())  # fmt: skip
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("Saved. It stays as it is; you can say more later."))
            return redirect(f"{queries.link_of(one).url}#results")
    shown = {"form": form, "writing": state, "adoption": one, "breadcrumbs": queries.crumbs(queries.link_of(one), _("Say what came of it"))}  # fmt: skip
    return render(request, "adoptions/result.html", shown, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def version(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at a new version of the case beside the one that is followed, and choose."""
    actor, one = seen(request, pk)
    case = queries.readable(actor, one)
    newest = queries.newer(one, case)
    insist(rules.may_follow(actor, one, newest))
    if request.method == "POST":
        follow = request.POST.get("choice") == "follow"
        actions.follow_version(actor=actor, adoption=one, follow=follow, now=timezone.now())
        messages.success(request, _("You now follow the newest version.") if follow else _("You are keeping the version you have."))  # fmt: skip
        return redirect("adoptions:adoption", pk=pk)
    shown = {"adoption": one, "newest": newest, "rows": queries.differing(actor, one, case, newest), "case_url": address_of(case) if case else "", "breadcrumbs": queries.crumbs(queries.link_of(one), _("A new version of the case"))}  # fmt: skip
    return render(request, "adoptions/version.html", shown)
