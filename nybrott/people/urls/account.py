"""The addresses below /account/: signing in and out, and one's own ways of signing in.

The views are django-allauth's; their names are the ones it looks for. Written out here rather than included, so that
nothing exists that we have not looked at: no sign-up, no codes by e-mail, no telephone numbers.
"""

from allauth.account import views as account
from django.urls import path

urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
]
