"""Signing in by OpenID Connect against a provider on loopback: what is believed, what is refused, and who gets what."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.http import HttpResponse
from django.test import Client
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, OctKey, RSAKey
from oidc_provider_mock import run_server_in_thread
from pytest_django import Settings

from nybrott.accounts.adapters.openid import OpenId
from nybrott.accounts.adapters.tokens import Denied, high_enough, read_token
from nybrott.accounts.queries import roles_told
from nybrott.accounts.tests.test_sign_in import PASSWORD, sign_in
from nybrott.journal.models import Entry
from nybrott.people.models import Membership, User
from nybrott.people.tests.factories import a_member, a_user, an_organisation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_passwords")]

SUB = {"sub": "s-123", "name": "Kari Nordmann", "email": "kari@alvik.example", "email_verified": True}
LEVELS = ["low", "substantial", "high"]


@pytest.fixture(scope="module")
def service() -> Iterator[str]:
    """The address of a provider that believes everybody."""
    with run_server_in_thread() as server:
        yield f"http://localhost:{server.server_port}"


@dataclass
class Trusting:
    """The site with one service configured, and a browser."""

    client: Client
    issuer: str
    said: dict[str, Any]

    def go(self, **claims: Any) -> HttpResponse:
        """Sign in there with these claims, and come back."""
        sent = self.client.post("/account/services/work/")
        assert sent.status_code == 302, sent.content.decode()
        return self.client.get(self.there(sent.headers["Location"], **claims))

    def there(self, address: str, **claims: Any) -> str:
        """What a person does at the provider; where it sends them."""
        told = SUB | claims
        requests.put(
            f"{self.issuer}/users/{told['sub']}", json={k: v for k, v in told.items() if k != "sub"}, timeout=30
        )
        answer = requests.post(address, data={"sub": told["sub"]}, allow_redirects=False, timeout=30)
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"].replace("http://testserver", "")


@pytest.fixture
def site(client: Client, service: str, settings: Settings) -> Trusting:
    said = {
        "server_url": service, "issuer": service, "key": "", "scope": ["openid", "profile", "email"], "acr_levels": [], "acr_floor": "",
        "trusted_domains": ["alvik.example"], "email_always_verified": False, "links_by_email": True, "creates_accounts": False, "roles": [],
    }  # fmt: skip
    app = {"provider_id": "work", "name": "Alvik", "client_id": "nybrott", "secret": "x", "settings": said}
    settings.SOCIALACCOUNT_PROVIDERS = {**settings.SOCIALACCOUNT_PROVIDERS, "openid_connect": {"provider_class": "nybrott.accounts.adapters.openid.Provider", "APPS": [app]}}  # fmt: skip
    return Trusting(client, service, said)


def signed_in(client: Client) -> User | None:
    key = client.session.get("_auth_user_id")
    return User.objects.get(pk=key) if key else None


def refused(answer: HttpResponse, sentence: str) -> None:
    assert answer.status_code == 403
    assert sentence in answer.content.decode()
    assert SocialAccount.objects.count() == 0


def test_one_signs_in_to_the_account_with_the_same_address(site: Trusting) -> None:
    kari = User.objects.create_user("kari@alvik.example", PASSWORD, name="Kari")
    assert site.go().headers["Location"] == "/home/"
    assert signed_in(site.client) == kari
    linked = SocialAccount.objects.get()
    assert (linked.provider, linked.uid, linked.extra_data) == ("work", "s-123", {})
    kari.refresh_from_db()
    assert kari.check_password(PASSWORD), "the password stays"
    assert Entry.objects.get(verb="accounts.service_linked")
    site.client.logout()
    site.go(email="annen@alvik.example")
    assert signed_in(site.client) == kari, "from now on by the service's own number"
    assert User.objects.count() == 1


def test_what_goes_out_has_nonce_state_and_proof_key(site: Trusting) -> None:
    site.said |= {"acr_levels": LEVELS, "acr_floor": "substantial"}
    sent = site.client.post("/account/services/work/?scope=admin&auth_params=acr_values%3Dlow")
    asked = parse_qs(urlsplit(sent.headers["Location"]).query)
    assert len(asked["nonce"][0]) >= 32
    assert len(asked["state"][0]) >= 16
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["acr_values"] == ["substantial high"], "the reader's own wish is left out"
    assert set(asked["scope"][0].split()) == {"openid", "profile", "email"}
    again = parse_qs(urlsplit(site.client.post("/account/services/work/").headers["Location"]).query)
    assert again["nonce"] != asked["nonce"]


def test_a_link_alone_leads_nowhere_before_a_button(site: Trusting) -> None:
    assert "Alvik" in site.client.get("/account/services/work/").content.decode()
    assert "Alvik" in site.client.get("/account/login/").content.decode()
    assert site.client.get("/account/services/other/").status_code == 404
    assert site.client.get("/account/services/other/back/").status_code == 404


def test_who_has_no_account_is_not_let_in_and_nothing_is_made(site: Trusting) -> None:
    refused(site.go(), "Du har ingen konto her.")
    assert User.objects.count() == 0


@pytest.mark.parametrize(
    "claims", [{"email_verified": False}, {"email_verified": "true"}, {"email": "kari@elsewhere.example"}, {"email": ""}, {"email": "kari@evil.alvik.example"}]
)  # fmt: skip
def test_an_address_nobody_answers_for_opens_nothing(site: Trusting, claims: dict[str, Any]) -> None:
    a_user(email="kari@elsewhere.example")
    User.objects.create_user("kari@alvik.example", name="Kari")
    refused(site.go(**claims), "Du har ingen konto her.")


def test_a_service_that_may_not_link_by_address_says_how(site: Trusting) -> None:
    site.said["links_by_email"] = False
    User.objects.create_user("kari@alvik.example", name="Kari")
    refused(site.go(), "Logg inn på den først")


def test_one_links_a_service_from_the_inside(site: Trusting) -> None:
    site.said |= {"links_by_email": False, "trusted_domains": []}
    kari = User.objects.create_user("kari@example.org", PASSWORD, name="Kari")
    sign_in(site.client)
    site.client.post("/account/confirm/", {"password": PASSWORD})
    sent = site.client.post("/account/services/work/?process=connect")
    answer = site.client.get(site.there(sent.headers["Location"]))
    assert answer.headers["Location"] == "/account/services/"
    assert "Alvik" in site.client.get("/account/services/").content.decode()
    site.client.logout()
    site.go()
    assert signed_in(site.client) == kari
    site.client.post("/account/confirm/", {"password": PASSWORD})
    site.client.post("/account/services/", {"account": SocialAccount.objects.get().pk})
    assert SocialAccount.objects.count() == 0


def test_anothers_link_cannot_be_taken(site: Trusting) -> None:
    other = a_user()
    SocialAccount.objects.create(user=other, provider="work", uid="s-123")
    User.objects.create_user("kari@example.org", PASSWORD, name="Kari")
    sign_in(site.client)
    site.client.post("/account/confirm/", {"password": PASSWORD})
    sent = site.client.post("/account/services/work/?process=connect")
    page = site.client.get(site.there(sent.headers["Location"]), follow=True)
    assert isinstance(page, HttpResponse)
    assert "hører til en annen konto" in page.content.decode()
    assert SocialAccount.objects.get().user == other


@pytest.mark.parametrize(("acr", "enough"), [("low", False), ("substantial", True), ("high", True), ("unknown", False), (None, False), (["high"], False)])  # fmt: skip
def test_how_safely_one_signed_in_has_a_floor(site: Trusting, acr: object, enough: bool) -> None:
    site.said |= {"acr_levels": LEVELS, "acr_floor": "substantial"}
    User.objects.create_user("kari@alvik.example", name="Kari")
    answer = site.go(**({"acr": acr} if acr else {}))
    if enough:
        assert signed_in(site.client) is not None
        assert SocialAccount.objects.get().extra_data == {"acr": acr}
    else:
        refused(answer, "for lavt her")
    assert high_enough(acr, LEVELS, "substantial") is enough
    assert high_enough(acr, [], "")


def test_an_answer_to_another_sign_in_is_refused(site: Trusting) -> None:
    User.objects.create_user("kari@alvik.example", name="Kari")
    sent = site.client.post("/account/services/work/").headers["Location"]
    nonce = parse_qs(urlsplit(sent).query)["nonce"][0]
    back = site.there(sent.replace(nonce, "another"))
    refused(site.client.get(back), "hører til en annen innlogging")
    assert site.client.get(back).status_code == 403, "a state works once"
    without = site.client.post("/account/services/work/").headers["Location"].replace("nonce=", "none=")
    refused(site.client.get(site.there(without)), "hører til en annen innlogging")


def test_an_answer_for_another_browser_is_refused(site: Trusting) -> None:
    User.objects.create_user("kari@alvik.example", name="Kari")
    back = site.there(site.client.post("/account/services/work/").headers["Location"])
    other = Client()
    assert other.get(back).status_code == 403
    assert signed_in(other) is None


@pytest.mark.parametrize("query", ["", "?code=x&state=y", "?error=server_error", "?error=<script>alert(1)</script>"])
def test_nonsense_from_a_service_is_one_calm_page(site: Trusting, query: str) -> None:
    answer = site.client.get(f"/account/services/work/back/{query}")
    assert answer.status_code == 403
    assert "<script>alert" not in answer.content.decode()


def test_calling_it_off_is_told(site: Trusting) -> None:
    state = parse_qs(urlsplit(site.client.post("/account/services/work/").headers["Location"]).query)["state"][0]
    answer = site.client.get(f"/account/services/work/back/?error=access_denied&state={state}")
    assert answer.headers["Location"] == "/account/services/called-off/"


def test_a_service_that_does_not_answer_is_told(site: Trusting, monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(*_args: object, **_more: object) -> None:
        raise requests.ConnectionError

    monkeypatch.setattr(requests.Session, "request", silent)
    refused(site.client.post("/account/services/work/"), "svarte ikke som den skulle")


def test_a_service_that_says_it_is_another_is_refused(site: Trusting) -> None:
    site.said["issuer"] = "https://login.example"
    refused(site.client.post("/account/services/work/"), "ikke den den skal være")


# --- roles ---


ROWS = [
    {"claim": "groups", "value": "g-1", "organisation": "alvik", "role": "driver"},
    {"claim": "groups", "value": "g-2", "organisation": "alvik", "role": "admin"},
    {"claim": "dept", "value": "it", "organisation": "nowhere", "role": "driver"},
]


def test_claims_give_roles() -> None:
    assert roles_told({"groups": ["g-1", "x"], "dept": "it"}, ROWS) == {"alvik": {"driver"}, "nowhere": {"driver"}}
    assert roles_told({"groups": "g-2"}, ROWS) == {"alvik": {"admin"}, "nowhere": set()}
    assert roles_told({"groups": {"g-1": 1}}, ROWS)["alvik"] == set()
    assert roles_told({}, []) == {}


def test_somebody_new_gets_an_account_with_the_roles_of_the_service(site: Trusting) -> None:
    alvik = an_organisation("Alvik", slug="alvik")
    site.said |= {"creates_accounts": True, "roles": ROWS}
    refused(site.go(groups=["x"]), "Du har ingen konto her.")
    refused(site.go(groups=["g-1"], email_verified=False), "Du har ingen konto her.")
    assert User.objects.count() == 0
    site.go(groups=["g-1"])
    kari = signed_in(site.client)
    assert kari is not None
    assert (kari.email, kari.name, kari.has_usable_password()) == ("kari@alvik.example", "Kari Nordmann", False)
    assert Membership.objects.get(user=kari).roles == ["driver"]
    verbs = set(Entry.objects.values_list("verb", flat=True))
    assert {"accounts.made_by_service", "people.joined"} <= verbs
    assert Entry.objects.get(verb="people.joined").organisation_id == alvik.pk


def test_roles_follow_the_service_and_those_given_by_hand_stay(site: Trusting) -> None:
    alvik = an_organisation("Alvik", slug="alvik")
    a_member(alvik, "admin")
    kari = a_member(alvik, "mentor", user=User.objects.create_user("kari@alvik.example", name="Kari"))
    site.said["roles"] = ROWS
    for groups, roles in (
        (["g-1", "g-2"], {"driver", "admin", "mentor"}),
        (["g-2"], {"admin", "mentor"}),
        ([], {"mentor"}),
    ):
        site.client.logout()
        site.go(groups=groups)
        assert set(Membership.objects.get(user=kari).roles) == roles


def test_whoever_is_left_without_a_role_leaves_and_comes_back(site: Trusting) -> None:
    alvik = an_organisation("Alvik", slug="alvik")
    kari = a_member(alvik, "driver", user=User.objects.create_user("kari@alvik.example", name="Kari"))
    site.said["roles"] = ROWS
    site.go(groups=[])
    assert not Membership.objects.current().filter(user=kari).exists()
    site.client.logout()
    site.go(groups=["g-1"])
    assert Membership.objects.current().get(user=kari).roles == ["driver"]


def test_the_last_administrator_stays_one(site: Trusting) -> None:
    alvik = an_organisation("Alvik", slug="alvik")
    kari = a_member(alvik, "admin", user=User.objects.create_user("kari@alvik.example", name="Kari"))
    site.said["roles"] = ROWS
    site.go(groups=[])
    assert Membership.objects.current().get(user=kari).roles == ["admin"]


def test_an_account_that_was_closed_stays_closed(site: Trusting) -> None:
    User.objects.create_user("kari@alvik.example", name="Kari")
    User.objects.update(is_active=False)
    assert site.go().headers["Location"] == "/account/inactive/"
    assert signed_in(site.client) is None


# --- the token itself ---


KEY, OTHER = RSAKey.generate_key(2048, {"kid": "1"}), RSAKey.generate_key(2048, {"kid": "1"})
NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
AT = int(NOW.timestamp())
GOOD = {"iss": "https://i", "aud": "us", "exp": AT + 60, "iat": AT, "nonce": "n", "sub": "s"}


def read(claims: dict[str, Any], key: Any = KEY, alg: str = "RS256", nonce: str = "n") -> dict[str, Any]:
    token = jwt.encode({"alg": alg, "kid": "1"}, claims, key, algorithms=[alg])
    keys = KeySet([KEY]).as_dict(private=False)
    return read_token(token, keys=keys, issuer="https://i", client_id="us", nonce=nonce, now=NOW)


def test_a_good_token_is_believed() -> None:
    assert read(GOOD)["sub"] == "s"
    assert read(GOOD | {"aud": ["us", "them"], "azp": "us"})["sub"] == "s"
    assert read(GOOD | {"iat": AT + 59, "exp": AT - 59})["sub"] == "s", "clocks may differ by a minute"


@pytest.mark.parametrize(
    "wrong",
    [
        {"iss": "https://j"}, {"iss": None}, {"aud": "them"}, {"aud": ["us", "them"]}, {"aud": ["us", "them"], "azp": "them"}, {"aud": []},
        {"exp": AT - 61}, {"exp": None}, {"exp": "x"}, {"iat": AT + 61}, {"nbf": AT + 61}, {"nonce": "m"}, {"nonce": None}, {"nonce": ""},
        {"sub": ""}, {"sub": 5}, {"sub": None},
    ],
    ids=str,
)  # fmt: skip
def test_a_token_with_anything_wrong_is_not_believed(wrong: dict[str, Any]) -> None:
    claims = {name: value for name, value in (GOOD | wrong).items() if value is not None}
    with pytest.raises(Denied):
        read(claims)


def test_a_token_without_our_nonce_is_never_believed() -> None:
    with pytest.raises(Denied):
        read({name: value for name, value in GOOD.items() if name != "nonce"}, nonce="")


@pytest.mark.parametrize(("key", "alg"), [(OTHER, "RS256"), (OctKey.import_key("secret" * 8), "HS256"), (ECKey.generate_key("P-256"), "ES256")])  # fmt: skip
def test_a_signature_by_another_key_is_not_believed(key: Any, alg: str) -> None:
    with pytest.raises(Denied, match="signert"):
        read(GOOD, key, alg)


@pytest.mark.parametrize("token", ["", "a.b.c", "eyJhbGciOiJub25lIn0.e30.", "x" * 10000])
def test_what_is_no_token_is_not_believed(token: str) -> None:
    with pytest.raises(Denied):
        read_token(
            token, keys=KeySet([KEY]).as_dict(private=False), issuer="https://i", client_id="us", nonce="n", now=NOW
        )


def test_a_signed_proof_goes_instead_of_a_password(site: Trusting, monkeypatch: pytest.MonkeyPatch) -> None:
    site.said["key"] = KEY.as_pem(private=True).decode()
    User.objects.create_user("kari@alvik.example", name="Kari")
    sent: list[dict[str, Any]] = []
    real = requests.Session.request

    def listen(session: requests.Session, method: str, url: str, **more: Any) -> requests.Response:
        if method == "POST":
            sent.append(dict(more.get("data") or {}))
            more["data"] = {name: value for name, value in more["data"].items() if not name.startswith("client_a")} | {"client_secret": "x"}  # fmt: skip
        return real(session, method, url, **more)

    monkeypatch.setattr(requests.Session, "request", listen)
    site.go()
    proof = jwt.decode(sent[-1]["client_assertion"], KEY).claims
    assert (proof["iss"], proof["sub"], proof["aud"]) == ("nybrott", "nybrott", site.issuer)
    assert 0 < proof["exp"] - time.time() <= 60
    assert OpenId.nonce == "", "nothing is kept between sign-ins"
