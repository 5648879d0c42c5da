"""What the pages of the room have around them, and how a graph is drawn."""

from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.needs.models import Need
from nybrott.needs.states import NeedState
from nybrott.themes.queries import Graph, Told
from nybrott.ui.asking import who
from nybrott.ui.charts import Chart
from nybrott.ui.formats import number
from nybrott.ui.frame import Link
from nybrott.ui.graphs import SIGNS, Box, Line, State, graph
from nybrott.ui.tables import Pages, Table
from nybrott.ui.templatetags.ui import page_links

WORDS = {"same": gettext_lazy("is the same as"), "part": gettext_lazy("is a part of"), "causes": gettext_lazy("causes")}
STATES: dict[str, State] = {
    NeedState.ASSUMPTION: "assumption", NeedState.EXPRESSED: "now", NeedState.VERIFIED: "done", NeedState.PARKED: "stopped",
}  # fmt: skip


def need_of(request: HttpRequest, pk: int) -> tuple[Actor, Need]:
    """Who asks and the need asked for; 404 when they may not see it."""
    actor = who(request)
    return actor, get_object_or_404(Need.objects.visible_to(actor).select_related("challenge__unit"), pk=pk)


def back_to(request: HttpRequest, otherwise: Need) -> HttpResponseRedirect:
    """Back to the page of this site a form stood on, or to the connections of a need."""
    asked = request.POST.get("back", "")
    if asked.startswith("/challenges/") and url_has_allowed_host_and_scheme(asked, None):
        return redirect(asked)
    return redirect("themes:need", pk=otherwise.pk)


def crumbs(challenge: Challenge, *more: Link | str) -> tuple[Link, ...]:
    """The way to a page below a challenge."""
    way = (
        Link(_("Needs"), reverse("challenges:challenges")),
        Link(challenge.title, reverse("challenges:challenge", args=[challenge.pk])),
    )
    return (*way, *(one if isinstance(one, Link) else Link(one) for one in more))


def way_of(need: Need, *more: Link | str) -> tuple[Link, ...]:
    """The way to a page of a need."""
    return crumbs(need.challenge, Link(_("Need"), reverse("insights:need", args=[need.pk])), *more)


def picture(page: Graph, *, here: int = 0) -> Chart:
    """The graph drawn: every need of the page a box, the one the page is about with a thick edge."""
    boxes = [
        Box(
            one.pk, str(one), f"{one.challenge.unit.name if one.challenge.unit else one.challenge.title} · {NeedState(one.state).label}",
            reverse("themes:need", args=[one.pk]), STATES[one.state], one.pk == here,
        )
        for one in page.needs
    ]  # fmt: skip
    lines = [Line(row.link.kind, row.link.one_id, row.link.other_id) for row in page.links]  # type: ignore[arg-type]
    needs = ngettext("%(n)s need", "%(n)s needs", len(boxes)) % {"n": number(len(boxes))}
    links = ngettext("%(n)s link", "%(n)s links", len(lines)) % {"n": number(len(lines))}
    said = _(
        "Boxes are needs, lines say how they relate to each other: %(needs)s, %(links)s. The list below says the same."
    )
    words = {kind: str(word) for kind, word in WORDS.items()}
    return graph(
        boxes, lines, words, title=_("How the needs are connected"), description=said % {"needs": needs, "links": links}
    )


def drawn(request: HttpRequest, page: Graph, *, here: int = 0) -> dict[str, object]:
    """What the templates of a graph need: the picture, its links with their words, and the pages."""
    table = Table([], [], "", query=dict(request.GET.lists()), pages=Pages(page.number, page.pages, page.total))
    return {
        "graph": page, "picture": picture(page, here=here) if page.needs else None, "pages": page_links(table), "back": request.path,
        "rows": [(row, WORDS[row.link.kind]) for row in page.links],
        "signs": [(SIGNS[kind], word) for kind, word in WORDS.items()],
    }  # fmt: skip


def people(told: Told) -> str:
    """How many people, as the reader may know it."""
    if told.exact:
        return ngettext("%(n)s person", "%(n)s people", told.number) % {"n": number(told.number)}
    if not told.number:
        return _("fewer than 5 people")
    return ngettext("at least %(n)s person", "at least %(n)s people", told.number) % {"n": number(told.number)}


def people_short(told: Told) -> str:
    """The same in a column of people."""
    if told.exact:
        return number(told.number)
    return _("at least %(n)s") % {"n": number(told.number)} if told.number else _("fewer than 5")
