"""What the sweep asks of one's own account."""

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.usersessions.models import UserSession

from nybrott.people.models import Organisation, User
from nybrott.people.tests.sweeping import Case, Kwargs

OWN = "their own account"
FIRST = "asks who it is before it looks; then only one's own is there (test_account.py)"


def a_place(_place: Organisation, user: User) -> Kwargs:
    """Somewhere a person is signed in."""
    return {"key": UserSession.objects.create(user=user, ip="192.0.2.1", session_key=f"s{user.pk}", user_agent="x").pk}


def spare_codes(_place: Organisation, user: User) -> Kwargs:
    """The person has spare codes, which have no number in the address."""
    RecoveryCodes.activate(user)
    return {}


def codes(_place: Organisation, user: User) -> Kwargs:
    """The person uses codes from an app."""
    TOTP.activate(user, generate_totp_secret())
    return {}


def a_passkey(_place: Organisation, _user: User) -> Kwargs:
    """Whichever: it is asked first who it is."""
    return {"pk": 1}


SWEEP: dict[str, Case] = {
    **{
        name: Case(anyone=OWN)
        for name in (
            "account_home", "account_sessions", "account_reauthenticate", "account_email", "account_change_password",
            "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "mfa_list_webauthn", "mfa_add_webauthn", "mfa_index",
            "mfa_activate_totp", "mfa_generate_recovery_codes",
            "socialaccount_connections",
        )
    },
    "account_organisation": Case(post=True, anyone=OWN),
    "account_sessions_end": Case(post=True, anyone=OWN),
    "account_session_end": Case(post=True, thing=a_place, anyone=OWN),
    "mfa_edit_webauthn": Case(thing=a_passkey, anyone=OWN, shared=FIRST),
    "mfa_remove_webauthn": Case(thing=a_passkey, anyone=OWN, shared=FIRST),
    "mfa_deactivate_totp": Case(thing=codes, anyone=OWN),
    "mfa_view_recovery_codes": Case(thing=spare_codes, anyone=OWN),
    "mfa_download_recovery_codes": Case(thing=spare_codes, anyone=OWN, also=frozenset(), shared=FIRST),
}  # fmt: skip
