"""Invitations: by letter, once, for fourteen days; with an account and without; every dead link says why."""

import re
from datetime import timedelta
from secrets import token_urlsafe

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from nybrott.core.verdict import Refused
from nybrott.journal.models import Letter
from nybrott.people.actions.invitations import Link, Newcomer, accept_invitation, invite, send_waiting_invitations
from nybrott.people.models import Invitation, Membership, Organisation, User
from nybrott.people.queries.invitations import hash_of, invitation_at
from nybrott.people.tests.factories import a_member, a_unit, a_user, an_actor, an_organisation
from nybrott.people.tests.racing import at_once, meet_in

PASSWORD = "en lang og god setning"


def a_link() -> tuple[str, Link]:
    token = token_urlsafe(32)
    return token, Link(hash_of(token), f"https://example.org/invitation/{token}/")


def invited(place: Organisation, email: str = "ny@example.org", **more: object) -> tuple[str, Invitation]:
    token, link = a_link()
    made = invite(
        actor=an_actor(place, "admin"), organisation=place, who=Newcomer(email, "Ny Person"), roles=["driver", "mentor"],
        units=[a_unit(place)], link=link, language="nb", now=timezone.now(),
    )  # fmt: skip
    Invitation.objects.filter(pk=made.pk).update(**more)
    return token, made


@pytest.mark.django_db
def test_the_letter_holds_the_link_and_nothing_else_does(client: Client) -> None:
    place = an_organisation("Prøvevik")
    client.force_login(a_member(place, "admin", user=a_user("Kari <b>Admin</b>")))
    unit = a_unit(place)
    answer = client.post(
        "/settings/invitations/new/",
        {"email": "Ny@Example.org", "name": " Ny\n<script>x</script>  Person ", "roles": ["driver"], "units": [unit.pk], "language": "nn"},
    )  # fmt: skip
    assert answer.status_code == 302
    letter, made = Letter.objects.get(), Invitation.objects.get()
    assert (letter.to_address, letter.to_name, letter.language) == (
        "Ny@Example.org",
        "Ny <script>x</script> Person",
        "nn",
    )
    assert "{link}" in letter.body
    assert "Kari <b>Admin</b> inviterer deg til å bli med i Prøvevik" in letter.body, "plain text is not escaped"
    token = letter.secrets["link"].rstrip("/").rsplit("/", 1)[1]
    assert letter.secrets["link"].startswith("http://testserver/invitation/")
    assert token not in letter.body
    assert made.token_hash == hash_of(token)
    assert token not in str(list(Invitation.objects.values()))
    page = Client().get(f"/invitation/{token}/").content.decode()
    assert "Ny &lt;script&gt;" in page
    assert "Pådriver" in page
    assert unit.name in page


@pytest.mark.django_db
@pytest.mark.parametrize("email", ["ny@example.org", "NY@Example.ORG"])
def test_the_same_address_is_not_invited_twice_whatever_its_case(email: str) -> None:
    place = an_organisation()
    invited(place)
    with pytest.raises(Refused, match="allerede invitert"):
        invited(place, email)
    invited(an_organisation(), email)
    a_member(place, "driver", user=User.objects.create_user("inne@example.org", name="Inne"))
    with pytest.raises(Refused, match="allerede medlem"):
        invited(place, "INNE@example.org")


@pytest.mark.django_db
def test_who_has_no_account_makes_one_and_is_in(client: Client) -> None:
    place = an_organisation()
    token, made = invited(place)
    address = f"/invitation/{token}/"
    assert "Lag kontoen din" in client.get(address).content.decode()
    short = client.post(address, {"name": "Ny Person", "password": "kort"})
    assert short.status_code == 422
    assert not User.objects.filter(email="ny@example.org").exists()
    assert client.post(address, {"name": "Ny Person", "password": PASSWORD}).status_code == 302
    user = User.objects.get(email="ny@example.org")
    member = Membership.objects.get(user=user)
    assert (member.roles, list(member.units.all())) == (["driver", "mentor"], list(made.units.all()))
    assert client.session["_auth_user_id"] == str(user.pk)
    known = apps.get_model("account", "EmailAddress").objects.get(user=user)
    assert (known.verified, known.primary) == (True, True)
    client.logout()
    client.post("/account/login/", {"login": "ny@example.org", "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(user.pk)


@pytest.mark.django_db
def test_who_has_an_account_signs_in_and_accepts(client: Client) -> None:
    here, there = an_organisation("Aker"), an_organisation("Zvik")
    user = a_member(here, "driver", user=User.objects.create_user("Ny@example.org", PASSWORD, name="Ny"))
    token, _made = invited(there, "ny@EXAMPLE.org")
    address = f"/invitation/{token}/"
    page = client.get(address).content.decode()
    assert f"/account/login/?next=%2Finvitation%2F{token}%2F" in page
    assert client.post(address, {"name": "X", "password": PASSWORD}).status_code == 200, "nobody makes a second account"
    client.force_login(user)
    assert "Godta invitasjonen" in client.get(address).content.decode()
    assert client.post(address).status_code == 302
    assert client.session["organisation"] == there.pk, "one acts for the organisation one has just joined"
    assert User.objects.filter(email__iexact="ny@example.org").count() == 1


@pytest.mark.django_db
def test_somebody_else_cannot_accept(client: Client) -> None:
    place = an_organisation()
    token, _made = invited(place)
    client.force_login(a_user("Ola"))
    page = client.get(f"/invitation/{token}/").content.decode()
    assert "gjelder en annen e-postadresse" in page
    client.post(f"/invitation/{token}/")
    assert not Membership.objects.filter(user__name="Ola").exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("more", "status", "sentence"),
    [
        ({"expires_at": timezone.now() - timedelta(seconds=1)}, 410, "Invitasjonen har gått ut"),
        ({"accepted_at": timezone.now()}, 410, "Invitasjonen er brukt"),
        ({"withdrawn_at": timezone.now()}, 410, "Invitasjonen er trukket tilbake"),
        ({"token_hash": "another"}, 404, "Denne lenken fører ikke til noen invitasjon"),
    ],
)
def test_every_dead_link_says_why_and_shows_a_way_on(
    client: Client, more: dict[str, object], status: int, sentence: str
) -> None:
    token, _made = invited(an_organisation(), **more)
    for answer in (
        client.get(f"/invitation/{token}/"),
        client.post(f"/invitation/{token}/", {"name": "X", "password": PASSWORD}),
    ):
        assert answer.status_code == status
        page = answer.content.decode()
        assert sentence in page
        assert "/account/login/" in page
    assert not User.objects.filter(email="ny@example.org").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["x", "a" * 5000, "%00", "..%2F..", "<script>", "æøå"])
def test_forged_links_lead_nowhere(client: Client, token: str) -> None:
    invited(an_organisation())
    assert client.get(f"/invitation/{token}/").status_code == 404
    assert invitation_at("a" * 5000) is None


@pytest.mark.django_db
def test_sent_again_the_old_link_is_dead_and_withdrawn_the_new_one_too(client: Client) -> None:
    place = an_organisation()
    old, made = invited(place)
    client.force_login(a_member(place, "admin"))
    client.post(f"/settings/invitations/{made.pk}/send/")
    link = Letter.objects.order_by("-pk")[0].secrets["link"]
    new = re.sub(r".*/invitation/(.*)/", r"\1", link)
    assert Client().get(f"/invitation/{old}/").status_code == 404
    assert Client().get(f"/invitation/{new}/").status_code == 200
    client.post(f"/settings/invitations/{made.pk}/withdraw/")
    assert Client().get(f"/invitation/{new}/").status_code == 410
    assert client.post(f"/settings/invitations/{made.pk}/send/").status_code == 403
    assert "Ingen invitasjoner venter på svar" in client.get("/settings/invitations/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_who_press_at_once_are_one_member(monkeypatch: pytest.MonkeyPatch) -> None:
    place = an_organisation()
    _token, made = invited(place)
    user = User.objects.create_user("ny@example.org", name="Ny")
    meet_in("may_accept_invitation", monkeypatch, patience=0.3)
    came = at_once(*[lambda: accept_invitation(user=user, invitation=made, now=timezone.now())] * 2)
    assert came == ["Denne invitasjonen er brukt. Logg inn i stedet.", "done"]
    assert Membership.objects.filter(user=user).count() == 1


@pytest.mark.django_db
def test_who_has_left_comes_back_into_the_same_membership() -> None:
    place = an_organisation()
    user = a_member(place, "admin", user=User.objects.create_user("ny@example.org", name="Ny"))
    Membership.objects.filter(user=user).update(ended_at=timezone.now())
    _token, made = invited(place)
    member = accept_invitation(user=user, invitation=made, now=timezone.now())
    assert (member.roles, Membership.objects.filter(user=user).count()) == (["driver", "mentor"], 1)


@pytest.mark.django_db
def test_those_on_the_list_get_their_letters_when_somebody_sends_them() -> None:
    place = an_organisation()
    for number in range(3):
        Invitation.objects.create(
            organisation=place, email=f"l{number}@example.org", name=f"L {number}", invited_at=timezone.now()
        )
    sent = send_waiting_invitations(
        actor=an_actor(place, "admin"),
        organisation=place,
        make_link=lambda: a_link()[1],
        language="en",
        now=timezone.now(),
    )
    assert sent == Letter.objects.count() == 3
    assert len({letter.secrets["link"] for letter in Letter.objects.all()}) == 3
