"""Where an invitation's link leads. Open to all: who holds the link has got the letter."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from nybrott.core.verdict import Refused
from nybrott.people import rules
from nybrott.people.actions.invitations import accept_invitation, join_with_new_account
from nybrott.people.actions.presence import note_signed_in
from nybrott.people.forms.invitations import JoinForm
from nybrott.people.models import Invitation, InvitationStanding, Membership, User
from nybrott.people.queries import CHOSEN
from nybrott.people.queries.invitations import account_of, invitation_at
from nybrott.people.roles import ROLES
from nybrott.ui.asking import address_of

GONE = 410


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Says who invites, to what; accepts with the account one has, or makes one."""
    invitation, now = invitation_at(token), timezone.now()
    if invitation is None:
        return render(request, "people/join_unknown.html", {"sign_in": resolve_url(settings.LOGIN_URL)}, status=404)
    standing = invitation.standing(now)
    if standing != InvitationStanding.SENT:
        return _closed(request, invitation, standing)
    user = request.user if isinstance(request.user, User) else None
    account = account_of(invitation)
    form = (
        None
        if user or account
        else JoinForm(request.POST or None, email=invitation.email, initial={"name": invitation.name})
    )
    verdict = rules.may_accept_invitation(invitation, user or account, now=now)
    if request.method == "POST" and verdict:
        try:
            if user:
                return _welcome(request, accept_invitation(user=user, invitation=invitation, now=now))
            if form and form.is_valid():
                return _welcome(request, _new(request, invitation, form))
        except Refused as refused:
            messages.error(request, refused.reason)
            return redirect(request.path)
    shown = {
        "invitation": invitation, "roles": [ROLES[role] for role in invitation.roles if role in ROLES], "units": invitation.units.all(),
        "form": form, "user": user, "account": account, "verdict": verdict, "sign_out": resolve_url("account_logout"),
        "sign_in": f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': request.path})}",
    }  # fmt: skip
    return render(request, "people/join.html", shown, status=422 if form and form.errors else 200)


def _new(request: HttpRequest, invitation: Invitation, form: JoinForm) -> Membership:
    said = form.cleaned_data
    membership = join_with_new_account(
        invitation=invitation, name=said["name"], password=said["password"], language=get_language() or "nb", now=timezone.now()
    )  # fmt: skip
    login(request, membership.user, backend=settings.AUTHENTICATION_BACKENDS[0])
    note_signed_in(
        user=membership.user, session_key=request.session.session_key or "", address=address_of(request),
        device=request.headers.get("User-Agent", ""), now=timezone.now(),
    )  # fmt: skip
    return membership


def _welcome(request: HttpRequest, membership: Membership) -> HttpResponse:
    """Into the organisation one has just joined."""
    request.session[CHOSEN] = membership.organisation_id
    messages.success(request, _("Welcome to %(organisation)s.") % {"organisation": membership.organisation})
    return redirect(settings.LOGIN_REDIRECT_URL)


def _closed(request: HttpRequest, invitation: Invitation, standing: InvitationStanding) -> HttpResponse:
    """An invitation that cannot be accepted (any more), why, and a way on."""
    shown = {"invitation": invitation, "standing": standing.value, "sign_in": resolve_url(settings.LOGIN_URL)}
    return render(request, "people/join_closed.html", shown, status=GONE)
