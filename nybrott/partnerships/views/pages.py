"""The networks one is in, and what the members of one share."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from nybrott.core.verdict import insist
from nybrott.networks.queries import county_of
from nybrott.networks.queries import networks as networks_of
from nybrott.observatory.queries import coverage, median_cell, share_cell, share_names
from nybrott.partnerships import queries, rules
from nybrott.partnerships.feeds import calendar_of
from nybrott.partnerships.models import Report, ReportRow
from nybrott.partnerships.states import Answer, Kind, ReportState
from nybrott.partnerships.views import drawn
from nybrott.partnerships.views.framing import Here, address, around, here, who_shares
from nybrott.ui.asking import who
from nybrott.ui.formats import day_year, number
from nybrott.ui.tables import Cell, Column, Table
from nybrott.ui.thread import NextStep


@require_safe
def networks(request: HttpRequest) -> HttpResponse:
    """The networks one's organisation is in."""
    actor = who(request)
    insist(rules.may_see(actor))
    return render(request, "partnerships/networks.html", {"networks": networks_of(actor)})


@require_safe
def network(request: HttpRequest, slug: str) -> HttpResponse:
    """Who is in a network, what each shares, and one sentence that says something."""
    at = here(request, slug)
    columns = [Column("who", _("Member")), Column("kind", _("Kind")), Column("size", _("Size")), Column("shares", _("Shares"))]  # fmt: skip
    rows: list[list[Cell | str]] = [
        [
            Cell(one.name, note=county_of(one.organisation)), str(one.organisation.get_kind_display()),
            Cell(str(one.size.label), note=_inhabitants(one.organisation.inhabitants)), ", ".join(str(Kind(kind).label) for kind in Kind.values if kind in one.shares) or _("Nothing yet"),
        ]
        for one in at.members
    ]  # fmt: skip
    said = {"table": Table(columns, rows, _("Who is in the network"), id="members"), "sentence": _sentence(at), "step": _step(at), "reports": list(queries.reports(at.actor, at.network)[:3])}  # fmt: skip
    return render(request, "partnerships/network.html", {**said, **around(at, "network")})


def _inhabitants(n: int | None) -> str:
    return ngettext("%(n)s inhabitant", "%(n)s inhabitants", n) % {"n": number(n)} if n else ""


def _sentence(at: Here) -> str:
    """What the members share comes to."""
    shown, inhabitants = at.sharing(Kind.PORTFOLIO), sum(one.organisation.inhabitants or 0 for one in at.members)
    said = {"members": ngettext("%(n)s member", "%(n)s members", len(at.members)) % {"n": number(len(at.members))}, "inhabitants": number(inhabitants)}  # fmt: skip
    if not shown:
        return _("%(members)s, and none of them shares its portfolio yet.") % said
    told = queries.portfolio([one.pk for one in shown])
    new, every = sum(told.of(klass=klass) for klass in queries.CLASSES[:3]), told.of()
    said |= {"new": number(new), "of": number(every), "share": number(len(shown))}
    return _("%(members)s with %(inhabitants)s inhabitants. The %(share)s that share their portfolio have %(of)s procurements; %(new)s of them are innovative by the class the buyer chose.") % said  # fmt: skip


def _step(at: Here) -> NextStep | None:
    """What one's own organisation does next."""
    may = rules.may_decide(at.actor, at.membership)
    asked = Report.objects.visible_to(at.actor).filter(network=at.network, state=ReportState.ASKED)
    rows = ReportRow.objects.visible_to(at.actor).filter(report__in=asked, answer=Answer.WAITING)
    row = rows.select_related("report").order_by("report__deadline_on").first()
    if row is not None and row.report.deadline_on is not None:
        said = {"day": day_year(row.report.deadline_on)}
        return NextStep(_("The network is preparing its report. Look at our rows by %(day)s.") % said, _("Look at our rows"), who=_("Those who represent the organisation"), url=address("rows", at, row.report_id) if may else "", reason=may.reason)  # fmt: skip
    if at.mine and not at.mine.shares:
        return NextStep(_("Your organisation shares nothing with this network yet."), _("Decide what we share"), who=_("Those who represent the organisation"), url=address("sharing", at) if may else "", reason=may.reason)  # fmt: skip
    return None


def _page(request: HttpRequest, slug: str, name: str, kind: str) -> HttpResponse:
    at = here(request, slug)
    shares = who_shares(at, kind)
    told = drawn.DRAWN[kind](at.actor, shares["shown"])
    return render(request, f"partnerships/{name}.html", {**told, **shares, **around(at, name)})


@require_safe
def programmes(request: HttpRequest, slug: str) -> HttpResponse:
    """Programmes by family, and runs."""
    return _page(request, slug, "programmes", Kind.PROGRAMMES)


@require_safe
def portfolio(request: HttpRequest, slug: str) -> HttpResponse:
    """Counts by class and phase."""
    return _page(request, slug, "portfolio", Kind.PORTFOLIO)


@require_safe
def themes(request: HttpRequest, slug: str) -> HttpResponse:
    """Themes, and which are alike."""
    return _page(request, slug, "themes", Kind.THEMES)


@require_safe
def effects(request: HttpRequest, slug: str) -> HttpResponse:
    """Benefits in sums."""
    return _page(request, slug, "effects", Kind.EFFECTS)


@require_safe
def joint(request: HttpRequest, slug: str) -> HttpResponse:
    """Joint processes, and how many joint procurements there are."""
    return _page(request, slug, "joint", Kind.JOINT)


@require_safe
def figures(request: HttpRequest, slug: str) -> HttpResponse:
    """Figures of official notices: the network, those of the same size and county, the rest of the country, and each member."""
    at = here(request, slug)
    held, shares = coverage(), who_shares(at, Kind.FIGURES)
    said: dict[str, Any] = {"held": held, **shares}
    if held.notices and at.mine:
        said |= _figures(at, shares["shown"])
    return render(request, "partnerships/figures.html", {**said, **around(at, "figures")})


def _figures(at: Here, shown: list[queries.Member]) -> dict[str, Any]:
    assert at.mine is not None  # asked for above
    told = queries.official(at.actor, at.mine.organisation, shown)
    sides = [(one.name, one.side) for one in told.groups if one.side] + ([(_("The rest of the country"), told.rest)] if told.rest else [])  # fmt: skip
    columns = [Column("what", _("Figure")), *(Column(f"g{place}", name, "end") for place, (name, _side) in enumerate(sides))]  # fmt: skip
    rows: list[list[Cell | str]] = [[label, *(share_cell(side.share(key)) for _name, side in sides)] for key, label in share_names().items()]  # fmt: skip
    rows.append([_("Tenders received, median"), *(median_cell(side) for _name, side in sides)])
    rows.append([_("Procurements"), *(number(side.counts.procurements) for _name, side in sides)])
    each = [Column("who", _("Member")), Column("n", _("Procurements"), "end"), *(Column(key, label, "end") for key, label in share_names().items())]  # fmt: skip
    lines: list[list[Cell | str]] = [[one.name, number(side.counts.procurements), *(share_cell(side.share(key)) for key in share_names())] for one, side in told.rows]  # fmt: skip
    return {
        "groups": told.groups, "beside": Table(columns, rows, _("Groups side by side"), id="beside") if sides else None,
        "each": Table(each, lines, _("Members that share their row"), id="each") if lines else None,
    }  # fmt: skip


@require_safe
def calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """Shared days of the next year."""
    at = here(request, slug)
    shares = who_shares(at, Kind.CALENDAR)
    told = drawn.calendar(shares["shown"], timezone.now())
    return render(request, "partnerships/calendar.html", {**told, **shares, **around(at, "calendar")})


@require_safe
def dates(request: HttpRequest, slug: str) -> HttpResponse:
    """The same for a calendar program."""
    at, now = here(request, slug), timezone.now()
    found = queries.days([one.pk for one in at.sharing(Kind.CALENDAR)], now)
    answer = HttpResponse(calendar_of(found, at.names(), now), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{at.network.slug}.ics"'
    return answer
