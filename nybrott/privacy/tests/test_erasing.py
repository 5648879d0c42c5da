"""An erased person is nowhere in the database, the chain holds, and the proof names nobody."""

from collections import Counter
from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from nybrott.core.actor import Actor, system
from nybrott.core.verdict import Refused
from nybrott.journal.actions import NewLetter, record, seal_entries
from nybrott.journal.models import Entry, Letter
from nybrott.journal.queries import prove
from nybrott.people.models import Invitation, Membership, Organisation, User
from nybrott.people.queries.declared import Kind, kinds
from nybrott.people.roles import ROLES
from nybrott.people.tests.factories import a_member, a_user, an_actor, an_organisation
from nybrott.privacy import rules
from nybrott.privacy.actions.erasing import can_be_blank, erase_person
from nybrott.privacy.queries.about import is_last_admin
from nybrott.privacy.tests.test_about import a_full_life

pytestmark = pytest.mark.django_db
NOW = timezone.now()
WHY = "Asked for it in writing."


def occurrences(*needles: str) -> list[str]:
    """Every column of every table that holds one of the texts, asked of the database itself."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.table_name, c.column_name FROM information_schema.columns c"
            " JOIN information_schema.tables t USING (table_schema, table_name)"
            " WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE'"
            " AND c.data_type IN ('text', 'character varying', 'jsonb', 'json', 'ARRAY', 'inet', 'bytea', 'USER-DEFINED', 'tsvector')"
        )
        for table, column in cursor.fetchall():
            for needle in needles:
                cursor.execute(f'SELECT count(*) FROM "{table}" WHERE "{column}"::text ILIKE %s', [f"%{needle}%"])
                if cursor.fetchone()[0]:
                    found.append(f"{table}.{column} holds {needle}")
    return found


def erased(user: User, actor: Actor) -> Counter[str]:
    return erase_person(actor=actor, user=user, reason=WHY, now=NOW)


def test_the_name_and_the_address_are_nowhere() -> None:
    place = an_organisation("Prøvevik")
    user = a_full_life(place, "Kari Nordmann-Xyzzy")
    address = user.email
    assert len(occurrences("Xyzzy", address)) >= 6, "the search finds what is there"
    gone = erased(user, an_actor(place, "admin"))
    assert occurrences("Xyzzy", address) == []
    assert gone["people.membership"] == 1
    assert gone["people.invitation"] == 2
    assert gone["sessions.session"] == 1
    assert gone["people.user"] == 1
    assert not Membership.objects.filter(user=user).exists()
    assert Session.objects.count() == 0
    user.refresh_from_db()
    assert (user.email, user.name) == (f"erased-{user.pk}@erased.invalid", f"Person {user.pk}")
    assert not user.is_active
    assert not user.has_usable_password()
    assert Invitation.objects.get(email=f"third{user.pk}@example.org").invited_by is None, (
        "what is others' stays, without them"
    )


def test_every_chain_holds_afterwards_and_tells_of_the_erasure() -> None:
    place, other = an_organisation(), an_organisation()
    user = a_full_life(place)
    a_full_life(other)
    seal_entries(now=NOW)
    erased(user, an_actor(place, "admin"))
    seal_entries(now=NOW)
    for organisation_id in (None, place.pk, other.pk):
        proof = prove(organisation_id)
        assert proof.broken is None, proof.broken
    assert Entry.objects.filter(organisation_id=place.pk, verb="journal.erased").exists()
    assert not Entry.objects.filter(organisation_id=other.pk, private__isnull=True).exists()


def test_letters_to_others_no_longer_name_the_person_and_say_the_rest() -> None:
    place = an_organisation()
    user = a_member(place, "driver", user=a_user("Kari Nordmann"))
    actor = an_actor(place, "admin")
    other = a_user("Ola")
    record(
        actor=actor, verb="people.invited", thing=place, at=NOW, facts={"before": "Kari Nordmann"},
        letters=[NewLetter("people.x", other.email, "Kari Nordmann is here", "Hi. kari nordmann (not Kari Nordmannsen) joins.")],
    )  # fmt: skip
    erased(user, actor)
    letter = Letter.objects.get(to_address=other.email)
    assert (letter.subject, letter.body) == ("… is here", "Hi. … (not Kari Nordmannsen) joins.")
    assert Entry.objects.get(verb="people.invited").private is None


def test_a_name_that_somebody_else_has_too_stays_theirs() -> None:
    place = an_organisation()
    user = a_member(place, "driver", user=a_user("Kari Nordmann"))
    a_member(place, "driver", user=a_user("Kari Nordmann"))
    record(
        actor=an_actor(place, "admin"), verb="people.invited", thing=place, at=NOW, facts={"before": "Kari Nordmann"}
    )
    erased(user, an_actor(place, "admin"))
    assert Entry.objects.get(verb="people.invited").private is not None


def test_others_stay_untouched() -> None:
    place = an_organisation()
    user = a_full_life(place)
    other = a_full_life(place, "Per Hansen")
    erased(user, an_actor(place, "admin"))
    other.refresh_from_db()
    assert other.name == "Per Hansen"
    assert Membership.objects.get(user=other).roles == ["driver"]
    assert Letter.objects.filter(to_user_id=other.pk, body__contains="Per Hansen").count() == 1
    assert Entry.objects.filter(actor_user_id=other.pk, private__isnull=False).exists()


def test_the_proof_names_nobody() -> None:
    place = an_organisation()
    user = a_full_life(place)
    actor = an_actor(place, "admin")
    erased(user, actor)
    proof = Entry.objects.get(verb="privacy.erased")
    assert proof.organisation_id == place.pk
    assert proof.actor_user_id == actor.user_id
    assert proof.private is not None
    assert proof.private["thing"] == f"Person {user.pk}"
    assert proof.private["facts"]["reason"] == WHY
    assert proof.private["facts"]["rows"]["people.membership"] == 1


@pytest.mark.parametrize("reason", ["Kari asked", "nordmann ba om det", "see PERSON@example.org"])
def test_the_reason_may_not_name_the_person(reason: str) -> None:
    place = an_organisation()
    user = a_member(place, user=a_user("Kari Nordmann"))
    User.objects.filter(pk=user.pk).update(email="person@example.org")
    user.refresh_from_db()
    with pytest.raises(Refused):
        erase_person(actor=an_actor(place, "admin"), user=user, reason=reason, now=NOW)
    user.refresh_from_db()
    assert user.name == "Kari Nordmann", "nothing was changed"


def test_the_last_administrator_stays() -> None:
    place = an_organisation()
    admin = a_member(place, "admin")
    assert is_last_admin(admin)
    with pytest.raises(Refused):
        erased(admin, system("Host"))
    second = a_member(place, "admin")
    assert not is_last_admin(admin)
    Membership.objects.filter(user=second).update(ended_at=NOW - timedelta(days=1))
    assert is_last_admin(admin), "one who has left administers nothing"
    assert not is_last_admin(a_member(place, "driver"))


def test_who_belongs_elsewhere_too_is_erased_by_the_host_alone() -> None:
    place, other = an_organisation(), an_organisation()
    user = a_member(place, "driver")
    a_member(other, "mentor", user=user)
    Membership.objects.filter(user=user, organisation=other).update(ended_at=NOW)
    with pytest.raises(Refused):
        erased(user, an_actor(place, "admin"))
    assert erased(user, system("Host"))["people.membership"] == 2


def places() -> list[Organisation]:
    return [an_organisation(), an_organisation()]


def test_who_may_erase_whom() -> None:
    own, other = places()
    for role in ROLES:
        actor = an_actor(own, role)
        may = role == "admin"
        assert bool(rules.may_erase_person(actor, places={own.pk}, last_admin=False)) == may, role
        assert not rules.may_erase_person(actor, places={other.pk}, last_admin=False)
        assert not rules.may_erase_person(actor, places={own.pk, other.pk}, last_admin=False)
        assert not rules.may_erase_person(actor, places={own.pk}, last_admin=True)
        assert not rules.may_erase_person(actor, places=set(), last_admin=False)
    assert rules.may_erase_person(system("Host"), places={own.pk, other.pk}, last_admin=False)
    assert not rules.may_erase_person(system("Host"), places={own.pk}, last_admin=True)


@pytest.mark.parametrize(
    "kind", [k for k in kinds() if k.said.on_erasure == "blank"], ids=lambda k: f"{k.label}:{k.said.person}"
)
def test_what_is_said_to_be_blanked_can_be(kind: Kind) -> None:
    named = [kind.model._meta.get_field(name) for name in kind.said.blank or kind.said.fields]
    assert any(can_be_blank(kind, field) or field.many_to_many for field in named)
    assert all(can_be_blank(kind, kind.model._meta.get_field(name)) for name in kind.said.blank)


def test_the_page_says_what_goes_and_wants_the_name_typed(client: Client) -> None:
    place = an_organisation()
    user = a_full_life(place)
    membership = Membership.objects.get(user=user)
    client.force_login(a_member(place, "admin"))
    address = reverse("privacy:erase", args=[membership.pk])
    page = client.get(address, headers={"accept-language": "en"}).content.decode()
    for words in ("What is deleted", "What is emptied", "What stays, without names", "Memberships", "Accounts"):
        assert words in page, words
    wrong = client.post(address, {"typed": "Kari", "reason": WHY})
    assert wrong.status_code == 422
    named = client.post(address, {"typed": "Kari Nordmann", "reason": "Kari asked"})
    assert named.status_code == 422
    assert User.objects.get(pk=user.pk).name == "Kari Nordmann"
    done = client.post(address, {"typed": " kari  NORDMANN ", "reason": WHY})
    assert done.status_code == 302
    assert User.objects.get(pk=user.pk).name == f"Person {user.pk}"
    assert client.get(address).status_code == 404


def test_an_erased_person_is_out_at_once() -> None:
    place = an_organisation()
    a_member(place, "admin")
    user = a_member(place, "driver")
    theirs = Client()
    theirs.force_login(user)
    assert theirs.get(reverse("privacy:me")).status_code == 200
    erased(user, an_actor(place, "admin"))
    assert theirs.get(reverse("privacy:me")).status_code in (302, 403)


def test_the_host_erases_by_command_and_only_when_sure() -> None:
    place = an_organisation()
    user = a_full_life(place)
    said = StringIO()
    call_command("erase_person", user.email.upper(), reason=WHY, stdout=said)
    assert "people.membership\t1\tdelete" in said.getvalue()
    assert User.objects.get(pk=user.pk).name == "Kari Nordmann"
    call_command("erase_person", user.email, reason=WHY, sure=True, stdout=said)
    assert User.objects.get(pk=user.pk).name == f"Person {user.pk}"
    with pytest.raises(CommandError, match="Nobody here"):
        call_command("erase_person", user.email, reason=WHY, sure=True)
    with pytest.raises(CommandError, match=r"\."):
        call_command("erase_person", a_member(an_organisation(), "admin").email, reason=WHY, sure=True)
