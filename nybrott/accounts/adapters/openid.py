"""Sign-in services by OpenID Connect: allauth's provider with what it lacks and the Norwegian services ask for.

A nonce goes out and comes back; the token's signature, issuer, audience and time are checked, and how safely somebody
signed in (acr); a service that wants it gets a signed proof instead of a password (private_key_jwt).
"""

import logging
from datetime import timedelta
from secrets import token_urlsafe
from typing import Any

from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, _build_apps_from_settings
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.base.constants import AuthError, AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from joserfc import jwt
from joserfc.jwk import import_key
from requests import RequestException

from nybrott.accounts import actions
from nybrott.accounts.adapters.tokens import Denied, high_enough, read_token
from nybrott.accounts.queries import roles_told
from nybrott.people.models import User

log = logging.getLogger(__name__)
PROOF = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


class OpenId(OpenIDConnectOAuth2Adapter):
    """Talks with one service."""

    nonce = ""

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the service says of itself; believed only when it says it of itself."""
        config: dict[str, Any] = super().openid_config
        if config.get("issuer") != self.get_provider().app.settings["issuer"]:
            raise Denied(_("The sign-in service is not the one it should be."))
        return config

    @property
    def basic_auth(self) -> bool:
        """A password in the header where the service takes no other; never with a signed proof."""
        return not self.get_provider().app.settings["key"] and bool(super().basic_auth)

    def get_access_token_data(self, request: HttpRequest, app: SocialApp, client: Any, pkce_code_verifier: str | None = None) -> Any:  # fmt: skip
        """Exchange the code for tokens; who we are is shown by password or by a signed proof."""
        extra = {"client_assertion_type": PROOF, "client_assertion": self._proof(app)} if app.settings["key"] else None
        self.did_fetch_access_token = True
        return client.get_access_token(request.GET.get("code"), pkce_code_verifier=pkce_code_verifier, extra_data=extra)

    def _proof(self, app: SocialApp) -> str:
        key, now = import_key(app.settings["key"], "RSA"), timezone.now()
        claims = {
            "iss": app.client_id, "sub": app.client_id, "aud": self.openid_config["issuer"], "jti": token_urlsafe(16),
            "iat": int(now.timestamp()), "exp": int((now + timedelta(minutes=1)).timestamp()),
        }  # fmt: skip
        return jwt.encode({"alg": "RS256", "kid": key.thumbprint()}, claims, key)

    def complete_login(self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any) -> SocialLogin:
        """Who signed in, from the token. Raises `Denied`."""
        said = app.settings
        with SignInServices().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
            keys = answer.json()
        claims = read_token(
            str(kwargs["response"].get("id_token", "")), keys=keys, issuer=said["issuer"], client_id=app.client_id,
            nonce=self.nonce, now=timezone.now(),
        )  # fmt: skip
        if not high_enough(claims.get("acr"), said["acr_levels"], said["acr_floor"]):
            raise Denied(_("You signed in at a level of security that is too low here. Sign in at a higher one."))
        request.identity_claims = claims  # type: ignore[attr-defined]
        return self.get_provider().sociallogin_from_response(request, {"id_token": claims})


class Provider(OpenIDConnectProvider):
    """One service as the settings describe it."""

    oauth2_adapter_class = OpenId
    pkce_enabled_default = True

    def redirect(self, request: HttpRequest, process: str, next_url: str | None = None, data: Any = None, **kwargs: Any) -> HttpResponse:  # fmt: skip
        """Lead there, with a nonce that is remembered beside the state. What the reader's own address says is left out."""
        nonce, asked = token_urlsafe(24), {}
        if floor := self.app.settings["acr_floor"]:
            levels = self.app.settings["acr_levels"]
            asked["acr_values"] = " ".join(levels[levels.index(floor) :])
        answer: HttpResponse = super().redirect(
            request, process, next_url, data, scope=self.get_scope(), auth_params={**asked, "nonce": nonce}, nonce=nonce
        )
        return answer

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """What is kept of what the service told: how safely, and nothing more."""
        return {name: data["id_token"][name] for name in ("acr",) if name in data["id_token"]}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[EmailAddress]:
        """The address, verified when the service says so (or always does) and answers for its domain."""
        claims, said = data["id_token"], self.app.settings
        email = str(claims.get("email", "")).strip().lower()
        verified = said["email_always_verified"] or claims.get("email_verified") is True
        trusted = email.rpartition("@")[2] in said["trusted_domains"]
        return [EmailAddress(email=email, verified=verified and trusted, primary=True)] if email else []


class SignInServices(DefaultSocialAccountAdapter):
    """Whom a service lets in."""

    error_messages: dict[str, Promise] = {
        **DefaultSocialAccountAdapter.error_messages,
        "no_password": gettext_lazy("It is your only way in. Add a password first."),
        "connected_other": gettext_lazy("That sign-in belongs to another account here."),
    }

    def list_apps(self, request: HttpRequest | None, provider: str | None = None, client_id: str | None = None) -> list[SocialApp]:  # fmt: skip
        """The services in the settings; none in the database."""
        apps = _build_apps_from_settings(provider=provider, client_id=client_id)
        return [app for listed in apps.values() for app in listed]

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Nobody fills in a form to get an account."""
        return False

    def authenticate_by_email(self, sociallogin: SocialLogin) -> tuple[User, str] | None:
        """The account with a verified address, where the service may link by it."""
        if not sociallogin.provider.app.settings["links_by_email"]:
            return None
        email = next((address.email for address in sociallogin.email_addresses if address.verified), "")
        user = User.objects.filter(email__iexact=email).first() if email else None
        if user is None:
            return None
        actions.settle_address(user=user)
        return user, user.email

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Give the roles the service tells of; refuse whoever has no account and gets none, and make nothing."""
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            return
        said, service, now = sociallogin.provider.app.settings, sociallogin.provider.name, timezone.now()
        claims: dict[str, Any] = getattr(request, "identity_claims", {})
        told = roles_told(claims, said["roles"])
        if not sociallogin.is_existing:
            email = next((address.email for address in sociallogin.email_addresses if address.verified), "")
            taken = bool(email) and User.objects.filter(email__iexact=email).exists()
            if taken or not (said["creates_accounts"] and email and any(told.values())):
                raise ImmediateHttpResponse(refuse(request, service, _no_account(taken=taken)))
            sociallogin.user = actions.make_account(
                email=email, name=str(claims.get("name") or email), service=service, now=now
            )
            sociallogin.connect(request, sociallogin.user)
        if sociallogin.user.is_active:
            actions.take_roles(user=sociallogin.user, service=service, told=told, mapped=said["roles"], now=now)

    def on_authentication_error(self, request: HttpRequest, provider: Any, error: Any = None, exception: Exception | None = None, extra_context: Any = None) -> None:  # fmt: skip
        """One page for all that goes wrong, with a sentence."""
        if error == AuthError.CANCELLED:
            return
        said = (
            str(exception) if isinstance(exception, Denied) else _("The sign-in service did not answer as it should.")
        )
        raise ImmediateHttpResponse(refuse(request, provider.name, said))


def _no_account(*, taken: bool) -> str:
    if taken:
        return _(
            "There is an account with your e-mail address. Sign in to it first, and link the sign-in service there."
        )
    return _("You have no account here. Ask an administrator in your organisation to invite you.")


def refuse(request: HttpRequest, service: str, reason: str) -> HttpResponse:
    """The page that says why somebody was not let in."""
    return render(request, "accounts/not_let_in.html", {"service": service, "reason": reason}, status=403)


class Callback(OAuth2CallbackView):
    """Where a service leads back to."""

    def _get_state(self, request: HttpRequest, provider: Any) -> Any:
        state, response = super()._get_state(request, provider)
        self.adapter.nonce = (state or {}).get("nonce", "")
        return state, response


def lead_to_service(request: HttpRequest, provider_id: str) -> HttpResponse:
    """On to the service. Raises `Http404` for one we do not have."""
    return _with_service(OAuth2LoginView, request, provider_id)


def back_from_service(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back from the service, with an answer that is doubted."""
    return _with_service(Callback, request, provider_id)


def _with_service(view: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    if provider_id not in {app.provider_id for app in SignInServices().list_apps(request)}:
        raise Http404
    adapter = OpenId(request, provider_id)
    try:
        answer: HttpResponse = view.adapter_view(adapter)(request)
    except Denied as trouble:
        return refuse(request, adapter.get_provider().name, str(trouble))
    except (RequestException, OAuth2Error, ValueError, KeyError, TypeError):
        log.warning("The sign-in service %s does not answer as it should.", provider_id, exc_info=True)
        return refuse(request, adapter.get_provider().name, _("The sign-in service did not answer as it should."))
    return answer
