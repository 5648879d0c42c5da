"""Lists of peer challenges, one of them, its file, and the tab on what is challenged."""

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nybrott.cases import queries as cases
from nybrott.cases.models import Case
from nybrott.challenges import queries as challenges
from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.dialogues import queries as dialogues
from nybrott.dialogues.models import Dialogue
from nybrott.effects import queries as effects
from nybrott.effects.models import Plan
from nybrott.journal.queries import history_of
from nybrott.peerreviews import feeds, queries, rules
from nybrott.peerreviews.models import PeerReview
from nybrott.peerreviews.states import ReviewState
from nybrott.people.rules import works_here
from nybrott.ui.asking import asked_page, query_of, who
from nybrott.ui.documents import file_of
from nybrott.ui.formats import NONE, day_short, language, number
from nybrott.ui.tables import Cell, Column, Pages, Table
from nybrott.ui.templatetags.ui import tag
from nybrott.ui.thread import NextStep

SIZE = 20
TAGS = {ReviewState.OPEN: "accent", ReviewState.CLOSED: "warning", ReviewState.DONE: "success"}
FILES = ("pdf", "docx")
WITH = ("organisation", "network", "challenge", "dialogue", "plan__run", "case", "made_by")


def seen(request: HttpRequest, pk: int) -> tuple[Actor, PeerReview]:
    """Who asks and the peer challenge asked for; 404 when they may not see it."""
    actor = who(request)
    return actor, get_object_or_404(PeerReview.objects.visible_to(actor).select_related(*WITH), pk=pk)


def state_tag(one: PeerReview) -> str:
    """How far it has come, as a tag."""
    return str(tag(str(one.get_state_display()), TAGS.get(ReviewState(one.state), "neutral")))


@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    """What others ask us to challenge, and what we ask others to."""
    actor, today = who(request), timezone.localdate()
    insist(works_here(actor))
    asked: list[Any] = list(queries.of_others(actor)[:SIZE])
    ours = queries.ours(actor)
    page = Paginator(ours, SIZE).get_page(asked_page(request))
    first = next((one for one in asked if one.state == ReviewState.OPEN and not one.mine and one.deadline >= today), None)  # fmt: skip
    step = None
    if first is not None:
        step = NextStep(
            _("%(who)s asks you to challenge “%(title)s”.") % {"who": first.organisation.name, "title": first.title}, _("Challenge it"),
            url=reverse("peerreviews:review", args=[first.pk]), due=_("Answers by %(day)s") % {"day": day_short(first.deadline)},
        )  # fmt: skip
    shown = {"asked": _of_others(asked, today), "table": _ours(page, request), "total": page.paginator.count, "step": step, "came": queries.came_of(ours), "any": bool(asked) or page.paginator.count}  # fmt: skip
    return render(request, "peerreviews/reviews.html", shown)


def _mine(one: Any, today: date) -> str:
    """How far the reader has come with it."""
    if one.mine:
        return _("Have answered")
    return _("Have not answered yet") if one.state == ReviewState.OPEN and one.deadline >= today else NONE


def _of_others(found: list[Any], today: date) -> Table | None:
    columns = [Column("title", _("What")), Column("who", _("Who asks")), Column("deadline", _("Answers by"), "end"), Column("state", _("Progress")), Column("mine", _("You"))]  # fmt: skip
    rows: list[list[Cell | str]] = [
        [
            Cell(one.title, url=reverse("peerreviews:review", args=[one.pk]), note=str(one.get_kind_display())), one.organisation.name, day_short(one.deadline),
            Cell(state_tag(one)), _mine(one, today),
        ]
        for one in found
    ]  # fmt: skip
    return Table(columns, rows, _("What others ask us to challenge"), id="asked-table", caption_hidden=True) if rows else None  # fmt: skip


def _ours(page: Any, request: HttpRequest) -> Table:
    columns = [Column("title", _("What")), Column("answers", _("Answers"), "end"), Column("deadline", _("Answers by"), "end"), Column("state", _("Progress"))]  # fmt: skip
    rows: list[list[Cell | str]] = [
        [Cell(one.title, url=reverse("peerreviews:review", args=[one.pk]), note=str(one.get_kind_display())), number(one.sent), day_short(one.deadline), Cell(state_tag(one))]
        for one in page
    ]  # fmt: skip
    return Table(
        columns, rows, _("What we ask others to challenge"), id="ours-table", caption_hidden=True, query=query_of(request),
        pages=Pages(page.number, page.paginator.num_pages, page.paginator.count),
    )  # fmt: skip


@require_safe
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """One peer challenge: to its owner all of it, to a reviewer what was shown and what they may see of the answers."""
    actor, one = seen(request, pk)
    now = timezone.now()
    own = one.organisation_id == actor.organisation_id
    told = queries.told_of(actor, one, language())
    points = [point for row in told for point, _by, _url in row.points]
    left = sum(not point.outcome for point in points)
    answered = any(True for _row in points) if own else one.answers.filter(user=actor.user_id).exists()
    may, invitation = rules.may_speak(actor, one), None if own else queries.invitation_of(actor, one)
    shown = {
        "review": one, "shown_now": queries.shown_of(one), "own": own, "state": state_tag(one), "told": told, "left": left, "points": len(points), "answered": answered, "hidden": not own and not answered and not one.is_over,
        "may": may, "may_decide": rules.may_decide(actor, one), "may_answer": rules.may_answer(actor, one, timezone.localdate(now)), "may_ask": rules.may_ask(actor, one, timezone.localdate(now)),
        "may_decline": not own and rules.may_decline(actor, one, invitation, timezone.localdate(now)), "declined": invitation if invitation and invitation.declined_at else None,
        "steps": {verb: True for verb in ("prepare", "close", "withdraw") if rules.may_step(actor, one, verb)}, "step": queries.next_step(actor, one, now, left=left),
        "unclear": one.clarifications.select_related("organisation"), "invited": one.invitations.select_related("organisation").order_by("organisation__name", "pk") if own else (),
        "reviewers": one.answers.count(), "senders": set(one.answers.values_list("organisation", flat=True)) if own else (), "history": history_of(actor, one), "files": FILES, "breadcrumbs": queries.crumbs(one.title), "outcomes": _counted(points),
    }  # fmt: skip
    return render(request, "peerreviews/review.html", shown)


def _counted(points: list[Any]) -> list[tuple[str, int]]:
    found: dict[str, int] = {}
    for point in points:
        if point.outcome:
            label = str(point.get_outcome_display())
            found[label] = found.get(label, 0) + 1
    return sorted(found.items())


@require_safe
def review_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The whole as a file, as far as one may see it."""
    actor, one = seen(request, pk)
    if kind not in FILES:
        raise Http404
    made = file_of(feeds.review_of(actor, one, language()), f"{slugify(one.title)[:60] or one.pk}-peer-challenge", kind)
    return HttpResponse(made.content, content_type=made.content_type, headers={"Content-Disposition": f'attachment; filename="{made.name}"'})  # fmt: skip


# --- the tab on what is challenged ---


def _tab(request: HttpRequest, found: Any, begins: list[tuple[str, str, Any]], **around: Any) -> HttpResponse:
    """What a thing was challenged for. `begins`: (what, address, verdict) of what others can be asked to challenge."""
    rows = [(one, state_tag(one)) for one in queries.ours(who(request)).filter(pk__in=found.values("pk"))]
    return render(request, "peerreviews/tab.html", {"rows": rows, "begins": begins, "came": queries.came_of(found)} | around)  # fmt: skip


@require_safe
def of_challenge(request: HttpRequest, pk: int) -> HttpResponse:
    """Peer challenges of a challenge's problem statements."""
    actor = who(request)
    one = get_object_or_404(Challenge.objects.visible_to(actor), pk=pk, organisation=actor.organisation_id or 0)
    insist(works_here(actor))
    statements = one.statements.select_related("challenge").order_by("-chosen", "pk")
    begins = [(str(found), reverse("peerreviews:new", args=["statement", found.pk]), rules.may_invite(actor, found)) for found in statements]  # fmt: skip
    return _tab(
        request, PeerReview.objects.visible_to(actor).filter(challenge=one), begins, tabs=challenges.parts(one, "peerreviews:of_challenge"), title=one.title,
        breadcrumbs=challenges.crumbs(one, _("Challenged by others")), nothing=_("Word a problem statement first. Then others can challenge it."),
    )  # fmt: skip


@require_safe
def of_case(request: HttpRequest, pk: int) -> HttpResponse:
    """Peer challenges of a case."""
    actor = who(request)
    one = get_object_or_404(Case.objects.visible_to(actor), pk=pk, organisation=actor.organisation_id or 0)
    insist(works_here(actor))
    begins = [(one.title, reverse("peerreviews:new", args=["case", one.pk]), rules.may_invite(actor, one))]
    return _tab(
        request, PeerReview.objects.visible_to(actor).filter(case=one), begins, tabs=(), title=one.title,
        breadcrumbs=cases.crumbs(one, _("Challenged by others")), nothing="",
    )  # fmt: skip


@require_safe
def of_dialogue(request: HttpRequest, pk: int) -> HttpResponse:
    """Peer challenges of a plan for a market dialogue."""
    actor = who(request)
    one = get_object_or_404(Dialogue.objects.visible_to(actor), pk=pk, organisation=actor.organisation_id or 0)
    insist(works_here(actor))
    begins = [(one.title, reverse("peerreviews:new", args=["dialogue", one.pk]), rules.may_invite(actor, one))]
    return _tab(
        request, PeerReview.objects.visible_to(actor).filter(dialogue=one), begins, tabs=dialogues.parts(actor, one, "peerreviews:of_dialogue"), title=one.title,
        breadcrumbs=dialogues.crumbs(one, _("Challenged by others")), nothing="",
    )  # fmt: skip


@require_safe
def of_plan(request: HttpRequest, run: int) -> HttpResponse:
    """Peer challenges of an evaluation plan."""
    actor = who(request)
    found = Plan.objects.visible_to(actor).filter(run__organisation=actor.organisation_id or 0).select_related("run")
    one = get_object_or_404(found, run=run)
    insist(works_here(actor))
    begins = [(one.run.title, reverse("peerreviews:new", args=["evaluation", one.pk]), rules.may_invite(actor, one))]
    return _tab(
        request, PeerReview.objects.visible_to(actor).filter(plan=one), begins, tabs=effects.parts(actor, one, "peerreviews:of_plan"), title=one.run.title,
        breadcrumbs=effects.crumbs(one, _("Challenged by others")), nothing="",
    )  # fmt: skip
