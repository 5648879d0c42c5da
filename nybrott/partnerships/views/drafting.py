"""Reports of a network: the list, a draft, its texts, asking the members, publishing."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.booklets import shown
from nybrott.core.verdict import Refused, Verdict, insist
from nybrott.partnerships import actions, queries, rules
from nybrott.partnerships.feeds import whole_of
from nybrott.partnerships.feeds.whole import time_words
from nybrott.partnerships.forms import AskForm, BeginForm, PublishForm, TextsForm
from nybrott.partnerships.models import Report, ReportVersion
from nybrott.partnerships.states import ReportState
from nybrott.partnerships.views.framing import Here, address, around, here, report_of
from nybrott.ui.formats import day_year, number
from nybrott.ui.frame import Link
from nybrott.ui.tables import Cell, Column, Table
from nybrott.ui.thread import NextStep


@require_safe
def reports(request: HttpRequest, slug: str) -> HttpResponse:
    """The reports of the network, with their last version."""
    at = here(request, slug)
    last: dict[int, ReportVersion] = {}
    for one in ReportVersion.objects.visible_to(at.actor).filter(report__network=at.network).defer("content").order_by("number"):  # fmt: skip
        last[one.report_id] = one
    rows: list[list[Cell | str]] = [
        [
            Cell(time_words(one.year, one.part), url=address("draft", at, one.pk)), str(one.get_state_display()),
            Cell(_("Version %(n)s") % {"n": number(last[one.pk].number)}, url=address("version", at, one.pk, last[one.pk].number), note=day_year(last[one.pk].published_at)) if one.pk in last else _("Nothing is published"),
        ]
        for one in queries.reports(at.actor, at.network)
    ]  # fmt: skip
    table = Table([Column("time", _("Time")), Column("state", _("State")), Column("last", _("Published"))], rows, _("Reports"), id="reports", caption_hidden=True)  # fmt: skip
    may = rules.may_begin(at.actor, at.network)
    step = NextStep(_("A report gathers what the members share from a year or half a year."), _("Begin a report"), who=str(at.network.keeper), url=address("begin", at) if may else "", reason=may.reason)  # fmt: skip
    return render(request, "partnerships/reports.html", {"table": table, "step": step, **around(at, "reports")})


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose the time, and begin."""
    at, now = here(request, slug), timezone.now()
    insist(rules.may_begin(at.actor, at.network))
    form = BeginForm(request.POST or None, years=queries.years_to_report(timezone.localdate(now)))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.begin_report(actor=at.actor, network=at.network, **form.cleaned_data, now=now)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("The report has been started, and what members share has been counted."))
            return redirect("partnerships:draft", slug, made.pk)
    lead = _("What each member shares with the network is counted. What is not shared is not.")
    said = {"form": form, "heading": _("Begin a report"), "lead": lead, "button": _("Begin the report"), "back": address("reports", at)}  # fmt: skip
    return render(request, "partnerships/form.html", {**said, **around(at, "reports", _("New"))}, status=422 if form.errors else 200)  # fmt: skip


@require_safe
def draft(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The report as it stands now."""
    at = here(request, slug)
    return _drawn(request, at, report_of(at, pk))


def _drawn(request: HttpRequest, at: Here, report: Report, form: PublishForm | None = None, status: int = 200) -> HttpResponse:  # fmt: skip
    today = timezone.localdate()
    content = queries.assembled(at.actor, report)
    waiting = queries.unanswered(content["members"])
    may = rules.may_work(at.actor, report)
    may_publish = rules.may_publish(at.actor, report, waiting=len(waiting), today=today)
    found = list(queries.versions(at.actor, report))
    form = form or PublishForm(again=bool(found))
    form.initial["seen"] = queries.digest_of(content)
    said = {
        "report": report, "versions": found, "waiting": waiting, "may": may, "may_publish": may_publish, "form": form, "may_answer": rules.may_answer(at.actor, report, at.membership),
        "step": _step(at, report, content, may), "answers": [(one["name"], one["answer"]) for one in content["members"]],
    }  # fmt: skip
    way = around(at, "reports", time_words(report.year, report.part))
    return render(request, "partnerships/draft.html", {**said, **shown(whole_of(content)), **way}, status=status)


def _step(at: Here, report: Report, content: dict[str, Any], may: Verdict) -> NextStep | None:
    """The one next thing: one's own rows, asking, waiting; publishing stands beside the report."""
    own = next((one for one in content["members"] if one["pk"] == at.actor.organisation_id), None)
    waiting = queries.unanswered(content["members"])
    due = day_year(report.deadline_on) if report.deadline_on else ""
    if report.state == ReportState.ASKED and own and not rules.has_answered(own["answer"]):
        allowed = rules.may_answer(at.actor, report, at.membership)
        return NextStep(_("Your organisation has not looked at its rows."), _("Look at our rows"), who=_("Those who represent the organisation"), url=address("rows", at, report.pk) if allowed else "", due=due, reason=allowed.reason)  # fmt: skip
    if report.state == ReportState.DRAFT:
        return NextStep(_("The members have not been asked to look at their rows."), _("Ask the members"), who=str(at.network.keeper), url=address("ask", at, report.pk) if may else "", reason=may.reason)  # fmt: skip
    if report.state == ReportState.ASKED and waiting:
        said = ngettext("%(n)s member has not answered: %(who)s.", "%(n)s members have not answered: %(who)s.", len(waiting)) % {"n": number(len(waiting)), "who": ", ".join(waiting)}  # fmt: skip
        return NextStep(said, _("Ask again"), who=str(at.network.keeper), url=address("ask", at, report.pk) if may else "", due=due, reason=may.reason)  # fmt: skip
    return None


@require_http_methods(["GET", "HEAD", "POST"])
def texts(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Write foreword, what was learnt and what comes next."""
    at = here(request, slug)
    report = report_of(at, pk)
    insist(rules.may_work(at.actor, report))
    form = TextsForm(request.POST or None, initial={name: getattr(report, name) for name in TextsForm.base_fields})
    if request.method == "POST" and form.is_valid():
        actions.write_texts(actor=at.actor, report=report, said=form.cleaned_data, now=timezone.now())
        messages.success(request, _("The texts are kept."))
        return redirect("partnerships:draft", slug, pk)
    said = {"form": form, "heading": _("Texts of the report"), "lead": _("They appear in the language you write them in."), "button": _("Keep the texts"), "back": address("draft", at, pk)}  # fmt: skip
    way = around(at, "reports", Link(time_words(report.year, report.part), address("draft", at, pk)), _("Texts"))
    return render(request, "partnerships/form.html", {**said, **way}, status=422 if form.errors else 200)


@require_POST
def count_again(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Count what members share now."""
    at = here(request, slug)
    actions.count_again(actor=at.actor, report=report_of(at, pk), now=timezone.now())
    messages.success(request, _("Counted again. Rows that members have answered to stay as they were."))
    return redirect("partnerships:draft", slug, pk)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ask the members to look at their rows by a day."""
    at, now = here(request, slug), timezone.now()
    report = report_of(at, pk)
    insist(rules.may_work(at.actor, report))
    form = AskForm(request.POST or None, today=timezone.localdate(now), initial={"deadline_on": report.deadline_on})
    if request.method == "POST" and form.is_valid():
        actions.ask_members(actor=at.actor, report=report, **form.cleaned_data, now=now)
        messages.success(request, _("The members are asked. Those who represent them get a letter, and each organisation gets a task."))  # fmt: skip
        return redirect("partnerships:draft", slug, pk)
    lead = _("Each member confirms or corrects its own rows. What no one has confirmed when the deadline is over says so in the report.")  # fmt: skip
    said = {"form": form, "heading": _("Ask the members"), "lead": lead, "button": _("Ask the members"), "back": address("draft", at, pk)}  # fmt: skip
    way = around(at, "reports", Link(time_words(report.year, report.part), address("draft", at, pk)), _("Ask"))
    return render(request, "partnerships/form.html", {**said, **way}, status=422 if form.errors else 200)


@require_POST
def publish(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Keep the report as it stands."""
    at, now = here(request, slug), timezone.now()
    report = report_of(at, pk)
    insist(rules.may_work(at.actor, report))
    form = PublishForm(request.POST, again=bool(queries.newest(report)))
    if form.is_valid():
        said = form.cleaned_data
        try:
            made = actions.publish_report(actor=at.actor, report=report, seen=said["seen"], because=said.get("because", ""), now=now)  # fmt: skip
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("The report is published, and stays as it is."))
            return redirect("partnerships:version", slug, pk, made.number)
    return _drawn(request, at, report, form, 422)
