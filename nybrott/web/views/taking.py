"""Taking a whole challenge along."""

from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from nybrott.challenges.models import Challenge
from nybrott.challenges.queries import crumbs
from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.ui.asking import who
from nybrott.web import actions, rules
from nybrott.web.export import counts_of, whole_challenge


def seen(request: HttpRequest, pk: int) -> tuple[Actor, Challenge]:
    """Who asks and the challenge asked for; 404 when they may not see it."""
    actor = who(request)
    found = Challenge.objects.visible_to(actor).select_related("unit", "owner", "organisation", "raised_by")
    return actor, get_object_or_404(found, pk=pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def take_along(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Say what goes along and what stays; when sent to, the file itself."""
    actor, challenge = seen(request, pk)
    insist(rules.may_take_along(actor, challenge))
    if request.method != "POST":
        shown = {
            "challenge": challenge,
            "counts": counts_of(challenge),
            "breadcrumbs": crumbs(challenge, _("Download everything")),
        }
        return render(request, "web/take_along.html", shown)
    parcel = whole_challenge(actor, challenge)
    actions.note_taken_along(
        actor=actor, challenge=challenge, sha256=parcel.sha256, size=parcel.size, now=timezone.now()
    )  # fmt: skip
    answer = FileResponse(parcel.file, as_attachment=True, filename=parcel.name, content_type="application/zip")
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
