"""Where most tests of cases are, and who tells there."""

import pytest

from nybrott.core.actor import Actor
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import an_actor, an_organisation


@pytest.fixture
def here() -> Organisation:
    return an_organisation("Fjordvik kommune")


@pytest.fixture
def lead(here: Organisation) -> Actor:
    return an_actor(here, "lead")
