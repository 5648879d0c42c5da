"""What one's own organisation shares, looked at beforehand as others would see it, shared and taken back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from nybrott.core.verdict import insist
from nybrott.partnerships import actions, queries, rules
from nybrott.partnerships.states import SEEN, Kind
from nybrott.partnerships.views import drawn
from nybrott.partnerships.views.framing import Here, around, here


@require_safe
def sharing(request: HttpRequest, slug: str) -> HttpResponse:
    """Every kind of thing, with what others see of it and whether it is shared."""
    at = here(request, slug)
    may = rules.may_decide(at.actor, at.membership)
    shares = queries.shares_of(at.membership) if at.membership else {}
    kinds = [{"kind": kind, "label": str(kind.label), "seen": str(SEEN[kind]), "share": shares.get(kind)} for kind in Kind]  # fmt: skip
    return render(request, "partnerships/sharing.html", {"kinds": kinds, "may": may, **around(at, "sharing")})


@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """This is what the others see of us; share it, or take it back."""
    at = here(request, slug)
    if kind not in Kind.values:
        raise Http404
    insist(may := rules.may_decide(at.actor, at.membership))
    assert at.mine is not None  # asked for above
    now = timezone.now()
    label = {"what": str(Kind(kind).label)}
    if request.method == "POST" and request.POST.get("answer") in ("share", "take_back"):
        if request.POST["answer"] == "share":
            actions.share(actor=at.actor, member=at.mine.membership, kind=kind, now=now)
            messages.success(request, _("“%(what)s” is shared with the network.") % label)
        else:
            actions.take_back(actor=at.actor, member=at.mine.membership, kind=kind, now=now)
            messages.success(request, _("“%(what)s” is no longer shared. The others can no longer see it.") % label)
        return redirect("partnerships:sharing", slug)
    said = {
        "kind": kind, "label": label["what"], "seen": str(SEEN[Kind(kind)]), "shared": kind in at.mine.shares, "may": may,
        "part": f"partnerships/parts/{kind}.html", "what": _told(at, kind, now), "others": len(at.members) - 1,
    }  # fmt: skip
    return render(request, "partnerships/preview.html", {**said, **around(at, "sharing", label["what"])})


def _told(at: Here, kind: str, now: Any) -> dict[str, Any]:
    """What the page of the network would show of us alone."""
    assert at.mine is not None  # asked for above
    if kind == Kind.CALENDAR:
        return drawn.calendar([at.mine], now)
    return drawn.DRAWN[kind](at.actor, [at.mine]) if kind in drawn.DRAWN else drawn.figures_row(at.actor, at.mine)
