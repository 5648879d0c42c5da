"""Signals answered, codes confirmed or rejected, the class chosen."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nybrott.classifications import actions, queries
from nybrott.classifications.forms import ClassForm, CodeForm, SignalsForm
from nybrott.classifications.models import Proposal
from nybrott.classifications.queries import CodeRow
from nybrott.classifications.states import Class
from nybrott.classifications.views.framing import HERE, drawn, worked
from nybrott.classifications.views.page import Sentence, sentence
from nybrott.core.adviser import CLASSES, CODES
from nybrott.ui.highlight import Mark, excerpt


@require_http_methods(["GET", "HEAD", "POST"])
def signals(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what is known of what Nybrott does not see by itself."""
    actor, procurement = worked(request, pk)
    seen = {one.kind for one in queries.from_trail(procurement) if one.present}
    rows = queries.standing(procurement).signals
    asked = [row for row in rows if row.signal.kind not in seen]
    form = SignalsForm(request.POST if request.method == "POST" else None, rows=asked)
    if request.method == "POST" and form.is_valid():
        made = actions.answer_signals(actor=actor, procurement=procurement, told=form.told(), now=timezone.now())
        messages.success(request, _("Your answers are kept.") if made else _("Nothing was changed."))
        return redirect(HERE, pk)
    known = [(row.label, row.signal.said, row.signal.url) for row in rows if row.signal.kind in seen]
    return drawn(request, procurement, "classifications/signals.html", _("Say what you know"), form=form, known=known, status=422 if form.errors else 200)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Confirm or reject a code, with what speaks for it."""
    actor, procurement = worked(request, pk)
    if code not in CODES:
        raise Http404
    row = next(one for one in queries.standing(procurement).codes if one.code == code)
    form = CodeForm(request.POST if request.method == "POST" else None, initial=_first(row))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        confirmed = said["answer"] == "confirm"
        actions.answer_code(actor=actor, procurement=procurement, code=code, confirmed=confirmed, reason=said["reason"], now=timezone.now())  # fmt: skip
        messages.success(request, _("%(code)s is confirmed.") % {"code": code} if confirmed else _("%(code)s is rejected.") % {"code": code})  # fmt: skip
        return redirect(HERE, pk)
    rule = queries.said("rules", row.rule) if row.rule else ""
    spoken = [(one, *_around(one.proposal)) for one in map(sentence, row.proposals or row.rested)]
    return drawn(request, procurement, "classifications/code.html", code, form=form, row=row, rule=rule, spoken=spoken, status=422 if form.errors else 200)  # fmt: skip


def _first(row: CodeRow) -> dict[str, str]:
    if row.answer is None:
        return {}
    return {"answer": "confirm" if row.answer.confirmed else "reject", "reason": row.answer.reason}


def _around(one: Proposal) -> tuple[str, list[Mark], str]:
    """The sentence among those around it, marked, and the language it is in."""
    if not 0 <= one.place < len(one.draft.texts):
        return one.words, [], "nb"
    _field, content, language = one.draft.texts[one.place]
    text, marks = excerpt(content, [Mark(one.begins, one.ends, queries.sign_of(one.sign)[0], "behavioural")])
    return text, marks, language or "nb"


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the class, with what speaks for each."""
    actor, procurement = worked(request, pk)
    found = queries.standing(procurement)
    first = {"klass": found.chosen.klass, "reason": found.chosen.reason} if found.chosen else {"klass": _likeliest(found.weighed.klass, [one.klass for one in found.class_proposals])}  # fmt: skip
    form = ClassForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        actions.choose_class(actor=actor, procurement=procurement, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("The class is chosen."))
        return redirect(HERE, pk)
    spoken = _spoken(found.weighed.klass, [queries.said("rules", one) for one in found.weighed.rules], [sentence(one) for one in (*found.class_proposals, *found.class_rested)])  # fmt: skip
    return drawn(request, procurement, "classifications/choose.html", _("Choose the class"), form=form, spoken=spoken, status=422 if form.errors else 200)  # fmt: skip


def _meaning(klass: str) -> str:
    """What a class means, without its name, which stands above."""
    text = queries.said("classes", klass).partition(": ")[2]
    return text[:1].upper() + text[1:]


def _likeliest(weighed: str, drafts: list[str]) -> str:
    """The class that asks most of the market of those something speaks for."""
    return next(str(one) for one in CLASSES if one in (weighed, *drafts))


def _spoken(weighed: str, rules: list[str], sentences: list[Sentence]) -> list[tuple[str, str, list[str], list[Sentence]]]:  # fmt: skip
    """Each class with what it means, the rules by which the signals speak for it, and the sentences of drafts that do."""
    return [
        (str(one.label), _meaning(one.value), rules if one.value == weighed else [], [each for each in sentences if each.proposal.klass == one.value])
        for one in Class if one != Class.NONE
    ]  # fmt: skip
