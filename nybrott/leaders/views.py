"""The leader's page, and the same as a document."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.leaders import feeds, queries, rules
from nybrott.leaders.feeds import Part, Sheet
from nybrott.leaders.feeds.words import PHASES, part_of
from nybrott.leaders.queries import Page
from nybrott.people.models import Organisation
from nybrott.ui.asking import who
from nybrott.ui.charts import Chart
from nybrott.ui.figures import CONFIRMED, LENSES
from nybrott.ui.formats import NONE, day_year, number
from nybrott.ui.frame import Link
from nybrott.ui.matrices import matrix
from nybrott.ui.tables import Cell, Column, Table
from nybrott.ui.thread import NextStep
from nybrott.ui.tracks import Track, tracks
from nybrott.yearbooks.queries import years

MOST_YEARS = 5
FOLDED = frozenset(
    {"portfolio", "figures", "efforts", "obstacles"}
)  # their tables are folded on a screen: the sentence and the picture say the most important; paper and documents have all


def _asked(request: HttpRequest) -> tuple[Actor, Organisation, list[int], int]:
    """Who asks, of which organisation, the years there are, and the one asked for: this year unless said; 404 for a year there is nothing of."""
    actor = who(request)
    insist(rules.may_see(actor))
    place = get_object_or_404(Organisation, pk=actor.organisation_id)
    today = timezone.localdate()
    # the year before is always there to look at, also where nothing was bought
    known = sorted({*years(place.pk, today), today.year - 1}, reverse=True)[:MOST_YEARS]
    said = request.GET.get("year", "")
    year = int(said) if said.isascii() and said.isdigit() and len(said) == 4 else None if said else today.year
    if year not in known:
        raise Http404
    return actor, place, known, year


def _page(actor: Actor, place: Organisation, year: int) -> Page:
    return queries.page_of(actor, place, year, timezone.now(), _("No unit"))


@require_safe
@never_cache
def leader(request: HttpRequest) -> HttpResponse:
    """The whole in one look."""
    actor, place, known, year = _asked(request)
    page = _page(actor, place, year)
    parts = feeds.parts_of(page)
    shown = {
        "page": page, "title": feeds.title_of(page), "headline": feeds.headline(page), "step": _step(page), "lenses": _lenses(page),
        "parts": [_shown(part, page) for part in parts], "contents": [Link(part.title, f"#{part.id}") for part in parts],
        "years": [Link(str(one), f"{reverse('leaders:leader')}?year={one}", current=one == year) for one in known],
        "files": [(kind.upper(), f"{reverse('leaders:document', args=[kind])}?year={year}") for kind in feeds.KINDS],
        "breadcrumbs": (Link(_("For leaders")),),
    }  # fmt: skip
    return render(request, "leaders/leader.html", shown)


def _step(page: Page) -> NextStep | None:
    """The one next step: what has waited longest."""
    if not page.waits:
        return None
    n, first = len(page.waits), page.waits[0]
    said = ngettext("%(n)s thing needs a decision from you. It has waited since %(day)s.", "%(n)s things need a decision from you. The oldest has waited since %(day)s.", n)  # fmt: skip
    day = day_year(timezone.localtime(first.since))
    return NextStep(said % {"n": number(n), "day": day}, f"{first.what}: {first.about}", who=_("You"), url=first.url)


def _shown(part: Part, page: Page) -> dict[str, Any]:
    """A part with its tables and, where it has one, its picture."""
    draw = {"goals": _goals_chart, "portfolio": _portfolio_chart}.get(part.id)
    # what the lenses above say is not said once more
    sheets = [sheet for sheet in part.sheets if sheet.id != "notices-table" or not _lenses(page)]
    return {
        "it": part,
        "folded": part.id in FOLDED,
        "tables": [_table(sheet) for sheet in sheets],
        "chart": draw(page, part.sentence) if draw else None,
    }


def _table(sheet: Sheet) -> Table:
    columns = [
        Column(f"c{at}", label, "end" if numeric else "start") for at, (label, numeric) in enumerate(sheet.columns)
    ]
    rows = [[Cell(one.text, url=one.url, note=one.note) for one in row] for row in sheet.rows]
    return Table(columns, rows, sheet.caption, id=sheet.id, stack=sheet.id != "portfolio-table")


def _goals_chart(page: Page, sentence: str) -> Chart | None:
    """A line for each goal, from the baseline to the target, each on its own scale."""
    rows = [
        Track(one.goal.title, feeds.stands(one), *(None if each is None else float(each) for each in (one.now.value if one.now else None, one.goal.target, one.goal.baseline)))
        for one in page.aims
    ]  # fmt: skip
    said = _("A line for each goal: a ring where it began, a dot where it is, an upright line at the target.")
    return tracks(rows, title=sentence, description=said) if rows else None


def _portfolio_chart(page: Page, sentence: str) -> Chart | None:
    rows = [(one.name, (one.challenges, *(one.phases[phase] for phase in PHASES))) for one in page.portfolio.lines]
    said = _("A line for each unit; a dot for each phase, the larger the more there are, with their number in it.")
    columns = [_("Challenges"), *(str(label) for label in PHASES.values())]
    return matrix(rows, columns, title=sentence, description=said, apart=1) if rows else None


def _lenses(page: Page) -> list[dict[str, str]]:
    """The three lenses and what people confirmed, side by side, each with what it means; none where there are no notices."""
    now, before = page.official.now, page.official.before
    if page.official.buyer is None or not (now.n or before.n):
        return []
    return [
        {
            "key": lens.key, "label": str(lens.label), "meaning": str(lens.meaning), "n": number(now.seen[lens.key]) if now.n else NONE,
            "of": part_of(now.seen[lens.key], now.n) if now.n else _("no notices"), "before": part_of(before.seen[lens.key], before.n) if before.n else _("no notices"),
        }
        for lens in (*LENSES, CONFIRMED)
    ]  # fmt: skip


@require_safe
@never_cache
def document(request: HttpRequest, kind: str) -> HttpResponse:
    """The page as PDF/UA or Word."""
    actor, place, _known, year = _asked(request)
    if kind not in feeds.KINDS:
        raise Http404
    file = feeds.file_of(_page(actor, place, year), kind)
    return HttpResponse(
        file.content, content_type=file.content_type, headers={"Content-Disposition": f'attachment; filename="{file.name}"'}
    )  # fmt: skip
