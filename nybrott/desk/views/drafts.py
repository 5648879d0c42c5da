"""Drafts: saving as one goes, beginning again, two versions beside each other, and the list."""

import json

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.core.verdict import Refused, insist
from nybrott.desk import actions, rules
from nybrott.desk.models import Draft
from nybrott.desk.queries import drafts_of
from nybrott.desk.views import words
from nybrott.desk.views.pages import cut
from nybrott.ui.asking import who
from nybrott.ui.frame import Link

_OURS = "_draft_"


@require_safe
def drafts(request: HttpRequest) -> HttpResponse:
    """What the reader has begun to write."""
    actor = who(request)
    insist(rules.may_keep_draft(actor, "list"))
    rows, pages = cut(drafts_of(actor), request)
    return render(request, "desk/drafts.html", {"table": words.drafts_table(rows, pages)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, key: str) -> HttpResponse:
    """Save what is typed (from a page's script as JSON, from a button as a form); read, when there are several versions, all of them."""
    insist(rules.may_keep_draft(who(request), key))
    return _save(request, key) if request.method == "POST" else _versions(request, key)


def _number(request: HttpRequest, name: str) -> int:
    given = request.POST.get(_OURS + name, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


def _back(request: HttpRequest) -> str:
    url = request.POST.get(_OURS + "url", "")
    return url if url.startswith("/") and url_has_allowed_host_and_scheme(url, None) else reverse("desk:drafts")


def _names(request: HttpRequest) -> dict[str, str]:
    """What the page calls its fields; nothing when it does not say it properly."""
    try:
        said = json.loads(request.POST.get(_OURS + "names", "")[:10_000])
    except ValueError:
        return {}
    return {str(name): str(words) for name, words in said.items()} if isinstance(said, dict) else {}


def _save(request: HttpRequest, key: str) -> HttpResponse:
    fields = {
        name: values
        for name, values in request.POST.lists()
        if not name.startswith(_OURS) and name != "csrfmiddlewaretoken"
    }
    plain = not request.accepts("application/json") or request.accepts("text/html")
    try:
        saved = actions.save_draft(
            actor=who(request), key=key, fields=fields, page=request.POST.get(_OURS + "page", "")[:40] or "plain",
            sequence=_number(request, "sequence"), version=_number(request, "version"), draft_id=_number(request, "id") or None,
            names=_names(request), label=request.POST.get(_OURS + "label", ""), url=_back(request), now=timezone.now(),
        )  # fmt: skip
    except Refused as trouble:
        if plain:
            raise
        return JsonResponse({"reason": trouble.reason}, status=409)
    if plain:
        return redirect(_back(request))
    clock = timezone.localtime(saved.saved_at).strftime("%H.%M" if get_language() != "en" else "%H:%M")
    several = Draft.objects.visible_to(who(request)).filter(key=key).exclude(pk=saved.pk).exists()
    told = _("Draft saved at %(time)s.") % {"time": clock}
    return JsonResponse({"draft": saved.pk, "version": saved.version, "saved": told, "several": several})


def _versions(request: HttpRequest, key: str) -> HttpResponse:
    versions = list(drafts_of(who(request)).filter(key=key)[:6])
    if not versions:
        raise Http404
    if len(versions) == 1:
        return redirect(versions[0].url or "desk:drafts")
    shown = {
        "key": key,
        "versions": [(one, words.typed_in(one, versions)) for one in versions],
        "label": str(versions[0]),
        "breadcrumbs": (Link(_("Drafts"), reverse("desk:drafts")), Link(str(versions[0]))),
    }
    return render(request, "desk/versions.html", shown)


@require_POST
def choose_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on with one version; the others go."""
    chosen = get_object_or_404(Draft.objects.visible_to(who(request)), pk=pk)
    actions.drop_drafts(actor=who(request), key=chosen.key, but=chosen.pk)
    return redirect(chosen.url or "desk:drafts")


@require_POST
def forget_draft(request: HttpRequest, key: str) -> HttpResponse:
    """Begin again: what was typed is forgotten."""
    insist(rules.may_keep_draft(who(request), key))
    actions.drop_drafts(actor=who(request), key=key)
    messages.success(request, _("The draft is forgotten."))
    return redirect(_back(request))


@never_cache
@require_safe
def draft_token(request: HttpRequest) -> HttpResponse:
    """A token against forged forms, for a page that was open while its reader signed in anew."""
    insist(rules.may_keep_draft(who(request), "token"))
    return JsonResponse({"token": get_token(request)})
