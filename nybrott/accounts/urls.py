"""The addresses below /account/: signing in and out, and one's own ways of signing in.

Most views are django-allauth's; their names are the ones it looks for. Written out here rather than included, so that
nothing exists that we have not looked at: no sign-up, no codes by e-mail, no telephone numbers.
"""

from allauth.account import views as account
from allauth.mfa.recovery_codes import views as spare_codes
from allauth.mfa.totp import views as codes
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as services
from django.urls import path, register_converter
from django.urls.converters import StringConverter
from django.views.generic import RedirectView

from nybrott.accounts import views as own


class Base36Converter(StringConverter):
    """The number of an account in a link, as allauth writes it."""

    regex = "[0-9A-Za-z]+"


register_converter(Base36Converter, "base36")
to_account = RedirectView.as_view(pattern_name="account_home")

urlpatterns = [
    path("", own.home, name="account_home"),
    path("login/", account.login, name="account_login"),
    path("login/code/", own.second_step, name="mfa_authenticate"),
    path("login/passkey/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("organisation/", own.choose_organisation, name="account_organisation"),
    path("sessions/", own.sessions, name="account_sessions"),
    path("sessions/<int:key>/end/", own.end_session, name="account_session_end"),
    path("sessions/end-others/", own.end_other_sessions, name="account_sessions_end"),
    path("confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("confirm/code/", own.code_again, name="mfa_reauthenticate"),
    path("confirm/passkey/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("email/", account.email, name="account_email"),
    path("email/confirm/<str:key>/", own.confirm_address, name="account_confirm_email"),
    path("password/", own.change_password, name="account_change_password"),
    path("password/forgotten/", own.ask_for_link, name="account_reset_password"),
    path("password/forgotten/sent/", account.password_reset_done, name="account_reset_password_done"),
    path("password/new/<base36:uidb36>-<str:key>/", account.password_reset_from_key, name="account_reset_password_from_key"),
    path("password/new/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    # an account without a password gets one by a letter, as one that has forgotten it
    path("password/first/", RedirectView.as_view(pattern_name="account_reset_password"), name="account_set_password"),
    path("services/", services.connections, name="socialaccount_connections"),
    path("services/called-off/", services.login_cancelled, name="socialaccount_login_cancelled"),
    path("services/<str:provider_id>/", own.sign_in_service, name="openid_connect_login"),
    path("services/<str:provider_id>/back/", own.back_from_sign_in_service, name="openid_connect_callback"),
    path("passkeys/", to_account, name="mfa_list_webauthn"),
    path("passkeys/add/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("passkeys/<int:pk>/name/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("passkeys/<int:pk>/remove/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
    path("codes/", to_account, name="mfa_index"),
    path("codes/begin/", codes.activate_totp, name="mfa_activate_totp"),
    path("codes/end/", codes.deactivate_totp, name="mfa_deactivate_totp"),
    path("codes/spare/", spare_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("codes/spare/new/", spare_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("codes/spare/file/", spare_codes.download_recovery_codes, name="mfa_download_recovery_codes"),
]  # fmt: skip

# only in the demonstration; `web` puts them below /demo/
demonstration = [
    path("", own.demonstration, name="demonstration"),
    path("sign-in/<str:token>/", own.demonstration_sign_in, name="demonstration_sign_in"),
]
