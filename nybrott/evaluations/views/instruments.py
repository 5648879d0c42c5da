"""Instruments to read: those that come along, the organisation's own, and how they look to whoever answers."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nybrott.core.programme import in_language
from nybrott.core.surveys import shipped
from nybrott.evaluations import queries, rules
from nybrott.evaluations.forms.answering import PageForm
from nybrott.evaluations.models import Edition
from nybrott.evaluations.views.framing import instrument_of, language, way_to, way_to_instrument
from nybrott.ui.asking import who
from nybrott.ui.frame import Link


@require_safe
def instruments(request: HttpRequest) -> HttpResponse:
    """What there is to ask with."""
    actor = who(request)
    shown = {
        "own": queries.own_instruments(actor, language()), "may": rules.may_manage(actor),
        "shipped": [(id, name, what, queries.time_in_words(seconds), queries.AUDIENCE_NAMES[audience]) for id, name, what, seconds, audience in queries.shipped_instruments(language())],
        "breadcrumbs": way_to(Link(_("Questions to ask"))),
    }  # fmt: skip
    return render(request, "evaluations/instruments.html", shown)


@require_safe
def shipped_instrument(request: HttpRequest, id: str) -> HttpResponse:
    """One that comes with Nybrott."""
    one = shipped().get(id)
    if one is None:
        raise Http404
    content = one.instrument.content
    name = in_language(content["name"], language())
    shown = {
        "one": one, "name": name, "intro": in_language(content["intro"], language()), "questions": queries.asked_of(one.instrument, language()),
        "time": queries.time_in_words(one.instrument.seconds(language())), "audience": queries.AUDIENCE_NAMES[content["audience"]],
        "may": rules.may_manage(who(request)), "pages": len(one.instrument.pages()),
        "breadcrumbs": way_to(Link(_("Questions to ask"), reverse("evaluations:instruments")), Link(name)),
    }  # fmt: skip
    return render(request, "evaluations/shipped.html", shown)


@require_safe
def instrument(request: HttpRequest, slug: str) -> HttpResponse:
    """One of the organisation's own, with all its questions."""
    actor, one = instrument_of(request, slug)
    editions = queries.editions_of(one)
    edition = editions[0]
    read = edition.read
    shown = {
        "one": one, "edition": edition, "editions": editions, "name": in_language(edition.content["name"], language()),
        "intro": in_language(edition.content["intro"], language()), "questions": queries.asked_of(read, language()),
        "time": queries.time_in_words(read.seconds(language())), "audience": queries.AUDIENCE_NAMES[edition.content["audience"]],
        "may": rules.may_change_instrument(actor, one), "may_put_away": rules.may_put_away(actor, one), "kinds": queries.kinds(),
        "pages": len(read.pages()), "languages": [queries.LANGUAGE_NAMES[each] for each in read.languages], "breadcrumbs": way_to_instrument(one),
    }  # fmt: skip
    return render(request, "evaluations/instrument.html", shown)


@require_safe
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    """As whoever answers will see it; nothing can be sent in."""
    _actor, one = instrument_of(request, slug)
    asked = request.GET.get("version", "")
    found = Edition.objects.visible_to(who(request)).filter(instrument=one)
    edition = get_object_or_404(found, number=int(asked)) if asked.isdecimal() and len(asked) < 6 else one.latest
    if edition is None:
        raise Http404
    read = edition.read
    forms = [PageForm(None, page, {}, language()) for page in read.pages()]
    shown = {
        "edition": edition, "name": in_language(edition.content["name"], language()), "intro": in_language(edition.content["intro"], language()),
        "forms": forms, "time": queries.time_in_words(read.seconds(language())), "breadcrumbs": way_to_instrument(one, _("As people see it")),
    }  # fmt: skip
    return render(request, "evaluations/preview.html", shown)
