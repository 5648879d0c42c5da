"""The team around a challenge."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from nybrott.challenges import actions, rules
from nybrott.challenges.forms import TeamForm
from nybrott.challenges.models import TeamMember
from nybrott.challenges.views.framing import crumbs, parts, seen
from nybrott.ui.asking import who


@require_http_methods(["GET", "HEAD", "POST"])
def team(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is in the team, who was asked, and asking one more."""
    actor, one = seen(request, pk)
    may_work = rules.may_work_on(actor, one)
    form = TeamForm(request.POST or None, actor=actor, challenge=one)
    if request.method == "POST" and form.is_valid():
        url = request.build_absolute_uri(reverse("challenges:team", args=[one.pk]))
        asked = form.cleaned_data["user"]
        actions.ask_into_team(
            actor=actor, challenge=one, user=asked, craft=form.cleaned_data["craft"], url=url, now=timezone.now()
        )
        messages.success(request, _("%(name)s is asked by letter.") % {"name": asked.name})
        return redirect("challenges:team", pk=one.pk)
    members = list(one.team.select_related("user").order_by("user__name"))
    shown = {
        "challenge": one, "members": members, "mine": next((m for m in members if m.user_id == actor.user_id), None), "form": form,
        "may_work": may_work, "tabs": parts(one, "team"), "breadcrumbs": crumbs(one, _("Team")),
    }  # fmt: skip
    return render(request, "challenges/team.html", shown, status=422 if form.is_bound else 200)


@require_POST
def answer_team(request: HttpRequest, pk: int) -> HttpResponse:
    """Say yes or no to being in a team."""
    actor = who(request)
    member = get_object_or_404(TeamMember.objects.visible_to(actor).select_related("challenge"), pk=pk)
    joins = request.POST.get("joins") == "yes"
    actions.answer_team(actor=actor, member=member, joins=joins, now=timezone.now())
    messages.success(request, _("You are in the team.") if joins else _("You are not in the team."))
    return redirect("challenges:team", pk=member.challenge_id)


@require_POST
def leave_team(request: HttpRequest, pk: int) -> HttpResponse:
    """Take somebody out of a team."""
    actor = who(request)
    member = get_object_or_404(TeamMember.objects.visible_to(actor).select_related("challenge", "user"), pk=pk)
    challenge_id, name = member.challenge_id, member.user.name
    actions.leave_team(actor=actor, member=member, now=timezone.now())
    messages.success(request, _("%(name)s is no longer in the team.") % {"name": name})
    return redirect("challenges:team", pk=challenge_id)
