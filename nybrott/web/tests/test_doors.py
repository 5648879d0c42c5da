"""Default deny, known hosts only, the headers every page leaves with, and the choice of language."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, path
from django.utils import timezone

from nybrott.core.limits import TooMany
from nybrott.people.tests.factories import a_member, a_user, an_organisation
from nybrott.web import urls
from nybrott.web.public import PUBLIC, for_anyone_signed_in

VALUES = {"country": "NO", "ref": "923609016", "key": "x", "code": "nn", "name": "x"}


def every_address(
    patterns: list[URLPattern | URLResolver], prefix: str = "", space: str = ""
) -> Iterator[tuple[str, str]]:
    """(name, address) of every address of the site, generated from the URL configuration."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from every_address(pattern.url_patterns, prefix + str(pattern.pattern), inner)
        else:
            address = prefix + str(pattern.pattern)
            if "(?P<" in address:  # no public page has one; the sweep asks the others
                continue
            for name, converter in pattern.pattern.converters.items():
                address = address.replace(
                    f"<{type(converter).__name__.removesuffix('Converter').lower().replace('string', 'str')}:{name}>",
                    VALUES.get(name, "1"),
                )
            yield f"{space}{pattern.name}", f"/{address}"


ADDRESSES = dict(every_address(get_resolver().url_patterns))


def secret(request: HttpRequest) -> HttpResponse:
    return HttpResponse("inside")


class WithASecret:
    """The site's addresses and one that nobody has declared public."""

    urlpatterns = [*urls.urlpatterns, path("secret/", secret, name="secret")]


def test_every_address_was_filled_in() -> None:
    assert len(ADDRESSES) >= 10
    assert not [address for address in ADDRESSES.values() if "<" in address]


def test_the_public_list_names_only_pages_that_exist_and_says_why() -> None:
    assert set(PUBLIC) <= set(ADDRESSES), "the rest is spoken for in test_sweep.py"
    assert all(PUBLIC.values())


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_every_public_page_answers_without_an_account(client: Client, name: str) -> None:
    assert client.get(ADDRESSES[name]).status_code in (200, 302, 404, 405)


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=WithASecret)
def test_a_page_nobody_declared_public_is_closed(client: Client) -> None:
    answer = client.get("/secret/?page=2")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/account/login/?next=%2Fsecret%2F%3Fpage%3D2"
    sent = client.post("/secret/")
    assert sent.status_code == 403
    assert "logget inn" in sent.content.decode()
    assert "inside" not in sent.content.decode()


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=WithASecret)
def test_a_part_of_a_closed_page_leads_the_whole_page_to_the_sign_in(client: Client) -> None:
    asked = {"hx-request": "true", "hx-current-url": "http://testserver/secret/?page=2"}
    answer = client.get("/secret/?part=1", headers=asked)
    assert answer.headers["HX-Redirect"] == "/account/login/?next=%2Fsecret%2F%3Fpage%3D2"
    elsewhere = client.get("/secret/", headers=asked | {"hx-current-url": "https://evil.example/"})
    assert elsewhere.headers["HX-Redirect"] == "/account/login/?next=%2F"


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=WithASecret)
def test_and_opens_for_somebody_who_has_signed_in_and_belongs_here(client: Client) -> None:
    client.force_login(a_member(an_organisation(), "observer"))
    assert client.get("/secret/").content == b"inside"


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=WithASecret)
def test_who_belongs_to_no_organisation_stays_outside_and_is_told_why(client: Client) -> None:
    client.force_login(a_user())
    answer = client.get("/secret/")
    assert answer.status_code == 403
    assert "hører ikke til en virksomhet" in answer.content.decode()


def test_who_belongs_nowhere_keeps_to_their_own_account() -> None:
    assert for_anyone_signed_in("account_login")
    assert for_anyone_signed_in("mfa_index")
    assert not for_anyone_signed_in("challenges:challenges")


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "localhost:80@evil.example", "", "a b"])
def test_a_forged_host_gets_nothing(client: Client, host: str) -> None:
    answer = client.get("/observatory/", headers={"host": host})
    assert answer.status_code == 400
    assert answer.content == b"Unknown host.\n"
    assert "location" not in answer.headers


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1:8000", "[::1]:8000"])
@pytest.mark.django_db
def test_both_names_of_this_machine_are_answered(client: Client, host: str) -> None:
    assert client.get("/health/", headers={"host": host}).json() == {"status": "ok"}


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/observatory/", "/nowhere/"])
def test_every_page_leaves_with_the_security_headers(client: Client, address: str) -> None:
    headers = client.get(address).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["style-src"] == "'self'"
    assert policy["img-src"] == "'self' data:"
    assert policy["frame-ancestors"] == policy["object-src"] == "'none'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


# Asked by a form: a list somebody brings and a group too long for an address, which change nothing; the door has its own;
# and what people tell without an account.
ASKED_BY_FORM = {
    "observatory:comparison_import", "observatory:comparison_group", "hearings:contribute", "people:join", "replies:say", "replies:stop",
    "hearings:take_back", "desk:leave", "workshops:code_asked", "workshops:come_in", "workshops:leave", "workshops:note",
    "workshops:note_change", "workshops:vote", "recruiting:yes", "evaluations:page", "evaluations:send", "evaluations:empty",
    "dialogues:register", "dialogues:confirm", "dialogues:colleague", "dialogues:vouch", "dialogues:come_back", "dialogues:leave", "dialogues:new_link",
    "disclosures:ask", "submissions:answer", "submissions:remove_file", "submissions:send", "submissions:throw_away", "submissions:withdraw",
    "meetings:book", "meetings:cancel", "meetings:own_minutes", "meetings:apply", "meetings:stop", "conferences:seat", "conferences:leave", "conferences:ask", "invitations:follow", "invitations:confirm",
    "invitations:stop", "feedback:worth", "cases:named",
}  # fmt: skip
DOOR = {name for name in PUBLIC if name.startswith(("account_", "mfa_", "openid_"))}
ONLY_READ = sorted(ADDRESSES[name] for name in PUBLIC if name not in ASKED_BY_FORM | DOOR)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ONLY_READ)
def test_pages_are_only_read(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405


# Its own signature says whose choice it is: mail programs send it without a cookie.
SIGNED = {"desk:leave", "replies:stop", "invitations:stop"}


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted((ASKED_BY_FORM | DOOR) - SIGNED))
def test_a_form_that_is_not_ours_is_refused(name: str) -> None:
    answer = Client(enforce_csrf_checks=True).post(ADDRESSES[name], {"country": "NO", "lines": "x", "group": "x"})
    assert answer.status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["nb", "nn", "en"])
def test_the_chosen_language_holds(client: Client, code: str) -> None:
    answer = client.get(f"/language/{code}/", {"next": "/observatory/definitions/"})
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/observatory/definitions/"
    assert f'<html lang="{code}"' in client.get("/observatory/definitions/").content.decode()


@pytest.mark.parametrize(
    "to", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "\\\\evil.example", ""]
)
def test_choosing_a_language_leads_nowhere_else(client: Client, to: str) -> None:
    assert client.get("/language/nn/", {"next": to}).headers["Location"] == "/"


def test_a_language_we_do_not_have_is_not_found(client: Client, db: None) -> None:
    assert client.get("/language/de/").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "given"), [("nn-NO,nn;q=0.9", "nn"), ("en-GB,en;q=0.8", "en"), ("de", "nb"), ("nb-NO", "nb"), ("", "nb")]
)
def test_the_browsers_language_is_heeded(client: Client, asked: str, given: str) -> None:
    answer = client.get("/observatory/definitions/", headers={"accept-language": asked})
    assert f'<html lang="{given}"' in answer.content.decode()


@pytest.mark.django_db
def test_the_gallery_is_for_development_only(client: Client) -> None:
    assert client.get("/gallery/").status_code == 404


@pytest.mark.django_db
def test_what_is_done_too_often_waits_with_a_page_that_says_how_long(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_many(_request: HttpRequest) -> HttpResponse:
        raise TooMany(timezone.now() + timedelta(seconds=90))

    monkeypatch.setattr(WithASecret, "urlpatterns", [*urls.urlpatterns, path("health/now/", too_many, name="health")])
    with override_settings(ROOT_URLCONF=WithASecret):
        answer = client.get("/health/now/")
    assert answer.status_code == 429
    assert 80 <= int(answer.headers["Retry-After"]) <= 91
    assert "Du kan prøve igjen" in answer.content.decode()
