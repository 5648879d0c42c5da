"""Tasks: the lists, one task, giving and changing one, and the steps."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.core.verdict import insist
from nybrott.desk import actions, rules
from nybrott.desk.forms import PostponeForm, TaskForm, as_it_is
from nybrott.desk.models import Task
from nybrott.desk.queries import LISTS, differences, initial_of, tasks_in, writing
from nybrott.desk.views import words
from nybrott.desk.views.pages import cut
from nybrott.journal.queries import history_of
from nybrott.ui.asking import who
from nybrott.ui.frame import Link
from nybrott.ui.tables import address


def _crumbs(*more: Link) -> tuple[Link, ...]:
    return (Link(_("Tasks"), reverse("desk:tasks")), *more)


@require_safe
def tasks(request: HttpRequest) -> HttpResponse:
    """One list of tasks; the reader's own unless another is asked for."""
    actor, today = who(request), timezone.localdate()
    insist(rules.may_give_task(actor, to_user=actor.user_id))
    name = request.GET.get("list", "")
    name = name if name in LISTS else "mine"
    rows, pages = cut(tasks_in(actor, name, today).select_related("for_user"), request)
    said = words.list_words()
    tabs = [Link(said[key], f"{request.path}{address({}, list=key)}", current=key == name) for key in LISTS]
    table = words.tasks_table(rows, pages, dict(request.GET.lists()), said[name], today)
    return render(request, "desk/tasks.html", {"tabs": tabs, "table": table, "name": name})


def _seen(request: HttpRequest, pk: int) -> Task:
    seen = Task.objects.visible_to(who(request)).select_related("for_user", "made_by", "ended_by")
    return get_object_or_404(seen, pk=pk)


@never_cache
@require_safe
def task(request: HttpRequest, pk: int) -> HttpResponse:
    """What is to do, why, for whom, and the steps one may take."""
    actor, found = who(request), _seen(request, pk)
    return render(
        request, "desk/task.html", _shown(request, found, PostponeForm()) | {"history": history_of(actor, found)}
    )


def _shown(request: HttpRequest, found: Task, postpone: PostponeForm) -> dict[str, Any]:
    actor = who(request)
    return {
        "task": found,
        "receiver": words.receiver_of(found),
        "late": bool(found.is_open and found.due_on and found.due_on < timezone.localdate()),
        "take": rules.may_take_task(actor, found),
        "end": rules.may_end_task(actor, found),
        "change": rules.may_change_task(actor, found),
        "reopen": rules.may_reopen_task(actor, found),
        "postpone": postpone,
        "breadcrumbs": _crumbs(Link(found.title)),
    }


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_task(request: HttpRequest) -> HttpResponse:
    """Give a task, to oneself or others."""
    actor, now = who(request), timezone.now()
    insist(rules.may_give_task(actor, to_user=actor.user_id))
    state = writing(actor, "desk.task:new", label=_("A new task"), url=request.path, now=now)
    if request.method == "POST":
        form = TaskForm(request.POST, actor=actor)
        if form.is_valid():
            made = actions.give_task(actor=actor, now=now, **form.said)
            messages.success(request, _("The task is given."))
            return redirect("desk:task", made.pk)
    else:
        form = TaskForm(actor=actor)
        form.initial = {**form.initial, **initial_of(form, state.draft)}
    shown = {"form": form, "writing": state, "breadcrumbs": _crumbs(Link(_("A new task")))}
    return render(request, "desk/task_form.html", shown, status=422 if form.is_bound else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change_task(request: HttpRequest, pk: int) -> HttpResponse:
    """Word a task anew. Who hands in after somebody else has sees both versions."""
    actor, now, found = who(request), timezone.now(), _seen(request, pk)
    insist(rules.may_change_task(actor, found))
    state = writing(actor, f"desk.task:{pk}", label=found.title, url=request.path, now=now, shared=True)
    shown: dict[str, Any] = {"writing": state, "task": found}
    if request.method == "POST":
        form = TaskForm(request.POST, actor=actor)
        if form.is_valid():
            try:
                actions.change_task(actor=actor, task=found, version=form.cleaned_data["version"], now=now, **form.said)
            except actions.Overtaken as overtaken:
                theirs = as_it_is(overtaken.now, actor)
                shown |= {"both": differences(form, theirs), "theirs_url": reverse("desk:task", args=[pk])}
                form.data = {**request.POST.dict(), "version": str(overtaken.now.version)}
            else:
                messages.success(request, _("The task is changed."))
                return redirect("desk:task", pk)
    else:
        form = TaskForm(actor=actor, initial=as_it_is(found, actor))
        form.initial = {**form.initial, **initial_of(form, state.draft)}
    shown |= {
        "form": form,
        "breadcrumbs": _crumbs(Link(found.title, reverse("desk:task", args=[pk])), Link(_("Change"))),
    }
    return render(
        request, "desk/task_form.html", shown, status=409 if "both" in shown else 422 if form.is_bound else 200
    )


_STEPS = {
    "take": actions.take_task,
    "finish": actions.finish_task,
    "drop": actions.drop_task,
    "reopen": actions.reopen_task,
}


@require_POST
def step_task(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Take, finish, drop or open again."""
    found = _seen(request, pk)
    if step not in _STEPS:
        raise Http404
    _STEPS[step](actor=who(request), task=found, now=timezone.now())
    messages.success(request, words.step_done(step))
    return redirect("desk:task", pk)


@require_POST
def postpone_task(request: HttpRequest, pk: int) -> HttpResponse:
    """Another day."""
    found, form = _seen(request, pk), PostponeForm(request.POST)
    if not form.is_valid():
        insist(rules.may_end_task(who(request), found))
        return render(request, "desk/task.html", _shown(request, found, form), status=422)
    actions.postpone_task(actor=who(request), task=found, due_on=form.cleaned_data["due_on"], now=timezone.now())
    messages.success(request, _("The task is postponed."))
    return redirect("desk:task", pk)
