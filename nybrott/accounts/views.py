"""One's own account: name and language, ways of signing in, where one is signed in; and allauth's pages, with limits."""

from collections.abc import Callable

from allauth.account import views as allauth
from allauth.account.adapter import get_adapter
from allauth.account.stages import LoginStageController
from allauth.mfa.base import views as second
from allauth.mfa.stages import AuthenticateStage
from django.conf import settings
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.accounts import actions
from nybrott.accounts.adapters.account import Counted
from nybrott.accounts.adapters.openid import back_from_service, lead_to_service
from nybrott.accounts.forms.account import OwnAccount
from nybrott.accounts.queries import demonstration_people, signed_in_places, ways_in, whose_demo_link
from nybrott.people.actions.limits import ASK_FOR_LINK, ASK_FOR_LINK_NETWORK, spend
from nybrott.people.models import User
from nybrott.people.queries import CHOSEN
from nybrott.ui.asking import is_loopback, network_of, who
from nybrott.ui.frame import Link

View = Callable[..., HttpResponseBase]


def me(request: HttpRequest) -> User:
    """The person who asks; the door has seen to it that there is one."""
    assert isinstance(request.user, User)
    return request.user


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: HttpRequest) -> HttpResponse:
    """One's own account; sent to, it takes a name and a language."""
    user = me(request)
    form = OwnAccount(request.POST or None, initial={"name": user.name, "language": user.language or get_language()})
    if request.method == "POST" and form.is_valid():
        actions.change_account(actor=who(request), user=user, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("It is saved."))
        return redirect("account_home")
    shown = {"form": form, "ways": ways_in(user), "breadcrumbs": (Link(_("My account")),)}
    return render(request, "accounts/home.html", shown, status=422 if form.errors else 200)


@never_cache
@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    """Where one is signed in."""
    places = signed_in_places(me(request), request.session.session_key or "", timezone.now())
    return render(request, "accounts/sessions.html", {"places": places, "breadcrumbs": _below(_("Signed in on"))})


@require_POST
def end_session(request: HttpRequest, key: int) -> HttpResponse:
    """End one of one's own sign-ins."""
    if not actions.end_session(actor=who(request), user=me(request), session=key, now=timezone.now()):
        raise Http404
    messages.success(request, _("That device is signed out."))
    return redirect("account_sessions")


@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """End all of one's sign-ins but this."""
    here = request.session.session_key or ""
    ended = actions.end_other_sessions(actor=who(request), user=me(request), but=here, now=timezone.now())
    said = ngettext("%(n)s other device is signed out.", "%(n)s other devices are signed out.", ended) % {"n": ended}
    messages.success(request, said)
    return redirect("account_sessions")


@require_POST
def choose_organisation(request: HttpRequest) -> HttpResponse:
    """Act for another of one's organisations from now on."""
    others = {str(one.pk): one for one in request.standing.others}  # type: ignore[attr-defined]
    chosen = others.get(request.POST.get("organisation", ""))
    if chosen is None:
        messages.error(request, _("You do not belong to that organisation. Nothing has been changed."))
        return redirect("/")
    request.session[CHOSEN] = chosen.pk
    messages.success(request, _("You are now in %(organisation)s.") % {"organisation": chosen.name})
    back = request.POST.get("next", "")
    inside = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(back if inside else "/")


@require_http_methods(["GET", "HEAD", "POST"])
def ask_for_link(request: HttpRequest) -> HttpResponseBase:
    """Forgotten the password: a link by letter, not too often to one address and not too often from one network."""
    if request.method == "POST":
        now = timezone.now()
        spend(limit=ASK_FOR_LINK_NETWORK, who=network_of(request), now=now)
        spend(limit=ASK_FOR_LINK, who=request.POST.get("email", "").strip().lower(), now=now)
    answer: HttpResponseBase = allauth.password_reset(request)
    return answer


def confirm_address(request: HttpRequest, key: str) -> HttpResponseBase:
    """Where the link in a letter to a new address leads. Somebody else may have got the address meanwhile."""
    try:
        with transaction.atomic():
            answer: HttpResponseBase = allauth.confirm_email(request, key=key)
            return answer
    except IntegrityError:
        messages.error(request, _("This address cannot be used."))
        return redirect("account_home")


def second_step(request: HttpRequest) -> HttpResponseBase:
    """A code or a passkey after the password."""
    stage = LoginStageController.enter(request, AuthenticateStage.key)
    return _counted(second.authenticate, request, stage.login.user.email if stage else "")


def code_again(request: HttpRequest) -> HttpResponseBase:
    """A code before something that matters."""
    return _counted(second.reauthenticate, request, me(request).email)


def change_password(request: HttpRequest) -> HttpResponseBase:
    """A new password; the one there is, is asked for and counted."""
    return _counted(allauth.password_change, request, me(request).email)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_service(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """On to a sign-in service, after a button."""
    return lead_to_service(request, provider_id)


@never_cache
@require_safe
def back_from_sign_in_service(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Back from it."""
    return back_from_service(request, provider_id)


# --- the demonstration ---


@never_cache
@require_safe
def demonstration(request: HttpRequest) -> HttpResponse:
    """Whom one can be."""
    _only_here(request)
    return render(request, "accounts/demonstration.html", {"people": demonstration_people()})


@never_cache
@require_safe
def demonstration_sign_in(request: HttpRequest, token: str) -> HttpResponseBase:
    """Be that person, by a signed link; nothing of the kind exists outside the demonstration."""
    _only_here(request)
    found = whose_demo_link(token)
    if found is None:
        raise Http404
    user, place = found
    adapter = get_adapter()
    if request.user.is_authenticated:
        adapter.logout(request)
    adapter.login(request, user)
    if place:
        request.session[CHOSEN] = place
    answer: HttpResponseBase = adapter.post_login(
        request, user, email_verification="none", signal_kwargs=None, email=None, signup=False, redirect_url=None
    )
    return answer


def _only_here(request: HttpRequest) -> None:
    """Raises `Http404` for whoever comes over a network, also through a proxy on the same machine."""
    near = is_loopback(request.META.get("REMOTE_ADDR", "")) and "X-Forwarded-For" not in request.headers
    if not settings.DEMONSTRATION or not near:
        raise Http404


def _counted(view: View, request: HttpRequest, email: str) -> HttpResponseBase:
    """allauth's view, with tries in vain counted as those at the door are."""
    if request.method != "POST" or not email:
        return view(request)
    tried = Counted(request, email, second=True)
    tried.spend()
    response = view(request)
    form = (getattr(response, "context_data", None) or {}).get("form")
    if not (form is not None and form.is_bound and form.errors):
        tried.rollback()
    return response


def _below(here: str) -> tuple[Link, ...]:
    return (Link(_("My account"), "/account/"), Link(here))
