"""What people are told of: the list, asking for more or less of it, and stopping by the link in a letter."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused, insist
from nybrott.desk import actions, rules
from nybrott.desk.letters import ROLE, TASKS
from nybrott.desk.models import How, Subscription
from nybrott.desk.views import words
from nybrott.people.roles import ROLES
from nybrott.ui.asking import who


def _rows(actor: Actor) -> list[tuple[str, str, str, bool, str]]:
    """(kind, key, label, whether one is told, address) of all that the actor can choose."""
    said = {(one.kind, one.key): one for one in Subscription.objects.visible_to(actor)}
    muted = said.pop((TASKS, ""), None)
    rows = [(TASKS, "", words.subscription_words(TASKS, ""), muted is None or muted.how == How.EACH, "")]
    for role in sorted(actor.roles & set(ROLES)):
        one = said.pop((ROLE, role), None)
        rows.append((ROLE, role, words.subscription_words(ROLE, role), bool(one and one.how == How.EACH), ""))
    rows += [(one.kind, one.key, str(one), one.how == How.EACH, one.url) for one in said.values() if one.kind != ROLE]
    return rows


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def subscriptions(request: HttpRequest) -> HttpResponse:
    """What the reader is told of, each with a button."""
    actor = who(request)
    insist(rules.may_subscribe(actor, TASKS, ""))
    rows = _rows(actor)
    if request.method == "POST":
        for kind, key, label, told, url in rows:
            if request.POST.get("about") == f"{kind}:{key}":
                if told:
                    actions.unsubscribe(actor=actor, kind=kind, key=key, label=label, now=timezone.now())
                else:
                    actions.subscribe(actor=actor, kind=kind, key=key, label=label, url=url, now=timezone.now())
        messages.success(request, _("Your choice is kept."))
        return redirect("desk:subscriptions")
    return render(
        request,
        "desk/subscriptions.html",
        {"rows": [(f"{kind}:{key}", label, told, url) for kind, key, label, told, url in rows]},
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """Stop letters by the link in one, without signing in. Opening the link changes nothing: mail programs do that by themselves."""
    try:
        user, kind, key, _place = actions.opened(token)
        if request.method == "POST":
            actions.unsubscribe_by_link(token=token, now=timezone.now())
    except Refused as trouble:
        return render(request, "desk/leave.html", {"trouble": trouble.reason}, status=404)
    shown = {"name": user.name, "what": words.subscription_words(kind, key), "done": request.method == "POST"}
    return render(request, "desk/leave.html", shown)
