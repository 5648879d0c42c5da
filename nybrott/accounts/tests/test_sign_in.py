"""Signing in with e-mail address and password, and out again; nobody is led elsewhere, nobody makes an account."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from nybrott.people.models import Tries, User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_passwords")]

PASSWORD = "en lang og god setning"


@pytest.fixture
def kari() -> User:
    return User.objects.create_user("kari@example.org", PASSWORD, name="Kari Nordmann")


def sign_in(client: Client, email: str = "kari@example.org", password: str = PASSWORD, **more: str) -> HttpResponse:
    """What the sign-in answers."""
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
    assert sign_in(client, next=to).headers["Location"] == "/home/"


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


# --- tries in vain ---


def answers(client: Client, times: int, email: str = "kari@example.org", password: str = "feil") -> list[int]:
    return [sign_in(client, email, password).status_code for _ in range(times)]


def test_tries_in_vain_end_for_that_account_from_that_network(kari: User) -> None:
    here, there = Client(REMOTE_ADDR="198.51.100.1"), Client(REMOTE_ADDR="198.51.100.2")
    assert answers(here, 6) == [200, 200, 200, 200, 200, 429]
    assert answers(here, 1, password=PASSWORD) == [429], "the right one does not help now"
    assert answers(here, 1, email="ola@example.org") == [200], "others are not locked out"
    assert answers(there, 1, password=PASSWORD) == [302], "nor is the person, from elsewhere"


def test_an_unknown_address_is_counted_alike(kari: User) -> None:
    assert answers(Client(), 6, email="ingen@example.org") == [200] * 5 + [429]


def test_the_page_says_when_to_try_again(kari: User) -> None:
    client = Client()
    answers(client, 5)
    answer = sign_in(client)
    assert "Du kan prøve igjen" in answer.content.decode()
    assert 0 < int(answer.headers["Retry-After"]) <= 900


def test_it_ends_by_itself(kari: User) -> None:
    client = Client()
    assert answers(client, 6)[-1] == 429
    Tries.objects.update(until=timezone.now())
    assert answers(client, 1, password=PASSWORD) == [302]


def test_those_who_come_in_use_nothing_up(kari: User) -> None:
    for _ in range(8):
        assert answers(Client(), 1, password=PASSWORD) == [302]


def test_one_network_is_closed_after_many_accounts(kari: User) -> None:
    client = Client(REMOTE_ADDR="2001:db8:1:2::1")
    codes = [answers(client, 1, email=f"p{n}@example.org")[0] for n in range(61)]
    assert codes == [200] * 60 + [429]
    assert answers(Client(REMOTE_ADDR="2001:db8:1:2:ffff::9"), 1, password=PASSWORD) == [429], "the same /64"
    assert answers(Client(REMOTE_ADDR="2001:db8:1:3::1"), 1, password=PASSWORD) == [302]


def test_a_device_the_person_has_used_is_never_closed_by_others(kari: User) -> None:
    own, others = Client(), Client()
    assert answers(own, 1, password=PASSWORD) == [302]
    own.post("/account/logout/")
    assert answers(others, 6)[-1] == 429, "the same network, the same account"
    assert answers(others, 1, password=PASSWORD) == [429]
    for n in range(60):
        answers(others, 1, email=f"p{n}@example.org")
    assert answers(own, 1, password=PASSWORD) == [302], "but not this device"
    own.post("/account/logout/")
    assert answers(own, 6) == [200] * 5 + [429], "which has its own count"


def test_a_device_is_known_only_for_those_who_came_in_on_it(kari: User) -> None:
    client = Client()
    answers(client, 1, password=PASSWORD)
    User.objects.create_user("ola@example.org", PASSWORD, name="Ola")
    assert answers(Client(), 6, email="ola@example.org")[-1] == 429
    client.post("/account/logout/")
    assert answers(client, 1, email="ola@example.org", password=PASSWORD) == [429]


@pytest.mark.parametrize("cookie", ["", "x", "WzFd:1abc:xyz", "a" * 4000])
def test_a_forged_device_is_none(kari: User, cookie: str) -> None:
    client = Client()
    answers(client, 6)
    client.cookies["nybrott_known"] = cookie
    assert answers(client, 1, password=PASSWORD) == [429]


def test_the_device_is_kept_in_a_cookie_that_says_nothing(client: Client, kari: User) -> None:
    cookie = sign_in(client).cookies["nybrott_known"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/account/"
    assert "kari" not in cookie.value


def test_a_header_of_ones_own_does_not_make_a_new_network(kari: User) -> None:
    client = Client()
    codes = [
        client.post("/account/login/", {"login": "kari@example.org", "password": "feil"}, headers={"x-forwarded-for": f"198.51.100.{n}"}).status_code
        for n in range(6)
    ]  # fmt: skip
    assert codes[-1] == 429
