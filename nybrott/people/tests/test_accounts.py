"""One account per address whatever its case; passwords are kept as hashes; sign-ins that ran out are forgotten."""

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError, transaction

from nybrott.people.models import User

pytestmark = pytest.mark.django_db


def test_an_account_signs_in_whatever_the_case_of_its_address() -> None:
    made = User.objects.create_user("Kari.Nordmann@Example.org", "en lang setning", name="Kari Nordmann")
    assert str(made) == "Kari Nordmann"
    assert authenticate(username="kari.nordmann@example.ORG", password="en lang setning") == made
    assert authenticate(username="kari.nordmann@example.org", password="feil") is None


def test_one_address_has_one_account_whatever_its_case() -> None:
    User.objects.create_user("kari@example.org", name="Kari")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("KARI@example.org", name="Kari igjen")


def test_passwords_are_kept_as_hashes() -> None:
    made = User.objects.create_user("ola@example.org", "en lang setning", name="Ola")
    made.refresh_from_db()
    assert "en lang setning" not in made.password
    assert made.password.startswith("pbkdf2_sha256$")


@pytest.mark.parametrize(("email", "name"), [("", "Kari"), ("  ", "Kari"), ("kari@example.org", " ")])
def test_an_account_needs_an_address_and_a_name(email: str, name: str) -> None:
    with pytest.raises(ValueError, match="needs an e-mail address and a name"):
        User.objects.create_user(email, name=name)


def test_an_account_without_a_password_cannot_be_entered_by_one() -> None:
    User.objects.create_user("ola@example.org", name="Ola")
    assert authenticate(username="ola@example.org", password="") is None
