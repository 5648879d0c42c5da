"""Being somebody in the demonstration: by a signed link, on the same machine, and nowhere else."""

import pytest
from django.test import Client, override_settings
from django.urls import NoReverseMatch, include, path, reverse
from pytest_django import DjangoAssertNumQueries, Settings

from nybrott.accounts.queries import demo_link
from nybrott.accounts.urls import demonstration
from nybrott.people.tests.factories import a_member, a_user, an_organisation
from nybrott.web import urls
from nybrott.web.tests.test_settings import WHOLE, load

pytestmark = pytest.mark.django_db


class WithDemonstration:
    """The site's addresses as `nybrott up --demo` has them."""

    urlpatterns = [*urls.urlpatterns, path("demo/", include(demonstration))]


@pytest.fixture
def shown(settings: Settings) -> None:
    settings.DEMONSTRATION = True
    settings.ROOT_URLCONF = WithDemonstration


@pytest.mark.usefixtures("shown")
def test_one_is_somebody_by_a_link(client: Client) -> None:
    kari = a_member(an_organisation("Alvik"), "driver", user=a_user("Kari"))
    answer = client.get(demo_link(kari))
    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(kari.pk)
    ola = a_member(an_organisation("Bervik"), "admin", user=a_user("Ola"))
    client.get(demo_link(ola))
    assert client.session["_auth_user_id"] == str(ola.pk), "and then somebody else"
    assert "Ola" in client.get("/account/sessions/").content.decode()


@pytest.mark.usefixtures("shown")
def test_in_the_organisation_that_was_chosen(client: Client) -> None:
    kari, first, second = a_user("Kari"), an_organisation("Alvik"), an_organisation("Bervik")
    for place in (first, second):
        a_member(place, "driver", user=kari)
    client.get(demo_link(kari, second))
    assert '<span class="nb-brand-org">Bervik</span>' in client.get("/account/").content.decode()


@pytest.mark.usefixtures("shown")
@pytest.mark.parametrize("token", ["1", "1:x", "x", "0", "-1:aaaa"])
def test_a_link_we_did_not_make_leads_nowhere(client: Client, token: str) -> None:
    a_user()
    assert client.get(f"/demo/sign-in/{token}/").status_code == 404
    assert "_auth_user_id" not in client.session


@pytest.mark.usefixtures("shown")
@pytest.mark.parametrize(
    "more", [{"REMOTE_ADDR": "192.0.2.7"}, {"REMOTE_ADDR": ""}, {"headers": {"x-forwarded-for": "192.0.2.7"}}]
)
def test_it_works_on_the_same_machine_only(more: dict[str, object]) -> None:
    client = Client(**more)
    assert client.get(demo_link(a_user())).status_code == 404
    assert client.get("/demo/").status_code == 404


@pytest.mark.usefixtures("shown")
def test_who_may_not_sign_in_does_not(client: Client) -> None:
    assert client.get(demo_link(a_user(is_active=False))).status_code == 404


@pytest.mark.usefixtures("shown")
@pytest.mark.parametrize("people", [1, 3])
def test_all_are_listed_with_their_roles(
    client: Client, people: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    place = an_organisation("Alvik")
    for role in ("driver", "admin", "mentor")[:people]:
        a_member(place, role)
    a_member(place, "driver")
    with django_assert_num_queries(1):
        page = client.get("/demo/").content.decode()
    assert page.count("/demo/sign-in/") == people, "the first of each kind"
    assert "Pådriver" in page
    assert "/demo/" in client.get("/account/login/").content.decode()


def test_outside_the_demonstration_there_is_nothing_of_the_kind(client: Client) -> None:
    assert client.get("/demo/").status_code == 404
    assert "/demo/" not in client.get("/account/login/").content.decode()
    with pytest.raises(NoReverseMatch):
        reverse("demonstration_sign_in", args=["x"])


@override_settings(ROOT_URLCONF=WithDemonstration, DEMONSTRATION=False)
def test_nor_does_the_address_alone_open_anything(client: Client) -> None:
    assert client.get("/demo/").status_code in (302, 404)
    assert client.get(demo_link(a_user())).status_code in (302, 404)
    assert "_auth_user_id" not in client.session


def test_production_is_never_the_demonstration() -> None:
    assert load(WHOLE | {"NYBROTT_DEMONSTRATION": "1"}, "settings.DEMONSTRATION").stdout == "False\n"
