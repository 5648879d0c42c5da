"""Those named in a case: written in and asked by its people; answering by the link in a letter, without an account."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from nybrott.cases import actions, queries, rules
from nybrott.cases.forms import ConsentForm, NamedForm
from nybrott.cases.models import Case, Named
from nybrott.cases.states import Consent
from nybrott.cases.views.own import seen
from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused, insist

GONE = 410


@require_http_methods(["GET", "HEAD", "POST"])
def name(request: HttpRequest, pk: int) -> HttpResponse:
    """Write in somebody who is named."""
    actor, one = seen(request, pk)
    insist(rules.may_name(actor, one))
    form = NamedForm(request.POST or None, initial=_asked_about(request, one))
    if request.method == "POST" and form.is_valid():
        try:
            actions.name_person(actor=actor, case=one, now=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error("name", refused.reason)
        else:
            messages.success(request, _("Added. They are asked before anything is shown."))
            return redirect("cases:meant" if form.cleaned_data["word"] else "cases:case", pk=pk)
    heading = _("Someone is named")
    shown = {
        "form": form, "case": one, "heading": heading, "button": _("Add"), "breadcrumbs": queries.crumbs(one, heading),
        "lead": _("Everyone who is named, or can be recognised by their role, is asked first. No answer counts as a no."),
    }  # fmt: skip
    return render(request, "cases/form.html", shown, status=422 if form.is_bound else 200)


def _asked_about(request: HttpRequest, one: Case) -> dict[str, str]:
    """Whom it was answered that a first name is, with what is known of them; or the name alone, when it is somebody else."""
    word, who = request.GET.get("word", "")[:120], request.GET.get("who", "")
    found = next((each for each in queries.on_the_trail(one) if each.key == who), None) if who else None
    if found is None:
        return {"name": request.GET.get("name", "")[:120]}
    return {"name": found.name, "role": found.role, "email": found.email, "word": word}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def meant(request: HttpRequest, pk: int) -> HttpResponse:
    """Say of each first name that may be somebody on the trail who is meant."""
    actor, one = seen(request, pk)
    insist(rules.may_name(actor, one))
    if request.method == "POST":
        return _answer_meant(request, actor, one)
    asked = queries.questions(one, one.named.all())
    heading = _("Who is meant?")
    shown = {"case": one, "questions": asked, "heading": heading, "breadcrumbs": queries.crumbs(one, heading)}
    return render(request, "cases/meant.html", shown)


def _answer_meant(request: HttpRequest, actor: Actor, one: Case) -> HttpResponse:
    """The answer leads on: to writing in whoever it is, or to the next question."""
    answer, word, there = request.POST.get("answer", ""), request.POST.get("word", "")[:120], request.POST.getlist("seen")[:200]  # fmt: skip
    kind, _colon, key = answer.partition(":")
    if kind == "user":
        return redirect(f"{reverse('cases:name', args=[one.pk])}?{urlencode({'who': answer, 'word': word})}")
    if kind == "named":
        who = get_object_or_404(Named.objects.visible_to(actor), pk=int(key) if key.isascii() and key.isdigit() and len(key) < 18 else 0, case=one)  # fmt: skip
        try:
            actions.recognise_named(actor=actor, case=one, named=who, word=word, seen=there, now=timezone.now())
        except Refused as refused:
            messages.error(request, refused.reason)
        else:
            messages.success(request, _("The name is kept as a mark there too."))
        return redirect("cases:meant", pk=one.pk)
    if answer not in ("other", "nobody"):
        messages.error(request, _("Choose one of the answers."))
        return redirect("cases:meant", pk=one.pk)
    actions.settle_name(actor=actor, case=one, word=word, seen=there, now=timezone.now())
    if answer == "other":
        messages.success(request, _("Noted. If others can tell who it is, add them here, so that they are asked."))
        return redirect(f"{reverse('cases:name', args=[one.pk])}?{urlencode({'name': word})}")
    messages.success(request, _("Noted. You are asked about it again if you change the sentence."))
    return redirect("cases:meant", pk=one.pk)


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
        messages.info(request, _("There was no one to ask. The text must be complete first."))
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
