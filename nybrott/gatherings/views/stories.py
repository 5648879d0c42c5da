"""Stories: brought, worded, ordered, taken away, and read by others afterwards."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.gatherings import actions, queries, rules
from nybrott.gatherings.actions import StoryWords
from nybrott.gatherings.forms import StoryForm
from nybrott.gatherings.models import Story
from nybrott.gatherings.states import StoryKind
from nybrott.gatherings.views.framing import challenges_of, cut, run_of, seen, story_of, way
from nybrott.gatherings.views.planning import back
from nybrott.runs.queries import crumbs, places
from nybrott.ui.asking import asked_page, who
from nybrott.ui.frame import Link


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring a story."""
    actor, one = seen(request, pk)
    part = queries.own_part(actor, one.run_id)
    insist(rules.may_bring(actor, one, part))
    form = StoryForm(
        request.POST or None, challenges=challenges_of(actor), initial={"challenge": part and part.challenge_id}
    )
    if request.method == "POST" and part is not None and form.is_valid():
        words = StoryWords(**form.cleaned_data)
        made = actions.bring_story(actor=actor, gathering=one, part=part, words=words, now=timezone.now())
        messages.success(request, _("Your story is on the agenda."))
        return back(one, f"#story-{made.pk}")
    shown = {
        "form": form,
        "heading": _("Bring a story"),
        "lead": one.title,
        "breadcrumbs": way(one, _("Bring a story")),
    }
    return render(request, "gatherings/form.html", shown, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def story(request: HttpRequest, pk: int) -> HttpResponse:
    """Word one's story anew, and say who may read it."""
    actor, one = story_of(request, pk)
    insist(rules.may_change_story(actor, one))
    names = ("title", "kind", "tried", "happened", "learnt", "minutes", "level")
    first = {name: getattr(one, name) for name in names}
    form = StoryForm(
        request.POST or None, challenges=challenges_of(actor), initial={**first, "challenge": one.challenge_id}
    )
    if request.method == "POST" and form.is_valid():
        actions.change_story(actor=actor, story=one, words=StoryWords(**form.cleaned_data), now=timezone.now())
        messages.success(request, _("Saved."))
        return back(one.gathering, f"#story-{one.pk}")
    shown = {
        "form": form, "heading": _("Change your story"), "lead": one.gathering.title, "remove": reverse("gatherings:remove_story", args=[one.pk]),
        "breadcrumbs": way(one.gathering, _("Change your story")),
    }  # fmt: skip
    return render(request, "gatherings/form.html", shown, status=422 if form.is_bound else 200)


@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a story one place on the agenda."""
    actor, one = story_of(request, pk)
    actions.move_story(actor=actor, story=one, up="up" in request.POST, now=timezone.now())
    return back(one.gathering, f"#story-{one.pk}")


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a story away."""
    actor, one = story_of(request, pk)
    where = one.gathering
    actions.remove_story(actor=actor, story=one, now=timezone.now())
    messages.success(request, _("The story is removed."))
    return back(where)


@require_safe
def stories(request: HttpRequest) -> HttpResponse:
    """What others tried, in all runs one may read of."""
    crumb = (Link(_("Programme"), reverse("runs:runs")), Link(_("What others tried")))
    shown = {**_page(request, who(request), None), "tabs": places("gatherings:stories"), "breadcrumbs": crumb}
    return render(request, "gatherings/stories.html", shown)


@require_safe
def stories_of_run(request: HttpRequest, pk: int) -> HttpResponse:
    """What others tried in a run."""
    actor, run = run_of(request, pk)
    shown = {**_page(request, actor, run), "run": run, "breadcrumbs": crumbs(run, _("What others tried"))}
    return render(request, "gatherings/stories.html", shown)


def _page(request: HttpRequest, actor: Actor, run: Any) -> dict[str, object]:
    kind = request.GET.get("kind", "")
    kind = kind if kind in StoryKind.values else ""
    page = queries.story_page(actor, run=run, kind=kind, page=asked_page(request))
    here = request.path
    rows: list[tuple[Story, str]] = [(one, queries.teller_of(actor, one)) for one in page]
    return {
        **cut(request, page), "rows": rows, "user_id": actor.user_id,
        "kinds": [
            Link(_("All"), here, current=not kind), Link(_("Stories"), f"{here}?kind=story", current=kind == "story"),
            Link(_("Best mistakes"), f"{here}?kind=mistake", current=kind == "mistake"),
        ],
    }  # fmt: skip
