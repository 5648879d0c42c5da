"""Everything about a person in one file: all of theirs, nothing of others, by what the rooms declare."""

import json
import tracemalloc
import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from nybrott.journal.actions import NewLetter, record
from nybrott.journal.models import Entry, Letter
from nybrott.people.models import Invitation, Membership, Organisation, User
from nybrott.people.queries import actor_of
from nybrott.people.queries.declared import kinds
from nybrott.people.tests.factories import a_member, a_unit, a_user, an_organisation
from nybrott.privacy.feeds.about import DATA, PAGE, everything_about
from nybrott.privacy.queries.about import Subject, counts_about, names, subject_of
from nybrott.privacy.queries.recording import record_of_processing

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def a_full_life(place: Organisation, name: str = "Kari Nordmann", roles: tuple[str, ...] = ("driver",)) -> User:
    """A person of whom something is kept in most tables of this room and of the journal."""
    user = a_user(name)
    other = a_member(place, "admin", user=a_user("Ola Annenmann"))
    a_member(place, *roles, units=(a_unit(place, f"Helse {user.pk}"),), user=user)
    asked = {"organisation": place, "invited_at": NOW, "expires_at": NOW + timedelta(days=14)}
    Invitation.objects.create(
        email=user.email.upper(), name=name, token_hash=f"a{user.pk}", invited_by=other, accepted_at=NOW, **asked
    )
    Invitation.objects.create(
        email=f"third{user.pk}@example.org", name="Tredje Person", token_hash=f"b{user.pk}", invited_by=user, **asked
    )
    session = SessionStore()
    session["_auth_user_id"] = str(user.pk)
    session.create()
    letter = NewLetter("people.hello", user.email, f"Hei {name}", f"Hei, {name}.", to_name=name, to_user_id=user.pk)
    membership = Membership.objects.get(user=user)
    record(actor=actor_of(other, place), verb="people.roles_given", thing=membership, at=NOW, letters=[letter])
    record(
        actor=actor_of(user, place), verb="people.unit_made", thing=place.units.latest("pk"), at=NOW, facts={"by": name}
    )
    return user


def opened(user: User, organisation_id: int | None = None) -> tuple[dict, str]:
    made = everything_about(subject_of(user, organisation_id), now=NOW, kept_by="")
    with made, zipfile.ZipFile(made) as archive:
        assert archive.testzip() is None
        return json.loads(archive.read(DATA)), archive.read(PAGE).decode()


def body_of(answer: HttpResponseBase) -> bytes:
    """What was answered; a file is closed once it is read to its end."""
    return b"".join(answer) if answer.streaming else answer.content  # type: ignore[attr-defined]


def test_all_of_theirs_and_nothing_of_others() -> None:
    place = an_organisation("Prøvevik")
    user = a_full_life(place)
    data, page = opened(user)
    got = {kind["kind"]: kind["rows"] for kind in reversed(data["kinds"])}
    assert got["people.user"][0]["email"] == user.email
    assert (
        got["people.user"][0]["password"]
        == {"withheld": "A secret that lets its holder in; it is stored so that no one can read it back."}
        or "withheld" in got["people.user"][0]["password"]
    )
    (membership,) = got["people.membership"]
    assert membership["roles"] == ["driver"]
    assert membership["units"] == [f"Helse {user.pk}"]
    assert membership["organisation"] == "Prøvevik"
    assert membership["user"] == "Kari Nordmann"
    assert len([kind for kind in data["kinds"] if kind["kind"] == "people.invitation"]) == 2
    assert len(got["sessions.session"]) == 1
    assert [row["verb"] for row in got["journal.entry"]] == ["people.unit_made"]
    (letter,) = got["journal.letter"]
    assert letter["body"] == "Hei, Kari Nordmann."
    whole = json.dumps(data) + page
    for others in ("Ola Annenmann", "Tredje Person", f"third{user.pk}@example.org"):
        assert others not in whole
    assert "Kari Nordmann" in page


def test_an_organisation_hands_out_its_own_part() -> None:
    place, other = an_organisation("Prøvevik"), an_organisation("Annenvik")
    user = a_full_life(place)
    a_member(other, "mentor", user=user)
    data, page = opened(user, place.pk)
    kept = {kind["kind"] for kind in data["kinds"]}
    assert "people.user" in kept
    assert "sessions.session" not in kept, "sign-ins are between the person and the host"
    assert "Annenvik" not in json.dumps(data) + page
    assert "Annenvik" in json.dumps(opened(user)[0], ensure_ascii=False)


def test_a_person_without_an_account_is_found_by_address() -> None:
    place = an_organisation()
    Invitation.objects.create(
        organisation=place, email="Ny@Example.org", name="Ny", token_hash="x", invited_at=NOW, expires_at=NOW
    )
    found = counts_about(Subject(None, "ny@example.org", "Ny"))
    assert [(kind.label, count) for kind, count in found] == [("people.invitation", 1)]
    assert counts_about(Subject(None, "", "Ny")) == []


def test_what_people_wrote_is_no_markup() -> None:
    user = a_user("<script>alert(1)</script>")
    _data, page = opened(user)
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


@pytest.mark.parametrize(("language", "words"), [("nb", "Navn"), ("nn", "Namn"), ("en", "Name")])
def test_the_page_is_in_the_readers_language(language: str, words: str) -> None:
    with override(language):
        _data, page = opened(a_user("Kari"))
    assert f"<dt>{words}</dt>" in page
    assert f'<html lang="{language}">' in page


def test_memory_is_bounded_however_much_is_kept() -> None:
    place = an_organisation()
    user = a_member(place, "driver")
    entry = record(actor=actor_of(user), verb="people.unit_made", thing=place, at=NOW)
    row = {"organisation_id": place.pk, "kind": "x", "language": "nb", "to_address": user.email, "written_at": NOW}
    Letter.objects.bulk_create(Letter(**row, entry=entry, body="x" * 20_000) for _ in range(600))
    tracemalloc.start()
    file = everything_about(subject_of(user), now=NOW, kept_by="")
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    with file, zipfile.ZipFile(file) as archive:
        data = json.loads(archive.read(DATA))
    assert [len(kind["rows"]) for kind in data["kinds"] if kind["kind"] == "journal.letter"] == [600]
    assert peak < 8_000_000, f"{peak} bytes for 12 MB of letters"


def test_ones_own_page_and_file(client: Client) -> None:
    place = an_organisation()
    user = a_full_life(place)
    client.force_login(user)
    page = client.get(reverse("privacy:me")).content.decode()
    assert user.name in page
    answer = client.post(reverse("privacy:me_file"))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="nybrott-kari-nordmann.zip"'
    with zipfile.ZipFile(BytesIO(body_of(answer))) as archive:
        assert archive.namelist() == [DATA, PAGE]
    assert (
        Entry.objects.filter(verb="privacy.data_fetched", actor_user_id=user.pk, organisation_id=place.pk).count() == 1
    )
    assert client.get(reverse("privacy:me_file")).status_code == 405


def test_handing_out_needs_a_reason_and_is_told(client: Client) -> None:
    place = an_organisation()
    user = a_full_life(place)
    membership = Membership.objects.get(user=user)
    client.force_login(a_member(place, "admin"))
    address = reverse("privacy:person_file", args=[membership.pk])
    assert client.post(address, {"reason": " "}).status_code == 422
    assert not Entry.objects.filter(verb="privacy.data_handed_out").exists()
    answer = client.post(address, {"reason": "Asked for on paper."})
    assert body_of(answer).startswith(b"PK")
    entry = Entry.objects.get(verb="privacy.data_handed_out")
    assert entry.private is not None
    assert entry.private["facts"]["reason"] == "Asked for on paper."


def test_the_list_of_people_is_found_by_name_and_costs_the_same(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    place = an_organisation()
    client.force_login(a_member(place, "admin", user=a_user("Ada")))
    address = reverse("privacy:people")
    client.get(address)
    with django_assert_num_queries(5) as one:
        client.get(address)
    for name in ("Kari", "Ola", "Per"):
        a_member(place, user=a_user(name))
    a_member(an_organisation(), user=a_user("Fremmed"))
    with django_assert_num_queries(len(one)):
        page = client.get(address).content.decode()
    assert "Kari" in page
    assert "Fremmed" not in page
    assert "Ola" not in client.get(address, {"name": "kar"}).content.decode()


def test_the_rules_page_says_what_would_go_and_what_went(client: Client) -> None:
    from nybrott.core.actor import system
    from nybrott.privacy.actions.keeping import delete_old

    place = an_organisation()
    client.force_login(a_member(place, "admin"))
    with override("en"):
        page = client.get(reverse("privacy:rules"), headers={"accept-language": "en"}).content.decode()
        assert "Nothing has been deleted yet" in page
        Invitation.objects.create(
            organisation=place, email="a@example.org", name="A", token_hash="x", invited_at=NOW - timedelta(days=200),
            expires_at=NOW - timedelta(days=190),
        )  # fmt: skip
        delete_old(actor=system("Retention"), now=NOW)
        page = client.get(reverse("privacy:rules"), headers={"accept-language": "en"}).content.decode()
    assert "Invitations: 1" in page
    client.force_login(a_member(an_organisation(), "admin"))
    assert (
        "Invitations: 1" not in client.get(reverse("privacy:rules"), headers={"accept-language": "en"}).content.decode()
    )


@pytest.mark.parametrize(("form", "begins"), [("md", b"# "), ("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK")])
def test_the_record_of_processing_is_taken_along(client: Client, form: str, begins: bytes) -> None:
    client.force_login(a_member(an_organisation(), "admin"))
    answer = client.get(reverse("privacy:record_file", args=[form]))
    assert body_of(answer).startswith(begins)
    assert client.get(reverse("privacy:record_file", args=["exe"])).status_code == 404


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_record_tells_of_every_kind(language: str, client: Client) -> None:
    client.force_login(a_member(an_organisation(), "admin"))
    with override(language):
        lines = record_of_processing()
        said = [escape(one.purpose) for one in lines]
    assert {one.kind.label for one in lines} == {kind.label for kind in kinds()}
    told = {text for one in lines for text in one.what}
    with override(language):
        assert {str(text) for kind in kinds() for text in kind.said.fields.values()} == told
    assert all(one.purpose and one.basis and one.kept and one.erasure and one.what for one in lines)
    page = client.get(reverse("privacy:record"), headers={"accept-language": language}).content.decode()
    assert [words for words in said if words not in page] == []


def test_a_name_is_seen_in_a_text() -> None:
    kari = Subject(1, "kari@example.org", "Kari Nordmann")
    assert names(kari, "KARI NORDMANN asked")
    assert names(kari, "asked by kari@EXAMPLE.org")
    assert names(kari, "Nordmann has left")
    assert not names(kari, "The person has left; karianne did not ask")
    assert not names(Subject(1, "", "Bo"), "Bor ikke her")
