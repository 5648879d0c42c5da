"""Raising a challenge in two steps: what is hard, and whether somebody has it already.

Nothing is kept between the steps but what the page itself holds; `key` tells one raising from another, so that a button
pressed twice raises one challenge.
"""

import re
from secrets import token_hex

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nybrott.challenges import actions, queries, rules
from nybrott.challenges.actions import ChallengeDetails, TwinFound
from nybrott.challenges.forms import ChallengeForm, TwinForm
from nybrott.challenges.forms.twins import MOST
from nybrott.challenges.models import Challenge
from nybrott.challenges.views.framing import crumbs
from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.ui.asking import who


@require_http_methods(["GET", "HEAD", "POST"])
def raise_(request: HttpRequest) -> HttpResponse:
    """Raise a challenge: `step` is empty or "look" (show likely twins), "change" (go back) or "raise"."""
    actor = who(request)
    insist(rules.may_raise(actor))
    form = ChallengeForm(request.POST or None, actor=actor)
    key = _key(request)
    step = request.POST.get("step", "look")
    if request.method != "POST" or step == "change" or not form.is_valid():
        shown = {"form": form, "key": key, "breadcrumbs": crumbs(None, _("Raise a challenge"))}
        failed = form.is_bound and not form.is_valid()
        return render(request, "challenges/challenge_raise.html", shown, status=422 if failed else 200)
    raised = _raised_already(actor, key)
    if raised is not None and raised.title == form.cleaned_data["title"].strip():
        messages.info(request, _("This challenge has already been raised. Here it is."))
        return redirect("challenges:challenge", pk=raised.pk)
    key = token_hex(8) if raised is not None else key
    if step == "raise":
        twins = _judged(request, actor)
        if all(twin.is_valid() for twin in twins):
            return _raise(request, actor, form, [_found(twin) for twin in twins if twin.cleaned_data["decision"]], key)
        return _look(request, form, twins, key, status=422)
    text = "\n".join(form.cleaned_data[name] for name in ("title", "story", "whom"))
    likely = queries.twins_of(actor, text)
    return _look(
        request, form, [TwinForm(actor=actor, twin=twin, prefix=f"t{n}") for n, twin in enumerate(likely)], key
    )


def _key(request: HttpRequest) -> str:
    sent = request.POST.get("key", "")
    return sent if re.fullmatch(r"[0-9a-f]{16}", sent) else token_hex(8)


def _raised_already(actor: Actor, key: str) -> Challenge | None:
    found = Challenge.objects.visible_to(actor).filter(raised_by=actor.user_id, slug__endswith=f"-{key}")
    return found.order_by("-pk").first()


def _judged(request: HttpRequest, actor: Actor) -> list[TwinForm]:
    """What was said of each twin that was shown. The likest must be judged; the others can wait."""
    prefixes = [f"t{n}" for n in range(MOST) if f"t{n}-found" in request.POST]
    forms = [TwinForm(request.POST, actor=actor, prefix=prefix) for prefix in prefixes]
    joins = [form for form in forms if form.is_valid() and form.cleaned_data["decision"] == "joined"]
    for form in joins[1:]:
        form.add_error("decision", _("A challenge can be joined with only one other."))
    return forms


def _found(form: TwinForm) -> TwinFound:
    twin = form.twin
    assert twin is not None  # the form is valid
    said = form.cleaned_data
    return TwinFound(twin.kind, twin.ref, twin.label, twin.why, twin.score, said["decision"], said["reason"])


def _look(
    request: HttpRequest, form: ChallengeForm, twins: list[TwinForm], key: str, *, status: int = 200
) -> HttpResponse:
    shown: dict[str, object] = {
        "form": form, "twins": [twin for twin in twins if twin.twin is not None], "key": key,
        "lost": any(twin.twin is None for twin in twins), "failed": status != 200,
        "breadcrumbs": crumbs(None, _("Raise a challenge")),
    }  # fmt: skip
    return render(request, "challenges/challenge_twins.html", shown, status=status)


def _raise(request: HttpRequest, actor: Actor, form: ChallengeForm, twins: list[TwinFound], key: str) -> HttpResponse:
    details = ChallengeDetails(**form.cleaned_data)
    slug = f"{slugify(details.title)[:40] or 'c'}-{key}"
    try:
        made = actions.raise_challenge(actor=actor, details=details, slug=slug, twins=twins, now=timezone.now())
    except IntegrityError:  # the same button pressed twice in one moment: the other one was first
        raised = _raised_already(actor, key)
        if raised is None:
            raise
        return redirect("challenges:challenge", pk=raised.pk)
    if made.joined_with is not None:
        said = {"title": made.title, "other": made.joined_with.title}
        messages.success(
            request, _("“%(title)s” carries on with “%(other)s”. What you wrote is kept beside it.") % said
        )
        return redirect("challenges:challenge", pk=made.joined_with.pk)
    messages.success(request, _("The challenge is raised. Next: a leader's yes to the time and the goal."))
    return redirect("challenges:challenge", pk=made.pk)
