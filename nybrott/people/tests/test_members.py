"""Members: the list, roles and units, and that an organisation always keeps an administrator."""

from datetime import timedelta
from time import perf_counter

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from nybrott.core.verdict import Refused
from nybrott.journal.models import Entry
from nybrott.people.actions.members import end_membership, give_roles, rejoin, set_units
from nybrott.people.models import Membership, Organisation, User
from nybrott.people.queries import actor_of
from nybrott.people.queries.members import members
from nybrott.people.tests.factories import a_member, a_unit, a_user, an_actor, an_organisation, membership_of
from nybrott.people.tests.racing import at_once, meet_in, without_lock

LAST = "En virksomhet trenger en administrator. Gi rollen til noen andre først."


def admins_of(place: Organisation) -> int:
    return Membership.objects.filter(organisation=place).current().admins().count()


@pytest.mark.django_db
def test_the_last_administrator_can_neither_be_removed_nor_demoted() -> None:
    place = an_organisation()
    kari = a_member(place, "admin")
    a_member(place, "admin", user=a_user(is_active=False))
    actor, mine = actor_of(kari, place), membership_of(kari, place)
    with pytest.raises(Refused) as refused:
        end_membership(actor=actor, membership=mine, now=timezone.now())
    assert refused.value.reason == LAST
    with pytest.raises(Refused):
        give_roles(actor=actor, membership=mine, roles=["driver"], now=timezone.now())
    assert not Entry.objects.exists()
    other = a_member(place, "driver")
    give_roles(actor=actor, membership=membership_of(other, place), roles=["admin"], now=timezone.now())
    end_membership(actor=actor, membership=mine, now=timezone.now())
    assert admins_of(place) == 1


def two_administrators_remove_each_other() -> tuple[Organisation, list[str]]:
    place = an_organisation()
    kari, ola = a_member(place, "admin"), a_member(place, "admin")
    as_kari, as_ola = actor_of(kari, place), actor_of(ola, place)
    of_kari, of_ola = membership_of(kari, place), membership_of(ola, place)
    return place, at_once(
        lambda: end_membership(actor=as_kari, membership=of_ola, now=timezone.now()),
        lambda: give_roles(actor=as_ola, membership=of_kari, roles=[], now=timezone.now()),
    )


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_two_administrators_remove_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    without_lock(monkeypatch)
    meet_in("_keeps_an_administrator", monkeypatch, patience=60)
    place, came = two_administrators_remove_each_other()
    assert came == ["done", "done"]
    assert admins_of(place) == 0


@pytest.mark.django_db(transaction=True)
def test_with_the_lock_one_administrator_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    meet_in("_keeps_an_administrator", monkeypatch, patience=0.3)
    place, came = two_administrators_remove_each_other()
    assert came == [LAST, "done"]
    assert admins_of(place) == 1


@pytest.mark.django_db
def test_roles_units_end_and_return_are_noted() -> None:
    place = an_organisation()
    admin, kari = an_actor(place, "admin"), a_member(place, "driver", "admin")
    unit, foreign = a_unit(place, "Helse"), a_unit(an_organisation(), "Fremmed")
    mine = membership_of(kari, place)
    give_roles(actor=admin, membership=mine, roles=["admin", "driver", "no such role"], now=timezone.now())
    give_roles(actor=admin, membership=mine, roles=["mentor", "admin"], now=timezone.now())
    set_units(actor=admin, membership=mine, units=[unit, foreign], now=timezone.now())
    assert list(mine.units.all()) == [unit], "another organisation's unit is none of theirs"
    end_membership(actor=admin, membership=mine, now=timezone.now())
    back = rejoin(actor=admin, membership=mine, now=timezone.now())
    assert (back.ended_at, back.roles) == (None, ["mentor"]), "nobody comes back as an administrator"
    assert list(Entry.objects.filter(thing_kind="people.membership").order_by("pk").values_list("verb", flat=True)) == [
        "people.roles_given", "people.units_set", "people.membership_ended", "people.rejoined",
    ]  # fmt: skip
    assert Membership.objects.filter(user=kari, organisation=place).count() == 1


@pytest.mark.django_db
def test_the_list_is_narrowed_and_sorted() -> None:
    place = an_organisation()
    health = a_unit(place, "Helse")
    home = a_unit(place, "Hjemmetjenesten", health)
    for name in ("Østen Vik", "Åse Moe", "Anne Berg", "Zara Ås"):
        a_member(place, "driver", units=(home,) if name == "Åse Moe" else (), user=a_user(name))
    left = a_member(place, "mentor", user=a_user("Borte Nå"))
    Membership.objects.filter(user=left).update(ended_at=timezone.now())
    a_member(an_organisation(), "driver", user=a_user("Fremmed"))
    actor = an_actor(place, "observer")
    User.objects.filter(pk=actor.user_id).update(name="Meg Selv")

    def names(sort: str = "name", **wanted: object) -> list[str]:
        return [one.user.name for one in members(actor, wanted, sort=sort).rows]

    assert names() == ["Anne Berg", "Meg Selv", "Zara Ås", "Østen Vik", "Åse Moe"]
    assert names("-name")[0] == "Åse Moe"
    assert names(name="ås") == ["Zara Ås", "Åse Moe"]
    assert names(name="ØSTEN") == ["Østen Vik"]
    assert names(unit=health.pk) == ["Åse Moe"]
    assert names(role="observer") == ["Meg Selv"]
    assert names(ended="yes") == ["Borte Nå"]
    assert names(name="%") == []


@pytest.mark.django_db
def test_the_list_takes_the_same_queries_for_one_and_for_three(client: Client) -> None:
    place = an_organisation()
    client.force_login(a_member(place, "admin", units=(a_unit(place),)))
    client.get("/settings/members/")  # notes where one is signed in
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/settings/members/").status_code == 200
        counts.append(len(asked))
        for _one in range(3):
            a_member(place, "driver", units=(a_unit(place),))
    assert counts[0] == counts[1] <= 15


@pytest.mark.django_db
def test_names_with_script_are_only_names(client: Client) -> None:
    place = an_organisation()
    client.force_login(a_member(place, "admin"))
    evil = a_member(place, "driver", user=a_user('<script>alert("x")</script>'))
    mine = membership_of(evil, place)
    client.post(f"/settings/members/{mine.pk}/roles/", {"roles": ["mentor", "buyer"]})
    for address in ("", f"{mine.pk}/", f"{mine.pk}/roles/", f"{mine.pk}/end/"):
        page = client.get(f"/settings/members/{address}").content.decode()
        assert "&lt;script&gt;" in page
        assert "<script>alert" not in page
    assert "Veileder, Innkjøper" in client.get(f"/settings/members/{mine.pk}/").content.decode(), (
        "what was changed, in words"
    )


@pytest.mark.django_db
def test_the_page_says_why_the_last_administrator_stays(client: Client) -> None:
    place = an_organisation()
    kari = a_member(place, "admin")
    client.force_login(kari)
    mine = membership_of(kari, place)
    assert LAST in client.get(f"/settings/members/{mine.pk}/").content.decode()
    answer = client.post(f"/settings/members/{mine.pk}/roles/", {"roles": ["driver"]})
    assert answer.status_code == 422
    assert LAST in answer.content.decode()
    ended = client.post(f"/settings/members/{mine.pk}/end/")
    assert ended.status_code == 403
    assert LAST in ended.content.decode()


@pytest.mark.django_db
def test_a_member_may_leave_and_is_then_outside(client: Client) -> None:
    place = an_organisation()
    a_member(place, "admin")
    kari = a_member(place, "driver")
    client.force_login(kari)
    mine = membership_of(kari, place)
    assert "Gå ut av" in client.get(f"/settings/members/{mine.pk}/end/").content.decode()
    assert client.post(f"/settings/members/{mine.pk}/end/").status_code == 302
    assert client.get("/settings/members/").status_code == 403


@pytest.mark.django_db
@pytest.mark.soak
def test_fifty_thousand_members_are_listed_quickly() -> None:
    place = an_organisation()
    now = timezone.now()
    letters = "abcdefghijklmnopqrstuvwxyzæøå"
    users = User.objects.bulk_create(
        (User(email=f"p{n}@example.org", name=f"{letters[n % 29].upper()}{letters[n % 23]} Person {n}", password="!") for n in range(50_000)),
        batch_size=5_000,
    )  # fmt: skip
    Membership.objects.bulk_create(
        (Membership(organisation=place, user=user, roles=["driver"], since=now - timedelta(days=n % 900)) for n, user in enumerate(users)),
        batch_size=5_000,
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE people_user; ANALYZE people_membership")
    actor = an_actor(place, "admin")
    for asked in (
        {},
        {"page": 500},
        {"page": 1001},
        {"sort": "-since"},
        {"wanted": {"name": "person 49999"}},
        {"wanted": {"role": "admin"}},
    ):
        began = perf_counter()
        page = members(actor, **({"wanted": {}} | asked))
        took = perf_counter() - began
        print(asked, f"{took * 1000:.0f} ms", page.total)  # noqa: T201
        assert took < 1, asked
