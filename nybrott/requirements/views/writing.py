"""A requirement is written with the language checker beside, read with its remarks, sorted, and copied from elsewhere."""

from dataclasses import fields

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from nybrott.core.actor import Actor
from nybrott.core.requirements import propose
from nybrott.core.verdict import Refused
from nybrott.procurements.models import Procurement
from nybrott.requirements import actions, queries, rules
from nybrott.requirements.actions import Wanted
from nybrott.requirements.forms import KeepForm, RequirementForm
from nybrott.requirements.models import Criterion, Requirement
from nybrott.requirements.queries import hole_in_words
from nybrott.requirements.views.framing import HERE, asked, changed, drawn, kind_tag, seen
from nybrott.ui.asking import asked_page
from nybrott.ui.formats import language
from nybrott.ui.highlight import Mark
from nybrott.ui.tables import Pages, Table
from nybrott.ui.templatetags.ui import page_links

WANTED = [one.name for one in fields(Wanted)]
SIZE = 50


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a requirement; `?need=` chooses the need it is to answer."""
    actor, procurement = changed(request, pk)
    need = request.GET.get("need", "")
    return _write(request, actor, procurement, None, {"needs": [need] if need.isascii() and need.isdigit() and len(need) < 12 else []})  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Write a requirement anew, or remove it."""
    actor, procurement = changed(request, pk)
    one = get_object_or_404(Requirement.objects.visible_to(actor), procurement=procurement, number=number)
    if request.method == "POST" and "remove" in request.POST:
        actions.remove_requirement(actor=actor, requirement=one, now=timezone.now())
        messages.success(request, _("The requirement is removed."))
        return redirect(HERE, pk)
    start = {name: getattr(one, name) for name in WANTED} | {"needs": one.needs.all()}
    return _write(request, actor, procurement, one, start)


def _write(request: HttpRequest, actor: Actor, procurement: Procurement, one: Requirement | None, start: dict[str, object]) -> HttpResponse:  # fmt: skip
    data = request.POST.copy() if request.method == "POST" else None
    text = request.POST.get("text", "")[:2_000]
    proposal = propose(text)
    checks = data is not None and "check" in data
    unsaid = data is not None and not data.get("kind")
    if data is not None and unsaid and proposal.kind:
        data["kind"] = proposal.kind  # chosen for the person to see; it counts when they press the button again
    form = RequirementForm(data, procurement=procurement, initial=start)
    if unsaid and not checks and text:
        form.add_error(
            "kind", " ".join((queries.proposal_in_words(text, proposal), _("Choose the kind, and save again.")))
        )
    if not checks and form.is_bound and form.is_valid():
        said = {name: form.cleaned_data[name] for name in WANTED}
        try:
            made = actions.write_requirement(actor=actor, procurement=procurement, wanted=Wanted(**said), needs=form.cleaned_data.get("needs", ()), requirement=one, seen=request.POST.get("seen", ""), now=timezone.now())  # fmt: skip
        except Refused as trouble:
            form.add_error(None, trouble.reason)
        else:
            messages.success(request, _("The requirement is saved."))
            return redirect("requirements:requirement", procurement.pk, made.number)
    heading = _("Requirement %(number)s") % {"number": f"K{one.number}"} if one else _("New requirement")
    shown: dict[str, object] = {
        "form": form,
        "heading": heading,
        "one": one,
        "seen": one.changed_at.isoformat() if one else "",
    }
    if checks:
        shown |= {"checked": True, "remarks": queries.remarks_on(text, {}, language()), "proposal": queries.proposal_in_words(text, proposal)}  # fmt: skip
    failed = form.is_bound and not checks and bool(form.errors)
    return drawn(request, procurement, "requirements/write.html", heading, status=422 if failed else 200, **shown)


@require_http_methods(["GET", "HEAD", "POST"])
def requirement(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One requirement with remarks, needs, test and criteria; words are kept here, with a reason."""
    actor, procurement = seen(request, pk)
    found = Requirement.objects.visible_to(actor).prefetch_related("kept", "needs", "criteria")
    one = get_object_or_404(found, procurement=procurement, number=number)
    form = KeepForm(request.POST or None)
    if asked(request, form, lambda: actions.keep_words(actor=actor, requirement=one, **form.cleaned_data, now=timezone.now()), _("Your reason has been recorded.")):  # fmt: skip
        return redirect("requirements:requirement", pk, number)
    remarks = queries.remarks_on(one.text, {(kept.rule, kept.words): kept.because for kept in one.kept.all()}, language())  # fmt: skip
    proposal = propose(one.text)
    shown = {
        "one": one, "remarks": remarks, "marks": [Mark(said.remark.start, said.remark.end, said.name) for said in remarks], "may": rules.may_change(actor, procurement),
        "proposal": queries.proposal_in_words(one.text, proposal), "agrees": proposal.kind in ("", one.kind), "kind": kind_tag(one.kind), "failed": form if form.errors else None,
        "no_need": hole_in_words("without_need"), "no_test": hole_in_words("without_test"), "no_criterion": hole_in_words("not_rewarded"),
    }  # fmt: skip
    return drawn(request, procurement, "requirements/requirement.html", f"K{number}", status=422 if form.errors else 200, **shown)  # fmt: skip


@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a requirement or a criterion one place (`thing`, `key` its number, `to` up or down)."""
    actor, procurement = changed(request, pk)
    key = request.POST.get("key", "")
    wanted = int(key) if key.isascii() and key.isdigit() and len(key) < 8 else 0
    thing: Criterion | Requirement | None
    if request.POST.get("thing") == "criterion":
        thing = Criterion.objects.visible_to(actor).filter(procurement=procurement, number=wanted).first()
    else:
        thing = Requirement.objects.visible_to(actor).filter(procurement=procurement, number=wanted).first()
    if thing is not None:  # somebody may have removed it meanwhile; the list shows how it stands
        actions.move_thing(actor=actor, thing=thing, up=request.POST.get("to") == "up", now=timezone.now())
    return redirect(HERE, pk)


@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose another procurement of the organisation (`?from=`), and the requirements to copy from it."""
    actor, procurement = changed(request, pk)
    others = Procurement.objects.visible_to(actor).filter(requirements__isnull=False).exclude(pk=pk).distinct().order_by("title", "pk")  # fmt: skip
    key = request.POST.get("from") or request.GET.get("from", "")
    source = others.filter(pk=int(key)).first() if key.isascii() and key.isdigit() and len(key) < 12 else None
    trouble = ""
    if request.method == "POST" and source is not None:
        keys = [int(one) for one in request.POST.getlist("chosen") if one.isascii() and one.isdigit() and len(one) < 12]
        chosen = list(Requirement.objects.visible_to(actor).filter(procurement=source, pk__in=keys))
        try:
            made = actions.copy_requirements(actor=actor, procurement=procurement, source=source, requirements=chosen, now=timezone.now())  # fmt: skip
        except Refused as refused:
            trouble = refused.reason
        else:
            messages.success(request, _("Requirements copied: %(n)s. Say which needs they answer here.") % {"n": len(made)})  # fmt: skip
            return redirect(HERE, pk)
    page = Paginator(others, SIZE).get_page(asked_page(request))
    links = page_links(Table([], [], "", pages=Pages(page.number, page.paginator.num_pages, page.paginator.count)))
    there = {text.casefold() for text in procurement.requirements.values_list("text", flat=True)}
    rows = [(one, one.text.casefold() in there) for one in source.requirements.all()] if source else []
    return drawn(request, procurement, "requirements/copy.html", _("Copy requirements"), status=422 if trouble else 200, others=page, links=links, source=source, rows=rows, trouble=trouble)  # fmt: skip
