"""Signing in with e-mail address and password, and out again; nobody is led elsewhere, nobody makes an account."""

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from nybrott.people.models import User

pytestmark = pytest.mark.django_db

PASSWORD = "en lang og god setning"


@pytest.fixture
def kari() -> User:
    return User.objects.create_user("kari@example.org", PASSWORD, name="Kari Nordmann")


def sign_in(client: Client, email: str = "kari@example.org", password: str = PASSWORD, **more: str) -> object:
    return client.post("/account/login/", {"login": email, "password": password} | more)


def test_one_signs_in_and_goes_on_to_where_one_wanted(client: Client, kari: User) -> None:
    answer = sign_in(client, " Kari@Example.org ", next="/observatory/?year=2025")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/observatory/?year=2025"
    assert client.session["_auth_user_id"] == str(kari.pk)


@pytest.mark.parametrize(
    "to", ["https://evil.example/", "//evil.example/x", "/\\evil.example", "javascript:alert(1)", "http://testserver/x"]
)
def test_nobody_is_led_elsewhere(client: Client, kari: User, to: str) -> None:
    assert sign_in(client, next=to).headers["Location"] == "/"


@pytest.mark.parametrize(("email", "password"), [("kari@example.org", "feil"), ("ola@example.org", PASSWORD)])
def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(
    client: Client, kari: User, email: str, password: str
) -> None:
    page = sign_in(client, email, password).content.decode()
    assert "E-postadressen og passordet hører ikke sammen." in page
    assert "_auth_user_id" not in client.session


def test_an_account_that_was_closed_does_not_come_in(client: Client, kari: User) -> None:
    User.objects.update(is_active=False)
    assert sign_in(client).headers["Location"] == "/account/inactive/"
    assert "_auth_user_id" not in client.session


def test_one_signs_out_by_a_form_not_by_a_link(client: Client, kari: User) -> None:
    client.force_login(kari)
    assert client.get("/account/logout/").status_code == 200
    assert "_auth_user_id" in client.session
    assert client.post("/account/logout/").headers["Location"] == "/"
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("name", ["account_signup", "socialaccount_signup", "account_request_login_code"])
def test_what_we_do_not_want_is_not_there(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_page_speaks_the_readers_language(client: Client, language: str) -> None:
    heading = {"nb": "Logg inn", "nn": "Logg inn", "en": "Sign in"}[language]
    assert (
        f"<h1>{heading}</h1>" in client.get("/account/login/", headers={"accept-language": language}).content.decode()
    )
