"""The organisation's own cases: the hub, the list, one begun, one written, one with its next step."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.cases import actions, queries, rules
from nybrott.cases.forms import BeginForm, StoryForm
from nybrott.cases.models import Case
from nybrott.cases.states import PARTS, CaseState, Consent, Level
from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused, insist
from nybrott.desk.queries import differences, initial_of, writing
from nybrott.journal.queries import history_of
from nybrott.people.rules import works_here
from nybrott.procurements.models import Procurement
from nybrott.runs.models import Run
from nybrott.ui.asking import asked_page, query_of, who
from nybrott.ui.formats import day_short, language
from nybrott.ui.tables import Cell, Column, Pages, Table
from nybrott.ui.templatetags.ui import tag

SIZE = 20
TAGS = {CaseState.REVIEW: "info", CaseState.APPROVED: "accent", CaseState.PUBLISHED: "success"}


def seen(request: HttpRequest, pk: int) -> tuple[Actor, Case]:
    """Who asks and the own organisation's case asked for; 404 for others', 403 for guests."""
    actor = who(request)
    found = Case.objects.visible_to(actor).filter(organisation_id=actor.organisation_id or 0)
    one = get_object_or_404(
        found.select_related("organisation", "author", "reviewer", "newest", "procurement", "challenge", "run"), pk=pk
    )
    insist(works_here(actor))
    return actor, one


@require_safe
def exchange(request: HttpRequest) -> HttpResponse:
    """Where organisations learn from each other."""
    actor = who(request)
    insist(works_here(actor))
    return render(request, "cases/exchange.html", {"places": queries.places(actor)})


@require_safe
def ours(request: HttpRequest) -> HttpResponse:
    """The organisation's own cases, whatever their state."""
    actor = who(request)
    insist(works_here(actor))
    page = Paginator(queries.own_cases(actor), SIZE).get_page(asked_page(request))
    columns = [
        Column("title", _("Case")),
        Column("kind", _("Kind")),
        Column("state", _("Progress")),
        Column("shown", _("Who may read it")),
        Column("who", _("Told by")),
    ]
    table = Table(
        columns, [_row(one) for one in page], _("Our cases"), id="cases-table", query=query_of(request), caption_hidden=True,
        pages=Pages(page.number, page.paginator.num_pages, page.paginator.count),
    )  # fmt: skip
    waiting = list(queries.own_cases(actor).filter(state=CaseState.REVIEW, reviewer_id=actor.user_id or 0)[:20])
    return render(
        request,
        "cases/ours.html",
        {"table": table, "total": page.paginator.count, "waiting": waiting, "breadcrumbs": queries.crumbs()},
    )


def _row(one: Case) -> list[Cell | str]:
    state = CaseState(one.state)
    shown = str(Level(one.shown).label) if one.shown else _("No one yet") if one.newest_id is None else _("Taken down")
    return [
        Cell(one.title, url=reverse("cases:case", args=[one.pk]), note=day_short(one.moved_at)), str(one.get_kind_display()),
        Cell(tag(str(state.label), TAGS.get(state, "neutral"))), shown, one.author.name if one.author else "–",
    ]  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a case, told of something or from nothing."""
    actor = who(request)
    insist(rules.may_tell(actor))
    about = _about(request, actor)
    of = next(iter(about.values()), None)
    form = BeginForm(
        request.POST or None,
        actor=actor,
        about=of,
        initial={"title": str(of)[:160] if of else "", "kind": "lesson" if "run" in about else "done"},
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        named = about or {"procurement": said["procurement"]}
        made = actions.begin_case(
            actor=actor, title=said["title"], kind=said["kind"], language=language(), now=timezone.now(), **named
        )
        return redirect("cases:write", pk=made.pk)
    shown = {
        "form": form, "heading": _("Tell others"), "button": _("Start telling"), "about": of, "breadcrumbs": queries.crumbs(None, _("Tell others")),
        "lead": _("What went well, what was stopped, and above all what did not work. You write one part at a "
                  "time, and no one else reads it until you say so."),
    }  # fmt: skip
    return render(request, "cases/form.html", shown, status=422 if form.errors else 200)


def _about(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    """What the case is to be told of, named in the address; nothing when there is no such thing of one's own."""
    for name, model in (("procurement", Procurement), ("challenge", Challenge), ("run", Run)):
        asked = request.GET.get(name, "")
        if asked.isascii() and asked.isdigit() and len(asked) < 18:
            found = (
                model.objects.visible_to(actor)
                .filter(pk=int(asked), organisation_id=actor.organisation_id or 0)
                .first()
            )
            if found is not None:
                return {name: found}
    return {}


@require_safe
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """One case: how far it is, what is missing, its text as it stands, its versions."""
    actor, one = seen(request, pk)
    people = list(one.named.order_by("pk"))
    gaps, text = rules.complete(one, people), queries.working(one, people)
    asked = queries.questions(one, people) if rules.may_name(actor, one) else []
    agreed = (Consent.NAME, Consent.ROLE)
    shown = {
        "case": one, "gaps": gaps, "state": tag(str(one.get_state_display()), TAGS.get(CaseState(one.state), "neutral")), "step": queries.next_step(actor, one, people, gaps, [each.word for each in asked]), "questions": asked,
        "parts": [(heading, text[part]) for part, (heading, _ask) in PARTS.items()], "summary": text["summary"], "versions": list(one.versions.select_related("published_by", "reviewed_by")),
        "people": [(each, each.consent in agreed and not rules.reaches(one, each)) for each in people], "may_name": rules.may_name(actor, one), "must_ask": rules.still_to_answer(one, people), "remarks": list(one.remarks.select_related("by")[:10]), "may_write": rules.may_write(actor, one), "may_change": rules.may_change(actor, one),
        "may_take_back": rules.may_take_back(actor, one), "may_narrow": rules.may_narrow(actor, one), "url": queries.address_of(one), "history": history_of(actor, one), "facts": queries.facts_told(queries.facts_of(actor, one, timezone.localdate())),
        "breadcrumbs": queries.crumbs(one), "shown_to": Level(one.shown).label if one.shown else "", "links": queries.links(one),
    }  # fmt: skip
    return render(request, "cases/case.html", shown)


def _as_it_is(one: Case) -> dict[str, Any]:
    fields = ("title", "kind", "level", "when", "language", "version")
    first = {name: getattr(one, name) for name in fields}
    return (
        first
        | queries.working(one, one.named.all())
        | {
            "words": ", ".join(one.words),
            "cpv": " ".join(one.cpv),
            "methods": list(one.methods),
            "networks": [network.pk for network in one.networks.all()],
        }
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the case. What is typed is kept as one goes; who hands in after somebody else sees both versions."""
    actor, one = seen(request, pk)
    insist(rules.may_change(actor, one))
    now = timezone.now()
    state = writing(actor, actions.draft_key(one), label=one.title, url=request.path, now=now, shared=True)
    form: Any = StoryForm(request.POST or None, initial=_as_it_is(one), actor=actor)
    if request.method != "POST":
        form.initial = {**form.initial, **initial_of(form, state.draft)}
    shown: dict[str, Any] = {
        "case": one,
        "form": form,
        "writing": state,
        "gaps": rules.complete(one),
        "breadcrumbs": queries.crumbs(one, _("Write")),
    }
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_case(actor=actor, case=one, said=form.said(), seen=form.cleaned_data["version"], now=now)
        except Refused as refused:
            form.add_error(None, refused.reason)
        except actions.Overtaken as overtaken:
            theirs = _as_it_is(overtaken.now)
            shown |= {"both": differences(form, theirs), "theirs_url": reverse("cases:case", args=[pk])}
            form.data = form.data.copy()
            form.data["version"] = str(overtaken.now.version)
        else:
            messages.success(request, _("Saved."))
            return redirect("cases:case", pk=pk)
    return render(request, "cases/write.html", shown, status=409 if "both" in shown else 422 if form.is_bound else 200)


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a draft that was never published."""
    actor, one = seen(request, pk)
    actions.drop_case(actor=actor, case=one, now=timezone.now())
    messages.success(request, _("The draft is deleted."))
    return redirect("cases:ours")
