"""The need graph of a challenge, of a need, and of the whole organisation."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from nybrott.challenges.models import Challenge
from nybrott.challenges.queries import parts, places
from nybrott.core.actor import Actor
from nybrott.insights.queries import need_parts
from nybrott.insights.rules import may_make_sense
from nybrott.needs.models import Need
from nybrott.needs.states import NeedState
from nybrott.themes import queries
from nybrott.themes.forms import CHOICES, LinkForm
from nybrott.themes.queries import Proposal
from nybrott.themes.views.framing import crumbs, drawn, need_of, people, way_of
from nybrott.ui.asking import asked_page, who
from nybrott.ui.formats import number
from nybrott.ui.thread import NextStep


def _step(likely: list[Proposal]) -> NextStep | None:
    if not likely:
        return None
    state = ngettext("%(n)s pair of needs looks alike.", "%(n)s pairs of needs look alike.", len(likely))
    return NextStep(
        state % {"n": number(len(likely))},
        _("Say how they relate"),
        url="#likely",
        who=_("You and the team"),
    )


@require_safe
def challenge(request: HttpRequest, pk: int) -> HttpResponse:
    """How a challenge's needs hang together, with each other and with those of other units."""
    actor = who(request)
    one = get_object_or_404(Challenge.objects.visible_to(actor).select_related("unit", "owner"), pk=pk)
    may = may_make_sense(actor, one)
    needs = Need.objects.visible_to(actor).filter(challenge=one).exclude(state=NeedState.PARKED)
    likely = (
        queries.proposals(actor, list(needs.order_by("place", "pk").values_list("pk", flat=True)[:20])) if may else []
    )
    shown = {
        "challenge": one, "tabs": parts(one, "themes:challenge"), "breadcrumbs": crumbs(one, _("Connections")), "may": may,
        "likely": likely, "ties": CHOICES, "step": _step(likely), **drawn(request, queries.graph_of_challenge(actor, one, asked_page(request))),
    }  # fmt: skip
    return render(request, "themes/challenge.html", shown)


@require_safe
def need(request: HttpRequest, pk: int) -> HttpResponse:
    """How a need hangs together with others, what may belong to it, and its theme."""
    actor, one = need_of(request, pk)
    return need_page(request, actor, one)


def need_page(request: HttpRequest, actor: Actor, one: Need, form: LinkForm | None = None) -> HttpResponse:
    """The page, also after a link that could not be made: `form` says why."""
    may = may_make_sense(actor, one.challenge)
    asked = request.GET.get("q", "").strip()
    open_ = bool(may) and one.state != NeedState.PARKED
    likely = queries.proposals(actor, [one.pk]) if open_ else []
    theme = queries.theme_of(actor, one, now=timezone.now())
    shown = {
        "one": one, "challenge": one.challenge, "tabs": need_parts(one, "themes:need"), "breadcrumbs": way_of(one, _("Connections")),
        "may": may, "open": open_, "likely": likely, "ties": CHOICES, "step": _step(likely), "theme": theme, "people": people(theme.people),
        "asked": asked, "found": queries.found_by(actor, asked, but=one.pk) if asked and open_ else [], "form": form,
        "apart": queries.told_apart(actor, one), **drawn(request, queries.graph_of_need(actor, one, asked_page(request)), here=one.pk),
    }  # fmt: skip
    return render(request, "themes/need.html", shown, status=422 if form is not None else 200)


@require_safe
def all_links(request: HttpRequest) -> HttpResponse:
    """Every link between needs of the organisation, the newest first."""
    actor = who(request)
    shown = {"places": places("themes:all"), **drawn(request, queries.graph_of_all(actor, asked_page(request)))}
    return render(request, "themes/all.html", shown)
