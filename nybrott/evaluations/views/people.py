"""Whom a wave asks."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from nybrott.core.verdict import Refused, insist
from nybrott.evaluations import actions, queries, rules
from nybrott.evaluations.forms.waves import PeopleForm
from nybrott.evaluations.models import Recipient
from nybrott.evaluations.states import WaveState
from nybrott.evaluations.views.framing import tabs, wave_of, way_to_wave
from nybrott.ui.asking import asked_page, query_of, who
from nybrott.ui.tables import Pages, Table
from nybrott.ui.templatetags.ui import page_links


@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is asked and who has answered; put more on the list."""
    actor, wave = wave_of(request, pk)
    insist(rules.may_manage(actor))
    may = rules.may_ask(actor, wave)
    form = PeopleForm(request.POST or None, request.FILES or None, actor=actor)
    if request.method == "POST":
        insist(may)
        if form.is_valid() and (named := form.people()) is not None:
            try:
                new = actions.add_people(actor=actor, wave=wave, people=named, now=timezone.now())
            except Refused as trouble:
                form.add_error(None, trouble.reason)
            else:
                said = ngettext("%(new)s person is put on the list.", "%(new)s people are put on the list.", new)
                messages.success(request, said % {"new": new})
                return redirect("evaluations:people", pk)
    page = queries.people_of(actor, wave, asked_page(request))
    table = Table([], [], "", query=query_of(request), pages=Pages(page.number, page.pages, page.total))
    shown = {
        "wave": wave, "form": form, "may": may, "page": page, "pages": page_links(table), "may_remove": rules.may_plan(actor, wave),
        "open": wave.state == WaveState.OPEN, "tabs": tabs(wave, "evaluations:people"), "breadcrumbs": way_to_wave(wave, _("Who is asked")),
    }  # fmt: skip
    return render(request, "evaluations/people.html", shown, status=422 if form.errors else 200)


@require_POST
def person_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take somebody off the list."""
    actor = who(request)
    one = get_object_or_404(Recipient.objects.visible_to(actor).select_related("wave"), pk=pk)
    insist(rules.may_plan(actor, one.wave))
    actions.remove_person(actor=actor, recipient=one, now=timezone.now())
    return redirect("evaluations:people", one.wave_id)
