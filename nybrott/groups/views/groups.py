"""The list of buyers' groups, one group, and what can be taken along."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nybrott.core.actor import Actor
from nybrott.core.verdict import Verdict, insist
from nybrott.groups import feeds, queries, rules
from nybrott.groups.models import BuyersGroup, Happening
from nybrott.groups.queries import Part, Shared, crumbs
from nybrott.groups.states import OVER, STEPS, TOLD, GroupState, PartRole, PartState
from nybrott.journal.queries import history_of
from nybrott.ui.asking import who
from nybrott.ui.documents import KINDS, File
from nybrott.ui.documents import file_of as document_of
from nybrott.ui.files import as_file
from nybrott.ui.frame import Link
from nybrott.ui.sheets import FILE_KINDS
from nybrott.ui.sheets import file_of as sheet_of
from nybrott.ui.tables import Cell, Column, Table
from nybrott.ui.templatetags.ui import tag
from nybrott.ui.thread import NextStep

LATEST = 6  # lines of the shared history that stand open
TAGS = {GroupState.WORKING: "accent", GroupState.PROCURING: "info", GroupState.DONE: "success"}


def seen(request: HttpRequest, pk: int) -> tuple[Actor, BuyersGroup, Part]:
    """Who asks, the group, and their own place in it; 404 when it is not theirs, 403 for guests."""
    actor = who(request)
    one = get_object_or_404(queries.of_place(actor), pk=pk)
    insist(rules.may_see_same_need(actor))
    part = queries.part_of(actor, one)
    if part is None:
        raise Http404
    return actor, one, part


@require_safe
def groups(request: HttpRequest) -> HttpResponse:
    """The groups one's organisation is in, was in or is asked into."""
    actor = who(request)
    insist(rules.may_see_same_need(actor))
    found = queries.groups_of(actor)
    rows: list[list[Cell | str]] = [
        [
            Cell(one.name, url=reverse("groups:answer" if part.state == PartState.ASKED else "groups:group", args=[one.pk])), one.lead.name,
            Cell(tag(str(one.get_state_display()), TAGS.get(GroupState(one.state), "neutral"))),
            Cell(part.get_role_display(), note=str(part.get_state_display())), str(one.here),  # type: ignore[attr-defined]
        ]
        for one, part in found
    ]  # fmt: skip
    columns = [
        Column("name", _("Buyers’ group")), Column("lead", _("Leads")), Column("state", _("Progress")), Column("ours", _("We are")), Column("here", _("Taking part now"), "end"),
    ]  # fmt: skip
    table = Table(columns, rows, _("Buyers’ groups"), id="groups-table", caption_hidden=True) if rows else None
    waiting = [one for one, part in found if part.state == PartState.ASKED]
    may = rules.may_propose_group(actor)
    next_step = None
    if waiting:
        said = {"lead": waiting[0].lead, "name": waiting[0].name}
        next_step = NextStep(
            _("%(lead)s invites you to “%(name)s”.") % said,
            _("Read and answer"),
            url=reverse("groups:answer", args=[waiting[0].pk]),
        )
    return render(
        request, "groups/groups.html", {"table": table, "may_propose": may, "step": next_step, "breadcrumbs": crumbs()}
    )


@require_safe
def group(request: HttpRequest, pk: int) -> HttpResponse:
    """One group: who takes part, what it needs with each one's additions, approvals, agreements, log, dialogue, days."""
    actor, one, part = seen(request, pk)
    if part.party.state == PartState.ASKED:
        return redirect("groups:answer", pk)
    together = queries.shared(one, until=part.until)
    can = allowed(actor, one, part, together)
    items, answers = queries.told_to_all(one.dialogue) if one.dialogue and not part.until else ([], 0)
    told = [(told_words(line), line.at) for line in together.happenings]
    shown = {
        "group": one, "part": part, "shared": together, "can": can, "state": tag(str(one.get_state_display()), TAGS.get(GroupState(one.state), "neutral")),
        "mine": next((beside for beside in together.besides if beside.party.pk == part.party.pk), None), "step": next_step(actor, one, part, together, can),
        "history": history_of(actor, part.party), "own_needs": queries.own_needs(actor, one), "told": told[:LATEST], "earlier": told[LATEST:], "items": items, "answers": answers,
        "days": list(one.days.all()) if not part.until else [], "steps": _steps(actor, one, part, together), "breadcrumbs": crumbs(Link(one.name)),
        "leads": any(beside.inside for beside in together.besides if beside.party.organisation_id == one.lead_id), "over": OVER,
        "kinds": [kind for kind in KINDS if kind != "md"], "sheets": list(FILE_KINDS),
    }  # fmt: skip
    return render(request, "groups/group.html", shown)


def told_words(line: Happening) -> str:
    """A line of the shared history in the reader's language."""
    facts: dict[str, object] = {"place": line.organisation.name} | line.facts
    if "state" in facts:
        facts["state"] = str(GroupState(str(facts["state"])).label)
    said: str = str(TOLD[line.word]) % facts
    return said


def allowed(actor: Actor, one: BuyersGroup, part: Part, together: Shared) -> dict[str, Verdict]:
    """What the reader may do here, each with why not."""
    party, inside, today = part.party, part.inside, timezone.localdate()
    mine = next((beside for beside in together.besides if beside.party.pk == party.pk), None)
    given: dict[str, Any] = {"inside": inside}
    leads = any(beside.inside for beside in together.besides if beside.party.organisation_id == one.lead_id)
    return {
        "lead": rules.may_lead(actor, one, party, **given), "write": rules.may_write_text(actor, one, party, **given),
        "add": rules.may_write_beside(actor, one, party, **given), "sign": rules.may_do_as_member(actor, one, party, **given),
        "approve": rules.may_approve(actor, one, party, written=together.text is not None, **given),
        "become": rules.may_become_member(actor, one, party, today=today, **given),
        "leave": rules.may_leave_group(actor, one, party, terms=mine.terms if mine else None, today=today, **given),
        "take_lead": rules.may_take_lead(actor, one, party, lead_inside=leads, **given),
    }  # fmt: skip


def _steps(actor: Actor, one: BuyersGroup, part: Part, together: Shared) -> list[tuple[str, Any, Verdict]]:
    """The steps the lead may take, each with why not."""
    given: dict[str, Any] = {"inside": part.inside, "members": len(together.members), "approved": together.approved}
    return [
        (verb, word, verdict)
        for verb, word in STEPS.items()
        for verdict in [rules.may_step(actor, one, part.party, verb, **given)]
        if verb in rules.open_steps(one)
    ]


def next_step(actor: Actor, one: BuyersGroup, part: Part, together: Shared, can: dict[str, Verdict]) -> NextStep | None:
    """The one thing to do next for the reader's organisation; None when it waits for others or is over."""
    at = f"{reverse('groups:group', args=[one.pk])}"
    speaks = _("Those who speak for the organisation to others")
    mine = next((beside for beside in together.besides if beside.party.pk == part.party.pk), None)

    def do(says: str, label: str, what: Verdict, url: str) -> NextStep:
        return NextStep(says, label, who=speaks, url=url if what else "", reason=what.reason)

    if not part.inside or mine is None or one.state in OVER:
        return None
    if can["take_lead"]:
        found = do(_("No one leads the group any more."), _("Lead the group"), can["take_lead"], f"{at}#who")
    elif part.party.role == PartRole.OBSERVER:
        found = None
    elif together.text is None:
        url, says = reverse("groups:do", args=[one.pk, "text"]), _("There is no common need description yet.")
        found = do(says, _("Write the common need description"), can["write"], url)
    elif mine.approval is None and can["approve"]:
        says = _("Your organisation has not approved the need description as it stands.")
        found = do(says, _("Read and approve"), can["approve"], f"{at}#approve")
    elif mine.terms is None:
        url = reverse("groups:do", args=[one.pk, "terms"])
        found = do(
            _("Your organisation has not signed off what it has agreed to."),
            _("Sign off what you have agreed to"),
            can["sign"],
            url,
        )
    else:
        ready = [step for step in _steps(actor, one, part, together) if step[0] != "dissolve" and step[2]]
        found = next(
            (
                do(_("The group can move on."), str(word), may, reverse("groups:step", args=[one.pk, verb]))
                for verb, word, may in ready
            ),
            None,
        )
    return found


@require_safe
def need_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The common need description with additions, as a document."""
    _actor, one, part = seen(request, pk)
    together = queries.shared(one, until=part.until)
    if kind not in KINDS or together.text is None or part.party.state == PartState.ASKED:
        raise Http404
    return as_file(
        document_of(feeds.need_document(one, together), f"common-need-{one.pk}-v{together.text.version}", kind)
    )


@require_safe
def log_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The decision log as a file."""
    _actor, one, part = seen(request, pk)
    if kind not in FILE_KINDS or part.party.state == PartState.ASKED:
        raise Http404
    return as_file(sheet_of(feeds.log_sheet(one, queries.shared(one, until=part.until)), kind))


@require_safe
def days_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The days of the group for a calendar."""
    _actor, one, part = seen(request, pk)
    if not part.inside:
        raise Http404
    return as_file(
        File(f"buyers-group-{one.pk}.ics", feeds.calendar(one, timezone.now()), "text/calendar; charset=utf-8")
    )
