"""One's own account: letters through the outbox, links that work once, codes, where one is signed in, which organisation."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoCaptureOnCommitCallbacks

from nybrott.accounts.actions import change_account
from nybrott.accounts.adapters.account import SecondStepAdapter
from nybrott.accounts.queries import device_words
from nybrott.accounts.tests.test_sign_in import PASSWORD, sign_in
from nybrott.core.verdict import Refused
from nybrott.journal.models import Entry, Letter
from nybrott.people.models import User
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, a_user, an_organisation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_passwords")]
NEW = "enda en lengre setning"


@pytest.fixture
def kari() -> User:
    return User.objects.create_user("kari@example.org", PASSWORD, name="Kari <Nordmann>")


@pytest.fixture
def inside(client: Client, kari: User) -> Client:
    """Kari's browser after signing in with her password."""
    sign_in(client)
    return client


def confirm(client: Client, password: str = PASSWORD) -> None:
    """Show once more who one is."""
    assert client.post("/account/confirm/", {"password": password}).status_code == 302


def link_in(letter: Letter) -> str:
    assert set(letter.secrets) == {"link"}
    assert "{link}" in letter.body
    return str(letter.secrets["link"]).removeprefix("http://testserver")


# --- letters ---


@pytest.mark.parametrize(("language", "subject"), [("nb", "Velg nytt passord for Nybrott"), ("nn", "Vel nytt passord for Nybrott"), ("en", "Choose a new password for Nybrott")])  # fmt: skip
def test_a_forgotten_password_is_a_letter_in_the_persons_language(client: Client, kari: User, language: str, subject: str) -> None:  # fmt: skip
    User.objects.filter(pk=kari.pk).update(language=language)
    answer = client.post("/account/password/forgotten/", {"email": "KARI@example.org"})
    assert answer.headers["Location"] == "/account/password/forgotten/sent/"
    letter = Letter.objects.get()
    assert (letter.subject, letter.to_address, letter.to_user_id, letter.language) == (subject, "kari@example.org", kari.pk, language)  # fmt: skip
    assert "Kari <Nordmann>" in letter.body
    assert letter.secrets["link"] not in letter.body, "whoever reads the outbox does not see the link"
    assert letter.send_after is None, "it goes at once"
    assert Entry.objects.get().verb == "accounts.password_link_sent"


def test_an_unknown_address_gets_the_same_answer_and_no_letter(client: Client, kari: User) -> None:
    answer = client.post("/account/password/forgotten/", {"email": "ola@example.org"})
    assert answer.headers["Location"] == "/account/password/forgotten/sent/"
    assert Letter.objects.count() == 0


def test_the_link_works_once_and_signs_other_devices_out(client: Client, kari: User) -> None:
    elsewhere = Client()
    sign_in(elsewhere)
    client.post("/account/password/forgotten/", {"email": "kari@example.org"})
    link = link_in(Letter.objects.get())
    form = client.get(link).headers["Location"]
    assert "set-password" in form, "the key does not stay in the address"
    short = client.post(form, {"password1": "kort", "password2": "kort"}).content.decode()
    assert "Passordet er for kort: det må ha minst 12 tegn." in short
    common = client.post(form, {"password1": "q1w2e3r4t5y6", "password2": "q1w2e3r4t5y6"}).content.decode()
    assert "står på listen over dem som blir prøvd først" in common
    done = client.post(form, {"password1": NEW, "password2": NEW})
    assert done.headers["Location"] == "/account/password/new/done/"
    assert "virker ikke lenger" in Client().get(link).content.decode()
    assert elsewhere.get("/account/").status_code == 302
    assert UserSession.objects.count() == 0
    assert sign_in(client, password=NEW).status_code == 302
    assert Entry.objects.filter(verb="accounts.password_changed").count() == 1
    assert Letter.objects.filter(subject="Passordet ditt er endret med en lenke i et brev", secrets={}).count() == 1


def test_a_link_is_asked_for_four_times_an_hour_at_most(client: Client, kari: User) -> None:
    codes = [client.post("/account/password/forgotten/", {"email": "kari@example.org"}).status_code for _ in range(5)]
    assert codes == [302, 302, 302, 302, 429]
    assert Letter.objects.count() == 4
    assert client.post("/account/password/forgotten/", {"email": "ola@example.org"}).status_code == 302


def test_a_new_address_is_confirmed_by_a_letter_to_it(inside: Client, kari: User) -> None:
    sent = inside.post("/account/email/", {"email": "ny@example.org", "action_add": ""})
    assert sent.headers["Location"].startswith("/account/confirm/"), "it matters: show that it is you"
    inside.post(sent.headers["Location"], {"password": PASSWORD, "next": "/account/email/"})
    letter = Letter.objects.get()
    assert letter.to_address == "ny@example.org"
    kari.refresh_from_db()
    assert kari.email == "kari@example.org"
    assert "ny@example.org" in inside.get("/account/email/").content.decode()
    page = inside.get(link_in(letter)).content.decode()
    assert "Kari &lt;Nordmann&gt;" in page
    inside.post(link_in(letter))
    kari.refresh_from_db()
    assert kari.email == "ny@example.org"
    told = Letter.objects.exclude(pk=letter.pk).get()
    assert (told.to_address, told.subject) == ("kari@example.org", "E-postadressen til kontoen din er endret")
    outside = Client()
    assert sign_in(outside).status_code == 200, "the old address opens nothing"
    assert sign_in(outside, "ny@example.org").status_code == 302


def test_an_address_that_is_anothers_cannot_be_had(inside: Client, kari: User) -> None:
    confirm(inside)
    inside.post("/account/email/", {"email": "ola@example.org", "action_add": ""})
    User.objects.create_user("ola@example.org", name="Ola")
    answer = inside.post(link_in(Letter.objects.get()), follow=True)
    assert "Denne adressen kan ikke brukes." in answer.content.decode()
    User.objects.create_user("per@example.org", name="Per")
    again = inside.post("/account/email/", {"email": "PER@example.org", "action_add": ""})
    assert "Denne adressen kan ikke brukes." in again.content.decode()
    assert Letter.objects.count() == 1
    kari.refresh_from_db()
    assert kari.email == "kari@example.org"


def test_changing_the_password_asks_for_the_one_there_is(inside: Client, kari: User) -> None:
    wrong = inside.post("/account/password/", {"oldpassword": "feil", "password1": NEW, "password2": NEW})
    assert "Det er ikke passordet du har nå." in wrong.content.decode()
    right = inside.post("/account/password/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    assert right.headers["Location"] == "/account/"
    assert inside.get("/account/").status_code == 200, "this device stays signed in"
    assert Letter.objects.get().subject == "Passordet ditt er endret"


# --- codes ---


def code_now(secret: str, step: int = 0) -> str:
    counters = list(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(secret, counters[1] + step))


@pytest.fixture
def with_codes(
    inside: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> tuple[Client, str]:
    """Kari uses codes from an app; the secret of it."""
    confirm(inside)
    page = inside.get("/account/codes/begin/").content.decode()
    assert 'src="data:image/svg+xml;base64,' in page
    secret = re.search(r'nb-secret">([A-Z2-7]{32})<', page)
    assert secret
    with django_capture_on_commit_callbacks(execute=True):
        begun = inside.post("/account/codes/begin/", {"code": code_now(secret[1], -1)})
    assert begun.headers["Location"] == "/account/codes/spare/"
    return inside, secret[1]


def test_a_code_is_asked_for_after_the_password_and_works_once(with_codes: tuple[Client, str]) -> None:
    _inside, secret = with_codes
    client = Client()
    assert sign_in(client, next="/account/sessions/").headers["Location"] == "/account/login/code/"
    assert client.get("/account/").status_code == 302, "not in yet"
    assert "Det er ikke den rette" in client.post("/account/login/code/", {"code": "000000"}).content.decode()
    code = code_now(secret)
    assert client.post("/account/login/code/", {"code": code}).headers["Location"] == "/account/sessions/"
    again = Client()
    sign_in(again)
    assert again.post("/account/login/code/", {"code": code}).status_code == 200, "the same code a second time"
    cache.clear()


def test_a_spare_code_works_once(with_codes: tuple[Client, str]) -> None:
    inside, _secret = with_codes
    codes = re.findall(r"<code>(\d{8})</code>", inside.get("/account/codes/spare/").content.decode())
    assert len(set(codes)) == 10
    assert set(inside.get("/account/codes/spare/file/").content.decode().split()) >= set(codes)
    for expected in (302, 200):
        client = Client()
        sign_in(client)
        assert client.post("/account/login/code/", {"code": codes[0]}).status_code == expected
    assert "9 reservekoder er igjen" in inside.get("/account/").content.decode()
    assert inside.post("/account/codes/spare/new/").status_code == 302
    assert codes[1] not in inside.get("/account/codes/spare/").content.decode()


def test_spare_codes_are_shown_only_after_one_has_shown_who_one_is(with_codes: tuple[Client, str]) -> None:
    _inside, secret = with_codes
    client = Client()
    sign_in(client)
    client.post("/account/login/code/", {"code": code_now(secret)})
    assert not re.search(r"<code>\d{8}</code>", client.get("/account/codes/spare/").content.decode())
    assert client.get("/account/codes/spare/file/").headers["Location"].startswith("/account/confirm/")


def test_codes_can_be_ended_and_the_person_is_told(with_codes: tuple[Client, str]) -> None:
    inside, _secret = with_codes
    assert inside.post("/account/codes/end/").headers["Location"] == "/account/codes/"
    assert Authenticator.objects.count() == 0, "spare codes for nothing are gone too"
    verbs = list(Entry.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["accounts.codes_begun", "accounts.codes_ended"]
    assert {letter.to_address for letter in Letter.objects.all()} == {"kari@example.org"}


def test_guessing_codes_ends(with_codes: tuple[Client, str]) -> None:
    client = Client(REMOTE_ADDR="198.51.100.9")
    sign_in(client)
    answers = [client.post("/account/login/code/", {"code": f"{n:06}"}).status_code for n in range(6)]
    assert answers == [200, 200, 200, 200, 200, 429]


def test_the_secret_behind_the_codes_is_not_kept_as_it_is(with_codes: tuple[Client, str]) -> None:
    _inside, secret = with_codes
    kept = Authenticator.objects.get(type=Authenticator.Type.TOTP).data["secret"]
    assert secret not in kept
    assert SecondStepAdapter().decrypt(kept) == secret


@given(st.text(min_size=1))
def test_what_is_encrypted_comes_back(text: str) -> None:
    adapter = SecondStepAdapter()
    assert adapter.decrypt(adapter.encrypt(text)) == text


# --- passkeys (with a real browser: tests/journeys/test_sign_in.py) ---


def test_a_passkey_is_only_its_persons(inside: Client) -> None:
    theirs = Authenticator.objects.create(user=a_user(), type="webauthn", data={"name": "x", "credential": {}})
    confirm(inside)
    for what in ("name", "remove"):
        assert inside.get(f"/account/passkeys/{theirs.pk}/{what}/").status_code == 404
        assert inside.post(f"/account/passkeys/{theirs.pk}/{what}/", {"name": "y"}).status_code == 404
    theirs.refresh_from_db()
    assert theirs.data["name"] == "x"


@pytest.mark.parametrize(
    "credential", ["", "{}", "null", "[]", '"x"', '{"id": "x", "response": {"userHandle": "!"}}', "{" * 5000]
)
def test_nonsense_instead_of_a_passkey_opens_nothing(client: Client, kari: User, credential: str) -> None:
    answer = client.post("/account/login/passkey/", {"credential": credential})
    assert answer.status_code in (200, 302)
    assert "_auth_user_id" not in client.session


# --- where one is signed in ---


def test_one_sees_where_one_is_signed_in_and_ends_what_one_wants(inside: Client, kari: User) -> None:
    others = [Client(REMOTE_ADDR=f"198.51.100.{n}", headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"}) for n in (1, 2)]  # fmt: skip
    for other in others:
        sign_in(other)
    page = inside.get("/account/sessions/").content.decode()
    assert page.count("Firefox, Windows</strong>") == 2
    assert "198.51.100.1" in page
    first = UserSession.objects.get(ip="198.51.100.1")
    assert inside.post(f"/account/sessions/{first.pk}/end/").status_code == 302
    assert [other.get("/account/").status_code for other in others] == [302, 200]
    assert inside.post("/account/sessions/end-others/").status_code == 302
    assert others[1].get("/account/").status_code == 302
    assert inside.get("/account/").status_code == 200
    assert UserSession.objects.get().user_id == kari.pk
    assert Entry.objects.filter(verb__in=("accounts.sign_in_ended", "accounts.other_sign_ins_ended")).count() == 2


def test_one_does_not_end_anothers(inside: Client) -> None:
    theirs = UserSession.objects.create(user=a_user(), ip="192.0.2.1", session_key="theirs", user_agent="x")
    assert inside.post(f"/account/sessions/{theirs.pk}/end/").status_code == 404
    assert UserSession.objects.filter(pk=theirs.pk).exists()


@pytest.mark.parametrize("others", [0, 2])
def test_the_list_takes_as_many_queries_however_long(
    inside: Client, others: int, django_assert_num_queries: object
) -> None:
    for _ in range(others):
        sign_in(Client())
    with django_assert_num_queries(9):
        inside.get("/account/sessions/")


def test_last_seen_is_noted_every_ten_minutes_not_every_time(inside: Client) -> None:
    inside.get("/account/")
    old = timezone.now() - timedelta(hours=1)
    UserSession.objects.update(last_seen_at=old)
    inside.get("/account/")
    assert UserSession.objects.get().last_seen_at == old
    session = inside.session
    session["seen"] -= 600
    session.save()
    inside.get("/account/")
    assert UserSession.objects.get().last_seen_at > old


def test_an_account_that_is_closed_is_out_at_once(inside: Client) -> None:
    User.objects.update(is_active=False)
    assert inside.get("/account/").status_code == 302


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 Version/19.0 Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/156.0 Safari/537.36 Edg/156.0", "Edge, Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0 Safari/537.36", "Chrome, Linux"),
        ("", "Ukjent enhet"), ("<script>", "Ukjent enhet"),
    ],
)  # fmt: skip
def test_a_device_is_said_in_words(agent: str, words: str) -> None:
    assert device_words(agent) == words


# --- who one is, and for whom ---


def test_one_changes_ones_own_name_and_language(inside: Client, kari: User) -> None:
    assert inside.post("/account/", {"name": " Kari \n Berg ", "language": "nn"}).status_code == 302
    kari.refresh_from_db()
    assert (kari.name, kari.language) == ("Kari Berg", "nn")
    assert Entry.objects.get().verb == "accounts.account_changed"
    assert inside.post("/account/", {"name": "", "language": "de"}).status_code == 422
    inside.post("/account/", {"name": "Kari Berg", "language": "nn"})
    assert Entry.objects.count() == 1, "nothing changed, nothing recorded"


def test_nobody_changes_anothers_account(kari: User) -> None:
    with pytest.raises(Refused, match="kan endre den"):
        change_account(actor=actor_of(a_user()), user=kari, name="X", language="nb", now=timezone.now())


def test_one_switches_between_ones_own_organisations(inside: Client, kari: User) -> None:
    alvik, bervik = an_organisation("Alvik", accent="forest"), an_organisation("Bervik", accent="heather")
    a_member(alvik, "driver", user=kari)
    a_member(bervik, "admin", user=kari)
    page = inside.get("/account/").content.decode()
    assert "Bytt til Bervik" in page
    assert 'data-accent="forest"' in page
    answer = inside.post("/account/organisation/", {"organisation": bervik.pk, "next": "/account/"})
    assert answer.headers["Location"] == "/account/"
    page = inside.get("/account/").content.decode()
    assert "Bytt til Alvik" in page
    assert 'data-accent="heather"' in page
    assert inside.get("/account/organisation/").status_code == 405


@pytest.mark.parametrize("to", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_switching_leads_nowhere_else(inside: Client, kari: User, to: str) -> None:
    for name in ("Alvik", "Bervik"):
        place = an_organisation(name)
        a_member(place, "driver", user=kari)
    assert inside.post("/account/organisation/", {"organisation": place.pk, "next": to}).headers["Location"] == "/"


@pytest.mark.parametrize("chosen", ["", "x", "0", "999999999999999999999"])
def test_one_does_not_switch_to_anothers(inside: Client, kari: User, chosen: str) -> None:
    a_member(an_organisation("Alvik"), "driver", user=kari)
    theirs = an_organisation("Bervik")
    for value in (chosen, str(theirs.pk)):
        answer = inside.post("/account/organisation/", {"organisation": value}, follow=True)
        assert isinstance(answer, HttpResponse)
        assert "Du hører ikke til i den virksomheten" in answer.content.decode()
        assert "organisation" not in inside.session
