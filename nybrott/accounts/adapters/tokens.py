"""What an identity token must be before anybody believes it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from hmac import compare_digest
from typing import Any

from allauth.socialaccount.providers.base import ProviderException
from django.utils.translation import gettext as _
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]  # signed with a key pair
LEEWAY = 60  # seconds two clocks may differ


class Denied(ProviderException):
    """The token is not believed; the message is the sentence a person meets."""


def read_token(
    token: str, *, keys: Mapping[str, Any], issuer: str, client_id: str, nonce: str, now: datetime
) -> dict[str, Any]:
    """The claims of a token: signed by one of `keys` (JWKS), from this issuer, for us, in time, for this very sign-in.

    Raises `Denied`.
    """
    try:
        claims: dict[str, Any] = jwt.decode(token, KeySet.import_key_set(dict(keys)), algorithms=ALGORITHMS).claims  # type: ignore[arg-type]
    except (JoseError, ValueError, TypeError, KeyError) as trouble:
        raise Denied(_("The answer from the sign-in service is not signed as it should be.")) from trouble
    audience = claims.get("aud")
    audiences = [audience] if isinstance(audience, str) else list(audience or [])
    meant = client_id in audiences and (len(audiences) == 1 or claims.get("azp") == client_id)
    if claims.get("iss") != issuer or not meant:
        raise Denied(_("The answer from the sign-in service is meant for someone else."))
    if not _in_time(claims, now.timestamp()):
        raise Denied(_("The answer from the sign-in service has expired. Try again."))
    if not nonce or not compare_digest(str(claims.get("nonce", "")), nonce):
        raise Denied(_("The answer from the sign-in service belongs to another sign-in. Try again."))
    if not isinstance(claims.get("sub"), str) or not claims["sub"]:
        raise Denied(_("The sign-in service does not say who signed in."))
    return claims


def _in_time(claims: Mapping[str, Any], now: float) -> bool:
    times = {name: claims[name] for name in ("exp", "iat", "nbf") if name in claims}
    if "exp" not in times or not all(isinstance(value, int | float) for value in times.values()):
        return False
    begun = all(times[name] <= now + LEEWAY for name in ("iat", "nbf") if name in times)
    return begun and bool(times["exp"] > now - LEEWAY)


def high_enough(acr: object, levels: Sequence[str], floor: str) -> bool:
    """Whether somebody signed in as safely as is asked. `levels` from the lowest; a level nobody knows is too low."""
    return not floor or (isinstance(acr, str) and acr in levels and levels.index(acr) >= levels.index(floor))
