"""Organisations: founded by those who run the host, described by their own; numbers, colours, inhabitants."""

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from nybrott.core.actor import Actor
from nybrott.journal.models import Entry, Letter
from nybrott.people.actions.organisations import describe_organisation, record_inhabitants, slug_of
from nybrott.people.feeds import roles_page
from nybrott.people.forms.organisations import OrganisationForm, read_inhabitants
from nybrott.people.models import Invitation, Organisation
from nybrott.people.queries.organisations import Inhabitants
from nybrott.people.roles import ROLES
from nybrott.people.tests.factories import a_member, a_user, an_actor, an_organisation
from nybrott.ui.frame import ACCENTS

pytestmark = pytest.mark.django_db

NUMBER = "974760673"  # the register of entities' own
HOST = Actor(None, None, "Drift", permissions=frozenset({"host.manage"}))


def founding(**more: str) -> dict[str, str]:
    return {
        "name": "Ørskog kommune", "kind": "municipality", "country": "NO", "number": "974 760 673", "municipality_number": "1523",
        "admin_name": "Åse Moe", "admin_email": "ase@example.org",
    } | more  # fmt: skip


@pytest.fixture
def host(client: Client) -> Client:
    client.force_login(a_user("Drift", runs_host=True))
    return client


def test_an_organisation_is_founded_with_its_first_administrator(host: Client) -> None:
    assert "Ingen virksomheter er her ennå" in host.get("/settings/organisations/").content.decode()
    assert host.post("/settings/organisations/new/", founding()).status_code == 302
    place = Organisation.objects.get()
    assert (place.slug, place.number) == ("orskog-kommune", NUMBER)
    link = Letter.objects.get().secrets["link"].removeprefix("http://testserver")
    assert "Gi den første" not in host.get("/settings/organisations/").content.decode()
    assert "er invitert og har ikke svart" in host.get(f"/settings/organisations/{place.pk}/").content.decode()
    host.post(f"/settings/organisations/{place.pk}/")
    assert Client().get(link).status_code == 404, "sent again, with a new link"
    link = Letter.objects.order_by("-pk")[0].secrets["link"].removeprefix("http://testserver")
    Client().post(link, {"name": "Åse Moe", "password": "en lang og god setning"})
    assert place.memberships.current().admins().count() == 1
    page = host.get(f"/settings/organisations/{place.pk}/").content.decode()
    assert "1 administrator tar vare på den." in page
    assert (
        host.post(f"/settings/organisations/{place.pk}/", {"name": "Ny", "email": "ny@example.org"}).status_code == 403
    )
    for address in ("units/", "members/", "organisation/"):
        assert host.get(f"/settings/{address}").status_code in (403, 404), "the host sees nothing of its own"


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"number": "974760674"}, "Dette er ikke et norsk organisasjonsnummer"),
        ({"number": "12"}, "Dette er ikke et norsk organisasjonsnummer"),
        ({"municipality_number": "15"}, "Et kommunenummer har fire sifre."),
        ({"country": "XX"}, "Velg et gyldig valg"),
        ({"name": " \u200b\u202e "}, "Feltet er påkrevet"),
        ({"admin_email": "nei"}, "e-postadresse"),
    ],
)
def test_what_is_typed_wrong_is_said_at_the_field(host: Client, more: dict[str, str], sentence: str) -> None:
    answer = host.post("/settings/organisations/new/", founding(**more))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Organisation.objects.exists()


def test_other_countries_write_numbers_their_own_way_and_a_number_is_one_organisation(host: Client) -> None:
    an_organisation(number=NUMBER)
    again = host.post("/settings/organisations/new/", founding())
    assert again.status_code == 422
    assert "En virksomhet med dette nummeret er her allerede." in again.content.decode()
    assert host.post("/settings/organisations/new/", founding(country="SE", number="212000-0142")).status_code == 302
    assert Organisation.objects.get(country="SE").number == "212000-0142"


def test_an_organisation_whose_invitation_was_withdrawn_can_get_another(host: Client) -> None:
    place = an_organisation()
    assert "har ingen administrator" in host.get(f"/settings/organisations/{place.pk}/").content.decode()
    assert host.post(f"/settings/organisations/{place.pk}/", {"name": "", "email": ""}).status_code == 422
    host.post(f"/settings/organisations/{place.pk}/", {"name": "Ny", "email": "ny@example.org"})
    assert Invitation.objects.get().roles == ["admin"]


def test_the_command_founds_too_and_says_what_is_wrong() -> None:
    said = StringIO()
    call_command(
        "organisation", "Alvik", "--admin", "Kari", "--email", "kari@example.org", "--number", NUMBER, stdout=said
    )
    assert "Alvik is founded." in said.getvalue()
    assert Letter.objects.get().secrets["link"].startswith("http://localhost:8000/invitation/")
    with pytest.raises(CommandError, match="nummeret er her allerede"):
        call_command("organisation", "Bervik", "--admin", "K", "--email", "k@example.org", "--number", NUMBER)
    with pytest.raises(CommandError, match="e-postadresse"):
        call_command("organisation", "Bervik", "--admin", "K", "--email", "nei")


@pytest.mark.parametrize(
    ("name", "taken", "slug"),
    [
        ("Ørskog kommune", [], "orskog-kommune"),
        ("Ørskog kommune", ["orskog-kommune", "orskog-kommune-2"], "orskog-kommune-3"),
        ("Bærum", [], "baerum"),
        ("王", [], "organisation"),
        ("x" * 200, [], "x" * 50),
    ],
)
def test_names_in_addresses(name: str, taken: list[str], slug: str) -> None:
    assert slug_of(name, taken) == slug


def test_an_administrator_describes_the_organisation(client: Client) -> None:
    place = an_organisation("Alvik")
    client.force_login(a_member(place, "admin"))
    page = client.get("/settings/organisation/change/").content.decode()
    assert all(f'class="pe-swatch" data-accent="{accent}"' in page for accent in ACCENTS)
    said = {
        "name": "<script>Alvik", "kind": "county", "country": "NO", "number": NUMBER, "municipality_number": "",
        "inhabitants": "4321", "inhabitants_on": "2026-01-01", "accent": "forest",
    }  # fmt: skip
    assert client.post("/settings/organisation/change/", said).status_code == 302
    shown = client.get("/settings/organisation/").content.decode()
    assert "&lt;script&gt;Alvik" in shown
    assert "4\u202f321 den 1. januar 2026" in shown
    changed = Entry.objects.get().private["facts"]["changed"]
    assert changed["inhabitants_on"] == [None, "2026-01-01"]
    client.post("/settings/organisation/change/", said)
    assert Entry.objects.count() == 1, "nothing changed, nothing noted"


@pytest.mark.parametrize(
    ("inhabitants", "on", "field"), [("5", "", "inhabitants_on"), ("", "2026-01-01", "inhabitants"), ("0", "2026-01-01", "inhabitants")]
)  # fmt: skip
def test_a_count_has_its_day(inhabitants: str, on: str, field: str) -> None:
    form = OrganisationForm(
        {
            "name": "A",
            "kind": "other",
            "country": "NO",
            "accent": "fjord",
            "inhabitants": inhabitants,
            "inhabitants_on": on,
        }
    )
    assert list(form.errors) == [field]


def test_inhabitants_are_read_line_by_line() -> None:
    figures, faults = read_inhabitants(
        "municipality_number,inhabitants,date\n0301,717 710,2025-01-01\n301,1,2025-01-01\n\nx,1,2025-01-01\n1103,mange,2025-01-01\n"
        "1103,5,01.01.2025\n1103,5\n1103,0,2025-01-01\n4601,99999999999,2025-01-01"
    )
    assert figures == [Inhabitants("0301", 717_710, date(2025, 1, 1)), Inhabitants("0301", 1, date(2025, 1, 1))]
    assert [number for number, _sentence in faults] == [5, 6, 7, 8, 9, 10]
    assert read_inhabitants("1103;5;2025-01-01")[0] == [Inhabitants("1103", 5, date(2025, 1, 1))]


def test_inhabitants_are_shown_first_then_kept_and_an_older_figure_passed_over(host: Client) -> None:
    place = an_organisation("Alvik", municipality_number="1103")
    an_organisation("Uten nummer")
    file = SimpleUploadedFile(
        "folk.csv", b"\xef\xbb\xbfmunicipality_number,inhabitants,date\n1103,150000,2026-01-01\nfeil,1,2026-01-01"
    )
    page = host.post("/settings/organisations/inhabitants/", {"file": file}).content.decode()
    assert "1 virksomhet står på listen" in page
    assert "Linje 3: Et kommunenummer har fire sifre." in page
    place.refresh_from_db()
    assert place.inhabitants is None
    text = "1103,150000,2026-01-01"
    assert host.post("/settings/organisations/inhabitants/", {"text": text, "sure": "yes"}).status_code == 302
    place.refresh_from_db()
    assert (place.inhabitants, place.inhabitants_on) == (150_000, date(2026, 1, 1))
    assert record_inhabitants(actor=HOST, figures=[Inhabitants("1103", 1, date(2025, 1, 1))], now=timezone.now()) == []
    empty = host.post("/settings/organisations/inhabitants/", {"text": ""})
    assert empty.status_code == 422


def test_only_what_is_handed_over_is_changed() -> None:
    place = an_organisation("Alvik", accent="sea")
    describe_organisation(
        actor=an_actor(place, "admin"), organisation=place, said={"name": "Nyvik"}, now=timezone.now()
    )
    place.refresh_from_db()
    assert (place.name, place.accent) == ("Nyvik", "sea")


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_role_stands_on_one_page(client: Client, language: str) -> None:
    place = an_organisation()
    client.force_login(a_member(place, "supplier"))
    page = client.get("/settings/roles/", headers={"accept-language": language}).content.decode()
    assert page.count('class="pe-role"') == len(ROLES)


def test_the_page_of_roles_in_the_documents_is_the_code(root: Path) -> None:
    assert (root / "docs/develop/roles.md").read_text("utf-8") == roles_page(), "run: nybrott manage document roles"
