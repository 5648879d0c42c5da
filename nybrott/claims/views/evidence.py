"""Evidence is drawn or typed, and rival explanations are written down."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from nybrott.claims import actions, queries, rules
from nybrott.claims.actions import RivalWords
from nybrott.claims.forms import RivalForm, TypedForm
from nybrott.claims.views.framing import claimed, drawn, way
from nybrott.core.verdict import Refused, insist
from nybrott.effects.models import Evidence, Rival
from nybrott.effects.states import Side
from nybrott.gatherings.models import Story
from nybrott.ui.asking import who
from nybrott.ui.formats import language


@require_http_methods(["GET", "HEAD", "POST"])
def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """All that can be put in with one click, and evidence that is typed. What is posted is what was typed."""
    actor, one = claimed(request, pk)
    insist(rules.may_claim(actor, one.plan))
    form = TypedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.write_evidence(actor=actor, claim=one, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("It is added."))
        return redirect("claims:claim", pk=one.pk)
    found = queries.choices(one.plan)
    waves = queries.waves_of(one.plan)
    asked = request.GET.get("wave", "")
    wave = next((each for each in waves if str(each.pk) == asked), waves[0] if waves else None)
    titles = {str(each.pk): each.title for each in Story.objects.visible_to(actor).filter(pk__in=[each.ref for each in found["story"]])}  # fmt: skip
    shown = {
        "claim": one, "form": form, "waves": waves, "wave": wave, "tables": queries.tables_of(wave) if wave else [],
        "trails": sorted(found["trail"], key=lambda each: each.ref != one.about), "indicators": found["indicator"],
        "stories": [(each, titles.get(each.ref, "")) for each in found["story"]], "there": set(one.evidence.values_list("kind", "ref")),
    }  # fmt: skip
    return drawn(request, one.plan, "claims/evidence.html", "claims:claims", *way(one, _("Evidence")), status=422 if form.errors else 200, **shown)  # fmt: skip


@require_POST
def draw(request: HttpRequest, pk: int) -> HttpResponse:
    """Put in what stands elsewhere."""
    actor, one = claimed(request, pk)
    insist(rules.may_claim(actor, one.plan))
    side, kind, ref = (request.POST.get(name, "") for name in ("side", "kind", "ref"))
    if side not in Side.values or not ref:
        raise BadRequest
    try:
        actions.draw_evidence(actor=actor, claim=one, side=side, kind=kind, ref=ref, now=timezone.now())
    except Refused as refused:  # it was read, shown, and is another by now: said where one chooses
        messages.error(request, refused.reason)
        return redirect("claims:evidence", pk=one.pk)
    messages.success(request, _("It is added."))
    return redirect("claims:claim", pk=one.pk)


@require_POST
def remove_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a piece of evidence out."""
    actor = who(request)
    found = Evidence.objects.visible_to(actor).select_related("claim__plan__run")
    one = get_object_or_404(found, pk=pk)
    actions.remove_evidence(actor=actor, evidence=one, now=timezone.now())
    messages.success(request, _("It is removed."))
    return redirect("claims:claim", pk=one.claim_id)


@require_http_methods(["GET", "HEAD", "POST"])
def rival(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what else could have made it so."""
    actor, one = claimed(request, pk)
    insist(rules.may_claim(actor, one.plan))
    taken = [code for code in one.rivals.values_list("code", flat=True) if code]
    form = RivalForm(request.POST or None, taken=taken)
    if request.method == "POST" and form.is_valid():
        words = RivalWords(**form.cleaned_data)
        actions.put_in_rival(actor=actor, claim=one, words=words, now=timezone.now())
        messages.success(request, _("It is added."))
        return redirect("claims:claim", pk=one.pk)
    shown = {"claim": one, "form": form, "heading": _("What else could have led to it?")}
    return drawn(request, one.plan, "claims/change.html", "claims:claims", *way(one, _("Rival explanation")), status=422 if form.errors else 200, **shown)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def change_rival(request: HttpRequest, pk: int) -> HttpResponse:
    """Judge a rival explanation anew."""
    actor = who(request)
    found = Rival.objects.visible_to(actor).select_related("claim__plan__run__organisation")
    one = get_object_or_404(found, pk=pk)
    insist(rules.may_claim(actor, one.claim.plan))
    first = {"text": one.text, "weight": one.weight, "why": one.why}
    form = RivalForm(request.POST or None, fixed=one.code, initial=first)
    if request.method == "POST" and form.is_valid():
        words = RivalWords(**form.cleaned_data)
        actions.change_rival(actor=actor, rival=one, words=words, now=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("claims:claim", pk=one.claim_id)
    said = queries.rival_said(one.code, one.text)
    shown = {
        "claim": one.claim,
        "form": form,
        "heading": said[language()] if one.code else _("Rival explanation"),
    }
    return drawn(request, one.claim.plan, "claims/change.html", "claims:claims", *way(one.claim, _("Rival explanation")), status=422 if form.errors else 200, **shown)  # fmt: skip


@require_POST
def remove_rival(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a rival explanation out."""
    actor = who(request)
    one = get_object_or_404(Rival.objects.visible_to(actor).select_related("claim__plan__run"), pk=pk)
    actions.remove_rival(actor=actor, rival=one, now=timezone.now())
    messages.success(request, _("It is removed."))
    return redirect("claims:claim", pk=one.claim_id)
