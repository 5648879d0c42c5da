"""What every page of requirements has around it, and how a form is asked."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.requirements import Hole
from nybrott.core.verdict import Refused, insist
from nybrott.procurements import queries as procurements
from nybrott.procurements.models import Procurement
from nybrott.requirements import rules
from nybrott.requirements.queries import hole_in_words
from nybrott.requirements.states import Kind
from nybrott.ui.asking import who
from nybrott.ui.frame import Link
from nybrott.ui.templatetags.ui import tag

HERE = "requirements:requirements"
TONES = {Kind.FUNCTIONAL: "success", Kind.PERFORMANCE: "accent", Kind.SOLUTION: "warning", Kind.OTHER: "neutral"}


def seen(request: HttpRequest, pk: int) -> tuple[Actor, Procurement]:
    """Who asks and the procurement asked for; 404 when it is another organisation's, 403 for guests."""
    actor = who(request)
    found = get_object_or_404(Procurement.objects.visible_to(actor).select_related("organisation"), pk=pk)
    insist(rules.may_read(actor, found))
    return actor, found


def changed(request: HttpRequest, pk: int) -> tuple[Actor, Procurement]:
    """The same for a page where something is changed; 403 with the reason for others, and when the competition is announced."""
    actor, procurement = seen(request, pk)
    insist(rules.may_change(actor, procurement))
    return actor, procurement


def drawn(request: HttpRequest, procurement: Procurement, template: str, *more: str, status: int = 200, **shown: object) -> HttpResponse:  # fmt: skip
    """A page of the procurement's tab for requirements; `more` is the page below it."""
    way: list[Link | str] = [Link(_("Requirements"), reverse(HERE, args=[procurement.pk])), *more] if more else [_("Requirements")]  # fmt: skip
    around = {
        "procurement": procurement, "tabs": procurements.parts(who(request), procurement, HERE), "breadcrumbs": procurements.crumbs(procurement, *way),
    }  # fmt: skip
    return render(request, template, around | shown, status=status)


def asked(request: HttpRequest, form: forms.Form, act: Callable[[], object], said: str) -> bool:
    """Whether what was typed was done; otherwise the form says why not."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act()
    except Refused as trouble:
        form.add_error(None, trouble.reason)
        return False
    messages.success(request, said)
    return True


def kind_tag(kind: str) -> str:
    """A kind as a tag."""
    return tag(str(Kind(kind).label), TONES[Kind(kind)])


def holes_in_words(found: list[Hole], *kinds: str) -> str:
    """The holes of these kinds as sentences; all of them when none is named."""
    return " ".join(hole_in_words(one.kind) for one in found if not kinds or one.kind in kinds)
