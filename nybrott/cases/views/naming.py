"""Those named in a case: written in and asked by its people; answering by the link in a letter, without an account."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from nybrott.cases import actions, queries, rules
from nybrott.cases.forms import ConsentForm, NamedForm
from nybrott.cases.models import Named
from nybrott.cases.states import Consent
from nybrott.cases.views.own import seen
from nybrott.core.verdict import Refused, insist

GONE = 410


@require_http_methods(["GET", "HEAD", "POST"])
def name(request: HttpRequest, pk: int) -> HttpResponse:
    """Write in somebody who is named."""
    actor, one = seen(request, pk)
    insist(rules.may_name(actor, one))
    form = NamedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.name_person(actor=actor, case=one, now=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error("name", refused.reason)
        else:
            messages.success(request, _("Written in. They are asked before anything is shown."))
            return redirect("cases:case", pk=pk)
    heading = _("Somebody is named")
    shown = {
        "form": form, "case": one, "heading": heading, "button": _("Write in"), "breadcrumbs": queries.crumbs(one, heading),
        "lead": _("Everyone who is named, or can be known by their role, is asked first. A no, or no answer, is a no."),
    }  # fmt: skip
    return render(request, "cases/form.html", shown, status=422 if form.is_bound else 200)


@require_POST
def unname(request: HttpRequest, pk: int, named: int) -> HttpResponse:
    """Name somebody no longer."""
    actor, one = seen(request, pk)
    who = get_object_or_404(Named.objects.visible_to(actor), pk=named, case=one)
    actions.take_name_out(actor=actor, case=one, named=who, now=timezone.now())
    messages.success(request, _("The name is taken out everywhere."))
    return redirect("cases:case", pk=pk)


@require_POST
def ask_named(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask those who have not answered."""
    actor, one = seen(request, pk)
    asked = actions.ask_consents(actor=actor, case=one, now=timezone.now())
    if asked:
        messages.success(
            request, ngettext("%(n)s letter is on its way.", "%(n)s letters are on their way.", asked) % {"n": asked}
        )
    else:
        messages.info(request, _("There was nobody to ask. The text must be complete first."))
    return redirect("cases:case", pk=pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def named(request: HttpRequest, token: str) -> HttpResponse:
    """What the link in a letter leads to: what is told of somebody, and yes or no. Opening it answers nothing."""
    who = queries.named_at(token)
    if who is None:
        return render(request, "cases/named_unknown.html", {}, status=404)
    if who.consent in (Consent.REFUSED, Consent.WITHDRAWN):
        return render(request, "cases/named_over.html", {"named": who, "case": who.case}, status=GONE)
    form: Any = ConsentForm(
        request.POST if request.method == "POST" else None, named=who, initial={"seen": rules.told_of(who.case, who)}
    )
    changed = False
    if request.method == "POST" and form.is_valid():
        try:
            said = form.cleaned_data
            actions.answer_consent(named=who, verb=said["answer"], seen=said["seen"], now=timezone.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
            form.data = form.data.copy()
            form.data["seen"], changed = rules.told_of(who.case, who), True
        else:
            return redirect("cases:named", token=token)
    put_in = queries.Names({one.pk: one.name if one.pk == who.pk else one.role for one in who.case.named.all()}).put_in
    shown = {
        "named": who, "case": who.case, "form": form, "passages": [put_in(text) for text in rules.passages(who.case, who)], "reaches": rules.reaches(who.case, who),
        "answered": who.consent in (Consent.NAME, Consent.ROLE), "level": who.case.get_level_display(),
    }  # fmt: skip
    return render(request, "cases/named.html", shown, status=409 if changed else 422 if form.is_bound else 200)
